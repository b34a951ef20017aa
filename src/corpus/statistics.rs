//! The statistics of counts: pure functions of integers.
//!
//! A measure is computed at the end from exact sums, so it is the same for every split of the input and every number of threads. The
//! logarithms are those of the crate `libm`, not of the system, so it is the same on every machine as well. A measure that is not
//! defined (the logarithm of 0, a table with an empty margin) is `None`.
//!
//! ```
//! use telaah::corpus::statistics::Table;
//!
//! // A word that occurs 6 times among 1,701 words, and never among 2,378 others.
//! let table = Table::of_two_corpora(6, 0, 1701, 2378).ok_or("more occurrences than words")?;
//! assert_eq!(format!("{:.4}", table.g2().unwrap_or_default()), "10.5080");
//! # Ok::<(), &str>(())
//! ```

mod bursts;
mod dispersion;
mod diversity;
mod kendall;
mod overlap;

use std::cmp::Ordering;

pub use bursts::{Burst, BurstModel};
pub use dispersion::{Dispersion, PartCount, PartSizes};
pub use diversity::{hdd, type_token_ratio, yule_k};
pub use kendall::Kendall;
pub use overlap::Overlap;

/// A table of four cells: how often two things occur together, each alone, and neither.
///
/// | | second | other | |
/// |---|---|---|---|
/// | first | `o11` | `o12` | R1 |
/// | other | `o21` | `o22` | R2 |
/// | | C1 | C2 | N |
///
/// The expected count of a cell is its row's sum by its column's sum by N: E11 = R1·C1/N.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    o11: u64,
    o12: u64,
    o21: u64,
    o22: u64,
}

impl Table {
    /// The table with `o11` in the first cell, a first row of sum `r1`, a first column of sum `c1`, and `n` in total. `None` if a cell
    /// would be below 0.
    #[must_use]
    pub fn from_margins(o11: u64, r1: u64, c1: u64, n: u64) -> Option<Self> {
        let (o12, o21) = (r1.checked_sub(o11)?, c1.checked_sub(o11)?);
        let o22 = n.checked_sub(r1)?.checked_sub(o21)?;
        Some(Self { o11, o12, o21, o22 })
    }

    /// The table of a term that occurs `a` times among `c` words and `b` times among `d` others. `None` if there are more occurrences
    /// than words.
    #[must_use]
    pub fn of_two_corpora(a: u64, b: u64, c: u64, d: u64) -> Option<Self> {
        Some(Self { o11: a, o12: c.checked_sub(a)?, o21: b, o22: d.checked_sub(b)? })
    }

    /// O11 and O21.
    #[must_use]
    pub const fn first_column(self) -> (u64, u64) {
        (self.o11, self.o21)
    }

    const fn r1(self) -> u64 {
        self.o11 + self.o12
    }

    const fn r2(self) -> u64 {
        self.o21 + self.o22
    }

    const fn c1(self) -> u64 {
        self.o11 + self.o21
    }

    const fn c2(self) -> u64 {
        self.o12 + self.o22
    }

    const fn n(self) -> u64 {
        self.r1() + self.r2()
    }

    /// Whether a row or a column is empty, so that nothing can be associated with anything.
    #[must_use]
    pub const fn has_empty_margin(self) -> bool {
        self.r1() == 0 || self.r2() == 0 || self.c1() == 0 || self.c2() == 0
    }

    /// O11·O22 - O12·O21, which is N·(O11 - E11): every cell differs from its expected count by this much, in one direction or the
    /// other.
    fn determinant(self) -> i128 {
        product(self.o11, self.o22) as i128 - product(self.o12, self.o21) as i128
    }

    /// The expected count of the first cell, E11; `None` if the table is empty.
    #[must_use]
    pub fn expected(self) -> Option<f64> {
        ratio(product(self.r1(), self.c1()), u128::from(self.n()))
    }

