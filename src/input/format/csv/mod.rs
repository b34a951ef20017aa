//! CSV and TSV (RFC 4180).

mod rows;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::cmp::Ordering;

use csv::{ByteRecord, ReaderBuilder};

use crate::error::{FieldRole, Missing, Part, Problem};
use crate::input::encoding::{Decoded, Decoding, TextEncoding, decode, undeclared, validate};
use crate::input::field_names::{FieldMap, ROLES};
use crate::input::format::records::{FileHead, OpenedRecords, RecordSink};
use crate::input::format::{InputFormat, Layout};
use crate::input::options::InputOptions;
use crate::input::record::{Position, Record, Remark};
use crate::message::Wording;
use rows::{Delimited, RowScanner, end_of_runaway};

pub(super) const CSV: InputFormat = InputFormat {
    name: "csv",
    title: Wording {
        en: "a row an article, with a row of column names; delimiters , ; | and tab are distinguished",
        id: "satu baris satu artikel, di bawah baris nama kolom; pemisah , ; | dan tab dikenali sendiri",
    },
    extensions: &["csv"],
    sniff: |_| false,
    feature: None,
    is_distinctive: false,
    unit: Missing::Rows,
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
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The most rows of the head that are looked at to tell delimiters and columns apart.
const SAMPLE_ROWS: usize = 100;

/// The header of a file: the delimiter and the columns of the fields.
#[derive(Debug, PartialEq, Eq)]
struct Header {
    dialect: Dialect,
    /// The column names, or numbers from 1 if the file has no header.
    names: Vec<String>,
    map: FieldMap,
    /// The columns of [`Fields::kept`](crate::input::Fields::kept).
    kept: Vec<Option<usize>>,
    /// The fields that were found by known names.
    guesses: Vec<(FieldRole, usize)>,
    /// The length in bytes, with what is before it.
    bytes: usize,
    /// The number of the line after it, from 1.
    next_line: u64,
}

/// The characters that divide a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Dialect {
    delimiter: u8,
    /// The last byte of a line break: `\n`, or `\r` in files from old Macs and some editors.
    line_end: u8,
}

/// A way to divide the first rows.
struct Candidate {
    dialect: Dialect,
    names: Vec<String>,
    /// The end of the first row.
    end: usize,
    /// The rank of the best name of a text.
    text_rank: Option<u8>,
    /// Whether the first rows have the same number of columns, which is more than one.
    is_even: bool,
}

impl Header {
    fn open(head: FileHead<'_>, default_delimiter: u8) -> Result<Option<OpenedRecords>, Problem> {
        Ok(Self::find(head, default_delimiter)?.map(|header| {
            let (header_bytes, first) = (header.bytes, header.next_line);
            let splitter = Delimited::new(header);
            OpenedRecords { splitter: Box::new(splitter), header_bytes, first }
        }))
    }

