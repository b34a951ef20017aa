//! Annotated texts as training examples.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use telaah::entities::person::tagger::classes::ClassTable;
use telaah::entities::person::tagger::features::{PLACES, Surroundings, WordFacts, slot_features, word_features};
use telaah::entities::person::tagger::labels::{Label, LabelSet};
use telaah::entities::person::tagger::slots::{Form, Run, Slot};

use crate::corpus::{Reader, Type, Types};

#[derive(Deserialize)]
struct Record {
    id: String,
    text: String,
    entities: Vec<Entity>,
}

#[derive(Deserialize)]
struct Entity {
    start: usize,
    end: usize,
    norm: String,
    #[serde(default)]
    via: Option<String>,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    glued: bool,
}

/// A text with its slots, the labels allowed at each, and the people in it.
pub struct Article {
    pub id: String,
    pub set: String,
    pub text: String,
    pub slots: Vec<Slot>,
    pub runs: Vec<Run>,
    pub sentences: Vec<Run>,
    pub types: Vec<Type>,
    pub allowed: Vec<LabelSet>,
    /// Byte ranges of the people that must be found.
    pub people: Vec<(u32, u32)>,
    /// Byte ranges of people that may be found.
    pub free: Vec<(u32, u32)>,
}

pub fn load(path: &Path, reader: &mut Reader, types: &mut Types) -> Result<Vec<Article>> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut articles = Vec::new();
    for line in text.lines() {
        let record: Record = serde_json::from_str(line).with_context(|| path.display().to_string())?;
        articles.push(article(record, &name, reader, types));
    }
    Ok(articles)
}

fn article(record: Record, set: &str, reader: &mut Reader, types: &mut Types) -> Article {
    let mut bytes: Vec<u32> = record.text.char_indices().map(|(at, _)| at as u32).collect();
    bytes.push(record.text.len() as u32);
    reader.read(&record.text);
    let slots = reader.slots.slots().to_vec();
    let ends: Vec<(u32, u32)> = slots
        .iter()
        .map(|s| {
            let end = s.span.byte_end();
            (end, if reader.is_abbreviated(s.token) { end - 1 } else { end })
        })
        .collect();
    let usual = match set.split(['.', '_']).next().unwrap_or_default() {
        "news" => !Label::PEOPLE,
        "gsdner" => Label::Other.set(),
        _ => Label::Other.set() | Label::Miscellaneous.set(),
    };
    let mut allowed = vec![usual; slots.len()];
    let mut is_open = vec![false; slots.len()];
    let runs = reader.slots.runs().to_vec();
    runs.iter().for_each(|run| is_open[run.range()].fill(true));
    let (mut people, mut free) = (Vec::new(), Vec::new());
    for entity in &record.entities {
        let (from, to) = (bytes[entity.start], bytes[entity.end]);
        let is_person = entity.norm == "PERSON";
        if is_person {
            if entity.optional || entity.glued { &mut free } else { &mut people }.push((from, to));
        }
        let first = slots.partition_point(|s| s.span.byte_end() <= from);
        let last = slots.partition_point(|s| s.span.byte_start() < to);
        if first >= last {
            continue;
        }
        let exact = slots[first].span.byte_start() == from && (ends[last - 1].0 == to || ends[last - 1].1 == to);
        let covered = &mut allowed[first..last];
        if is_person {
            person(covered, &slots[first..last], &is_open[first..last], exact, set);
            continue;
        }
        let labels = match entity.norm.as_str() {
            "ORG" => Label::Organisation.set(),
            "LOCATION" | "GPE" => Label::Place.set(),
            "COUNTRY" if matches!(entity.via.as_deref(), Some("name" | "alias")) => Label::Place.set(),
            "COUNTRY" => !Label::PEOPLE,
            "DATE" | "TIME" | "DURATION" | "QUANTITY" => Label::Other.set(),
            "EVENT" => Label::Miscellaneous.set() | Label::Organisation.set(),
            _ => !Label::PEOPLE & !Label::Other.set(),
        };
        for set in covered.iter_mut() {
            // A part of a hyphenated token that the span covers only in part keeps its other readings too.
            *set = if exact { labels } else { *set | labels };
        }
    }
    let types = reader.types(&record.text, types);
    let sentences = reader.slots.sentences().to_vec();
    Article {
        id: record.id,
        set: set.to_owned(),
        text: record.text,
        slots,
        runs,
        sentences,
        types,
        allowed,
        people,
        free,
    }
}

