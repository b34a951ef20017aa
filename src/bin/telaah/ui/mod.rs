//! What a person at a terminal sees: diagnostics, progress and tables.

pub(crate) mod console;
pub(crate) mod interrupt;
pub(crate) mod table;
