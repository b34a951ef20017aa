//! The end of an organisation's name before a name is not part of it.

use crate::entities::person::common::word_facts::WordFacts;

use super::{Context, Names};

/// Removes leading organisation suffixes: `Sekuritas Rudi Hartono` in `Analis Mega Sekuritas Rudi Hartono` becomes `Rudi Hartono`.
pub(super) fn strip(names: &mut Names, context: &Context<'_>) {
    for name in names.unprotected() {
        while name.start + 1 < name.end && ends_organization(context, name.start) {
            name.start += 1;
        }
    }
}

fn ends_organization(context: &Context<'_>, at: usize) -> bool {
    let facts = context.facts(at);
    facts.any(WordFacts::ORG_SUFFIX) && !facts.any(WordFacts::NAME)
}
