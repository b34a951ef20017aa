//! The trained tagger: a linear-chain CRF that labels capitalized words as people, organisations, places or something else.
//!
//! A conditional random field (Lafferty, `McCallum` and Pereira 2001) scores every labelling of a sequence as a sum of weights of
//! features: of each label with the words around it, and of each label with the label before it. The pipeline is:
//!
//! ```text
//! Document ─ positions ─▶ candidate sequences ─ features, model ─▶ scores ─ viterbi ─▶ labels and margins
//!                                                                    │                     │
//!                                                                    ▼                     ▼
//!                          corrections ◀─ names ◀─ viterbi ◀─ scores + document_features of all occurrences
//! ```
//!
//! 1. [`positions`]: selects the tokens near capitalized words, and the rows of capitalized words among them (candidate sequences).
//! 2. [`features`] and [`model`]: score each label at each position of a sequence by the words in a window of five positions. The sums
//!    for a word are cached (`word_scores`), so a position costs five additions and eight table rows.
//! 3. `viterbi`: finds the best labelling of each sequence, and how much better it is than the best one that contradicts it (from
//!    max-marginals).
//! 4. [`document_features`]: adds what the other occurrences of a word in the article say, and decodes again.
//! 5. `corrections`: a list of rules for known weaknesses of the model.
//!
//! All arithmetic is in integers, so results are identical on every platform. The model is trained by `telaah-train`; training data and
//! accuracy are described in `../model/MODEL.md`.
//!
//! The modules are public for the trainer only and not part of the API.

mod bit_set;
mod bitmap;
mod confidence;
mod corrections;
pub mod document_features;
mod evidence;
pub mod feature_table;
pub mod features;
pub mod gazetteer;
pub mod labels;
pub mod model;
pub mod positions;
pub(super) mod recognizer;
#[cfg(test)]
mod test_support;
pub mod token_shape;
mod viterbi;
pub mod window;
pub mod word_clusters;
mod word_scores;

pub use super::common::ARTICLE_SENTENCES;
pub use super::common::sentence_case::SentenceCase;

use std::sync::Arc;

use super::common::lists::Lists;
use crate::text::document::Document;
use crate::tokenizer::Lexicon;

use document_features::{DocumentFeatures, Occurrence};
use features::{PositionContext, WordAttributes, position_features};
use gazetteer::Gazetteer;
use labels::Label;
use model::{Model, PositionRows, Scores};
use positions::Positions;
use viterbi::ViterbiDecoder;
use window::{Extent, WINDOW, WINDOW_RADIUS};
use word_scores::{WordCache, WordScorer};

/// The number of positions of which the rows in the model are kept until they are prefetched: those of most articles.
const BLOCK: usize = 1 << 12;

/// The number of positions whose words are looked up at once: those of all but the longest articles.
const LOOKED_UP: usize = 1 << 16;

/// The number of positions from which the buffers of an article are freed as soon as they are not needed. They take far more memory than
/// its text.
const LARGE: usize = 1 << 17;

/// A person's name: a half-open range of indices in [`Tagger::positions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TaggedName {
    /// Index of the first position.
    position_start: u32,
    /// Index of the first position after it.
    position_end: u32,
    /// The least margin of its positions in the first pass.
    margin: i32,
}

/// Finds people by the model. Between documents it keeps scores of words, but nothing that depends on the documents.
#[derive(Clone, Debug)]
struct Tagger {
    model: Arc<Model<'static>>,
    gazetteer: Gazetteer,
    positions: Positions,
    words: WordCache,
    /// By position, of those looked up last: the index of its word in the cache.
    word_indices: Vec<u32>,
    /// By position: the attributes of its word.
    attributes: Vec<WordAttributes>,
    window_sums: WindowSums,
    /// The rows in the model of the features of the last positions of candidate sequences.
    rows: Vec<PositionRows>,
    /// The following are by position of a candidate sequence.
    scores: Vec<Scores>,
    labels: Vec<Label>,
    /// The margins of the first pass, in [`UNIT`](document_features::UNIT)s.
    margins: Vec<i32>,
    occurrences: Vec<Occurrence>,
    document_features: DocumentFeatures,
    decoder: ViterbiDecoder,
    names: Vec<TaggedName>,
}