    /// Reads the header, after any blank lines and a line `sep=;`. Returns `None` if the file is empty.
    ///
    /// The delimiter is the one that yields the column with the best name for the text; or else one that divides the first rows
    /// into the same number of columns; or else the one with the most columns.
    ///
    /// # Errors
    /// * See [`FieldMap::of_columns`].
    /// * [`Problem::TooLarge`]: the header doesn't end within the head of the file.
    fn find(file: FileHead<'_>, default_delimiter: u8) -> Result<Option<Self>, Problem> {
        let FileHead { bytes: head, is_whole, options, decoding } = file;
        let (skipped, named) = before_header(head);
        let rest = head.get(skipped..).unwrap_or_default();
        if rest.is_empty() {
            return Ok(None);
        }
        let line_end = line_end_of(rest);
        let chosen = options.delimiter.or(named);
        let mut delimiters = vec![chosen.unwrap_or(default_delimiter)];
        delimiters.extend(DELIMITERS.into_iter().filter(|&d| chosen.is_none() && d != default_delimiter));
        let mut best: Option<Candidate> = None;
        for delimiter in delimiters {
            let dialect = Dialect { delimiter, line_end };
            let Some(candidate) = Candidate::new(dialect, rest, is_whole, decoding, options)? else { continue };
            if best.as_ref().is_none_or(|best| candidate.is_better(best)) {
                best = Some(candidate);
            }
        }
        let Some(Candidate { dialect, names, mut end, .. }) = best else {
            return Err(Problem::TooLarge { what: Part::Header, limit: head.len() as u64 });
        };
        let mut fields = Cow::Borrowed(&options.fields);
        if options.no_header {
            end = 0;
            if let (None, [only]) = (&fields.text, &*names) {
                fields.to_mut().text = Some(only.clone());
            }
        }
        let rows = rest.get(end..).unwrap_or_default();
        let map = FieldMap::of_columns(&names, &fields, &mut |column| dialect.has_text(rows, column))?;
        let kept = fields.kept.iter().map(|name| names.iter().position(|other| other == name)).collect();
        let guess = |role: &FieldRole| {
            let column = map.column(*role)?;
            fields.is_guess(*role, names.get(column)?).then_some((*role, column))
        };
        let guesses = ROLES.iter().filter_map(guess).collect();
        let bytes = skipped + end;
        let lines = memchr::memchr_iter(line_end, head.get(..bytes).unwrap_or_default()).count();
        Ok(Some(Self { dialect, names, map, kept, guesses, bytes, next_line: lines as u64 + 1 }))
    }

    /// Whether a line is the first one of a row that continues in the next one, with at most as many cells as there are columns.
    fn begins_row(&self, line: &[u8]) -> bool {
        RowScanner::new(self.dialect).begins_row(line, self.names.len())
    }

    /// Whether a line is a row with as many cells as there are columns.
    fn is_row(&self, line: &[u8]) -> bool {
        RowScanner::new(self.dialect).is_row(line, self.names.len())
    }

    /// Passes the rows of `bytes` to `sink`, whose first line has the number `first`.
    fn read_rows(&self, bytes: &[u8], first: u64, decoding: Decoding, sink: &mut RecordSink<'_>) {
        let (mut reader, mut begin) = (self.dialect.reader(bytes), 0);
        let mut row = ByteRecord::new();
        let (mut line, mut counted) = (first, 0);
        loop {
            // The row begins after any blank lines.
            let byte = begin + reader.position().byte() as usize;
            let blank = bytes.get(byte..).unwrap_or_default().iter().take_while(|b| b"\r\n".contains(b)).count();
            let passed = bytes.get(counted..byte + blank).unwrap_or_default();
            line += memchr::memchr_iter(self.dialect.line_end, passed).count() as u64;
            counted = byte + blank;
            match reader.read_byte_record(&mut row) {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => {
                    sink(Position::Line(line), Err(Problem::BadRow { reason: error.to_string() }));
                    return;
                }
            }
            let end = begin + reader.position().byte() as usize;
            let read = bytes.get(counted..end).unwrap_or_default();
            let next = if self.names.len() > 1 { end_of_runaway(read, self) } else { None };
            let found = match next {
                None => self.record(&row, decoding),
                Some(next) => {
                    begin = counted + next;
                    reader = self.dialect.reader(bytes.get(begin..).unwrap_or_default());
                    Err(Problem::RunawayQuote)
                }
            };
            if !sink(Position::Line(line), found) {
                return;
            }
        }
    }

