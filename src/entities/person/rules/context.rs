//! The context of a sequence: scores, in tenths, for the words before and after it and for its own words.

use crate::text::document::Document;
use crate::text::token::{Shape, Token, TokenKind};
use crate::text::vocabulary::WordId;

use crate::entities::person::common::apposition::initials_match;
use crate::entities::person::common::lists::{Lists, ends_like_a_name};
use crate::entities::person::common::part::{Part, PartFlags};
use crate::entities::person::common::sentence_case::SentenceCase;
use crate::entities::person::common::word_facts::WordFacts;

use super::candidates::CapitalizedSequence;

const COMMA: WordId = WordId::ascii(b',');
const OPEN: WordId = WordId::ascii(b'(');
const CLOSE: WordId = WordId::ascii(b')');
const COLON: WordId = WordId::ascii(b':');

/// The most tokens between a title and the comma before a name: `juru bicara Gedung Putih, John Kirby`.
const APPOSITION_REACH: usize = 9;
/// A verb of saying after the name.
const SAYS: i32 = 36;

/// The context before a sequence, in tenths.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ContextBefore {
    /// The score of a title or the like before the name.
    pub(super) title: i32,
    /// Whether that title may be followed by its jurisdiction.
    pub(super) jurisdiction: bool,
    /// The score of a preposition: positive for a person, negative for a place.
    pub(super) place: i32,
}

pub(super) fn before(
    document: &Document<'_>,
    lists: &Lists,
    sequence: &CapitalizedSequence,
    first: &Part,
) -> ContextBefore {
    let at = first.token as usize;
    let tokens = document.tokens.get(sequence.sentence.start..at).unwrap_or_default();
    let mut before = ContextBefore::default();
    let Some((last, rest)) = tokens.split_last() else {
        before.title = byline_before(document, lists, at);
        return before;
    };
    match last.kind() {
        TokenKind::Word if last.shape() == Shape::Lower => {
            let facts = lists.facts(last.word());
            if facts.any(WordFacts::AT) {
                before.place = -30;
            } else if facts.any(WordFacts::MOTION) && !first.facts.is_plain_name() {
                before.place = -10;
            } else if facts.any(WordFacts::TOWARDS) {
                before.place = 8;
            }
            if facts.any(WordFacts::ARTICLE) {
                before.title = 35;
            } else if facts.any(WordFacts::HONORIFIC) {
                before.title = 40;
            } else if facts.any(WordFacts::TITLE) || ends_title(tokens, lists, facts) {
                before.title = if facts.any(WordFacts::GROUP) { 20 } else { 28 };
                before.jurisdiction = facts.any(WordFacts::JURISDICTION);
            } else if facts.any(WordFacts::VERB_BEFORE) {
                before.title = 38;
            } else if !facts.any(WordFacts::FUNCTION.with(WordFacts::VERB_AFTER)) && title_within(rest, lists, 3) {
                // `pengamat politik X`, `penyerang sayap X`
                before.title = 14;
            }
        }
        _ if last.word() == COMMA => {
            if let Some(jurisdiction) = title_before_comma(rest, lists) {
                before.title = 24;
                before.jurisdiction = jurisdiction;
            }
        }
        _ if last.word() == COLON => before.title = byline_before(document, lists, at),
        _ if last.word() == CLOSE => {
            // `Jenderal (Purn) X`
            if let [.., title, open, inner] = rest
                && open.word() == OPEN
                && inner.word() == lists.purn
                && lists.facts(title.word()).any(WordFacts::TITLE)
            {
                before.title = 30;
            }
        }
        _ => {}
    }
    before
}

/// `Pewarta:` directly before the token at `at`, possibly on the line above.
fn byline_before(document: &Document<'_>, lists: &Lists, at: usize) -> i32 {
    let Some([label, colon]) = at.checked_sub(2).and_then(|from| document.tokens.get(from..at)) else { return 0 };
    if colon.word() == COLON && lists.facts(label.word()).any(WordFacts::LABEL) { 50 } else { 0 }
}

/// Whether the last two words are a title: `kuasa hukum`.
fn ends_title(tokens: &[Token], lists: &Lists, last: WordFacts) -> bool {
    last.any(WordFacts::TITLE_END)
        && tokens.len() >= 2
        && lists.phrases.longest(&tokens[tokens.len() - 2..]).is_some_and(|(n, f)| n == 2 && f.any(WordFacts::TITLE))
}

