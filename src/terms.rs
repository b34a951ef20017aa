//! Term frequencies of single documents and over all documents.

mod counts;
mod names;
mod packed;
mod ranking;
mod stems;

pub use counts::TermCounts;
pub use stems::{StemCount, Stemming};

use crate::text::names::impl_names;
use crate::text::normalize::push_surface;
use crate::text::prefetch::prefetch;
use crate::text::span::Span;
use crate::text::token::{Sentence, Token};
use crate::text::vocabulary::{Vocabulary, WordFlags, WordId};

pub(crate) use self::counts::TermTable;
use self::packed::PackedTerms;
pub(crate) use self::ranking::rank_by_key;
pub(crate) use self::stems::{StemIds, TermStems, ranked_stems, sort_forms};

/// Whether terms that differ only in case are distinct.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Case {
    /// `Kota` and `kota` are the same term, `kota`.
    #[default]
    Fold,
    /// `Kota` and `kota` are distinct terms.
    Keep,
}

impl Case {
    /// Every rule, in the order of the variants.
    pub const ALL: [Self; 2] = [Self::Fold, Self::Keep];

    /// The name in options: `fold`, `keep`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fold => "fold",
            Self::Keep => "keep",
        }
    }
}

impl_names!(Case, "case rule");

/// The treatment of the names of people and countries that were found in a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Names {
    /// Their words are terms like others.
    #[default]
    Keep,
    /// Their words are not terms.
    Drop,
    /// A name is one term, `joko widodo`, whatever stop words are in it.
    Join,
}

impl Names {
    /// Every treatment, in the order of the variants.
    pub const ALL: [Self; 3] = [Self::Keep, Self::Drop, Self::Join];

    /// The name in options: `keep`, `drop`, `join`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Drop => "drop",
            Self::Join => "join",
        }
    }
}

impl_names!(Names, "treatment of names");

/// Options for counting terms. Any combination is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TermOptions {
    /// The number of words in a term, at least 1 (0 is treated as 1). Terms of several words do not cross sentence
    /// boundaries, punctuation, numbers or boilerplate, and neither begin nor end with a stop word.
    pub ngrams: u8,
    /// Whether case distinguishes terms.
    pub case: Case,
    /// Whether to count boilerplate: datelines, links and credits.
    pub keep_boilerplate: bool,
    /// The treatment of names. Only the kinds that are searched for are found
    /// ([`Settings::kinds`](crate::Settings::kinds)).
    pub names: Names,
}

impl Default for TermOptions {
    fn default() -> Self {
        Self { ngrams: 1, case: Case::Fold, keep_boilerplate: false, names: Names::Keep }
    }
}

/// The frequency of a term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TermTotals {
    /// The number of occurrences.
    pub count: u64,
    /// The number of documents that contain it.
    pub documents: u64,
}

impl TermTotals {
    fn add(&mut self, other: Self) {
        self.count += other.count;
        self.documents += other.documents;
    }
}

/// The counters of one term, adjacent in memory, because the main cost of counting a rare word is a cache miss.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    /// Occurrences in all documents so far, including the current one.
    count: u64,
    /// Documents so far that contain it.
    documents: u32,
    /// Occurrences in the current document.
    in_document: u32,
}

impl Tally {
    fn totals(&self) -> TermTotals {
        TermTotals { count: self.count, documents: u64::from(self.documents) }
    }
}

/// Counts terms document by document and accumulates the totals.
#[derive(Debug)]
pub struct TermCounter {
    options: TermOptions,
    /// The terms, if they are not words of the document's vocabulary: for n-grams, if case is kept, and if names
    /// are treated differently.
    names: Option<Vocabulary>,
    /// The ids in `names` by the words of a term, if these make a key; `names` has no index then.
    packed: Option<PackedTerms>,
    /// The stems of the terms, if they are grouped by them.
    stems: Option<TermStems>,
    /// The counters of each term.
    tallies: Vec<Tally>,
    /// The terms of the current document, in order of first occurrence.
    touched: Vec<WordId>,
    documents: u64,
    words: u64,
    document_terms: u64,
    document_stop_words: u64,
    document_words: u64,
    key: String,
}

impl TermCounter {
    /// A counter of terms, which it also groups by stem if `stemming` is given.
    pub(crate) fn new(options: TermOptions, stemming: Option<Stemming>) -> Self {
        let named = options.ngrams > 1 || options.case == Case::Keep || options.names != Names::Keep;
        Self {
            options,
            names: named.then(Vocabulary::new),
            packed: (stemming.is_none() && PackedTerms::fit(options)).then(PackedTerms::default),
            stems: stemming.map(|stemming| TermStems::new(stemming, options.ngrams > 1)),
            tallies: Vec::new(),
            touched: Vec::new(),
            documents: 0,
            words: 0,
            document_terms: 0,
            document_stop_words: 0,
            document_words: 0,
            key: String::new(),
        }
    }

