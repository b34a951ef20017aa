//! The terms of each document, in little memory.

use crate::corpus::own_terms::OwnTerms;
use crate::run::{AnalyzedDocument, Out};
use crate::text::vocabulary::{Vocabulary, WordId, WordTable};

/// The occurrences of a term in one document or another part of a corpus.
pub(crate) type Posting = (WordId, u32);

/// The terms of documents with their counts: two or three bytes for each term of each document.
///
/// A term and its count are one number or two, in groups of seven bits: first twice the number of the term, plus one if a count
/// follows, which is otherwise 1. Frequent terms occur early, so their numbers are small.
#[derive(Debug, Default)]
pub(crate) struct Postings {
    terms: OwnTerms,
    /// The documents of this worker, and of each that was merged.
    blocks: Vec<Block>,
}

/// The documents that were analysed in one workspace, one after the other.
#[derive(Debug)]
struct Block {
    workspace: u64,
    bytes: Vec<u8>,
    /// Of each document its words, and the end of its terms.
    documents: Vec<(u32, usize)>,
    /// The numbers of the terms by those in `bytes`, if they are others.
    numbers: Option<Vec<WordId>>,
}

/// The place of a document among those that were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DocumentPlace {
    /// The workspace in which it was analysed.
    pub(crate) workspace: u64,
    /// Its number among those of the workspace, from 0.
    pub(crate) number: u64,
}

impl DocumentPlace {
    /// Appends the place to the output of a visitor, for a [`DocumentOrder`].
    pub(crate) fn write(self, out: &mut Out<'_>) {
        for number in [self.workspace, self.number] {
            out.buffer().extend_from_slice(&number.to_le_bytes());
        }
        out.row_done();
    }
}

/// The documents in the order of the input. Visitors see them in another order if there are several threads.
#[derive(Debug, Default)]
pub struct DocumentOrder(Vec<DocumentPlace>);

impl DocumentOrder {
    /// Adds the documents in the output of a visitor, in the order of the input.
    pub fn add(&mut self, output: &[u8]) {
        let mut numbers = output.as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes));
        while let (Some(workspace), Some(number)) = (numbers.next(), numbers.next()) {
            self.0.push(DocumentPlace { workspace, number });
        }
    }
}

/// The occurrences of terms in a part of a corpus, and all words of the part, in this order.
pub type Share = (u64, u64);

impl Postings {
    /// Adds the terms of a document.
    pub(crate) fn add(&mut self, document: &AnalyzedDocument<'_>) -> DocumentPlace {
        let analysis = &document.analysis;
        let Self { terms, blocks } = self;
        let mut added = Added::new(blocks, analysis.workspace());
        terms.of_article(analysis, |term, count| added.push(term, count));
        added.end(analysis.counted_words())
    }

    /// Adds words of a document of `all` words, with their counts. The ids are those of `names`.
    pub(crate) fn add_words(
        &mut self,
        document: &AnalyzedDocument<'_>,
        all: u64,
        names: &Vocabulary,
        words: impl Iterator<Item = (WordId, u64)>,
    ) -> DocumentPlace {
        let workspace = document.analysis.workspace();
        let Self { terms, blocks } = self;
        let mut added = Added::new(blocks, workspace);
        terms.of_ids(workspace, names, words, |term, count| added.push(term, count));
        added.end(all)
    }

    /// The bytes that the documents take.
    pub(crate) fn size(&self) -> usize {
        self.blocks.iter().map(|block| block.bytes.len() + size_of_val(&*block.documents)).sum()
    }

    /// Adds the documents of another worker.
    pub(crate) fn merge(&mut self, mut other: Self) {
        if self.terms.vocabulary().len() < other.terms.vocabulary().len() {
            std::mem::swap(self, &mut other);
        }
        let own = self.terms.adopt(&other.terms);
        let number = |term: WordId| own.get(term.index()).copied().unwrap_or(WordId::NUMBER);
        for mut block in other.blocks {
            block.numbers = Some(match block.numbers {
                Some(numbers) => numbers.into_iter().map(number).collect(),
                None => own.clone(),
            });
            self.blocks.push(block);
        }
    }

    /// The terms by their numbers.
    pub(crate) const fn vocabulary(&self) -> &Vocabulary {
        self.terms.vocabulary()
    }

    /// The words and the terms of every document, ascending by the words.
    pub(crate) fn by_words(&self) -> impl Iterator<Item = (u64, impl Iterator<Item = Posting>)> {
        let places = self.blocks.iter().flat_map(|block| {
            let mut start = 0;
            block.documents.iter().map(move |&(words, end)| (words, block, std::mem::replace(&mut start, end)..end))
        });
        let mut documents: Vec<_> = places.collect();
        documents.sort_unstable_by_key(|(words, _, _)| *words);
        documents.into_iter().map(|(words, block, range)| (words.into(), block.postings(range)))
    }

