//! Markdown with YAML front matter.

use crate::error::Missing;
use crate::input::encoding::undeclared;
use crate::input::format::{Feature, InputFormat, Layout};
use crate::message::Wording;
use crate::text::document::DateSource;

pub(super) const FORMAT: InputFormat = InputFormat {
    name: "markdown",
    title: Wording {
        en: "Markdown: a file is an article; title and date from its front matter",
        id: "Markdown, termasuk metadata di awal berkas bila ada",
    },
    extensions: &["md", "markdown"],
    sniff: has_front_matter,
    feature: Some(Feature { name: "markdown", is_built_in: cfg!(feature = "markdown") }),
    is_distinctive: false,
    unit: Missing::Text,
    layout: Layout::Single {
        #[cfg(feature = "markdown")]
        parse: article::parse,
        #[cfg(not(feature = "markdown"))]
        parse: |_, _| Err(super::missing("markdown")),
        date_source: DateSource::FrontMatter,
        declared_encoding: undeclared,
    },
};

/// Whether it begins with front matter that has a key.
fn has_front_matter(head: &[u8]) -> bool {
    let Some(text) = head.utf8_chunks().next() else { return false };
    split(text.valid()).is_some_and(|(matter, _)| matter.lines().any(|line| key_value(line).is_some()))
}

/// Splits a text into its front matter and its body.
///
/// The metadata blocks of `pulldown-cmark` don't do: it recognises them between any two lines of dashes in the body, and rejects
/// front matter that begins with a blank line.
fn split(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.split_once('\n')?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((rest.get(..at)?, rest.get(at + line.len()..)?));
        }
        at += line.len();
    }
    None
}

/// The key and value of a line `key: value` that isn't indented.
fn key_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b));
    (is_key && (value.is_empty() || value.starts_with([' ', '\t', '\r']))).then_some((key, value.trim()))
}

#[cfg(feature = "markdown")]
mod article {
    use std::borrow::Cow;

    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use crate::input::field_names::{ROLES, usual_name};

    use super::{key_value, split};
    use crate::error::Problem;
    use crate::input::record::{Fields, Record};

    /// The value of a key: a YAML scalar on one line, quoted or not, or a block scalar (`>`, `|`) on indented lines. Returns `None`
    /// for lists and maps.
    pub(super) fn value_of<'a>(matter: &'a str, wanted: &str) -> Option<Cow<'a, str>> {
        let mut lines = matter.lines();
        let value = loop {
            if let Some((key, value)) = key_value(lines.next()?)
                && key == wanted
            {
                break value;
            }
        };
        if value.starts_with(['>', '|']) {
            let block = lines.take_while(|line| line.starts_with([' ', '\t']) || line.trim().is_empty());
            let text = block.map(str::trim).collect::<Vec<_>>().join(" ");
            return Some(Cow::Owned(text.trim().to_owned()));
        }
        let value = match value.strip_prefix(['"', '\'']) {
            Some(inner) if value.starts_with('"') => {
                Cow::Owned(inner.strip_suffix('"')?.replace("\\\"", "\"").replace("\\\\", "\\"))
            }
            Some(inner) => Cow::Owned(inner.strip_suffix('\'')?.replace("''", "'")),
            None => Cow::Borrowed(value.split(" #").next().unwrap_or_default().trim()),
        };
        (!value.trim().is_empty() && !value.starts_with(['[', '{'])).then_some(value)
    }

    /// Parses an article: fields from the front matter, and the text without Markdown syntax.
    pub(super) fn parse<'a>(text: &'a str, fields: &Fields) -> Result<Record<'a>, Problem> {
        let (matter, body) = split(text).unwrap_or(("", text));
        let mut given = fields.names().into_iter();
        let [_, id, date, title, url, source] = ROLES.map(|role| {
            let name = given.next().flatten().map_or(usual_name(role), String::as_str);
            value_of(matter, name)
        });
        Ok(Record {
            text: Cow::Owned(plain_text(body)),
            id,
            date,
            title,
            url,
            source,
            kept: fields.kept.iter().map(|name| value_of(matter, name)).collect(),
            ..Record::default()
        })
    }

    /// The text without syntax: paragraphs, headings and list items, separated by blank lines. Links are replaced by their text;
    /// images and HTML are dropped.
    fn plain_text(body: &str) -> String {
        let mut text = String::with_capacity(body.len());
        let mut images = 0_u32;
        let end_block = |text: &mut String| {
            let length = text.trim_end().len();
            text.truncate(length);
            if !text.is_empty() {
                text.push_str("\n\n");
            }
        };
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
        for event in Parser::new_ext(body, options) {
            match event {
                Event::Start(Tag::Image { .. }) => images += 1,
                Event::End(TagEnd::Image) => images = images.saturating_sub(1),
                _ if images > 0 => {}
                Event::Text(part) | Event::Code(part) => text.push_str(&part),
                Event::SoftBreak | Event::HardBreak => text.push('\n'),
                Event::End(TagEnd::TableCell) => text.push('\t'),
                Event::End(TagEnd::TableRow | TagEnd::TableHead) => {
                    let length = text.trim_end().len();
                    text.truncate(length);
                    text.push('\n');
                }
                Event::Start(
                    Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::List(_) | Tag::CodeBlock(_) | Tag::Table(_),
                )
                | Event::End(
                    TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock | TagEnd::Table,
                )
                | Event::Rule => end_block(&mut text),
                _ => {}
            }
        }
        end_block(&mut text);
        let length = text.trim_end().len();
        text.truncate(length);
        if length > 0 {
            text.push('\n');
        }
        text
    }
}

