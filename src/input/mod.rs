//! Reading documents from files, directories, archives and standard input.
//!
//! ```text
//!            source              split               reader
//! paths ──────────────▶ files ───────────▶ work ───────────────▶ ParsedDocument (record, encoding, location)
//!        walk, archive          files, or         decompress,
//!                               blocks of         decode, parse
//!                               records
//! ```
//!
//! - `source` lists files in order: directories are walked, archives opened.
//! - `probe` opens a file and detects its compression and format.
//! - `split` divides the files into work for threads: small files in groups, files of records in blocks of whole records. It
//!   runs on one thread, and only finds where records end.
//! - `reader` reads documents from work, on any thread. Only one document is held in memory at a time.
//!
//! `format` is the registry of input formats, one file each. `compression` is the registry of compression
//! formats, `encoding` detects and decodes text encodings.

mod compression;
mod date_source;
mod dry_run;
mod encoding;
mod field_names;
mod filter;
mod fingerprint;
mod format;
mod limits;
mod markup;
mod options;
mod outputs;
mod probe;
mod progress;
mod reader;
mod record;
pub(crate) mod regular;
mod source;
mod split;
mod stream;

pub use crate::error::GlobError;
pub use date_source::parse_period;
pub(crate) use date_source::{host_of, published_date};
pub use dry_run::{DryRunFile, dry_run, measure};
pub use encoding::{EncodingErrors, TextEncoding};
pub(crate) use encoding::{is_mojibake, repair_mojibake};
pub(crate) use field_names::usual_name;
pub use filter::{DocumentFilter, FilterCounts, FilterReason};
pub(crate) use fingerprint::Fingerprint;
pub(crate) use format::RecordBlock;
pub use format::{Feature, INPUT_FORMATS, InputFormat};
pub use limits::Limits;
pub use markup::StripTags;
pub use options::{Globs, InputOptions};
pub use outputs::{FileIdentity, Outputs};
pub use probe::unsupported;
pub use progress::ReadProgress;
pub(crate) use reader::Item;
pub use record::{Fields, parse_date};
pub(crate) use record::{Location, OwnedDocument, ParsedDocument, Record, Remark};
pub use source::{SkippedFiles, Source, find_input};
pub(crate) use split::{Plan, Work};
