//! Rule-based corrections of the names that the tagger found.
//!
//! A correction is a pass over all names of a document. The passes run in the order of [`PASSES`]: those before
//! [`parts::build`] move the boundaries of names over positions or discard names; those after it work on the words of the names.

mod aliases;
mod degrees;
mod domains;
mod fused;
mod given_names;
mod headlines;
mod nicknames;
mod numerals;
mod organizations;
mod pairs;
mod parts;
mod single_words;
mod titles;

use crate::entities::person::common::lists::Lists;
use crate::entities::person::common::mention::NameMention;
use crate::entities::person::common::part::Part;
use crate::entities::person::common::word_facts::WordFacts;
use crate::text::document::Document;
use crate::text::work;

use super::TaggedName;
use super::positions::{Positions, TagPosition};

/// A correction of all names of a document.
type Pass = fn(&mut Names, &Context<'_>);

/// All corrections, in order.
const PASSES: [Pass; 14] = [
    nicknames::protect,
    titles::strip,
    numerals::strip,
    organizations::strip,
    degrees::strip,
    single_words::discard,
    domains::discard,
    given_names::extend,
    nicknames::extend,
    parts::build,
    aliases::mark,
    fused::split,
    pairs::split,
    headlines::trim,
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
    /// Whether the name is in a headline above the text. Set by [`parts::build`].
    in_headline: bool,
    /// The range of parts, and what the linker must know. Set by [`parts::build`].
    mention: NameMention,
}

impl Name {
    /// Whether the position at `at` belongs neither to the tagged name before nor directly follows it.
    const fn may_extend_to_before(&self, at: usize) -> bool {
        self.previous_end < at
    }
}

/// The names of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    names: Vec<Name>,
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
            let mention = NameMention { start: 0, end: 0, nickname: None, also_called: false };
            let name = Name { start, end, previous_end, is_nickname: false, in_headline: false, mention };
            previous_end = end;
            name
        }));
    }

    /// Frees everything but the words.
    pub(super) fn release_names(&mut self) {
        self.names = Vec::new();
    }

    /// The words that mentions refer to.
    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The corrected names.
    pub(super) fn mentions(&self) -> impl Iterator<Item = NameMention> {
        self.names.iter().map(|name| name.mention)
    }

    /// The names whose boundaries may be corrected.
    fn unprotected(&mut self) -> impl Iterator<Item = &mut Name> {
        self.names.iter_mut().filter(|name| !name.is_nickname)
    }

    /// Keeps the protected names, and the others if `keep` says so.
    fn retain_unprotected(&mut self, mut keep: impl FnMut(&Name) -> bool) {
        self.names.retain(|name| name.is_nickname || keep(name));
    }
}

#[cfg(test)]
mod tests;
