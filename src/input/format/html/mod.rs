//! Web pages.

#[cfg(feature = "html")]
mod article;
#[cfg(feature = "html")]
mod furniture;
#[cfg(feature = "html")]
mod metadata;
#[cfg(feature = "html")]
mod parser;
#[cfg(feature = "html")]
mod title;
#[cfg(feature = "html")]
mod tree;

use crate::error::Missing;
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
    unit: Missing::Text,
    layout: Layout::Single {
        #[cfg(feature = "html")]
        parse: article::parse,
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

/// A text in one line.
#[cfg(feature = "html")]
fn collapse_whitespace(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(all(test, feature = "html"))]
mod tests;
