//! Document features: what the other occurrences of a word in the same article say about this one.
//!
//! Words of an article are mostly used in one sense, but a CRF over sequences sees only the window of a position. So decoding has two
//! passes (compare Krishnan and Manning 2006, "An effective two-stage model for exploiting non-local dependencies in named entity
//! recognition"). The first labels every position by its window. The second adds the features of this module to the scores: how certain
//! the model was that the word is a person elsewhere, where in a full name it occurred, which rival label it got, whether the article
//! has it in lowercase, and whether two neighbours belong to one name elsewhere. A word that occurs once has no such features.

use hashbrown::HashMap;

use crate::entities::person::common::sentence_case::SentenceCase;
use crate::text::work;

use super::labels::{LABELS, Label};

/// The number of document features.
pub const DOCUMENT_FEATURES: usize = 1024;

/// A position of a candidate sequence after the first pass.
#[derive(Clone, Copy, Debug)]
pub struct Occurrence {
    /// The number of the word in the document, from 0 on, regardless of case.
    pub word: u32,
    /// The margin between the best labelling in which the position is part of a person's name and the best one in which it is not, in
    /// [`UNIT`]s.
    pub margin: i32,
    /// The label in the best labelling.
    pub label: Label,
    /// Whether it is the first of its sequence.
    pub opens_sequence: bool,
    /// The case of the sentence.
    pub sentence_case: SentenceCase,
    /// Whether the article also has the word in lowercase.
    pub is_also_lowercase: bool,
}

/// The score that corresponds to 1 in natural logarithms.
pub const UNIT: i32 = 32;

/// Margins are limited to this in sums.
const MOST: i32 = 16 * UNIT;

/// The sums over the occurrences of a word in a document.
#[derive(Clone, Copy, Debug)]
struct WordTotals {
    count: i32,
    sum: i32,
    best: i32,
    best_at: u32,
    second: i32,
    /// By label: the number of occurrences.
    labels: [u32; LABELS],
}

impl WordTotals {
    const NONE: Self = Self { count: 0, sum: 0, best: i32::MIN, best_at: 0, second: i32::MIN, labels: [0; LABELS] };
}

/// The number of times that two words are neighbours in one name, and otherwise.
#[derive(Clone, Copy, Debug, Default)]
struct PairTotals {
    joined: i32,
    apart: i32,
}

/// The document features of one document. The buffers are reused for the next document.
#[derive(Clone, Debug, Default)]
pub struct DocumentFeatures {
    words: Vec<WordTotals>,
    /// Pairs of neighbours of which each occurs at least twice.
    pairs: HashMap<u64, PairTotals, foldhash::fast::RandomState>,
}

/// The labels that are not part of a person's name.
const RIVALS: [Label; 4] = [Label::Other, Label::Organisation, Label::Place, Label::Miscellaneous];

/// Whether the second of two neighbours continues the name of the first.
fn joins(a: Label, b: Label) -> bool {
    matches!(a, Label::PersonFirst | Label::PersonInner) && matches!(b, Label::PersonInner | Label::PersonLast)
}

/// The boundaries between the levels of margins, in [`UNIT`]s.
const LEVELS: [i32; 7] = [-6, -3, -1, 0, 1, 3, 6];
/// A margin beyond the outermost boundaries.
const BEYOND: i32 = 6 * UNIT + 1;

/// The level of each margin from `-BEYOND` to `BEYOND`.
static LEVEL_OF: [u8; (2 * BEYOND + 1) as usize] = {
    let mut levels = [0; (2 * BEYOND + 1) as usize];
    let mut at = 0;
    while at < levels.len() {
        let mut level = 0;
        while level < LEVELS.len() && at as i32 - BEYOND > LEVELS[level] * UNIT {
            level += 1;
        }
        levels[at] = level as u8;
        at += 1;
    }
    levels
};

/// The level of a margin, from 0 (certainly not a person) to 7 (certainly a person).
#[inline]
fn level(margin: i32) -> usize {
    usize::from(LEVEL_OF[(margin.clamp(-BEYOND, BEYOND) + BEYOND) as usize])
}

/// The features of one occurrence.
#[derive(Clone, Copy, Debug, Default)]
struct FeatureList {
    features: [u16; 11],
    count: usize,
}

impl FeatureList {
    #[inline]
    fn push(&mut self, feature: usize) {
        if let Some(place) = self.features.get_mut(self.count) {
            *place = feature as u16;
            self.count += 1;
        }
    }
}

