//! Training on parts of the data and evaluation on the rest.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use telaah::entities::person::tagger::ARTICLE_SENTENCES;
use telaah::entities::person::tagger::document_features::{DOCUMENT_FEATURES, DocumentFeatures, Occurrence, UNIT};
use telaah::entities::person::tagger::labels::{Label, LabelSet};
use telaah::entities::person::tagger::window::WINDOW;
use telaah::entities::person::tagger::word_clusters::ClusterTable;

use crate::corpus::{Reader, Types};
use crate::crf::{self, Lesson, Model, Options, Row, Weights};
use crate::gold::{self, Article, FIRST_ROW, FeatureCache, Features};
use crate::news::{self, Stretches};
use crate::program::Program;
use crate::score::{self, Calibration, Score};
use crate::sets::{DEV, NEWS, SOURCES, TRAIN};
use crate::write;

/// Selects the articles to learn from, by index and content.
type Wanted<'a> = dyn Fn(usize, &Article) -> bool + 'a;

/// The annotated texts with their features.
pub(crate) struct Data {
    pub(crate) articles: Vec<Article>,
    pub(crate) types: Types,
    features: Vec<Features>,
    /// Some of the sentences in capitals, because titles may be: the index among the articles, and the text.
    capitals: Vec<(usize, Article, Features)>,
    /// The hash of each block's feature.
    pub(crate) hashes: Vec<u64>,
    /// The table of word clusters.
    pub(crate) clusters: Vec<u8>,
    options: Options,
    /// Raw texts, which are labelled by a first model ("silver" data).
    silver: Vec<Article>,
    silver_features: Vec<Features>,
    /// By block: the number of raw texts that have it.
    silver_texts: Vec<u32>,
}

impl Data {
    pub(crate) fn load(
        gold: &Path,
        clusters: Vec<u8>,
        raw: &[PathBuf],
        skip: &HashSet<String>,
        options: Options,
    ) -> Result<Self> {
        let (mut reader, mut types) = (Reader::new(), Types::new());
        let (mut articles, mut capitals) = (Vec::new(), Vec::new());
        for name in TRAIN.iter().chain(&DEV) {
            let (read, written) = gold::load(&gold.join(format!("{name}.jsonl")), &mut reader, &mut types)?;
            capitals.extend(written.into_iter().map(|(n, text)| (articles.len() + n, text)));
            articles.extend(read);
        }
        let mut cache = FeatureCache::new(ClusterTable::new(&clusters).context("the clusters make no table")?);
        let features = articles.iter().map(|article| Features::of(article, &mut cache, &types)).collect();
        let in_capitals = |(n, text): (usize, Article)| {
            let features = Features::of(&text, &mut cache, &types);
            (n, text, features)
        };
        let capitals = capitals.into_iter().map(in_capitals).collect();
        let mut silver = Vec::new();
        let mut count = 0;
        let mut known = Stretches::default();
        articles.iter().for_each(|article| known.add(&article.text));
        for path in raw {
            news::read(path, skip, |text| {
                if count % options.silver_every == 0 && !known.overlap(text) {
                    silver.push(gold::unlabelled(text, &mut reader, &mut types));
                }
                count += 1;
            })?;
        }
        // Features that occur neither in annotated texts nor in enough raw ones are never learned.
        let mut silver_features: Vec<Features> =
            silver.iter().map(|article| Features::of(article, &mut cache, &types)).collect();
        let hashes = cache.hashes;
        let mut silver_texts = vec![0; hashes.len()];
        for features in &silver_features {
            features.blocks().into_iter().for_each(|block| silver_texts[block as usize] += 1);
        }
        eprintln!("{} raw texts", silver.len());
        let mut in_gold = vec![false; hashes.len()];
        for features in &features {
            let features: &Features = features;
            features.blocks().into_iter().for_each(|block| in_gold[block as usize] = true);
        }
        let is_kept = |block: u32| in_gold[block as usize] || silver_texts[block as usize] >= options.silver_least;
        for features in &mut silver_features {
            *features = features.kept(is_kept);
        }
        Ok(Self {
            articles,
            types,
            features,
            capitals,
            hashes,
            clusters,
            options,
            silver,
            silver_features,
            silver_texts,
        })
    }

