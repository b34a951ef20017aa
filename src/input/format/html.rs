//! Web pages.

use crate::input::encoding::TextEncoding;
use crate::input::format::{Feature, InputFormat, Layout};
use crate::message::Wording;
use crate::text::document::DateSource;

pub(super) const FORMAT: InputFormat = InputFormat {
    name: "html",
    title: Wording {
        en: "a web page: its article, without menus and related links",
        id: "halaman web: artikelnya, tanpa menu dan tautan terkait",
    },
    extensions: &["html", "htm", "xhtml"],
    sniff: is_page,
    feature: Some(Feature { name: "html", is_built_in: cfg!(feature = "html") }),
    is_distinctive: false,
    layout: Layout::Single {
        #[cfg(feature = "html")]
        parse: page::parse,
        #[cfg(not(feature = "html"))]
        parse: |_, _| Err(super::missing("html")),
        date_source: DateSource::Page,
        declared_encoding,
    },
};

/// The number of bytes that are searched for a declared encoding (HTML standard, "prescan a byte stream").
const PRESCAN_BYTES: usize = 1024;

/// Whether a file begins like a web page.
fn is_page(head: &[u8]) -> bool {
    let text = head.trim_ascii_start();
    [&b"<!doctype html"[..], b"<html", b"<head", b"<body", b"<!-- html"]
        .iter()
        .any(|mark| text.get(..mark.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(mark)))
}

/// The encoding that a page declares: `<meta charset=…>`, or in the content of another `<meta>`.
fn declared_encoding(bytes: &[u8]) -> Option<TextEncoding> {
    let head = bytes.get(..PRESCAN_BYTES).unwrap_or(bytes).to_ascii_lowercase();
    let at = memchr::memmem::find(&head, b"charset")?;
    let rest = head.get(at + b"charset".len()..)?.trim_ascii_start();
    let rest = rest.strip_prefix(b"=")?.trim_ascii_start();
    let name = rest.split(|b| b"\"'/>; \t\r\n".contains(b)).find(|part| !part.is_empty())?;
    TextEncoding::named(std::str::from_utf8(name).ok()?)
}

#[cfg(feature = "html")]
mod page {
    use std::borrow::Cow;
    use std::collections::HashMap;

    use dom_smoothie::{Config, Readability, TextMode};

    use crate::error::Problem;
    use crate::input::date_source::date_of_field;
    use crate::input::record::{Fields, Record};

    /// Maximum nesting depth of elements. Real pages have fewer than a hundred levels.
    const MAX_DEPTH: usize = 1000;

    /// Maximum number of tags, because each takes memory. Long pages have about ten thousand.
    const MAX_TAGS: usize = 500_000;

    /// Elements and attributes with the date of publication, apart from JSON-LD and the usual `<meta>`.
    const DATES: [(&str, &str); 8] = [
        ("meta[property='article:published_time']", "content"),
        ("meta[itemprop='datePublished']", "content"),
        ("meta[name='publishdate']", "content"),
        ("meta[name='pubdate']", "content"),
        ("meta[name='content_PublishedDate']", "content"),
        ("meta[name='dc.date']", "content"),
        ("time[itemprop='datePublished']", "datetime"),
        ("time[datetime]", "datetime"),
    ];

