use super::*;
use crate::stem::grammar::{PATTERNS, PREFIX_FORMS, Suffixes};

const WORDS: &str = include_str!("../../tests/gold/stems.tsv");

/// Iterates over the cells of the words for the rules.
fn words() -> impl Iterator<Item = [&'static str; 3]> {
    WORDS.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let cells: Vec<_> = line.split('\t').collect();
        cells.try_into().unwrap()
    })
}

#[test]
fn the_words_of_the_rules_have_their_stems() {
    let stemmer = Stemmer::default();
    let wrong: Vec<_> = words()
        .map(|[word, lemma, root]| (word, [lemma, root], stemmer.stems(word)))
        .filter(|(_, stems, found)| stems != &[&*found.lemma, &*found.root])
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_pattern_of_the_grammar_has_a_word() {
    let stemmer = Stemmer::default();
    let analyses: Vec<_> = words().filter_map(|[word, ..]| stemmer.stems(word).analysis).collect();
    let has_pattern = |pattern: &grammar::Pattern, analysis: &Segmentation| {
        let suffix = grammar::SUFFIXES.iter().find(|(text, _)| *text == analysis.suffix().unwrap_or_default());
        analysis.prefixes() == pattern.prefixes && suffix.is_some_and(|(_, kind)| pattern.suffixes.contains(*kind))
    };
    let without: Vec<_> = PATTERNS.iter().filter(|pattern| !analyses.iter().any(|a| has_pattern(pattern, a))).collect();
    assert!(without.is_empty(), "add words with these patterns to tests/gold/stems.tsv, or remove them: {without:#?}");
}

#[test]
fn stems_are_their_own_stems() {
    let stemmer = Stemmer::default();
    for [word, ..] in words() {
        let (lemma, root) = (stemmer.lemma(word), stemmer.root(word));
        assert_eq!(stemmer.root(&root), root, "{word}");
        assert_eq!(stemmer.lemma(&lemma), lemma, "{word}");
        assert_eq!(stemmer.root(&lemma), root, "{word}");
    }
}

#[test]
fn every_root_is_its_own_root_and_lemma() {
    let stemmer = Stemmer::default();
    let roots =
        STEM_LISTS.roots.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').next().unwrap());
    let all: Vec<_> = roots.collect();
    assert!(all.len() > 4000, "{}", all.len());
    let moved: Vec<_> = all.into_iter().filter(|root| stemmer.lemma(root) != *root).collect();
    assert!(moved.is_empty(), "{moved:?}");
}

#[test]
fn case_and_normalization_do_not_matter() {
    let stemmer = Stemmer::default();
    for word in ["MEMBACA", "Membaca", "mem\u{ad}baca"] {
        assert_eq!(stemmer.root(word), "baca");
    }
    assert_eq!(stemmer.root("E\u{301}cole"), "école");
}

#[test]
fn words_that_are_not_of_the_language_stay() {
    let stemmer = Stemmer::default();
    for word in ["", "a", "di", "covid-19", "2024", "naïve", "москва", "-", "--", "-nya", "kan-", "a-b-c"] {
        assert_eq!(stemmer.root(word), word);
        assert_eq!(stemmer.lemma(word), word);
    }
    assert_eq!(stemmer.root(&format!("bola{}", "-nya".repeat(20))), "bola");
    // Words that are too long are not searched for affixes, which would take a call for each of them.
    for long in ["me".repeat(300), format!("bola{}", "-nya".repeat(20_000)), "anti".repeat(20_000)] {
        assert_eq!(stemmer.root(&long), long);
        assert_eq!(stemmer.lemma(&long), long);
    }
}

#[test]
fn a_key_is_the_word_its_lemma_or_its_root() {
    let stemmer = Stemmer::default();
    let keys = StemLevel::ALL.map(|level| stemmer.key("Dibelinya", level).into_owned());
    assert_eq!(keys, ["dibelinya", "membeli", "beli"]);
}

#[test]
fn the_entries_of_a_user_win() {
    let mut exceptions = StemExceptions::default();
    exceptions
        .add_list("\u{feff}# mine\nPemerintah\nmantul\tmantap\npelari\tlari-lari\tlari\n+gugel\n-ikan\n\n")
        .unwrap();
    exceptions.add_list("mantul\tpantul\t\t\nnegara\tbangsa").unwrap();
    let stemmer = Stemmer::new(StemSettings { exceptions });
    let stems = |word| {
        let Stems { lemma, root, via, .. } = stemmer.stems(word);
        format!("{lemma} {root} {}", via.name())
    };
    assert_eq!(stems("pemerintah"), "pemerintah pemerintah user");
    assert_eq!(stems("mantul"), "pantul pantul user");
    assert_eq!(stems("pelari"), "lari-lari lari user");
    assert_eq!(stems("negara"), "bangsa bangsa user");
    assert_eq!(stems("mengugel"), "mengugel mengugel unknown");
    assert_eq!(stems("menggugelnya"), "menggugel gugel grammar");
    assert_eq!(stems("gugel"), "gugel gugel none");
    assert_ne!(stemmer.root("perikanan"), "ikan");
    // The last entry of a word counts, and words whose entry is removed lend their stems to no other.
    let mut exceptions = StemExceptions::default();
    exceptions.add_list("gugel\tmesin\n-gugel").unwrap();
    let stemmer = Stemmer::new(StemSettings { exceptions });
    assert_eq!(stemmer.root("gugel"), "gugel");
    assert_ne!(stemmer.lemma("gugelkah"), "mesin");
}

#[test]
fn a_bad_entry_is_told_by_its_line() {
    for (list, line, fault) in [
        ("a\nb c\n", 2, BadExceptionKind::Blank),
        ("a\tb\tc\td\n", 1, BadExceptionKind::TooManyCells),
        ("a\t\tc\n", 1, BadExceptionKind::EmptyCell),
        ("# x\n\n+\n", 3, BadExceptionKind::EmptyCell),
        ("+a\tb\n", 1, BadExceptionKind::RootWithStems),
    ] {
        let mut exceptions = StemExceptions::default();
        assert_eq!(exceptions.add_list(list), Err(BadException { line, fault }), "{list:?}");
        assert!(exceptions.is_empty());
    }
}

#[test]
fn analyses_are_sorted_and_the_first_is_chosen() {
    let stemmer = Stemmer::default();
    let analyses: Vec<_> = stemmer.analyses("mengarang").collect();
    assert!(analyses.len() > 1, "{analyses:?}");
    assert!(analyses.is_sorted_by_key(|analysis| -analysis.score()));
    assert_eq!(stemmer.root("mengarang"), analyses[0].root());
    let analysis = stemmer.stems("mempertimbangkannya").analysis.unwrap();
    assert_eq!(analysis.to_string(), "meN-+per-+timbang+-kan+-nya");
}

#[test]
fn the_forms_of_prefixes_are_sorted_and_every_pattern_has_a_suffix_set() {
    assert!(PREFIX_FORMS.is_sorted_by_key(|form| form.text));
    assert!(PATTERNS.iter().all(|pattern| !pattern.suffixes.is_empty() && pattern.prefixes.len() <= 3));
    for (at, pattern) in PATTERNS.iter().enumerate() {
        let overlaps = |other: &&grammar::Pattern| {
            other.prefixes == pattern.prefixes && other.suffixes.intersects(pattern.suffixes)
        };
        assert!(!PATTERNS[..at].iter().any(|other| overlaps(&other)), "{pattern:?}");
    }
    assert!(Suffixes::OBJECT.contains(Suffixes::KAN));
}

#[test]
fn exceptions_name_stems_that_are_their_own() {
    let stemmer = Stemmer::default();
    let lists = [STEM_LISTS.exceptions, STEM_LISTS.doubled].into_iter().flat_map(str::lines);
    let mut wrong = Vec::new();
    for line in lists.filter(|line| !line.starts_with('#')) {
        let cells: Vec<_> = line.split('\t').collect();
        let [word, lemma, root] = cells[..] else { panic!("{line}") };
        if stemmer.lemma(lemma) != lemma || stemmer.root(lemma) != root || stemmer.root(root) != root {
            wrong.push(format!("{word}: {} {} {}", stemmer.lemma(lemma), stemmer.root(lemma), stemmer.root(root)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