    /// Learns weights from some of the articles, and from the raw texts with these labels.
    fn fit(&self, wanted: impl Fn(usize, &Article) -> bool, silver: Option<&[Vec<LabelSet>]>) -> Weights {
        let mut chosen = Vec::new();
        let mut texts = vec![0; self.hashes.len()];
        for (n, article) in self.articles.iter().enumerate() {
            if wanted(n, article) {
                self.features[n].blocks().into_iter().for_each(|block| texts[block as usize] += 1);
                chosen.push(n);
            }
        }
        let is_kept = |block: u32| {
            texts[block as usize] >= self.options.least
                || silver.is_some() && self.silver_texts[block as usize] >= self.options.silver_least
        };
        let kept: Vec<_> = chosen.iter().map(|&n| self.features[n].kept(is_kept)).collect();
        let kept_silver: Vec<_> = match silver {
            Some(_) => self.silver_features.iter().map(|features| features.kept(is_kept)).collect(),
            None => Vec::new(),
        };
        let lesson = |article, allowed, features, is_silver| Lesson { article, allowed, features, is_silver };
        let mut data: Vec<_> = chosen
            .iter()
            .zip(&kept)
            .map(|(&n, features)| lesson(&self.articles[n], &self.articles[n].allowed[..], features, false))
            .collect();
        let capitals = self.capitals.iter().filter(|(n, article, _)| wanted(*n, article));
        let capitals: Vec<_> = capitals.map(|(_, article, features)| (article, features.kept(is_kept))).collect();
        data.extend(capitals.iter().map(|(article, features)| lesson(article, &article.allowed[..], features, false)));
        if let Some(labels) = silver {
            let texts = self.silver.iter().zip(labels).zip(&kept_silver);
            data.extend(texts.map(|((article, allowed), features)| lesson(article, allowed, features, true)));
        }
        let rows = FIRST_ROW + self.hashes.len() * WINDOW;
        crf::train(&data, rows, self.options)
    }

    /// The whole recognizer with a model.
    fn program(&self, model: &Model) -> Program {
        let bytes = write::model(model, &self.hashes, &self.clusters, "");
        Program::with_model(bytes).expect("`write::model` writes valid models")
    }

    /// Labels the raw texts: people as the whole recognizer with `model` finds them, their rivals as its tagger does. Sequences of which the
    /// tagger is not certain may have any labels.
    fn label(&self, model: &Model) -> Vec<Vec<LabelSet>> {
        let mut program = self.program(model);
        let label = |(article, features): (&Article, &Features)| {
            let mut allowed = vec![!Label::PEOPLE; article.positions.len()];
            let (labels, margins) = self.read(model, article, features);
            let mut read = labels.iter().zip(margins);
            let mut unsure = Vec::new();
            for sequence in &article.sequences {
                let mut least = f32::MAX;
                for (at, (label, margin)) in sequence.range().zip(&mut read) {
                    if !label.is_person() {
                        allowed[at] = label.set();
                    }
                    least = least.min(margin.abs());
                }
                if least < self.options.silver_margin {
                    unsure.push(sequence.range());
                }
            }
            gold::label_people(article, &program.people(&article.text).0, &mut allowed);
            unsure.into_iter().for_each(|sequence| allowed[sequence].fill(!0));
            allowed
        };
        self.silver.iter().zip(&self.silver_features).map(label).collect()
    }

    /// The labels and margins after the second pass.
    fn read(&self, model: &Model, article: &Article, features: &Features) -> (Vec<Label>, Vec<f32>) {
        let mut scores = crf::scores(&model.weights, features);
        if !model.document_features.is_empty() {
            let features = self.document_features(&model.weights, article, &scores);
            for (score, features) in scores.iter_mut().zip(features) {
                for f in features {
                    score.iter_mut().zip(&model.document_features[f]).for_each(|(s, w)| *s += w);
                }
            }
        }
        crf::decode(&model.weights, article, &scores)
    }

    /// Trains a model on some of the articles, and on the raw texts labelled by a first model that was trained on the same articles.
    pub(crate) fn train(&self, wanted: impl Fn(usize, &Article) -> bool) -> Model {
        self.train_parts(&wanted, &|wanted| {
            if self.silver.is_empty() {
                return self.fit(wanted, None);
            }
            let teacher = self.train_parts(wanted, &|wanted| self.fit(wanted, None));
            self.fit(wanted, Some(&self.label(&teacher)))
        })
    }

