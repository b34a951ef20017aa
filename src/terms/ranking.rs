//! The order of terms.

use std::cmp::Ordering;

use crate::terms::TermCounter;
use crate::text::vocabulary::{Vocabulary, WordId};

impl TermCounter {
    /// Returns the terms of the document counted last with their counts: at most `top` (0: all) that occur at least
    /// `min_count` times, by descending count, then by code points. `vocabulary` must be that of the document.
    pub fn document_ranking<'v>(
        &'v self,
        vocabulary: &'v Vocabulary,
        top: usize,
        min_count: u64,
    ) -> Vec<(&'v str, u64)> {
        let names = self.names(vocabulary);
        let count_of = |id: &WordId| self.tallies.get(id.index()).map_or(0, |tally| tally.in_document);
        let least = u64::from(self.least_count(top)).max(min_count);
        let mut ranked = Vec::with_capacity(self.touched.len());
        for (count, id) in self.touched.iter().map(|id| (count_of(id), *id)) {
            if u64::from(count) >= least {
                names.prefetch_order_key(id);
                ranked.push((u128::from(!count) << 64, id));
            }
        }
        // Descending count, then the first bytes of the term, as one number.
        for (key, id) in &mut ranked {
            *key |= u128::from(names.order_key(*id));
        }
        rank_by_key(&mut ranked, top, |a, b| names.word(*a).cmp(names.word(*b)));
        ranked.iter().map(|&(key, id)| (names.word(id), u64::from(!((key >> 64) as u32)))).collect()
    }

    /// Returns the terms like [`TermCounter::document_ranking`], but by the numbers of `key`, the smallest first, instead of by their
    /// counts.
    pub(crate) fn document_ranking_by<'v>(
        &'v self,
        vocabulary: &'v Vocabulary,
        top: usize,
        min_count: u64,
        mut key: impl FnMut(WordId, &'v str, u64) -> u64,
    ) -> Vec<(&'v str, u64)> {
        let names = self.names(vocabulary);
        let mut ranked = Vec::with_capacity(self.touched.len());
        for (id, term, count) in self.document_ids(vocabulary).filter(|(_, _, count)| *count >= min_count) {
            ranked.push((u128::from(key(id, term, count)) << 64 | u128::from(names.order_key(id)), (term, count)));
        }
        rank_by_key(&mut ranked, top, |a, b| a.0.cmp(b.0));
        ranked.into_iter().map(|(_, term)| term).collect()
    }

    /// Iterates over the terms of the document counted last with their counts, in the order of first occurrence. `vocabulary` must be
    /// that of the document.
    pub fn document_counts<'v>(&'v self, vocabulary: &'v Vocabulary) -> impl Iterator<Item = (&'v str, u64)> {
        self.document_ids(vocabulary).map(|(_, term, count)| (term, count))
    }

    /// Iterates over the terms like [`TermCounter::document_counts`], with ids that stay as long as the vocabulary.
    pub(crate) fn document_ids<'v>(
        &'v self,
        vocabulary: &'v Vocabulary,
    ) -> impl Iterator<Item = (WordId, &'v str, u64)> {
        let names = self.names(vocabulary);
        self.document_id_counts().map(move |(id, count)| (id, names.word(id), count))
    }

    /// Iterates over the ids of the terms like [`TermCounter::document_ids`], without looking the terms up.
    pub(crate) fn document_id_counts(&self) -> impl Iterator<Item = (WordId, u64)> {
        let count_of = |id: WordId| self.tallies.get(id.index()).map_or(0, |tally| u64::from(tally.in_document));
        self.touched.iter().map(move |id| (*id, count_of(*id)))
    }

    /// The terms by their ids. `vocabulary` is that of the documents.
    pub(crate) fn names<'v>(&'v self, vocabulary: &'v Vocabulary) -> &'v Vocabulary {
        self.names.as_ref().unwrap_or(vocabulary)
    }

    /// A lower bound of the count of the document's `top` most frequent terms; 0 if `top` is 0 or the document has
    /// fewer terms.
    fn least_count(&self, top: usize) -> u32 {
        let counts = self.touched.iter().filter_map(|id| self.tallies.get(id.index()));
        least_count(counts.map(|tally| tally.in_document), top)
    }
}

/// A lower bound of the `top` highest of `counts`; 0 if `top` is 0 or there are fewer counts. Exact for counts below
/// 31.
pub(super) fn least_count(counts: impl Iterator<Item = u32>, top: usize) -> u32 {
    /// Counts from here on are treated as equal.
    const HIGH: usize = 31;
    if top == 0 {
        return 0;
    }
    let mut with_count = [0_usize; HIGH + 1];
    for count in counts {
        with_count[HIGH.min(count as usize)] += 1;
    }
    let mut reached = 0;
    let least = with_count.iter().rposition(|with_count| {
        reached += with_count;
        reached >= top
    });
    least.unwrap_or(0) as u32
}

/// Keeps the first `top` items (0: all), sorted by their keys, and by `order` where the keys are equal.
pub(crate) fn rank_by_key<T>(items: &mut Vec<(u128, T)>, top: usize, order: impl Fn(&T, &T) -> Ordering) {
    if top > 0 && top < items.len() {
        let (_, &mut (last, _), rest) = items.select_nth_unstable_by_key(top - 1, |item| item.0);
        // If an equal key is beyond the cut, `order` must decide which of them are kept.
        let is_decided = rest.iter().all(|item| item.0 != last);
        if is_decided {
            items.truncate(top);
        }
    }
    items.sort_unstable_by_key(|item| item.0);
    for equal in items.chunk_by_mut(|a, b| a.0 == b.0).filter(|equal| equal.len() > 1) {
        equal.sort_unstable_by(|a, b| order(&a.1, &b.1));
    }
    if top > 0 {
        items.truncate(top);
    }
}
