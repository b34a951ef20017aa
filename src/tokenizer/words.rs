//! What the tokenizer knows of words.

use crate::text::vocabulary::{Asked, Vocabulary, WordFlags, WordTable, inline_key};

/// What a word does to the cutting of texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    None,
    /// A stop behind it belongs to it and ends no sentence: `dr.`, `Jl.`
    Abbreviation,
    /// A stop behind it belongs to it, and may end the sentence too: `Tbk.`, `dll.`
    FinalAbbreviation,
    /// A letter after it is a letter and no initial: `vitamin C.`
    NamesLetter,
    /// A hyphen between two of these separates them: countries, months, weekdays.
    Pairs,
    /// A line that begins with it may be boilerplate.
    OpensBoilerplate,
}

impl Role {
    pub(super) fn is_abbreviation(self) -> bool {
        matches!(self, Self::Abbreviation | Self::FinalAbbreviation)
    }
}

/// Which words may be abbreviations: those that are, and by chance some more.
#[derive(Clone, Debug)]
pub(super) struct BloomFilter([u64; BloomFilter::WORDS]);

impl BloomFilter {
    const WORDS: usize = 64;

    /// The sieve of the abbreviations among `roles`.
    pub(super) fn new(roles: &WordTable<Role>, vocabulary: &Vocabulary) -> Self {
        let mut sieve = Self([0; Self::WORDS]);
        for (word, _) in roles.iter().filter(|(_, role)| role.is_abbreviation()) {
            if let Some(key) = inline_key(vocabulary.word(word)) {
                let (at, bit) = Self::place(vocabulary.ask_for(key));
                sieve.0[at] |= bit;
            }
        }
        sieve
    }

    /// The bit of a word.
    const fn place(word: Asked) -> (usize, u64) {
        (word.hash as usize / 64 % Self::WORDS, 1 << (word.hash % 64))
    }

    /// Whether a word of up to 16 bytes may be an abbreviation.
    #[inline]
    pub(super) const fn may_hold(&self, word: Asked) -> bool {
        let (at, bit) = Self::place(word);
        self.0[at] & bit != 0
    }
}

const ABBREVIATIONS: &str = include_str!("data/abbreviations.tsv");

const PAIR_WORDS: &str = include_str!("data/pairs.txt");

/// The words that a hyphen between two of them separates, in key form.
pub(crate) fn pair_words() -> impl Iterator<Item = &'static str> {
    PAIR_WORDS.lines().filter(|line| !line.starts_with('#'))
}

pub(super) fn roles(vocabulary: &mut Vocabulary) -> WordTable<Role> {
    let mut roles = WordTable::new(Role::None);
    let mut set = |word: &str, role: Role| {
        let word = vocabulary.intern(word);
        vocabulary.mark(word, WordFlags::TOKENIZER);
        *roles.entry(word) = role;
    };
    for word in pair_words() {
        set(word, Role::Pairs);
    }
    for opener in super::boilerplate::openers() {
        set(opener, Role::OpensBoilerplate);
    }
    for line in ABBREVIATIONS.lines().filter(|line| !line.starts_with('#')) {
        let Some((word, role)) = line.split_once('\t') else { continue };
        let role = match role {
            "always" => Role::Abbreviation,
            "final" => Role::FinalAbbreviation,
            "letter" => Role::NamesLetter,
            _ => Role::None,
        };
        set(word, role);
    }
    roles
}
