//! A linear-chain conditional random field, trained by stochastic gradient ascent of the log-likelihood with `AdaGrad`. If an example
//! allows several labels at a position, the sum of their probabilities is maximized (partial annotation).

#![expect(clippy::needless_range_loop, reason = "matrices are indexed as in the formulas")]

use clap::Args;
use telaah::entities::person::tagger::labels::{LABELS, Label, LabelSet};

use crate::arithmetic::{Random, exp};
use crate::gold::{Article, Features};

pub(crate) type Row = [f32; LABELS];

/// Options of training.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Options {
    /// Passes over the texts; the weights are averaged over the later half of the passes
    #[arg(long, default_value_t = 12)]
    pub(crate) passes: usize,
    /// Learning rate
    #[arg(long, default_value_t = 0.03)]
    pub(crate) rate: f32,
    /// L2 regularization
    #[arg(long, default_value_t = 0.001)]
    pub(crate) decay: f32,
    /// Probability of dropping the features of a word's letters
    #[arg(long, default_value_t = 0.2)]
    pub(crate) drop: f32,
    /// Fewest annotated texts in which a word feature must occur
    #[arg(long, default_value_t = 2)]
    pub(crate) least: u32,
    /// Passes over the document features; 0 means none are learned
    #[arg(long, default_value_t = 10)]
    pub(crate) document_passes: usize,
    /// Train without word clusters
    #[arg(long)]
    pub(crate) without_clusters: bool,
    /// Learning rate of document features
    #[arg(long, default_value_t = 0.05)]
    pub(crate) document_rate: f32,
    /// L2 regularization of document features
    #[arg(long, default_value_t = 0.001)]
    pub(crate) document_decay: f32,
    /// Weight of a sequence of raw text, which was labelled by the first model
    #[arg(long, default_value_t = 0.5)]
    pub(crate) silver_weight: f32,
    /// Share of the raw text in each pass
    #[arg(long, default_value_t = 0.1)]
    pub(crate) silver_share: f32,
    /// Fewest raw texts in which a word feature must occur if it is in too few annotated ones
    #[arg(long, default_value_t = 12)]
    pub(crate) silver_least: u32,
    /// Smallest margin of the first model at every position of a sequence of raw text
    #[arg(long, default_value_t = 1.0)]
    pub(crate) silver_margin: f32,
    /// Use every Nth raw text
    #[arg(long, default_value_t = 3)]
    pub(crate) silver_every: usize,
    /// Parts into which articles are divided to learn document features, each by a model that was trained on the others
    #[arg(long, default_value_t = 2)]
    pub(crate) parts: usize,
    /// Seed of the random numbers
    #[arg(long, default_value_t = 4)]
    pub(crate) seed: u64,
}

#[derive(Clone)]
pub(crate) struct Weights {
    pub(crate) rows: Vec<Row>,
    pub(crate) transitions: [Row; LABELS],
    pub(crate) start: Row,
    pub(crate) end: Row,
}

/// A trained model.
pub(crate) struct Model {
    pub(crate) weights: Weights,
    /// The weights of document features.
    pub(crate) document_features: Vec<Row>,
}

impl Weights {
    pub(crate) fn zero(rows: usize) -> Self {
        Self {
            rows: vec![[0.0; LABELS]; rows],
            transitions: [[0.0; LABELS]; LABELS],
            start: [0.0; LABELS],
            end: [0.0; LABELS],
        }
    }
}

/// A sequence of an article; `first` is the index of its first position in the features of the article.
struct Example<'a> {
    features: &'a Features,
    first: usize,
    allowed: &'a [LabelSet],
    weight: f32,
}

/// A text to learn from.
pub(crate) struct Lesson<'a> {
    pub(crate) article: &'a Article,
    /// The labels that are allowed at each position.
    pub(crate) allowed: &'a [LabelSet],
    pub(crate) features: &'a Features,
    /// Whether it was labelled by a model.
    pub(crate) is_silver: bool,
}

pub(crate) fn features_of(features: &Features, n: usize, lexical: bool) -> &[u32] {
    let start = if n == 0 { 0 } else { features.ends[n - 1].1 };
    let (common, all) = features.ends[n];
    &features.rows[start as usize..if lexical { all } else { common } as usize]
}

