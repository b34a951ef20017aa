//! The words in windows around the matches of patterns.

use std::ops::Range;

use crate::corpus::pattern::{Finder, Match};
use crate::corpus::postings::{DocumentOrder, Postings, Share};
use crate::corpus::{ByWord, Map, Sum, Unit, Within, Words};
use crate::error::Error;
use crate::run::{AnalyzedDocument, Out, Visitor};
use crate::terms::{Stemming, TermStems, sort_forms};
use crate::text::span::Span;
use crate::text::vocabulary::{Vocabulary, WordId, WordTable};
use crate::text::work;

/// The windows around matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The words before a match.
    pub left: usize,
    /// The words after it.
    pub right: usize,
    /// The unit that a window does not leave.
    pub within: Within,
}

/// The occurrences of a word in windows and in matches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WindowSums {
    /// Occurrences in windows, before the nearest match.
    pub left: u64,
    /// Occurrences in windows, after the nearest match.
    pub right: u64,
    /// Documents with such an occurrence.
    pub documents: u64,
    /// Occurrences in matches, which are in no window.
    pub in_matches: u64,
}

impl Sum for WindowSums {
    fn add(&mut self, other: Self) {
        self.left += other.left;
        self.right += other.right;
        self.documents += other.documents;
        self.in_matches += other.in_matches;
    }
}

/// Counts over all documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NodeTotals {
    /// Places where the patterns match, however many of them match there.
    pub matches: u64,
    /// Words in matches.
    pub node_words: u64,
    /// Words in windows, each counted once.
    pub window_words: u64,
    /// Words outside of matches.
    pub words: u64,
}

/// The words with one stem in windows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StemCollocate<'a> {
    /// The stem.
    pub stem: &'a str,
    /// The sums of all words with the stem; the documents are those with any of them.
    pub sums: WindowSums,
    /// All their occurrences.
    pub frequency: u64,
    /// The words that are in windows with their occurrences there, by descending count, then by code points.
    pub forms: Vec<(&'a str, u64)>,
}

/// Counts the words in windows around matches.
///
/// A word outside of matches is in a window or in none, however many windows hold it: it counts at the nearest match, and of two that
/// are equally near at the earlier one. So the counts are those of disjoint things, and each makes a table of four true cells.
#[derive(Debug)]
pub struct NodeCollocations {
    window: Window,
    finder: Finder,
    words: Words,
    totals: NodeTotals,
    /// All occurrences.
    frequency: ByWord<u64>,
    sums: ByWord<WindowSums>,
    /// The documents of each stem with one of its words in a window, if words are grouped by stem.
    stems: Option<TermStems>,
    /// The words in windows of one document, if they are grouped by stem.
    in_windows: Vec<WordId>,
    /// The words in windows of each document, if it is asked for where they are, and those of the current one.
    places: Option<(Postings, Vec<WordId>)>,
    /// The number of the last document with the word in a window.
    last_document: WordTable<u32>,
    documents: u32,
    nodes: Nodes,
}

/// The matches of one document, and the words around them.
#[derive(Debug, Default)]
struct Nodes {
    /// The tokens of each match; ascending, without those of the same place.
    spans: Vec<Range<u32>>,
    /// For the matches in a unit, the number of words before the first word of each, and after its last one.
    starts: Vec<usize>,
    ends: Vec<usize>,
    same: Vec<(Span, Range<u32>)>,
}

impl Nodes {
    fn read(&mut self, matches: &[Match]) {
        self.same.clear();
        self.same.extend(matches.iter().map(|found| (found.span, found.token_start..found.token_end)));
        self.same.sort_unstable_by_key(|(span, tokens)| (tokens.start, tokens.end, *span));
        self.same.dedup();
        self.spans.clear();
        self.spans.extend(self.same.iter().map(|(_, tokens)| tokens.clone()));
    }

