//! The words of names.

use crate::entities::person::common::mention::NameMention;
use crate::entities::person::common::part::{Part, PartFlags};
use crate::entities::person::common::sentence_case::SentenceCase;
use crate::entities::person::common::word_facts::WordFacts;
use crate::text::token::Token;

use super::super::positions::TagPosition;
use super::super::token_shape::{TokenShape, WordCase};
use super::{Context, Names, nicknames};

/// Looks up the words of every name. From here on names are ranges of parts, not of positions.
pub(super) fn build(names: &mut Names, context: &Context<'_>) {
    let headline_end = headline_end(context);
    let Names { names, parts } = names;
    parts.clear();
    names.retain_mut(|name| {
        let positions = context.range(name.start, name.end);
        let start = parts.len();
        let words = positions.iter().filter(|position| !(position.is_part && position.shape == TokenShape::Dash));
        parts.extend(words.map(|position| part_of(position, context)));
        let words = parts.get(start..).unwrap_or_default();
        let Some(first) = words.first() else { return false };
        let nickname = match words {
            [half] if positions.first().is_some_and(|position| position.is_part) => context.lists.nickname_of(half.key),
            _ => nicknames::phrase(context, name.start, name.end),
        };
        name.mention = NameMention { start, end: parts.len(), nickname, also_called: None };
        name.in_headline =
            first.token < headline_end && context.positions.sentence_case_at(name.start) == SentenceCase::TitleCase;
        true
    });
}

/// The token after the first sentence if that is a line of its own; 0 if it is not.
fn headline_end(context: &Context<'_>) -> u32 {
    let first = context.document.sentences.first();
    let ends_line = |end: u32| context.document.tokens.get(end as usize).is_some_and(Token::line_before);
    first.map(|sentence| sentence.token_end).filter(|&end| ends_line(end)).unwrap_or(0)
}

fn part_of(position: &TagPosition, context: &Context<'_>) -> Part {
    let text = position.span.of(context.document.text);
    let has_letters = || text.chars().filter(|c| c.is_alphabetic()).nth(1).is_some();
    let flags = PartFlags::default()
        .with(PartFlags::INITIAL, matches!(position.shape, TokenShape::Letter | TokenShape::Initial))
        .with(PartFlags::UPPER, position.case == WordCase::Upper && has_letters())
        .with(PartFlags::LOWER, position.shape == TokenShape::Particle);
    let part = Part { span: position.span, token: position.token, key: 0, facts: WordFacts::NONE, flags };
    if position.is_part {
        return part.with_word(text, context.document, context.lists);
    }
    Part { key: position.word.index() as u32, facts: context.lists.facts(position.word), ..part }
}
