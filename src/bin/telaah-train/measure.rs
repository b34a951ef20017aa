//! Scores on texts that the training did not see.

use std::path::Path;

use anyhow::{Context, Result};
use telaah::entities::person::tagger::classes::ClassTable;
use telaah::entities::person::tagger::evidence::{EVIDENCE, Evidence, Sighting, UNIT};
use telaah::entities::person::tagger::slots::{Case, Form};

use crate::corpus::{Reader, Types};
use crate::crf::{self, Options, Row, Weights};
use crate::gold::{self, Article, Features, WordCache};
use crate::score::{self, Score};

pub const TRAIN: [&str; 5] = ["news_dev", "idner2k+time.train", "syaifudin.train", "gsdner.train", "nergrit.train"];
pub const DEV: [&str; 3] = ["idner2k+time.dev", "gsdner.dev", "nergrit.dev"];

pub struct Data<'a> {
    pub articles: Vec<Article>,
    pub types: Types,
    pub table: ClassTable<'a>,
    pub options: Options,
}

impl<'a> Data<'a> {
    pub fn load(gold: &Path, table: ClassTable<'a>, options: Options) -> Result<Self> {
        let (mut reader, mut types) = (Reader::new(), Types::default());
        let mut articles = Vec::new();
        for name in TRAIN.iter().chain(&DEV) {
            articles.extend(gold::load(&gold.join(format!("{name}.jsonl")), &mut reader, &mut types)?);
        }
        Ok(Self { articles, types, table, options })
    }

    fn features(&self) -> Vec<Features> {
        let mut cache = WordCache::new(self.options.bits);
        self.articles.iter().map(|a| Features::of(a, &mut cache, &self.types, &self.table)).collect()
    }

    fn fit(&self, features: &[Features], wanted: impl Fn(usize, &Article) -> Option<f32>) -> Weights {
        let mut chosen = Vec::new();
        for (n, (article, features)) in self.articles.iter().zip(features).enumerate() {
            if let Some(weight) = wanted(n, article) {
                chosen.push((article, features, weight));
            }
        }
        crf::train(&chosen, self.options)
    }

    /// A model trained on some of the articles, with the features that it reads.
    pub fn train(&self, wanted: impl Fn(usize, &Article) -> Option<f32>) -> Model {
        let features = self.features();
        let weights = self.fit(&features, &wanted);
        let mut evidence = Vec::new();
        if self.options.evidence {
            const PARTS: usize = 4;
            let mut scored = Vec::new();
            for part in 0..PARTS {
                let is_article = |a: &Article| a.sentences.len() > 3;
                let held = |n: usize| n / 2 % PARTS == part;
                let inner = self.fit(&features, |n, a| wanted(n, a).filter(|_| !(is_article(a) && held(n))));
                for (n, article) in self.articles.iter().enumerate() {
                    if wanted(n, article).is_some() && is_article(article) && held(n) {
                        let scores = crf::scores(&inner, &features[n]);
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
        Model { weights, features, evidence }
    }

    fn evidence(&self, weights: &Weights, article: &Article, scores: &[Row]) -> Vec<Vec<usize>> {
        let (labels, margins) = crf::decode(weights, article, scores);
        let word = |n: usize| {
            let key = &self.types.keys[article.types[n] as usize].0;
            self.types.get(key, Case::Lower).map_or_else(
                || {
                    self.types
                        .get(key, Case::Title)
                        .map_or(1 << 40 | u64::from(article.types[n]), |t| 1 << 36 | u64::from(t))
                },
                u64::from,
            )
        };
        let small: std::collections::HashSet<u64> =
            (0..article.slots.len()).filter(|&n| article.slots[n].form == Form::Lower).map(word).collect();
        let mut sightings = Vec::new();
        for run in &article.runs {
            for n in run.range() {
                let slot = &article.slots[n];
                let at = sightings.len();
                sightings.push(Sighting {
                    word: word(n),
                    margin: (margins[at] * UNIT as f32) as i32,
                    label: labels[at],
                    opens_run: n == run.start as usize,
                    form: slot.form,
                    style: slot.style,
                    is_small_elsewhere: small.contains(&word(n)),
                });
            }
        }
        let mut features = vec![Vec::new(); sightings.len()];
        if article.sentences.len() > 3 {
            Evidence::default().features(&sightings, |at, feature| features[at].push(feature));
        }
        features
    }

    fn score(&self, model: &Model, show: bool, wanted: impl Fn(usize, &Article) -> bool) -> Score {
        let mut sum = Score::default();
        for (n, article) in self.articles.iter().enumerate() {
            if wanted(n, article) {
                let mut scores = crf::scores(&model.weights, &model.features[n]);
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
    features: Vec<Features>,
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

pub fn weight(article: &Article) -> Option<f32> {
    Some(if article.set.starts_with("syaifudin") { 0.0 } else { 1.0 }).filter(|w| *w > 0.0)
}

pub fn run(gold: &Path, classes: &Path, options: Options, folds: usize, which: &str, show: bool) -> Result<()> {
    let bytes = std::fs::read(classes).with_context(|| classes.display().to_string())?;
    let table = ClassTable::new(&bytes).context("not a table of classes")?;
    let data = Data::load(gold, table, options)?;
    if which.contains('d') {
        let weights = data.train(|_, a| weight(a).filter(|_| !is_dev(a)));
        for name in DEV {
            println!("{name:20} {}", data.score(&weights, show, |_, a| a.set.starts_with(name)));
        }
    }
    if which.contains('f') {
        let mut sum = Score::default();
        for fold in 0..folds {
            let held = |n: usize, a: &Article| a.set.starts_with("news") && n % folds == fold;
            let weights = data.train(|n, a| weight(a).filter(|_| !held(n, a)));
            sum.add(data.score(&weights, show, held));
        }
        println!("{:20} {sum}", "news_dev, folds");
    }
    if which.contains('l') {
        let left = |a: &Article| a.set.starts_with("idner") || a.set.starts_with("syaifudin");
        let weights = data.train(|_, a| weight(a).filter(|_| !left(a)));
        for name in ["idner2k+time.train", "idner2k+time.dev", "syaifudin"] {
            println!("{:20} {}", format!("-src {name}"), data.score(&weights, show, |_, a| a.set.starts_with(name)));
        }
    }
    if which.contains('r') {
        let weights = data.train(|_, a| weight(a).filter(|_| !a.set.starts_with("news")));
        println!("{:20} {}", "-src news_dev", data.score(&weights, show, |_, a| a.set.starts_with("news")));
    }
    Ok(())
}
