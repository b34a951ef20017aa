//! Files that are read as a whole.

use crate::error::Problem;
use crate::input::format::InputFormat;
use crate::input::options::InputOptions;
use crate::input::record::DocumentSink;

/// A file in memory.
pub(crate) struct WholeFile<'a> {
    /// Its name in reports.
    pub(crate) name: &'a str,
    pub(crate) format: &'static InputFormat,
    pub(crate) bytes: &'a [u8],
    pub(crate) options: &'a InputOptions,
}

/// Passes the documents of a file to the sink, and stops when it says so. An error is one of the file as a whole.
pub(crate) type ReadWhole = fn(&WholeFile<'_>, &mut DocumentSink<'_>) -> Result<(), Problem>;
