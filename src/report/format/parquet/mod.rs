//! Apache Parquet with typed columns.
//!
//! | column | physical type | logical type |
//! |---|---|---|
//! | text, lists in a cell | `BYTE_ARRAY` | `STRING` |
//! | whole number | `INT64` | |
//! | relative frequency | `DOUBLE` | |
//! | yes or no | `BOOLEAN` | |
//! | day | `INT32`, days since 1970-01-01 | `DATE` |
//!
//! Columns with empty cells are `OPTIONAL`, the others `REQUIRED`. Pages are compressed with Snappy.

#[cfg(feature = "parquet")]
mod writer;

use crate::message::Wording;
use crate::report::format::{Format, Implementation, Layout};

/// Apache Parquet; with the feature `parquet`.
pub static PARQUET: Format = Format {
    name: "parquet",
    aliases: &[],
    title: Wording {
        en: "typed columns, for data frames and databases",
        id: "kolom bertipe, untuk bingkai data dan basis data",
    },
    feature: Some("parquet"),
    is_binary: true,
    is_for_people: false,
    layout: Layout::Folder,
    implementation: IMPLEMENTATION,
};

/// The key that tells the files of this crate apart; its value is [`SCHEMA_VERSION`](crate::report::SCHEMA_VERSION).
pub(crate) const PARQUET_KEY: &str = "telaah:schema_version";

#[cfg(feature = "parquet")]
const IMPLEMENTATION: Option<Implementation> = Some(writer::IMPLEMENTATION);
#[cfg(not(feature = "parquet"))]
const IMPLEMENTATION: Option<Implementation> = None;
