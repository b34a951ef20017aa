//! Results as plain data, and the formats that they are written in.
//!
//! ```text
//! AnalyzedDocument ─Visitor─▶ rows ─RowEncoder─▶ bytes ─ReportWriter─▶ a file or a folder
//! ```
//!
//! [`rows`] has the tables with the documentation of every column and field; [`mod@format`] has the output formats.
//!
//! ```
//! use telaah::report::format::{CSV, FormatOptions, NDJSON, ReportWriter};
//! use telaah::report::rows::TermRow;
//! use telaah::report::{PerMillion, Row};
//!
//! let row = TermRow { rank: 1, term: "beras", count: 2, documents: 1, per_million: PerMillion::new(2, 3) };
//! let options = FormatOptions::default();
//! let mut out = Vec::new();
//! for format in [&CSV, &NDJSON] {
//!     let mut writer = format.writer(Box::new(&mut out), &options).ok_or("not in this build")?;
//!     let mut encoded = Vec::new();
//!     format.encoder(&options).ok_or("not in this build")?.row(&row, &mut encoded);
//!     writer.begin(TermRow::TABLE)?;
//!     writer.rows(&encoded)?;
//!     let finished = writer.finish(None)?;
//!     assert_eq!(finished.cut_cells, 0);
//! }
//! let expected = "rank,term,count,documents,per_million
//! 1,beras,2,1,666666.67
//! {\"rank\":1,\"term\":\"beras\",\"count\":2,\"documents\":1,\"per_million\":666666.67}
//! ";
//! assert_eq!(String::from_utf8_lossy(&out), expected);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod describe;
mod digits;
pub mod format;
mod json;
#[cfg(test)]
mod json_schema;
mod measure;
mod packed;
mod per_million;
mod recognize;
mod row;
pub mod rows;

pub use measure::Measure;
pub use packed::{CellValue, PackedEncoder, unpack};
pub use per_million::PerMillion;
pub use recognize::{is_report, is_report_file};
pub use row::{CellSink, Column, ColumnKind, Encoder, Field, List, Record, Row, RowEncoder, TableSchema, flatten};
pub use rows::{DocumentReports, TermFilter};

/// The version of the meaning of the fields, in every JSON report. It is incremented when a field is renamed, is removed or changes
/// its meaning, not when one is added.
pub const SCHEMA_VERSION: u32 = 1;
