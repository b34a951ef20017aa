//! `terms --by-document --weight`: the terms of each document by their weights.

use jiff::civil::Date;

use crate::corpus::weights::{CorpusSize, WeightedTerm, Weighting, rank};
use crate::error::Error;
use crate::report::describe::{record, table};
use crate::report::packed::{CellValue, push_packed, unpack};
use crate::report::row::Encoder;
use crate::report::rows::TermFilter;
use crate::report::{Measure, PerMillion};
use crate::run::{AnalyzedDocument, Out, Visitor};
use crate::terms::TermCounts;
use crate::text::vocabulary::{Vocabulary, WordId, WordTable};

table! {
    "terms":
    /// A row of `terms --by-document --weight`: a term of one document.
    #[derive(Clone, Debug)]
    pub struct WeightedTermRow<'a> {
        /// The document's name, as in [`DocumentTermRow`](crate::report::rows::DocumentTermRow).
        pub document: &'a str,
        /// Rank in the complete list of the document, from 1: by descending weight, then by code points. Rows that are not shown leave
        /// gaps.
        pub rank: u64,
        /// The term, as in [`TermRow`](crate::report::rows::TermRow).
        pub term: &'a str,
        /// Occurrences in the document.
        pub count: u64,
        /// Documents of the corpus in which it occurs.
        pub documents: u64,
        /// The weight: TF-IDF or BM25.
        pub weight: Option<Measure>,
        /// Occurrences per million words of the document, as in [`DocumentTermRow`](crate::report::rows::DocumentTermRow).
        pub per_million: Option<PerMillion>,
        /// The date of the article, as in [`DocumentReport`](crate::report::rows::DocumentReport); `null` if it is unknown.
        pub date: Option<Date>,
        /// The publisher, as in [`DocumentReport`](crate::report::rows::DocumentReport); `null` if it is unknown.
        pub source: Option<&'a str>,
    }
}

record! {
    /// The columns that are the same for all terms of a document.
    #[derive(Clone, Copy, Debug)]
    #[expect(unreachable_pub, reason = "the macro is for public structs")]
    pub struct DocumentColumns<'a> {
        pub document: &'a str,
        pub words: u64,
        pub date: Option<Date>,
        pub source: Option<&'a str>,
    }
}

record! {
    /// A term of a document whose weight is not known yet.
    #[expect(unreachable_pub, reason = "the macro is for public structs")]
    pub struct HeldTerm<'a> {
        pub term: &'a str,
        pub count: u64,
    }
}

impl<'a> DocumentColumns<'a> {
    fn of(document: &AnalyzedDocument<'a>) -> Self {
        Self {
            document: document.name,
            words: document.analysis.counted_words(),
            date: document.analysis.document.date.map(|date| date.date),
            source: document.source,
        }
    }

    /// Weighs the terms of the document, and passes on the rows of those that are selected until `write` returns false.
    fn write(
        self,
        terms: &mut [WeightedTerm<'_>],
        weights: &Weights,
        corpus: CorpusSize,
        mut write: impl FnMut(&WeightedTermRow<'_>) -> bool,
    ) {
        weights.weighting.weigh(terms, self.words, corpus);
        rank(terms);
        let ranked = (1..).zip(terms.iter()).filter(|(_, term)| term.count >= weights.filter.min_count);
        let mut ranked: Vec<_> = ranked.collect();
        weights.filter.select(&mut ranked, |(_, term)| term.term);
        for (rank, term) in ranked {
            let row = WeightedTermRow {
                document: self.document,
                rank,
                term: term.term,
                count: term.count,
                documents: term.documents,
                weight: Measure::new(term.weight),
                per_million: PerMillion::new(term.count, self.words),
                date: self.date,
                source: self.source,
            };
            if !write(&row) {
                return;
            }
        }
    }
}

/// Which terms are written, with which weight.
#[derive(Clone, Debug)]
pub struct Weights {
    /// The format.
    pub encoder: Encoder,
    /// The terms of each document.
    pub filter: TermFilter,
    /// The formula of the weight.
    pub weighting: Weighting,
}

/// Writes a [`WeightedTermRow`] for every term of a document of a corpus that was counted before.
#[derive(Debug)]
pub struct WeightedTermRows<'c> {
    weights: Weights,
    corpus: CorpusSize,
    counts: &'c TermCounts,
    /// The workspace that the ids of `documents` are from.
    workspace: Option<u64>,
    /// The documents that have a term; 0: it has not been looked up.
    documents: WordTable<u32>,
}

impl<'c> WeightedTermRows<'c> {
    /// A writer, given the terms of the whole corpus and its size.
    #[must_use]
    pub fn new(weights: Weights, counts: &'c TermCounts, corpus: CorpusSize) -> Self {
        Self { weights, corpus, counts, workspace: None, documents: WordTable::new(0) }
    }

