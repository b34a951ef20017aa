//! Results as plain data, and the formats that turn them into bytes.
//!
//! ```text
//! Article ─visitor─▶ rows (schema) ─Encoder─▶ bytes ─Framing─▶ a document of the format
//! ```
//!
//! Every column and field is documented in [`schema`], with its unit and when it is absent; absent is an empty cell or `null`.
//! A new format is a variant of [`Format`] and its arm in [`Encoder`]; a new table is a struct in [`schema`] with a [`Row`].

mod csv;
mod encode;
mod per_million;
mod row;
pub mod schema;
mod visit;

pub use csv::CsvDialect;
pub use encode::{Encoder, Format, Framing, table_rows};
pub use per_million::PerMillion;
pub use row::{Cells, Column, Row};
pub use visit::{Choice, DocumentReports, EntityRows, MentionRows, TermRows, TokenRows, Totals};

/// Number of the fields' meaning, in every JSON object that stands alone. It rises when a field is renamed, is dropped or
/// means something else, not when one is added.
pub const SCHEMA_VERSION: u32 = 1;
