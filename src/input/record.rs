//! Records: the fields of one document as its file gives them.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;

use crate::error::{Error, FieldRole, JsonType, Problem};
use crate::input::encoding::TextEncoding;
use crate::input::markup::{StripTags, strip_tags};
use crate::text::document::DateSource;

/// The names of the fields of a record. Without a name, a field is found by the names that are common in Indonesian and English:
/// `isi`, `content`, `judul`, `tanggal`, …, in any case and with or without blanks and underscores.
///
/// Two fields may have the same name: the address can be both id and title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fields {
    /// The text of the article, the only required field.
    pub text: Option<String>,
    /// The document's name in reports, a string or a number. Without it, the name is `path:line`.
    pub id: Option<String>,
    /// The date of publication.
    pub date: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The address of the page. A date in it is used if the record has no date, and its host is used as the source if the record
    /// has none.
    pub url: Option<String>,
    /// The publisher.
    pub source: Option<String>,
    /// Further fields, whose values are passed on as they are; see [`AnalyzedDocument::kept`](crate::run::AnalyzedDocument::kept).
    pub kept: Vec<String>,
}

/// The fields of one document. They are borrowed from the file's text unless they were escaped.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Record<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) id: Option<Cow<'a, str>>,
    pub(crate) date: Option<Cow<'a, str>>,
    /// The headline, never empty.
    pub(crate) title: Option<Cow<'a, str>>,
    /// The address of the page.
    pub(crate) url: Option<Cow<'a, str>>,
    /// The publisher.
    pub(crate) source: Option<Cow<'a, str>>,
    /// The names of the fields that were found by known names, if they are not the usual ones.
    pub(crate) guesses: Vec<(FieldRole, Cow<'a, str>)>,
    /// The values of [`Fields::kept`], as text; empty if there are none.
    pub(crate) kept: Vec<Option<Cow<'a, str>>>,
    pub(crate) remarks: Vec<Remark>,
    /// The source of `date`, if it isn't the usual one of the format.
    pub(crate) date_source: Option<DateSource>,
    /// The day when a crawler retrieved it. It is used if there is no other date.
    pub(crate) crawled: Option<Date>,
    /// Whether mojibake in the text was repaired.
    pub(crate) is_repaired: bool,
}

/// Something unexpected about a record that is read all the same.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Remark {
    /// A field has another type than it should.
    Type {
        field: String,
        found: JsonType,
        /// Whether its value is used.
        is_used: bool,
    },
    /// A JSON text has escapes of unpaired surrogates, `\ud83d`, which were replaced.
    Surrogates { count: u64 },
    /// A row has fewer cells than there are columns.
    ShortRow { found: usize, expected: usize },
}

impl Record<'_> {
    /// Takes HTML tags and entities out of the title and the text.
    pub(crate) fn strip_tags(&mut self, mode: StripTags) {
        for text in self.title.iter_mut().chain([&mut self.text]) {
            if let Cow::Owned(stripped) = strip_tags(text, mode) {
                *text = Cow::Owned(stripped);
            }
        }
        self.title.take_if(|title| title.trim().is_empty());
    }

    pub(crate) fn into_owned(self) -> Record<'static> {
        let own = |text: Option<Cow<'_, str>>| text.map(|text| Cow::Owned(text.into_owned()));
        let Record { text, id, date, title, url, source, guesses, kept, remarks, date_source, crawled, is_repaired } =
            self;
        Record {
            text: Cow::Owned(text.into_owned()),
            id: own(id),
            date: own(date),
            title: own(title),
            url: own(url),
            source: own(source),
            guesses: guesses.into_iter().map(|(role, name)| (role, Cow::Owned(name.into_owned()))).collect(),
            kept: kept.into_iter().map(own).collect(),
            remarks,
            date_source,
            crawled,
            is_repaired,
        }
    }
}

/// A document, decoded and parsed.
#[derive(Debug)]
pub(crate) struct ParsedDocument<'a> {
    pub(crate) record: Record<'a>,
    /// The name of its file's format.
    pub(crate) format: &'static str,
    pub(crate) encoding: TextEncoding,
    /// The source of the record's date.
    pub(crate) date_source: DateSource,
}

/// Receives documents in order, and returns whether to continue.
pub(crate) type DocumentSink<'s> = dyn FnMut(Location<'_>, Result<ParsedDocument<'_>, Problem>) -> bool + 's;

/// An owned document or the problem with it, kept until it is compared with the documents before it.
pub(crate) struct OwnedDocument {
    file: String,
    position: Position,
    pub(crate) parsed: Result<ParsedDocument<'static>, Problem>,
}

impl OwnedDocument {
    pub(crate) fn new(location: Location<'_>, parsed: Result<ParsedDocument<'_>, Problem>) -> Self {
        let Location { file, position } = location;
        let parsed = parsed.map(|parsed| ParsedDocument { record: parsed.record.into_owned(), ..parsed });
        Self { file: file.to_owned(), position, parsed }
    }

