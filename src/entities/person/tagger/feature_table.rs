//! Blocks of weights by the hash of a word feature.

use crate::text::prefetch::prefetch;

use super::features::BLOCK_BYTES;

/// The byte that stands for a weight of 0.
pub const ZERO: u8 = 128;

/// The bytes of an entry of the index: a fingerprint, and the number of a block plus one (0: free).
const ENTRY: usize = 4;
/// The most blocks that a table can hold.
#[cfg(any(feature = "train", test))]
pub const MOST_BLOCKS: usize = u16::MAX as usize - 1;

/// The weights of word features, read in place.
///
/// An index with open addressing over a power of two of entries leads from a hash to a block of weights. A feature that did not occur
/// in training, or not often enough, has no block and contributes nothing; it is taken for another feature with a probability of about
/// 2^-16.
#[derive(Clone, Copy, Debug)]
pub(super) struct FeatureTable<'a> {
    index: &'a [[u8; ENTRY]],
    blocks: &'a [[u8; BLOCK_BYTES]],
}

/// The first entry of a hash and its fingerprint.
#[inline]
const fn place(hash: u64, mask: usize) -> (usize, u16) {
    (hash as usize & mask, (hash >> 48) as u16)
}

impl<'a> FeatureTable<'a> {
    /// A table over its bytes, or `None` if the index is not a power of two of entries or the last block is incomplete.
    pub(super) const fn new(index: &'a [u8], blocks: &'a [u8]) -> Option<Self> {
        let (index, index_rest) = index.as_chunks();
        let (blocks, blocks_rest) = blocks.as_chunks();
        if index.len().is_power_of_two() && index_rest.is_empty() && blocks_rest.is_empty() {
            Some(Self { index, blocks })
        } else {
            None
        }
    }

    /// The number of the block of a feature, from 1 on; 0 if it has none.
    ///
    /// Whether a feature has a block and at which entry is unpredictable, so the first entries are compared all at once and
    /// branch-free.
    #[inline(always)]
    pub(super) fn find(&self, hash: u64) -> u32 {
        let mask = self.index.len() - 1;
        let (at, fingerprint) = place(hash, mask);
        let Some(probes) = self.index.get(at..).and_then(|entries| entries.first_chunk::<PROBES>()) else {
            return self.find_from(at, fingerprint);
        };
        let entries = probes.map(u32::from_le_bytes);
        let bits = |flags: [bool; PROBES]| flags.iter().rev().fold(0_u32, |bits, &flag| bits << 1 | u32::from(flag));
        let found = bits(entries.map(|entry| entry as u16 == fingerprint));
        let free = bits(entries.map(|entry| entry >> 16 == 0));
        let first = (found | free).trailing_zeros() as usize;
        match entries.get(first) {
            // The number in a free entry is 0.
            Some(entry) => entry >> 16,
            None => self.find_from(at + PROBES, fingerprint),
        }
    }

    /// Prefetches the entries at which [`FeatureTable::find`] begins.
    #[inline(always)]
    pub(super) fn prefetch_entry(&self, hash: u64) {
        prefetch(self.index, place(hash, self.index.len() - 1).0);
    }

    /// Prefetches a block.
    #[inline(always)]
    pub(super) fn prefetch_block(&self, number: u32) {
        prefetch(self.blocks, (number as usize).wrapping_sub(1));
    }

    /// [`FeatureTable::find`] from entry `at` on, one entry at a time.
    #[cold]
    fn find_from(&self, at: usize, fingerprint: u16) -> u32 {
        let entries = self.index.iter().skip(at).chain(self.index);
        let found = entries
            .map(|&entry| u32::from_le_bytes(entry))
            .find(|&entry| entry as u16 == fingerprint || entry >> 16 == 0);
        found.map_or(0, |entry| entry >> 16)
    }

    /// The weights of a block, by offset and label; those of block 0 are all [`ZERO`].
    #[inline(always)]
    pub(super) fn block(&self, number: u32) -> &'a [u8; BLOCK_BYTES] {
        self.blocks.get((number as usize).wrapping_sub(1)).unwrap_or(&NO_WEIGHTS)
    }
}

/// The entries that are compared at once. The index is at most half full, so a longer probe is rare.
const PROBES: usize = 4;

/// The block of a feature without weights.
static NO_WEIGHTS: [u8; BLOCK_BYTES] = [ZERO; BLOCK_BYTES];

/// The bytes of an index of these features, block by block; at most half full.
#[cfg(any(feature = "train", test))]
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

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        // Few distinct first entries, so that probes are long and wrap round the end of the index; distinct fingerprints, so that no
        // feature is taken for another.
        #[test]
        fn look_ups_equal_those_of_a_map(places in prop::collection::vec(0_u64..1024, 0..120), others in prop::collection::vec(0_u64..1024, 30)) {
            let hash = |(n, place): (usize, &u64)| (n as u64 + 1) << 48 | place;
            let hashes: Vec<u64> = places.iter().enumerate().map(hash).collect();
            let blocks: Vec<u8> = (0..hashes.len()).flat_map(|n| [n as u8; BLOCK_BYTES]).collect();
            let index = build_index(&hashes);
            let table = FeatureTable::new(&index, &blocks).unwrap();
            let map: HashMap<u64, u32> = hashes.iter().copied().zip(1..).collect();
            for &hash in &hashes {
                let number = table.find(hash);
                prop_assert_eq!(Some(&number), map.get(&hash));
                prop_assert_eq!(table.block(number), &[(number - 1) as u8; BLOCK_BYTES]);
            }
            for (n, place) in others.iter().enumerate() {
                prop_assert_eq!(table.find(((hashes.len() + n + 2) as u64) << 48 | place), 0);
            }
            prop_assert_eq!(table.block(0), &[ZERO; BLOCK_BYTES]);
        }
    }

    #[test]
    fn incomplete_entries_and_blocks_are_not_a_table() {
        assert!(FeatureTable::new(&[0; 8], &[0; BLOCK_BYTES]).is_some());
        assert!(FeatureTable::new(&[], &[]).is_none());
        assert!(FeatureTable::new(&[0; 12], &[]).is_none());
        assert!(FeatureTable::new(&[0; 9], &[]).is_none());
        assert!(FeatureTable::new(&[0; 8], &[0; BLOCK_BYTES - 1]).is_none());
    }
}
