//! Blocks of weights by the hash of a feature.

use super::features::BLOCK;

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

    /// The weights of a feature, by place and label.
    #[inline]
    pub(super) fn get(&self, hash: u64) -> Option<&'a [u8; BLOCK]> {
        let mask = self.index.len() - 1;
        let (mut at, fingerprint) = place(hash, mask);
        for _ in 0..=mask {
            let [a, b, c, d] = *self.index.get(at)?;
            let block = u16::from_le_bytes([c, d]);
            if block == 0 {
                return None;
            }
            if u16::from_le_bytes([a, b]) == fingerprint {
                return self.blocks.get(usize::from(block) - 1);
            }
            at = (at + 1) & mask;
        }
        None
    }
}

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
