//! Rule-based corrections of the names that the tagger found.
//!
//! A correction is a pass over all names of a document. The passes run in the order of [`PASSES`]: those before
//! [`parts::build`] move the boundaries of names over positions or discard names; those after it work on the words of the names.

mod aliases;
mod capitals;
mod countries;
mod degrees;
mod digits;
mod domains;
mod find;
mod fused;
mod gap_buffer;
mod given_names;
mod headlines;
mod introduced;
mod jurisdictions;
mod nicknames;
mod numerals;
mod organizations;
mod pairs;
mod parts;
mod periods;
mod repeats;
mod single_words;
mod things;
mod titles;

use crate::entities::person::common::hints::Hints;
use crate::entities::person::common::lists::Lists;
use crate::entities::person::common::mention::NameMention;
use crate::entities::person::common::part::{Part, PartFlags, key_and_facts};
use crate::entities::person::common::sentence_case::SentenceCase;
use crate::entities::person::common::word_facts::WordFacts;
use crate::text::document::Document;
use crate::text::token::{Shape, Token};
use crate::text::work;

use super::TaggedName;
use super::positions::{Positions, TagPosition};
use gap_buffer::GapBuffer;

/// A correction of all names of a document.
type Pass = fn(&mut Names, &Context<'_>);

/// The most sequences of an article that are searched for other uses of a word.
const MOST_SEARCHED: usize = 2048;

/// All corrections, in order.
const PASSES: [Pass; 32] = [
    nicknames::protect,
    find::add,
    introduced::add,
    capitals::correct,
    countries::strip,
    titles::strip,
    numerals::strip,
    organizations::strip,
    jurisdictions::strip,
    titles::strip,
    degrees::strip,
    organizations::strip_end,
    titles::extend,
    given_names::extend,
    single_words::discard,
    domains::discard,
    things::discard,
    nicknames::extend,
    parts::build,
    degrees::extend,
    countries::find,
    fused::split,
    digits::split,
    periods::trim,
    pairs::add_second,
    pairs::split,
    headlines::trim,
    aliases::split_initials,
    aliases::mark,
    aliases::add_initials,
    aliases::introduce,
    repeats::add,
];

/// Applies all corrections.
pub(super) fn apply(names: &mut Names, context: &Context<'_>) {
    for pass in PASSES {
        pass(names, context);
    }
}

/// The input of corrections.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) lists: &'a Lists,
    pub(super) positions: &'a Positions,
}

impl Context<'_> {
    fn position(&self, at: usize) -> Option<&TagPosition> {
        work::step();
        self.positions.positions().get(at)
    }

    fn range(&self, start: usize, end: usize) -> &[TagPosition] {
        work::steps(end - start);
        self.positions.positions().get(start..end).unwrap_or_default()
    }

    /// The facts about the word of a position; none if the position is only a part of a token.
    fn facts(&self, at: usize) -> WordFacts {
        let position = self.position(at).filter(|position| !position.is_part);
        position.map(|position| self.lists.facts(position.word)).unwrap_or_default()
    }

    /// The hints of the word of a position; none if the position is only a part of a token.
    fn hints(&self, at: usize) -> Hints {
        let position = self.position(at).filter(|position| !position.is_part);
        position.map(|position| self.lists.hints.of(position.word)).unwrap_or_default()
    }

    /// Whether a position is in running text rather than a headline. A short sentence may have mostly capitals, but ends with a period.
    fn is_running(&self, at: usize) -> bool {
        match self.positions.sentence_case_at(at) {
            SentenceCase::Running => true,
            SentenceCase::Capitals => false,
            SentenceCase::TitleCase => {
                let token = self.position(at).map_or(0, |position| position.token as usize);
                let sentence = self.document.sentences.partition_point(|s| s.token_end as usize <= token);
                let last = self.document.sentences.get(sentence).and_then(|s| (s.token_end as usize).checked_sub(1));
                last.is_some_and(|last| self.is_mark(last, b'.'))
            }
        }
    }

    /// Whether a token consists of ASCII letters only. It has neither digits nor a domain then.
    fn is_plain(&self, token: u32) -> bool {
        self.document.tokens.get(token as usize).is_some_and(Token::is_plain)
    }

    /// The word of a position in key form; empty if the position does not exist.
    fn word(&self, at: usize) -> &str {
        self.position(at).map_or("", |position| self.document.vocabulary.word(position.word))
    }
}