    /// Whether [`TermCounter::count`] needs the names in the document.
    pub(crate) fn needs_names(&self) -> bool {
        self.options.names != Names::Keep
    }

    /// Counts the next document. `names` are the spans of its names, ascending, if they are needed.
    pub(crate) fn count(
        &mut self,
        text: &str,
        tokens: &[Token],
        sentences: &[Sentence],
        vocabulary: &Vocabulary,
        names: &[Span],
    ) {
        for id in self.touched.drain(..) {
            if let Some(tally) = self.tallies.get_mut(id.index()) {
                tally.in_document = 0;
            }
        }
        self.document_terms = 0;
        self.document_stop_words = 0;
        self.document_words = 0;
        if self.names.is_some() {
            let mut names = names;
            for sentence in sentences {
                let tokens = tokens.get(sentence.range()).unwrap_or_default();
                if self.needs_names() {
                    self.count_around_names(text, tokens, vocabulary, &mut names);
                } else if self.packed.is_some() {
                    self.count_packed(tokens, vocabulary);
                } else {
                    self.count_sentence(text, tokens, vocabulary);
                }
            }
        } else {
            self.tallies.resize(vocabulary.len().max(self.tallies.len()), Tally::default());
            self.count_words(tokens);
        }
        self.words += self.document_words;
        self.documents += 1;
        for id in &self.touched {
            if let Some(tally) = self.tallies.get_mut(id.index()) {
                tally.count += u64::from(tally.in_document);
                tally.documents += 1;
            }
        }
        if let Some(stems) = &mut self.stems {
            stems.count(&self.touched, self.names.as_ref().unwrap_or(vocabulary));
        }
    }

    /// Takes the counts of the document counted last out of the totals. It must not be called twice in a row.
    pub(crate) fn discard_document(&mut self) {
        self.words -= self.document_words;
        self.documents -= 1;
        for id in &self.touched {
            if let Some(tally) = self.tallies.get_mut(id.index()) {
                tally.count -= u64::from(tally.in_document);
                tally.documents -= 1;
            }
        }
        if let Some(stems) = &mut self.stems {
            stems.discard(&self.touched);
        }
    }

    /// Counts the words of the next document by their ids. Branch-free: whether a word is a term, a stop word, or new
    /// to the document is unpredictable.
    fn count_words(&mut self, tokens: &[Token]) {
        let Self { tallies, touched, options, .. } = self;
        touched.resize(tokens.len(), WordId::NUMBER);
        let (tallies, places) = (tallies.as_mut_slice(), touched.as_mut_slice());
        let keep_boilerplate = u32::from(options.keep_boilerplate);
        // The first pass collects the terms and prefetches their tallies; the second keeps those that are new to the
        // document.
        let (mut counted, mut terms) = (0, 0);
        for token in tokens {
            let is_word = u32::from(token.is_word());
            let counts = is_word & (keep_boilerplate | u32::from(!token.is_boilerplate()));
            counted += counts;
            prefetch(tallies, token.word().index());
            if let Some(place) = places.get_mut(terms as usize) {
                *place = token.word();
            }
            terms += counts & u32::from(!is_stop_word(token));
        }
        let mut new = 0;
        for at in 0..terms as usize {
            let Some(&term) = places.get(at) else { break };
            let Some(tally) = tallies.get_mut(term.index()) else { continue };
            if let Some(place) = places.get_mut(new) {
                *place = term;
            }
            new += usize::from(tally.in_document == 0);
            tally.in_document += 1;
        }
        touched.truncate(new);
        self.document_words = counted.into();
        self.document_stop_words = (counted - terms).into();
        self.document_terms = terms.into();
    }

    fn add(&mut self, id: WordId) {
        self.document_terms += 1;
        if self.tallies.len() <= id.index() {
            self.tallies.resize(id.index() + 1, Tally::default());
        }
        if let Some(tally) = self.tallies.get_mut(id.index()) {
            if tally.in_document == 0 {
                self.touched.push(id);
            }
            tally.in_document += 1;
        }
    }

