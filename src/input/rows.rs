//! CSV and TSV: the row of names, and where rows end.

use std::borrow::Cow;

use csv::{ByteRecord, ReaderBuilder};

use crate::error::Problem;
use crate::input::InputFormat;
use crate::input::decode::{Decoding, decode, undeclared};
use crate::input::encoding::TextEncoding;
use crate::input::record::{Fields, Record};

/// The delimiters that are told apart.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// The columns of a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) delimiter: u8,
    columns: usize,
    text: usize,
    id: Option<usize>,
    date: Option<usize>,
    title: Option<usize>,
    url: Option<usize>,
    source: Option<usize>,
}

/// Who takes rows, with the numbers of their lines; says whether more are wanted.
pub(crate) type RowSink<'s> = dyn FnMut(u64, Result<(Record<'_>, TextEncoding), Problem>) -> bool + 's;

/// A header, and where it ends.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FoundHeader {
    pub(crate) header: Header,
    /// Bytes up to the first row.
    pub(crate) bytes: usize,
    /// Number of the line that the first row begins in, from 1.
    pub(crate) next_line: u64,
}

impl Header {
    /// Reads the row of names that `head` begins with, behind blank lines and a line `sep=;`, and finds out the delimiter: the
    /// one by which there is a column for the text; else the one that gives most columns; else the format's.
    ///
    /// Names are compared as they are, and if there is none so, without regard to case and white space.
    ///
    /// # Errors
    /// * [`Problem::NoColumn`]: no column has the name of the text field.
    /// * [`Problem::TooLarge`]: the row does not end within `head`, though the file goes on.
    pub(crate) fn find(
        head: &[u8],
        is_whole: bool,
        format: &InputFormat,
        fields: &Fields,
        decoding: Decoding,
    ) -> Result<Option<FoundHeader>, Problem> {
        let (skipped, named) = before_header(head);
        let rest = head.get(skipped..).unwrap_or_default();
        if rest.is_empty() {
            return Ok(None);
        }
        let usual = if format.name == "tsv" { b'\t' } else { DELIMITERS[0] };
        let mut candidates = vec![named.unwrap_or(usual)];
        candidates.extend(DELIMITERS.into_iter().filter(|&d| named.is_none() && d != usual));
        let mut best: Option<(u8, Vec<String>, usize)> = None;
        for delimiter in candidates {
            let mut scan = RowScan::new(delimiter);
            let end = match (scan.first_end(rest), is_whole) {
                (Some(end), _) => end,
                (None, true) => rest.len(),
                (None, false) => continue,
            };
            let names = names(rest.get(..end).unwrap_or_default(), delimiter, decoding)?;
            if place(&names, &fields.text).is_some() {
                best = Some((delimiter, names, end));
                break;
            }
            if best.as_ref().is_none_or(|(_, others, _)| names.len() > others.len()) {
                best = Some((delimiter, names, end));
            }
        }
        let Some((delimiter, names, end)) = best else {
            return Err(Problem::TooLarge { what: "the row of column names", limit: head.len() as u64 });
        };
        let Some(text) = place(&names, &fields.text) else {
            return Err(Problem::NoColumn { field: fields.text.clone(), columns: shown(&names) });
        };
        let at = |name: &str| place(&names, name);
        let header = Self {
            delimiter,
            columns: names.len(),
            text,
            id: at(&fields.id),
            date: at(&fields.date),
            title: at(&fields.title),
            url: at(&fields.url),
            source: at(&fields.source),
        };
        let bytes = skipped + end;
        let lines = memchr::memchr_iter(b'\n', head.get(..bytes).unwrap_or_default()).count();
        Ok(Some(FoundHeader { header, bytes, next_line: lines as u64 + 1 }))
    }

    /// Hands every row of `bytes` to `sink` with the number of its line, until that wants no more; lines count from `first`.
    pub(crate) fn rows(&self, bytes: &[u8], first: u64, decoding: Decoding, sink: &mut RowSink<'_>) {
        let mut reader =
            ReaderBuilder::new().has_headers(false).flexible(true).delimiter(self.delimiter).from_reader(bytes);
        let mut row = ByteRecord::new();
        loop {
            // The place where the row begins, behind blank lines.
            let (line, byte) = (reader.position().line(), reader.position().byte() as usize);
            let blank = bytes.get(byte..).unwrap_or_default().iter().take_while(|b| b"\r\n".contains(b));
            let line = first + line - 1 + blank.filter(|&&b| b == b'\n').count() as u64;
            match reader.read_byte_record(&mut row) {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => {
                    sink(line, Err(Problem::BadRow { reason: error.to_string() }));
                    return;
                }
            }
            if !sink(line, self.record(&row, decoding)) {
                return;
            }
        }
    }

