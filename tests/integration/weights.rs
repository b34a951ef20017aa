//! `terms --by-document --weight`: TF-IDF and BM25.

use std::collections::HashMap;
use std::fs;
use std::sync::Arc;

use telaah::corpus::weights::Weighting;
use telaah::input::{InputOptions, Source};
use telaah::report::format::{CSV, FormatOptions};
use telaah::report::rows::{
    DocumentsToHold, HeldDocuments, HoldLimit, TermFilter, WeightedCorpus, WeightedTermRows, Weights,
};
use telaah::run::{Batch, Event};
use telaah::stem::{StemLevel, Stemmer};
use telaah::{Analyzer, Settings, Stemming};

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
    for other in ["--by month", "--dispersion"] {
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
    let (records, options) = (
        records(),
        [
            "--weight tf-idf",
            "--weight bm25 --min-count 2 --top 3",
            "--weight tf-idf --ngrams 2 --match a",
            "--weight tf-idf --stem root",
        ],
    );
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

/// The documents in memory until the corpus is known, and the documents read twice.
#[test]
fn documents_that_take_too_much_memory_are_read_again() {
    let records = records();
    let folder = folder(&[("a.ndjson", records.as_bytes())]);
    let options = InputOptions::default();
    for level in [StemLevel::None, StemLevel::Root] {
        let mut settings = Settings::default();
        settings.kinds.clear();
        let stemming = || Stemming::new(level, Arc::new(Stemmer::default()));
        settings.stemming = (level != StemLevel::None).then(stemming);
        let analyzer = Analyzer::new(settings);
        let sources = || vec![Source::Path(folder.path().join("a.ndjson"))];
        let encoder = || CSV.encoder(&FormatOptions::default()).unwrap();
        let weighting = Weighting::Bm25 { k1: 1.2, b: 0.75 };
        let rows = |limit: usize, threads: usize| {
            let (limit, mut held, mut rows) = (HoldLimit::new(limit), HeldDocuments::default(), Vec::new());
            let batch = Batch::new(&analyzer, sources(), &options).threads(threads);
            let outcome = batch.run(|| DocumentsToHold::new(&limit), &mut |event| {
                if let Event::Rows(documents) = event {
                    held.add(documents);
                }
                Ok(())
            });
            let outcome = outcome.unwrap();
            let counts = outcome.terms.unwrap();
            let weights = Weights { encoder: encoder(), filter: TermFilter::default(), weighting };
            let corpus = WeightedCorpus::new(weights, &counts, outcome.visitor.size());
            if limit.is_exceeded() {
                let batch = Batch::new(&analyzer, sources(), &options).threads(threads);
                let write = &mut |event: Event<'_>| {
                    if let Event::Rows(encoded) = event {
                        rows.extend_from_slice(encoded);
                    }
                    Ok(())
                };
                batch.run(|| WeightedTermRows::new(&corpus), write).unwrap();
            } else {
                let write = |encoded: &[u8]| {
                    rows.extend_from_slice(encoded);
                    Ok::<(), std::io::Error>(())
                };
                held.write(&corpus, &outcome.visitor, write).unwrap();
            }
            (limit.is_exceeded(), String::from_utf8(rows).unwrap())
        };
        let (is_exceeded, expected) = rows(usize::MAX, 1);
        assert!(!is_exceeded && expected.lines().count() > 1000);
        for (limit, threads) in [(usize::MAX, 3), (2000, 1), (2000, 3), (0, 2)] {
            let (is_exceeded, found) = rows(limit, threads);
            assert_eq!(is_exceeded, limit < usize::MAX);
            assert!(found == expected, "{level:?} {limit} {threads}");
        }
    }
}

#[test]
fn stems_have_the_weights_of_words_with_their_counts() {
    let folder = folder(&[
        ("a.txt", b"Harga naik. Kenaikan harga, menaikkan harga."),
        ("b.txt", b"Warga menaikkan bendera dan bernyanyi."),
        ("c.txt", b"Bendera putih."),
    ]);
    let table = |options: &str| {
        let run = run_in(folder.path(), &format!("terms --by-document --weight tf-idf {options} --format csv ."), "");
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        rows(&run.stdout, b',')
    };
    let of_stem = |table: Vec<HashMap<String, String>>, document: &str, stem: &str| {
        table.into_iter().find(|row| row["document"].ends_with(document) && row["stem"] == stem).unwrap()
    };
    let naik = of_stem(table("--stem root"), "a.txt", "naik");
    assert_eq!(
        ["term", "count", "documents", "forms"].map(|name| &*naik[name]),
        ["kenaikan", "3", "2", "kenaikan (1); menaikkan (1); naik (1)"]
    );
    // `naik` and `harga` occur three times each, and `harga` is in one document of three.
    let (naik_idf, harga_idf) = ((4.0_f64 / 3.0).ln() + 1.0, 2.0_f64.ln() + 1.0);
    let expected = naik_idf / (naik_idf * naik_idf + harga_idf * harga_idf).sqrt();
    assert!((naik["weight"].parse::<f64>().unwrap() - expected).abs() < 1e-6, "{naik:?}");
    assert_eq!(of_stem(table("--stem lemma"), "b.txt", "menaikkan")["documents"], "2");
    let matched = table("--stem root --match ^kenaikan$");
    assert_eq!(matched.iter().map(|row| &*row["stem"]).collect::<Vec<_>>(), ["naik"]);
    let setting = folder.path().join("telaah.toml");
    fs::write(&setting, "[terms]\nstem = \"root\"\n").unwrap();
    assert_eq!(table("--config telaah.toml"), table("--stem root"));
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
        ("--by-document --k1 2", "--weight"),
    ] {
        let bad = run(&format!("terms {options} samples/"));
        assert_eq!((bad.code, &*bad.stdout), (Some(2), ""), "{options}");
        assert!(bad.stderr.contains(message), "{}", bad.stderr);
    }
}
