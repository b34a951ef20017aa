//! Quotation marks and their pairs.
//!
//! Scraped news often has unmatched marks: an opening one without a closing one, or the reverse. Spaces around a mark are better evidence than
//! its shape. Apart from posts and speech over several paragraphs, pairs do not cross paragraphs.
//!
//! | text | pair | reason |
//! |---|---|---|
//! | `kata dia, ”Kami datang,” lalu` | yes | the spaces decide, not the shapes |
//! | `kami datang," kata dia. "Ia pulang,"` | the second | a closing mark without an opening one is ignored |
//! | `" Ia pulang. "Kami datang," kata dia` | the second | an opening mark without a closing one is ignored |
//! | `“Kata dia, “jangan,” lalu pergi,”` | the outer one | inner marks are part of it |
//! | `“Kami datang.` before a paragraph that begins with `“` | up to the end of the paragraph | the next paragraph continues the speech |
//! | `“Kami datang.` … `Mereka pulang,” kata dia` in a later paragraph | from the first to the last | speech over several paragraphs |
//! | the same without `kata dia` | from the first to the last | a post |

use crate::quotes::words::{Facts, WordFacts, is_capital};
use crate::text::document::Document;
use crate::text::token::{Shape, Token, TokenKind};
use crate::text::vocabulary::WordId;
use crate::text::work;

const QUOTE: WordId = WordId::ascii(b'"');
const COMMA: WordId = WordId::ascii(b',');
/// The maximum nesting depth of open marks.
const DEEPEST: usize = 3;

/// A stretch between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// The token of the opening mark.
    pub(super) open: usize,
    /// The token of the closing mark, or the last token of the paragraph if no mark closes it.
    pub(super) close: usize,
    /// Whether there is a closing mark.
    pub(super) is_closed: bool,
    /// Whether it is a post that spans several paragraphs.
    pub(super) is_post: bool,
}

/// The side that the spaces around a mark and its shape suggest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    Either,
}

pub(super) fn is_mark(token: &Token) -> bool {
    token.word() == QUOTE && matches!(token.kind(), TokenKind::Punctuation | TokenKind::Symbol)
}

/// Replaces `pairs` with the stretches between quotation marks, in the order of the text. They do not overlap, unless one is a post.
pub(super) fn find(document: &Document<'_>, words: &mut WordFacts, open: &mut Vec<usize>, pairs: &mut Vec<Pair>) {
    pairs.clear();
    open.clear();
    let mut finder = Finder { document, words, open, pairs, unclosed: None, first_of_paragraph: 0 };
    let mut last = None;
    for (at, token) in document.tokens.iter().enumerate() {
        work::step();
        if token.paragraph_before() {
            finder.end_paragraph(at, last.take());
        }
        if is_mark(token) {
            last = Some(at);
            finder.mark(at);
        }
    }
    finder.end_paragraph(document.tokens.len(), last);
    pairs.sort_unstable_by_key(|pair| (pair.open, std::cmp::Reverse(pair.close)));
}

/// Whether the token is a lower-case verb that may follow a quotation: `kata`, `katanya`.
fn is_cue_at(document: &Document<'_>, words: &mut WordFacts, at: usize) -> bool {
    let token = document.tokens.get(at).filter(|token| token.shape() == Shape::Lower);
    token.is_some_and(|token| words.of(document, token).intersects(Facts::CUE | Facts::CLITIC_CUE))
}

struct Finder<'a, 'd> {
    document: &'a Document<'d>,
    words: &'a mut WordFacts,
    /// The opening marks still without a closing mark.
    open: &'a mut Vec<usize>,
    pairs: &'a mut Vec<Pair>,
    /// The last opening mark of an earlier paragraph without a closing mark.
    unclosed: Option<usize>,
    /// The index in `pairs` of the first pair of this paragraph.
    first_of_paragraph: usize,
}

