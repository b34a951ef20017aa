//! Tables for people.

use std::io::{self, IsTerminal, Write};

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use telaah::report::{CellValue, Column, Row, unpack};

use crate::console::Console;

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
    bold_headers: bool,
}

impl Style {
    /// The style for standard output, or for a file.
    pub(crate) fn new(is_terminal: bool, console: &Console) -> Self {
        let width = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0);
        Self {
            width: width.filter(|_| is_terminal),
            bold_headers: console.is_colored(is_terminal && io::stdout().is_terminal()),
        }
    }

    /// A line in bold.
    pub(crate) fn heading(self, text: &str) -> String {
        if self.bold_headers { format!("\x1b[1m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// Lays rows out; every line ends with a line feed.
    pub(crate) fn lay_out(self, columns: &[Column], rows: &[Vec<String>], with_header: bool) -> String {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        if let Some(width) = self.width {
            table.set_width(width).set_content_arrangement(ContentArrangement::Dynamic);
        }
        if with_header {
            table.set_header(columns.iter().map(|column| column.name));
        }
        table.add_rows(rows);
        for (column, layout) in columns.iter().zip(table.column_iter_mut()) {
            layout.set_padding((0, 2));
            if column.is_number() {
                layout.set_cell_alignment(CellAlignment::Right);
            }
        }
        let laid_out = table.trim_fmt();
        let mut text = String::with_capacity(laid_out.len() + 16);
        for (number, line) in laid_out.lines().enumerate() {
            if number == 0 && with_header {
                text.push_str(&self.heading(line));
            } else {
                text.push_str(line);
            }
            text.push('\n');
        }
        text
    }
}

/// Writes the rows of one table, block by block.
pub(crate) struct TableWriter<W> {
    out: W,
    columns: &'static [Column],
    style: Style,
    rows: Vec<Vec<String>>,
    has_begun: bool,
}

impl<W: Write> TableWriter<W> {
    fn flush_block(&mut self) -> io::Result<()> {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() && self.has_begun {
            return Ok(());
        }
        let text = self.style.lay_out(self.columns, &rows, !self.has_begun);
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
    pub(crate) fn new<R: Row>(out: crate::output::Target, console: &Console) -> Self {
        let style = Style::new(out.is_terminal(), console);
        Self { out, columns: R::COLUMNS, style, rows: Vec::new(), has_begun: false }
    }
}
