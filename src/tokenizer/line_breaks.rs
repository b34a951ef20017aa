//! Line breaks inside sentences.
//!
//! | text | line breaks | how it is recognized |
//! |---|---|---|
//! | wrapped to a width: pdftotext, mail | a space, where the next word had no room | lines do not exceed a width and are nearly filled, and most continue a sentence |
//! | links on lines of their own: crawlers that joined elements | a space, before and after a link | many lines begin in the middle of a sentence |
//! | anything else | the end of a paragraph, a heading or an item of a list | |
//!
//! The tokens after a line break that is a space lose their flag [`Token::line_before`], so that nothing later takes them for the
//! beginning of a line. A hyphen at the end of such a line joins the words around it: see [`hyphenation`](crate::text::hyphenation).

use super::rules;
use super::scan::Buffer;
use super::sentences::{closes, is_terminator};
use super::words::WordRole;
use crate::text::normalize::word_key;
use crate::text::span::Span;
use crate::text::token::{Shape, Token, TokenKind};
use crate::text::vocabulary::{Vocabulary, WordId, WordTable};
use crate::text::work;

/// The widths that texts are wrapped to, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 30..=130;
/// The fewest lines that must continue the line before.
const LEAST_CONTINUED: usize = 3;
/// At least one line break in this many must be inside a sentence.
const CONTINUED: usize = 5;
/// One line in this many may be longer than the width.
const OUTLIERS: usize = 50;
/// At least one line in this many must end a sentence if no line is long.
const LINES_A_SENTENCE: usize = 10;
/// The longest line that is one link, in characters.
const LONGEST_LINK: usize = 80;
/// The longest part of a divided word, in bytes.
const LONGEST_PART: u32 = 40;

const HYPHEN: WordId = WordId::ascii(b'-');

/// A line of a text.
#[derive(Clone, Copy, Debug)]
struct Line {
    /// Its first token, and the first after it.
    start: usize,
    end: usize,
    /// Characters, without the white space around them.
    length: usize,
    /// The characters up to its first white space.
    first_word: usize,
    /// Whether it follows a blank line.
    begins_paragraph: bool,
    /// Whether it begins like the middle of a sentence.
    continues: bool,
    /// Whether it ends like a sentence or an introduction to a list.
    is_ended: bool,
    /// Whether it ends with a word in lower case, a comma or a hyphen.
    is_open: bool,
}

/// Joins the lines of sentences. `glued` is the number of tokens that are [glued](Token::is_glued).
pub(super) fn join(
    text: &str,
    tokens: &mut Buffer<Token>,
    boundaries: &mut Buffer<u32>,
    roles: &WordTable<WordRole>,
    vocabulary: &mut Vocabulary,
    glued: &mut u64,
) {
    if !has_continued_lines(tokens.items(), boundaries.items()) {
        return;
    }
    let lines = lines(text, tokens.items(), boundaries.items());
    let width = width(&lines);
    if width.is_none() && is_list(&lines) {
        return;
    }
    let mut divided = Vec::new();
    for (number, pair) in lines.windows(2).enumerate() {
        work::step();
        let [line, next] = pair else { continue };
        let after = lines.get(number + 2);
        let is_space = !next.begins_paragraph
            && match width {
                Some(width) => is_full(line, next, width),
                None => !line.is_ended && (next.continues || is_before_link(line, next, after, tokens.items())),
            };
        if !is_space {
            continue;
        }
        let joint = width.map_or(Joint::None, |_| Joint::before(next.start, tokens.items(), roles));
        // A part of a divided word is not divided again: then it would be a whole line.
        let first = next.start.saturating_sub(2);
        if matches!(joint, Joint::Word) && divided.last().is_none_or(|last| last + 2 < first) {
            divided.push(first);
        }
        if let Some(first) = tokens.items_mut().get_mut(next.start) {
            first.set_before_line(if matches!(joint, Joint::Range) { 0 } else { Token::SPACE_BEFORE });
        }
    }
    merge(text, tokens, boundaries, &divided, vocabulary, glued);
}

