//! The terms that are typical of one corpus, compared with another.

use crate::corpus::Map;
use crate::corpus::statistics::Table;
use crate::entities::{EntityCounter, EntityKind};
use crate::error::Error;
use crate::input::DocumentFilter;
use crate::run::{AnalyzedDocument, Out, Visitor};
use crate::terms::{StemCount, Stemming, TermCounts, TermTotals};

/// Counts the terms of the documents that a filter accepts, and of the others, in one pass.
#[derive(Debug)]
pub struct SplitTerms {
    filter: DocumentFilter,
    accepted: TermCounts,
    others: TermCounts,
    undated: u64,
}

impl SplitTerms {
    /// A counter. Documents without a date are on neither side if the filter is one of days.
    #[must_use]
    pub fn new(filter: DocumentFilter) -> Self {
        Self { filter, accepted: TermCounts::default(), others: TermCounts::default(), undated: 0 }
    }

    /// A counter that also groups terms by stem. `are_ngrams`: whether terms are of several words.
    #[must_use]
    pub fn with_stems(filter: DocumentFilter, stemming: &Stemming, are_ngrams: bool) -> Self {
        let counts = || TermCounts::with_stems(Some(stemming.clone()), are_ngrams);
        Self { filter, accepted: counts(), others: counts(), undated: 0 }
    }

    /// The terms of the documents that the filter accepts, those of the others, and the number of documents on neither side.
    #[must_use]
    pub fn into_sides(self) -> (TermCounts, TermCounts, u64) {
        (self.accepted, self.others, self.undated)
    }
}

impl Visitor for SplitTerms {
    fn document(&mut self, document: &AnalyzedDocument<'_>, _: &mut Out<'_>) {
        let analysis = &document.analysis;
        let Some(terms) = analysis.terms() else { return };
        let date = analysis.document.date;
        let side = if self.filter.needs_date() && date.is_none() {
            self.undated += 1;
            return;
        } else if self.filter.accepts(date, document.source, document.url) {
            &mut self.accepted
        } else {
            &mut self.others
        };
        side.count_document(analysis.counted_words(), terms.document_counts(analysis.document.vocabulary));
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}

    fn merge(&mut self, other: Self) {
        let Self { filter: _, accepted, others, undated } = other;
        self.accepted = std::mem::take(&mut self.accepted).merge(accepted);
        self.others = std::mem::take(&mut self.others).merge(others);
        self.undated += undated;
    }
}

/// Counts the entities of one kind as if they were terms: by their labels, with their mentions and documents, relative to all words.
#[derive(Debug)]
pub struct EntityTerms {
    kind: EntityKind,
    counter: EntityCounter,
    documents: u64,
    words: u64,
}

impl EntityTerms {
    /// A counter of one kind.
    #[must_use]
    pub fn new(kind: EntityKind) -> Self {
        Self { kind, counter: EntityCounter::default(), documents: 0, words: 0 }
    }

    /// The counts over all documents.
    #[must_use]
    pub fn into_counts(self) -> TermCounts {
        let mut counts = TermCounts::of_size(self.documents, self.words);
        for entity in self.counter.totals().ranking(&[self.kind], 0, 1, |_| true) {
            counts.add(entity.label, TermTotals { count: entity.count, documents: entity.documents });
        }
        counts
    }
}

impl Visitor for EntityTerms {
    fn document(&mut self, document: &AnalyzedDocument<'_>, _: &mut Out<'_>) {
        let analysis = &document.analysis;
        self.counter.count(analysis.document.text, analysis.mentions, analysis.aliases());
        self.documents += 1;
        self.words += analysis.counted_words();
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}

    fn merge(&mut self, other: Self) {
        self.counter.add(other.counter.into_totals());
        self.documents += other.documents;
        self.words += other.words;
    }
}

/// The unit that the sizes of corpora are measured in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CountBy {
    /// Occurrences among all words, or among all n-grams.
    #[default]
    Words,
    /// Documents among all documents: each document counts once, however often it repeats a term (Egbert and Biber 2019).
    Documents,
}