    fn record<'a>(&self, row: &'a ByteRecord, decoding: Decoding) -> Result<(Record<'a>, TextEncoding), Problem> {
        if row.len() != self.columns {
            return Err(Problem::Ragged { found: row.len(), expected: self.columns });
        }
        // One encoding a row: found by all its cells together.
        let (_, encoding) = decode(row.as_slice(), decoding, undeclared)?;
        let cell = |place: Option<usize>| -> Result<Option<Cow<'a, str>>, Problem> {
            let Some(bytes) = place.and_then(|place| row.get(place)) else { return Ok(None) };
            let text = if encoding == TextEncoding::UTF_8 {
                decode(bytes, Decoding { encoding: Some(encoding), ..decoding }, undeclared)?.0
            } else {
                decode(bytes, Decoding { encoding: None, ..decoding }, |_| Some(TextEncoding::WINDOWS_1252))?.0
            };
            Ok(Some(text))
        };
        let filled = |text: Option<Cow<'a, str>>| text.filter(|text| !text.trim().is_empty());
        let record = Record {
            text: cell(Some(self.text))?.unwrap_or_default(),
            id: filled(cell(self.id)?),
            date: filled(cell(self.date)?),
            title: filled(cell(self.title)?),
            url: filled(cell(self.url)?),
            source: filled(cell(self.source)?),
        };
        Ok((record, encoding))
    }
}

/// Bytes of blank lines and of Excel's `sep=;` before the header, and the delimiter that the latter names.
fn before_header(head: &[u8]) -> (usize, Option<u8>) {
    let blank = |from: usize| head.iter().skip(from).take_while(|b| b" \r\n".contains(b)).count();
    let begin = blank(0);
    let line = head.get(begin..).unwrap_or_default();
    let named = match line {
        [b's', b'e', b'p', b'=', delimiter, b'\r' | b'\n', ..] => Some(*delimiter),
        _ => None,
    };
    match named {
        Some(_) => (begin + 5 + blank(begin + 5), named),
        None => (begin, None),
    }
}

fn names(row: &[u8], delimiter: u8, decoding: Decoding) -> Result<Vec<String>, Problem> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(row);
    let mut record = ByteRecord::new();
    reader.read_byte_record(&mut record).map_err(|error| Problem::BadRow { reason: error.to_string() })?;
    let name = |bytes| decode(bytes, decoding, undeclared).map(|(name, _)| name.trim().to_owned());
    record.iter().map(name).collect()
}

fn place(names: &[String], wanted: &str) -> Option<usize> {
    let exact = names.iter().position(|name| name == wanted);
    exact.or_else(|| names.iter().position(|name| name.eq_ignore_ascii_case(wanted)))
}

/// The first names, for a message.
fn shown(names: &[String]) -> String {
    const SHOWN: usize = 12;
    let more = if names.len() > SHOWN { ", …" } else { "" };
    let short = |name: &String| format!("`{}`", name.chars().take(40).collect::<String>());
    names.iter().take(SHOWN).map(short).collect::<Vec<_>>().join(", ") + more
}

/// Finds where rows end, by RFC 4180: a line break within quotation marks ends none. A quotation mark opens only at the
/// beginning of a cell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowScan {
    delimiter: u8,
    state: State,
    /// The byte before the next.
    before: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Plain,
    Quoted,
    /// Behind a quotation mark that closes, unless another follows.
    Closing,
}

impl RowScan {
    pub(crate) fn new(delimiter: u8) -> Self {
        Self { delimiter, state: State::Plain, before: b'\n' }
    }

    /// Whether what was read so far ends within quotation marks.
    pub(crate) fn is_quoted(&self) -> bool {
        self.state == State::Quoted
    }

    /// Reads on, and says behind which byte of `unseen` the last whole row ends.
    pub(crate) fn scan(&mut self, unseen: &[u8]) -> Option<usize> {
        self.walk(unseen, false)
    }

    /// The same for the first row.
    fn first_end(&mut self, bytes: &[u8]) -> Option<usize> {
        self.walk(bytes, true)
    }

