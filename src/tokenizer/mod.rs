//! Splits text into tokens and sentences.
//!
//! `char_classes` classifies bytes, 64 at a time; `scan` makes the plain tokens from these classes; `special` makes all
//! others (hyphens, apostrophes, inner periods, digits next to letters, characters beyond ASCII), in the last resort by
//! the table of `rules`. `line_breaks` joins the lines of wrapped text. `sentences` and `boilerplate` then look only at the boundaries: the tokens that begin a line
//! or may end a sentence.

mod boilerplate;
mod char_classes;
mod dateline;
mod lexicon;
mod line_breaks;
mod rules;
mod scan;
mod sentences;
mod special;
#[cfg(test)]
mod tests;
mod words;

pub use lexicon::Lexicon;

use crate::text::token::{Sentence, Token};
use crate::text::vocabulary::{Vocabulary, WordFlags, WordTable};
use crate::text::work;

use char_classes::CharClasses;
use scan::{Buffer, PendingWords, Scan};
#[cfg(test)]
pub(crate) use words::pair_words;
use words::{BloomFilter, WordRole};

/// Splits texts into tokens and sentences. The treatment of hyphens, periods, digits and punctuation is specified by
/// the table in `src/tokenizer/rules.rs`.
#[derive(Clone, Debug)]
pub struct Tokenizer {
    roles: WordTable<WordRole>,
    abbreviations: BloomFilter,
    /// The listed boilerplate lines.
    boilerplate: Vec<&'static str>,
}

/// The tokens and sentences of one text. Reusing the value for the next text reuses its buffers.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    tokens: Buffer<Token>,
    /// The indices of the tokens that begin a line or may end a sentence.
    boundaries: Buffer<u32>,
    triggers: Vec<u32>,
    sentences: Vec<Sentence>,
    classes: CharClasses,
    pending: PendingWords,
    key: String,
    sums: TokenSums,
}

/// Counts of the tokens of one text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TokenSums {
    /// Words, handles and hashtags.
    pub(crate) words: u64,
    /// Tokens with a lower-case letter directly before an upper-case one.
    pub(crate) glued: u64,
    /// Boilerplate tokens.
    pub(crate) boilerplate: u64,
    /// The words, handles and hashtags among them.
    pub(crate) boilerplate_words: u64,
}

impl Tokens {
    /// Returns the tokens, in text order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        self.tokens.items()
    }

    /// Returns the sentences, which cover the tokens.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// Returns the ascending indices of the tokens at which recognizers start; see
    /// [`Document::triggers`](crate::Document::triggers).
    #[must_use]
    pub fn triggers(&self) -> &[u32] {
        &self.triggers
    }

    pub(crate) fn sums(&self) -> TokenSums {
        self.sums
    }
}

impl Tokenizer {
    /// Creates a tokenizer for use with `vocabulary` or clones of it.
    #[must_use]
    pub fn new(vocabulary: &mut Vocabulary) -> Self {
        let roles = words::roles(vocabulary, boilerplate::openers());
        Self {
            abbreviations: BloomFilter::new(&roles, vocabulary),
            roles,
            boilerplate: boilerplate::entries().collect(),
        }
    }

    /// Tokenizes `text` (at most 4 GiB), replacing the previous contents of `out`. New words are added to `vocabulary`.
    pub fn tokenize(&self, text: &str, vocabulary: &mut Vocabulary, out: &mut Tokens) {
        self.scan(text, vocabulary, out);
        let Tokens { tokens, boundaries, triggers, sentences, sums, .. } = out;
        line_breaks::join(text, tokens, boundaries, &self.roles, vocabulary, &mut sums.glued);
        sums.words = list_triggers(tokens.items(), triggers);
        sentences::split(tokens.items(), boundaries.items(), &self.roles, sentences);
        (sums.boilerplate, sums.boilerplate_words) =
            boilerplate::flag(text, tokens.items_mut(), boundaries.items(), &self.roles, &self.boilerplate);
    }

    /// Replaces the tokens in `out`, and nothing that follows from them.
    fn scan(&self, text: &str, vocabulary: &mut Vocabulary, out: &mut Tokens) {
        let Tokens { tokens, boundaries, classes, pending, key, sums, .. } = out;
        classes.classify(text.as_bytes());
        tokens.clear();
        boundaries.clear();
        let mut scan = Scan {
            text,
            classes,
            roles: &self.roles,
            abbreviations: &self.abbreviations,
            vocabulary,
            tokens,
            boundaries,
            pending,
            key,
            end: usize::MAX,
            after_wide_blank: false,
            glued: 0,
        };
        scan.run();
        scan.split_datelines();
        sums.glued = scan.glued;
    }
}

/// Fills `triggers` with the indices of the tokens at which recognizers start. Returns the number of words, handles and
/// hashtags.
fn list_triggers(tokens: &[Token], triggers: &mut Vec<u32>) -> u64 {
    work::steps(tokens.len());
    triggers.resize(tokens.len(), 0);
    let places = triggers.as_mut_slice();
    let (mut count, mut words) = (0, 0);
    for (token, at) in tokens.iter().zip(0..) {
        words += u64::from(token.is_word());
        if let Some(place) = places.get_mut(count) {
            *place = at;
        }
        count += usize::from(token.word_flags().intersects(WordFlags::TRIGGER) | (token.is_word() & !token.is_plain()));
    }
    triggers.truncate(count);
    words
}
