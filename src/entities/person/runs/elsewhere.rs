//! How the document writes a word elsewhere: small, or with a capital.

use crate::text::token::{Shape, Token, TokenKind};
use crate::text::vocabulary::WordId;

use super::super::segments::may_be_a_small_word;
use super::{Form, Part, Style};

/// Which words of some parts the document also writes small.
#[derive(Clone, Debug)]
pub(super) struct SmallWords {
    /// Whether some word is written small whose id has this rest.
    seen: [bool; FILTER],
    /// The parts that this bears on, and their words.
    parts: Vec<(u32, WordId)>,
    /// Their words, by rising id, and whether each is written small.
    words: Vec<(WordId, bool)>,
}

/// Size of a filter: enough that hardly a word of an article gets past it that is not sought.
const FILTER: usize = 2048;

impl Default for SmallWords {
    fn default() -> Self {
        Self { seen: [false; FILTER], parts: Vec::new(), words: Vec::new() }
    }
}

impl SmallWords {
    pub(super) fn start(&mut self) {
        self.seen.fill(false);
        self.parts.clear();
    }

    /// Takes note of a word that is written small.
    #[inline]
    pub(super) fn see(&mut self, word: WordId) {
        self.seen[word.index() % FILTER] = true;
    }

    /// Asks for the parts of a run, of which `base` is the first.
    pub(super) fn ask(&mut self, tokens: &[Token], base: usize, run: &[Part], style: Style) {
        let mut before = None;
        for (n, part) in run.iter().enumerate() {
            let half = part.form.is(Form::PAIR) || before == Some(part.token);
            before = Some(part.token);
            if !half && may_be_a_small_word(run, n, part, style) {
                let word = tokens.get(part.token as usize).map(Token::word);
                self.parts.extend(word.map(|word| ((base + n) as u32, word)));
            }
        }
    }

    /// Flags the parts that were asked for whose words some token writes small.
    pub(super) fn mark(&mut self, tokens: &[Token], parts: &mut [Part]) {
        // Few get past the filter, and only for those the tokens are read again.
        let Self { seen, parts: asked, words } = self;
        asked.retain(|&(_, word)| seen[word.index() % FILTER]);
        if asked.is_empty() {
            return;
        }
        words.clear();
        words.extend(asked.iter().map(|&(_, word)| (word, false)));
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
        for &(part, word) in asked.iter() {
            let found = words.binary_search_by_key(&word, |&(word, _)| word);
            let small = found.ok().and_then(|n| words.get(n)).is_some_and(|&(_, small)| small);
            if let Some(part) = parts.get_mut(part as usize) {
                part.form.set(Form::ALSO_SMALL, small);
            }
        }
    }
}

/// Which words the document has with a capital, other than at the start of a line. Read when first asked for: few articles
/// have two people in one token.
#[derive(Clone, Debug, Default)]
pub(super) struct CapitalisedWords {
    words: Vec<WordId>,
    read: bool,
}

/// So many words are read through faster than sorted.
const FEW: usize = 256;

impl CapitalisedWords {
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
