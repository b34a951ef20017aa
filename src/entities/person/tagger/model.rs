//! The model: weights in whole numbers and word classes, used where they lie in the program.
//!
//! | part | bytes |
//! |---|---|
//! | `TELAAH-PERSON 2\n` | the format and its version |
//! | header | lines `# name: value` and an empty line: what the model was made from |
//! | sizes | bytes of the index and of the blocks of word features, of the rows of slot features, of evidence, of the class table: five `u32` |
//! | edges | start, end and transition weights: 10 rows of eight `i16` |
//! | evidence | rows of eight `i16` |
//! | word features | an index (see `table.rs`) and blocks of five rows of eight `u8` |
//! | slot features | a power of two rows of eight `u8` |
//! | classes | see [`ClassTable`] |
//!
//! All numbers are little-endian; a weight in an `u8` is [`ZERO`] less. A weight of [`UNIT`](super::evidence::UNIT) is a natural-logarithm unit.

use super::classes::ClassTable;
use super::evidence::EVIDENCE;
use super::features::{BLOCK, PLACES, SLOT_FEATURES, WordFeature, slot_row};
use super::labels::{LABELS, Label};
use super::table::FeatureTable;
use crate::text::prefetch::prefetch;

/// The first line of a model.
pub const MAGIC: &str = "TELAAH-PERSON 2\n";
/// What a weight of 0 is in a byte.
pub const ZERO: u8 = 128;
/// A weight that rules a label out. Sums stop at the ends of their range, so that nothing makes up for it.
const NEVER: i16 = -16_000;

/// A number a label. Sums are small: the largest weights are some 4,000 apart, and what could grow with a text is cut back.
pub(super) type Scores = wide::i16x8;

/// The rows of the features of a slot.
pub(super) type SlotRows = [u32; SLOT_FEATURES];

/// A model over its bytes.
#[derive(Clone, Debug)]
pub struct Model<'a> {
    /// The classes of words.
    pub classes: ClassTable<'a>,
    words: FeatureTable<'a>,
    slots: &'a [[u8; LABELS]],
    /// The slot features have two to the power of it rows.
    slot_bits: u32,
    evidence: Box<[Scores; EVIDENCE]>,
    /// What a run gives for its first label.
    pub(super) start: Scores,
    /// What a run gives for its last label.
    pub(super) end: Scores,
    /// What a label gives for the next: by the label, then by the next.
    pub(super) onward: [Scores; LABELS],
    /// The same by the next, then by the label.
    pub(super) into: [Scores; LABELS],
    header: &'a str,
}

impl<'a> Model<'a> {
    /// Reads a model; absent if the bytes are none of this version.
    pub fn parse(bytes: &'a [u8]) -> Option<Self> {
        let body = bytes.strip_prefix(MAGIC.as_bytes())?;
        let header_end = body.windows(2).position(|pair| pair == b"\n\n")?;
        let header = std::str::from_utf8(body.get(..header_end)?).ok()?;
        let mut rest = body.get(header_end + 2..)?;
        let mut take = |count: usize| {
            let (head, tail) = rest.split_at_checked(count)?;
            rest = tail;
            Some(head)
        };
        let mut sizes = [0; 5];
        for size in &mut sizes {
            *size = u32::from_le_bytes(*take(4)?.first_chunk()?) as usize;
        }
        let edges = rows(take(2 * LABELS * (2 + LABELS))?);
        let edge = |n: usize, set: u8| {
            let weights = edges.get(n).copied().map(wide_row).unwrap_or_default().to_array();
            std::array::from_fn(|y| if set >> y & 1 != 0 { weights[y] } else { NEVER })
        };
        let (start, end) = (edge(0, Label::STARTS), edge(1, Label::ENDS));
        let onward: [[i16; LABELS]; LABELS] = std::array::from_fn(|x| edge(2 + x, Label::ALL[x].followers()));
        let into: [[i16; LABELS]; LABELS] = std::array::from_fn(|y| std::array::from_fn(|x| onward[x][y]));
        let [index, blocks, slots, evidence, classes] = sizes;
        let evidence: Vec<_> = rows(take(evidence)?).iter().copied().map(wide_row).collect();
        let evidence = evidence.into_boxed_slice().try_into().ok()?;
        let words = FeatureTable::new(take(index)?, take(blocks)?)?;
        let slots = take(slots)?.as_chunks().0;
        Some(Self {
            header,
            start: Scores::new(start),
            end: Scores::new(end),
            onward: onward.map(Scores::new),
            into: into.map(Scores::new),
            evidence,
            words,
            slots,
            slot_bits: slots.len().is_power_of_two().then(|| slots.len().trailing_zeros()).filter(|&bits| bits > 0)?,
            classes: ClassTable::new(take(classes)?)?,
        })
    }

