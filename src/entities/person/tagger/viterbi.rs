//! Decoding: the best labels of a sequence, in integer arithmetic.
//!
//! The score of a labelling is the sum of the scores of its labels and of the transitions between them. The Viterbi algorithm finds
//! the labelling with the highest score by dynamic programming from left to right. With a second pass from right to left it also gives
//! the max-marginals: the score of the best labelling with a given label at a given position. See "An Introduction to Conditional
//! Random Fields" by C. Sutton and A. `McCallum` (2012), section 3.

use wide::CmpEq;

use super::labels::{LABELS, Label};
use super::model::{Scores, Transitions};

/// Buffers for decoding.
#[derive(Clone, Debug, Default)]
pub(super) struct ViterbiDecoder {
    /// By position and label: the score of the best labelling up to there.
    forward: Vec<Scores>,
}

impl ViterbiDecoder {
    /// Writes the best labels of a sequence with these `scores`.
    #[inline(never)]
    pub(super) fn decode(&mut self, transitions: &Transitions, scores: &[Scores], labels: &mut [Label]) {
        if let ([score], [only]) = (scores, &mut *labels) {
            *only = label(best_of(single(transitions, *score)));
        } else {
            self.forward_pass(transitions, scores);
            self.backtrace(transitions, labels);
        }
    }

    /// Writes the best labels, and for each position the margin between the best labelling in which it is part of a person's name and
    /// the best one in which it is not.
    #[inline(never)]
    pub(super) fn decode_with_margins(
        &mut self,
        transitions: &Transitions,
        scores: &[Scores],
        labels: &mut [Label],
        margins: &mut [i32],
    ) {
        if let ([score], [only], [its_margin]) = (scores, &mut *labels, &mut *margins) {
            let total = single(transitions, *score);
            *only = label(best_of(total));
            *its_margin = margin(total);
            return;
        }
        self.forward_pass(transitions, scores);
        self.backtrace(transitions, labels);
        let mut backward = transitions.end;
        let last = scores.len().saturating_sub(1);
        for (n, ((its_margin, forward), here)) in margins.iter_mut().zip(&self.forward).zip(scores).enumerate().rev() {
            if n != last {
                backward = step(backward, &transitions.from_previous);
            }
            *its_margin = margin(forward.saturating_add(backward));
            backward = here.saturating_add(backward);
        }
    }

    fn forward_pass(&mut self, transitions: &Transitions, scores: &[Scores]) {
        self.forward.clear();
        let Some((first, rest)) = scores.split_first() else { return };
        let mut sum = transitions.start.saturating_add(*first);
        self.forward.push(sum);
        for here in rest {
            sum = step(sum, &transitions.to_next).saturating_add(*here);
            self.forward.push(sum);
        }
    }

    /// Follows the best labelling from the last position to the first.
    fn backtrace(&self, transitions: &Transitions, labels: &mut [Label]) {
        let mut to_next = transitions.end;
        for (its_label, forward) in labels.iter_mut().zip(&self.forward).rev() {
            let best = best_of(forward.saturating_add(to_next));
            *its_label = label(best);
            to_next = transitions.from_previous.get(best).copied().unwrap_or_default();
        }
    }
}

/// The score of each label of a sequence of one position.
#[inline]
fn single(transitions: &Transitions, here: Scores) -> Scores {
    transitions.start.saturating_add(here).saturating_add(transitions.end)
}

/// The best score with which each label is reached from the labels of `from`. Scores are normalized to 0 for the first label, which
/// may be next to any name, so that sums do not grow with the length of the sequence.
#[inline]
fn step(from: Scores, weights: &[Scores; LABELS]) -> Scores {
    crate::text::work::step();
    let from = from.to_array();
    let mut best = Scores::splat(from[0]).saturating_add(weights[0]);
    for n in 1..LABELS {
        best = best.max(Scores::splat(from[n]).saturating_add(weights[n]));
    }
    best.saturating_sub(Scores::splat(best.to_array()[0]))
}

#[inline(always)]
fn margin(total: Scores) -> i32 {
    let person = PEOPLE.blend(total, LEAST).reduce_max();
    let other = PEOPLE.blend(LEAST, total).reduce_max();
    i32::from(person) - i32::from(other)
}

