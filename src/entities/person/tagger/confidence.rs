//! The confidence of a mention: how often mentions like it are right, in per cent.
//!
//! Mentions are alike if the tagger had a similar margin in the first pass, and if both or neither are alone: a single word that occurs
//! once in an article and is linked to nothing, which no other mention supports. The shares were counted on
//! news that the models were not trained on and, for names that are alone or found by a correction, partly judged in raw news;
//! `../model/MODEL.md` has the counts and the command.

use super::document_features::UNIT;

/// The boundaries between the levels of margins, in [`UNIT`]s.
const LEVELS: [i32; 9] = [-2, 0, 1, 2, 3, 5, 7, 9, 12];

/// The confidence by level of margin, from the lowest; the last is that of names that a correction has found.
const SUPPORTED: [u8; LEVELS.len() + 2] = [50, 52, 57, 73, 86, 95, 98, 99, 99, 99, 68];
/// The same for names that are alone.
const ALONE: [u8; LEVELS.len() + 2] = [43, 43, 43, 54, 70, 94, 96, 96, 96, 96, 43];

/// Whether a name that is alone is reported only with [evidence](super::evidence): a third or less of those without it are right.
pub(super) fn needs_evidence(margin: Option<i32>) -> bool {
    margin.is_none_or(|margin| margin <= UNIT)
}

/// The confidence of a mention. `margin`: the least margin of its positions, in 1/[`UNIT`] of a natural logarithm; `None` if a correction
/// has found it.
pub(super) fn of(margin: Option<i32>, is_alone: bool) -> u8 {
    let table = if is_alone { &ALONE } else { &SUPPORTED };
    let level = margin.map_or(LEVELS.len() + 1, |margin| LEVELS.iter().filter(|level| margin > **level * UNIT).count());
    table.get(level).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_rises_with_the_margin_and_falls_for_names_that_are_alone() {
        for (low, high) in [(-3, 0), (0, 2), (1, 2), (2, 4), (4, 8)] {
            for is_alone in [false, true] {
                assert!(of(Some(low * UNIT), is_alone) <= of(Some(high * UNIT), is_alone), "{low} {high}");
            }
            assert!(of(Some(low * UNIT), true) < of(Some(low * UNIT), false), "{low}");
        }
        assert!(of(None, true) < of(None, false));
    }
}
