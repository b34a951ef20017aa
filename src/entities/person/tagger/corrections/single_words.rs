//! A title, a degree or a place alone is not a name.

use crate::entities::person::common::word_facts::WordFacts;

use super::degrees::is_degree;
use super::titles::is_title;
use super::{Context, Names};

/// Discards names of one word that is a title, a degree or a place: `Presiden`.
pub(super) fn discard(names: &mut Names, context: &Context<'_>) {
    names.retain_unprotected(|name| {
        let is_other = |at: usize| is_degree(context, at) || is_title(context, at) || is_place(context, at);
        name.end != name.start + 1 || !is_other(name.start)
    });
}

fn is_place(context: &Context<'_>, at: usize) -> bool {
    let facts = context.facts(at);
    facts.any(WordFacts::PLACE) && !facts.any(WordFacts::NAME)
}
