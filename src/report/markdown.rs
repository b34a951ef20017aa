//! Tables in Markdown, for pasting (GitHub Flavored Markdown, section 4.10).

use std::fmt;

use crate::report::{Cells, Column, PerMillion};

/// Appends the header and the line that says how columns are aligned.
pub(crate) fn header(columns: &[Column], out: &mut Vec<u8>) {
    let mut line = MarkdownLine::new(out);
    columns.iter().for_each(|column| line.text(column.name));
    line.end();
    for column in columns {
        out.extend_from_slice(if column.is_number() { b"| ---: " } else { b"| --- " });
    }
    out.extend_from_slice(b"|\n");
}

/// A row being written.
pub(crate) struct MarkdownLine<'a>(&'a mut Vec<u8>);

impl<'a> MarkdownLine<'a> {
    pub(crate) const fn new(out: &'a mut Vec<u8>) -> Self {
        Self(out)
    }

    pub(crate) fn end(self) {
        self.0.extend_from_slice(b"|\n");
    }

    fn plain(&mut self, cell: &dyn fmt::Display) {
        let cell = cell.to_string();
        self.0.extend_from_slice(b"| ");
        self.0.extend_from_slice(cell.as_bytes());
        self.0.push(b' ');
    }
}

impl Cells for MarkdownLine<'_> {
    fn text(&mut self, text: &str) {
        self.plain(&escape(text));
    }

    fn number(&mut self, number: u64) {
        self.plain(&number);
    }

    fn per_million(&mut self, value: PerMillion) {
        self.plain(&value);
    }

    fn absent(&mut self) {
        self.0.extend_from_slice(b"| ");
    }

    fn list(&mut self, list: &dyn fmt::Display) {
        self.text(&list.to_string());
    }
}

/// The text so that it reads the same when it is rendered: what would end the cell or be markup has a backslash before it, line
/// breaks are `<br>`, other control characters blanks.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' => escaped.push_str("<br>"),
            '\\' | '|' | '`' | '*' | '[' | ']' | '~' | '<' | '>' | '&' => escaped.extend(['\\', c]),
            // Inside a word it is no emphasis.
            '_' if before.is_some_and(char::is_alphanumeric)
                && characters.peek().is_some_and(|c| c.is_alphanumeric()) =>
            {
                escaped.push(c);
            }
            '_' => escaped.push_str("\\_"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
        before = Some(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_cell_or_is_markup() {
        assert_eq!(escape("a|b\\c"), "a\\|b\\\\c");
        assert_eq!(escape("satu\r\ndua\ntiga\rempat\tlima"), "satu<br>dua<br>tiga<br>empat lima");
        assert_eq!(escape("*tebal* <b> &amp; `kode` [a](b)"), "\\*tebal\\* \\<b\\> \\&amp; \\`kode\\` \\[a\\](b)");
        assert_eq!(escape("a_b.txt _miring_"), "a_b.txt \\_miring\\_");
    }

    #[test]
    fn numbers_stand_right() {
        let mut out = Vec::new();
        header(&[Column::text("term"), Column::number("count")], &mut out);
        let mut line = MarkdownLine::new(&mut out);
        line.text("beras");
        line.number(2);
        line.end();
        let mut line = MarkdownLine::new(&mut out);
        line.absent();
        line.per_million(PerMillion::new(1, 2).unwrap());
        line.end();
        let wanted = "| term | count |\n| --- | ---: |\n| beras | 2 |\n| | 500000.00 |\n";
        assert_eq!(String::from_utf8(out).unwrap(), wanted);
    }
}
