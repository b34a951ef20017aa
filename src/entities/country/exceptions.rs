//! Clubs that begin with `AS`, and directions and fleets that are not seas.

use crate::text::token::{Shape, Token};

use super::ambiguity::Disambiguator;

/// Words before the name of a club.
const CLUBS: [&str; 4] = ["club", "kesebelasan", "klub", "tim"];

impl Disambiguator<'_> {
    /// Whether the word before a name is the second of `timur laut`, `barat laut` or `armada laut`.
    pub(super) fn follows_direction_or_fleet(&self, at: usize) -> bool {
        let word = |at: usize| Some(self.document.vocabulary.word(self.tokens.get(at)?.word()));
        let second = self.word_before(at).filter(|second| word(*second) == Some("laut"));
        let first = second.and_then(|second| word(self.word_before(second)?));
        matches!(first, Some("armada" | "barat" | "kekuatan" | "pasukan" | "timur"))
    }

    /// Whether `AS` begins the name of a club: after `klub`, or at the start of a sentence, and before an unknown name.
    pub(super) fn is_club(&self, at: usize, end: usize) -> bool {
        let is_as = self.tokens.get(at).is_some_and(|token| self.document.text_of(token) == "AS");
        let unknown = |t: &Token| t.shape() == Shape::Title && self.is_unknown_name(t);
        if !is_as || !self.word_after(end).is_some_and(unknown) || self.is_headline(at) {
            return false;
        }
        let opens = self.document.sentences.binary_search_by_key(&(at as u32), |s| s.token_start).is_ok();
        opens
            || self.word_before(at).is_some_and(|b| {
                self.tokens.get(b).is_some_and(|t| CLUBS.contains(&self.document.vocabulary.word(t.word())))
            })
    }
}
