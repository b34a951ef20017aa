//! What the model makes of each distinct word, summed once and kept.

use std::collections::HashMap;

use crate::document::Document;

use super::features::{PLACES, WordFacts, word_features};
use super::gazetteer::Gazetteer;
use super::labels::LABELS;
use super::model::{Model, Row};
use super::slots::{Case, Form, Slot, key_of};

/// How many words are kept; beyond, all are forgotten before the next document. Some 12 MB.
const MOST_WORDS: usize = 1 << 17;
/// Added to the number of a word that the vocabulary does not know: half a hyphenated one.
const UNKNOWN: u64 = 1 << 63;

/// One word in one case.
#[derive(Clone, Debug)]
struct Word {
    rows: [Row; PLACES],
    facts: WordFacts,
}

/// The words met so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// By word id and case: the place in `words` plus one.
    known: Vec<[u32; 3]>,
    /// The same for words that the vocabulary does not know, by hash.
    unknown: HashMap<(u64, Case), u32, foldhash::fast::RandomState>,
    words: Vec<Word>,
    /// By word id: the number of the last document that writes it in small letters.
    small: Vec<u32>,
    document: u32,
    /// The words of the slots at hand.
    pub(super) window: Vec<u32>,
}

impl Words {
    /// Begins a document of a vocabulary of `count` words.
    pub(super) fn begin(&mut self, count: usize) {
        if self.words.len() >= MOST_WORDS {
            self.words.clear();
            self.unknown.clear();
            self.known.fill([0; 3]);
        }
        if self.known.len() < count {
            self.known.resize(count.next_power_of_two(), [0; 3]);
        }
    }

    /// The number of a slot's word.
    #[inline]
    pub(super) fn of(&mut self, slot: &Slot, document: &Document<'_>, model: &Model<'_>, gazetteer: &Gazetteer) -> u32 {
        let case = slot.case as usize;
        if !slot.is_part {
            let place = self.known.get(slot.word.index()).and_then(|cases| cases.get(case)).copied().unwrap_or(0);
            if place != 0 {
                return place - 1;
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
        let place = match known.and_then(|cases| cases.get_mut(slot.case as usize)) {
            Some(place) => place,
            None => self.unknown.entry((super::features::hash_bytes(key.as_bytes()), slot.case)).or_insert(0),
        };
        if *place != 0 {
            return *place - 1;
        }
        *place = next + 1;
        let entry = word.map(|word| gazetteer.entry(word)).unwrap_or_default();
        let facts = WordFacts { classes: model.classes.get(&key, slot.case), kind: entry.kind };
        let mut rows = [[0; LABELS]; PLACES];
        word_features(&key, slot.case, &facts, entry.bits, true, |place, feature| {
            if let Some(row) = rows.get_mut(place) {
                model.add_word(feature, row);
            }
        });
        self.words.push(Word { rows, facts });
        next
    }

    /// What is known of a word.
    #[inline]
    pub(super) fn facts(&self, word: u32) -> WordFacts {
        self.words.get(word as usize).map(|w| w.facts).unwrap_or_default()
    }

    /// Adds the word's weights at a place round a slot.
    #[inline]
    pub(super) fn add(&self, word: u32, place: usize, sum: &mut Row) {
        if let Some(row) = self.words.get(word as usize).and_then(|w| w.rows.get(place)) {
            sum.iter_mut().zip(row).for_each(|(sum, weight)| *sum = sum.wrapping_add(*weight));
        }
    }

    /// Notes which words the document writes in small letters.
    pub(super) fn note_small(&mut self, slots: &[Slot]) {
        self.document = self.document.wrapping_add(1);
        if self.document == 0 {
            self.small.fill(0);
            self.document = 1;
        }
        if self.small.len() < self.known.len() {
            self.small.resize(self.known.len(), 0);
        }
        for slot in slots.iter().filter(|slot| slot.form == Form::Lower && !slot.is_part) {
            if let Some(small) = self.small.get_mut(slot.word.index()) {
                *small = self.document;
            }
        }
    }

    /// A number for the slot's word whatever its case, and whether the document writes it in small letters.
    pub(super) fn identity(&self, slot: &Slot, document: &Document<'_>) -> (u64, bool) {
        let word = if slot.is_part {
            let key = key_of(slot, document.text, document.vocabulary);
            match document.vocabulary.get(&key) {
                Some(word) => word,
                None => return (super::features::hash_bytes(key.as_bytes()) | UNKNOWN, false),
            }
        } else {
            slot.word
        };
        (word.index() as u64, self.small.get(word.index()).is_some_and(|&last| last == self.document))
    }
}
