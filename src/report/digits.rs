//! Whole numbers in decimal.

/// The digits of a number.
pub(crate) struct Digits {
    bytes: [u8; 20],
    first: usize,
}

impl Digits {
    pub(crate) fn of(number: u64) -> Self {
        let mut digits = Self { bytes: [0; 20], first: 0 };
        let mut rest = number;
        for (at, digit) in digits.bytes.iter_mut().enumerate().rev() {
            *digit = b'0' + (rest % 10) as u8;
            digits.first = at;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        digits
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(self.first..).unwrap_or_default()
    }
}
