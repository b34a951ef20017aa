//! The numbers of committees and offices before a name are not part of it.

use super::super::token_shape::TokenShape;
use super::{Context, Names};

/// Removes leading Roman numerals: `V Rahmat Kusumah` in `Ketua Komisi V Rahmat Kusumah` becomes `Rahmat Kusumah`. A lone `I` begins
/// Balinese names and remains.
pub(super) fn strip(names: &mut Names, context: &Context<'_>) {
    for name in names.unprotected() {
        while name.start + 1 < name.end && is_numeral(context, name.start) {
            name.start += 1;
        }
    }
}

fn is_numeral(context: &Context<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| context.position(before));
    if before.is_none_or(|before| before.shape == TokenShape::Outside) {
        return false;
    }
    let position = context.position(at).filter(|position| !position.is_part);
    let text = position.map_or("", |position| position.span.of(context.document.text));
    text != "I" && is_roman(text)
}

/// Whether a word is a Roman numeral below 40.
pub(super) fn is_roman(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'))
}
