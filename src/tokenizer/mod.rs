//! Text to tokens and sentences.
//!
//! The way: `classes` says of each byte what it is, 64 at a time; `scan` makes tokens of what is plain; `special` makes those of
//! all else (hyphens, apostrophes, inner stops, digits beside letters, characters beyond ASCII), by the table of `rules` in the
//! end. `sentences` and `boilerplate` then visit the landmarks: the tokens that begin a line or may end a sentence.

mod boilerplate;
mod char_classes;
mod lexicon;
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

use char_classes::Classes;
use scan::{Buffer, Pending, Scan};
#[cfg(test)]
pub(crate) use words::pair_words;
use words::{BloomFilter, Role};

/// Cuts texts into tokens and sentences. What it does with hyphens, stops, digits and marks is the table in
/// `src/tokenizer/rules.rs`.
#[derive(Clone, Debug)]
pub struct Tokenizer {
    roles: WordTable<Role>,
    abbreviations: BloomFilter,
    /// The lines that are boilerplate.
    boilerplate: Vec<&'static str>,
}

/// The tokens and sentences of one text, and the buffers that made them, to be used again.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    tokens: Buffer<Token>,
    /// Indices of the tokens that begin a line or may end a sentence.
    landmarks: Buffer<u32>,
    triggers: Vec<u32>,
    sentences: Vec<Sentence>,
    classes: Classes,
    pending: Pending,
    key: String,
    sums: TokenSums,
}

/// Sums over the tokens of one text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TokenSums {
    /// Words, handles and hashtags.
    pub(crate) words: u64,
    /// Tokens with a small letter directly before a capital.
    pub(crate) glued: u64,
    /// Tokens that belong to the page.
    pub(crate) boilerplate: u64,
}

impl Tokens {
    /// The tokens, in order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        self.tokens.items()
    }

    /// The sentences, which cover the tokens.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The indices, rising, of the tokens that recognisers may wake up at; see [`Document::triggers`](crate::Document::triggers).
    #[must_use]
    pub fn triggers(&self) -> &[u32] {
        &self.triggers
    }

    pub(crate) fn sums(&self) -> TokenSums {
        self.sums
    }
}

impl Tokenizer {
    /// A tokenizer for texts read with `vocabulary` or copies of it.
    #[must_use]
    pub fn new(vocabulary: &mut Vocabulary) -> Self {
        let roles = words::roles(vocabulary);
        Self {
            abbreviations: BloomFilter::new(&roles, vocabulary),
            roles,
            boilerplate: boilerplate::entries().collect(),
        }
    }

    /// Cuts `text` (at most 4 GiB) and forgets what `out` held before. New words are added to `vocabulary`.
    pub fn tokenize(&self, text: &str, vocabulary: &mut Vocabulary, out: &mut Tokens) {
        let Tokens { tokens, landmarks, triggers, sentences, classes, pending, key, sums } = out;
        classes.classify(text.as_bytes());
        tokens.clear();
        landmarks.clear();
        let mut scan = Scan {
            text,
            classes,
            roles: &self.roles,
            abbreviations: &self.abbreviations,
            vocabulary,
            tokens,
            landmarks,
            pending,
            key,
            end: usize::MAX,
            is_blank_behind: false,
            glued: 0,
        };
        scan.run();
        sums.glued = scan.glued;
        sums.words = list_triggers(tokens.items(), triggers);
        sentences::split(text, tokens.items(), landmarks.items(), &self.roles, sentences);
        sums.boilerplate =
            boilerplate::mark(text, tokens.items_mut(), landmarks.items(), &self.roles, &self.boilerplate);
    }
}

/// Fills `triggers` with the indices of the tokens that recognisers may wake up at; returns how many tokens are words, handles and
/// hashtags.
fn list_triggers(tokens: &[Token], triggers: &mut Vec<u32>) -> u64 {
    triggers.resize(tokens.len(), 0);
    let places = triggers.as_mut_slice();
    let (mut count, mut words) = (0, 0);
    for (token, at) in tokens.iter().zip(0..) {
        words += u64::from(token.is_word());
        if let Some(place) = places.get_mut(count) {
            *place = at;
        }
        count += usize::from(token.marks().any(WordFlags::TRIGGER) | (token.is_word() & !token.is_plain()));
    }
    triggers.truncate(count);
    words
}