/// A name while it is being corrected.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    /// Half-open range of positions. Only valid until [`parts::build`].
    start: usize,
    end: usize,
    /// The end of the tagged name before. The name may be extended to positions *after* this one.
    previous_end: usize,
    /// Whether the tagged name is exactly a well-known nickname, whose boundaries are right.
    is_nickname: bool,
    /// The least margin of the tagger; `None` if a correction has found the name.
    margin: Option<i32>,
    /// Whether the name is in a headline above the text. Set by [`parts::build`].
    in_headline: bool,
    /// The range of parts, and what the linker must know. Set by [`parts::build`].
    mention: NameMention,
}

impl Name {
    /// A name at these positions, after another that ends before `previous_end`.
    const fn at(start: usize, end: usize, previous_end: usize) -> Self {
        let mention = NameMention { start: 0, end: 0, nickname: None, also_called: None };
        Self { start, end, previous_end, is_nickname: false, margin: None, in_headline: false, mention }
    }

    /// A name that consists of these parts.
    const fn of(mention: NameMention) -> Self {
        Self { start: 0, end: 0, previous_end: 0, is_nickname: false, margin: None, in_headline: false, mention }
    }

    /// Whether the position at `at` belongs neither to the tagged name before nor directly follows it.
    const fn may_extend_to_before(&self, at: usize) -> bool {
        self.previous_end < at
    }
}

/// The names of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    names: GapBuffer<Name>,
    /// The words of all names.
    parts: Vec<Part>,
}

impl Names {
    /// Replaces the names by those that the tagger found.
    pub(super) fn reset(&mut self, tagged: &[TaggedName]) {
        self.names.clear();
        self.parts.clear();
        let mut previous_end = 0;
        self.names.extend(tagged.iter().map(|name| {
            let (start, end) = (name.position_start as usize, name.position_end as usize);
            let name = Name { margin: Some(name.margin), ..Name::at(start, end, previous_end) };
            previous_end = end;
            name
        }));
    }

    /// Frees everything but the words.
    pub(super) fn release_names(&mut self) {
        self.names = GapBuffer::default();
    }

    /// The words that mentions refer to.
    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The corrected names.
    pub(super) fn mentions(&self) -> impl Iterator<Item = NameMention> {
        self.names.iter().map(|name| name.mention)
    }

    /// The margins of the tagger, in the order of the mentions; see [`Name`].
    pub(super) fn margins(&self) -> impl Iterator<Item = Option<i32>> {
        self.names.iter().map(|name| name.margin)
    }

    /// The names whose boundaries may be corrected.
    fn unprotected(&mut self) -> impl Iterator<Item = &mut Name> {
        self.names.iter_mut().filter(|name| !name.is_nickname)
    }

    /// Appends the words of the tokens `from..to` to the parts, and returns a mention of them.
    fn push_parts(&mut self, context: &Context<'_>, from: usize, to: usize) -> Option<NameMention> {
        let Context { document, lists, .. } = *context;
        let tokens = document.tokens.get(from..to).filter(|tokens| !tokens.is_empty())?;
        let start = self.parts.len();
        self.parts.extend(tokens.iter().zip(from as u32..).map(|(token, index)| {
            let (key, facts) = key_and_facts(document.vocabulary.word(token.word()), document, lists);
            let is_upper = token.shape() == Shape::Upper;
            let flags = PartFlags::default()
                .with(PartFlags::INITIAL, is_upper && (token.span().len() == 1 || token.is_abbreviated()))
                .with(PartFlags::UPPER, is_upper && token.span().len() > 1)
                .with(PartFlags::LOWER, token.shape() == Shape::Lower);
            Part { span: token.span(), token: index, key, facts, flags }
        }));
        let nickname = lists.nickname_phrases.longest(tokens).filter(|(length, _)| *length == to - from);
        let nickname = nickname.map(|(_, row)| row);
        Some(NameMention { start, end: self.parts.len(), nickname, also_called: None })
    }

    /// Keeps the protected names, and the others if `keep` says so.
    fn retain_unprotected(&mut self, mut keep: impl FnMut(&Name) -> bool) {
        self.names.retain_mut(|name| name.is_nickname || keep(name));
    }
}

#[cfg(test)]
mod tests;