    pub(crate) fn location(&self) -> Location<'_> {
        Location { file: &self.file, position: self.position }
    }

    /// The document's name in reports.
    pub(crate) fn name(&self) -> Cow<'_, str> {
        self.location().name(self.parsed.as_ref().ok().and_then(|parsed| parsed.record.id.as_deref()))
    }
}

/// A document, or a whole file, that can't be read.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) file: String,
    pub(crate) position: Position,
    pub(crate) problem: Problem,
}

impl Failure {
    pub(crate) fn new(location: Location<'_>, problem: impl Into<Problem>) -> Self {
        Self { file: location.file.to_owned(), position: location.position, problem: problem.into() }
    }

    pub(crate) fn location(&self) -> Location<'_> {
        Location { file: &self.file, position: self.position }
    }
}

impl From<Error> for Failure {
    /// The failure of a file.
    fn from(error: Error) -> Self {
        Self { file: error.path, position: Position::WholeFile, problem: error.problem }
    }
}

/// Where a document was found. Displayed as `path` or, for a record, `path:line` or `path#number`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Location<'a> {
    /// The name of the file.
    pub(crate) file: &'a str,
    pub(crate) position: Position,
}

/// A document's position in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    /// The document is the whole file.
    WholeFile,
    /// The line that the document begins in, from 1.
    Line(u64),
    /// The number of the value in the file, from 1.
    Value(u64),
}

impl<'a> Location<'a> {
    /// The location of a document that is a whole file.
    pub(crate) fn file(file: &'a str) -> Self {
        Self { file, position: Position::WholeFile }
    }

    /// The name of the file, or `None` if the document is one record of the file.
    pub(crate) fn whole_file(self) -> Option<&'a str> {
        (self.position == Position::WholeFile).then_some(self.file)
    }

    /// The error of the document here.
    pub(crate) fn error(self, problem: Problem) -> Error {
        Error::of_document(self.to_string(), self.file, problem)
    }

    /// The document's name in reports: the file's name or the record's id, or else the location.
    pub(crate) fn name(self, id: Option<&'a str>) -> Cow<'a, str> {
        match (self.position, id) {
            (Position::WholeFile, _) => Cow::Borrowed(self.file),
            (_, Some(id)) => Cow::Borrowed(id),
            (_, None) => Cow::Owned(self.to_string()),
        }
    }
}

impl fmt::Display for Location<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file)?;
        match self.position {
            Position::WholeFile => Ok(()),
            Position::Line(line) => write!(f, ":{line}"),
            Position::Value(number) => write!(f, "#{number}"),
        }
    }
}

/// Parses the day of a date field: `2024-12-31`, optionally followed by a time (`2024-12-31T08:15:00+07:00`,
/// `2024-12-31 08:15`). The day is taken as written, whatever the time zone. Returns `None` if the text isn't such a date or the
/// day doesn't exist.
///
/// # Examples
/// ```
/// use jiff::civil::date;
/// assert_eq!(telaah::input::parse_date("2024-12-31T23:59:59Z"), Some(date(2024, 12, 31)));
/// assert_eq!(telaah::input::parse_date("2023-02-29"), None);
/// assert_eq!(telaah::input::parse_date("31/12/2024"), None);
/// ```
#[must_use]
pub fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let (day, rest) = text.split_at_checked(10)?;
    if !matches!(rest.as_bytes().first(), None | Some(b'T' | b't' | b' ')) {
        return None;
    }
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *day.as_bytes() else { return None };
    let number =
        |digits: &[u8]| digits.iter().try_fold(0_i16, |n, d| d.is_ascii_digit().then(|| n * 10 + i16::from(d - b'0')));
    let small = |digits: &[u8]| i8::try_from(number(digits)?).ok();
    Date::new(number(&[y1, y2, y3, y4])?, small(&[m1, m2])?, small(&[d1, d2])?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_files_ids_or_locations() {
        let at = |position| Location { file: "a.csv", position };
        assert_eq!(at(Position::WholeFile).name(Some("7")), "a.csv");
        assert_eq!(at(Position::Line(3)).name(Some("7")), "7");
        assert_eq!(at(Position::Line(3)).name(None), "a.csv:3");
        assert_eq!(at(Position::Value(3)).to_string(), "a.csv#3");
        assert_eq!(at(Position::Line(3)).whole_file(), None);
        assert_eq!(Location::file("a.txt").whole_file(), Some("a.txt"));
    }

    #[test]
    fn parses_days_that_exist() {
        for (text, wanted) in [
            ("2024-12-31", Some("2024-12-31")),
            (" 2024-02-29 10:00 ", Some("2024-02-29")),
            ("2023-02-29", None),
            ("2024-13-01", None),
            ("2024-12-31x", None),
            ("20241231", None),
            ("2024-1-1", None),
            ("tahun 2024 – kata", None),
            ("", None),
        ] {
            assert_eq!(parse_date(text).map(|d| d.to_string()).as_deref(), wanted, "{text}");
        }
    }
}
