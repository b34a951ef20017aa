//! Bytes to text.

use std::borrow::Cow;
use std::io::{self, Read};

use crate::error::Problem;
use crate::input::encoding::{TextEncoding, decode_into, is_windows_1252, utf16_without_mark};
use crate::input::{Bytes, EncodingErrors};

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// How bytes become text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Decoding {
    /// The encoding of all; absent: found out.
    pub(crate) encoding: Option<TextEncoding>,
    /// What to do with bytes that do not fit.
    pub(crate) errors: EncodingErrors,
}

/// The text of a file or record, and the encoding that it was in. A byte order mark is no part of it.
///
/// Without a named encoding: UTF-16 with a mark; UTF-8; UTF-16 without a mark, if there are NUL bytes; the encoding that
/// `declared` finds in the bytes; windows-1252, if it is like it.
///
/// # Errors
/// * [`Problem::Binary`]: a NUL byte, in what is not UTF-16.
/// * [`Problem::NotUtf8`], [`Problem::NotInEncoding`]: unless such bytes are replaced.
/// * [`Problem::WrongEncoding`]: the named encoding is not the one of the bytes.
pub(crate) fn decode(
    bytes: &[u8],
    decoding: Decoding,
    declared: fn(&[u8]) -> Option<TextEncoding>,
) -> Result<(Cow<'_, str>, TextEncoding), Problem> {
    if let Some(encoding) = decoding.encoding.filter(|&encoding| encoding != TextEncoding::UTF_8) {
        check_named(bytes, encoding)?;
        return decode_as(bytes, encoding, decoding.errors);
    }
    if decoding.encoding.is_none()
        && let Some(encoding) = TextEncoding::of_mark(bytes).filter(|encoding| encoding.is_utf16())
    {
        return decode_as(bytes, encoding, decoding.errors);
    }
    let text = bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes);
    let skipped = (bytes.len() - text.len()) as u64;
    if let Some(at) = memchr::memchr(0, text) {
        return match utf16_without_mark(bytes).filter(|_| decoding.encoding.is_none()) {
            Some(encoding) => decode_as(bytes, encoding, decoding.errors),
            None => Err(Problem::Binary { byte_offset: skipped + at as u64 }),
        };
    }
    let error = match simdutf8::compat::from_utf8(text) {
        Ok(text) => return Ok((Cow::Borrowed(text), TextEncoding::UTF_8)),
        Err(error) => error,
    };
    if decoding.encoding.is_none() {
        let declared = declared(bytes).filter(|&encoding| encoding != TextEncoding::UTF_8 && !encoding.is_utf16());
        let is_like_it = || is_windows_1252(text).then_some(TextEncoding::WINDOWS_1252);
        if let Some(encoding) = declared.or_else(is_like_it) {
            return decode_as(bytes, encoding, decoding.errors);
        }
    }
    match decoding.errors {
        EncodingErrors::Strict => Err(Problem::NotUtf8 { byte_offset: skipped + error.valid_up_to() as u64 }),
        EncodingErrors::Replace => Ok((String::from_utf8_lossy(text), TextEncoding::UTF_8)),
    }
}

/// No encoding that the bytes bring along.
pub(crate) fn undeclared(_: &[u8]) -> Option<TextEncoding> {
    None
}

