//! Compact tables, for windows: a document is a line above its rows, and cells are cut instead of wrapped.

use std::iter;

use telaah::report::format::TerminalStyle;
use telaah::report::{Column, ColumnKind};
use unicode_width::UnicodeWidthStr;

use crate::ui::table::{GAP, Layout, Line, NARROW, Style, column_width, first_columns, widths};

/// The columns that are the same in all rows of a document.
const OF_DOCUMENT: [&str; 3] = ["document", "date", "source"];
/// The columns that only programs need.
const OFFSETS: [&str; 4] = ["byte_start", "byte_end", "char_start", "char_end"];
/// The columns that are dropped if there is no room for them, in this order.
const DISPENSABLE: [&str; 28] = [
    "canonical",
    "entity",
    "via",
    "glued",
    "boilerplate",
    "sentence",
    "document_share",
    "npmi",
    "periods",
    "per_million",
    "p_adjusted",
    "target_documents",
    "rank",
    "mi",
    "log_dice",
    "log_ratio",
    "letters_per_word",
    "words_per_sentence",
    "hapaxes",
    "kld_norm",
    "kld",
    "carroll_d2",
    "juilland_d",
    "dp",
    "sentences",
    "hdd",
    "yule_k",
    "ttr",
];
/// The width that a cut cell has at least.
const LEAST: usize = 4;

/// The layout of a compact table.
#[derive(Debug)]
pub(crate) struct Compact {
    width: usize,
    /// The indices of the columns of the line above the rows.
    of_document: Vec<usize>,
    /// The columns of the rows, with their indices and headings.
    columns: Vec<(usize, Column)>,
    /// The line above the last rows. `None`: nothing is written yet.
    heading: Option<String>,
}

impl Compact {
    /// The layout of a table that begins with these rows, whose columns have these names and headings. `None` if another one is
    /// better: the table has enough room, or it has no documents and no measures, and a wide window.
    pub(crate) fn new(names: &[&str], columns: &[Column], rows: &[Line], width: u16) -> Option<Self> {
        let has_documents = names.first() == Some(&"document");
        let takes: usize = widths(columns, rows).iter().map(|width| width + GAP).sum();
        let has_measures = columns.iter().any(|column| column.kind == ColumnKind::Measure);
        if !has_documents && (takes <= usize::from(width) || (width >= NARROW && !has_measures)) {
            return None;
        }
        let is_of_document = |index: usize| has_documents && names.get(index).is_some_and(|n| OF_DOCUMENT.contains(n));
        let is_offset = |index: usize| names.get(index).is_some_and(|name| OFFSETS.contains(name));
        let of_document = (0..columns.len()).filter(|index| is_of_document(*index)).collect();
        let of_row = columns.iter().copied().enumerate();
        let of_row = of_row.filter(|(index, _)| !is_of_document(*index) && !is_offset(*index)).collect();
        let mut compact = Self { width: width.into(), of_document, columns: of_row, heading: None };
        compact.drop_columns(names, rows);
        Some(compact)
    }

    /// Lays the next rows out.
    pub(crate) fn text(&mut self, rows: &[Line], style: Style) -> String {
        let is_first = self.heading.is_none();
        let columns = self.columns_of_row();
        let widths = self.widths(rows);
        let lines: Vec<Line> = rows.iter().map(|row| self.line(row, &widths)).collect();
        let style_of_rows = Style(TerminalStyle { width: None, ..style.0 });
        let laid_out = Layout { columns: &columns, bars: None, style: style_of_rows }.text(&lines, is_first);
        let mut laid_out = laid_out.lines();
        let mut text = String::new();
        if is_first {
            text.extend(laid_out.next());
            text.push('\n');
        }
        // Lines without content at the end are missing.
        for (row, line) in rows.iter().zip(laid_out.chain(iter::repeat(""))) {
            let heading = self.heading_of(row);
            if self.heading.as_ref() != Some(&heading) {
                if !self.of_document.is_empty() {
                    text.push('\n');
                    text.push_str(&style.heading(&heading));
                    text.push('\n');
                }
                self.heading = Some(heading);
            }
            text.push_str(line);
            text.push('\n');
        }
        text
    }

    fn heading_of(&self, row: &Line) -> String {
        let cells = self.of_document.iter().filter_map(|index| row.cells().get(*index));
        cells.map(String::as_str).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("  ")
    }

    fn columns_of_row(&self) -> Vec<Column> {
        self.columns.iter().map(|(_, column)| *column).collect()
    }

    /// The width of the widest cell of each column.
    fn natural_widths(&self, rows: &[Line]) -> Vec<usize> {
        let widest = |(index, column): &(usize, Column)| column_width(column, rows, *index);
        self.columns.iter().map(widest).collect()
    }

    /// The width of each column: that of its widest cell, or less if they do not fit. The widest texts are cut, but not what is drawn.
    fn widths(&self, rows: &[Line]) -> Vec<usize> {
        let natural = self.natural_widths(rows);
        let room = self.width.saturating_sub(GAP * natural.len());
        let is_whole =
            |(index, column): &(usize, Column)| column.is_number() || rows.iter().all(|row| is_drawn(row.cell(*index)));
        let are_whole: Vec<bool> = self.columns.iter().map(is_whole).collect();
        let within = |most: usize| {
            let width = move |(width, is_whole): (&usize, &bool)| if *is_whole { *width } else { most.min(*width) };
            natural.iter().zip(&are_whole).map(width)
        };
        let fits = |most: &usize| within(*most).sum::<usize>() <= room;
        within((LEAST..=room).rev().find(fits).unwrap_or(LEAST)).collect()
    }

