//! Blocks of weights by the hash of a feature.

use super::features::BLOCK;
use super::model::ZERO;
use crate::text::prefetch::prefetch;

/// Bytes of an entry of the index: a fingerprint, and the number of a block plus one (0: free).
const ENTRY: usize = 4;
/// The most blocks that a table can hold.
#[cfg(feature = "train")]
pub const MOST_BLOCKS: usize = u16::MAX as usize - 1;

/// The weights of the features of words, used where they lie.
///
/// An index of a power of two entries, open addressing, leads from a hash to a block of weights. A feature that training did not
/// see, or saw too seldom, has none, and adds nothing; it is taken for another one with a probability of about 2^-16.
#[derive(Clone, Copy, Debug)]
pub(super) struct FeatureTable<'a> {
    index: &'a [[u8; ENTRY]],
    blocks: &'a [[u8; BLOCK]],
}

/// The first entry of a hash and its fingerprint.
#[inline]
const fn place(hash: u64, mask: usize) -> (usize, u16) {
    (hash as usize & mask, (hash >> 48) as u16)
}

impl<'a> FeatureTable<'a> {
    /// A table over its bytes; absent if the index is none.
    pub(super) fn new(index: &'a [u8], blocks: &'a [u8]) -> Option<Self> {
        let (index, rest) = index.as_chunks();
        let (blocks, others) = blocks.as_chunks();
        (index.len().is_power_of_two() && rest.is_empty() && others.is_empty()).then_some(Self { index, blocks })
    }

    /// The number of the block of a feature, from 1 on; 0 if it has none.
    ///
    /// Whether a feature has a block and where its entry stands is not to be guessed, so the first entries are looked at all at
    /// once, without a branch that hangs on what they are.
    #[inline(always)]
    pub(super) fn find(&self, hash: u64) -> u32 {
        let mask = self.index.len() - 1;
        let (at, fingerprint) = place(hash, mask);
        let Some(window) = self.index.get(at..).and_then(|entries| entries.first_chunk::<WINDOW>()) else {
            return self.find_beyond(at, fingerprint);
        };
        let entries = window.map(u32::from_le_bytes);
        let bits = |holds: [bool; WINDOW]| holds.iter().rev().fold(0_u32, |bits, &holds| bits << 1 | u32::from(holds));
        let found = bits(entries.map(|entry| entry as u16 == fingerprint));
        let free = bits(entries.map(|entry| entry >> 16 == 0));
        let first = (found | free).trailing_zeros() as usize;
        match entries.get(first) {
            // A free entry has the number of no block.
            Some(entry) => entry >> 16,
            None => self.find_beyond(at + WINDOW, fingerprint),
        }
    }

    /// Asks for the entries that [`FeatureTable::find`] looks at.
    #[inline(always)]
    pub(super) fn ask_for_entry(&self, hash: u64) {
        prefetch(self.index, place(hash, self.index.len() - 1).0);
    }

    /// Asks for a block.
    #[inline(always)]
    pub(super) fn ask_for_block(&self, number: u32) {
        prefetch(self.blocks, (number as usize).wrapping_sub(1));
    }

    /// The same from entry `at` on, one by one.
    #[cold]
    fn find_beyond(&self, at: usize, fingerprint: u16) -> u32 {
        let entries = self.index.iter().skip(at).chain(self.index);
        let found = entries
            .map(|&entry| u32::from_le_bytes(entry))
            .find(|&entry| entry as u16 == fingerprint || entry >> 16 == 0);
        found.map_or(0, |entry| entry >> 16)
    }

    /// The weights of a block, by place and label; those of block 0 are all [`ZERO`].
    #[inline(always)]
    pub(super) fn block(&self, number: u32) -> &'a [u8; BLOCK] {
        self.blocks.get((number as usize).wrapping_sub(1)).unwrap_or(&NO_WEIGHTS)
    }
}

/// How many entries are looked at at once: in an index that is at most half full, more are seldom taken.
const WINDOW: usize = 4;

/// What a feature without a block adds: nothing.
static NO_WEIGHTS: [u8; BLOCK] = [ZERO; BLOCK];

/// The bytes of the index of these features, block by block; at most half full.
#[cfg(feature = "train")]
pub fn build_index(hashes: &[u64]) -> Vec<u8> {
    let count = (hashes.len() * 2).next_power_of_two().max(2);
    let mut index = vec![[0; ENTRY]; count];
    for (block, &hash) in hashes.iter().enumerate().take(MOST_BLOCKS) {
        let (mut at, fingerprint) = place(hash, count - 1);
        while index[at][2..] != [0, 0] {
            at = (at + 1) & (count - 1);
        }
        let ([a, b], [c, d]) = (fingerprint.to_le_bytes(), (block as u16 + 1).to_le_bytes());
        index[at] = [a, b, c, d];
    }
    index.into_flattened()
}
