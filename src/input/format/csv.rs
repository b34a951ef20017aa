//! CSV and TSV (RFC 4180).

use std::borrow::Cow;
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder};

use crate::error::{Part, Problem};
use crate::input::encoding::{Decoded, Decoding, TextEncoding, decode, undeclared, validate};
use crate::input::format::records::{FileHead, OpenedRecords, RecordBlock, RecordReader, RecordSink, Splitter};
use crate::input::format::{InputFormat, Layout};
use crate::input::record::{Fields, Position, Record};
use crate::message::Wording;

pub(super) const CSV: InputFormat = InputFormat {
    name: "csv",
    title: Wording {
        en: "a row an article, with a row of column names; delimiters , ; and tab are told apart",
        id: "satu baris satu artikel, dengan baris nama kolom; pemisah , ; dan tab dikenali sendiri",
    },
    extensions: &["csv"],
    sniff: |_| false,
    feature: None,
    is_distinctive: false,
    layout: Layout::Records(|head| Header::open(head, b',')),
};

pub(super) const TSV: InputFormat = InputFormat {
    name: "tsv",
    title: Wording { en: "the same, with tabs", id: "sama, dengan tab" },
    extensions: &["tsv", "tab"],
    layout: Layout::Records(|head| Header::open(head, b'\t')),
    ..CSV
};

/// The delimiters that are detected.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// The header of a file: the delimiter and the columns of the fields.
#[derive(Debug, PartialEq, Eq)]
struct Header {
    delimiter: u8,
    /// Number of columns.
    columns: usize,
    text: usize,
    id: Option<usize>,
    date: Option<usize>,
    title: Option<usize>,
    url: Option<usize>,
    source: Option<usize>,
    /// The length in bytes, with what is before it.
    bytes: usize,
    /// The number of the line after it, from 1.
    next_line: u64,
}

impl Header {
    fn open(head: FileHead<'_>, default_delimiter: u8) -> Result<Option<OpenedRecords>, Problem> {
        Ok(Self::find(head, default_delimiter)?.map(|header| {
            let (header_bytes, first) = (header.bytes, header.next_line);
            let splitter = Delimited { rows: RowScanner::new(header.delimiter), header: Arc::new(header) };
            OpenedRecords { splitter: Box::new(splitter), header_bytes, first }
        }))
    }

    /// Reads the header, after any blank lines and a line `sep=;`, and detects the delimiter: a delimiter that yields a column for
    /// the text, or else the one with the most columns, or else the default. Returns `None` if the file is empty.
    ///
    /// Column names are compared exactly, and if none is equal, ignoring ASCII case.
    ///
    /// # Errors
    /// * [`Problem::NoColumn`]: no column has the name of the text field.
    /// * [`Problem::TooLarge`]: the header doesn't end within the head of the file.
    fn find(file: FileHead<'_>, default_delimiter: u8) -> Result<Option<Self>, Problem> {
        let FileHead { bytes: head, is_whole, fields, decoding } = file;
        let (skipped, named) = before_header(head);
        let rest = head.get(skipped..).unwrap_or_default();
        if rest.is_empty() {
            return Ok(None);
        }
        let mut candidates = vec![named.unwrap_or(default_delimiter)];
        candidates.extend(DELIMITERS.into_iter().filter(|&d| named.is_none() && d != default_delimiter));
        let mut best: Option<(u8, Vec<String>, usize)> = None;
        for delimiter in candidates {
            let mut scanner = RowScanner::new(delimiter);
            let end = match (scanner.scan(rest, true), is_whole) {
                (Some(end), _) => end,
                (None, true) => rest.len(),
                (None, false) => continue,
            };
            let names = column_names(rest.get(..end).unwrap_or_default(), delimiter, decoding)?;
            if column(&names, &fields.text).is_some() {
                best = Some((delimiter, names, end));
                break;
            }
            if best.as_ref().is_none_or(|(_, others, _)| names.len() > others.len()) {
                best = Some((delimiter, names, end));
            }
        }
        let Some((delimiter, names, end)) = best else {
            return Err(Problem::TooLarge { what: Part::Header, limit: head.len() as u64 });
        };
        let Some(text) = column(&names, &fields.text) else {
            return Err(Problem::NoColumn { field: fields.text.clone(), columns: column_list(&names) });
        };
        let at = |name: &str| column(&names, name);
        let bytes = skipped + end;
        let lines = memchr::memchr_iter(b'\n', head.get(..bytes).unwrap_or_default()).count();
        Ok(Some(Self {
            delimiter,
            columns: names.len(),
            text,
            id: at(&fields.id),
            date: at(&fields.date),
            title: at(&fields.title),
            url: at(&fields.url),
            source: at(&fields.source),
            bytes,
            next_line: lines as u64 + 1,
        }))
    }