#[cfg(all(test, feature = "markdown"))]
mod tests {
    use super::article::{parse, value_of};
    use super::*;
    use crate::input::record::Fields;

    const PAGE: &str = "---\r\ntitle: \"Banjir \\\"Surut\\\"\"\ndate: 2024-12-31T08:00:00+07:00 # pagi\ntags: [a, b]\nsource: 'Ma''ruf'\nsummary: >\n  satu\n  dua\n---\n\n# Kepala\n\nIa *pergi* ke [Bogor](https://a.example).\nLalu pulang.\n\n- satu\n- dua\n\n![foto](a.jpg)\n";

    #[test]
    fn front_matter_is_separated_from_text() {
        let record = parse(PAGE, &Fields::default()).unwrap();
        assert_eq!(record.title.as_deref(), Some("Banjir \"Surut\""));
        assert_eq!(record.date.as_deref(), Some("2024-12-31T08:00:00+07:00"));
        assert_eq!(record.source.as_deref(), Some("Ma'ruf"));
        assert_eq!(record.text, "Kepala\n\nIa pergi ke Bogor.\nLalu pulang.\n\nsatu\n\ndua\n");
        assert_eq!(value_of("summary: >\n  satu\n  dua\nx: 1", "summary").as_deref(), Some("satu dua"));
        assert_eq!(value_of("tags: [a]", "tags"), None);
        assert!(has_front_matter(PAGE.as_bytes()));
    }

    #[test]
    fn files_may_lack_front_matter() {
        assert!(!has_front_matter(b"---\n\nkata\n---\n"));
        assert!(!has_front_matter(b"kata"));
        assert_eq!(parse("Kata\n", &Fields::default()).unwrap().text, "Kata\n");
        assert_eq!(parse("---\ntitle: a\nkata", &Fields::default()).unwrap().title, None);
        assert_eq!(parse("", &Fields::default()).unwrap().text, "");
        // Lines of dashes in the body are rules, and front matter may begin with a blank line.
        let rules = "---\n\ntitle: a\n---\nsatu\n\n---\ndua: 2\n\n---\n";
        let record = parse(rules, &Fields::default()).unwrap();
        assert_eq!((record.title.as_deref(), &*record.text), (Some("a"), "satu\n\ndua: 2\n"));
    }
}
