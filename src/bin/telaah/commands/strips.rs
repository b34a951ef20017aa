//! Strips: a column of tables at a terminal that shows where in the corpus terms occur.

use std::iter;

use telaah::corpus::Share;
use telaah::report::rows::{MoreColumns, RowWithMore};
use telaah::report::{CellValue, ColumnKind, Row};

use crate::cli::messages::Result;
use crate::report::Report;
use crate::session::Session;
use crate::ui::sparkline::{LONGEST, sparkline};
use crate::ui::table::{NARROW, TABLE};
use crate::ui::wording::heading;

/// The heading of a column of drawings; `None` if rows have none: in files, in pipes, without bars, and in windows of fewer columns.
pub(crate) fn drawn_heading(
    session: &Session<'_>,
    report: &Report,
    name: &'static str,
    least_width: u16,
) -> Option<&'static str> {
    let style = session.plan.terminal_style(report.is_on_terminal(), session.console);
    let has_room = style.width.is_none_or(|width| width >= least_width);
    (session.plan.format == &TABLE && style.has_bars && has_room).then(|| heading(name, style.language))
}

/// The most parts of a strip.
pub(crate) const PARTS: usize = LONGEST;

/// The heading of the column; `None` if rows have no strips: in files, in pipes and in narrow windows.
pub(crate) fn strip_heading(session: &Session<'_>, report: &Report) -> Option<&'static str> {
    drawn_heading(session, report, "positions", NARROW)
}

/// Writes a ranking, with the strip of each row if strips have a heading. `strips` gets the rows, and returns as many strips.
pub(crate) fn ranking<R: Row>(
    report: &mut Report,
    heading: Option<&str>,
    highest_count: Option<u64>,
    rows: Vec<R>,
    strips: impl FnOnce(&[R]) -> Vec<Vec<Option<Share>>>,
) -> Result<()> {
    let Some(heading) = heading else { return report.ranking(highest_count, rows) };
    let strips = strips(&rows);
    let columns = MoreColumns::new([(heading, ColumnKind::Text)], R::TABLE);
    report.begin_ranking(columns.after(R::TABLE), highest_count)?;
    // A row without a strip is written all the same.
    let strips = strips.into_iter().chain(iter::repeat_with(Vec::new));
    for (row, strip) in rows.into_iter().zip(strips) {
        let strip = sparkline(strip.into_iter());
        report.rows([RowWithMore { row, columns, cells: vec![CellValue::Text(&strip)] }])?;
    }
    Ok(())
}