fn person(covered: &mut [LabelSet], slots: &[Slot], is_open: &[bool], exact: bool, set: &str) {
    if !exact || is_open.iter().any(|open| !open) {
        covered.fill(!0);
        return;
    }
    let count = covered.len();
    for (n, labels) in covered.iter_mut().enumerate() {
        *labels = match (n == 0, n + 1 == count) {
            (true, true) => Label::PersonOnly,
            (true, false) => Label::PersonFirst,
            (false, true) => Label::PersonLast,
            (false, false) => Label::PersonInner,
        }
        .set();
    }
    // Other sets take a pair of names (`Jokowi-Kalla`) for one person: whether a hyphen joins one name is left open there.
    let is_hyphen = |n: usize| slots.get(n).is_some_and(|s| s.is_part && s.form == Form::Dash);
    if !set.starts_with("news") && (0..count).any(is_hyphen) {
        for n in 0..count {
            if is_hyphen(n) {
                covered[n] = Label::PersonInner.set() | Label::Other.set();
            } else {
                covered[n] |= match (n == 0 || is_hyphen(n - 1), n + 1 == count || is_hyphen(n + 1)) {
                    (true, true) => Label::PersonOnly.set() | Label::PersonFirst.set() | Label::PersonLast.set(),
                    (true, false) => Label::PersonFirst.set() | Label::PersonInner.set(),
                    (false, true) => Label::PersonLast.set() | Label::PersonInner.set(),
                    (false, false) => 0,
                };
            }
        }
        covered[0] &= Label::STARTS;
        covered[count - 1] &= Label::ENDS;
    }
}

/// Rows of slot features, as a power of two.
pub const SLOT_BITS: u32 = 14;
const SLOT_MASK: u64 = (1 << SLOT_BITS) - 1;

/// The features of each word, made once.
pub struct WordCache {
    mask: u64,
    words: HashMap<Type, CachedWord>,
}

pub struct CachedWord {
    pub facts: WordFacts,
    pub rows: [Vec<u32>; PLACES],
    pub lexical: Vec<u32>,
}

impl WordCache {
    pub fn new(bits: u32) -> Self {
        Self { mask: (1 << bits) - 1, words: HashMap::new() }
    }

    pub fn fill(&mut self, word: Type, types: &Types, table: &ClassTable<'_>) -> &CachedWord {
        let mask = self.mask;
        self.words.entry(word).or_insert_with(|| {
            let (key, case) = &types.keys[word as usize];
            let entry = types.entries[word as usize];
            let facts = WordFacts { classes: table.get(key, *case), kind: entry.kind };
            let mut rows: [Vec<u32>; PLACES] = Default::default();
            word_features(key, *case, &facts, entry.bits, false, |place, hash| rows[place].push((hash & mask) as u32));
            let mut all = Vec::new();
            word_features(key, *case, &facts, entry.bits, true, |place, hash| {
                if place == 2 {
                    all.push((hash & mask) as u32);
                }
            });
            let lexical = all.into_iter().filter(|row| !rows[2].contains(row)).collect();
            CachedWord { facts, rows, lexical }
        })
    }
}

/// The features of the slots of an article's runs.
#[derive(Default)]
pub struct Features {
    /// For each slot in a run, in order: its features; where the lexical ones begin; where they end.
    pub rows: Vec<u32>,
    pub ends: Vec<(u32, u32)>,
}

impl Features {
    pub fn of(article: &Article, cache: &mut WordCache, types: &Types, table: &ClassTable<'_>) -> Self {
        let mut features = Self::default();
        article.types.iter().for_each(|&word| {
            cache.fill(word, types, table);
        });
        let facts = |n: usize| cache.words[&article.types[n]].facts;
        surroundings(article, facts, |at, around, near| {
            for (place, n) in near {
                features.rows.extend_from_slice(&cache.words[&article.types[n]].rows[place]);
            }
            slot_features(&article.slots[at], around, |hash| {
                features.rows.push((cache.mask + 1 + (hash & SLOT_MASK)) as u32);
            });
            let common = features.rows.len() as u32;
            features.rows.extend_from_slice(&cache.words[&article.types[at]].lexical);
            features.ends.push((common, features.rows.len() as u32));
        });
        features
    }
}

/// Calls `each` for every slot of every run, with what stands round it and which slots those are.
pub fn surroundings(
    article: &Article,
    facts: impl Fn(usize) -> WordFacts,
    mut each: impl FnMut(usize, &Surroundings, &mut dyn Iterator<Item = (usize, usize)>),
) {
    for run in &article.runs {
        let sentence = article.sentences[article.sentences.partition_point(|s| s.end <= run.start)];
        for at in run.range() {
            let mut around = Surroundings::default();
            if run.start > sentence.start {
                around.before_run = facts(run.start as usize - 1);
            }
            if run.end < sentence.end {
                around.after_run = facts(run.end as usize);
            }
            let near = |place: usize| (at + place).checked_sub(2).filter(|n| sentence.range().contains(n));
            for place in 0..PLACES {
                if let Some(n) = near(place) {
                    around.forms[place] = article.slots[n].form;
                    around.facts[place] = facts(n);
                }
            }
            each(at, &around, &mut (0..PLACES).filter_map(|place| near(place).map(|n| (place, n))));
        }
    }
}