    /// Trains a model with weights by `fit`, and with document features learned on texts that `fit` was not given.
    fn train_parts(&self, wanted: &Wanted<'_>, fit: &dyn Fn(&Wanted<'_>) -> Weights) -> Model {
        let weights = fit(wanted);
        let mut document_features = Vec::new();
        if self.options.document_passes > 0 {
            let parts = self.options.parts;
            let mut scored = Vec::new();
            for part in 0..parts {
                let is_article = |a: &Article| a.sentences >= ARTICLE_SENTENCES;
                let held = |n: usize| n / 2 % parts == part;
                let inner = fit(&|n, a| wanted(n, a) && !(is_article(a) && held(n)));
                for (n, article) in self.articles.iter().enumerate() {
                    if wanted(n, article) && is_article(article) && held(n) {
                        let scores = crf::scores(&inner, &self.features[n]);
                        let heard = self.document_features(&inner, article, &scores);
                        scored.push((article, scores, heard));
                    }
                }
            }
            let data: Vec<_> = scored.iter().map(|(a, s, f)| (*a, s.as_slice(), f.as_slice())).collect();
            document_features = crf::train_document_weights(
                &weights,
                &data,
                DOCUMENT_FEATURES,
                self.options.document_passes,
                self.options.document_rate,
                self.options.document_decay,
            );
        }
        Model { weights, document_features }
    }

    fn document_features(&self, weights: &Weights, article: &Article, scores: &[Row]) -> Vec<Vec<usize>> {
        let (labels, margins) = crf::decode(weights, article, scores);
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut occurrences = Vec::new();
        for sequence in &article.sequences {
            for n in sequence.range() {
                let key = self.types.keys[article.types[n] as usize].0.as_str();
                let next = numbers.len() as u32;
                let at = occurrences.len();
                occurrences.push(Occurrence {
                    word: *numbers.entry(key).or_insert(next),
                    margin: (margins[at] * UNIT as f32) as i32,
                    label: labels[at],
                    opens_sequence: n == sequence.start as usize,
                    sentence_case: sequence.sentence_case,
                    is_also_lowercase: article.small.contains(key),
                });
            }
        }
        let mut features = vec![Vec::new(); occurrences.len()];
        if article.sentences >= ARTICLE_SENTENCES {
            let mut document_features = DocumentFeatures::default();
            document_features.read(&occurrences, numbers.len() as u32);
            let mut first = 0;
            for sequence in &article.sequences {
                let seen = &occurrences[first..first + sequence.range().len()];
                if document_features.concerns(seen) {
                    document_features.features(first, seen, |at, found| {
                        features[first + at].extend(found.iter().map(|&feature| usize::from(feature)));
                    });
                }
                first += seen.len();
            }
        }
        features
    }

    /// The people that the tagger alone finds in the `n`th article.
    fn tagged(&self, model: &Model, n: usize) -> Vec<(u32, u32)> {
        let article = &self.articles[n];
        score::people(article, &self.read(model, article, &self.features[n]).0)
    }

    /// The scores of the tagger alone and of the whole recognizer.
    fn score(&self, model: &Model, show: bool, wanted: impl Fn(usize, &Article) -> bool) -> [Score; 2] {
        let mut program = self.program(model);
        let mut sums = [Score::default(); 2];
        for (n, article) in self.articles.iter().enumerate().filter(|(n, article)| wanted(*n, article)) {
            sums[0] += score::score(article, &self.tagged(model, n));
            let (found, names) = program.people(&article.text);
            sums[1] += score::score_names(article, &found, &names);
            if show {
                print_errors(article, &found, &names);
            }
        }
        sums
    }

    /// Adds the people that a recognizer finds, by confidence.
    fn calibrate(
        &self,
        program: &mut Program,
        calibration: &mut Calibration,
        wanted: impl Fn(usize, &Article) -> bool,
    ) {
        for (_, article) in self.articles.iter().enumerate().filter(|(n, article)| wanted(*n, article)) {
            calibration.add(article, &program.confidences(&article.text));
        }
    }

    /// The score of the recognizer by rules.
    fn score_rules(&self, wanted: impl Fn(&Article) -> bool) -> Score {
        let mut program = Program::by_rules();
        let mut sum = Score::default();
        for article in self.articles.iter().filter(|article| wanted(article)) {
            let (found, names) = program.people(&article.text);
            sum += score::score_names(article, &found, &names);
        }
        sum
    }
}

