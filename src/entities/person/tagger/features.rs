//! The features: what a slot is judged by.
//!
//! Those of a single word, at each of the five places round the slot, are summed once a distinct word and kept; those that
//! join words or depend on the place are looked up for each slot. Every feature is a hash. One of a word leads to a block of
//! rows of weights, a row a place; one of a slot leads to one row.

use std::ops::RangeInclusive;

use super::classes::WordClasses;
use super::labels::LABELS;
use super::slots::{Case, REACH, Slot, Style};

/// The places of a word round the slot in question: two before, one before, the slot, one after, two after.
pub const PLACES: usize = 2 * REACH + 1;
/// The place of the slot itself.
pub const HERE: usize = REACH;

/// What is known of a word and needed for the features that join words.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordFacts {
    /// Its classes.
    pub classes: WordClasses,
    /// What the lists say of it, in one number.
    pub kind: u8,
}

/// The places at which a feature of a word counts, a bit each.
pub type Places = u8;

const ALL: Places = (1 << PLACES) - 1;
const ONLY_HERE: Places = 1 << HERE;
const HERE_AND_BESIDE: Places = 0b111 << (HERE - 1);

/// A feature of a word.
#[derive(Clone, Copy, Debug)]
pub struct WordFeature {
    /// Its hash.
    pub hash: u64,
    /// Where it counts.
    pub places: Places,
    /// Whether it is of the word's own letters. Training leaves these out at the word's own place now and then, so that the
    /// classes and neighbours learn to do without.
    pub is_lexical: bool,
}

const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;

#[inline]
const fn hash_byte(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
}

/// FNV-1a.
pub(super) fn hash_bytes(bytes: &[u8]) -> u64 {
    bytes.iter().fold(HASH_START, |hash, &byte| hash_byte(hash, byte))
}

/// Spreads a hash over all its bits, as `SplitMix64` does.
#[inline]
pub(super) const fn finish(hash: u64) -> u64 {
    let mut h = hash;
    h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    h ^ (h >> 31)
}

/// The hash of a feature: the number of its kind and up to two values.
#[inline]
const fn feature(kind: u64, a: u64, b: u64) -> u64 {
    finish(kind.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ a.wrapping_mul(0xd6e8_feb8_6659_fd93) ^ b.rotate_left(32))
}

/// The features of some words, kept to be used again.
#[derive(Clone, Debug, Default)]
pub struct WordFeatures {
    features: Vec<WordFeature>,
    /// By word: where its features end, which is where those of the next begin.
    ends: Vec<usize>,
}

impl WordFeatures {
    /// Forgets all words.
    pub fn clear(&mut self) {
        self.features.clear();
        self.ends.clear();
    }

    /// The features of all words.
    pub fn all(&self) -> &[WordFeature] {
        &self.features
    }

    /// The features of each word, in the order in which they were added.
    pub fn words(&self) -> impl Iterator<Item = &[WordFeature]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| self.features.get(start..end).unwrap_or_default())
    }

    /// The features of one word alone; see [`WordFeatures::add`].
    #[cfg(feature = "train")]
    pub fn read(&mut self, key: &str, case: Case, facts: &WordFacts, listed: u64) -> &[WordFeature] {
        self.clear();
        self.add(key, case, facts, listed);
        self.all()
    }

    /// Adds a word in its key form; `listed` is what the lists say of it, a bit a fact.
    pub fn add(&mut self, key: &str, case: Case, facts: &WordFacts, listed: u64) {
        self.push_all(key, case, facts, listed);
        self.ends.push(self.features.len());
    }

    fn push_all(&mut self, key: &str, case: Case, facts: &WordFacts, listed: u64) {
        let ends = Ends::of(key.as_bytes());
        let case_number = case as u64;
        let is_known = facts.classes != WordClasses::default();
        self.push(2, ends.whole, 1 + case_number, ALL, true);
        self.push(51, listed, case_number, ALL, false);
        if is_known {
            for (n, &class) in facts.classes.iter().enumerate() {
                self.push(3 + n as u64, u64::from(class), 0, ALL, false);
            }
        } else {
            self.push(10, case_number, 0, ALL, false);
        }
        // A word in small letters hardly ever stands in a run, and its classes say what its letters would.
        if case == Case::Lower {
            if !is_known {
                self.push_affixes(&ends, case_number, 2..=3);
            }
            return;
        }
        self.push(1, ends.whole, 0, ALL, true);
        let mut bits = listed;
        while bits != 0 {
            self.push(50, u64::from(bits.trailing_zeros()), 0, ALL, false);
            bits &= bits - 1;
        }
        self.push_affixes(&ends, case_number, 1..=AFFIX);
        self.push(40, ends.length.min(12) as u64, case_number, ONLY_HERE, false);
        self.push(41, signs(key), 0, ONLY_HERE, false);
    }

    fn push_affixes(&mut self, ends: &Ends, case: u64, lengths: RangeInclusive<usize>) {
        for (n, (&prefix, &suffix)) in
            ends.prefixes.iter().zip(&ends.suffixes).enumerate().map(|(n, both)| (n + 1, both))
        {
            if n < ends.length && lengths.contains(&n) {
                let places = if n == 2 || n == 3 { HERE_AND_BESIDE } else { ONLY_HERE };
                self.push(20 + n as u64, prefix, case, places, true);
                self.push(30 + n as u64, suffix, case, places, true);
            }
        }
    }

    #[inline]
    fn push(&mut self, kind: u64, a: u64, b: u64, places: Places, is_lexical: bool) {
        self.features.push(WordFeature { hash: feature(kind, a, b), places, is_lexical });
    }
}

