//! The evenness of a term over the parts of a corpus.

use crate::corpus::statistics::{product, ratio};

/// The size of a corpus that consists of parts. Parts without words do not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartSizes {
    /// Parts.
    pub parts: u64,
    /// Words of all parts.
    pub words: u64,
    /// Words of the smallest part; 0 without any parts.
    pub smallest: u64,
}

impl PartSizes {
    /// The size of a corpus with parts of these numbers of words.
    #[must_use]
    pub fn of(sizes: impl IntoIterator<Item = u64>) -> Self {
        let mut sum = Self::default();
        for words in sizes.into_iter().filter(|words| *words > 0) {
            sum.smallest = if sum.parts == 0 { words } else { sum.smallest.min(words) };
            sum.parts += 1;
            sum.words += words;
        }
        sum
    }
}

/// The occurrences of a term in a part that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartCount {
    /// Words of the part, at least 1.
    pub words: u64,
    /// Occurrences of the term, at least 1.
    pub count: u64,
}

/// Measures of the evenness of a term over the parts of a corpus.
///
/// ```
/// use telaah::corpus::statistics::{Dispersion, PartCount, PartSizes};
///
/// // Two parts of 10 words and one of 20; the term occurs in the first alone.
/// let sizes = PartSizes::of([10, 10, 20]);
/// let clumped = Dispersion::of(&mut [PartCount { words: 10, count: 3 }], sizes).ok_or("does not occur")?;
/// assert_eq!((clumped.dp, clumped.dp_norm, clumped.juilland_d), (0.75, Some(1.0), Some(0.0)));
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dispersion {
    /// Deviation of proportions, DP (Gries 2008): from 0, even, to 1, all in one small part.
    pub dp: f64,
    /// DP by its maximum for these parts, so that it can be 1 (Lijffijt and Gries 2012); `None` if there is one part.
    pub dp_norm: Option<f64>,
    /// Juilland's D: from 0, all in one part, to 1, even. It is near 1 for most terms if there are many parts. `None` if there is one
    /// part.
    pub juilland_d: Option<f64>,
    /// Carroll's D2, the entropy of the relative frequencies: from 0, all in one part, to 1, even. `None` if there is one part.
    pub carroll_d2: Option<f64>,
    /// The Kullback-Leibler divergence of the shares of the term from those of the words, in bits: 0 is even (Gries 2024).
    pub kld: f64,
    /// The same as a number below 1: kld/(1 + kld).
    pub kld_norm: f64,
}

impl Dispersion {
    /// The measures of a term with these occurrences in parts of the corpus, which are sorted. `None` if it does not occur, or if the
    /// parts have more words than the corpus.
    #[must_use]
    pub fn of(occurrences: &mut [PartCount], corpus: PartSizes) -> Option<Self> {
        occurrences.sort_unstable();
        Self::of_ascending(occurrences.iter().copied(), corpus)
    }

    /// The same of occurrences in ascending order.
    pub(crate) fn of_ascending(
        occurrences: impl Iterator<Item = PartCount> + Clone,
        corpus: PartSizes,
    ) -> Option<Self> {
        let has_several = corpus.parts > 1;
        let (mut with_term, mut f, mut words) = (0_u64, 0, 0);
        for part in occurrences.clone() {
            (with_term, f, words) = (with_term + 1, f + part.count, words + part.words);
        }
        // Σ |v·N - s·f| over all parts; without the term it is s·f.
        let mut distance = product(corpus.words.checked_sub(words)?, f);
        // Σp, Σp² and their logarithms, with p the relative frequency in a part. Sums of fractions depend on their order.
        let (mut rates, mut squares) = (0.0, 0.0);
        let different = || Alike { rest: occurrences.clone(), next: None };
        for (part, times) in different() {
            distance += u128::from(times) * product(part.count, corpus.words).abs_diff(product(part.words, f));
            let rate = part.count as f64 / part.words as f64;
            rates += times as f64 * rate;
            squares += times as f64 * (rate * rate);
        }
        let dp = ratio(distance, 2 * product(f, corpus.words))?;
        let dp_norm = ratio(distance, 2 * product(f, corpus.words.checked_sub(corpus.smallest)?));
        // The sums would miss these values by the last bit.
        let (variation, entropy, kld) = if distance == 0 {
            (0.0, libm::log2(corpus.parts as f64), 0.0)
        } else if with_term == 1 {
            (1.0, 0.0, libm::log2(ratio(corpus.words.into(), words.into())?))
        } else {
            // The squared coefficient of variation is n·Σq² - 1, with q = p/Σp, and n - 1 if the term is in one part.
            let parts = corpus.parts as f64;
            let variation = (parts * squares / (rates * rates) - 1.0).max(0.0) / (parts - 1.0);
            // One logarithm for both measures: (v/f)/(s/N) is p·N/f.
            let (mut entropy, mut divergence) = (0.0, 0.0);
            for (part, times) in different() {
                let share = part.count as f64 / part.words as f64 / rates;
                let logarithm = libm::log2(share);
                entropy -= times as f64 * share * logarithm;
                divergence += (times * part.count) as f64 * logarithm;
            }
            let scale = libm::log2(rates * corpus.words as f64 / f as f64);
            (variation, entropy.max(0.0), (divergence / f as f64 + scale).max(0.0))
        };
        Some(Self {
            dp,
            dp_norm,
            juilland_d: has_several.then(|| (1.0 - variation.sqrt()).max(0.0)),
            carroll_d2: has_several.then(|| entropy / libm::log2(corpus.parts as f64)),
            kld,
            kld_norm: kld / (1.0 + kld),
        })
    }
}

