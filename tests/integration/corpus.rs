//! Questions to a corpus: the tables of `kwic` and the commands after it, compared with reference values that other programs computed.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use crate::support::{root, run, run_in, telaah};

/// The folder of the reference values.
fn shared(name: &str) -> PathBuf {
    root().join("../shared/gold/corpus").join(name)
}

/// The rows of a tab-separated table, by the names of its columns.
fn rows(text: &str, delimiter: u8) -> Vec<HashMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let names = reader.headers().unwrap().clone();
    let row =
        |record: csv::StringRecord| names.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// The output of a command, which succeeds.
fn output(arguments: &[&str]) -> String {
    let output = telaah().args(["--config", "none"]).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The text files among the samples.
fn sample_texts() -> Vec<String> {
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
        ("kwic --regex (a samples/", "pattern `(a`: invalid regular expression at character 1: unclosed group"),
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
        ("kwic --context 1001 beras samples/", "not between 0 and 1000"),
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