/// Whether one of the last `reach` words is a title and only plain lowercase words follow it.
fn title_within(tokens: &[Token], lists: &Lists, reach: usize) -> bool {
    for (n, token) in tokens.iter().enumerate().rev().take(reach) {
        let facts = lists.facts(token.word());
        if token.kind() != TokenKind::Word
            || facts.any(WordFacts::FUNCTION.with(WordFacts::VERB_AFTER).with(WordFacts::VERB_BEFORE))
        {
            return false;
        }
        if facts.any(WordFacts::TITLE) || ends_title(&tokens[..=n], lists, facts) {
            return true;
        }
        if token.shape() != Shape::Lower {
            return false;
        }
    }
    false
}

/// Whether the phrase before a comma begins with a title. If so, returns whether its jurisdiction may follow the comma.
fn title_before_comma(tokens: &[Token], lists: &Lists) -> Option<bool> {
    for (n, token) in tokens.iter().enumerate().rev().take(APPOSITION_REACH) {
        if token.kind() != TokenKind::Word {
            return None;
        }
        let facts = lists.facts(token.word());
        if (facts.any(WordFacts::TITLE) && !facts.any(WordFacts::NAME)) || ends_title(&tokens[..=n], lists, facts) {
            return Some(false);
        }
        let in_phrase = facts.any(WordFacts::MOTION.with(WordFacts::JOINS))
            || matches!(lists.facts(token.word()), f if !f.any(WordFacts::FUNCTION.with(WordFacts::VERB_AFTER)));
        if !in_phrase {
            return None;
        }
    }
    None
}

/// The score of the words after a sequence for the name at its end, in tenths.
pub(super) fn after(document: &Document<'_>, lists: &Lists, sequence: &CapitalizedSequence, parts: &[Part]) -> i32 {
    let Some(last) = parts.last() else { return 0 };
    let from = last.token as usize + 1;
    let tokens = document.tokens.get(from..sequence.sentence.end.max(from)).unwrap_or_default();
    let Some(next) = tokens.first() else { return 0 };
    let second = tokens.get(1);
    if next.word() == OPEN {
        return second.map_or(0, |second| after_bracket(document, lists, second, tokens.get(2), parts));
    }
    if next.word() == COMMA {
        return second.map_or(0, |second| after_comma(document, lists, second, tokens.get(2)));
    }
    if next.kind() == TokenKind::Number {
        return -15;
    }
    if next.kind() != TokenKind::Word {
        return 0;
    }
    let facts = lists.facts(next.word());
    if facts.any(WordFacts::ORIGIN) {
        15
    } else if facts.any(WordFacts::AND_OTHERS.with(WordFacts::ALSO_CALLED)) {
        30
    } else if facts.any(WordFacts::SAYS) {
        SAYS
    } else if facts.any(WordFacts::VERB_AFTER) {
        17
    } else if facts.any(WordFacts::IS) && second.is_some_and(|t| t.word() == lists.one) {
        35
    } else if facts.any(WordFacts::BEFORE_VERB) {
        match second.map(|t| lists.facts(t.word())) {
            Some(facts) if facts.any(WordFacts::SAYS) => SAYS,
            Some(facts) if facts.any(WordFacts::VERB_AFTER) => 17,
            _ => 0,
        }
    } else if facts.any(WordFacts::FUNCTION) || next.shape() != Shape::Lower {
        0
    } else {
        let word = document.vocabulary.word(next.word());
        let verb = word.len() >= 6 && (word.starts_with("me") || word.starts_with("ber"));
        if verb { 9 } else { 0 }
    }
}

/// Whether a comma and then a title or a given name follow: the words before are the jurisdiction of a person, not a person.
pub(super) fn title_or_name_after_comma(document: &Document<'_>, lists: &Lists, parts: &[Part]) -> bool {
    let Some(last) = parts.last() else { return false };
    let Some([comma, next, ..]) = document.tokens.get(last.token as usize + 1..) else { return false };
    let facts = lists.facts(next.word());
    let name = facts.is_plain_name() && facts.any(WordFacts::GIVEN);
    comma.word() == COMMA
        && next.shape().is_capital()
        && (name || facts.any(WordFacts::TITLE) || facts.any(WordFacts::HONORIFIC))
}

