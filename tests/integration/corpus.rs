//! Questions to a corpus: the tables of `kwic` and the commands after it, compared with reference values that other programs computed.

mod network;
mod trends;

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use crate::support::{folder, root, run, run_in, telaah};

/// A file of the reference values: in the folder that `CORPUS_REFERENCE` names, or the usual one. They were computed from the tokens of
/// one version, so those of the samples need another run of the scripts where tokens have changed.
pub(crate) fn shared(name: &str) -> PathBuf {
    let folder = std::env::var_os("CORPUS_REFERENCE").map(PathBuf::from);
    folder.unwrap_or_else(|| root().join("../shared/gold/corpus")).join(name)
}

/// The rows of a tab-separated table, by the names of its columns.
pub(crate) fn rows(text: &str, delimiter: u8) -> Vec<HashMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let names = reader.headers().unwrap().clone();
    let row =
        |record: csv::StringRecord| names.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// The output of a command, which succeeds.
pub(crate) fn output(arguments: &[&str]) -> String {
    let output = telaah().args(["--config", "none"]).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The text files among the samples.
pub(crate) fn sample_texts() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(root().join("samples"))
        .unwrap()
        .map(|entry| format!("samples/{}", entry.unwrap().file_name().to_str().unwrap()))
        .filter(|name| name.ends_with(".txt"))
        .collect();
    names.sort();
    names
}

#[test]
#[ignore = "needs the reference values in ../shared/gold/corpus"]
fn concordances_equal_the_reference() {
    let awkward = shared("awkward.ndjson");
    let expected = rows(&fs::read_to_string(shared("kwic.tsv")).unwrap(), b'\t');
    let mut cases = 0;
    for lines in expected.chunk_by(|a, b| a["case"] == b["case"]) {
        let first = &lines[0];
        let mut arguments = vec!["kwic", "--format", "csv", "-e", &first["pattern"]];
        arguments.extend(first["options"].split_whitespace());
        let samples = sample_texts();
        match &*first["input"] {
            "samples" => arguments.extend(samples.iter().map(String::as_str)),
            _ => arguments.push(awkward.to_str().unwrap()),
        }
        let found = rows(&output(&arguments), b',');
        let columns =
            ["document", "sentence", "byte_start", "byte_end", "char_start", "char_end", "left", "node", "right"];
        let line =
            |row: &HashMap<String, String>| columns.map(|name| row[name].trim_start_matches("samples/").to_owned());
        let expected: Vec<_> = lines.iter().filter(|row| !row["document"].is_empty()).map(line).collect();
        assert_eq!(found.iter().map(line).collect::<Vec<_>>(), expected, "{}", first["case"]);
        cases += 1;
    }
    assert_eq!(cases, 25);
}

#[test]
fn lines_are_the_same_for_any_number_of_threads() {
    for options in ["", "--sort R1,L1", "--sample 5", "--top 7", "--sort node --top 9 --format ndjson", "--by-document"]
    {
        let lines = |threads: &str| {
            let mut arguments = vec!["kwic", "*", "--threads", threads, "samples/"];
            arguments.extend(options.split_whitespace());
            output(&arguments)
        };
        assert_eq!(lines("1"), lines("4"), "{options}");
    }
}

#[test]
fn samples_do_not_depend_on_the_split_into_files() {
    let text = "Beras naik. Harga beras turun. Warga membeli beras, gula, dan beras lagi.";
    let record = |n: usize| format!("{{\"id\":\"a{n}\",\"text\":\"{text}\"}}\n");
    let lines = |parts: usize| {
        let folder = tempfile::tempdir().unwrap();
        for part in 0..parts {
            let records: String = (0..60).filter(|n| n % parts == part).map(record).collect();
            fs::write(folder.path().join(format!("{part}.ndjson")), records).unwrap();
        }
        let mut lines: Vec<String> = run_in(folder.path(), "kwic beras --sample 20 --seed 3 --format csv .", "")
            .stdout
            .lines()
            .map(str::to_owned)
            .collect();
        lines.sort();
        lines
    };
    let first = lines(1);
    assert_eq!(first.len(), 21);
    assert_eq!(lines(2), first);
    assert_eq!(lines(7), first);
}

