//! The pairs of words that occur near to each other.

use crate::corpus::{ByWord, Map, OwnWords, Sum, Within, WordChoice, Words, pair_key, pair_of};
use crate::error::Error;
use crate::run::{AnalyzedDocument, Out, Visitor};
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
            documents: 0,
            total: 0,
            has_too_many: false,
        }
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

    /// Forgets the pairs if they are too many.
    fn check(&mut self) {
        if self.current.len() > self.most || self.settled.len() > self.most {
            self.has_too_many = true;
            self.current = Map::default();
            self.settled = Map::default();
        }
    }
}

impl Visitor for Pairs {
    fn document(&mut self, document: &AnalyzedDocument<'_>, _: &mut Out<'_>) {
        if self.has_too_many {
            return;
        }
        let Self { words, current, by_word, documents, right, total, most, .. } = self;
        words.read(&document.analysis.document, self.within);
        *documents += 1;
        'document: for unit in words.units() {
            for (at, first) in unit.words.iter().enumerate() {
                let seconds = unit.words.get(at + 1..).unwrap_or_default();
                let seconds = seconds.get(..*right).unwrap_or(seconds);
                for second in seconds {
                    let sums = current.entry(pair_key(first.id, second.id)).or_default();
                    sums.count += 1;
                    sums.documents += u32::from(sums.last_document != *documents);
                    sums.last_document = *documents;
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
    }

    fn merge(&mut self, mut other: Self) {
        if self.settled.len() < other.settled.len() {
            std::mem::swap(self, &mut other);
        }
        self.total += other.total;
        self.has_too_many |= other.has_too_many;
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