    /// The expected count of the cell below, E21; `None` if the table is empty.
    #[must_use]
    pub fn expected_elsewhere(self) -> Option<f64> {
        ratio(product(self.r2(), self.c1()), u128::from(self.n()))
    }

    /// The log-likelihood ratio G² (Dunning 1993): 2·Σ O·ln(O/E) over the four cells. It is negative if O11 is below its expected
    /// count, and 0 if it equals it.
    #[must_use]
    pub fn g2(self) -> Option<f64> {
        let all = self.divergence(self.o11, self.r1(), self.c1(), 1)?
            + self.divergence(self.o12, self.r1(), self.c2(), -1)?
            + self.divergence(self.o21, self.r2(), self.c1(), -1)?
            + self.divergence(self.o22, self.r2(), self.c2(), 1)?;
        Some(self.signed(2.0 * all))
    }

    /// G² of the two cells of the first column alone (Rayson and Garside 2000); the sign is that of [`Table::g2`].
    #[must_use]
    pub fn g2_of_two_cells(self) -> Option<f64> {
        let both = self.divergence(self.o11, self.r1(), self.c1(), 1)?
            + self.divergence(self.o21, self.r2(), self.c1(), -1)?;
        Some(self.signed(2.0 * both))
    }

    /// O·ln(O/E) of a cell. The quotient is 1 + D/(R·C) with the determinant D, which is exact where O and E are near to each other,
    /// and so exactly 1 where they are equal.
    fn divergence(self, observed: u64, row: u64, column: u64, sign: i128) -> Option<f64> {
        let excess = self.determinant() as f64 * sign as f64;
        let margins = product(row, column);
        if margins == 0 {
            return None;
        }
        Some(if observed == 0 { 0.0 } else { observed as f64 * libm::log1p(excess / margins as f64) })
    }

    /// A sum that is positive by its formula, with the sign of O11 - E11.
    fn signed(self, sum: f64) -> f64 {
        match self.determinant().cmp(&0) {
            Ordering::Less => -sum.max(0.0),
            Ordering::Equal => 0.0,
            Ordering::Greater => sum.max(0.0),
        }
    }

    /// Pearson's χ², not corrected, with the sign of O11 - E11.
    #[must_use]
    pub fn chi2(self) -> Option<f64> {
        if self.has_empty_margin() {
            return None;
        }
        // N·D²/(R1·R2·C1·C2), in an order that does not overflow.
        let d = self.determinant() as f64;
        let rows = d / product(self.r1(), self.r2()) as f64;
        let columns = d / product(self.c1(), self.c2()) as f64;
        Some(self.signed(self.n() as f64 * rows * columns))
    }

    /// Mutual information, log2(O11/E11) (Church and Hanks 1990).
    #[must_use]
    pub fn mi(self) -> Option<f64> {
        self.log2_of_excess(0)
    }

    /// log2(O11³/E11) (Daille 1994), which ranks rare pairs lower.
    #[must_use]
    pub fn mi3(self) -> Option<f64> {
        self.log2_of_excess(2)
    }

    /// log2(O11/E11) + `power`·log2(O11).
    fn log2_of_excess(self, power: u8) -> Option<f64> {
        if self.has_empty_margin() || self.o11 == 0 {
            return None;
        }
        let excess = ratio(product(self.o11, self.n()), product(self.r1(), self.c1()))?;
        Some(libm::log2(excess) + f64::from(power) * libm::log2(self.o11 as f64))
    }

    /// (O11 - E11)/√O11.
    #[must_use]
    pub fn t(self) -> Option<f64> {
        self.deviation(self.o11 as f64)
    }

    /// (O11 - E11)/√E11.
    #[must_use]
    pub fn z(self) -> Option<f64> {
        self.deviation(self.expected()?)
    }

    fn deviation(self, variance: f64) -> Option<f64> {
        if self.has_empty_margin() || variance <= 0.0 {
            return None;
        }
        Some(self.determinant() as f64 / self.n() as f64 / variance.sqrt())
    }