/// Refuses an encoding that was named for bytes that are plainly in another: UTF-8 text is hardly ever anything else, and
/// would be read in single bytes without a complaint.
fn check_named(bytes: &[u8], encoding: TextEncoding) -> Result<(), Problem> {
    let found = match TextEncoding::of_mark(bytes) {
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
    let skipped = encoding.mark_length(bytes);
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

/// The encoding that a file of records has to be turned from as a whole, before it can be cut: UTF-16, or another one that is
/// named. Absent: its records are told apart by bytes of ASCII, and decoded one by one.
///
/// # Errors
/// [`Problem::WrongEncoding`], by the first bytes.
pub(crate) fn stream_encoding(head: &[u8], decoding: Decoding) -> Result<Option<TextEncoding>, Problem> {
    match decoding.encoding {
        Some(encoding) if encoding == TextEncoding::UTF_8 => Ok(None),
        Some(encoding) => {
            // The head may end within a character.
            let whole = head.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
            let is_cut = head.len() - whole < 4;
            check_named(if is_cut { head.get(..whole).unwrap_or(head) } else { head }, encoding)?;
            Ok(Some(encoding))
        }
        None => {
            let marked = TextEncoding::of_mark(head).filter(|encoding| encoding.is_utf16());
            Ok(marked.or_else(|| head.contains(&0).then(|| utf16_without_mark(head))?))
        }
    }
}

/// Turns a stream into UTF-8 while it is read.
pub(crate) struct Transcoded {
    inner: Bytes,
    encoding: TextEncoding,
    decoder: encoding_rs::Decoder,
    replace: bool,
    read: Vec<u8>,
    text: String,
    /// Bytes of `text` that were handed on.
    given: usize,
    byte_offset: u64,
    begun: bool,
    ended: bool,
}

impl Transcoded {
    pub(crate) fn new(inner: Bytes, encoding: TextEncoding, errors: EncodingErrors) -> Self {
        Self {
            inner,
            encoding,
            decoder: encoding.decoder(),
            replace: errors == EncodingErrors::Replace,
            read: Vec::new(),
            text: String::new(),
            given: 0,
            byte_offset: 0,
            begun: false,
            ended: false,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.read.clear();
        let read = (&mut self.inner).take(64 * 1024).read_to_end(&mut self.read)?;
        self.ended = read == 0;
        let skipped = if std::mem::replace(&mut self.begun, true) { 0 } else { self.encoding.mark_length(&self.read) };
        self.text.clear();
        self.given = 0;
        let bytes = self.read.get(skipped..).unwrap_or_default();
        let result = decode_into(&mut self.decoder, bytes, self.ended, self.replace, &mut self.text);
        if let Err(at) = result {
            let byte_offset = (self.byte_offset + skipped as u64).saturating_add_signed(at);
            return Err(Problem::NotInEncoding { encoding: self.encoding.name(), byte_offset }.into());
        }
        self.byte_offset += read as u64;
        Ok(())
    }
}

impl Read for Transcoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() && !self.ended {
            self.fill()?;
        }
        let rest = self.text.as_bytes().get(self.given..).unwrap_or_default();
        let given = rest.len().min(buffer.len());
        buffer.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        self.given += given;
        Ok(given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], decoding: Decoding) -> String {
        match decode(bytes, decoding, undeclared) {
            Ok((text, _)) => text.into_owned(),
            Err(problem) => problem.to_string(),
        }
    }

    fn strict(bytes: &[u8]) -> String {
        read(bytes, Decoding::default())
    }

    fn named(bytes: &[u8], name: &str) -> String {
        read(bytes, Decoding { encoding: TextEncoding::named(name), ..Decoding::default() })
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
        assert!(strict(b"\xef\xbb\xbfab\xe2\x80\x9c\xe9c").contains("offset 8 "));
        assert!(strict(b"ab\xe2\x80").contains("offset 2 "));
        assert_eq!(strict(b"a\0b"), "binary: NUL byte at offset 1");
        // NUL counts before invalid UTF-8: what holds it is no text in another encoding.
        assert_eq!(strict(b"\xe9\0\xe9"), "binary: NUL byte at offset 1");
        assert!(strict(b"\xff\xfek\0\0\xd8a\0").contains("offset 4 "));
        assert!(strict(b"\xff\xfek\0a").contains("offset 4 "));
    }

    #[test]
    fn other_encodings_are_found() {
        assert_eq!(strict(b"Ia berkata, \x93kopi\x94."), "Ia berkata, “kopi”.");
        assert_eq!(strict(b"k\0o\0p\0i\0"), "kopi");
    }

    #[test]
    fn a_named_encoding_is_held_to() {
        assert_eq!(named(b"caf\xe9", "latin1"), "café");
        assert_eq!(named(b"k\0", "utf-16le"), "k");
        assert!(named(b"caf\xe9 itu", "utf-8").contains("offset 3 "));
        assert!(named("café".as_bytes(), "windows-1252").contains("utf-8"));
        assert!(named(b"kopi", "utf-16le").contains("utf-8"));
        assert!(
            named(b"\xff\xfek\0", "utf-8").contains("offset 0 ") || named(b"\xff\xfek\0", "utf-8").contains("binary")
        );
        assert!(named(b"\xff\xfek\0", "windows-1252").contains("utf-16le"));
        assert!(named(b"k\0\0\xd8a\0", "utf-16le").contains("offset 2 "));
    }

    #[test]
    fn replacing_reads_on() {
        let replace = Decoding { errors: EncodingErrors::Replace, ..Decoding::default() };
        assert_eq!(
            read("“a” caf\u{e9} ".as_bytes().iter().chain(b"\xe9").copied().collect::<Vec<_>>().as_slice(), replace),
            "“a” café \u{fffd}"
        );
        assert_eq!(read(b"\xff\xfe\0\xd8a\0b", replace), "\u{fffd}a\u{fffd}");
    }

    #[test]
    fn a_stream_is_transcoded_whatever_its_pieces() {
        let text = "Harga “kopi” 🙂 naik.\n".repeat(9000);
        let bytes: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let reader =
            Transcoded::new(Box::new(io::Cursor::new(bytes.clone())), TextEncoding::UTF_16LE, EncodingErrors::Strict);
        assert_eq!(io::read_to_string(reader).unwrap(), text);
        let cut = bytes[..bytes.len() - 1].to_vec();
        let reader = Transcoded::new(Box::new(io::Cursor::new(cut)), TextEncoding::UTF_16LE, EncodingErrors::Strict);
        let error = Problem::from(io::read_to_string(reader).unwrap_err()).to_string();
        assert!(error.contains(&format!("offset {} ", bytes.len() - 2)), "{error}");
    }
}
