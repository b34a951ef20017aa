//! The occurrences of terms in the parts of a corpus.

use crate::corpus::postings::{DocumentOrder, Posting, Postings, Share, to_u32};
use crate::corpus::statistics::{PartCount, PartSizes};
use crate::error::Error;
use crate::run::{AnalyzedDocument, Out, Visitor};
use crate::terms::{StemCount, StemIds, Stemming, rank_by_key, ranked_stems};
use crate::text::vocabulary::{Vocabulary, WordId};

/// Counts the terms of each document. Memory grows with the number of distinct terms of all documents: two or three bytes for each, and
/// eight more in [`TermParts`].
#[derive(Debug, Default)]
pub struct DocumentPostings {
    postings: Postings,
    writes_order: bool,
}

impl DocumentPostings {
    /// A counter whose output a [`DocumentOrder`] reads, for [`DocumentPostings::along`].
    #[must_use]
    pub fn with_order() -> Self {
        Self { writes_order: true, ..Self::default() }
    }

    /// The occurrences of all terms, with the documents as the parts.
    #[must_use]
    pub fn parts(&self) -> TermParts<'_> {
        TermParts::new(self.postings.vocabulary(), || self.postings.by_words())
    }

    /// The occurrences of all stems, with the documents as the parts. `are_ngrams`: whether terms are of several words.
    #[must_use]
    pub fn stem_parts(&self, stemming: Stemming, are_ngrams: bool) -> TermParts<'_> {
        TermParts::by_stem(self.postings.vocabulary(), stemming, are_ngrams, || self.postings.by_words())
    }

    /// The occurrences of each group of terms along the corpus: in at most `most` parts of consecutive documents, which have equally many
    /// but for the last. `None` for a part without words.
    pub fn along<'t>(
        &self,
        order: &DocumentOrder,
        groups: impl Iterator<Item = impl Iterator<Item = &'t str>>,
        most: usize,
    ) -> Vec<Vec<Option<Share>>> {
        self.postings.along(order, groups, most)
    }
}

impl Visitor for DocumentPostings {
    fn document(&mut self, document: &AnalyzedDocument<'_>, out: &mut Out<'_>) {
        let place = self.postings.add(document);
        if self.writes_order {
            place.write(out);
        }
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}

    fn merge(&mut self, other: Self) {
        self.postings.merge(other.postings);
    }
}

/// The occurrences of terms, by term, or those of their stems.
#[derive(Debug)]
pub struct TermParts<'a> {
    vocabulary: &'a Vocabulary,
    /// The stems, and all occurrences of each term, if terms are grouped by stem.
    stems: Option<(StemIds, Vec<u64>)>,
    corpus: PartSizes,
    /// Of each term or stem the end of its occurrences.
    ends: Vec<usize>,
    /// Of each occurrence the words of the part and the count; ascending for each term.
    occurrences: Vec<(u32, u32)>,
}

impl<'a> TermParts<'a> {
    /// Sorts the occurrences in parts by term, in time proportional to their number. `parts` is called twice, and returns the words of
    /// each part and its occurrences, ascending by the words.
    pub(crate) fn new<I, P>(vocabulary: &'a Vocabulary, parts: impl Fn() -> I) -> Self
    where
        I: Iterator<Item = (u64, P)>,
        P: Iterator<Item = Posting>,
    {
        let (corpus, ends, occurrences) = sorted_by_key(vocabulary.len(), Some, parts);
        Self { vocabulary, stems: None, corpus, ends, occurrences }
    }

    /// The same by stem: the occurrences of terms with one stem are added up in each part. `parts` is called once more.
    pub(crate) fn by_stem<I, P>(
        vocabulary: &'a Vocabulary,
        stemming: Stemming,
        are_ngrams: bool,
        parts: impl Fn() -> I,
    ) -> Self
    where
        I: Iterator<Item = (u64, P)>,
        P: Iterator<Item = Posting>,
    {
        let mut stems = StemIds::new(stemming, are_ngrams);
        let mut counts = vec![0; vocabulary.len()];
        for (term, count) in parts().flat_map(|(_, postings)| postings) {
            if let Some(sum) = counts.get_mut(term.index()) {
                *sum += u64::from(count);
            }
        }
        for (term, _) in (0..).map(WordId).zip(&counts).filter(|(_, count)| **count > 0) {
            stems.id(term, vocabulary);
        }
        let (corpus, ends, occurrences) = sorted_by_key(stems.len(), |term| stems.known(term), parts);
        Self { vocabulary, stems: Some((stems, counts)), corpus, ends, occurrences }
    }

    /// The size of the corpus and of its parts.
    #[must_use]
    pub const fn corpus(&self) -> PartSizes {
        self.corpus
    }

    /// The terms that occur at least `min_count` times, with their numbers of occurrences: the most frequent first, then by code points.
    /// Empty if they are grouped by stem.
    #[must_use]
    pub fn ranking(&self, min_count: u64) -> Vec<(TermInParts<'_>, u64)> {
        let ids = if self.stems.is_some() { 0 } else { self.ends.len() as u32 };
        let counted = (0..ids).map(WordId).map(|id| (id, count(self.occurrences_of(id))));
        let frequent = counted.filter(|(_, count)| *count >= min_count.max(1));
        // Descending count, then the first bytes of the term, as one number.
        let key = |id, count: u64| u128::from(!count) << 64 | u128::from(self.vocabulary.order_key(id));
        let mut ranked: Vec<_> = frequent.map(|(id, count)| (key(id, count), (id, count))).collect();
        rank_by_key(&mut ranked, 0, |a, b| self.vocabulary.word(a.0).cmp(self.vocabulary.word(b.0)));
        let term = |id| TermInParts { term: self.vocabulary.word(id), occurrences: self.occurrences_of(id) };
        ranked.into_iter().map(|(_, (id, count))| (term(id), count)).collect()
    }

    /// The stems that occur at least `min_count` times, with the parts as their documents: the most frequent first, then by code points.
    /// Empty if terms are not grouped by stem.
    #[must_use]
    pub fn stems(&self, min_count: u64) -> Vec<StemCount<'_>> {
        let Some((stems, counts)) = &self.stems else { return Vec::new() };
        let mut forms: Vec<Vec<(&str, u64)>> = vec![Vec::new(); stems.len()];
        for (term, count) in (0..).map(WordId).zip(counts) {
            if let Some(forms) = stems.known(term).and_then(|stem| forms.get_mut(stem.index())) {
                forms.push((self.vocabulary.word(term), *count));
            }
        }
        let groups = (0..).map(WordId).zip(forms).filter(|(_, forms)| !forms.is_empty());
        ranked_stems(
            groups.map(|(stem, forms)| (stems.key(stem), self.occurrences_of(stem).len() as u64, forms)),
            min_count,
        )
    }