impl Tagger {
    /// A tagger that uses `model`.
    fn new(lexicon: &mut Lexicon, lists: Arc<Lists>, model: Model<'static>) -> Self {
        positions::flag_words(lexicon, &lists);
        Self {
            model: Arc::new(model),
            gazetteer: Gazetteer::from(lists),
            positions: Positions::default(),
            words: WordCache::default(),
            word_indices: Vec::new(),
            attributes: Vec::new(),
            window_sums: WindowSums::default(),
            rows: Vec::new(),
            scores: Vec::new(),
            labels: Vec::new(),
            margins: Vec::new(),
            occurrences: Vec::new(),
            document_features: DocumentFeatures::default(),
            decoder: ViterbiDecoder::default(),
            names: Vec::new(),
        }
    }

    /// The positions of the last document.
    fn positions(&self) -> &Positions {
        &self.positions
    }

    /// The people in a document, by rising position, without overlaps.
    fn tag(&mut self, document: &Document<'_>) -> &[TaggedName] {
        self.words.begin(document.vocabulary.len());
        self.positions.read(document, Extent::NearNames);
        self.names.clear();
        if self.positions.sequences().is_empty() {
            return &self.names;
        }
        self.score(document);
        let is_large = self.is_large();
        if is_large {
            (self.word_indices, self.attributes, self.window_sums) = Default::default();
        }
        self.decode();
        if document.sentences.len() >= ARTICLE_SENTENCES {
            self.apply_document_features(document);
        }
        if is_large {
            (self.scores, self.occurrences) = Default::default();
            (self.document_features, self.decoder) = Default::default();
        }
        self.collect_names();
        if is_large {
            (self.labels, self.margins) = Default::default();
        }
        &self.names
    }

    /// Whether the last document was a large one, whose buffers are not kept.
    fn is_large(&self) -> bool {
        self.positions.positions().len() > LARGE
    }

    /// Frees the buffers of the last document.
    fn release(&mut self) {
        (self.positions, self.words, self.names) = Default::default();
    }

    /// Scores the labels of every position of every sequence.
    #[inline(never)]
    fn score(&mut self, document: &Document<'_>) {
        let Self { model, gazetteer, positions, words, word_indices, attributes, window_sums, scores, rows, .. } = self;
        attributes.clear();
        window_sums.clear();
        for positions in positions.positions().chunks(LOOKED_UP) {
            words.look_up(positions, document, &WordScorer { model, gazetteer }, word_indices);
            // The words were prefetched when they were looked up. Each of the next two passes reads one of their two cache lines.
            attributes.extend(word_indices.iter().map(|&index| words.get(index).attributes));
            window_sums.extend(word_indices, words);
        }
        scores.clear();
        rows.clear();
        for sequence in positions.sequences() {
            // Every sequence has padding on both sides.
            let range = sequence.start as usize - WINDOW_RADIUS..sequence.end as usize + WINDOW_RADIUS;
            let (Some(positions), Some(attributes)) =
                (positions.positions().get(range.clone()), attributes.get(range.clone()))
            else {
                continue;
            };
            let sums = window_sums.sums.get(range).and_then(|sums| sums.get(2 * WINDOW_RADIUS..)).unwrap_or_default();
            let (before_sequence, after_sequence) =
                (attributes[WINDOW_RADIUS - 1], attributes[attributes.len() - WINDOW_RADIUS]);
            for ((positions, attributes), sum) in positions.windows(WINDOW).zip(attributes.windows(WINDOW)).zip(sums) {
                let (Some(positions), Some(attributes)) = (positions.first_chunk(), attributes.first_chunk()) else {
                    continue;
                };
                let context = PositionContext {
                    positions,
                    attributes: *attributes,
                    before_sequence,
                    after_sequence,
                    sentence_case: sequence.sentence_case,
                };
                scores.push(*sum);
                rows.push(model.position_rows(&position_features(&context)));
                if rows.len() == BLOCK {
                    add_rows(model, rows, scores);
                }
            }
        }
        add_rows(model, rows, scores);
    }

    /// The first pass: labels and margins from the windows alone.
    #[inline(never)]
    fn decode(&mut self) {
        let Self { model, positions, scores, labels, margins, decoder, .. } = self;
        labels.clear();
        labels.resize(scores.len(), Label::Other);
        margins.clear();
        margins.resize(scores.len(), 0);
        let mut first = 0;
        for sequence in positions.sequences() {
            let range = first..first + sequence.range().len();
            first = range.end;
            if let (Some(scores), Some(labels), Some(margins)) =
                (scores.get(range.clone()), labels.get_mut(range.clone()), margins.get_mut(range))
            {
                decoder.decode_with_margins(&model.transitions, scores, labels, margins);
            }
        }
    }