    fn walk(&mut self, bytes: &[u8], only_first: bool) -> Option<usize> {
        let mut last = None;
        let mut at = 0;
        while at < bytes.len() {
            let rest = bytes.get(at..).unwrap_or_default();
            match self.state {
                State::Quoted => match memchr::memchr(b'"', rest) {
                    Some(mark) => {
                        at += mark + 1;
                        self.state = State::Closing;
                    }
                    None => break,
                },
                State::Closing => {
                    self.state = if rest.first() == Some(&b'"') { State::Quoted } else { State::Plain };
                    self.before = b'"';
                    at += usize::from(self.state == State::Quoted);
                }
                State::Plain => match memchr::memchr2(b'"', b'\n', rest) {
                    Some(mark) => {
                        let before = mark.checked_sub(1).and_then(|b| rest.get(b)).copied().unwrap_or(self.before);
                        at += mark + 1;
                        if rest.get(mark) == Some(&b'\n') {
                            self.before = b'\n';
                            last = Some(at);
                            if only_first {
                                return last;
                            }
                        } else {
                            self.before = b'"';
                            let opens = before == self.delimiter || before == b'\n' || before == b'\r';
                            self.state = if opens { State::Quoted } else { State::Plain };
                        }
                    }
                    None => {
                        self.before = rest.last().copied().unwrap_or(self.before);
                        break;
                    }
                },
            }
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(name: &str) -> &'static InputFormat {
        InputFormat::named(name).unwrap()
    }

    fn header(head: &str, name: &str) -> Result<Option<FoundHeader>, Problem> {
        Header::find(head.as_bytes(), true, format(name), &Fields::default(), Decoding::default())
    }

    /// The rows of a file, read in pieces of `step` bytes, with the lines that they begin in.
    fn rows(text: &str, step: usize) -> Vec<(u64, String)> {
        let found = header(text, "csv").unwrap().unwrap();
        let body = &text.as_bytes()[found.bytes..];
        let mut scan = RowScan::new(found.header.delimiter);
        let (mut begin, mut line, mut all) = (0, found.next_line, Vec::new());
        let read = |block: &[u8], line: u64, all: &mut Vec<(u64, String)>| {
            found.header.rows(block, line, Decoding::default(), &mut |line, record| {
                all.push((line, record.map_or_else(|p| p.to_string(), |(r, _)| r.text.into_owned())));
                true
            });
        };
        for (n, piece) in body.chunks(step).enumerate() {
            if let Some(end) = scan.scan(piece) {
                let end = n * step + end;
                read(&body[begin..end], line, &mut all);
                line += body[begin..end].iter().filter(|&&b| b == b'\n').count() as u64;
                begin = end;
            }
        }
        read(&body[begin..], line, &mut all);
        all
    }

    #[test]
    fn rows_do_not_depend_on_the_pieces() {
        let text = "id,text\n1,\"a\n\"\"b\"\", c\"\n\n2,5\" pipa\n3,\"x\"\"\"\r\n4,\"\"\n5,y,z\n6,akhir";
        let wanted: Vec<(u64, String)> = [
            (2, "a\n\"b\", c"),
            (5, "5\" pipa"),
            (6, "x\""),
            (7, ""),
            (8, "3 cells, but there are 2 column names"),
            (9, "akhir"),
        ]
        .map(|(line, text)| (line, text.to_owned()))
        .to_vec();
        for step in [1, 2, 3, 7, 1000] {
            assert_eq!(rows(text, step), wanted, "{step}");
        }
    }

    #[test]
    fn the_delimiter_is_found() {
        let delimiter = |head: &str, name: &str| header(head, name).unwrap().unwrap().header.delimiter;
        assert_eq!(delimiter("id,text\n", "csv"), b',');
        assert_eq!(delimiter("id;text;\"a,b,c,d\"\n", "csv"), b';');
        assert_eq!(delimiter("id\ttext\n", "csv"), b'\t');
        assert_eq!(delimiter("id,text\n", "tsv"), b',');
        assert_eq!(delimiter("text\n", "tsv"), b'\t');
        assert_eq!(delimiter("\u{feff}sep=;\r\nid;text\r\n".trim_start_matches('\u{feff}'), "csv"), b';');
    }

    #[test]
    fn a_missing_column_lists_those_that_are_there() {
        let problem = header("judul;isi\n", "csv").unwrap_err().to_string();
        assert!(problem.contains("no column `text`") && problem.contains("`judul`, `isi`"), "{problem}");
        assert_eq!(header("", "csv").unwrap(), None);
        // Not quite so, but plainly meant.
        assert_eq!(header("ID, Text\n", "csv").unwrap().unwrap().header.text, 1);
    }
}
