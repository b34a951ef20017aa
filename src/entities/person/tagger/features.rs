//! The features: what a slot is judged by.
//!
//! Those of a single word, at each of the five places round the slot, are summed once a distinct word and kept; those that
//! join words or depend on the place are looked up for each slot. Every feature is a hash, and its row of weights (one a label)
//! lies at that hash in the model's table.

use super::classes::WordClasses;
use super::slots::{Case, Form, Slot};

/// The places of a word round the slot in question: two before, one before, the slot, one after, two after.
pub const PLACES: usize = 5;
/// The place of the slot itself.
const HERE: u64 = 2;

/// What is known of a word and needed for the features that join words.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordFacts {
    /// Its classes.
    pub classes: WordClasses,
    /// What the lists say of it, in one number.
    pub kind: u8,
}

pub(super) fn hash_bytes(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, &b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

pub(super) const fn finish(hash: u64) -> u64 {
    let mut h = hash;
    h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    h ^ (h >> 31)
}

/// The hash of a feature: the number of its kind and up to two values.
#[inline]
fn feature(kind: u64, a: u64, b: u64) -> u64 {
    finish(kind.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ a.wrapping_mul(0xd6e8_feb8_6659_fd93) ^ b.rotate_left(32))
}

/// The features of a word: `emit` gets the place and the hash. `listed` is what the lists say of it, a bit a fact. `lexical` says whether to give those of the word's own letters
/// at its own place too; training leaves them out now and then, so that the classes and neighbours learn to do without.
pub fn word_features(
    key: &str,
    case: Case,
    facts: &WordFacts,
    listed: u64,
    lexical: bool,
    mut emit: impl FnMut(usize, u64),
) {
    let word = hash_bytes(key.as_bytes());
    for place in 0..PLACES as u64 {
        let here = place == HERE;
        let mut give = |kind: u64, a: u64, b: u64| emit(place as usize, feature(kind * 8 + place, a, b));
        if !here || lexical {
            give(1, word, 0);
            give(2, word, 1 + case as u64);
        }
        for (n, &class) in facts.classes.iter().enumerate().filter(|(_, class)| **class != 0) {
            give(3 + n as u64, u64::from(class), 0);
        }
        let mut bits = listed;
        while bits != 0 {
            give(50, u64::from(bits.trailing_zeros()), u64::from(case != Case::Lower));
            bits &= bits - 1;
        }
        give(51, listed, case as u64);
        if facts.classes == WordClasses::default() {
            give(10, case as u64, 0);
        }
    }
    let mut give = |place: u64, kind: u64, a: u64, b: u64| emit(place as usize, feature(kind * 8 + place, a, b));
    let length = key.chars().count();
    let starts = key.char_indices().map(|(at, _)| at).chain([key.len()]);
    let starts = Ends::new(starts, length);
    for n in 1..=4.min(length.saturating_sub(1)) {
        let prefix = hash_bytes(key.get(..starts.front(n)).unwrap_or_default().as_bytes());
        let suffix = hash_bytes(key.get(starts.back(n)..).unwrap_or_default().as_bytes());
        if lexical {
            give(HERE, 20 + n as u64, prefix, case as u64);
            give(HERE, 30 + n as u64, suffix, case as u64);
        }
        if n == 2 || n == 3 {
            for place in [HERE - 1, HERE + 1] {
                give(place, 20 + n as u64, prefix, u64::from(case != Case::Lower));
                give(place, 30 + n as u64, suffix, u64::from(case != Case::Lower));
            }
        }
    }
    give(HERE, 40, length.min(12) as u64, case as u64);
    let signs = u64::from(key.contains('-')) | u64::from(key.contains('\'')) << 1 | u64::from(key.contains('.')) << 2;
    let vowels = u64::from(key.contains(['a', 'i', 'u', 'e', 'o']));
    give(HERE, 41, signs, vowels);
}

/// Where the first and the last few characters of a word begin.
struct Ends {
    front: [usize; 5],
    back: [usize; 5],
}

impl Ends {
    fn new(starts: impl Iterator<Item = usize>, length: usize) -> Self {
        let mut ends = Self { front: [0; 5], back: [0; 5] };
        for (n, at) in starts.enumerate() {
            if let Some(front) = ends.front.get_mut(n) {
                *front = at;
            }
            if let Some(back) = ends.back.get_mut(length - n.min(length)) {
                *back = at;
            }
        }
        ends
    }

    /// Byte offset behind the first `n` characters.
    fn front(&self, n: usize) -> usize {
        self.front.get(n).copied().unwrap_or(0)
    }

    /// Byte offset of the last `n` characters.
    fn back(&self, n: usize) -> usize {
        self.back.get(n).copied().unwrap_or(0)
    }
}

/// The slots round one slot: forms and facts of two before to two after, cut at the sentence, and those round its run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Surroundings {
    /// The forms, two before to two after.
    pub forms: [Form; PLACES],
    /// The facts of the words, two before to two after.
    pub facts: [WordFacts; PLACES],
    /// The facts of the word before the run.
    pub before_run: WordFacts,
    /// The facts of the word after the run.
    pub after_run: WordFacts,
}

/// The features of a slot beyond those of its words alone. Of 26 that were tried these are left: the others cost time and made
/// the tagger worse on newspapers that it had not seen.
pub fn slot_features(slot: &Slot, around: &Surroundings, mut emit: impl FnMut(u64)) {
    let form = |place: usize| around.forms.get(place).copied().unwrap_or_default() as u64;
    let class = |place: usize, n: usize| {
        u64::from(around.facts.get(place).and_then(|f| f.classes.get(n)).copied().unwrap_or(0))
    };
    let kind = |place: usize| around.facts.get(place).map_or(0, |f| u64::from(f.kind));
    let style = slot.style as u64 * 2 + u64::from(slot.is_first);
    let mut give = |number: u64, a: u64, b: u64| emit(feature(1000 + number, a, b));
    give(1, form(1) << 16 | form(2) << 8 | form(3), form(0) << 8 | form(4));
    give(2, class(1, 0), class(2, 1));
    give(3, class(1, 0), form(2) << 8 | form(3));
    give(4, class(3, 1), class(4, 1));
    give(5, u64::from(around.before_run.classes[1]), u64::from(around.after_run.classes[1]));
    give(6, class(1, 1), class(3, 1));
    give(7, kind(1) << 16 | kind(2) << 8 | kind(3), 0);
    give(8, kind(2) << 8 | style, u64::from(around.after_run.kind));
}