    /// The occurrences of a stem; `None` if it does not occur, or if terms are not grouped by stem.
    #[must_use]
    pub fn of_stem(&self, stem: &str) -> Option<TermInParts<'_>> {
        let (stems, _) = self.stems.as_ref()?;
        let id = stems.of_known_key(stem)?;
        Some(TermInParts { term: stems.key(id), occurrences: self.occurrences_of(id) })
    }

    fn occurrences_of(&self, id: WordId) -> &[(u32, u32)] {
        let start = id.index().checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(id.index()).copied().unwrap_or(start);
        self.occurrences.get(start..end).unwrap_or_default()
    }
}

/// The occurrences in parts by the keys of their terms, in one list, with the end of those of each key. Occurrences with one key in one part are
/// added up; a term without a key is skipped.
fn sorted_by_key<I, P>(
    keys: usize,
    key: impl Fn(WordId) -> Option<WordId>,
    parts: impl Fn() -> I,
) -> (PartSizes, Vec<usize>, Vec<(u32, u32)>)
where
    I: Iterator<Item = (u64, P)>,
    P: Iterator<Item = Posting>,
{
    /// The next place for an occurrence, which ends at the end, and the last part that has the key, from 1.
    #[derive(Clone, Copy, Default)]
    struct Place {
        next: usize,
        part: usize,
    }
    let mut places = vec![Place::default(); keys];
    let (mut sizes, mut sum) = (Vec::new(), 0);
    // First the number of occurrences of each key, then the place of the first.
    for (part, (words, postings)) in (1..).zip(parts()) {
        sizes.push(words);
        for (term, _) in postings {
            let Some(place) = key(term).and_then(|key| places.get_mut(key.index())) else { continue };
            if std::mem::replace(&mut place.part, part) != part {
                place.next += 1;
                sum += 1;
            }
        }
    }
    let mut start = 0;
    for place in &mut places {
        start += std::mem::replace(place, Place { next: start, part: 0 }).next;
    }
    let mut occurrences = vec![(0, 0); sum];
    for (part, (words, postings)) in (1..).zip(parts()) {
        for (term, count) in postings {
            let Some(place) = key(term).and_then(|key| places.get_mut(key.index())) else { continue };
            if std::mem::replace(&mut place.part, part) != part {
                if let Some(occurrence) = occurrences.get_mut(place.next) {
                    *occurrence = (to_u32(words), count);
                }
                place.next += 1;
            } else if let Some((_, sum)) = place.next.checked_sub(1).and_then(|last| occurrences.get_mut(last)) {
                *sum = sum.saturating_add(count);
            }
        }
    }
    let ends: Vec<usize> = places.into_iter().map(|place| place.next).collect();
    // Parts of one size are in no order.
    let mut start = 0;
    for &end in &ends {
        let of_key = occurrences.get_mut(start..end).unwrap_or_default();
        for same_size in of_key.chunk_by_mut(|a, b| a.0 == b.0).filter(|same_size| same_size.len() > 1) {
            same_size.sort_unstable();
        }
        start = end;
    }
    (PartSizes::of(sizes), ends, occurrences)
}

fn count(occurrences: &[(u32, u32)]) -> u64 {
    occurrences.iter().map(|(_, count)| u64::from(*count)).sum()
}

/// A term or stem and its occurrences in the parts that have it.
#[derive(Clone, Copy, Debug)]
pub struct TermInParts<'a> {
    /// The term or stem.
    pub term: &'a str,
    occurrences: &'a [(u32, u32)],
}

impl<'a> TermInParts<'a> {
    /// The occurrences in each part that has the term, in ascending order.
    pub fn occurrences(&self) -> impl ExactSizeIterator<Item = PartCount> + Clone + use<'a> {
        self.occurrences.iter().map(|&(words, count)| PartCount { words: words.into(), count: count.into() })
    }
}
