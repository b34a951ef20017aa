//! Words that scraping fused to names.

use crate::entities::person::common::lists::looks_like_a_word;
use crate::entities::person::common::mention::NameMention;
use crate::entities::person::common::part::{Part, PartFlags};
use crate::entities::person::common::word_facts::WordFacts;
use crate::text::normalize::word_key;
use crate::text::span::Span;

use super::{Context, GapBuffer, Name, Names};

/// The most words of an article's names that are compared with what remains of a fused word.
const MOST_COMPARED: usize = 1024;
/// The most names of an article among which one without a fused word is sought.
const MOST_CLEAN: usize = 64;
/// The most words that are removed before one name: `KetuaPanitiaBudi`.
const MOST_FUSED: usize = 8;
/// The fewest letters of a word that no surname ends with: `Rini Suryanisendiri`.
const LONG_WORD: u32 = 6;

/// Removes words that were fused to the first or last word of a name: `Donald Trumpmengatakan`, `kiperAndre Onana`.
pub(super) fn split(names: &mut Names, context: &Context<'_>) {
    let Context { document, lists, .. } = *context;
    let Names { names, parts } = names;
    let mut at = 0;
    while let Some(name) = names.get_mut(at) {
        let mention = name.mention;
        let is_particle = |n: &usize| is_fused_particle(context, parts.get(*n));
        if let Some(middle) = (mention.start + 1..mention.end).find(is_particle) {
            // `Zulfirmansyah kepadaTempo`
            name.mention.end = middle;
            let second =
                Name { mention: NameMention { start: middle, nickname: None, also_called: None, ..mention }, ..*name };
            if let Some(part) = parts.get_mut(middle)
                && let Some(rest) = without_joint(part, context)
            {
                // `Rahmat Kusumah danRini Suryani`
                *part = rest;
                names.insert(at + 1, second);
            }
        }
        at += 1;
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
        } else if let Some(part) = parts.get(last).and_then(|last| without_capitalized(last, context, is_long))
            && let Some(last) = parts.get_mut(last)
        {
            *last = part;
        } else if let Some(part) = parts.get(last).and_then(|last| {
            let is_word = is_word_of(parts);
            let may_end_long = |p: &Part| p.facts.any(WordFacts::NAME) || last.span.len() - p.span.len() >= LONG_WORD;
            last.without_fused_suffix(document, lists, |p| is_word(p) || (is_long && may_end_long(p)))
        }) && let Some(last) = parts.get_mut(last)
        {
            *last = part;
        } else if let Some(part) =
            parts.get(last).and_then(|last| without_verb(last, context, |p| is_long || is_word_of(parts)(p)))
            && let Some(last) = parts.get_mut(last)
        {
            *last = part;
        } else if let Some(part) = without_word(context, names, parts, name)
            && let Some(last) = parts.get_mut(last)
        {
            *last = part;
        }
    }
}

/// The last part without a word of the language that was fused to it, if the article has the name without that word as well:
/// `Gibran Rakabuming Rakaberziarah`, `Sugionomenggarisbawahi`.
fn without_word(context: &Context<'_>, names: &GapBuffer<Name>, parts: &[Part], name: NameMention) -> Option<Part> {
    const SHORTEST: usize = 7;
    const SHORTEST_WORD: usize = 4;
    /// The same if nothing is before.
    const SHORTEST_ALONE: usize = 7;
    const WORD: WordFacts = WordFacts::COMMON
        .with(WordFacts::VERB_BEFORE)
        .with(WordFacts::VERB_AFTER)
        .with(WordFacts::FUNCTION)
        .with(WordFacts::TITLE);
    let text = context.document.text;
    let [before @ .., last] = parts.get(name.start..name.end)? else { return None };
    let word = last.span.of(text);
    if last.facts != WordFacts::NONE || last.flags != PartFlags::default() || word.len() < SHORTEST {
        return None;
    }
    let is_word = |rest: &str| {
        let facts = context.document.vocabulary.get(rest).map(|word| context.lists.facts(word)).unwrap_or_default();
        rest.len() >= if before.is_empty() { SHORTEST_ALONE } else { SHORTEST_WORD }
            && rest.bytes().all(|byte| byte.is_ascii_lowercase())
            && !facts.any(WordFacts::NAME)
            && (facts.any(WORD) || looks_like_a_word(rest))
    };
    let clean = names.iter().take(MOST_CLEAN).find_map(|other| {
        let [other_before @ .., other_last] = parts.get(other.mention.start..other.mention.end)? else { return None };
        crate::text::work::step();
        let is_same = other_before.len() == before.len()
            && other_before.first().map(|part| part.key) == before.first().map(|part| part.key);
        let rest = word.strip_prefix(other_last.span.of(text)).filter(|_| is_same)?;
        let are_same = other_before.iter().zip(before).all(|(a, b)| a.key == b.key);
        (are_same && is_word(rest)).then_some(other_last)
    })?;
    let start = last.span.byte_start();
    Some(Part { span: Span::new(start, start + clean.span.len()), key: clean.key, facts: clean.facts, ..*last })
}

