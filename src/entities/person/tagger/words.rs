//! What the model makes of each distinct word, summed once and kept.

use std::collections::HashMap;

use crate::document::Document;
use crate::vocabulary::WordId;

use super::classes::CLASSES;
use super::features::{PLACES, WordFacts, WordFeatures, hash_bytes};
use super::gazetteer::Gazetteer;
use super::labels::LABELS;
use super::model::{Model, Scores};
use super::slots::{self, Case, Slot, key_of};

/// How many words are kept; beyond, all are forgotten before the next document. Some 12 MB.
const MOST_WORDS: usize = 1 << 17;

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

/// Where the document at hand has sightings of a word of the vocabulary.
#[derive(Clone, Copy, Debug, Default)]
struct Sighted {
    /// The last document with a sighting of it.
    document: u32,
    /// Which of that document's sighted words it is.
    number: u32,
}

/// The words met so far, and what the document at hand does with them.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// By word id and case: the number of the word; 0: not known. Apart from `sighted`, because many more words are asked for.
    known: Vec<[u32; CASES]>,
    /// By word id.
    sighted: Vec<Sighted>,
    /// By hash and case: the number of the word, for words that the vocabulary does not know, by hash.
    unknown: HashMap<(u64, Case), u32, foldhash::fast::RandomState>,
    /// By number, from 1 on. The first is what stands outside a sentence: nothing.
    words: Vec<Word>,
    features: WordFeatures,
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
            self.known.resize(count.next_power_of_two(), [0; CASES]);
            self.sighted.resize(count.next_power_of_two(), Sighted::default());
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

    /// The number of a slot's word.
    #[inline]
    pub(super) fn of(&mut self, slot: &Slot, document: &Document<'_>, model: &Model<'_>, gazetteer: &Gazetteer) -> u32 {
        if !slot.is_part {
            let known = self.known.get(slot.word.index());
            let place = known.map_or(0, |known| known[slot.case as usize]);
            if place != 0 {
                return place;
            }
        }
        self.learn(slot, document, model, gazetteer)
    }

    #[cold]
    fn learn(&mut self, slot: &Slot, document: &Document<'_>, model: &Model<'_>, gazetteer: &Gazetteer) -> u32 {
        let key = key_of(slot, document.text, document.vocabulary);
        let word = if slot.is_part { document.vocabulary.get(&key) } else { Some(slot.word) };
        let next = self.words.len() as u32;
        let known = word.and_then(|word| self.known.get_mut(word.index()));
        let place = match known {
            Some(known) => &mut known[slot.case as usize],
            None => self.unknown.entry((hash_bytes(key.as_bytes()), slot.case)).or_insert(0),
        };
        if *place != 0 {
            return *place;
        }
        *place = next;
        let entry = word.map(|word| gazetteer.entry(word)).unwrap_or_default();
        let facts = WordFacts { classes: model.classes.get(&key, slot.case), kind: entry.kind };
        let rows = model.word(self.features.read(&key, slot.case, &facts, entry.bits));
        self.words.push(Word { facts, rows });
        next
    }

    /// What is known of a word.
    #[inline(always)]
    pub(super) fn get(&self, number: u32) -> &Word {
        const NONE: &Word = &Word::NONE;
        self.words.get(number as usize).unwrap_or(NONE)
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
