//! Text to tokens and sentences.
//!
//! The way: `classes` says of each byte what it is, 64 at a time; `scan` makes tokens of what is plain; `special` makes those of
//! all else (hyphens, apostrophes, inner stops, digits beside letters, characters beyond ASCII), by the table of `rules` in the
//! end. `sentences` and `furniture` then visit the landmarks: the tokens that begin a line or may end a sentence.

mod classes;
mod furniture;
mod rules;
mod scan;
mod sentences;
mod special;
#[cfg(test)]
mod tests;
mod words;

use crate::token::{Sentence, Token};
use crate::vocabulary::{Marks, Vocabulary, WordTable};

use classes::Classes;
use scan::{Buffer, Pending, Scan};
use words::{Role, Sieve};

/// Cuts texts into tokens and sentences. What it does with hyphens, stops, digits and marks is the table in
/// `src/tokenizer/rules.rs`.
#[derive(Clone, Debug)]
pub struct Tokenizer {
    roles: WordTable<Role>,
    abbreviations: Sieve,
    /// The lines that are page furniture.
    furniture: Vec<&'static str>,
}

/// The tokens and sentences of one text, and the buffers that made them, to be used again.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    tokens: Buffer<Token>,
    /// Indices of the tokens that begin a line or may end a sentence.
    landmarks: Buffer<u32>,
    waking: Vec<u32>,
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
    pub(crate) furniture: u64,
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

    /// The indices, rising, of the tokens that recognisers may wake up at; see [`Document::waking`](crate::Document::waking).
    #[must_use]
    pub fn waking(&self) -> &[u32] {
        &self.waking
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
        Self { abbreviations: Sieve::new(&roles, vocabulary), roles, furniture: furniture::entries().collect() }
    }

    /// Cuts `text` (at most 4 GiB) and forgets what `out` held before. New words are added to `vocabulary`.
    pub fn tokenize(&self, text: &str, vocabulary: &mut Vocabulary, out: &mut Tokens) {
        let Tokens { tokens, landmarks, waking, sentences, classes, pending, key, sums } = out;
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
        sums.words = list_waking(tokens.items(), waking);
        sentences::split(text, tokens.items(), landmarks.items(), &self.roles, sentences);
        sums.furniture = furniture::mark(text, tokens.items_mut(), landmarks.items(), &self.roles, &self.furniture);
    }
}

/// Fills `waking` with the indices of the tokens that recognisers may wake up at; returns how many tokens are words, handles and
/// hashtags.
fn list_waking(tokens: &[Token], waking: &mut Vec<u32>) -> u64 {
    waking.resize(tokens.len(), 0);
    let places = waking.as_mut_slice();
    let (mut count, mut words) = (0, 0);
    for (token, at) in tokens.iter().zip(0..) {
        words += u64::from(token.is_word());
        if let Some(place) = places.get_mut(count) {
            *place = at;
        }
        count += usize::from(token.marks().any(Marks::WAKING) | (token.is_word() & !token.is_plain()));
    }
    waking.truncate(count);
    words
}