    /// The record of a row. Cells that are missing at its end are empty, except that of the text, and blank ones after the last
    /// column are ignored.
    fn record<'a>(&'a self, row: &'a ByteRecord, decoding: Decoding) -> Result<(Record<'a>, TextEncoding), Problem> {
        let (found, expected) = (row.len(), self.names.len());
        let text = self.map.column(FieldRole::Text).unwrap_or_default();
        if found <= text || row.iter().skip(expected).any(|cell| !cell.trim_ascii().is_empty()) {
            return Err(Problem::Ragged { found, expected });
        }
        let row = DecodedRow::new(row, decoding)?;
        let filled = |text: Cow<'a, str>| Some(text).filter(|text| !text.trim().is_empty());
        let cell = |column: Option<usize>| column.map_or(Ok(None), |column| row.cell(column).map(filled));
        let field = |role: FieldRole| cell(self.map.column(role));
        let name = |&(role, column): &(FieldRole, usize)| Some((role, Cow::Borrowed(&**self.names.get(column)?)));
        let mut record = Record {
            text: row.cell(text)?,
            id: field(FieldRole::Id)?,
            date: field(FieldRole::Date)?,
            title: field(FieldRole::Title)?,
            url: field(FieldRole::Url)?,
            source: field(FieldRole::Source)?,
            guesses: self.guesses.iter().filter_map(name).collect(),
            kept: self.kept.iter().map(|column| cell(*column)).collect::<Result<_, _>>()?,
            ..Record::default()
        };
        if found < expected {
            record.remarks.push(Remark::ShortRow { found, expected });
        }
        Ok((record, row.encoding))
    }
}

impl Dialect {
    fn reader<'a>(&self, bytes: &'a [u8]) -> csv::Reader<&'a [u8]> {
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(self.delimiter).from_reader(bytes)
    }

    /// Whether one of the first rows has text in a column.
    fn has_text(&self, rows: &[u8], column: usize) -> bool {
        let mut sample = self.reader(rows).into_byte_records().take(SAMPLE_ROWS).map_while(Result::ok);
        sample.any(|row| row.get(column).is_some_and(|cell| !cell.trim_ascii().is_empty()))
    }
}

impl Candidate {
    /// Divides the head of a file. Returns `None` if its first row doesn't end there.
    fn new(
        dialect: Dialect,
        head: &[u8],
        is_whole: bool,
        decoding: Decoding,
        options: &InputOptions,
    ) -> Result<Option<Self>, Problem> {
        let end = match (RowScanner::new(dialect).scan(head, true), is_whole) {
            (Some(end), _) => end,
            (None, true) => head.len(),
            (None, false) => return Ok(None),
        };
        let mut rows = dialect.reader(head).into_byte_records().take(SAMPLE_ROWS).map_while(Result::ok);
        let Some(first) = rows.next() else { return Ok(None) };
        // The last row may be cut off.
        let mut lengths: Vec<usize> = rows.map(|row| row.len()).collect();
        if !is_whole {
            lengths.pop();
        }
        let is_even = first.len() > 1 && lengths.iter().all(|length| *length == first.len());
        let name = |bytes| decode(bytes, decoding, undeclared).map(|(name, _)| name.trim().to_owned());
        let names: Vec<String> = if options.no_header {
            (1..=first.len()).map(|number| number.to_string()).collect()
        } else {
            first.iter().map(name).collect::<Result<_, _>>()?
        };
        let text_rank = names.iter().filter_map(|name| options.fields.ranks(name)[0]).min();
        Ok(Some(Self { dialect, names, end, text_rank, is_even }))
    }

    fn is_better(&self, other: &Self) -> bool {
        let by_name = |candidate: &Self| candidate.text_rank.map_or(u16::MAX, u16::from);
        let by_shape = |candidate: &Self| (candidate.is_even, candidate.names.len());
        match by_name(self).cmp(&by_name(other)) {
            Ordering::Less => true,
            Ordering::Equal if self.text_rank.is_none() || self.names.len() > 1 => by_shape(self) > by_shape(other),
            _ => false,
        }
    }
}

/// The last byte of the line breaks of a file, given its head.
fn line_end_of(head: &[u8]) -> u8 {
    let mut in_quotes = false;
    let first = head.iter().position(|byte| {
        in_quotes ^= *byte == b'"';
        !in_quotes && matches!(byte, b'\r' | b'\n')
    });
    let Some(at) = first else { return b'\n' };
    let breaks = head.get(at..).unwrap_or_default();
    let after = breaks.iter().find(|byte| **byte != b'\r');
    // The last line of the file has no line after it.
    if after.is_none_or(|byte| *byte == b'\n') { b'\n' } else { b'\r' }
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
