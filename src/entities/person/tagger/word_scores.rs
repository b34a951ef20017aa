//! A cache of the attributes and the sums of weights of each distinct word.

use std::collections::HashMap;

use crate::text::document::Document;
use crate::text::hash::fnv1a;
use crate::text::prefetch::prefetch;
use crate::text::vocabulary::WordId;

use super::features::{WordAttributes, WordFeatures};
use super::gazetteer::Gazetteer;
use super::labels::LABELS;
use super::model::{Model, Scores};
use super::positions::{self, TagPosition, key_of};
use super::token_shape::WordCase;
use super::window::WINDOW;
use super::word_clusters::CLUSTERINGS;

/// The size at which the cache is cleared, in words; about 12 MB.
const MOST_WORDS: usize = 1 << 17;

/// The part of the vocabulary that the cache may have if that is more, because clearing it takes time in proportion to the vocabulary.
const SHARE_OF_VOCABULARY: usize = 8;

/// The distance, in features, at which entries of the feature table are prefetched.
const AHEAD: usize = 32;

/// The number of positions whose new words are scored at once: enough for most articles.
const BLOCK: usize = 1 << 13;

/// The number of [`WordCase`]s.
const CASES: usize = 3;

/// A word with a case. Everything is in one place, because most of the cost of a rare word is a cache miss.
#[derive(Clone, Copy, Debug)]
pub(super) struct CachedWord {
    pub(super) attributes: WordAttributes,
    /// The weights of the word, by its offset in a window.
    pub(super) rows: [Scores; WINDOW],
}

impl CachedWord {
    const NONE: Self = Self {
        attributes: WordAttributes { clusters: [0; CLUSTERINGS], kind: 0 },
        rows: [Scores::new([0; LABELS]); WINDOW],
    };
}

/// The last document in which a word occurred.
#[derive(Clone, Copy, Debug, Default)]
struct LastOccurrence {
    /// The number of the document.
    document: u32,
    /// The number of the word in that document.
    number: u32,
}

/// A word that is not in the cache yet.
#[derive(Clone, Copy, Debug)]
struct NewWord {
    number: u32,
    position: TagPosition,
    /// `None` if the vocabulary does not have the word.
    word: Option<WordId>,
    /// The hash of its key form.
    hash: u64,
}

/// The sources of words' scores.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordScorer<'a> {
    pub(super) model: &'a Model<'static>,
    pub(super) gazetteer: &'a Gazetteer,
}

/// The words that occurred so far, and numbers for the words of the current document.
#[derive(Clone, Debug, Default)]
pub(super) struct WordCache {
    /// By word id and case: the index in `words`; 0 if the word is not cached.
    known: Vec<[u32; CASES]>,
    /// By word id.
    last_occurrences: Vec<LastOccurrence>,
    /// By the hash of the key form and case: the index in `words` of words that the vocabulary does not have.
    unknown: HashMap<(u64, WordCase), u32, foldhash::fast::RandomState>,
    /// The cached words, from 1 on. Word 1 is the padding between sentences, which has no weights.
    words: Vec<CachedWord>,
    /// Words of the current document that are in `words` but have not been scored.
    new: Vec<NewWord>,
    features: WordFeatures,
    blocks: Vec<u32>,
    /// The number of the current document.
    document: u32,
    /// By the hash of the key form: the number in the current document of words that the vocabulary does not have.
    unknown_occurrences: HashMap<u64, u32, foldhash::fast::RandomState>,
    /// The number of distinct words that were numbered in the current document.
    pub(super) occurring_words: u32,
}

impl WordCache {
    /// Begins a document with a vocabulary of `count` words.
    pub(super) fn begin(&mut self, count: usize) {
        if self.known.len() < count {
            // Some spare room, so that it rarely grows.
            let count = count + count / 4;
            self.known.resize(count, [0; CASES]);
            self.last_occurrences.resize(count, LastOccurrence::default());
        }
        self.occurring_words = 0;
        self.unknown_occurrences.clear();
        self.document = self.document.wrapping_add(1);
        if self.document == 0 {
            self.last_occurrences.fill(LastOccurrence::default());
            self.document = 1;
        }
    }

    /// Clears the cache if it is full. Indices that were returned before are then invalid.
    fn make_room(&mut self) {
        if self.words.len() >= MOST_WORDS.max(self.known.len() / SHARE_OF_VOCABULARY) {
            self.words.clear();
            self.unknown.clear();
            self.known.fill([0; CASES]);
        }
        if self.words.is_empty() {
            self.words.resize(2, CachedWord::NONE);
            if let Some(outside) = self.known.get_mut(positions::OUTSIDE.index()) {
                *outside = [1; CASES];
            }
        }
    }