/// Parts in order, those that are alike in one item with their number: many articles are of one length.
struct Alike<I> {
    rest: I,
    next: Option<PartCount>,
}

impl<I: Iterator<Item = PartCount>> Iterator for Alike<I> {
    type Item = (PartCount, u64);

    fn next(&mut self) -> Option<Self::Item> {
        let first = self.next.take().or_else(|| self.rest.next())?;
        let mut times = 1;
        for part in self.rest.by_ref() {
            if part != first {
                self.next = Some(part);
                break;
            }
            times += 1;
        }
        Some((first, times))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn dispersion(parts: &[(u64, u64)]) -> Dispersion {
        let sizes = PartSizes::of(parts.iter().map(|(words, _)| *words));
        let with_term = parts.iter().filter(|(_, count)| *count > 0);
        let mut counts: Vec<_> = with_term.map(|(words, count)| PartCount { words: *words, count: *count }).collect();
        Dispersion::of(&mut counts, sizes).unwrap()
    }

    #[test]
    fn an_even_term_and_a_clumped_one() {
        let even = dispersion(&[(100, 2), (200, 4), (50, 1)]);
        let expected = Dispersion {
            dp: 0.0,
            dp_norm: Some(0.0),
            juilland_d: Some(1.0),
            carroll_d2: Some(1.0),
            kld: 0.0,
            kld_norm: 0.0,
        };
        assert_eq!(even, expected);
        let clumped = dispersion(&[(100, 0), (200, 0), (50, 7), (0, 0)]);
        let expected = Dispersion {
            dp: 300.0 / 350.0,
            dp_norm: Some(1.0),
            juilland_d: Some(0.0),
            carroll_d2: Some(0.0),
            kld: libm::log2(7.0),
            kld_norm: libm::log2(7.0) / (1.0 + libm::log2(7.0)),
        };
        assert_eq!(clumped, expected);
        let alone = dispersion(&[(100, 7)]);
        assert_eq!((alone.dp, alone.dp_norm, alone.juilland_d, alone.carroll_d2), (0.0, None, None, None));
        assert_eq!(Dispersion::of(&mut [], PartSizes::of([5])), None);
    }

    proptest! {
        #[test]
        fn measures_are_between_their_ends_in_any_order(parts in prop::collection::vec((1..300_u64, 0..20_u64), 2..30)) {
            prop_assume!(parts.iter().any(|(_, count)| *count > 0));
            let found = dispersion(&parts);
            for value in [Some(found.dp), found.dp_norm, found.juilland_d, found.carroll_d2, Some(found.kld_norm)] {
                prop_assert!((0.0..=1.0 + 1e-12).contains(&value.unwrap()), "{found:?}");
            }
            let reversed: Vec<_> = parts.iter().copied().rev().collect();
            prop_assert_eq!(dispersion(&reversed), found);
        }

        /// The formulas with all parts, one by one.
        #[test]
        fn measures_are_those_of_the_formulas(parts in prop::collection::vec((1..6_u64, 0..4_u64), 2..30)) {
            prop_assume!(parts.iter().any(|(_, count)| *count > 0));
            let parts: Vec<(f64, f64)> =
                parts.iter().map(|(words, count)| ((words * 1000) as f64, *count as f64)).collect();
            let all = |value: fn(&(f64, f64)) -> f64| parts.iter().map(value).sum::<f64>();
            let (words, count, rates) = (all(|part| part.0), all(|part| part.1), all(|part| part.1 / part.0));
            let (n, number) = (parts.len() as f64, |value: f64| value as u64);
            let found = dispersion(&parts.iter().map(|part| (number(part.0), number(part.1))).collect::<Vec<_>>());
            let mean = rates / n;
            let deviation = parts.iter().map(|part| (part.1 / part.0 - mean).powi(2)).sum::<f64>() / n;
            let has_it = || parts.iter().filter(|part| part.1 > 0.0);
            let share = |part: &(f64, f64)| part.1 / part.0 / rates;
            let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
            prop_assert!(close(found.dp, parts.iter().map(|p| (p.1 / count - p.0 / words).abs()).sum::<f64>() / 2.0));
            // The square root is far from exact near 0.
            let d = 1.0 - deviation.sqrt() / mean / (n - 1.0).sqrt();
            prop_assert!((found.juilland_d.unwrap() - d.max(0.0)).abs() < 1e-6, "{found:?} {d}");
            let d2 = has_it().map(|part| -share(part) * share(part).log2()).sum::<f64>() / n.log2();
            prop_assert!(close(found.carroll_d2.unwrap(), d2), "{found:?} {d2}");
            let kld = has_it().map(|p| p.1 / count * (p.1 / count / (p.0 / words)).log2()).sum::<f64>();
            prop_assert!(close(found.kld, kld), "{found:?} {kld}");
        }
    }
}
