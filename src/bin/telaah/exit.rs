//! The outcomes of the program.

use std::process::ExitCode;

/// The result of a run, as its exit code reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything was done.
    Done,
    /// Some inputs failed, others were analysed.
    SomeFailed,
    /// A usage error, or nothing could be done.
    Nothing,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::from(0),
            Exit::SomeFailed => Self::from(1),
            Exit::Nothing => Self::from(2),
        }
    }
}
