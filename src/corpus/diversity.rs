//! The diversity of the words of documents.

use crate::corpus::statistics::{hdd, type_token_ratio, yule_k};
use crate::corpus::{ByWord, Word};
use crate::text::vocabulary::{Vocabulary, WordId, WordTable};

/// The parameters of the measures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DiversityOptions {
    /// The words of a window of MATTR, at least 1.
    pub window: usize,
    /// The type-token ratio at which a factor of MTLD ends, from 0 to 1.
    pub threshold: f64,
    /// The words that HD-D draws, at least 1.
    pub draws: u64,
}

impl Default for DiversityOptions {
    /// 50 words, 0.72 and 42 draws, as in the literature.
    fn default() -> Self {
        Self { window: 50, threshold: 0.72, draws: 42 }
    }
}

/// The diversity of a document's words.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Diversity {
    /// Distinct words.
    pub types: u64,
    /// Words that occur once.
    pub hapaxes: u64,
    /// The type-token ratio; `None` without words.
    pub ttr: Option<f64>,
    /// The mean type-token ratio of all windows (Covington and McFall 2010); `None` if the document is shorter than a window.
    pub mattr: Option<f64>,
    /// The mean length of a sequence whose type-token ratio stays above the threshold, the mean of both directions (McCarthy and Jarvis
    /// 2010); `None` if no word is repeated.
    pub mtld: Option<f64>,
    /// HD-D; `None` if the document has fewer words than are drawn.
    pub hdd: Option<f64>,
    /// Yule's K; `None` without words.
    pub yule_k: Option<f64>,
}

/// Measures documents, in time proportional to their words. Reusing the value for the next document reuses its buffers, which are as
/// large as the vocabulary.
#[derive(Debug)]
pub struct DiversityCounter {
    options: DiversityOptions,
    /// The occurrences in the document, and then in the current window. All 0 between documents.
    counts: WordTable<u32>,
    /// The last factor of MTLD that had the word.
    factors: WordTable<u64>,
    factor: u64,
    /// The distinct words of the document.
    types: Vec<WordId>,
    /// The number of words by their occurrences in the document.
    spectrum: Vec<u64>,
}

impl DiversityCounter {
    /// A counter.
    #[must_use]
    pub fn new(options: DiversityOptions) -> Self {
        Self {
            options,
            counts: WordTable::new(0),
            factors: WordTable::new(0),
            factor: 0,
            types: Vec::new(),
            spectrum: Vec::new(),
        }
    }

    /// Measures a document with these words, whose ids are those of one vocabulary in all calls.
    pub fn measure(&mut self, words: &[Word]) -> Diversity {
        self.types.clear();
        for word in words {
            let count = self.counts.entry(word.id);
            if *count == 0 {
                self.types.push(word.id);
            }
            *count += 1;
        }
        self.spectrum.clear();
        for id in &self.types {
            let count = std::mem::take(self.counts.entry(*id)) as usize;
            if self.spectrum.len() <= count {
                self.spectrum.resize(count + 1, 0);
            }
            if let Some(types) = self.spectrum.get_mut(count) {
                *types += 1;
            }
        }
        let (count, types) = (words.len() as u64, self.types.len() as u64);
        let spectrum = || (0_u64..).zip(self.spectrum.iter().copied()).filter(|(_, types)| *types > 0);
        let frequencies = spectrum().flat_map(|(frequency, types)| (0..types).map(move |_| frequency));
        Diversity {
            types,
            hapaxes: self.spectrum.get(1).copied().unwrap_or(0),
            ttr: type_token_ratio(types, count),
            hdd: hdd(count, self.options.draws, spectrum()),
            yule_k: yule_k(frequencies),
            mattr: self.mattr(words),
            mtld: self.mtld(words),
        }
    }

    /// Forgets what depends on the ids of words, which are those of another vocabulary from here on.
    pub fn forget(&mut self) {
        *self = Self::new(self.options);
    }

    /// The distinct words of all windows, added up while the window moves, by the words of all windows.
    fn mattr(&mut self, words: &[Word]) -> Option<f64> {
        let window = self.options.window.max(1);
        let windows = (words.len() + 1).checked_sub(window).filter(|windows| *windows > 0)?;
        let (mut types, mut sum) = (0_u64, 0_u64);
        for (at, word) in words.iter().enumerate() {
            let count = self.counts.entry(word.id);
            types += u64::from(*count == 0);
            *count += 1;
            let Some(first) = (at + 1).checked_sub(window) else { continue };
            sum += types;
            if let Some(first) = words.get(first) {
                let count = self.counts.entry(first.id);
                *count -= 1;
                types -= u64::from(*count == 0);
            }
        }
        self.types.iter().for_each(|id| *self.counts.entry(*id) = 0);
        type_token_ratio(sum, windows as u64 * window as u64)
    }

