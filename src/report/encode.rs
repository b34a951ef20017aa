//! Formats: rows to bytes.

use std::io::{self, Write};

use serde::Serialize;

use crate::report::csv_style::{CsvDialect, CsvStyle};
use crate::report::markdown::{self, MarkdownLine};
use crate::report::packed::PackedRow;
use crate::report::{Cells, Row, SCHEMA_VERSION};

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
    /// Tables in GitHub Flavored Markdown.
    Markdown,
    /// A workbook, a sheet a table (Office Open XML, ECMA-376); with the feature `xlsx`.
    Xlsx,
    /// Apache Parquet; with the feature `parquet`.
    Parquet,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 8] =
        [Self::Table, Self::Csv, Self::Tsv, Self::Json, Self::Ndjson, Self::Markdown, Self::Xlsx, Self::Parquet];

    /// The name that `--format` takes, and the ending of a file name that says so.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Markdown => "markdown",
            Self::Xlsx => "xlsx",
            Self::Parquet => "parquet",
        }
    }

    /// Another name and ending, if it has one.
    #[must_use]
    pub const fn alias(self) -> Option<&'static str> {
        match self {
            Self::Ndjson => Some("jsonl"),
            Self::Markdown => Some("md"),
            _ => None,
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
            Self::Markdown => "tables for pasting",
            Self::Xlsx => "a workbook, a sheet a table",
            Self::Parquet => "typed columns, for data frames and databases",
        }
    }

    /// The format of that name or other name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name || format.alias() == Some(name))
    }

    /// The cargo feature that the format needs and this build lacks, if it does.
    #[must_use]
    pub const fn missing_feature(self) -> Option<&'static str> {
        match self {
            Self::Xlsx if !cfg!(feature = "xlsx") => Some("xlsx"),
            Self::Parquet if !cfg!(feature = "parquet") => Some("parquet"),
            _ => None,
        }
    }

    /// Whether it is for people, who want the top of a ranking and not all of it.
    #[must_use]
    pub const fn is_for_people(self) -> bool {
        matches!(self, Self::Table | Self::Markdown)
    }

    /// Whether its bytes are no text.
    #[must_use]
    pub const fn is_binary(self) -> bool {
        matches!(self, Self::Xlsx | Self::Parquet)
    }

    /// Whether an [`Encoder`] only packs its rows: [`unpack`](crate::report::unpack) gives the cells to what lays them out.
    #[must_use]
    pub const fn is_packed(self) -> bool {
        matches!(self, Self::Table | Self::Xlsx | Self::Parquet)
    }
}

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

    /// The same with another style for CSV and TSV.
    #[must_use]
    pub const fn with_csv(self, csv: CsvStyle) -> Self {
        Self { csv, ..self }
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
            Format::Markdown => {
                let mut line = MarkdownLine::new(out);
                row.cells(&mut line);
                line.end();
            }
            Format::Table | Format::Xlsx | Format::Parquet => {
                let mut packed = PackedRow::new(out);
                row.cells(&mut packed);
                packed.end();
            }
        }
    }
}

/// What stands around the rows of a table in formats that are not packed.
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
            Format::Markdown => {
                let mut header = Vec::new();
                markdown::header(R::COLUMNS, &mut header);
                out.write_all(&header)?;
            }
            Format::Ndjson | Format::Table | Format::Xlsx | Format::Parquet => {}
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