/// A summary of the other occurrences of a word.
#[derive(Clone, Copy)]
struct Elsewhere {
    /// The level of the best margin.
    best: usize,
    /// The level of the mean margin.
    mean: usize,
    /// The number of occurrences, 1 to 3; 3 means at least 3.
    count: usize,
    /// One bit each: first in a name, later in a name, alone.
    roles: usize,
    /// The most frequent rival, plus one; 0 if there is none.
    rival: usize,
}

impl DocumentFeatures {
    /// Whether the article can change the labels of a sequence: some occurrence of one of its words, here or elsewhere, is not
    /// certainly something else than a person.
    #[inline]
    pub fn concerns(&self, sequence: &[Occurrence]) -> bool {
        let best =
            |occurrence: &Occurrence| self.words.get(occurrence.word as usize).map_or(i32::MIN, |word| word.best);
        sequence.iter().any(|occurrence| level(best(occurrence)) > 0)
    }

    /// Calls `emit` with each occurrence of a sequence, in order: its index in the sequence and its features, which are below
    /// [`DOCUMENT_FEATURES`]. `first` is the index of the sequence's first occurrence in the document.
    #[inline(never)]
    pub fn features(&self, first: usize, sequence: &[Occurrence], mut emit: impl FnMut(usize, &[u16])) {
        // The level of a neighbour elsewhere: 0 to 7, or one of these.
        const UNSEEN: usize = 8;
        const NO_NEIGHBOUR: usize = 9;
        let mut before = NO_NEIGHBOUR;
        let mut own = sequence.first().and_then(|occurrence| self.elsewhere(first, occurrence));
        let mut pair_before = None;
        for (at, occurrence) in sequence.iter().enumerate() {
            let next = sequence.get(at + 1);
            let next_own = next.and_then(|next| self.elsewhere(first + at + 1, next));
            let mut features = FeatureList::default();
            let case = occurrence.sentence_case as usize;
            let margin = level(occurrence.margin);
            if let Some(word) = own {
                features.push(word.mean * 3 + word.count - 1);
                features.push(40 + word.roles * 8 + word.best);
                features.push(104 + word.rival * 8 + word.best);
                features.push(144 + case * 8 + word.best);
                features.push(168 + margin * 8 + word.best);
                features.push(232 + margin * 8 + word.mean);
            }
            let is_lowercase = usize::from(occurrence.is_also_lowercase);
            features.push(300 + usize::from(own.is_some()) * 48 + is_lowercase * 24 + case * 8 + margin);
            let here = own.map_or(UNSEEN, |word| word.best);
            features.push(400 + here * 10 + before);
            let after = next.map_or(NO_NEIGHBOUR, |_| next_own.map_or(UNSEEN, |word| word.best));
            features.push(500 + here * 10 + after);
            let pair = next.map(|next| self.pair(occurrence, next));
            if let Some(pair) = pair {
                features.push(600 + pair);
            }
            if let Some(pair) = pair_before {
                features.push(610 + pair);
            }
            emit(at, features.features.get(..features.count).unwrap_or_default());
            (before, own, pair_before) = (here, next_own, pair);
        }
    }

    /// Reads all occurrences of a document that has `words` distinct words in candidate sequences, replacing the last document.
    pub fn read(&mut self, occurrences: &[Occurrence], words: u32) {
        self.words.clear();
        self.words.resize(words as usize, WordTotals::NONE);
        for (occurrence, at) in occurrences.iter().zip(0..) {
            work::step();
            let Some(word) = self.words.get_mut(occurrence.word as usize) else { continue };
            word.count += 1;
            word.sum += occurrence.margin.clamp(-MOST, MOST);
            let is_best = occurrence.margin > word.best;
            word.second = word.second.max(occurrence.margin.min(word.best));
            word.best_at = if is_best { at } else { word.best_at };
            word.best = word.best.max(occurrence.margin);
            word.labels[occurrence.label as usize] += 1;
        }
        self.pairs.clear();
        for pair in occurrences.windows(2) {
            let [a, b] = pair else { continue };
            if !b.opens_sequence & self.is_repeated(a) & self.is_repeated(b) {
                let pair = self.pairs.entry(pair_key(a, b)).or_default();
                if joins(a.label, b.label) {
                    pair.joined += 1;
                } else {
                    pair.apart += 1;
                }
            }
        }
    }

    fn is_repeated(&self, occurrence: &Occurrence) -> bool {
        self.words.get(occurrence.word as usize).is_some_and(|word| word.count > 1)
    }

