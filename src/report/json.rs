//! JSON by hand, for the rows that there are many of. What serde derives is their definition, and a test holds the two together.

use crate::report::digits::push_number;

/// Appends JSON to a buffer.
pub(crate) struct Json<'o>(pub(crate) &'o mut Vec<u8>);

impl Json<'_> {
    /// What is JSON as it is.
    #[inline]
    pub(crate) fn raw(&mut self, json: &str) {
        self.0.extend_from_slice(json.as_bytes());
    }

    /// A string.
    #[inline]
    pub(crate) fn text(&mut self, text: &str) {
        if is_plain(text.as_bytes()) {
            self.raw("\"");
            self.raw(text);
            self.raw("\"");
        } else {
            self.serialized(text);
        }
    }

    /// A number.
    #[inline]
    pub(crate) fn number(&mut self, number: u64) {
        push_number(self.0, number);
    }

    /// What serde writes.
    pub(crate) fn serialized<T: serde::Serialize + ?Sized>(&mut self, value: &T) {
        // Writing to a Vec cannot fail, and our types have no map with keys that are no strings.
        let _ = serde_json::to_writer(&mut *self.0, value);
    }
}

/// Whether no byte needs a backslash: none is `"`, `\` or a control character.
fn is_plain(bytes: &[u8]) -> bool {
    match bytes.last_chunk() {
        // The last eight are read again with some of those before.
        Some(last) => bytes.as_chunks().0.iter().chain([last]).all(|eight| are_plain(*eight)),
        None => are_plain(fewer_than_eight(bytes)),
    }
}

/// All of fewer than eight bytes, some of them more than once, and blanks.
#[inline(always)]
fn fewer_than_eight(bytes: &[u8]) -> [u8; 8] {
    let mut eight = [b' '; 8];
    let (first_half, last_half) = eight.split_at_mut(4);
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        first_half.copy_from_slice(first);
        last_half.copy_from_slice(last);
    } else if let (Some(&first), Some(&middle), Some(&last)) = (bytes.first(), bytes.get(bytes.len() / 2), bytes.last())
    {
        first_half.copy_from_slice(&[first, middle, last, b' ']);
    }
    eight
}

/// [`is_plain`] for eight bytes at once: what is subtracted reaches a byte's highest bit only where it is too small.
fn are_plain(bytes: [u8; 8]) -> bool {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    let all = u64::from_ne_bytes(bytes);
    let (quote, slash) = (all ^ (ONES * 0x22), all ^ (ONES * 0x5c));
    let control = all.wrapping_sub(ONES * 0x20) & !all;
    let quote = quote.wrapping_sub(ONES) & !quote;
    let slash = slash.wrapping_sub(ONES) & !slash;
    (control | quote | slash) & HIGH == 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn strings_are_as_serde_writes_them(text in "[a-z \"\\\\\n\u{0}\u{1f}\u{7f}é😀]{0,40}") {
            let mut out = Vec::new();
            Json(&mut out).text(&text);
            prop_assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(&text).unwrap());
        }

        #[test]
        fn numbers_are_as_serde_writes_them(number: u64, shift in 0_u32..64) {
            let mut out = Vec::new();
            Json(&mut out).number(number >> shift);
            let wanted: u64 = number >> shift;
            prop_assert_eq!(String::from_utf8(out).unwrap(), wanted.to_string());
        }
    }
}
