//! The article as evidence: what the other sightings of a word in the same article say of this one.
//!
//! A first pass judges every slot by its own surroundings. A second adds to those scores what this module sees: how surely the
//! word was a person elsewhere, where in a full name it stood, which rival it was taken for, whether the article writes it
//! small too, and whether the two words of a pair belong to one name elsewhere. A word seen only once has no such evidence.

use hashbrown::HashMap;

use super::labels::{LABELS, Label};
use super::slots::Style;

/// The number of evidence features.
pub const EVIDENCE: usize = 1024;

/// A slot of a run after the first pass.
#[derive(Clone, Copy, Debug)]
pub struct Sighting {
    /// Which of the document's sighted words it is, whatever its case: they are numbered from 0.
    pub word: u32,
    /// How much better the best reading as a person's name scores than the best other one, in [`UNIT`]s.
    pub margin: i32,
    /// The label of the best reading.
    pub label: Label,
    /// Whether it is the first of its run.
    pub opens_run: bool,
    /// The kind of sentence.
    pub style: Style,
    /// Whether the article writes the word in small letters too.
    pub is_small_elsewhere: bool,
}

/// What a natural-logarithm unit of a score is in whole numbers.
pub const UNIT: i32 = 32;

/// The largest margin either way that counts.
const MOST: i32 = 16 * UNIT;

/// The sums of one word over a document.
#[derive(Clone, Copy, Debug)]
struct Word {
    count: i32,
    sum: i32,
    best: i32,
    best_at: u32,
    second: i32,
    /// By label: how often it was read so.
    labels: [u32; LABELS],
}

impl Word {
    const NONE: Self = Self { count: 0, sum: 0, best: i32::MIN, best_at: 0, second: i32::MIN, labels: [0; LABELS] };
}

#[derive(Clone, Copy, Debug, Default)]
struct Pair {
    joined: i32,
    apart: i32,
}

/// The sums of one document, kept to be used again.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    words: Vec<Word>,
    /// How often two words stand side by side, for those that are seen twice.
    pairs: HashMap<u64, Pair, foldhash::fast::RandomState>,
}

/// The labels that are no part of a person's name.
const RIVALS: [Label; 4] = [Label::Other, Label::Organisation, Label::Place, Label::Miscellaneous];

/// Whether the second of two neighbours goes on with the name of the first.
fn joins(a: Label, b: Label) -> bool {
    matches!(a, Label::PersonFirst | Label::PersonInner) && matches!(b, Label::PersonInner | Label::PersonLast)
}

/// The margins, in [`UNIT`]s, above which the next step begins.
const STEPS: [i32; 7] = [-6, -3, -1, 0, 1, 3, 6];
/// Beyond the last step either way.
const BEYOND: i32 = 6 * UNIT + 1;

/// The step of each margin from `-BEYOND` to `BEYOND`.
static STEP_OF: [u8; (2 * BEYOND + 1) as usize] = {
    let mut steps = [0; (2 * BEYOND + 1) as usize];
    let mut at = 0;
    while at < steps.len() {
        let mut step = 0;
        while step < STEPS.len() && at as i32 - BEYOND > STEPS[step] * UNIT {
            step += 1;
        }
        steps[at] = step as u8;
        at += 1;
    }
    steps
};

/// The step of a margin: 0 (surely none) to 7 (surely a person).
#[inline]
fn step(margin: i32) -> usize {
    usize::from(STEP_OF[(margin.clamp(-BEYOND, BEYOND) + BEYOND) as usize])
}

/// The features of one sighting.
#[derive(Clone, Copy, Debug, Default)]
struct Features {
    features: [u16; 11],
    count: usize,
}

impl Features {
    #[inline]
    fn push(&mut self, feature: usize) {
        if let Some(place) = self.features.get_mut(self.count) {
            *place = feature as u16;
            self.count += 1;
        }
    }
}

/// What the other sightings of a word say, in steps.
#[derive(Clone, Copy)]
struct Elsewhere {
    /// Of the best margin.
    best: usize,
    /// Of the mean margin.
    mean: usize,
    /// 1 to 3: how often it is seen.
    count: usize,
    /// A bit each: as first, as later word of a name, alone.
    roles: usize,
    /// The rival it was taken for most, plus one; 0: for none.
    rival: usize,
}

impl Evidence {
    /// Whether the article has something to say of a run: some sighting of one of its words, here or elsewhere, is not surely
    /// none of a person. Other runs stay as they were read.
    #[inline]
    pub fn bears_on(&self, run: &[Sighting]) -> bool {
        let best = |sighting: &Sighting| self.words.get(sighting.word as usize).map_or(i32::MIN, |word| word.best);
        run.iter().any(|sighting| step(best(sighting)) > 0)
    }

