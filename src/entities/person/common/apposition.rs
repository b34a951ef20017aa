//! Names in apposition: whether the text between two names says that they are two names of one person.

use crate::text::document::Document;
use crate::text::token::{Token, TokenKind};
use crate::text::vocabulary::WordId;

use super::hints::Hints;
use super::lists::Lists;
use super::part::{Part, PartFlags};
use super::word_facts::WordFacts;

const COMMA: WordId = WordId::ascii(b',');
const OPEN: WordId = WordId::ascii(b'(');

/// The most tokens between a name and another name of the same person: `, yang biasa disapa dengan nama`.
const MOST_BETWEEN: usize = 10;

/// The most words of a name that is compared with another word by word. Longer ones are lists without commas.
const LONGEST_NAME: usize = 16;

/// The relation of a name to the name before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tie {
    /// None of the following.
    None,
    /// `A, B dan C`.
    Joined,
    /// `A alias B`, `A yang akrab disapa B`.
    AlsoCalled,
    /// `A atau B`: another name, or another person.
    Or,
    /// `A (B)`.
    Bracketed,
}

/// Whether `short` consists of the first letters of the last words of a name: `RK` for Ridwan Kamil.
pub(crate) fn initials_match(text: &str, short: &str, parts: &[Part]) -> bool {
    let count = short.chars().count();
    if !(2..=5).contains(&count) || !short.chars().all(char::is_uppercase) {
        return false;
    }
    let name: Vec<_> = parts.iter().filter(|p| !p.flags.is(PartFlags::LOWER)).collect();
    let Some(name) = name.len().checked_sub(count).and_then(|from| name.get(from..)) else { return false };
    name.iter().zip(short.chars()).all(|(part, letter)| part.span.of(text).starts_with(letter))
}

/// Whether two names joined by `atau` belong to one person:
///
/// * one word after a full name always does (`Edhie Baskoro Yudhoyono atau Ibas`);
/// * two full names do if they share a word (`Garibaldi Thohir atau Boy Thohir`);
/// * one word before a full name does if the name contains it or it is the name's initials;
/// * two single words do if they begin alike (`Romahurmuziy atau Rommy`).
///
/// Otherwise they are two people (`Anies atau Ganjar`, `Bahlil atau Agus Gumiwang`). The rules were derived from 306 such places in
/// raw news.
pub(crate) fn may_be_one(text: &str, first: &[Part], second: &[Part]) -> bool {
    match (first, second) {
        ([a], [b]) => {
            let [a, b] = [a, b].map(|part| part.span.of(text).chars().flat_map(char::to_lowercase));
            a.zip(b).take_while(|(a, b)| a == b).count() >= 3
        }
        (_, [_]) => true,
        ([short], name) => {
            let short = short.span.of(text);
            let is_in = |part: &Part| part.span.of(text).to_lowercase().contains(&short.to_lowercase());
            initials_match(text, short, name) || name.iter().any(is_in)
        }
        _ if first.len().max(second.len()) > LONGEST_NAME => false,
        _ => first
            .iter()
            .filter(|p| !p.flags.is(PartFlags::LOWER))
            .any(|p| second.iter().any(|other| other.key == p.key)),
    }
}

/// The relation of the name that begins with `first` to the name that ends before the token at `previous_end`, in a sentence that
/// begins with the token at `sentence_start`.
pub(crate) fn tie(
    document: &Document<'_>,
    lists: &Lists,
    sentence_start: usize,
    previous_end: usize,
    first: &Part,
) -> Tie {
    let at = first.token as usize;
    let from = previous_end.max(sentence_start);
    if from >= at || at - from > MOST_BETWEEN {
        return Tie::None;
    }
    let tokens = document.tokens.get(from..at).unwrap_or_default();
    let facts = |t: &Token| lists.facts(t.word());
    let joins = |t: &Token| t.word() == COMMA || facts(t).any(WordFacts::JOINS);
    match tokens {
        [only] if only.word() == OPEN => return Tie::Bracketed,
        [only] if document.vocabulary.word(only.word()) == "atau" => return Tie::Or,
        [only] if joins(only) => return Tie::Joined,
        [comma, and] if comma.word() == COMMA && joins(and) => return Tie::Joined,
        _ => {}
    }
    if introduction(document, lists, sentence_start, at) == Some(from) { Tie::AlsoCalled } else { Tie::None }
}

/// Words that may be in an introduction besides those of the lists: `yang juga dikenal sebagai`.
const ALSO_BETWEEN: [&str; 6] = ["beken", "dulu", "juga", "kini", "populer", "sebutan"];

/// The index of the first token of the words before the token at `at` that introduce it as another name: `alias`, `yang akrab
/// disapa`, `(nama panggilan`. `None` if there are none.
pub(crate) fn introduction(document: &Document<'_>, lists: &Lists, sentence_start: usize, at: usize) -> Option<usize> {
    let word = |t: &Token| document.vocabulary.word(t.word());
    let (mut has_filler, mut calls, mut start) = (false, Call::None, at);
    for back in (sentence_start.max(at.saturating_sub(MOST_BETWEEN))..at).rev() {
        let token = document.tokens.get(back)?;
        let facts = lists.facts(token.word());
        let hint_calls = lists.hints.of(token.word()).contains(Hints::CALLED);
        let is_filler = facts.any(WordFacts::CALLED_FILLER);
        let is_link = facts.any(WordFacts::HONORIFIC.with(WordFacts::ARTICLE));
        if matches!(token.kind(), TokenKind::Punctuation | TokenKind::Number) || is_link && !is_filler {
            // `Budi (34) alias Bewok`
        } else if facts.any(WordFacts::ALSO_CALLED) || hint_calls || is_filler || ALSO_BETWEEN.contains(&word(token)) {
            let own = match word(token) {
                // Without a filler, `dipanggil` means "summoned", not "called".
                "dipanggil" => Call::WithFiller,
                // `dikenal sebagai X`, `dikenal dengan nama X`.
                "dikenal" if has_filler => Call::Always,
                "dikenal" => Call::None,
                "akrab" if back + 1 == at => Call::Always,
                _ if facts.any(WordFacts::ALSO_CALLED) || hint_calls => Call::Always,
                _ => Call::None,
            };
            calls = calls.max(own);
            has_filler |= is_filler;
        } else {
            break;
        }
        start = back;
    }
    let is_call = calls == Call::Always || (calls == Call::WithFiller && has_filler);
    is_call.then_some(start)
}

/// Whether a word says that another name follows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Call {
    None,
    WithFiller,
    Always,
}
