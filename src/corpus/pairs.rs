//! The pairs of words that occur near to each other.

use std::cmp::Reverse;

use crate::corpus::{ByWord, Map, OwnWords, Sum, Within, WordChoice, Words, pair_key, pair_of};
use crate::error::Error;
use crate::run::{AnalyzedDocument, Out, Visitor};
use crate::terms::{StemIds, Stemming};
use crate::text::vocabulary::{Vocabulary, WordId};

/// The occurrences of an ordered pair of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PairSums {
    /// Occurrences.
    pub count: u64,
    /// Documents with one.
    pub documents: u32,
    /// The number of the last document with one.
    last_document: u32,
}

/// The occurrences of a word, alone and in pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordSums {
    /// Occurrences of the word.
    pub frequency: u64,
    /// Pairs that begin with it.
    pub as_first: u64,
    /// Pairs that end with it.
    pub as_second: u64,
}

impl Sum for WordSums {
    fn add(&mut self, other: Self) {
        self.frequency += other.frequency;
        self.as_first += other.as_first;
        self.as_second += other.as_second;
    }
}

/// A pair with its sums and those of its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair<'a> {
    /// The first word.
    pub first: &'a str,
    /// The second.
    pub second: &'a str,
    /// Occurrences of the pair.
    pub sums: PairSums,
    /// Those of the first word.
    pub first_sums: WordSums,
    /// Those of the second.
    pub second_sums: WordSums,
}

/// The pairs of words with the same two stems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StemPair<'a> {
    /// The stems, with a blank between them.
    pub stem: String,
    /// The first word of the most frequent of the pairs.
    pub first: &'a str,
    /// The second.
    pub second: &'a str,
    /// Occurrences of all pairs, and the documents with any of them.
    pub sums: PairSums,
    /// Those of all words with the stem of the first.
    pub first_sums: WordSums,
    /// Those of all words with the stem of the second.
    pub second_sums: WordSums,
    /// The pairs, each with a blank between its words, and their occurrences: by descending count, then by code points.
    pub forms: Vec<(String, u64)>,
}

/// Counts ordered pairs of words: the second is at most `right` words after the first, in the same unit. Memory grows with the
/// distinct pairs, some 40 bytes each.
#[derive(Debug)]
pub struct Pairs {
    right: usize,
    within: Within,
    most: usize,
    words: Words,
    /// The sums by [`pair_key`], under the ids of the worker's vocabulary or, once settled, under own ids.
    current: Map<u64, PairSums>,
    settled: Map<u64, PairSums>,
    own: OwnWords,
    by_word: ByWord<WordSums>,
    /// The stems of the words, if pairs are grouped by stem.
    stems: Option<StemIds>,
    /// The documents of each pair of stems; its `count` is not used.
    of_stems: Map<u64, PairSums>,
    documents: u32,
    total: u64,
    has_too_many: bool,
}

impl Pairs {
    /// A counter of at most `most` distinct pairs.
    #[must_use]
    pub fn new(right: usize, within: Within, choice: WordChoice, most: usize) -> Self {
        Self {
            right,
            within,
            most,
            words: Words::new(choice),
            current: Map::default(),
            settled: Map::default(),
            own: OwnWords::default(),
            by_word: ByWord::default(),
            stems: None,
            of_stems: Map::default(),
            documents: 0,
            total: 0,
            has_too_many: false,
        }
    }

    /// The same counter, which also groups pairs by the stems of their words, for [`Pairs::stems`].
    #[must_use]
    pub fn with_stems(self, stemming: Stemming) -> Self {
        Self { stems: Some(StemIds::new(stemming, false)), ..self }
    }

    /// Whether there are more distinct pairs than may be counted. Then nothing was counted.
    #[must_use]
    pub const fn has_too_many(&self) -> bool {
        self.has_too_many
    }

