//! Measures of the overlap of two things that occur in units.

use super::{product, ratio};

/// The units with one thing, with another, and with both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Units with both.
    pub both: u64,
    /// Units with the first.
    pub first: u64,
    /// Units with the second.
    pub second: u64,
    /// All units.
    pub all: u64,
}

impl Overlap {
    /// Jaccard's coefficient: the units with both among those with either. `None` if there are none.
    #[must_use]
    pub fn jaccard(self) -> Option<f64> {
        let either = u128::from(self.first) + u128::from(self.second);
        ratio(self.both.into(), either.checked_sub(self.both.into())?)
    }

    /// Dice's coefficient 2·both/(first + second). `None` if the divisor is 0.
    #[must_use]
    pub fn dice(self) -> Option<f64> {
        super::dice(self.both, self.first, self.second)
    }

    /// Pointwise mutual information, log2(both·all/(first·second)). `None` if nothing overlaps.
    #[must_use]
    pub fn pmi(self) -> Option<f64> {
        if self.both == 0 {
            return None;
        }
        ratio(product(self.both, self.all), product(self.first, self.second)).map(libm::log2)
    }

    /// Normalized pointwise mutual information (Bouma 2009), pmi/-log2(both/all): from -1 to 1, where two things occur only together.
    /// `None` if nothing overlaps.
    ///
    /// ```
    /// use telaah::corpus::statistics::Overlap;
    ///
    /// let overlap = Overlap { both: 7, first: 23, second: 13, all: 434 };
    /// assert_eq!(format!("{:.6}", overlap.npmi().unwrap_or_default()), "0.561773");
    /// ```
    #[must_use]
    pub fn npmi(self) -> Option<f64> {
        if self.both == self.all {
            return (self.all > 0).then_some(1.0);
        }
        Some(self.pmi()? / -libm::log2(self.both as f64 / self.all as f64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_have_their_limits() {
        let of = |both, first, second, all| {
            let overlap = Overlap { both, first, second, all };
            (overlap.jaccard(), overlap.dice(), overlap.pmi(), overlap.npmi())
        };
        assert_eq!(of(2, 2, 2, 8), (Some(1.0), Some(1.0), Some(2.0), Some(1.0)));
        assert_eq!(of(1, 2, 2, 4), (Some(1.0 / 3.0), Some(0.5), Some(0.0), Some(0.0)));
        assert_eq!(of(0, 2, 2, 4), (Some(0.0), Some(0.0), None, None));
        assert_eq!(of(3, 3, 3, 3), (Some(1.0), Some(1.0), Some(0.0), Some(1.0)));
        assert_eq!(of(0, 0, 0, 0), (None, None, None, None));
    }
}
