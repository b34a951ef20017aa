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
    Io(io::Error),
    /// A byte that UTF-8 does not allow at this place, in what is no other encoding that is found by itself. The offset counts
    /// bytes of the file, from 0.
    #[error(
        "not UTF-8: invalid byte at offset {byte_offset} (--encoding names another encoding, --encoding-errors replace reads on)"
    )]
    NotUtf8 {
        /// Offset of the first byte that does not fit.
        byte_offset: u64,
    },
    /// Bytes that the encoding does not allow; it was named, or a byte order mark says it.
    #[error(
        "not {encoding}, though it is named or begins like it: invalid bytes at offset {byte_offset} (--encoding-errors replace reads on)"
    )]
    NotInEncoding {
        /// The encoding's name.
        encoding: String,
        /// Offset of the first byte that does not fit.
        byte_offset: u64,
    },
    /// The encoding that was named is not the one of the bytes.
    #[error("not {named}, as --encoding says: it is {found} (leave --encoding out and it is found for each file)")]
    WrongEncoding {
        /// The encoding that was named.
        named: String,
        /// The encoding that the bytes are in.
        found: String,
    },
    /// A NUL byte, which no text holds.
    #[error("binary: NUL byte at offset {byte_offset}")]
    Binary {
        /// Offset of the first NUL byte.
        byte_offset: u64,
    },
    /// What it is packed in is damaged, or ends too early.
    #[error(
        "{packing} data {} after {unpacked_bytes} unpacked bytes: {reason}",
        if *is_cut { "cut off" } else { "damaged" }
    )]
    Damaged {
        /// `gzip`, `zstd` or `zip`.
        packing: &'static str,
        /// Bytes that were unpacked before.
        unpacked_bytes: u64,
        /// Whether the file ends too early.
        is_cut: bool,
        /// What the unpacker says.
        reason: String,
    },
    /// It unpacks to far more than text does, as what is made to fill memories and disks.
    #[error(
        "{packing} data of {packed_bytes} bytes unpack to more than {limit} times as many: not read on (--max-ratio allows more)"
    )]
    Bomb {
        /// `gzip`, `zstd` or `zip`.
        packing: &'static str,
        /// Bytes that were read; of an archive all its bytes.
        packed_bytes: u64,
        /// How many times as many it may be.
        limit: u64,
    },
    /// Longer than documents may be that have to be held in memory as a whole.
    #[error("{what} is longer than {limit} bytes: not read (--max-document-size allows more)")]
    TooLarge {
        /// What is: `a record`, `the page`.
        what: &'static str,
        /// The longest that is allowed, in bytes.
        limit: u64,
    },
    /// A page whose elements are nested too deeply to be a page.
    #[error("elements are nested deeper than {limit}: no page is made so, not read")]
    TooDeep {
        /// The deepest that is allowed.
        limit: usize,
    },
    /// A page of more tags than memory should be given for.
    #[error("more than {limit} tags: no page is made so, not read")]
    TooManyTags {
        /// The most that are allowed.
        limit: usize,
    },
    /// A page, or other file, without an article that could be found.
    #[error("no article was found in the page (telaah reads it as text with --input-format text)")]
    NoArticle,
    /// The program was built without what reads it.
    #[error("this telaah was built without {feature}: install it with cargo install --features {feature}")]
    MissingFeature {
        /// The feature.
        feature: &'static str,
    },
    /// An archive within an archive or a pipe.
    #[error(
        "an archive can be read from a file alone, not from a pipe and not from within an archive: unpack it first"
    )]
    NoArchiveHere,
    /// A name in an archive that leads out of it.
    #[error("its name leads out of the archive (`..`, or from the root): not read")]
    LeadsOut,
    /// A file of an archive that can't be read.
    #[error("not read: {what}")]
    Unreadable {
        /// Why.
        what: String,
    },
    /// Offsets are kept in 32 bits.
    #[error("longer than 4 GiB: split it")]
    TooLong,
    /// The line is no JSON object.
    #[error("no JSON object: {reason}")]
    NotJson {
        /// What the JSON reader says, with the column.
        reason: String,
    },
    /// A JSON file ends within a value or an array.
    #[error("cut off: the file ends within the JSON value or array")]
    CutOff,
    /// A CSV file ends within quotation marks.
    #[error("a quotation mark opens in this row and is never closed: the rest of the file can't be told apart")]
    OpenQuote,
    /// A CSV file has no column for the text.
    #[error("no column `{field}`: there are {columns} (--text-field names another)")]
    NoColumn {
        /// The column that was sought.
        field: String,
        /// The first columns that are there.
        columns: String,
    },
    /// A row of a CSV file has more or fewer cells than there are columns.
    #[error("{found} cells, but there are {expected} column names")]
    Ragged {
        /// Cells of the row.
        found: usize,
        /// Columns of the file.
        expected: usize,
    },
    /// A row of a CSV file can't be read.
    #[error("no row: {reason}")]
    BadRow {
        /// What the reader says.
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

impl Problem {
    /// The same problem in bytes that begin at `byte_offset` of their file.
    pub(crate) fn further_on(mut self, begin: u64) -> Self {
        if let Self::NotUtf8 { byte_offset } | Self::NotInEncoding { byte_offset, .. } | Self::Binary { byte_offset } =
            &mut self
        {
            *byte_offset += begin;
        }
        self
    }
}

/// A problem on its way through [`io::Read`].
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
struct Carried(Problem);

impl From<Problem> for io::Error {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::Io(error) => error,
            problem => Self::other(Carried(problem)),
        }
    }
}

impl From<io::Error> for Problem {
    /// The problem that a reader met, which may be more than the system's.
    fn from(error: io::Error) -> Self {
        match error.downcast::<Carried>() {
            Ok(Carried(problem)) => problem,
            Err(error) => Self::Io(error),
        }
    }
}

/// Something that a user should know though the document was analysed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Warning {
    /// What should be the date of a document is none; it is read as if it had none.
    #[error("{document}: field `{field}` is no date (YYYY-MM-DD, or RFC 3339): {value:?}; read without it")]
    NoDate {
        /// The file, or `path:line` of a record.
        document: String,
        /// The field.
        field: String,
        /// What it holds.
        value: String,
    },
}

/// Something about a document that a user may like to know.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Note {
    /// It is not in UTF-8.
    #[error("{document}: read as {encoding}")]
    Encoding {
        /// The document's name, or where it stands.
        document: String,
        /// The name of the encoding.
        encoding: String,
    },
    /// It is the same article as another, or nearly so, and was left out.
    #[error("{document}: like {first} ({percent} % of it), left out")]
    Duplicate {
        /// The document's name.
        document: String,
        /// The name of the first of the articles that are alike.
        first: String,
        /// How much the two have in common, estimated, in per cent.
        percent: u8,
    },
    /// It holds text that was read in a wrong encoding before it came here.
    #[error("{document}: letters are garbled like `MÃ¼ller`{}", if *is_repaired { "; set right" } else { " (--repair-mojibake sets them right)" })]
    Mojibake {
        /// The document's name, or where it stands.
        document: String,
        /// Whether it was set right.
        is_repaired: bool,
    },
}
