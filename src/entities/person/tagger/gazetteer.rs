//! What the lists of the rules say of a word, as features.

use std::sync::Arc;

use crate::entities::person::facts::Facts;
use crate::entities::person::lists::Lists;
#[cfg(feature = "train")]
use crate::entities::person::tagger::slots;
use crate::text::vocabulary::WordId;
#[cfg(feature = "train")]
use crate::tokenizer::Lexicon;

/// The lists of names, titles, offices, degrees, verbs, places and ordinary words.
#[derive(Clone, Debug)]
pub struct Gazetteer(Arc<Lists>);

/// What the lists say of a word: a set of bits, and the kind that sums it up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// A bit a fact.
    pub bits: u64,
    /// The most telling fact, as a number below 20; 0: none.
    pub kind: u8,
}

impl Gazetteer {
    /// The lists, with their words in `lexicon` and what slots tell apart noted there.
    #[cfg(feature = "train")]
    pub fn new(lexicon: &mut Lexicon) -> Self {
        let lists = Lists::new(lexicon);
        slots::note_words(lexicon, &lists);
        Self(Arc::new(lists))
    }

    /// Whether the lists have a word as a part of people's names.
    #[cfg(feature = "train")]
    pub fn is_name(&self, word: WordId) -> bool {
        self.0.facts(word).any(Facts::NAME)
    }

    /// What the lists say of a word.
    pub fn entry(&self, word: WordId) -> Entry {
        Entry::from(self.0.facts(word))
    }
}

impl From<Arc<Lists>> for Gazetteer {
    fn from(lists: Arc<Lists>) -> Self {
        Self(lists)
    }
}

impl From<Facts> for Entry {
    fn from(facts: Facts) -> Self {
        let by_weight = [
            Facts::LABEL,
            Facts::DEGREE,
            Facts::HONORIFIC,
            Facts::NAMED_AFTER,
            Facts::PARTICLE,
            Facts::TITLE,
            Facts::TITLE_END,
            Facts::SAYS,
            Facts::VERB_BEFORE.with(Facts::VERB_AFTER),
            Facts::AT.with(Facts::MOTION),
            Facts::JOINS,
            Facts::FUNCTION,
            Facts::HEAD,
            Facts::TAIL,
            Facts::OTHER,
            Facts::PLACE,
            Facts::WEAK,
            Facts::NAME,
            Facts::COMMON,
        ];
        let kind = by_weight.iter().position(|&fact| facts.any(fact)).map_or(0, |n| n as u8 + 1);
        Self { bits: facts.bits(), kind }
    }
}