    /// log2((O11/R1)/(O21/R2)); a count of 0 is taken as 0.5 (Hardie 2014). `None` if a row is empty, or both counts are 0.
    #[must_use]
    pub fn log_ratio(self) -> Option<f64> {
        if self.r1() == 0 || self.r2() == 0 || self.c1() == 0 {
            return None;
        }
        // Twice the counts, to have whole numbers.
        let doubled = |count: u64| if count == 0 { 1 } else { 2 * count };
        let quotient = ratio(product(doubled(self.o11), self.r2()), product(doubled(self.o21), self.r1()))?;
        Some(libm::log2(quotient))
    }

    /// ΔP of the column given the row: O11/R1 - O21/R2 (Gries 2013).
    #[must_use]
    pub fn delta_p_of_column(self) -> Option<f64> {
        self.difference(self.r1(), self.r2())
    }

    /// ΔP of the row given the column: O11/C1 - O12/C2.
    #[must_use]
    pub fn delta_p_of_row(self) -> Option<f64> {
        self.difference(self.c1(), self.c2())
    }

    fn difference(self, first: u64, second: u64) -> Option<f64> {
        if self.has_empty_margin() {
            return None;
        }
        Some(self.determinant() as f64 / product(first, second) as f64)
    }

    /// The odds ratio O11·O22/(O12·O21); `None` if the divisor is 0.
    #[must_use]
    pub fn odds_ratio(self) -> Option<f64> {
        ratio(product(self.o11, self.o22), product(self.o12, self.o21))
    }

    /// By how many per cent O11/R1 is above O21/R2 (Gabrielatos and Marchi 2011); `None` if O21 or a row is 0.
    #[must_use]
    pub fn diff_percent(self) -> Option<f64> {
        let base = product(self.o21, self.r1());
        (base > 0 && self.r2() > 0).then(|| 100.0 * (self.determinant() as f64 / base as f64))
    }

    /// (f + 1)/(g + 1) for the frequencies per million of the two rows (Kilgarriff 2009).
    #[must_use]
    pub fn simple_maths(self) -> Option<f64> {
        let smoothed = |count: u64, words: u64| (words > 0).then(|| (count as f64 * 1e6 + words as f64) / words as f64);
        Some(smoothed(self.o11, self.r1())? / smoothed(self.o21, self.r2())?)
    }

    /// The Bayesian information criterion of a G² of this table, |G²| - ln N (Wilson 2013).
    #[must_use]
    pub fn bic(self, g2: f64) -> f64 {
        g2.abs() - libm::log(self.n() as f64)
    }

    /// The effect size of a G² of this table, |G²|/(N·ln min(E11, E21)) (Johnston et al. 2006); `None` unless both expected counts are
    /// above 1.
    #[must_use]
    pub fn ell(self, g2: f64) -> Option<f64> {
        let least = self.expected()?.min(self.expected_elsewhere()?);
        (least > 1.0).then(|| g2.abs() / (self.n() as f64 * libm::log(least)))
    }

    /// The probability of at least O11, given the margins: Fisher's exact test, one-sided. It takes min(R1, C1) - O11 steps at most.
    #[must_use]
    pub fn fisher(self) -> Option<f64> {
        if self.has_empty_margin() {
            return None;
        }
        let Self { mut o11, mut o12, mut o21, mut o22 } = self;
        let ln_factorial = |n: u64| libm::lgamma(n as f64 + 1.0);
        let margins = [self.r1(), self.r2(), self.c1(), self.c2()].map(ln_factorial).iter().sum::<f64>();
        let cells = [self.n(), o11, o12, o21, o22].map(ln_factorial).iter().sum::<f64>();
        // Relative to the probability of the table itself.
        let (mut sum, mut term) = (1.0, 1.0);
        while o12 > 0 && o21 > 0 {
            term *= o12 as f64 * o21 as f64 / ((o11 as f64 + 1.0) * (o22 as f64 + 1.0));
            (o11, o12, o21, o22) = (o11 + 1, o12 - 1, o21 - 1, o22 + 1);
            sum += term;
            // From the mode on each term is smaller than the one before.
            if term < sum * 1e-18 {
                break;
            }
        }
        Some(certain((libm::exp(margins - cells) * sum).min(1.0)))
    }
}

