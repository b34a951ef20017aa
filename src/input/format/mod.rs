//! Input formats: one module each, and the registry.

mod csv;
mod html;
mod json;
mod json_object;
mod markdown;
mod ndjson;
mod records;
mod text;

use crate::error::Problem;
use crate::input::encoding::{DeclaredEncoding, undeclared};
use crate::input::record::{Fields, Record};
use crate::text::document::DateSource;

pub(crate) use records::{FileHead, OpenedRecords, RecordBlock, Splitter};

/// An input format.
#[derive(Debug)]
#[non_exhaustive]
pub struct InputFormat {
    /// The name.
    pub name: &'static str,
    /// A description in one line.
    pub title: &'static str,
    /// File name extensions, in lower case and without the dot. They match in any case.
    pub extensions: &'static [&'static str],
    /// Whether a file that begins with `head` has this format. A byte order mark has been removed.
    sniff: fn(head: &[u8]) -> bool,
    /// Whether [`Limits::document_bytes`](crate::input::Limits::document_bytes) applies to files that aren't compressed, because
    /// reading a document takes more memory than its text.
    pub(crate) is_limited: bool,
    pub(crate) layout: Layout,
}

/// The division of a file into documents.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Layout {
    /// The file is one document.
    Single {
        parse: ParseFile,
        /// The source of the date that `parse` returns.
        date_source: DateSource,
        declared_encoding: DeclaredEncoding,
    },
    /// The file is a sequence of records, each a document. The function reads the file's header.
    Records(fn(FileHead<'_>) -> Result<Option<OpenedRecords>, Problem>),
}

/// Parses the text of a file.
pub(crate) type ParseFile = for<'a> fn(text: &'a str, fields: &Fields) -> Result<Record<'a>, Problem>;

static PLAIN_TEXT: InputFormat = text::FORMAT;

/// All input formats. Content is matched against them in this order.
pub static INPUT_FORMATS: &[InputFormat] =
    &[text::FORMAT, ndjson::FORMAT, json::FORMAT, csv::CSV, csv::TSV, markdown::FORMAT, html::FORMAT];

impl InputFormat {
    /// The format with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        INPUT_FORMATS.iter().find(|format| format.name == name)
    }

    /// The format with a file name extension, in any case.
    pub(crate) fn by_extension(extension: &[u8]) -> Option<&'static Self> {
        let matches = |known: &&str| known.as_bytes().eq_ignore_ascii_case(extension);
        INPUT_FORMATS.iter().find(|format| format.extensions.iter().any(matches))
    }

    /// The format of a file, given its first bytes. Plain text if it isn't any other.
    pub(crate) fn sniff(head: &[u8]) -> &'static Self {
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        INPUT_FORMATS.iter().find(|format| (format.sniff)(head)).unwrap_or(&PLAIN_TEXT)
    }

    /// Whether a file has several documents.
    pub(crate) fn has_records(&self) -> bool {
        matches!(self.layout, Layout::Records(_))
    }

    /// The function that finds the encoding that a file declares.
    pub(crate) fn declared_encoding(&self) -> DeclaredEncoding {
        match self.layout {
            Layout::Single { declared_encoding, .. } => declared_encoding,
            Layout::Records(_) => undeclared,
        }
    }
}

/// The parser of a format that this build can't read. Files of the format are recognised, so that they aren't read as plain text.
#[cfg(not(all(feature = "html", feature = "markdown")))]
fn missing<'a>(feature: &'static str) -> Result<Record<'a>, Problem> {
    Err(Problem::MissingFeature { feature })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::stream::HEAD_BYTES;

    #[test]
    fn formats_are_detected_by_content() {
        let sniff = |head: &[u8]| InputFormat::sniff(head).name;
        assert_eq!(sniff(b"\xef\xbb\xbf\n {\"text\":\"a\"}\r\n"), "ndjson");
        assert_eq!(sniff(b"{\"text\":\"a\"}"), "ndjson");
        assert_eq!(sniff(b"{\n  \"text\": \"a\"\n}\n"), "json");
        assert_eq!(sniff(b"[ {\"text\": \"a\"}]"), "json");
        assert_eq!(sniff(b"[JAKARTA] hari ini"), "text");
        assert_eq!(sniff(b"{Jakarta} hari ini"), "text");
        assert_eq!(sniff(b"<!DOCTYPE HTML>"), "html");
        assert_eq!(sniff(b"---\ntitle: a\n---\n"), "markdown");
        assert_eq!(sniff(b""), "text");
        let long = [b"{\"text\":\"".to_vec(), vec![b'x'; HEAD_BYTES]].concat();
        assert_eq!(sniff(&long[..HEAD_BYTES]), "ndjson");
    }

    #[test]
    fn names_and_extensions_are_unique() {
        for mut keys in [
            INPUT_FORMATS.iter().flat_map(|format| format.extensions).copied().collect::<Vec<_>>(),
            INPUT_FORMATS.iter().map(|format| format.name).collect(),
        ] {
            keys.sort_unstable();
            assert!(keys.windows(2).all(|pair| pair[0] != pair[1]), "{keys:?}");
        }
    }
}
