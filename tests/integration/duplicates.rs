//! `duplicates`: the groups of near-duplicates.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;

use crate::corpus::{output, rows, sample_texts, shared};
use crate::support::{folder, json_lines, root, run, run_in};

/// Records: each sample, with and without a title, and copies in which every n-th word is another one.
fn records() -> String {
    let mut records = String::new();
    let mut record = |id: String, title: &str, text: &str| {
        let record =
            serde_json::json!({"id": id, "title": title, "source": "Kabar", "date": "2024-05-06", "text": text});
        let _ = writeln!(records, "{record}");
    };
    for name in sample_texts() {
        let text = fs::read_to_string(root().join(&name)).unwrap();
        record(format!("{name}-0"), "", &text);
        record(format!("{name}-1"), "Judul Lain Sama Sekali untuk Berita Ini", &text);
        for every in [12, 25, 60, 200] {
            let words = text.split_whitespace().enumerate();
            let changed: Vec<&str> = words.map(|(at, word)| if at % every == 5 { "lain" } else { word }).collect();
            record(format!("{name}-{every}"), "", &changed.join(" "));
        }
    }
    records
}

#[test]
fn groups_are_those_of_deduplication() {
    let folder = folder(&[("a.ndjson", records().as_bytes())]);
    let table = run_in(folder.path(), "duplicates a.ndjson --format csv", "");
    assert_eq!((table.code, &*table.stderr), (Some(0), ""));
    let found = rows(&table.stdout, b',');
    let is_first = |row: &&HashMap<String, String>| row["document"] == row["first"];
    let of_groups: HashMap<&str, &str> =
        found.iter().filter(|row| !is_first(row)).map(|row| (&*row["document"], &*row["first"])).collect();
    let analyzed = json_lines(&run_in(folder.path(), "analyze a.ndjson --dedup -q --format ndjson", "").stdout);
    let skipped: HashMap<&str, &str> = analyzed
        .iter()
        .filter_map(|row| Some((row["document"].as_str().unwrap(), row["duplicate_of"].as_str()?)))
        .collect();
    assert!(skipped.len() > 60, "{}", skipped.len());
    assert_eq!(of_groups, skipped);
    // Groups have numbers without gaps, and begin with their first article.
    let mut number = 0;
    for row in &found {
        number += u64::from(is_first(&row));
        assert_eq!(row["group"], number.to_string());
        assert_eq!(
            row["similarity"] == "1",
            row["document"].ends_with("-0") || row["document"].ends_with("-1"),
            "{row:?}"
        );
        assert_eq!((&*row["date"], &*row["source"]), ("2024-05-06", "Kabar"));
    }
    assert_eq!(number as usize, sample_texts().len());
    for threads in ["1", "3"] {
        let other = run_in(folder.path(), &format!("duplicates a.ndjson --threads {threads} --format csv"), "");
        assert_eq!(other.stdout, table.stdout);
    }
}

#[test]
fn a_lower_threshold_finds_more() {
    let folder = folder(&[("a.ndjson", records().as_bytes())]);
    let count = |threshold: &str| {
        let table = run_in(folder.path(), &format!("duplicates a.ndjson --threshold {threshold} --format ndjson"), "");
        json_lines(&table.stdout).len()
    };
    let counts = ["0,5", "0.65", "0.8", "0.95", "1"].map(count);
    assert!(counts.is_sorted_by(|a, b| a > b), "{counts:?}");
    // Equal texts, whatever their titles.
    assert_eq!(counts[4], 2 * sample_texts().len());
}

#[test]
fn nothing_in_common_is_no_error() {
    let none = run("duplicates samples/ --format csv");
    assert_eq!(none.code, Some(0));
    assert_eq!(none.stdout, "group,document,first,similarity,date,source,bytes\n");
    assert_eq!(none.stderr, "telaah: note: no near-duplicates\n");
    for (options, message) in [
        ("--threshold 0.4", "must be a number from 0.5 to 1"),
        ("--threshold 1.5", "must be a number from 0.5 to 1"),
        ("--dedup", "--dedup skips the articles that this command shows"),
    ] {
        let bad = run(&format!("duplicates {options} samples/"));
        assert_eq!(bad.code, Some(2), "{options}");
        assert!(bad.stderr.contains(message), "{}", bad.stderr);
    }
}

#[test]
#[ignore = "needs the reference values in ../shared/gold/corpus"]
fn pairs_above_the_threshold_equal_the_reference() {
    let expected = rows(&fs::read_to_string(shared("similar_pairs.tsv")).unwrap(), b'\t');
    let near: Vec<_> = expected.iter().filter(|row| row["jaccard"].parse::<f64>().unwrap() >= 0.8).collect();
    let found = rows(&output(&["duplicates", shared("awkward.ndjson").to_str().unwrap(), "--format", "csv"]), b',');
    let pairs: Vec<_> = found
        .iter()
        .filter(|row| row["document"] != row["first"])
        .map(|row| [&row["first"], &row["document"]])
        .collect();
    assert_eq!(pairs, near.iter().map(|row| [&row["first"], &row["second"]]).collect::<Vec<_>>());
    assert_eq!(pairs.len(), 1);
}