impl CountBy {
    /// Every unit, in the order of the variants.
    pub const ALL: [Self; 2] = [Self::Words, Self::Documents];

    /// The name in options: `words`, `documents`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Documents => "documents",
        }
    }
}

impl CountBy {
    /// The size of a corpus: its documents, its words or, if terms are of several words, all its terms.
    #[must_use]
    pub fn size(self, counts: &TermCounts, are_ngrams: bool) -> u64 {
        match self {
            Self::Documents => counts.documents(),
            Self::Words if are_ngrams => counts.iter().map(|(_, totals)| totals.count).sum(),
            Self::Words => counts.words(),
        }
    }
}

crate::text::names::impl_names!(CountBy, "unit");

/// The terms of a corpus grouped by stem, under their stems.
#[derive(Clone, Debug)]
pub struct StemGroups<'a> {
    counts: TermCounts,
    /// The terms of each stem with their occurrences.
    forms: Map<&'a str, Vec<(&'a str, u64)>>,
}

impl<'a> StemGroups<'a> {
    /// The groups of counts that were made with a stemming.
    #[must_use]
    pub fn of_counted(counts: &'a TermCounts) -> Self {
        let groups = counts.stems(1);
        let totals = groups.iter().map(|StemCount { stem, totals, .. }| ((*stem).to_owned(), *totals));
        let counts = TermCounts::of_size(counts.documents(), counts.words()).with_terms(totals);
        Self { counts, forms: groups.into_iter().map(|group| (group.stem, group.forms)).collect() }
    }

    /// The terms by their stems.
    #[must_use]
    pub const fn counts(&self) -> &TermCounts {
        &self.counts
    }

    /// The terms of a stem with their occurrences, in unspecified order.
    #[must_use]
    pub fn forms(&self, stem: &str) -> &[(&'a str, u64)] {
        self.forms.get(stem).map(Vec::as_slice).unwrap_or_default()
    }
}

/// A term in two corpora.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyTerm<'a> {
    /// The term.
    pub term: &'a str,
    /// Its frequency in the target.
    pub target: TermTotals,
    /// Its frequency in the reference.
    pub reference: TermTotals,
    /// The table of the two.
    pub table: Table,
}

/// Two corpora that are compared.
#[derive(Clone, Copy, Debug)]
pub struct Comparison<'a> {
    /// The corpus whose terms are asked for.
    pub target: &'a TermCounts,
    /// The corpus that it is compared with.
    pub reference: &'a TermCounts,
    /// The frequency of terms that the reference lacks: that of its rarest term if rare ones were excluded from it, otherwise 0.
    pub missing: TermTotals,
    /// The unit that is counted.
    pub by: CountBy,
    /// The sizes of the two: see [`CountBy::size`].
    pub sizes: (u64, u64),
}

impl<'a> Comparison<'a> {
    /// All terms of either corpus, in unspecified order.
    #[must_use]
    pub fn terms(&self) -> Vec<KeyTerm<'a>> {
        let (c, d) = self.sizes;
        let counted = |totals: TermTotals| match self.by {
            CountBy::Words => totals.count,
            CountBy::Documents => totals.documents,
        };
        let key_term = |term, target: TermTotals, reference: TermTotals| {
            let table = Table::of_two_corpora(counted(target), counted(reference), c, d)?;
            Some(KeyTerm { term, target, reference, table })
        };
        let in_target = self
            .target
            .iter()
            .filter_map(|(term, target)| key_term(term, target, self.reference.get(term).unwrap_or(self.missing)));
        let elsewhere = self.reference.iter().filter(|(term, _)| self.target.get(term).is_none());
        let elsewhere = elsewhere.filter_map(|(term, reference)| key_term(term, TermTotals::default(), reference));
        in_target.chain(elsewhere).collect()
    }
}
