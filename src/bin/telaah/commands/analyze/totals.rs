//! The totals over all articles.

use telaah::TermCounts;
use telaah::entities::{EntityCount, EntityKind, EntityTotals};
use telaah::report::TermFilter;
use telaah::report::rows::{EntityRow, Summary, TableSet, TermRow};
use telaah::run::{RunSummary, RunTotals};

use crate::session;

pub(super) struct Totals {
    pub(super) sums: RunTotals,
    entities: EntityTotals,
    terms: TermCounts,
    filter: TermFilter,
}

impl Totals {
    /// `filter.top` is also the number of entities of each kind.
    pub(super) fn new(outcome: RunSummary<TableSet>, filter: TermFilter) -> Self {
        let RunSummary { visitor, terms, sums } = outcome;
        Self { sums, entities: visitor.documents.into_totals(), terms: terms.unwrap_or_default(), filter }
    }

    pub(super) fn terms(&self) -> impl Iterator<Item = TermRow<'_>> {
        self.filter.rows(&self.terms)
    }

    /// The most rows of a ranking; all if it is unlimited.
    pub(super) const fn top(&self) -> usize {
        if self.filter.top == 0 { usize::MAX } else { self.filter.top }
    }

    /// All entities of a kind, ranked.
    pub(super) fn all_entities(&self, kind: EntityKind) -> impl Iterator<Item = EntityRow<'_>> {
        self.entities.ranking(&[kind], 0, 1, |_| true).into_iter().map(EntityRow::from)
    }

    pub(super) fn entities<'a, R: From<EntityCount<'a>>>(&'a self, kind: EntityKind) -> impl Iterator<Item = R> {
        self.entities.ranking(&[kind], self.filter.top, 1, |_| true).into_iter().map(R::from)
    }

    /// The number of distinct terms.
    pub(super) fn term_count(&self) -> usize {
        self.terms.len()
    }

    /// The number of entities of a kind.
    pub(super) fn entity_count(&self, kind: EntityKind) -> usize {
        self.entities.ranking(&[kind], 0, 1, |_| true).len()
    }

    pub(super) fn summary(&self) -> Summary<'_> {
        Summary {
            terms: Some(self.terms().collect()),
            people: Some(self.entities(EntityKind::Person).collect()),
            countries: Some(self.entities(EntityKind::Country).collect()),
            dates: Some(self.entities(EntityKind::Date).collect()),
            ..session::summary(&self.sums)
        }
    }
}
