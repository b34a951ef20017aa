//! The results of a run: totals that merge by addition.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::counts::Counts;
use crate::input::{FilterCounts, SkippedFiles};
use crate::run::Visitor;
use crate::terms::TermCounts;

/// The results of a run over many documents.
#[derive(Clone, Debug, Default)]
pub struct RunSummary<V> {
    /// The visitors, merged.
    pub visitor: V,
    /// The term counts over all documents; `None` if the analyzer does not count terms.
    pub terms: Option<TermCounts>,
    /// Totals over all documents.
    pub sums: RunTotals,
}

/// Totals over documents. They merge by addition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunTotals {
    /// Sentences, tokens and other counts.
    pub counts: Counts,
    /// Documents analysed.
    pub documents: u64,
    /// Inputs that failed: files, folders and records.
    pub failed: u64,
    /// Inputs among them that have no documents.
    pub empty: u64,
    /// Documents that were read and excluded by [`InputOptions::filter`](crate::input::InputOptions::filter).
    pub skipped: FilterCounts,
    /// Documents that were excluded as duplicates of others.
    pub duplicates: u64,
    /// Documents that were not in UTF-8, excluding those filtered by their source.
    pub other_encodings: u64,
    /// Documents with mojibake (`MÃ¼ller`), excluding those filtered by their source.
    pub mojibake: u64,
    /// Rows of CSV with fewer cells than there are columns.
    pub short_rows: u64,
    /// The dates of the documents analysed.
    pub dates: DateSpan,
    /// Files in directories and archives that were not read. Each run finds them again, so a checkpoint does not store them.
    #[serde(skip)]
    pub skipped_files: SkippedFiles,
}

/// The dates of documents: the first, the last, and the number of documents without one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateSpan {
    /// The first and the last date; `None` if no document has one.
    pub span: Option<(Date, Date)>,
    /// Documents without a date.
    pub undated: u64,
}

impl DateSpan {
    /// Adds a document.
    pub(super) fn add(&mut self, date: Option<Date>) {
        match date {
            Some(date) => self.merge(&Self { span: Some((date, date)), undated: 0 }),
            None => self.undated += 1,
        }
    }

    /// Adds the dates of other documents.
    pub fn merge(&mut self, other: &Self) {
        self.undated += other.undated;
        self.span = match (self.span, other.span) {
            (Some((first, last)), Some((other_first, other_last))) => {
                Some((first.min(other_first), last.max(other_last)))
            }
            (span, other) => span.or(other),
        };
    }
}

impl RunTotals {
    /// Adds the totals of other documents.
    pub fn merge(&mut self, other: &Self) {
        let Self {
            counts,
            documents,
            failed,
            empty,
            skipped,
            duplicates,
            other_encodings,
            mojibake,
            short_rows,
            dates,
            skipped_files,
        } = other;
        self.counts.merge(counts);
        self.documents += documents;
        self.failed += failed;
        self.empty += empty;
        self.skipped.merge(skipped);
        self.duplicates += duplicates;
        self.other_encodings += other_encodings;
        self.mojibake += mojibake;
        self.short_rows += short_rows;
        self.dates.merge(dates);
        self.skipped_files.merge(skipped_files);
    }
}

impl<V: Visitor> RunSummary<V> {
    /// Merges the results over other documents. Associative and commutative in everything that is observable.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.visitor.merge(other.visitor);
        self.terms = match (self.terms, other.terms) {
            (Some(a), Some(b)) => Some(a.merge(b)),
            (a, b) => a.or(b),
        };
        self.sums.merge(&other.sums);
        self
    }
}
