//! The model: weights in whole numbers and word classes, used where they lie in the program.
//!
//! | part | bytes |
//! |---|---|
//! | `TELAAH-PERSON 1\n` | the format and its version |
//! | header | lines `# name: value` and an empty line: what the model was made from |
//! | sizes | rows of word features and of slot features (powers of two), rows of evidence, bytes of the class table: four `u32` |
//! | edges | start, end and transition weights: 10 rows of eight `i16` |
//! | evidence | rows of eight `i16` |
//! | features | rows of eight `i8`: of words, then of slots |
//! | classes | see [`ClassTable`] |
//!
//! All numbers are little-endian. A weight of [`UNIT`](super::evidence::UNIT) is a natural-logarithm unit.

use super::classes::ClassTable;
use super::labels::{LABELS, Label};

/// The first line of a model.
pub const MAGIC: &str = "TELAAH-PERSON 1\n";
/// A weight that rules a label out.
pub const NEVER: i32 = -1_000_000;

/// One weight a label.
pub type Row = [i16; LABELS];

/// A model over its bytes.
#[derive(Clone, Debug)]
pub struct Model<'a> {
    /// The classes of words.
    pub classes: ClassTable<'a>,
    words: &'a [u8],
    slots: &'a [u8],
    evidence: &'a [u8],
    /// What a run gives for its first label.
    pub(super) start: [i32; LABELS],
    /// What a run gives for its last label.
    pub(super) end: [i32; LABELS],
    /// What a label gives for the next: by the next, then by the label.
    pub(super) into: [[i32; LABELS]; LABELS],
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
        let number = |bytes: &[u8]| bytes.first_chunk().map(|b| u32::from_le_bytes(*b) as usize);
        let (words, slots) = (number(take(4)?)?, number(take(4)?)?);
        let (evidence, classes) = (number(take(4)?)?, number(take(4)?)?);
        if !words.is_power_of_two() || !slots.is_power_of_two() {
            return None;
        }
        let edges = take(2 * LABELS * (2 + LABELS))?;
        let row = |n: usize| row_of(edges, n).map(i32::from);
        let edge = |weights: [i32; LABELS], set: u8| {
            std::array::from_fn(|y| if set >> y & 1 != 0 { weights[y] } else { NEVER })
        };
        let mut into = [[NEVER; LABELS]; LABELS];
        for (x, label) in Label::ALL.iter().enumerate() {
            let weights = edge(row(2 + x), label.followers());
            for (y, weight) in weights.iter().enumerate() {
                into[y][x] = *weight;
            }
        }
        Some(Self {
            header,
            start: edge(row(0), Label::STARTS),
            end: edge(row(1), Label::ENDS),
            into,
            evidence: take(2 * LABELS * evidence)?,
            words: take(LABELS * words)?,
            slots: take(LABELS * slots)?,
            classes: ClassTable::new(take(classes)?)?,
        })
    }

    /// The lines that say what the model was made from.
    pub fn header(&self) -> &'a str {
        self.header
    }

    /// Adds the weights of a feature of a word.
    pub(super) fn add_word(&self, feature: u64, sum: &mut Row) {
        add(self.words, feature, sum);
    }

    /// Adds the weights of a feature of a slot. Their table is small, because these are looked up for every slot.
    #[inline]
    pub(super) fn add_slot(&self, feature: u64, sum: &mut Row) {
        add(self.slots, feature, sum);
    }

    /// The weights of an evidence feature.
    pub(super) fn evidence(&self, feature: usize) -> Row {
        row_of(self.evidence, feature)
    }
}

#[inline]
fn add(table: &[u8], feature: u64, sum: &mut Row) {
    let at = feature as usize & (table.len() / LABELS).wrapping_sub(1);
    let Some(row) = table.get(at * LABELS..).and_then(|rest| rest.first_chunk::<LABELS>()) else { return };
    for (sum, &weight) in sum.iter_mut().zip(row) {
        *sum = sum.wrapping_add(i16::from(weight as i8));
    }
}

fn row_of(bytes: &[u8], n: usize) -> Row {
    let mut row = Row::default();
    for (weight, pair) in row.iter_mut().zip(bytes.get(2 * LABELS * n..).unwrap_or_default().chunks_exact(2)) {
        *weight = i16::from_le_bytes([pair[0], pair[1]]);
    }
    row
}
