//! The case of a word elsewhere in the document.

use crate::text::token::{Shape, Token, TokenKind};
use crate::text::vocabulary::WordId;

use crate::entities::person::common::part::{Part, PartFlags};
use crate::entities::person::common::sentence_case::SentenceCase;
use crate::entities::person::rules::eligibility::may_be_a_lowercase_word;

/// Determines which words of some parts the document also has in lowercase.
#[derive(Clone, Debug)]
pub(super) struct LowercaseWords {
    /// A filter: whether the document has a lowercase word with an id that has this remainder.
    seen: [bool; FILTER],
    /// The parts for which it matters, and their words.
    parts: Vec<(u32, WordId)>,
    /// The distinct words of these parts, by rising id, and whether the document has each in lowercase.
    words: Vec<(WordId, bool)>,
}

/// The size of the filter: large enough that few of the other words of an article pass it.
const FILTER: usize = 2048;

impl Default for LowercaseWords {
    fn default() -> Self {
        Self { seen: [false; FILTER], parts: Vec::new(), words: Vec::new() }
    }
}

impl LowercaseWords {
    pub(super) fn start(&mut self) {
        self.seen.fill(false);
        self.parts.clear();
    }

    /// Adds a lowercase word to the filter.
    #[inline]
    pub(super) fn add_lowercase(&mut self, word: WordId) {
        self.seen[word.index() % FILTER] = true;
    }

    /// Adds the parts of a sequence for which it matters; `base` is the index of the first part of the sequence.
    pub(super) fn add_parts(&mut self, tokens: &[Token], base: usize, sequence: &[Part], sentence_case: SentenceCase) {
        let mut before = None;
        for (n, part) in sequence.iter().enumerate() {
            let half = part.flags.is(PartFlags::PAIR) || before == Some(part.token);
            before = Some(part.token);
            if !half && may_be_a_lowercase_word(sequence, n, part, sentence_case) {
                let word = tokens.get(part.token as usize).map(Token::word);
                self.parts.extend(word.map(|word| ((base + n) as u32, word)));
            }
        }
    }

    /// Flags the added parts whose words the document has in lowercase.
    pub(super) fn flag(&mut self, tokens: &[Token], parts: &mut [Part]) {
        // Few words pass the filter. The tokens are read again only if some do.
        let Self { seen, parts: relevant, words } = self;
        relevant.retain(|&(_, word)| seen[word.index() % FILTER]);
        if relevant.is_empty() {
            return;
        }
        words.clear();
        words.extend(relevant.iter().map(|&(_, word)| (word, false)));
        words.sort_unstable();
        words.dedup();
        seen.fill(false);
        for &(word, _) in words.iter() {
            seen[word.index() % FILTER] = true;
        }
        for token in tokens {
            if seen[token.word().index() % FILTER]
                && token.shape() == Shape::Lower
                && token.kind() == TokenKind::Word
                && let Ok(found) = words.binary_search_by_key(&token.word(), |&(word, _)| word)
            {
                words[found].1 = true;
            }
        }
        for &(part, word) in relevant.iter() {
            let found = words.binary_search_by_key(&word, |&(word, _)| word);
            let small = found.ok().and_then(|n| words.get(n)).is_some_and(|&(_, small)| small);
            if let Some(part) = parts.get_mut(part as usize) {
                part.flags.set(PartFlags::ALSO_LOWERCASE, small);
            }
        }
    }
}

/// The capitalized words of the document, except at the beginning of a line. They are collected on first use, because few articles have
/// two people in one token.
#[derive(Clone, Debug, Default)]
pub(super) struct CapitalizedWords {
    words: Vec<WordId>,
    read: bool,
}

/// Up to this number of words, searching is faster than sorting.
const FEW: usize = 256;

impl CapitalizedWords {
    pub(super) fn start(&mut self) {
        self.read = false;
    }

    pub(super) fn has(&mut self, word: WordId, tokens: &[Token]) -> bool {
        if !self.read {
            self.read = true;
            let capital = |t: &&Token| t.kind() == TokenKind::Word && t.shape().is_capital() && !t.line_before();
            self.words.clear();
            self.words.extend(tokens.iter().filter(capital).map(Token::word));
            if self.words.len() > FEW {
                self.words.sort_unstable();
            }
        }
        if self.words.len() > FEW { self.words.binary_search(&word).is_ok() } else { self.words.contains(&word) }
    }
}
