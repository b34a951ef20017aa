//! Degrees after a name are not part of it.

use crate::entities::person::common::word_facts::WordFacts;

use super::{Context, Names};

/// Removes trailing degrees: `Rahmat Kusumah MSi` becomes `Rahmat Kusumah`. At least one word remains.
pub(super) fn strip(names: &mut Names, context: &Context<'_>) {
    for name in names.unprotected() {
        while name.start + 1 < name.end && is_degree(context, name.end - 1) {
            name.end -= 1;
        }
    }
}

/// Whether the word of a position is a degree that is not part of names.
pub(super) fn is_degree(context: &Context<'_>, at: usize) -> bool {
    let facts = context.facts(at);
    facts.any(WordFacts::DEGREE) && !facts.any(WordFacts::NAME)
}