    /// Drops columns until the others fit.
    fn drop_columns(&mut self, names: &[&str], rows: &[Line]) {
        for name in DISPENSABLE {
            if self.natural_widths(rows).iter().map(|width| width + GAP).sum::<usize>() <= self.width {
                return;
            }
            self.columns.retain(|(index, _)| names.get(*index) != Some(&name));
        }
    }

    fn line(&self, row: &Line, widths: &[usize]) -> Line {
        let cell = |((index, _), width): (&(usize, Column), &usize)| {
            cut(row.cells().get(*index).map_or("", String::as_str), *width)
        };
        Line::new(self.columns.iter().zip(widths).map(cell))
    }
}

/// Whether a cell is a line of block characters (Unicode, Block Elements).
fn is_drawn(cell: &str) -> bool {
    cell.chars().all(|c| matches!(c, ' ' | '▀'..='▟'))
}

/// The text, or as much of it as fits before `…`.
pub(crate) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    format!("{}…", first_columns(text, width.saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 8] = [
        Column::text("document"),
        Column::text("text"),
        Column::text("canonical"),
        Column::text("label"),
        Column::text("via"),
        Column::number("byte_start"),
        Column::number("sentence"),
        Column::text("date"),
    ];

    fn compact(columns: &[Column], rows: &[Line], width: u16) -> Option<Compact> {
        let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
        Compact::new(&names, columns, rows, width)
    }

    fn style(width: u16) -> Style {
        Style(TerminalStyle { width: Some(width), ..TerminalStyle::default() })
    }

    fn row(document: &str, text: &str, label: &str) -> Line {
        Line::new([document, text, label, label, "", "117", "4", "2024-06-19"].map(str::to_owned))
    }

    fn text(rows: &[Line], width: u16) -> String {
        compact(&COLUMNS, rows, width).unwrap().text(rows, style(width))
    }

    #[test]
    fn documents_are_lines_above_their_rows() {
        let rows = [
            row("a.txt", "Putin", "Vladimir Putin"),
            row("a.txt", "Korut", "Korea Utara"),
            row("b.txt", "Retno", "Retno Maharani Siahaan"),
        ];
        let expected = "\
text   label                   sentence

a.txt  2024-06-19
Putin  Vladimir Putin                 4
Korut  Korea Utara                    4

b.txt  2024-06-19
Retno  Retno Maharani Siahaan         4
";
        assert_eq!(text(&rows, 44), expected);
        assert!(text(&rows, 120).starts_with("text   canonical               label                   via  sentence\n"));
    }

    #[test]
    fn rows_fit_and_take_one_line_each() {
        let long = "nama yang panjang sekali 日本語 ".repeat(5);
        let rows = [row("a.txt", &long, "Retno"), row("a.txt", "x", &long), row("b.txt", "", "")];
        for width in 24..200 {
            let text = text(&rows, width);
            assert!(text.lines().all(|line| line.width() <= usize::from(width)), "{width}\n{text}");
            assert_eq!(text.lines().count(), 8, "{width}\n{text}");
        }
        assert_eq!(
            [cut("abcdef", 6), cut("abcdef", 5), cut("日本語", 5), cut("日本語", 4)],
            ["abcdef", "abcd…", "日本…", "日…"]
        );
    }

    #[test]
    fn what_is_drawn_is_not_cut() {
        let columns = [Column::text("forms"), Column::text("positions")];
        let rows = [Line::new(["kenaikan (2); menaikkan (1)".to_owned(), "▁▁█▃ ▁▁█▃ ▁▁█▃".to_owned()])];
        let mut compact = compact(&columns, &rows, 32).unwrap();
        assert_eq!(compact.text(&rows, style(32)), "forms           positions\nkenaikan (2);…  ▁▁█▃ ▁▁█▃ ▁▁█▃\n");
    }

    #[test]
    fn a_document_may_continue_in_the_next_block() {
        let rows = [row("a.txt", "Putin", "Vladimir Putin")];
        let mut compact = compact(&COLUMNS, &rows, 80).unwrap();
        assert_eq!(compact.text(&rows, style(80)).matches("a.txt").count(), 1);
        assert_eq!(compact.text(&rows, style(80)).lines().count(), 1);
    }

    #[test]
    fn other_tables_are_compact_if_a_narrow_window_has_no_room() {
        let columns = [Column::text("label"), Column::text("forms")];
        let rows = [Line::new(["Retno".to_owned(), "Retno Maharani Siahaan (1); ".repeat(3)])];
        assert!(compact(&columns, &rows, 80).is_none());
        assert!(compact(&columns, &rows[..0], 40).is_none());
        let mut compact = compact(&columns, &rows, 40).unwrap();
        assert_eq!(compact.text(&rows, style(40)), "label  forms\nRetno  Retno Maharani Siahaan (1); Re…\n");
    }
}
