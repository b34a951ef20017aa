//! Tables for people.

use std::io::{self, IsTerminal, Write};

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};
use telaah::report::{CellValue, Column, Row, unpack};
use unicode_width::UnicodeWidthStr;

use crate::cli::args::output::BarsArgument;
use crate::ui::console::Console;

/// Rows that are laid out together. Columns are as wide as the widest cell of the block, and so may shift between blocks; with
/// one layout for all, a table of any length would have to be kept.
const BLOCK_ROWS: usize = 1000;

/// The rows that the encoder packed, as they are shown: what would disturb a terminal or the layout is a blank.
pub(crate) fn shown_rows(bytes: &[u8]) -> impl Iterator<Item = Vec<String>> {
    let shown = |cell: &CellValue<'_>| cell.to_string().replace(char::is_control, " ");
    unpack(bytes).map(move |cells| cells.iter().map(shown).collect())
}

/// How tables look where they go.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// Cells are broken so that lines fit; absent: they are as long as they are.
    width: Option<u16>,
    is_colored: bool,
    has_bars: bool,
}

impl Style {
    /// The style for standard output, or for a file.
    pub(crate) fn new(is_terminal: bool, bars: BarsArgument, console: &Console) -> Self {
        let width = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0);
        Self {
            width: width.filter(|_| is_terminal),
            is_colored: console.is_colored(is_terminal && io::stdout().is_terminal()),
            has_bars: match bars {
                BarsArgument::Auto => is_terminal,
                BarsArgument::Always => true,
                BarsArgument::Never => false,
            },
        }
    }

    /// A line in bold.
    pub(crate) fn heading(self, text: &str) -> String {
        if self.is_colored { format!("\x1b[1m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// Lays rows out; every line ends with a line feed. `most`: the count whose bar is the longest; absent: there are no bars.
    pub(crate) fn lay_out(
        self,
        columns: &[Column],
        rows: &[Vec<String>],
        with_header: bool,
        most: Option<u64>,
    ) -> String {
        let chart = most.filter(|_| self.has_bars).and_then(|most| Chart::new(columns, rows, most, self.width));
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        if let Some(width) = self.width {
            table.set_width(width).set_content_arrangement(ContentArrangement::Dynamic);
        }
        let mut columns: Vec<(&str, bool)> = columns.iter().map(|column| (column.name, column.is_number())).collect();
        if let Some(chart) = &chart {
            columns.insert(chart.place, ("", false));
        }
        if with_header {
            table.set_header(columns.iter().map(|(name, _)| name));
        }
        for row in rows {
            let mut row: Vec<Cell> = row.iter().map(Cell::new).collect();
            if let Some(chart) = &chart {
                chart.add_to(&mut row);
            }
            table.add_row(row);
        }
        for ((_, is_number), layout) in columns.iter().zip(table.column_iter_mut()) {
            layout.set_padding((0, 2));
            if *is_number {
                layout.set_cell_alignment(CellAlignment::Right);
            }
        }
        if let Some(chart) = &chart
            && let Some(column) = table.column_mut(chart.place)
        {
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(chart.width + 2)));
        }
        let laid_out = table.trim_fmt();
        let mut text = String::with_capacity(laid_out.len() + 16);
        for (number, line) in laid_out.lines().enumerate() {
            if number == 0 && with_header {
                text.push_str(&self.heading(line));
            } else if chart.is_some() && self.is_colored {
                text.push_str(&color_bars(line));
            } else {
                text.push_str(line);
            }
            text.push('\n');
        }
        text
    }
}

/// Bars beside counts.
struct Chart {
    /// The column of the bars: behind the counts.
    place: usize,
    /// Of the longest bar.
    width: u16,
    most: u64,
    bars: Vec<String>,
}

/// The longest bar, where there is room for it.
const LONGEST_BAR: u16 = 24;
/// The longest bar where other columns must be broken for it.
const SHORT_BAR: u16 = 10;
/// Less than this shows nothing.
const LEAST_BAR: u16 = 6;
/// A window that is narrower has no room for bars beside columns that must be broken.
const NARROW: u16 = 80;

/// An eighth of a column to all of it (Unicode, Block Elements).
const EIGHTHS: [char; 8] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];

impl Chart {
    /// Bars for the column `count`; none if there is no such column, or no room.
    fn new(columns: &[Column], rows: &[Vec<String>], most: u64, window: Option<u16>) -> Option<Self> {
        let counts = columns.iter().position(|column| column.name == "count" && column.is_number())?;
        let width = match window {
            None => LONGEST_BAR,
            Some(window) => {
                let widest = |at: usize, name: &str| {
                    rows.iter()
                        .filter_map(|row| row.get(at))
                        .map(|cell| cell.width())
                        .max()
                        .unwrap_or(0)
                        .max(name.width())
                };
                let taken: usize = columns.iter().enumerate().map(|(at, column)| widest(at, column.name) + 2).sum();
                let room = usize::from(window).saturating_sub(taken + 2);
                let short = if window >= NARROW { SHORT_BAR } else { 0 };
                u16::try_from(room).unwrap_or(LONGEST_BAR).min(LONGEST_BAR).max(short)
            }
        };
        if width < LEAST_BAR || most == 0 {
            return None;
        }
        let mut chart = Self { place: counts + 1, width, most, bars: Vec::new() };
        chart.bars = (0..=u64::from(width) * 8).map(bar).collect();
        Some(chart)
    }

