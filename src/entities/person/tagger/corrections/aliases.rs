//! Names that the text introduces as another name of the person before.

use crate::entities::person::common::apposition::{Tie, initials_match, may_be_one, tie};

use super::{Context, Names};

/// Marks the names that belong to the same person as the name before: `A alias B`, `A yang akrab disapa B`, `Ridwan Kamil (RK)`.
pub(super) fn mark(names: &mut Names, context: &Context<'_>) {
    let Context { document, lists, .. } = *context;
    let Names { names, parts } = names;
    let mut sentences = document.sentences.iter();
    let mut sentence = sentences.next();
    let mut previous = None;
    for name in names {
        let words = parts.get(name.mention.start..name.mention.end).unwrap_or_default();
        let Some((first, previous_words)) = words.first().zip(previous.replace(words)) else { continue };
        while sentence.is_some_and(|sentence| sentence.token_end <= first.token) {
            sentence = sentences.next();
        }
        let Some(last) = previous_words.last() else { continue };
        let sentence_start = sentence.map_or(0, |sentence| sentence.token_start as usize);
        name.mention.also_called = match tie(document, lists, sentence_start, last.token as usize + 1, first) {
            Tie::AlsoCalled => true,
            // The table says whose a well-known nickname is.
            Tie::Or => match name.mention.nickname.and_then(|row| lists.nicknames.get(row as usize)) {
                Some(known) => previous_words.iter().any(|part| known.full.contains(&part.key)),
                None => may_be_one(document.text, previous_words, words),
            },
            Tie::Bracketed => {
                words.len() == 1 && initials_match(document.text, first.span.of(document.text), previous_words)
            }
            Tie::None | Tie::Joined => false,
        };
    }
}
