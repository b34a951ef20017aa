//! `terms --dispersion`: how evenly terms are spread over the parts of a corpus.

use std::collections::HashMap;
use std::fs;

use crate::corpus::{assert_equal_cells, awkward, output, rows, sample_texts, shared};
use crate::support::{folder, run, run_in};

const MEASURES: [(&str, &str); 9] = [
    ("count", "count"),
    ("parts_with", "range"),
    ("parts", "parts"),
    ("dp", "dp"),
    ("dp_norm", "dp_norm"),
    ("juilland_d", "juilland_d"),
    ("carroll_d2", "carroll_d2"),
    ("kld", "kld"),
    ("kld_norm", "kld_norm"),
];

#[test]
#[ignore = "needs the reference values in ../shared/gold/corpus"]
fn dispersion_equals_the_reference() {
    let folder = tempfile::tempdir().unwrap();
    let expected = rows(&fs::read_to_string(shared("dispersion.tsv")).unwrap(), b'\t');
    let mut cases = 0;
    for lines in expected.chunk_by(|a, b| a["case"] == b["case"]) {
        let case = &*lines[0]["case"];
        let inputs = match case {
            "samples" => sample_texts(),
            "one-document" => vec![awkward(folder.path(), &["tepi"])],
            _ => vec![shared("awkward.ndjson").to_str().unwrap().to_owned()],
        };
        let mut arguments = vec!["terms", "--dispersion", "--stopwords", "none", "--format", "csv"];
        if case == "sources" {
            arguments.extend(["--parts", "source"]);
        }
        arguments.extend(inputs.iter().map(String::as_str));
        let found = rows(&output(&arguments), b',');
        assert_eq!(found.len(), lines.len(), "{case}");
        let by_term: HashMap<_, _> = found.iter().map(|row| (&row["term"], row)).collect();
        for row in lines {
            // A term that is in one part alone has D = 0 but for rounding there.
            let mut row = row.clone();
            if row["juilland_d"].contains("e-1") {
                row.insert("juilland_d".to_owned(), "0".to_owned());
            }
            assert_equal_cells(by_term[&row["term"]], &row, &MEASURES, &format!("{case}: {}", row["term"]));
        }
        cases += 1;
    }
    assert_eq!(cases, 4);
}

#[test]
fn a_ranking_has_the_counts_of_the_terms() {
    let options = ["--stopwords", "none", "--format", "csv", "samples/"];
    let with = |more: &[&str]| rows(&output(&[&["terms"], more, &options].concat()), b',');
    let (terms, dispersion) = (with(&[]), with(&["--dispersion"]));
    assert!(terms.len() > 1000 && terms.len() == dispersion.len());
    for (term, row) in terms.iter().zip(&dispersion) {
        for (column, other) in [("rank", "rank"), ("term", "term"), ("count", "count"), ("documents", "parts_with")] {
            assert_eq!(term[column], row[other], "{row:?}");
        }
        let number = |name: &str| row[name].parse::<f64>().unwrap();
        for name in ["dp", "dp_norm", "juilland_d", "carroll_d2", "kld_norm"] {
            assert!((0.0..=1.0).contains(&number(name)), "{row:?}");
        }
        if row["parts_with"] == "1" {
            assert_eq!((&*row["juilland_d"], &*row["carroll_d2"]), ("0", "0"), "{row:?}");
        }
    }
    let some = with(&["--dispersion", "--match", "^ber", "--min-count", "3", "--top", "2"]);
    let expected = terms.iter().filter(|row| row["term"].starts_with("ber")).take(2);
    assert!(some.iter().map(|row| (&row["rank"], &row["term"])).eq(expected.map(|row| (&row["rank"], &row["term"]))));
}

const RECORDS: &str = r#"{"id":"a","date":"2024-01-30","source":"Kabar","text":"Beras naik. Beras langka."}
{"id":"b","date":"2024-01-31","source":"Pos","text":"Beras turun, kata Joko."}
{"id":"c","date":"2024-04-03","source":"Kabar","text":"Bola masuk gawang."}
{"id":"d","date":"2024-04-04","source":"Kabar","text":"12 345."}
{"id":"e","text":"Kopi dan beras."}
"#;

#[test]
fn parts_are_documents_or_groups_with_words() {
    let folder = folder(&[("a.ndjson", RECORDS.as_bytes())]);
    let table = |options: &str| {
        let table = run_in(folder.path(), &format!("terms --dispersion {options} --format csv a.ndjson"), "");
        assert_eq!(table.code, Some(0), "{}", table.stderr);
        let beras = rows(&table.stdout, b',').into_iter().find(|row| row["term"] == "beras").unwrap();
        (["count", "parts_with", "parts", "dp", "dp_norm"].map(|name| beras[name].clone()).join(" "), table.stderr)
    };
    // Documents of 4, 4, 3 and 3 words; one has none.
    assert_eq!(table(""), ("4 3 4 0.25 0.318182".to_owned(), String::new()));
    assert_eq!(table("--parts document").0, table("").0);
    let undated = "telaah: note: 1 document without a date: in no part\n".to_owned();
    // 8 words in January, 3 in April.
    assert_eq!(table("--parts month"), ("3 1 2 0.272727 0.375".to_owned(), undated.clone()));
    assert_eq!(table("--parts year"), ("3 1 1 0 ".to_owned(), undated));
    let unnamed = "telaah: note: 1 document without a source: in no part\n".to_owned();
    assert_eq!(table("--parts source"), ("3 2 2 0.030303 0.047619".to_owned(), unnamed));
}

