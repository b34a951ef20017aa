//! Decoding bytes to text.

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::DecoderResult;

use crate::error::Problem;
use crate::input::encoding::detect::{is_windows_1252, utf16_without_bom};
use crate::input::encoding::{DeclaredEncoding, Decoding, EncodingErrors, TextEncoding};
use crate::input::stream::ByteStream;

const UTF8_BOM: &[u8] = b"\xef\xbb\xbf";

/// Decodes a file or record, and returns its text and encoding. A byte order mark isn't part of the text.
///
/// If the encoding isn't given, it is detected in this order: UTF-16 by its byte order mark; UTF-8; UTF-16 without a byte order
/// mark, if there are NUL bytes; the encoding that `declared` returns; windows-1252, if the bytes look like it.
///
/// # Errors
/// * [`Problem::Binary`]: there is a NUL byte in another encoding than UTF-16.
/// * [`Problem::NotUtf8`], [`Problem::NotInEncoding`]: there are invalid bytes, and they aren't replaced.
/// * [`Problem::WrongEncoding`]: the bytes are in another encoding than the given one.
pub(crate) fn decode(
    bytes: &[u8],
    decoding: Decoding,
    declared: DeclaredEncoding,
) -> Result<(Cow<'_, str>, TextEncoding), Problem> {
    match validate(bytes, decoding, declared)? {
        Decoded::Utf8(text) => Ok((Cow::Borrowed(text), TextEncoding::UTF_8)),
        Decoded::Invalid(bytes) => Ok((String::from_utf8_lossy(bytes), TextEncoding::UTF_8)),
        Decoded::Other(encoding) => decode_as(bytes, encoding, decoding.errors),
    }
}

/// Bytes of known encoding, decoded if they are UTF-8.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Decoded<'a> {
    /// Valid UTF-8, without the byte order mark.
    Utf8(&'a str),
    /// UTF-8 with invalid bytes that are to be replaced, without the byte order mark.
    Invalid(&'a [u8]),
    /// Bytes in another encoding.
    Other(TextEncoding),
}

/// The first half of [`decode`]: determines the encoding, and validates UTF-8.
///
/// # Errors
/// Those of [`decode`], except that other encodings than UTF-8 are not validated.
pub(crate) fn validate(bytes: &[u8], decoding: Decoding, declared: DeclaredEncoding) -> Result<Decoded<'_>, Problem> {
    if let Some(encoding) = decoding.encoding.filter(|&encoding| encoding != TextEncoding::UTF_8) {
        check_given(bytes, encoding)?;
        return Ok(Decoded::Other(encoding));
    }
    let is_detected = decoding.encoding.is_none();
    if is_detected && let Some(encoding) = TextEncoding::of_bom(bytes).filter(|encoding| encoding.is_utf16()) {
        return Ok(Decoded::Other(encoding));
    }
    let text = bytes.strip_prefix(UTF8_BOM).unwrap_or(bytes);
    let skipped = (bytes.len() - text.len()) as u64;
    if let Some(at) = memchr::memchr(0, text) {
        return match utf16_without_bom(bytes).filter(|_| is_detected) {
            Some(encoding) => Ok(Decoded::Other(encoding)),
            None => Err(Problem::Binary { byte_offset: skipped + at as u64 }),
        };
    }
    let error = match simdutf8::compat::from_utf8(text) {
        Ok(text) => return Ok(Decoded::Utf8(text)),
        Err(error) => error,
    };
    if is_detected {
        let declared = declared(bytes).filter(|&encoding| encoding != TextEncoding::UTF_8 && !encoding.is_utf16());
        let guessed = || is_windows_1252(text).then_some(TextEncoding::WINDOWS_1252);
        if let Some(encoding) = declared.or_else(guessed) {
            return Ok(Decoded::Other(encoding));
        }
    }
    match decoding.errors {
        EncodingErrors::Strict => Err(Problem::NotUtf8 { byte_offset: skipped + error.valid_up_to() as u64 }),
        EncodingErrors::Replace => Ok(Decoded::Invalid(text)),
    }
}

/// Checks a given encoding against the bytes. UTF-8 text is hardly ever anything else, but single-byte encodings would decode it
/// without an error.
fn check_given(bytes: &[u8], encoding: TextEncoding) -> Result<(), Problem> {
    let found = match TextEncoding::of_bom(bytes) {
        Some(found) if found != encoding => Some(found),
        Some(_) => None,
        None => {
            let is_utf8 = std::str::from_utf8(bytes).is_ok_and(|text| encoding.is_utf16() || !text.is_ascii());
            (is_utf8 && !bytes.is_empty() && !bytes.contains(&0)).then_some(TextEncoding::UTF_8)
        }
    };
    match found {
        Some(found) => Err(Problem::WrongEncoding { named: encoding.name(), found: found.name() }),
        None => Ok(()),
    }
}