    /// The lines that say what the model was made from.
    pub fn header(&self) -> &'a str {
        self.header
    }

    /// The number of the block of weights of a word's feature.
    #[inline(always)]
    pub(super) fn block(&self, feature: &WordFeature) -> u32 {
        self.words.find(feature.hash)
    }

    /// Asks for what [`Model::block`] reads.
    #[inline(always)]
    pub(super) fn ask_for_entry(&self, feature: &WordFeature) {
        self.words.ask_for_entry(feature.hash);
    }

    /// Asks for a block of weights.
    #[inline(always)]
    pub(super) fn ask_for_block(&self, number: u32) {
        self.words.ask_for_block(number);
    }

    /// The weights of a word, by its place round a slot; `blocks` begins with those of its features.
    #[inline]
    pub(super) fn word<'b>(&self, features: &[WordFeature], blocks: impl Iterator<Item = &'b u32>) -> [Scores; PLACES] {
        let mut sums = [Scores::default(); PLACES];
        for (feature, &block) in features.iter().zip(blocks) {
            let rows: &[[u8; LABELS]] = self.words.block(block).as_chunks().0;
            let masks = &PLACE_MASKS[usize::from(feature.places) % PLACE_MASKS.len()];
            for ((sum, row), mask) in sums.iter_mut().zip(rows).zip(masks) {
                *sum += narrow_row(row) & *mask;
            }
        }
        sums
    }

    /// The rows of the features of a slot, which are asked for.
    #[inline(always)]
    pub(super) fn slot_rows(&self, features: &[u64; SLOT_FEATURES]) -> SlotRows {
        std::array::from_fn(|kind| {
            let row = slot_row(kind, features[kind], self.slot_bits);
            prefetch(self.slots, row);
            row as u32
        })
    }

    /// The weights of the features of a slot.
    #[inline(always)]
    pub(super) fn slot(&self, rows: &SlotRows) -> Scores {
        const ZEROES: Scores = Scores::new([ZERO as i16 * SLOT_FEATURES as i16; LABELS]);
        let mut sum = Scores::default();
        for &row in rows {
            if let Some(row) = self.slots.get(row as usize) {
                sum += wide_bytes(row);
            }
        }
        sum - ZEROES
    }

    /// The weights of features of the evidence.
    #[inline]
    pub(super) fn evidence(&self, features: &[u16]) -> Scores {
        features.iter().fold(Scores::default(), |sum, &feature| sum + self.evidence[usize::from(feature) % EVIDENCE])
    }
}

const _: () = assert!(BLOCK == PLACES * LABELS);

/// All bits where a feature of such [`Places`](super::features::Places) counts, and none where it does not.
static PLACE_MASKS: [[Scores; PLACES]; 1 << PLACES] = {
    let mut masks = [[Scores::new([0; LABELS]); PLACES]; 1 << PLACES];
    let mut places = 0;
    while places < masks.len() {
        let mut place = 0;
        while place < PLACES {
            if places >> place & 1 != 0 {
                masks[places][place] = Scores::new([-1; LABELS]);
            }
            place += 1;
        }
        places += 1;
    }
    masks
};

/// Bytes as numbers.
#[inline(always)]
fn wide_bytes(row: &[u8; LABELS]) -> Scores {
    let bytes = u128::from(u64::from_le_bytes(*row)).to_le_bytes();
    Scores::from_u8x16_low(wide::u8x16::new(bytes))
}

#[inline(always)]
fn narrow_row(row: &[u8; LABELS]) -> Scores {
    wide_bytes(row) - Scores::splat(i16::from(ZERO))
}

fn wide_row(bytes: [u8; 2 * LABELS]) -> Scores {
    Scores::new(std::array::from_fn(|n| i16::from_le_bytes([bytes[2 * n], bytes[2 * n + 1]])))
}

fn rows(bytes: &[u8]) -> &[[u8; 2 * LABELS]] {
    bytes.as_chunks().0
}
