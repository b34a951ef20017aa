//! Relative frequency.

use std::fmt;

/// Occurrences per million words, to two decimals: `1234.50`. Stored in hundredths, so that it is the same on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(with = "f64", inline))]
pub struct PerMillion(u64);

impl PerMillion {
    /// `count` per million of `words`, rounded half up; `None` if `words` is 0 or the result exceeds [`u64`].
    #[must_use]
    pub fn new(count: u64, words: u64) -> Option<Self> {
        let (count, words) = (u128::from(count), u128::from(words));
        let doubled = (count * 200_000_000).checked_div(words)?;
        u64::try_from(doubled.div_ceil(2)).ok().map(Self)
    }

    /// From hundredths.
    pub(crate) const fn from_hundredths(hundredths: u64) -> Self {
        Self(hundredths)
    }

    /// The value in hundredths.
    pub(crate) const fn hundredths(self) -> u64 {
        self.0
    }

    /// The nearest floating-point number.
    #[must_use]
    pub const fn to_f64(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// The whole part and the hundredths.
    #[must_use]
    pub const fn parts(self) -> (u64, u64) {
        (self.0 / 100, self.0 % 100)
    }
}

impl fmt::Display for PerMillion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, hundredths) = self.parts();
        write!(f, "{whole}.{hundredths:02}")
    }
}

impl serde::Serialize for PerMillion {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.to_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_to_hundredths() {
        let shown = |count, words| PerMillion::new(count, words).map(|p| p.to_string());
        assert_eq!(shown(1, 3).as_deref(), Some("333333.33"));
        assert_eq!(shown(2, 3).as_deref(), Some("666666.67"));
        assert_eq!(shown(0, 3).as_deref(), Some("0.00"));
        assert_eq!(shown(1, 80_000_000).as_deref(), Some("0.01"));
        assert_eq!(shown(1, 0), None);
        assert_eq!(shown(u64::MAX, 1), None);
    }
}
