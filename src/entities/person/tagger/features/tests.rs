//! The features of three sentences by name. The names are built from the kinds and values that the features are hashed from, so a
//! change of a kind, a value or an offset shows as a line, and the hashes are checked against the names.

use std::fmt::Write as _;
use std::sync::Arc;

use super::*;
use crate::entities::person::tagger::gazetteer::Gazetteer;
use crate::entities::person::tagger::positions::{Positions, key_of};
use crate::entities::person::tagger::test_support::{lists, with_document};
use crate::entities::person::tagger::window::{Extent, WINDOW_RADIUS};
use crate::text::document::Document;
use crate::text::hash::fnv1a;

/// The clusters of the words in the test sentences that have some.
fn clusters(key: &str) -> WordClusters {
    match key {
        "kata" => [7, 3, 1],
        "di" => [9, 4, 2],
        "jakarta" => [12, 5, 2],
        _ => WordClusters::default(),
    }
}

/// Readable names of the features that a word can have, with their hashes.
fn candidates(key: &str, case: WordCase, attributes: &WordAttributes, listed: u64) -> Vec<(String, u64)> {
    let case_number = case as u64;
    let length = key.chars().count().min(12);
    let reversed = |text: &str| fnv1a(&text.bytes().rev().collect::<Vec<_>>());
    let mut names = vec![
        (format!("word={key}"), feature_hash(1, fnv1a(key.as_bytes()), 0)),
        (format!("word={key} case={case:?}"), feature_hash(2, fnv1a(key.as_bytes()), 1 + case_number)),
        (format!("no clusters, case={case:?}"), feature_hash(10, case_number, 0)),
        (format!("length={length}"), feature_hash(40, length as u64, case_number)),
        (format!("lists={listed:#x} case={case:?}"), feature_hash(51, listed, case_number)),
    ];
    for (n, cluster) in attributes.clusters.iter().enumerate() {
        names.push((format!("cluster{n}={cluster}"), feature_hash(3 + n as u64, u64::from(*cluster), 0)));
    }
    for length in 1..=4 {
        let starts: Vec<usize> = key.char_indices().map(|(at, _)| at).chain([key.len()]).collect();
        if let (Some(&end), Some(&start)) =
            (starts.get(length), starts.len().checked_sub(length + 1).and_then(|n| starts.get(n)))
        {
            let (prefix, suffix) = (&key[..end], &key[start..]);
            names.push((
                format!("prefix={prefix}"),
                feature_hash(20 + length as u64, fnv1a(prefix.as_bytes()), case_number),
            ));
            names.push((format!("suffix={suffix}"), feature_hash(30 + length as u64, reversed(suffix), case_number)));
        }
    }
    for bit in (0..64).filter(|bit| listed >> bit & 1 != 0) {
        names.push((format!("list{bit}"), feature_hash(50, bit, 0)));
    }
    for (classes, what) in
        [(0, "none"), (8, "vowels"), (9, "hyphen, vowels"), (12, "period, vowels"), (4, "period"), (1, "hyphen")]
    {
        names.push((format!("characters={what}"), feature_hash(41, classes, 0)));
    }
    names
}

/// The features of every position of a sentence's candidate sequences, readable.
fn features(sentence: &str) -> String {
    with_document(sentence, |document| features_of(document, &Gazetteer::from(Arc::clone(lists()))))
}

fn features_of(document: &Document<'_>, gazetteer: &Gazetteer) -> String {
    let (sentence, vocabulary) = (document.text, document.vocabulary);
    let mut positions = Positions::default();
    positions.read(document, Extent::NearNames);
    let attributes = |position: &TagPosition| {
        if position.shape == crate::entities::person::tagger::token_shape::TokenShape::Outside {
            return (String::new(), 0, WordAttributes::default());
        }
        let key = key_of(position, sentence, vocabulary).into_owned();
        let entry = vocabulary.get(&key).map(|word| gazetteer.entry(word)).unwrap_or_default();
        let attributes = WordAttributes { clusters: clusters(&key), kind: entry.kind };
        (key, entry.bits, attributes)
    };
    let mut out = String::new();
    for sequence in positions.sequences() {
        for at in sequence.range() {
            let window = &positions.positions()[at - WINDOW_RADIUS..=at + WINDOW_RADIUS];
            let here = &window[CENTRE];
            let (key, listed, of_word) = attributes(here);
            let _ = writeln!(out, "{}", here.span.of(sentence));
            let mut extracted = WordFeatures::default();
            extracted.add(&key, here.case, &of_word, listed);
            let names = candidates(&key, here.case, &of_word, listed);
            for feature in extracted.all() {
                let name = names.iter().find(|(_, hash)| *hash == feature.hash).map_or("?", |(name, _)| name);
                let offsets: String =
                    (0..WINDOW).map(|n| if feature.offsets >> n & 1 != 0 { 'x' } else { '.' }).collect();
                let _ = writeln!(out, "  {offsets} {name}{}", if feature.is_lexical { " (lexical)" } else { "" });
            }
            let edge = |at: usize| attributes(&positions.positions()[at]).2;
            let context = PositionContext {
                positions: window.first_chunk().unwrap(),
                attributes: std::array::from_fn(|offset| attributes(&window[offset]).2),
                before_sequence: edge(sequence.start as usize - 1),
                after_sequence: edge(sequence.end as usize),
                sentence_case: sequence.sentence_case,
            };
            let shapes: Vec<String> = window.iter().map(|position| format!("{:?}", position.shape)).collect();
            let _ = writeln!(out, "  {:?}: {}", sequence.sentence_case, shapes.join(" "));
            let values = position_features(&context).map(|value| format!("{value:x}"));
            let _ = writeln!(out, "  position: {}", values.join(" "));
        }
    }
    out
}

#[test]
fn features_equal_the_golden_list() {
    let sentences = [
        "Budi Santoso, kata Ketua DPR di Jakarta.",
        "Presiden Bashar al-Assad menyambut F. Kennedy.",
        "PRABOWO-GIBRAN TIBA DI JAKARTA",
    ];
    let actual: String = sentences.iter().map(|sentence| format!("# {sentence}\n{}", features(sentence))).collect();
    assert!(!actual.contains('?'), "a feature without a name:\n{actual}");
    if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/entities/person/tagger/features/golden.txt");
        std::fs::write(path, &actual).unwrap();
        return;
    }
    let golden = include_str!("golden.txt");
    assert!(actual == golden, "SNAPSHOTS=overwrite cargo test golden_list rewrites the file:\n{actual}");
}
