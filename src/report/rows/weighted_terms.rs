//! `terms --by-document --weight`: the terms of each document by their weights.

use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;

use crate::corpus::postings::{DocumentPlace, Postings};
use crate::corpus::weights::{CorpusSize, DocumentWeights, Weighting};
use crate::error::Error;
use crate::report::describe::{record, table};
use crate::report::packed::{CellValue, push_packed, unpack};
use crate::report::row::{Encoder, Record};
use crate::report::rows::stemmed::{forms_of, stemmed};
use crate::report::rows::{Stemmed, TermFilter};
use crate::report::{Measure, PerMillion};
use crate::run::{AnalyzedDocument, Out, Visitor};
use crate::terms::{TermCounts, TermStems, rank_by_key, sort_forms};
use crate::text::vocabulary::{WordId, WordTable};

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

/// The columns that are the same for all terms of a document.
#[derive(Clone, Copy, Debug)]
struct DocumentColumns<'a> {
    document: &'a str,
    words: u64,
    date: Option<Date>,
    source: Option<&'a str>,
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
}

record! {
    /// A document whose terms are held.
    #[derive(Clone, Copy, Debug)]
    #[expect(unreachable_pub, reason = "the macro is for public structs")]
    pub struct HeldColumns<'a> {
        pub workspace: u64,
        pub number: u64,
        pub document: &'a str,
        pub words: u64,
        pub date: Option<Date>,
        pub source: Option<&'a str>,
    }
}

stemmed!(WeightedTermRow);

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

/// A corpus that has been counted, and the weights that its terms have.
#[derive(Debug)]
pub struct WeightedCorpus<'c> {
    weights: Weights,
    counts: &'c TermCounts,
    size: CorpusSize,
    /// The rarity of a term by the number of its documents.
    rarities: Vec<f64>,
}

impl<'c> WeightedCorpus<'c> {
    /// A corpus of that size with these terms. If they are grouped by stem, the weights are those of stems, and rows have them.
    #[must_use]
    pub fn new(weights: Weights, counts: &'c TermCounts, size: CorpusSize) -> Self {
        let rarities = (0..=size.documents).map(|documents| weights.weighting.rarity(documents, size)).collect();
        Self { weights, counts, size, rarities }
    }

    fn rarity(&self, documents: u64) -> f64 {
        let known = usize::try_from(documents).ok().and_then(|documents| self.rarities.get(documents)).copied();
        known.unwrap_or_else(|| self.weights.weighting.rarity(documents, self.size))
    }
}

/// A term or a stem of a document.
#[derive(Clone, Copy, Debug)]
struct Weighed {
    id: WordId,
    count: u64,
    documents: u64,
    weight: f64,
}

