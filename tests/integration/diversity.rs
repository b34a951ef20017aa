//! `diversity`: how varied the words of documents are.

use std::collections::HashMap;
use std::fs;

use crate::corpus::{assert_equal_cells, output, rows, sample_texts, shared};
use crate::support::{folder, run, run_in};

const MEASURES: [(&str, &str); 8] = [
    ("words", "words"),
    ("types", "types"),
    ("hapaxes", "hapaxes"),
    ("ttr", "ttr"),
    ("mattr", "mattr_50"),
    ("mtld", "mtld_72"),
    ("hdd", "hdd_42"),
    ("yule_k", "yule_k"),
];

#[test]
#[ignore = "needs the reference values in ../shared/gold/corpus"]
fn diversity_equals_the_reference() {
    let folder = folder(&[
        ("same-word.txt", "kata ".repeat(60).as_bytes()),
        ("all-different.txt", (0..60).map(|n| format!("k{n} ")).collect::<String>().as_bytes()),
    ]);
    let table = |inputs: &[&str]| rows(&output(&[&["diversity", "--format", "csv"], inputs].concat()), b',');
    let expected = rows(&fs::read_to_string(shared("diversity.tsv")).unwrap(), b'\t');
    let mut cases = 0;
    for lines in expected.chunk_by(|a, b| a["case"] == b["case"]) {
        let case = &*lines[0]["case"];
        let samples = sample_texts();
        let samples: Vec<&str> = samples.iter().map(String::as_str).collect();
        let path = folder.path().join(format!("{case}.txt"));
        let found = match case {
            "awkward" => table(&[shared("awkward.ndjson").to_str().unwrap()]),
            "samples" => table(&samples),
            "all-samples" => {
                // The measures of all documents that do not depend on the order of their words.
                let report = output(&[&["diversity", "--format", "json"], &*samples].concat());
                let report: serde_json::Value = serde_json::from_str(&report).unwrap();
                let summary = report["summary"]["diversity"].as_object().unwrap();
                let row = summary.iter().map(|(name, value)| (name.clone(), value.to_string())).collect();
                let columns = ["words", "types", "hapaxes", "ttr", "yule_k"].map(|name| (name, name));
                assert_equal_cells(&row, &lines[0], &columns, case);
                cases += 1;
                continue;
            }
            _ => table(&[path.to_str().unwrap()]),
        };
        assert_eq!(found.len(), lines.len(), "{case}");
        for (row, expected) in found.iter().zip(lines) {
            let name = row["document"].replace("samples/", "");
            assert!(expected["document"].is_empty() || expected["document"] == name, "{name}");
            let mut expected = expected.clone();
            if expected["words"] == "0" {
                // The reference has no count there.
                expected.insert("hapaxes".to_owned(), "0".to_owned());
            }
            assert_equal_cells(row, &expected, &MEASURES, &format!("{case}: {name}"));
        }
        cases += 1;
    }
    assert_eq!(cases, 5);
}

#[test]
fn lengths_are_those_of_words_and_sentences_that_count() {
    let text =
        "JAKARTA, KABAR.com - Harga naik 5 persen.\n\nBaca juga: Harga Beras Naik Lagi\n\nWarga marah-marah. 12 345.\n";
    let folder = folder(&[("a.txt", text.as_bytes()), ("b.txt", b"7 8 9")]);
    let found = rows(&run_in(folder.path(), "diversity --format csv a.txt b.txt", "").stdout, b',');
    let cells = |at: usize| {
        ["words", "types", "hapaxes", "sentences", "words_per_sentence", "letters_per_word"]
            .map(|name| &*found[at][name])
    };
    // harga, naik, persen; warga, marah-marah.
    assert_eq!(cells(0), ["5", "5", "5", "2", "2.5", "6"]);
    assert_eq!(cells(1), ["0", "0", "0", "0", "", ""]);
    assert!(["ttr", "mattr", "mtld", "hdd", "yule_k"].iter().all(|name| found[1][*name].is_empty()));
    let kept = rows(&run_in(folder.path(), "diversity --keep-boilerplate --format csv a.txt", "").stdout, b',');
    assert!(kept[0]["words"].parse::<u64>().unwrap() > 8);
}

#[test]
fn parameters_change_their_measure_alone() {
    let table = |options: &str| {
        let arguments: Vec<&str> = options.split_whitespace().collect();
        rows(&output(&[&["diversity", "--format", "csv", "samples/"], &*arguments].concat()), b',')
    };
    let usual = table("");
    let differ = |options: &str| {
        let table = table(options);
        assert_eq!(table.len(), usual.len());
        let differs = |name: &&str| table.iter().zip(&usual).any(|(a, b)| a[*name] != b[*name]);
        ["words", "types", "ttr", "mattr", "mtld", "hdd", "yule_k"].into_iter().filter(differs).collect::<Vec<_>>()
    };
    assert_eq!(differ("--window 20"), ["mattr"]);
    assert_eq!(differ("--threshold 0,8"), ["mtld"]);
    assert_eq!(differ("--draws 30"), ["hdd"]);
    assert_eq!(differ("--stopwords none --threads 3"), [""; 0]);
    // A window of all words has the ratio of the document.
    let first: &HashMap<String, String> = &usual[0];
    assert_eq!(table(&format!("--window {}", first["words"]))[0]["mattr"], first["ttr"]);
    for options in ["--window 0", "--draws 0", "--window 1001", "--threshold 2"] {
        assert_eq!(run(&format!("diversity {options} samples/")).code, Some(2), "{options}");
    }
}

#[test]
fn all_documents_have_the_words_of_terms() {
    for case in ["fold", "keep"] {
        for threads in ["1", "3"] {
            let report = output(&["diversity", "--case", case, "--threads", threads, "--format", "json", "samples/"]);
            let report: serde_json::Value = serde_json::from_str(&report).unwrap();
            let all = &report["summary"]["diversity"];
            let terms = output(&["terms", "--case", case, "--stopwords", "none", "--format", "csv", "samples/"]);
            let counts: Vec<u64> = rows(&terms, b',').iter().map(|row| row["count"].parse().unwrap()).collect();
            assert_eq!(all["types"], counts.len());
            assert_eq!(all["words"], counts.iter().sum::<u64>());
            assert_eq!(all["hapaxes"], counts.iter().filter(|count| **count == 1).count());
            let documents = report["diversity"].as_array().unwrap();
            assert_eq!(all["words"].as_u64(), documents.iter().map(|row| row["words"].as_u64()).sum());
        }
    }
}
