//! Well-known nicknames: their boundaries are in a list.

use super::{Context, Names};

/// Marks the names that are exactly a nickname, so that no other pass moves their boundaries.
pub(super) fn protect(names: &mut Names, context: &Context<'_>) {
    for name in names.names.iter_mut() {
        name.is_nickname = phrase(context, name.start, name.end).is_some();
    }
}

/// Extends a name by one word if that makes it a nickname: the tagger found `Tomo` of `Bung Tomo`.
pub(super) fn extend(names: &mut Names, context: &Context<'_>) {
    for name in names.unprotected() {
        let before = name.start.checked_sub(1).filter(|_| name.may_extend_to_before(name.start));
        if let Some(before) = before.filter(|&before| phrase(context, before, name.end).is_some()) {
            name.start = before;
        }
    }
}

/// The index in the table of nicknames if a range of positions, all of them whole tokens, is a nickname.
pub(super) fn phrase(context: &Context<'_>, start: usize, end: usize) -> Option<u32> {
    let first = context.position(start).filter(|first| start < end && !first.is_part)?;
    let tokens = context.document.tokens.get(first.token as usize..)?;
    let (length, nickname) = context.lists.nickname_phrases.longest(tokens)?;
    (length == end - start).then_some(nickname)
}