/// Weighs and ranks the terms of one document after the other.
#[derive(Debug)]
struct DocumentRanking<'c> {
    corpus: &'c WeightedCorpus<'c>,
    /// By their order.
    ranked: Vec<(u128, Weighed)>,
    /// The terms of the document with their counts by stem, if they are grouped by stem.
    forms: Vec<(WordId, (&'c str, u64))>,
    /// The place of each stem among those of the document.
    places: WordTable<u32>,
}

impl<'c> DocumentRanking<'c> {
    fn new(corpus: &'c WeightedCorpus<'c>) -> Self {
        Self { corpus, ranked: Vec::new(), forms: Vec::new(), places: WordTable::new(0) }
    }

    /// Passes on the rows of the terms of a document that are selected, until `write` returns false. The ids are those of the counts of
    /// the corpus.
    fn write(
        &mut self,
        columns: DocumentColumns<'_>,
        terms: impl Iterator<Item = (WordId, u64)>,
        mut write: impl FnMut(&dyn Record) -> bool,
    ) {
        let WeightedCorpus { weights, counts, size, .. } = self.corpus;
        let filter = &weights.filter;
        let stems = counts.term_stems();
        match stems {
            None => self.take_terms(terms),
            Some(stems) => self.take_stems(terms, stems),
        }
        let names = stems.map_or(counts.names(), |stems| stems.ids.keys());
        let of_document = DocumentWeights::new(weights.weighting, columns.words, *size);
        for (_, term) in &mut self.ranked {
            term.weight = of_document.of(term.count, self.corpus.rarity(term.documents));
        }
        let norm = weights.weighting.norm(self.ranked.iter().map(|(_, term)| term.weight));
        for (key, term) in &mut self.ranked {
            term.weight /= norm.unwrap_or(1.0);
            *key = u128::from(descending(term.weight)) << 64 | u128::from(names.order_key(term.id));
        }
        // A rank is that in the complete list.
        let top = if filter.pattern.is_some() || filter.min_count > 1 { 0 } else { filter.top };
        rank_by_key(&mut self.ranked, top, |a, b| names.word(a.id).cmp(names.word(b.id)));
        let frequent = (1..).zip(&self.ranked).filter(|(_, (_, term))| term.count >= filter.min_count);
        let mut chosen: Vec<(u64, Weighed)> = frequent.map(|(rank, (_, term))| (rank, *term)).collect();
        let forms_of_stem = |stem| {
            let start = self.forms.partition_point(|(of, _)| *of < stem);
            self.forms.iter().skip(start).take_while(move |(of, _)| *of == stem).map(|(_, form)| *form)
        };
        filter.keep(&mut chosen, |pattern, (_, term)| {
            let mut forms = forms_of_stem(term.id);
            pattern.is_match(names.word(term.id)) || forms.any(|(form, _)| pattern.is_match(form))
        });
        for (rank, term) in chosen {
            let row = |name| WeightedTermRow {
                document: columns.document,
                rank,
                term: name,
                count: term.count,
                documents: term.documents,
                weight: Measure::new(term.weight),
                per_million: PerMillion::new(term.count, columns.words),
                date: columns.date,
                source: columns.source,
            };
            let name = names.word(term.id);
            let is_open = if stems.is_some() {
                let mut forms: Vec<_> = forms_of_stem(term.id).collect();
                sort_forms(&mut forms);
                let most_frequent = forms.first().map_or(name, |(form, _)| *form);
                write(&Stemmed { row: row(most_frequent), stem: name, forms: forms_of(forms) })
            } else {
                write(&row(name))
            };
            if !is_open {
                return;
            }
        }
    }

    fn take_terms(&mut self, terms: impl Iterator<Item = (WordId, u64)>) {
        let counts = self.corpus.counts;
        self.ranked.clear();
        self.ranked.extend(
            terms.map(|(id, count)| (0, Weighed { id, count, documents: counts.totals_of(id).documents, weight: 0.0 })),
        );
    }

    fn take_stems(&mut self, terms: impl Iterator<Item = (WordId, u64)>, stems: &TermStems) {
        let names = self.corpus.counts.names();
        self.ranked.clear();
        self.forms.clear();
        for (id, count) in terms {
            let Some(stem) = stems.ids.known(id) else { continue };
            self.forms.push((stem, (names.word(id), count)));
            let place = self.places.entry(stem);
            match self.ranked.get_mut(*place as usize).filter(|(_, known)| known.id == stem) {
                Some((_, known)) => known.count += count,
                None => {
                    *place = self.ranked.len() as u32;
                    let documents = stems.documents(stem);
                    self.ranked.push((0, Weighed { id: stem, count, documents, weight: 0.0 }));
                }
            }
        }
        self.forms.sort_by_key(|(stem, _)| *stem);
    }
}

/// A number that is the smaller the higher a weight is.
const fn descending(weight: f64) -> u64 {
    let bits = weight.to_bits();
    // Weights are not negative, but for rounding.
    if bits >> 63 == 0 { !(bits | 1 << 63) } else { bits }
}

/// Writes a [`WeightedTermRow`] for every term of a document of a corpus that was counted before, with its stem if terms are grouped by
/// stem.
#[derive(Debug)]
pub struct WeightedTermRows<'c> {
    ranking: DocumentRanking<'c>,
    /// The workspace that the ids of `known` are from.
    workspace: Option<u64>,
    /// The ids in the counts of the corpus by those of the workspace.
    known: WordTable<WordId>,
}

impl<'c> WeightedTermRows<'c> {
    /// A writer.
    #[must_use]
    pub fn new(corpus: &'c WeightedCorpus<'c>) -> Self {
        Self { ranking: DocumentRanking::new(corpus), workspace: None, known: WordTable::new(WordId::NUMBER) }
    }
}

impl Visitor for WeightedTermRows<'_> {
    fn document(&mut self, document: &AnalyzedDocument<'_>, out: &mut Out<'_>) {
        let Self { ranking, workspace, known } = self;
        let analysis = &document.analysis;
        let Some(terms) = analysis.terms() else { return };
        if *workspace != Some(analysis.workspace()) {
            *workspace = Some(analysis.workspace());
            *known = WordTable::new(WordId::NUMBER);
        }
        let corpus = ranking.corpus;
        let names = terms.names(analysis.document.vocabulary);
        let terms = terms.document_id_counts().filter_map(|(id, count)| {
            let own = known.entry(id);
            if *own == WordId::NUMBER {
                // A term that the corpus lacks, of a document that has changed since it was counted, has no weight.
                *own = corpus.counts.names().get(names.word(id))?;
            }
            Some((*own, count))
        });
        ranking.write(DocumentColumns::of(document), terms, |row| {
            corpus.weights.encoder.row(row, out.buffer());
            out.row_done()
        });
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}
    fn merge(&mut self, _: Self) {}
}

