//! What the raw news teaches of words: classes without labels, in a hashed table that is used where it lies.

use super::slots::Case;
use crate::text::prefetch::prefetch;

/// How many classes each word has: one of each clustering, fine to coarse.
pub const CLASSES: usize = 3;
/// Bytes of an entry: a fingerprint and the classes.
const ENTRY: usize = 4 + 2 * CLASSES;

/// The classes of one word; 0: none.
pub type WordClasses = [u16; CLASSES];

/// Word classes by word and case.
///
/// The table is open addressing over a power of two entries, in little-endian bytes: a fingerprint of 32 bits (0: free) and
/// the classes. A word that is not in it is taken for one with a probability of about 2^-31.
#[derive(Clone, Copy, Debug)]
pub struct ClassTable<'a> {
    entries: &'a [u8],
    mask: usize,
}

impl<'a> ClassTable<'a> {
    /// A table over its bytes; absent if their number is not that of a power of two entries.
    pub fn new(entries: &'a [u8]) -> Option<Self> {
        let count = entries.len() / ENTRY;
        (count.is_power_of_two() && entries.len().is_multiple_of(ENTRY)).then_some(Self { entries, mask: count - 1 })
    }

    /// The classes of a word in its key form, written so; if it is not known so, in another case.
    #[cfg(feature = "train")]
    pub fn get(&self, key: &str, case: Case) -> WordClasses {
        self.get_hashed(super::features::hash_bytes(key.as_bytes()), case)
    }

    /// The same by the hash of the key form.
    #[inline]
    pub(super) fn get_hashed(&self, key: u64, case: Case) -> WordClasses {
        let chain: &[Case] = match case {
            Case::Lower => &[Case::Lower],
            Case::Title => &[Case::Title, Case::Upper, Case::Lower],
            Case::Upper => &[Case::Upper, Case::Title, Case::Lower],
        };
        chain.iter().find_map(|&case| self.find(hash(key, case))).unwrap_or_default()
    }

    /// Asks for what is looked at first.
    #[inline]
    pub(super) fn ask_for(&self, key: u64, case: Case) {
        prefetch(self.entries, place(hash(key, case), self.mask).0 * ENTRY);
    }

    fn find(&self, hash: u64) -> Option<WordClasses> {
        let (mut at, fingerprint) = place(hash, self.mask);
        for _ in 0..=self.mask {
            let entry: &[u8; ENTRY] = self.entries.get(at * ENTRY..)?.first_chunk()?;
            let found = u32::from_le_bytes(*entry.first_chunk()?);
            if found == fingerprint {
                let (classes, _) = entry.last_chunk::<{ 2 * CLASSES }>()?.as_chunks();
                return classes.first_chunk().map(|classes| classes.map(u16::from_le_bytes));
            }
            if found == 0 {
                return None;
            }
            at = (at + 1) & self.mask;
        }
        None
    }

    /// The bytes of a table of these words, at most half full, because most words that are asked for are not in it.
    #[cfg(feature = "train")]
    pub fn build<'w>(words: impl ExactSizeIterator<Item = (&'w str, Case, WordClasses)>) -> Vec<u8> {
        let count = (words.len() * 2).next_power_of_two().max(2);
        let mut bytes = vec![0; count * ENTRY];
        for (key, case, classes) in words {
            let (mut at, fingerprint) = place(hash(super::features::hash_bytes(key.as_bytes()), case), count - 1);
            while bytes[at * ENTRY..at * ENTRY + 4] != [0; 4] {
                at = (at + 1) & (count - 1);
            }
            bytes[at * ENTRY..at * ENTRY + 4].copy_from_slice(&fingerprint.to_le_bytes());
            for (n, class) in classes.iter().enumerate() {
                bytes[at * ENTRY + 4 + 2 * n..][..2].copy_from_slice(&class.to_le_bytes());
            }
        }
        bytes
    }
}

fn place(hash: u64, mask: usize) -> (usize, u32) {
    (hash as usize & mask, ((hash >> 32) as u32).max(1))
}

/// The hash of a word and its case: FNV-1a over the bytes, finished with the multipliers of `SplitMix64`.
fn hash(key: u64, case: Case) -> u64 {
    super::features::finish(key ^ case as u64)
}