impl Finder<'_, '_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.document.tokens.get(at)
    }

    fn mark(&mut self, at: usize) {
        match self.side(at) {
            Side::Opens => self.opens(at),
            Side::Closes => self.closes(at),
            Side::Either if self.open.is_empty() || self.begins_sentence(at) => self.opens(at),
            Side::Either => self.closes(at),
        }
    }

    fn opens(&mut self, at: usize) {
        if self.open.len() == DEEPEST {
            self.open.remove(0);
        }
        self.open.push(at);
    }

    fn closes(&mut self, at: usize) {
        let Some(open) = self.open.pop() else {
            if let Some(open) = self.unclosed.take() {
                let is_post = !self.is_long_speech(open, at);
                self.pairs.push(Pair { open, close: at, is_closed: true, is_post });
            }
            return;
        };
        let inner = self.pairs.iter().skip(self.first_of_paragraph).rev().take_while(|pair| pair.open > open);
        let (mut count, mut is_narration) = (0, false);
        for pair in inner {
            work::step();
            count += 1;
            // A quotation with an attribution is not inside another quotation, so the outer opening mark is stray.
            is_narration |= pair.is_closed && is_cue_at(self.document, self.words, pair.close + 1);
        }
        if is_narration {
            self.open.clear();
            return;
        }
        // An outer pair replaces the pairs inside it.
        self.pairs.truncate(self.pairs.len() - count);
        self.pairs.push(Pair { open, close: at, is_closed: true, is_post: false });
        // A post has no speech with its speaker inside, so the mark of an earlier paragraph has lost its partner.
        if self.precedes_cue(at) {
            self.unclosed = None;
        }
    }

    /// Whether a stretch over several paragraphs is speech rather than a post: a verb of saying follows it, and it holds no other stretch.
    fn is_long_speech(&mut self, open: usize, close: usize) -> bool {
        let is_alone = self.pairs.last().is_none_or(|pair| pair.open < open);
        is_alone && self.precedes_cue(close) && !self.has_speaker(open, close)
    }

    /// Whether a verb of saying follows a closing mark, perhaps after a comma.
    fn precedes_cue(&mut self, close: usize) -> bool {
        let after = close + 1;
        let is_comma = self.token(after).is_some_and(|token| token.word() == COMMA);
        let at = after + usize::from(is_comma);
        let begins_paragraph = self.token(at).is_none_or(Token::paragraph_before);
        !begins_paragraph && is_cue_at(self.document, self.words, at)
    }

    /// Ends a paragraph. `next` is the first token of the next one, `last_mark` the last mark of this one.
    fn end_paragraph(&mut self, next: usize, last_mark: Option<usize>) {
        if let [open] = self.open[..]
            && last_mark == Some(open)
            && !self.has_speaker(open, next)
        {
            let begins = self.token(next).is_some_and(is_mark) && self.side(next) != Side::Closes;
            if begins && next > open + 1 {
                self.pairs.push(Pair { open, close: next - 1, is_closed: false, is_post: false });
            } else {
                self.unclosed = Some(open);
            }
        }
        self.open.clear();
        self.first_of_paragraph = self.pairs.len();
    }

    /// Whether `open..next` has a comma and a cue: then it lost its closing mark at the comma: `"Kami rugi, kata Budi.`
    fn has_speaker(&mut self, open: usize, next: usize) -> bool {
        (open + 1..next).any(|at| {
            work::step();
            let is_comma = self.token(at - 1).is_some_and(|token| token.word() == COMMA);
            is_comma && is_cue_at(self.document, self.words, at)
        })
    }

    fn side(&self, at: usize) -> Side {
        let (Some(token), before, after) =
            (self.token(at), at.checked_sub(1).and_then(|at| self.token(at)), self.token(at + 1))
        else {
            return Side::Either;
        };
        let begins = token.paragraph_before() || token.line_before();
        let is = |token: &Token, marks: &[u8]| marks.iter().any(|mark| token.word() == WordId::ascii(*mark));
        let blank_before = begins || token.space_before() || before.is_none_or(|before| is(before, b"([{-/"));
        let ends = after.is_none_or(|after| after.paragraph_before() || after.line_before());
        let text_after = after.map(|after| self.document.text_of(after));
        let blank_after = ends
            || after.is_some_and(Token::space_before)
            || text_after.is_some_and(|text| matches!(text, "." | "," | ")" | ";" | ":" | "]" | "?" | "!"));
        match (blank_before, blank_after) {
            (true, false) => Side::Opens,
            (false, true) => {
                // `berkata:" Kami` has its space on the wrong side.
                if before.is_some_and(|before| before.word() == WordId::ascii(b':')) && !ends {
                    Side::Opens
                } else {
                    Side::Closes
                }
            }
            _ if begins && !ends => Side::Opens,
            _ if ends && !begins => Side::Closes,
            _ => match self.document.text_of(token) {
                "“" if self.is_open(&["„"]) => Side::Closes,
                "»" if self.is_open(&["«"]) => Side::Closes,
                "“" | "„" | "«" => Side::Opens,
                "”" if !self.open.is_empty() => Side::Closes,
                _ => Side::Either,
            },
        }
    }

    /// Whether the last open mark is one of these.
    fn is_open(&self, marks: &[&str]) -> bool {
        let open = self.open.last().and_then(|at| self.token(*at));
        open.is_some_and(|open| marks.contains(&self.document.text_of(open)))
    }

    /// Whether a mark with spaces on both sides is between two sentences: `… pulang. " Kami datang,"`.
    fn begins_sentence(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|at| self.token(at));
        let ends = before.is_some_and(|before| before.word() == WordId::ascii(b'.'));
        let after = self.token(at + 1);
        let begins = after.is_some_and(|after| after.space_before() && is_capital(after));
        ends && begins && self.token(at).is_some_and(Token::space_before)
    }
}
