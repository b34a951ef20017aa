//! Text encodings.

mod decode;
mod detect;
mod mojibake;

use std::fmt;

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

pub(super) use decode::{Decoded, Transcoder, decode, detect_stream, validate};
pub(crate) use mojibake::{is_mojibake, repair_mojibake};

/// A text encoding of the WHATWG Encoding Standard.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TextEncoding(&'static Encoding);

impl TextEncoding {
    /// UTF-8.
    pub const UTF_8: Self = Self(UTF_8);
    /// UTF-16, little-endian.
    pub const UTF_16LE: Self = Self(UTF_16LE);
    /// UTF-16, big-endian.
    pub const UTF_16BE: Self = Self(UTF_16BE);
    /// The Western encoding of Windows, a superset of the printable characters of ISO 8859-1.
    pub const WINDOWS_1252: Self = Self(WINDOWS_1252);

    /// The encoding with a name or label, in any case: `utf-8`, `utf-16le`, `windows-1252`, `latin1`, …
    ///
    /// # Examples
    /// ```
    /// use telaah::input::TextEncoding;
    /// assert_eq!(TextEncoding::named("cp1252"), Some(TextEncoding::WINDOWS_1252));
    /// assert_eq!(TextEncoding::named("utf-9"), None);
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Encoding::for_label_no_replacement(name.as_bytes()).map(Self)
    }

    /// The name in lower case: `utf-8`, `windows-1252`.
    #[must_use]
    pub fn name(self) -> String {
        self.0.name().to_ascii_lowercase()
    }

    /// Whether it is UTF-16 of either endianness.
    fn is_utf16(self) -> bool {
        self == Self::UTF_16LE || self == Self::UTF_16BE
    }

    /// The encoding of the byte order mark that `bytes` begin with.
    fn of_bom(bytes: &[u8]) -> Option<Self> {
        Encoding::for_bom(bytes).map(|(encoding, _)| Self(encoding))
    }

    /// The length of the byte order mark of this encoding that `bytes` begin with, or 0.
    fn bom_length(self, bytes: &[u8]) -> usize {
        Encoding::for_bom(bytes).filter(|(encoding, _)| *encoding == self.0).map_or(0, |(_, length)| length)
    }

    fn decoder(self) -> Decoder {
        self.0.new_decoder_without_bom_handling()
    }
}

impl fmt::Debug for TextEncoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

/// Handling of bytes that aren't valid in the encoding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum EncodingErrors {
    /// The document fails, with the offset of the first invalid byte.
    #[default]
    Strict,
    /// Invalid bytes are replaced by U+FFFD. Offsets then refer to the text with replacements.
    Replace,
}

/// Options for decoding.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Decoding {
    /// The encoding. `None`: detected.
    pub(crate) encoding: Option<TextEncoding>,
    pub(crate) errors: EncodingErrors,
}

/// A function that finds the encoding that a file declares in itself.
pub(crate) type DeclaredEncoding = fn(bytes: &[u8]) -> Option<TextEncoding>;

/// The [`DeclaredEncoding`] of formats that don't declare one.
pub(crate) fn undeclared(_: &[u8]) -> Option<TextEncoding> {
    None
}
