//! From inputs to records; what a thread does with a piece of work.

use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use crate::error::{Error, Problem};
use crate::input::blocks::{Block, Shape};
use crate::input::compression::Compression;
use crate::input::decode::{Decoding, decode, undeclared};
use crate::input::encoding::TextEncoding;
use crate::input::inputs::{From, Input};
use crate::input::record::{Record, parse_record};
use crate::input::{Bytes, InputFormat, InputOptions, name_of};
use crate::text::document::DateSource;

/// An input that is one document, or none.
pub(crate) enum Item {
    /// A file of plain text, as most are.
    Text(PathBuf),
    /// Another file, to be opened.
    Closed(Input, &'static InputFormat),
    /// A file that is being read: its first bytes, and where the others come from.
    Opened { name: String, format: &'static InputFormat, is_packed: bool, head: Vec<u8>, rest: Bytes },
    /// An input that failed before it could be read.
    Failed(Error),
}

/// Where a document stands.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Location<'a> {
    /// A file of its own.
    File(&'a str),
    /// A line of a file, from 1.
    Line(&'a str, u64),
    /// A value of a file, from 1.
    Value(&'a str, u64),
}

impl fmt::Display for Location<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(name) => f.write_str(name),
            Self::Line(name, line) => write!(f, "{name}:{line}"),
            Self::Value(name, number) => write!(f, "{name}#{number}"),
        }
    }
}

/// An article, as it was read.
#[derive(Debug)]
pub(crate) struct ParsedDocument<'a> {
    pub(crate) record: Record<'a>,
    pub(crate) encoding: TextEncoding,
    /// Where the record's date comes from.
    pub(crate) date_from: DateSource,
}

/// An article, or why there is none, that is kept for later.
pub(crate) struct OwnedDocument {
    name: String,
    number: Option<(bool, u64)>,
    pub(crate) found: Result<ParsedDocument<'static>, Problem>,
}

impl OwnedDocument {
    pub(crate) fn new(place: Location<'_>, found: Result<ParsedDocument<'_>, Problem>) -> Self {
        let (name, number) = match place {
            Location::File(name) => (name, None),
            Location::Line(name, line) => (name, Some((true, line))),
            Location::Value(name, number) => (name, Some((false, number))),
        };
        Self { name: name.to_owned(), number, found: found.map(ParsedDocument::into_owned) }
    }

    pub(crate) fn place(&self) -> Location<'_> {
        match self.number {
            None => Location::File(&self.name),
            Some((true, line)) => Location::Line(&self.name, line),
            Some((false, number)) => Location::Value(&self.name, number),
        }
    }
}

impl ParsedDocument<'_> {
    fn into_owned(self) -> ParsedDocument<'static> {
        let own = |text: Option<Cow<'_, str>>| text.map(|text| Cow::Owned(text.into_owned()));
        let Record { text, id, date, title, url, source } = self.record;
        let text = Cow::Owned(text.into_owned());
        let (id, date, title, url, source) = (own(id), own(date), own(title), own(url), own(source));
        ParsedDocument { record: Record { text, id, date, title, url, source }, ..self }
    }
}

/// Who takes the articles of a piece of work; says whether more are wanted.
pub(crate) type Sink<'s> = dyn FnMut(Location<'_>, Result<ParsedDocument<'_>, Problem>) -> bool + 's;

impl Item {
    /// The file that is still to be opened.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::Text(path) | Self::Closed(Input { from: From::Path(path), .. }, _) => Some(path),
            _ => None,
        }
    }

    /// Reads the document into `buffer`, whose bytes beyond it are left from others, and hands it on.
    pub(crate) fn read(self, buffer: &mut Vec<u8>, options: &InputOptions, sink: &mut Sink<'_>) {
        let limits = options.limits;
        let (name, format, length) = match self {
            Self::Failed(Error { document, problem }) => {
                sink(Location::File(&document), Err(problem));
                return;
            }
            Self::Text(path) => {
                let length = File::open(&path).and_then(|mut file| read_to(&mut file, buffer, 0, None));
                if let (Some(meter), Ok(length)) = (&options.meter, &length) {
                    meter.add(1, *length as u64);
                }
                (name_of(&path), InputFormat::plain(), length)
            }
            Self::Closed(input, format) => {
                let is_limited = input.packing.is_some() || !matches!(input.from, From::Path(_)) || !format.is_plain();
                let open = open(&input.from, input.packing, options);
                let length = open
                    .and_then(|mut bytes| read_to(&mut bytes, buffer, 0, is_limited.then_some(limits.document_bytes)));
                (input.name().into_owned(), format, length)
            }
            Self::Opened { name, format, is_packed, head, mut rest } => {
                buffer.splice(..head.len().min(buffer.len()), head.iter().copied());
                let is_limited = is_packed || !format.is_plain();
                let length = read_to(&mut rest, buffer, head.len(), is_limited.then_some(limits.document_bytes));
                (name, format, length)
            }
        };
        let decoded = length
            .map_err(Problem::from)
            .and_then(|length| decode(buffer.get(..length).unwrap_or_default(), options.decoding(), format.declared));
        let place = Location::File(&name);
        match decoded {
            Ok((text, encoding)) => {
                let found = (format.parse)(&text, &options.fields);
                sink(place, found.map(|record| ParsedDocument { record, encoding, date_from: format.date_from }));
            }
            Err(problem) => {
                sink(place, Err(problem));
            }
        }
    }
}

