//! Annotated texts as training examples.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use telaah::entities::person::tagger::features::{
    PositionContext, WordAttributes, WordFeatures, position_features, position_row,
};
use telaah::entities::person::tagger::labels::{Label, LabelSet};
use telaah::entities::person::tagger::positions::{CandidateSequence, TagPosition};
use telaah::entities::person::tagger::token_shape::TokenShape;
use telaah::entities::person::tagger::window::{CENTRE, Extent, WINDOW, WINDOW_RADIUS};
use telaah::entities::person::tagger::word_clusters::ClusterTable;

use crate::corpus::{OUTSIDE, Reader, Type, Types};

#[derive(Clone, Deserialize)]
struct Record {
    id: String,
    text: String,
    entities: Vec<Entity>,
}

#[derive(Clone, Deserialize)]
struct Entity {
    start: usize,
    end: usize,
    norm: String,
    entity: Option<String>,
    #[serde(default)]
    via: Option<String>,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    glued: bool,
}

/// A text with its positions, the labels allowed at each, and the people in it.
pub(crate) struct Article {
    pub(crate) id: String,
    pub(crate) set: String,
    pub(crate) text: String,
    pub(crate) positions: Vec<TagPosition>,
    pub(crate) sequences: Vec<CandidateSequence>,
    /// The number of its sentences.
    pub(crate) sentences: usize,
    pub(crate) types: Vec<Type>,
    /// The words that it has in lowercase.
    pub(crate) small: HashSet<String>,
    pub(crate) allowed: Vec<LabelSet>,
    /// Byte ranges of the people that must be found.
    pub(crate) people: Vec<(u32, u32)>,
    /// Their full names, where the annotation has them.
    pub(crate) names: Vec<Option<String>>,
    /// Byte ranges of people that are neither required nor errors.
    pub(crate) free: Vec<(u32, u32)>,
}

/// A text in capitals, and the index of the text that it was made from.
pub(crate) type InCapitals = (usize, Article);

/// One in this number of sentences is also learned from in capitals.
const IN_CAPITALS: usize = 12;

/// Reads the texts of a file, and returns some of its sentences in capitals as well.
pub(crate) fn load(path: &Path, reader: &mut Reader, types: &mut Types) -> Result<(Vec<Article>, Vec<InCapitals>)> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let (mut articles, mut capitals) = (Vec::new(), Vec::new());
    for (n, line) in text.lines().enumerate() {
        let record: Record = serde_json::from_str(line).with_context(|| path.display().to_string())?;
        if n % IN_CAPITALS == 0 && !name.starts_with("news") {
            let text = record.text.to_ascii_uppercase();
            capitals.push((n, article(Record { text, ..record.clone() }, &name, reader, types)));
        }
        articles.push(article(record, &name, reader, types));
    }
    Ok((articles, capitals))
}

fn article(record: Record, set: &str, reader: &mut Reader, types: &mut Types) -> Article {
    let mut bytes: Vec<u32> = record.text.char_indices().map(|(at, _)| at as u32).collect();
    bytes.push(record.text.len() as u32);
    reader.read(&record.text, Extent::NearNames);
    let positions = reader.positions.positions().to_vec();
    let ends: Vec<(u32, u32)> = positions
        .iter()
        .map(|s| {
            let end = s.span.byte_end();
            (end, if reader.is_abbreviated(s) { end - 1 } else { end })
        })
        .collect();
    let usual = match set.split(['.', '_']).next().unwrap_or_default() {
        "news" => !Label::PEOPLE,
        "gsdner" => Label::Other.set(),
        _ => Label::Other.set() | Label::Miscellaneous.set(),
    };
    let mut allowed = vec![usual; positions.len()];
    let mut is_open = vec![false; positions.len()];
    let sequences = reader.positions.sequences().to_vec();
    sequences.iter().for_each(|sequence| is_open[sequence.range()].fill(true));
    let (mut people, mut names, mut free) = (Vec::new(), Vec::new(), Vec::new());
    for entity in &record.entities {
        let (from, to) = (bytes[entity.start], bytes[entity.end]);
        let is_person = entity.norm == "PERSON";
        if is_person {
            if entity.optional || entity.glued {
                free.push((from, to));
            } else {
                people.push((from, to));
                names.push(entity.entity.clone());
            }
        }
        let is_in =
            |s: &TagPosition| s.shape != TokenShape::Outside && s.span.byte_end() > from && s.span.byte_start() < to;
        let Some(first) = positions.iter().position(is_in) else { continue };
        let last = positions.iter().rposition(is_in).map_or(first, |n| n + 1);
        let exact = positions[first].span.byte_start() == from && (ends[last - 1].0 == to || ends[last - 1].1 == to);
        let covered = &mut allowed[first..last];
        if is_person {
            person(covered, &positions[first..last], &is_open[first..last], exact, set);
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
            // A part of a hyphenated token that the span only overlaps keeps its other labels as well.
            *set = if exact { labels } else { *set | labels };
        }
    }
    let types = reader.types(&record.text, types);
    let (sentences, small) = (reader.sentences(), reader.small_words());
    Article {
        id: record.id,
        set: set.to_owned(),
        text: record.text,
        positions,
        sequences,
        sentences,
        types,
        small,
        allowed,
        people,
        names,
        free,
    }
}

