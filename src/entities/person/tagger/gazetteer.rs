//! The lists of names, titles and other words as features of the tagger.

use std::sync::Arc;

use crate::entities::person::common::lists::Lists;
use crate::entities::person::common::word_facts::WordFacts;
#[cfg(feature = "train")]
use crate::entities::person::tagger::positions;
use crate::text::vocabulary::WordId;
#[cfg(feature = "train")]
use crate::tokenizer::Lexicon;

/// The lists of names, titles, offices, degrees, verbs, places and common words.
#[derive(Clone, Debug)]
pub struct Gazetteer(Arc<Lists>);

/// The facts that the lists have about a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListEntry {
    /// One bit for each fact.
    pub bits: u64,
    /// The most telling fact, as a number below 20; 0 if there is none.
    pub kind: u8,
}

impl Gazetteer {
    /// The lists. Adds their words to `lexicon` and flags the words that the shapes of positions depend on.
    #[cfg(feature = "train")]
    pub fn new(lexicon: &mut Lexicon) -> Self {
        let lists = Lists::new(lexicon);
        positions::flag_words(lexicon, &lists);
        Self(Arc::new(lists))
    }

    /// Whether the lists have a word as part of people's names.
    #[cfg(feature = "train")]
    pub fn is_name(&self, word: WordId) -> bool {
        self.0.facts(word).any(WordFacts::NAME)
    }

    /// The facts about a word.
    pub fn entry(&self, word: WordId) -> ListEntry {
        ListEntry::from(self.0.facts(word))
    }
}

impl From<Arc<Lists>> for Gazetteer {
    fn from(lists: Arc<Lists>) -> Self {
        Self(lists)
    }
}

impl From<WordFacts> for ListEntry {
    fn from(facts: WordFacts) -> Self {
        // The order and the bits of `WordFacts` are part of the features that the model was trained with.
        let by_weight = [
            WordFacts::LABEL,
            WordFacts::DEGREE,
            WordFacts::HONORIFIC,
            WordFacts::NAMED_AFTER,
            WordFacts::PARTICLE,
            WordFacts::TITLE,
            WordFacts::TITLE_END,
            WordFacts::SAYS,
            WordFacts::VERB_BEFORE.with(WordFacts::VERB_AFTER),
            WordFacts::AT.with(WordFacts::MOTION),
            WordFacts::JOINS,
            WordFacts::FUNCTION,
            WordFacts::ORG_PREFIX,
            WordFacts::ORG_SUFFIX,
            WordFacts::OTHER,
            WordFacts::PLACE,
            WordFacts::WEAK,
            WordFacts::NAME,
            WordFacts::COMMON,
        ];
        let kind = by_weight.iter().position(|&fact| facts.any(fact)).map_or(0, |n| n as u8 + 1);
        Self { bits: facts.bits(), kind }
    }
}