#[test]
fn reading_stops_at_the_last_line_that_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..200 {
        let text = if n < 199 { "Beras naik." } else { "\u{0}\u{1}\u{2}" };
        fs::write(folder.path().join(format!("{n:03}.txt")), text).unwrap();
    }
    let ended = run_in(folder.path(), "kwic beras --top 3 --format csv .", "");
    assert_eq!((ended.code, ended.stdout.lines().count(), &*ended.stderr), (Some(0), 4, ""));
    // A summary counts all documents.
    let whole = run_in(folder.path(), "kwic beras --top 3 --format json .", "");
    assert_eq!(whole.code, Some(1));
    assert!(whole.stdout.contains("\"documents\":199") && whole.stderr.contains("199.txt"), "{whole:?}");
}

#[test]
fn patterns_come_from_options_files_and_the_first_argument() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "Beras naik, gula turun.").unwrap();
    fs::write(folder.path().join("pola.txt"), "\u{feff}gula\r\n\n(\n").unwrap();
    let nodes = |arguments: &str| {
        let run = run_in(folder.path(), &format!("kwic --format csv {arguments}"), "");
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        rows(&run.stdout, b',').iter().map(|row| format!("{}={}", row["pattern"], row["node"])).collect::<Vec<_>>()
    };
    assert_eq!(nodes("beras a.txt"), ["beras=Beras"]);
    assert_eq!(nodes("-e beras -e TURUN a.txt"), ["beras=Beras", "TURUN=turun"]);
    fs::write(folder.path().join("baik.txt"), "gula\n\nnaik\n").unwrap();
    assert_eq!(nodes("--patterns baik.txt a.txt"), ["naik=naik", "gula=gula"]);
    let bad = run_in(folder.path(), "kwic --patterns pola.txt a.txt", "");
    assert_eq!(bad.code, Some(2));
    assert_eq!(
        bad.stderr,
        "telaah: error: pola.txt:3: pattern `(`: only punctuation (a pattern needs a word or a number)\n"
    );
}

