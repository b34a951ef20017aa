//! CSV and TSV.

use std::io::{self, Write as _};
use std::sync::Arc;

use jiff::civil::Date;

use crate::message::Wording;
use crate::report::format::{CsvStyle, Finished, Format, FormatOptions, Implementation, Layout, Output, ReportWriter};
use crate::report::row::{CellSink, Field, Record, flatten};
use crate::report::rows::Summary;
use crate::report::{Measure, PerMillion, RowEncoder, TableSchema};

/// Comma-separated values, a header line first; `FormatOptions::csv` has their style.
pub static CSV: Format = Format {
    name: "csv",
    aliases: &[],
    title: Wording { en: "comma-separated values (RFC 4180)", id: "nilai dipisahkan koma (RFC 4180)" },
    feature: None,
    is_binary: false,
    is_for_people: false,
    layout: Layout::Folder,
    implementation: Some(Implementation {
        encoder: |options| Arc::new(CsvEncoder(options.csv.unwrap_or(CsvStyle::RFC4180))),
        writer: |output, options| Box::new(CsvWriter::new(output, CsvStyle::RFC4180, options)),
    }),
};

/// The same with tabs.
pub static TSV: Format = Format {
    name: "tsv",
    title: Wording {
        en: "tab-separated values, quoted like CSV",
        id: "nilai dipisahkan tab, dengan tanda kutip seperti CSV",
    },
    implementation: Some(Implementation {
        encoder: |options| Arc::new(CsvEncoder(options.csv.unwrap_or(CsvStyle::TSV))),
        writer: |output, options| Box::new(CsvWriter::new(output, CsvStyle::TSV, options)),
    }),
    ..CSV
};

/// The most digits of a number that a spreadsheet keeps are 15.
const EXCEL_LIMIT: u64 = 1_000_000_000_000_000;

#[derive(Debug)]
struct CsvEncoder(CsvStyle);

impl RowEncoder for CsvEncoder {
    fn row(&self, row: &dyn Record, out: &mut Vec<u8>) {
        let mut line = CsvLine::new(&self.0, out);
        row.cells(&mut line);
        line.end();
    }
}

struct CsvWriter<'a> {
    output: Box<dyn Output + 'a>,
    style: CsvStyle,
    /// `None`: they are not counted.
    row_count: Option<u64>,
    /// Whether the rows so far end inside quotation marks.
    in_quotes: bool,
}

impl<'a> CsvWriter<'a> {
    fn new(output: Box<dyn Output + 'a>, usual: CsvStyle, options: &FormatOptions) -> Self {
        let row_count = options.counts_rows.then_some(0);
        Self { output, style: options.csv.unwrap_or(usual), row_count, in_quotes: false }
    }

    /// Counts the lines that end outside of quotation marks.
    fn count(&mut self, encoded: &[u8]) {
        let Some(row_count) = &mut self.row_count else { return };
        for at in memchr::memchr2_iter(b'"', b'\n', encoded) {
            if encoded.get(at) == Some(&b'"') {
                self.in_quotes = !self.in_quotes;
            } else {
                *row_count += u64::from(!self.in_quotes);
            }
        }
    }
}

impl ReportWriter for CsvWriter<'_> {
    fn begin(&mut self, table: TableSchema) -> io::Result<()> {
        let mut header = self.style.mark().to_vec();
        let mut line = CsvLine::new(&self.style, &mut header);
        table.columns().iter().for_each(|column| line.guarded(column.name));
        line.end();
        self.output.write_all(&header)
    }

    fn rows(&mut self, encoded: &[u8]) -> io::Result<()> {
        self.count(encoded);
        self.output.write_all(encoded)
    }

    fn finish(self: Box<Self>, _: Option<&Summary<'_>>) -> io::Result<Finished> {
        let rows = self.row_count;
        self.output.commit()?;
        Ok(Finished { files: 1, rows, cut_cells: 0 })
    }
}

/// A line that is being written.
struct CsvLine<'a> {
    style: &'a CsvStyle,
    out: &'a mut Vec<u8>,
    /// Where the line begins.
    start: usize,
    is_first: bool,
}

impl<'a> CsvLine<'a> {
    const fn new(style: &'a CsvStyle, out: &'a mut Vec<u8>) -> Self {
        Self { style, start: out.len(), is_first: true, out }
    }

    fn end(self) {
        // A line of one empty cell would be a blank line, which readers skip.
        if self.out.len() == self.start {
            self.out.extend_from_slice(b"\"\"");
        }
        self.out.extend_from_slice(if self.style.ends_with_crlf { b"\r\n" } else { b"\n" });
    }

    /// Begins a cell, and returns the output for its contents, which must not need quotation marks.
    fn begin(&mut self) -> &mut Vec<u8> {
        if !self.is_first {
            self.out.push(self.style.delimiter.byte());
        }
        self.is_first = false;
        self.out
    }

    /// Writes a text, with an apostrophe before it if a spreadsheet would change it.
    fn guarded(&mut self, text: &str) {
        let guard = if self.style.must_guard(text) { "'" } else { "" };
        let delimiter = self.style.delimiter.byte();
        let is_for_excel = self.style.is_for_excel;
        let out = self.begin();
        let is_separator = |b: u8| b == delimiter || is_for_excel && matches!(b, b',' | b';' | b'\t');
        let is_plain = text.bytes().all(|b| !is_separator(b) && !matches!(b, b'"' | b'\n' | b'\r'));
        if is_plain {
            out.extend_from_slice(guard.as_bytes());
            out.extend_from_slice(text.as_bytes());
            return;
        }
        out.push(b'"');
        out.extend_from_slice(guard.as_bytes());
        for (n, part) in text.split('"').enumerate() {
            out.extend_from_slice(if n > 0 { b"\"\"" } else { b"" });
            out.extend_from_slice(part.as_bytes());
        }
        out.push(b'"');
    }
}