/// Learns `rows` rows of weights from texts.
pub(crate) fn train(data: &[Lesson<'_>], rows: usize, options: Options) -> Weights {
    let (mut examples, mut silver) = (Vec::new(), Vec::new());
    for lesson in data {
        let mut first = 0;
        for sequence in &lesson.article.sequences {
            let allowed = &lesson.allowed[sequence.range()];
            if allowed.iter().any(|&a| a != !0) {
                let weight = if lesson.is_silver { options.silver_weight } else { 1.0 };
                let example = Example { features: lesson.features, first, allowed, weight };
                if lesson.is_silver { silver.push(example) } else { examples.push(example) }
            }
            first += sequence.range().len();
        }
    }
    let mut random = Random::new(options.seed);
    let mut weights = Weights::zero(rows);
    let mut squares = Weights::zero(rows);
    let mut sums = Weights::zero(rows);
    let mut summed = 0.0;
    // Each pass continues with the next raw texts.
    random.shuffle(&mut silver);
    let share = (silver.len() as f32 * options.silver_share) as usize;
    let mut next = 0;
    for pass in 0..options.passes {
        let mut chosen: Vec<&Example<'_>> = examples.iter().collect();
        if !silver.is_empty() {
            chosen.extend((0..share).map(|n| &silver[(next + n) % silver.len()]));
            next += share;
        }
        random.shuffle(&mut chosen);
        for example in chosen {
            step(&mut weights, &mut squares, example, options, &mut random);
        }
        if pass * 2 >= options.passes {
            summed += 1.0;
            add(&mut sums, &weights);
        }
    }
    scale(&mut sums, 1.0 / summed);
    sums
}

fn each(w: &mut Weights) -> impl Iterator<Item = &mut f32> {
    w.rows.iter_mut().chain(w.transitions.iter_mut()).chain([&mut w.start, &mut w.end]).flatten()
}

fn add(sums: &mut Weights, weights: &Weights) {
    let other = weights.rows.iter().chain(&weights.transitions).chain([&weights.start, &weights.end]).flatten();
    each(sums).zip(other).for_each(|(s, w)| *s += w);
}

fn scale(sums: &mut Weights, factor: f32) {
    each(sums).for_each(|s| *s *= factor);
}

/// The marginals of a sequence: the probability of each label at each position, and of each pair of neighbouring labels, summed over the
/// sequence.
struct Marginals {
    positions: Vec<[f64; LABELS]>,
    pairs: [[f64; LABELS]; LABELS],
}

impl Marginals {
    /// The difference to other marginals.
    fn minus(mut self, other: &Self) -> Self {
        let other_values = other.positions.iter().chain(&other.pairs).flatten();
        let values = self.positions.iter_mut().chain(&mut self.pairs).flatten();
        values.zip(other_values).for_each(|(value, other)| *value -= other);
        self
    }
}

/// The gradient of the log-likelihood of the allowed labels with respect to the scores and transitions: the marginals given the
/// allowed labels minus the unconstrained marginals. `None` if they cannot be computed in the precision of an `f64`.
fn gradient(scores: &[[f64; LABELS]], potentials: &Potentials, allowed: &[LabelSet]) -> Option<Marginals> {
    let free = marginals(scores, potentials, None)?;
    Some(marginals(scores, potentials, Some(allowed))?.minus(&free))
}

/// The marginals by the forward-backward algorithm, from exponentials of scores.
fn marginals(scores: &[[f64; LABELS]], potentials: &Potentials, allowed: Option<&[LabelSet]>) -> Option<Marginals> {
    let Potentials { transitions: trans, start, end } = potentials;
    let n = scores.len();
    let may = |at: usize, y: usize| allowed.is_none_or(|a| a[at] >> y & 1 != 0);
    let mut forward = vec![[0.0; LABELS]; n];
    let mut backward = vec![[0.0; LABELS]; n];
    for at in 0..n {
        let mut total = 0.0;
        for y in 0..LABELS {
            if !may(at, y) {
                continue;
            }
            let into = if at == 0 { start[y] } else { (0..LABELS).map(|x| forward[at - 1][x] * trans[x][y]).sum() };
            forward[at][y] = into * scores[at][y];
            total += forward[at][y];
        }
        if total <= 0.0 {
            return None;
        }
        forward[at].iter_mut().for_each(|f| *f /= total);
    }
    for at in (0..n).rev() {
        let mut total = 0.0;
        for y in 0..LABELS {
            if !may(at, y) {
                continue;
            }
            backward[at][y] = if at + 1 == n {
                end[y]
            } else {
                (0..LABELS).map(|z| trans[y][z] * scores[at + 1][z] * backward[at + 1][z]).sum()
            };
            total += backward[at][y];
        }
        if total <= 0.0 {
            return None;
        }
        backward[at].iter_mut().for_each(|b| *b /= total);
    }
    let mut positions = vec![[0.0; LABELS]; n];
    let mut pairs = [[0.0; LABELS]; LABELS];
    for at in 0..n {
        let total: f64 = (0..LABELS).map(|y| forward[at][y] * backward[at][y]).sum();
        if total <= 0.0 {
            return None;
        }
        for y in 0..LABELS {
            positions[at][y] = forward[at][y] * backward[at][y] / total;
        }
        if at > 0 {
            let mut joint = [[0.0; LABELS]; LABELS];
            let mut total = 0.0;
            for x in 0..LABELS {
                for y in 0..LABELS {
                    if may(at, y) {
                        joint[x][y] = forward[at - 1][x] * trans[x][y] * scores[at][y] * backward[at][y];
                        total += joint[x][y];
                    }
                }
            }
            for x in 0..LABELS {
                for y in 0..LABELS {
                    pairs[x][y] += joint[x][y] / total;
                }
            }
        }
    }
    Some(Marginals { positions, pairs })
}

/// Exponentials of the weights of transitions; 0 where a transition is not allowed.
struct Potentials {
    transitions: [[f64; LABELS]; LABELS],
    start: [f64; LABELS],
    end: [f64; LABELS],
}

impl Potentials {
    fn of(weights: &Weights) -> Self {
        let mut transitions = [[0.0; LABELS]; LABELS];
        for (x, label) in Label::ALL.iter().enumerate() {
            for y in 0..LABELS {
                if label.followers() >> y & 1 != 0 {
                    transitions[x][y] = exp(f64::from(weights.transitions[x][y]));
                }
            }
        }
        let edge = |set: LabelSet, w: &Row| {
            std::array::from_fn(|y| if set >> y & 1 != 0 { exp(f64::from(w[y])) } else { 0.0 })
        };
        Self { transitions, start: edge(Label::STARTS, &weights.start), end: edge(Label::ENDS, &weights.end) }
    }
}

pub(crate) fn position_scores(weights: &Weights, rows: &[u32]) -> Row {
    let mut score = [0.0; LABELS];
    for &row in rows {
        score.iter_mut().zip(&weights.rows[row as usize]).for_each(|(s, w)| *s += w);
    }
    score
}

fn exponentials(scores: &Row) -> [f64; LABELS] {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    scores.map(|s| exp(f64::from(s - top)))
}

fn step(weights: &mut Weights, squares: &mut Weights, example: &Example<'_>, options: Options, random: &mut Random) {
    let count = example.allowed.len();
    let lexical: Vec<bool> = (0..count).map(|_| random.unit() >= options.drop).collect();
    let scores: Vec<[f64; LABELS]> = (0..count)
        .map(|n| exponentials(&position_scores(weights, features_of(example.features, example.first + n, lexical[n]))))
        .collect();
    let Some(gradient) = gradient(&scores, &Potentials::of(weights), example.allowed) else { return };
    let update = |w: &mut f32, square: &mut f32, gradient: f64| {
        let gradient = gradient as f32 * example.weight;
        let gradient = gradient - options.decay * example.weight * *w;
        *square += gradient * gradient;
        *w += options.rate * gradient / (square.sqrt() + 0.05);
    };
    for n in 0..count {
        for &row in features_of(example.features, example.first + n, lexical[n]) {
            for y in 0..LABELS {
                let (w, s) = (&mut weights.rows[row as usize][y], &mut squares.rows[row as usize][y]);
                update(w, s, gradient.positions[n][y]);
            }
        }
    }
    for x in 0..LABELS {
        for y in 0..LABELS {
            update(&mut weights.transitions[x][y], &mut squares.transitions[x][y], gradient.pairs[x][y]);
        }
        update(&mut weights.start[x], &mut squares.start[x], gradient.positions[0][x]);
        update(&mut weights.end[x], &mut squares.end[x], gradient.positions[count - 1][x]);
    }
}

/// The best labels of a sequence, and at each position the margin between the best labelling in which it is part of a person's name and
/// the best one in which it is not.
pub(crate) fn best(weights: &Weights, scores: &[Row]) -> (Vec<Label>, Vec<f32>) {
    const NEVER: f32 = -1e9;
    let count = scores.len();
    let may = |x: usize, y: usize| Label::ALL[x].followers() >> y & 1 != 0;
    let mut forward = vec![[NEVER; LABELS]; count];
    let mut from = vec![[0_usize; LABELS]; count];
    for n in 0..count {
        for y in 0..LABELS {
            let (x, into) = if n == 0 {
                (0, if Label::STARTS >> y & 1 != 0 { weights.start[y] } else { NEVER })
            } else {
                let reach = |x: usize| if may(x, y) { forward[n - 1][x] + weights.transitions[x][y] } else { NEVER };
                (0..LABELS).map(|x| (x, reach(x))).fold((0, NEVER), |a, b| if b.1 > a.1 { b } else { a })
            };
            forward[n][y] = into + scores[n][y];
            from[n][y] = x;
        }
    }
    let mut backward = vec![[NEVER; LABELS]; count];
    for n in (0..count).rev() {
        for y in 0..LABELS {
            backward[n][y] = if n + 1 == count {
                if Label::ENDS >> y & 1 != 0 { weights.end[y] } else { NEVER }
            } else {
                let reach = |z: usize| {
                    if may(y, z) { weights.transitions[y][z] + scores[n + 1][z] + backward[n + 1][z] } else { NEVER }
                };
                (0..LABELS).map(reach).fold(NEVER, f32::max)
            };
        }
    }
    let mut path = vec![Label::Other; count];
    let last: Row = std::array::from_fn(|y| forward[count - 1][y] + backward[count - 1][y]);
    let mut y = (0..LABELS).fold(0, |a, b| if last[b] > last[a] { b } else { a });
    for n in (0..count).rev() {
        path[n] = Label::ALL[y];
        y = from[n][y];
    }
    let margins = (0..count).map(|n| {
        let top = |people: bool| {
            (0..LABELS)
                .filter(|&y| Label::ALL[y].is_person() == people)
                .map(|y| forward[n][y] + backward[n][y])
                .fold(NEVER, f32::max)
        };
        top(true) - top(false)
    });
    let margins = margins.collect();
    (path, margins)
}

/// The scores of the positions of all sequences, in order.
pub(crate) fn scores(weights: &Weights, features: &Features) -> Vec<Row> {
    (0..features.ends.len()).map(|n| position_scores(weights, features_of(features, n, true))).collect()
}

/// The best labels and the margins of all positions in an article's sequences.
pub(crate) fn decode(weights: &Weights, article: &Article, scores: &[Row]) -> (Vec<Label>, Vec<f32>) {
    let (mut labels, mut margins) = (Vec::new(), Vec::new());
    for sequence in &article.sequences {
        let first = labels.len();
        let (path, margin) = best(weights, &scores[first..first + sequence.range().len()]);
        labels.extend(path);
        margins.extend(margin);
    }
    (labels, margins)
}

/// An article, its scores, and the document features of each position in a sequence.
pub(crate) type Heard<'a> = (&'a Article, &'a [Row], &'a [Vec<usize>]);

