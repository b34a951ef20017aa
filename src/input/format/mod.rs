//! Input formats: one module each, and the registry.

mod csv;
mod docx;
mod feed;
mod foreign;
mod html;
#[cfg(feature = "html")]
mod http;
mod json;
mod json_nested;
mod json_object;
mod json_repair;
mod json_shape;
mod json_table;
mod json_value;
mod markdown;
#[cfg(feature = "feeds")]
mod markup;
mod ndjson;
mod ods;
#[cfg(any(feature = "office", feature = "xlsx"))]
mod package;
mod records;
mod text;
mod warc;
mod whole;
#[cfg(feature = "xlsx")]
mod workbook;
mod xlsx;
mod xml;
#[cfg(any(feature = "feeds", feature = "office", feature = "xlsx"))]
mod xml_events;

use crate::error::{Missing, Problem};
use crate::input::encoding::{DeclaredEncoding, undeclared};
use crate::input::record::{Fields, Record};
use crate::message::Wording;
use crate::text::document::DateSource;
use foreign::ForeignFormat;

pub(crate) use records::{FileHead, OpenedRecords, RecordBlock, RecordReader, Splitter};
pub(crate) use whole::{ReadWhole, WholeFile};

/// An input format.
#[derive(Debug)]
#[non_exhaustive]
pub struct InputFormat {
    /// The name.
    pub name: &'static str,
    /// A description in one line.
    pub title: Wording,
    /// File name extensions, in lower case and without the dot. They match in any case.
    pub extensions: &'static [&'static str],
    /// Whether a file that begins with `head` has this format. A byte order mark has been removed.
    sniff: fn(head: &[u8]) -> bool,
    /// The feature of the crate that reads it. `None`: every build reads it.
    pub feature: Option<Feature>,
    /// Whether content that `sniff` accepts has this format whatever the file's name is. The others are text, whose format may be
    /// ambiguous.
    pub(crate) is_distinctive: bool,
    /// The parts that a file without documents lacks.
    pub(crate) unit: Missing,
    pub(crate) layout: Layout,
}

/// A feature of the crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Feature {
    /// The name in `Cargo.toml`.
    pub name: &'static str,
    /// Whether this build has it.
    pub is_built_in: bool,
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
    /// The file is read as a whole, and may have any number of documents.
    Whole(ReadWhole),
    /// The file is a sequence of records, each a document. The function reads the file's header.
    Records(fn(FileHead<'_>) -> Result<Option<OpenedRecords>, Problem>),
}

/// Parses the text of a file.
pub(crate) type ParseFile = for<'a> fn(text: &'a str, fields: &Fields) -> Result<Record<'a>, Problem>;

static PLAIN_TEXT: InputFormat = text::FORMAT;

/// All input formats. Content is matched against them in this order.
pub static INPUT_FORMATS: &[InputFormat] = &[
    text::FORMAT,
    ndjson::FORMAT,
    json::FORMAT,
    csv::CSV,
    csv::TSV,
    markdown::FORMAT,
    html::FORMAT,
    xlsx::FORMAT,
    ods::FORMAT,
    docx::FORMAT,
    feed::FORMAT,
    warc::FORMAT,
];

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

    /// The format of a file, given its first bytes, the format that was chosen for all files, and the one of its extension.
    ///
    /// Content that can't be mistaken decides; the extension is relied on to tell the formats apart that are text.
    ///
    /// # Errors
    /// [`Problem::Foreign`]: the content is in a format that isn't read.
    pub(crate) fn determine(
        head: &[u8],
        chosen: Option<&'static Self>,
        by_extension: Option<&'static Self>,
    ) -> Result<&'static Self, Problem> {
        // Text that looks like another format is read if its format was chosen.
        if let Some(foreign) = ForeignFormat::sniff(head).filter(|foreign| chosen.is_none() || !foreign.is_text) {
            return Err(Problem::Foreign { format: foreign.name, remedy: foreign.remedy });
        }
        if let Some(format) = chosen {
            return Ok(format);
        }
        let mut distinctive = INPUT_FORMATS.iter().filter(|format| format.is_distinctive);
        let format = distinctive.find(|format| (format.sniff)(head)).or(by_extension);
        Ok(format.unwrap_or_else(|| Self::sniff(head)))
    }

    /// The feature that reads this format, if this build doesn't have it.
    pub(crate) fn missing_feature(&self) -> Option<&'static str> {
        self.feature.filter(|feature| !feature.is_built_in).map(|feature| feature.name)
    }

    /// Whether a file has several documents.
    pub(crate) fn has_records(&self) -> bool {
        matches!(self.layout, Layout::Records(_))
    }

    /// The function that finds the encoding that a file declares.
    pub(crate) fn declared_encoding(&self) -> DeclaredEncoding {
        match self.layout {
            Layout::Single { declared_encoding, .. } => declared_encoding,
            Layout::Whole(_) | Layout::Records(_) => undeclared,
        }
    }
}

/// The parser of a format that this build can't read. Files of the format are recognised, so that they aren't read as plain text.
#[cfg(not(all(feature = "feeds", feature = "html", feature = "markdown", feature = "office", feature = "xlsx")))]
fn missing(feature: &'static str) -> Problem {
    Problem::MissingFeature { feature }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::options::InputOptions;
    use crate::input::stream::HEAD_BYTES;

    /// A file called `a`.
    #[allow(dead_code, reason = "used by the formats of some features")]
    pub(super) fn file<'a>(bytes: &'a [u8], options: &'a InputOptions) -> WholeFile<'a> {
        WholeFile { name: "a", format: &PLAIN_TEXT, bytes, options }
    }

    /// The documents of a file, as their name, date and text, and the problem with it.
    #[allow(dead_code, reason = "used by the formats of some features")]
    pub(super) fn documents(read: ReadWhole, file: &WholeFile<'_>) -> Vec<String> {
        let mut found = Vec::new();
        let result = read(file, &mut |location, document| {
            found.push(match document {
                Err(problem) => problem.to_string(),
                Ok(document) => {
                    let record = document.record;
                    let text =
                        record.title.iter().map(|title| format!("{title}\n\n")).chain([record.text.into_owned()]);
                    let text: String = text.collect();
                    format!("{} | {} | {text}", location.name(record.id.as_deref()), record.date.unwrap_or_default())
                }
            });
            true
        });
        found.extend(result.err().map(|problem| problem.to_string()));
        found
    }

    /// A zip archive of files.
    #[cfg(any(feature = "office", feature = "xlsx"))]
    pub(super) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        use std::io::Write;
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn formats_are_detected_by_content() {
        let sniff = |head: &[u8]| InputFormat::sniff(head).name;
        assert_eq!(sniff(b"\xef\xbb\xbf\n {\"text\":\"a\"}\r\n"), "ndjson");
        assert_eq!(sniff(b"{\"text\":\"a\"}"), "ndjson");
        assert_eq!(sniff(b"{\n  \"text\": \"a\"\n}\n"), "json");
        assert_eq!(sniff(b"[ {\"text\": \"a\"}]"), "json");
        assert_eq!(sniff(b"[[1, \"a\"]]"), "json");
        assert_eq!(sniff(b"[\n [\"a\"]]"), "json");
        assert_eq!(sniff(b"[JAKARTA] hari ini"), "text");
        assert_eq!(sniff(b"[[Jakarta]] dan [[1]]"), "text");
        assert_eq!(sniff(b"[[1]] hari ini"), "text");
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
