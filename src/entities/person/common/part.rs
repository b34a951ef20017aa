//! The words that names consist of.

use crate::text::document::Document;
use crate::text::normalize::word_key;
use crate::text::span::Span;

use super::lists::Lists;
use super::word_facts::WordFacts;

/// Flags of the spelling of a part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PartFlags(u8);

impl PartFlags {
    /// All capitals, two letters or more.
    pub(crate) const UPPER: u8 = 1;
    /// One letter, or letters with periods: `F.`, `A.M.`.
    pub(crate) const INITIAL: u8 = 1 << 1;
    /// The first word of its sentence, or the first after an opening quotation mark or bracket.
    pub(crate) const FIRST: u8 = 1 << 2;
    /// The left half of `Anies-Muhaimin`: the next part is another person.
    pub(crate) const PAIR: u8 = 1 << 3;
    /// Lowercase: a particle.
    pub(crate) const LOWER: u8 = 1 << 4;
    /// Ends with the period of an abbreviation.
    pub(crate) const PERIOD: u8 = 1 << 5;
    /// The article also writes the word in lowercase. Set only on parts for which it matters.
    pub(crate) const ALSO_LOWERCASE: u8 = 1 << 6;
    /// Contains digits or inner periods, so it cannot be part of a name.
    pub(crate) const ODD: u8 = 1 << 7;

    /// Whether one of `flags` is set.
    pub(crate) const fn is(self, flags: u8) -> bool {
        self.0 & flags != 0
    }

    /// The set with `flags` added if `on`.
    #[must_use]
    pub(crate) const fn with(self, flags: u8, on: bool) -> Self {
        Self(self.0 | if on { flags } else { 0 })
    }

    /// Adds `flags` if `on`.
    pub(crate) fn set(&mut self, flags: u8, on: bool) {
        *self = self.with(flags, on);
    }
}

/// One word of a name: a token, or half a token where a hyphen joins two people.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    pub(crate) span: Span,
    /// Index of the token.
    pub(crate) token: u32,
    /// Identifies the word within the document: its id in the vocabulary, or a hash if the vocabulary does not have it.
    pub(crate) key: u32,
    pub(crate) facts: WordFacts,
    pub(crate) flags: PartFlags,
}

impl Part {
    /// The part with the key and facts of the word `text`.
    #[must_use]
    pub(crate) fn with_word(self, text: &str, document: &Document<'_>, lists: &Lists) -> Self {
        crate::text::work::steps(text.len());
        let (key, facts) = key_and_facts(&word_key(text), document, lists);
        Self { key, facts, ..self }
    }

    /// The part without a word that was fused to its end (`Trumpmengatakan`), or `None` if what remains is neither a name of the
    /// lists nor one by `is_name`.
    pub(crate) fn without_fused_suffix(
        &self,
        document: &Document<'_>,
        lists: &Lists,
        is_name: impl Fn(&Self) -> bool,
    ) -> Option<Self> {
        if self.facts != WordFacts::NONE || self.flags != PartFlags::default() {
            return None;
        }
        lists.fused.names(self.span.of(document.text)).find_map(|name| {
            let start = self.span.byte_start();
            let part = Self { span: Span::new(start, start + name.len() as u32), ..*self };
            let part = part.with_word(name, document, lists);
            (part.facts.is_plain_name() || is_name(&part)).then_some(part)
        })
    }

    /// The part without a word that was fused to its front: a word of the lists (`kiperAndre`, `PresidenDonald`), or any word if
    /// what remains is a name by `is_name` (`WartawanBudi`). `None` if nothing was fused.
    pub(crate) fn without_fused_prefix(
        &self,
        document: &Document<'_>,
        lists: &Lists,
        is_name: impl Fn(&Self) -> bool,
    ) -> Option<Self> {
        /// `McDonald` is not a fused `Donald`.
        const SHORTEST_UNLISTED: usize = 4;
        const SHORTEST: usize = 3;
        if self.facts != WordFacts::NONE || self.flags != PartFlags::default() {
            return None;
        }
        let text = self.span.of(document.text);
        let boundary =
            text.as_bytes().windows(2).position(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase())?;
        let (word, name) = text.split_at_checked(boundary + 1)?;
        if word.len() < SHORTEST || name.len() < SHORTEST {
            return None;
        }
        let facts = document.vocabulary.get(&word_key(word)).map(|word| lists.facts(word)).unwrap_or_default();
        let span = Span::new(self.span.byte_end() - name.len() as u32, self.span.byte_end());
        let rest = Self { span, ..*self }.with_word(name, document, lists);
        let is_listed = facts.any(WordFacts::BEFORE_NAMES) && !facts.any(WordFacts::NAME);
        let may_be_unlisted = word.len() >= SHORTEST_UNLISTED && !facts.any(WordFacts::NAME);
        (is_listed || may_be_unlisted && (rest.facts.is_plain_name() || is_name(&rest))).then_some(rest)
    }
}

/// The key of a word in key form, as in [`Part::key`], and what the lists know of it.
pub(crate) fn key_and_facts(word: &str, document: &Document<'_>, lists: &Lists) -> (u32, WordFacts) {
    match document.vocabulary.get(word) {
        Some(word) => (word.index() as u32, lists.facts(word)),
        None => (fnv1a(word) | 1 << 31, WordFacts::NONE),
    }
}

/// FNV-1a: the key of a word that occurs only as half a token.
fn fnv1a(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// A hash of a sequence of words, by their keys.
pub(crate) fn name_hash(words: &[Part]) -> u64 {
    words.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, part| {
        (hash.rotate_left(5) ^ u64::from(part.key)).wrapping_mul(0x517c_c1b7_2722_0a95)
    })
}
