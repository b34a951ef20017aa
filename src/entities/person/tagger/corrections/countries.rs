//! A country before a name is not part of it: `Presiden Sri Lanka Maithripala Sirisena`.

use crate::entities::person::common::word_facts::WordFacts;
use crate::text::token::{Shape, Token};
use crate::text::vocabulary::WordFlags;

use super::super::positions::TagPosition;
use super::super::token_shape::TokenShape;
use super::titles::TITLES;
use super::{Context, Name, Names};

/// The most words of the name of a country before its last one.
const LONGEST: usize = 6;
/// The most words of a name after a country.
const MOST_WORDS: usize = 4;
/// The most words between an office and its country: `Menteri Luar Negeri Togo`.
const REACH: usize = 4;

/// Offices of states, whose holders may be named after the country by one word: `PM Israel Netanyahu`.
const OF_STATES: [&str; 12] = [
    "dubes", "kanselir", "menhan", "menkeu", "menlu", "menteri", "pm", "premier", "presiden", "raja", "ratu", "wapres",
];

/// Forms of address that are titles of contests before a country: `Miss Meksiko`.
const CONTESTS: [&str; 2] = ["miss", "mister"];

/// Removes the name of a country from the beginning of names.
pub(super) fn strip(names: &mut Names, context: &Context<'_>) {
    for name in names.unprotected() {
        if let Some(end) = country_end(context, name) {
            name.start = end;
        }
    }
}

/// The position after the country that a name begins with, or with whose last words it begins.
fn country_end(context: &Context<'_>, name: &Name) -> Option<usize> {
    let is_in_country = |first: &TagPosition| first.is_part || context.lists.countries.has_word(first.word);
    context.position(name.start).filter(|first| is_in_country(first))?;
    (name.start.saturating_sub(LONGEST)..=name.start).find_map(|start| {
        let first = context.position(start).filter(|first| !first.is_part && first.shape.is_capital())?;
        if !context.lists.countries.begins(first.word) {
            return None;
        }
        let tokens = context.document.tokens.get(first.token as usize..)?;
        let (length, may_be_person) = context.lists.countries.longest(tokens)?;
        let end = start + length;
        let last = context.position(end - 1)?;
        let is_whole = last.token as usize == first.token as usize + length - 1;
        if !is_whole || end <= name.start || end >= name.end {
            return None;
        }
        let rest = name.end - end;
        let office = context.office_before(start);
        let is_country = match office {
            Some(office) => !may_be_person || rest > 1 || OF_STATES.contains(&office),
            None => length > 1 && !may_be_person,
        };
        is_country.then_some(end)
    })
}

/// Adds names after a form of address that are also names of countries: `Pak Oman`, `bernama Oman Suherman`.
pub(super) fn find(names: &mut Names, context: &Context<'_>) {
    const ADDRESS: WordFacts = WordFacts::HONORIFIC.with(WordFacts::ARTICLE);
    let tokens = context.document.tokens;
    let mut triggers = context.document.trigger_tokens();
    while let Some(at) = triggers.next_from(0, |token| token.word_flags().intersects(WordFlags::COUNTRY)) {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let is_addressed = before.is_some_and(|before| {
            let word = context.document.vocabulary.word(before.word());
            context.lists.facts(before.word()).any(ADDRESS) && !CONTESTS.contains(&word)
        });
        let is_title = |token: &Token| token.shape() == Shape::Title;
        if !is_addressed || !tokens.get(at).is_some_and(is_title) {
            continue;
        }
        if context.lists.countries.longest(tokens.get(at..).unwrap_or_default()).is_some_and(|(length, _)| length == 1)
        {
            let is_surname = |token: &&Token| {
                is_title(token) && !token.line_before() && !context.lists.facts(token.word()).any(WordFacts::ELSE)
            };
            let more = tokens.iter().skip(at + 1).take(2).take_while(is_surname).count();
            names.replace(context, at, at + 1 + more);
        }
    }
}

/// The name that the tagger missed after an office and the country that begins at a position: `Presiden Timor Leste Ramos Horta`,
/// `Petarung Israel Adesanya`.
pub(super) fn after_country(context: &Context<'_>, at: usize, first: &TagPosition) -> Option<(usize, usize)> {
    let (length, may_be_person) =
        context.lists.countries.longest(context.document.tokens.get(first.token as usize..)?)?;
    let office = context.office_before(at)?;
    if !context.is_running(at) {
        return None;
    }
    let start = at + length;
    let is_name = |at: &usize| {
        const OTHER: WordFacts = WordFacts::ELSE.with(TITLES).with(WordFacts::VERB_AFTER).with(WordFacts::FUNCTION);
        let position = context.position(*at);
        let facts = context.facts(*at);
        position.is_some_and(|p| p.shape == TokenShape::Title || p.shape == TokenShape::Mixed)
            && (!facts.any(OTHER) || facts.any(WordFacts::NAME))
    };
    let count = (start..).take(MOST_WORDS).take_while(is_name).count();
    match count {
        0 => None,
        1 if may_be_person && length == 1 && !OF_STATES.contains(&office) => Some((at, start + 1)),
        _ => Some((start, start + count)),
    }
}

impl Names {
    /// Makes the tokens a name instead of those inside them.
    fn replace(&mut self, context: &Context<'_>, from: usize, to: usize) {
        let first = self.before(from).map_or(0, |before| before + 1);
        let is_inside = |name: &usize| *name < self.names.len() && self.token_end(*name) <= to;
        let inside = (first..).take_while(is_inside).count();
        self.names.splice(first..first + inside, []);
        self.put(context, from, to);
    }
}

impl Context<'_> {
    /// The office or role before a position, with at most a few capitalized words between them.
    pub(super) fn office_before(&self, at: usize) -> Option<&str> {
        for back in (at.saturating_sub(REACH)..at).rev() {
            if self.facts(back).any(WordFacts::TITLE.with(WordFacts::ORIGIN)) {
                return Some(self.word(back));
            }
            if !self.has_capital(back) {
                return None;
            }
        }
        None
    }
}
