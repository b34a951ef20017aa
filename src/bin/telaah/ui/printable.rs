//! Text that is safe on a terminal.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use telaah::report::format::Output;

/// The text as a terminal may show it, on one line: blanks in place of tabs and line ends, escapes such as `\u{1b}` in place of
/// characters that control the terminal or the direction of the text.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    if text.contains(is_control) {
        Cow::Owned(replaced(text, |c| is_space(c).then_some(' ')))
    } else {
        Cow::Borrowed(text)
    }
}

/// Replaces the characters that control a terminal, by what `replace` returns for some of them, the others by escapes.
fn replaced(text: &str, replace: impl Fn(char) -> Option<char>) -> String {
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match replace(c) {
            Some(c) => shown.push(c),
            // Writing to a string cannot fail.
            None if is_control(c) => drop(write!(shown, "{}", c.escape_unicode())),
            None => shown.push(c),
        }
    }
    shown
}

/// Whether a character controls a terminal or, by Unicode's bidirectional algorithm (UAX #9), the direction of the text.
fn is_control(c: char) -> bool {
    c.is_control()
        || is_space(c)
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character ends a line or moves to a tab stop.
fn is_space(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Makes the text that goes to a terminal safe. Tabs and line feeds, which separate cells and lines, stay.
pub(crate) struct SafeOutput<'a> {
    output: Box<dyn Output + 'a>,
    /// The beginning of a character whose end is not written yet.
    begun: Vec<u8>,
}

impl<'a> SafeOutput<'a> {
    pub(crate) const fn new(output: Box<dyn Output + 'a>) -> Self {
        Self { output, begun: Vec::new() }
    }
}

impl Write for SafeOutput<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.begun.extend_from_slice(bytes);
        let end = match std::str::from_utf8(&self.begun) {
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            _ => self.begun.len(),
        };
        let text = String::from_utf8_lossy(self.begun.get(..end).unwrap_or_default());
        let shown = replaced(&text, |c| match c {
            '\t' | '\n' => Some(c),
            '\r' => Some(' '),
            _ => None,
        });
        self.output.write_all(shown.as_bytes())?;
        self.begun.drain(..end);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

impl Output for SafeOutput<'_> {
    fn commit(self: Box<Self>) -> io::Result<()> {
        self.output.commit()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_escaped() {
        assert!(matches!(printable("Jokowi (72) naïf 日本"), Cow::Borrowed(_)));
        assert_eq!(printable("a\u{1b}[31m\tb\r\nc"), "a\\u{1b}[31m b  c");
        assert_eq!(printable("\u{9d}0;x\u{7}\u{7f}\0"), "\\u{9d}0;x\\u{7}\\u{7f}\\u{0}");
        assert_eq!(printable("txt.\u{202e}fdp \u{200f}\u{2066}"), "txt.\\u{202e}fdp \\u{200f}\\u{2066}");
    }

    #[test]
    fn output_is_safe_in_whatever_pieces_it_comes() {
        let text = "a,é\u{9b}2J\tb\r\n\u{202e}日本\n";
        for size in 1..text.len() {
            let mut out = Vec::new();
            let mut safe = Box::new(SafeOutput::new(Box::new(&mut out)));
            text.as_bytes().chunks(size).for_each(|chunk| safe.write_all(chunk).unwrap());
            safe.commit().unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), "a,é\\u{9b}2J\tb \n\\u{202e}日本\n");
        }
    }
}
