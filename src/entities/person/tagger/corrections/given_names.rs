//! Words that begin names and that the tagger misses.

use crate::text::normalize::word_key;

use super::super::token_shape::TokenShape;
use super::{Context, Names};

/// Words that begin Balinese names, alone or after each other: `I Gusti Ngurah`, `Anak Agung Gede`.
const BALINESE: [&str; 24] = [
    "agung", "anak", "ayu", "bagus", "cokorda", "desak", "dewa", "gde", "gede", "gusti", "ida", "istri", "kade",
    "kadek", "ketut", "komang", "luh", "made", "nengah", "ngurah", "nyoman", "putu", "tjokorda", "wayan",
];

/// The first words of Balinese names, and what follows if they are words of the language: `Anak Agung`.
const BALINESE_FIRST: [(&str, &[&str]); 9] = [
    ("anak", &["agung"]),
    ("cokorda", &[]),
    ("desak", &["ketut", "made", "nyoman", "putu"]),
    ("dewa", &["agung", "ayu", "gde", "gede", "ketut", "made", "ngurah", "nyoman", "putu"]),
    ("gusti", &["agung", "ayu", "bagus", "gede", "ketut", "made", "ngurah", "nyoman", "putu"]),
    ("i", &[]),
    ("ida", &["ayu", "bagus"]),
    ("ni", &[]),
    ("tjokorda", &[]),
];

/// The most words that are added to a name.
const MOST_WORDS: usize = 4;

/// Abbreviated given names.
const ABBREVIATED: [&str; 8] = ["abd", "moch", "moh", "mohd", "muh", "much", "muhd", "mhd"];

/// Extends a name to the Balinese words or an abbreviated given name before it: `I Putu Sukerta`, `Moch. Ranggy`.
pub(super) fn extend(names: &mut Names, context: &Context<'_>) {
    for name in names.unprotected() {
        let limit = name.start.saturating_sub(MOST_WORDS);
        let is_free = |at: usize| name.may_extend_to_before(at + 1) && context.has_capital(at);
        let is_inner = |at: &usize| is_free(*at) && (is_balinese(context.word(*at)) || begins_balinese(context, *at));
        let begin = (limit..name.start).rev().take_while(is_inner).filter(|&at| begins_balinese(context, at)).last();
        let abbreviated = name.start.checked_sub(1).filter(|&at| is_free(at) && is_abbreviated(context, at));
        let fused =
            name.start.checked_sub(1).filter(|&at| name.may_extend_to_before(at + 1) && ends_with_name(context, at));
        if let Some(start) = begin.or(abbreviated).or(fused) {
            name.start = start;
        }
    }
}

/// Whether scraping has fused a given name to the word of a position: `SurabayaIrwan`. The word is cut off later.
fn ends_with_name(context: &Context<'_>, at: usize) -> bool {
    let position = context.position(at).filter(|p| !p.is_part && p.shape == TokenShape::Mixed);
    let text = position.map_or("", |position| position.span.of(context.document.text));
    let boundary = text.as_bytes().windows(2).position(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase());
    let name = boundary.filter(|&boundary| boundary >= 3).and_then(|boundary| text.get(boundary + 1..));
    let word = name.and_then(|name| context.document.vocabulary.get(&word_key(name)));
    word.is_some_and(|word| context.lists.facts(word).is_plain_name())
}

fn begins_balinese(context: &Context<'_>, at: usize) -> bool {
    let (word, next) = (context.word(at), context.word(at + 1));
    let is_after_particle = |word: &str| matches!(word, "i" | "ni");
    let row =
        BALINESE_FIRST.binary_search_by_key(&word, |(first, _)| first).ok().and_then(|row| BALINESE_FIRST.get(row));
    row.is_some_and(|(first, second)| {
        if second.is_empty() && is_after_particle(first) {
            is_balinese(next)
        } else {
            second.is_empty() || second.contains(&next)
        }
    })
}

fn is_balinese(word: &str) -> bool {
    BALINESE.binary_search(&word).is_ok()
}

fn is_abbreviated(context: &Context<'_>, at: usize) -> bool {
    context.position(at).is_some_and(|position| position.shape == TokenShape::Abbreviation)
        && ABBREVIATED.contains(&context.word(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_that_are_searched_are_sorted() {
        assert!(BALINESE.is_sorted_by(|a, b| a < b));
        assert!(BALINESE_FIRST.is_sorted_by(|a, b| a.0 < b.0));
    }
}