    /// Counts terms that have to be interned: runs of `ngrams` words within a sentence, or words with their case.
    fn count_sentence(&mut self, text: &str, tokens: &[Token], vocabulary: &Vocabulary) {
        let length = usize::from(self.options.ngrams.max(1));
        let keep_boilerplate = self.options.keep_boilerplate;
        let is_word = |t: &Token| t.is_word() && (keep_boilerplate || !t.is_boilerplate());
        self.document_words += tokens.iter().filter(|t| is_word(t)).count() as u64;
        self.document_stop_words += tokens.iter().filter(|t| is_word(t) && is_stop_word(t)).count() as u64;
        for run in tokens.chunk_by(|a, b| is_word(a) && is_word(b)).filter(|run| is_word(&run[0])) {
            for window in run.windows(length) {
                if is_stop_word(&window[0]) || is_stop_word(&window[length - 1]) {
                    continue;
                }
                self.key.clear();
                for (n, token) in window.iter().enumerate() {
                    if n > 0 {
                        self.key.push(' ');
                    }
                    self.push_word(token, text, vocabulary);
                }
                if let Some(names) = &mut self.names {
                    let id = names.intern(&self.key);
                    self.add(id);
                }
            }
        }
    }

    /// Appends a word to the key of the term.
    fn push_word(&mut self, token: &Token, text: &str, vocabulary: &Vocabulary) {
        match self.options.case {
            Case::Fold => self.key.push_str(vocabulary.word(token.word())),
            Case::Keep => {
                let surface = token.span().of(text);
                let period = usize::from(token.is_abbreviated());
                let surface = surface.get(..surface.len() - period).unwrap_or(surface);
                push_surface(surface, &mut self.key);
            }
        }
    }

    /// The number of terms in the document counted last.
    #[must_use]
    pub fn document_terms(&self) -> u64 {
        self.document_terms
    }

    /// The number of words in the document counted last, stop words included, without boilerplate unless it is counted.
    #[must_use]
    pub fn document_words(&self) -> u64 {
        self.document_words
    }

    /// The number of stop words skipped in the document counted last.
    #[must_use]
    pub fn document_stop_words(&self) -> u64 {
        self.document_stop_words
    }

    /// Adds the counts of other documents. `vocabulary` is that of the documents counted here.
    pub(crate) fn add_counts(&mut self, counts: &TermCounts, vocabulary: &mut Vocabulary) {
        self.documents += counts.documents;
        self.words += counts.words;
        counts.iter().for_each(|(term, totals)| {
            self.add_totals(term, totals, vocabulary);
        });
    }

    /// Moves the counts of another counter here; its buffers stay. The vocabularies are those of the documents of each.
    pub(crate) fn absorb(&mut self, other: &mut Self, vocabulary: &mut Vocabulary, other_vocabulary: &Vocabulary) {
        self.documents += std::mem::take(&mut other.documents);
        self.words += std::mem::take(&mut other.words);
        let names = other.names.as_ref().unwrap_or(other_vocabulary);
        for (id, tally) in (0..).map(WordId).zip(&mut other.tallies).filter(|(_, tally)| tally.count > 0) {
            let own = self.add_totals(names.word(id), tally.totals(), vocabulary);
            (tally.count, tally.documents) = (0, 0);
            if let (Some(stems), Some(other_stems)) = (&mut self.stems, &other.stems) {
                stems.take_term(own, other_stems, id);
            }
        }
        if let (Some(stems), Some(other_stems)) = (&mut self.stems, &mut other.stems) {
            stems.take_documents(other_stems);
        }
    }

    fn add_totals(&mut self, term: &str, totals: TermTotals, vocabulary: &mut Vocabulary) -> WordId {
        let id = match self.packed {
            Some(_) => self.packed_id(term, vocabulary),
            None => self.names.as_mut().unwrap_or(vocabulary).intern(term),
        };
        if self.tallies.len() <= id.index() {
            self.tallies.resize(id.index() + 1, Tally::default());
        }
        if let Some(tally) = self.tallies.get_mut(id.index()) {
            tally.count += totals.count;
            tally.documents += totals.documents as u32;
        }
        id
    }

    /// The counts over all documents, in place. `vocabulary` is that of the documents.
    pub(crate) fn table<'a>(&'a self, vocabulary: &'a Vocabulary) -> TermTable<'a> {
        TermTable { names: self.names.as_ref().unwrap_or(vocabulary), counter: self }
    }

    /// Returns the totals over all documents.
    pub(crate) fn into_counts(self, vocabulary: Vocabulary) -> TermCounts {
        let mut names = self.names.unwrap_or(vocabulary);
        if self.packed.is_some() {
            names.index();
        }
        TermCounts {
            names,
            stems: self.stems,
            totals: self.tallies.iter().map(Tally::totals).collect(),
            documents: self.documents,
            words: self.words,
        }
    }
}

fn is_stop_word(token: &Token) -> bool {
    token.word_flags().intersects(WordFlags::STOP_WORD)
}

#[cfg(test)]
mod tests;
