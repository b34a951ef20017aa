//! Decides whether a capital city stands for its country's government: `Seoul menuduh`, but not `tiba di Seoul`.

use crate::text::token::Shape;
use crate::text::vocabulary::WordId;

use super::ambiguity::Disambiguator;
use super::context_words::ContextFlags;
use super::names::{CaseRule, NameForm, NameKind};

impl Disambiguator<'_> {
    /// Whether a capital or seat of government stands for the government. `joined`: whether it follows another such
    /// name, as in a list.
    pub(super) fn acts_as_government(&self, form: &NameForm, at: usize, end: usize, joined: bool) -> bool {
        // In upper case it is part of a dateline or the name of a company: `AMMAN`.
        if self.tokens.get(at).is_none_or(|t| t.is_boilerplate() || t.shape() == Shape::Upper) {
            return false;
        }
        let before = self.flags_before(at);
        let after = self.word_after(end);
        let is_longer = form.kind != NameKind::Seat && after.is_some_and(|t| self.is_unknown_name(t));
        if is_longer
            || before.intersects(
                ContextFlags::NAME_PREFIX
                    .union(ContextFlags::NAME_PREFIX_ANY_CASE)
                    .union(ContextFlags::NAME_PREFIX_ADJACENT),
            )
        {
            return false;
        }
        let is_place = before.intersects(ContextFlags::PLACE_PREPOSITION.union(ContextFlags::VISIT_VERB));
        let action = self.action(end, 2);
        if action == Action::Clause {
            return true;
        }
        if is_place {
            return false;
        }
        let strong = action == Action::Strong;
        let guarded = form.case == CaseRule::Guarded;
        if strong || before.intersects(ContextFlags::GOVERNMENT_NOUN) {
            return true;
        }
        let in_list = before.intersects(ContextFlags::CONJUNCTION) && joined;
        if before.intersects(ContextFlags::GOVERNMENT_OBJECT_VERB.union(ContextFlags::GOVERNMENT_PASSIVE)) || in_list {
            return !guarded;
        }
        if form.kind == NameKind::Seat || (action == Action::Weak && !guarded) {
            return true;
        }
        before.intersects(ContextFlags::RELATION_PREPOSITION) && !guarded && self.is_diplomacy(at)
    }

    /// Classifies the predicate after a capital: `Seoul telah menuduh`, `Seoul dan Washington, yang menyatakan`. Skips
    /// at most `others` further subjects.
    fn action(&self, end: usize, others: u8) -> Action {
        let at = end;
        if self.is_mark(at, b',') && self.tokens.get(at + 1).is_some_and(|t| self.document.text_of(t) == "yang") {
            let verb = self.tokens.get(at + 2).map_or(ContextFlags::empty(), |t| self.tables.context_words.of(t));
            return if verb.intersects(ContextFlags::GOVERNMENT_VERB) { Action::Clause } else { Action::Nothing };
        }
        let Some(token) = self.word_after(at) else { return Action::Nothing };
        if others > 0 && self.tables.context_words.of(token).intersects(ContextFlags::CONJUNCTION) {
            let rest = self.tokens.get(at + 1..).unwrap_or_default();
            let gazetteer = &self.tables.gazetteer;
            let other = gazetteer.phrases.longest(rest).filter(|&(_, index)| {
                gazetteer.forms(index).iter().any(|f| !matches!(f.kind, NameKind::NotACountry | NameKind::Hint))
            });
            return other.map_or(Action::Nothing, |(length, _)| match self.action(at + 1 + length, others - 1) {
                Action::Weak => Action::Nothing,
                other => other,
            });
        }
        let mut after_auxiliary = false;
        for at in end..end + 4 {
            let Some(token) = self.word_after(at) else { return Action::Nothing };
            let flags = self.tables.context_words.of(token);
            if flags.intersects(ContextFlags::GOVERNMENT_VERB) {
                return Action::Strong;
            }
            if flags.intersects(ContextFlags::WEAK_GOVERNMENT_VERB) {
                return if after_auxiliary { Action::Weak } else { Action::Nothing };
            }
            if !flags.intersects(ContextFlags::AUXILIARY) {
                return Action::Nothing;
            }
            after_auxiliary = true;
        }
        Action::Nothing
    }

    /// Whether the words before `at`, in the same sentence, are about relations between governments.
    fn is_diplomacy(&self, at: usize) -> bool {
        let from = at.saturating_sub(7);
        let window = self.tokens.get(from..at).unwrap_or_default();
        let start = window.iter().rposition(|t| matches!(t.word(), w if w == WordId::ascii(b'.')) || t.line_before());
        (from + start.unwrap_or(0)..at)
            .any(|n| self.tables.context_words.ending_at(self.tokens, n).intersects(ContextFlags::DIPLOMACY))
    }
}

/// The kind of predicate after a capital.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Nothing,
    /// A verb whose subject may be a government, a city or a club.
    Weak,
    /// A verb whose subject is typically a government.
    Strong,
    /// Such a verb in a relative clause, which excludes a place even after `dari`.
    Clause,
}
