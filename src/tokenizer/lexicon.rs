//! The words that somebody knows something of, before any text is read.

use super::{Tokenizer, Tokens};
use crate::text::token::Token;
use crate::text::vocabulary::{Vocabulary, WordFlags, WordId};

/// A vocabulary in the making: the tokenizer's, stop lists' and recognisers' words, which so get the same ids in every thread.
#[derive(Clone, Debug)]
pub struct Lexicon {
    tokenizer: Tokenizer,
    vocabulary: Vocabulary,
    buffer: Tokens,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::new()
    }
}

impl Lexicon {
    /// A lexicon that holds what the tokenizer must know.
    #[must_use]
    pub fn new() -> Self {
        Self::with_capacity(0)
    }

    /// The same with room for so many words.
    #[must_use]
    pub fn with_capacity(words: usize) -> Self {
        let mut vocabulary = Vocabulary::with_capacity(words);
        let tokenizer = Tokenizer::new(&mut vocabulary);
        Self { tokenizer, vocabulary, buffer: Tokens::default() }
    }

    /// The id of one word in its key form: lower-cased, NFC, straight apostrophes, no full stop at the end.
    pub fn word(&mut self, key: &str) -> WordId {
        self.vocabulary.intern(key)
    }

    /// Notes `marks` of a word, with what is noted already: each token of it will carry them.
    pub fn mark(&mut self, word: WordId, marks: WordFlags) {
        self.vocabulary.mark(word, marks);
    }

    /// The ids of the words of a phrase in any writing, cut as the tokenizer cuts texts.
    pub fn phrase(&mut self, phrase: &str) -> Vec<WordId> {
        // Small letters alone are one word, whatever it is.
        if phrase.bytes().all(|b| b.is_ascii_lowercase()) && !phrase.is_empty() {
            return vec![self.word(phrase)];
        }
        self.phrase_tokens(phrase).iter().map(|t| t.word()).collect()
    }

    /// The tokens of a phrase, for those who need its capitals too.
    pub fn phrase_tokens(&mut self, phrase: &str) -> &[Token] {
        self.tokenizer.tokenize(phrase, &mut self.vocabulary, &mut self.buffer);
        self.buffer.tokens()
    }

    /// The tokenizer and the vocabulary, to read texts with.
    #[must_use]
    pub fn into_parts(self) -> (Tokenizer, Vocabulary) {
        (self.tokenizer, self.vocabulary)
    }
}
