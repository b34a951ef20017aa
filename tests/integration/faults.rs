//! Defects, limits and signals: what one document or the system does to a run.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

use crate::support::{Run, folder, telaah};

/// Runs the program in a folder with an environment.
fn run_with(place: &Path, arguments: &str, environment: &[(&str, &str)]) -> Run {
    let mut command: Command = telaah();
    command.current_dir(place).args(arguments.split_whitespace()).envs(environment.iter().copied());
    let output = command.output().unwrap();
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Articles, of which those whose number is in `bad` contain the word `RACUN`.
fn articles(count: usize, bad: &[usize]) -> tempfile::TempDir {
    let folder = folder(&[]);
    for n in 0..count {
        let word = if bad.contains(&n) { "RACUN" } else { "beras" };
        let text = format!("Harga {word} naik, kata Siti Rahma di Jepang pada {} Mei 2024. Kata{n}.", n % 28 + 1);
        fs::create_dir_all(folder.path().join("berita")).unwrap();
        fs::write(folder.path().join(format!("berita/{n:04}.txt")), text).unwrap();
    }
    folder
}

/// The fault is only in builds with debug assertions.
#[cfg(debug_assertions)]
mod on_demand {
    use super::*;

    #[test]
    fn a_panic_in_one_document_is_an_error_of_that_document() {
        let all = articles(200, &[70]);
        let others = articles(200, &[70]);
        fs::remove_file(others.path().join("berita/0070.txt")).unwrap();
        for arguments in
            ["terms --format csv", "entities --format csv", "analyze --format ndjson", "terms --ngrams 2 --format csv"]
        {
            let wanted = run_with(others.path(), &format!("{arguments} berita"), &[]);
            assert_eq!(wanted.code, Some(0), "{}", wanted.stderr);
            for options in ["--threads 1", "--threads 3", "--threads 2 --dedup --since 2000 --date 2024-05-06"] {
                if options.contains("--dedup") && arguments.starts_with("terms") {
                    continue;
                }
                let fault = [("_TELAAH_FAULT", "panic:RACUN")];
                let found = run_with(all.path(), &format!("{arguments} {options} berita"), &fault);
                assert_eq!(found.code, Some(1), "{}", found.stderr);
                let message = "telaah: error: berita/0070.txt: the analysis failed: the test asked for a panic at RACUN \
                               (a defect at src/bin/telaah/fault.rs:";
                assert!(found.stderr.contains(message), "{}", found.stderr);
                assert_eq!(found.stderr.lines().filter(|line| line.contains("error")).count(), 1, "{}", found.stderr);
                if !options.contains("--dedup") && !arguments.starts_with("analyze") {
                    assert_eq!(found.stdout, wanted.stdout, "{arguments} {options}");
                }
            }
        }
    }

    #[test]
    fn every_document_may_panic() {
        let all = articles(70, &(0..70).collect::<Vec<_>>());
        let found = run_with(all.path(), "terms --format csv berita", &[("_TELAAH_FAULT", "panic:RACUN")]);
        assert_eq!((found.code, found.stderr.matches("the analysis failed").count()), (Some(2), 70));
    }

    #[test]
    fn a_document_that_takes_too_long_is_named_with_its_stage() {
        let all = articles(3, &[1]);
        let fault = [("_TELAAH_FAULT", "wait:RACUN")];
        let found = run_with(all.path(), "entities --format csv --max-document-time 1 berita", &fault);
        let message = "berita/0001.txt: took longer than 1 s (stage: entities by `added`): skipped \
                       (--max-document-time raises the limit)";
        assert!(found.code == Some(1) && found.stderr.contains(message), "{}", found.stderr);
        let found = run_with(all.path(), "entities --format csv --max-document-time 0 berita", &fault);
        assert_eq!(found.code, Some(0), "{}", found.stderr);
    }
}
