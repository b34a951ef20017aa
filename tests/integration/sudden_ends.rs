//! Resumable runs that end abruptly: the document that ended them is found, reported and stepped over.
//!
//! The fault that ends the program on demand is only in builds with debug assertions.

use std::fs;
use std::path::Path;

use crate::support::{Run, folder, names_in, run_in, telaah};

const TABLES: [&str; 6] =
    ["countries.csv", "dates.csv", "document_entities.csv", "documents.csv", "people.csv", "terms.csv"];

const RUNNING: &str = "hasil/.telaah-resume/running";

fn article(n: usize, is_bad: bool) -> String {
    let word = if is_bad { "RACUN" } else { "beras" };
    format!("Harga {word} naik, kata Siti Rahma di Jepang pada {} Mei 2024. Kata{n}.", n % 28 + 1)
}

/// Articles as files, of which those whose number is in `bad` end the program.
fn files(count: usize, bad: &[usize]) -> tempfile::TempDir {
    let place = folder(&[]);
    fs::create_dir(place.path().join("berita")).unwrap();
    for n in 0..count {
        fs::write(place.path().join(format!("berita/{n:04}.txt")), article(n, bad.contains(&n))).unwrap();
    }
    place
}

/// Runs the program, which ends abruptly at a document with the word `RACUN`. The code is `None` if it does.
fn run(place: &Path, arguments: &str) -> Run {
    let mut command = telaah();
    command.current_dir(place).env("_TELAAH_FAULT", "abort:RACUN");
    let output = command.args(arguments.split_whitespace()).args(["-o", "hasil"]).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// Resumes a run until it ends by itself. Returns it with the messages of all runs, and how often it ended abruptly.
fn resume(place: &Path, arguments: &str) -> (Run, usize) {
    let mut messages = String::new();
    for sudden_ends in 0..20 {
        let run = run(place, &format!("{arguments} --resume"));
        messages.push_str(&run.stderr);
        if run.code.is_some() {
            return (Run { stderr: messages, ..run }, sudden_ends);
        }
        assert_eq!(names_in(&place.join("hasil")), [".telaah-resume"]);
    }
    panic!("it ends abruptly again and again");
}

/// The tables in a folder, without the rows of documents that failed.
fn tables(folder: &Path) -> Vec<String> {
    assert_eq!(names_in(folder), TABLES);
    let is_good = |line: &&str| !line.contains("two runs ended abruptly");
    let table = |name: &&str| {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        text.lines().filter(is_good).map(|line| format!("{line}\n")).collect()
    };
    TABLES.iter().map(table).collect()
}

#[cfg(debug_assertions)]
#[test]
fn documents_that_end_the_program_are_stepped_over() {
    let bad = [70, 71, 130];
    let place = files(200, &bad);
    let others = files(200, &bad);
    for n in bad {
        fs::remove_file(others.path().join(format!("berita/{n:04}.txt"))).unwrap();
    }
    for options in ["--threads 1", "--threads 3", "--threads 2 --dedup"] {
        let arguments = format!("analyze --format csv {options} berita");
        let wanted = run(others.path(), &arguments);
        assert_eq!(wanted.code, Some(0), "{}", wanted.stderr);
        let (found, sudden_ends) = resume(place.path(), &arguments);
        assert_eq!(found.code, Some(1), "{}", found.stderr);
        // At most twice for each: with all that was in progress, and alone.
        assert!((1 + bad.len()..=2 * bad.len()).contains(&sudden_ends), "{sudden_ends}: {}", found.stderr);
        for n in bad {
            let message =
                format!("berita/{n:04}.txt: two runs ended abruptly at it, for lack of memory or because of a defect");
            assert!(found.stderr.contains(&message), "{}", found.stderr);
        }
        assert!(found.stderr.contains("note: the last run ended abruptly"), "{}", found.stderr);
        assert_eq!(tables(&place.path().join("hasil")), tables(&others.path().join("hasil")), "{options}");
        let rows = fs::read_to_string(place.path().join("hasil/documents.csv")).unwrap();
        assert_eq!(rows.matches("two runs ended abruptly").count(), bad.len());
        fs::remove_dir_all(place.path().join("hasil")).unwrap();
        fs::remove_dir_all(others.path().join("hasil")).unwrap();
    }
}

#[cfg(debug_assertions)]
#[test]
fn records_that_end_the_program_are_stepped_over() {
    let lines = |is_kept: &dyn Fn(usize) -> bool| -> String {
        let line = |n| format!("{}\n", serde_json::json!({ "text": article(n, n == 7 || n == 900) }));
        (0..1000).filter(|&n| is_kept(n)).map(line).collect()
    };
    let place = folder(&[("a.ndjson", lines(&|_| true).as_bytes())]);
    let (found, sudden_ends) = resume(place.path(), "analyze --format csv --threads 2 a.ndjson");
    assert_eq!((found.code, sudden_ends), (Some(1), 3), "{}", found.stderr);
    for line in [8, 901] {
        assert!(found.stderr.contains(&format!("a.ndjson:{line}: two runs ended abruptly")), "{}", found.stderr);
    }
    let others = folder(&[("a.ndjson", lines(&|n| n != 7 && n != 900).as_bytes())]);
    assert_eq!(run(others.path(), "analyze --format csv a.ndjson").code, Some(0));
    let read = |place: &Path| fs::read_to_string(place.join("hasil/terms.csv")).unwrap();
    assert_eq!(read(place.path()), read(others.path()));
}

/// A file whose reading ended the program is not opened again, and of a file of records the part is skipped.
#[cfg(debug_assertions)]
#[test]
fn inputs_that_end_the_program_when_they_are_read_are_stepped_over() {
    for (files, task, message) in [
        (files(40, &[33]), "{\"read\":\"berita/0033.txt\"}", "berita/0033.txt: two runs ended abruptly at it"),
        (
            folder(&[
                ("berita/a.ndjson", b"{\"text\":\"Harga RACUN.\"}\n{\"text\":\"Beras.\"}\n"),
                ("berita/b.txt", b"Harga beras."),
            ]),
            "{\"read\":\"0 berita/a.ndjson\"}",
            "berita/a.ndjson: two runs ended abruptly at bytes 0 to 42",
        ),
    ] {
        let place = files.path();
        let arguments = "analyze --format csv --resume berita";
        assert_eq!((run(place, arguments).code, run(place, arguments).code), (None, None));
        let record = fs::read_to_string(place.join(RUNNING)).unwrap();
        let mut record: serde_json::Value = serde_json::from_str(record.lines().next().unwrap()).unwrap();
        assert!(record["task"]["analyze"].is_string(), "{record}");
        record["task"] = serde_json::from_str(task).unwrap();
        fs::write(place.join(RUNNING), format!("{record}\n")).unwrap();
        let found = run(place, arguments);
        assert_eq!(found.code, Some(1), "{}", found.stderr);
        assert!(found.stderr.contains(message), "{}", found.stderr);
        assert_eq!(names_in(&place.join("hasil")), TABLES);
    }
}

#[test]
fn a_run_that_ends_by_itself_leaves_no_record() {
    let place = files(40, &[]);
    let report = run_in(place.path(), "analyze --format csv --resume berita -o hasil", "");
    assert_eq!(report.code, Some(0), "{}", report.stderr);
    assert!(!report.stderr.contains("abruptly"), "{}", report.stderr);
    assert_eq!(tables(&place.path().join("hasil")).len(), TABLES.len());
    // One that failed did not end abruptly.
    fs::remove_dir_all(place.path().join("hasil")).unwrap();
    fs::create_dir_all(place.path().join("hasil/terms.csv/penuh")).unwrap();
    for _ in 0..2 {
        let report = run_in(place.path(), "analyze --format csv --resume berita -o hasil", "");
        assert_eq!(report.code, Some(2), "{}", report.stderr);
        assert!(!report.stderr.contains("abruptly") && !place.path().join(RUNNING).exists(), "{}", report.stderr);
    }
}
