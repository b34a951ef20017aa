//! `terms --by-document --weight`: TF-IDF and BM25.

use std::collections::HashMap;
use std::fs;

use crate::corpus::{assert_equal_cells, awkward, output, rows, sample_texts, shared};
use crate::support::{folder, root, run, run_in};

/// The options of a weight, and its column in the reference.
const WEIGHTS: [(&str, &str); 5] = [
    ("--weight tf-idf", "sklearn_default"),
    ("--weight tf-idf --no-norm", "sklearn_no_norm"),
    ("--weight tf-idf --sublinear", "sklearn_sublinear"),
    ("--weight bm25", "bm25_lucene"),
    ("--weight tf-idf-log10", "quanteda_default"),
];

#[test]
fn weights_are_of_single_documents() {
    for other in ["--by month", "--dispersion", "--stem root"] {
        let report = run(&format!("terms --by-document --weight bm25 {other} samples"));
        assert_eq!(report.code, Some(2), "{other}");
        let report = run(&format!("terms --weight bm25 {other} samples"));
        assert_eq!(report.code, Some(2), "{other}");
        assert!(report.stderr.contains("--weight"), "{}", report.stderr);
    }
}

#[test]
#[ignore = "needs the reference values in ../shared/gold/corpus"]
fn weights_equal_the_reference() {
    let folder = tempfile::tempdir().unwrap();
    let expected = rows(&fs::read_to_string(shared("weights.tsv")).unwrap(), b'\t');
    let mut cases = 0;
    for lines in expected.chunk_by(|a, b| a["case"] == b["case"]) {
        let case = &*lines[0]["case"];
        let inputs = match case {
            "samples" => {
                let is_chosen = |name: &String| name.contains("/politik") || name.contains("/dunia");
                sample_texts().into_iter().filter(is_chosen).collect()
            }
            "one-document" => vec![awkward(folder.path(), &["awal-tahun"])],
            _ => vec![shared("awkward.ndjson").to_str().unwrap().to_owned()],
        };
        for (options, column) in WEIGHTS {
            let mut arguments = vec!["terms", "--by-document", "--stopwords", "none", "--format", "csv"];
            arguments.extend(options.split(' '));
            arguments.extend(inputs.iter().map(String::as_str));
            let found = rows(&output(&arguments), b',');
            assert_eq!(found.len(), lines.len(), "{case}");
            let key = |row: &HashMap<String, String>| (row["document"].replace("samples/", ""), row["term"].clone());
            let by_term: HashMap<_, _> = found.iter().map(|row| (key(row), row)).collect();
            for row in lines {
                let columns = [("count", "count"), ("documents", "documents"), ("weight", column)];
                assert_equal_cells(by_term[&key(row)], row, &columns, &format!("{case} {options}: {}", row["term"]));
            }
        }
        cases += 1;
    }
    assert_eq!(cases, 3);
}

/// The records of the samples, whose texts have dates.
fn records() -> String {
    let record = |name: &String| {
        let text = fs::read_to_string(root().join(name)).unwrap();
        format!("{}\n", serde_json::json!({"id": name, "source": "Kabar", "text": text}))
    };
    sample_texts().iter().map(record).chain(["{\"id\":\"kosong\",\"text\":\"12 345\"}\n".to_owned()]).collect()
}

#[test]
fn standard_input_has_the_weights_of_a_file() {
    let (records, options) =
        (records(), ["--weight tf-idf", "--weight bm25 --min-count 2 --top 3", "--weight tf-idf --ngrams 2 --match a"]);
    let folder = folder(&[("a.ndjson", records.as_bytes())]);
    for options in options {
        let command = format!("terms --by-document {options} --format csv");
        let of_file = run_in(folder.path(), &format!("{command} a.ndjson"), "");
        let of_stdin = run_in(folder.path(), &format!("{command} --input-format ndjson -"), &*records);
        assert_eq!((of_file.code, of_stdin.code), (Some(0), Some(0)), "{}{}", of_file.stderr, of_stdin.stderr);
        assert!(of_file.stdout.lines().count() > 50);
        assert_eq!(of_stdin.stdout, of_file.stdout, "{options}");
        for threads in ["1", "3"] {
            let other = run_in(folder.path(), &format!("{command} --threads {threads} a.ndjson"), "");
            assert_eq!(other.stdout, of_file.stdout, "{options}");
        }
    }
}

#[test]
fn ranks_are_those_of_the_weights() {
    let found = rows(&output(&["terms", "--by-document", "--weight", "tf-idf", "--format", "csv", "samples/"]), b',');
    for terms in found.chunk_by(|a, b| a["document"] == b["document"]) {
        let number = |row: &HashMap<String, String>, name: &str| row[name].parse::<f64>().unwrap();
        assert!(terms.iter().enumerate().all(|(at, row)| row["rank"] == (at + 1).to_string()));
        assert!(terms.is_sorted_by(|a, b| number(a, "weight") >= number(b, "weight")));
        // The weights of a document have a Euclidean norm of 1.
        let norm: f64 = terms.iter().map(|row| number(row, "weight").powi(2)).sum();
        assert!((norm - 1.0).abs() < 1e-4, "{norm}");
    }
    assert!(found.len() > 1000);
    // A rank is that in the complete list.
    let some = ["terms", "--by-document", "--weight", "tf-idf", "--match", "^ke", "--format", "csv", "samples/"];
    let some = rows(&output(&some), b',');
    assert!(some.len() > 10);
    for row in some {
        let same =
            |other: &&HashMap<String, String>| other["document"] == row["document"] && other["term"] == row["term"];
        assert_eq!(found.iter().find(same), Some(&row));
    }
}

#[test]
fn faults_of_the_input_are_reported_once() {
    let folder = folder(&[("a.ndjson", b"{\"id\":\"a\",\"isi\":\"Beras naik.\"}\n{\"id\":\"b\"}\n")]);
    let run = run_in(folder.path(), "terms --by-document --weight tf-idf --format csv a.ndjson", "");
    let once = run_in(folder.path(), "terms --by-document --format csv a.ndjson", "");
    assert_eq!((run.code, run.stderr), (Some(1), once.stderr));
    assert_eq!(run.stdout.lines().count(), once.stdout.lines().count());
}

#[test]
fn options_of_another_weight_are_refused() {
    for (options, message) in [
        ("--by-document --weight bm25 --no-norm", "--no-norm applies to --weight tf-idf, not to bm25"),
        ("--by-document --weight tf-idf --k1 2", "--k1 applies to --weight bm25, not to tf-idf"),
        ("--by-document --weight tf-idf-log10 --b 0,5", "--b applies to --weight bm25, not to tf-idf-log10"),
        ("--by-document --weight bm25 --k1 x", "must be a number, at least 0"),
        ("--by-document --weight bm25 --b 2", "must be a number from 0 to 1"),
        ("--weight bm25", "--by-document"),
        ("--by-document --weight bm25 --stem lemma", "--stem"),
        ("--by-document --k1 2", "--weight"),
    ] {
        let bad = run(&format!("terms {options} samples/"));
        assert_eq!((bad.code, &*bad.stdout), (Some(2), ""), "{options}");
        assert!(bad.stderr.contains(message), "{}", bad.stderr);
    }
}
