//! Names of months that an article uses for people.

use std::cell::OnceCell;

use super::roles::{DateRole, MonthName, WordInfo};
use super::words::DateWords;
use crate::text::document::Document;
use crate::text::token::{Shape, Token, TokenKind};
use crate::text::vocabulary::WordFlags;
use crate::text::work;

/// The months whose names are people's in one document, found when first asked for.
#[derive(Debug, Default)]
pub(super) struct PersonMonths(OnceCell<u16>);

impl PersonMonths {
    /// Whether the document uses the month's name for a person: `Menteri Kehutanan Raja Juli`, `Mei Widiastuti (46)`. It is one if, in
    /// a sentence that is not in title case, an unknown capitalized word is next to it, and no word of the date grammar or number
    /// precedes it.
    pub(super) fn contain(&self, month: MonthName, document: &Document<'_>, words: &DateWords) -> bool {
        self.0.get_or_init(|| find(document, words)) & bit(month) != 0
    }
}

const fn bit(month: MonthName) -> u16 {
    1 << month.number
}

fn find(document: &Document<'_>, words: &DateWords) -> u16 {
    let mut found = 0;
    let tokens = document.tokens;
    let is_unknown = |token: Option<&Token>| {
        token.is_some_and(|t| {
            t.shape() == Shape::Title && t.kind() == TokenKind::Word && words.info(t.word()) == WordInfo::NONE
        })
    };
    let mut sentences = document.sentences.iter();
    let mut sentence = sentences.next();
    let mut is_running_text = None;
    let mut triggers = document.trigger_tokens();
    let may_be_name = |t: &Token| t.word_flags().intersects(WordFlags::DATE) && t.shape() == Shape::Title;
    while let Some(at) = triggers.next_from(0, may_be_name) {
        work::step();
        let role = tokens.get(at).map_or(DateRole::None, |token| words.info(token.word()).role);
        let DateRole::Month(month @ MonthName { is_name: true, .. }) = role else { continue };
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let follows_date =
            before.is_some_and(|t| words.info(t.word()).role != DateRole::None || t.kind() == TokenKind::Number);
        if found & bit(month) != 0 || follows_date || !(is_unknown(before) || is_unknown(tokens.get(at + 1))) {
            continue;
        }
        while sentence.is_some_and(|sentence| sentence.range().end <= at) {
            sentence = sentences.next();
            is_running_text = None;
        }
        let tokens = sentence.and_then(|sentence| tokens.get(sentence.range())).unwrap_or_default();
        if *is_running_text.get_or_insert_with(|| has_few_capitals(tokens)) {
            found |= bit(month);
        }
    }
    found
}

/// Whether most words of a sentence are in lower case.
fn has_few_capitals(sentence: &[Token]) -> bool {
    work::steps(sentence.len());
    let words = || sentence.iter().filter(|t| t.kind() == TokenKind::Word);
    words().filter(|t| t.shape() == Shape::Lower).count() * 2 > words().count()
}