    /// The number of pairs.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.total
    }

    /// The pairs that occur at least `least` times, in unspecified order.
    pub fn iter(&self, least: u64) -> impl Iterator<Item = Pair<'_>> {
        self.settled.iter().filter(move |(_, sums)| sums.count >= least).map(|(key, sums)| {
            let (first, second) = pair_of(*key);
            let (first, second) = (self.own.word(first), self.own.word(second));
            let (first_sums, second_sums) = (self.by_word.get(first), self.by_word.get(second));
            Pair { first, second, sums: *sums, first_sums, second_sums }
        })
    }

    /// The pairs grouped by the stems of their words: those groups that occur at least `least` times, in unspecified order. Empty if
    /// they were counted without stems.
    #[must_use]
    pub fn stems(&self, least: u64) -> Vec<StemPair<'_>> {
        let Some(stems) = &self.stems else { return Vec::new() };
        // The stems of own words, and the sums of each stem.
        let mut of_own = vec![None; self.own.vocabulary().map_or(0, Vocabulary::len)];
        let mut by_stem: Map<WordId, WordSums> = Map::default();
        for (word, sums) in self.by_word.iter() {
            let Some(stem) = stems.of_name(word) else { continue };
            by_stem.entry(stem).or_default().add(sums);
            let own = self.own.vocabulary().and_then(|own| own.get(word));
            if let Some(place) = own.and_then(|own| of_own.get_mut(own.index())) {
                *place = Some(stem);
            }
        }
        let stem_of = |word: WordId| of_own.get(word.index()).copied().flatten();
        let mut groups: Map<u64, Vec<(u64, u64)>> = Map::default();
        for (key, sums) in &self.settled {
            let (first, second) = pair_of(*key);
            if let (Some(first), Some(second)) = (stem_of(first), stem_of(second)) {
                groups.entry(pair_key(first, second)).or_default().push((*key, sums.count));
            }
        }
        let groups = groups.into_iter().filter_map(|(key, forms)| {
            let count = forms.iter().map(|(_, count)| count).sum();
            (count >= least).then_some((key, count, forms))
        });
        let sums_of = |stem: WordId| by_stem.get(&stem).copied().unwrap_or_default();
        groups
            .map(|(key, count, mut forms)| {
                let (first_stem, second_stem) = pair_of(key);
                forms.sort_by_cached_key(|&(key, count)| (Reverse(count), self.spelled(key)));
                let (first, second) = pair_of(forms.first().map_or(0, |(key, _)| *key));
                StemPair {
                    stem: format!("{} {}", stems.key(first_stem), stems.key(second_stem)),
                    first: self.own.word(first),
                    second: self.own.word(second),
                    sums: PairSums { count, ..self.of_stems.get(&key).copied().unwrap_or_default() },
                    first_sums: sums_of(first_stem),
                    second_sums: sums_of(second_stem),
                    forms: forms.into_iter().map(|(key, count)| (self.spelled(key), count)).collect(),
                }
            })
            .collect()
    }

    /// The words of a pair of own ids.
    fn spelled(&self, key: u64) -> String {
        let (first, second) = pair_of(key);
        format!("{} {}", self.own.word(first), self.own.word(second))
    }

    /// Forgets the pairs if they are too many.
    fn check(&mut self) {
        if self.current.len() > self.most || self.settled.len() > self.most {
            self.has_too_many = true;
            self.current = Map::default();
            self.settled = Map::default();
            self.of_stems = Map::default();
        }
    }
}