/// A text without annotation.
pub(crate) fn unlabelled(text: &str, reader: &mut Reader, types: &mut Types) -> Article {
    reader.read(text, Extent::NearNames);
    let positions = reader.positions.positions().to_vec();
    Article {
        id: String::new(),
        set: "silver".to_owned(),
        allowed: vec![!0; positions.len()],
        sequences: reader.positions.sequences().to_vec(),
        sentences: reader.sentences(),
        types: reader.types(text, types),
        small: reader.small_words(),
        text: text.to_owned(),
        positions,
        people: Vec::new(),
        names: Vec::new(),
        free: Vec::new(),
    }
}

/// Allows only the labels of these people, given as byte ranges, at their positions.
pub(crate) fn label_people(article: &Article, people: &[(u32, u32)], allowed: &mut [LabelSet]) {
    let mut is_open = vec![false; article.positions.len()];
    article.sequences.iter().for_each(|sequence| is_open[sequence.range()].fill(true));
    let mut from = 0;
    for &(start, end) in people {
        let is_in =
            |s: &TagPosition| s.shape != TokenShape::Outside && s.span.byte_end() > start && s.span.byte_start() < end;
        let Some(first) = article.positions[from..].iter().position(is_in).map(|n| n + from) else { continue };
        let last = first + article.positions[first..].iter().take_while(|s| is_in(s)).count();
        let exact =
            article.positions[first].span.byte_start() == start && article.positions[last - 1].span.byte_end() == end;
        person(&mut allowed[first..last], &article.positions[first..last], &is_open[first..last], exact, "news");
        from = last;
    }
}

fn person(covered: &mut [LabelSet], positions: &[TagPosition], is_open: &[bool], exact: bool, set: &str) {
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
    // Other sets annotate a pair of names (`Jokowi-Kalla`) as one person, so there both are allowed.
    let is_hyphen = |n: usize| positions.get(n).is_some_and(|s| s.is_part && s.shape == TokenShape::Dash);
    if !set.starts_with("news") && (0..count).any(is_hyphen) {
        for (n, labels) in covered.iter_mut().enumerate() {
            if is_hyphen(n) {
                *labels = Label::PersonInner.set() | Label::Other.set();
                continue;
            }
            *labels |= match (n == 0 || is_hyphen(n - 1), n + 1 == count || is_hyphen(n + 1)) {
                (true, true) => Label::PersonOnly.set() | Label::PersonFirst.set() | Label::PersonLast.set(),
                (true, false) => Label::PersonFirst.set() | Label::PersonInner.set(),
                (false, true) => Label::PersonLast.set() | Label::PersonInner.set(),
                (false, false) => 0,
            };
        }
        covered[0] &= Label::STARTS;
        covered[count - 1] &= Label::ENDS;
    }
}

/// The binary logarithm of the number of rows of position features.
pub(crate) const POSITION_BITS: u32 = 16;
/// The first row of the first block of a word feature. The rows before it are those of position features.
pub(crate) const FIRST_ROW: usize = 1 << POSITION_BITS;

/// A feature of a word at one offset: its block, and whether it depends on the word's letters and is at the centre of the window.
struct Numbered {
    block: u32,
    place: usize,
    is_lexical: bool,
}

/// The features of each word, extracted once and numbered in order of occurrence.
pub(crate) struct FeatureCache<'a> {
    clusters: ClusterTable<'a>,
    numbers: HashMap<u64, u32>,
    /// The hash of each block's feature.
    pub(crate) hashes: Vec<u64>,
    words: HashMap<Type, (WordAttributes, Vec<Numbered>)>,
}