    /// Replaces `indices` by the indices of the words of `positions`, in order, which are valid until the next call. Words that are not
    /// cached are scored.
    pub(super) fn look_up(
        &mut self,
        positions: &[TagPosition],
        document: &Document<'_>,
        scorer: &WordScorer<'_>,
        indices: &mut Vec<u32>,
    ) {
        self.make_room();
        indices.clear();
        for position in positions {
            prefetch(&self.known, position.word.index());
        }
        // In blocks, because the features of a word take much more memory than its scores.
        for positions in positions.chunks(BLOCK) {
            indices.extend(positions.iter().map(|position| {
                let index = self.index_of(position, document);
                self.prefetch(index);
                index
            }));
            self.score_new(document, scorer);
        }
    }

    /// The index of a position's word. If the word is new, it has not been scored.
    #[inline]
    fn index_of(&mut self, position: &TagPosition, document: &Document<'_>) -> u32 {
        if !position.is_part {
            let known = self.known.get(position.word.index());
            let index = known.map_or(0, |indices| indices[position.case as usize]);
            if index != 0 {
                return index;
            }
        }
        self.insert(position, document)
    }

    /// The index of a word that may be new, or of a part of a token.
    #[cold]
    fn insert(&mut self, position: &TagPosition, document: &Document<'_>) -> u32 {
        let mut word = Some(position.word);
        let mut hash = 0;
        if position.is_part {
            let key = key_of(position, document.text, document.vocabulary);
            word = document.vocabulary.get(&key);
            hash = fnv1a(key.as_bytes());
        }
        let next = self.words.len() as u32;
        let index = match word.and_then(|word| self.known.get_mut(word.index())) {
            Some(indices) => &mut indices[position.case as usize],
            None => self.unknown.entry((hash, position.case)).or_insert(0),
        };
        if *index != 0 {
            return *index;
        }
        *index = next;
        self.words.push(CachedWord::NONE);
        self.new.push(NewWord { number: next, position: *position, word, hash: 0 });
        next
    }

    /// Scores the new words. Most of the cost is cache misses, so each step is done for all words before the next, with prefetching.
    fn score_new(&mut self, document: &Document<'_>, scorer: &WordScorer<'_>) {
        let Self { new, words, features, blocks, .. } = self;
        for new in new.iter_mut() {
            new.hash = fnv1a(key_of(&new.position, document.text, document.vocabulary).as_bytes());
            scorer.model.clusters.prefetch(new.hash, new.position.case);
        }
        for new in new.iter() {
            if let Some(word) = words.get_mut(new.number as usize) {
                word.attributes.clusters = scorer.model.clusters.get_hashed(new.hash, new.position.case);
            }
        }
        features.clear();
        for new in new.iter() {
            let Some(word) = words.get_mut(new.number as usize) else { continue };
            let entry = new.word.map(|word| scorer.gazetteer.entry(word)).unwrap_or_default();
            word.attributes.kind = entry.kind;
            let key = key_of(&new.position, document.text, document.vocabulary);
            features.add(&key, new.position.case, &word.attributes, entry.bits);
        }
        blocks.clear();
        let all = features.all();
        blocks.extend(all.iter().enumerate().map(|(at, feature)| {
            if let Some(later) = all.get(at + AHEAD) {
                scorer.model.prefetch_entry(later);
            }
            let block = scorer.model.block(feature);
            scorer.model.prefetch_block(block);
            block
        }));
        let mut blocks = blocks.iter();
        for (new, features) in new.drain(..).zip(features.words()) {
            if let Some(word) = words.get_mut(new.number as usize) {
                word.rows = scorer.model.word(features, &mut blocks);
            }
        }
    }

    /// Prefetches a word, which occupies two cache lines.
    #[inline(always)]
    fn prefetch(&self, index: u32) {
        prefetch(&self.words, index as usize);
        prefetch(self.words.as_slice(), index as usize + 1);
    }

    /// The word with this index.
    #[inline(always)]
    pub(super) fn get(&self, index: u32) -> &CachedWord {
        const NONE: &CachedWord = &CachedWord::NONE;
        self.words.get(index as usize).unwrap_or(NONE)
    }

    /// Prefetches what [`WordCache::occurrence`] reads.
    #[inline(always)]
    pub(super) fn prefetch_occurrence(&self, position: &TagPosition) {
        prefetch(&self.last_occurrences, position.word.index());
    }

    /// The number of a position's word in the current document, regardless of case, and the word, or `None` if the vocabulary does not
    /// have it.
    #[inline]
    pub(super) fn occurrence(&mut self, position: &TagPosition, document: &Document<'_>) -> (u32, Option<WordId>) {
        let next = self.occurring_words;
        let mut word = position.word;
        if position.is_part {
            let key = key_of(position, document.text, document.vocabulary);
            match document.vocabulary.get(&key) {
                Some(id) => word = id,
                None => {
                    let number = *self.unknown_occurrences.entry(fnv1a(key.as_bytes())).or_insert(next);
                    self.occurring_words += u32::from(number == next);
                    return (number, None);
                }
            }
        }
        let Some(last) = self.last_occurrences.get_mut(word.index()) else { return (next, None) };
        let is_new = last.document != self.document;
        let number = if is_new { next } else { last.number };
        *last = LastOccurrence { document: self.document, number };
        self.occurring_words += u32::from(is_new);
        (number, Some(word))
    }
}
