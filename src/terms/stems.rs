//! Terms that are grouped by the stems of their words.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::stem::{StemLevel, Stemmer};
use crate::stopwords::StopWords;
use crate::terms::{TermCounter, TermCounts, TermTotals, rank_by_key};
use crate::text::vocabulary::{Vocabulary, WordId};

/// The grouping of terms by stem.
#[derive(Clone, Debug)]
pub struct Stemming {
    /// The form to which the words of a term are reduced.
    pub level: StemLevel,
    /// The stemmer that reduces them.
    pub stemmer: Arc<Stemmer>,
    /// Words that are in no group although they are counted, nor are terms that begin or end with them. Words that are not counted as
    /// terms need not be among them.
    pub hidden: StopWords,
}

impl Stemming {
    /// A grouping that hides no words.
    #[must_use]
    pub fn new(level: StemLevel, stemmer: Arc<Stemmer>) -> Self {
        Self { level, stemmer, hidden: StopWords::none() }
    }

    /// Whether a term is in no group.
    pub(crate) fn hides(&self, term: &str) -> bool {
        if self.hidden.is_empty() {
            return false;
        }
        let ends = [term.split(' ').next(), term.rsplit(' ').next()];
        ends.into_iter().flatten().any(|word| self.hidden.contains(word))
    }

