//! The article as evidence: what the other sightings of a word in the same article say of this one.
//!
//! A first pass judges every slot by its own surroundings. A second adds to those scores what this module sees: how surely the
//! word was a person elsewhere, where in a full name it stood, which rival it was taken for, whether the article writes it
//! small too, and whether the two words of a pair belong to one name elsewhere. A word seen only once has no such evidence.

use std::collections::HashMap;

use super::labels::Label;
use super::slots::{Form, Style};

/// The number of evidence features.
pub const EVIDENCE: usize = 1024;

/// A slot of a run after the first pass.
#[derive(Clone, Copy, Debug)]
pub struct Sighting {
    /// The word: the same number for the same word in small letters within a document.
    pub word: u64,
    /// How much better the best reading as a person's name scores than the best other one, in [`UNIT`]s.
    pub margin: i32,
    /// The label of the best reading.
    pub label: Label,
    /// Whether it is the first of its run.
    pub opens_run: bool,
    /// How it is written.
    pub form: Form,
    /// The kind of sentence.
    pub style: Style,
    /// Whether the article writes the word in small letters too.
    pub is_small_elsewhere: bool,
}

/// What a natural-logarithm unit of a score is in whole numbers.
pub const UNIT: i32 = 32;

#[derive(Clone, Copy, Debug, Default)]
struct Word {
    count: i32,
    sum: i32,
    best: i32,
    best_at: usize,
    second: i32,
    /// As first and as later word of a full name, and alone.
    first: i32,
    later: i32,
    alone: i32,
    rivals: [i32; 4],
}

#[derive(Clone, Copy, Debug, Default)]
struct Pair {
    joined: i32,
    apart: i32,
}

/// The sums of one document, kept to be used again.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    words: HashMap<u64, Word, foldhash::fast::RandomState>,
    pairs: HashMap<(u64, u64), Pair, foldhash::fast::RandomState>,
}

const fn rival(label: Label) -> Option<usize> {
    match label {
        Label::Other => Some(0),
        Label::Organisation => Some(1),
        Label::Place => Some(2),
        Label::Miscellaneous => Some(3),
        _ => None,
    }
}

/// Whether the second of two neighbours goes on with the name of the first.
fn joins(a: Label, b: Label) -> bool {
    matches!(a, Label::PersonFirst | Label::PersonInner) && matches!(b, Label::PersonInner | Label::PersonLast)
}

/// The step of a margin: 0 (surely none) to 7 (surely a person).
fn step(margin: i32) -> usize {
    [-6, -3, -1, 0, 1, 3, 6].iter().filter(|&&limit| margin > limit * UNIT).count()
}

impl Evidence {
    /// Calls `emit` with the index of a sighting and a feature below [`EVIDENCE`], for every feature of every sighting.
    pub fn features(&mut self, sightings: &[Sighting], mut emit: impl FnMut(usize, usize)) {
        self.sum(sightings);
        let mut before = None;
        for (at, sighting) in sightings.iter().enumerate() {
            if sighting.opens_run {
                before = None;
            }
            let own = self.elsewhere(at, sighting);
            let style = sighting.style as usize;
            let next = sightings.get(at + 1).filter(|next| !next.opens_run);
            if let Some(word) = own {
                let best = step(word.best);
                let mean = step(word.sum / word.count.max(1));
                emit(at, best);
                emit(at, 8 + mean * 3 + (word.count.min(3) as usize - 1));
                let full =
                    (word.first > 0) as usize | ((word.later > 0) as usize) << 1 | ((word.alone > 0) as usize) << 2;
                emit(at, 32 + full);
                emit(at, 40 + full * 8 + best);
                let top = (0..4).fold(0, |a, b| if word.rivals[b] > word.rivals[a] { b } else { a });
                let top = if word.rivals[top] > 0 { top + 1 } else { 0 };
                emit(at, 104 + top * 8 + best);
                emit(at, 144 + style * 8 + best);
                emit(at, 168 + step(sighting.margin) * 8 + best);
                emit(at, 232 + step(sighting.margin) * 8 + mean);
            } else if style > 0 {
                emit(at, 300 + style * 2 + usize::from(sighting.is_small_elsewhere));
            }
            emit(at, 310 + usize::from(sighting.is_small_elsewhere) * 24 + style * 8 + step(sighting.margin));
            let class = |word: Option<Word>| word.map_or(8, |w| step(w.best));
            let (here, next_best) = (class(own), next.map_or(9, |n| class(self.elsewhere(at + 1, n))));
            emit(at, 400 + here * 10 + before.unwrap_or(9));
            emit(at, 500 + here * 10 + next_best);
            if let Some(next) = next {
                emit(at, 600 + self.pair(sighting, next));
            }
            if let Some(previous) = at.checked_sub(1).and_then(|n| sightings.get(n)).filter(|_| !sighting.opens_run) {
                emit(at, 610 + self.pair(previous, sighting));
            }
            before = Some(here);
        }
    }

    fn sum(&mut self, sightings: &[Sighting]) {
        self.words.clear();
        self.pairs.clear();
        for (at, sighting) in sightings.iter().enumerate() {
            let word =
                self.words.entry(sighting.word).or_insert(Word { best: i32::MIN, second: i32::MIN, ..Word::default() });
            word.count += 1;
            word.sum += sighting.margin.clamp(-16 * UNIT, 16 * UNIT);
            if sighting.margin > word.best {
                (word.best, word.best_at, word.second) = (sighting.margin, at, word.best);
            } else {
                word.second = word.second.max(sighting.margin);
            }
            word.add(sighting.label, 1);
            if let Some(next) = sightings.get(at + 1).filter(|next| !next.opens_run) {
                let pair = self.pairs.entry((sighting.word, next.word)).or_default();
                if joins(sighting.label, next.label) {
                    pair.joined += 1;
                } else {
                    pair.apart += 1;
                }
            }
        }
    }

    /// The sums without one sighting; absent if it is the only one.
    fn elsewhere(&self, at: usize, sighting: &Sighting) -> Option<Word> {
        let mut word = *self.words.get(&sighting.word).filter(|word| word.count > 1)?;
        word.count -= 1;
        word.sum -= sighting.margin.clamp(-16 * UNIT, 16 * UNIT);
        if word.best_at == at {
            word.best = word.second;
        }
        word.add(sighting.label, -1);
        Some(word)
    }

    /// Whether the pair is seen elsewhere as one name, apart, both or not at all: 1, 2, 3, 0; and 4 more if it is one here.
    fn pair(&self, a: &Sighting, b: &Sighting) -> usize {
        let pair = self.pairs.get(&(a.word, b.word)).copied().unwrap_or_default();
        let joined_here = joins(a.label, b.label);
        let joined = pair.joined - i32::from(joined_here) > 0;
        let apart = pair.apart - i32::from(!joined_here) > 0;
        usize::from(joined) | usize::from(apart) << 1 | usize::from(joined_here) << 2
    }
}

impl Word {
    fn add(&mut self, label: Label, one: i32) {
        match label {
            Label::PersonFirst => self.first += one,
            Label::PersonInner | Label::PersonLast => self.later += one,
            Label::PersonOnly => self.alone += one,
            _ => {}
        }
        if let Some(rival) = rival(label).and_then(|n| self.rivals.get_mut(n)) {
            *rival += one;
        }
    }
}
