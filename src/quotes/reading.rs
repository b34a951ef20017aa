//! A document with its people, as quotations are read from it.

use crate::entities::{Canonical, EntityKind, Mention, MentionNote};
use crate::quotes::words::{Facts, WordFacts, is_capital};
use crate::text::document::Document;
use crate::text::span::Span;
use crate::text::token::{Token, TokenKind};
use crate::text::vocabulary::WordId;

/// The name of a person, outside of bylines and links to other articles.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person {
    /// The first token.
    pub(super) start: usize,
    /// The token behind the last one.
    pub(super) end: usize,
    pub(super) span: Span,
    pub(super) canonical: Canonical,
}

/// Replaces `people` with those of a document.
pub(super) fn read_people(document: &Document<'_>, mentions: &[Mention], people: &mut Vec<Person>) {
    people.clear();
    let counts = |mention: &&Mention| {
        let is_article = mention.note != Some(MentionNote::Byline)
            && document.tokens.get(mention.token_start as usize).is_some_and(|token| !token.is_boilerplate());
        mention.kind == EntityKind::Person && is_article
    };
    people.extend(mentions.iter().filter(counts).filter_map(|mention| {
        let (start, end) = (mention.token_start as usize, mention.token_end as usize);
        Some(Person { start, end, span: mention.span, canonical: mention.canonical? })
    }));
}

/// A document with its people and the facts of its words.
#[derive(Debug)]
pub(super) struct Reading<'d, 'w> {
    pub(super) document: &'d Document<'d>,
    pub(super) people: &'d [Person],
    pub(super) words: &'w mut WordFacts,
}

impl<'d> Reading<'d, '_> {
    pub(super) fn token(&self, at: usize) -> Option<&'d Token> {
        self.document.tokens.get(at)
    }

    /// The facts of the word at a token; none where there is no word.
    pub(super) fn facts(&mut self, at: usize) -> Facts {
        self.document.tokens.get(at).map_or(Facts::empty(), |token| self.words.of(self.document, token))
    }

    /// The person whose name begins at a token.
    pub(super) fn person_at(&self, at: usize) -> Option<Person> {
        let number = self.people.partition_point(|person| person.start < at);
        self.people.get(number).filter(|person| person.start == at).copied()
    }

    /// Whether a token belongs to the name of a person.
    pub(super) fn is_in_person(&self, at: usize) -> bool {
        let number = self.people.partition_point(|person| person.end <= at);
        self.people.get(number).is_some_and(|person| person.start <= at)
    }

    /// Whether a person is named in a range of tokens.
    pub(super) fn names_person(&self, range: std::ops::Range<usize>) -> bool {
        let number = self.people.partition_point(|person| person.start < range.start);
        self.people.get(number).is_some_and(|person| person.start < range.end)
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.token(at).is_some_and(is_capital)
    }

    /// Whether a token is this mark.
    pub(super) fn is_mark(&self, at: usize, mark: u8) -> bool {
        let is_mark = |token: &Token| token.kind() == TokenKind::Punctuation && token.word() == WordId::ascii(mark);
        self.token(at).is_some_and(is_mark)
    }

    /// Whether a sentence ends at a token.
    pub(super) fn is_terminator(&self, at: usize) -> bool {
        b".!?".iter().any(|mark| self.is_mark(at, *mark))
    }

    /// Whether a line or a paragraph begins with a token.
    pub(super) fn begins_line(&self, at: usize) -> bool {
        self.token(at).is_none_or(|token| token.paragraph_before() || token.line_before())
    }
}
