//! Many articles: the same bytes with any number of threads, and sums that merge.

use std::fs;
use std::sync::LazyLock;

use proptest::prelude::*;
use telaah::entities::{EntityCounter, EntityKind, EntityTotals};
use telaah::{Analyzer, Counts, TermCounts};

use crate::support::{files_below, folder, json_lines, root, run_in};

/// A folder of as many articles as files and again as records, with bad ones among them.
fn corpus(count: usize) -> tempfile::TempDir {
    let samples: Vec<String> = files_below(&root().join("samples"))
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let corpus = folder(&[]);
    let path = |name: String| corpus.path().join(name);
    fs::create_dir(path("a".into())).unwrap();
    let mut records = String::new();
    for (n, text) in (0..count).zip(samples.iter().cycle()) {
        fs::write(path(format!("a/{n}.txt")), text).unwrap();
        let record = serde_json::json!({"id": n, "date": "2024-05-06", "text": text});
        records.push_str(&format!("{record}\n"));
        if n % 50 == 7 {
            fs::write(path(format!("a/{n}.txt")), b"buruk \x81").unwrap();
            records.push_str("{\"text\": buruk}\n\n");
        }
    }
    // One article whose rows are more than a buffer, first and last.
    for name in ["0.txt", "z.txt"] {
        fs::write(path(name.into()), samples[..8].concat()).unwrap();
    }
    fs::write(path("b.ndjson".into()), records).unwrap();
    fs::write(path("c.txt".into()), b"\0").unwrap();
    corpus
}

#[test]
fn bytes_do_not_depend_on_threads() {
    let corpus = corpus(60);
    let commands = [
        "terms --format csv",
        "terms --format json --ngrams 2 --case keep",
        "terms --by-document --format csv",
        "entities --format json",
        "entities --mentions --format ndjson",
        "tokens --format csv",
        "tokens --format table",
        "analyze --format ndjson",
        "analyze --format json",
        "analyze --format csv",
        "analyze --format table",
    ];
    for command in commands {
        let with = |threads: u8| {
            let report = run_in(corpus.path(), &format!("{command} --threads {threads} ."), "");
            assert_eq!(report.code, Some(1), "{command}: {}", report.stderr);
            (report.stdout, report.stderr)
        };
        let one = with(1);
        for threads in [2, 7] {
            let other = with(threads);
            assert!(one.0 == other.0, "{command}: {threads} threads give other bytes");
            assert_eq!(one.1, other.1, "{command}: {threads} threads");
        }
    }
}

#[test]
fn articles_come_in_the_order_of_the_input() {
    let corpus = corpus(200);
    let report = run_in(corpus.path(), "analyze --format ndjson --threads 7 a b.ndjson", "");
    let articles = json_lines(&report.stdout);
    let failed = articles.iter().filter(|a| !a["error"].is_null()).count();
    assert_eq!((articles.len(), failed), (404, 8));
    let names: Vec<&str> = articles.iter().map(|a| a["document"].as_str().unwrap()).collect();
    assert!(names[..200].is_sorted());
    let records = names[200..].iter().filter(|name| !name.contains(':'));
    assert!(records.map(|name| name.parse::<u32>().unwrap()).is_sorted());
    // Lines are counted with the blank ones.
    assert_eq!(names[208], "b.ndjson:9");
    assert_eq!(names[209..].iter().find(|name| name.contains(':')), Some(&"b.ndjson:61"));
}

#[test]
fn files_and_records_give_the_same_terms() {
    let samples = files_below(&root().join("samples"));
    let mut records = String::new();
    let files = folder(&[]);
    for path in samples.iter().filter(|path| path.extension().is_some_and(|e| e == "txt")) {
        let text = fs::read_to_string(path).unwrap();
        records.push_str(&format!("{}\n", serde_json::json!({ "text": text })));
        fs::copy(path, files.path().join(path.file_name().unwrap())).unwrap();
    }
    let by_file = run_in(files.path(), "terms --format csv .", "").stdout;
    assert_eq!(by_file, run_in(files.path(), "terms --format csv --input-format ndjson", records).stdout);
}

/// The sums over some texts: what each of the parts gives, merged in order.
fn sums(analyzer: &Analyzer, parts: &[Vec<&str>]) -> (TermCounts, EntityTotals, Counts) {
    let mut sums = (TermCounts::default(), EntityTotals::default(), Counts::default());
    for part in parts {
        let mut workspace = analyzer.workspace();
        let mut entities = EntityCounter::default();
        let mut counts = Counts::default();
        for text in part {
            let analysis = analyzer.analyze_with(text, None, &mut workspace);
            entities.count(analysis.document.text, analysis.mentions, analysis.aliases());
            counts.merge(&analysis.counts());
        }
        sums.0 = sums.0.merge(workspace.into_term_counts().unwrap_or_default());
        sums.1 = sums.1.merge(entities.into_totals());
        sums.2.merge(&counts);
    }
    sums
}

static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let files = files_below(&root().join("samples"));
    files.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
});

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::builder().build());

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn merging_any_split_equals_the_whole(split in proptest::collection::vec(0_usize..4, 40)) {
        let mut parts = vec![Vec::new(); 4];
        for (text, part) in TEXTS.iter().zip(split.iter().cycle()) {
            parts[*part].push(text.as_str());
        }
        let whole = sums(&ANALYZER, &[TEXTS.iter().map(String::as_str).collect()]);
        let merged = sums(&ANALYZER, &parts);
        parts.reverse();
        let reversed = sums(&ANALYZER, &parts);
        for other in [merged, reversed] {
            prop_assert_eq!(whole.0.ranking(0, 0, |_| true), other.0.ranking(0, 0, |_| true));
            prop_assert_eq!((whole.0.words(), whole.0.documents()), (other.0.words(), other.0.documents()));
            prop_assert_eq!(whole.1.ranking(&EntityKind::ALL, 0, 0, |_| true), other.1.ranking(&EntityKind::ALL, 0, 0, |_| true));
            prop_assert_eq!(whole.2, other.2);
        }
    }
}