    /// The other occurrences of the word, or `None` if this is the only one.
    #[inline]
    fn elsewhere(&self, at: usize, occurrence: &Occurrence) -> Option<Elsewhere> {
        work::step();
        let word = self.words.get(occurrence.word as usize).filter(|word| word.count > 1)?;
        let count = word.count - 1;
        let sum = word.sum - occurrence.margin.clamp(-MOST, MOST);
        let best = if word.best_at as usize == at { word.second } else { word.best };
        let times = |label: Label| word.labels[label as usize] - u32::from(label == occurrence.label);
        let rivals = RIVALS.map(times);
        let top = (0..RIVALS.len()).fold(0, |a, b| if rivals[b] > rivals[a] { b } else { a });
        let [first, inner, last, alone] =
            [Label::PersonFirst, Label::PersonInner, Label::PersonLast, Label::PersonOnly].map(times);
        Some(Elsewhere {
            best: level(best),
            mean: level(sum / count),
            count: count.min(3) as usize,
            roles: usize::from(first > 0) | usize::from(inner + last > 0) << 1 | usize::from(alone > 0) << 2,
            rival: if rivals[top] > 0 { top + 1 } else { 0 },
        })
    }

    /// Whether the pair occurs elsewhere in one name (bit 0) and not in one name (bit 1), and whether it is in one name here (bit 2).
    #[inline]
    fn pair(&self, a: &Occurrence, b: &Occurrence) -> usize {
        let joined_here = joins(a.label, b.label);
        let here = usize::from(joined_here) << 2;
        if !(self.is_repeated(a) && self.is_repeated(b)) {
            return here;
        }
        let pair = self.pairs.get(&pair_key(a, b)).copied().unwrap_or_default();
        let joined = pair.joined > i32::from(joined_here);
        let apart = pair.apart > i32::from(!joined_here);
        here | usize::from(joined) | usize::from(apart) << 1
    }
}

fn pair_key(a: &Occurrence, b: &Occurrence) -> u64 {
    u64::from(a.word) << 32 | u64::from(b.word)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Occurrences of `(word, margin, label, opens_sequence)`.
    fn occurrences(rows: &[(u32, i32, Label, bool)]) -> Vec<Occurrence> {
        let occurrence = |&(word, margin, label, opens_sequence): &(u32, i32, Label, bool)| Occurrence {
            word,
            margin: margin * UNIT,
            label,
            opens_sequence,
            sentence_case: SentenceCase::Running,
            is_also_lowercase: false,
        };
        rows.iter().map(occurrence).collect()
    }

    #[test]
    fn a_word_is_described_by_its_other_occurrences() {
        use Label::{Other, PersonFirst, PersonLast, PersonOnly, Place};
        // `A B`, `A`, `A B` and `B`, of which the last is taken for a place; `C` occurs once.
        let all = occurrences(&[
            (0, 8, PersonFirst, true),
            (1, 4, PersonLast, false),
            (0, 2, PersonOnly, true),
            (0, 9, PersonFirst, true),
            (1, 5, PersonLast, false),
            (1, -4, Place, true),
            (2, -9, Other, true),
        ]);
        let mut document = DocumentFeatures::default();
        document.read(&all, 3);
        let features = |range: std::ops::Range<usize>| {
            let mut features = Vec::new();
            document.features(range.start, &all[range], |_, of_one| features.push(of_one.to_vec()));
            features
        };
        // Margins 9 and 2 elsewhere, as the first word of a name and alone, and no rival; `A B` is also one name elsewhere.
        let [a, b] = &features(0..2)[..] else { panic!("two occurrences") };
        assert_eq!(a[..3], [6 * 3 + 1, 40 + 0b101 * 8 + 7, 104 + 7]);
        assert_eq!(a[6..], [300 + 48 + 7, 400 + 7 * 10 + 9, 500 + 7 * 10 + 6, 600 + 0b101]);
        // Margins 5 and -4: a later word of a name, and a place.
        assert_eq!(b[..3], [4 * 3 + 1, 40 + 0b010 * 8 + 6, 104 + 3 * 8 + 6]);
        assert_eq!(b[6..], [300 + 48 + 6, 400 + 6 * 10 + 7, 500 + 6 * 10 + 9, 610 + 0b101]);
        // A single occurrence has neither other occurrences nor neighbours.
        assert_eq!(features(6..7), [[300, 400 + 8 * 10 + 9, 500 + 8 * 10 + 9]]);
        assert!(document.concerns(&all[5..6]) && !document.concerns(&all[6..7]));
    }

    #[test]
    fn a_document_replaces_the_last() {
        let all = occurrences(&[(0, 1, Label::PersonOnly, true), (0, 1, Label::PersonOnly, true)]);
        let mut document = DocumentFeatures::default();
        document.read(&all, 1);
        document.read(&all[..1], 1);
        document.features(0, &all[..1], |_, features| assert_eq!(features.len(), 3));
    }
}
