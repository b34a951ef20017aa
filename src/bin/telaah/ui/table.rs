//! Terminal tables.

pub(crate) mod compact;
mod concordance;

use std::borrow::Cow;
use std::io::{self, Write as _};

use anstyle::AnsiColor;
use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};
use telaah::message::Wording;
use telaah::report::format::{
    self, Finished, Format, FormatOptions, Implementation, Output, ReportWriter, TerminalStyle, packed_encoder,
};
use telaah::report::rows::Summary;
use telaah::report::{CellValue, Column, TableSchema, unpack};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::ui::printable::printable;
use crate::ui::wording;
use compact::Compact;
use concordance::Concordance;

/// Aligned columns, for people; may change.
pub(crate) static TABLE: Format = Format {
    name: "table",
    aliases: &[],
    title: Wording { en: "aligned columns for people", id: "tabel berkolom rapi untuk dibaca" },
    feature: None,
    is_binary: false,
    is_for_people: true,
    layout: format::Layout::RowsOnly,
    implementation: Some(Implementation { encoder: packed_encoder, writer }),
};

fn writer<'a>(output: Box<dyn Output + 'a>, options: &FormatOptions) -> Box<dyn ReportWriter + 'a> {
    let style = Style(options.terminal);
    Box::new(TableWriter {
        output,
        style,
        heading: None,
        columns: Vec::new(),
        shown: Vec::new(),
        compact: None,
        names: Vec::new(),
        lines: Vec::new(),
        has_begun: false,
        has_stems: false,
        highest_count: None,
        row_count: 0,
    })
}

/// The columns of wide tables that are for people, besides those that a command adds; the other formats have all.
const SHOWN: [(&str, &[&str]); 5] = [
    ("edges", &["source", "target", "weight", "count", "documents", "npmi"]),
    (
        "collocations",
        &["collocate", "first", "second", "count", "left", "right", "documents", "g2", "mi", "log_dice", "forms"],
    ),
    (
        "entities",
        &[
            "group",
            "kind",
            "entity",
            "label",
            "count",
            "documents",
            "forms",
            "iso3",
            "per_million",
            "group_words",
            "group_documents",
        ],
    ),
    (
        "keyness",
        &[
            "rank",
            "term",
            "target_count",
            "reference_count",
            "g2",
            "log_ratio",
            "target_documents",
            "p_adjusted",
            "forms",
        ],
    ),
    (
        "trends",
        &[
            "pattern",
            "period",
            "periods",
            "count",
            "documents",
            "per_million",
            "document_share",
            "tau",
            "tau_p",
            "g2",
            "log_ratio",
        ],
    ),
];

/// The indices of the columns of a table that are shown.
fn shown_columns(table: TableSchema) -> Vec<usize> {
    let shown = SHOWN.iter().find(|(name, _)| *name == table.name()).map(|(_, columns)| *columns);
    let is_shown = |column: &Column| shown.is_none_or(|shown| shown.contains(&column.name));
    let (columns, own) = (table.columns(), table.own_columns());
    (0..columns.len()).filter(|at| *at >= own || columns.get(*at).is_some_and(is_shown)).collect()
}

/// Rows that are laid out together. Columns are as wide as the widest cell of the block, so their widths can change between
/// blocks; one layout for all rows would need all of them in memory.
const BLOCK_ROWS: usize = 1000;

/// A line of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    cells: Vec<String>,
    count: Option<u64>,
}

impl Line {
    pub(crate) fn new(cells: impl IntoIterator<Item = String>) -> Self {
        Self { cells: cells.into_iter().map(|cell| printable(&cell).into_owned()).collect(), count: None }
    }

    /// Sets the count that the bar shows.
    pub(crate) fn with_count(self, count: u64) -> Self {
        Self { count: Some(count), ..self }
    }

    /// A cell; empty if the line has fewer.
    pub(crate) fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map(String::as_str).unwrap_or_default()
    }

    /// Adds a cell at the end.
    pub(crate) fn with_cell(mut self, cell: &str) -> Self {
        self.cells.push(printable(cell).into_owned());
        self
    }

    pub(crate) fn cells(&self) -> &[String] {
        &self.cells
    }

    pub(crate) const fn count(&self) -> Option<u64> {
        self.count
    }
}

/// The appearance of tables.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style(pub(crate) TerminalStyle);

impl Style {
    /// The text in bold.
    pub(crate) fn heading(self, text: &str) -> String {
        self.styled(text, anstyle::Style::new().bold())
    }

