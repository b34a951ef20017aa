//! Finds roots in a vocabulary: strings that many different affixes occur with.

use std::collections::BTreeMap;

use telaah::stem::{OpenAnalysis, open_analyses};

use super::Forms;

/// Rounds of counting families.
const ROUNDS: usize = 4;
/// The fewest occurrences of a form, and of a root with all its forms.
const LEAST_FORM: u32 = 3;
const LEAST_ROOT: f64 = 10.0;
/// The fewest different affixes of a root, itself included.
const LEAST_FAMILY: f64 = 1.25;
/// The points of a score that make an analysis `e` times as likely.
const TEMPERATURE: f64 = 4.0;
/// The points of a letter of the root in [`OpenAnalysis::score`].
const SCORED_LETTER: f64 = 4.0;
/// The points of a letter of the root here, where families speak for roots as well.
const LETTER: f64 = -1.5;
/// The points of an `e` times larger family.
const FAMILY: f64 = 11.0;

/// A supposed root.
#[derive(Clone, Debug, Default)]
pub(crate) struct Root {
    /// Occurrences in all its forms, as far as they are believed to be its forms.
    pub(crate) mass: f64,
    /// The number of its different affixes, likewise.
    pub(crate) family: f64,
}

/// An analysis of a form in the vocabulary.
struct Split {
    base: usize,
    affixes: usize,
    score: f64,
}

/// Numbers strings.
#[derive(Default)]
struct Names(BTreeMap<String, usize>);

impl Names {
    fn number(&mut self, name: String) -> usize {
        let next = self.0.len();
        *self.0.entry(name).or_insert(next)
    }
}

/// Returns the roots of a vocabulary.
pub(crate) fn roots(forms: &Forms) -> BTreeMap<String, Root> {
    let (mut bases, mut affixes) = (Names::default(), Names::default());
    let mut words: Vec<(f64, Vec<Split>)> = Vec::new();
    for (form, count) in forms.iter().filter(|(_, count)| count.small >= LEAST_FORM) {
        let splits = splits(form).into_iter().map(|(analysis, score)| Split {
            base: bases.number(analysis.base),
            affixes: affixes.number(analysis.affixes),
            score,
        });
        words.push((f64::from(count.small), splits.collect()));
    }
    let mut families = vec![1.0; bases.0.len()];
    let mut masses = Vec::new();
    for _ in 0..ROUNDS {
        let mut believed: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        masses = vec![0.0; families.len()];
        for (count, splits) in &words {
            let total: f64 = splits.iter().map(|split| likelihood(split, &families)).sum();
            for split in splits {
                let share = likelihood(split, &families) / total;
                masses[split.base] += share * count;
                let most = believed.entry((split.base, split.affixes)).or_default();
                *most = most.max(share);
            }
        }
        families = vec![0.0; families.len()];
        believed.into_iter().for_each(|((base, _), share)| families[base] += share);
    }
    let all = bases.0.into_iter().map(|(base, n)| (base, Root { mass: masses[n], family: families[n] }));
    all.filter(|(_, root)| root.mass >= LEAST_ROOT && root.family >= LEAST_FAMILY).collect()
}

fn likelihood(split: &Split, families: &[f64]) -> f64 {
    ((split.score + FAMILY * families[split.base].ln_1p()) / TEMPERATURE).exp()
}

/// The analyses of a form into pronounceable roots, the best for each root.
fn splits(form: &str) -> Vec<(OpenAnalysis, f64)> {
    let mut best: BTreeMap<String, OpenAnalysis> = BTreeMap::new();
    for analysis in open_analyses(form).into_iter().filter(|analysis| is_pronounceable(&analysis.base)) {
        let known = best.entry(analysis.base.clone()).or_insert_with(|| analysis.clone());
        if analysis.score > known.score {
            *known = analysis;
        }
    }
    // A letter of the root counts less here than in the choice among known roots.
    let score =
        |analysis: &OpenAnalysis| f64::from(analysis.score) - (SCORED_LETTER - LETTER) * analysis.base.len() as f64;
    best.into_values()
        .map(|analysis| {
            let score = score(&analysis);
            (analysis, score)
        })
        .collect()
}

/// Whether a string can be an Indonesian root: with a vowel, without a beginning or an end that no word has.
pub(crate) fn is_pronounceable(root: &str) -> bool {
    let letters = root.as_bytes();
    let is_vowel = |letter: &u8| b"aeiou".contains(letter);
    let [first, second, ..] = letters else { return false };
    let begins_well = is_vowel(first)
        || is_vowel(second)
        || matches!(&[*first, *second], b"ny" | b"ng" | b"sy" | b"kh")
        || (b"lr".contains(second) && b"bdfgkpst".contains(first))
        || (*first == b's' && b"kpt".contains(second));
    let [.., before, last] = letters else { return false };
    let stops = b"bcdfgjkpqtvxz";
    let ends_badly = b"cjqvwy".contains(last) || (stops.contains(before) && stops.contains(last));
    letters.len() >= 3 && letters.iter().any(is_vowel) && begins_well && !ends_badly
}
