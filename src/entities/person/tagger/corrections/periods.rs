//! The full stop of a sentence is not part of a king's name: `Hamengku Buwono X.`

use crate::text::span::Span;

use super::numerals::is_roman;
use super::{Context, Names};

/// Removes the period after a Roman numeral that ends a name of several words.
pub(super) fn trim(names: &mut Names, context: &Context<'_>) {
    let Names { names, parts } = names;
    for mention in names.iter().map(|name| name.mention).filter(|mention| mention.end > mention.start + 1) {
        let Some(last) = parts.get_mut(mention.end - 1) else { continue };
        let text = last.span.of(context.document.text);
        if let Some(numeral) = text.strip_suffix('.').filter(|numeral| is_roman(numeral)) {
            let start = last.span.byte_start();
            last.span = Span::new(start, start + numeral.len() as u32);
        }
    }
}
