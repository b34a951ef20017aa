//! The text of HTML fragments, as feeds have them in their items.

use quick_xml::escape::resolve_html5_entity;

use crate::input::format::xml_events::push_entity;

/// Elements that are paragraphs of their own.
const PARAGRAPHS: [&str; 20] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "table",
    "blockquote",
    "article",
    "section",
    "figure",
    "header",
    "footer",
    "pre",
    "hr",
    "dl",
];

/// Elements that begin a line.
const LINES: [&str; 6] = ["br", "li", "tr", "dt", "dd", "figcaption"];

/// Elements whose content isn't text.
const HIDDEN: [&str; 5] = ["script", "style", "iframe", "noscript", "template"];

/// The text of a fragment: without tags, with its entities resolved, and with a blank line between paragraphs. A `<` that begins no
/// tag stays.
pub(super) fn text_of_markup(markup: &str) -> String {
    let mut text = Text { tags_end: markup.rfind('>').map_or(0, |at| at + 1), ..Text::default() };
    let mut rest = markup;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        text.push(before);
        rest = match from.strip_prefix('&') {
            Some(reference) => text.push_reference(reference),
            None => text.push_tag(from, markup.len() - from.len()),
        };
    }
    text.push(rest);
    text.written
}

#[derive(Default)]
struct Text {
    written: String,
    /// The offset after the last `>`.
    tags_end: usize,
    /// Line breaks before the next character.
    breaks: usize,
    has_blank: bool,
}

impl Text {
    fn push(&mut self, characters: &str) {
        for character in characters.chars() {
            if character.is_whitespace() {
                self.has_blank = true;
                continue;
            }
            if !self.written.is_empty() {
                match self.breaks {
                    0 if self.has_blank => self.written.push(' '),
                    breaks => self.written.extend(std::iter::repeat_n('\n', breaks)),
                }
            }
            (self.breaks, self.has_blank) = (0, false);
            self.written.push(character);
        }
    }

    /// Adds the character of a reference, and returns what follows it.
    fn push_reference<'a>(&mut self, reference: &'a str) -> &'a str {
        /// The longest name of an entity in HTML has 31 letters.
        const LONGEST: usize = 32;
        let end = reference.bytes().take(LONGEST).position(|b| b == b';');
        let is_name = |name: &&str| name.starts_with('#') || resolve_html5_entity(name).is_some();
        match end.and_then(|end| reference.get(..end)).filter(is_name) {
            Some(name) => {
                let mut character = String::new();
                push_entity(name, &mut character);
                self.push(&character);
                reference.get(name.len() + 1..).unwrap_or_default()
            }
            None => {
                self.push("&");
                reference
            }
        }
    }

    /// Adds what a tag means for the text, and returns what follows it. `from` begins with `<`, at the offset `at`.
    fn push_tag<'a>(&mut self, from: &'a str, at: usize) -> &'a str {
        let after = |from: &'a str, end: &str| match from.find(end) {
            Some(at) => from.get(at + end.len()..).unwrap_or_default(),
            None => "",
        };
        if from.starts_with("<!--") {
            return after(from, "-->");
        }
        let body = from.trim_start_matches(['<', '/']);
        let length = body.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = body.get(..length).unwrap_or_default().to_ascii_lowercase();
        if name.is_empty() || at >= self.tags_end {
            self.push("<");
            return from.get(1..).unwrap_or_default();
        }
        let breaks = match &*name {
            name if PARAGRAPHS.contains(&name) => 2,
            name if LINES.contains(&name) => 1,
            _ => 0,
        };
        self.breaks = self.breaks.max(breaks);
        let rest = after(from, ">");
        if HIDDEN.contains(&&*name) && !from.starts_with("</") {
            let end = format!("</{name}");
            return after(after(rest, &end), ">");
        }
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_line_breaks_and_entities_characters() {
        for (markup, wanted) in [
            ("Harga  beras\nnaik", "Harga beras naik"),
            ("<p>Satu.</p>\n<p class='a'>Dua<br/>baris.</p>", "Satu.\n\nDua\nbaris."),
            ("a &lt;b&gt; &amp;&nbsp;c &#8220;d&#x201d; &xyz; AT&T", "a <b> & c \u{201c}d\u{201d} &xyz; AT&T"),
            ("<script>if (a<b) x()</script>teks<!-- <p> -->", "teks"),
            ("1 < 2 dan 3 > 2", "1 < 2 dan 3 > 2"),
            ("a < b", "a < b"),
            ("<ul><li>satu</li><li>dua</li></ul>", "satu\ndua"),
            ("<b>te</b>bal", "tebal"),
            ("<p", "<p"),
            ("", ""),
        ] {
            assert_eq!(text_of_markup(markup), wanted, "{markup}");
        }
    }
}