    /// The occurrences of each group of terms along the corpus: in at most `most` parts of consecutive documents, which have equally many
    /// but for the last. `None` for a part without words.
    pub(crate) fn along<'t>(
        &self,
        order: &DocumentOrder,
        groups: impl Iterator<Item = impl Iterator<Item = &'t str>>,
        most: usize,
    ) -> Vec<Vec<Option<Share>>> {
        // The group of each term, from 1.
        let mut group_of = WordTable::new(0_usize);
        let mut number_of_groups = 0;
        for (number, terms) in (1..).zip(groups) {
            number_of_groups = number;
            for term in terms.filter_map(|term| self.vocabulary().get(term)) {
                *group_of.entry(term) = number;
            }
        }
        let together = order.0.len().div_ceil(most.max(1)).max(1);
        let mut words = Vec::new();
        let mut counts = vec![Vec::new(); number_of_groups];
        for documents in order.0.chunks(together) {
            words.push(documents.iter().map(|place| self.words_of(*place)).sum::<u64>());
            counts.iter_mut().for_each(|counts| counts.push(0));
            for (term, count) in documents.iter().flat_map(|place| self.of(*place)) {
                let counts = group_of.get(term).checked_sub(1).and_then(|group| counts.get_mut(group));
                if let Some(sum) = counts.and_then(|counts| counts.last_mut()) {
                    *sum += u64::from(count);
                }
            }
        }
        let share = |(count, words): (u64, &u64)| (*words > 0).then_some((count, *words));
        counts.into_iter().map(|counts| counts.into_iter().zip(&words).map(share).collect()).collect()
    }

    fn words_of(&self, place: DocumentPlace) -> u64 {
        let document = self.block(place).and_then(|(block, number)| block.documents.get(number));
        document.map_or(0, |(words, _)| u64::from(*words))
    }

    fn block(&self, place: DocumentPlace) -> Option<(&Block, usize)> {
        let block = self.blocks.iter().find(|block| block.workspace == place.workspace)?;
        Some((block, usize::try_from(place.number).ok()?))
    }

    /// The terms of a document.
    pub(crate) fn of(&self, place: DocumentPlace) -> impl Iterator<Item = Posting> {
        let postings = self.block(place).and_then(|(block, number)| {
            let (_, end) = block.documents.get(number)?;
            let before = number.checked_sub(1).and_then(|before| block.documents.get(before));
            Some(block.postings(before.map_or(0, |(_, end)| *end)..*end))
        });
        postings.into_iter().flatten()
    }
}

/// A document that is being added.
struct Added<'b> {
    place: DocumentPlace,
    bytes: &'b mut Vec<u8>,
    documents: &'b mut Vec<(u32, usize)>,
}

impl<'b> Added<'b> {
    fn new(blocks: &'b mut Vec<Block>, workspace: u64) -> Self {
        if blocks.last().is_none_or(|block| block.workspace != workspace) {
            blocks.push(Block { workspace, bytes: Vec::new(), documents: Vec::new(), numbers: None });
        }
        let last = blocks.len() - 1;
        let Block { bytes, documents, .. } = &mut blocks[last];
        // A document whose visit panicked may have left terms.
        bytes.truncate(documents.last().map_or(0, |(_, end)| *end));
        Self { place: DocumentPlace { workspace, number: documents.len() as u64 }, bytes, documents }
    }

    fn push(&mut self, term: WordId, count: u64) {
        push_number(self.bytes, u64::from(term.0) << 1 | u64::from(count > 1));
        if count > 1 {
            push_number(self.bytes, count);
        }
    }

    fn end(self, words: u64) -> DocumentPlace {
        self.documents.push((to_u32(words), self.bytes.len()));
        self.place
    }
}

impl Block {
    fn postings(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = Posting> {
        let mut bytes = self.bytes.get(range).unwrap_or_default();
        let numbers = self.numbers.as_deref();
        std::iter::from_fn(move || {
            let number = take_number(&mut bytes)?;
            let term = WordId((number >> 1) as u32);
            let count = if number & 1 == 0 { 1 } else { take_number(&mut bytes)? };
            let term = match numbers {
                Some(numbers) => numbers.get(term.index()).copied().unwrap_or(WordId::NUMBER),
                None => term,
            };
            Some((term, to_u32(count)))
        })
    }
}

/// A number of words. A document or another part has fewer than 2^32, some 30 GB of text.
pub(crate) fn to_u32(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[inline]
fn push_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

#[inline]
fn take_number(bytes: &mut &[u8]) -> Option<u64> {
    let (mut number, mut shift) = (0, 0);
    loop {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
        shift += 7;
        if shift > 63 {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_are_read_as_they_were_written(numbers: Vec<u64>, small: Vec<u16>) {
            let mut bytes = Vec::new();
            let numbers: Vec<u64> = numbers.into_iter().chain(small.into_iter().map(u64::from)).collect();
            numbers.iter().for_each(|number| push_number(&mut bytes, *number));
            let mut rest = &*bytes;
            let found: Vec<u64> = std::iter::from_fn(|| take_number(&mut rest)).collect();
            prop_assert_eq!(found, numbers);
        }
    }

    #[test]
    fn what_is_not_a_number_ends_the_numbers() {
        for bytes in [&[0x80][..], &[0xff; 12]] {
            assert_eq!(take_number(&mut { bytes }), None, "{bytes:?}");
        }
    }
}
