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

/// Measures documents, in time proportional to their words. Reusing the value for the next document reuses its buffers, one of which is as
/// large as the vocabulary.
#[derive(Debug)]
pub struct DiversityCounter {
    options: DiversityOptions,
    /// The number of a word among the distinct words of the document, from 1; 0 between documents.
    numbers: WordTable<u32>,
    /// The distinct words of the document.
    types: Vec<WordId>,
    /// Their occurrences.
    counts: Vec<u32>,
    /// The document as the numbers of its words, from 0. The measures need only these, which are small, and not the vocabulary.
    text: Vec<u32>,
    /// The number of words by their occurrences in the document.
    spectrum: Vec<u64>,
    /// A value for each distinct word: its occurrences in a window, or the last factor of MTLD that has it.
    of_type: Vec<u32>,
    /// By the words of a factor of MTLD, the highest number of distinct words at which a factor of that many words ends.
    factor_ends: Vec<u32>,
}

/// Longer factors are rare, so their ends are not in a table.
const LONG_FACTOR: u32 = 1024;

impl DiversityCounter {
    /// A counter.
    #[must_use]
    pub fn new(options: DiversityOptions) -> Self {
        let ends = |words: u32, types: u32| f64::from(types) / f64::from(words) <= options.threshold;
        let mut types = 0;
        let factor_ends = (0..LONG_FACTOR).map(|words| {
            while types < words && ends(words, types + 1) {
                types += 1;
            }
            types
        });
        Self {
            options,
            numbers: WordTable::new(0),
            types: Vec::new(),
            counts: Vec::new(),
            text: Vec::new(),
            spectrum: Vec::new(),
            of_type: Vec::new(),
            factor_ends: factor_ends.collect(),
        }
    }

    /// Measures a document with these words, whose ids are those of one vocabulary in all calls.
    pub fn measure(&mut self, words: &[Word]) -> Diversity {
        self.number(words);
        self.spectrum.clear();
        for count in &self.counts {
            let count = *count as usize;
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
            mattr: self.mattr(),
            mtld: self.mtld(),
        }
    }

    /// The distinct words of the document measured last, with their occurrences.
    pub fn types(&self) -> impl Iterator<Item = (WordId, u64)> {
        self.types.iter().copied().zip(self.counts.iter().map(|count| u64::from(*count)))
    }

    /// Numbers the distinct words of a document in the order of their first occurrence.
    fn number(&mut self, words: &[Word]) {
        self.types.clear();
        self.counts.clear();
        self.text.clear();
        for word in words {
            let number = self.numbers.entry(word.id);
            if *number == 0 {
                self.types.push(word.id);
                self.counts.push(0);
                *number = self.types.len() as u32;
            }
            let number = *number - 1;
            self.text.push(number);
            if let Some(count) = self.counts.get_mut(number as usize) {
                *count += 1;
            }
        }
        for id in &self.types {
            *self.numbers.entry(*id) = 0;
        }
    }

    /// Forgets what depends on the ids of words, which are those of another vocabulary from here on.
    pub fn forget(&mut self) {
        self.numbers = WordTable::new(0);
    }

    /// The distinct words of all windows, added up while the window moves, by the words of all windows.
    fn mattr(&mut self) -> Option<f64> {
        let Self { text, of_type: in_window, .. } = self;
        let window = self.options.window.max(1);
        let windows = (text.len() + 1).checked_sub(window).filter(|windows| *windows > 0)?;
        in_window.clear();
        in_window.resize(self.types.len(), 0);
        let (mut types, mut sum) = (0_u64, 0_u64);
        let (first, _) = text.split_at_checked(window)?;
        for number in first {
            if let Some(count) = in_window.get_mut(*number as usize) {
                types += u64::from(*count == 0);
                *count += 1;
            }
        }
        sum += types;
        // The word that leaves the window, and the one that enters it.
        for (out, new) in text.iter().zip(text.iter().skip(window)) {
            if let Some(count) = in_window.get_mut(*new as usize) {
                types += u64::from(*count == 0);
                *count += 1;
            }
            if let Some(count) = in_window.get_mut(*out as usize) {
                *count -= 1;
                types -= u64::from(*count == 0);
            }
            sum += types;
        }
        type_token_ratio(sum, windows as u64 * window as u64)
    }

    fn mtld(&mut self) -> Option<f64> {
        self.of_type.clear();
        self.of_type.resize(self.types.len(), 0);
        // The factors of both directions are numbered together, from 1.
        let mut factor = 1;
        let forwards = self.factors(|text| text.iter(), &mut factor);
        let backwards = self.factors(|text| text.iter().rev(), &mut factor);
        let length = |factors: f64| (factors > 0.0).then(|| self.text.len() as f64 / factors);
        Some(f64::midpoint(length(forwards)?, length(backwards)?))
    }

    /// The number of factors: a word is new to a factor if the last one with it is another. `factor` is the number of the first, and then that of
    /// the next.
    fn factors<'t, I: Iterator<Item = &'t u32>>(
        &'t mut self,
        words: impl FnOnce(&'t [u32]) -> I,
        factor: &mut u32,
    ) -> f64 {
        let Self { text, of_type: last, options: DiversityOptions { threshold, .. }, factor_ends, .. } = self;
        let (mut factors, mut types, mut count) = (0.0, 0, 0_u32);
        for number in words(text) {
            count += 1;
            if let Some(last) = last.get_mut(*number as usize) {
                types += u32::from(*last != *factor);
                *last = *factor;
            }
            let is_end = match factor_ends.get(count as usize) {
                Some(end) => types <= *end,
                None => f64::from(types) / f64::from(count) <= *threshold,
            };
            if is_end {
                factors += 1.0;
                (types, count) = (0, 0);
                *factor += 1;
            }
        }
        *factor += 1;
        // The part of a factor that is not at its end.
        factors + if count > 0 { (1.0 - f64::from(types) / f64::from(count)) / (1.0 - *threshold) } else { 0.0 }
    }
}

/// The words of all documents together.
#[derive(Debug, Default)]
pub struct DiversityTotals {
    frequencies: ByWord<u64>,
}

impl DiversityTotals {
    /// Adds the words of the document that a counter measured last.
    pub fn add(&mut self, counter: &DiversityCounter) {
        counter.types().for_each(|(id, count)| *self.frequencies.at(id) += count);
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