    /// Calls `emit` for every sighting of a run, in order, with its place in the run and its features, which are below
    /// [`EVIDENCE`]. `first` is the index of the run's first sighting among all.
    #[inline(never)]
    pub fn features(&self, first: usize, run: &[Sighting], mut emit: impl FnMut(usize, &[u16])) {
        // What the neighbours are elsewhere: 0 to 7, or seen nowhere else, or no neighbours.
        const UNSEEN: usize = 8;
        const NONE: usize = 9;
        let mut before = NONE;
        let mut own = run.first().and_then(|sighting| self.elsewhere(first, sighting));
        let mut pair_before = None;
        for (at, sighting) in run.iter().enumerate() {
            let next = run.get(at + 1);
            let next_own = next.and_then(|next| self.elsewhere(first + at + 1, next));
            let mut features = Features::default();
            let style = sighting.style as usize;
            let margin = step(sighting.margin);
            if let Some(word) = own {
                features.push(word.mean * 3 + word.count - 1);
                features.push(40 + word.roles * 8 + word.best);
                features.push(104 + word.rival * 8 + word.best);
                features.push(144 + style * 8 + word.best);
                features.push(168 + margin * 8 + word.best);
                features.push(232 + margin * 8 + word.mean);
            }
            let is_small = usize::from(sighting.is_small_elsewhere);
            features.push(300 + usize::from(own.is_some()) * 48 + is_small * 24 + style * 8 + margin);
            let here = own.map_or(UNSEEN, |word| word.best);
            features.push(400 + here * 10 + before);
            features.push(500 + here * 10 + next.map_or(NONE, |_| next_own.map_or(UNSEEN, |word| word.best)));
            let pair = next.map(|next| self.pair(sighting, next));
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

    /// Reads all sightings of a document, which has `words` sighted words, and forgets what was there before.
    pub fn read(&mut self, sightings: &[Sighting], words: u32) {
        self.words.clear();
        self.words.resize(words as usize, Word::NONE);
        for (sighting, at) in sightings.iter().zip(0..) {
            let Some(word) = self.words.get_mut(sighting.word as usize) else { continue };
            word.count += 1;
            word.sum += sighting.margin.clamp(-MOST, MOST);
            let is_best = sighting.margin > word.best;
            word.second = word.second.max(sighting.margin.min(word.best));
            word.best_at = if is_best { at } else { word.best_at };
            word.best = word.best.max(sighting.margin);
            word.labels[sighting.label as usize] += 1;
        }
        self.pairs.clear();
        for pair in sightings.windows(2) {
            let [a, b] = pair else { continue };
            if !b.opens_run & self.is_repeated(a) & self.is_repeated(b) {
                let pair = self.pairs.entry(pair_key(a, b)).or_default();
                if joins(a.label, b.label) {
                    pair.joined += 1;
                } else {
                    pair.apart += 1;
                }
            }
        }
    }

    fn is_repeated(&self, sighting: &Sighting) -> bool {
        self.words.get(sighting.word as usize).is_some_and(|word| word.count > 1)
    }

    /// The sums without one sighting; absent if it is the only one.
    #[inline]
    fn elsewhere(&self, at: usize, sighting: &Sighting) -> Option<Elsewhere> {
        let word = self.words.get(sighting.word as usize).filter(|word| word.count > 1)?;
        let count = word.count - 1;
        let sum = word.sum - sighting.margin.clamp(-MOST, MOST);
        let best = if word.best_at as usize == at { word.second } else { word.best };
        let times = |label: Label| word.labels[label as usize] - u32::from(label == sighting.label);
        let rivals = RIVALS.map(times);
        let top = (0..RIVALS.len()).fold(0, |a, b| if rivals[b] > rivals[a] { b } else { a });
        let [first, inner, last, alone] =
            [Label::PersonFirst, Label::PersonInner, Label::PersonLast, Label::PersonOnly].map(times);
        Some(Elsewhere {
            best: step(best),
            mean: step(sum / count),
            count: count.min(3) as usize,
            roles: usize::from(first > 0) | usize::from(inner + last > 0) << 1 | usize::from(alone > 0) << 2,
            rival: if rivals[top] > 0 { top + 1 } else { 0 },
        })
    }

    /// Whether the pair is seen elsewhere as one name, apart, both or not at all: 1, 2, 3, 0; and 4 more if it is one here.
    #[inline]
    fn pair(&self, a: &Sighting, b: &Sighting) -> usize {
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

fn pair_key(a: &Sighting, b: &Sighting) -> u64 {
    u64::from(a.word) << 32 | u64::from(b.word)
}