    /// Passes the rows of `bytes` to `sink`, whose first line has the number `first`.
    fn read_rows(&self, bytes: &[u8], first: u64, decoding: Decoding, sink: &mut RecordSink<'_>) {
        let mut reader =
            ReaderBuilder::new().has_headers(false).flexible(true).delimiter(self.delimiter).from_reader(bytes);
        let mut row = ByteRecord::new();
        loop {
            // The row begins after any blank lines.
            let (line, byte) = (reader.position().line(), reader.position().byte() as usize);
            let blank = bytes.get(byte..).unwrap_or_default().iter().take_while(|b| b"\r\n".contains(b));
            let line = first + line - 1 + blank.filter(|&&b| b == b'\n').count() as u64;
            match reader.read_byte_record(&mut row) {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => {
                    sink(Position::Line(line), Err(Problem::BadRow { reason: error.to_string() }));
                    return;
                }
            }
            if !sink(Position::Line(line), self.record(&row, decoding)) {
                return;
            }
        }
    }

    fn record<'a>(&self, row: &'a ByteRecord, decoding: Decoding) -> Result<(Record<'a>, TextEncoding), Problem> {
        if row.len() != self.columns {
            return Err(Problem::Ragged { found: row.len(), expected: self.columns });
        }
        let row = DecodedRow::new(row, decoding)?;
        let cell = |column: Option<usize>| column.map_or(Ok(None), |column| row.cell(column).map(Some));
        let filled = |text: Option<Cow<'a, str>>| text.filter(|text| !text.trim().is_empty());
        let record = Record {
            text: row.cell(self.text)?,
            id: filled(cell(self.id)?),
            date: filled(cell(self.date)?),
            title: filled(cell(self.title)?),
            url: filled(cell(self.url)?),
            source: filled(cell(self.source)?),
        };
        Ok((record, row.encoding))
    }
}

/// A row, whose encoding is determined by all its cells together.
struct DecodedRow<'a> {
    row: &'a ByteRecord,
    encoding: TextEncoding,
    /// The cells without anything between them. `None` unless they are valid UTF-8 without a byte order mark.
    text: Option<&'a str>,
    /// Encoding and error handling of other cells.
    decoding: Decoding,
}

impl<'a> DecodedRow<'a> {
    fn new(row: &'a ByteRecord, decoding: Decoding) -> Result<Self, Problem> {
        Ok(match validate(row.as_slice(), decoding, undeclared)? {
            Decoded::Other(encoding) => {
                Self { row, encoding, text: None, decoding: Decoding { encoding: None, ..decoding } }
            }
            validated => {
                let encoding = TextEncoding::UTF_8;
                let text = match validated {
                    Decoded::Utf8(text) => Some(text).filter(|text| text.len() == row.as_slice().len()),
                    _ => None,
                };
                Self { row, encoding, text, decoding: Decoding { encoding: Some(encoding), ..decoding } }
            }
        })
    }

    /// The text of a cell, or an empty text if the row has fewer cells.
    fn cell(&self, column: usize) -> Result<Cow<'a, str>, Problem> {
        // A range of valid UTF-8 may end within a character, if the cells aren't valid UTF-8 on their own.
        let text = self.text.and_then(|text| text.get(self.row.range(column)?));
        match text {
            Some(text) => Ok(Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text))),
            None => {
                let bytes = self.row.get(column).unwrap_or_default();
                Ok(decode(bytes, self.decoding, |_| Some(TextEncoding::WINDOWS_1252))?.0)
            }
        }
    }
}

/// The length of any blank lines and Excel's `sep=;` before the header, and the delimiter in the latter.
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

fn column_names(row: &[u8], delimiter: u8, decoding: Decoding) -> Result<Vec<String>, Problem> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(row);
    let mut record = ByteRecord::new();
    reader.read_byte_record(&mut record).map_err(|error| Problem::BadRow { reason: error.to_string() })?;
    let name = |bytes| decode(bytes, decoding, undeclared).map(|(name, _)| name.trim().to_owned());
    record.iter().map(name).collect()
}