/// The memory that the terms and names of documents may take until the whole corpus is known.
#[derive(Debug)]
pub struct HoldLimit {
    most: usize,
    taken: AtomicUsize,
}

impl HoldLimit {
    /// A limit of that many bytes.
    #[must_use]
    pub const fn new(bytes: usize) -> Self {
        Self { most: bytes, taken: AtomicUsize::new(0) }
    }

    /// Whether the documents have taken more. Then they must be read again.
    #[must_use]
    pub fn is_exceeded(&self) -> bool {
        self.taken.load(Ordering::Relaxed) > self.most
    }

    fn take(&self, bytes: usize) {
        self.taken.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// Holds the terms of documents until the whole corpus is known, and writes what [`HeldDocuments`] needs of each.
#[derive(Debug)]
pub struct DocumentsToHold<'l> {
    limit: &'l HoldLimit,
    size: CorpusSize,
    postings: Postings,
}

impl<'l> DocumentsToHold<'l> {
    /// Holds no document yet.
    #[must_use]
    pub fn new(limit: &'l HoldLimit) -> Self {
        Self { limit, size: CorpusSize::default(), postings: Postings::default() }
    }

    /// The size of the corpus.
    #[must_use]
    pub const fn size(&self) -> CorpusSize {
        self.size
    }
}

impl Visitor for DocumentsToHold<'_> {
    fn document(&mut self, document: &AnalyzedDocument<'_>, out: &mut Out<'_>) {
        self.size.add(document.analysis.counted_words());
        if self.limit.is_exceeded() {
            self.postings = Postings::default();
            return;
        }
        let before = self.postings.size();
        let DocumentPlace { workspace, number } = self.postings.add(document);
        let DocumentColumns { document, words, date, source } = DocumentColumns::of(document);
        let columns = document.len() + source.map_or(0, str::len) + size_of::<HeldDocument>();
        self.limit.take(self.postings.size().saturating_sub(before) + columns);
        push_packed(&HeldColumns { workspace, number, document, words, date, source }, out.buffer());
        out.row_done();
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}

    fn merge(&mut self, other: Self) {
        self.size.merge(other.size);
        self.postings.merge(other.postings);
    }
}

/// The documents that are held, in the order of the input.
#[derive(Debug, Default)]
pub struct HeldDocuments(Vec<HeldDocument>);

#[derive(Debug)]
struct HeldDocument {
    place: DocumentPlace,
    name: Box<str>,
    words: u64,
    date: Option<Date>,
    source: Option<Box<str>>,
}

impl HeldDocuments {
    /// Adds the documents in the output of a [`DocumentsToHold`], in the order of the input.
    pub fn add(&mut self, held: &[u8]) {
        for row in unpack(held) {
            let [
                CellValue::Number(workspace),
                CellValue::Number(number),
                CellValue::Text(name),
                CellValue::Number(words),
                date,
                source,
            ] = *row
            else {
                continue;
            };
            self.0.push(HeldDocument {
                place: DocumentPlace { workspace, number },
                name: name.into(),
                words,
                date: if let CellValue::Date(date) = date { Some(date) } else { None },
                source: if let CellValue::Text(source) = source { Some(source.into()) } else { None },
            });
        }
    }

    /// Passes on the encoded rows of each document. `terms` are those of the documents, over which `corpus` must have been counted.
    ///
    /// # Errors
    /// The first error that `write` returns, which ends the rows.
    pub fn write<E>(
        &self,
        corpus: &WeightedCorpus<'_>,
        terms: &DocumentsToHold<'_>,
        mut write: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let postings = &terms.postings;
        let known = (0..postings.vocabulary().len() as u32).map(|id| postings.vocabulary().word(WordId(id)));
        let known: Vec<Option<WordId>> = known.map(|term| corpus.counts.names().get(term)).collect();
        let mut ranking = DocumentRanking::new(corpus);
        let mut encoded = Vec::new();
        for HeldDocument { place, name, words, date, source } in &self.0 {
            let terms = postings
                .of(*place)
                .filter_map(|(term, count)| Some((known.get(term.index()).copied().flatten()?, u64::from(count))));
            let columns = DocumentColumns { document: name, words: *words, date: *date, source: source.as_deref() };
            ranking.write(columns, terms, |row| {
                corpus.weights.encoder.row(row, &mut encoded);
                true
            });
            if encoded.len() >= WRITTEN_AT_ONCE {
                write(&encoded)?;
                encoded.clear();
            }
        }
        write(&encoded)
    }
}

/// The bytes of rows that are passed on at once.
const WRITTEN_AT_ONCE: usize = 1 << 16;
