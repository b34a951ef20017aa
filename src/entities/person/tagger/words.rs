//! What the model makes of each distinct word, summed once and kept.

use std::collections::HashMap;

use crate::text::document::Document;
use crate::text::prefetch::prefetch;
use crate::text::vocabulary::WordId;

use super::classes::CLASSES;
use super::features::{PLACES, WordFacts, WordFeatures, hash_bytes};
use super::gazetteer::Gazetteer;
use super::labels::LABELS;
use super::model::{Model, Scores};
use super::slots::{self, Case, Slot, key_of};

/// How many words are kept; beyond, all are forgotten before the next document. Some 12 MB.
const MOST_WORDS: usize = 1 << 17;

/// How many features before one its entry is asked for.
const AHEAD: usize = 32;

/// The number of a [`Case`]'s values.
const CASES: usize = 3;

/// What is known of a word in a case, side by side in memory, because a rare word costs mainly the wait for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) facts: WordFacts,
    /// The word's weights, by its place round a slot.
    pub(super) rows: [Scores; PLACES],
}

impl Word {
    const NONE: Self =
        Self { facts: WordFacts { classes: [0; CLASSES], kind: 0 }, rows: [Scores::new([0; LABELS]); PLACES] };
}

/// The sightings of a word of the vocabulary.
#[derive(Clone, Copy, Debug, Default)]
struct Sighted {
    /// The last document with a sighting of it.
    document: u32,
    /// Which of that document's sighted words it is.
    number: u32,
}

/// A word that is met for the first time.
#[derive(Clone, Copy, Debug)]
struct New {
    number: u32,
    slot: Slot,
    /// Absent if the vocabulary does not know it.
    word: Option<WordId>,
    /// The hash of its key.
    hash: u64,
}

/// What words are judged by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    pub(super) model: &'a Model<'static>,
    pub(super) gazetteer: &'a Gazetteer,
}

/// The words met so far, and what the document at hand does with them.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// By word id and case: the number of the word; 0: not known.
    known: Vec<[u32; CASES]>,
    /// By word id.
    sighted: Vec<Sighted>,
    /// By hash and case: the number of the word, for words that the vocabulary does not know, by hash.
    unknown: HashMap<(u64, Case), u32, foldhash::fast::RandomState>,
    /// By number, from 1 on. The first is what stands outside a sentence: nothing.
    words: Vec<Word>,
    /// What is still to be learned of the document at hand.
    new: Vec<New>,
    features: WordFeatures,
    blocks: Vec<u32>,
    /// The number of the document at hand.
    document: u32,
    /// By hash: which of the document's sighted words it is, for words of the document that the vocabulary does not know.
    sighted_unknown: HashMap<u64, u32, foldhash::fast::RandomState>,
    /// How many different words the document has sightings of.
    pub(super) sighted_count: u32,
}

impl Words {
    /// Begins a document of a vocabulary of `count` words.
    pub(super) fn begin(&mut self, count: usize) {
        if self.words.len() >= MOST_WORDS {
            self.words.clear();
            self.unknown.clear();
            self.known.fill([0; CASES]);
        }
        if self.known.len() < count {
            // Some more, so that it seldom grows.
            let count = count + count / 4;
            self.known.resize(count, [0; CASES]);
            self.sighted.resize(count, Sighted::default());
        }
        if self.words.is_empty() {
            self.words.resize(2, Word::NONE);
            if let Some(outside) = self.known.get_mut(slots::OUTSIDE.index()) {
                *outside = [1; CASES];
            }
        }
        self.sighted_count = 0;
        self.sighted_unknown.clear();
        self.document = self.document.wrapping_add(1);
        if self.document == 0 {
            self.sighted.fill(Sighted::default());
            self.document = 1;
        }
    }

    /// The numbers of the words of slots, in order, into `numbers`.
    pub(super) fn number(
        &mut self,
        slots: &[Slot],
        document: &Document<'_>,
        reader: &Reader<'_>,
        numbers: &mut Vec<u32>,
    ) {
        numbers.clear();
        for slot in slots {
            prefetch(&self.known, slot.word.index());
        }
        numbers.extend(slots.iter().map(|slot| {
            let number = self.of(slot, document);
            self.ask_for(number);
            number
        }));
        self.learn(document, reader);
    }

