//! Short words that begin names and that the tagger misses.

use super::super::token_shape::TokenShape;
use super::{Context, Names};

/// Words that begin Balinese names, after `I` or `Ni`.
const BALINESE: [&str; 16] = [
    "ayu", "dewa", "gede", "gusti", "kadek", "ketut", "komang", "luh", "made", "ngurah", "nengah", "nyoman", "putu",
    "wayan", "kade", "gde",
];

/// Abbreviated given names.
const ABBREVIATED: [&str; 8] = ["abd", "moch", "moh", "mohd", "muh", "much", "muhd", "mhd"];

/// Extends a name to a Balinese `I` or `Ni` or an abbreviated given name before it: `I Putu Sukerta`, `Moch. Ranggy`.
pub(super) fn extend(names: &mut Names, context: &Context<'_>) {
    for name in names.unprotected() {
        let begins_sentence = context.position(name.start).is_some_and(|position| position.is_first);
        let before = name.start.checked_sub(1).filter(|_| !begins_sentence);
        if before.is_some_and(|before| begins_name(context, before)) && name.may_extend_to_before(name.start) {
            name.start -= 1;
        }
    }
}

/// Whether the word of the position at `at` belongs to the name that begins after it.
fn begins_name(context: &Context<'_>, at: usize) -> bool {
    let word = context.word(at);
    context.position(at).is_some_and(|position| {
        (matches!(word, "i" | "ni") && position.shape.is_capital() && BALINESE.contains(&context.word(at + 1)))
            || (position.shape == TokenShape::Abbreviation && ABBREVIATED.contains(&word))
    })
}
