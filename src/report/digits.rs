//! Whole numbers in decimal.

/// Appends the digits of a number.
#[inline]
pub(crate) fn push_number(out: &mut Vec<u8>, number: u64) {
    // Most numbers of a report are so small, and four digits are half the work of eight.
    if number < 10_000 { push_four(out, number as u32) } else { push_long(out, number) }
}

#[inline(never)]
fn push_long(out: &mut Vec<u8>, number: u64) {
    const EIGHT_DIGITS: u64 = 100_000_000;
    if number < EIGHT_DIGITS {
        push_eight(out, number);
    } else {
        push_long(out, number / EIGHT_DIGITS);
        out.extend_from_slice(&eight_digits(number % EIGHT_DIGITS).to_le_bytes());
    }
}

/// Appends the digits of a number below 10⁴: four bytes are written whatever it has, and those too many are dropped.
#[inline(always)]
fn push_four(out: &mut Vec<u8>, number: u32) {
    let hundreds = (number * 5_243) >> 19;
    let twos = hundreds | ((number - 100 * hundreds) << 16);
    let tens = ((twos * 103) >> 10) & 0x000f_000f;
    let digits = tens | ((twos - 10 * tens) << 8);
    // Zeros in front, of which one is the number 0.
    let leading = (digits | 1 << 24).trailing_zeros() / 8;
    out.extend_from_slice(&((digits | 0x3030_3030) >> (8 * leading)).to_le_bytes());
    out.truncate(out.len() - leading as usize);
}

/// The same below 10⁸.
#[inline(always)]
fn push_eight(out: &mut Vec<u8>, number: u64) {
    let digits = eight_digits(number);
    let leading = (digits & 0x0f0f_0f0f_0f0f_0f0f | 1 << 56).trailing_zeros() / 8;
    out.extend_from_slice(&(digits >> (8 * leading)).to_le_bytes());
    out.truncate(out.len() - leading as usize);
}

/// The eight digits of a number below 10⁸ in ASCII, the first in the lowest byte. Halves, quarters and eighths of the number are
/// divided side by side; each factor is the reciprocal of 100 or 10, rounded up, and exact for what it is used on.
#[inline(always)]
fn eight_digits(number: u64) -> u64 {
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
