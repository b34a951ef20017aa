//! Scores on texts that the training did not see.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Result;
use telaah::entities::person::tagger::ARTICLE_SENTENCES;
use telaah::entities::person::tagger::classes::ClassTable;
use telaah::entities::person::tagger::evidence::{EVIDENCE, Evidence, Sighting, UNIT};
use telaah::entities::person::tagger::features::PLACES;

use crate::corpus::{Reader, Types};
use crate::crf::{self, Options, Row, Weights};
use crate::gold::{self, Article, FIRST_ROW, Features, WordCache};
use crate::score::{self, Score};

/// The annotated files that are trained on. `syaifudin.train` misses people, and `idner2k+time` has its sentences anyway.
pub const TRAIN: [&str; 4] = ["news_dev", "idner2k+time.train", "gsdner.train", "nergrit.train"];
/// Those that scores are taken on before they are trained on, too.
pub const DEV: [&str; 3] = ["idner2k+time.dev", "gsdner.dev", "nergrit.dev"];

/// The annotated texts with their features.
pub struct Data {
    pub articles: Vec<Article>,
    pub types: Types,
    features: Vec<Features>,
    /// The hash of each block's feature.
    pub hashes: Vec<u64>,
    options: Options,
}

impl Data {
    pub fn load(gold: &Path, classes: ClassTable<'_>, options: Options) -> Result<Self> {
        let (mut reader, mut types) = (Reader::new(), Types::new());
        let mut articles = Vec::new();
        for name in TRAIN.iter().chain(&DEV) {
            articles.extend(gold::load(&gold.join(format!("{name}.jsonl")), &mut reader, &mut types)?);
        }
        let mut cache = WordCache::new(classes);
        let features = articles.iter().map(|article| Features::of(article, &mut cache, &types)).collect();
        Ok(Self { articles, types, features, hashes: cache.hashes, options })
    }

    fn fit(&self, wanted: impl Fn(usize, &Article) -> bool) -> Weights {
        let mut chosen = Vec::new();
        let mut texts = vec![0; self.hashes.len()];
        for (n, article) in self.articles.iter().enumerate() {
            if wanted(n, article) {
                self.features[n].blocks().into_iter().for_each(|block| texts[block as usize] += 1);
                chosen.push(n);
            }
        }
        let is_kept = |block: u32| texts[block as usize] >= self.options.least;
        let kept: Vec<_> = chosen.iter().map(|&n| self.features[n].kept(is_kept)).collect();
        let data: Vec<_> = chosen.iter().zip(&kept).map(|(&n, features)| (&self.articles[n], features)).collect();
        crf::train(&data, FIRST_ROW + self.hashes.len() * PLACES, self.options)
    }

    /// A model trained on some of the articles, with the features that it reads.
    pub fn train(&self, wanted: impl Fn(usize, &Article) -> bool) -> Model {
        let weights = self.fit(&wanted);
        let mut evidence = Vec::new();
        if self.options.evidence_passes > 0 {
            const PARTS: usize = 4;
            let mut scored = Vec::new();
            for part in 0..PARTS {
                let is_article = |a: &Article| a.sentences >= ARTICLE_SENTENCES;
                let held = |n: usize| n / 2 % PARTS == part;
                let inner = self.fit(|n, a| wanted(n, a) && !(is_article(a) && held(n)));
                for (n, article) in self.articles.iter().enumerate() {
                    if wanted(n, article) && is_article(article) && held(n) {
                        let scores = crf::scores(&inner, &self.features[n]);
                        let heard = self.evidence(&inner, article, &scores);
                        scored.push((article, scores, heard));
                    }
                }
            }
            let data: Vec<_> = scored.iter().map(|(a, s, f)| (*a, s.as_slice(), f.as_slice())).collect();
            evidence = crf::train_evidence(
                &weights,
                &data,
                EVIDENCE,
                self.options.evidence_passes,
                self.options.evidence_rate,
                self.options.evidence_decay,
            );
        }
        Model { weights, evidence }
    }

    fn evidence(&self, weights: &Weights, article: &Article, scores: &[Row]) -> Vec<Vec<usize>> {
        let (labels, margins) = crf::decode(weights, article, scores);
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut sightings = Vec::new();
        for run in &article.runs {
            for n in run.range() {
                let key = self.types.keys[article.types[n] as usize].0.as_str();
                let next = numbers.len() as u32;
                let at = sightings.len();
                sightings.push(Sighting {
                    word: *numbers.entry(key).or_insert(next),
                    margin: (margins[at] * UNIT as f32) as i32,
                    label: labels[at],
                    opens_run: n == run.start as usize,
                    style: run.style,
                    is_small_elsewhere: article.small.contains(key),
                });
            }
        }
        let mut features = vec![Vec::new(); sightings.len()];
        if article.sentences >= ARTICLE_SENTENCES {
            let mut evidence = Evidence::default();
            evidence.read(&sightings, numbers.len() as u32);
            let mut first = 0;
            for run in &article.runs {
                let seen = &sightings[first..first + run.range().len()];
                if evidence.bears_on(seen) {
                    evidence.features(first, seen, |at, found| {
                        features[first + at].extend(found.iter().map(|&feature| usize::from(feature)));
                    });
                }
                first += seen.len();
            }
        }
        features
    }