#[test]
fn stems_have_the_occurrences_of_their_forms() {
    let folder = folder(&[
        ("a.txt", b"Harga naik. Kenaikan harga, menaikkan harga."),
        ("b.txt", b"Warga menaikkan bendera dan bernyanyi."),
        ("c.txt", b"Ia pulang ke rumah."),
    ]);
    let table = |options: &str| {
        let table = run_in(folder.path(), &format!("terms --dispersion {options} --format csv ."), "");
        assert_eq!(table.code, Some(0), "{}", table.stderr);
        rows(&table.stdout, b',')
    };
    let root = table("--stem root").into_iter().find(|row| row["stem"] == "naik").unwrap();
    assert_eq!(
        ["term", "count", "parts_with", "parts", "forms"].map(|name| &*root[name]),
        ["menaikkan", "4", "2", "3", "menaikkan (2); kenaikan (1); naik (1)"]
    );
    // The measures are those of a word with these occurrences.
    let words =
        folder_of(&["Harga naik. Naik harga, naik harga.", "Warga naik bendera dan bernyanyi.", "Ia pulang ke rumah."]);
    let word = run_in(words.path(), "terms --dispersion --format csv .", "").stdout;
    let word = rows(&word, b',').into_iter().find(|row| row["term"] == "naik").unwrap();
    for (column, _) in MEASURES {
        assert_eq!(root[column], word[column], "{column}");
    }
    // The pattern is asked of the stem and of every form.
    for pattern in ["^naik$", "^kenaikan$"] {
        let found = table(&format!("--stem root --match {pattern}"));
        assert_eq!(found.iter().map(|row| &*row["stem"]).collect::<Vec<_>>(), ["naik"], "{pattern}");
    }
    assert!(table("--stem lemma").iter().any(|row| row["stem"] == "kenaikan" && row["count"] == "1"));
    let setting = folder.path().join("telaah.toml");
    fs::write(&setting, "[terms]\nstem = \"root\"\n").unwrap();
    assert_eq!(table("--config telaah.toml"), table("--stem root"));
}

/// A folder with these texts as articles.
fn folder_of(texts: &[&str]) -> tempfile::TempDir {
    let names: Vec<String> = (0..texts.len()).map(|number| format!("{number}.txt")).collect();
    folder(&names.iter().map(String::as_str).zip(texts.iter().map(|text| text.as_bytes())).collect::<Vec<_>>())
}

#[test]
fn positions_are_shown_at_a_terminal() {
    let folder = folder_of(&["Beras naik.", "Harga beras dan beras.", "Ia pulang.", "Warga pulang."]);
    let table = |options: &str| run_in(folder.path(), &format!("terms --dispersion {options} ."), "").stdout;
    let shown = table("--format table --bars always");
    let beras = shown.lines().find(|line| line.contains("beras")).unwrap();
    assert!(shown.contains("positions") && beras.ends_with("██▁▁"), "{shown}");
    assert!(table("--format table --bars always --lang id").contains("letak"));
    let of_samples =
        |options: &str| run(&format!("terms --dispersion --format table --bars always {options} samples/")).stdout;
    assert!(of_samples("").contains('▇'));
    for options in ["", "--stem root"] {
        assert_eq!(of_samples(&format!("{options} --threads 1")), of_samples(&format!("{options} --threads 4")));
    }
    for options in ["--format table", "--format csv --bars always", "--format table --bars never"] {
        assert!(!table(options).contains('▁'), "{options}");
    }
}

#[test]
fn the_split_and_the_threads_do_not_matter() {
    let articles: Vec<String> = sample_texts().iter().map(|name| fs::read_to_string(name).unwrap()).collect();
    let record = |number: usize, text: &String| {
        let date = format!("2024-0{}-11", number % 9 + 1);
        format!("{}\n", serde_json::json!({"id": number.to_string(), "date": date, "text": text}))
    };
    let records: Vec<String> = articles.iter().enumerate().map(|(number, text)| record(number, text)).collect();
    let table = |parts: usize, options: &str| {
        let files: Vec<(String, String)> = (0..parts)
            .map(|part| (format!("{part}.ndjson"), records.iter().skip(part).step_by(parts).cloned().collect()))
            .collect();
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (&**name, text.as_bytes())).collect();
        run_in(folder(&files).path(), &format!("terms --dispersion --format csv {options} ."), "").stdout
    };
    for options in [
        "",
        "--parts month",
        "--ngrams 2",
        "--case keep",
        "--names join --top 30",
        "--stem root",
        "--stem lemma --parts month",
        "--stem root --ngrams 2 --case keep",
    ] {
        let whole = table(1, &format!("{options} --threads 1"));
        assert!(whole.lines().count() > 30, "{options}: {whole}");
        for (parts, threads) in [(1, 4), (3, 1), (7, 4)] {
            assert_eq!(table(parts, &format!("{options} --threads {threads}")), whole, "{options} {parts} {threads}");
        }
    }
}

#[test]
fn options_that_contradict_it_are_refused() {
    for options in ["--dispersion --by month", "--dispersion --by-document", "--parts week"] {
        let bad = run(&format!("terms {options} samples/"));
        assert_eq!((bad.code, &*bad.stdout), (Some(2), ""), "{options}");
        assert!(bad.stderr.contains("--dispersion"), "{}", bad.stderr);
    }
    let unknown = run("terms --dispersion --parts decade samples/");
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.stderr.contains("document, source, day, week, month, year"), "{}", unknown.stderr);
}
