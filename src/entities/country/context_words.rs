//! Words next to a country's name that decide how the name is used.

use std::collections::HashMap;

use bitflags::bitflags;

use crate::text::list::rows;
use crate::text::token::Token;
use crate::text::vocabulary::{WordId, WordTable};
use crate::tokenizer::Lexicon;

const ROWS: &str = include_str!("../data/country_contexts.tsv");

bitflags! {
    /// The roles of a word next to a country's name. The data file refers to a flag by its name in lower case.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub(super) struct ContextFlags: u32 {
        /// Capitalized, begins a proper name that ends with a country, possibly some words later: `Bank`, `Kementerian`.
        const NAME_PREFIX = 1;
        /// Like `NAME_PREFIX`, in either case: `timnas`, `dolar`, `bahasa`.
        const NAME_PREFIX_ANY_CASE = 1 << 1;
        /// Like `NAME_PREFIX`, but only directly before the country: `DPR`.
        const NAME_PREFIX_ADJACENT = 1 << 2;
        /// May occur between `timnas` and its country: `U-23`, `Putri`.
        const MODIFIER = 1 << 3;
        /// A person, group or thing that belongs to a country: `Presiden`, `warga`. A longer proper name never extends across
        /// such a word.
        const OFFICE = 1 << 4;
        /// Capitalized and after a country, makes the country part of a name: `Airlines`, `Open`.
        const NAME_SUFFIX = 1 << 5;
        /// A street, village or district: `Jalan`.
        const STREET = 1 << 6;
        /// When capitalized, a body of water or a desert: `Laut`.
        const NATURE = 1 << 7;
        /// In either case, a body of water or a peninsula: `Selat`, `semenanjung`.
        const NATURE_ANY_CASE = 1 << 8;
        /// Before a name that a country shares with a federal state, says that the state is meant: `negara bagian`.
        const SUBDIVISION = 1 << 9;
        /// A verb whose subject is typically a government: `menuduh`.
        const GOVERNMENT_VERB = 1 << 10;
        /// A verb whose subject may be a government, a city or a club: `membangun`.
        const WEAK_GOVERNMENT_VERB = 1 << 11;
        /// A passive verb whose agent is typically a government: `dibantah`.
        const GOVERNMENT_PASSIVE = 1 << 12;
        /// A verb whose object is typically a government: `mendesak`.
        const GOVERNMENT_OBJECT_VERB = 1 << 13;
        /// A word between a subject and its verb: `akan`, `telah`.
        const AUXILIARY = 1 << 14;
        /// An activity between governments: `perundingan`.
        const DIPLOMACY = 1 << 15;
        /// A preposition between two parties: `dengan`, `antara`, `terhadap`.
        const RELATION_PREPOSITION = 1 << 16;
        /// A preposition after which a capital city is a place: `di`.
        const PLACE_PREPOSITION = 1 << 17;
        /// A verb after which a capital city is a place: `mengunjungi`.
        const VISIT_VERB = 1 << 18;
        /// A possession of a government: `juru bicara`, `sikap`.
        const GOVERNMENT_NOUN = 1 << 19;
        /// Before an ambiguous name, says that the country is meant: `negara`.
        const COUNTRY_CUE = 1 << 20;
        /// Says that a person's initials follow: `berinisial`.
        const INITIALS_CUE = 1 << 21;
        /// A word of sports reports: `laga`, `gol`.
        const SPORT = 1 << 22;
        /// `dan`, `serta`.
        const CONJUNCTION = 1 << 23;
        /// After `RI`, introduces a number, as in the titles of laws and anniversaries: `nomor`.
        const NUMBER_WORD = 1 << 24;
        /// Separates a preceding name from the country, even in a headline: `Bank Asal Jepang`, `Timnas Lawan Jepang`.
        const SEPARATOR = 1 << 25;
        /// Two words before `AS`, makes it the blessing of a prophet: `Nabi Ibrahim AS`.
        const PROPHET_TITLE = 1 << 26;
        /// Before initials, says that they are a person's: `tersangka`.
        const SUSPECT = 1 << 27;
        /// A role that people have for themselves, before a name or in apposition to initials: `petinju`, `sopir`.
        const ROLE = 1 << 28;
        /// A form of address: `Pak`.
        const ADDRESS = 1 << 29;
        /// The last word of a two-word phrase that has flags of its own. Not used in the data file.
        const ENDS_PAIR = 1 << 31;
    }
}

impl ContextFlags {
    /// The flag that the data file calls `name`; `None` if it is unknown.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::from_name(&name.to_ascii_uppercase()).filter(|flag| *flag != Self::ENDS_PAIR)
    }
}

/// The flags of all listed words and pairs of words.
#[derive(Debug)]
pub(super) struct ContextWords {
    words: WordTable<ContextFlags>,
    pairs: HashMap<(WordId, WordId), ContextFlags, foldhash::fast::RandomState>,
}

impl ContextWords {
    pub(super) fn new(lexicon: &mut Lexicon) -> Self {
        let mut context_words = Self { words: WordTable::new(ContextFlags::empty()), pairs: HashMap::default() };
        for [words, flag] in rows(ROWS) {
            let Some(flag) = ContextFlags::named(flag) else { continue };
            let words = lexicon.phrase(words);
            match words[..] {
                [word] => *context_words.words.entry(word) |= flag,
                [first, last] => {
                    *context_words.pairs.entry((first, last)).or_default() |= flag;
                    *context_words.words.entry(last) |= ContextFlags::ENDS_PAIR;
                }
                _ => {}
            }
        }
        context_words
    }

    /// The flags of the token at `at`, including those of the two-word phrase that ends there.
    #[inline]
    pub(super) fn ending_at(&self, tokens: &[Token], at: usize) -> ContextFlags {
        let Some(token) = tokens.get(at) else { return ContextFlags::empty() };
        let flags = self.words.get(token.word());
        if !flags.intersects(ContextFlags::ENDS_PAIR) {
            return flags;
        }
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        let pair = before.and_then(|before| self.pairs.get(&(before.word(), token.word())));
        pair.map_or(flags, |&more| flags | more)
    }

    /// The flags of a single token.
    #[inline]
    pub(super) fn of(&self, token: &Token) -> ContextFlags {
        self.words.get(token.word())
    }

    /// The flags of a word that need not be a token.
    pub(super) fn of_word(&self, word: WordId) -> ContextFlags {
        self.words.get(word)
    }
}