    fn mtld(&mut self, words: &[Word]) -> Option<f64> {
        let forwards = self.factors(words.iter());
        let backwards = self.factors(words.iter().rev());
        let length = |factors: f64| (factors > 0.0).then(|| words.len() as f64 / factors);
        Some(f64::midpoint(length(forwards)?, length(backwards)?))
    }

    /// The number of factors: a word is new to a factor if the last one with it is another.
    fn factors<'w>(&mut self, words: impl Iterator<Item = &'w Word>) -> f64 {
        let threshold = self.options.threshold;
        let (mut factors, mut types, mut count) = (0.0, 0_u64, 0_u64);
        self.factor += 1;
        for word in words {
            count += 1;
            let last = self.factors.entry(word.id);
            types += u64::from(*last != self.factor);
            *last = self.factor;
            if types as f64 / count as f64 <= threshold {
                factors += 1.0;
                (types, count) = (0, 0);
                self.factor += 1;
            }
        }
        // The part of a factor that is not at its end.
        factors + if count > 0 { (1.0 - types as f64 / count as f64) / (1.0 - threshold) } else { 0.0 }
    }
}

/// The words of all documents together.
#[derive(Debug, Default)]
pub struct DiversityTotals {
    frequencies: ByWord<u64>,
}

impl DiversityTotals {
    /// Adds the words of a document.
    pub fn add(&mut self, words: &[Word]) {
        words.iter().for_each(|word| *self.frequencies.at(word.id) += 1);
    }

    /// Moves the sums to words of their own: see [`Visitor::settle`](crate::run::Visitor::settle).
    pub fn settle(&mut self, vocabulary: &Vocabulary) {
        self.frequencies.settle(vocabulary);
    }

    /// Adds the words of another worker. Both must be settled.
    pub fn merge(&mut self, other: Self) {
        self.frequencies.merge(other.frequencies);
    }

    /// The number of all words, and their diversity, without the measures that depend on the order of the words. It must be settled.
    #[must_use]
    pub fn diversity(&self) -> (u64, Diversity) {
        let frequencies = || self.frequencies.iter().map(|(_, frequency)| frequency);
        let (words, types) = (frequencies().sum(), frequencies().count() as u64);
        let hapaxes = frequencies().filter(|frequency| *frequency == 1).count() as u64;
        let diversity = Diversity {
            types,
            hapaxes,
            ttr: type_token_ratio(types, words),
            yule_k: yule_k(frequencies()),
            ..Diversity::default()
        };
        (words, diversity)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn words(ids: &[u32]) -> Vec<Word> {
        ids.iter().map(|id| Word { id: WordId(200 + id), token: 0 }).collect()
    }

    fn measured(ids: &[u32], options: DiversityOptions) -> Diversity {
        DiversityCounter::new(options).measure(&words(ids))
    }

    #[test]
    fn values_are_those_of_other_programs() {
        // "same-word" and "all-different" of lexicalrichness 0.5.1.
        let same = measured(&[1; 60], DiversityOptions::default());
        assert_eq!((same.types, same.hapaxes, same.mattr, same.mtld), (1, 0, Some(0.02), Some(2.0)));
        assert_eq!(same.hdd, Some(1.0 / 42.0));
        let different: Vec<u32> = (0..60).collect();
        let different = measured(&different, DiversityOptions::default());
        assert_eq!((different.types, different.ttr, different.yule_k), (60, Some(1.0), Some(0.0)));
        assert_eq!((different.mattr, different.mtld), (Some(1.0), None));
        assert!((different.hdd.unwrap() - 1.0).abs() < 1e-12);
        assert_eq!(measured(&[], DiversityOptions::default()), Diversity::default());
    }

    proptest! {
        /// The counter has seen another document before.
        #[test]
        fn windows_are_those_that_are_counted_one_by_one(
            before in prop::collection::vec(0..5_u32, 0..20), ids in prop::collection::vec(0..9_u32, 0..40), window in 1..12_usize,
        ) {
            let options = DiversityOptions { window, ..DiversityOptions::default() };
            let mut counter = DiversityCounter::new(options);
            counter.measure(&words(&before));
            let found = counter.measure(&words(&ids));
            prop_assert_eq!(found, measured(&ids, options));
            let types = |ids: &[u32]| ids.iter().collect::<HashSet<_>>().len();
            let windows: Vec<usize> = ids.windows(window).map(types).collect();
            let expected = windows.iter().sum::<usize>() as f64 / (windows.len() * window) as f64;
            prop_assert_eq!(found.mattr, (!windows.is_empty()).then_some(expected));
            prop_assert_eq!(found.types as usize, types(&ids));
            let reversed: Vec<u32> = ids.iter().copied().rev().collect();
            prop_assert_eq!(measured(&reversed, options).mtld, found.mtld);
            prop_assert_eq!(found.mtld.is_none(), found.types as usize == ids.len());
        }
    }
}
