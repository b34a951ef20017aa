//! The output formats.
//!
//! ```text
//! analyzing threads   Record ─RowEncoder─▶ bytes ─┐
//!                                                 │ in the order of the input
//! writing thread      ReportWriter ◀──────────────┘ ─▶ a file, or the files of a folder
//! ```
//!
//! A format is one file of this folder with a static [`Format`], and one line in [`FORMATS`].

mod csv;
mod csv_style;
mod excel;
mod folder;
mod gexf;
mod graph;
mod graphml;
mod json;
mod markdown;
mod ndjson;
mod parquet;
mod xlsx;

use std::fs::File;
use std::io::{self, Write};
use std::sync::Arc;

use crate::message::{Language, Wording};
use crate::report::rows::Summary;
use crate::report::{Encoder, PackedEncoder, TableSchema};

pub use self::csv::{CSV, TSV};
pub use csv_style::{CsvDialect, CsvStyle, DecimalMark, Delimiter, DelimiterError};
pub use folder::{Directory, FolderWriter};
pub use gexf::GEXF;
pub(crate) use graph::HEAD as GRAPH_HEAD;
pub use graphml::GRAPHML;
pub use json::JSON;
pub use markdown::MARKDOWN;
pub use ndjson::NDJSON;
pub use parquet::PARQUET;
pub(crate) use parquet::PARQUET_KEY;
pub use xlsx::XLSX;
pub(crate) use xlsx::is_own_workbook;

/// The formats of this crate. A program may have more.
pub static FORMATS: &[&Format] = &[&CSV, &TSV, &JSON, &NDJSON, &MARKDOWN, &XLSX, &PARQUET, &GEXF, &GRAPHML];

/// An output format.
#[derive(Debug)]
pub struct Format {
    /// The name, which is also the extension of its files.
    pub name: &'static str,
    /// Other names and extensions.
    pub aliases: &'static [&'static str],
    /// One line that describes it.
    pub title: Wording,
    /// The cargo feature that it needs.
    pub feature: Option<&'static str>,
    /// Whether files are not text.
    pub is_binary: bool,
    /// Whether it is for people, who want the top of a ranking rather than all of it.
    pub is_for_people: bool,
    /// Where the tables of a report go.
    pub layout: Layout,
    /// `None` if this build lacks [`Format::feature`].
    pub implementation: Option<Implementation>,
}

/// Where the tables of a report go that has several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A file holds one table; the others are not written.
    RowsOnly,
    /// A file holds one table; the others are nested in the summary.
    Nested,
    /// A file holds all tables, one after the other.
    OneFile,
    /// A file holds one table, and a folder the files: see [`FolderWriter`].
    Folder,
    /// A file holds the tables `nodes` and `edges`, in this order, and no others.
    Graph,
}

/// The code of a format.
#[derive(Clone, Copy, Debug)]
pub struct Implementation {
    /// Creates the encoder of the rows.
    pub encoder: fn(&FormatOptions) -> Encoder,
    /// Creates a writer to a file.
    pub writer: for<'a> fn(Box<dyn Output + 'a>, &FormatOptions) -> Box<dyn ReportWriter + 'a>,
}

/// The options of all formats.
#[derive(Clone, Copy, Debug, Default)]
pub struct FormatOptions {
    /// The style of CSV and TSV; `None` for the usual one.
    pub csv: Option<CsvStyle>,
    /// Whether the file is a report of several tables, and not one table.
    pub is_report: bool,
    /// Whether text formats count the rows, for [`Finished::rows`]: they search the encoded rows for the ends of lines.
    pub counts_rows: bool,
    /// The appearance on a terminal, for formats that are shown there.
    pub terminal: TerminalStyle,
}

/// The appearance of text on a terminal.
#[derive(Clone, Copy, Debug, Default)]
pub struct TerminalStyle {
    /// The width of lines, in columns; `None`: lines are as long as they are.
    pub width: Option<u16>,
    /// Whether escape sequences for colors are written.
    pub is_colored: bool,
    /// Whether bars are drawn beside the counts of rankings.
    pub has_bars: bool,
    /// The language of headings and numbers.
    pub language: Language,
}

/// Writes tables to a file or a folder. It runs in the writing thread.
pub trait ReportWriter {
    /// Sets the highest count of the ranking that begins next, which the longest bar stands for.
    fn set_highest_count(&mut self, _count: u64) {}

    /// Sets a line that precedes the table that begins next, in formats for people.
    fn set_heading(&mut self, _heading: &str) {}

    /// Begins a table, after the end of the one before.
    ///
    /// # Errors
    /// The output cannot be written.
    fn begin(&mut self, table: TableSchema) -> io::Result<()>;

    /// Writes rows of the current table, which the format's [`RowEncoder`](crate::report::RowEncoder) encoded.
    ///
    /// # Errors
    /// The output cannot be written, or a value cannot be represented.
    fn rows(&mut self, encoded: &[u8]) -> io::Result<()>;

    /// Ends the report, with the summary if the format has a place for it, and commits the output.
    ///
    /// # Errors
    /// The output cannot be written.
    fn finish(self: Box<Self>, summary: Option<&Summary<'_>>) -> io::Result<Finished>;
}

/// The result of a report that was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Finished {
    /// Files that were written.
    pub files: u64,
    /// Rows of all tables, without headers and without the summary. `None` if they were not counted: see
    /// [`FormatOptions::counts_rows`].
    pub rows: Option<u64>,
    /// Cells that were truncated because they were longer than the format allows.
    pub cut_cells: u64,
}

/// A file that is being written.
pub trait Output: Write + Send {
    /// Flushes the file, and gives it its final name if it does not have it yet.
    ///
    /// # Errors
    /// The file cannot be written.
    fn commit(self: Box<Self>) -> io::Result<()>;
}

impl Output for &mut Vec<u8> {
    fn commit(self: Box<Self>) -> io::Result<()> {
        Ok(())
    }
}

impl Output for File {
    fn commit(self: Box<Self>) -> io::Result<()> {
        Ok(())
    }
}

/// Creates a [`PackedEncoder`]: the encoder of formats that lay out or encode many rows at once.
#[must_use]
pub fn packed_encoder(_: &FormatOptions) -> Encoder {
    Arc::new(PackedEncoder)
}

impl Format {
    /// Whether this is the format's name or one of its other names.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }

    /// Creates the encoder of the rows; `None` if this build lacks [`Format::feature`].
    #[must_use]
    pub fn encoder(&self, options: &FormatOptions) -> Option<Encoder> {
        Some((self.implementation?.encoder)(options))
    }

    /// Creates a writer to a file; `None` if this build lacks [`Format::feature`].
    #[must_use]
    pub fn writer<'a>(
        &self,
        output: Box<dyn Output + 'a>,
        options: &FormatOptions,
    ) -> Option<Box<dyn ReportWriter + 'a>> {
        Some((self.implementation?.writer)(output, options))
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Format {}
