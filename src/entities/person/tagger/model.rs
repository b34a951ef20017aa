//! The model: integer weights and word clusters, read in place from the bytes embedded in the program.
//!
//! | part | bytes |
//! |---|---|
//! | [`MAGIC`] | the format and its version |
//! | header | lines `# name: value` and an empty line: what the model was trained on |
//! | sizes | five `u32`: the bytes of the index and of the blocks of word features, of the position features, of the document features and of the cluster table |
//! | transitions | 10 rows of eight `i16`: of the start, of the end, and from each label |
//! | document features | [`DOCUMENT_FEATURES`] rows of eight `i16` |
//! | word features | an index (see `feature_table.rs`), and blocks of five rows of eight `u8` |
//! | position features | a power of two of rows of eight `u8` |
//! | clusters | see [`ClusterTable`] |
//!
//! All numbers are little-endian. A weight in a `u8` is offset by [`ZERO`]. Weights are in units of 1/[`UNIT`] of a natural logarithm.

use thiserror::Error;

use super::document_features::DOCUMENT_FEATURES;
use super::feature_table::{FeatureTable, ZERO};
use super::features::{BLOCK_BYTES, POSITION_FEATURES, WordFeature, position_row};
use super::labels::{LABELS, Label};
use super::window::WINDOW;
use super::word_clusters::ClusterTable;
use crate::text::prefetch::prefetch;

pub use super::document_features::UNIT;

/// The first line of a model.
pub const MAGIC: &str = "TELAAH-PERSON 2\n";
/// The weight of a transition that is not allowed. Sums saturate, so nothing can outweigh it.
const FORBIDDEN: i16 = -16_000;

/// A number for each label. Sums do not overflow: the largest weights are about 4,000 apart, and what could grow with the length of a
/// sequence is normalized.
pub(super) type Scores = wide::i16x8;

/// The rows of the features of a position.
pub(super) type PositionRows = [u32; POSITION_FEATURES];

/// Why bytes are not a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The first line is not [`MAGIC`].
    #[error("not a person model of version 2: the first line is not `TELAAH-PERSON 2`")]
    Magic,
    /// The header does not end, or is not valid UTF-8.
    #[error("the header of the model is not text that ends with an empty line")]
    Header,
    /// The bytes end before the parts do.
    #[error("the model is truncated")]
    Truncated,
    /// A part does not have the size of its kind.
    #[error("the model is corrupt: wrong size of the {0}")]
    Size(&'static str),
}

/// The parts of a model, checked. Checking is `const`, so an invalid embedded model is a compile error.
#[derive(Clone, Copy, Debug)]
pub struct ModelFile<'a> {
    header: &'a str,
    transitions: &'a [[u8; 2 * LABELS]],
    document: &'a [[u8; 2 * LABELS]],
    words: FeatureTable<'a>,
    positions: &'a [[u8; LABELS]],
    clusters: ClusterTable<'a>,
}

impl<'a> ModelFile<'a> {
    /// Checks the parts of a model.
    ///
    /// # Errors
    ///
    /// If `bytes` are not a model of this version, or not a complete one.
    pub const fn parse(bytes: &'a [u8]) -> Result<Self, ModelError> {
        let Some((magic, body)) = bytes.split_at_checked(MAGIC.len()) else { return Err(ModelError::Magic) };
        let mut at = 0;
        while at < MAGIC.len() {
            if magic[at] != MAGIC.as_bytes()[at] {
                return Err(ModelError::Magic);
            }
            at += 1;
        }
        let mut header_end = 0;
        while header_end + 1 < body.len() && !(body[header_end] == b'\n' && body[header_end + 1] == b'\n') {
            header_end += 1;
        }
        let Some((header, rest)) = body.split_at_checked(header_end) else { return Err(ModelError::Header) };
        let (Ok(header), Some((_, rest))) = (str::from_utf8(header), rest.split_at_checked(2)) else {
            return Err(ModelError::Header);
        };
        let Some((sizes, rest)) = rest.split_first_chunk::<{ 5 * 4 }>() else { return Err(ModelError::Truncated) };
        let (sizes, _) = sizes.as_chunks::<4>();
        let size = [
            u32::from_le_bytes(sizes[0]) as usize,
            u32::from_le_bytes(sizes[1]) as usize,
            u32::from_le_bytes(sizes[2]) as usize,
            u32::from_le_bytes(sizes[3]) as usize,
            u32::from_le_bytes(sizes[4]) as usize,
        ];
        let [index, blocks, positions, document, clusters] = size;
        let Some((transitions, rest)) = rest.split_at_checked(2 * LABELS * (2 + LABELS)) else {
            return Err(ModelError::Truncated);
        };
        let Some((document, rest)) = rest.split_at_checked(document) else { return Err(ModelError::Truncated) };
        let Some((index, rest)) = rest.split_at_checked(index) else { return Err(ModelError::Truncated) };
        let Some((blocks, rest)) = rest.split_at_checked(blocks) else { return Err(ModelError::Truncated) };
        let Some((positions, rest)) = rest.split_at_checked(positions) else { return Err(ModelError::Truncated) };
        let Some((clusters, _)) = rest.split_at_checked(clusters) else { return Err(ModelError::Truncated) };
        let (document, document_rest) = document.as_chunks();
        if document.len() != DOCUMENT_FEATURES || !document_rest.is_empty() {
            return Err(ModelError::Size("document features"));
        }
        let (positions, positions_rest) = positions.as_chunks();
        if !positions.len().is_power_of_two() || positions.len() == 1 || !positions_rest.is_empty() {
            return Err(ModelError::Size("position features"));
        }
        let Some(words) = FeatureTable::new(index, blocks) else { return Err(ModelError::Size("word features")) };
        let Some(clusters) = ClusterTable::new(clusters) else { return Err(ModelError::Size("cluster table")) };
        Ok(Self { header, transitions: transitions.as_chunks().0, document, words, positions, clusters })
    }
}