impl Visitor for Pairs {
    fn document(&mut self, document: &AnalyzedDocument<'_>, _: &mut Out<'_>) {
        if self.has_too_many {
            return;
        }
        let Self { words, current, by_word, documents, right, total, most, stems, of_stems, .. } = self;
        words.read(&document.analysis.document, self.within);
        let vocabulary = words.vocabulary(document.analysis.document.vocabulary);
        *documents += 1;
        'document: for unit in words.units() {
            for (at, first) in unit.words.iter().enumerate() {
                let seconds = unit.words.get(at + 1..).unwrap_or_default();
                let seconds = seconds.get(..*right).unwrap_or(seconds);
                for second in seconds {
                    let sums = current.entry(pair_key(first.id, second.id)).or_default();
                    sums.count += 1;
                    let is_new = sums.last_document != *documents;
                    sums.documents += u32::from(is_new);
                    sums.last_document = *documents;
                    if let Some(stems) = stems.as_mut().filter(|_| is_new)
                        && let Some(first) = stems.id(first.id, vocabulary)
                        && let Some(second) = stems.id(second.id, vocabulary)
                    {
                        let sums = of_stems.entry(pair_key(first, second)).or_default();
                        sums.documents += u32::from(sums.last_document != *documents);
                        sums.last_document = *documents;
                    }
                    by_word.at(second.id).as_second += 1;
                }
                *total += seconds.len() as u64;
                let sums = by_word.at(first.id);
                sums.frequency += 1;
                sums.as_first += seconds.len() as u64;
                // The pairs of one long document may be too many, and are dropped then.
                if current.len() > *most {
                    break 'document;
                }
            }
        }
        self.check();
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}

    fn settle(&mut self, vocabulary: &Vocabulary) {
        let vocabulary = self.words.vocabulary(vocabulary);
        self.by_word.settle(vocabulary);
        let current = std::mem::take(&mut self.current);
        // The first vocabulary is copied, so its ids stay.
        let is_first = self.own.vocabulary().is_none();
        let mut is_used = Vec::new();
        if !is_first {
            is_used = used_words(&current, vocabulary.len());
        }
        let own = self.own.adopt(vocabulary, |id| is_used.get(id.index()).copied().unwrap_or(false));
        if is_first {
            self.settled = current;
        } else {
            self.add_pairs(&own, &current);
        }
        // The numbers of documents begin again for the merged pairs.
        self.documents = 0;
        self.settled.values_mut().for_each(|sums| sums.last_document = 0);
        self.of_stems.values_mut().for_each(|sums| sums.last_document = 0);
        if let Some(stems) = &mut self.stems {
            stems.forget_terms();
        }
    }

    fn merge(&mut self, mut other: Self) {
        if self.settled.len() < other.settled.len() {
            std::mem::swap(self, &mut other);
        }
        self.total += other.total;
        self.has_too_many |= other.has_too_many;
        if let (Some(stems), Some(others)) = (&mut self.stems, &other.stems) {
            for (key, sums) in &other.of_stems {
                let (first, second) = pair_of(*key);
                let own = |stems: &mut StemIds, stem| stems.of_key(others.key(stem));
                let key = pair_key(own(stems, first), own(stems, second));
                self.of_stems.entry(key).or_default().documents += sums.documents;
            }
        }
        self.by_word.merge(other.by_word);
        if let Some(vocabulary) = other.own.vocabulary() {
            let is_used = used_words(&other.settled, vocabulary.len());
            let own = self.own.adopt(vocabulary, |id| is_used.get(id.index()).copied().unwrap_or(false));
            self.add_pairs(&own, &other.settled);
        }
        self.check();
    }
}

impl Pairs {
    /// Adds pairs under other ids.
    fn add_pairs(&mut self, own: &[WordId], pairs: &Map<u64, PairSums>) {
        let own = |id: WordId| own.get(id.index()).copied().unwrap_or(WordId::NUMBER);
        for (key, sums) in pairs {
            let (first, second) = pair_of(*key);
            let sum = self.settled.entry(pair_key(own(first), own(second))).or_default();
            sum.count += sums.count;
            sum.documents += sums.documents;
        }
    }
}

/// Which words occur in pairs.
fn used_words(pairs: &Map<u64, PairSums>, words: usize) -> Vec<bool> {
    let mut is_used = vec![false; words];
    for key in pairs.keys() {
        let (first, second) = pair_of(*key);
        for word in [first, second] {
            if let Some(used) = is_used.get_mut(word.index()) {
                *used = true;
            }
        }
    }
    is_used
}
