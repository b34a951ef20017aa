//! Sets of small numbers with one bit each.

use crate::text::vocabulary::WordId;

const WIDTH: usize = u64::BITS as usize;

/// A set of indices.
#[derive(Clone, Debug, Default)]
pub(super) struct BitRow(Vec<u64>);

impl BitRow {
    /// Removes all indices, which must be below `count`.
    pub(super) fn clear(&mut self, count: usize) {
        self.0.iter_mut().take(count.div_ceil(WIDTH)).for_each(|bits| *bits = 0);
    }

    /// Makes room for the indices below `count`.
    pub(super) fn reserve(&mut self, count: usize) {
        if self.0.len() * WIDTH < count {
            self.0.resize(count.div_ceil(WIDTH).next_power_of_two(), 0);
        }
    }

    /// Adds `at` if `is_in`; there must be room.
    #[inline(always)]
    pub(super) fn set(&mut self, at: usize, is_in: bool) {
        if let Some(bits) = self.0.get_mut(at / WIDTH) {
            *bits |= u64::from(is_in) << (at % WIDTH);
        }
    }

    pub(super) fn contains(&self, at: usize) -> bool {
        self.0.get(at / WIDTH).is_some_and(|bits| bits >> (at % WIDTH) & 1 != 0)
    }

    /// The first index in `at..end` that is in this set or in `other`; `end` if there is none.
    #[inline]
    pub(super) fn next_of_either(&self, other: &Self, at: usize, end: usize) -> usize {
        let bits = |word: usize| self.word(word) | other.word(word);
        next(bits, at, end)
    }

    /// The first index in `at..end` that is not in the set; `end` if there is none.
    #[inline]
    pub(super) fn next_gap(&self, at: usize, end: usize) -> usize {
        next(|word| !self.word(word), at, end)
    }

    #[inline(always)]
    fn word(&self, word: usize) -> u64 {
        self.0.get(word).copied().unwrap_or(0)
    }
}

#[inline(always)]
fn next(bits: impl Fn(usize) -> u64, at: usize, end: usize) -> usize {
    let mut word = at / WIDTH;
    let mut rest = bits(word) & (u64::MAX << (at % WIDTH));
    while rest == 0 {
        word += 1;
        if word * WIDTH >= end {
            return end;
        }
        rest = bits(word);
    }
    end.min(word * WIDTH + rest.trailing_zeros() as usize)
}

/// A set of words that is cleared in constant time.
#[derive(Clone, Debug, Default)]
pub(super) struct WordSet {
    /// By word: the last generation that has it.
    generations: Vec<u8>,
    generation: u8,
}

impl WordSet {
    /// Clears the set, for words of a vocabulary of `count` words.
    pub(super) fn begin(&mut self, count: usize) {
        if self.generations.len() < count {
            self.generations.resize(count.next_power_of_two(), 0);
        }
        self.generation = self.generation.wrapping_add(1);
        if self.generation == 0 {
            self.generations.fill(0);
            self.generation = 1;
        }
    }

    /// Adds a word if `is_in`, without a branch: otherwise it adds word 0, which is never in the set for callers.
    #[inline(always)]
    pub(super) fn insert_if(&mut self, word: WordId, is_in: bool) {
        if let Some(generation) = self.generations.get_mut(word.index() * usize::from(is_in)) {
            *generation = self.generation;
        }
    }

    #[inline]
    pub(super) fn contains(&self, word: WordId) -> bool {
        let generation = self.generations.get(word.index());
        word != WordId::NUMBER && generation.is_some_and(|&generation| generation == self.generation)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bit_rows_equal_sets(a in prop::collection::btree_set(0_usize..300, 0..80), b in prop::collection::btree_set(0_usize..300, 0..9)) {
            let row = |set: &BTreeSet<usize>| {
                let mut row = BitRow::default();
                row.reserve(300);
                (0..300).for_each(|at| row.set(at, set.contains(&at)));
                row
            };
            let (first, second) = (row(&a), row(&b));
            for at in 0..300 {
                prop_assert_eq!(first.contains(at), a.contains(&at));
                for end in [at, at + 1, at + 63, 300] {
                    let either = (at..end).find(|n| a.contains(n) || b.contains(n)).unwrap_or(end);
                    prop_assert_eq!(first.next_of_either(&second, at, end).min(end), either);
                    let gap = (at..end).find(|n| !a.contains(n)).unwrap_or(end);
                    prop_assert_eq!(first.next_gap(at, end).min(end), gap);
                }
            }
            let mut cleared = first;
            cleared.clear(300);
            prop_assert_eq!(cleared.next_of_either(&BitRow::default(), 0, 300), 300);
        }
    }

    #[test]
    fn word_sets_forget_the_words_of_earlier_generations() {
        let mut set = WordSet::default();
        let word = |n: u32| WordId(n);
        for round in 0..600 {
            set.begin(10);
            set.insert_if(word(3), true);
            set.insert_if(word(4 + round % 2), true);
            set.insert_if(word(7), false);
            let contained: Vec<u32> = (1..10).filter(|&n| set.contains(word(n))).collect();
            assert_eq!(contained, [3, 4 + round % 2]);
        }
    }
}
