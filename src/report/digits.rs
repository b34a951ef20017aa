//! Whole numbers in decimal.

/// Appends the digits of a number.
#[inline]
pub(crate) fn push_number(out: &mut Vec<u8>, number: u64) {
    match four(number) {
        Some(digits) => push(out, digits),
        None => push_long(out, number),
    }
}

#[inline(never)]
fn push_long(out: &mut Vec<u8>, number: u64) {
    match eight(number) {
        Some(digits) => push(out, digits),
        None => {
            push_long(out, number / LEAST_OF_NINE);
            out.extend_from_slice(&eight_digits(number % LEAST_OF_NINE).to_le_bytes());
        }
    }
}

/// All bytes are written whatever the number has, and those too many are dropped.
#[inline(always)]
fn push<const N: usize>(out: &mut Vec<u8>, (digits, count): ([u8; N], usize)) {
    out.extend_from_slice(&digits);
    out.truncate(out.len() - (N - count));
}

const LEAST_OF_NINE: u64 = 100_000_000;

/// The digits of a number below 10⁴, with anything behind them, and how many they are. Most numbers of a report are so small,
/// and four digits are half the work of eight.
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
    // Zeros in front, of which one is the number 0.
    let leading = (digits | 1 << 24).trailing_zeros() / 8;
    Some((((digits | 0x3030_3030) >> (8 * leading)).to_le_bytes(), 4 - leading as usize))
}

/// The same below 10⁸.
#[inline(always)]
pub(crate) const fn eight(number: u64) -> Option<([u8; 8], usize)> {
    if number >= LEAST_OF_NINE {
        return None;
    }
    let digits = eight_digits(number);
    let leading = (digits & 0x0f0f_0f0f_0f0f_0f0f | 1 << 56).trailing_zeros() / 8;
    Some(((digits >> (8 * leading)).to_le_bytes(), 8 - leading as usize))
}

/// The eight digits of a number below 10⁸ in ASCII, the first in the lowest byte. Halves, quarters and eighths of the number are
/// divided side by side; each factor is the reciprocal of 100 or 10, rounded up, and exact for what it is used on.
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

    fn written(number: u64) -> String {
        let mut out = b"x".to_vec();
        push_number(&mut out, number);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_number_of_up_to_six_digits() {
        for number in (0..1_000_000).chain([9_999_999, 10_000_000, 99_999_999, 100_000_000, 100_000_001, u64::MAX]) {
            assert_eq!(written(number), format!("x{number}"));
        }
    }

    proptest! {
        #[test]
        fn numbers_are_as_the_standard_library_writes_them(number: u64, shift in 0_u32..64) {
            prop_assert_eq!(written(number >> shift), format!("x{}", number >> shift));
        }
    }
}
