//! The formats, by name and by content.

use std::ffi::OsStr;

use crate::error::Problem;
use crate::input::compression::Compression;
use crate::input::decode::undeclared;
use crate::input::encoding::TextEncoding;
use crate::input::record::{Fields, Record};
use crate::input::{HEAD_BYTES, html, markdown};
use crate::text::document::DateSource;

/// How a file of a format is cut into documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Layout {
    /// The whole file is one document.
    Whole,
    /// Every line is a record, and so a document.
    Lines,
    /// JSON values, in an array or one behind the other; every object is a record.
    Values,
    /// A row of column names, then a row a record, between delimiters (RFC 4180).
    Rows,
}

/// A kind of file that can be read.
#[derive(Debug)]
pub struct InputFormat {
    /// The name that `--input-format` takes.
    pub name: &'static str,
    /// One line on what it is.
    pub title: &'static str,
    /// The endings of file names that say so, in small letters, without the dot. Files of a folder that end otherwise are left
    /// out; capitals do not matter.
    pub extensions: &'static [&'static str],
    /// How it is cut into documents.
    pub layout: Layout,
    /// Where the date that its documents bring along comes from.
    pub(crate) date_from: DateSource,
    /// The encoding that a whole file names in itself; absent if it names none.
    pub(crate) declared: fn(bytes: &[u8]) -> Option<TextEncoding>,
    /// Whether a file that begins like this, without a byte order mark, is of the format. The first of the registry that says
    /// yes is taken.
    pub(crate) is_like: fn(head: &[u8]) -> bool,
    /// Makes an article of the text of a whole file; of no use to other layouts.
    pub(crate) parse: Parse,
}

/// See [`InputFormat::parse`].
pub(crate) type Parse = for<'a> fn(&'a str, &Fields) -> Result<Record<'a>, Problem>;

static PLAIN: InputFormat = InputFormat::PLAIN;

/// Every format that can be read.
pub static INPUT_FORMATS: &[InputFormat] = &[
    InputFormat::PLAIN,
    InputFormat {
        name: "ndjson",
        title: "a JSON object a line, an article each: {\"id\", \"date\", \"title\", \"text\"}",
        extensions: &["ndjson", "jsonl"],
        layout: Layout::Lines,
        date_from: DateSource::Record,
        declared: undeclared,
        is_like: begins_with_object_line,
        parse: text,
    },
    InputFormat {
        name: "json",
        title: "a JSON array of such objects, or one object",
        extensions: &["json"],
        layout: Layout::Values,
        date_from: DateSource::Record,
        declared: undeclared,
        is_like: begins_with_json,
        parse: text,
    },
    InputFormat {
        name: "csv",
        title: "a row an article, with a row of column names; delimiters , ; and tab are told apart",
        extensions: &["csv"],
        layout: Layout::Rows,
        date_from: DateSource::Record,
        declared: undeclared,
        is_like: |_| false,
        parse: text,
    },
    InputFormat {
        name: "tsv",
        title: "the same, with tabs",
        extensions: &["tsv", "tab"],
        layout: Layout::Rows,
        date_from: DateSource::Record,
        declared: undeclared,
        is_like: |_| false,
        parse: text,
    },
    InputFormat {
        name: "markdown",
        title: "Markdown: a file is an article; title and date from its front matter",
        extensions: &["md", "markdown"],
        layout: Layout::Whole,
        date_from: DateSource::FrontMatter,
        declared: undeclared,
        is_like: markdown::has_front_matter,
        parse: parsers::MARKDOWN,
    },
    InputFormat {
        name: "html",
        title: "a web page: its article, without menus and related links",
        extensions: &["html", "htm", "xhtml"],
        layout: Layout::Whole,
        date_from: DateSource::Page,
        declared: html::declared_encoding,
        is_like: html::is_page,
        parse: parsers::HTML,
    },
];

impl InputFormat {
    /// Plain text, which all is that is nothing else.
    pub(crate) const PLAIN: Self = Self {
        name: "text",
        title: "plain text: a file is an article",
        extensions: &["txt", "text"],
        layout: Layout::Whole,
        date_from: DateSource::Record,
        declared: undeclared,
        is_like: |_| false,
        parse: text,
    };

    /// The format of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        INPUT_FORMATS.iter().find(|format| format.name == name)
    }

    /// The format that a file name or path ends like: `berita.csv`, and `berita.csv.gz` too.
    #[must_use]
    pub fn of_name(name: &OsStr) -> Option<&'static Self> {
        Self::and_packing(name).0
    }

    /// The same, and what the file is packed in.
    pub(crate) fn and_packing(name: &OsStr) -> (Option<&'static Self>, Option<&'static Compression>) {
        let Some((rest, ending)) = split_ending(name.as_encoded_bytes()) else { return (None, None) };
        // As most are.
        if ending == b"txt" {
            return (Some(&PLAIN), None);
        }
        let of = |ending: &[u8]| {
            let is_it = |e: &&str| e.as_bytes().eq_ignore_ascii_case(ending);
            INPUT_FORMATS.iter().find(|format| format.extensions.iter().any(is_it))
        };
        match Compression::of_ending(ending) {
            Some(packing) => (split_ending(rest).and_then(|(_, ending)| of(ending)), Some(packing)),
            None => (of(ending), None),
        }
    }

    /// The format of what begins like this; plain text if no format knows it.
    pub(crate) fn of_content(head: &[u8]) -> &'static Self {
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        INPUT_FORMATS.iter().find(|format| (format.is_like)(head)).unwrap_or(&PLAIN)
    }

    /// [`InputFormat::PLAIN`], in one place.
    pub(crate) fn plain() -> &'static Self {
        &PLAIN
    }

    /// Whether it is plain text, where nothing has to be found out.
    pub(crate) fn is_plain(&self) -> bool {
        self.name == PLAIN.name
    }
}

