//! The end of an organisation's name before a name, and the organisation or group after it, are not part of it.

use crate::entities::person::common::word_facts::WordFacts;
use crate::text::vocabulary::WordFlags;

use super::super::token_shape::WordCase;
use super::{Context, Names};

/// Removes leading organisation suffixes: `Sekuritas Rudi Hartono` in `Analis Mega Sekuritas Rudi Hartono` becomes `Rudi Hartono`.
pub(super) fn strip(names: &mut Names, context: &Context<'_>) {
    for name in names.unprotected() {
        while name.start + 1 < name.end && ends_organization(context, name.start) {
            name.start += 1;
        }
    }
}

/// Removes the abbreviation of an organisation or group after a name: `Lisa BLACKPINK`, `Rahmat Kusumah DPR`.
pub(super) fn strip_end(names: &mut Names, context: &Context<'_>) {
    for name in names.unprotected() {
        if name.start + 1 < name.end && is_abbreviation(context, name.end - 1) && !is_upper(context, name.start) {
            name.end -= 1;
        }
    }
}

/// Whether the word of a position is a known abbreviation that is never part of a name. One of two letters may be initials.
fn is_abbreviation(context: &Context<'_>, at: usize) -> bool {
    const SHORTEST: usize = 3;
    let position = context.position(at).filter(|position| !position.is_part && is_upper(context, at));
    position.is_some_and(|position| {
        position.span.len() as usize >= SHORTEST
            && context.document.vocabulary.flags(position.word).intersects(WordFlags::NON_PERSON)
            && !context.facts(at).any(WordFacts::NAME.with(WordFacts::COMMON))
    })
}

fn is_upper(context: &Context<'_>, at: usize) -> bool {
    context.position(at).is_some_and(|position| position.case == WordCase::Upper)
}

fn ends_organization(context: &Context<'_>, at: usize) -> bool {
    let facts = context.facts(at);
    facts.any(WordFacts::ORG_SUFFIX) && !facts.any(WordFacts::NAME)
}
