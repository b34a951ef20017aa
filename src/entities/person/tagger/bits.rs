//! Sets of small numbers, a bit each.

use crate::text::vocabulary::WordId;

const WIDTH: usize = u64::BITS as usize;

/// A set of indices that rise.
#[derive(Clone, Debug, Default)]
pub(super) struct BitRow(Vec<u64>);

impl BitRow {
    /// Empties the set, whose indices are all below `count`.
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

    pub(super) fn holds(&self, at: usize) -> bool {
        self.0.get(at / WIDTH).is_some_and(|bits| bits >> (at % WIDTH) & 1 != 0)
    }

    /// The first index from `at` on and below `end` that is in the set or in `other`; `end` if there is none.
    #[inline]
    pub(super) fn next_of_either(&self, other: &Self, at: usize, end: usize) -> usize {
        let bits = |block: usize| self.block(block) | other.block(block);
        next(bits, at, end)
    }

    /// The first index from `at` on and below `end` that is not in the set; `end` if there is none.
    #[inline]
    pub(super) fn next_gap(&self, at: usize, end: usize) -> usize {
        next(|block| !self.block(block), at, end)
    }

    #[inline(always)]
    fn block(&self, block: usize) -> u64 {
        self.0.get(block).copied().unwrap_or(0)
    }
}

#[inline(always)]
fn next(bits: impl Fn(usize) -> u64, at: usize, end: usize) -> usize {
    let mut block = at / WIDTH;
    let mut rest = bits(block) & (u64::MAX << (at % WIDTH));
    while rest == 0 {
        block += 1;
        if block * WIDTH >= end {
            return end;
        }
        rest = bits(block);
    }
    end.min(block * WIDTH + rest.trailing_zeros() as usize)
}

/// A set of words, emptied in no time.
#[derive(Clone, Debug, Default)]
pub(super) struct WordSet {
    /// By word: the last round that put it in.
    rounds: Vec<u8>,
    round: u8,
}

impl WordSet {
    /// Empties the set, for words of a vocabulary of `words`.
    pub(super) fn begin(&mut self, words: usize) {
        if self.rounds.len() < words {
            self.rounds.resize(words.next_power_of_two(), 0);
        }
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.rounds.fill(0);
            self.round = 1;
        }
    }

    /// Adds a word if `is_in`, and a word that nobody asks for if not.
    #[inline(always)]
    pub(super) fn insert_if(&mut self, word: WordId, is_in: bool) {
        if let Some(round) = self.rounds.get_mut(word.index() * usize::from(is_in)) {
            *round = self.round;
        }
    }

    #[inline]
    pub(super) fn holds(&self, word: WordId) -> bool {
        word != WordId::NUMBER && self.rounds.get(word.index()).is_some_and(|&round| round == self.round)
    }
}
