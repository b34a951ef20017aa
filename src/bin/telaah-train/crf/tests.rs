//! The algorithms against brute force over all labellings, and the gradient against finite differences.

use super::*;

/// The length of the longest sequence.
const LONGEST: usize = 4;

/// A random sequence: scores of its labels, weights of transitions, and allowed labels.
struct Drawn {
    scores: Vec<Row>,
    weights: Weights,
    allowed: Vec<LabelSet>,
}

fn draw(seed: u64, count: usize) -> Drawn {
    let mut random = Random::new(seed);
    let mut row = || -> Row { std::array::from_fn(|_| random.unit() * 4.0 - 2.0) };
    let scores = (0..count).map(|_| row()).collect();
    let weights = Weights { rows: Vec::new(), transitions: std::array::from_fn(|_| row()), start: row(), end: row() };
    // At each position the labels of a valid labelling and some others.
    use Label::{Organisation, PersonFirst, PersonInner, PersonLast, PersonOnly};
    let valid = [
        &[PersonOnly][..],
        &[PersonFirst, PersonLast],
        &[PersonFirst, PersonInner, PersonLast],
        &[PersonFirst, PersonInner, PersonLast, Organisation],
    ][count - 1];
    let mut random = Random::new(seed + 1);
    let allowed = valid.iter().map(|label| label.set() | random.next() as u8).collect();
    Drawn { scores, weights, allowed }
}

/// Calls `each` with the labels and the score of every labelling that the transitions allow.
fn labellings(Drawn { scores, weights, .. }: &Drawn, mut each: impl FnMut(&[usize], f64)) {
    let count = scores.len();
    for number in 0..LABELS.pow(count as u32) {
        let labels: Vec<usize> = (0..count).map(|n| number / LABELS.pow(n as u32) % LABELS).collect();
        let follows = |pair: &[usize]| Label::ALL[pair[0]].followers() >> pair[1] & 1 != 0;
        let (first, last) = (labels[0], labels[count - 1]);
        if Label::STARTS >> first & 1 == 0 || Label::ENDS >> last & 1 == 0 || !labels.windows(2).all(follows) {
            continue;
        }
        let mut score = f64::from(weights.start[first]) + f64::from(weights.end[last]);
        score += labels.iter().zip(scores).map(|(&y, row)| f64::from(row[y])).sum::<f64>();
        score += labels.windows(2).map(|pair| f64::from(weights.transitions[pair[0]][pair[1]])).sum::<f64>();
        each(&labels, score);
    }
}

fn may(allowed: &[LabelSet], labels: &[usize]) -> bool {
    labels.iter().zip(allowed).all(|(&y, set)| set >> y & 1 != 0)
}

/// The logarithm of the probability of the allowed labels, by brute force.
fn log_likelihood(drawn: &Drawn) -> f64 {
    let (mut all, mut wanted) = (0.0, 0.0);
    labellings(drawn, |labels, score| {
        all += score.exp();
        wanted += if may(&drawn.allowed, labels) { score.exp() } else { 0.0 };
    });
    (wanted / all).ln()
}

fn exponentials_of(scores: &[Row]) -> Vec<[f64; LABELS]> {
    scores.iter().map(|row| row.map(|score| f64::from(score).exp())).collect()
}

#[test]
fn marginals_equal_those_of_brute_force() {
    for seed in 0..20 {
        let drawn = draw(seed, 1 + seed as usize % LONGEST);
        let scores = exponentials_of(&drawn.scores);
        for allowed in [None, Some(&drawn.allowed[..])] {
            let mut positions = vec![[0.0; LABELS]; scores.len()];
            let mut pairs = [[0.0; LABELS]; LABELS];
            let mut total = 0.0;
            labellings(&drawn, |labels, score| {
                if allowed.is_none_or(|allowed| may(allowed, labels)) {
                    total += score.exp();
                    labels.iter().enumerate().for_each(|(n, &y)| positions[n][y] += score.exp());
                    labels.windows(2).for_each(|pair| pairs[pair[0]][pair[1]] += score.exp());
                }
            });
            let found =
                marginals(&scores, &Potentials::of(&drawn.weights), allowed).expect("some labelling is allowed");
            for (found, wanted) in
                found.positions.iter().chain(&found.pairs).flatten().zip(positions.iter().chain(&pairs).flatten())
            {
                assert!((found - wanted / total).abs() < 1e-5, "seed {seed}: {found} is not {}", wanted / total);
            }
        }
    }
}

/// The derivative of the log-likelihood by a value that `change` moves, by finite differences.
fn derivative(seed: u64, count: usize, change: impl Fn(&mut Drawn, f32)) -> f64 {
    const STEP: f32 = 1.0 / 128.0;
    let moved = |by: f32| {
        let mut drawn = draw(seed, count);
        change(&mut drawn, by);
        log_likelihood(&drawn)
    };
    (moved(STEP) - moved(-STEP)) / f64::from(2.0 * STEP)
}

#[test]
fn gradient_equals_finite_differences() {
    for seed in 0..8 {
        let count = 1 + seed as usize % LONGEST;
        let drawn = draw(seed, count);
        let found = gradient(&exponentials_of(&drawn.scores), &Potentials::of(&drawn.weights), &drawn.allowed)
            .expect("some labelling is allowed");
        let check = |found: f64, wanted: f64| {
            assert!((found - wanted).abs() < 1e-3, "seed {seed}: {found} is not {wanted}");
        };
        for y in 0..LABELS {
            for n in 0..count {
                check(found.positions[n][y], derivative(seed, count, |drawn, by| drawn.scores[n][y] += by));
            }
            check(found.positions[0][y], derivative(seed, count, |drawn, by| drawn.weights.start[y] += by));
            check(found.positions[count - 1][y], derivative(seed, count, |drawn, by| drawn.weights.end[y] += by));
            let x = (y + seed as usize) % LABELS;
            check(found.pairs[x][y], derivative(seed, count, |drawn, by| drawn.weights.transitions[x][y] += by));
        }
    }
}

#[test]
fn best_labels_and_margins_equal_those_of_brute_force() {
    for seed in 0..20 {
        let drawn = draw(seed, 1 + seed as usize % LONGEST);
        let (found, margins) = best(&drawn.weights, &drawn.scores);
        let mut top = (f64::MIN, Vec::new());
        let mut tops = vec![[f64::MIN; 2]; drawn.scores.len()];
        labellings(&drawn, |labels, score| {
            if score > top.0 {
                top = (score, labels.iter().map(|&y| Label::ALL[y]).collect());
            }
            for (tops, &y) in tops.iter_mut().zip(labels) {
                let top = &mut tops[usize::from(Label::ALL[y].is_person())];
                *top = top.max(score);
            }
        });
        assert_eq!(found, top.1);
        for (margin, [other, person]) in margins.iter().zip(tops) {
            assert!((f64::from(*margin) - (person - other)).abs() < 1e-4, "seed {seed}");
        }
    }
}
