//! Names that the tagger misses or cuts short although their form is unmistakable.

use crate::entities::person::common::hints::Hints;
use crate::entities::person::common::word_facts::WordFacts;
use crate::text::vocabulary::WordId;

use super::super::positions::TagPosition;
use super::super::token_shape::{TokenShape, WordCase};
use super::countries;
use super::numerals::is_roman;
use super::titles::TITLES;
use super::{Context, Name, Names};

/// A form of names: the positions of the name with the hint at a position, if there is one.
type Form = fn(&Context<'_>, usize) -> Option<(usize, usize)>;

/// The hints at which forms are tried.
const FORMS: [(Hints, Form); 3] =
    [(Hints::KING.union(Hints::BEGINS_PHRASE), king), (Hints::KOREAN, korean), (Hints::DI_SURNAME, di)];

/// The hints of all forms.
const OF_FORMS: Hints = FORMS[0].0.union(FORMS[1].0).union(FORMS[2].0);

/// Adds the names of kings with a number, Korean names with a hyphen, names with `di`, names with `a/l`, and family names of siblings.
pub(super) fn add(names: &mut Names, context: &Context<'_>) {
    for sequence in context.positions.sequences() {
        for at in sequence.range() {
            if let Some(position) = context.position(at).filter(|position| !position.is_part) {
                add_at(names, context, at, position);
            }
        }
    }
}

fn add_at(names: &mut Names, context: &Context<'_>, at: usize, position: &TagPosition) {
    let hints = context.lists.hints.of(position.word);
    let form_of = |(hint, form): &(Hints, Form)| if hints.intersects(*hint) { form(context, at) } else { None };
    let found = if hints.intersects(OF_FORMS) { FORMS.iter().find_map(form_of) } else { None };
    if let Some((start, end)) = found.or_else(|| child(context, at, position)).or_else(|| initials(context, at)) {
        names.set(start, end);
    } else if is_family(context, at, position) {
        names.add(at, at + 1);
    } else if position.shape.is_capital()
        && context.lists.countries.begins(position.word)
        && let Some((start, end)) = countries::after_country(context, at, position)
    {
        names.add(start, end);
    }
}

/// `Hamengku Buwono X`, `PB XIII`: the name of a line of kings and a number.
fn king(context: &Context<'_>, at: usize) -> Option<(usize, usize)> {
    let first = context.position(at)?;
    let tokens = context.document.tokens.get(first.token as usize..)?;
    let end = at + context.lists.hints.longest(tokens, Hints::KING)?;
    let number = context.position(end)?.span.of(context.document.text);
    is_roman(number.trim_end_matches('.')).then_some((at, end + 1))
}

/// `Oh Sang-min`: a surname and a given name with a hyphen.
fn korean(context: &Context<'_>, at: usize) -> Option<(usize, usize)> {
    let given = context.position(at + 1)?.span.of(context.document.text);
    let (first, second) = given.split_once('-')?;
    let is_first =
        first.len() > 1 && first.starts_with(char::is_uppercase) && first.chars().skip(1).all(char::is_lowercase);
    let is_syllable = (2..=6).contains(&second.len()) && second.chars().all(char::is_lowercase);
    let is_suffix = matches!(second, "nya" | "lah" | "kah" | "an") || first.eq_ignore_ascii_case(second);
    (is_first && is_syllable && !is_suffix).then_some((at, at + 2))
}

/// `Angel di Maria`, `Di Maria`: a name with the particle, which in lowercase is a preposition.
fn di(context: &Context<'_>, at: usize) -> Option<(usize, usize)> {
    let particle = at.checked_sub(1)?;
    if context.word(particle) != "di" {
        return None;
    }
    let is_given = |first: &usize| {
        context.position(*first).is_some_and(|p| p.shape.is_capital() && !p.is_part)
            && !context.facts(*first).any(TITLES)
    };
    let is_alone = context.position(at + 1).is_none_or(|next| !next.shape.is_capital());
    let first = particle.checked_sub(1).filter(is_given).filter(|_| is_alone);
    first.or(context.has_capital(particle).then_some(particle)).map(|start| (start, at + 1))
}

/// `Lim Hock Seng a/l Tan`: a name and that of the father.
fn child(context: &Context<'_>, at: usize, position: &TagPosition) -> Option<(usize, usize)> {
    let token = position.token as usize;
    if context.document.tokens.get(token + 2).is_none_or(|mark| mark.word() != WordId::ascii(b'/')) {
        return None;
    }
    let text = |n: usize| context.document.tokens.get(n).map_or("", |token| context.document.text_of(token));
    let link = (text(token + 1), text(token + 3));
    if !matches!(link, ("a" | "A", "l" | "L" | "p" | "P") | ("s" | "d" | "S" | "D", "o" | "O")) {
        return None;
    }
    let is_name =
        |at: &usize| context.position(*at).is_some_and(|p| p.shape.is_capital()) && !context.facts(*at).any(TITLES);
    let start = (at.saturating_sub(4)..=at).rev().take_while(is_name).last()?;
    let father = at + 4;
    let is_father = context.position(father).is_some_and(|p| p.token as usize == token + 4 && p.shape.is_capital());
    let more = usize::from(context.position(father + 1).is_some_and(|p| p.shape.is_capital()));
    is_father.then_some((start, father + 1 + more))
}

/// `Marquez bersaudara`: the family name of siblings. `PT Budi Bersaudara` is a firm, `Tiga Bersaudara` a number.
fn is_family(context: &Context<'_>, at: usize, position: &TagPosition) -> bool {
    const OTHER: WordFacts = WordFacts::COMMON.with(WordFacts::ORG_PREFIX).with(WordFacts::OTHER);
    let next = context.document.tokens.get(position.token as usize + 1);
    next.is_some_and(|next| context.lists.hints.of(next.word()).contains(Hints::SIBLINGS))
        && position.shape == TokenShape::Title
        && !context.facts(at).any(OTHER)
        && !at.checked_sub(1).is_some_and(|before| context.facts(before).any(WordFacts::ORG_PREFIX))
}

/// `Widodo AS`: a name with two letters after it.
fn initials(context: &Context<'_>, at: usize) -> Option<(usize, usize)> {
    let letters = context.position(at + 1).filter(|p| p.case == WordCase::Upper && p.span.len() == 2)?;
    let is_other = context.facts(at + 1).any(WordFacts::DEGREE.with(WordFacts::OTHER));
    let is_name =
        context.position(at).is_some_and(|p| p.shape == TokenShape::Title) && context.facts(at).is_plain_name();
    let is_last = context.position(at + 2).is_none_or(|next| !next.shape.is_capital());
    let is_lowercase = |at: usize| !context.has_capital(at) || context.position(at).is_some_and(|p| p.is_first);
    let is_titled = (at.saturating_sub(2)..at).any(|before| context.facts(before).any(TITLES) && is_lowercase(before));
    let text = letters.span.of(context.document.text);
    (is_name && is_last && is_titled && !is_other && text != "RI").then_some((at, at + 2))
}

impl Names {
    /// Makes a range of positions a name if no name of the tagger overlaps it.
    pub(super) fn add(&mut self, start: usize, end: usize) {
        let from = self.names.partition_point(|name| name.end <= start);
        if self.names.get(from).is_none_or(|next| next.start >= end) {
            self.set(start, end);
        }
    }

    /// Makes a range of positions a name. Names that it overlaps become part of it.
    fn set(&mut self, start: usize, end: usize) {
        let from = self.names.partition_point(|name| name.end <= start);
        let to = from + (from..).take_while(|&at| self.names.get(at).is_some_and(|name| name.start < end)).count();
        let inner = |at: usize| self.names.get(at).filter(|_| (from..to).contains(&at));
        let first = inner(from).map_or(start, |name| name.start.min(start));
        let last = to.checked_sub(1).and_then(inner).map_or(end, |name| name.end.max(end));
        let previous_end = from.checked_sub(1).and_then(|before| self.names.get(before)).map_or(0, |name| name.end);
        self.names.splice(from..to, [Name::at(first, last, previous_end)]);
    }
}
