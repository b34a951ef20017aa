//! Tables in GitHub Flavored Markdown (section 4.10), for pasting.

use std::fmt;
use std::io::{self, Write as _};
use std::sync::Arc;

use crate::message::Wording;
use crate::report::format::{Finished, Format, FormatOptions, Implementation, Layout, Output, ReportWriter};
use crate::report::row::{CellSink, Field, Record, flatten};
use crate::report::rows::{Summary, SummaryRow};
use crate::report::{Column, Encoder, Measure, PerMillion, Row, RowEncoder, TableSchema};

/// Tables in GitHub Flavored Markdown. In a report of several, each has a heading, and the summary is the last.
pub static MARKDOWN: Format = Format {
    name: "markdown",
    aliases: &["md"],
    title: Wording { en: "tables for pasting", id: "tabel untuk ditempelkan" },
    feature: None,
    is_binary: false,
    is_for_people: true,
    layout: Layout::OneFile,
    implementation: Some(Implementation { encoder, writer }),
};

fn encoder(_: &FormatOptions) -> Encoder {
    Arc::new(MarkdownEncoder)
}

fn writer<'a>(output: Box<dyn Output + 'a>, options: &FormatOptions) -> Box<dyn ReportWriter + 'a> {
    Box::new(MarkdownWriter {
        output,
        is_report: options.is_report,
        is_first: true,
        row_count: options.counts_rows.then_some(0),
    })
}

#[derive(Debug)]
struct MarkdownEncoder;

impl RowEncoder for MarkdownEncoder {
    fn row(&self, row: &dyn Record, out: &mut Vec<u8>) {
        row.cells(&mut MarkdownLine(out));
        out.extend_from_slice(b"|\n");
    }
}

struct MarkdownWriter<'a> {
    output: Box<dyn Output + 'a>,
    is_report: bool,
    is_first: bool,
    /// `None`: they are not counted.
    row_count: Option<u64>,
}

impl ReportWriter for MarkdownWriter<'_> {
    fn begin(&mut self, table: TableSchema) -> io::Result<()> {
        if self.is_report {
            let blank = if self.is_first { "" } else { "\n" };
            write!(self.output, "{blank}## {}\n\n", table.name())?;
            self.is_first = false;
        }
        self.output.write_all(&header(&table.columns()))
    }

    fn rows(&mut self, encoded: &[u8]) -> io::Result<()> {
        // There are no other line feeds than those of the rows.
        if let Some(count) = &mut self.row_count {
            *count += memchr::memchr_iter(b'\n', encoded).count() as u64;
        }
        self.output.write_all(encoded)
    }

    fn finish(mut self: Box<Self>, summary: Option<&Summary<'_>>) -> io::Result<Finished> {
        let row_count = self.row_count;
        if let (true, Some(summary)) = (self.is_report, summary) {
            self.begin(SummaryRow::TABLE)?;
            let mut rows = Vec::new();
            summary.totals.rows().iter().for_each(|row| MarkdownEncoder.row(row, &mut rows));
            self.rows(&rows)?;
        }
        self.output.commit()?;
        Ok(Finished { files: 1, rows: row_count, cut_cells: 0 })
    }
}

/// The header, and the line with the alignment of the columns.
fn header(columns: &[Column]) -> Vec<u8> {
    let mut header = Vec::new();
    let mut line = MarkdownLine(&mut header);
    columns.iter().for_each(|column| line.cell(&escape(column.name)));
    header.extend_from_slice(b"|\n");
    for column in columns {
        header.extend_from_slice(if column.is_number() { b"| ---: " } else { b"| --- " });
    }
    header.extend_from_slice(b"|\n");
    header
}

struct MarkdownLine<'a>(&'a mut Vec<u8>);

impl MarkdownLine<'_> {
    fn cell(&mut self, cell: &dyn fmt::Display) {
        // Writing to a vector cannot fail.
        let _ = write!(self.0, "| {cell} ");
    }
}

impl CellSink for MarkdownLine<'_> {
    fn text(&mut self, _: &'static Field, text: &str) {
        self.cell(&escape(text));
    }

    fn number(&mut self, _: &'static Field, number: u64) {
        self.cell(&number);
    }

    fn rate(&mut self, _: &'static Field, rate: PerMillion) {
        self.cell(&rate);
    }

    fn measure(&mut self, _: &'static Field, measure: Measure) {
        self.cell(&measure);
    }

    fn none(&mut self, _: &'static Field) {
        self.0.extend_from_slice(b"| ");
    }

    fn group(&mut self, field: &'static Field, record: Option<&dyn Record>) {
        flatten(self, field, record);
    }
}

/// Escapes a text so that it is rendered literally: characters that would end the cell or be markup get a backslash, line breaks
/// become `<br>`, other control characters blanks.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' => escaped.push_str("<br>"),
            '\\' | '|' | '`' | '*' | '[' | ']' | '~' | '<' | '>' | '&' => escaped.extend(['\\', c]),
            // Inside a word it is not emphasis.
            '_' if before.is_some_and(char::is_alphanumeric)
                && characters.peek().is_some_and(|c| c.is_alphanumeric()) =>
            {
                escaped.push(c);
            }
            '_' => escaped.push_str("\\_"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
        before = Some(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_do_not_end_early_and_are_not_markup() {
        assert_eq!(escape("a|b\\c"), "a\\|b\\\\c");
        assert_eq!(escape("satu\r\ndua\ntiga\rempat\tlima"), "satu<br>dua<br>tiga<br>empat lima");
        assert_eq!(escape("*tebal* <b> &amp; `kode` [a](b)"), "\\*tebal\\* \\<b\\> \\&amp; \\`kode\\` \\[a\\](b)");
        assert_eq!(escape("a_b.txt _miring_"), "a_b.txt \\_miring\\_");
    }

    #[test]
    fn numbers_are_aligned_to_the_right() {
        let mut out = Vec::new();
        let options = FormatOptions { counts_rows: true, ..FormatOptions::default() };
        let mut writer = writer(Box::new(&mut out), &options);
        writer.begin(SummaryRow::TABLE).unwrap();
        let mut rows = Vec::new();
        for (field, value) in [("beras", Some(2)), ("kopi", None)] {
            encoder(&options).row(&SummaryRow { field, value }, &mut rows);
        }
        writer.rows(&rows).unwrap();
        assert_eq!(writer.finish(None).unwrap(), Finished { files: 1, rows: Some(2), cut_cells: 0 });
        let wanted = "| field | value |\n| --- | ---: |\n| beras | 2 |\n| kopi | |\n";
        assert_eq!(String::from_utf8(out).unwrap(), wanted);
    }
}
