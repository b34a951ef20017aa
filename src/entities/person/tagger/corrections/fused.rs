//! Words that scraping fused to names.

use crate::entities::person::common::part::{Part, PartFlags};
use crate::entities::person::common::word_facts::WordFacts;
use crate::text::span::Span;

use super::{Context, Names};

/// The most words of an article's names that are compared with what remains of a fused word.
const MOST_COMPARED: usize = 1024;
/// The most words that are removed before one name: `KetuaPanitiaBudi`.
const MOST_FUSED: usize = 8;

/// Removes words that were fused to the first or last word of a name: `Donald Trumpmengatakan`, `kiperAndre Onana`.
pub(super) fn split(names: &mut Names, context: &Context<'_>) {
    let Context { document, lists, .. } = *context;
    let Names { names, parts } = names;
    for name in names.iter_mut() {
        // `Zulfirmansyah kepadaTempo`
        while name.mention.end > name.mention.start + 1 && is_fused_particle(context, parts.get(name.mention.end - 1)) {
            name.mention.end -= 1;
        }
    }
    for name in names.iter().map(|name| name.mention) {
        for _ in 0..MOST_FUSED {
            let rest = parts.get(name.start).and_then(|p| p.without_fused_prefix(document, lists, is_word_of(parts)));
            let (Some(rest), Some(first)) = (rest, parts.get_mut(name.start)) else { break };
            *first = rest;
        }
        let Some(last) = name.end.checked_sub(1) else { continue };
        // The last word of a name of several words may be any name of the lists: `Yuliana Tanjungmengatakan`.
        let is_long = name.end > name.start + 1;
        if let Some(part) = parts.get(last).and_then(|last| without_suffix(last, context, is_word_of(parts)))
            && let Some(last) = parts.get_mut(last)
        {
            *last = part;
        } else if let Some(part) = parts.get(last).and_then(|last| {
            let is_word = is_word_of(parts);
            last.without_fused_suffix(document, lists, |p| is_word(p) || (is_long && p.facts.any(WordFacts::NAME)))
        }) && let Some(last) = parts.get_mut(last)
        {
            *last = part;
        }
    }
}

/// Whether a word is a lowercase word with a capitalized one fused to it.
fn is_fused_particle(context: &Context<'_>, part: Option<&Part>) -> bool {
    const SHORTEST: usize = 3;
    let text =
        part.filter(|part| !part.flags.is(PartFlags::LOWER)).map_or("", |part| part.span.of(context.document.text));
    let lowercase = text.bytes().take_while(u8::is_ascii_lowercase).count();
    lowercase >= SHORTEST && text[lowercase..].starts_with(char::is_uppercase)
}

/// The part without `-nya` (`Ganjarnya`), if what remains is a name of the lists or of the article.
fn without_suffix(part: &Part, context: &Context<'_>, is_name: impl Fn(&Part) -> bool) -> Option<Part> {
    let text = part.span.of(context.document.text);
    let word = text.strip_suffix("nya").filter(|word| word.len() > 3 && part.facts == WordFacts::NONE)?;
    let start = part.span.byte_start();
    let rest = Part { span: Span::new(start, start + word.len() as u32), ..*part };
    let rest = rest.with_word(word, context.document, context.lists);
    (rest.facts.is_plain_name() || is_name(&rest)).then_some(rest)
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