    /// The text in a style, if colors are allowed.
    pub(crate) fn styled(self, text: &str, style: anstyle::Style) -> String {
        if self.0.is_colored { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

/// The layout of lines in columns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout<'a> {
    pub(crate) columns: &'a [Column],
    /// The column of the counts that may have bars beside them, and the count with the longest bar.
    pub(crate) bars: Option<(usize, u64)>,
    pub(crate) style: Style,
}

impl Layout<'_> {
    /// Lays lines out. Every line ends with a line feed.
    pub(crate) fn text(&self, lines: &[Line], with_header: bool) -> String {
        let chart = self.bars.filter(|_| self.style.0.has_bars);
        let chart = chart.and_then(|(counts, most)| Chart::new(self, lines, counts, most));
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        if let Some(width) = self.style.0.width {
            table.set_width(width).set_content_arrangement(ContentArrangement::Dynamic);
        }
        let mut columns: Vec<(&str, bool)> =
            self.columns.iter().map(|column| (column.name, column.is_number())).collect();
        if let Some(chart) = &chart {
            columns.insert(chart.column, ("", false));
        }
        if with_header {
            table.set_header(columns.iter().map(|(name, _)| printable(name)));
        }
        for line in lines {
            let mut cells: Vec<Cell> = line.cells.iter().map(Cell::new).collect();
            if let Some(chart) = &chart {
                cells.insert(chart.column.min(cells.len()), Cell::new(chart.bar_of(line.count.unwrap_or(0))));
            }
            table.add_row(cells);
        }
        for ((_, is_number), layout) in columns.iter().zip(table.column_iter_mut()) {
            layout.set_padding((0, 2));
            if *is_number {
                layout.set_cell_alignment(CellAlignment::Right);
            }
        }
        if let Some(chart) = &chart
            && let Some(column) = table.column_mut(chart.column)
        {
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(chart.width + 2)));
        }
        let laid_out = table.trim_fmt();
        let mut text = String::with_capacity(laid_out.len() + 16);
        for (number, line) in laid_out.lines().enumerate() {
            if number == 0 && with_header {
                text.push_str(&self.style.heading(line));
            } else if chart.is_some() && self.style.0.is_colored {
                text.push_str(&self.with_colored_bar(line));
            } else {
                text.push_str(line);
            }
            text.push('\n');
        }
        text
    }

    fn with_colored_bar(&self, line: &str) -> String {
        let Some(start) = line.find(EIGHTHS) else { return line.to_owned() };
        let (before, rest) = line.split_at(start);
        let end = rest.find(|c| !EIGHTHS.contains(&c)).unwrap_or(rest.len());
        let (bar, after) = rest.split_at(end);
        format!("{before}{}{after}", self.style.styled(bar, AnsiColor::Cyan.on_default()))
    }
}

/// The longest beginning of a text that is at most so wide.
fn first_columns(text: &str, width: usize) -> &str {
    let mut taken = 0;
    for (at, c) in text.char_indices() {
        taken += c.width().unwrap_or(0);
        if taken > width {
            return text.get(..at).unwrap_or_default();
        }
    }
    text
}

/// The blanks after a column.
pub(crate) const GAP: usize = 2;

/// The width of a column's widest cell, or of its name.
pub(crate) fn column_width(column: &Column, lines: &[Line], index: usize) -> usize {
    let cells = lines.iter().filter_map(|line| line.cells.get(index));
    cells.map(|cell| cell.width()).max().unwrap_or(0).max(column.name.width())
}

/// The widths of columns.
pub(crate) fn widths(columns: &[Column], lines: &[Line]) -> Vec<usize> {
    columns.iter().enumerate().map(|(index, column)| column_width(column, lines, index)).collect()
}

/// Bars beside counts.
struct Chart {
    /// The index of the column of the bars, which follows the counts.
    column: usize,
    /// The width of the longest bar.
    width: u16,
    /// The count of the longest bar.
    most: u64,
    /// The bars of every length, in eighths of a column.
    bars: Vec<String>,
}

/// The width of the longest bar if there is room for it.
const LONGEST_BAR: u16 = 24;
/// The width of the longest bar if other columns must be wrapped for it.
pub(crate) const SHORT_BAR: u16 = 10;
/// The least width that shows anything.
const LEAST_BAR: u16 = 6;
/// Narrower windows have no room for bars beside columns that must be wrapped.
pub(crate) const NARROW: u16 = 80;

/// One to eight eighths of a column (Unicode, Block Elements).
const EIGHTHS: [char; 8] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];

