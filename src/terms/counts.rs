//! Term frequencies over all documents.

use std::fmt;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::terms::ranking::rank_by_key;
use crate::terms::stems::TermStems;
use crate::terms::{Stemming, TermCounter, TermTotals};
use crate::text::vocabulary::{Vocabulary, WordId};

/// Term frequencies over many documents.
#[derive(Clone, Debug, Default)]
pub struct TermCounts {
    pub(super) names: Vocabulary,
    /// The stems of the terms, if they are grouped by them.
    pub(super) stems: Option<TermStems>,
    pub(super) totals: Vec<TermTotals>,
    pub(super) documents: u64,
    pub(super) words: u64,
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
        let mut counts = Self::of_size(documents, 0).with_terms(terms);
        counts.words = counts.totals.iter().map(|totals| totals.count).sum();
        counts
    }

    /// Adds terms, but no words and no documents.
    pub(crate) fn with_terms(mut self, terms: impl IntoIterator<Item = (String, TermTotals)>) -> Self {
        for (term, totals) in terms {
            self.add(&term, totals);
        }
        self
    }

    /// The same counts, grouped by stem as if every term were in a document of its own, so that the documents of groups are not known.
    #[must_use]
    pub fn group_by_stem(mut self, stemming: Stemming, is_ngram: bool) -> Self {
        let mut stems = TermStems::new(stemming, is_ngram);
        for id in (0..self.totals.len() as u32).map(WordId) {
            stems.count(&[id], &self.names);
        }
        self.stems = Some(stems);
        self
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

    /// The terms by their ids.
    pub(crate) const fn names(&self) -> &Vocabulary {
        &self.names
    }

    /// The frequency of a term by its id.
    pub(crate) fn totals_of(&self, term: WordId) -> TermTotals {
        self.totals.get(term.index()).copied().unwrap_or_default()
    }

    /// The stems of the terms, if they are grouped by them.
    pub(crate) const fn term_stems(&self) -> Option<&TermStems> {
        self.stems.as_ref()
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
    pub(super) names: &'a Vocabulary,
    pub(super) counter: &'a TermCounter,
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
