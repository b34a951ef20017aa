//! Term frequencies of single documents and over all documents.

mod names;
mod packed;
mod stems;

pub use stems::{StemCount, Stemming};

use std::cmp::Ordering;
use std::fmt;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::terms::stems::TermStems;
use crate::text::names::impl_names;
use crate::text::normalize::surface_chars;
use crate::text::prefetch::prefetch;
use crate::text::span::Span;
use crate::text::token::{Sentence, Token};
use crate::text::vocabulary::{Vocabulary, WordFlags, WordId};

use self::packed::PackedTerms;

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
                self.key.extend(surface_chars(surface));
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

    /// Returns the terms of the document counted last with their counts: at most `top` (0: all) that occur at least
    /// `min_count` times, by descending count, then by code points. `vocabulary` must be that of the document.
    pub fn document_ranking<'v>(
        &'v self,
        vocabulary: &'v Vocabulary,
        top: usize,
        min_count: u64,
    ) -> Vec<(&'v str, u64)> {
        let names = self.names.as_ref().unwrap_or(vocabulary);
        let count_of = |id: &WordId| self.tallies.get(id.index()).map_or(0, |tally| tally.in_document);
        let least = u64::from(self.least_count(top)).max(min_count);
        let mut ranked = Vec::with_capacity(self.touched.len());
        for (count, id) in self.touched.iter().map(|id| (count_of(id), *id)) {
            if u64::from(count) >= least {
                names.prefetch_order_key(id);
                ranked.push((u128::from(!count) << 64, id));
            }
        }
        // Descending count, then the first bytes of the term, as one number.
        for (key, id) in &mut ranked {
            *key |= u128::from(names.order_key(*id));
        }
        rank_by_key(&mut ranked, top, |a, b| names.word(*a).cmp(names.word(*b)));
        ranked.iter().map(|&(key, id)| (names.word(id), u64::from(!((key >> 64) as u32)))).collect()
    }

    /// Iterates over the terms of the document counted last with their counts, in the order of first occurrence. `vocabulary` must be
    /// that of the document.
    pub fn document_counts<'v>(&'v self, vocabulary: &'v Vocabulary) -> impl Iterator<Item = (&'v str, u64)> {
        let names = self.names.as_ref().unwrap_or(vocabulary);
        let count_of = |id: WordId| self.tallies.get(id.index()).map_or(0, |tally| u64::from(tally.in_document));
        self.touched.iter().map(move |id| (names.word(*id), count_of(*id)))
    }

    /// Iterates over the terms like [`TermCounter::document_counts`], with ids that stay as long as the vocabulary.
    pub(crate) fn document_ids<'v>(
        &'v self,
        vocabulary: &'v Vocabulary,
    ) -> impl Iterator<Item = (WordId, &'v str, u64)> {
        let names = self.names.as_ref().unwrap_or(vocabulary);
        let count_of = |id: WordId| self.tallies.get(id.index()).map_or(0, |tally| u64::from(tally.in_document));
        self.touched.iter().map(move |id| (*id, names.word(*id), count_of(*id)))
    }

    /// A lower bound of the count of the document's `top` most frequent terms; 0 if `top` is 0 or the document has
    /// fewer terms.
    fn least_count(&self, top: usize) -> u32 {
        let counts = self.touched.iter().filter_map(|id| self.tallies.get(id.index()));
        least_count(counts.map(|tally| tally.in_document), top)
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

/// Term frequencies over many documents.
#[derive(Clone, Debug, Default)]
pub struct TermCounts {
    names: Vocabulary,
    /// The stems of the terms, if they are grouped by them.
    stems: Option<TermStems>,
    totals: Vec<TermTotals>,
    documents: u64,
    words: u64,
}

impl TermCounts {
    /// The number of documents counted.
    #[must_use]
    pub fn documents(&self) -> u64 {
        self.documents
    }

    /// The number of words in all documents, stop words included, without boilerplate unless it is counted: the base of
    /// [`TermCounts::per_million`].
    #[must_use]
    pub fn words(&self) -> u64 {
        self.words
    }

    /// The number of distinct terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.totals.iter().filter(|t| t.count > 0).count()
    }

    /// Whether no terms were counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds the counts of other documents. The result does not depend on the order of merging.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        let (mut large, mut small) = if self.totals.len() < other.totals.len() { (other, self) } else { (self, other) };
        for (id, total) in (0..).map(WordId).zip(&small.totals).filter(|(_, total)| total.count > 0) {
            let own = large.add(small.names.word(id), *total);
            if let (Some(stems), Some(small_stems)) = (&mut large.stems, &small.stems) {
                stems.take_term(own, small_stems, id);
            }
        }
        if let (Some(stems), Some(small_stems)) = (&mut large.stems, &mut small.stems) {
            stems.take_documents(small_stems);
        }
        large.documents += small.documents;
        large.words += small.words;
        large
    }

    /// Counts of a given number of documents and words, without their terms.
    pub(crate) fn of_size(documents: u64, words: u64) -> Self {
        Self { documents, words, ..Self::default() }
    }

    /// The counts of a given number of documents with these terms, whose occurrences are all words.
    #[must_use]
    pub fn of_terms(documents: u64, terms: impl IntoIterator<Item = (String, TermTotals)>) -> Self {
        let mut counts = Self::of_size(documents, 0);
        for (term, totals) in terms {
            counts.words += totals.count;
            counts.add(&term, totals);
        }
        counts
    }

    /// Adds a document of that many words, without its terms.
    pub(crate) fn add_document(&mut self, words: u64) {
        self.documents += 1;
        self.words += words;
    }

    /// The frequency of a term; `None` if it does not occur.
    #[must_use]
    pub fn get(&self, term: &str) -> Option<TermTotals> {
        let id = self.names.get(term)?;
        self.totals.get(id.index()).copied().filter(|totals| totals.count > 0)
    }

    /// Adds the occurrences of a term.
    pub(crate) fn add(&mut self, term: &str, totals: TermTotals) -> WordId {
        let id = self.names.intern(term);
        if self.totals.len() <= id.index() {
            self.totals.resize(id.index() + 1, TermTotals::default());
        }
        if let Some(sum) = self.totals.get_mut(id.index()) {
            sum.add(totals);
        }
        id
    }

    /// Iterates over all terms, in unspecified order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, TermTotals)> {
        let all = (0..).map(WordId).zip(&self.totals);
        all.filter(|(_, totals)| totals.count > 0).map(|(id, totals)| (self.names.word(id), *totals))
    }

    /// Returns at most `top` terms (0: all) that occur at least `min_count` times and satisfy `keep`, by descending
    /// count, then by code points.
    #[must_use]
    pub fn ranking(&self, top: usize, min_count: u64, keep: impl Fn(&str) -> bool) -> Vec<(&str, TermTotals)> {
        let terms = (0..).map(WordId).zip(&self.totals).filter(|(_, t)| t.count > 0 && t.count >= min_count);
        let kept = terms.filter(|(id, _)| keep(self.names.word(*id)));
        // Descending count, then the first bytes of the term, as one number.
        let key = |id: WordId, count: u64| u128::from(!count) << 64 | u128::from(self.names.order_key(id));
        let mut ranked: Vec<_> = kept.map(|(id, total)| (key(id, total.count), (id, *total))).collect();
        rank_by_key(&mut ranked, top, |a, b| self.names.word(a.0).cmp(self.names.word(b.0)));
        ranked.into_iter().map(|(_, (id, total))| (self.names.word(id), total)).collect()
    }

    /// Returns `count` per million words; `None` if no words were counted.
    #[must_use]
    pub fn per_million(&self, count: u64) -> Option<f64> {
        (self.words > 0).then(|| count as f64 * 1e6 / self.words as f64)
    }
}