    fn score(&self, model: &Model, show: bool, wanted: impl Fn(usize, &Article) -> bool) -> Score {
        let mut sum = Score::default();
        for (n, article) in self.articles.iter().enumerate() {
            if wanted(n, article) {
                let mut scores = crf::scores(&model.weights, &self.features[n]);
                if !model.evidence.is_empty() {
                    let features = self.evidence(&model.weights, article, &scores);
                    for (score, features) in scores.iter_mut().zip(features) {
                        for f in features {
                            score.iter_mut().zip(&model.evidence[f]).for_each(|(s, w)| *s += w);
                        }
                    }
                }
                let found = score::people(article, &crf::decode(&model.weights, article, &scores).0);
                sum.add(score::score(article, &found));
                if show {
                    print_errors(article, &found);
                }
            }
        }
        sum
    }
}

pub struct Model {
    pub weights: Weights,
    pub evidence: Vec<Row>,
}

fn print_errors(article: &Article, found: &[(u32, u32)]) {
    let text = |(s, e): (u32, u32)| {
        let mut from = (s as usize).saturating_sub(40);
        while !article.text.is_char_boundary(from) {
            from -= 1;
        }
        let mut to = (e as usize + 25).min(article.text.len());
        while !article.text.is_char_boundary(to) {
            to += 1;
        }
        let t = &article.text;
        format!("{}[{}]{}", &t[from..s as usize], &t[s as usize..e as usize], &t[e as usize..to]).replace('\n', " ")
    };
    for span in found.iter().filter(|p| !article.people.contains(p) && !article.free.contains(p)) {
        println!("EXTRA\t{}\t{}", article.id, text(*span));
    }
    for span in article.people.iter().filter(|p| !found.contains(p)) {
        println!("MISSED\t{}\t{}", article.id, text(*span));
    }
}

fn is_dev(article: &Article) -> bool {
    article.set.contains(".dev.")
}

/// Whether an article, the `n`th of all, belongs to what is named: how the name of its set begins, or a fold of that.
pub fn is_out(named: &[String], n: usize, article: &Article) -> bool {
    named.iter().any(|name| {
        let fold = name.split_once(':').and_then(|(set, fold)| Some((set, fold.split_once('/')?)));
        match fold {
            Some((set, (part, of))) => {
                let of = of.parse::<usize>().ok().filter(|&of| of > 0);
                article.set.starts_with(set) && of.is_some_and(|of| part.parse() == Ok(n % of))
            }
            None => article.set.starts_with(name.as_str()),
        }
    })
}

/// Measures what `which` names, prints the scores and gives them as lines.
pub fn run(data: &Data, folds: usize, which: &str, show: bool) -> String {
    let mut lines = String::new();
    let mut tell = |name: &str, score: Score| {
        println!("{name}: {score}");
        lines += &format!("{name}: {score}\n");
    };
    if which.contains('d') {
        let model = data.train(|_, a| !is_dev(a));
        for name in DEV {
            tell(name, data.score(&model, show, |_, a| a.set.starts_with(name)));
        }
    }
    if which.contains('f') {
        let mut sum = Score::default();
        for fold in 0..folds {
            let held = |n: usize, a: &Article| a.set.starts_with("news") && n % folds == fold;
            let model = data.train(|n, a| !held(n, a));
            sum.add(data.score(&model, show, held));
        }
        tell(&format!("news_dev in {folds} folds"), sum);
    }
    if which.contains('l') {
        let left = |a: &Article| a.set.starts_with("idner");
        let model = data.train(|_, a| !left(a));
        for name in ["idner2k+time.train", "idner2k+time.dev"] {
            tell(
                &format!("{name}, trained without idner2k+time"),
                data.score(&model, show, |_, a| a.set.starts_with(name)),
            );
        }
    }
    if which.contains('r') {
        let model = data.train(|_, a| !a.set.starts_with("news"));
        tell("news_dev, trained without it", data.score(&model, show, |_, a| a.set.starts_with("news")));
    }
    lines
}
