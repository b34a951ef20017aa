//! The commands, one module each.

pub(crate) mod analyze;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod entities;
pub(crate) mod man;
pub(crate) mod stopwords;
pub(crate) mod terms;
pub(crate) mod tokens;
