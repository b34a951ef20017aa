//! CSV and its relatives: what a cell of a dialect holds is decided here. The crate `csv` writes the cells that it would put in
//! quotes; the others are what they are.

use std::fmt;

use csv::{Terminator, WriterBuilder};

use crate::report::csv_style::CsvStyle;
use crate::report::digits::push_number;
use crate::report::{Cells, PerMillion};

/// More digits than a spreadsheet keeps of a number: 15.
const EXCEL_LIMIT: u64 = 1_000_000_000_000_000;

impl CsvStyle {
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
            self.out.push(self.style.delimiter.byte());
        }
        self.is_first = false;
        self.out
    }

    fn cell(&mut self, text: &str) {
        let delimiter = self.style.delimiter.byte();
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
        if self.style.must_guard(text) {
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
        let is_guarded = self.style.is_for_excel && number >= EXCEL_LIMIT;
        let out = self.begin();
        if is_guarded {
            out.push(b'\'');
        }
        push_number(out, number);
    }

    fn per_million(&mut self, value: PerMillion) {
        let (whole, hundredths) = value.parts();
        let mark = self.style.decimal_mark.byte();
        let is_quoted = mark == self.style.delimiter.byte();
        // Two of the digits are behind the mark.
        let is_guarded = self.style.is_for_excel && whole >= EXCEL_LIMIT / 100;
        let out = self.begin();
        out.extend_from_slice(if is_quoted { b"\"" } else { b"" });
        out.extend_from_slice(if is_guarded { b"'" } else { b"" });
        push_number(out, whole);
        out.extend_from_slice(&[mark, b'0' + (hundredths / 10) as u8, b'0' + (hundredths % 10) as u8]);
        out.extend_from_slice(if is_quoted { b"\"" } else { b"" });
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
    use crate::report::DecimalMark;

    fn line(style: &CsvStyle, cells: &[&str]) -> String {
        let mut out = Vec::new();
        let mut line = style.line(&mut out);
        cells.iter().for_each(|cell| line.text(cell));
        line.end();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn quotes_only_what_must_be_quoted() {
        let plain = CsvStyle::RFC4180;
        assert_eq!(
            line(&plain, &["a b", "a;b", "a,b", "\"a\"", "a\nb", "", "-5"]),
            "a b,a;b,\"a,b\",\"\"\"a\"\"\",\"a\nb\",,-5\n"
        );
        assert_eq!(line(&CsvStyle::TSV, &["a,b", "a\tb"]), "a,b\t\"a\tb\"\n");
    }

    #[test]
    fn excel_gets_no_formula_and_its_own_numbers() {
        let excel = CsvStyle::EXCEL_ID;
        assert_eq!(line(&excel, &["=1+1", "@akun", "-a;b", "a-b", "a,b"]), "'=1+1;'@akun;\"'-a;b\";a-b;a,b\r\n");
        let mut out = Vec::new();
        let mut cells = excel.line(&mut out);
        cells.number(7);
        cells.absent();
        cells.per_million(PerMillion::new(1, 3).unwrap());
        cells.end();
        assert_eq!(out, b"7;;333333,33\r\n");
    }

    #[test]
    fn excel_gets_no_number_that_it_would_round() {
        let number = |style: &CsvStyle, number: u64| {
            let mut out = Vec::new();
            let mut cells = style.line(&mut out);
            cells.number(number);
            cells.per_million(PerMillion::new(number, 1_000_000).unwrap());
            cells.end();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(number(&CsvStyle::EXCEL_ID, 9_999_999_999_999), "9999999999999;9999999999999,00\r\n");
        assert_eq!(number(&CsvStyle::EXCEL_ID, 10_000_000_000_000), "10000000000000;'10000000000000,00\r\n");
        assert_eq!(number(&CsvStyle::EXCEL_ID, 999_999_999_999_999), "999999999999999;'999999999999999,00\r\n");
        assert_eq!(number(&CsvStyle::EXCEL_ID, 1_000_000_000_000_000), "'1000000000000000;'1000000000000000,00\r\n");
        assert_eq!(number(&CsvStyle::RFC4180, 1_000_000_000_000_000), "1000000000000000,1000000000000000.00\n");
        let excel = CsvStyle::EXCEL_ID;
        assert_eq!(
            line(&excel, &["3171234567890123", "317123456789012", "12.345"]),
            "'3171234567890123;317123456789012;12.345\r\n"
        );
    }

    #[test]
    fn a_delimiter_that_is_the_decimal_mark_is_quoted() {
        let style = CsvStyle::RFC4180.with_decimal_mark(DecimalMark::Comma);
        let mut out = Vec::new();
        let mut cells = style.line(&mut out);
        cells.number(7);
        cells.per_million(PerMillion::new(1, 3).unwrap());
        cells.end();
        assert_eq!(out, b"7,\"333333,33\"\n");
    }

    proptest! {
        #[test]
        fn another_reader_reads_the_same(rows in proptest::collection::vec(proptest::collection::vec("[a,\"\n\r\t; -]{0,6}", 3), 1..5)) {
            let style = CsvStyle::RFC4180;
            let text: String = rows.iter().map(|row| line(&style, &row.iter().map(String::as_str).collect::<Vec<_>>())).collect();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            let read: Vec<Vec<String>> = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
            prop_assert_eq!(read, rows);
        }
    }
}
