//! Feature extraction.
//!
//! A position is scored by two groups of features:
//!
//! * features of the words in its window, each on its own: the word, its affixes, its clusters and what the lists know of it. Their
//!   weights are summed once per distinct word (see `word_scores`), because a word contributes the same to every window.
//! * features that combine several positions of the window ([`position_features`]), which are computed for each position.
//!
//! Features are not stored by name but hashed ("feature hashing", Weinberger et al. 2009): the hash of a word feature leads to a block
//! with one row of weights per offset in the window, that of a position feature to one row. The model depends on these hashes, so a
//! change here requires a new model.

use std::ops::RangeInclusive;

use crate::entities::person::common::sentence_case::SentenceCase;
use crate::text::hash::{FNV_START, fnv1a_byte, mix64};

use super::labels::LABELS;
use super::positions::TagPosition;
use super::token_shape::WordCase;
use super::window::{CENTRE, WINDOW};
use super::word_clusters::WordClusters;

/// Attributes of a word that the combined features need.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordAttributes {
    /// Its clusters.
    pub clusters: WordClusters,
    /// The most telling fact that the lists have about it; see [`ListEntry`](super::gazetteer::ListEntry).
    pub kind: u8,
}

/// Offsets in the window, one bit each.
pub type WindowMask = u8;

const ALL: WindowMask = (1 << WINDOW) - 1;
const CENTRE_ONLY: WindowMask = 1 << CENTRE;
const CENTRE_AND_NEIGHBOURS: WindowMask = 0b111 << (CENTRE - 1);

/// A feature of a word.
#[derive(Clone, Copy, Debug)]
pub struct WordFeature {
    /// Its hash.
    pub hash: u64,
    /// The offsets in the window at which it has weights.
    pub offsets: WindowMask,
    /// Whether it depends on the letters of the word. Training randomly drops these features at the centre of the window, so that the
    /// model also learns from clusters and neighbours.
    pub is_lexical: bool,
}

/// The hash of a feature: the number of its kind and up to two values.
#[inline]
const fn feature_hash(kind: u64, a: u64, b: u64) -> u64 {
    mix64(kind.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ a.wrapping_mul(0xd6e8_feb8_6659_fd93) ^ b.rotate_left(32))
}

/// The kinds of word features. The numbers are part of the hashes.
mod kind {
    pub(super) const WORD: u64 = 1;
    pub(super) const WORD_AND_CASE: u64 = 2;
    /// One for each clustering, from this number on.
    pub(super) const CLUSTER: u64 = 3;
    pub(super) const NO_CLUSTERS: u64 = 10;
    /// Plus the length of the affix.
    pub(super) const PREFIX: u64 = 20;
    pub(super) const SUFFIX: u64 = 30;
    pub(super) const LENGTH: u64 = 40;
    pub(super) const CHARACTERS: u64 = 41;
    pub(super) const LIST: u64 = 50;
    pub(super) const LISTS: u64 = 51;
}

/// The features of several words. The buffers can be reused.
#[derive(Clone, Debug, Default)]
pub struct WordFeatures {
    features: Vec<WordFeature>,
    /// By word: the end of its features, which is the start of the next word's.
    ends: Vec<usize>,
}

impl WordFeatures {
    /// Removes all words.
    pub fn clear(&mut self) {
        self.features.clear();
        self.ends.clear();
    }

    /// The features of all words.
    pub fn all(&self) -> &[WordFeature] {
        &self.features
    }

    /// The features of each word, in the order in which the words were added.
    pub fn words(&self) -> impl Iterator<Item = &[WordFeature]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| self.features.get(start..end).unwrap_or_default())
    }

    /// The features of one word alone; see [`WordFeatures::add`].
    #[cfg(feature = "train")]
    pub fn read(&mut self, key: &str, case: WordCase, attributes: &WordAttributes, listed: u64) -> &[WordFeature] {
        self.clear();
        self.add(key, case, attributes, listed);
        self.all()
    }

    /// Adds a word in key form; `listed` has one bit for each fact that the lists have about it.
    pub fn add(&mut self, key: &str, case: WordCase, attributes: &WordAttributes, listed: u64) {
        self.push_all(key, case, attributes, listed);
        self.ends.push(self.features.len());
    }

    fn push_all(&mut self, key: &str, case: WordCase, attributes: &WordAttributes, listed: u64) {
        let affixes = Affixes::of(key.as_bytes());
        let case_number = case as u64;
        let has_clusters = attributes.clusters != WordClusters::default();
        self.push(kind::WORD_AND_CASE, affixes.whole, 1 + case_number, ALL, true);
        self.push(kind::LISTS, listed, case_number, ALL, false);
        if has_clusters {
            for (n, &cluster) in attributes.clusters.iter().enumerate() {
                self.push(kind::CLUSTER + n as u64, u64::from(cluster), 0, ALL, false);
            }
        } else {
            self.push(kind::NO_CLUSTERS, case_number, 0, ALL, false);
        }
        // A lowercase word is hardly ever in a candidate sequence, and its clusters carry what its affixes would.
        if case == WordCase::Lower {
            if !has_clusters {
                self.push_affixes(&affixes, case_number, 2..=3);
            }
            return;
        }
        self.push(kind::WORD, affixes.whole, 0, ALL, true);
        let mut bits = listed;
        while bits != 0 {
            self.push(kind::LIST, u64::from(bits.trailing_zeros()), 0, ALL, false);
            bits &= bits - 1;
        }
        self.push_affixes(&affixes, case_number, 1..=LONGEST_AFFIX);
        self.push(kind::LENGTH, affixes.length.min(12) as u64, case_number, CENTRE_ONLY, false);
        self.push(kind::CHARACTERS, character_classes(key), 0, CENTRE_ONLY, false);
    }

    fn push_affixes(&mut self, affixes: &Affixes, case: u64, lengths: RangeInclusive<usize>) {
        for (length, (&prefix, &suffix)) in (1..).zip(affixes.prefixes.iter().zip(&affixes.suffixes)) {
            if length < affixes.length && lengths.contains(&length) {
                let offsets = if length == 2 || length == 3 { CENTRE_AND_NEIGHBOURS } else { CENTRE_ONLY };
                self.push(kind::PREFIX + length as u64, prefix, case, offsets, true);
                self.push(kind::SUFFIX + length as u64, suffix, case, offsets, true);
            }
        }
    }

    #[inline]
    fn push(&mut self, kind: u64, a: u64, b: u64, offsets: WindowMask, is_lexical: bool) {
        self.features.push(WordFeature { hash: feature_hash(kind, a, b), offsets, is_lexical });
    }
}