fn column(names: &[String], wanted: &str) -> Option<usize> {
    let exact = names.iter().position(|name| name == wanted);
    exact.or_else(|| names.iter().position(|name| name.eq_ignore_ascii_case(wanted)))
}

/// The first column names, for a message.
fn column_list(names: &[String]) -> String {
    const SHOWN: usize = 12;
    let more = if names.len() > SHOWN { ", …" } else { "" };
    let short = |name: &String| format!("`{}`", name.chars().take(40).collect::<String>());
    names.iter().take(SHOWN).map(short).collect::<Vec<_>>().join(", ") + more
}

/// Divides a file into rows.
struct Delimited {
    rows: RowScanner,
    header: Arc<Header>,
}

impl Splitter for Delimited {
    fn last_end(&mut self, bytes: &[u8], seen: usize) -> Option<usize> {
        self.rows.scan(bytes.get(seen..).unwrap_or_default(), false).map(|end| seen + end)
    }

    fn end_of_file(&mut self, _: usize) -> Option<Problem> {
        (self.rows.state == QuoteState::Inside).then_some(Problem::OpenQuote)
    }

    fn take_block(&mut self, bytes: &[u8]) -> (Box<dyn RecordReader>, u64) {
        (Box::new(Arc::clone(&self.header)), memchr::memchr_iter(b'\n', bytes).count() as u64)
    }

    fn position(&self, number: u64) -> Position {
        Position::Line(number)
    }
}

impl RecordReader for Arc<Header> {
    fn read(&self, block: &RecordBlock, decoding: Decoding, _: &Fields, sink: &mut RecordSink<'_>) {
        self.read_rows(&block.bytes, block.first, decoding, sink);
    }
}

/// Finds where rows end: at line breaks that aren't quoted. A quotation mark opens only at the beginning of a cell.
#[derive(Clone, Copy, Debug)]
struct RowScanner {
    delimiter: u8,
    state: QuoteState,
    /// The previous byte.
    before: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum QuoteState {
    Outside,
    Inside,
    /// After a quotation mark that closes, unless another one follows.
    Closing,
}

impl RowScanner {
    fn new(delimiter: u8) -> Self {
        Self { delimiter, state: QuoteState::Outside, before: b'\n' }
    }

