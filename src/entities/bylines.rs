//! Bylines and credits: who wrote, edited or photographed an article.
//!
//! | kind | example |
//! |---|---|
//! | after a label | `Penulis: Ani Nur`, `Reporter: Dian | Editor: Faieq`, `Laporan Wartawan Tribun Jabar, Hilman`, `Ditulis oleh Vania` |
//! | a photographer | `Foto: Ari Saputra/detikcom` |
//! | in brackets at the end | `… tandasnya. (Randy Wirayudha)` |
//! | lines of names at the end | `DEWI NURITA | ANDI ADAM` |

use std::ops::Range;

use crate::entities::{EntityKind, Mention, MentionNote};
use crate::text::document::Document;
use crate::text::token::{Shape, Token, TokenKind};
use crate::text::work;

/// Words before the colon of a byline. Scraping may join a label to the name before it: `Ani NurEditor: Dedy`.
const LABELS: [&str; 12] = [
    "editor",
    "fotografer",
    "jurnalis",
    "kontributor",
    "koresponden",
    "oleh",
    "penulis",
    "penyunting",
    "pewarta",
    "redaktur",
    "reporter",
    "wartawan",
];
/// The word before the colon of a photo credit.
const PHOTO_LABEL: &str = "foto";
/// Words for reporters, after `laporan`.
const REPORTERS: [&str; 4] = ["jurnalis", "kontributor", "reporter", "wartawan"];
/// Words before `oleh`.
const WRITTEN: [&str; 5] = ["dilaporkan", "diliput", "disunting", "ditulis", "diterjemahkan"];
/// Marks and words between the names of a byline.
const SEPARATORS: [&str; 9] = [",", "/", "|", "\\", "&", "dan", ";", "*", "+"];
/// The most tokens between a name and its label, and the most words among them that belong to no name.
const MOST_TOKENS: usize = 24;
const MOST_OTHERS: usize = 4;
/// The most tokens after the brackets of an author.
const MOST_AFTER: usize = 60;
/// The most letters of an author's or agency's initials: `ant`, `rdk`.
const LONGEST_SIGN: usize = 4;
/// The most lines of names at the end.
const MOST_LINES: usize = 3;
/// The most tokens of such a line.
const LONGEST_LINE: usize = 24;

/// Marks the people in bylines with [`MentionNote::Byline`]. The mentions are in text order.
pub(crate) fn mark(document: &Document<'_>, mentions: &mut [Mention]) {
    if !mentions.iter().any(|mention| mention.kind == EntityKind::Person) {
        return;
    }
    let closing = closing_lines(document, mentions);
    for index in 0..mentions.len() {
        let Some(mention) = mentions.get(index).filter(|mention| mention.kind == EntityKind::Person) else { continue };
        let is_closing = closing.contains(&(mention.token_start as usize));
        let reader = Reader { document, mentions };
        if (is_closing || reader.has_label(index) || reader.is_bracketed(index))
            && let Some(mention) = mentions.get_mut(index)
        {
            mention.note = Some(MentionNote::Byline);
        }
    }
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    document: &'a Document<'a>,
    mentions: &'a [Mention],
}

