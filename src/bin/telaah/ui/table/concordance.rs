//! Concordance lines: the matches one below the other, with the text before them flush right.

use anstyle::AnsiColor;
use telaah::report::Column;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::ui::table::{GAP, Line, Style, first_columns};

/// The columns of a table that are laid out as a concordance.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Concordance {
    document: usize,
    left: usize,
    node: usize,
    right: usize,
    /// The headings of these columns.
    headings: [&'static str; 4],
}

/// The widest column of documents.
const WIDEST_DOCUMENT: usize = 24;

/// The least width of the text on each side beside a column of documents.
const LEAST_SIDE: usize = 30;

impl Concordance {
    /// The layout of a table with columns of these names; `None` if they are not those of a concordance.
    pub(crate) fn of(names: &[&str], columns: &[Column]) -> Option<Self> {
        let place = |name: &str| names.iter().position(|column| *column == name);
        let [document, left, node, right] = ["document", "left", "node", "right"].map(place);
        let (document, left, node, right) = (document?, left?, node?, right?);
        let headings = [document, left, node, right].map(|at| columns.get(at).map_or("", |column| column.name));
        Some(Self { document, left, node, right, headings })
    }

    /// Lays lines out. Every line ends with a line feed.
    pub(crate) fn text(self, lines: &[Line], style: Style, with_header: bool) -> String {
        let widest = |at: usize| lines.iter().map(|line| line.cell(at).width()).max().unwrap_or(0);
        // Without a color, the match is in brackets.
        let brackets = if style.0.is_colored { 0 } else { 2 };
        let [document_heading, left_heading, node_heading, _] = self.headings;
        let widest_named = |at: usize, name: &str| widest(at).max(if with_header { name.width() } else { 0 });
        let node = widest_named(self.node, node_heading) + brackets;
        let (document, left, right) = match style.0.width.map(usize::from) {
            None => (widest_named(self.document, document_heading), widest_named(self.left, left_heading), usize::MAX),
            Some(width) => {
                // A long match is shown whole, and the text around it as far as there is room.
                let room = width.saturating_sub(node.min(width) + 2);
                let document = widest_named(self.document, document_heading).min(WIDEST_DOCUMENT);
                let has_documents = room >= document + GAP + 2 * LEAST_SIDE;
                let room = if has_documents { room - document - GAP } else { room };
                (if has_documents { document } else { 0 }, room / 2, room - room / 2)
            }
        };
        let widest_node = style.0.width.map_or(usize::MAX, |width| usize::from(width).saturating_sub(brackets + 2));
        let sizes = Sizes { document, left, node: (node - brackets).min(widest_node), right };
        let mut text = String::new();
        if with_header {
            let header = sizes.line(style, false, self.headings);
            text.push_str(&style.heading(&header));
            text.push('\n');
        }
        for line in lines {
            let cells = [self.document, self.left, self.node, self.right].map(|at| line.cell(at));
            text.push_str(&sizes.line(style, true, cells));
            text.push('\n');
        }
        text
    }
}

/// The widths of the columns.
#[derive(Clone, Copy)]
struct Sizes {
    document: usize,
    left: usize,
    node: usize,
    right: usize,
}

impl Sizes {
    fn line(self, style: Style, is_match: bool, [document, left, node, right]: [&str; 4]) -> String {
        let mut line = String::new();
        if self.document > 0 {
            let document = first_columns(document, self.document);
            line.push_str(document);
            push_blanks(&mut line, self.document - document.width() + GAP);
        }
        let left = last_columns(left, self.left);
        push_blanks(&mut line, self.left - left.width());
        line.push_str(left);
        line.push(' ');
        let node = first_columns(node, self.node);
        let blanks = self.node - node.width();
        match (style.0.is_colored, is_match) {
            (true, true) => line.push_str(&style.styled(node, AnsiColor::Red.on_default().bold())),
            (true, false) => line.push_str(node),
            (false, true) => line.extend(["[", node, "]"]),
            (false, false) => line.extend([" ", node, " "]),
        }
        line.push(' ');
        push_blanks(&mut line, blanks);
        line.push_str(first_columns(right, self.right));
        line.truncate(line.trim_end().len());
        line
    }
}

fn push_blanks(line: &mut String, count: usize) {
    line.extend(std::iter::repeat_n(' ', count));
}

/// The longest end of a text that is at most so wide. It does not begin with a character that belongs to the one before it.
fn last_columns(text: &str, width: usize) -> &str {
    let mut taken = 0;
    let mut start = text.len();
    for (at, c) in text.char_indices().rev() {
        let size = c.width().unwrap_or(0);
        if taken + size > width {
            break;
        }
        taken += size;
        if size > 0 {
            start = at;
        }
    }
    text.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use telaah::report::format::TerminalStyle;

    use super::*;

    fn lines(rows: &[[&str; 4]]) -> Vec<Line> {
        rows.iter().map(|row| Line::new(row.map(str::to_owned))).collect()
    }

    fn text(rows: &[[&str; 4]], width: Option<u16>, is_colored: bool) -> String {
        let names = ["document", "left", "node", "right"];
        let style = Style(TerminalStyle { width, is_colored, has_bars: true, ..TerminalStyle::default() });
        Concordance::of(&names, &names.map(Column::text)).unwrap().text(&lines(rows), style, true)
    }

    const ROWS: [[&str; 4]; 2] =
        [["a.txt", "Harga", "beras", "naik tajam"], ["b.txt", "Warga kini menanam", "beras-beras", "lagi"]];

    #[test]
    fn matches_are_one_below_the_other() {
        let expected = "\
document                left  node         right
a.txt                  Harga [beras]       naik tajam
b.txt     Warga kini menanam [beras-beras] lagi
";
        assert_eq!(text(&ROWS, None, false), expected);
        let colored = text(&ROWS, None, true);
        assert!(colored.contains("Harga \x1b[1m\x1b[31mberas\x1b[0m       naik"), "{colored:?}");
    }

    #[test]
    fn lines_are_cut_to_the_window() {
        let long = "kata yang panjang 日本語 e\u{301} ".repeat(9);
        let rows = [["dokumen-dengan-nama-yang-sangat-panjang.txt", &long, "beras", &long], ROWS[0]];
        let fits = |text: &str, width: u16| {
            let widest = text.lines().map(UnicodeWidthStr::width).max().unwrap();
            assert!(widest <= usize::from(width), "{width}: {widest}\n{text}");
        };
        for width in 20..160 {
            fits(&text(&[["a", "b", &long, "c"]], Some(width), false), width);
            let text = text(&rows, Some(width), false);
            fits(&text, width);
            assert_eq!(text.contains("dokumen"), width >= 95, "{width}\n{text}");
        }
    }

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!((first_columns("日本", 3), last_columns("日本", 3), first_columns("ab", 9)), ("日", "本", "ab"));
        assert_eq!((last_columns("ae\u{301}b", 1), last_columns("ae\u{301}b", 2)), ("b", "e\u{301}b"));
    }
}