#[test]
fn bad_arguments_are_errors_of_one_line() {
    for (arguments, message) in [
        ("kwic , samples/", "pattern `,`: only punctuation"),
        ("kwic --regex (a samples/", "pattern `(a`: invalid regular expression at character 1: `(` without `)`"),
        ("kwic --context 0 beras samples/", "no context on either side"),
        ("kwic --context-chars 0 beras samples/", "no context on either side"),
        ("kwic --country XX samples/", "`XX` is not the code of a country"),
        ("kwic --patterns none.txt samples/", "none.txt: cannot read the patterns"),
    ] {
        let run = run(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{arguments}");
        assert!(run.stderr.contains(message) && run.stderr.lines().count() == 1, "{}", run.stderr);
    }
    for (arguments, message) in [
        ("kwic --context 1001 beras samples/", "must be a whole number from 0 to 1000"),
        ("kwic --sort L0 beras samples/", "the keys are L1 to L9, R1 to R9, node, document, date"),
    ] {
        let run = run(arguments);
        assert_eq!(run.code, Some(2), "{arguments}");
        assert!(run.stderr.contains(message), "{}", run.stderr);
    }
}

#[test]
fn nothing_found_is_no_error() {
    let run = run("kwic gajahmungkur --format csv samples/");
    assert_eq!((run.code, run.stdout.lines().count()), (Some(0), 1));
    assert_eq!(run.stderr, "telaah: note: nothing matches\n");
}

/// A file of records of `awkward.ndjson` with these ids.
pub(crate) fn awkward(folder: &std::path::Path, ids: &[&str]) -> String {
    let all = fs::read_to_string(shared("awkward.ndjson")).unwrap();
    let is_chosen = |line: &&str| ids.iter().any(|id| line.contains(&format!("{{\"id\":\"{id}\",")));
    let chosen: Vec<&str> = all.lines().filter(is_chosen).collect();
    assert_eq!(chosen.len(), ids.len());
    let path = folder.join(format!("{}.ndjson", ids.join("+")));
    fs::write(&path, chosen.join("\n")).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Fails unless the columns of two rows hold the same numbers to a relative 1e-5, or the same text.
pub(crate) fn assert_equal_cells(
    found: &HashMap<String, String>,
    expected: &HashMap<String, String>,
    columns: &[(&str, &str)],
    what: &str,
) {
    for (column, reference) in columns {
        let (found, expected) = (&found[*column], &expected[*reference]);
        let is_near = match (found.parse::<f64>(), expected.parse::<f64>()) {
            (Ok(a), Ok(b)) => (a - b).abs() <= 1e-5 * b.abs().max(1e-7),
            _ => found == expected,
        };
        assert!(is_near, "{what}: {column} is {found}, not {expected}");
    }
}

const MEASURES: [(&str, &str); 13] = [
    ("expected", "expected"),
    ("g2", "g2"),
    ("p", "p"),
    ("mi", "mi"),
    ("mi3", "mi3"),
    ("t", "t"),
    ("z", "z"),
    ("dice", "dice"),
    ("log_dice", "log_dice"),
    ("log_ratio", "log_ratio"),
    ("delta_p_left", "delta_p_left"),
    ("delta_p_right", "delta_p_right"),
    ("fisher_p", "fisher_p"),
];

#[test]
#[ignore = "needs the reference values in ../shared/gold/corpus"]
fn collocations_of_nodes_equal_the_reference() {
    let folder = tempfile::tempdir().unwrap();
    let expected = rows(&fs::read_to_string(shared("collocations_node.tsv")).unwrap(), b'\t');
    let mut cases = 0;
    for lines in expected.chunk_by(|a, b| a["case"] == b["case"]) {
        let first = &lines[0];
        let inputs = match &*first["case"] {
            "one-document" => vec![awkward(folder.path(), &["awal-tahun"])],
            "one-word" => vec![awkward(folder.path(), &["satu"])],
            case if case.starts_with("samples") => sample_texts(),
            _ => vec![shared("awkward.ndjson").to_str().unwrap().to_owned()],
        };
        let options = ["--stopwords", "none", "--min-count", "1", "--top", "0", "--fisher"];
        let node =
            ["collocations", "--node", &first["node"], "--window", &first["window"], "--within", &first["within"]];
        let arguments = || node.into_iter().chain(options).chain(inputs.iter().map(String::as_str));
        let found = rows(&output(&arguments().chain(["--format", "csv"]).collect::<Vec<_>>()), b',');
        let head: serde_json::Value =
            serde_json::from_str(&output(&arguments().chain(["--format", "json"]).collect::<Vec<_>>())).unwrap();
        let head = &head["summary"]["collocations"];
        for (column, reference) in
            [("matches", "nodes"), ("node_words", "node_words"), ("window_words", "window_words"), ("words", "words")]
        {
            assert_eq!(head[column].to_string(), first[reference], "{}: {column}", first["case"]);
        }
        let by_collocate: HashMap<_, _> = found.iter().map(|row| (&row["collocate"], row)).collect();
        let lines: Vec<_> = lines.iter().filter(|row| !row["collocate"].is_empty()).collect();
        assert_eq!(found.len(), lines.len(), "{}", first["case"]);
        let own = ["count", "left", "right", "documents", "frequency"].map(|name| (name, name));
        for row in lines {
            let found = by_collocate[&row["collocate"]];
            let what = format!("{}: {}", row["case"], row["collocate"]);
            assert_equal_cells(found, row, &own, &what);
            assert_equal_cells(found, row, &MEASURES, &what);
        }
        let window_words: u64 = found.iter().map(|row| row["count"].parse::<u64>().unwrap()).sum();
        assert_eq!(window_words.to_string(), first["window_words"]);
        cases += 1;
    }
    assert_eq!(cases, 15);
}

#[test]
fn collocates_show_their_positions_at_a_terminal() {
    let texts = ["Harga beras naik.", "Warga pulang.", "Beras naik, beras naik."];
    let files: Vec<(String, &str)> = (0..).map(|number: u32| format!("{number}.txt")).zip(texts).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (&**name, text.as_bytes())).collect();
    let folder = folder(&files);
    let table = |options: &str| {
        let run = run_in(folder.path(), &format!("collocations --node beras --min-count 1 {options} ."), "");
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        run.stdout
    };
    let shown = table("--format table --bars always");
    // One of three words, none of two, two of four.
    let naik = shown.lines().find(|line| line.starts_with("naik")).unwrap();
    assert!(shown.contains("positions") && naik.ends_with("▆▁█"), "{shown}");
    assert_eq!(table("--format table --bars always --threads 3"), shown);
    assert!(table("--format table --bars always --stem root").contains("▆▁█"));
    for options in ["--format table", "--format table --bars never", "--format ndjson --bars always"] {
        assert!(!table(options).contains('▁'), "{options}");
    }
}

#[test]
#[ignore = "needs the reference values in ../shared/gold/corpus"]
fn pairs_equal_the_reference() {
    let expected = rows(&fs::read_to_string(shared("collocations_pairs.tsv")).unwrap(), b'\t');
    for lines in expected.chunk_by(|a, b| a["case"] == b["case"]) {
        let first = &lines[0];
        let inputs = match first["case"].starts_with("samples") {
            true => sample_texts(),
            false => vec![shared("awkward.ndjson").to_str().unwrap().to_owned()],
        };
        let mut arguments = vec!["collocations", "--stopwords", "none", "--top", "0", "--fisher", "--format", "csv"];
        arguments.extend([
            "--window",
            &first["window"],
            "--within",
            &first["within"],
            "--min-count",
            &first["min_count"],
        ]);
        arguments.extend(inputs.iter().map(String::as_str));
        let found = rows(&output(&arguments), b',');
        assert_eq!(found.len(), lines.len(), "{}", first["case"]);
        let by_pair: HashMap<_, _> = found.iter().map(|row| ((&row["first"], &row["second"]), row)).collect();
        let own = ["count", "documents", "first_frequency", "second_frequency"].map(|name| (name, name));
        for row in lines {
            let found = by_pair[&(&row["first"], &row["second"])];
            let what = format!("{}: {} {}", row["case"], row["first"], row["second"]);
            assert_equal_cells(found, row, &own, &what);
            assert_equal_cells(found, row, &MEASURES, &what);
        }
    }
}

#[test]
#[ignore = "needs the reference values in ../shared/gold/corpus"]
fn keyness_equals_the_reference() {
    let folder = tempfile::tempdir().unwrap();
    let expected = rows(&fs::read_to_string(shared("keyness.tsv")).unwrap(), b'\t');
    let (early, late) = (["tepi", "rapat", "frasa", "bata"], ["awal-tahun", "pekan-1", "perabot", "aksen"]);
    let samples = |prefixes: &[&str]| -> Vec<String> {
        let is_chosen = |name: &String| prefixes.iter().any(|prefix| name.starts_with(&format!("samples/{prefix}")));
        sample_texts().into_iter().filter(is_chosen).collect()
    };
    let mut cases = 0;
    for lines in expected.chunk_by(|a, b| a["case"] == b["case"]) {
        let first = &lines[0];
        let records = |target: &[&str], reference: &[&str]| {
            (vec![awkward(folder.path(), target)], vec![awkward(folder.path(), reference)])
        };
        let (target, reference) = match &*first["case"] {
            "samples" | "samples-documents" => (
                samples(&["politik", "hukum", "dunia"]),
                samples(&["ekonomi", "budaya", "olahraga", "sains", "bencana"]),
            ),
            "awkward" | "awkward-bigrams" => records(&early, &late),
            "awkward-swapped" => records(&late, &early),
            "one-document" => records(&["awal-tahun"], &["pekan-1"]),
            "same" => records(&["awal-tahun"], &["awal-tahun"]),
            "one-word" => records(&["satu"], &["awal-tahun"]),
            "no-words" => records(&["angka"], &["awal-tahun"]),
            case => panic!("{case}"),
        };
        for adjust in ["bonferroni", "holm", "bh"] {
            for cells in ["four", "two"] {
                let mut arguments =
                    vec!["keyness", "--stopwords", "none", "--min-count", "1", "--top", "0", "--format", "csv"];
                arguments.extend(["--direction", "both", "--ngrams", &first["ngrams"], "--by", &first["by"]]);
                arguments.extend(["--adjust", adjust, "--g2", cells]);
                arguments.extend(reference.iter().flat_map(|path| ["--reference", path.as_str()]));
                arguments.extend(target.iter().map(String::as_str));
                let found = rows(&output(&arguments), b',');
                let lines: Vec<_> = lines.iter().filter(|row| !row["term"].is_empty()).collect();
                if lines.is_empty() {
                    continue;
                }
                assert_eq!(found.len(), lines.len(), "{}", first["case"]);
                let by_term: HashMap<_, _> = found.iter().map(|row| (&row["term"], row)).collect();
                let adjusted = format!("p_{adjust}");
                let mut columns: Vec<(&str, &str)> =
                    ["target_count", "reference_count", "target_documents", "reference_documents"]
                        .map(|name| (name, name))
                        .to_vec();
                columns.extend(
                    ["log_ratio", "diff_percent", "chi2", "odds_ratio", "simple_maths"].map(|name| (name, name)),
                );
                match cells {
                    "four" => columns.extend([
                        ("g2", "g2"),
                        ("p", "p"),
                        ("bic", "bic"),
                        ("ell", "ell"),
                        ("p_adjusted", &adjusted),
                    ]),
                    _ => columns.push(("g2", "g2_two_cells")),
                }
                for row in lines {
                    let mut row = row.clone();
                    if first["by"] == "documents" {
                        // The reference has documents in both places.
                        row.insert("target_count".into(), by_term[&row["term"]]["target_count"].clone());
                        row.insert("reference_count".into(), by_term[&row["term"]]["reference_count"].clone());
                    }
                    let what = format!("{} {adjust} {cells}: {}", row["case"], row["term"]);
                    assert_equal_cells(by_term[&row["term"]], &row, &columns, &what);
                }
            }
        }
        cases += 1;
    }
    assert_eq!(cases, 9);
}

#[test]
fn pairs_are_the_terms_of_two_words_and_the_lines_of_their_phrases() {
    let terms = rows(&output(&["terms", "--ngrams", "2", "--stopwords", "none", "--format", "csv", "samples/"]), b',');
    let mut counts: Vec<(String, String)> =
        terms.iter().map(|row| (row["term"].clone(), row["count"].clone())).collect();
    let pairs = ["collocations", "--stopwords", "none", "--min-count", "1", "--format", "csv", "samples/"];
    let pairs = rows(&output(&pairs), b',');
    let mut found: Vec<(String, String)> =
        pairs.iter().map(|row| (format!("{} {}", row["first"], row["second"]), row["count"].clone())).collect();
    counts.sort();
    found.sort();
    assert!(counts.len() > 1000);
    assert_eq!(found, counts);
    for (phrase, count) in counts.iter().filter(|(_, count)| count != "1").step_by(20) {
        let lines = output(&["kwic", phrase, "--format", "ndjson", "samples/"]).lines().count();
        assert_eq!(&lines.to_string(), count, "{phrase}");
    }
}

#[test]
fn windows_hold_each_word_once() {
    for options in ["--window 2", "--window 0,9 --within document", "--window 3 --within phrase", "--case keep"] {
        let mut arguments =
            vec!["collocations", "--node", "*an", "--node", "warga", "--stopwords", "none", "--min-count", "1"];
        arguments.extend(options.split_whitespace());
        arguments.extend(["--format", "json", "samples/"]);
        let report: serde_json::Value = serde_json::from_str(&output(&arguments)).unwrap();
        let mut in_windows = 0;
        for row in report["collocations"].as_array().unwrap() {
            let number = |name: &str| row[name].as_u64().unwrap();
            assert_eq!(number("left") + number("right"), number("count"), "{row}");
            assert!(number("documents") <= number("count") && number("count") <= number("frequency"), "{row}");
            in_windows += number("count");
        }
        let head = &report["summary"]["collocations"];
        assert_eq!(head["window_words"].as_u64(), Some(in_windows), "{options}");
        let words: u64 = rows(&output(&["terms", "--stopwords", "none", "--format", "csv", "samples/"]), b',')
            .iter()
            .map(|row| row["count"].parse::<u64>().unwrap())
            .sum();
        assert_eq!(head["words"].as_u64().unwrap() + head["node_words"].as_u64().unwrap(), words);
    }
}

#[test]
fn a_node_of_every_word_has_no_collocates() {
    let report = output(&["collocations", "--node", "*", "--min-count", "1", "--format", "json", "samples/"]);
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["collocations"], serde_json::json!([]));
    assert_eq!(report["summary"]["collocations"]["words"], 0);
}

