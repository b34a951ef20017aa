//! The events of a run.

use std::fmt;

use crate::error::{Error, Note, Warning};

/// An event of a run over many documents.
///
/// Events arrive on the calling thread, in the order of the input, whatever the number of threads.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// The next bytes of the output, as the visitors wrote them. They end after a row.
    Rows(&'a [u8]),
    /// A document or an input that needs attention.
    Diagnostic(Diagnostic),
    /// Documents were finished since the previous event of this kind.
    Progress(Progress),
}

/// Documents that were finished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Documents analysed.
    pub documents: u64,
    /// The length of their texts, in bytes.
    pub text_bytes: u64,
}

/// A message about one document or input.
#[derive(Debug)]
#[non_exhaustive]
pub enum Diagnostic {
    /// It could not be analysed.
    Error(Error),
    /// It was analysed, but perhaps not as its author expects.
    Warning(Warning),
    /// It was analysed; something about it is worth knowing.
    Note(Note),
}

/// The severity of a [`Diagnostic`], in ascending order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// [`Diagnostic::Note`].
    Note,
    /// [`Diagnostic::Warning`].
    Warning,
    /// [`Diagnostic::Error`].
    Error,
}

impl Diagnostic {
    /// Returns the severity.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::Error(_) => Severity::Error,
            Self::Warning(_) => Severity::Warning,
            Self::Note(_) => Severity::Note,
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Error(error) => error.fmt(f),
            Self::Warning(warning) => warning.fmt(f),
            Self::Note(note) => note.fmt(f),
        }
    }
}
