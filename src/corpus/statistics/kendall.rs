//! Kendall's tau: whether rates rise or fall in the course of time.

use std::cmp::Ordering;
use std::mem;

use super::certain;

/// The most values of which the probability is exact, if no two are equal.
const MOST_EXACT: usize = 33;

/// Kendall's tau-b of rates and their places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kendall {
    /// From -1, where each rate is below those before it, to 1, where each is above them.
    pub tau: f64,
    /// The probability of a tau at least as far from 0 if the order means nothing. It is exact for up to 33 rates of which no two are
    /// equal, and otherwise that of the normal distribution.
    pub p: f64,
}

impl Kendall {
    /// Compares rates, which are quotients of whole numbers, with their order. Those with a divisor of 0 are excluded. `None` if fewer
    /// than three remain, or all are equal. It takes O(n log n) steps.
    ///
    /// ```
    /// use telaah::corpus::statistics::Kendall;
    ///
    /// let rising = Kendall::of_rates(&[(1, 100), (3, 200), (0, 0), (4, 200), (5, 200)]).ok_or("too few rates")?;
    /// assert_eq!(rising.tau, 1.0);
    /// assert_eq!(format!("{:.6}", rising.p), "0.083333");
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn of_rates(rates: &[(u64, u64)]) -> Option<Self> {
        let mut ranked: Vec<((u64, u64), usize)> =
            rates.iter().copied().filter(|(_, divisor)| *divisor > 0).zip(0..).collect();
        let n = ranked.len();
        if n < 3 {
            return None;
        }
        ranked.sort_unstable_by(|a, b| compare(a.0, b.0).then(a.1.cmp(&b.1)));
        let mut ranks = vec![0; n];
        let (mut tied_pairs, mut tie_term) = (0_u64, 0.0);
        for (rank, equal) in ranked.chunk_by(|a, b| compare(a.0, b.0) == Ordering::Equal).enumerate() {
            let t = equal.len() as u64;
            tied_pairs += t * (t - 1) / 2;
            tie_term += (t * (t - 1)) as f64 * (2 * t + 5) as f64;
            for (_, place) in equal {
                if let Some(rank_of) = ranks.get_mut(*place) {
                    *rank_of = rank;
                }
            }
        }
        let pairs = n as u64 * (n as u64 - 1) / 2;
        if tied_pairs == pairs {
            return None;
        }
        let falling = sort_counting(&mut ranks);
        let difference = (pairs - tied_pairs) as f64 - 2.0 * falling as f64;
        let tau = difference / (pairs as f64).sqrt() / ((pairs - tied_pairs) as f64).sqrt();
        let rarer = falling.min(pairs - falling);
        let p = if tied_pairs == 0 && (n <= MOST_EXACT || rarer <= 1) {
            exact_p(n, rarer)
        } else {
            let (n, orders) = (n as f64, n as f64 * (n as f64 - 1.0));
            let variance = (orders * (2.0 * n + 5.0) - tie_term) / 18.0;
            certain(libm::erfc(difference.abs() / variance.sqrt() / std::f64::consts::SQRT_2))
        };
        Some(Self { tau: tau.clamp(-1.0, 1.0), p })
    }
}

fn compare(a: (u64, u64), b: (u64, u64)) -> Ordering {
    super::product(a.0, b.1).cmp(&super::product(b.0, a.1))
}

/// Sorts numbers, and returns the number of pairs that were in falling order.
fn sort_counting(numbers: &mut Vec<usize>) -> u64 {
    if numbers.len() < 2 {
        return 0;
    }
    let mut second = numbers.split_off(numbers.len() / 2);
    let mut first = mem::take(numbers);
    let mut falling = sort_counting(&mut first) + sort_counting(&mut second);
    let (mut first, mut second) = (first.into_iter().peekable(), second.into_iter().peekable());
    loop {
        match (first.peek(), second.peek()) {
            (Some(a), Some(b)) if a > b => {
                falling += first.len() as u64;
                numbers.extend(second.next());
            }
            (Some(_), _) => numbers.extend(first.next()),
            (None, _) => {
                numbers.extend(second);
                return falling;
            }
        }
    }
}

/// The probability that of `n` different values in random order, at most `rarer` pairs rise, or at most `rarer` fall.
fn exact_p(n: usize, rarer: u64) -> f64 {
    if rarer <= 1 {
        // One order, or n orders of n!.
        return certain((2.0 * libm::exp(-libm::lgamma((n as u64 + 1 - rarer) as f64))).min(1.0));
    }
    let most = rarer as usize;
    // The probabilities of each number of falling pairs, as values are added: the next falls before 0 to all of those before it.
    let mut probabilities = vec![0.0; most + 1];
    probabilities.iter_mut().take(1).for_each(|p| *p = 1.0);
    for values in 2..=n {
        let with_one_more = |falling: usize| {
            let before = probabilities.get((falling + 1).saturating_sub(values)..=falling).unwrap_or_default();
            before.iter().sum::<f64>() / values as f64
        };
        probabilities = (0..=most).map(with_one_more).collect();
    }
    certain((2.0 * probabilities.iter().sum::<f64>()).min(1.0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of_counts(counts: &[u64]) -> Option<Kendall> {
        Kendall::of_rates(&counts.iter().map(|count| (*count, 7)).collect::<Vec<_>>())
    }

    /// Values of `scipy.stats.kendalltau` 1.17.1.
    #[test]
    fn values_are_those_of_scipy() {
        for (counts, tau, p) in [
            (&[1_u64, 3, 2, 5, 4, 8, 7][..], 0.714_285_714_285_714_3, 0.030_158_730_158_730_16),
            (&[5, 4, 3, 2, 1], -1.0, 0.016_666_666_666_666_67),
            (&[1, 2, 3, 5, 4], 0.799_999_999_999_999_9, 0.083_333_333_333_333_33),
            (&[0, 0, 1, 3, 2, 2, 5], 0.750_939_261_482_638_2, 0.021_143_071_510_364_85),
        ] {
            let found = of_counts(counts).unwrap();
            assert!((found.tau - tau).abs() < 1e-9 && (found.p / p - 1.0).abs() < 1e-9, "{counts:?}: {found:?}");
        }
        assert_eq!((of_counts(&[1, 2]), of_counts(&[4, 4, 4]), of_counts(&[])), (None, None, None));
    }

    #[test]
    fn the_probability_of_long_rising_rates_is_exact() {
        let rising: Vec<u64> = (0..40).collect();
        // 2/40!
        assert!((of_counts(&rising).unwrap().p / 2.451_234_878_256_772e-48 - 1.0).abs() < 1e-6);
        let longer: Vec<u64> = (0..1000).collect();
        assert_eq!(of_counts(&longer).unwrap().p, 0.0);
    }

    proptest! {
        #[test]
        fn pairs_are_counted(counts in prop::collection::vec(0..6_u64, 3..60)) {
            let falling = |counts: &[u64]| {
                counts.iter().enumerate().map(|(at, a)| counts[at..].iter().filter(|b| a > b).count() as u64).sum::<u64>()
            };
            let mut sorted: Vec<usize> = counts.iter().map(|count| *count as usize).collect();
            prop_assert_eq!(sort_counting(&mut sorted), falling(&counts));
            prop_assert!(sorted.is_sorted());
            if let Some(found) = of_counts(&counts) {
                let back = of_counts(&counts.iter().rev().copied().collect::<Vec<_>>()).unwrap();
                prop_assert_eq!((found.tau, found.p), (-back.tau, back.p));
                prop_assert!((0.0..=1.0).contains(&found.p));
            }
        }
    }
}
