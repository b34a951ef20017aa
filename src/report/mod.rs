//! Results as plain data, and the formats that turn them into bytes.
//!
//! ```text
//! Article ─visitor─▶ rows (schema) ─Encoder─▶ bytes ─Framing─▶ a document of the format
//! ```
//!
//! Every column and field is documented in [`schema`], with its unit and when it is absent; absent is an empty cell or `null`.
//!
//! ```
//! use telaah::report::{CsvDialect, Encoder, Format, PerMillion, schema::TermRow};
//!
//! let row = TermRow { rank: 1, term: "beras", count: 2, documents: 1, per_million: PerMillion::new(2, 3) };
//! let mut out = Vec::new();
//! Encoder::new(Format::Csv, CsvDialect::Rfc4180).row(&row, &mut out);
//! Encoder::new(Format::Ndjson, CsvDialect::Rfc4180).row(&row, &mut out);
//! let wanted = "1,beras,2,1,666666.67
//! {\"rank\":1,\"term\":\"beras\",\"count\":2,\"documents\":1,\"per_million\":666666.67}
//! ";
//! assert_eq!(String::from_utf8_lossy(&out), wanted);
//! ```
//!
//! A new format is a variant of [`Format`] and its arm in [`Encoder`]; a new table is a struct in [`schema`] with a [`Row`].

mod csv;
mod csv_style;
mod digits;
mod encode;
mod json;
#[cfg(test)]
mod json_schema;
mod markdown;
mod packed;
#[cfg(feature = "parquet")]
mod parquet;
mod per_million;
mod record;
mod row;
pub mod schema;
mod visit;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use csv_style::{CsvDialect, CsvStyle, DecimalMark, Delimiter, DelimiterError};
pub use encode::{Encoder, Format, Framing};
pub use packed::{CellValue, unpack};
#[cfg(feature = "parquet")]
pub use parquet::ParquetWriter;
pub use per_million::PerMillion;
pub use row::{Cells, Column, ColumnKind, Row};
pub use visit::{DocumentReports, EntityRows, MentionRows, TermFilter, TermRows, TokenRows, Totals};
#[cfg(feature = "xlsx")]
pub use xlsx::{TableId, Workbook};

/// Number of the fields' meaning, in every JSON object that stands alone. It rises when a field is renamed, is dropped or
/// means something else, not when one is added.
pub const SCHEMA_VERSION: u32 = 1;
