//! A step as JSON: everything that was counted in it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::entities::{EntityCount, EntityKind, EntityTotals};
use crate::input::Fingerprint;
use crate::report::DocumentReports;
use crate::run::duplicates::Signature;
use crate::run::{Done, RunSummary, RunTotals, Step};
use crate::terms::{TermCounts, TermTotals};

#[derive(Serialize, Deserialize)]
pub(super) struct StepRecord<'a> {
    pieces: u64,
    inputs: Vec<Fingerprint>,
    seen: Vec<(Signature, Box<str>)>,
    sums: RunTotals,
    term_documents: u64,
    term_words: u64,
    terms: Vec<(Cow<'a, str>, u64, u64)>,
    entities: Vec<Entity<'a>>,
    /// What failed: the document's name, and what is wrong.
    pub(super) failures: Vec<(String, String)>,
    pub(super) warnings: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct Entity<'a> {
    kind: Cow<'a, str>,
    canonical: Option<Cow<'a, str>>,
    label: Cow<'a, str>,
    count: u64,
    documents: u64,
    forms: Vec<(Cow<'a, str>, u64)>,
}

impl<'a> From<EntityCount<'a>> for Entity<'a> {
    fn from(entity: EntityCount<'a>) -> Self {
        let EntityCount { kind, canonical, label, count, documents, forms } = entity;
        Self {
            kind: kind.name().into(),
            canonical: canonical.map(Cow::Borrowed),
            label: label.into(),
            count,
            documents,
            forms: forms.into_iter().map(|(text, count)| (text.into(), count)).collect(),
        }
    }
}

impl Entity<'_> {
    /// Absent if there is no such kind.
    fn counted(&self) -> Option<EntityCount<'_>> {
        Some(EntityCount {
            kind: EntityKind::ALL.into_iter().find(|kind| kind.name() == self.kind)?,
            canonical: self.canonical.as_deref(),
            label: &self.label,
            count: self.count,
            documents: self.documents,
            forms: self.forms.iter().map(|(text, count)| (&**text, *count)).collect(),
        })
    }
}

impl<'a> StepRecord<'a> {
    pub(super) fn of(step: Step<'a, DocumentReports>, failures: Vec<(String, String)>, warnings: Vec<String>) -> Self {
        let Step { done: Done { pieces, inputs, seen }, outcome } = step;
        let terms = outcome.terms.iter().flat_map(TermCounts::iter);
        let entities = outcome.visitor.totals().flat_map(|totals| totals.ranking(&EntityKind::ALL, 0, 1, |_| true));
        Self {
            pieces,
            inputs,
            seen,
            sums: outcome.sums,
            term_documents: outcome.terms.as_ref().map_or(0, TermCounts::documents),
            term_words: outcome.terms.as_ref().map_or(0, TermCounts::words),
            terms: terms.map(|(term, totals)| (term.into(), totals.count, totals.documents)).collect(),
            entities: entities.map(Entity::from).collect(),
            failures,
            warnings,
        }
    }

    /// Adds what the step gave.
    pub(super) fn add_to(self, done: &mut Done, outcome: &mut RunSummary<EntityTotals>) {
        done.extend(Done { pieces: self.pieces, inputs: self.inputs, seen: self.seen });
        for entity in self.entities.iter().filter_map(Entity::counted) {
            outcome.visitor.add(&entity);
        }
        let terms = self
            .terms
            .iter()
            .map(|(term, count, documents)| (&**term, TermTotals { count: *count, documents: *documents }));
        outcome.terms.get_or_insert_default().extend(self.term_documents, self.term_words, terms);
        outcome.sums.merge(&self.sums);
    }
}