#[test]
fn swapped_corpora_change_the_sign_alone() {
    let keyness = |target: &str, reference: &str| {
        let arguments =
            ["keyness", target, "--reference", reference, "--direction", "both", "--min-count", "1", "--format", "csv"];
        let found = rows(&output(&arguments), b',');
        found.into_iter().map(|row| (row["term"].clone(), row)).collect::<HashMap<_, _>>()
    };
    let (there, back) = ("samples/ekonomi-01.txt", "samples/hukum-01.txt");
    let (first, second) = (keyness(there, back), keyness(back, there));
    assert!(first.len() > 50 && first.len() == second.len());
    for (term, row) in &first {
        let (number, other) = (|name: &str| row[name].parse::<f64>().unwrap(), &second[term]);
        for name in ["g2", "chi2", "log_ratio"] {
            assert!(
                (number(name) + other[name].parse::<f64>().unwrap()).abs() < 1e-5 * number(name).abs().max(1.0),
                "{term} {name}"
            );
        }
        assert_eq!((&row["p"], &row["target_count"]), (&other["p"], &other["reference_count"]));
    }
    for row in keyness(there, there).values() {
        assert_eq!((&*row["g2"], &*row["chi2"], &*row["log_ratio"], &*row["p"]), ("0", "0", "0", "1"));
    }
}

