//! The best reading of a run, in whole numbers.

use super::labels::{LABELS, Label};
use super::model::{Model, NEVER};

/// The score of each label at a slot.
pub(super) type Scores = [i32; LABELS];

/// Buffers for decoding.
#[derive(Clone, Debug, Default)]
pub(super) struct Decoder {
    forward: Vec<Scores>,
    from: Vec<[u8; LABELS]>,
}

impl Decoder {
    /// Appends the labels of the best reading of a run to `labels`.
    pub(super) fn best(&mut self, model: &Model<'_>, scores: &[Scores], labels: &mut Vec<Label>) {
        self.go_forward(model, scores);
        let first = labels.len();
        labels.resize(first + scores.len(), Label::Other);
        let mut label = self.forward.last().map_or(0, |last| best_of(&added(last, &model.end)));
        for (slot, from) in labels.iter_mut().skip(first).zip(&self.from).rev() {
            *slot = Label::ALL.get(label).copied().unwrap_or_default();
            label = from.get(label).map_or(0, |&x| usize::from(x));
        }
    }

    /// The same, and appends to `margins` how much better each slot's best reading as a person is than its best other one.
    pub(super) fn margins(
        &mut self,
        model: &Model<'_>,
        scores: &[Scores],
        labels: &mut Vec<Label>,
        margins: &mut Vec<i32>,
    ) {
        self.best(model, scores, labels);
        let first = margins.len();
        margins.resize(first + scores.len(), 0);
        let mut behind = model.end;
        for ((margin, forward), here) in margins.iter_mut().skip(first).zip(&self.forward).zip(scores).rev() {
            let total = added(forward, &behind);
            let (mut person, mut other) = (NEVER * 2, NEVER * 2);
            for (label, &score) in Label::ALL.iter().zip(&total) {
                if label.is_person() {
                    person = person.max(score);
                } else {
                    other = other.max(score);
                }
            }
            *margin = person - other;
            let onward = added(here, &behind);
            let mut next = [NEVER * 2; LABELS];
            for (into, &score) in model.into.iter().zip(&onward) {
                for (best, &weight) in next.iter_mut().zip(into) {
                    *best = (*best).max(weight + score);
                }
            }
            // A run may be as long as a text: only differences count, so that no sum grows with its length.
            let top = next.iter().copied().fold(i32::MIN, i32::max);
            behind = next.map(|score| (score - top).max(NEVER));
        }
    }

    fn go_forward(&mut self, model: &Model<'_>, scores: &[Scores]) {
        self.forward.clear();
        self.from.clear();
        let mut before: Option<Scores> = None;
        for here in scores {
            let mut from = [0; LABELS];
            let mut into = match before {
                None => model.start,
                Some(before) => {
                    let mut into = [0; LABELS];
                    for ((sum, from), weights) in into.iter_mut().zip(&mut from).zip(&model.into) {
                        let reached = added(&before, weights);
                        let best = best_of(&reached);
                        *from = best as u8;
                        *sum = reached[best];
                    }
                    into
                }
            };
            let top = into.iter().copied().fold(i32::MIN, i32::max);
            into = into.map(|score| (score - top).max(NEVER));
            let sum = added(&into, here);
            self.forward.push(sum);
            self.from.push(from);
            before = Some(sum);
        }
    }
}

fn added(a: &Scores, b: &Scores) -> Scores {
    std::array::from_fn(|n| a[n] + b[n])
}

/// The label of the highest score; the first of equals.
fn best_of(scores: &Scores) -> usize {
    let mut best = 0;
    for n in 1..LABELS {
        if scores[n] > scores[best] {
            best = n;
        }
    }
    best
}
