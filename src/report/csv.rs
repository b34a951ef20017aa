//! CSV and its relatives: what a cell of a dialect holds is decided here. The crate `csv` writes the cells that it would put in
//! quotes; the others are what they are.

use std::fmt;

use csv::{Terminator, WriterBuilder};

use crate::report::digits::Digits;
use crate::report::{Cells, PerMillion};

/// Which CSV.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum CsvDialect {
    /// RFC 4180: comma, quotes where they are needed, doubled inside; lines end with LF, as xsv and qsv write them.
    #[default]
    Rfc4180,
    /// What Excel in an Indonesian locale opens rightly: a byte order mark, `;`, decimal comma, CRLF, and an apostrophe before
    /// text cells that would run as formulas: those that begin with `=`, `+`, `-`, `@`, a tab or a carriage return.
    ExcelId,
}

impl CsvDialect {
    /// Every dialect.
    pub const ALL: [Self; 2] = [Self::Rfc4180, Self::ExcelId];

    /// The name that `--csv-dialect` takes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rfc4180 => "rfc4180",
            Self::ExcelId => "excel-id",
        }
    }
}

/// How cells are written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CsvStyle {
    delimiter: u8,
    ends_with_crlf: bool,
    decimal_mark: u8,
    guards_formulas: bool,
    mark: &'static [u8],
}

impl CsvStyle {
    pub(crate) const TSV: Self =
        Self { delimiter: b'\t', ends_with_crlf: false, decimal_mark: b'.', guards_formulas: false, mark: b"" };

    pub(crate) const fn of(dialect: CsvDialect) -> Self {
        match dialect {
            CsvDialect::Rfc4180 => Self { delimiter: b',', ..Self::TSV },
            CsvDialect::ExcelId => Self {
                delimiter: b';',
                ends_with_crlf: true,
                decimal_mark: b',',
                guards_formulas: true,
                mark: b"\xef\xbb\xbf",
            },
        }
    }

    /// What stands before the first line.
    pub(crate) const fn mark(&self) -> &'static [u8] {
        self.mark
    }

    /// A line being written to `out`.
    pub(crate) fn line<'a>(&'a self, out: &'a mut Vec<u8>) -> CsvLine<'a> {
        CsvLine { style: self, start: out.len(), is_first: true, out, cell: String::new() }
    }
}

/// One line.
pub(crate) struct CsvLine<'a> {
    style: &'a CsvStyle,
    out: &'a mut Vec<u8>,
    /// Where the line begins.
    start: usize,
    is_first: bool,
    cell: String,
}

impl CsvLine<'_> {
    pub(crate) fn end(self) {
        // A line of one empty cell would be a blank line, which readers skip.
        if self.out.len() == self.start {
            self.out.extend_from_slice(b"\"\"");
        }
        self.out.extend_from_slice(if self.style.ends_with_crlf { b"\r\n" } else { b"\n" });
    }

    /// Begins a cell: what is appended to the output now must need no quotes.
    fn begin(&mut self) -> &mut Vec<u8> {
        if !self.is_first {
            self.out.push(self.style.delimiter);
        }
        self.is_first = false;
        self.out
    }

    fn cell(&mut self, text: &str) {
        let delimiter = self.style.delimiter;
        let out = self.begin();
        if text.bytes().all(|b| b != delimiter && !matches!(b, b'"' | b'\n' | b'\r')) {
            out.extend_from_slice(text.as_bytes());
            return;
        }
        let terminator = Terminator::Any(b'\n');
        let mut writer = WriterBuilder::new().delimiter(delimiter).terminator(terminator).from_writer(out);
        // Writing to a Vec cannot fail.
        let _ = writer.write_record([text]);
        let _ = writer.flush();
        drop(writer);
        // The cell is a record of its own to the writer, with a line end.
        self.out.pop();
    }
}

impl Cells for CsvLine<'_> {
    fn text(&mut self, text: &str) {
        let risky = matches!(text.as_bytes().first(), Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r'));
        if risky && self.style.guards_formulas {
            let mut cell = std::mem::take(&mut self.cell);
            cell.clear();
            cell.push('\'');
            cell.push_str(text);
            self.cell(&cell);
            self.cell = cell;
        } else {
            self.cell(text);
        }
    }

    fn number(&mut self, number: u64) {
        self.begin().extend_from_slice(Digits::of(number).as_bytes());
    }

    fn per_million(&mut self, value: PerMillion) {
        let (whole, hundredths) = value.parts();
        let mark = self.style.decimal_mark;
        let out = self.begin();
        out.extend_from_slice(Digits::of(whole).as_bytes());
        out.extend_from_slice(&[mark, b'0' + (hundredths / 10) as u8, b'0' + (hundredths % 10) as u8]);
    }

    fn absent(&mut self) {
        self.begin();
    }

    fn list(&mut self, list: &dyn fmt::Display) {
        let text = list.to_string();
        self.text(&text);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(style: &CsvStyle, cells: &[&str]) -> String {
        let mut out = Vec::new();
        let mut line = style.line(&mut out);
        cells.iter().for_each(|cell| line.text(cell));
        line.end();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn quotes_only_what_must_be_quoted() {
        let plain = CsvStyle::of(CsvDialect::Rfc4180);
        assert_eq!(
            line(&plain, &["a b", "a;b", "a,b", "\"a\"", "a\nb", "", "-5"]),
            "a b,a;b,\"a,b\",\"\"\"a\"\"\",\"a\nb\",,-5\n"
        );
        assert_eq!(line(&CsvStyle::TSV, &["a,b", "a\tb"]), "a,b\t\"a\tb\"\n");
    }

    #[test]
    fn excel_gets_no_formula_and_its_own_numbers() {
        let excel = CsvStyle::of(CsvDialect::ExcelId);
        assert_eq!(line(&excel, &["=1+1", "@akun", "-a;b", "a-b", "a,b"]), "'=1+1;'@akun;\"'-a;b\";a-b;a,b\r\n");
        let mut out = Vec::new();
        let mut cells = excel.line(&mut out);
        cells.number(7);
        cells.absent();
        cells.per_million(PerMillion::new(1, 3).unwrap());
        cells.end();
        assert_eq!(out, b"7;;333333,33\r\n");
    }

    proptest! {
        #[test]
        fn another_reader_reads_the_same(rows in proptest::collection::vec(proptest::collection::vec("[a,\"\n\r\t; -]{0,6}", 3), 1..5)) {
            let style = CsvStyle::of(CsvDialect::Rfc4180);
            let text: String = rows.iter().map(|row| line(&style, &row.iter().map(String::as_str).collect::<Vec<_>>())).collect();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            let read: Vec<Vec<String>> = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
            prop_assert_eq!(read, rows);
        }
    }
}