fn print_errors(article: &Article, found: &[(u32, u32)], names: &[String]) {
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
    for (span, name) in found.iter().zip(names) {
        match article.people.iter().position(|person| person == span) {
            None if article.free.contains(span) => {}
            None => println!("EXTRA\t{}\t{}", article.id, text(*span)),
            Some(n) => {
                if let Some(wanted) = article.names[n].as_ref().filter(|w| w.to_lowercase() != name.to_lowercase()) {
                    println!("NAME\t{}\t{}\twanted {wanted}, got {name}", article.id, text(*span));
                }
            }
        }
    }
    for span in article.people.iter().filter(|p| !found.contains(p)) {
        println!("MISSED\t{}\t{}", article.id, text(*span));
    }
}

fn is_dev(article: &Article) -> bool {
    article.set.contains(".dev.")
}

/// Whether the `n`th article belongs to one of `named`: prefixes of the names of sets, or folds of these.
pub(crate) fn is_held_out(named: &[String], n: usize, article: &Article) -> bool {
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

/// Evaluates what `which` lists and prints the results. Returns the scores as lines; shares by confidence are printed only.
pub(crate) fn run(data: &Data, folds: usize, which: &str, show: bool) -> String {
    let mut lines = String::new();
    let mut report = |name: &str, how: &str, score: Score| {
        println!("{name}, {how}: {score}");
        lines += &format!("{name}, {how}: {score}\n");
    };
    let mut report_both = |name: &str, [tagger, whole]: [Score; 2]| {
        report(name, "tagger alone", tagger);
        report(name, "corrected and linked", whole);
    };
    if which.contains('d') {
        let model = data.train(|_, a| !is_dev(a));
        for name in DEV {
            report_both(name, data.score(&model, show, |_, a| a.set.starts_with(name)));
        }
    }
    if which.contains('f') {
        let mut sums = [Score::default(); 2];
        for fold in 0..folds {
            let held = |n: usize, a: &Article| a.set.starts_with("news") && n % folds == fold;
            let model = data.train(|n, a| !held(n, a));
            let scores = data.score(&model, show, held);
            sums.iter_mut().zip(scores).for_each(|(sum, score)| *sum += score);
        }
        report_both(&format!("news_dev in {folds} folds"), sums);
    }
    if which.contains('l') {
        let model = data.train(|_, a| !a.set.starts_with("idner"));
        for name in ["idner2k+time.train", "idner2k+time.dev"] {
            let scores = data.score(&model, show, |_, a| a.set.starts_with(name));
            report_both(&format!("{name}, trained without idner2k+time"), scores);
        }
    }
    if which.contains('r') {
        let model = data.train(|_, a| !a.set.starts_with("news"));
        report_both("news_dev, trained without it", data.score(&model, show, |_, a| a.set.starts_with("news")));
    }
    if which.contains('x') {
        let mut sums = [[Score::default(); 2]; SOURCES.len()];
        for fold in 0..folds {
            let model = data.train(|n, _| n % folds != fold);
            for (sum, source) in sums.iter_mut().zip(SOURCES) {
                let scores = data.score(&model, show, |n, a| n % folds == fold && a.set.starts_with(source));
                sum.iter_mut().zip(scores).for_each(|(sum, score)| *sum += score);
            }
        }
        for (sum, source) in sums.into_iter().zip(SOURCES) {
            report_both(&format!("{source}, all sets in {folds} folds"), sum);
        }
    }
    if which.contains('c') {
        let mut calibrations = [(); NEWS.len()].map(|()| Calibration::default());
        for fold in 0..folds {
            let mut program = data.program(&data.train(|n, _| n % folds != fold));
            for (calibration, source) in calibrations.iter_mut().zip(NEWS) {
                data.calibrate(&mut program, calibration, |n, a| n % folds == fold && a.set.starts_with(source));
            }
        }
        let mut by_rules = Program::by_rules();
        for (calibration, source) in calibrations.iter().zip(NEWS) {
            println!("{source}, all sets in {folds} folds\n{calibration}");
            let mut calibration = Calibration::default();
            data.calibrate(&mut by_rules, &mut calibration, |_, a| a.set.starts_with(source));
            println!("{source}, rules alone\n{calibration}");
        }
    }
    if which.contains('y') {
        for source in SOURCES {
            let model = data.train(|_, a| !a.set.starts_with(source));
            report_both(
                &format!("{source}, trained without it"),
                data.score(&model, show, |_, a| a.set.starts_with(source)),
            );
        }
    }
    if which.contains('b') {
        for name in DEV.iter().chain(&["news_dev"]) {
            report(name, "rules alone", data.score_rules(|a| a.set.starts_with(name)));
        }
    }
    lines
}