/// Which signs and whether vowels are in a word, a bit each.
fn signs(word: &str) -> u64 {
    word.bytes().fold(0, |signs, byte| {
        signs
            | match byte {
                b'-' => 1,
                b'\'' => 2,
                b'.' => 4,
                b'a' | b'i' | b'u' | b'e' | b'o' => 8,
                _ => 0,
            }
    })
}

/// The longest beginning and end of a word that is a feature, in characters.
const AFFIX: usize = 4;

/// Hashes of a word, its beginnings and its ends (these from the last byte to the first), and its length in characters.
struct Ends {
    whole: u64,
    prefixes: [u64; AFFIX],
    suffixes: [u64; AFFIX],
    length: usize,
}

impl Ends {
    fn of(word: &[u8]) -> Self {
        let begins_character = |byte: u8| byte & 0xc0 != 0x80;
        let mut ends = Self { whole: HASH_START, prefixes: [0; AFFIX], suffixes: [0; AFFIX], length: 0 };
        for &byte in word {
            if begins_character(byte) {
                if let Some(prefix) = ends.length.checked_sub(1).and_then(|n| ends.prefixes.get_mut(n)) {
                    *prefix = ends.whole;
                }
                ends.length += 1;
            }
            ends.whole = hash_byte(ends.whole, byte);
        }
        let mut hash = HASH_START;
        let mut characters = 0;
        for &byte in word.iter().rev() {
            hash = hash_byte(hash, byte);
            if begins_character(byte) {
                let Some(suffix) = ends.suffixes.get_mut(characters) else { break };
                *suffix = hash;
                characters += 1;
            }
        }
        ends
    }
}

/// A slot with what stands round it.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// The slots, two before to two after.
    pub slots: &'a [Slot; PLACES],
    /// The facts of their words.
    pub facts: [WordFacts; PLACES],
    /// The facts of the word before the run.
    pub before_run: WordFacts,
    /// The facts of the word after the run.
    pub after_run: WordFacts,
    /// The kind of sentence.
    pub style: Style,
}

/// How many features [`slot_features`] gives.
pub const SLOT_FEATURES: usize = 8;

/// The features of a slot beyond those of its words alone. Of 26 that were tried these are left: the others cost time and made
/// the tagger worse on newspapers that it had not seen.
#[inline]
pub fn slot_features(around: &Surroundings<'_>) -> [u64; SLOT_FEATURES] {
    let form = |place: usize| around.slots[place].form as u64;
    let class = |place: usize, n: usize| u64::from(around.facts[place].classes[n]);
    let kind = |place: usize| u64::from(around.facts[place].kind);
    let here = &around.slots[HERE];
    let sentence = (around.style as u64) << 1 | u64::from(here.is_first);
    let run = [&around.before_run, &around.after_run].map(|facts| u64::from(facts.classes[1]));
    [
        form(0) | form(1) << 8 | form(2) << 16 | form(3) << 24 | form(4) << 32,
        class(1, 0) | class(2, 1) << 16,
        class(1, 0) | form(2) << 16 | form(3) << 24,
        class(3, 1) | class(4, 1) << 16,
        run[0] | run[1] << 16,
        class(1, 1) | class(3, 1) << 16,
        kind(1) | kind(2) << 8 | kind(3) << 16,
        kind(2) | sentence << 8 | u64::from(around.after_run.kind) << 16,
    ]
}

/// The row of the `kind`th feature of a slot in a table of 2^`bits` rows.
#[inline]
pub const fn slot_row(kind: usize, value: u64, bits: u32) -> usize {
    // The upper bits of a product with an odd number near 2^64 divided by the golden ratio depend on all bits of the value.
    ((value | (kind as u64) << 56).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - bits)) as usize
}

/// Bytes of the block of a word's feature: a weight a place and label.
pub const BLOCK: usize = PLACES * LABELS;