/// Whether several lines, and not too few of all, begin in the middle of a sentence.
fn has_continued_lines(tokens: &[Token], boundaries: &[u32]) -> bool {
    let (mut breaks, mut continued) = (0, 0);
    for &at in boundaries {
        let Some(token) = tokens.get(at as usize).filter(|t| t.line_before() && !t.paragraph_before()) else {
            continue;
        };
        breaks += 1;
        continued += usize::from(continues(token) && !is_ended(tokens.get(..at as usize).unwrap_or_default()));
    }
    work::steps(boundaries.len());
    continued >= LEAST_CONTINUED && continued * CONTINUED >= breaks
}

/// Whether a line that begins with this token begins like the middle of a sentence.
fn continues(token: &Token) -> bool {
    match token.kind() {
        TokenKind::Word => token.shape() == Shape::Lower,
        TokenKind::Punctuation => {
            [b',', b'.', b';', b':', b')', b'?', b'!'].iter().any(|&mark| token.word() == WordId::ascii(mark))
        }
        _ => false,
    }
}

/// Whether a line that ends with these tokens ends like a sentence or an introduction to a list.
fn is_ended(tokens: &[Token]) -> bool {
    /// The most closing marks that are looked at.
    const CLOSERS: usize = 3;
    let mut last = tokens.iter().rev().take(CLOSERS + 1).skip_while(|token| closes(token));
    last.next().is_none_or(|token| is_terminator(token) || token.word() == WordId::ascii(b':'))
}

/// The lines of a text.
fn lines(text: &str, tokens: &[Token], boundaries: &[u32]) -> Vec<Line> {
    let begins_line = |&at: &usize| at == 0 || tokens.get(at).is_some_and(Token::line_before);
    let starts = boundaries.iter().map(|&at| at as usize).filter(begins_line);
    let mut starts = std::iter::once(0).chain(starts.skip_while(|&at| at == 0)).peekable();
    let mut lines = Vec::new();
    while let Some(start) = starts.next() {
        let end = starts.peek().copied().unwrap_or(tokens.len());
        let Some([first, .., last] | [first @ last]) = tokens.get(start..end) else { continue };
        let span = first.span().join(last.span());
        let line = span.of(text);
        work::steps(line.len());
        lines.push(Line {
            start,
            end,
            length: line.chars().count(),
            first_word: line.chars().take_while(|c| !c.is_whitespace()).count(),
            begins_paragraph: first.paragraph_before(),
            continues: continues(first),
            is_ended: is_ended(tokens.get(start..end).unwrap_or_default()),
            is_open: is_small_word(last) || [b',', b'-'].iter().any(|&mark| last.word() == WordId::ascii(mark)),
        });
    }
    lines
}

/// Whether all lines are short and few end like sentences, as those of lists and poems.
fn is_list(lines: &[Line]) -> bool {
    let ended = lines.iter().filter(|line| line.is_ended).count();
    ended * LINES_A_SENTENCE < lines.len() && lines.iter().all(|line| line.length <= LONGEST_LINK)
}

/// The width that a text was wrapped to; `None` if it was not.
fn width(lines: &[Line]) -> Option<usize> {
    let mut lengths: Vec<usize> = lines.iter().map(|line| line.length).collect();
    lengths.sort_unstable();
    let width = lengths.iter().rev().nth(lengths.len() / OUTLIERS).copied().filter(|width| WIDTHS.contains(width))?;
    let pairs = || lines.windows(2).filter_map(|pair| pair.first().zip(pair.last()));
    let followed = || pairs().filter(|(line, next)| !next.begins_paragraph && !line.is_ended);
    let full = followed().filter(|(line, next)| is_full(line, next, width)).count();
    (full >= LEAST_CONTINUED && full * 5 >= followed().count() * 3).then_some(width)
}

/// Whether a line is full: the next word did not fit, or the line is nearly filled (letters differ in width) and its sentence continues.
/// Less is enough if the words say that it does, because the lines of a list may be long.
fn is_full(line: &Line, next: &Line, width: usize) -> bool {
    let filled = if next.continues || line.is_open { 6 } else { 7 };
    line.length + 1 + next.first_word > width || (!line.is_ended && line.length * 8 >= width * filled)
}

fn is_small_word(token: &Token) -> bool {
    token.kind() == TokenKind::Word && token.shape() == Shape::Lower
}

