//! Boilerplate, which belongs to the page and not to the article: datelines, links, credits.
//!
//! | kind | example | extent |
//! |---|---|---|
//! | a line listed in `data/boilerplate.txt` | `Baca juga: …`, `SCROLL TO CONTINUE WITH CONTENT`, `Editor: …` | the whole line |
//! | a dateline | `JAKARTA, KOMPAS.com -`, `Jakarta (ANTARA) -` | from the start of one of the first paragraphs to its dash |
//! | a credit | `(ant/xyz)`, `(rdk)` | in brackets, at the end of a line |

use super::words::WordRole;
use crate::text::token::{Shape, Token, TokenKind};
use crate::text::vocabulary::{WordFlags, WordId, WordTable};
use crate::text::work;

const LINES: &str = include_str!("data/boilerplate.txt");

/// The number of paragraphs that may begin with the dateline: the title, a subtitle, the lead.
const DATELINE_PARAGRAPHS: usize = 4;
/// The maximum number of tokens before a dateline's dash.
const DATELINE_TOKENS: usize = 12;
/// The maximum number of tokens inside a credit's brackets.
const CREDIT_TOKENS: usize = 7;

/// The listed lines.
pub(super) fn entries() -> impl Iterator<Item = &'static str> {
    LINES.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// The first words of the listed lines.
pub(super) fn openers() -> impl Iterator<Item = &'static str> {
    entries().filter_map(|entry| Some(entry.split(' ').next()?.trim_end_matches(['$', ':'])))
}

/// Flags the tokens that are boilerplate and returns their number. Lines begin at some of the `boundaries`; `listed`
/// are the [`entries`].
pub(super) fn flag(
    text: &str,
    tokens: &mut [Token],
    boundaries: &[u32],
    roles: &WordTable<WordRole>,
    listed: &[&str],
) -> u64 {
    let mut marked = 0;
    let mut line_start = 0;
    let mut line = 0;
    let mut boundaries = boundaries.iter().map(|&at| at as usize);
    while line_start < tokens.len() {
        let begins_line = |&at: &usize| at > line_start && tokens.get(at).is_some_and(Token::line_before);
        let line_end = boundaries.find(begins_line).unwrap_or(tokens.len());
        let is_last = line_end == tokens.len();
        if let Some(tokens) = tokens.get_mut(line_start..line_end) {
            let boilerplate = if is_listed(text, tokens, roles, listed) {
                0..tokens.len()
            } else if let Some(end) = (line < DATELINE_PARAGRAPHS).then(|| dateline_end(tokens)).flatten() {
                0..end
            } else {
                credit_start(tokens, is_last).map_or(0..0, |start| start..tokens.len())
            };
            marked += boilerplate.len() as u64;
            tokens.get_mut(boilerplate).unwrap_or_default().iter_mut().for_each(Token::set_boilerplate);
        }
        line_start = line_end;
        line += 1;
    }
    marked
}

/// Whether the line begins with a listed entry.
fn is_listed(text: &str, line: &[Token], roles: &WordTable<WordRole>, listed: &[&str]) -> bool {
    let is_opener = |t: &&Token| {
        t.word_flags().intersects(WordFlags::TOKENIZER) && roles.get(t.word()) == WordRole::OpensBoilerplate
    };
    let Some(first) = line.first().filter(is_opener) else { return false };
    if !first.shape().is_capital() {
        return false;
    }
    let start = first.span().byte_start() as usize;
    let line = text.get(start..).unwrap_or_default();
    listed.iter().any(|entry| begins_with(line, entry))
}

/// Whether `line` begins with `entry`, ignoring case; an entry that ends with `$` must be the whole line.
fn begins_with(line: &str, entry: &str) -> bool {
    let (entry, whole) = entry.strip_suffix('$').map_or((entry, false), |entry| (entry, true));
    let Some(head) = line.get(..entry.len()) else { return false };
    let tail = line.get(entry.len()..).unwrap_or_default();
    work::step();
    let ends = if whole {
        tail.trim_start_matches([' ', '\t', '\r', '.', ':']).starts_with('\n') || tail.trim_start().is_empty()
    } else {
        true
    };
    let word_ends = entry.ends_with(':') || !tail.starts_with(char::is_alphanumeric);
    ends && word_ends && head.eq_ignore_ascii_case(entry)
}

/// Returns the number of tokens of the dateline at the start of the paragraph; `None` if it has none.
fn dateline_end(line: &[Token]) -> Option<usize> {
    let head = line.get(..line.len().min(DATELINE_TOKENS)).unwrap_or_default();
    let is_dash = |t: &Token| t.kind() == TokenKind::Punctuation && t.word() == WordId::ascii(b'-');
    let dash = head.iter().position(is_dash)?;
    let before = head.get(..dash).filter(|before| !before.is_empty())?;
    let is_place = |t: &Token| match t.kind() {
        TokenKind::Word => t.shape() != Shape::Lower,
        TokenKind::Number | TokenKind::Url => true,
        TokenKind::Punctuation => {
            [b',', b'(', b')', b'/', b'.', b':', b'|'].iter().any(|&m| t.word() == WordId::ascii(m))
        }
        _ => false,
    };
    let blank_around =
        line.get(dash).is_some_and(Token::space_before) || line.get(dash).is_some_and(|t| t.span().len() > 1);
    let continues = line.len() > dash + 4;
    let has_word = before.iter().any(|t| t.kind() == TokenKind::Word);
    // A dateline has a comma, a bracket or capitals (`JAKARTA, KABAR.com -`), or is just a place (`Bandar Lampung -`),
    // in which case there must be no second dash that closes a parenthesis opened by the first.
    let second_dash = || line.iter().skip(dash + 1).take(2 * DATELINE_TOKENS).any(is_dash);
    let says_so = before.iter().any(|t| t.shape() == Shape::Upper && t.span().len() > 2)
        || before.iter().any(|t| matches!(t.word(), w if w == WordId::ascii(b'(') || w == WordId::ascii(b',')))
        || (before.len() <= 2 && !second_dash());
    (before.iter().all(is_place) && blank_around && continues && has_word && says_so).then_some(dash + 1)
}

/// Returns the index of the bracket that opens the credit at the end of the line; `None` if it has none.
fn credit_start(line: &[Token], is_last: bool) -> Option<usize> {
    work::steps(line.len());
    let (last, before) = line.split_last()?;
    let (last, before) = if last.word() == WordId::ascii(b'.') { before.split_last()? } else { (last, before) };
    if last.word() != WordId::ascii(b')') {
        return None;
    }
    let start = before.iter().rposition(|t| t.word() == WordId::ascii(b'('))?;
    let inner = before.get(start + 1..)?;
    let is_sign = |t: &Token| {
        let is_separator = [b'/', b'-', b','].iter().any(|&mark| t.word() == WordId::ascii(mark));
        is_separator || (t.kind() == TokenKind::Word && t.span().len() <= 12 && t.shape() != Shape::Title)
    };
    let has_slash = inner.iter().any(|t| t.word() == WordId::ascii(b'/'));
    let alone =
        inner.len() == 1 && inner.iter().all(|t| t.shape() == Shape::Lower && (2..=4).contains(&t.span().len()));
    let all_small = inner.iter().all(|t| t.shape() != Shape::Upper || has_slash);
    let fits = !inner.is_empty() && inner.len() <= CREDIT_TOKENS && inner.iter().all(is_sign) && all_small;
    (fits && ((has_slash && inner.len() >= 3) || (alone && (is_last || start == 0)))).then_some(start)
}
