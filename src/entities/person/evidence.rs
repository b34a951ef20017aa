//! Evidence in tenths: what stands before and after a run, and what its words are.

use crate::text::document::Document;
use crate::text::token::{Shape, Token, TokenKind};
use crate::text::vocabulary::WordId;

use super::facts::Facts;
use super::lists::{Lists, ends_like_a_name};
use super::runs::{Form, Part, Run, Style};
use super::segments::Tie;

const COMMA: WordId = WordId::ascii(b',');
const OPEN: WordId = WordId::ascii(b'(');
const CLOSE: WordId = WordId::ascii(b')');
const COLON: WordId = WordId::ascii(b':');

/// How far a title may stand before the comma that a name follows: `juru bicara Gedung Putih, John Kirby`.
const APPOSITION_REACH: usize = 9;
/// A verb of saying after the name.
const SAYS: i32 = 36;
/// How many words may stand between a name and its other name: `, yang biasa disapa dengan nama`.
const ALSO_CALLED_REACH: usize = 8;

/// What stands before a run, in tenths.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before {
    /// A title or the like that a name follows.
    pub(super) title: i32,
    /// Whether that title may be followed by a place.
    pub(super) seat: bool,
    /// What a preposition says for a person (positive) or for a place (negative).
    pub(super) place: i32,
}

pub(super) fn before(document: &Document<'_>, lists: &Lists, run: &Run, first: &Part) -> Before {
    let at = first.token as usize;
    let tokens = document.tokens.get(run.sentence.start..at).unwrap_or_default();
    let mut before = Before::default();
    let Some((last, rest)) = tokens.split_last() else {
        before.title = byline_before(document, lists, at);
        return before;
    };
    match last.kind() {
        TokenKind::Word if last.shape() == Shape::Lower => {
            let facts = lists.facts(last.word());
            if facts.any(Facts::AT) {
                before.place = -30;
            } else if facts.any(Facts::MOTION) && !first.facts.is_plain_name() {
                before.place = -10;
            } else if facts.any(Facts::TOWARDS) {
                before.place = 8;
            }
            if facts.any(Facts::ARTICLE) {
                before.title = 35;
            } else if facts.any(Facts::HONORIFIC) {
                before.title = 40;
            } else if facts.any(Facts::TITLE) || ends_title(tokens, lists, facts) {
                before.title = if facts.any(Facts::GROUP) { 20 } else { 28 };
                before.seat = facts.any(Facts::SEAT);
            } else if facts.any(Facts::VERB_BEFORE) {
                before.title = 38;
            } else if !facts.any(Facts::FUNCTION.with(Facts::VERB_AFTER)) && title_within(rest, lists, 3) {
                // `pengamat politik X`, `penyerang sayap X`
                before.title = 14;
            }
        }
        _ if last.word() == COMMA => {
            if let Some(seat) = title_before_comma(rest, lists) {
                before.title = 24;
                before.seat = seat;
            }
        }
        _ if last.word() == COLON => before.title = byline_before(document, lists, at),
        _ if last.word() == CLOSE => {
            // `Jenderal (Purn) X`
            if let [.., title, open, inner] = rest
                && open.word() == OPEN
                && inner.word() == lists.purn
                && lists.facts(title.word()).any(Facts::TITLE)
            {
                before.title = 30;
            }
        }
        _ => {}
    }
    before
}

/// `Pewarta:` directly before the token at `at`, perhaps on the line above.
fn byline_before(document: &Document<'_>, lists: &Lists, at: usize) -> i32 {
    let Some([label, colon]) = at.checked_sub(2).and_then(|from| document.tokens.get(from..at)) else { return 0 };
    if colon.word() == COLON && lists.facts(label.word()).any(Facts::LABEL) { 50 } else { 0 }
}

/// Whether the last two words are a title: `kuasa hukum`.
fn ends_title(tokens: &[Token], lists: &Lists, last: Facts) -> bool {
    last.any(Facts::TITLE_END)
        && tokens.len() >= 2
        && lists.phrases.longest(&tokens[tokens.len() - 2..]).is_some_and(|(n, f)| n == 2 && f.any(Facts::TITLE))
}

/// Whether a title stands among the last `reach` words, with only small, plain words after it.
fn title_within(tokens: &[Token], lists: &Lists, reach: usize) -> bool {
    for (n, token) in tokens.iter().enumerate().rev().take(reach) {
        let facts = lists.facts(token.word());
        if token.kind() != TokenKind::Word
            || facts.any(Facts::FUNCTION.with(Facts::VERB_AFTER).with(Facts::VERB_BEFORE))
        {
            return false;
        }
        if facts.any(Facts::TITLE) || ends_title(&tokens[..=n], lists, facts) {
            return true;
        }
        if token.shape() != Shape::Lower {
            return false;
        }
    }
    false
}