    /// Reads where the matches of a unit are among its words. `first` is the first match that may be in it.
    fn locate(&mut self, unit: &Unit<'_>, first: &mut usize) {
        self.starts.clear();
        self.ends.clear();
        while self.spans.get(*first).is_some_and(|span| span.end <= unit.tokens.start) {
            *first += 1;
        }
        let (mut start, mut end) = (0, 0);
        for span in self.spans.iter().skip(*first).take_while(|span| span.start < unit.tokens.end) {
            if span.end > unit.tokens.start {
                start = advance(unit, start, span.start);
                // Spans may end before an earlier one.
                end = advance(unit, end.min(start), span.end).max(start);
                self.starts.push(start);
                self.ends.push(end);
            }
        }
        self.ends.sort_unstable();
    }
}

/// The number of words of a unit before a token, from one known to be before it on.
fn advance(unit: &Unit<'_>, from: usize, token: u32) -> usize {
    let words = unit.words.get(from..).unwrap_or_default();
    let count = words.iter().take_while(|word| word.token < token).count();
    work::steps(count);
    from + count
}

impl NodeCollocations {
    /// A counter of the words around what a finder finds.
    #[must_use]
    pub fn new(window: Window, finder: Finder) -> Self {
        let words = Words::new(finder.options().words);
        Self {
            window,
            finder,
            words,
            totals: NodeTotals::default(),
            frequency: ByWord::default(),
            sums: ByWord::default(),
            stems: None,
            in_windows: Vec::new(),
            places: None,
            last_document: WordTable::new(0),
            documents: 0,
            nodes: Nodes::default(),
        }
    }

    /// A counter that also groups words by stem, for [`NodeCollocations::stems`].
    #[must_use]
    pub fn with_stems(window: Window, finder: Finder, stemming: Stemming) -> Self {
        Self { stems: Some(TermStems::new(stemming, false)), ..Self::new(window, finder) }
    }

    /// The same counter, whose output a [`DocumentOrder`] reads, for [`NodeCollocations::along`]. Memory grows with the words in windows.
    #[must_use]
    pub fn with_order(self) -> Self {
        Self { places: Some(Default::default()), ..self }
    }

    /// The occurrences of each group of words in windows along the corpus, relative to all words: in at most `most` parts of consecutive
    /// documents, which have equally many but for the last. `None` for a part without words; empty if the counter has no order.
    pub fn along<'t>(
        &self,
        order: &DocumentOrder,
        groups: impl Iterator<Item = impl Iterator<Item = &'t str>>,
        most: usize,
    ) -> Vec<Vec<Option<Share>>> {
        self.places.as_ref().map(|(postings, _)| postings.along(order, groups, most)).unwrap_or_default()
    }

    /// The counts over all documents.
    #[must_use]
    pub const fn totals(&self) -> NodeTotals {
        self.totals
    }

    /// The words in windows, with their sums and all their occurrences, in unspecified order.
    pub fn collocates(&self) -> impl Iterator<Item = (&str, WindowSums, u64)> {
        let in_windows = self.sums.iter().filter(|(_, sums)| sums.left + sums.right > 0);
        in_windows.map(|(word, sums)| (word, sums, self.frequency.get(word)))
    }

    /// The words in windows grouped by stem, ascending by the stem. Empty if they were counted without stems.
    #[must_use]
    pub fn stems(&self) -> Vec<StemCollocate<'_>> {
        let Some(stems) = &self.stems else { return Vec::new() };
        let mut groups: Map<WordId, StemCollocate<'_>> = Map::default();
        for (word, sums, frequency) in self.frequency.iter().map(|(word, n)| (word, self.sums.get(word), n)) {
            // Stems without a word in a window have no number.
            let Some(stem) = stems.ids.of_name(word) else { continue };
            let group = groups.entry(stem).or_insert_with(|| {
                let sums = WindowSums { documents: stems.documents(stem), ..WindowSums::default() };
                StemCollocate { stem: stems.ids.key(stem), sums, frequency: 0, forms: Vec::new() }
            });
            group.sums.add(WindowSums { documents: 0, ..sums });
            group.frequency += frequency;
            if sums.left + sums.right > 0 {
                group.forms.push((word, sums.left + sums.right));
            }
        }
        let mut groups: Vec<_> = groups.into_values().filter(|group| !group.forms.is_empty()).collect();
        groups.iter_mut().for_each(|group| sort_forms(&mut group.forms));
        groups.sort_unstable_by_key(|group| group.stem);
        groups
    }

    /// Counts the words of a unit.
    fn count_unit(&mut self, unit: &Unit<'_>, first: &mut usize) {
        self.nodes.locate(unit, first);
        let Nodes { spans, starts, ends, .. } = &self.nodes;
        // The next match that begins after the word, and the last that ends before it.
        let (mut next, mut last) = (0, 0);
        // The end of the tokens that are in matches so far.
        let mut spans = spans.iter().skip(*first).peekable();
        let mut covered = 0;
        for (at, word) in unit.words.iter().enumerate() {
            while let Some(span) = spans.next_if(|span| span.start <= word.token) {
                covered = covered.max(span.end);
            }
            if word.token < covered {
                self.totals.node_words += 1;
                self.sums.at(word.id).in_matches += 1;
                continue;
            }
            self.totals.words += 1;
            while starts.get(next).is_some_and(|&start| start <= at) {
                next += 1;
            }
            while ends.get(last).is_some_and(|&end| end <= at) {
                last += 1;
            }
            let before_next = starts.get(next).map(|&start| start - at);
            let after_last = last.checked_sub(1).and_then(|last| ends.get(last)).map(|&end| at + 1 - end);
            let left = before_next.filter(|distance| *distance <= self.window.left);
            let right = after_last.filter(|distance| *distance <= self.window.right);
            let is_right = match (left, right) {
                (None, None) => continue,
                (Some(left), Some(right)) => right <= left,
                (left, _) => left.is_none(),
            };
            self.totals.window_words += 1;
            let sums = self.sums.at(word.id);
            sums.left += u64::from(!is_right);
            sums.right += u64::from(is_right);
            if let Some((_, in_windows)) = &mut self.places {
                in_windows.push(word.id);
            }
            let last_document = self.last_document.entry(word.id);
            if *last_document != self.documents {
                *last_document = self.documents;
                sums.documents += 1;
                if self.stems.is_some() {
                    self.in_windows.push(word.id);
                }
            }
        }
    }
}

