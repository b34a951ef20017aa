//! Lines of the frequencies of patterns in the course of time, with their scale.

use std::fmt::Write as _;

use telaah::message::Message as _;
use telaah::report::format::TerminalStyle;
use telaah::report::rows::TrendSeries;
use telaah::report::{CellValue, PerMillion};
use unicode_width::UnicodeWidthStr;

use crate::cli::messages::Message;
use crate::ui::page::wrapped;
use crate::ui::printable::printable;
use crate::ui::sparkline::scaled_sparkline;
use crate::ui::table::GAP;
use crate::ui::table::compact::cut;
use crate::ui::wording::cell;

/// The most characters for the rates of a pattern.
const LONGEST: usize = 60;
/// The fewest, for which names are cut.
const SHORTEST: usize = 12;

/// A line for each pattern: its name, its rates, and the highest of them per million words; then the first and the last period, which
/// the lines reach from and to. Without periods it is empty.
pub(crate) fn trend_chart(series: &TrendSeries<'_>, style: TerminalStyle) -> String {
    let mut periods = series.periods();
    let Some(first) = periods.next() else { return String::new() };
    let last = periods.next_back().unwrap_or(first);
    let width = style.width.map_or(usize::MAX, usize::from);
    let lines: Vec<(String, Vec<(u64, u64)>)> =
        series.rates().map(|(name, rates)| (printable(name).into_owned(), rates)).collect();
    // A single period has the highest rate of all.
    let scale_width = lines.iter().map(|(_, rates)| drawn(rates, usize::MAX, style).1.width()).max().unwrap_or(0);
    let longest_name = width.saturating_sub(SHORTEST + scale_width + 2 * GAP);
    let name_width = lines.iter().map(|(name, _)| name.width()).max().unwrap_or(0).min(longest_name);
    let room = width.saturating_sub(name_width + scale_width + 2 * GAP).min(LONGEST);
    let mut chart = String::new();
    for (name, rates) in &lines {
        let name = cut(name, name_width);
        let blanks = name_width.saturating_sub(name.width()) + GAP;
        let (line, highest) = drawn(rates, room, style);
        // Writing to a String cannot fail.
        let _ = writeln!(chart, "{name}{:blanks$}{line}  {highest}", "");
    }
    let range = Message::TrendScale { first: first.to_owned(), last: last.to_owned() };
    for line in wrapped(&range.in_language(style.language).to_string(), width) {
        chart.push_str(&line);
        chart.push('\n');
    }
    chart
}

/// The rates in at most that many characters, and the highest of them per million words.
fn drawn(rates: &[(u64, u64)], longest: usize, style: TerminalStyle) -> (String, String) {
    let values = rates.iter().map(|rate| (rate.1 > 0).then_some(*rate));
    let (line, (count, words)) = scaled_sparkline(values, longest);
    let highest = PerMillion::new(count, words).map_or(CellValue::None, CellValue::Rate);
    (line, cell(&highest, "per_million", style.language))
}