/// A name without its ending, and the ending; a dot at the beginning makes none.
fn split_ending(name: &[u8]) -> Option<(&[u8], &[u8])> {
    let dot = memchr::memrchr(b'.', name)?;
    let is_first = dot == 0 || matches!(name.get(dot - 1), Some(b'/' | b'\\'));
    let ending = name.get(dot + 1..).filter(|ending| !ending.contains(&b'/'))?;
    (!is_first).then_some((name.get(..dot)?, ending))
}

/// The parsers that may be left out of the program.
mod parsers {
    use super::{Parse, Problem, Record};

    #[cfg(feature = "markdown")]
    pub(super) const MARKDOWN: Parse = crate::input::markdown::parse;
    #[cfg(not(feature = "markdown"))]
    pub(super) const MARKDOWN: Parse = |_, _| missing("markdown");

    #[cfg(feature = "html")]
    pub(super) const HTML: Parse = crate::input::html::parse;
    #[cfg(not(feature = "html"))]
    pub(super) const HTML: Parse = |_, _| missing("html");

    /// A file of a format that this program can't read is named, and is no plain text.
    #[cfg_attr(all(feature = "html", feature = "markdown"), expect(dead_code, reason = "nothing is missing"))]
    fn missing<'a>(feature: &'static str) -> Result<Record<'a>, Problem> {
        Err(Problem::MissingFeature { feature })
    }
}

fn text<'a>(text: &'a str, _: &Fields) -> Result<Record<'a>, Problem> {
    Ok(Record { text: text.into(), ..Record::default() })
}

/// Whether the first line is a JSON object, or the beginning of one where the line goes on beyond `head`.
fn begins_with_object_line(head: &[u8]) -> bool {
    let text = head.trim_ascii_start();
    if !text.starts_with(b"{") {
        return false;
    }
    let mut parts = text.splitn(2, |&b| b == b'\n');
    let line = parts.next().unwrap_or_default();
    let is_whole = parts.next().is_some() || head.len() < HEAD_BYTES;
    match serde_json::from_slice::<serde::de::IgnoredAny>(line) {
        Ok(_) => true,
        Err(error) => error.is_eof() && !is_whole,
    }
}

/// Whether it is an array that holds an object, or an object with a key: `[{`, `{"`.
fn begins_with_json(head: &[u8]) -> bool {
    let text = head.trim_ascii_start();
    let after = |mark: &[u8], text: &[u8]| text.strip_prefix(mark).map(|rest| rest.trim_ascii_start().to_vec());
    after(b"[", text).is_some_and(|rest| rest.starts_with(b"{") || rest.starts_with(b"]"))
        || after(b"{", text).is_some_and(|rest| rest.starts_with(b"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(head: &[u8]) -> &'static str {
        InputFormat::of_content(head).name
    }

    #[test]
    fn content_says_what_a_file_is() {
        assert_eq!(found(b"\xef\xbb\xbf\n {\"text\":\"a\"}\r\n"), "ndjson");
        assert_eq!(found(b"{\"text\":\"a\"}"), "ndjson");
        assert_eq!(found(b"{\n  \"text\": \"a\"\n}\n"), "json");
        assert_eq!(found(b"[ {\"text\": \"a\"}]"), "json");
        assert_eq!(found(b"[JAKARTA] hari ini"), "text");
        assert_eq!(found(b"{Jakarta} hari ini"), "text");
        assert_eq!(found(b""), "text");
        let long = [b"{\"text\":\"".to_vec(), vec![b'x'; HEAD_BYTES]].concat();
        assert_eq!(found(&long[..HEAD_BYTES]), "ndjson");
    }

    #[test]
    fn names_say_it_first() {
        let of = |name: &str| InputFormat::of_name(OsStr::new(name)).map(|format| format.name);
        assert_eq!(of("a.TXT"), Some("text"));
        assert_eq!(of("a.csv"), Some("csv"));
        assert_eq!(of("a.pdf"), None);
        #[cfg(feature = "compression")]
        assert_eq!((of("a.csv.gz"), of("a.jsonl.ZST"), of("a.gz")), (Some("csv"), Some("ndjson"), None));
    }

    #[test]
    fn an_ending_belongs_to_one_format() {
        let mut endings: Vec<&str> = INPUT_FORMATS.iter().flat_map(|format| format.extensions).copied().collect();
        endings.sort_unstable();
        assert!(endings.windows(2).all(|pair| pair[0] != pair[1]), "{endings:?}");
    }
}
