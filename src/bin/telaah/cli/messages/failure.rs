//! The error type of the commands.

use std::fmt;
use std::io;

use telaah::message::{IoError, Language, Message};
use telaah::run::RunError;

use crate::cli::messages;

/// The result of a command or a part of one.
pub(crate) type Result<T, E = Failure> = std::result::Result<T, E>;

/// The reason why a command could not be carried out.
#[derive(Debug)]
pub(crate) struct Failure {
    message: Box<dyn Message + Send + Sync>,
    cause: Option<io::Error>,
}

impl Failure {
    /// A message with the I/O error that caused it.
    pub(crate) fn io(message: impl Message + Send + Sync + 'static, cause: io::Error) -> Self {
        Self { message: Box::new(message), cause: Some(cause) }
    }

    /// The failure to write the output.
    pub(crate) fn output(cause: io::Error) -> Self {
        Self::io(messages::Message::CannotWriteOutput, cause)
    }

    /// The failure of a run.
    pub(crate) fn run(error: RunError) -> Self {
        match error {
            RunError::Output(error) => Self::output(error),
            error => error.into(),
        }
    }

    /// Whether the reader of the output closed it, as `head` does. That is not a fault.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        self.cause.as_ref().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl<M: Message + Send + Sync + 'static> From<M> for Failure {
    fn from(message: M) -> Self {
        Self { message: Box::new(message), cause: None }
    }
}

impl Message for &Failure {
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message.write(language, f)?;
        match &self.cause {
            None => Ok(()),
            Some(error) => write!(f, ": {}", IoError(error).in_language(language)),
        }
    }
}

/// Says what failed because of an I/O error.
pub(crate) trait Context<T> {
    fn context(self, message: impl Message + Send + Sync + 'static) -> Result<T>;
    fn with_context<M: Message + Send + Sync + 'static>(self, message: impl FnOnce() -> M) -> Result<T>;
}

impl<T> Context<T> for io::Result<T> {
    fn context(self, message: impl Message + Send + Sync + 'static) -> Result<T> {
        self.with_context(|| message)
    }

    fn with_context<M: Message + Send + Sync + 'static>(self, message: impl FnOnce() -> M) -> Result<T> {
        self.map_err(|error| Failure::io(message(), error))
    }
}