/// `(Nama Wartawan)` at the end of a line: the score for a reporter, in tenths.
pub(super) fn credit(document: &Document<'_>, parts: &[Part]) -> i32 {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return 0 };
    let before = (first.token as usize).checked_sub(1).and_then(|n| document.tokens.get(n));
    let mut after = document.tokens.get(last.token as usize + 1..).unwrap_or_default().iter();
    let bracketed = before.is_some_and(|t| t.word() == OPEN) && after.next().is_some_and(|t| t.word() == CLOSE);
    if bracketed && after.next().is_none_or(|t| t.line_before() || t.word() == OPEN) { 20 } else { 0 }
}

fn after_bracket(document: &Document<'_>, lists: &Lists, inner: &Token, close: Option<&Token>, parts: &[Part]) -> i32 {
    let closes =
        close.is_some_and(|t| t.word() == CLOSE || t.word() == COMMA || lists.facts(t.word()).any(WordFacts::COMMON));
    if inner.kind() == TokenKind::Number && closes {
        let age = document.text_of(inner).parse::<u32>().ok().filter(|age| (1..=110).contains(age));
        return if age.is_some() { 45 } else { 0 };
    }
    if inner.word() == lists.born {
        return 45;
    }
    if lists.facts(inner.word()).any(WordFacts::HONORIFIC) && close.is_some_and(|t| t.word() == CLOSE) {
        return 30;
    }
    if inner.shape() == Shape::Upper && initials_match(document.text, document.text_of(inner), parts) { 20 } else { 0 }
}

fn after_comma(document: &Document<'_>, lists: &Lists, second: &Token, third: Option<&Token>) -> i32 {
    if second.kind() == TokenKind::Number {
        let age = document.text_of(second).parse::<u32>().ok().filter(|age| (1..=110).contains(age));
        let years =
            third.is_some_and(|t| t.word() == COMMA || matches!(document.vocabulary.word(t.word()), "tahun" | "th"));
        return if age.is_some() && years { 25 } else { 0 };
    }
    let facts = lists.facts(second.word());
    let text = document.text_of(second);
    if facts.any(WordFacts::DEGREE) && text.chars().skip(1).any(|c| c.is_uppercase() || c == '.') {
        45
    } else if facts.any(WordFacts::TITLE) && !facts.any(WordFacts::NAME) {
        20
    } else if (facts.any(WordFacts::VERB_AFTER) && second.shape() == Shape::Lower) || second.word() == lists.which {
        10
    } else {
        0
    }
}

/// The score of the words themselves, in tenths.
pub(super) fn content(parts: &[Part], document: &Document<'_>, sentence_case: SentenceCase) -> i32 {
    let count = parts.len();
    let mut score = 0;
    let mut unknown = 0;
    let mut known = 0;
    for (n, part) in parts.iter().enumerate() {
        let facts = part.facts;
        if part.flags.is(PartFlags::LOWER) {
            let text = part.span.of(document.text);
            score += if matches!(text, "bin" | "binti") { 40 } else { 8 };
        } else if facts.is_plain_name() {
            known += 1;
            score += match (n, facts.any(WordFacts::GIVEN), facts.any(WordFacts::FAMILY)) {
                (0, true, _) => 28,
                (0, false, _) => 28,
                (_, _, true) => 20,
                _ => 14,
            };
        } else if part.flags.is(PartFlags::INITIAL) {
            score += if n + 1 < count { 16 } else { 4 };
        } else if facts.any(WordFacts::NAME) {
            known += 1;
            score += if n == 0 { 6 } else { 10 };
        } else if facts.any(WordFacts::ELSE) {
            score -= 4;
        } else if !facts.any(WordFacts::PARTICLE) {
            unknown += 1;
            let word = document.vocabulary.word(WordId(part.key));
            if ends_like_a_name(word) {
                score += 8;
            }
        }
    }
    let first_is_weak = parts.first().is_some_and(|p| p.flags.is(PartFlags::FIRST) && !p.facts.is_plain_name());
    if count == 2 && unknown == 2 {
        score += 4;
    }
    if count == 1 {
        score -= if unknown == 1 || parts.iter().any(|p| p.facts.any(WordFacts::WEAK.with(WordFacts::ELSE))) {
            10
        } else {
            3
        };
        score -= if parts.iter().any(|p| p.flags.is(PartFlags::UPPER)) { 10 } else { 0 };
    }
    if first_is_weak && count > 1 {
        score -= 3;
    }
    if count > 5 {
        score -= 10 * (count as i32 - 5);
    }
    if sentence_case != SentenceCase::Running && unknown > 0 {
        score -= 6 * unknown;
    }
    if known == 0 && count >= 4 {
        score -= 15;
    }
    score.min(60)
}