fn decode_as(
    bytes: &[u8],
    encoding: TextEncoding,
    errors: EncodingErrors,
) -> Result<(Cow<'static, str>, TextEncoding), Problem> {
    let skipped = encoding.bom_length(bytes);
    let bytes = bytes.get(skipped..).unwrap_or_default();
    if !encoding.is_utf16()
        && let Some(at) = memchr::memchr(0, bytes)
    {
        return Err(Problem::Binary { byte_offset: (skipped + at) as u64 });
    }
    let mut text = String::new();
    decode_into(&mut encoding.decoder(), bytes, true, errors == EncodingErrors::Replace, &mut text).map_err(|at| {
        Problem::NotInEncoding { encoding: encoding.name(), byte_offset: (skipped as u64).saturating_add_signed(at) }
    })?;
    Ok((Cow::Owned(text), encoding))
}

/// The encoding that a file of records must be converted from before it can be divided into records: UTF-16, or a given encoding.
/// `None`: the boundaries are ASCII bytes, and each record is decoded on its own.
///
/// # Errors
/// [`Problem::WrongEncoding`]: the first bytes are in another encoding than the given one.
pub(crate) fn detect_stream(head: &[u8], decoding: Decoding) -> Result<Option<TextEncoding>, Problem> {
    match decoding.encoding {
        Some(encoding) if encoding == TextEncoding::UTF_8 => Ok(None),
        Some(encoding) => {
            // The head may end within a character.
            let valid = head.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
            let is_cut = head.len() - valid < 4;
            check_given(if is_cut { head.get(..valid).unwrap_or(head) } else { head }, encoding)?;
            Ok(Some(encoding))
        }
        None => {
            let with_bom = TextEncoding::of_bom(head).filter(|encoding| encoding.is_utf16());
            Ok(with_bom.or_else(|| head.contains(&0).then(|| utf16_without_bom(head))?))
        }
    }
}

