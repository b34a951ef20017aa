//! CSV and its relatives: the crate `csv` writes the cells; what a cell of a dialect holds is decided here.

use std::fmt::{self, Write as _};

use csv::{Terminator, Writer, WriterBuilder};

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
        let mut builder = WriterBuilder::new();
        let terminator = if self.ends_with_crlf { Terminator::CRLF } else { Terminator::Any(b'\n') };
        builder.delimiter(self.delimiter).terminator(terminator).flexible(true).buffer_capacity(LINE);
        CsvLine { style: self, writer: builder.from_writer(out), cell: String::new() }
    }
}

/// Bytes that most lines fit in.
const LINE: usize = 256;

/// One line. Writing to a `Vec` cannot fail, and lines may have any number of cells, so the writer's results hold no error.
pub(crate) struct CsvLine<'a> {
    style: &'a CsvStyle,
    writer: Writer<&'a mut Vec<u8>>,
    cell: String,
}

impl CsvLine<'_> {
    pub(crate) fn end(mut self) {
        let _ = self.writer.write_record(None::<&[u8]>);
        let _ = self.writer.flush();
    }

    fn formatted(&mut self, cell: fmt::Arguments<'_>) {
        self.cell.clear();
        let _ = self.cell.write_fmt(cell);
        let _ = self.writer.write_field(&self.cell);
    }
}

impl Cells for CsvLine<'_> {
    fn text(&mut self, text: &str) {
        let risky = matches!(text.as_bytes().first(), Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r'));
        if risky && self.style.guards_formulas {
            self.formatted(format_args!("'{text}"));
        } else {
            let _ = self.writer.write_field(text);
        }
    }

    fn number(&mut self, number: u64) {
        self.formatted(format_args!("{number}"));
    }

    fn per_million(&mut self, value: PerMillion) {
        let (whole, hundredths) = value.parts();
        let mark = char::from(self.style.decimal_mark);
        self.formatted(format_args!("{whole}{mark}{hundredths:02}"));
    }

    fn absent(&mut self) {
        let _ = self.writer.write_field("");
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
