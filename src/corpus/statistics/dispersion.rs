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
        // Sums of fractions depend on their order.
        occurrences.sort_unstable();
        let f = occurrences.iter().map(|part| part.count).sum::<u64>();
        let elsewhere = corpus.words.checked_sub(occurrences.iter().map(|part| part.words).sum())?;
        // Σ |v·N - s·f| over all parts; without the term it is s·f.
        let distance = |part: &PartCount| product(part.count, corpus.words).abs_diff(product(part.words, f));
        let distance = occurrences.iter().map(distance).sum::<u128>() + product(elsewhere, f);
        let dp = ratio(distance, 2 * product(f, corpus.words))?;
        let dp_norm = ratio(distance, 2 * product(f, corpus.words.checked_sub(corpus.smallest)?));
        let rate = |part: &PartCount| part.count as f64 / part.words as f64;
        let rates: f64 = occurrences.iter().map(rate).sum();
        let share = |part: &PartCount| rate(part) / rates;
        let has_several = corpus.parts > 1;
        let divergence = |part: &PartCount| {
            let quotient = ratio(product(part.count, corpus.words), product(f, part.words))?;
            Some(part.count as f64 / f as f64 * libm::log2(quotient))
        };
        // It is positive but for rounding.
        let kld = occurrences.iter().filter_map(divergence).sum::<f64>().max(0.0);
        Some(Self {
            dp,
            dp_norm,
            juilland_d: has_several.then(|| {
                // The squared coefficient of variation is n·Σq² - 1, and n - 1 if the term is in one part.
                let parts = corpus.parts as f64;
                let squares: f64 = occurrences.iter().map(|part| share(part) * share(part)).sum();
                let variation = (parts * squares - 1.0).max(0.0) / (parts - 1.0);
                (1.0 - variation.sqrt()).max(0.0)
            }),
            carroll_d2: has_several.then(|| {
                let entropy: f64 = occurrences.iter().map(|part| -share(part) * libm::log2(share(part))).sum();
                entropy.max(0.0) / libm::log2(corpus.parts as f64)
            }),
            kld,
            kld_norm: kld / (1.0 + kld),
        })
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
    }
}
