//! Values by word that are added up: arrays by word id, which merge.

use crate::text::vocabulary::{Vocabulary, WordId};

/// A value that is added up. The default is the sum of nothing.
pub trait Sum: Copy + Default + PartialEq + Send {
    /// Adds another value.
    fn add(&mut self, other: Self);
}

impl Sum for u64 {
    fn add(&mut self, other: Self) {
        *self += other;
    }
}

/// The words of a visitor under ids of its own, which stay when the vocabulary of its worker goes.
#[derive(Debug, Default)]
pub struct OwnWords(Option<Vocabulary>);

impl OwnWords {
    /// The own ids of the words of another vocabulary, by their ids there. Words that are not used get the id of another word. The
    /// first vocabulary is copied as a whole, so that its ids stay.
    pub fn adopt(&mut self, other: &Vocabulary, is_used: impl Fn(WordId) -> bool) -> Vec<WordId> {
        let ids = (0..other.len() as u32).map(WordId);
        match &mut self.0 {
            None => {
                self.0 = Some(other.clone());
                ids.collect()
            }
            Some(own) => {
                let own_id = |id| if is_used(id) { own.intern(other.word(id)) } else { WordId::NUMBER };
                ids.map(own_id).collect()
            }
        }
    }

    /// The vocabulary; `None` before the first was adopted.
    #[must_use]
    pub const fn vocabulary(&self) -> Option<&Vocabulary> {
        self.0.as_ref()
    }

    /// The word of an own id; empty if it is unknown.
    #[must_use]
    pub fn word(&self, id: WordId) -> &str {
        self.0.as_ref().map(|own| own.word(id)).unwrap_or_default()
    }
}

/// A sum for each word.
///
/// While documents are visited, the sums are at the word ids of the worker's vocabulary: one addition a word. [`ByWord::settle`]
/// moves them to ids of their own at the end, and [`ByWord::merge`] adds those of another worker.
///
/// ```
/// use telaah::corpus::ByWord;
/// use telaah::Vocabulary;
///
/// let (mut first, mut second) = (Vocabulary::new(), Vocabulary::new());
/// second.intern("gula");
/// let (mut a, mut b) = (ByWord::<u64>::default(), ByWord::<u64>::default());
/// *a.at(first.intern("beras")) += 2;
/// *b.at(second.intern("beras")) += 1;
/// a.settle(&first);
/// b.settle(&second);
/// a.merge(b);
/// assert_eq!(a.iter().collect::<Vec<_>>(), [("beras", 3)]);
/// ```
#[derive(Debug)]
pub struct ByWord<T> {
    /// The sums by the ids of the worker's vocabulary.
    current: Vec<T>,
    words: OwnWords,
    /// The sums by own ids.
    settled: Vec<T>,
}

impl<T> Default for ByWord<T> {
    fn default() -> Self {
        Self { current: Vec::new(), words: OwnWords::default(), settled: Vec::new() }
    }
}

impl<T: Sum> ByWord<T> {
    /// The sum of a word of the worker's vocabulary.
    #[inline]
    pub fn at(&mut self, word: WordId) -> &mut T {
        at(&mut self.current, word)
    }

    /// Moves the sums to own ids, before the vocabulary of the worker goes: see [`Visitor::settle`](crate::run::Visitor::settle).
    pub fn settle(&mut self, vocabulary: &Vocabulary) {
        let current = std::mem::take(&mut self.current);
        if self.settled.is_empty() {
            self.words = OwnWords(Some(vocabulary.clone()));
            self.settled = current;
            return;
        }
        let is_used = |id: WordId| current.get(id.index()).is_some_and(|sum| *sum != T::default());
        let own = self.words.adopt(vocabulary, is_used);
        self.add_at(&own, &current);
    }

    /// Adds the sums of another worker. Both must be settled.
    pub fn merge(&mut self, mut other: Self) {
        if self.settled.len() < other.settled.len() {
            std::mem::swap(self, &mut other);
        }
        let Some(words) = &other.words.0 else { return };
        let is_used = |id: WordId| other.settled.get(id.index()).is_some_and(|sum| *sum != T::default());
        let own = self.words.adopt(words, is_used);
        self.add_at(&own, &other.settled);
    }

    fn add_at(&mut self, own: &[WordId], sums: &[T]) {
        for (id, sum) in own.iter().zip(sums).filter(|(_, sum)| **sum != T::default()) {
            at(&mut self.settled, *id).add(*sum);
        }
    }

    /// The words whose sum is not that of nothing, in unspecified order. It must be settled.
    pub fn iter(&self) -> impl Iterator<Item = (&str, T)> {
        let used = (0..).map(WordId).zip(&self.settled).filter(|(_, sum)| **sum != T::default());
        used.map(|(id, sum)| (self.words.word(id), *sum))
    }

    /// The sum of a word. It must be settled.
    #[must_use]
    pub fn get(&self, word: &str) -> T {
        let id = self.words.0.as_ref().and_then(|words| words.get(word));
        id.and_then(|id| self.settled.get(id.index())).copied().unwrap_or_default()
    }
}

fn at<T: Sum>(sums: &mut Vec<T>, word: WordId) -> &mut T {
    let index = word.index();
    if sums.len() <= index {
        sums.resize(index + 1 + index / 4, T::default());
    }
    &mut sums[index]
}

/// Two words as one number, the key of a pair: the second is in the lower half.
#[inline]
#[must_use]
pub const fn pair_key(first: WordId, second: WordId) -> u64 {
    (first.0 as u64) << 32 | second.0 as u64
}

/// The words of a [`pair_key`].
#[inline]
#[must_use]
pub const fn pair_of(key: u64) -> (WordId, WordId) {
    (WordId((key >> 32) as u32), WordId(key as u32))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_key_leads_back_to_its_pair() {
        let pair = (WordId(7), WordId(u32::MAX));
        assert_eq!(pair_of(pair_key(pair.0, pair.1)), pair);
    }

    proptest! {
        /// Words come with different ids in each part, and a part may change its vocabulary in between.
        #[test]
        fn sums_do_not_depend_on_the_split(words in prop::collection::vec("[ab]{1,3}", 0..40), cuts in prop::collection::vec(0..40_usize, 3)) {
            let mut parts: Vec<ByWord<u64>> = Vec::new();
            let mut cuts: Vec<usize> = cuts.iter().map(|&cut| cut.min(words.len())).collect();
            cuts.sort_unstable();
            cuts.push(words.len());
            let mut start = 0;
            for (number, &end) in cuts.iter().enumerate() {
                let mut vocabulary = Vocabulary::new();
                let part = words.get(start..end).unwrap_or_default();
                if number % 2 == 0 {
                    parts.push(ByWord::default());
                }
                let sums = parts.last_mut().unwrap();
                part.iter().for_each(|word| *sums.at(vocabulary.intern(word)) += 1);
                sums.settle(&vocabulary);
                start = end;
            }
            let merged = parts.into_iter().reduce(|mut a, b| { a.merge(b); a }).unwrap();
            let mut expected = std::collections::BTreeMap::<&str, u64>::new();
            words.iter().for_each(|word| *expected.entry(word).or_default() += 1);
            prop_assert_eq!(merged.iter().collect::<std::collections::BTreeMap<_, _>>(), expected);
        }
    }
}
