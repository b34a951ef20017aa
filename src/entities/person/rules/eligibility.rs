//! Which parts may belong to a name, judged before the sequence is segmented. These tests only save
//! work and must agree with the roles that the segmenter assigns.

use crate::entities::person::common::part::{Part, PartFlags};
use crate::entities::person::common::sentence_case::SentenceCase;
use crate::entities::person::common::word_facts::WordFacts;

/// Whether the part can begin a name, acronym or nickname in some sequence. A sequence without such a part contains none. Follows from
/// `Segmenter::role` and `Segmenter::nickname`.
#[inline]
pub(super) fn may_begin_a_name(part: &Part) -> bool {
    let facts = part.facts;
    if facts.any(WordFacts::NICKNAME) {
        return true;
    }
    !part.flags.is(PartFlags::LOWER | PartFlags::ODD)
        && (facts.any(WordFacts::NAME)
            || !is_known_word(facts)
            || part.flags.is(PartFlags::INITIAL)
            || (part.flags.is(PartFlags::UPPER) && !facts.any(WordFacts::ELSE.with(WordFacts::TITLE))))
}

/// Whether it matters for the part at `at` of a sequence that the document also has its word in lowercase. Follows from
/// `Segmenter::role`.
pub(super) fn may_be_a_lowercase_word(sequence: &[Part], at: usize, part: &Part, sentence_case: SentenceCase) -> bool {
    let facts = part.facts;
    if facts.any(WordFacts::NAME)
        || part.flags.is(PartFlags::LOWER | PartFlags::ODD | PartFlags::INITIAL)
        || (part.flags.is(PartFlags::UPPER) && sentence_case != SentenceCase::Capitals)
    {
        false
    } else if facts.any(WordFacts::COMMON) {
        let mut before = sequence.get(at.saturating_sub(2)..at).unwrap_or_default().iter();
        sentence_case == SentenceCase::Running && !facts.any(NOT_IN_A_NAME) && before.any(leads_a_common_word)
    } else {
        !is_known_word(facts) && (part.flags.is(PartFlags::FIRST) || sentence_case != SentenceCase::Running)
    }
}

/// A name that may be followed by a common word as part of the name.
pub(super) const fn leads_a_common_word(part: &Part) -> bool {
    part.facts.any(WordFacts::NAME) && !part.facts.any(WordFacts::ELSE)
}

/// Facts that exclude a common word from a name.
pub(super) const NOT_IN_A_NAME: WordFacts =
    WordFacts::PLACE.with(WordFacts::OTHER).with(WordFacts::FUNCTION).with(WordFacts::VERB_AFTER);

/// Whether a word that is not a name is known as something else.
const fn is_known_word(facts: WordFacts) -> bool {
    facts.any(
        WordFacts::ELSE
            .with(WordFacts::TITLE)
            .with(WordFacts::LABEL)
            .with(WordFacts::VERB_BEFORE)
            .with(WordFacts::VERB_AFTER),
    )
}