/// Learns the weights of document features on top of fixed scores.
pub(crate) fn train_document_weights(
    base: &Weights,
    data: &[Heard<'_>],
    count: usize,
    passes: usize,
    rate: f32,
    decay: f32,
) -> Vec<Row> {
    let potentials = Potentials::of(base);
    let mut rows = vec![[0.0_f32; LABELS]; count];
    let mut squares = rows.clone();
    let mut sums = rows.clone();
    let mut examples: Vec<(usize, usize, usize)> = Vec::new();
    for (n, (article, ..)) in data.iter().enumerate() {
        let mut first = 0;
        for (r, sequence) in article.sequences.iter().enumerate() {
            examples.push((n, r, first));
            first += sequence.range().len();
        }
    }
    let mut random = Random::new(8);
    for _ in 0..passes {
        random.shuffle(&mut examples);
        for &(n, r, first) in &examples {
            let (article, scores, features) = data[n];
            let range = article.sequences[r].range();
            let count = range.len();
            let sum = |n: usize| {
                let mut sum = scores[first + n];
                for &f in &features[first + n] {
                    sum.iter_mut().zip(&rows[f]).for_each(|(s, w)| *s += w);
                }
                exponentials(&sum)
            };
            let sums: Vec<_> = (0..count).map(sum).collect();
            let Some(change) = gradient(&sums, &potentials, &article.allowed[range]) else { continue };
            for n in 0..count {
                for &f in &features[first + n] {
                    for y in 0..LABELS {
                        let (w, s) = (&mut rows[f][y], &mut squares[f][y]);
                        let gradient = change.positions[n][y] as f32 - decay * *w;
                        *s += gradient * gradient;
                        *w += rate * gradient / (s.sqrt() + 0.5);
                    }
                }
            }
        }
        sums.iter_mut().flatten().zip(rows.iter().flatten()).for_each(|(s, w)| *s += w / passes as f32);
    }
    sums
}

#[cfg(test)]
mod tests;