impl Block {
    /// Reads the records and hands them on.
    pub(crate) fn read(&self, options: &InputOptions, sink: &mut Sink<'_>) {
        let decoding = match self.encoding {
            Some(_) => Decoding { encoding: Some(TextEncoding::UTF_8), ..options.decoding() },
            None => options.decoding(),
        };
        let of = self.encoding;
        let object = |bytes: &[u8], byte_offset: u64, place: Location<'_>, sink: &mut Sink<'_>| {
            if bytes.trim_ascii().is_empty() {
                return true;
            }
            match decode(bytes, decoding, undeclared) {
                Ok((text, encoding)) => {
                    let record = parse_record(&text, &options.fields);
                    sink(place, record.map(|record| found(record, of.unwrap_or(encoding))))
                }
                Err(problem) => sink(place, Err(problem.further_on(byte_offset))),
            }
        };
        match &self.shape {
            Shape::Lines => {
                let mut byte_offset = self.byte_offset;
                for (number, line) in (self.first..).zip(self.bytes.split_inclusive(|&b| b == b'\n')) {
                    if !object(line, byte_offset, Location::Line(&self.name, number), sink) {
                        return;
                    }
                    byte_offset += line.len() as u64;
                }
            }
            Shape::Values(ranges) => {
                for (number, range) in (self.first..).zip(ranges) {
                    let bytes = self.bytes.get(range.clone()).unwrap_or_default();
                    let byte_offset = self.byte_offset + range.start as u64;
                    if !object(bytes, byte_offset, Location::Value(&self.name, number), sink) {
                        return;
                    }
                }
            }
            Shape::Rows(header) => header.rows(&self.bytes, self.first, decoding, &mut |line, record| {
                let found = record.map(|(record, encoding)| found(record, of.unwrap_or(encoding)));
                sink(Location::Line(&self.name, line), found)
            }),
        }
    }
}

/// An article of a file of records.
fn found(record: Record<'_>, encoding: TextEncoding) -> ParsedDocument<'_> {
    ParsedDocument { record, encoding, date_from: DateSource::Record }
}

/// The bytes of a file, unpacked.
pub(crate) fn open(from: &From, packing: Option<&Compression>, options: &InputOptions) -> io::Result<Bytes> {
    let limits = options.limits;
    let bytes: Bytes = match from {
        From::Stdin => Box::new(io::stdin()),
        From::Path(path) => Box::new(File::open(path)?),
        #[cfg(feature = "compression")]
        From::Entry(entry) => entry.open(limits)?,
    };
    let bytes = match &options.meter {
        Some(meter) => meter.count(bytes),
        None => bytes,
    };
    match packing {
        Some(packing) => packing.unpack(bytes, limits),
        None => Ok(bytes),
    }
}

/// The first bytes of a file, and all of them. What fails within the first comes where it failed.
pub(crate) fn peek(mut bytes: Bytes, length: usize) -> (Vec<u8>, Bytes) {
    let mut head = Vec::new();
    match bytes.as_mut().take(length as u64).read_to_end(&mut head) {
        Ok(_) => (head, bytes),
        Err(error) => (head, Box::new(Broken(Some(error)))),
    }
}

/// `head` and then `rest`.
pub(crate) fn chain(head: Vec<u8>, rest: Bytes) -> Bytes {
    Box::new(Cursor::new(head).chain(rest))
}

/// Fails once.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Reads to the end, behind the first `filled` bytes of `buffer`, and says how many bytes of it are filled then. The buffer is
/// never made shorter, so that it is cleared once and not for every file, and the file's size is not asked for: it may change.
fn read_to(reader: &mut dyn Read, buffer: &mut Vec<u8>, mut filled: usize, limit: Option<u64>) -> io::Result<usize> {
    loop {
        if filled >= buffer.len() {
            if let Some(limit) = limit.filter(|&limit| filled as u64 > limit) {
                return Err(Problem::TooLarge { what: "the document", limit }.into());
            }
            buffer.resize((filled * 2).max(64 * 1024), 0);
        }
        match reader.read(buffer.get_mut(filled..).unwrap_or_default()) {
            Ok(0) => match limit.filter(|&limit| filled as u64 > limit) {
                Some(limit) => return Err(Problem::TooLarge { what: "the document", limit }.into()),
                None => return Ok(filled),
            },
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
