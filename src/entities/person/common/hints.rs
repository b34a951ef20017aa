//! Hints: words that the corrections of the tagger depend on, from `src/entities/data/person_hints.tsv`.
//!
//! Unlike [`WordFacts`](super::word_facts::WordFacts) they are not features of the model, so the list may change without training.

use bitflags::bitflags;

use crate::entities::PhraseTable;
use crate::text::list::rows;
use crate::text::token::Token;
use crate::text::vocabulary::{WordId, WordTable};
use crate::tokenizer::Lexicon;

const HINTS: &str = include_str!("../../data/person_hints.tsv");

bitflags! {
    /// The meaning of a word or phrase for a name that it begins or that is next to it.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub(crate) struct Hints: u32 {
        /// A customary part of names, with and without which a name means the same person: `Muhammad`, `Raden`, `Ni`, and family names that
        /// come first: `Lim Sioe Hwa`.
        const CUSTOMARY = 1;
        /// A form of address that is part of nicknames: `Cak`, `Gus`.
        const NICK_PARTICLE = 1 << 1;
        /// A word for a person, before `yang akrab disapa`.
        const PERSON_NOUN = 1 << 2;
        /// Says that another name follows, like `disapa`: `als`, `sapaannya`, `dikenal`.
        const CALLED = 1 << 3;
        /// A word of the language that is also a given name: `Suci`.
        const GIVEN_WORD = 1 << 4;
        /// A title that is also a given name: `Putri`, `Ratu`.
        const TITLE_NAME = 1 << 5;
        /// A given name in ruling houses: `Charles`. A title before it is a title.
        const ROYAL = 1 << 6;
        /// The name of a line of kings, which a numeral follows: `Hamengku Buwono`.
        const KING = 1 << 7;
        /// Before the name of a thing: `semboyan`, `topan`.
        const THING = 1 << 8;
        /// Capitalized, before the name of a place or institution: `Bandara`, `SMA`.
        const PLACE_THING = 1 << 9;
        /// Before the name of a thing or of its owner: `mobil`, `lagu`.
        const WEAK_THING = 1 << 10;
        /// May be between such a word and the name: `Bandara Internasional`.
        const BETWEEN = 1 << 11;
        /// A sign of the zodiac.
        const ZODIAC = 1 << 12;
        /// The name of a thing: `El Nino`, `Om Swastiastu`.
        const THING_NAME = 1 << 13;
        /// An office that is also a name, but seldom a name alone: `Hakim`.
        const OFFICE_ALONE = 1 << 14;
        /// A surname after `di`: `di Maria`.
        const DI_SURNAME = 1 << 15;
        /// A Korean surname.
        const KOREAN = 1 << 16;
        /// A title or office of several words: `Datuk Seri`.
        const TITLE = 1 << 17;
        /// A line of kings, a thing or a title of several words begins with it.
        const BEGINS_PHRASE = 1 << 18;
        /// A cryptocurrency that is also a surname: `Solana`.
        const COIN = 1 << 19;
        /// Says that an article is about cryptocurrencies: `kripto`.
        const COIN_TOPIC = 1 << 20;
        /// After a name, tells a son from his father: `Jr.`
        const GENERATION = 1 << 21;
        /// After the family name of several people: `Marquez bersaudara`.
        const SIBLINGS = 1 << 22;
        /// Capitalized, ends the name of a thing or firm that is named after a person: `Award`, `Airport`.
        const THING_END = 1 << 23;
    }
}

/// The names of the kinds in the list.
const KINDS: [(&str, Hints); 23] = [
    ("between", Hints::BETWEEN),
    ("called", Hints::CALLED),
    ("coin", Hints::COIN),
    ("coin-topic", Hints::COIN_TOPIC),
    ("customary", Hints::CUSTOMARY),
    ("di-surname", Hints::DI_SURNAME),
    ("generation", Hints::GENERATION),
    ("given-word", Hints::GIVEN_WORD),
    ("king", Hints::KING),
    ("korean", Hints::KOREAN),
    ("nick-particle", Hints::NICK_PARTICLE),
    ("office-alone", Hints::OFFICE_ALONE),
    ("person-noun", Hints::PERSON_NOUN),
    ("place-thing", Hints::PLACE_THING),
    ("royal", Hints::ROYAL),
    ("siblings", Hints::SIBLINGS),
    ("thing", Hints::THING),
    ("thing-end", Hints::THING_END),
    ("thing-name", Hints::THING_NAME),
    ("title", Hints::TITLE),
    ("title-name", Hints::TITLE_NAME),
    ("weak-thing", Hints::WEAK_THING),
    ("zodiac", Hints::ZODIAC),
];

/// The hints of all words and phrases.
#[derive(Clone, Debug)]
pub(crate) struct HintTable {
    words: WordTable<Hints>,
    phrases: PhraseTable<Hints>,
}

impl HintTable {
    pub(crate) fn new(lexicon: &mut Lexicon) -> Self {
        let mut table = Self { words: WordTable::new(Hints::empty()), phrases: PhraseTable::new() };
        for [entry, kinds] in rows(HINTS) {
            let hints = kinds.split(' ').filter_map(hint_named).fold(Hints::empty(), Hints::union);
            let words = lexicon.phrase(entry);
            match words[..] {
                [word] => *table.words.entry(word) |= hints,
                [first, ..] => {
                    *table.words.entry(first) |= Hints::BEGINS_PHRASE;
                    table.phrases.insert(&words, hints);
                }
                [] => {}
            }
        }
        table
    }

    /// The hints of a word.
    #[inline]
    pub(crate) fn of(&self, word: WordId) -> Hints {
        crate::text::work::step();
        self.words.get(word)
    }

    /// The number of tokens of the longest word or phrase at the start of `tokens` that has one of `wanted`.
    pub(crate) fn longest(&self, tokens: &[Token], wanted: Hints) -> Option<usize> {
        let hints = self.of(tokens.first()?.word());
        let phrase = hints.contains(Hints::BEGINS_PHRASE).then(|| {
            let fitting = self.phrases.matches(tokens).filter(|(_, hints)| hints.intersects(wanted));
            fitting.last().map(|(length, _)| length)
        });
        phrase.flatten().or(hints.intersects(wanted).then_some(1))
    }
}

fn hint_named(name: &str) -> Option<Hints> {
    KINDS.iter().find(|(kind, _)| *kind == name).map(|(_, hint)| *hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_its_kinds_are_known() {
        let entries: Vec<_> = HINTS.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(entries.is_sorted_by(|a, b| a.split('\t').next() < b.split('\t').next()));
        for entry in entries {
            let (words, kinds) = entry.split_once('\t').expect("two columns");
            assert_eq!(words, words.to_lowercase(), "{entry}");
            assert!(kinds.split(' ').all(|kind| hint_named(kind).is_some()), "{entry}");
        }
        for field in ["# source: ", "# licence: MIT OR Apache-2.0", "# date: ", "# method: ", "# columns: "] {
            assert!(HINTS.lines().any(|line| line.starts_with(field)), "no header line {field:?}");
        }
    }
}
