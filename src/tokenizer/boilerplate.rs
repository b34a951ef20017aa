//! Boilerplate, which belongs to the page and not to the article: datelines, links, credits.
//!
//! | kind | example | extent |
//! |---|---|---|
//! | a line listed in `data/boilerplate.txt` | `Baca juga: …`, `SCROLL TO CONTINUE WITH CONTENT`, `Editor: …` | the whole line |
//! | a dateline (see [`dateline`]) | `JAKARTA, KOMPAS.com -`, `Jakarta (ANTARA) -` | from the start of one of the first lines to its dash |
//! | a credit | `(ant/xyz)`, `(rdk)` | in brackets, at the end of a line |

use super::dateline;
use super::words::WordRole;
use crate::text::token::{Shape, Token, TokenKind};
use crate::text::vocabulary::{WordFlags, WordId, WordTable};
use crate::text::work;

const LINES: &str = include_str!("data/boilerplate.txt");

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

/// Flags the tokens that are boilerplate and returns their number, and that of the words among them. Lines begin at some of the `boundaries`; `listed`
/// are the [`entries`].
pub(super) fn flag(
    text: &str,
    tokens: &mut [Token],
    boundaries: &[u32],
    roles: &WordTable<WordRole>,
    listed: &[&str],
) -> (u64, u64) {
    let (mut marked, mut words) = (0, 0);
    let mut line_start = 0;
    let mut line = 0;
    let mut boundaries = boundaries.iter().map(|&at| at as usize);
    while line_start < tokens.len() {
        let begins_line = |&at: &usize| at > line_start && tokens.get(at).is_some_and(Token::line_before);
        let line_end = boundaries.find(begins_line).unwrap_or(tokens.len());
        let is_last = line_end == tokens.len();
        let rest = tokens.get(line_start..).unwrap_or_default();
        let in_line = rest.get(..line_end - line_start).unwrap_or_default();
        let boilerplate = if is_listed(text, in_line, roles, listed) {
            0..in_line.len()
        } else if let Some(end) = (line < dateline::LINES).then(|| dateline::end(text, rest)).flatten() {
            0..end
        } else {
            credit_start(in_line, is_last).map_or(0..0, |start| start..in_line.len())
        };
        let boilerplate = line_start + boilerplate.start..line_start + boilerplate.end;
        for token in tokens.get_mut(boilerplate).unwrap_or_default() {
            let is_new = u64::from(!token.is_boilerplate());
            marked += is_new;
            words += is_new & u64::from(token.is_word());
            token.set_boilerplate();
        }
        line_start = line_end;
        line += 1;
    }
    (marked, words)
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