/// Dice's coefficient 2·both/(first + second); `None` if the divisor is 0.
#[must_use]
pub fn dice(both: u64, first: u64, second: u64) -> Option<f64> {
    ratio(2 * u128::from(both), u128::from(first) + u128::from(second))
}

/// logDice, 14 + log2 of [`dice`] (Rychlý 2008); `None` if there is nothing in common.
#[must_use]
pub fn log_dice(both: u64, first: u64, second: u64) -> Option<f64> {
    if both == 0 { None } else { Some(14.0 + libm::log2(dice(both, first, second)?)) }
}

/// The probability of a G² or χ² at least as far from 0, with one degree of freedom.
#[must_use]
pub fn p_of_chi2(value: f64) -> f64 {
    certain(libm::erfc((value.abs() / 2.0).sqrt()))
}

/// A probability below 1e-300 is 0.
fn certain(p: f64) -> f64 {
    if p < 1e-300 { 0.0 } else { p }
}

/// The adjustment of the probabilities of many tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Adjustment {
    /// p·m (Bonferroni), for the number m of tests.
    #[default]
    Bonferroni,
    /// Holm 1979: as strict, but rejects more.
    Holm,
    /// Benjamini and Hochberg 1995: bounds the share of false discoveries.
    Bh,
    /// They are not adjusted.
    None,
}

crate::text::names::impl_names!(Adjustment, "adjustment");

impl Adjustment {
    /// Every adjustment, in the order of the variants.
    pub const ALL: [Self; 4] = [Self::Bonferroni, Self::Holm, Self::Bh, Self::None];

    /// The name in options: `bonferroni`, `holm`, `bh`, `none`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bonferroni => "bonferroni",
            Self::Holm => "holm",
            Self::Bh => "bh",
            Self::None => "none",
        }
    }

    /// The adjusted probabilities, in the order of those given. Tests without a probability are not counted; without an adjustment,
    /// none has one.
    #[must_use]
    pub fn adjust(self, p: &[Option<f64>]) -> Vec<Option<f64>> {
        let mut adjusted = vec![None; p.len()];
        let mut ranked: Vec<(f64, usize)> = p.iter().enumerate().filter_map(|(at, p)| Some(((*p)?, at))).collect();
        ranked.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let tests = ranked.len();
        let mut set = |at: usize, p: f64| {
            if let Some(place) = adjusted.get_mut(at) {
                *place = Some(p.min(1.0));
            }
        };
        match self {
            Self::None => {}
            Self::Bonferroni => ranked.iter().for_each(|&(p, at)| set(at, p * tests as f64)),
            Self::Holm => {
                let mut highest = 0.0_f64;
                for (rank, &(p, at)) in ranked.iter().enumerate() {
                    highest = highest.max(p * (tests - rank) as f64);
                    set(at, highest);
                }
            }
            Self::Bh => {
                let mut lowest = f64::INFINITY;
                for (rank, &(p, at)) in ranked.iter().enumerate().rev() {
                    lowest = lowest.min(p * (tests as f64 / (rank + 1) as f64));
                    set(at, lowest);
                }
            }
        }
        adjusted
    }
}

/// The product of two counts, which fits in 127 bits.
pub(crate) fn product(a: u64, b: u64) -> u128 {
    u128::from(a) * u128::from(b)
}

/// The quotient of two whole numbers; `None` if the divisor is 0.
pub(crate) fn ratio(a: u128, b: u128) -> Option<f64> {
    (b > 0).then(|| a as f64 / b as f64)
}

#[cfg(test)]
mod tests;
