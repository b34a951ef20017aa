//! Pages for people: headings, lines of text and tables.

use std::io::Write;

use telaah::message::{Localized, Message, Number};
use telaah::report::Column;
use unicode_width::UnicodeWidthStr;

use crate::cli::language::Language;
use crate::cli::messages::{Context as _, Message as CliMessage, PageText, Result};
use crate::output::Target;
use crate::setup::OutputPlan;
use crate::ui::console::Console;
use crate::ui::printable::printable;
use crate::ui::table::compact::cut;
use crate::ui::table::{GAP, Layout, Line, NARROW, SHORT_BAR, Style, widths};
use crate::ui::wording::heading;

/// A page, and the place that it is written to when it is complete.
pub(crate) struct Page {
    target: Target,
    text: String,
    style: Style,
    language: Language,
}

impl Page {
    /// Opens the output for a page.
    pub(crate) fn open(plan: &OutputPlan, console: &Console) -> Result<Self> {
        let target = Target::open(plan.path.as_deref())?;
        let is_on_terminal = target.is_terminal();
        let style = Style(plan.terminal_style(is_on_terminal, console));
        Ok(Self { target, text: String::new(), style, language: console.language_of_page(is_on_terminal) })
    }

    /// Writes the page.
    pub(crate) fn finish(self, plan: &OutputPlan, console: &Console) -> Result<()> {
        let Self { mut target, text, .. } = self;
        target.write_all(text.as_bytes()).context(CliMessage::CannotWriteOutput)?;
        target.finish()?;
        if let Some(path) = &plan.path {
            console.written(path.clone(), 1, None);
        }
        Ok(())
    }

    /// The wording of a message in the language of the page.
    pub(crate) fn wording(&self, message: &dyn Message) -> String {
        Localized::new(message, self.language).to_string()
    }

    /// A number, with the marks of the language of the page.
    pub(crate) fn number(&self, number: u64) -> String {
        self.wording(&Number(number))
    }

    /// Adds a heading.
    pub(crate) fn heading(&mut self, heading: &str) {
        for line in self.wrapped(&printable(heading)) {
            self.add_line(&self.style.heading(&line));
        }
    }

    /// Adds text, which is wrapped to the width of the window.
    pub(crate) fn text(&mut self, text: &str) {
        for line in self.wrapped(&printable(text)) {
            self.add_line(&line);
        }
    }

    /// Adds a message.
    pub(crate) fn message(&mut self, message: &dyn Message) {
        self.text(&self.wording(message));
    }

    fn add_line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn wrapped(&self, text: &str) -> Vec<String> {
        wrapped(text, self.style.0.width.map_or(usize::MAX, usize::from))
    }

    /// Adds an empty line.
    pub(crate) fn gap(&mut self) {
        self.add_line("");
    }

    /// Whether the window has no room for many columns.
    pub(crate) fn is_narrow(&self) -> bool {
        self.style.0.width.is_some_and(|width| width < NARROW)
    }

    /// The columns with headings in the language of the page.
    fn with_headings(&self, columns: &[Column]) -> Vec<Column> {
        columns.iter().map(|column| Column { name: heading(column.name, self.language), ..*column }).collect()
    }

    /// The width that is left for cells after these columns. `has_bars`: whether there are bars beside one of them.
    pub(crate) fn room(&self, columns: &[Column], lines: &[Line], has_bars: bool) -> usize {
        let Some(width) = self.style.0.width else { return usize::MAX };
        let bars = if has_bars && self.style.0.has_bars && width >= NARROW { usize::from(SHORT_BAR) + GAP } else { 0 };
        let taken: usize = widths(&self.with_headings(columns), lines).iter().map(|width| width + GAP).sum();
        usize::from(width).saturating_sub(taken + bars + GAP)
    }

    /// The name of a row, at most as wide as half of the window.
    pub(crate) fn name(&self, name: &str) -> String {
        cut(name, self.style.0.width.map_or(usize::MAX, |width| usize::from(width / 2)))
    }

    /// Adds a table with its header. `count_column`: the column that has bars beside it.
    pub(crate) fn table(&mut self, columns: &[Column], lines: &[Line], count_column: Option<usize>) {
        if !lines.is_empty() {
            let highest_count = lines.iter().filter_map(Line::count).max();
            let bars = count_column.zip(highest_count);
            let columns = self.with_headings(columns);
            self.text.push_str(&Layout { columns: &columns, bars, style: self.style }.text(lines, true));
        }
    }

    /// Adds a heading with the number of lines, and a table of them. `all`: the number of lines, if not all are shown.
    pub(crate) fn section(
        &mut self,
        title: &dyn Message,
        columns: &[Column],
        lines: &[Line],
        count_column: Option<usize>,
        all: usize,
    ) {
        let first = PageText::FirstOf { shown: lines.len(), all };
        let number = if lines.len() < all { self.wording(&first) } else { self.number(all as u64) };
        self.gap();
        self.heading(&format!("{} ({number})", self.wording(title)));
        self.table(columns, lines, count_column);
    }
}

/// The text that `first` makes of as many of the first items as fit, or one, which is cut if it does not fit either.
pub(crate) fn longest_that_fits(most: usize, room: usize, first: impl Fn(usize) -> String) -> String {
    let mut texts = (1..=most).rev().map(&first);
    texts.find(|text| text.width() <= room).unwrap_or_else(|| cut(&first(1), room))
}

/// The text in lines of at most `width` columns, broken at blanks. A word that is wider has a line of its own.
pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_wrapped_at_blanks() {
        assert_eq!(wrapped("satu dua tiga", 8), ["satu dua", "tiga"]);
        assert_eq!(wrapped("satu dua tiga", 7), ["satu", "dua", "tiga"]);
        assert_eq!(wrapped("日本 日本", 8), ["日本", "日本"]);
        assert_eq!(wrapped("panjang sekali", 3), ["panjang", "sekali"]);
        assert_eq!(wrapped("", 3), [""]);
        assert_eq!(wrapped("satu dua tiga", usize::MAX), ["satu dua tiga"]);
    }
}
