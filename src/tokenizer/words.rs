//! The words that have special rules in the tokenizer.

use crate::text::vocabulary::{Vocabulary, WordFlags, WordQuery, WordTable, inline_key};

/// A word's effect on token and sentence boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum WordRole {
    #[default]
    None,
    /// A period after the word belongs to it and does not end a sentence: `dr.`, `Jl.`
    Abbreviation,
    /// A period after the word belongs to it and may end the sentence as well: `Tbk.`, `dll.`
    FinalAbbreviation,
    /// A single letter after the word is not an initial: `vitamin C.`
    NamesLetter,
    /// A hyphen between two such words separates them: countries, months, weekdays.
    PairWord,
    /// A line that begins with the word may be boilerplate.
    OpensBoilerplate,
}

impl WordRole {
    pub(super) fn is_abbreviation(self) -> bool {
        matches!(self, Self::Abbreviation | Self::FinalAbbreviation)
    }
}

/// A Bloom filter of the abbreviations, which avoids looking up most words before a period.
#[derive(Clone, Debug)]
pub(super) struct BloomFilter([u64; BloomFilter::WORDS]);

impl BloomFilter {
    const WORDS: usize = 64;

    /// Creates the filter of the abbreviations among `roles`.
    pub(super) fn new(roles: &WordTable<WordRole>, vocabulary: &Vocabulary) -> Self {
        let mut filter = Self([0; Self::WORDS]);
        for (word, _) in roles.iter().filter(|(_, role)| role.is_abbreviation()) {
            if let Some(key) = inline_key(vocabulary.word(word)) {
                let (at, bit) = Self::place(vocabulary.prefetch_word(key));
                filter.0[at] |= bit;
            }
        }
        filter
    }

    /// The index and the bit of a word.
    const fn place(word: WordQuery) -> (usize, u64) {
        (word.hash as usize / 64 % Self::WORDS, 1 << (word.hash % 64))
    }

    /// Whether a word of up to 16 bytes may be an abbreviation; false positives are possible.
    #[inline]
    pub(super) const fn may_contain(&self, word: WordQuery) -> bool {
        let (at, bit) = Self::place(word);
        self.0[at] & bit != 0
    }
}

const ABBREVIATIONS: &str = include_str!("data/abbreviations.tsv");

const PAIR_WORDS: &str = include_str!("data/pairs.txt");

/// The words, in key form, that a hyphen separates if it is between two of them.
pub(crate) fn pair_words() -> impl Iterator<Item = &'static str> {
    PAIR_WORDS.lines().filter(|line| !line.starts_with('#'))
}

/// Returns the roles of all words, which are added to `vocabulary`. `boilerplate_openers` are the first words of the listed
/// boilerplate lines.
pub(super) fn roles(
    vocabulary: &mut Vocabulary,
    boilerplate_openers: impl Iterator<Item = &'static str>,
) -> WordTable<WordRole> {
    let mut roles = WordTable::new(WordRole::None);
    let mut set = |word: &str, role: WordRole| {
        let word = vocabulary.intern(word);
        vocabulary.add_flags(word, WordFlags::TOKENIZER);
        *roles.entry(word) = role;
    };
    for word in pair_words() {
        set(word, WordRole::PairWord);
    }
    for opener in boilerplate_openers {
        set(opener, WordRole::OpensBoilerplate);
    }
    for line in ABBREVIATIONS.lines().filter(|line| !line.starts_with('#')) {
        let Some((word, role)) = line.split_once('\t') else { continue };
        let role = match role {
            "always" => WordRole::Abbreviation,
            "final" => WordRole::FinalAbbreviation,
            "letter" => WordRole::NamesLetter,
            _ => WordRole::None,
        };
        set(word, role);
    }
    roles
}