    /// Checks the limits against pages that are made to exhaust memory. Depth counts the elements that need an end tag.
    fn check_tags(page: &str) -> Result<(), Problem> {
        /// Elements without content, and elements that the next one of their kind closes.
        const SHALLOW: [&str; 32] = [
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
            "wbr", "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot",
            "colgroup", "rp", "rt", "html", "head", "body",
        ];
        let bytes = page.as_bytes();
        let mut open: HashMap<String, usize> = HashMap::new();
        let (mut depth, mut tags, mut at) = (0_usize, 0_usize, 0);
        while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr(b'<', rest)) {
            at += found + 1;
            let rest = bytes.get(at..).unwrap_or_default();
            if rest.starts_with(b"!--") {
                at += memchr::memmem::find(rest, b"-->").unwrap_or(rest.len());
                continue;
            }
            let is_end = rest.starts_with(b"/");
            let name: Vec<u8> =
                rest.iter().skip(usize::from(is_end)).take_while(|b| b.is_ascii_alphanumeric()).copied().collect();
            let name = String::from_utf8(name).unwrap_or_default().to_ascii_lowercase();
            if name.is_empty() {
                continue;
            }
            tags += 1;
            if tags > MAX_TAGS {
                return Err(Problem::TooManyTags { limit: MAX_TAGS });
            }
            if !is_end && matches!(&*name, "script" | "style" | "textarea" | "title") {
                let end = format!("</{name}");
                let close = |from: usize| {
                    memchr::memmem::find_iter(bytes.get(from..).unwrap_or_default(), b"</").map(|n| from + n).find(
                        |&n| bytes.get(n..n + end.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(end.as_bytes())),
                    )
                };
                at = close(at).map_or(bytes.len(), |n| n + end.len());
                continue;
            }
            if SHALLOW.contains(&&*name) {
                continue;
            }
            let count = open.entry(name).or_default();
            if is_end {
                depth -= usize::from(*count > 0);
                *count = count.saturating_sub(1);
            } else {
                (*count, depth) = (*count + 1, depth + 1);
                if depth > MAX_DEPTH {
                    return Err(Problem::TooDeep { limit: MAX_DEPTH });
                }
            }
        }
        Ok(())
    }

    /// Extracts the article of a page.
    pub(super) fn parse<'a>(page: &'a str, _: &Fields) -> Result<Record<'a>, Problem> {
        check_tags(page)?;
        let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
        let mut readability = Readability::new(page, None, Some(config)).map_err(|_| Problem::NoArticle)?;
        let document = &readability.doc;
        let attribute = |selector: &str, name: &str| -> Option<String> {
            let value = document.select(selector).iter().find_map(|element| element.attr(name))?;
            let value = value.trim();
            (!value.is_empty()).then(|| value.to_owned())
        };
        let marked = DATES
            .iter()
            .filter_map(|(selector, name)| attribute(selector, name))
            .find(|value| date_of_field(value).is_some());
        let url =
            attribute("link[rel='canonical']", "href").or_else(|| attribute("meta[property='og:url']", "content"));
        let headline =
            document.select("h1").iter().next().map(|h1| collapse_whitespace(&h1.text())).filter(|h1| !h1.is_empty());
        let article = readability.parse().map_err(|_| Problem::NoArticle)?;
        let text = paragraphs(&article.text_content);
        if text.is_empty() {
            return Err(Problem::NoArticle);
        }
        let title = Some(collapse_whitespace(&article.title)).filter(|title| !title.is_empty()).or(headline);
        // The headline is part of the text if it is within the article element.
        let text = match title.as_deref().and_then(|title| text.strip_prefix(title)) {
            Some(rest) if rest.starts_with('\n') => rest.trim_start().to_owned(),
            _ => text,
        };
        let published = article.published_time.filter(|time| date_of_field(time).is_some());
        Ok(Record {
            text: Cow::Owned(text),
            id: None,
            date: published.or(marked).map(Cow::Owned),
            title: title.map(Cow::Owned),
            source: article.site_name.map(Cow::Owned),
            url: url.or(article.url).map(Cow::Owned),
            ..Record::default()
        })
    }

    fn collapse_whitespace(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Trims lines, and reduces blank lines to one.
    fn paragraphs(text: &str) -> String {
        let mut clean = String::with_capacity(text.len());
        let mut is_new = false;
        for line in text.lines().map(str::trim) {
            if line.is_empty() {
                is_new = !clean.is_empty();
                continue;
            }
            if !clean.is_empty() {
                clean.push_str(if is_new { "\n\n" } else { "\n" });
            }
            clean.push_str(line);
            is_new = false;
        }
        if !clean.is_empty() {
            clean.push('\n');
        }
        clean
    }
}

#[cfg(all(test, feature = "html"))]
mod tests {
    use super::page::parse;
    use super::*;
    use crate::input::record::Fields;

