//! Word vectors from raw text (skip-gram with negative sampling, Mikolov et al. 2013, with one output matrix per offset in the window),
//! and their clusters. One thread, a fixed seed and no mathematics library, so results are identical everywhere.

use crate::arithmetic::{Random, dot, exp};

/// The dimensions of a vector.
pub(crate) const DIMENSIONS: usize = 64;
/// The offsets of the window.
const OFFSETS: [isize; 4] = [-2, -1, 1, 2];
const NEGATIVES: usize = 5;
const LEARNING_RATE: f32 = 0.05;
/// A word with at most this share of all words is never skipped (subsampling of frequent words).
const SUBSAMPLE: f32 = 2e-4;

pub(crate) type Vector = [f32; DIMENSIONS];

/// Trains vectors for `count` types. `words` contains the texts as types; each sentence ends with the type `end`.
pub(crate) fn train(words: &[u32], end: u32, count: usize, epochs: usize, seed: u64) -> Vec<Vector> {
    let mut random = Random::new(seed);
    let mut frequency = vec![0_u64; count];
    for &word in words {
        frequency[word as usize] += 1;
    }
    let negatives = negative_table(&frequency);
    let keep: Vec<f32> = frequency
        .iter()
        .map(|&n| {
            let ratio = SUBSAMPLE * words.len() as f32 / (n as f32).max(1.0);
            (ratio.sqrt() + ratio).min(1.0)
        })
        .collect();
    let mut input: Vec<Vector> =
        (0..count).map(|_| std::array::from_fn(|_| (random.unit() - 0.5) / DIMENSIONS as f32)).collect();
    let mut output = vec![vec![[0.0_f32; DIMENSIONS]; count]; OFFSETS.len()];
    let sigmoid = Sigmoid::new();
    let total = (words.len() * epochs) as f32;
    for epoch in 0..epochs {
        for (at, &word) in words.iter().enumerate() {
            if word == end || random.unit() > keep[word as usize] {
                continue;
            }
            let done = (epoch * words.len() + at) as f32 / total;
            let rate = LEARNING_RATE * (1.0 - done).max(0.01);
            for (place, &offset) in OFFSETS.iter().enumerate() {
                let Some(&context) = at.checked_add_signed(offset).and_then(|n| words.get(n)) else { continue };
                let inner = at.checked_add_signed(offset / 2).and_then(|n| words.get(n));
                if offset.abs() == 2 && inner == Some(&end) {
                    continue;
                }
                let vector = &mut input[word as usize];
                let mut change = [0.0_f32; DIMENSIONS];
                for n in 0..=NEGATIVES {
                    let (target, truth) = if n == 0 {
                        (context, 1.0)
                    } else {
                        let drawn = negatives[random.below(negatives.len())];
                        if drawn == context {
                            continue;
                        }
                        (drawn, 0.0)
                    };
                    let row = &mut output[place][target as usize];
                    let gradient = rate * (truth - sigmoid.of(dot(vector, row)));
                    for ((c, r), v) in change.iter_mut().zip(row.iter_mut()).zip(vector.iter()) {
                        *c += gradient * *r;
                        *r += gradient * *v;
                    }
                }
                vector.iter_mut().zip(&change).for_each(|(v, c)| *v += c);
            }
        }
        eprintln!("vectors: pass {} of {epochs}", epoch + 1);
    }
    input
}

fn negative_table(frequency: &[u64]) -> Vec<u32> {
    const SIZE: usize = 1 << 22;
    let weight = |n: u64| {
        let root = (n as f64).sqrt();
        root * root.sqrt()
    };
    let total: f64 = frequency.iter().map(|&n| weight(n)).sum();
    let mut table = Vec::with_capacity(SIZE + frequency.len());
    for (word, &n) in frequency.iter().enumerate() {
        let positions = (weight(n) / total * SIZE as f64).ceil() as usize;
        table.extend(std::iter::repeat_n(word as u32, positions));
    }
    table
}

struct Sigmoid(Vec<f32>);

impl Sigmoid {
    const LIMIT: f32 = 8.0;
    const STEPS: f32 = 128.0;

    fn new() -> Self {
        let steps = (2.0 * Self::LIMIT * Self::STEPS) as usize;
        let at = |n: usize| f64::from(n as f32 / Self::STEPS - Self::LIMIT);
        Self((0..=steps).map(|n| (1.0 / (1.0 + exp(-at(n)))) as f32).collect())
    }

    fn of(&self, x: f32) -> f32 {
        let x = x.clamp(-Self::LIMIT, Self::LIMIT);
        self.0[((x + Self::LIMIT) * Self::STEPS) as usize]
    }
}

/// Clusters vectors by k-means on the unit sphere, starting with the first `clusters` vectors as centres. Returns the cluster of each
/// vector.
pub(crate) fn cluster(vectors: &[Vector], clusters: usize, rounds: usize) -> Vec<u16> {
    let points: Vec<Vector> = vectors.iter().map(normalised).collect();
    let mut centres: Vec<Vector> = points.iter().take(clusters).copied().collect();
    let mut assigned = vec![0_u16; points.len()];
    for round in 0..rounds {
        let mut sums = vec![[0.0_f32; DIMENSIONS]; centres.len()];
        let mut changed = 0;
        for (point, cluster) in points.iter().zip(&mut assigned) {
            let mut best = (f32::MIN, 0);
            for (n, centre) in centres.iter().enumerate() {
                let nearness = dot(point, centre);
                if nearness > best.0 {
                    best = (nearness, n as u16);
                }
            }
            changed += usize::from(*cluster != best.1);
            *cluster = best.1;
            sums[best.1 as usize].iter_mut().zip(point).for_each(|(s, p)| *s += p);
        }
        for (centre, sum) in centres.iter_mut().zip(&sums) {
            if sum.iter().any(|&x| x != 0.0) {
                *centre = normalised(sum);
            }
        }
        if round + 1 == rounds || changed == 0 {
            eprintln!("clusters: {clusters}, round {}, {changed} moved", round + 1);
        }
        if changed == 0 {
            break;
        }
    }
    assigned
}

fn normalised(vector: &Vector) -> Vector {
    let length = dot(vector, vector).sqrt().max(1e-9);
    vector.map(|x| x / length)
}
