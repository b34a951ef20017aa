//! The frequencies of words in Indonesian news, which ship with the library, so that a single article can be compared with something.
//!
//! The list holds the words of some 12,800 articles of 2018 to 2025, three quarters of them of 2025, with their occurrences and documents; its header has the method.
//! Rare words were excluded, so a word that it lacks has the frequency of its rarest word.

use crate::terms::{TermCounts, TermTotals};

const LIST: &str = include_str!("data/reference.tsv");

/// The list, of which only the header was read. A word is found by a binary search, so that an article costs no more than its words.
///
/// ```
/// use telaah::corpus::reference::ReferenceList;
///
/// let list = ReferenceList::shipped();
/// let frequency = |word| list.get(word).map_or(0, |totals| totals.count);
/// assert!(frequency("yang") > 100 * frequency("banjir") / 4 && frequency("banjir") > 0);
/// assert_eq!(list.get("katayangtidakada"), None);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ReferenceList {
    documents: u64,
    words: u64,
    rarest: TermTotals,
    /// The entries: a word, its occurrences and documents, separated by tabs; a line each, ascending.
    entries: &'static str,
}

impl ReferenceList {
    /// The list that ships with the library.
    #[must_use]
    pub fn shipped() -> Self {
        let (mut documents, mut words, mut least) = (0, 0, 0);
        let mut entries = LIST;
        while let Some((line, rest)) = entries.split_once('\n').filter(|(line, _)| line.starts_with("# ")) {
            let value = |key: &str| line.strip_prefix(key).and_then(|value| value.parse().ok());
            documents = value("# documents: ").unwrap_or(documents);
            words = value("# words: ").unwrap_or(words);
            least = value("# least: ").unwrap_or(least);
            entries = rest;
        }
        Self { documents, words, rarest: TermTotals { count: least, documents: least }, entries }
    }

    /// The documents that it was counted in.
    #[must_use]
    pub const fn documents(&self) -> u64 {
        self.documents
    }

    /// The words of these documents, those that the list lacks included.
    #[must_use]
    pub const fn words(&self) -> u64 {
        self.words
    }

    /// The frequency of its rarest word, for words that it lacks.
    #[must_use]
    pub const fn rarest(&self) -> TermTotals {
        self.rarest
    }

    /// The frequency of a word in key form; `None` if it is not in the list.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<TermTotals> {
        let bytes = self.entries.as_bytes();
        let (mut low, mut high) = (0, bytes.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let start = memchr::memrchr(b'\n', bytes.get(low..middle)?).map_or(low, |at| low + at + 1);
            // The tab after a word is less than the bytes of words, so the lines are in the order of their words.
            let line = bytes.get(start..)?;
            if line.strip_prefix(word.as_bytes()).is_some_and(|rest| rest.first() == Some(&b'\t')) {
                return parse(self.entries.get(start + word.len() + 1..)?.lines().next()?);
            }
            if line < word.as_bytes() {
                low = memchr::memchr(b'\n', line).map_or(bytes.len(), |at| start + at + 1);
            } else {
                high = start;
            }
        }
        None
    }

    /// All words with their frequencies, ascending.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, TermTotals)> + use<> {
        self.entries.lines().filter_map(|line| {
            let (word, totals) = line.split_once('\t')?;
            Some((word, parse(totals)?))
        })
    }

    /// The list as the counts of a corpus.
    #[must_use]
    pub fn counts(&self) -> TermCounts {
        let mut counts = TermCounts::of_size(self.documents, self.words);
        for (word, totals) in self.iter() {
            counts.add(word, totals);
        }
        counts
    }
}

fn parse(totals: &str) -> Option<TermTotals> {
    let (count, documents) = totals.split_once('\t')?;
    Some(TermTotals { count: count.parse().ok()?, documents: documents.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize::word_key;

    #[test]
    fn entries_are_sorted_unique_normalised_and_possible() {
        let list = ReferenceList::shipped();
        let mut before = "";
        let (mut entries, mut words) = (0, 0);
        for (word, totals) in list.iter() {
            assert!(before < word, "{before:?} is before {word:?}");
            assert_eq!(word, word_key(word));
            let rarest = list.rarest();
            assert!(totals.documents >= rarest.documents && totals.count >= totals.documents, "{word}");
            assert!(totals.documents <= list.documents(), "{word}");
            (before, entries, words) = (word, entries + 1, words + totals.count);
        }
        assert_eq!(entries, LIST.lines().filter(|line| !line.starts_with("# ")).count());
        assert!(entries > 30_000 && words <= list.words() && words > list.words() / 10 * 9);
    }

    #[test]
    fn every_word_is_found_and_no_other() {
        let list = ReferenceList::shipped();
        for (word, totals) in list.iter().step_by(7) {
            assert_eq!(list.get(word), Some(totals));
            assert_eq!(list.get(&format!("{word}\u{10ffff}")), None);
        }
        assert_eq!((list.get(""), list.get("zzzzzzzz")), (None, None));
        assert_eq!(list.counts().get("yang"), list.get("yang"));
    }
}
