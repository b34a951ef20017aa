//! Formats: rows to bytes.

use std::fmt;
use std::io::{self, Write};

use serde::Serialize;

use crate::report::csv::{CsvDialect, CsvStyle};
use crate::report::{Cells, PerMillion, Row, SCHEMA_VERSION};

/// How results are written. The data are the same in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Aligned columns, for people; may change.
    Table,
    /// Comma-separated values, a header line first.
    Csv,
    /// The same with tabs.
    Tsv,
    /// One JSON object that holds all rows.
    Json,
    /// A JSON object a line.
    Ndjson,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 5] = [Self::Table, Self::Csv, Self::Tsv, Self::Json, Self::Ndjson];

    /// The name that `--format` takes, and the ending of a file name that says so.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
        }
    }

    /// One line on what it is.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Table => "aligned columns for people",
            Self::Csv => "comma-separated values (RFC 4180)",
            Self::Tsv => "tab-separated values, quoted like CSV",
            Self::Json => "one JSON object",
            Self::Ndjson => "a JSON object a line",
        }
    }

    /// The format of that name; `jsonl` is `ndjson`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = if name == "jsonl" { "ndjson" } else { name };
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// Separates the cells of a table that is laid out later.
pub(crate) const CELL_END: u8 = 0x1f;
/// Separates its rows.
pub(crate) const ROW_END: u8 = 0x1e;

/// Turns rows into bytes. Rows of JSON have a comma **before** them, the first one too, so that chunks may be made
/// independently: [`Framing`] drops the first.
#[derive(Clone, Copy, Debug)]
pub struct Encoder {
    format: Format,
    csv: CsvStyle,
}

impl Encoder {
    /// An encoder for a format; the dialect speaks of CSV only.
    #[must_use]
    pub const fn new(format: Format, dialect: CsvDialect) -> Self {
        let csv = match format {
            Format::Tsv => CsvStyle::TSV,
            _ => CsvStyle::of(dialect),
        };
        Self { format, csv }
    }

    /// The format.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// Appends a row.
    pub fn row<R: Row>(&self, row: &R, out: &mut Vec<u8>) {
        match self.format {
            Format::Csv | Format::Tsv => {
                let mut line = self.csv.line(out);
                row.cells(&mut line);
                line.end();
            }
            Format::Json => {
                out.extend_from_slice(b",\n");
                row.json(out);
            }
            Format::Ndjson => {
                row.json(out);
                out.push(b'\n');
            }
            Format::Table => {
                row.cells(&mut TableCells(out));
                out.push(ROW_END);
            }
        }
    }
}

/// What stands around the rows of a table.
#[derive(Debug)]
pub struct Framing<W> {
    encoder: Encoder,
    out: W,
    is_empty: bool,
}

impl<W: Write> Framing<W> {
    /// Writes what stands before the first row.
    ///
    /// # Errors
    /// `out` can't be written to.
    pub fn begin<R: Row>(encoder: Encoder, mut out: W) -> io::Result<Self> {
        match encoder.format {
            Format::Csv | Format::Tsv => {
                let mut header = encoder.csv.mark().to_vec();
                let mut line = encoder.csv.line(&mut header);
                R::COLUMNS.iter().for_each(|column| line.text(column.name));
                line.end();
                out.write_all(&header)?;
            }
            Format::Json => write!(out, "{{\"schema_version\":{SCHEMA_VERSION},\"{}\":[", R::TABLE)?,
            Format::Ndjson | Format::Table => {}
        }
        Ok(Self { encoder, out, is_empty: true })
    }

    /// Where the bytes go.
    pub const fn get_ref(&self) -> &W {
        &self.out
    }

    /// Writes rows that the encoder made.
    ///
    /// # Errors
    /// `out` can't be written to.
    pub fn rows(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        if self.is_empty && self.encoder.format == Format::Json {
            bytes = bytes.strip_prefix(b",").unwrap_or(bytes);
        }
        self.is_empty &= bytes.is_empty();
        self.out.write_all(bytes)
    }

    /// Writes what stands behind the last row, and gives the output back. JSON ends with the summary, if there is one.
    ///
    /// # Errors
    /// `out` can't be written to.
    pub fn end<S: Serialize>(mut self, summary: Option<&S>) -> io::Result<W> {
        if self.encoder.format == Format::Json {
            let mut end = b"\n]".to_vec();
            if let Some(summary) = summary {
                end.extend_from_slice(b",\"summary\":");
                serde_json::to_writer(&mut end, summary)?;
            }
            end.extend_from_slice(b"}\n");
            self.out.write_all(&end)?;
        }
        Ok(self.out)
    }
}

/// Cells of a table that is laid out when all rows of a block are there. What would disturb a terminal or the layout is shown
/// as a blank.
struct TableCells<'a>(&'a mut Vec<u8>);

impl TableCells<'_> {
    fn push(&mut self, cell: &dyn fmt::Display) {
        let shown = cell.to_string();
        let shown = shown.replace(char::is_control, " ");
        self.0.extend_from_slice(shown.as_bytes());
        self.0.push(CELL_END);
    }
}

impl Cells for TableCells<'_> {
    fn text(&mut self, text: &str) {
        self.push(&text);
    }

    fn number(&mut self, number: u64) {
        self.push(&number);
    }

    fn per_million(&mut self, value: PerMillion) {
        self.push(&value);
    }

    fn absent(&mut self) {
        self.0.push(CELL_END);
    }

    fn list(&mut self, list: &dyn fmt::Display) {
        self.push(list);
    }
}

/// The rows that an encoder for [`Format::Table`] made, as cells.
pub fn table_rows(bytes: &[u8]) -> impl Iterator<Item = Vec<&str>> {
    let rows = bytes.split(|&b| b == ROW_END).filter(|row| !row.is_empty());
    rows.map(|row| {
        let cells = row.strip_suffix(&[CELL_END]).unwrap_or(row).split(|&b| b == CELL_END);
        cells.map(|cell| std::str::from_utf8(cell).unwrap_or_default()).collect()
    })
}
