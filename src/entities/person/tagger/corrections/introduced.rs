//! Names that the text introduces and that the tagger missed: `bernama Suci Wulandari`, `Suci Wulandari (41)`, lists of offices and names.

use crate::entities::person::common::hints::Hints;
use crate::entities::person::common::word_facts::WordFacts;
use crate::text::token::{Token, TokenKind};
use crate::text::vocabulary::WordId;

use super::super::token_shape::TokenShape;
use super::titles::is_title;
use super::{Context, Names};

/// The most words of a name that is added.
const LONGEST: usize = 4;
/// The most words of an office before a comma: `Kepala Dinas Pekerjaan Umum, Nasrun`.
const LONGEST_OFFICE: usize = 6;

/// Adds the names.
pub(super) fn add(names: &mut Names, context: &Context<'_>) {
    // The end of the last name in a list of offices.
    let mut listed = 0;
    for sequence in context.positions.sequences() {
        let range = sequence.range();
        let Some((first, last)) = context.position(range.start).zip(context.position(range.end - 1)) else { continue };
        let (from, to) = (first.token as usize, last.token as usize + 1);
        if !may_be_introduced(context, from, to) || !context.is_running(range.start) {
            continue;
        }
        let start = range.clone().find(|&at| !is_title(context, at)).unwrap_or(range.end);
        let words = start..range.end;
        let is_named =
            || is_called(context, from) || (words.len() > 1 && has_age(context, to) && has_name(context, &words));
        let is_listed = || follows_office(context, from) && (precedes_office(context, to) || from < listed + LIST_GAP);
        if words.is_empty() || words.len() > LONGEST || !words.clone().all(|at| may_be_name(context, at)) {
            continue;
        }
        if is_named() {
            names.add(words.start, words.end);
        } else if words.len() <= 2 && is_listed() {
            listed = to;
            names.add(words.start, words.end);
        }
    }
}

/// The most tokens between two names of a list of offices.
const LIST_GAP: usize = 10;

/// Whether a word or mark that introduces names is next to the tokens. It seldom is, so this comes first.
fn may_be_introduced(context: &Context<'_>, from: usize, to: usize) -> bool {
    let word = |at: usize| context.document.tokens.get(at).map(Token::word);
    let before = from.checked_sub(1).and_then(word);
    before == Some(WordId::ascii(b',')) || before == Some(context.lists.named) || word(to) == Some(WordId::ascii(b'('))
}

fn may_be_name(context: &Context<'_>, at: usize) -> bool {
    const OTHER: WordFacts =
        WordFacts::ORG_PREFIX.with(WordFacts::ORG_SUFFIX).with(WordFacts::OTHER).with(WordFacts::PLACE);
    let facts = context.facts(at);
    let is_country = context.position(at).is_some_and(|p| context.lists.countries.begins(p.word));
    context
        .position(at)
        .is_some_and(|p| matches!(p.shape, TokenShape::Title | TokenShape::Particle | TokenShape::Initial))
        && (!facts.any(OTHER) || facts.any(WordFacts::NAME))
        && !is_country
}

fn has_name(context: &Context<'_>, words: &std::ops::Range<usize>) -> bool {
    words.clone().any(|at| context.facts(at).any(WordFacts::NAME))
}

/// Whether `bernama` after a word for a person is before a token: `pria bernama`, not `lembaga bernama`.
fn is_called(context: &Context<'_>, at: usize) -> bool {
    let token = |back: usize| at.checked_sub(back).and_then(|at| context.document.tokens.get(at));
    let is_bernama = token(1).is_some_and(|token| token.word() == context.lists.named);
    is_bernama
        && token(2).is_some_and(|noun| {
            context.lists.hints.of(noun.word()).contains(Hints::PERSON_NOUN)
                || context.lists.facts(noun.word()).any(WordFacts::TITLE.with(WordFacts::GROUP))
        })
}

/// Whether an age in brackets is at a token: `(41)`, `(41 tahun)`.
fn has_age(context: &Context<'_>, at: usize) -> bool {
    let number = context.document.tokens.get(at + 1).filter(|t| t.kind() == TokenKind::Number && t.span().len() <= 2);
    let closes = context.is_mark(at + 2, b')') || context.is_mark(at + 3, b')');
    context.is_mark(at, b'(') && number.is_some() && closes
}

/// Whether a comma and before it a capitalized office of several words are before a token.
fn follows_office(context: &Context<'_>, at: usize) -> bool {
    let Some(comma) = at.checked_sub(1).filter(|&comma| context.is_mark(comma, b',')) else { return false };
    let mut words = (comma.saturating_sub(LONGEST_OFFICE)..comma).rev().take_while(|&back| {
        context.document.tokens.get(back).is_some_and(|t| t.kind() == TokenKind::Word && t.shape().is_capital())
    });
    let is_office = |back: usize| {
        let token = context.document.tokens.get(back);
        token.is_some_and(|token| context.lists.facts(token.word()).any(WordFacts::TITLE))
    };
    words.any(is_office)
}

/// Whether a comma or `serta`, `dan`, and then a capitalized office are at a token.
fn precedes_office(context: &Context<'_>, at: usize) -> bool {
    let is_joint = |at: usize| {
        context.is_mark(at, b',')
            || context.document.tokens.get(at).is_some_and(|t| context.lists.facts(t.word()).any(WordFacts::JOINS))
    };
    let next = at + (at..at + 2).take_while(|&at| is_joint(at)).count();
    let office = context.document.tokens.get(next).filter(|token| next > at && token.shape().is_capital());
    office.is_some_and(|office| context.lists.facts(office.word()).any(WordFacts::TITLE))
}