/// A model over its bytes.
#[derive(Clone, Debug)]
pub struct Model<'a> {
    /// The clusters of words.
    pub clusters: ClusterTable<'a>,
    words: FeatureTable<'a>,
    positions: &'a [[u8; LABELS]],
    /// The binary logarithm of the number of rows of position features.
    position_bits: u32,
    document: Box<[Scores]>,
    /// The transitions of the labels.
    pub(super) transitions: Transitions,
    header: &'a str,
}

/// The weights of transitions: the part of a linear-chain CRF that scores a label by the label before it.
#[derive(Clone, Debug)]
pub(super) struct Transitions {
    /// From the start of a sequence, by its first label.
    pub(super) start: Scores,
    /// To the end of a sequence, by its last label.
    pub(super) end: Scores,
    /// By label, then by the next label.
    pub(super) to_next: [Scores; LABELS],
    /// By label, then by the label before.
    pub(super) from_previous: [Scores; LABELS],
}

impl Transitions {
    /// Transitions with these weights, by label and next label, where the labels allow them.
    pub(super) fn new(start: [i16; LABELS], end: [i16; LABELS], to_next: [[i16; LABELS]; LABELS]) -> Self {
        let allowed = |weights: [i16; LABELS], set: u8| -> [i16; LABELS] {
            std::array::from_fn(|y| if set >> y & 1 != 0 { weights[y] } else { FORBIDDEN })
        };
        let to_next: [_; LABELS] = std::array::from_fn(|x| allowed(to_next[x], Label::ALL[x].followers()));
        let from_previous: [_; LABELS] =
            std::array::from_fn(|y| Scores::new(std::array::from_fn(|x: usize| to_next[x][y])));
        Self {
            start: Scores::new(allowed(start, Label::STARTS)),
            end: Scores::new(allowed(end, Label::ENDS)),
            to_next: to_next.map(Scores::new),
            from_previous,
        }
    }
}

impl<'a> From<ModelFile<'a>> for Model<'a> {
    fn from(file: ModelFile<'a>) -> Self {
        let row = |n: usize| file.transitions.get(n).copied().map(wide_row).unwrap_or_default();
        Self {
            clusters: file.clusters,
            words: file.words,
            positions: file.positions,
            position_bits: file.positions.len().trailing_zeros(),
            document: file.document.iter().map(|&row| Scores::new(wide_row(row))).collect(),
            transitions: Transitions::new(row(0), row(1), std::array::from_fn(|x| row(2 + x))),
            header: file.header,
        }
    }
}