impl<'a> FeatureCache<'a> {
    pub(crate) fn new(clusters: ClusterTable<'a>) -> Self {
        let outside = (OUTSIDE, (WordAttributes::default(), Vec::new()));
        Self { clusters, numbers: HashMap::new(), hashes: Vec::new(), words: HashMap::from([outside]) }
    }

    fn fill(&mut self, word: Type, types: &Types) {
        if self.words.contains_key(&word) {
            return;
        }
        let (key, case) = &types.keys[word as usize];
        let entry = types.entries[word as usize];
        let facts = WordAttributes { clusters: self.clusters.get(key, *case), kind: entry.kind };
        let mut features = Vec::new();
        for feature in WordFeatures::default().read(key, *case, &facts, entry.bits) {
            let hashes = &mut self.hashes;
            let block = *self.numbers.entry(feature.hash).or_insert_with(|| {
                hashes.push(feature.hash);
                hashes.len() as u32 - 1
            });
            for place in (0..WINDOW).filter(|place| feature.offsets >> place & 1 != 0) {
                features.push(Numbered { block, place, is_lexical: feature.is_lexical && place == CENTRE });
            }
        }
        self.words.insert(word, (facts, features));
    }
}

/// The features of the positions of an article's sequences.
#[derive(Clone, Debug, Default)]
pub(crate) struct Features {
    /// The rows of weights of the features of each position in a sequence, in order.
    pub(crate) rows: Vec<u32>,
    /// By position, as indices of `rows`: the start of its lexical features, and the end of its features.
    pub(crate) ends: Vec<(u32, u32)>,
}

impl Features {
    pub(crate) fn of(article: &Article, cache: &mut FeatureCache<'_>, types: &Types) -> Self {
        let mut features = Self::default();
        article.types.iter().for_each(|&word| cache.fill(word, types));
        let attributes = |n: usize| cache.words[&article.types[n]].0;
        for sequence in &article.sequences {
            for at in sequence.range() {
                let near = at - WINDOW_RADIUS..at + WINDOW_RADIUS + 1;
                let positions: &[TagPosition; WINDOW] =
                    article.positions[near.clone()].first_chunk().expect("positions stand round every sequence");
                let context = PositionContext {
                    positions,
                    attributes: std::array::from_fn(|offset| attributes(near.start + offset)),
                    before_sequence: attributes(sequence.start as usize - 1),
                    after_sequence: attributes(sequence.end as usize),
                    sentence_case: sequence.sentence_case,
                };
                for (kind, value) in position_features(&context).into_iter().enumerate() {
                    features.rows.push(position_row(kind, value, POSITION_BITS) as u32);
                }
                for lexical in [false, true] {
                    for (place, n) in near.clone().enumerate() {
                        let of_word = cache.words[&article.types[n]].1.iter();
                        let rows = of_word.filter(|f| f.place == place && f.is_lexical == lexical);
                        features.rows.extend(rows.map(|f| row_of(f.block, f.place)));
                    }
                    match lexical {
                        false => features.ends.push((features.rows.len() as u32, 0)),
                        true => features.ends.last_mut().expect("just pushed").1 = features.rows.len() as u32,
                    }
                }
            }
        }
        features
    }

    /// The blocks of an article, each once.
    pub(crate) fn blocks(&self) -> HashSet<u32> {
        self.rows.iter().filter_map(|&row| block_of(row)).collect()
    }

    /// The same features without those whose blocks are not kept.
    pub(crate) fn kept(&self, is_kept: impl Fn(u32) -> bool) -> Self {
        let mut kept = Self::default();
        let mut start = 0;
        for &(common, end) in &self.ends {
            let rows = |from: u32, to: u32| {
                self.rows[from as usize..to as usize].iter().filter(|&&row| block_of(row).is_none_or(&is_kept))
            };
            kept.rows.extend(rows(start, common));
            let lexical = kept.rows.len() as u32;
            kept.rows.extend(rows(common, end));
            kept.ends.push((lexical, kept.rows.len() as u32));
            start = end;
        }
        kept
    }
}

fn row_of(block: u32, place: usize) -> u32 {
    FIRST_ROW as u32 + block * WINDOW as u32 + place as u32
}

fn block_of(row: u32) -> Option<u32> {
    row.checked_sub(FIRST_ROW as u32).map(|n| n / WINDOW as u32)
}
