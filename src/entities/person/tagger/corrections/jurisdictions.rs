//! The place of an office before a name is not part of it: `Camat Sukorejo Nasrun`.

use crate::entities::person::common::lists::ends_like_a_name;
use crate::entities::person::common::word_facts::WordFacts;
use crate::text::vocabulary::WordId;

use super::super::token_shape::WordCase;
use super::{Context, MOST_SEARCHED, Name, Names};

/// Offices that are followed by a department and its place: `Kadis Sosial Sukajaya`.
const OF_DEPARTMENTS: [&str; 8] = ["kabag", "kabid", "kadis", "kasi", "kasubag", "kasubbag", "kasubbid", "kasubdit"];

/// Removes the first word of a name if it is the place or department of the office before it. That is assumed of a word that is not a
/// name, directly after an office that has a jurisdiction or after a capitalized word that follows an office, if a name of the lists or
/// another use of the word supports it.
pub(super) fn strip(names: &mut Names, context: &Context<'_>) {
    for name in names.unprotected() {
        if name.start + 1 < name.end && is_jurisdiction(context, name) {
            name.start += 1;
        }
    }
}

fn is_jurisdiction(context: &Context<'_>, name: &Name) -> bool {
    const OTHER: WordFacts = WordFacts::NAME.with(WordFacts::PARTICLE).with(WordFacts::NICKNAME);
    let (first, facts) = (name.start, context.facts(name.start));
    let Some(position) = context.position(first).filter(|p| !p.is_part && p.shape.is_capital()) else { return false };
    let word = context.word(first);
    if facts.any(OTHER) || ends_like_a_name(word) || word.len() < 4 {
        return false;
    }
    let Some(before) = first.checked_sub(1) else { return false };
    let has_jurisdiction = context.facts(before).any(WordFacts::JURISDICTION) && context.has_capital(before);
    let is_department = context.position(before).is_some_and(|p| p.case == WordCase::Title)
        && context.facts(before).any(WordFacts::COMMON)
        && !context.facts(before).any(WordFacts::TITLE.with(WordFacts::HONORIFIC).with(WordFacts::NAME))
        && context.is_running(first)
        && context.office_before(before).is_some_and(|office| OF_DEPARTMENTS.contains(&office));
    let next_is_name = context.facts(first + 1).any(WordFacts::NAME);
    let is_used_otherwise = || context.is_used_otherwise(position.word, first);
    (is_department && next_is_name) || (has_jurisdiction && (facts.any(WordFacts::PLACE) || is_used_otherwise()))
}

impl Context<'_> {
    /// Whether the word of a position begins with a capital.
    pub(super) fn has_capital(&self, at: usize) -> bool {
        self.position(at).is_some_and(|position| position.case != WordCase::Lower)
    }

    /// Whether the article has the capitalized word of a position elsewhere, followed by another word.
    fn is_used_otherwise(&self, word: WordId, at: usize) -> bool {
        if self.positions.sequences().len() > MOST_SEARCHED {
            return false;
        }
        let next = self.position(at + 1).map(|next| next.word);
        let sequences = self.positions.sequences().iter();
        let mut others = sequences.flat_map(|sequence| sequence.range()).filter(|&other| other != at);
        others.any(|other| {
            self.position(other).is_some_and(|position| position.word == word && !position.is_part)
                && self.position(other + 1).map(|next| next.word) != next
        })
    }
}