/// Decodes `bytes` and appends the text.
///
/// # Errors
/// The offset in `bytes` of the first invalid byte, unless `replace` is set; the text before it has been appended. The offset is
/// negative if the invalid sequence began in the bytes of the previous call.
fn decode_into(
    decoder: &mut encoding_rs::Decoder,
    mut bytes: &[u8],
    is_last: bool,
    replace: bool,
    text: &mut String,
) -> Result<(), i64> {
    let mut done = 0_i64;
    loop {
        let needed = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len());
        text.reserve(needed.max(8));
        let (result, read) = decoder.decode_to_string_without_replacement(bytes, text, is_last);
        bytes = bytes.get(read..).unwrap_or_default();
        done += read as i64;
        match result {
            DecoderResult::InputEmpty => return Ok(()),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(bad, after) => {
                if !replace {
                    return Err(done - i64::from(bad) - i64::from(after));
                }
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
}

/// Converts a stream to UTF-8.
pub(crate) struct Transcoder {
    inner: ByteStream,
    encoding: TextEncoding,
    decoder: encoding_rs::Decoder,
    replace: bool,
    /// Encoded bytes.
    encoded: Vec<u8>,
    text: String,
    /// Number of bytes of `text` that were returned.
    returned: usize,
    /// Number of bytes decoded.
    byte_offset: u64,
    started: bool,
    ended: bool,
}

impl Transcoder {
    pub(crate) fn new(inner: ByteStream, encoding: TextEncoding, errors: EncodingErrors) -> Self {
        Self {
            inner,
            encoding,
            decoder: encoding.decoder(),
            replace: errors == EncodingErrors::Replace,
            encoded: Vec::new(),
            text: String::new(),
            returned: 0,
            byte_offset: 0,
            started: false,
            ended: false,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.encoded.clear();
        let read = (&mut self.inner).take(64 * 1024).read_to_end(&mut self.encoded)?;
        self.ended = read == 0;
        let skipped =
            if std::mem::replace(&mut self.started, true) { 0 } else { self.encoding.bom_length(&self.encoded) };
        self.text.clear();
        self.returned = 0;
        let bytes = self.encoded.get(skipped..).unwrap_or_default();
        let result = decode_into(&mut self.decoder, bytes, self.ended, self.replace, &mut self.text);
        if let Err(at) = result {
            let byte_offset = (self.byte_offset + skipped as u64).saturating_add_signed(at);
            return Err(Problem::NotInEncoding { encoding: self.encoding.name(), byte_offset }.into());
        }
        self.byte_offset += read as u64;
        Ok(())
    }
}

impl Read for Transcoder {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.returned == self.text.len() && !self.ended {
            self.fill()?;
        }
        let rest = self.text.as_bytes().get(self.returned..).unwrap_or_default();
        let returned = rest.len().min(buffer.len());
        buffer.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        self.returned += returned;
        Ok(returned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::encoding::undeclared;

    fn read(bytes: &[u8], decoding: Decoding) -> String {
        match decode(bytes, decoding, undeclared) {
            Ok((text, _)) => text.into_owned(),
            Err(problem) => problem.to_string(),
        }
    }

    fn strict(bytes: &[u8]) -> String {
        read(bytes, Decoding::default())
    }

    fn decode_named(bytes: &[u8], name: &str) -> String {
        read(bytes, Decoding { encoding: TextEncoding::named(name), ..Decoding::default() })
    }

    #[test]
    fn byte_order_marks_are_removed() {
        assert_eq!(strict(b"\xef\xbb\xbfkata"), "kata");
        assert_eq!(strict(b"\xff\xfek\0a\0"), "ka");
        assert_eq!(strict(b"\xfe\xff\0k\0a"), "ka");
        assert_eq!(strict(b""), "");
    }

    #[test]
    fn errors_have_the_offset_of_the_first_invalid_byte() {
        assert!(strict(b"\xef\xbb\xbfab\xe2\x80\x9c\xe9c").contains("offset 8"));
        assert!(strict(b"ab\xe2\x80").contains("offset 2"));
        assert_eq!(strict(b"a\0b"), "binary: NUL byte at offset 1");
        // A NUL byte is reported before invalid UTF-8: text in another encoding has none.
        assert_eq!(strict(b"\xe9\0\xe9"), "binary: NUL byte at offset 1");
        assert!(strict(b"\xff\xfek\0\0\xd8a\0").contains("offset 4"));
        assert!(strict(b"\xff\xfek\0a").contains("offset 4"));
    }

    #[test]
    fn other_encodings_are_detected() {
        assert_eq!(strict(b"Ia berkata, \x93kopi\x94."), "Ia berkata, “kopi”.");
        assert_eq!(strict(b"k\0o\0p\0i\0"), "kopi");
    }

    #[test]
    fn a_given_encoding_is_checked() {
        assert_eq!(decode_named(b"caf\xe9", "latin1"), "café");
        assert_eq!(decode_named(b"k\0", "utf-16le"), "k");
        assert!(decode_named(b"caf\xe9 itu", "utf-8").contains("offset 3"));
        assert!(decode_named("café".as_bytes(), "windows-1252").contains("utf-8"));
        assert!(decode_named(b"kopi", "utf-16le").contains("utf-8"));
        assert!(
            decode_named(b"\xff\xfek\0", "utf-8").contains("offset 0")
                || decode_named(b"\xff\xfek\0", "utf-8").contains("binary")
        );
        assert!(decode_named(b"\xff\xfek\0", "windows-1252").contains("utf-16le"));
        assert!(decode_named(b"k\0\0\xd8a\0", "utf-16le").contains("offset 2"));
    }

    #[test]
    fn invalid_bytes_are_replaced() {
        let replace = Decoding { errors: EncodingErrors::Replace, ..Decoding::default() };
        assert_eq!(
            read("“a” caf\u{e9} ".as_bytes().iter().chain(b"\xe9").copied().collect::<Vec<_>>().as_slice(), replace),
            "“a” café \u{fffd}"
        );
        assert_eq!(read(b"\xff\xfe\0\xd8a\0b", replace), "\u{fffd}a\u{fffd}");
    }

    #[test]
    fn streams_are_transcoded_in_chunks() {
        let text = "Harga “kopi” 🙂 naik.\n".repeat(9000);
        let bytes: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let reader =
            Transcoder::new(Box::new(io::Cursor::new(bytes.clone())), TextEncoding::UTF_16LE, EncodingErrors::Strict);
        assert_eq!(io::read_to_string(reader).unwrap(), text);
        let cut = bytes[..bytes.len() - 1].to_vec();
        let reader = Transcoder::new(Box::new(io::Cursor::new(cut)), TextEncoding::UTF_16LE, EncodingErrors::Strict);
        let error = Problem::from(io::read_to_string(reader).unwrap_err()).to_string();
        assert!(error.contains(&format!("offset {}", bytes.len() - 2)), "{error}");
    }
}
