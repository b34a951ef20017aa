//! Sums.

use crate::analyzer::Counts;
use crate::batch::Visitor;
use crate::input::{LeftOut, Skipped};
use crate::terms::TermCounts;

/// What all documents together gave.
#[derive(Clone, Debug, Default)]
pub struct Outcome<V> {
    /// The visitors, merged.
    pub visitor: V,
    /// The terms of all documents; absent if the analyser does not count them.
    pub terms: Option<TermCounts>,
    /// Sums over all documents.
    pub counts: Counts,
    /// Documents analysed.
    pub documents: u64,
    /// Inputs that failed: files, folders and records.
    pub failed: u64,
    /// Documents that were read and left out, as [`InputOptions::choice`](crate::input::InputOptions::choice) says.
    pub skipped: Skipped,
    /// Documents that were left out because they are like another.
    pub duplicates: u64,
    /// Documents that were not in UTF-8, among those that were not left out by their source.
    pub other_encodings: u64,
    /// Documents, of the same, with garbled letters (`MÃ¼ller`).
    pub mojibake: u64,
    /// What folders and archives held and was not read.
    pub left_out: LeftOut,
}

impl<V> Outcome<V> {
    /// The visitors, the terms, and the rest.
    #[must_use]
    pub fn into_parts(self) -> (V, Option<TermCounts>, Outcome<()>) {
        let Self {
            visitor,
            terms,
            counts,
            documents,
            failed,
            skipped,
            duplicates,
            other_encodings,
            mojibake,
            left_out,
        } = self;
        let rest = Outcome {
            visitor: (),
            terms: None,
            counts,
            documents,
            failed,
            skipped,
            duplicates,
            other_encodings,
            mojibake,
            left_out,
        };
        (visitor, terms, rest)
    }

    /// The same with what is made of the visitor.
    #[must_use]
    pub fn map<W>(self, of: impl FnOnce(V) -> W) -> Outcome<W> {
        let (visitor, terms, rest) = self.into_parts();
        rest.with(of(visitor), terms)
    }

    /// What the documents of both gave, where `visitors` merges what the visitors hold.
    #[must_use]
    pub fn merge_by(self, other: Self, visitors: impl FnOnce(V, V) -> V) -> Self {
        let (visitor, terms, mut sums) = self.into_parts();
        let (other_visitor, other_terms, other) = other.into_parts();
        let terms = match (terms, other_terms) {
            (Some(a), Some(b)) => Some(a.merge(b)),
            (a, b) => a.or(b),
        };
        sums.counts.merge(&other.counts);
        sums.documents += other.documents;
        sums.failed += other.failed;
        sums.skipped.merge(&other.skipped);
        sums.duplicates += other.duplicates;
        sums.other_encodings += other.other_encodings;
        sums.mojibake += other.mojibake;
        sums.left_out.merge(&other.left_out);
        sums.with(visitors(visitor, other_visitor), terms)
    }
}

impl<V: Visitor> Outcome<V> {
    /// What the documents of both gave. Associative and commutative in all that can be seen.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        self.merge_by(other, |mut visitor, other| {
            visitor.merge(other);
            visitor
        })
    }
}

impl Outcome<()> {
    /// The same with what [`Outcome::into_parts`] took out.
    pub(crate) fn with<V>(self, visitor: V, terms: Option<TermCounts>) -> Outcome<V> {
        let Self { counts, documents, failed, skipped, duplicates, other_encodings, mojibake, left_out, .. } = self;
        Outcome { visitor, terms, counts, documents, failed, skipped, duplicates, other_encodings, mojibake, left_out }
    }
}