impl Visitor for NodeCollocations {
    fn document(&mut self, document: &AnalyzedDocument<'_>, out: &mut Out<'_>) {
        let analysis = &document.analysis;
        self.nodes.read(self.finder.find(analysis));
        let mut words = std::mem::replace(&mut self.words, Words::new(Default::default()));
        words.read(&analysis.document, self.window.within);
        self.documents += 1;
        self.totals.matches += self.nodes.spans.len() as u64;
        for word in words.all() {
            *self.frequency.at(word.id) += 1;
        }
        if self.nodes.spans.is_empty() {
            self.totals.words += words.all().len() as u64;
        } else {
            let mut first = 0;
            for unit in words.units() {
                self.count_unit(&unit, &mut first);
            }
        }
        if let Some(stems) = &mut self.stems {
            stems.count(&self.in_windows, words.vocabulary(analysis.document.vocabulary));
            self.in_windows.clear();
        }
        if let Some((postings, in_windows)) = &mut self.places {
            in_windows.sort_unstable();
            let equal = in_windows.chunk_by(|a, b| a == b);
            let counts = equal.filter_map(|equal| Some((*equal.first()?, equal.len() as u64)));
            let names = words.vocabulary(analysis.document.vocabulary);
            postings.add_words(document, words.all().len() as u64, names, counts).write(out);
            in_windows.clear();
        }
        self.words = words;
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}

    fn settle(&mut self, vocabulary: &Vocabulary) {
        let vocabulary = self.words.vocabulary(vocabulary);
        self.frequency.settle(vocabulary);
        self.sums.settle(vocabulary);
        self.last_document = WordTable::new(0);
        if let Some(stems) = &mut self.stems {
            stems.ids.forget_terms();
        }
    }

    fn merge(&mut self, other: Self) {
        let NodeTotals { matches, node_words, window_words, words } = other.totals;
        self.totals.matches += matches;
        self.totals.node_words += node_words;
        self.totals.window_words += window_words;
        self.totals.words += words;
        self.frequency.merge(other.frequency);
        self.sums.merge(other.sums);
        if let (Some(stems), Some(mut other)) = (&mut self.stems, other.stems) {
            stems.take_documents(&mut other);
        }
        if let (Some((postings, _)), Some((other, _))) = (&mut self.places, other.places) {
            postings.merge(other);
        }
    }
}
