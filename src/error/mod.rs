//! Errors, warnings and notes about single inputs.
//!
//! Analysis cannot fail; reading can. A failure belongs to one input, is reported with its name, and does not affect the others.
//! Every error is a [`Message`], so it can be shown in English or Indonesian.

mod details;
mod glob;
mod notice;
mod problem;

use std::fmt;

use crate::message::{Language, Message};

pub use details::{Fault, FieldRole, JsonFault, JsonType, Missing, Part, RecordFault, Remedy, Stage, XmlFault};
pub use glob::GlobError;
pub use notice::{Note, Warning};
pub use problem::Problem;

/// An input, or one record of it, that could not be analysed.
///
/// ```
/// use telaah::error::{Error, Problem};
/// use telaah::message::Message;
///
/// let error = Error::new("berita.txt", Problem::Binary { byte_offset: 4 });
/// assert_eq!(error.to_string(), "berita.txt: binary: NUL byte at offset 4");
/// assert_eq!(error.id().to_string(), "berita.txt: biner: bita NUL pada posisi 4");
/// ```
#[derive(Debug)]
pub struct Error {
    /// The path as given or found, `-` for standard input; for a record `path:line`, lines counted from 1.
    pub document: String,
    /// The file that it is, or that it is in: the path as given or found, `-` for standard input.
    pub path: String,
    /// The problem with it.
    pub problem: Problem,
}

impl Error {
    /// A problem with the file of that name.
    pub fn new(path: impl Into<String>, problem: impl Into<Problem>) -> Self {
        let path = path.into();
        Self { document: path.clone(), path, problem: problem.into() }
    }

    /// A problem with a document of a file.
    pub fn of_document(document: impl Into<String>, path: impl Into<String>, problem: impl Into<Problem>) -> Self {
        Self { document: document.into(), path: path.into(), problem: problem.into() }
    }
}

impl Message for Error {
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.document, self.problem.in_language(language))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(Language::English, f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.problem.source()
    }
}
