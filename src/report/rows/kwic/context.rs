//! The text around a match.

use std::ops::Range;

use crate::corpus::Within;
use crate::corpus::pattern::{Match, is_more_than_mark};
use crate::text::document::Document;
use crate::text::token::Token;

/// The amount of text around a match that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContextOptions {
    /// Tokens that are not marks or symbols. It begins with the `left`-th before the match, and ends with the `right`-th after it;
    /// where there are fewer, it reaches to the edge of the unit.
    Tokens {
        /// Tokens before.
        left: usize,
        /// Tokens after.
        right: usize,
        /// The unit that it does not leave.
        within: Within,
    },
    /// That many characters before and after.
    Characters {
        /// Characters on each side.
        count: usize,
        /// The unit that it does not leave.
        within: Within,
    },
    /// The sentence of the match, and that many before and after: at most 1,000 tokens on each side.
    Sentences(usize),
}

impl Default for ContextOptions {
    fn default() -> Self {
        Self::Tokens { left: 8, right: 8, within: Within::Document }
    }
}

/// The most tokens on each side of a match.
const MOST_TOKENS: usize = 1000;

/// The text around matches, one after the other. White space is one blank.
#[derive(Debug)]
pub struct Context {
    options: ContextOptions,
    left: String,
    node: String,
    right: String,
}

impl Context {
    /// A reader of contexts.
    #[must_use]
    pub const fn new(options: ContextOptions) -> Self {
        Self { options, left: String::new(), node: String::new(), right: String::new() }
    }

    /// The amount of text that is read.
    #[must_use]
    pub const fn options(&self) -> ContextOptions {
        self.options
    }

    /// The text before the match.
    #[must_use]
    pub fn left(&self) -> &str {
        &self.left
    }

    /// The match.
    #[must_use]
    pub fn node(&self) -> &str {
        &self.node
    }

    /// The text after the match.
    #[must_use]
    pub fn right(&self) -> &str {
        &self.right
    }

    /// Reads the text around a match.
    pub fn read(&mut self, document: &Document<'_>, found: &Match) {
        let text = document.text;
        let (start, end) = (found.span.byte_start() as usize, found.span.byte_end() as usize);
        let (from, to) = self.edges(document, found);
        let copy = |range: Range<usize>, out: &mut String| one_line(text.get(range).unwrap_or_default(), out);
        copy(from..start, &mut self.left);
        copy(start..end, &mut self.node);
        copy(end..to, &mut self.right);
    }

    /// The bytes where the context begins and ends.
    fn edges(&self, document: &Document<'_>, found: &Match) -> (usize, usize) {
        let (start, end) = (found.span.byte_start() as usize, found.span.byte_end() as usize);
        match self.options {
            ContextOptions::Tokens { left, right, within } => {
                let unit = unit_of(document, found, within);
                let first_place = tokens_before(document, found, &unit).nth(left.wrapping_sub(1));
                let last_place = tokens_after(document, found, &unit).nth(right.wrapping_sub(1));
                let (first, last) = byte_range(document, &unit);
                let from = match first_place {
                    _ if left == 0 => start,
                    Some(token) => token.span().byte_start() as usize,
                    None => first.min(start),
                };
                let to = match last_place {
                    _ if right == 0 => end,
                    Some(token) => token.span().byte_end() as usize,
                    None => last.max(end),
                };
                (from, to)
            }
            ContextOptions::Characters { count, within } => {
                let (first, last) = match within {
                    Within::Document => (0, document.text.len()),
                    _ => byte_range(document, &unit_of(document, found, within)),
                };
                let before = document.text.get(first..start).unwrap_or_default();
                let after = document.text.get(end..last).unwrap_or_default();
                let from = before.char_indices().rev().take(count).last().map_or(start, |(at, _)| first + at);
                let to = after.char_indices().nth(count).map_or(last, |(at, _)| end + at);
                (from.min(start), to.max(end))
            }
            ContextOptions::Sentences(count) => {
                let number = found.sentence as usize;
                let sentence = |number: usize| document.sentences.get(number);
                let first = sentence(number.saturating_sub(count)).map_or(0, |sentence| sentence.range().start);
                let last = (number + count).min(document.sentences.len().saturating_sub(1));
                let last = sentence(last).map_or(0, |sentence| sentence.range().end);
                // Text without sentence ends is one sentence, and each match would hold all of it.
                let first = first.max((found.token_start as usize).saturating_sub(MOST_TOKENS));
                let last = last.min(found.token_end as usize + MOST_TOKENS);
                let (first, last) = byte_range(document, &(first..last));
                (first.min(start), last.max(end))
            }
        }
    }
}

/// The tokens of the unit that a match is in.
pub(super) fn unit_of(document: &Document<'_>, found: &Match, within: Within) -> Range<usize> {
    match within {
        Within::Document => 0..document.tokens.len(),
        Within::Sentence | Within::Phrase => {
            document.sentences.get(found.sentence as usize).map_or(found.tokens(), |sentence| sentence.range())
        }
    }
}

/// The tokens of a unit before a match that are not marks or symbols, from the nearest on.
pub(super) fn tokens_before<'a>(
    document: &Document<'a>,
    found: &Match,
    unit: &Range<usize>,
) -> impl Iterator<Item = &'a Token> {
    let before = document.tokens.get(unit.start..found.token_start as usize).unwrap_or_default();
    before.iter().rev().filter(|token| is_more_than_mark(token))
}

/// Those after it.
pub(super) fn tokens_after<'a>(
    document: &Document<'a>,
    found: &Match,
    unit: &Range<usize>,
) -> impl Iterator<Item = &'a Token> {
    let after = document.tokens.get(found.token_end as usize..unit.end).unwrap_or_default();
    after.iter().filter(|token| is_more_than_mark(token))
}

fn byte_range(document: &Document<'_>, tokens: &Range<usize>) -> (usize, usize) {
    let tokens = document.tokens.get(tokens.clone()).unwrap_or_default();
    let start = tokens.first().map_or(0, |token| token.span().byte_start());
    let end = tokens.last().map_or(start, |token| token.span().byte_end());
    (start as usize, end as usize)
}

/// Replaces what is in `out` by a text with single blanks, and none at its ends.
fn one_line(text: &str, out: &mut String) {
    out.clear();
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
}
