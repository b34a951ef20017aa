//! A text with what the tokenizer made of it.

use jiff::civil::Date;

use crate::text::token::{Sentence, Token};
use crate::text::vocabulary::Vocabulary;
#[cfg(doc)]
use crate::text::vocabulary::WordFlags;

/// Where an article's date comes from, in the order in which it is sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DateSource {
    /// The record's own date: a field of JSON, a column of CSV.
    Record,
    /// The front matter of a Markdown file.
    FrontMatter,
    /// What a web page says of itself: JSON-LD, `<meta>` or `<time>`.
    Page,
    /// A date in the address of the page: `…/read/2024/12/31/…`.
    Url,
    /// A date in the name of the file: `2024-12-31-banjir.txt`.
    FileName,
    /// A dateline in the text: `Selasa (31/12/2024)`.
    Dateline,
    /// The default date of the [`Settings`](crate::Settings); reported as `option`.
    #[serde(rename = "option")]
    Default,
}

impl DateSource {
    /// The name in reports: `record`, `front_matter`, `page`, `url`, `file_name`, `dateline`, `option`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::FrontMatter => "front_matter",
            Self::Page => "page",
            Self::Url => "url",
            Self::FileName => "file_name",
            Self::Dateline => "dateline",
            Self::Default => "option",
        }
    }
}

/// The day that an article's relative dates count from, and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArticleDate {
    /// The day.
    pub date: Date,
    /// Its source.
    pub from: DateSource,
}

impl From<Date> for ArticleDate {
    /// The date of the article's record.
    fn from(date: Date) -> Self {
        Self { date, from: DateSource::Record }
    }
}

/// The longest first line, in bytes, that is taken for a title.
const LONGEST_TITLE: usize = 300;

/// The title that a text begins with: its first line, if a blank line and then more text follow. Absent for other texts, and
/// where the line is longer than 300 bytes.
#[must_use]
pub fn title_of(text: &str) -> Option<&str> {
    let (first, rest) = text.trim_start().split_once('\n')?;
    let (blank, rest) = rest.split_once('\n')?;
    let first = first.trim_end();
    (first.len() <= LONGEST_TITLE && blank.trim().is_empty() && !rest.trim().is_empty()).then_some(first)
}

/// One article as recognisers see it: the text, its tokens and sentences, and the vocabulary that names their words.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// The text, untouched: spans point into it.
    pub text: &'a str,
    /// All tokens, in order.
    pub tokens: &'a [Token],
    /// The sentences, which cover the tokens.
    pub sentences: &'a [Sentence],
    /// The indices, rising, of the tokens that recognisers may wake up at: those whose word bears one of [`WordFlags::TRIGGER`], and
    /// words that are not [plain](Token::is_plain).
    pub triggers: &'a [u32],
    /// What the word ids mean.
    pub vocabulary: &'a Vocabulary,
    /// The article's date; absent if nothing says it.
    pub date: Option<ArticleDate>,
}

impl<'a> Document<'a> {
    /// The tokens that recognisers may wake up at, from the first on.
    #[must_use]
    pub fn trigger_tokens(&self) -> TriggerTokens<'a> {
        TriggerTokens { tokens: self.tokens, rest: self.triggers }
    }

    /// The characters of a token.
    #[must_use]
    pub fn text_of(&self, token: &Token) -> &'a str {
        token.span().of(self.text)
    }
}

/// A walk over the tokens that recognisers may wake up at.
#[derive(Clone, Copy, Debug)]
pub struct TriggerTokens<'a> {
    tokens: &'a [Token],
    rest: &'a [u32],
}

impl TriggerTokens<'_> {
    /// The index of the next such token from `at` on that `wakes` agrees to. What lies before it is left behind.
    #[inline]
    pub fn next_from(&mut self, at: usize, wakes: impl Fn(&Token) -> bool) -> Option<usize> {
        while let Some((&next, rest)) = self.rest.split_first() {
            self.rest = rest;
            let next = next as usize;
            if next >= at && self.tokens.get(next).is_some_and(&wakes) {
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
    fn a_title_is_a_first_line_on_its_own() {
        assert_eq!(title_of("\nBanjir Surut\r\n\r\nWarga pulang."), Some("Banjir Surut"));
        assert_eq!(title_of("Warga pulang.\nMereka lelah."), None);
        assert_eq!(title_of("Banjir Surut\n\n"), None);
        assert_eq!(title_of(&format!("{}\n\nIsi.", "a".repeat(301))), None);
        assert_eq!(title_of(""), None);
    }
}
