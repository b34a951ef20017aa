//! What can be wrong with an input.
//!
//! Analysis cannot fail; reading can. A failure belongs to one input, is reported beside it, and leaves the others alone.

use std::io;

/// An input, or one record of it, that could not be analysed.
#[derive(Debug, thiserror::Error)]
#[error("{document}: {problem}")]
pub struct Error {
    /// The path as given or found, `-` for standard input; for a record `path:line`, lines counted from 1.
    pub document: String,
    /// What is wrong.
    pub problem: Problem,
}

impl Error {
    /// Something wrong with the input of that name.
    pub fn new(document: impl Into<String>, problem: impl Into<Problem>) -> Self {
        Self { document: document.into(), problem: problem.into() }
    }
}

/// Why an input could not be analysed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The system could not open or read it.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// A byte that UTF-8 does not allow at this place. The offset counts bytes of the file, from 0.
    #[error("not UTF-8: invalid byte at offset {byte_offset} (--encoding-errors replace reads on)")]
    NotUtf8 {
        /// Offset of the first byte that does not fit.
        byte_offset: u64,
    },
    /// The byte order mark says UTF-16, and a surrogate stands alone or half a unit is left.
    #[error(
        "not UTF-16, though it begins like it: invalid unit at offset {byte_offset} (--encoding-errors replace reads on)"
    )]
    NotUtf16 {
        /// Offset of the first byte of the unit that does not fit.
        byte_offset: u64,
    },
    /// A NUL byte, which no text holds.
    #[error("binary: NUL byte at offset {byte_offset}")]
    Binary {
        /// Offset of the first NUL byte.
        byte_offset: u64,
    },
    /// Records in UTF-16. JSON is exchanged in UTF-8 (RFC 8259, section 8.1).
    #[error("records in UTF-16 are not read, JSON is UTF-8: convert them, e.g. with iconv -f UTF-16 -t UTF-8")]
    Utf16Records,
    /// Offsets are kept in 32 bits.
    #[error("longer than 4 GiB: split it")]
    TooLong,
    /// The line is no JSON object.
    #[error("no JSON object: {reason}")]
    NotJson {
        /// What the JSON reader says, with the column.
        reason: String,
    },
    /// The record has no text.
    #[error("no field `{field}`")]
    NoText {
        /// The field where the text was sought.
        field: String,
    },
    /// A field holds something else than it should.
    #[error("field `{field}` is {found}, not {expected}")]
    WrongType {
        /// The field.
        field: String,
        /// What it holds: `a number`, `an object`, ….
        found: &'static str,
        /// What it should hold.
        expected: &'static str,
    },
}

/// Something that a user should know though the document was analysed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Warning {
    /// The date field of a record is no date; the record is read as if it had none.
    #[error("{document}: field `{field}` is no date (YYYY-MM-DD, or RFC 3339): {value:?}; read without it")]
    NoDate {
        /// `path:line` of the record.
        document: String,
        /// The field.
        field: String,
        /// What it holds.
        value: String,
    },
}
