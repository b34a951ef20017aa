//! Digits end a name: `Muhaimin Iskandar 3.701.033Prabowo Subianto` is two names.

use crate::entities::person::common::mention::NameMention;
use crate::entities::person::common::part::Part;
use crate::text::span::Span;

use super::{Context, Name, Names};

/// Ends names before digits, and begins another after digits that scraping has fused to it.
pub(super) fn split(names: &mut Names, context: &Context<'_>) {
    let text = context.document.text;
    let has_digit = |names: &Names, at: usize| {
        let part = names.parts.get(at).filter(|part| !context.is_plain(part.token));
        part.is_some_and(|part| part.span.of(text).bytes().any(|byte| byte.is_ascii_digit()))
    };
    let mut at = 0;
    while let Some(name) = names.names.get(at).copied() {
        let mention = name.mention;
        let digits = (mention.start..mention.end).find(|&part| mention.nickname.is_none() && has_digit(names, part));
        let Some(digits) = digits else {
            at += 1;
            continue;
        };
        let (before, after) = halves(context, names, digits, digits > mention.start);
        let rest = NameMention { start: digits, ..mention };
        let keeps_start = digits > mention.start || before.is_some();
        if let Some((part, slot)) = after.or(before).zip(names.parts.get_mut(digits)) {
            *slot = part;
        }
        let first_end = digits + usize::from(before.is_some() && after.is_none());
        match (keeps_start, after.is_some()) {
            (true, true) => {
                names.end_at(at, first_end);
                names.names.insert(at + 1, Name { mention: rest, ..name });
            }
            (true, false) => names.end_at(at, first_end),
            (false, true) => names.names.splice(at..at + 1, [Name { mention: rest, ..name }]),
            (false, false) => {
                names.names.remove(at);
                continue;
            }
        }
        at += 1;
    }
}

/// The parts of names in a part with digits: letters before the digits, letters after them. `is_inner`: whether other parts are before it.
fn halves(context: &Context<'_>, names: &Names, at: usize, is_inner: bool) -> (Option<Part>, Option<Part>) {
    let Some(part) = names.parts.get(at) else { return (None, None) };
    let text = part.span.of(context.document.text);
    let is_digit = |c: char| c.is_ascii_digit();
    let first = text.find(is_digit).unwrap_or(text.len());
    let after = text.rfind(is_digit).map_or(0, |last| last + 1);
    let piece = |from: usize, to: usize| {
        // The dash of `10-Lautaro`.
        let from = from + text.get(from..to)?.find(char::is_alphabetic)?;
        let word = text.get(from..to).filter(|word| word.len() > 1 && word.starts_with(char::is_uppercase))?;
        let start = part.span.byte_start() + from as u32;
        let span = Span::new(start, start + word.len() as u32);
        Some(Part { span, ..*part }.with_word(word, context.document, context.lists))
    };
    // `Anak2`, `Gen3` are not names, but `Iskandar3.701` is the end of one.
    let ends_name = |_: &Part| is_inner;
    (piece(0, first).filter(ends_name), piece(after, text.len()))
}

impl Names {
    /// Ends a name before a part.
    pub(super) fn end_at(&mut self, name: usize, end: usize) {
        if let Some(name) = self.names.get_mut(name) {
            name.mention.end = end;
        }
    }
}
