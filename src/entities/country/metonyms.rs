//! Whether a capital acts as its country's government: `Seoul menuduh`, and not `tiba di Seoul`.

use crate::text::token::Shape;
use crate::text::vocabulary::WordId;

use super::ambiguity::Reading;
use super::context_words::Roles;
use super::names::{Case, Form, Kind};

impl Reading<'_> {
    /// Whether a capital or seat acts as its country's government.
    pub(super) fn acts(&self, form: &Form, at: usize, end: usize, joined: bool) -> bool {
        // All capitals are a dateline's or a firm's: `AMMAN`.
        if self.tokens.get(at).is_none_or(|t| t.is_boilerplate() || t.shape() == Shape::Upper) {
            return false;
        }
        let before = self.roles_before(at);
        let after = self.word_after(end);
        let is_longer = form.kind != Kind::Seat && after.is_some_and(|t| self.is_unknown_name(t));
        if is_longer || before.any(Roles::HEAD.or(Roles::HEAD_ANY).or(Roles::HEAD_NEAR)) {
            return false;
        }
        let is_place = before.any(Roles::PLACE_PREPOSITION.or(Roles::VISIT_VERB));
        let says = self.says(end, 2);
        if says == Says::Clause {
            return true;
        }
        if is_place {
            return false;
        }
        let strong = says == Says::Strong;
        let guarded = form.case == Case::Guarded;
        if strong || before.any(Roles::SEAT_NOUN) {
            return true;
        }
        let in_list = before.any(Roles::CONJUNCTION) && joined;
        if before.any(Roles::PRESSED_BY_VERB.or(Roles::GOVERNMENT_PASSIVE)) || in_list {
            return !guarded;
        }
        if form.kind == Kind::Seat || (says == Says::Weak && !guarded) {
            return true;
        }
        before.any(Roles::LINK) && !guarded && self.is_diplomacy(at)
    }

    /// What the words behind a capital say: `Seoul telah menuduh`, `Seoul dan Washington, yang menyatakan`; at most `others`
    /// more subjects are read over.
    fn says(&self, end: usize, others: u8) -> Says {
        let at = end;
        if self.is_mark(at, b',') && self.tokens.get(at + 1).is_some_and(|t| self.document.text_of(t) == "yang") {
            let verb = self.tokens.get(at + 2).map_or(Roles::NONE, |t| self.tables.contexts.of(t));
            return if verb.any(Roles::GOVERNMENT_VERB) { Says::Clause } else { Says::Nothing };
        }
        let Some(token) = self.word_after(at) else { return Says::Nothing };
        if others > 0 && self.tables.contexts.of(token).any(Roles::CONJUNCTION) {
            let rest = self.tokens.get(at + 1..).unwrap_or_default();
            let gazetteer = &self.tables.gazetteer;
            let other = gazetteer.phrases.longest(rest).filter(|&(_, index)| {
                gazetteer.forms(index).iter().any(|f| !matches!(f.kind, Kind::Nothing | Kind::Hint))
            });
            return other.map_or(Says::Nothing, |(length, _)| match self.says(at + 1 + length, others - 1) {
                Says::Weak => Says::Nothing,
                other => other,
            });
        }
        let mut after_auxiliary = false;
        for at in end..end + 4 {
            let Some(token) = self.word_after(at) else { return Says::Nothing };
            let roles = self.tables.contexts.of(token);
            if roles.any(Roles::GOVERNMENT_VERB) {
                return Says::Strong;
            }
            if roles.any(Roles::WEAK_VERB) {
                return if after_auxiliary { Says::Weak } else { Says::Nothing };
            }
            if !roles.any(Roles::AUXILIARY) {
                return Says::Nothing;
            }
            after_auxiliary = true;
        }
        Says::Nothing
    }

    /// Whether the words before `at`, in the same sentence, speak of what goes on between governments.
    fn is_diplomacy(&self, at: usize) -> bool {
        let from = at.saturating_sub(7);
        let window = self.tokens.get(from..at).unwrap_or_default();
        let start = window.iter().rposition(|t| matches!(t.word(), w if w == WordId::ascii(b'.')) || t.line_before());
        (from + start.unwrap_or(0)..at).any(|n| self.tables.contexts.ending_at(self.tokens, n).any(Roles::DIPLOMACY))
    }
}

/// What the words behind a capital say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    Nothing,
    /// It does what governments, cities and clubs do.
    Weak,
    /// It does what governments do.
    Strong,
    /// The same, in a clause of its own: even after `dari` no place is meant.
    Clause,
}