    const PAGE: &str = r#"<!DOCTYPE html><html><head><meta charset="utf-8"><title>Banjir di Bogor Mulai Surut - Kabar</title>
<meta property="og:title" content="Banjir di Bogor Mulai Surut"><meta property="og:site_name" content="Kabar">
<link rel="canonical" href="https://kabar.example/2024/12/30/banjir">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Banjir di Bogor Mulai Surut","datePublished":"2024-12-31T08:00:00+07:00"}</script>
<script>var x = "<div><div>";</script></head><body>
<nav><ul><li><a href="/">Beranda</a></li><li><a href="/olahraga">Olahraga</a></li></ul></nav>
<article><h1>Banjir di Bogor Mulai Surut</h1><time datetime="2024-12-31">Selasa</time>
<p>Warga mulai membersihkan rumah mereka, Selasa (31/12/2024), setelah air surut di beberapa kelurahan.</p>
<p>Menurut Budi Santoso, warga setempat, air naik sejak Minggu malam dan baru turun pada pagi hari ini.</p>
<p>Pemerintah kota mengirim bantuan makanan, selimut, dan obat-obatan bagi warga yang masih mengungsi.</p></article>
<aside class="related"><h3>Berita Terkait</h3><ul><li><a href="/a">Harga beras naik</a></li></ul></aside>
<footer>Hak cipta Kabar</footer></body></html>"#;

    #[test]
    fn the_article_is_extracted_from_the_page() {
        let record = parse(PAGE, &Fields::default()).unwrap();
        assert_eq!(record.title.as_deref(), Some("Banjir di Bogor Mulai Surut"));
        assert_eq!(record.date.as_deref(), Some("2024-12-31T08:00:00+07:00"));
        assert_eq!(record.source.as_deref(), Some("Kabar"));
        assert_eq!(record.url.as_deref(), Some("https://kabar.example/2024/12/30/banjir"));
        assert!(record.text.starts_with("Warga mulai") || record.text.starts_with("Selasa"), "{}", record.text);
        assert!(record.text.ends_with("masih mengungsi.\n"), "{}", record.text);
        for other in ["Beranda", "Harga beras", "Hak cipta", "var x"] {
            assert!(!record.text.contains(other), "{other}: {}", record.text);
        }
    }

    #[test]
    fn dates_are_read_from_time_elements() {
        let page = PAGE.replace("application/ld+json", "text/plain");
        assert_eq!(parse(&page, &Fields::default()).unwrap().date.as_deref(), Some("2024-12-31"));
        let page = page.replace("<time datetime", "<i title").replace("</time>", "</i>");
        assert_eq!(parse(&page, &Fields::default()).unwrap().date, None);
    }

    #[test]
    fn malicious_and_invalid_pages_are_errors() {
        let parsed =
            |page: &str| parse(page, &Fields::default()).map(|r| r.text.into_owned()).map_err(|p| p.to_string());
        let deep = format!("<html><body>{}kata{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
        assert!(parsed(&deep).unwrap_err().contains("deeper than 1000"));
        assert!(parsed(&"<b></x>".repeat(100_000)).unwrap_err().contains("deeper than 1000"));
        assert!(parsed(&"<br>".repeat(600_000)).unwrap_err().contains("more than 500000 tags"));
        // Deep, but within the limit.
        let page = format!(
            "<html><body>{}<p>{}</p>",
            "<div>".repeat(990),
            "Kata demi kata, kalimat demi kalimat. ".repeat(30)
        );
        assert!(parsed(&page).unwrap().contains("Kata demi kata"));
        assert!(parsed("").unwrap_err().contains("no article"));
        for broken in
            ["<html", "<html><body><p", "<!--", "<script>", "<title>a: b", "&#xffffffff;<p>&", "<svg><p><math>"]
        {
            let _ = parsed(broken);
        }
    }

    #[test]
    fn declared_encodings_are_found() {
        assert_eq!(declared_encoding(b"<meta charset=\"ISO-8859-1\">"), TextEncoding::named("latin1"));
        assert_eq!(
            declared_encoding(b"<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>"),
            TextEncoding::named("windows-1252")
        );
        assert_eq!(declared_encoding(b"<p>charset</p>"), None);
    }
}
