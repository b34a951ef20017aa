//! Degrees after a name are not part of it; `Jr.` is.

use crate::entities::person::common::hints::Hints;
use crate::entities::person::common::mention::NameMention;
use crate::entities::person::common::word_facts::WordFacts;
use crate::text::normalize::word_key;
use crate::text::token::Token;

use super::{Context, Names};

/// Removes trailing degrees: `Rahmat Kusumah MSi` becomes `Rahmat Kusumah`. At least one word remains.
pub(super) fn strip(names: &mut Names, context: &Context<'_>) {
    for name in names.unprotected() {
        while name.start + 1 < name.end && is_degree(context, name.end - 1) {
            name.end -= 1;
        }
    }
}

/// Extends names to a suffix that tells a son from his father: `Robert Downey Jr.`, `Sammy Davis, Jr.`
pub(super) fn extend(names: &mut Names, context: &Context<'_>) {
    for at in 0..names.names.len() {
        let next = names.token_end(at);
        let suffix = next + usize::from(context.is_mark(next, b','));
        let is_suffix = context.document.tokens.get(suffix).is_some_and(|token| is_generation(context, token));
        let Some(mention) = names.names.get(at).map(|name| name.mention).filter(|_| is_suffix) else { continue };
        let start = names.parts.len();
        names.parts.extend_from_within(mention.start..mention.end);
        if let (Some(suffix), Some(name)) = (names.push_parts(context, suffix, suffix + 1), names.names.get_mut(at)) {
            name.mention = NameMention { start, end: suffix.end, nickname: None, ..mention };
        }
    }
}

/// Whether a token is `Jr.` or `Sr.`
fn is_generation(context: &Context<'_>, token: &Token) -> bool {
    token.shape().is_capital() && context.lists.hints.of(token.word()).contains(Hints::GENERATION)
}

/// Whether the word of a position is a degree that is not part of names.
pub(super) fn is_degree(context: &Context<'_>, at: usize) -> bool {
    let facts = context.facts(at);
    facts.any(WordFacts::DEGREE) && !facts.any(WordFacts::NAME)
}

/// Whether the word of a position has the form of a degree that the list does not have: of a specialist (`SpDVE`, `Sp.OG`), or a letter and
/// the field (`M.Gizi`), or three letters (`M.K.M.`). A name is not alone in this form, although `M.Natsir` is one.
pub(super) fn has_form_of_degree(context: &Context<'_>, at: usize) -> bool {
    const LEAST_LETTERS: usize = 3;
    let Some(position) = context.position(at) else { return false };
    let text = position.span.of(context.document.text).trim_end_matches('.');
    if let Some(specialty) = text.strip_prefix("Sp") {
        return specialty.starts_with(|c: char| c == '.' || c.is_ascii_uppercase());
    }
    let Some((letter, field)) = text.split_once('.').filter(|_| text.is_ascii()) else { return false };
    let is_letter = |part: &str| part.len() == 1 && part.starts_with(|c: char| c.is_ascii_uppercase());
    if text.split('.').all(is_letter) {
        return text.split('.').count() >= LEAST_LETTERS;
    }
    let is_field = || {
        let word = context.document.vocabulary.get(&word_key(field));
        word.is_some_and(|word| {
            let facts = context.lists.facts(word);
            facts.any(WordFacts::COMMON) && !facts.any(WordFacts::NAME)
        })
    };
    is_letter(letter) && is_field()
}
