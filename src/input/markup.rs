//! HTML tags and entities in the text fields of records.

use std::borrow::Cow;
use std::ops::Range;

/// Whether HTML tags and entities are taken out of the text fields of records. Offsets then refer to the text without them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum StripTags {
    /// In texts that plainly have them: a pair of tags of HTML such as `<p>` and `</p>`, a line break `<br>`, or an entity such as
    /// `&nbsp;`.
    #[default]
    Auto,
    /// In all texts: also single tags of HTML.
    Always,
    /// In none.
    Never,
}

/// Tags that end a paragraph.
const BLOCKS: &str = "address article aside blockquote body center dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html \
    li main nav ol p pre section table tr ul";

/// Other tags.
const INLINE: &str = "a abbr amp-img b big br button caption cite code del em embed font i iframe img input ins kbd label link mark meta noscript \
    object param picture q s script small source span strike strong style sub sup svg tbody td tfoot th thead time title tt u var \
    video wbr";

/// Tags without an end tag that texts have no other use for.
const VOID: &[&str] = &["br", "hr", "img"];

/// Tags whose content is not text.
const HIDDEN: &[&str] = &["script", "style"];

/// The most bytes of a tag.
const LONGEST_TAG: usize = 4096;

/// The text without tags and entities. Tags that end a paragraph become blank lines, and `<br>` a line break. Tags that are written
/// with entities (`&lt;p&gt;`) are taken out as well. Borrowed if there are none.
pub(crate) fn strip_tags(text: &str, mode: StripTags) -> Cow<'_, str> {
    if mode == StripTags::Never || memchr::memchr2(b'<', b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    // Text of a content management system may be encoded twice.
    let mut text = Cow::Borrowed(text);
    for _ in 0..2 {
        if let Some(stripped) = without_tags(&text, mode) {
            text = Cow::Owned(stripped);
        }
        let decoded = match html_escape::decode_html_entities(&*text) {
            Cow::Owned(decoded) if decoded != *text => decoded,
            _ => break,
        };
        text = Cow::Owned(decoded);
    }
    match without_tags(&text, mode) {
        Some(stripped) => Cow::Owned(stripped),
        None => text,
    }
}

/// A tag or comment.
struct Tag {
    range: Range<usize>,
    /// The place of the name in [`BLOCKS`], followed by [`INLINE`]. `None` for a comment.
    name: Option<usize>,
    is_end: bool,
}

fn names() -> impl Iterator<Item = &'static str> {
    BLOCKS.split(' ').chain(INLINE.split(' '))
}

/// The text without tags. `None` if it has none.
fn without_tags(text: &str, mode: StripTags) -> Option<String> {
    let tags: Vec<Tag> = tags(text).collect();
    if tags.is_empty() || !(mode == StripTags::Always || are_plainly_tags(&tags)) {
        return None;
    }
    let mut stripped = String::with_capacity(text.len());
    let mut copied = 0;
    let mut last_ends: [Option<usize>; HIDDEN.len()] = [None; HIDDEN.len()];
    for (last, hidden) in last_ends.iter_mut().zip(HIDDEN) {
        let name = names().position(|name| name == *hidden);
        *last = tags.iter().rposition(|tag| tag.is_end && tag.name == name);
    }
    let mut hidden: Option<usize> = None;
    for (at, Tag { range, name, is_end }) in tags.iter().enumerate() {
        if hidden.is_none() {
            push_text(&mut stripped, text.get(copied..range.start).unwrap_or_default());
        }
        copied = range.end;
        if hidden.is_some() {
            hidden = hidden.filter(|_| !(*is_end && *name == hidden));
            continue;
        }
        let Some(tag) = name.and_then(|name| names().nth(name)) else { continue };
        let last_end = HIDDEN.iter().position(|name| *name == tag).and_then(|hidden| *last_ends.get(hidden)?);
        if !is_end && last_end.is_some_and(|end| end > at) {
            hidden = *name;
        } else if BLOCKS.split(' ').any(|block| block == tag) {
            end_line(&mut stripped, "\n\n");
        } else if tag == "br" {
            stripped.push('\n');
        } else if *is_end && matches!(tag, "td" | "th") {
            stripped.push('\t');
        }
    }
    push_text(&mut stripped, text.get(copied..).unwrap_or_default());
    let end = stripped.trim_end().len();
    stripped.truncate(end);
    Some(stripped)
}