impl<'a> Model<'a> {
    /// The lines that say what the model was trained on.
    pub fn header(&self) -> &'a str {
        self.header
    }

    /// The number of the block of weights of a word feature.
    #[inline(always)]
    pub(super) fn block(&self, feature: &WordFeature) -> u32 {
        self.words.find(feature.hash)
    }

    /// Prefetches what [`Model::block`] reads.
    #[inline(always)]
    pub(super) fn prefetch_entry(&self, feature: &WordFeature) {
        self.words.prefetch_entry(feature.hash);
    }

    /// Prefetches a block of weights.
    #[inline(always)]
    pub(super) fn prefetch_block(&self, number: u32) {
        self.words.prefetch_block(number);
    }

    /// The weights of a word, by its offset in the window; `blocks` yields the block of each feature.
    #[inline]
    pub(super) fn word<'b>(&self, features: &[WordFeature], blocks: impl Iterator<Item = &'b u32>) -> [Scores; WINDOW] {
        let mut sums = [Scores::default(); WINDOW];
        for (feature, &block) in features.iter().zip(blocks) {
            let rows: &[[u8; LABELS]] = self.words.block(block).as_chunks().0;
            let masks = &OFFSET_MASKS[usize::from(feature.offsets) % OFFSET_MASKS.len()];
            for ((sum, row), mask) in sums.iter_mut().zip(rows).zip(masks) {
                *sum += narrow_row(row) & *mask;
            }
        }
        sums
    }

    /// The rows of the features of a position. Prefetches them.
    #[inline(always)]
    pub(super) fn position_rows(&self, features: &[u64; POSITION_FEATURES]) -> PositionRows {
        std::array::from_fn(|kind| {
            let row = position_row(kind, features[kind], self.position_bits);
            prefetch(self.positions, row);
            row as u32
        })
    }

    /// The weights of the features of a position.
    #[inline(always)]
    pub(super) fn position(&self, rows: &PositionRows) -> Scores {
        const ZEROES: Scores = Scores::new([ZERO as i16 * POSITION_FEATURES as i16; LABELS]);
        let mut sum = Scores::default();
        for &row in rows {
            if let Some(row) = self.positions.get(row as usize) {
                sum += wide_bytes(row);
            }
        }
        sum - ZEROES
    }

    /// The weights of document features.
    #[inline]
    pub(super) fn document(&self, features: &[u16]) -> Scores {
        features.iter().fold(Scores::default(), |sum, &feature| {
            sum + self.document.get(usize::from(feature)).copied().unwrap_or_default()
        })
    }
}

const _: () = assert!(BLOCK_BYTES == WINDOW * LABELS);

/// By [`WindowMask`](super::features::WindowMask): all bits at the offsets in it, none at the others.
static OFFSET_MASKS: [[Scores; WINDOW]; 1 << WINDOW] = {
    let mut masks = [[Scores::new([0; LABELS]); WINDOW]; 1 << WINDOW];
    let mut set = 0;
    while set < masks.len() {
        let mut offset = 0;
        while offset < WINDOW {
            if set >> offset & 1 != 0 {
                masks[set][offset] = Scores::new([-1; LABELS]);
            }
            offset += 1;
        }
        set += 1;
    }
    masks
};

/// Bytes as numbers.
#[inline(always)]
fn wide_bytes(row: &[u8; LABELS]) -> Scores {
    let bytes = u128::from(u64::from_le_bytes(*row)).to_le_bytes();
    Scores::from_u8x16_low(wide::u8x16::new(bytes))
}

/// Bytes as weights.
#[inline(always)]
fn narrow_row(row: &[u8; LABELS]) -> Scores {
    wide_bytes(row) - Scores::splat(i16::from(ZERO))
}

fn wide_row(bytes: [u8; 2 * LABELS]) -> [i16; LABELS] {
    std::array::from_fn(|n| i16::from_le_bytes([bytes[2 * n], bytes[2 * n + 1]]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::person::MODEL_BYTES;

    #[test]
    fn damaged_models_are_errors() {
        let error = |bytes: &[u8]| ModelFile::parse(bytes).unwrap_err();
        assert!(ModelFile::parse(MODEL_BYTES).is_ok());
        assert_eq!(error(b""), ModelError::Magic);
        assert_eq!(error(b"TELAAH-PERSON 1\n\n"), ModelError::Magic);
        assert_eq!(error(b"TELAAH-PERSON 2\n# date: 2026"), ModelError::Header);
        assert_eq!(error(b"TELAAH-PERSON 2\n# \xff\n\n"), ModelError::Header);
        for length in (0..MODEL_BYTES.len()).step_by(10_007).chain([MODEL_BYTES.len() - 1]) {
            assert!(ModelFile::parse(&MODEL_BYTES[..length]).is_err(), "{length} bytes");
        }
        // The sizes follow the header. Moving bytes from one part to the next leaves parts of the wrong size.
        let sizes = MODEL_BYTES.windows(2).position(|pair| pair == b"\n\n").unwrap() + 2;
        for (from, to, bytes, part) in [
            (3, 0, 16, "document features"),
            (2, 4, 8, "position features"),
            (0, 4, 4, "word features"),
            (1, 4, BLOCK_BYTES as u32, "cluster table"),
        ] {
            let mut damaged = MODEL_BYTES.to_vec();
            for (n, change) in [(from, bytes.wrapping_neg()), (to, bytes)] {
                let size: &mut [u8; 4] = damaged[sizes + 4 * n..].first_chunk_mut().unwrap();
                *size = u32::from_le_bytes(*size).wrapping_add(change).to_le_bytes();
            }
            assert_eq!(error(&damaged), ModelError::Size(part));
        }
    }
}
