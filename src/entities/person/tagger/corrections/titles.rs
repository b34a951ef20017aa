//! Titles and forms of address before a name are not part of it.

use crate::entities::person::common::word_facts::WordFacts;

use super::{Context, Names, nicknames};

/// Titles that remain if the tagger includes them, because their bearers are not called by the name without the title: `Ki Ageng
/// Tarub`, `Bung Tomo`, `Sultan Agung`.
const KEPT: [&str; 15] = [
    "bung", "eyang", "kanjeng", "ki", "krmt", "lady", "lord", "nyai", "nyi", "pangeran", "raden", "romo", "sultan",
    "sunan", "tengku",
];

/// Removes leading titles: `Ketua Rahmat Kusumah` becomes `Rahmat Kusumah`. At least one word remains.
pub(super) fn strip(names: &mut Names, context: &Context<'_>) {
    for name in names.unprotected() {
        while name.start + 1 < name.end
            && is_title(context, name.start)
            && nicknames::phrase(context, name.start, name.end).is_none()
        {
            name.start += 1;
        }
    }
}

/// Whether the word of a position is a title that is not part of names.
pub(super) fn is_title(context: &Context<'_>, at: usize) -> bool {
    let facts = context.facts(at);
    let is_listed = facts.any(WordFacts::HONORIFIC) || (facts.any(WordFacts::TITLE) && !facts.any(WordFacts::NAME));
    is_listed && !KEPT.contains(&context.word(at))
}