impl<'a> Reader<'a> {
    fn token(self, at: usize) -> Option<&'a Token> {
        self.document.tokens.get(at)
    }

    fn text(self, at: usize) -> &'a str {
        self.token(at).map_or("", |token| self.document.text_of(token))
    }

    /// Whether a token is a word of running text, which ends every byline. Most names follow one.
    fn is_plain_word(self, at: usize) -> bool {
        self.token(at)
            .is_some_and(|t| t.shape() == Shape::Lower && t.span().len() as usize > LONGEST_SIGN && t.is_word())
    }

    fn begins_line(self, at: usize) -> bool {
        at == 0 || self.token(at).is_none_or(Token::line_before)
    }

    /// Whether a label precedes a mention, with nothing but other names between.
    fn has_label(self, index: usize) -> bool {
        let Some(mention) = self.mentions.get(index) else { return false };
        let (mut at, mut before, mut others, mut has_slash) = (mention.token_start as usize, index, 0, false);
        for _ in 0..MOST_TOKENS {
            work::step();
            if self.begins_line(at) {
                return false;
            }
            if let Some(name) = before.checked_sub(1).and_then(|n| self.mentions.get(n))
                && name.token_end as usize == at
                && name.kind == EntityKind::Person
            {
                (at, before) = (name.token_start as usize, before - 1);
                continue;
            }
            at -= 1;
            if self.is_plain_word(at) {
                return false;
            }
            while before.checked_sub(1).and_then(|n| self.mentions.get(n)).is_some_and(|m| m.token_end as usize > at) {
                before -= 1;
            }
            let word = self.text(at);
            match word {
                ":" => return self.is_label(at, mention, has_slash),
                "oleh" | "Oleh" => return self.is_written_by(at),
                _ if SEPARATORS.contains(&word) => has_slash |= word == "/",
                _ if is_one_of(word, &REPORTERS) && at > 0 && self.text(at - 1).eq_ignore_ascii_case("laporan") => {
                    return true;
                }
                _ => others += 1,
            }
            let is_name = self.token(at).is_some_and(|t| t.shape() != Shape::Lower || t.kind() == TokenKind::Url);
            if others > MOST_OTHERS || !(is_name || SEPARATORS.contains(&word)) {
                return false;
            }
        }
        false
    }

    /// Whether the word before a colon is a label. That of a photograph needs a slash beside the name, because it may name
    /// a person who can be seen.
    fn is_label(self, colon: usize, mention: &Mention, has_slash: bool) -> bool {
        let Some(label) = colon.checked_sub(1).filter(|_| !self.begins_line(colon)) else { return false };
        let word = self.text(label);
        if !word.starts_with(char::is_uppercase) {
            return false;
        }
        if word.eq_ignore_ascii_case(PHOTO_LABEL) {
            return has_slash || self.text(mention.token_end as usize) == "/";
        }
        LABELS.iter().any(|label| ends_with_label(word, label))
    }

    /// `Oleh` at the beginning of a line, or `Ditulis oleh` there or after a bracket: a book is `ditulis oleh` anyone.
    fn is_written_by(self, at: usize) -> bool {
        if self.begins_line(at) {
            return self.text(at) == "Oleh";
        }
        let verb = at - 1;
        let opens = self.begins_line(verb) || self.text(verb - 1) == "(";
        opens && self.text(verb).starts_with(char::is_uppercase) && is_one_of(self.text(verb), &WRITTEN)
    }

    /// Whether a mention is in brackets with nothing but names and signs, after the last sentence.
    fn is_bracketed(self, index: usize) -> bool {
        let Some(mention) = self.mentions.get(index) else { return false };
        let tokens = self.document.tokens;
        // Far from the end and from boilerplate nothing in brackets is an author. That is most names, so it comes first.
        let farthest = mention.token_end as usize + MOST_TOKENS;
        if farthest + MOST_AFTER < tokens.len() && !tokens.get(farthest).is_some_and(Token::is_boilerplate) {
            return false;
        }
        let is_name = |at: usize| {
            let place = self.mentions.partition_point(|m| m.token_end as usize <= at);
            let name = self.mentions.get(place);
            name.is_some_and(|m| m.kind == EntityKind::Person && m.token_start as usize <= at)
        };
        let may_be_inside = |at: &usize| {
            if self.is_plain_word(*at) {
                return false;
            }
            let word = self.text(*at);
            let is_sign = word.len() <= LONGEST_SIGN && self.token(*at).is_some_and(|t| t.shape() != Shape::Title);
            SEPARATORS.contains(&word) || (is_sign && word != "(" && word != ")") || is_name(*at)
        };
        let start = mention.token_start as usize;
        let first = (start.saturating_sub(MOST_TOKENS)..start).rev().find(|at| !may_be_inside(at));
        let Some(open) = first.filter(|at| self.text(*at) == "(") else { return false };
        let end = mention.token_end as usize;
        let last = (end..tokens.len().min(end + MOST_TOKENS)).find(|at| !may_be_inside(at));
        let Some(close) = last.filter(|at| self.text(*at) == ")") else { return false };
        let after = close + 1;
        let ends_text = after == tokens.len();
        let is_near_end = tokens.len() - after <= MOST_AFTER
            || tokens.get(after..).unwrap_or_default().iter().take(MOST_AFTER).all(Token::is_boilerplate);
        let follows_sentence =
            || self.begins_line(open) || matches!(self.text(open - 1), "." | "!" | "?" | "\"" | "”" | ")" | "*" | "…");
        ends_text || (is_near_end && (self.begins_line(after) || self.text(after) == "(") && follows_sentence())
    }
}

/// Whether a word is a label, or ends with one that begins with a capital of its own: `NurEditor`, but not `Kreditor`.
fn ends_with_label(word: &str, label: &str) -> bool {
    let parts = word.len().checked_sub(label.len()).and_then(|at| word.split_at_checked(at));
    parts.is_some_and(|(before, end)| {
        end.eq_ignore_ascii_case(label) && end.starts_with(char::is_uppercase) && !before.ends_with(char::is_uppercase)
    })
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|other| word.eq_ignore_ascii_case(other))
}

/// The tokens of the last lines if they are names alone, and the text before them ends a sentence. Otherwise empty.
fn closing_lines(document: &Document<'_>, mentions: &[Mention]) -> Range<usize> {
    let reader = Reader { document, mentions };
    let tokens = document.tokens;
    let mut end = tokens.len();
    while end > 0 && tokens.get(end - 1).is_some_and(Token::is_boilerplate) {
        work::step();
        end -= 1;
    }
    let (mut start, last) = (end, end);
    for _ in 0..MOST_LINES {
        let from = start.saturating_sub(LONGEST_LINE);
        let Some(line) = (from..start).rev().find(|at| reader.begins_line(*at)) else { break };
        let mut people = mentions.iter().rev().skip_while(|m| m.token_start as usize >= start);
        let mut at = start;
        let mut has_name = false;
        while at > line {
            work::step();
            match people.next() {
                Some(name) if name.token_end as usize == at && name.kind == EntityKind::Person => {
                    (at, has_name) = (name.token_start as usize, true);
                }
                _ => break,
            }
            while at > line && SEPARATORS.contains(&reader.text(at - 1)) {
                at -= 1;
            }
        }
        if at != line || !has_name {
            break;
        }
        start = line;
    }
    let ends_sentence = |at: usize| matches!(reader.text(at), "." | "!" | "?" | "\"" | "”" | ")" | "*");
    if start > 0 && ends_sentence(start - 1) { start..last } else { last..last }
}
