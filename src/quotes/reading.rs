//! A document with its people: the input of attribution.

use std::ops::Range;

use crate::entities::{Canonical, EntityKind, Mention, MentionNote};
use crate::quotes::words::{Facts, WordFacts, is_capital};
use crate::text::document::Document;
use crate::text::span::Span;
use crate::text::token::{Token, TokenKind};
use crate::text::vocabulary::WordId;
use crate::text::work;

/// The name of a person, outside bylines and links to other articles.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person {
    /// The first token.
    pub(super) start: usize,
    /// The token after the last one.
    pub(super) end: usize,
    pub(super) span: Span,
    pub(super) canonical: Canonical,
}

/// The most tokens of a link, a credit or a dateline. Longer runs are article text that was misread as
/// such, for example on a page without line breaks.
const LONGEST_LINK: usize = 40;

/// Replaces `links` with the ranges of tokens of links, credits and datelines.
pub(super) fn read_links(document: &Document<'_>, links: &mut Vec<Range<usize>>) {
    links.clear();
    let mut at = 0;
    for run in document.tokens.chunk_by(|a, b| a.is_boilerplate() == b.is_boilerplate()) {
        work::steps(run.len());
        let is_boilerplate = run.first().is_some_and(Token::is_boilerplate);
        if is_boilerplate && run.len() <= LONGEST_LINK {
            links.push(at..at + run.len());
        }
        at += run.len();
    }
}

fn is_link(links: &[Range<usize>], at: usize) -> bool {
    links.get(links.partition_point(|link| link.end <= at)).is_some_and(|link| link.contains(&at))
}

/// Replaces `people` with the people named in a document.
pub(super) fn read_people(
    document: &Document<'_>,
    mentions: &[Mention],
    links: &[Range<usize>],
    people: &mut Vec<Person>,
) {
    people.clear();
    let counts = |mention: &&Mention| {
        let at = mention.token_start as usize;
        let may_be_link = document.tokens.get(at).is_some_and(Token::is_boilerplate);
        mention.kind == EntityKind::Person
            && mention.note != Some(MentionNote::Byline)
            && !(may_be_link && is_link(links, at))
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
    pub(super) links: &'d [Range<usize>],
    pub(super) words: &'w mut WordFacts,
}

impl<'d> Reading<'d, '_> {
    pub(super) fn token(&self, at: usize) -> Option<&'d Token> {
        self.document.tokens.get(at)
    }

    /// The facts of the word at a token; empty if it is not a word.
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
    pub(super) fn names_person(&self, range: Range<usize>) -> bool {
        let number = self.people.partition_point(|person| person.start < range.start);
        self.people.get(number).is_some_and(|person| person.start < range.end)
    }

    /// Whether a token of boilerplate belongs to a link, a credit or a dateline.
    pub(super) fn is_link(&self, at: usize) -> bool {
        is_link(self.links, at)
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.token(at).is_some_and(is_capital)
    }

    /// Whether a token is this mark.
    pub(super) fn is_mark(&self, at: usize, mark: u8) -> bool {
        let is_mark = |token: &Token| token.kind() == TokenKind::Punctuation && token.word() == WordId::ascii(mark);
        self.token(at).is_some_and(is_mark)
    }

    /// Whether a token is one of these marks.
    pub(super) fn is_one_of(&self, at: usize, marks: &[u8]) -> bool {
        let is_one = |token: &Token| marks.iter().any(|mark| token.word() == WordId::ascii(*mark));
        self.token(at).is_some_and(|token| token.kind() == TokenKind::Punctuation && is_one(token))
    }

    /// Whether a sentence ends at a token.
    pub(super) fn is_terminator(&self, at: usize) -> bool {
        self.is_one_of(at, b".!?")
    }

    /// Whether a token is written exactly so.
    pub(super) fn is_text(&self, at: usize, text: &str) -> bool {
        self.token(at).is_some_and(|token| self.document.text_of(token) == text)
    }

    pub(super) fn is_and(&self, at: usize) -> bool {
        self.is_text(at, "dan") || self.is_text(at, "serta")
    }

    /// Whether a line or a paragraph begins with a token.
    pub(super) fn begins_line(&self, at: usize) -> bool {
        self.token(at).is_none_or(|token| token.paragraph_before() || token.line_before())
    }
}