    /// Puts the bar of a row behind its count.
    fn add_to(&self, row: &mut Vec<Cell>) {
        let count = row.get(self.place - 1).and_then(|cell| cell.content().parse().ok()).unwrap_or(0_u64);
        let eighths = u128::from(count.min(self.most)) * u128::from(self.width) * 8 / u128::from(self.most);
        // What is there is seen.
        let eighths = usize::try_from(eighths).unwrap_or(0).max(usize::from(count > 0));
        let bar = self.bars.get(eighths).map(String::as_str).unwrap_or_default();
        row.insert(self.place.min(row.len()), Cell::new(bar));
    }
}

/// A bar of so many eighths of a column.
fn bar(eighths: u64) -> String {
    let mut bar: String = (0..eighths / 8).map(|_| '█').collect();
    bar.extend((eighths % 8).checked_sub(1).and_then(|part| EIGHTHS.get(usize::try_from(part).ok()?)));
    bar
}

/// The line with its bars in colour.
fn color_bars(line: &str) -> String {
    let Some(start) = line.find(EIGHTHS) else { return line.to_owned() };
    let (before, rest) = line.split_at(start);
    let end = rest.find(|c| !EIGHTHS.contains(&c)).unwrap_or(rest.len());
    let (bar, behind) = rest.split_at(end);
    format!("{before}\x1b[36m{bar}\x1b[0m{behind}")
}

/// Writes the rows of one table, block by block.
pub(crate) struct TableWriter<W> {
    out: W,
    columns: &'static [Column],
    style: Style,
    rows: Vec<Vec<String>>,
    has_begun: bool,
    most: Option<u64>,
}

impl<W: Write> TableWriter<W> {
    /// Says that the rows are a ranking, and the highest count of it: then they may have bars.
    pub(crate) const fn set_most(&mut self, most: u64) {
        self.most = Some(most);
    }

    fn flush_block(&mut self) -> io::Result<()> {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() && self.has_begun {
            return Ok(());
        }
        let text = self.style.lay_out(self.columns, &rows, !self.has_begun, self.most);
        self.has_begun = true;
        self.out.write_all(text.as_bytes())
    }

    pub(crate) fn rows(&mut self, bytes: &[u8]) -> io::Result<()> {
        for row in shown_rows(bytes) {
            self.rows.push(row);
            if self.rows.len() >= BLOCK_ROWS {
                self.flush_block()?;
            }
        }
        Ok(())
    }

    pub(crate) fn end(mut self) -> io::Result<W> {
        self.flush_block()?;
        Ok(self.out)
    }

    pub(crate) fn get_ref(&self) -> &W {
        &self.out
    }
}

impl TableWriter<crate::output::Target> {
    pub(crate) fn new<R: Row>(out: crate::output::Target, bars: BarsArgument, console: &Console) -> Self {
        let style = Style::new(out.is_terminal(), bars, console);
        Self { out, columns: R::COLUMNS, style, rows: Vec::new(), has_begun: false, most: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 3] = [Column::text("term"), Column::number("count"), Column::number("documents")];

    fn rows(rows: &[(&str, u64)]) -> Vec<Vec<String>> {
        rows.iter().map(|(term, count)| vec![(*term).to_owned(), count.to_string(), "1".to_owned()]).collect()
    }

    fn style(width: Option<u16>, is_colored: bool) -> Style {
        Style { width, is_colored, has_bars: true }
    }

    #[test]
    fn bars_stand_beside_counts() {
        let rows = rows(&[("beras", 16), ("日本", 8), ("kopi", 1), ("teh", 0)]);
        let wanted = "\
term   count                            documents
beras     16  ████████████████████████          1
日本       8  ████████████                      1
kopi       1  █▌                                1
teh        0                                    1
";
        assert_eq!(style(None, false).lay_out(&COLUMNS, &rows, true, Some(16)), wanted);
        assert!(!style(None, false).lay_out(&COLUMNS, &rows, true, None).contains('█'));
        let without = Style { has_bars: false, ..style(None, false) };
        assert!(!without.lay_out(&COLUMNS, &rows, true, Some(16)).contains('█'));
    }

    #[test]
    fn bars_are_coloured_where_colour_is_allowed() {
        let rows = rows(&[("a", 2), ("b", 0)]);
        let colored = style(None, true).lay_out(&COLUMNS, &rows, false, Some(2));
        assert!(colored.contains("  \x1b[36m████████████████████████\x1b[0m  "), "{colored:?}");
        assert_eq!(colored.matches('\x1b').count(), 2);
        assert!(!style(None, false).lay_out(&COLUMNS, &rows, true, Some(2)).contains('\x1b'));
    }

    #[test]
    fn lines_fit_the_window() {
        let long = "kata yang sangat panjang sekali supaya tidak muat di jendela yang sempit 日本語".repeat(2);
        let rows = rows(&[("beras", 123_456), (&long, 7)]);
        for width in 30..130 {
            let text = style(Some(width), false).lay_out(&COLUMNS, &rows, true, Some(123_456));
            let widest = text.lines().map(UnicodeWidthStr::width).max().unwrap();
            assert!(widest <= usize::from(width), "{width}: {widest}\n{text}");
            assert_eq!(text.contains('█'), width >= NARROW, "{width}\n{text}");
        }
        // The bars take what room there is.
        let rows = &rows[..1];
        for (width, bar) in [(32, 0), (34, 6), (40, 12), (200, 24)] {
            let text = style(Some(width), false).lay_out(&COLUMNS, rows, true, Some(123_456));
            assert_eq!(text.matches('█').count(), bar, "{width}\n{text}");
        }
    }

    #[test]
    fn a_bar_has_eighths() {
        assert_eq!([0, 1, 8, 12].map(bar), ["", "▏", "█", "█▌"]);
        let tiny = rows(&[("a", 1_000_000), ("b", 1)]);
        assert!(style(None, false).lay_out(&COLUMNS, &tiny, false, Some(1_000_000)).contains('▏'));
    }
}
