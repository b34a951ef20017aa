//! Decimal digits of small numbers, without branches and without a copy.
//!
//! Rows of tokens and mentions have five to seven numbers each. With `itoa` for all of them, `tokens --format ndjson` takes 11 % more
//! instructions (callgrind); larger numbers, and numbers elsewhere, are written by `itoa`.

/// Numbers from here on have nine digits or more.
const NINE_DIGITS: u64 = 100_000_000;

/// The digits of a number below 10⁴, followed by arbitrary bytes, and their count; `None` for larger numbers. Most numbers of a
/// report are this small, and four digits are half the work of eight.
#[inline(always)]
pub(crate) const fn four(number: u64) -> Option<([u8; 4], usize)> {
    if number >= 10_000 {
        return None;
    }
    let number = number as u32;
    let hundreds = (number * 5_243) >> 19;
    let twos = hundreds | ((number - 100 * hundreds) << 16);
    let tens = ((twos * 103) >> 10) & 0x000f_000f;
    let digits = tens | ((twos - 10 * tens) << 8);
    // Leading zeros. The last digit is always written.
    let leading = (digits | 1 << 24).trailing_zeros() / 8;
    Some((((digits | 0x3030_3030) >> (8 * leading)).to_le_bytes(), 4 - leading as usize))
}

/// Like [`four`], for numbers below 10⁸.
#[inline(always)]
pub(crate) const fn eight(number: u64) -> Option<([u8; 8], usize)> {
    if number >= NINE_DIGITS {
        return None;
    }
    let digits = eight_digits(number);
    let leading = (digits & 0x0f0f_0f0f_0f0f_0f0f | 1 << 56).trailing_zeros() / 8;
    Some(((digits >> (8 * leading)).to_le_bytes(), 8 - leading as usize))
}

/// The eight ASCII digits of a number below 10⁸, the first in the lowest byte. Halves, quarters and eighths of the number are
/// divided in parallel; each factor is the reciprocal of 100 or 10, rounded up, and exact for its range.
#[inline(always)]
const fn eight_digits(number: u64) -> u64 {
    let fours = (number / 10_000) | ((number % 10_000) << 32);
    let hundreds = ((fours * 10_486) >> 20) & 0x7f_0000_007f;
    let twos = hundreds | ((fours - 100 * hundreds) << 16);
    let tens = ((twos * 103) >> 10) & 0x000f_000f_000f_000f;
    let ones = tens | ((twos - 10 * tens) << 8);
    ones | 0x3030_3030_3030_3030
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(number: u64) {
        let expected = number.to_string();
        let prefix = |digits: &[u8], count: usize| String::from_utf8(digits[..count].to_vec()).unwrap();
        assert_eq!(four(number).map(|(d, n)| prefix(&d, n)), (number < 10_000).then(|| expected.clone()));
        assert_eq!(eight(number).map(|(d, n)| prefix(&d, n)), (number < 100_000_000).then_some(expected));
    }

    #[test]
    fn digits_of_every_number_below_100_000_are_right() {
        (0..100_000).chain([999_999, 9_999_999, 10_000_000, 99_999_999, 100_000_000, u64::MAX]).for_each(check);
    }

    proptest! {
        #[test]
        fn digits_are_as_the_standard_library_writes_them(number: u64, shift in 0_u32..64) {
            check(number >> shift);
        }
    }
}
