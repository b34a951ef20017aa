//! A title, a degree or a place alone is not a name.

use crate::entities::person::common::hints::Hints;
use crate::entities::person::common::word_facts::WordFacts;

use super::degrees::{has_form_of_degree, is_degree};
use super::titles::is_title;
use super::{Context, Name, Names};

/// Discards names of one word that is a title, a degree or a place (`Presiden`), and titles of several words (`Sri Paus`).
pub(super) fn discard(names: &mut Names, context: &Context<'_>) {
    names.retain_unprotected(|name| {
        let is_other = |at: usize| {
            is_degree(context, at) || is_title(context, at) || is_place(context, at) || has_form_of_degree(context, at)
        };
        if name.end == name.start + 1 { !is_other(name.start) } else { !is_phrase(context, name) }
    });
}

/// Whether a name is a title of several words.
fn is_phrase(context: &Context<'_>, name: &Name) -> bool {
    if !context.hints(name.start).contains(Hints::BEGINS_PHRASE) {
        return false;
    }
    let first = context.position(name.start).and_then(|first| context.document.tokens.get(first.token as usize..));
    first.and_then(|tokens| context.lists.hints.longest(tokens, Hints::TITLE)) == Some(name.end - name.start)
}

fn is_place(context: &Context<'_>, at: usize) -> bool {
    let facts = context.facts(at);
    facts.any(WordFacts::PLACE) && !facts.any(WordFacts::NAME)
}
