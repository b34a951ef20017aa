//! Bytes to text.

use std::borrow::Cow;

use crate::error::Problem;
use crate::input::EncodingErrors;

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// The byte order that a UTF-16 byte order mark names: how two bytes make a unit.
pub(crate) fn utf16_order(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    match bytes {
        [0xff, 0xfe, ..] => Some(u16::from_le_bytes),
        [0xfe, 0xff, ..] => Some(u16::from_be_bytes),
        _ => None,
    }
}

/// The text of a file: UTF-8 with or without a byte order mark, or UTF-16 with one. The mark is no part of the text.
///
/// # Errors
/// * [`Problem::Binary`]: a NUL byte, in what is not UTF-16.
/// * [`Problem::NotUtf8`], [`Problem::NotUtf16`]: unless `errors` says that such bytes are replaced.
pub(crate) fn decode(bytes: &[u8], errors: EncodingErrors) -> Result<Cow<'_, str>, Problem> {
    if let Some(order) = utf16_order(bytes) {
        return decode_utf16(bytes, order, errors).map(Cow::Owned);
    }
    let text = bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes);
    let skipped = (bytes.len() - text.len()) as u64;
    if let Some(at) = memchr::memchr(0, text) {
        return Err(Problem::Binary { byte_offset: skipped + at as u64 });
    }
    match (simdutf8::compat::from_utf8(text), errors) {
        (Ok(text), _) => Ok(Cow::Borrowed(text)),
        (Err(error), EncodingErrors::Strict) => {
            Err(Problem::NotUtf8 { byte_offset: skipped + error.valid_up_to() as u64 })
        }
        (Err(_), EncodingErrors::Replace) => Ok(String::from_utf8_lossy(text)),
    }
}

fn decode_utf16(bytes: &[u8], order: fn([u8; 2]) -> u16, errors: EncodingErrors) -> Result<String, Problem> {
    let (pairs, odd) = bytes.get(2..).unwrap_or_default().as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    // Bytes read so far: the mark, then what each character took.
    let mut byte_offset = 2;
    for unit in char::decode_utf16(pairs.iter().map(|&pair| order(pair))) {
        match unit {
            Ok(character) => {
                text.push(character);
                byte_offset += 2 * character.len_utf16() as u64;
            }
            Err(_) if errors == EncodingErrors::Replace => {
                text.push(char::REPLACEMENT_CHARACTER);
                byte_offset += 2;
            }
            Err(_) => return Err(Problem::NotUtf16 { byte_offset }),
        }
    }
    match (odd, errors) {
        ([], _) => {}
        (_, EncodingErrors::Strict) => return Err(Problem::NotUtf16 { byte_offset }),
        (_, EncodingErrors::Replace) => text.push(char::REPLACEMENT_CHARACTER),
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strict(bytes: &[u8]) -> String {
        match decode(bytes, EncodingErrors::Strict) {
            Ok(text) => text.into_owned(),
            Err(problem) => problem.to_string(),
        }
    }

    #[test]
    fn the_byte_order_mark_is_dropped() {
        assert_eq!(strict(b"\xef\xbb\xbfkata"), "kata");
        assert_eq!(strict(b"\xff\xfek\0a\0"), "ka");
        assert_eq!(strict(b"\xfe\xff\0k\0a"), "ka");
        assert_eq!(strict(b""), "");
    }

    #[test]
    fn the_first_bad_byte_is_named() {
        assert!(strict(b"\xef\xbb\xbfab\xe9c").contains("offset 5 "));
        assert!(strict(b"ab\xe2\x80").contains("offset 2 "));
        assert_eq!(strict(b"a\0b"), "binary: NUL byte at offset 1");
        // NUL counts before invalid UTF-8: what holds it is no text in another encoding.
        assert_eq!(strict(b"\xe9\0"), "binary: NUL byte at offset 1");
        assert!(strict(b"\xff\xfek\0\0\xd8a\0").contains("offset 4 "));
        assert!(strict(b"\xff\xfek\0a").contains("offset 4 "));
    }

    #[test]
    fn replacing_reads_on() {
        let replaced = |bytes| decode(bytes, EncodingErrors::Replace).map(Cow::into_owned).ok();
        assert_eq!(replaced(b"caf\xe9 itu").as_deref(), Some("caf\u{fffd} itu"));
        assert_eq!(replaced(b"\xff\xfe\0\xd8a\0b").as_deref(), Some("\u{fffd}a\u{fffd}"));
    }
}
