//! The output formats of the program: those of the library, and tables on a terminal.

use std::iter;

use telaah::report::format::{FORMATS, Format};

use crate::ui::table::TABLE;

/// The output formats, those for people first.
pub(crate) fn formats() -> impl Iterator<Item = &'static Format> {
    iter::once(&TABLE).chain(FORMATS.iter().copied())
}

/// The format of that name.
pub(crate) fn format_named(name: &str) -> Option<&'static Format> {
    formats().find(|format| format.is_named(name))
}