/// Whether the phrase before a comma is led by a title; says whether a seat may follow it.
fn title_before_comma(tokens: &[Token], lists: &Lists) -> Option<bool> {
    for (n, token) in tokens.iter().enumerate().rev().take(APPOSITION_REACH) {
        if token.kind() != TokenKind::Word {
            return None;
        }
        let facts = lists.facts(token.word());
        if (facts.any(Facts::TITLE) && !facts.any(Facts::NAME)) || ends_title(&tokens[..=n], lists, facts) {
            return Some(false);
        }
        let in_phrase = facts.any(Facts::MOTION.with(Facts::JOINS))
            || matches!(lists.facts(token.word()), f if !f.any(Facts::FUNCTION.with(Facts::VERB_AFTER)));
        if !in_phrase {
            return None;
        }
    }
    None
}

/// What stands after a run speaks for, or against, the name at its end, in tenths.
pub(super) fn after(document: &Document<'_>, lists: &Lists, run: &Run, parts: &[Part]) -> i32 {
    let Some(last) = parts.last() else { return 0 };
    let from = last.token as usize + 1;
    let tokens = document.tokens.get(from..run.sentence.end.max(from)).unwrap_or_default();
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
    if facts.any(Facts::ORIGIN) {
        15
    } else if facts.any(Facts::AND_OTHERS.with(Facts::ALSO_CALLED)) {
        30
    } else if facts.any(Facts::SAYS) {
        SAYS
    } else if facts.any(Facts::VERB_AFTER) {
        17
    } else if facts.any(Facts::IS) && second.is_some_and(|t| t.word() == lists.one) {
        35
    } else if facts.any(Facts::BEFORE_VERB) {
        match second.map(|t| lists.facts(t.word())) {
            Some(facts) if facts.any(Facts::SAYS) => SAYS,
            Some(facts) if facts.any(Facts::VERB_AFTER) => 17,
            _ => 0,
        }
    } else if facts.any(Facts::FUNCTION) || next.shape() != Shape::Lower {
        0
    } else {
        let word = document.vocabulary.word(next.word());
        let verb = word.len() >= 6 && (word.starts_with("me") || word.starts_with("ber"));
        if verb { 9 } else { 0 }
    }
}

/// Whether a comma follows, and then a title or a given name: what stands before it is no person but the seat of one.
pub(super) fn title_or_name_after_comma(document: &Document<'_>, lists: &Lists, parts: &[Part]) -> bool {
    let Some(last) = parts.last() else { return false };
    let Some([comma, next, ..]) = document.tokens.get(last.token as usize + 1..) else { return false };
    let facts = lists.facts(next.word());
    let name = facts.is_plain_name() && facts.any(Facts::GIVEN);
    comma.word() == COMMA
        && next.shape().is_capital()
        && (name || facts.any(Facts::TITLE) || facts.any(Facts::HONORIFIC))
}

/// `(Nama Wartawan)` at the end of a line: the reporter, in tenths.
pub(super) fn credit(document: &Document<'_>, parts: &[Part]) -> i32 {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return 0 };
    let before = (first.token as usize).checked_sub(1).and_then(|n| document.tokens.get(n));
    let mut after = document.tokens.get(last.token as usize + 1..).unwrap_or_default().iter();
    let bracketed = before.is_some_and(|t| t.word() == OPEN) && after.next().is_some_and(|t| t.word() == CLOSE);
    if bracketed && after.next().is_none_or(|t| t.line_before() || t.word() == OPEN) { 20 } else { 0 }
}

fn after_bracket(document: &Document<'_>, lists: &Lists, inner: &Token, close: Option<&Token>, parts: &[Part]) -> i32 {
    let closes =
        close.is_some_and(|t| t.word() == CLOSE || t.word() == COMMA || lists.facts(t.word()).any(Facts::COMMON));
    if inner.kind() == TokenKind::Number && closes {
        let age = document.text_of(inner).parse::<u32>().ok().filter(|age| (1..=110).contains(age));
        return if age.is_some() { 45 } else { 0 };
    }
    if inner.word() == lists.born {
        return 45;
    }
    if lists.facts(inner.word()).any(Facts::HONORIFIC) && close.is_some_and(|t| t.word() == CLOSE) {
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
    if facts.any(Facts::DEGREE) && text.chars().skip(1).any(|c| c.is_uppercase() || c == '.') {
        45
    } else if facts.any(Facts::TITLE) && !facts.any(Facts::NAME) {
        20
    } else if (facts.any(Facts::VERB_AFTER) && second.shape() == Shape::Lower) || second.word() == lists.which {
        10
    } else {
        0
    }
}

/// Whether `short` are the first letters of the words of a name: `RK` for Ridwan Kamil.
pub(super) fn initials_match(text: &str, short: &str, parts: &[Part]) -> bool {
    let count = short.chars().count();
    if !(2..=5).contains(&count) || !short.chars().all(char::is_uppercase) {
        return false;
    }
    let name: Vec<_> = parts.iter().filter(|p| !p.form.is(Form::LOWER)).collect();
    let Some(name) = name.len().checked_sub(count).and_then(|from| name.get(from..)) else { return false };
    name.iter().zip(short.chars()).all(|(part, letter)| part.span.of(text).starts_with(letter))
}

/// Whether two names that `atau` joins are of one person. A word behind a full name is another name of it (`Edhie Baskoro Yudhoyono
/// atau Ibas`), two full names are one if they share a word (`Garibaldi Thohir atau Boy Thohir`), a word and a full name if the word is
/// in it, two words if they begin alike (`Romahurmuziy atau Rommy`); else they are two people (`Anies atau Ganjar`, `Bahlil atau Agus
/// Gumiwang`). Read off 306 such places in raw news.
pub(super) fn may_be_one(text: &str, first: &[Part], second: &[Part]) -> bool {
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
        _ => first.iter().filter(|p| !p.form.is(Form::LOWER)).any(|p| second.iter().any(|other| other.key == p.key)),
    }
}

