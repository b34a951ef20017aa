//! Strips: a column of tables at a terminal that shows where in the corpus terms occur.

use telaah::corpus::Share;
use telaah::report::rows::{MoreColumns, RowWithMore};
use telaah::report::{CellValue, ColumnKind, Row};

use crate::cli::messages::Result;
use crate::report::Report;
use crate::session::Session;
use crate::ui::sparkline::{LONGEST, sparkline};
use crate::ui::table::{NARROW, TABLE};
use crate::ui::wording::heading;

/// The most parts of a strip.
pub(crate) const PARTS: usize = LONGEST;

/// The heading of the column; `None` if rows have no strips: in files, in pipes and in narrow windows.
pub(crate) fn strip_heading(session: &Session<'_>, report: &Report) -> Option<&'static str> {
    let style = session.plan.terminal_style(report.is_on_terminal(), session.console);
    let has_room = style.width.is_none_or(|width| width >= NARROW);
    (session.plan.format == &TABLE && style.has_bars && has_room).then(|| heading("positions", style.language))
}

/// Writes a ranking with the strip of each row.
pub(crate) fn with_strips<R: Row>(
    report: &mut Report,
    heading: &str,
    highest_count: Option<u64>,
    rows: Vec<R>,
    strips: Vec<Vec<Option<Share>>>,
) -> Result<()> {
    let columns = MoreColumns::new([(heading, ColumnKind::Text)], R::TABLE);
    report.begin_ranking(columns.after(R::TABLE), highest_count)?;
    for (row, strip) in rows.into_iter().zip(strips) {
        let strip = sparkline(strip.into_iter());
        report.rows([RowWithMore { row, columns, cells: vec![CellValue::Text(&strip)] }])?;
    }
    Ok(())
}