/// The counts of a [`TermCounter`], which serialize to what [`TermCounts`] deserializes: the documents, the words, and each term with
/// its occurrences and documents.
pub(crate) struct TermTable<'a> {
    names: &'a Vocabulary,
    counter: &'a TermCounter,
}

impl Serialize for TermTable<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Terms<'a>(&'a TermTable<'a>);
        impl Serialize for Terms<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let TermTable { names, counter } = self.0;
                let terms = (0..).map(WordId).zip(&counter.tallies).filter(|(_, tally)| tally.count > 0);
                serializer.collect_seq(terms.map(|(id, tally)| (names.word(id), tally.count, tally.documents)))
            }
        }
        (self.counter.documents, self.counter.words, Terms(self)).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for TermCounts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// Adds each term as it is read, because there may be millions.
        struct Terms(TermCounts);
        impl<'de> Deserialize<'de> for Terms {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_seq(Self(TermCounts::default()))
            }
        }
        impl<'de> Visitor<'de> for Terms {
            type Value = Self;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of terms")
            }

            fn visit_seq<A: SeqAccess<'de>>(mut self, mut terms: A) -> Result<Self, A::Error> {
                while let Some((term, count, documents)) = terms.next_element::<(String, u64, u64)>()? {
                    self.0.add(&term, TermTotals { count, documents });
                }
                Ok(self)
            }
        }
        let (documents, words, Terms(counts)) = Deserialize::deserialize(deserializer)?;
        Ok(Self { documents, words, ..counts })
    }
}

fn is_stop_word(token: &Token) -> bool {
    token.word_flags().intersects(WordFlags::STOP_WORD)
}

/// A lower bound of the `top` highest of `counts`; 0 if `top` is 0 or there are fewer counts. Exact for counts below
/// 31.
fn least_count(counts: impl Iterator<Item = u32>, top: usize) -> u32 {
    /// Counts from here on are treated as equal.
    const HIGH: usize = 31;
    if top == 0 {
        return 0;
    }
    let mut with_count = [0_usize; HIGH + 1];
    for count in counts {
        with_count[HIGH.min(count as usize)] += 1;
    }
    let mut reached = 0;
    let least = with_count.iter().rposition(|with_count| {
        reached += with_count;
        reached >= top
    });
    least.unwrap_or(0) as u32
}

/// Keeps the first `top` items (0: all), sorted by their keys, and by `order` where the keys are equal.
fn rank_by_key<T>(items: &mut Vec<(u128, T)>, top: usize, order: impl Fn(&T, &T) -> Ordering) {
    if top > 0 && top < items.len() {
        let (_, &mut (last, _), rest) = items.select_nth_unstable_by_key(top - 1, |item| item.0);
        // If an equal key is beyond the cut, `order` must decide which of them are kept.
        let is_decided = rest.iter().all(|item| item.0 != last);
        if is_decided {
            items.truncate(top);
        }
    }
    items.sort_unstable_by_key(|item| item.0);
    for equal in items.chunk_by_mut(|a, b| a.0 == b.0).filter(|equal| equal.len() > 1) {
        equal.sort_unstable_by(|a, b| order(&a.1, &b.1));
    }
    if top > 0 {
        items.truncate(top);
    }
}

#[cfg(test)]
mod tests;