#[test]
fn a_single_article_has_key_terms() {
    let found = rows(&output(&["keyness", "samples/bencana-02.txt", "--top", "5", "--format", "csv"]), b',');
    assert_eq!((found.len(), &*found[0]["term"]), (5, "gempa"));
    let run = run("keyness samples/bencana-02.txt --ngrams 2");
    assert_eq!((run.code, run.stderr.lines().count()), (Some(2), 1), "{}", run.stderr);
}

#[test]
fn the_rest_and_stored_counts_are_references() {
    let folder = tempfile::tempdir().unwrap();
    let record =
        |id: usize, date: &str, text: &str| format!("{{\"id\":\"{id}\",\"date\":\"{date}\",\"text\":\"{text}\"}}\n");
    let old = [record(1, "2023-05-01", "Beras naik dan gula naik."), record(2, "2023-06-01", "Gula turun.")].concat();
    let new = [record(3, "2024-05-01", "Beras turun, beras murah."), record(4, "2024-06-01", "Beras lagi.")].concat();
    let undated = "{\"id\":\"5\",\"text\":\"Beras tanpa tanggal.\"}\n";
    fs::write(folder.path().join("old.ndjson"), &old).unwrap();
    fs::write(folder.path().join("new.ndjson"), &new).unwrap();
    fs::write(folder.path().join("all.ndjson"), format!("{old}{new}{undated}")).unwrap();
    let keyness =
        |arguments: &str| run_in(folder.path(), &format!("keyness {arguments} --min-count 1 --format csv"), "");
    let expected = keyness("new.ndjson --reference old.ndjson");
    assert!(expected.stdout.contains("beras,3,1,2,1"), "{}", expected.stdout);
    let rest = keyness("all.ndjson --since 2024 --reference-rest");
    assert_eq!(rest.stdout, expected.stdout);
    assert_eq!(rest.stderr, "telaah: note: 1 document without a date: on neither side\n");
    let counts = run_in(folder.path(), "terms old.ndjson --format json --top 0 --stopwords none", "").stdout;
    fs::write(folder.path().join("counts.json"), counts).unwrap();
    let stored = keyness("new.ndjson --reference-counts counts.json");
    assert_eq!((stored.stdout, &*stored.stderr), (expected.stdout, ""));
    for (arguments, message) in [
        ("new.ndjson --reference-counts old.ndjson", "old.ndjson:1: not the counts of an earlier run"),
        ("new.ndjson --reference-rest", "--reference-rest needs --since"),
        ("new.ndjson --reference empty.txt", "the reference has no words"),
    ] {
        fs::write(folder.path().join("empty.txt"), "12 345.").unwrap();
        let run = keyness(arguments);
        assert_eq!(run.code, Some(2), "{arguments}: {}", run.stderr);
        assert!(run.stderr.contains(message), "{}", run.stderr);
    }
}

#[test]
fn rankings_are_the_same_for_any_number_of_threads() {
    for arguments in [
        "collocations --node warga --fisher --min-count 1",
        "collocations --country ID --window 3,0 --within document",
        "collocations --window 4 --within sentence --case keep",
        "keyness --reference samples/berita.ndjson --direction both",
        "keyness --kind person --reference samples/berita.ndjson --min-count 1",
        "terms --ngrams 2",
        "terms --ngrams 3 --by-document --top 3",
    ] {
        let table = |threads: &str| {
            let mut all: Vec<&str> = arguments.split_whitespace().collect();
            all.extend(["--threads", threads, "--format", "csv", "samples/"]);
            output(&all)
        };
        assert!(table("1").lines().count() > 1, "{arguments}");
        assert_eq!(table("1"), table("4"), "{arguments}");
    }
}
