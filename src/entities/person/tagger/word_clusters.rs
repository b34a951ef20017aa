//! Word clusters: groups of words with similar contexts, learned from unlabelled news, in a hash table that is read in place.
//!
//! Clusters let the model generalize to words that are not in the annotated texts (as Brown clusters do in Ratinov and Roth 2009). The
//! trainer computes them by k-means over word vectors.

#[cfg(any(feature = "train", test))]
use crate::text::hash::fnv1a;
use crate::text::hash::mix64;
use crate::text::prefetch::prefetch;

use super::token_shape::WordCase;

/// The number of clusterings, from fine to coarse. A word has one cluster of each.
pub const CLUSTERINGS: usize = 3;
/// The bytes of an entry: a fingerprint and the clusters.
const ENTRY: usize = 4 + 2 * CLUSTERINGS;

/// The clusters of a word; all 0 if it is unknown.
pub type WordClusters = [u16; CLUSTERINGS];

/// Word clusters by word and case.
///
/// The table is open addressing over a power of two of little-endian entries: a fingerprint of 32 bits (0: free) and the clusters. A
/// word that is not in the table is taken for another one with a probability of about 2^-31.
#[derive(Clone, Copy, Debug)]
pub struct ClusterTable<'a> {
    entries: &'a [u8],
    mask: usize,
}

impl<'a> ClusterTable<'a> {
    /// The bytes of the table.
    #[cfg(feature = "train")]
    #[must_use]
    pub const fn bytes(&self) -> &'a [u8] {
        self.entries
    }

    /// A table over its bytes, or `None` if they are not a power of two of entries.
    pub const fn new(entries: &'a [u8]) -> Option<Self> {
        let count = entries.len() / ENTRY;
        if count.is_power_of_two() && entries.len() == count * ENTRY {
            Some(Self { entries, mask: count - 1 })
        } else {
            None
        }
    }

    /// The clusters of a word in key form with this case or, if that is unknown, with another case.
    #[cfg(any(feature = "train", test))]
    pub fn get(&self, key: &str, case: WordCase) -> WordClusters {
        self.get_hashed(fnv1a(key.as_bytes()), case)
    }

    /// The same by the hash of the key form.
    #[inline]
    pub(super) fn get_hashed(&self, key: u64, case: WordCase) -> WordClusters {
        let order: &[WordCase] = match case {
            WordCase::Lower => &[WordCase::Lower],
            WordCase::Title => &[WordCase::Title, WordCase::Upper, WordCase::Lower],
            WordCase::Upper => &[WordCase::Upper, WordCase::Title, WordCase::Lower],
        };
        order.iter().find_map(|&case| self.find(hash(key, case))).unwrap_or_default()
    }

    /// Prefetches the entry at which [`ClusterTable::get_hashed`] begins.
    #[inline]
    pub(super) fn prefetch(&self, key: u64, case: WordCase) {
        prefetch(self.entries, place(hash(key, case), self.mask).0 * ENTRY);
    }

    fn find(&self, hash: u64) -> Option<WordClusters> {
        let (mut at, fingerprint) = place(hash, self.mask);
        for _ in 0..=self.mask {
            let entry: &[u8; ENTRY] = self.entries.get(at * ENTRY..)?.first_chunk()?;
            let found = u32::from_le_bytes(*entry.first_chunk()?);
            if found == fingerprint {
                let (clusters, _) = entry.last_chunk::<{ 2 * CLUSTERINGS }>()?.as_chunks();
                return clusters.first_chunk().map(|clusters| clusters.map(u16::from_le_bytes));
            }
            if found == 0 {
                return None;
            }
            at = (at + 1) & self.mask;
        }
        None
    }

    /// The bytes of a table of these words. It is at most half full, because most words that are looked up are not in it.
    #[cfg(any(feature = "train", test))]
    pub fn build<'w>(words: impl ExactSizeIterator<Item = (&'w str, WordCase, WordClusters)>) -> Vec<u8> {
        let count = (words.len() * 2).next_power_of_two().max(2);
        let mut bytes = vec![0; count * ENTRY];
        for (key, case, clusters) in words {
            let (mut at, fingerprint) = place(hash(fnv1a(key.as_bytes()), case), count - 1);
            while bytes[at * ENTRY..at * ENTRY + 4] != [0; 4] {
                at = (at + 1) & (count - 1);
            }
            bytes[at * ENTRY..at * ENTRY + 4].copy_from_slice(&fingerprint.to_le_bytes());
            for (n, cluster) in clusters.iter().enumerate() {
                bytes[at * ENTRY + 4 + 2 * n..][..2].copy_from_slice(&cluster.to_le_bytes());
            }
        }
        bytes
    }
}

/// The first entry of a hash and its fingerprint.
fn place(hash: u64, mask: usize) -> (usize, u32) {
    (hash as usize & mask, ((hash >> 32) as u32).max(1))
}

/// The hash of a word, by the FNV-1a hash of its key form, and its case.
fn hash(key: u64, case: WordCase) -> u64 {
    mix64(key ^ case as u64)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    const CASES: [WordCase; 3] = [WordCase::Lower, WordCase::Title, WordCase::Upper];

    proptest! {
        #[test]
        fn look_ups_equal_those_of_a_map(
            words in prop::collection::btree_map(("[a-d]{1,3}", 0_usize..3), prop::array::uniform3(1_u16..600), 0..60),
            others in prop::collection::vec("[a-e]{1,3}", 20),
        ) {
            let words: BTreeMap<(String, usize), WordClusters> = words;
            let bytes = ClusterTable::build(words.iter().map(|((word, case), &clusters)| (word.as_str(), CASES[*case], clusters)).collect::<Vec<_>>().into_iter());
            let table = ClusterTable::new(&bytes).unwrap();
            for word in words.keys().map(|(word, _)| word).chain(&others) {
                let known = |cases: &[usize]| {
                    cases.iter().find_map(|&case| words.get(&(word.clone(), case)).copied()).unwrap_or_default()
                };
                prop_assert_eq!(table.get(word, WordCase::Lower), known(&[0]));
                prop_assert_eq!(table.get(word, WordCase::Title), known(&[1, 2, 0]));
                prop_assert_eq!(table.get(word, WordCase::Upper), known(&[2, 1, 0]));
            }
        }
    }

    #[test]
    fn only_a_power_of_two_of_entries_is_a_table() {
        for count in [1, 2, 4, 64] {
            assert!(ClusterTable::new(&vec![0; count * ENTRY]).is_some());
            assert!(ClusterTable::new(&vec![0; count * ENTRY + 1]).is_none());
        }
        assert!(ClusterTable::new(&[]).is_none() && ClusterTable::new(&[0; 3 * ENTRY]).is_none());
    }
}