/// Whether the sentence of a line continues in the next, which is a link or begins with one.
fn is_before_link(line: &Line, next: &Line, after: Option<&Line>, tokens: &[Token]) -> bool {
    // A number alone on its line is that of an item.
    let begins_with_word = tokens.get(next.start).is_some_and(|first| first.kind() == TokenKind::Word);
    if next.length > LONGEST_LINK || !begins_with_word {
        return false;
    }
    let is_inside = after.is_some_and(|after| !after.begins_paragraph && after.continues && !next.is_ended);
    let last_of = |line: &Line| line.end.checked_sub(1).and_then(|last| tokens.get(last));
    let ends_sentence = next.is_ended && last_of(next).is_some_and(|last| last.word() != WordId::ascii(b':'));
    is_inside || (ends_sentence && last_of(line).is_some_and(is_small_word))
}

/// The effect of a hyphen at the end of a line.
enum Joint {
    /// It is a dash.
    None,
    /// It separates numbers, countries, months or weekdays, without spaces.
    Range,
    /// It is inside a word.
    Word,
}

impl Joint {
    /// The effect of the token before the first one of a line.
    fn before(first: usize, tokens: &[Token], roles: &WordTable<WordRole>) -> Self {
        let before = first.checked_sub(2).and_then(|left| tokens.get(left..=first));
        let Some([left, hyphen, right]) = before else { return Self::None };
        let is_part = |token: &Token| {
            matches!(token.kind(), TokenKind::Word | TokenKind::Number) && token.span().len() <= LONGEST_PART
        };
        let is_range_end = |token: &Token| {
            let is_pair_word = token.shape().is_capital() && roles.get(token.word()) == WordRole::PairWord;
            token.kind() == TokenKind::Number || is_pair_word
        };
        let is_joined = hyphen.word() == HYPHEN && hyphen.span().len() == 1 && !hyphen.space_before();
        if !is_joined || !is_part(left) || !is_part(right) || left.is_abbreviated() {
            Self::None
        } else if is_range_end(left) && is_range_end(right) {
            Self::Range
        } else {
            Self::Word
        }
    }
}

/// Makes one token of each word that is divided; `divided` has the indices of their first parts, ascending.
fn merge(
    text: &str,
    tokens: &mut Buffer<Token>,
    boundaries: &mut Buffer<u32>,
    divided: &[usize],
    vocabulary: &mut Vocabulary,
    glued: &mut u64,
) {
    if divided.is_empty() {
        return;
    }
    let items = tokens.items_mut();
    work::steps(items.len());
    // The new index of each token; those of the parts of a word are the same.
    let mut new_indices = Vec::with_capacity(items.len());
    let mut divided = divided.iter().peekable();
    let (mut kept, mut part) = (0, 0);
    for at in 0..items.len() {
        let Some(&token) = items.get(at) else { break };
        if part > 0 {
            part -= 1;
            new_indices.push(kept - 1);
            if part == 0
                && let Some(first) = (kept as usize).checked_sub(1).and_then(|before| items.get_mut(before))
            {
                *glued -= u64::from(first.is_glued()) + u64::from(token.is_glued());
                *first = word(text, *first, token, vocabulary);
                *glued += u64::from(first.is_glued());
            }
            continue;
        }
        if divided.next_if(|&&start| start == at).is_some() {
            part = 2;
        }
        if let Some(place) = items.get_mut(kept as usize) {
            *place = token;
        }
        new_indices.push(kept);
        kept += 1;
    }
    tokens.truncate(kept as usize);
    let mut last = None;
    boundaries.retain(|at| {
        let new = new_indices.get(*at as usize).copied().unwrap_or(kept);
        *at = new;
        last.replace(new) != Some(new)
    });
}

/// The token of a word with these first and last parts.
fn word(text: &str, first: Token, last: Token, vocabulary: &mut Vocabulary) -> Token {
    let span = Span::new(first.span().byte_start(), last.span().byte_end());
    let surface = span.of(text);
    let period = usize::from(last.is_abbreviated());
    let letters = surface.get(..surface.len() - period).unwrap_or(surface);
    let (shape, glued) = rules::shape(letters);
    let abbreviated = if last.is_abbreviated() { Token::ABBREVIATED } else { 0 };
    let flags = first.flags_before() | glued | abbreviated;
    let mut token = Token::new(span, TokenKind::Word, shape, flags);
    let word = vocabulary.intern(&word_key(letters));
    token.set_word((word, vocabulary.flags(word)));
    token
}

#[cfg(test)]
mod tests;
