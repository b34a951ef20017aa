//! Words known before any text is read: those of the tokenizer, the stop lists and the recognizers.

use super::{Tokenizer, Tokens};
use crate::text::token::Token;
use crate::text::vocabulary::{Vocabulary, WordFlags, WordId};

/// A builder of the initial vocabulary. The words of the tokenizer, the stop lists and the recognizers are added before
/// any text is read, so that they have the same ids in every thread.
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
    /// Creates a lexicon with the words of the tokenizer.
    #[must_use]
    pub fn new() -> Self {
        Self::with_capacity(0)
    }

    /// Creates a lexicon like [`Lexicon::new`] with capacity for `words` words.
    #[must_use]
    pub fn with_capacity(words: usize) -> Self {
        let mut vocabulary = Vocabulary::with_capacity(words);
        let tokenizer = Tokenizer::new(&mut vocabulary);
        Self { tokenizer, vocabulary, buffer: Tokens::default() }
    }

    /// Returns the id of a word in its key form: lower case, NFC, straight apostrophes, no period at the end.
    pub fn word(&mut self, key: &str) -> WordId {
        self.vocabulary.intern(key)
    }

    /// Adds flags to a word. Every token of the word will carry them.
    pub fn add_flags(&mut self, word: WordId, flags: WordFlags) {
        self.vocabulary.add_flags(word, flags);
    }

    /// Returns the ids of the words of a phrase, tokenized like a text.
    pub fn phrase(&mut self, phrase: &str) -> Vec<WordId> {
        // Most phrases are ASCII letters with single spaces, of which the tokenizer makes a word each.
        if phrase.split(' ').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphabetic())) {
            return phrase.split(' ').map(|word| self.word(&word.to_ascii_lowercase())).collect();
        }
        self.phrase_tokens(phrase).iter().map(|t| t.word()).collect()
    }

    /// Returns the tokens of a phrase, for callers that need its capitals as well.
    pub fn phrase_tokens(&mut self, phrase: &str) -> &[Token] {
        self.tokenizer.scan(phrase, &mut self.vocabulary, &mut self.buffer);
        self.buffer.tokens()
    }

    /// Returns the tokenizer and the vocabulary with which to analyze texts.
    #[must_use]
    pub fn into_parts(self) -> (Tokenizer, Vocabulary) {
        (self.tokenizer, self.vocabulary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_tokenized_like_a_text() {
        let mut lexicon = Lexicon::new();
        for phrase in
            ["ketua", "AS", "Timor Leste", "Sri Lanka dan RI", "KadekWulan", "Korut-Rusia", "Ma'ruf", " a  b", ""]
        {
            let tokens: Vec<_> = lexicon.phrase_tokens(phrase).iter().map(Token::word).collect();
            assert_eq!(lexicon.phrase(phrase), tokens, "{phrase:?}");
        }
    }
}