/// How the run that begins with `first` is tied to the name whose last part is just before `previous_end`.
pub(super) fn tie(document: &Document<'_>, lists: &Lists, run: &Run, previous_token: usize, first: &Part) -> Tie {
    let at = first.token as usize;
    let from = previous_token.max(run.sentence.start);
    if from >= at || at - from > ALSO_CALLED_REACH {
        return Tie::None;
    }
    let tokens = document.tokens.get(from..at).unwrap_or_default();
    let facts = |t: &Token| lists.facts(t.word());
    let joins = |t: &Token| t.word() == COMMA || facts(t).any(Facts::JOINS);
    match tokens {
        [only] if only.word() == OPEN => return Tie::Bracketed,
        [only] if document.vocabulary.word(only.word()) == "atau" => return Tie::Or,
        [only] if joins(only) => return Tie::Joined,
        [comma, and] if comma.word() == COMMA && joins(and) => return Tie::Joined,
        _ => {}
    }
    let fits = |t: &Token| {
        t.kind() == TokenKind::Punctuation
            || facts(t).any(Facts::ALSO_CALLED.with(Facts::CALLED_FILLER).with(Facts::HONORIFIC).with(Facts::ARTICLE))
    };
    // Who is `dipanggil` by itself is summoned, and not called so.
    let is_filled = tokens.iter().any(|t| facts(t).any(Facts::CALLED_FILLER));
    let calls = |t: &Token| {
        facts(t).any(Facts::ALSO_CALLED) && (is_filled || document.vocabulary.word(t.word()) != "dipanggil")
    };
    let called = tokens.iter().any(calls) && tokens.iter().all(fits);
    if called { Tie::AlsoCalled } else { Tie::None }
}

/// What the words themselves say, in tenths.
pub(super) fn content(parts: &[Part], document: &Document<'_>, style: Style) -> i32 {
    let count = parts.len();
    let mut score = 0;
    let mut unknown = 0;
    let mut known = 0;
    for (n, part) in parts.iter().enumerate() {
        let facts = part.facts;
        if part.form.is(Form::LOWER) {
            let text = part.span.of(document.text);
            score += if matches!(text, "bin" | "binti") { 40 } else { 8 };
        } else if facts.is_plain_name() {
            known += 1;
            score += match (n, facts.any(Facts::GIVEN), facts.any(Facts::FAMILY)) {
                (0, true, _) => 28,
                (0, false, _) => 28,
                (_, _, true) => 20,
                _ => 14,
            };
        } else if part.form.is(Form::INITIAL) {
            score += if n + 1 < count { 16 } else { 4 };
        } else if facts.any(Facts::NAME) {
            known += 1;
            score += if n == 0 { 6 } else { 10 };
        } else if facts.any(Facts::ELSE) {
            score -= 4;
        } else if !facts.any(Facts::PARTICLE) {
            unknown += 1;
            let word = document.vocabulary.word(WordId(part.key));
            if ends_like_a_name(word) {
                score += 8;
            }
        }
    }
    let first_is_weak = parts.first().is_some_and(|p| p.form.is(Form::FIRST) && !p.facts.is_plain_name());
    if count == 2 && unknown == 2 {
        score += 4;
    }
    if count == 1 {
        score -= if unknown == 1 || parts.iter().any(|p| p.facts.any(Facts::WEAK.with(Facts::ELSE))) { 10 } else { 3 };
        score -= if parts.iter().any(|p| p.form.is(Form::UPPER)) { 10 } else { 0 };
    }
    if first_is_weak && count > 1 {
        score -= 3;
    }
    if count > 5 {
        score -= 10 * (count as i32 - 5);
    }
    if style != Style::Text && unknown > 0 {
        score -= 6 * unknown;
    }
    if known == 0 && count >= 4 {
        score -= 15;
    }
    score.min(60)
}
