//! Output for people at a terminal: diagnostics, progress and tables.

pub(crate) mod console;
pub(crate) mod interrupt;
pub(crate) mod page;
pub(crate) mod printable;
pub(crate) mod sparkline;
pub(crate) mod table;
pub(crate) mod trend_chart;
pub(crate) mod two_sided;
pub(crate) mod wording;
