//! Sums over the tokens of articles.

use crate::terms::TermCounter;
use crate::text::document::Document;
use crate::tokenizer::TokenSums;

/// Counts over the tokens of one article or of many. They merge by addition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Counts {
    /// Bytes of the UTF-8 text.
    pub bytes: u64,
    /// Sentences.
    pub sentences: u64,
    /// Tokens of every kind.
    pub tokens: u64,
    /// Tokens that can be terms: words, handles and hashtags, including stop words and boilerplate.
    pub words: u64,
    /// Terms counted; `None` if terms are not counted.
    pub terms: Option<u64>,
    /// Words skipped as stop words; `None` if terms are not counted.
    pub stop_words: Option<u64>,
    /// Boilerplate tokens: datelines, links, credits.
    pub boilerplate_tokens: u64,
    /// Words with a capital directly after a lower-case letter (`danIran`): likely run together by mistake.
    pub glued_words: u64,
}

impl Counts {
    pub(crate) fn of(document: &Document<'_>, sums: TokenSums, terms: Option<&TermCounter>) -> Self {
        Self {
            bytes: document.text.len() as u64,
            sentences: document.sentences.len() as u64,
            tokens: document.tokens.len() as u64,
            words: sums.words,
            terms: terms.map(TermCounter::document_terms),
            stop_words: terms.map(TermCounter::document_stop_words),
            boilerplate_tokens: sums.boilerplate,
            glued_words: sums.glued,
        }
    }

    /// Adds the sums of other articles.
    pub fn merge(&mut self, other: &Self) {
        let add = |a: Option<u64>, b: Option<u64>| match (a, b) {
            (None, None) => None,
            (a, b) => Some(a.unwrap_or(0) + b.unwrap_or(0)),
        };
        self.bytes += other.bytes;
        self.sentences += other.sentences;
        self.tokens += other.tokens;
        self.words += other.words;
        self.terms = add(self.terms, other.terms);
        self.stop_words = add(self.stop_words, other.stop_words);
        self.boilerplate_tokens += other.boilerplate_tokens;
        self.glued_words += other.glued_words;
    }
}
