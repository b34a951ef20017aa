//! The occurrences of terms in the parts of a corpus.

use std::cmp::Reverse;

use crate::corpus::own_terms::OwnTerms;
use crate::corpus::statistics::{PartCount, PartSizes};
use crate::error::Error;
use crate::run::{AnalyzedDocument, Out, Visitor};
use crate::text::vocabulary::{Vocabulary, WordId};

/// The occurrences of a term in one document or another part of a corpus.
pub(crate) type Posting = (WordId, u32);

/// Counts the terms of each document. Memory grows with the number of distinct terms of all documents: 8 bytes for each, and the same
/// again in [`TermParts`].
#[derive(Debug, Default)]
pub struct DocumentPostings {
    terms: OwnTerms,
    /// The documents of this worker, and of each that was merged.
    blocks: Vec<Block>,
}

/// The documents of a worker, one after the other.
#[derive(Debug, Default)]
struct Block {
    postings: Vec<Posting>,
    /// Of each document its words, and the end of its postings.
    documents: Vec<(u32, usize)>,
}

impl Block {
    fn documents(&self) -> impl Iterator<Item = (u64, &[Posting])> {
        let mut start = 0;
        self.documents.iter().map(move |&(words, end)| {
            let postings = self.postings.get(start..end).unwrap_or_default();
            start = end;
            (words.into(), postings)
        })
    }
}

impl DocumentPostings {
    /// The occurrences of all terms, with the documents as the parts.
    #[must_use]
    pub fn parts(&self) -> TermParts<'_> {
        let documents = || self.blocks.iter().flat_map(Block::documents);
        TermParts::new(self.terms.vocabulary(), || {
            documents().map(|(words, postings)| (words, postings.iter().copied()))
        })
    }
}

impl Visitor for DocumentPostings {
    fn document(&mut self, document: &AnalyzedDocument<'_>, _: &mut Out<'_>) {
        let Self { terms, blocks } = self;
        if blocks.is_empty() {
            blocks.push(Block::default());
        }
        // The first block is the worker's own: others follow when the worker has ended.
        let Some(Block { postings, documents }) = blocks.first_mut() else { return };
        let start = documents.last().map_or(0, |(_, end)| *end);
        // A document whose visit panicked may have left postings.
        postings.truncate(start);
        terms.of_article(&document.analysis, |term, count| postings.push((term, to_u32(count))));
        documents.push((to_u32(document.analysis.counted_words()), postings.len()));
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}

    fn merge(&mut self, mut other: Self) {
        if self.terms.vocabulary().len() < other.terms.vocabulary().len() {
            std::mem::swap(self, &mut other);
        }
        let own = self.terms.adopt(&other.terms);
        for mut block in other.blocks {
            for (term, _) in &mut block.postings {
                *term = own.get(term.index()).copied().unwrap_or(WordId::NUMBER);
            }
            self.blocks.push(block);
        }
    }
}

/// The occurrences of terms, by term.
#[derive(Debug)]
pub struct TermParts<'a> {
    vocabulary: &'a Vocabulary,
    corpus: PartSizes,
    /// Of each term the end of its occurrences.
    ends: Vec<usize>,
    /// Of each occurrence the words of the part and the count.
    occurrences: Vec<(u32, u32)>,
}

impl<'a> TermParts<'a> {
    /// Sorts the occurrences in parts by term, in time proportional to their number. `parts` is called twice, and returns the words of
    /// each part and its occurrences.
    pub(crate) fn new<I, P>(vocabulary: &'a Vocabulary, parts: impl Fn() -> I) -> Self
    where
        I: Iterator<Item = (u64, P)>,
        P: Iterator<Item = Posting>,
    {
        // First the number of occurrences of each term, then the place for the next one, which ends at the end.
        let mut ends = vec![0; vocabulary.len()];
        let (mut sizes, mut count) = (Vec::new(), 0);
        for (words, postings) in parts() {
            sizes.push(words);
            for (term, _) in postings {
                if let Some(end) = ends.get_mut(term.index()) {
                    *end += 1;
                    count += 1;
                }
            }
        }
        let mut start = 0;
        for end in &mut ends {
            start += std::mem::replace(end, start);
        }
        let mut occurrences = vec![(0, 0); count];
        for (words, postings) in parts() {
            for (term, count) in postings {
                let Some(end) = ends.get_mut(term.index()) else { continue };
                if let Some(place) = occurrences.get_mut(*end) {
                    *place = (to_u32(words), count);
                }
                *end += 1;
            }
        }
        Self { vocabulary, corpus: PartSizes::of(sizes), ends, occurrences }
    }

    /// The size of the corpus and of its parts.
    #[must_use]
    pub const fn corpus(&self) -> PartSizes {
        self.corpus
    }

    /// The terms that occur at least `min_count` times, with their numbers of occurrences: the most frequent first, then by code points.
    #[must_use]
    pub fn ranking(&self, min_count: u64) -> Vec<(TermInParts<'_>, u64)> {
        let terms = (0..self.ends.len() as u32).map(WordId).map(|id| {
            let start = id.index().checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
            let end = self.ends.get(id.index()).copied().unwrap_or(start);
            let occurrences = self.occurrences.get(start..end).unwrap_or_default();
            TermInParts { term: self.vocabulary.word(id), occurrences }
        });
        let counted = terms.filter(|term| !term.occurrences.is_empty()).map(|term| (term, term.count()));
        let mut ranking: Vec<_> = counted.filter(|(_, count)| *count >= min_count).collect();
        ranking.sort_unstable_by_key(|(term, count)| (Reverse(*count), term.term));
        ranking
    }
}

/// A term and its occurrences in the parts that have it.
#[derive(Clone, Copy, Debug)]
pub struct TermInParts<'a> {
    /// The term.
    pub term: &'a str,
    occurrences: &'a [(u32, u32)],
}

impl TermInParts<'_> {
    fn count(&self) -> u64 {
        self.occurrences.iter().map(|(_, count)| u64::from(*count)).sum()
    }

    /// The occurrences in each part that has the term, in unspecified order.
    #[must_use]
    pub fn occurrences(&self) -> Vec<PartCount> {
        let part = |&(words, count): &(u32, u32)| PartCount { words: words.into(), count: count.into() };
        self.occurrences.iter().map(part).collect()
    }
}

/// A number of words. A part has fewer than 2^32, some 30 GB of text.
pub(crate) fn to_u32(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
