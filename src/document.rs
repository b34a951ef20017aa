//! A text with what the tokenizer made of it.

use jiff::civil::Date;

use crate::token::{Sentence, Token};
use crate::vocabulary::Vocabulary;

/// Where an article's date comes from, in the order in which it is sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DateFrom {
    /// The record's own date field.
    Record,
    /// A dateline in the text: `Selasa (31/12/2024)`.
    Dateline,
    /// The `--date` option.
    Option,
}

impl DateFrom {
    /// The name in reports: `record`, `dateline`, `option`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Dateline => "dateline",
            Self::Option => "option",
        }
    }
}

/// The day that an article's relative dates count from, and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArticleDate {
    /// The day.
    pub date: Date,
    /// Its source.
    pub from: DateFrom,
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
    /// What the word ids mean.
    pub vocabulary: &'a Vocabulary,
    /// The article's date; absent if nothing says it.
    pub date: Option<ArticleDate>,
}

impl<'a> Document<'a> {
    /// The characters of a token.
    #[must_use]
    pub fn text_of(&self, token: &Token) -> &'a str {
        token.span().of(self.text)
    }
}
