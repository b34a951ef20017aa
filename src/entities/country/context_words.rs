//! The words beside a name that say what it does there.

use std::collections::HashMap;

use crate::text::token::Token;
use crate::text::vocabulary::{WordId, WordTable};
use crate::tokenizer::Lexicon;

use super::names::entries;

const ROWS: &str = include_str!("../data/country_contexts.tsv");

/// What a word does beside a country's name: a set of roles, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles(u32);

impl Roles {
    const NAMES: [&str; 27] = [
        "head",
        "head_any",
        "head_near",
        "modifier",
        "office",
        "tail",
        "street",
        "nature",
        "nature_any",
        "part_of",
        "government_verb",
        "weak_verb",
        "government_passive",
        "pressed_by_verb",
        "auxiliary",
        "diplomacy",
        "link",
        "place_preposition",
        "visit_verb",
        "seat_noun",
        "country_cue",
        "initials",
        "sport",
        "conjunction",
        "number_word",
        "apart",
        "blessed",
    ];

    pub(super) const NONE: Self = Self(0);
    /// Heads a proper name that ends in a country, perhaps some words later: `Bank`, `Kementerian`.
    pub(super) const HEAD: Self = Self(1);
    /// The same, in small letters too and right before the country: `timnas`, `dolar`, `bahasa`.
    pub(super) const HEAD_ANY: Self = Self(1 << 1);
    /// The same, right before the country and with a capital: `DPR`.
    pub(super) const HEAD_NEAR: Self = Self(1 << 2);
    /// May stand between `timnas` and its country: `U-23`, `Putri`.
    pub(super) const MODIFIER: Self = Self(1 << 3);
    /// A person, group or thing whose country it is: `Presiden`, `warga`. No name of something else goes on past it.
    pub(super) const OFFICE: Self = Self(1 << 4);
    /// Behind a country, makes it part of a name: `Airlines`, `Open`.
    pub(super) const TAIL: Self = Self(1 << 5);
    /// A street, village or district: `Jalan`.
    pub(super) const STREET: Self = Self(1 << 6);
    /// With a capital, a water or a desert: `Laut`.
    pub(super) const NATURE: Self = Self(1 << 7);
    /// A water or a peninsula in any writing: `Selat`, `semenanjung`.
    pub(super) const NATURE_ANY: Self = Self(1 << 8);
    /// Before a name that is also a state's, says which is meant: `negara bagian`.
    pub(super) const PART_OF: Self = Self(1 << 9);
    /// What governments do: `menuduh`.
    pub(super) const GOVERNMENT_VERB: Self = Self(1 << 10);
    /// What governments do, and cities and clubs too: `membangun`.
    pub(super) const WEAK_VERB: Self = Self(1 << 11);
    /// What is done by governments: `dibantah`.
    pub(super) const GOVERNMENT_PASSIVE: Self = Self(1 << 12);
    /// What is done to governments: `mendesak`.
    pub(super) const PRESSED_BY_VERB: Self = Self(1 << 13);
    /// Between a subject and its verb: `akan`, `telah`.
    pub(super) const AUXILIARY: Self = Self(1 << 14);
    /// What goes on between governments: `perundingan`.
    pub(super) const DIPLOMACY: Self = Self(1 << 15);
    /// `dengan`, `antara`, `terhadap`.
    pub(super) const LINK: Self = Self(1 << 16);
    /// Before a capital, makes it a place: `di`.
    pub(super) const PLACE_PREPOSITION: Self = Self(1 << 17);
    /// The same for verbs: `mengunjungi`.
    pub(super) const VISIT_VERB: Self = Self(1 << 18);
    /// What governments have: `juru bicara`, `sikap`.
    pub(super) const SEAT_NOUN: Self = Self(1 << 19);
    /// Before a guarded name, says that a country is meant: `negara`.
    pub(super) const COUNTRY_CUE: Self = Self(1 << 20);
    /// Says that initials of a person follow: `berinisial`.
    pub(super) const INITIALS: Self = Self(1 << 21);
    /// Says that the article is about a match: `laga`, `gol`.
    pub(super) const SPORT: Self = Self(1 << 22);
    /// `dan`, `serta`.
    pub(super) const CONJUNCTION: Self = Self(1 << 23);
    /// Behind a state, what its laws and feasts have: `nomor`.
    pub(super) const NUMBER_WORD: Self = Self(1 << 24);
    /// What stands before it is of another name, even in a headline: `Bank Asal Jepang`, `Timnas Lawan Jepang`.
    pub(super) const APART: Self = Self(1 << 25);
    /// Two words before `AS`, makes it the blessing of a prophet: `Nabi Ibrahim AS`.
    pub(super) const BLESSED: Self = Self(1 << 26);
    /// Ends a phrase of two words that has roles of its own.
    const ENDS_PAIR: Self = Self(1 << 31);

    fn named(name: &str) -> Self {
        Self(Self::NAMES.iter().position(|&known| known == name).map_or(0, |n| 1 << n))
    }

    /// Whether one of `roles` is among these.
    #[inline]
    pub(super) const fn any(self, roles: Self) -> bool {
        self.0 & roles.0 != 0
    }

    pub(super) const fn or(self, roles: Self) -> Self {
        Self(self.0 | roles.0)
    }

    pub(super) const fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// The roles of all words and pairs of words.
#[derive(Debug)]
pub(super) struct Contexts {
    words: WordTable<Roles>,
    pairs: HashMap<(WordId, WordId), Roles, foldhash::fast::RandomState>,
}

impl Contexts {
    pub(super) fn new(lexicon: &mut Lexicon) -> Self {
        let mut contexts = Self { words: WordTable::new(Roles::NONE), pairs: HashMap::default() };
        for line in entries(ROWS) {
            let mut columns = line.split('\t');
            let (Some(words), Some(role)) = (columns.next(), columns.next().map(Roles::named)) else { continue };
            let words = lexicon.phrase(words);
            match words[..] {
                [word] => {
                    let roles = contexts.words.entry(word);
                    *roles = roles.or(role);
                }
                [first, last] => {
                    let roles = contexts.pairs.entry((first, last)).or_default();
                    *roles = roles.or(role);
                    let roles = contexts.words.entry(last);
                    *roles = roles.or(Roles::ENDS_PAIR);
                }
                _ => {}
            }
        }
        contexts
    }

    /// The roles of the token at `at`, with those of the two words that end there.
    #[inline]
    pub(super) fn ending_at(&self, tokens: &[Token], at: usize) -> Roles {
        let Some(token) = tokens.get(at) else { return Roles::NONE };
        let roles = self.words.get(token.word());
        if !roles.any(Roles::ENDS_PAIR) {
            return roles;
        }
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        let pair = before.and_then(|before| self.pairs.get(&(before.word(), token.word())));
        pair.map_or(roles, |&more| roles.or(more))
    }

    /// The roles of one word alone.
    #[inline]
    pub(super) fn of(&self, token: &Token) -> Roles {
        self.words.get(token.word())
    }

    /// The roles of a word that may not be a token.
    pub(super) fn of_word(&self, word: WordId) -> Roles {
        self.words.get(word)
    }

    /// The names of the roles, for the tests of the data.
    #[cfg(test)]
    pub(super) fn role_names() -> &'static [&'static str] {
        &Roles::NAMES
    }
}