/// All bits for the labels of people, none for the others.
const PEOPLE: Scores = {
    let mut bits = [0; LABELS];
    let mut n = 0;
    while n < LABELS {
        bits[n] = if Label::ALL[n].is_person() { -1 } else { 0 };
        n += 1;
    }
    Scores::new(bits)
};

const LEAST: Scores = Scores::new([i16::MIN; LABELS]);

#[inline(always)]
fn label(number: usize) -> Label {
    Label::ALL.get(number).copied().unwrap_or_default()
}

/// The label with the highest score; of several, the first.
#[inline(always)]
fn best_of(scores: Scores) -> usize {
    let are_highest = scores.cmp_eq(Scores::splat(scores.reduce_max()));
    are_highest.move_mask().trailing_zeros() as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Row = [i16; LABELS];

    const LONGEST: usize = 6;

    /// Every allowed labelling of a sequence of `scores` and its score.
    fn labellings(start: &Row, end: &Row, to_next: &[Row; LABELS], scores: &[Row]) -> Vec<([Label; LONGEST], i32)> {
        let mut all = vec![([Label::Other; LONGEST], 0)];
        for (n, row) in scores.iter().enumerate() {
            let is_last = n + 1 == scores.len();
            let mut extended = Vec::new();
            for (labels, score) in all {
                let previous = n.checked_sub(1).map(|n| labels[n]);
                let allowed = previous.map_or(Label::STARTS, Label::followers) & if is_last { Label::ENDS } else { !0 };
                for label in Label::ALL.into_iter().filter(|label| allowed & label.set() != 0) {
                    let y = label as usize;
                    let into = previous.map_or(start[y], |previous| to_next[previous as usize][y]);
                    let out = if is_last { end[y] } else { 0 };
                    let mut labels = labels;
                    labels[n] = label;
                    extended.push((labels, score + i32::from(into) + i32::from(row[y]) + i32::from(out)));
                }
            }
            all = extended;
        }
        all
    }

    fn row() -> impl Strategy<Value = Row> {
        prop::array::uniform8(-300_i16..300)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn labels_and_margins_equal_those_of_brute_force(
            (start, end) in (row(), row()),
            to_next in prop::array::uniform8(row()),
            scores in prop::collection::vec(row(), 1..=LONGEST),
        ) {
            let all = labellings(&start, &end, &to_next, &scores);
            let transitions = Transitions::new(start, end, to_next);
            let wide: Vec<Scores> = scores.iter().map(|&row| Scores::new(row)).collect();
            let mut decoder = ViterbiDecoder::default();
            let mut labels = vec![Label::Other; scores.len()];
            let mut margins = vec![0; scores.len()];
            decoder.decode_with_margins(&transitions, &wide, &mut labels, &mut margins);
            // Several labellings may be equally good, so scores are compared.
            let decoded = all.iter().find(|(wanted, _)| wanted[..labels.len()] == labels).map(|(_, score)| *score);
            prop_assert_eq!(decoded, all.iter().map(|(_, score)| *score).max());
            for (n, &margin) in margins.iter().enumerate() {
                let best = |is_person: bool| {
                    let scores = all.iter().filter(|(labels, _)| labels[n].is_person() == is_person);
                    scores.map(|(_, score)| *score).max()
                };
                prop_assert_eq!(Some(margin), best(true).zip(best(false)).map(|(person, other)| person - other));
            }
            let mut without_margins = vec![Label::Other; scores.len()];
            decoder.decode(&transitions, &wide, &mut without_margins);
            prop_assert_eq!(without_margins, labels);
        }
    }

    #[test]
    fn scores_of_long_sequences_do_not_overflow() {
        let transitions = Transitions::new([0; LABELS], [0; LABELS], [[0; LABELS]; LABELS]);
        let mut row = [0; LABELS];
        row[Label::PersonOnly as usize] = 2_000;
        let scores = vec![Scores::new(row); 1_000];
        let (mut labels, mut margins) = (vec![Label::Other; scores.len()], vec![0; scores.len()]);
        ViterbiDecoder::default().decode_with_margins(&transitions, &scores, &mut labels, &mut margins);
        assert!(labels.iter().all(|&label| label == Label::PersonOnly));
        assert!(margins.iter().all(|&margin| margin == 2_000), "{margins:?}");
    }
}
