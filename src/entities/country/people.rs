//! Names of countries that are people's: initials (`tersangka AS`), and given names (`Pak Oman`, `Israel Adesanya`).

use crate::entities::country::Country;
use crate::text::token::{Shape, Token, TokenKind};
use crate::text::work;

use super::ambiguity::Disambiguator;
use super::context_words::ContextFlags;
use super::names::{CaseRule, Meaning, NameForm};

/// The most letters of initials.
const LONGEST_INITIALS: u32 = 3;
/// The most tokens from initials back to the word that introduces a list of them: `tersangka masing-masing BD, RI, dan AS`.
const REACH: usize = 10;

impl Disambiguator<'_> {
    /// Whether the words next to a name say that it is a person's initials or given name.
    pub(super) fn is_persons(&self, form: &NameForm, at: usize, end: usize) -> bool {
        if end != at + 1 {
            return false;
        }
        match form.case {
            CaseRule::Upper => self.are_initials(at, end),
            CaseRule::Forename | CaseRule::Given => self.is_addressed(form, at) || self.is_player(at, end),
            _ => self.is_addressed(form, at),
        }
    }

    /// `Pak Oman`, `bernama Oman`.
    fn is_addressed(&self, form: &NameForm, at: usize) -> bool {
        form.meaning != Meaning::One(Country(*b"ID")) && self.flags_before(at).intersects(ContextFlags::ADDRESS)
    }

    /// `Petarung Israel Adesanya`: a role of a single person, not of a team or state, and one unknown word after the name.
    fn is_player(&self, at: usize, end: usize) -> bool {
        let is_name =
            |at: usize| self.word_after(at).is_some_and(|t| t.shape() == Shape::Title && self.is_unknown_name(t));
        self.flags_before(at).intersects(ContextFlags::ROLE) && is_name(end) && !is_name(end + 1)
    }

    /// Whether capitals are the initials of a suspect or victim.
    fn are_initials(&self, at: usize, end: usize) -> bool {
        let letters = self.tokens.get(at).map_or(0, |token| token.span().len());
        if letters > LONGEST_INITIALS {
            return false;
        }
        const SUSPECT: ContextFlags = ContextFlags::SUSPECT.union(ContextFlags::INITIALS_CUE);
        let becomes = self.word_after(end).is_some_and(|word| self.document.text_of(word) == "sebagai")
            && self.flags_at(end + 1).intersects(SUSPECT);
        self.flags_before(at).intersects(SUSPECT) || becomes || self.is_in_apposition(at, end) || self.is_in_list(at)
    }

    fn flags_at(&self, at: usize) -> ContextFlags {
        self.word_after(at).map_or(ContextFlags::empty(), |word| self.tables.context_words.of(word))
    }

    /// `Sopir truk, AS, melarikan diri`.
    fn is_in_apposition(&self, at: usize, end: usize) -> bool {
        /// The most words between the role and the comma.
        const MOST_WORDS: usize = 3;
        let Some(comma) = at.checked_sub(1).filter(|&comma| self.is_mark(comma, b',')) else { return false };
        if !self.is_mark(end, b',') {
            return false;
        }
        let words = (comma.saturating_sub(MOST_WORDS)..comma).rev().take_while(|&back| {
            work::step();
            self.tokens.get(back).is_some_and(|token| token.kind() == TokenKind::Word)
        });
        let mut flags = words.map(|back| self.tables.context_words.ending_at(self.tokens, back));
        flags.any(|flags| flags.intersects(ContextFlags::SUSPECT.union(ContextFlags::ROLE)))
    }

    /// `pelaku, RI dan AS`, `tersangka masing-masing AS, RI, dan BD`: after other capitals, commas and conjunctions, up to a suspect.
    fn is_in_list(&self, at: usize) -> bool {
        let is_initials = |token: &Token| token.shape() == Shape::Upper && token.span().len() <= LONGEST_INITIALS;
        let mut has_link = false;
        for back in (at.saturating_sub(REACH)..at).rev() {
            work::step();
            let Some(token) = self.tokens.get(back) else { return false };
            let flags = self.tables.context_words.ending_at(self.tokens, back);
            let links = self.is_mark(back, b',')
                || flags.intersects(ContextFlags::CONJUNCTION)
                || matches!(
                    self.document.text_of(token),
                    "masing-masing" | "yakni" | "yaitu" | "inisial" | "berinisial"
                );
            if flags.intersects(ContextFlags::SUSPECT.union(ContextFlags::INITIALS_CUE)) {
                return has_link;
            }
            if !(links || is_initials(token)) {
                return false;
            }
            has_link |= links;
        }
        false
    }

    /// Whether an office is before a name, with at most a few capitalized words between them: `Menteri Luar Negeri Chad`.
    pub(super) fn follows_office(&self, at: usize) -> bool {
        const MOST_WORDS: usize = 3;
        let mut at = at;
        for _ in 0..MOST_WORDS {
            let Some(before) = self.word_before(at) else { return false };
            // A portfolio is between a minister and the country, a name between others and one: `Gubernur Sherly Laos`.
            if self.tables.context_words.ending_at(self.tokens, before).intersects(ContextFlags::OFFICE) {
                return self
                    .tokens
                    .get(before)
                    .is_some_and(|token| self.document.vocabulary.word(token.word()) == "menteri");
            }
            if !self.tokens.get(before).is_some_and(|token| token.shape().is_capital()) {
                return false;
            }
            at = before;
        }
        false
    }
}
