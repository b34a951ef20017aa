//! A text together with its tokens and sentences.

use jiff::civil::Date;

use crate::text::names::impl_names;
use crate::text::token::{Sentence, Token};
use crate::text::vocabulary::Vocabulary;
#[cfg(doc)]
use crate::text::vocabulary::WordFlags;

/// The source of an article's date, in order of precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DateSource {
    /// The date field of the record: a JSON key or a CSV column.
    Record,
    /// The front matter of a Markdown file.
    FrontMatter,
    /// The metadata of a web page: JSON-LD, `<meta>` or `<time>`.
    Page,
    /// A date in the URL of the page: `…/read/2024/12/31/…`.
    Url,
    /// A date in the file name: `2024-12-31-banjir.txt`.
    FileName,
    /// A dateline in the text: `Selasa (31/12/2024)`.
    Dateline,
    /// The day when a crawler retrieved the page, in a web archive.
    Crawl,
    /// The default date of the [`Settings`](crate::Settings); reported as `option`.
    Default,
}

impl DateSource {
    /// Every source, in the order of the variants.
    pub const ALL: [Self; 8] = [
        Self::Record,
        Self::FrontMatter,
        Self::Page,
        Self::Url,
        Self::FileName,
        Self::Dateline,
        Self::Crawl,
        Self::Default,
    ];

    /// The name in reports: `record`, `front_matter`, `page`, `url`, `file_name`, `dateline`, `crawl`, `option`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::FrontMatter => "front_matter",
            Self::Page => "page",
            Self::Url => "url",
            Self::FileName => "file_name",
            Self::Dateline => "dateline",
            Self::Crawl => "crawl",
            Self::Default => "option",
        }
    }
}

impl_names!(DateSource, "date source");

/// The date from which an article's relative dates are resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArticleDate {
    /// The day.
    pub date: Date,
    /// Where the date comes from.
    pub from: DateSource,
}

impl From<Date> for ArticleDate {
    /// The date of the article's record.
    fn from(date: Date) -> Self {
        Self { date, from: DateSource::Record }
    }
}

/// The maximum length in bytes of a first line that counts as a title.
const MAX_TITLE_BYTES: usize = 300;

/// Returns the title of a text: its first line, if a blank line and more text follow it. `None` if they do not, or if
/// the line is longer than 300 bytes.
#[must_use]
pub fn title_of(text: &str) -> Option<&str> {
    let (first, rest) = text.trim_start().split_once('\n')?;
    let (blank, rest) = rest.split_once('\n')?;
    let first = first.trim_end();
    (first.len() <= MAX_TITLE_BYTES && blank.trim().is_empty() && !rest.trim().is_empty()).then_some(first)
}

/// One article as recognizers see it: the text, its tokens and sentences, and the vocabulary of its words.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// The unmodified text. All spans refer to it.
    pub text: &'a str,
    /// All tokens, in text order.
    pub tokens: &'a [Token],
    /// The sentences, which cover the tokens.
    pub sentences: &'a [Sentence],
    /// The ascending indices of the tokens at which recognizers start: those whose word has one of the flags in
    /// [`WordFlags::TRIGGER`], and words that are not [plain](Token::is_plain).
    pub triggers: &'a [u32],
    /// The vocabulary that the tokens' [`WordId`](crate::WordId)s refer to.
    pub vocabulary: &'a Vocabulary,
    /// The article's date; `None` if it is unknown.
    pub date: Option<ArticleDate>,
}

impl<'a> Document<'a> {
    /// Returns a cursor over [`triggers`](Self::triggers), at the first.
    #[must_use]
    pub fn trigger_tokens(&self) -> TriggerTokens<'a> {
        TriggerTokens { tokens: self.tokens, rest: self.triggers }
    }

    /// Returns the text of a token.
    #[must_use]
    pub fn text_of(&self, token: &Token) -> &'a str {
        token.span().of(self.text)
    }
}

/// A forward-only cursor over the tokens at which recognizers start.
#[derive(Clone, Copy, Debug)]
pub struct TriggerTokens<'a> {
    tokens: &'a [Token],
    rest: &'a [u32],
}

impl TriggerTokens<'_> {
    /// Returns the index of the next trigger token at or after `at` that satisfies `is_trigger`, and moves past it.
    /// `None` after the last.
    #[inline]
    pub fn next_from(&mut self, at: usize, is_trigger: impl Fn(&Token) -> bool) -> Option<usize> {
        while let Some((&next, rest)) = self.rest.split_first() {
            self.rest = rest;
            let next = next as usize;
            if next >= at && self.tokens.get(next).is_some_and(&is_trigger) {
                return Some(next);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_is_a_first_line_followed_by_a_blank_line() {
        assert_eq!(title_of("\nBanjir Surut\r\n\r\nWarga pulang."), Some("Banjir Surut"));
        assert_eq!(title_of("Warga pulang.\nMereka lelah."), None);
        assert_eq!(title_of("Banjir Surut\n\n"), None);
        assert_eq!(title_of(&format!("{}\n\nIsi.", "a".repeat(301))), None);
        assert_eq!(title_of(""), None);
    }
}