    fn documents(&mut self, id: WordId, term: &str) -> u64 {
        let documents = self.documents.entry(id);
        if *documents == 0 {
            let known = self.counts.get(term).map_or(1, |totals| totals.documents);
            *documents = u32::try_from(known).unwrap_or(u32::MAX);
        }
        u64::from(*documents)
    }
}

impl Visitor for WeightedTermRows<'_> {
    fn document(&mut self, document: &AnalyzedDocument<'_>, out: &mut Out<'_>) {
        let analysis = &document.analysis;
        let Some(terms) = analysis.terms() else { return };
        if self.workspace != Some(analysis.workspace()) {
            self.workspace = Some(analysis.workspace());
            self.documents = WordTable::new(0);
        }
        let ids = terms.document_ids(analysis.document.vocabulary);
        let mut weighted: Vec<_> = ids
            .map(|(id, term, count)| WeightedTerm { term, count, documents: self.documents(id, term), weight: 0.0 })
            .collect();
        let columns = DocumentColumns::of(document);
        columns.write(&mut weighted, &self.weights, self.corpus, |row| {
            self.weights.encoder.row(row, out.buffer());
            out.row_done()
        });
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}
    fn merge(&mut self, _: Self) {}
}

/// Writes what [`HeldDocuments`] needs of each document.
#[derive(Clone, Copy, Debug, Default)]
pub struct DocumentsToHold;

impl Visitor for DocumentsToHold {
    fn document(&mut self, document: &AnalyzedDocument<'_>, out: &mut Out<'_>) {
        let Some(terms) = document.analysis.terms() else { return };
        push_packed(&DocumentColumns::of(document), out.buffer());
        for (term, count) in terms.document_counts(document.analysis.document.vocabulary) {
            push_packed(&HeldTerm { term, count }, out.buffer());
        }
        out.row_done();
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}
    fn merge(&mut self, _: Self) {}
}

/// Documents that cannot be read again, held until the whole corpus is known: 8 bytes for each distinct term of each document.
#[derive(Debug)]
pub struct HeldDocuments {
    vocabulary: Vocabulary,
    /// The documents that have each term.
    frequencies: WordTable<u32>,
    corpus: CorpusSize,
    documents: Vec<HeldDocument>,
    postings: Vec<(WordId, u32)>,
}

#[derive(Debug)]
struct HeldDocument {
    name: Box<str>,
    words: u64,
    date: Option<Date>,
    source: Option<Box<str>>,
    /// The end of its terms.
    end: usize,
}

impl Default for HeldDocuments {
    fn default() -> Self {
        Self {
            vocabulary: Vocabulary::new(),
            frequencies: WordTable::new(0),
            corpus: CorpusSize::default(),
            documents: Vec::new(),
            postings: Vec::new(),
        }
    }
}

impl HeldDocuments {
    /// Adds the documents in the output of a [`DocumentsToHold`], in the order of the input.
    pub fn add(&mut self, held: &[u8]) {
        for row in unpack(held) {
            match *row {
                [CellValue::Text(term), CellValue::Number(count)] => {
                    let term = self.vocabulary.intern(term);
                    *self.frequencies.entry(term) += 1;
                    self.postings.push((term, u32::try_from(count).unwrap_or(u32::MAX)));
                    if let Some(document) = self.documents.last_mut() {
                        document.end = self.postings.len();
                    }
                }
                [CellValue::Text(name), CellValue::Number(words), date, source] => {
                    self.corpus.add(words);
                    self.documents.push(HeldDocument {
                        name: name.into(),
                        words,
                        date: if let CellValue::Date(date) = date { Some(date) } else { None },
                        source: if let CellValue::Text(source) = source { Some(source.into()) } else { None },
                        end: self.postings.len(),
                    });
                }
                _ => {}
            }
        }
    }

    /// Passes on the encoded rows of each document.
    ///
    /// # Errors
    /// The first error that `write` returns, which ends the rows.
    pub fn write<E>(&self, weights: &Weights, mut write: impl FnMut(&[u8]) -> Result<(), E>) -> Result<(), E> {
        let mut start = 0;
        let mut encoded = Vec::new();
        for document in &self.documents {
            let postings = self.postings.get(start..document.end).unwrap_or_default();
            start = document.end;
            let weighted = |&(term, count): &(WordId, u32)| WeightedTerm {
                term: self.vocabulary.word(term),
                count: count.into(),
                documents: self.frequencies.get(term).into(),
                weight: 0.0,
            };
            let mut terms: Vec<_> = postings.iter().map(weighted).collect();
            let HeldDocument { name, words, date, source, .. } = document;
            let columns = DocumentColumns { document: name, words: *words, date: *date, source: source.as_deref() };
            encoded.clear();
            columns.write(&mut terms, weights, self.corpus, |row| {
                weights.encoder.row(row, &mut encoded);
                true
            });
            write(&encoded)?;
        }
        Ok(())
    }
}