/// One bit each for a hyphen, an apostrophe, a period and a vowel in the word.
fn character_classes(word: &str) -> u64 {
    word.bytes().fold(0, |classes, byte| {
        classes
            | match byte {
                b'-' => 1,
                b'\'' => 2,
                b'.' => 4,
                b'a' | b'i' | b'u' | b'e' | b'o' => 8,
                _ => 0,
            }
    })
}

/// The longest prefix and suffix that is a feature, in characters.
const LONGEST_AFFIX: usize = 4;

/// Hashes of a word and of its affixes (suffixes are hashed from the last byte to the first), and its length in characters.
struct Affixes {
    whole: u64,
    prefixes: [u64; LONGEST_AFFIX],
    suffixes: [u64; LONGEST_AFFIX],
    length: usize,
}

impl Affixes {
    fn of(word: &[u8]) -> Self {
        let begins_character = |byte: u8| byte & 0xc0 != 0x80;
        let mut affixes =
            Self { whole: FNV_START, prefixes: [0; LONGEST_AFFIX], suffixes: [0; LONGEST_AFFIX], length: 0 };
        for &byte in word {
            if begins_character(byte) {
                if let Some(prefix) = affixes.length.checked_sub(1).and_then(|n| affixes.prefixes.get_mut(n)) {
                    *prefix = affixes.whole;
                }
                affixes.length += 1;
            }
            affixes.whole = fnv1a_byte(affixes.whole, byte);
        }
        let mut hash = FNV_START;
        let mut characters = 0;
        for &byte in word.iter().rev() {
            hash = fnv1a_byte(hash, byte);
            if begins_character(byte) {
                let Some(suffix) = affixes.suffixes.get_mut(characters) else { break };
                *suffix = hash;
                characters += 1;
            }
        }
        affixes
    }
}

/// A position and its context.
#[derive(Clone, Copy, Debug)]
pub struct PositionContext<'a> {
    /// The positions of the window.
    pub positions: &'a [TagPosition; WINDOW],
    /// The attributes of their words.
    pub attributes: [WordAttributes; WINDOW],
    /// The attributes of the word before the sequence.
    pub before_sequence: WordAttributes,
    /// The attributes of the word after the sequence.
    pub after_sequence: WordAttributes,
    /// The case of the sentence.
    pub sentence_case: SentenceCase,
}

/// The number of [`position_features`].
pub const POSITION_FEATURES: usize = 8;

/// The features of a position that combine several positions of its window. These are what remains of 26 that were tried; the others
/// cost time and made the tagger less accurate on newspapers that it was not trained on.
#[inline]
pub fn position_features(context: &PositionContext<'_>) -> [u64; POSITION_FEATURES] {
    let shape = |offset: usize| context.positions[offset].shape as u64;
    let cluster = |offset: usize, n: usize| u64::from(context.attributes[offset].clusters[n]);
    let kind = |offset: usize| u64::from(context.attributes[offset].kind);
    let here = &context.positions[CENTRE];
    let sentence = (context.sentence_case as u64) << 1 | u64::from(here.is_first);
    let [before, after] =
        [&context.before_sequence, &context.after_sequence].map(|attributes| u64::from(attributes.clusters[1]));
    [
        shape(0) | shape(1) << 8 | shape(2) << 16 | shape(3) << 24 | shape(4) << 32,
        cluster(1, 0) | cluster(2, 1) << 16,
        cluster(1, 0) | shape(2) << 16 | shape(3) << 24,
        cluster(3, 1) | cluster(4, 1) << 16,
        before | after << 16,
        cluster(1, 1) | cluster(3, 1) << 16,
        kind(1) | kind(2) << 8 | kind(3) << 16,
        kind(2) | sentence << 8 | u64::from(context.after_sequence.kind) << 16,
    ]
}

/// The row of the `kind`th position feature in a table of 2^`bits` rows.
#[inline]
pub const fn position_row(kind: usize, value: u64, bits: u32) -> usize {
    // Fibonacci hashing: the upper bits of a product with 2^64 divided by the golden ratio depend on all bits of the value.
    ((value | (kind as u64) << 56).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - bits)) as usize
}

/// The bytes of the block of a word feature: a weight for each offset and label.
pub const BLOCK_BYTES: usize = WINDOW * LABELS;

#[cfg(test)]
mod tests;
