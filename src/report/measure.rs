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
        let rounded = match SixDigits::of(value) {
            Some(digits) => digits.number(),
            None => format!("{value:.5e}").parse().ok()?,
        };
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

    /// Appends the number as it is displayed, with another decimal mark.
    pub(crate) fn push(self, mark: u8, out: &mut Vec<u8>) {
        let digits = SixDigits::of(self.0).filter(|digits| digits.number() == self.0 && digits.decimals <= 9);
        match digits {
            Some(digits) => digits.push(mark, out),
            None => {
                let text = self.to_string().into_bytes();
                out.extend(text.into_iter().map(|byte| if byte == b'.' { mark } else { byte }));
            }
        }
    }
}

/// Smaller numbers have an exponent.
const PLAIN: f64 = 1e-4;

/// The powers of ten that are numbers of 64 bits without rounding.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// A number with at most six significant digits: a whole number, at most 10⁶, divided by a power of ten.
///
/// Tables have several measures in each row, and few of them need the arithmetic of any precision by which the standard library rounds.
#[derive(Clone, Copy)]
struct SixDigits {
    is_negative: bool,
    digits: u32,
    decimals: usize,
}

impl SixDigits {
    /// Rounds a number; `None` if it is too large or too small for exact powers of ten, or so close to the middle between two roundings
    /// that the product with one does not decide.
    fn of(value: f64) -> Option<Self> {
        let size = value.abs();
        if size == 0.0 {
            return Some(Self { is_negative: false, digits: 0, decimals: 0 });
        }
        // The product is in the range once the power is the right one.
        let mut decimals = match size {
            _ if size >= 1e6 => return None,
            _ if size >= 1.0 => 0,
            _ if size >= 1e-4 => 5,
            _ if size >= 1e-16 => 9,
            _ => return None,
        };
        let scaled = loop {
            let scaled = size * POWERS.get(decimals)?;
            if scaled >= 1e5 {
                break scaled;
            }
            decimals += 1;
        };
        let digits = (scaled + 0.5) as u32;
        // One product of numbers below 10⁶ is wrong by less than 10⁻⁹.
        let is_decided = (scaled - f64::from(digits)).abs() < 0.5 - 1e-9;
        is_decided.then_some(Self { is_negative: value < 0.0, digits, decimals })
    }

    /// The number, rounded correctly: the quotient of two numbers that are exact.
    fn number(self) -> f64 {
        let size = f64::from(self.digits) / POWERS.get(self.decimals).copied().unwrap_or(f64::NAN);
        if self.is_negative { -size } else { size }
    }

    /// Appends a number that has at most nine decimals, without zeros at the end.
    fn push(self, mark: u8, out: &mut Vec<u8>) {
        let Self { is_negative, mut digits, mut decimals } = self;
        while decimals > 0 && digits % 10 == 0 {
            digits /= 10;
            decimals -= 1;
        }
        // From the last digit to the first, with at least one before the mark.
        let mut text = [b'0'; 12];
        let mut start = text.len();
        let mut put = |byte| {
            start -= 1;
            if let Some(place) = text.get_mut(start) {
                *place = byte;
            }
        };
        for _ in 0..decimals {
            put(b'0' + (digits % 10) as u8);
            digits /= 10;
        }
        if decimals > 0 {
            put(mark);
        }
        loop {
            put(b'0' + (digits % 10) as u8);
            digits /= 10;
            if digits == 0 {
                break;
            }
        }
        if is_negative {
            put(b'-');
        }
        out.extend_from_slice(text.get(start..).unwrap_or_default());
    }
}

impl fmt::Display for Measure {
    /// The shortest form: without zeros at the end, and with an exponent below 1e-4 and from 1e15 on.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.abs();
        if size != 0.0 && !(PLAIN..1e15).contains(&size) { write!(f, "{:e}", self.0) } else { write!(f, "{}", self.0) }
    }
}

impl serde::Serialize for Measure {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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

    /// The number rounded and displayed by the standard library, and by [`Measure`].
    fn check(value: f64) {
        let expected = Measure::from_rounded(format!("{value:.5e}").parse().unwrap());
        let found = Measure::new(value).unwrap();
        assert!(found == expected, "{value:e}: {found:?}, not {expected:?}");
        let mut pushed = b"a;".to_vec();
        found.push(b',', &mut pushed);
        let expected = if value == 0.0 { "0".to_owned() } else { expected.to_string().replace('.', ",") };
        assert_eq!(String::from_utf8(pushed).unwrap(), format!("a;{expected}"), "{value:e}");
    }

    #[test]
    fn numbers_at_the_ends_of_ranges_are_rounded_correctly() {
        for power in -30..20 {
            let power = 10_f64.powi(power);
            for digits in [0.0, 1.0, 1.000_005, 1.000_015, 2.000_025, 5.0, 9.999_994_999, 9.999_995, 9.999_999_999] {
                for value in [digits * power, (digits * power).next_up(), (digits * power).next_down()] {
                    check(value);
                    check(-value);
                }
            }
        }
        [f64::MAX, f64::MIN_POSITIVE, 5e-324, 999_999.5, 0.5, 0.25, 0.125, 1.0 / 3.0].into_iter().for_each(check);
    }

    proptest! {
        #[test]
        fn numbers_are_rounded_as_by_the_standard_library(bits: u64, digits in 0_u32..2_000_000, decimals in 0..14) {
            let number = f64::from_bits(bits);
            if number.is_finite() {
                check(number);
            }
            // Numbers with few digits, and those in the middle between two.
            check(f64::from(digits) / 10_f64.powi(decimals));
            check((f64::from(digits) + 0.5) / 10_f64.powi(decimals));
            check((bits >> 40) as f64 / (1 + (bits & 0xffff)) as f64);
        }
    }
}
