//! The best reading of a run, in whole numbers.

use wide::CmpEq;

use super::labels::{LABELS, Label};
use super::model::{Model, Scores};

/// Buffers for decoding.
#[derive(Clone, Debug, Default)]
pub(super) struct Decoder {
    forward: Vec<Scores>,
}

impl Decoder {
    /// Puts the labels of the best reading of a run into `labels`.
    #[inline(never)]
    pub(super) fn best(&mut self, model: &Model<'_>, scores: &[Scores], labels: &mut [Label]) {
        if let ([score], [only]) = (scores, &mut *labels) {
            *only = label(best_of(alone(model, *score)));
        } else {
            self.go_forward(model, scores);
            self.trace(model, labels);
        }
    }

    /// The same, and puts into `margins` how much better each slot's best reading as a person is than its best other one.
    #[inline(never)]
    pub(super) fn margins(&mut self, model: &Model<'_>, scores: &[Scores], labels: &mut [Label], margins: &mut [i32]) {
        if let ([score], [only], [its_margin]) = (scores, &mut *labels, &mut *margins) {
            let total = alone(model, *score);
            *only = label(best_of(total));
            *its_margin = margin(total);
            return;
        }
        self.go_forward(model, scores);
        self.trace(model, labels);
        let mut behind = model.end;
        let last = scores.len().saturating_sub(1);
        for (n, ((slot, forward), here)) in margins.iter_mut().zip(&self.forward).zip(scores).enumerate().rev() {
            if n != last {
                behind = step(behind, &model.into);
            }
            *slot = margin(forward.saturating_add(behind));
            behind = here.saturating_add(behind);
        }
    }

    /// The score of the best reading up to each slot, by the label there.
    fn go_forward(&mut self, model: &Model<'_>, scores: &[Scores]) {
        self.forward.clear();
        let Some((first, rest)) = scores.split_first() else { return };
        let mut sum = model.start.saturating_add(*first);
        self.forward.push(sum);
        for here in rest {
            sum = step(sum, &model.onward).saturating_add(*here);
            self.forward.push(sum);
        }
    }

    /// The labels of the best reading, from the last slot to the first.
    fn trace(&self, model: &Model<'_>, labels: &mut [Label]) {
        let mut reach = model.end;
        for (slot, forward) in labels.iter_mut().zip(&self.forward).rev() {
            let best = best_of(forward.saturating_add(reach));
            *slot = label(best);
            reach = model.into.get(best).copied().unwrap_or_default();
        }
    }
}

/// The score of each label of a run of one slot.
#[inline]
fn alone(model: &Model<'_>, here: Scores) -> Scores {
    model.start.saturating_add(here).saturating_add(model.end)
}

/// The best score that each label is reached with from the labels of `from`. A run may be as long as a text: the score of the
/// first label, which every name may border on, is made 0, so that no sum grows with the length.
#[inline]
fn step(from: Scores, weights: &[Scores; LABELS]) -> Scores {
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

/// The label of the highest score; the first of equals.
#[inline(always)]
fn best_of(scores: Scores) -> usize {
    let are_highest = scores.cmp_eq(Scores::splat(scores.reduce_max()));
    are_highest.move_mask().trailing_zeros() as usize
}