/// Appends the text between two tags, without the blanks at the beginning of a paragraph.
fn push_text(stripped: &mut String, text: &str) {
    let begins = stripped.is_empty() || stripped.ends_with("\n\n");
    stripped.push_str(if begins { text.trim_start() } else { text });
}

/// Ends a line with `breaks`, which replace the blanks before it.
fn end_line(text: &mut String, breaks: &str) {
    let end = text.trim_end().len();
    text.truncate(end);
    if !text.is_empty() {
        text.push_str(breaks);
    }
}

/// Whether a tag and its end tag are among the tags, or one that has no end tag.
fn are_plainly_tags(tags: &[Tag]) -> bool {
    let mut begun = vec![false; names().count()];
    tags.iter().any(|tag| {
        let Some(name) = tag.name else { return false };
        let Some(begun) = begun.get_mut(name) else { return false };
        *begun |= !tag.is_end;
        (tag.is_end && *begun) || names().nth(name).is_some_and(|name| VOID.contains(&name))
    })
}

/// The tags of a text, in order. Names that are not those of HTML, as in `<b.h@kabar.example>`, are text.
fn tags(text: &str) -> impl Iterator<Item = Tag> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + memchr::memchr(b'<', text.as_bytes().get(at..)?)?;
            match tag_at(text, start) {
                Some(tag) => {
                    at = tag.range.end;
                    return Some(tag);
                }
                None => at = start + 1,
            }
        }
    })
}

/// The tag or comment that begins at `start`.
fn tag_at(text: &str, start: usize) -> Option<Tag> {
    let bytes = text.as_bytes().get(start..)?;
    let bytes = bytes.get(..bytes.len().min(LONGEST_TAG)).unwrap_or_default();
    if bytes.starts_with(b"<!--") {
        let end = memchr::memmem::find(bytes, b"-->")? + 3;
        return Some(Tag { range: start..start + end, name: None, is_end: false });
    }
    let is_end = bytes.get(1) == Some(&b'/');
    let name_start = 1 + usize::from(is_end);
    let rest = bytes.get(name_start..)?;
    let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
    let written = rest.get(..length)?;
    let name = names().position(|name| name.as_bytes().eq_ignore_ascii_case(written))?;
    let after = rest.get(length..)?;
    if !matches!(after.first(), Some(b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n')) {
        return None;
    }
    let mut quote = None;
    let end = after.iter().position(|byte| {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => return quote.is_none() && matches!(byte, b'>' | b'<'),
        }
        false
    });
    // A quotation mark may be missing.
    let end = end.or_else(|| memchr::memchr(b'>', after)).filter(|end| after.get(*end) == Some(&b'>'))?;
    Some(Tag { range: start..start + name_start + length + end + 1, name: Some(name), is_end })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn auto(text: &str) -> Cow<'_, str> {
        strip_tags(text, StripTags::Auto)
    }

    #[test]
    fn tags_and_entities_are_taken_out() {
        for (text, wanted) in [
            (
                "<p>Harga <b>beras</b> naik.</p>\n<p class=\"a>b\">Warga&nbsp;kaget.</p>",
                "Harga beras naik.\n\nWarga\u{a0}kaget.",
            ),
            ("&lt;p&gt;Satu &amp;amp; dua.&lt;/p&gt;", "Satu & dua."),
            ("Satu.<br/>Dua.<BR><br />Tiga.", "Satu.\nDua.\n\nTiga."),
            ("<div><script>var a = '<p>';</script>Satu<!-- x --> dua</div>", "Satu dua"),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\n\nc"),
            ("Tom &amp; Jerry &#8220;x&#x201d;", "Tom & Jerry “x”"),
            ("<p>Tanpa akhir <span style='x'>a</p>", "Tanpa akhir a"),
        ] {
            assert_eq!(auto(text), wanted, "{text}");
        }
    }

    #[test]
    fn other_texts_stay() {
        for text in [
            "a < b & c > d",
            "R&D; AT&T",
            "<b.h@kabar.example> menulis",
            "jika <a dan b> c",
            "<p",
            "<b>",
            "x</p>",
            "&tiada; &",
            "<!-- a",
        ] {
            assert!(matches!(auto(text), Cow::Borrowed(same) if same == text), "{text}");
        }
        assert_eq!(strip_tags("a <b> c", StripTags::Always), "a  c");
        assert_eq!(strip_tags("<p>a</p>&amp;", StripTags::Never), "<p>a</p>&amp;");
    }
}