    /// Scans the next bytes, and returns the end of the last complete row in them, or of the first one.
    fn scan(&mut self, bytes: &[u8], only_first: bool) -> Option<usize> {
        let mut last = None;
        let mut at = 0;
        while at < bytes.len() {
            let rest = bytes.get(at..).unwrap_or_default();
            match self.state {
                QuoteState::Inside => match memchr::memchr(b'"', rest) {
                    Some(mark) => {
                        at += mark + 1;
                        self.state = QuoteState::Closing;
                    }
                    None => break,
                },
                QuoteState::Closing => {
                    self.state = if rest.first() == Some(&b'"') { QuoteState::Inside } else { QuoteState::Outside };
                    self.before = b'"';
                    at += usize::from(self.state == QuoteState::Inside);
                }
                QuoteState::Outside => match memchr::memchr2(b'"', b'\n', rest) {
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
                            self.state = if opens { QuoteState::Inside } else { QuoteState::Outside };
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

    fn header(head: &str, default_delimiter: u8) -> Result<Option<Header>, Problem> {
        let (bytes, fields, decoding) = (head.as_bytes(), &Fields::default(), Decoding::default());
        Header::find(FileHead { bytes, is_whole: true, fields, decoding }, default_delimiter)
    }

    /// The texts of the rows of a file that is read in chunks of `step` bytes, with the lines that they begin in.
    fn rows(text: &str, step: usize) -> Vec<(u64, String)> {
        let header = header(text, b',').unwrap().unwrap();
        let body = &text.as_bytes()[header.bytes..];
        let mut scanner = RowScanner::new(header.delimiter);
        let (mut begin, mut line, mut all) = (0, header.next_line, Vec::new());
        let read = |block: &[u8], line: u64, all: &mut Vec<(u64, String)>| {
            header.read_rows(block, line, Decoding::default(), &mut |position, record| {
                let Position::Line(line) = position else { unreachable!() };
                all.push((line, record.map_or_else(|p| p.to_string(), |(r, _)| r.text.into_owned())));
                true
            });
        };
        for (n, chunk) in body.chunks(step).enumerate() {
            if let Some(end) = scanner.scan(chunk, false) {
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
    fn rows_do_not_depend_on_chunks() {
        let text = "id,text\n1,\"a\n\"\"b\"\", c\"\n\n2,5\" pipa\n3,\"x\"\"\"\r\n4,\"\"\n5,y,z\n6,akhir";
        let wanted: Vec<(u64, String)> = [
            (2, "a\n\"b\", c"),
            (5, "5\" pipa"),
            (6, "x\""),
            (7, ""),
            (8, "3 cells, but 2 column names"),
            (9, "akhir"),
        ]
        .map(|(line, text)| (line, text.to_owned()))
        .to_vec();
        for step in [1, 2, 3, 7, 1000] {
            assert_eq!(rows(text, step), wanted, "{step}");
        }
    }

    #[test]
    fn delimiters_are_detected() {
        let delimiter = |head: &str, default| header(head, default).unwrap().unwrap().delimiter;
        assert_eq!(delimiter("id,text\n", b','), b',');
        assert_eq!(delimiter("id;text;\"a,b,c,d\"\n", b','), b';');
        assert_eq!(delimiter("id\ttext\n", b','), b'\t');
        assert_eq!(delimiter("id,text\n", b'\t'), b',');
        assert_eq!(delimiter("text\n", b'\t'), b'\t');
        assert_eq!(delimiter("\u{feff}sep=;\r\nid;text\r\n".trim_start_matches('\u{feff}'), b','), b';');
    }

    #[test]
    fn a_missing_column_lists_the_others() {
        let problem = header("judul;isi\n", b',').unwrap_err().to_string();
        assert!(problem.contains("no column `text`") && problem.contains("`judul`, `isi`"), "{problem}");
        assert_eq!(header("", b',').unwrap(), None);
        // Ignoring case and spaces.
        assert_eq!(header("ID, Text\n", b',').unwrap().unwrap().text, 1);
    }

    /// The encoding of a row and the texts of its cells, or the problem.
    fn decode_row(cells: &[&[u8]], decoding: Decoding) -> Result<(String, Vec<String>), String> {
        let row = ByteRecord::from(cells.to_vec());
        let decoded = DecodedRow::new(&row, decoding).map_err(|problem| format!("{problem:?}"))?;
        let cells: Result<_, _> = (0..cells.len()).map(|n| decoded.cell(n).map(Cow::into_owned)).collect();
        Ok((decoded.encoding.name(), cells.map_err(|problem| format!("{problem:?}"))?))
    }

    #[test]
    fn rows_are_decoded_as_a_whole() {
        let strict = Decoding::default();
        let replace = Decoding { errors: crate::input::encoding::EncodingErrors::Replace, ..strict };
        let utf8 = Decoding { encoding: Some(TextEncoding::UTF_8), ..strict };
        let row = |name: &str, cells: &[&str]| Ok((name.to_owned(), cells.iter().map(|&c| c.to_owned()).collect()));
        assert_eq!(decode_row(&["“a”".as_bytes(), b"", b"b"], strict), row("utf-8", &["“a”", "", "b"]));
        // A byte order mark belongs to no cell.
        assert_eq!(decode_row(&[b"\xef\xbb\xbfa", b"\xef\xbb\xbfb"], strict), row("utf-8", &["a", "b"]));
        assert_eq!(decode_row(&[b"a", b"\xef\xbb\xbfb"], strict), row("utf-8", &["a", "b"]));
        assert_eq!(
            decode_row(&[b"caf\xe9", b"kopi", b"\x93a\x94"], strict),
            row("windows-1252", &["café", "kopi", "“a”"])
        );
        assert_eq!(decode_row(&["é ".as_bytes(), b"caf\xe9 x"], replace), row("utf-8", &["é ", "caf\u{fffd} x"]));
        assert_eq!(decode_row(&["é ".as_bytes(), b"caf\xe9 x"], strict), Err("NotUtf8 { byte_offset: 6 }".to_owned()));
        assert_eq!(decode_row(&[b"caf\xe9"], utf8), Err("NotUtf8 { byte_offset: 3 }".to_owned()));
        assert_eq!(decode_row(&[b"a", b"b\0"], strict), Err("Binary { byte_offset: 2 }".to_owned()));
        // A character is divided between two cells.
        assert_eq!(decode_row(&[b"a\xc3", b"\xa9b"], strict), Err("NotUtf8 { byte_offset: 1 }".to_owned()));
    }
}
