//! Sums.

use serde::{Deserialize, Serialize};

use crate::counts::Counts;
use crate::input::{FilterCounts, SkippedFiles};
use crate::run::Visitor;
use crate::terms::TermCounts;

/// What all documents together gave.
#[derive(Clone, Debug, Default)]
pub struct RunSummary<V> {
    /// The visitors, merged.
    pub visitor: V,
    /// The terms of all documents; absent if the analyser does not count them.
    pub terms: Option<TermCounts>,
    /// Sums over all documents.
    pub sums: RunTotals,
}

/// Sums over documents. They merge by addition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunTotals {
    /// What they hold.
    pub counts: Counts,
    /// Documents analysed.
    pub documents: u64,
    /// Inputs that failed: files, folders and records.
    pub failed: u64,
    /// Documents that were read and left out, as [`InputOptions::filter`](crate::input::InputOptions::filter) says.
    pub skipped: FilterCounts,
    /// Documents that were left out because they are like another.
    pub duplicates: u64,
    /// Documents that were not in UTF-8, among those that were not left out by their source.
    pub other_encodings: u64,
    /// Documents, of the same, with garbled letters (`MÃ¼ller`).
    pub mojibake: u64,
    /// What folders and archives held and was not read: found anew by each run, and so not kept between runs.
    #[serde(skip)]
    pub skipped_files: SkippedFiles,
}

impl RunTotals {
    /// Adds those over other documents.
    pub fn merge(&mut self, other: &Self) {
        let Self { counts, documents, failed, skipped, duplicates, other_encodings, mojibake, skipped_files } = other;
        self.counts.merge(counts);
        self.documents += documents;
        self.failed += failed;
        self.skipped.merge(skipped);
        self.duplicates += duplicates;
        self.other_encodings += other_encodings;
        self.mojibake += mojibake;
        self.skipped_files.merge(skipped_files);
    }
}

impl<V> RunSummary<V> {
    /// The same with what is made of the visitor.
    #[must_use]
    pub fn map<W>(self, of: impl FnOnce(V) -> W) -> RunSummary<W> {
        let Self { visitor, terms, sums } = self;
        RunSummary { visitor: of(visitor), terms, sums }
    }

    /// What the documents of both gave, where `visitors` merges what the visitors hold.
    #[must_use]
    pub fn merge_by(mut self, other: Self, visitors: impl FnOnce(V, V) -> V) -> Self {
        let terms = match (self.terms, other.terms) {
            (Some(a), Some(b)) => Some(a.merge(b)),
            (a, b) => a.or(b),
        };
        self.sums.merge(&other.sums);
        Self { visitor: visitors(self.visitor, other.visitor), terms, sums: self.sums }
    }
}

impl<V: Visitor> RunSummary<V> {
    /// What the documents of both gave. Associative and commutative in all that can be seen.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        self.merge_by(other, |mut visitor, other| {
            visitor.merge(other);
            visitor
        })
    }
}