impl Chart {
    /// Creates the bars; `None` if they do not fit, or if all counts are 0.
    fn new(layout: &Layout<'_>, lines: &[Line], counts: usize, most: u64) -> Option<Self> {
        let width = match layout.style.0.width {
            None => LONGEST_BAR,
            Some(window) => {
                let taken: usize = widths(layout.columns, lines).iter().map(|width| width + GAP).sum();
                let room = usize::from(window).saturating_sub(taken + GAP);
                let short = if window >= NARROW { SHORT_BAR } else { 0 };
                u16::try_from(room).unwrap_or(LONGEST_BAR).min(LONGEST_BAR).max(short)
            }
        };
        let bars = || (0..=u64::from(width) * 8).map(bar).collect();
        (width >= LEAST_BAR && most > 0).then(|| Self { column: counts + 1, width, most, bars: bars() })
    }

    fn bar_of(&self, count: u64) -> &str {
        let eighths = u128::from(count.min(self.most)) * u128::from(self.width) * 8 / u128::from(self.most);
        // A count above 0 has a visible bar.
        let eighths = usize::try_from(eighths).unwrap_or(0).max(usize::from(count > 0));
        self.bars.get(eighths).map(String::as_str).unwrap_or_default()
    }
}

/// A bar of the given length in eighths of a column.
fn bar(eighths: u64) -> String {
    let mut bar: String = (0..eighths / 8).map(|_| '█').collect();
    bar.extend((eighths % 8).checked_sub(1).and_then(|part| EIGHTHS.get(usize::try_from(part).ok()?)));
    bar
}

/// The most forms of a stem that a table shows; the other formats have all.
const MOST_FORMS: usize = 3;

/// The first forms of a stem. Words have no `; ` in them.
fn first_forms(forms: &str) -> Cow<'_, str> {
    match forms.match_indices("; ").nth(MOST_FORMS - 1) {
        Some((end, _)) => Cow::Owned(format!("{}; …", forms.get(..end).unwrap_or(forms))),
        None => Cow::Borrowed(forms),
    }
}

/// Writes tables block by block.
struct TableWriter<'a> {
    output: Box<dyn Output + 'a>,
    style: Style,
    /// The lines before the table.
    heading: Option<String>,
    /// The indices of the columns that are shown among those of the rows.
    shown: Vec<usize>,
    /// These columns with their headings.
    columns: Vec<Column>,
    /// Their names.
    names: Vec<&'static str>,
    /// The layout in a window, if it is a compact one.
    compact: Option<Compact>,
    /// The lines of the current block.
    lines: Vec<Line>,
    has_begun: bool,
    /// Whether the rows are groups of words with the same stem.
    has_stems: bool,
    highest_count: Option<u64>,
    row_count: u64,
}

impl TableWriter<'_> {
    fn count_column(&self) -> Option<usize> {
        let is_count = |(name, column): (&&str, &Column)| *name == "count" && column.is_number();
        self.names.iter().zip(&self.columns).position(is_count)
    }

    fn flush_block(&mut self) -> io::Result<()> {
        let lines = std::mem::take(&mut self.lines);
        if lines.is_empty() && self.has_begun {
            return Ok(());
        }
        if let Some(concordance) = Concordance::of(&self.names, &self.columns) {
            let text = concordance.text(&lines, self.style, !self.has_begun);
            self.has_begun = true;
            return self.output.write_all(text.as_bytes());
        }
        let bars = self.count_column().zip(self.highest_count);
        if let (false, Some(width)) = (self.has_begun, self.style.0.width) {
            self.compact = Compact::new(&self.names, &self.columns, &lines, width);
        }
        let text = match &mut self.compact {
            Some(compact) => compact.text(&lines, self.style),
            None => Layout { columns: &self.columns, bars, style: self.style }.text(&lines, !self.has_begun),
        };
        self.has_begun = true;
        self.output.write_all(text.as_bytes())
    }
}

