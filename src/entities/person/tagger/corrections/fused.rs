//! Words that scraping fused to names.

use crate::entities::person::common::part::Part;

use super::{Context, Names};

/// The most words of an article's names that are compared with what remains of a fused word.
const MOST_COMPARED: usize = 1024;

/// Removes words that were fused to the first or last word of a name: `Donald Trumpmengatakan`, `kiperAndre Onana`.
pub(super) fn split(names: &mut Names, context: &Context<'_>) {
    let Context { document, lists, .. } = *context;
    let Names { names, parts } = names;
    for name in names.iter().map(|name| name.mention) {
        // Several words may be fused: `KetuaPanitiaBudi`.
        while let Some(part) =
            parts.get(name.start).and_then(|first| first.without_fused_prefix(document, lists, is_word_of(parts)))
            && let Some(first) = parts.get_mut(name.start)
        {
            *first = part;
        }
        let Some(last) = name.end.checked_sub(1) else { continue };
        if let Some(part) =
            parts.get(last).and_then(|last| last.without_fused_suffix(document, lists, is_word_of(parts)))
            && let Some(last) = parts.get_mut(last)
        {
            *last = part;
        }
    }
}

/// Whether a part is a word of one of the article's names.
fn is_word_of(parts: &[Part]) -> impl Fn(&Part) -> bool {
    |part| parts.iter().take(MOST_COMPARED).any(|other| other.key == part.key)
}