/// The part without a verb in `me-…-kan` that was fused to its end, if what remains is a name of the lists or by `is_name`: `Rini
/// Xantomenghadirkan`.
fn without_verb(part: &Part, context: &Context<'_>, is_name: impl Fn(&Part) -> bool) -> Option<Part> {
    const SHORTEST: usize = 9;
    const SHORTEST_NAME: usize = 3;
    if part.facts != WordFacts::NONE || part.flags != PartFlags::default() {
        return None;
    }
    let word = part.span.of(context.document.text);
    let end = word.len().checked_sub(SHORTEST).filter(|_| word.ends_with("kan") && word.is_ascii())?;
    if context.lists.fused.names(word).next().is_some() {
        // `Part::without_fused_suffix` has tried it.
        return None;
    }
    crate::text::work::steps(word.len());
    let verb = (SHORTEST_NAME..=end).find(|&at| word[at..].starts_with("me"))?;
    let start = part.span.byte_start();
    let rest = Part { span: Span::new(start, start + verb as u32), ..*part };
    let rest = rest.with_word(&word[..verb], context.document, context.lists);
    (rest.facts.is_plain_name() || is_name(&rest)).then_some(rest)
}

/// Whether a word is a lowercase word with a capitalized one fused to it.
fn is_fused_particle(context: &Context<'_>, part: Option<&Part>) -> bool {
    const SHORTEST: usize = 3;
    let text =
        part.filter(|part| !part.flags.is(PartFlags::LOWER)).map_or("", |part| part.span.of(context.document.text));
    let lowercase = text.bytes().take_while(u8::is_ascii_lowercase).count();
    lowercase >= SHORTEST && text[lowercase..].starts_with(char::is_uppercase)
}

/// The part without a word that joins names and was fused to its front: `danRini`.
fn without_joint(part: &Part, context: &Context<'_>) -> Option<Part> {
    let text = part.span.of(context.document.text);
    let (joint, name) = text.split_at_checked(text.bytes().take_while(u8::is_ascii_lowercase).count())?;
    let joint = context.document.vocabulary.get(joint)?;
    let is_joint = context.lists.facts(joint).any(WordFacts::JOINS);
    let span = Span::new(part.span.byte_end() - name.len() as u32, part.span.byte_end());
    is_joint.then(|| Part { span, ..*part }.with_word(name, context.document, context.lists))
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

/// The part without a capitalized word of the language that was fused to its end: `AndiniEditor`. If it is the only part of the name, what
/// remains must be a name of the lists.
fn without_capitalized(part: &Part, context: &Context<'_>, is_long: bool) -> Option<Part> {
    const WORD: WordFacts = WordFacts::BEFORE_NAMES.with(WordFacts::LABEL).with(WordFacts::PLACE);
    const SHORTEST: usize = 3;
    if part.facts != WordFacts::NONE {
        return None;
    }
    let text = part.span.of(context.document.text);
    let boundary = text.as_bytes().windows(2).rposition(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase())?;
    let (name, word) = text.split_at_checked(boundary + 1)?;
    if name.len() < SHORTEST || word.len() < SHORTEST {
        return None;
    }
    let word = context.document.vocabulary.get(&word_key(word))?;
    let facts = context.lists.facts(word);
    let start = part.span.byte_start();
    let rest = Part { span: Span::new(start, start + name.len() as u32), ..*part };
    let rest = rest.with_word(name, context.document, context.lists);
    let is_name = is_long || rest.facts.is_plain_name();
    (facts.any(WORD) && !facts.any(WordFacts::NAME) && is_name).then_some(rest)
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
