//! The confidence of a mention: the share of mentions like it that are right.
//!
//! Mentions are alike if the tagger had a similar margin in the first pass, and if both or neither are alone: a single word that occurs
//! once in an article and is linked to nothing, which no other mention supports. The shares were counted on news that the models were not trained on;
//! `../model/MODEL.md` has the counts and the command.

use super::document_features::UNIT;

/// The boundaries between the levels of margins, in [`UNIT`]s.
const LEVELS: [i32; 9] = [-2, 0, 1, 2, 3, 5, 7, 9, 12];

/// The confidence by level of margin, from the lowest; the last is that of names that a correction has found.
const SUPPORTED: [u8; LEVELS.len() + 2] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/// The same for names that are alone.
const ALONE: [u8; LEVELS.len() + 2] = [20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30];

/// The confidence of a mention. `margin`: the least margin of its positions; `None` if a correction has found it.
pub(super) fn of(margin: Option<i32>, is_alone: bool) -> u8 {
    let table = if is_alone { &ALONE } else { &SUPPORTED };
    let level = margin.map_or(LEVELS.len() + 1, |margin| LEVELS.iter().filter(|level| margin > **level * UNIT).count());
    table.get(level).copied().unwrap_or_default()
}