impl CellSink for CsvLine<'_> {
    fn text(&mut self, _: &'static Field, text: &str) {
        self.guarded(text);
    }

    fn number(&mut self, _: &'static Field, number: u64) {
        let is_guarded = self.style.is_for_excel && number >= EXCEL_LIMIT;
        let out = self.begin();
        if is_guarded {
            out.push(b'\'');
        }
        out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
    }

    fn rate(&mut self, _: &'static Field, rate: PerMillion) {
        let (whole, hundredths) = rate.parts();
        let mark = self.style.decimal_mark.byte();
        let is_quoted = mark == self.style.delimiter.byte();
        // Two of the digits follow the decimal mark.
        let is_guarded = self.style.is_for_excel && whole >= EXCEL_LIMIT / 100;
        let out = self.begin();
        out.extend_from_slice(if is_quoted { b"\"" } else { b"" });
        out.extend_from_slice(if is_guarded { b"'" } else { b"" });
        out.extend_from_slice(itoa::Buffer::new().format(whole).as_bytes());
        out.extend_from_slice(&[mark, b'0' + (hundredths / 10) as u8, b'0' + (hundredths % 10) as u8]);
        out.extend_from_slice(if is_quoted { b"\"" } else { b"" });
    }

    fn measure(&mut self, _: &'static Field, measure: Measure) {
        let mark = self.style.decimal_mark.byte();
        let is_quoted = mark == self.style.delimiter.byte();
        let out = self.begin();
        let quote: &[u8] = if is_quoted { b"\"" } else { b"" };
        out.extend_from_slice(quote);
        measure.push(mark, out);
        out.extend_from_slice(quote);
    }

    fn flag(&mut self, _: &'static Field, flag: bool) {
        self.begin().extend_from_slice(if flag { b"true" } else { b"false" });
    }

    fn date(&mut self, _: &'static Field, date: Date) {
        // Writing to a vector cannot fail.
        let _ = write!(self.begin(), "{date}");
    }

    fn none(&mut self, _: &'static Field) {
        self.begin();
    }

    fn group(&mut self, field: &'static Field, record: Option<&dyn Record>) {
        flatten(self, field, record);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::report::describe::record;
    use crate::report::format::DecimalMark;

    record! {
        #[expect(unreachable_pub, reason = "the macro is for public structs")]
        pub struct Numbers {
            pub number: u64,
            pub none: Option<u64>,
            pub rate: Option<PerMillion>,
            pub measure: Option<Measure>,
        }
    }

    fn line(style: &CsvStyle, cells: &[&str]) -> String {
        let mut out = Vec::new();
        let mut line = CsvLine::new(style, &mut out);
        cells.iter().for_each(|cell| line.guarded(cell));
        line.end();
        String::from_utf8(out).unwrap()
    }

    fn numbers(style: CsvStyle, number: u64, words: u64) -> String {
        let mut out = Vec::new();
        let row = Numbers { number, none: None, rate: PerMillion::new(number, words), measure: Measure::new(-0.5) };
        CsvEncoder(style).row(&row, &mut out);
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
        assert_eq!(line(&plain, &[""]), "\"\"\n");
    }

    #[test]
    fn excel_gets_no_formula_and_its_own_numbers() {
        let excel = CsvStyle::EXCEL_ID;
        assert_eq!(line(&excel, &["=1+1", "@akun", "-a;b", "a-b", "a,b"]), "'=1+1;'@akun;\"'-a;b\";a-b;\"a,b\"\r\n");
        assert_eq!(numbers(excel, 1, 3), "1;;333333,33;-0,5\r\n");
    }

    #[test]
    fn excel_gets_no_number_that_it_would_round() {
        let excel = |number| numbers(CsvStyle::EXCEL_ID, number, 1_000_000);
        assert_eq!(excel(9_999_999_999_999), "9999999999999;;9999999999999,00;-0,5\r\n");
        assert_eq!(excel(10_000_000_000_000), "10000000000000;;'10000000000000,00;-0,5\r\n");
        assert_eq!(excel(999_999_999_999_999), "999999999999999;;'999999999999999,00;-0,5\r\n");
        assert_eq!(excel(1_000_000_000_000_000), "'1000000000000000;;'1000000000000000,00;-0,5\r\n");
        let plain = numbers(CsvStyle::RFC4180, 1_000_000_000_000_000, 1_000_000);
        assert_eq!(plain, "1000000000000000,,1000000000000000.00,-0.5\n");
        assert_eq!(
            line(&CsvStyle::EXCEL_ID, &["3171234567890123", "317123456789012", "12.345", "a\tb", "mei-15,5"]),
            "'3171234567890123;317123456789012;'12.345;\"a\tb\";\"'mei-15,5\"\r\n"
        );
    }

    #[test]
    fn rows_are_counted_whatever_their_cells_hold() {
        let mut out = Vec::new();
        let options = FormatOptions { counts_rows: true, ..FormatOptions::default() };
        let mut writer = CSV.writer(Box::new(&mut out), &options).unwrap();
        for cells in [["a\nb", "\"\n"], ["", "\"\"\n\n"], ["c", "d"]] {
            writer.rows(line(&CsvStyle::RFC4180, &cells).as_bytes()).unwrap();
        }
        assert_eq!(writer.finish(None).unwrap(), Finished { files: 1, rows: Some(3), cut_cells: 0 });
    }

    #[test]
    fn a_delimiter_that_is_the_decimal_mark_is_quoted() {
        let style = CsvStyle::RFC4180.with_decimal_mark(DecimalMark::Comma);
        assert_eq!(numbers(style, 1, 3), "1,,\"333333,33\",\"-0,5\"\n");
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