    /// The key of a term: the stems of its words, with a blank between them. A name that is one term stays as it is.
    pub(crate) fn key_of(&self, term: &str, is_ngram: bool) -> String {
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

/// The stem of a term that has none yet, and that of a term that is in no group.
const UNKNOWN: u32 = u32::MAX;
const HIDDEN: u32 = u32::MAX - 1;

/// The stems of terms by their ids. Each is found once.
#[derive(Clone, Debug)]
pub(crate) struct StemIds {
    stemming: Stemming,
    is_ngram: bool,
    keys: Vocabulary,
    /// The number of the stem of each term.
    of: Vec<u32>,
}

impl StemIds {
    pub(crate) fn new(stemming: Stemming, is_ngram: bool) -> Self {
        Self { stemming, is_ngram, keys: Vocabulary::new(), of: Vec::new() }
    }

    /// The stem of a term; `None` if it is in no group.
    pub(crate) fn id(&mut self, term: WordId, names: &Vocabulary) -> Option<WordId> {
        let stem = match self.of.get(term.index()) {
            Some(&stem) if stem != UNKNOWN => stem,
            _ => self.find(term, names.word(term)),
        };
        (stem != HIDDEN).then_some(WordId(stem))
    }

    #[cold]
    fn find(&mut self, term: WordId, name: &str) -> u32 {
        if self.stemming.hides(name) {
            self.assign(term, HIDDEN)
        } else {
            let stem = if name.contains(' ') {
                self.keys.intern(&self.stemming.key_of(name, self.is_ngram))
            } else {
                self.keys.intern(&self.stemming.stemmer.key(name, self.stemming.level))
            };
            self.assign(term, stem.0)
        }
    }

    fn assign(&mut self, term: WordId, stem: u32) -> u32 {
        if self.of.len() <= term.index() {
            self.of.resize(term.index() + 1, UNKNOWN);
        }
        if let Some(place) = self.of.get_mut(term.index()) {
            *place = stem;
        }
        stem
    }

    /// The stem of a term that was found before; `None` if it was not, or if it is in no group.
    pub(crate) fn known(&self, term: WordId) -> Option<WordId> {
        self.of.get(term.index()).copied().filter(|&stem| stem < HIDDEN).map(WordId)
    }

    /// The number of a stem, of whatever term.
    pub(crate) fn of_key(&mut self, key: &str) -> WordId {
        self.keys.intern(key)
    }

    /// The number of a stem; `None` if it has none.
    pub(crate) fn of_known_key(&self, key: &str) -> Option<WordId> {
        self.keys.get(key)
    }

    /// One more than the highest number of a stem.
    pub(crate) fn len(&self) -> usize {
        self.keys.len()
    }

    /// The stems by their numbers.
    pub(crate) const fn keys(&self) -> &Vocabulary {
        &self.keys
    }

    /// The stem of that number.
    pub(crate) fn key(&self, stem: WordId) -> &str {
        self.keys.word(stem)
    }

    /// The stem of a term that may have another id; `None` if it is in no group, or if no term with this stem has an id.
    pub(crate) fn of_name(&self, name: &str) -> Option<WordId> {
        (!self.stemming.hides(name)).then(|| self.keys.get(&self.stemming.key_of(name, self.is_ngram)))?
    }

    /// Forgets the ids of the terms, but not the numbers of the stems.
    pub(crate) fn forget_terms(&mut self) {
        self.of.clear();
    }
}

/// The documents of a group of terms with the same stem.
#[derive(Clone, Copy, Debug, Default)]
struct Group {
    documents: u32,
    /// The document counted last that has one of the terms, from 1.
    last: u32,
}

/// The stems of a counter's terms, and the documents of each stem.
#[derive(Clone, Debug)]
pub(crate) struct TermStems {
    pub(crate) ids: StemIds,
    groups: Vec<Group>,
    /// The number of the document counted last.
    document: u32,
}

impl TermStems {
    pub(crate) fn new(stemming: Stemming, is_ngram: bool) -> Self {
        Self { ids: StemIds::new(stemming, is_ngram), groups: Vec::new(), document: 0 }
    }

    /// Counts a document with these distinct terms.
    pub(crate) fn count(&mut self, terms: &[WordId], names: &Vocabulary) {
        self.document += 1;
        for &term in terms {
            let Some(stem) = self.ids.id(term, names) else { continue };
            let document = self.document;
            let group = self.group_mut(stem);
            if group.last != document {
                group.last = document;
                group.documents += 1;
            }
        }
    }

    /// Takes the document counted last, which has these terms, out of the groups.
    pub(crate) fn discard(&mut self, terms: &[WordId]) {
        for &term in terms {
            let Some(stem) = self.ids.known(term) else { continue };
            let group = self.group_mut(stem);
            if group.last != 0 {
                group.last = 0;
                group.documents -= 1;
            }
        }
    }

    fn group_mut(&mut self, stem: WordId) -> &mut Group {
        if self.groups.len() <= stem.index() {
            self.groups.resize(stem.index() + 1, Group::default());
        }
        &mut self.groups[stem.index()]
    }

    /// The documents of a stem.
    pub(crate) fn documents(&self, stem: WordId) -> u64 {
        self.groups.get(stem.index()).map_or(0, |group| group.documents.into())
    }

    /// Gives a term the stem that it has in another counter.
    pub(crate) fn take_term(&mut self, term: WordId, other: &Self, other_term: WordId) {
        if let Some(stem) = other.ids.known(other_term) {
            let own = self.ids.of_key(other.ids.key(stem));
            self.ids.assign(term, own.0);
        }
    }

    /// Moves the documents of another counter's groups here.
    pub(crate) fn take_documents(&mut self, other: &mut Self) {
        for (stem, group) in (0..).map(WordId).zip(&mut other.groups).filter(|(_, group)| group.documents > 0) {
            let own = self.ids.of_key(other.ids.key(stem));
            self.group_mut(own).documents += std::mem::take(&mut group.documents);
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

impl<'a> StemCount<'a> {
    /// The most frequent of the terms, by which the group is named.
    #[must_use]
    pub fn most_frequent_form(&self) -> &'a str {
        self.forms.first().map(|(form, _)| *form).unwrap_or_default()
    }
}

/// Sorts the forms of a group by descending count, then by code points.
pub(crate) fn sort_forms(forms: &mut [(&str, u64)]) {
    forms.sort_unstable_by_key(|(form, count)| (Reverse(*count), *form));
}

impl TermCounts {
    /// No terms yet, which are to be grouped by stem.
    pub(crate) fn with_stems(stemming: Option<Stemming>, is_ngram: bool) -> Self {
        Self { stems: stemming.map(|stemming| TermStems::new(stemming, is_ngram)), ..Self::default() }
    }

    /// Adds a document of that many words with its distinct terms and their occurrences, which it also groups by stem.
    pub(crate) fn count_document<'t>(&mut self, words: u64, terms: impl IntoIterator<Item = (&'t str, u64)>) {
        self.add_document(words);
        let ids: Vec<WordId> =
            terms.into_iter().map(|(term, count)| self.add(term, TermTotals { count, documents: 1 })).collect();
        if let Some(stems) = &mut self.stems {
            stems.count(&ids, &self.names);
        }
    }

    /// Returns the terms grouped by stem, by descending count, then by the code points of the stem: those groups that occur at least
    /// `min_count` times. Empty if terms were counted without stems.
    #[must_use]
    pub fn stems(&self, min_count: u64) -> Vec<StemCount<'_>> {
        let Some(stems) = &self.stems else { return Vec::new() };
        let mut forms: Vec<Vec<(&str, u64)>> = vec![Vec::new(); stems.groups.len()];
        for (term, totals) in (0..).map(WordId).zip(&self.totals).filter(|(_, totals)| totals.count > 0) {
            let stem = stems.ids.known(term);
            if let Some(forms) = stem.and_then(|stem| forms.get_mut(stem.index())) {
                forms.push((self.names.word(term), totals.count));
            }
        }
        let groups = (0..).map(WordId).zip(forms);
        ranked_stems(groups.map(|(stem, forms)| (stems.ids.key(stem), stems.documents(stem), forms)), min_count)
    }
}

impl TermCounter {
    /// Returns the terms of the document counted last grouped by stem, as [`TermCounts::stems`] does; each group has one document.
    /// `vocabulary` must be that of the document.
    pub(crate) fn document_stems<'v>(&'v self, vocabulary: &'v Vocabulary, min_count: u64) -> Vec<StemCount<'v>> {
        let Some(stems) = &self.stems else { return Vec::new() };
        let mut groups: hashbrown::HashMap<WordId, Vec<(&str, u64)>, foldhash::fast::RandomState> = Default::default();
        for (id, term, count) in self.document_ids(vocabulary) {
            if let Some(stem) = stems.ids.known(id) {
                groups.entry(stem).or_default().push((term, count));
            }
        }
        ranked_stems(groups.into_iter().map(|(stem, forms)| (stems.ids.key(stem), 1, forms)), min_count)
    }
}

/// The ranking of groups: their stems, documents and forms.
pub(crate) fn ranked_stems<'a>(
    groups: impl Iterator<Item = (&'a str, u64, Vec<(&'a str, u64)>)>,
    min_count: u64,
) -> Vec<StemCount<'a>> {
    let mut counts: Vec<_> = groups
        .map(|(stem, documents, forms)| {
            let count = forms.iter().map(|(_, count)| count).sum();
            StemCount { stem, totals: TermTotals { count, documents }, forms }
        })
        .filter(|group| group.totals.count >= min_count.max(1))
        .collect();
    counts.iter_mut().for_each(|group| sort_forms(&mut group.forms));
    // Descending count, then the first bytes of the stem, as one number.
    let key = |group: &StemCount<'_>| u128::from(!group.totals.count) << 64 | u128::from(first_bytes(group.stem));
    let mut order: Vec<_> = counts.iter().enumerate().map(|(at, group)| (key(group), at)).collect();
    rank_by_key(&mut order, 0, |a, b| {
        counts.get(*a).map(|group| group.stem).cmp(&counts.get(*b).map(|group| group.stem))
    });
    let mut counts: Vec<_> = counts.into_iter().map(Some).collect();
    order.into_iter().filter_map(|(_, at)| counts.get_mut(at)?.take()).collect()
}

/// The first eight bytes of a text as a number that is in the order of the texts.
fn first_bytes(text: &str) -> u64 {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(text.bytes()).for_each(|(place, byte)| *place = byte);
    u64::from_be_bytes(bytes)
}
