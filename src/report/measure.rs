//! Statistics with six significant digits.

use std::fmt;

/// A statistic, rounded to six significant digits: `12.3457`, `0.0011886`, `1.1886e-5`. It is a finite number.
///
/// It is rounded once, in decimal, so it is the same in every format. Numbers are compared before they are rounded.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(with = "f64", inline))]
pub struct Measure(f64);

impl Measure {
    /// Rounds a number; `None` if it is not finite.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        // The digits are those of the decimal expansion, rounded correctly, and so the same everywhere.
        let rounded: f64 = format!("{value:.5e}").parse().ok()?;
        // There is one zero.
        Some(Self(if rounded == 0.0 { 0.0 } else { rounded }))
    }

    /// Rounds the number of a measure that may not be defined.
    #[must_use]
    pub fn of(value: Option<f64>) -> Option<Self> {
        Self::new(value?)
    }

    /// The rounded number.
    #[must_use]
    pub const fn to_f64(self) -> f64 {
        self.0
    }

    /// From a number that was rounded before.
    pub(crate) const fn from_rounded(value: f64) -> Self {
        Self(value)
    }
}

impl fmt::Display for Measure {
    /// The shortest form: without zeros at the end, and with an exponent below 1e-4 and from 1e15 on.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.abs();
        if size != 0.0 && !(1e-4..1e15).contains(&size) { write!(f, "{:e}", self.0) } else { write!(f, "{}", self.0) }
    }
}

impl serde::Serialize for Measure {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_six_digits_in_the_shortest_form() {
        let shown = |value| Measure::new(value).map(|measure| measure.to_string()).unwrap_or_default();
        for (value, expected) in [
            (12.345_678, "12.3457"),
            (-12.345_678, "-12.3457"),
            (0.001_188_600_4, "0.0011886"),
            (0.000_011_886, "1.1886e-5"),
            (0.000_1, "0.0001"),
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (3_528.336_860_67, "3528.34"),
            (123_456_789.0, "123457000"),
            (1.5e20, "1.5e20"),
            (2.5e-300, "2.5e-300"),
            (0.999_999_9, "1"),
            (f64::NAN, ""),
            (f64::INFINITY, ""),
        ] {
            assert_eq!(shown(value), expected);
        }
    }
}
