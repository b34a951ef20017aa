//! Bursts: periods in which far more documents match than usual.

use std::ops::Range;

/// The highest share of documents in a burst, whose logarithms are still finite.
const HIGHEST_SHARE: f64 = 0.999_99;

/// The model of bursts (Kleinberg 2002): documents come in batches, one a period, and each period is in one of two states, low and high,
/// in which a document matches with different probabilities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BurstModel {
    /// By how much matches are more probable in a burst than over all periods; above 1.
    pub ratio: f64,
    /// The cost of the beginning of a burst: this multiple of the logarithm of the number of periods; not below 0.
    pub gamma: f64,
}

impl Default for BurstModel {
    fn default() -> Self {
        Self { ratio: 2.0, gamma: 1.0 }
    }
}

/// A burst.
#[derive(Clone, Debug, PartialEq)]
pub struct Burst {
    /// The places of its periods.
    pub periods: Range<usize>,
    /// By how much it is better explained as a burst: the sum of the differences of the costs; above 0.
    pub weight: f64,
}

impl BurstModel {
    /// The bursts in a series of batches, given as the documents that match and all documents of each period. A period without
    /// documents is as probable in a burst as outside of one. There are none if no document matches, or all do. The time is proportional to the number of periods.
    ///
    /// ```
    /// use telaah::corpus::statistics::BurstModel;
    ///
    /// let batches = [(0, 9), (1, 9), (8, 9), (0, 0), (7, 9), (1, 9), (0, 9), (0, 9), (1, 9)];
    /// let bursts = BurstModel::default().bursts(&batches);
    /// assert_eq!(bursts.iter().map(|burst| burst.periods.clone()).collect::<Vec<_>>(), [2..5]);
    /// ```
    #[must_use]
    pub fn bursts(self, batches: &[(u64, u64)]) -> Vec<Burst> {
        let Some(gains) = self.gains(batches) else { return Vec::new() };
        let rise = self.gamma * libm::log(batches.len() as f64);
        // The costs of the cheapest ways to either state, without those of the low state, which are the same in all ways.
        let (mut low, mut high) = (0.0, f64::INFINITY);
        // For each period, whether the ways to the low state and to the high state come from the high state.
        let mut ways = Vec::with_capacity(gains.len());
        for gain in &gains {
            let (falls, stays) = (high < low, high < low + rise);
            ways.push((falls, stays));
            (low, high) = (if falls { high } else { low }, if stays { high } else { low + rise } - gain);
        }
        // The states from the last period to the first.
        let mut is_high = high < low;
        let mut bursts: Vec<Burst> = Vec::new();
        let mut is_continued = false;
        for (at, ((falls, stays), gain)) in ways.iter().zip(&gains).enumerate().rev() {
            if is_high {
                match bursts.last_mut().filter(|_| is_continued) {
                    Some(burst) => {
                        burst.periods.start = at;
                        burst.weight += gain;
                    }
                    None => bursts.push(Burst { periods: at..at + 1, weight: *gain }),
                }
            }
            is_continued = is_high;
            is_high = if is_high { *stays } else { *falls };
        }
        bursts.reverse();
        bursts
    }

    /// The log-likelihood ratio of the high state to the usual state in each period. `None` if no document matches or all do, as there is
    /// no high state then.
    fn gains(self, batches: &[(u64, u64)]) -> Option<Vec<f64>> {
        let (matching, all) = batches.iter().fold((0, 0), |sum, batch| (sum.0 + batch.0, sum.1 + batch.1));
        if matching == 0 || matching >= all {
            return None;
        }
        let usual = matching as f64 / all as f64;
        let raised = (usual * self.ratio).min(HIGHEST_SHARE);
        if raised <= usual {
            return None;
        }
        let (with, without) = (libm::log(raised / usual), libm::log((1.0 - raised) / (1.0 - usual)));
        let gain =
            |(matching, all): &(u64, u64)| *matching as f64 * with + all.saturating_sub(*matching) as f64 * without;
        Some(batches.iter().map(gain).collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The cheapest of all ways; of equal ones, that with the earliest low states from the end.
    fn by_trying_all(model: BurstModel, batches: &[(u64, u64)]) -> f64 {
        let Some(gains) = model.gains(batches) else { return 0.0 };
        let rise = model.gamma * libm::log(batches.len() as f64);
        let cost = |states: u32| {
            let is_high = |at: usize| states >> at & 1 == 1;
            let rises = (0..gains.len()).filter(|&at| is_high(at) && (at == 0 || !is_high(at - 1))).count();
            let gained: f64 = (0..gains.len()).filter(|&at| is_high(at)).map(|at| gains[at]).sum();
            rise * rises as f64 - gained
        };
        (0..1 << gains.len()).map(cost).fold(0.0, f64::min)
    }

    #[test]
    fn there_are_none_where_nothing_or_everything_matches() {
        let model = BurstModel::default();
        for batches in [&[][..], &[(0, 5), (0, 3)], &[(5, 5), (3, 3)], &[(0, 0)]] {
            assert_eq!(model.bursts(batches), []);
        }
        // The share of all periods is above that of a burst.
        assert_eq!(model.bursts(&[(999_999, 1_000_000), (500_000, 500_000)]), []);
    }

    #[test]
    fn silent_periods_end_no_burst_and_are_at_no_end_of_one() {
        let batches = [(0, 0), (9, 9), (0, 0), (0, 0), (9, 9), (0, 0), (0, 90)];
        let bursts = BurstModel::default().bursts(&batches);
        assert_eq!(bursts.len(), 1);
        assert_eq!(bursts[0].periods, 1..5);
        // Where a rise costs nothing, the lower of equal states is taken.
        let free = BurstModel { gamma: 0.0, ..BurstModel::default() }.bursts(&batches);
        assert_eq!(free.iter().map(|burst| burst.periods.clone()).collect::<Vec<_>>(), [1..2, 4..5]);
    }

    proptest! {
        #[test]
        fn the_way_is_the_cheapest(
            batches in prop::collection::vec((0..9_u64, 0..5_u64), 1..10),
            ratio in 1.1..4.0_f64,
            gamma in 0.0..2.0_f64,
        ) {
            let batches: Vec<(u64, u64)> = batches.into_iter().map(|(matching, others)| (matching, matching + others)).collect();
            let model = BurstModel { ratio, gamma };
            let bursts = model.bursts(&batches);
            let rise = gamma * libm::log(batches.len() as f64);
            let cost: f64 = bursts.iter().map(|burst| rise - burst.weight).sum();
            prop_assert!((cost - by_trying_all(model, &batches)).abs() < 1e-9);
            prop_assert!(bursts.windows(2).all(|pair| pair[0].periods.end < pair[1].periods.start));
            prop_assert!(bursts.iter().all(|burst| burst.weight > 0.0));
        }
    }
}
