//! The command line: arguments, settings, and the languages of help and messages.

pub(crate) mod args;
pub(crate) mod command;
pub(crate) mod command_line;
pub(crate) mod completers;
pub(crate) mod config;
pub(crate) mod early;
pub(crate) mod hints;
pub(crate) mod language;
pub(crate) mod messages;
pub(crate) mod usage;