impl ReportWriter for TableWriter<'_> {
    fn set_highest_count(&mut self, count: u64) {
        self.highest_count = Some(count);
    }

    fn set_heading(&mut self, heading: &str) {
        self.heading = Some(heading.to_owned());
    }

    fn begin(&mut self, table: TableSchema) -> io::Result<()> {
        if let Some(heading) = self.heading.take() {
            for line in heading.lines() {
                writeln!(self.output, "{}", printable(line))?;
            }
        }
        self.shown = shown_columns(table);
        self.has_stems = table.columns().iter().any(|column| column.name == "stem");
        let (columns, headings) = (table.columns(), wording::headings(table, self.style.0.language));
        let shown = || self.shown.iter().filter_map(|at| Some((*columns.get(*at)?, *headings.get(*at)?)));
        self.names = shown().map(|(column, _)| column.name).collect();
        self.columns = shown().map(|(column, name)| Column { name, ..column }).collect();
        Ok(())
    }

    fn rows(&mut self, encoded: &[u8]) -> io::Result<()> {
        let count_column = self.count_column();
        for all in unpack(encoded) {
            let cells: Vec<_> = self.shown.iter().filter_map(|at| all.get(*at).copied()).collect();
            let count = match count_column.and_then(|at| cells.get(at)) {
                Some(&CellValue::Number(count)) => Some(count),
                _ => None,
            };
            self.row_count += 1;
            let cells = cells.iter().zip(&self.names).map(|(cell, name)| match cell {
                CellValue::Text(forms) if self.has_stems && *name == "forms" => first_forms(forms).into_owned(),
                cell => wording::cell(cell, name, self.style.0.language),
            });
            self.lines.push(Line { count, ..Line::new(cells) });
            if self.lines.len() >= BLOCK_ROWS {
                self.flush_block()?;
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>, _: Option<&Summary<'_>>) -> io::Result<Finished> {
        self.flush_block()?;
        let rows = Some(self.row_count);
        self.output.commit()?;
        Ok(Finished { files: 1, rows, cut_cells: 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 3] = [Column::text("term"), Column::number("count"), Column::number("documents")];

    fn lines(rows: &[(&str, u64)]) -> Vec<Line> {
        let line = |(term, count): &(&str, u64)| {
            Line::new([(*term).to_owned(), count.to_string(), "1".to_owned()]).with_count(*count)
        };
        rows.iter().map(line).collect()
    }

    fn layout(width: Option<u16>, is_colored: bool, most: Option<u64>) -> Layout<'static> {
        let style = Style(TerminalStyle { width, is_colored, has_bars: true, ..TerminalStyle::default() });
        Layout { columns: &COLUMNS, bars: most.map(|most| (1, most)), style }
    }

    #[test]
    fn bars_are_beside_counts() {
        let lines = lines(&[("beras", 16), ("日本", 8), ("kopi", 1), ("teh", 0)]);
        let expected = "\
term   count                            documents
beras     16  ████████████████████████          1
日本       8  ████████████                      1
kopi       1  █▌                                1
teh        0                                    1
";
        let layout = |most| layout(None, false, most);
        assert_eq!(layout(Some(16)).text(&lines, true), expected);
        assert!(!layout(None).text(&lines, true).contains('█'));
        let mut without = layout(Some(16));
        without.style.0.has_bars = false;
        assert!(!without.text(&lines, true).contains('█'));
    }

    #[test]
    fn bars_are_colored_where_color_is_allowed() {
        let lines = lines(&[("a", 2), ("b", 0)]);
        let colored = layout(None, true, Some(2)).text(&lines, false);
        assert!(colored.contains("  \x1b[36m████████████████████████\x1b[0m  "), "{colored:?}");
        assert_eq!(colored.matches('\x1b').count(), 2);
        assert!(!layout(None, false, Some(2)).text(&lines, true).contains('\x1b'));
    }

    #[test]
    fn lines_fit_the_window() {
        let long = "kata yang sangat panjang sekali supaya tidak muat di jendela yang sempit 日本語".repeat(2);
        let lines = lines(&[("beras", 123_456), (&long, 7)]);
        for width in 30..130 {
            let text = layout(Some(width), false, Some(123_456)).text(&lines, true);
            let widest = text.lines().map(UnicodeWidthStr::width).max().unwrap();
            assert!(widest <= usize::from(width), "{width}: {widest}\n{text}");
            assert_eq!(text.contains('█'), width >= NARROW, "{width}\n{text}");
        }
        // The bars are as wide as the room that is left.
        let lines = &lines[..1];
        for (width, bar) in [(32, 0), (34, 6), (40, 12), (200, 24)] {
            let text = layout(Some(width), false, Some(123_456)).text(lines, true);
            assert_eq!(text.matches('█').count(), bar, "{width}\n{text}");
        }
    }

    #[test]
    fn a_bar_has_eighths() {
        assert_eq!([0, 1, 8, 12].map(bar), ["", "▏", "█", "█▌"]);
        let tiny = lines(&[("a", 1_000_000), ("b", 1)]);
        assert!(layout(None, false, Some(1_000_000)).text(&tiny, false).contains('▏'));
    }
}
