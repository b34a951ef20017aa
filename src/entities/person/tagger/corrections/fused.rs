//! Words that scraping fused to names.

use crate::entities::person::common::part::Part;

use super::{Context, Names};

/// The most words of an article's names that are compared with what remains of a fused word.
const MOST_COMPARED: usize = 1024;
/// The most words that are removed before one name: `KetuaPanitiaBudi`.
const MOST_FUSED: usize = 8;

/// Removes words that were fused to the first or last word of a name: `Donald Trumpmengatakan`, `kiperAndre Onana`.
pub(super) fn split(names: &mut Names, context: &Context<'_>) {
    let Context { document, lists, .. } = *context;
    let Names { names, parts } = names;
    for name in names.iter().map(|name| name.mention) {
        for _ in 0..MOST_FUSED {
            let rest = parts.get(name.start).and_then(|p| p.without_fused_prefix(document, lists, is_word_of(parts)));
            let (Some(rest), Some(first)) = (rest, parts.get_mut(name.start)) else { break };
            *first = rest;
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
    |part| {
        parts.iter().take(MOST_COMPARED).any(|other| {
            crate::text::work::step();
            other.key == part.key
        })
    }
}
