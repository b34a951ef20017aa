//! Terms that are grouped by the stems of their words.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::stem::{StemLevel, Stemmer};
use crate::terms::{TermCounts, TermTotals};
use crate::text::vocabulary::{Vocabulary, WordId};

/// The grouping of terms by stem.
#[derive(Clone, Debug)]
pub struct Stemming {
    /// The form to which the words of a term are reduced.
    pub level: StemLevel,
    /// The stemmer that reduces them.
    pub stemmer: Arc<Stemmer>,
}

impl Stemming {
    /// The key of a term: the stems of its words, with a blank between them. A name that is one term stays as it is.
    fn key_of(&self, term: &str, is_ngram: bool) -> String {
        let mut key = String::with_capacity(term.len());
        let level = if is_ngram || !term.contains(' ') { self.level } else { StemLevel::None };
        for (n, word) in term.split(' ').enumerate() {
            if n > 0 {
                key.push(' ');
            }
            key.push_str(&self.stemmer.key(word, level));
        }
        key
    }
}

/// The stem of a term that has none yet.
const NONE: u32 = u32::MAX;

/// The documents of a group of terms with the same stem.
#[derive(Clone, Copy, Debug, Default)]
struct Group {
    documents: u32,
    /// The document counted last that has one of the terms, from 1.
    last: u32,
}

/// The stems of a counter's terms. Each is found once, when the first document has the term.
#[derive(Clone, Debug)]
pub(crate) struct TermStems {
    stemming: Stemming,
    is_ngram: bool,
    keys: Vocabulary,
    /// The number of the stem of each term.
    of: Vec<u32>,
    groups: Vec<Group>,
    /// The number of the document counted last.
    document: u32,
}

impl TermStems {
    pub(crate) fn new(stemming: Stemming, is_ngram: bool) -> Self {
        Self { stemming, is_ngram, keys: Vocabulary::new(), of: Vec::new(), groups: Vec::new(), document: 0 }
    }

    /// Counts a document with these distinct terms.
    pub(crate) fn count(&mut self, terms: &[WordId], names: &Vocabulary) {
        self.document += 1;
        for &term in terms {
            let stem = match self.of.get(term.index()) {
                Some(&stem) if stem != NONE => stem,
                _ => {
                    let key = self.stemming.key_of(names.word(term), self.is_ngram);
                    self.assign(term, &key)
                }
            };
            if let Some(group) = self.groups.get_mut(stem as usize)
                && group.last != self.document
            {
                group.last = self.document;
                group.documents += 1;
            }
        }
    }

    /// Takes the document counted last, which has these terms, out of the groups.
    pub(crate) fn discard(&mut self, terms: &[WordId]) {
        for &term in terms {
            if let Some(group) = self.group_mut(term)
                && group.last != 0
            {
                group.last = 0;
                group.documents -= 1;
            }
        }
    }

    fn group_mut(&mut self, term: WordId) -> Option<&mut Group> {
        self.groups.get_mut(*self.of.get(term.index())? as usize)
    }

    fn assign(&mut self, term: WordId, key: &str) -> u32 {
        let stem = self.group(key);
        if self.of.len() <= term.index() {
            self.of.resize(term.index() + 1, NONE);
        }
        if let Some(place) = self.of.get_mut(term.index()) {
            *place = stem;
        }
        stem
    }

    /// The number of a stem.
    fn group(&mut self, key: &str) -> u32 {
        let stem = self.keys.intern(key);
        if self.groups.len() <= stem.index() {
            self.groups.resize(stem.index() + 1, Group::default());
        }
        stem.0
    }

    fn key(&self, term: WordId) -> Option<&str> {
        Some(self.keys.word(WordId(*self.of.get(term.index())?)))
    }

    /// Gives a term the stem that it has in another counter.
    pub(crate) fn take_term(&mut self, term: WordId, other: &Self, other_term: WordId) {
        if let Some(key) = other.key(other_term) {
            self.assign(term, key);
        }
    }

    /// Moves the documents of another counter's groups here.
    pub(crate) fn take_documents(&mut self, other: &mut Self) {
        for (stem, group) in (0..).map(WordId).zip(&mut other.groups).filter(|(_, group)| group.documents > 0) {
            let own = self.group(other.keys.word(stem));
            if let Some(own) = self.groups.get_mut(own as usize) {
                own.documents += std::mem::take(&mut group.documents);
            }
        }
    }
}

/// Terms with the same stem, over all documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StemCount<'a> {
    /// The stem.
    pub stem: &'a str,
    /// Its occurrences, and the documents that contain any of its terms.
    pub totals: TermTotals,
    /// The terms with their occurrences, by descending count, then by code points.
    pub forms: Vec<(&'a str, u64)>,
}

impl TermCounts {
    /// Returns the terms grouped by stem, by descending count, then by the code points of the stem: those groups that occur at least
    /// `min_count` times. Empty if terms were counted without stems.
    #[must_use]
    pub fn stems(&self, min_count: u64) -> Vec<StemCount<'_>> {
        let Some(stems) = &self.stems else { return Vec::new() };
        let mut forms: Vec<Vec<(&str, u64)>> = vec![Vec::new(); stems.groups.len()];
        for (term, totals) in (0..).map(WordId).zip(&self.totals).filter(|(_, totals)| totals.count > 0) {
            let stem = stems.of.get(term.index()).copied().unwrap_or(NONE);
            if let Some(forms) = forms.get_mut(stem as usize) {
                forms.push((self.names.word(term), totals.count));
            }
        }
        let groups = (0..).map(WordId).zip(forms).zip(&stems.groups);
        let mut counts: Vec<_> = groups
            .map(|((stem, forms), group)| {
                let count = forms.iter().map(|(_, count)| count).sum();
                let totals = TermTotals { count, documents: group.documents.into() };
                StemCount { stem: stems.keys.word(stem), totals, forms }
            })
            .filter(|group| group.totals.count >= min_count.max(1))
            .collect();
        for group in &mut counts {
            group.forms.sort_unstable_by_key(|(form, count)| (Reverse(*count), *form));
        }
        counts.sort_unstable_by_key(|group| (Reverse(group.totals.count), group.stem));
        counts
    }
}