    /// The second pass: adds document features to the scores and decodes again.
    #[inline(never)]
    fn apply_document_features(&mut self, document: &Document<'_>) {
        let Self { model, positions, words, scores, labels, margins, occurrences, document_features, decoder, .. } =
            self;
        occurrences.clear();
        for sequence in positions.sequences() {
            for position in positions.positions().get(sequence.range()).unwrap_or_default() {
                words.prefetch_occurrence(position);
            }
        }
        let mut decoded = labels.iter().zip(margins.iter());
        for sequence in positions.sequences() {
            for at in sequence.range() {
                let (Some(position), Some((&label, &margin))) = (positions.positions().get(at), decoded.next()) else {
                    continue;
                };
                let (word, id) = words.occurrence(position, document);
                let is_also_lowercase = id.is_some_and(|id| positions.has_lowercase(id));
                let opens_sequence = at == sequence.start as usize;
                let sentence_case = sequence.sentence_case;
                occurrences.push(Occurrence { word, margin, label, opens_sequence, sentence_case, is_also_lowercase });
            }
        }
        document_features.read(occurrences, words.occurring_words);
        let mut first = 0;
        for sequence in positions.sequences() {
            let range = first..first + sequence.range().len();
            first = range.end;
            let (Some(occurrences), Some(scores), Some(labels)) =
                (occurrences.get(range.clone()), scores.get_mut(range.clone()), labels.get_mut(range.clone()))
            else {
                continue;
            };
            if document_features.concerns(occurrences) {
                document_features.features(range.start, occurrences, |at, features| {
                    if let Some(score) = scores.get_mut(at) {
                        *score += model.document(features);
                    }
                });
                decoder.decode(&model.transitions, scores, labels);
            }
        }
    }

    /// Reads the names of people off the labels.
    #[inline(never)]
    fn collect_names(&mut self) {
        let Self { positions, labels, margins, names, .. } = self;
        let indices = positions.sequences().iter().flat_map(|sequence| sequence.range());
        let mut open = None;
        for (at, (label, &margin)) in indices.map(|at| at as u32).zip(labels.iter().zip(margins.iter())) {
            match label {
                Label::PersonOnly => names.push(TaggedName { position_start: at, position_end: at + 1, margin }),
                Label::PersonFirst => open = Some((at, margin)),
                Label::PersonInner => open = open.map(|(start, least)| (start, margin.min(least))),
                Label::PersonLast => {
                    let name = |(position_start, least): (u32, i32)| TaggedName {
                        position_start,
                        position_end: at + 1,
                        margin: margin.min(least),
                    };
                    names.extend(open.take().map(name));
                }
                _ => open = None,
            }
        }
    }
}

/// Adds the weights of the last positions to their scores, and removes their rows.
fn add_rows(model: &Model<'_>, rows: &mut Vec<PositionRows>, scores: &mut [Scores]) {
    let first = scores.len() - rows.len();
    for (score, rows) in scores.iter_mut().skip(first).zip(rows.drain(..)) {
        *score += model.position(&rows);
    }
}

/// The sums of the weights of the words in the window of each position, for the words of a document one after the other.
///
/// The sum of a position is at its index plus [`WINDOW_RADIUS`], where its last word is read: each word is added to five sums, and passing
/// the partial sums on avoids reading it five times.
#[derive(Clone, Debug, Default)]
struct WindowSums {
    sums: Vec<Scores>,
    /// Partial sums of the next positions: of the words at the ends of a window, and of those within.
    outer: [Scores; 2 * WINDOW_RADIUS],
    inner: [Scores; 3],
}

impl WindowSums {
    fn clear(&mut self) {
        self.sums.clear();
        (self.outer, self.inner) = Default::default();
    }

    /// Adds words.
    fn extend(&mut self, word_indices: &[u32], words: &WordCache) {
        let start = self.sums.len();
        let mut outer = self.outer;
        self.sums.extend(word_indices.iter().map(|&index| {
            let [two_before, .., two_after] = &words.get(index).rows;
            let [first, rest @ ..] = outer;
            let sum = first + *two_after;
            outer = [rest[0], rest[1], rest[2], *two_before];
            sum
        }));
        self.outer = outer;
        let [mut complete, mut here, mut next] = self.inner;
        for (sum, &index) in self.sums.iter_mut().skip(start).zip(word_indices) {
            let [_, before, own, after, _] = &words.get(index).rows;
            *sum += complete;
            complete = here + *after;
            here = next + *own;
            next = *before;
        }
        self.inner = [complete, here, next];
    }
}