    /// The number of a slot's word; if it is new, what is known of it is still to be learned.
    #[inline]
    fn of(&mut self, slot: &Slot, document: &Document<'_>) -> u32 {
        if !slot.is_part {
            let known = self.known.get(slot.word.index());
            let number = known.map_or(0, |numbers| numbers[slot.case as usize]);
            if number != 0 {
                return number;
            }
        }
        self.note(slot, document)
    }

    /// The number of a word that has none yet, or of a part of one.
    #[cold]
    fn note(&mut self, slot: &Slot, document: &Document<'_>) -> u32 {
        let mut word = Some(slot.word);
        let mut hash = 0;
        if slot.is_part {
            let key = key_of(slot, document.text, document.vocabulary);
            word = document.vocabulary.get(&key);
            hash = hash_bytes(key.as_bytes());
        }
        let next = self.words.len() as u32;
        let number = match word.and_then(|word| self.known.get_mut(word.index())) {
            Some(numbers) => &mut numbers[slot.case as usize],
            None => self.unknown.entry((hash, slot.case)).or_insert(0),
        };
        if *number != 0 {
            return *number;
        }
        *number = next;
        self.words.push(Word::NONE);
        self.new.push(New { number: next, slot: *slot, word, hash: 0 });
        next
    }

    /// Learns what is known of the new words. A look-up costs mainly the wait for it: so each step is done for all of them
    /// before the next.
    fn learn(&mut self, document: &Document<'_>, reader: &Reader<'_>) {
        let Self { new, words, features, blocks, .. } = self;
        for new in new.iter_mut() {
            new.hash = hash_bytes(key_of(&new.slot, document.text, document.vocabulary).as_bytes());
            reader.model.classes.ask_for(new.hash, new.slot.case);
        }
        for new in new.iter() {
            if let Some(word) = words.get_mut(new.number as usize) {
                word.facts.classes = reader.model.classes.get_hashed(new.hash, new.slot.case);
            }
        }
        features.clear();
        for new in new.iter() {
            let Some(word) = words.get_mut(new.number as usize) else { continue };
            let entry = new.word.map(|word| reader.gazetteer.entry(word)).unwrap_or_default();
            word.facts.kind = entry.kind;
            let key = key_of(&new.slot, document.text, document.vocabulary);
            features.add(&key, new.slot.case, &word.facts, entry.bits);
        }
        blocks.clear();
        let features_all = features.all();
        blocks.extend(features_all.iter().enumerate().map(|(at, feature)| {
            if let Some(later) = features_all.get(at + AHEAD) {
                reader.model.ask_for_entry(later);
            }
            let block = reader.model.block(feature);
            reader.model.ask_for_block(block);
            block
        }));
        let mut blocks = blocks.iter();
        for (new, features) in new.drain(..).zip(features.words()) {
            if let Some(word) = words.get_mut(new.number as usize) {
                word.rows = reader.model.word(features, &mut blocks);
            }
        }
    }

    /// Asks for what is known of a word, which lies in two cache lines.
    #[inline(always)]
    fn ask_for(&self, number: u32) {
        prefetch(&self.words, number as usize);
        prefetch(self.words.as_slice(), number as usize + 1);
    }

    /// What is known of a word.
    #[inline(always)]
    pub(super) fn get(&self, number: u32) -> &Word {
        const NONE: &Word = &Word::NONE;
        self.words.get(number as usize).unwrap_or(NONE)
    }

    /// Asks for what [`Words::sight`] reads.
    #[inline(always)]
    pub(super) fn ask_for_sightings(&self, slot: &Slot) {
        prefetch(&self.sighted, slot.word.index());
    }

    /// Which of the document's sighted words a slot's is, whatever its case, and the word; absent if the vocabulary does not
    /// know it.
    #[inline]
    pub(super) fn sight(&mut self, slot: &Slot, document: &Document<'_>) -> (u32, Option<WordId>) {
        let next = self.sighted_count;
        let mut word = slot.word;
        if slot.is_part {
            let key = key_of(slot, document.text, document.vocabulary);
            match document.vocabulary.get(&key) {
                Some(id) => word = id,
                None => {
                    let number = *self.sighted_unknown.entry(hash_bytes(key.as_bytes())).or_insert(next);
                    self.sighted_count += u32::from(number == next);
                    return (number, None);
                }
            }
        }
        let Some(sighted) = self.sighted.get_mut(word.index()) else { return (next, None) };
        let is_new = sighted.document != self.document;
        let number = if is_new { next } else { sighted.number };
        *sighted = Sighted { document: self.document, number };
        self.sighted_count += u32::from(is_new);
        (number, Some(word))
    }
}
