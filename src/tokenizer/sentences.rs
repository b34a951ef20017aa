//! Sentence boundaries.
//!
//! | text | boundary | reason |
//! |---|---|---|
//! | `… pulang. Ia …`, `… pulang?” Ia …` | yes, after closing marks | a terminator that is not followed by a lower-case letter |
//! | `“Apa?” tanya Budi`, `Yahoo! yang` | no | a lower-case letter follows |
//! | `dr. Andi`, `H. Yusuf`, `Jl. Melati`, `Rp 1.000`, `10.30` | no | the period is inside a token |
//! | `PT Maju Tbk. Perusahaan itu` | yes | the period of some abbreviations may end the sentence as well |
//! | `1. Siapkan air` at the start of a line | no | a list number |
//! | a blank line | yes | a paragraph break |
//! | a line break | yes, unless a lower-case letter follows or it is only a blank (see `line_breaks`) | titles and subheadings have no period |

use super::words::WordRole;
use crate::text::token::{Sentence, Shape, Token, TokenKind};
use crate::text::vocabulary::{WordId, WordTable};
use crate::text::work;

const PERIOD: WordId = WordId::ascii(b'.');
const EXCLAMATION: WordId = WordId::ascii(b'!');
const QUESTION: WordId = WordId::ascii(b'?');
const QUOTE: WordId = WordId::ascii(b'"');
const APOSTROPHE: WordId = WordId::ascii(b'\'');

/// Fills `sentences`, which cover `tokens`. Only the `boundaries`, and the tokens after the end of a sentence, are
/// examined: all other tokens are inside one.
pub(super) fn split(tokens: &[Token], boundaries: &[u32], roles: &WordTable<WordRole>, sentences: &mut Vec<Sentence>) {
    sentences.clear();
    let mut start = 0;
    let mut ended = false;
    let mut break_at = |at: usize, start: &mut usize| {
        if at > *start {
            sentences.push(Sentence { token_start: *start as u32, token_end: at as u32 });
            *start = at;
        }
    };
    for (n, &at) in boundaries.iter().enumerate() {
        work::step();
        let at = at as usize;
        let Some(token) = tokens.get(at) else { continue };
        let breaks = if token.line_before() {
            ended || token.paragraph_before() || token.shape() != Shape::Lower
        } else {
            ended && may_begin(token) && !closes(token)
        };
        if breaks {
            break_at(at, &mut start);
        }
        let is_number_of_list =
            || token.word() == PERIOD && at.checked_sub(1).and_then(|n| tokens.get(n)).is_some_and(is_list_number);
        ended = if is_terminator(token) && !is_number_of_list() || ends_too(token, roles) {
            true
        } else {
            ended && closes(token)
        };
        if ended {
            // Closing marks belong to the sentence. The token after them begins the next sentence, or shows that this
            // one continues.
            let until = boundaries.get(n + 1).map_or(tokens.len(), |&next| next as usize);
            let mut rest = tokens.iter().enumerate().take(until).skip(at + 1);
            let after = rest.find(|(_, token)| {
                work::step();
                !closes(token)
            });
            if let Some((next, token)) = after {
                if may_begin(token) {
                    break_at(next, &mut start);
                }
                ended = false;
            }
        }
    }
    break_at(tokens.len(), &mut start);
}

pub(super) fn is_terminator(token: &Token) -> bool {
    token.kind() == TokenKind::Punctuation && matches!(token.word(), PERIOD | EXCLAMATION | QUESTION)
}

/// A number of one or two digits at the start of a line.
fn is_list_number(token: &Token) -> bool {
    token.kind() == TokenKind::Number && token.line_before() && token.span().len() <= 2
}

/// An abbreviation whose period may end the sentence.
fn ends_too(token: &Token, roles: &WordTable<WordRole>) -> bool {
    token.is_abbreviated() && roles.get(token.word()) == WordRole::FinalAbbreviation
}

/// A closing quotation mark or bracket, which belongs to the sentence before it.
pub(super) fn closes(token: &Token) -> bool {
    const CLOSERS: [WordId; 3] = [WordId::ascii(b')'), WordId::ascii(b']'), WordId::ascii(b'}')];
    let quote = matches!(token.word(), QUOTE | APOSTROPHE) && !token.space_before();
    token.kind() == TokenKind::Punctuation && (quote || CLOSERS.contains(&token.word()))
}

/// Whether a sentence may begin with this token.
fn may_begin(token: &Token) -> bool {
    match token.kind() {
        TokenKind::Word => token.shape() != Shape::Lower,
        TokenKind::Punctuation => {
            const OPENERS: [u8; 7] = [b'(', b'[', b'"', b'\'', b'-', b'*', b'{'];
            token.space_before() && OPENERS.iter().any(|&mark| token.word() == WordId::ascii(mark))
        }
        _ => true,
    }
}
