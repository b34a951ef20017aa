//! Bad input: what fails is named, in the report too, and spoils nothing else.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use crate::support::{Run, folder, json_lines, names_in, run, run_in, telaah};

const GOOD: &[u8] = "Harga beras naik di Jakarta.\n".as_bytes();

/// The program over a folder of one good file and one bad one: the bad one is named with `message`, the good one is analysed.
fn check_bad(name: &str, bytes: &[u8], message: &str) {
    let files = folder(&[("a.txt", GOOD), (name, bytes), ("z.txt", GOOD)]);
    let report = run_in(files.path(), "analyze --format ndjson .", "");
    assert_eq!(report.code, Some(1), "{report:?}");
    assert!(report.stderr.contains(&format!("./{name}")) && report.stderr.contains(message), "{}", report.stderr);
    let articles = json_lines(&report.stdout);
    let bad = articles.iter().find(|a| a["document"].as_str().unwrap().starts_with(&format!("./{name}"))).unwrap();
    assert!(bad["error"].as_str().unwrap().contains(message), "{bad}");
    assert!(bad["counts"].is_null() && bad["terms"] == serde_json::json!([]) && bad["people"] == serde_json::json!([]));
    for good in ["./a.txt", "./z.txt"] {
        let article = articles.iter().find(|a| a["document"] == good).unwrap();
        assert!(article["error"].is_null());
        assert_eq!(article["counts"]["words"], 5);
    }
    let csv = run_in(files.path(), "analyze --format csv .", "");
    assert_eq!(csv.code, Some(1));
    let row = csv.stdout.lines().find(|line| line.starts_with(&format!("./{name}"))).unwrap();
    assert!(row.contains(message), "{row}");
    let json = run_in(files.path(), "analyze --format json .", "");
    let object: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(object["summary"]["failed"], 1);
    assert_eq!(object["documents"].as_array().unwrap().len(), articles.len());
    for command in ["terms", "entities", "entities --mentions", "tokens"] {
        let other = run_in(files.path(), &format!("{command} --format csv ."), "");
        assert_eq!(other.code, Some(1), "{command}");
        assert!(other.stderr.contains(message), "{command}: {}", other.stderr);
    }
}

#[test]
fn invalid_utf8_names_the_byte() {
    // A letter of UTF-8 before it: no text in another encoding.
    check_bad("m.txt", b"\xc3\xa9caf\xe9 itu", "not UTF-8: invalid byte at offset 5");
}

#[test]
fn a_nul_byte_is_binary() {
    check_bad("m.txt", b"kata\0\0", "binary: NUL byte at offset 4");
}

#[test]
fn a_broken_record_is_named_by_its_line() {
    let records =
        b"{\"id\":\"satu\",\"text\":\"Satu.\"}\n{\"id\":\"dua\",\"text\":\n\n{\"id\":\"empat\",\"text\":\"Empat.\"}\n";
    check_bad("m.ndjson", records, "not a JSON object");
    let files = folder(&[("m.ndjson", records)]);
    let report = run_in(files.path(), "analyze --format ndjson m.ndjson", "");
    assert_eq!(report.code, Some(1));
    assert!(report.stderr.contains("m.ndjson:2: not a JSON object"), "{}", report.stderr);
    let documents: Vec<_> = json_lines(&report.stdout).iter().map(|a| a["document"].clone()).collect();
    assert_eq!(documents, ["satu", "m.ndjson:2", "empat"]);
}

#[test]
fn a_record_without_text_or_with_another_type_is_named() {
    check_bad("m.ndjson", b"{\"id\":1}\n", "the fields are `id`");
    check_bad("m.ndjson", b"{\"text\":{\"a\":1}}\n", "field `text` is an object, not a string");
    check_bad("m.ndjson", b"[1]\n", "not a JSON object");
    check_bad("m.ndjson", b"{\"text\":\"caf\x81\"}\n", "not UTF-8: invalid byte at offset 12");
}

#[test]
fn the_byte_of_a_bad_record_counts_from_the_beginning_of_the_file() {
    let files = folder(&[("m.ndjson", b"{\"text\":\"a\"}\n{\"text\":\"\x81\"}\n")]);
    let report = run_in(files.path(), "terms m.ndjson", "");
    assert!(report.stderr.contains("m.ndjson:2: not UTF-8: invalid byte at offset 22"), "{}", report.stderr);
}

#[test]
fn replacing_reads_on() {
    let files = folder(&[("a.txt", b"caf\x81 kopi"), ("b.ndjson", b"{\"text\":\"teh\x81 susu\"}")]);
    let report = run_in(files.path(), "terms --encoding-errors replace --format csv .", "");
    assert_eq!(report.code, Some(0), "{}", report.stderr);
    assert!(report.stdout.contains(",kopi,1,1,") && report.stdout.contains(",susu,1,1,"), "{}", report.stdout);
}

#[test]
fn utf16_with_a_mark_is_text() {
    let utf16: Vec<u8> = "\u{feff}Harga kopi".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let files = folder(&[("a.txt", &utf16)]);
    let report = run_in(files.path(), "terms --format csv .", "");
    assert_eq!((report.code, report.stdout.contains(",kopi,1,1,")), (Some(0), true), "{report:?}");
    let half = folder(&[("a.txt", &utf16[..utf16.len() - 1])]);
    let report = run_in(half.path(), "terms a.txt", "");
    assert_eq!(report.code, Some(2));
    assert!(report.stderr.contains("not valid utf-16le: invalid bytes at offset 20"), "{}", report.stderr);
}

#[test]
fn a_path_that_does_not_exist_fails_alone() {
    let report = run("terms tiada.txt samples/dunia-01.txt --format csv");
    assert_eq!(report.code, Some(1));
    assert!(report.stderr.contains("tiada.txt: no such file"), "{}", report.stderr);
    assert!(report.stdout.lines().count() > 50);
    let report = run("analyze --format ndjson tiada.txt samples/dunia-01.txt");
    assert_eq!(json_lines(&report.stdout)[0]["document"], "tiada.txt");
}

#[test]
fn nothing_done_is_another_code() {
    for command in ["analyze", "terms", "entities", "tokens"] {
        let report = run(&format!("{command} tiada.txt"));
        assert_eq!(report.code, Some(2), "{command}");
        assert!(report.stderr.contains("tiada.txt"));
    }
    let files = folder(&[("a.pdf", b"%PDF"), (".b.txt", b"b")]);
    let report = run_in(files.path(), "terms .", "");
    assert_eq!(report.code, Some(2), "{report:?}");
    assert!(report.stderr.contains("skipped in directories: 1 with another extension"), "{}", report.stderr);
    assert!(report.stderr.contains("1 hidden"), "{}", report.stderr);
    // Nothing was there to be done.
    let empty = folder(&[("b.ndjson", b"\n")]);
    let report = run_in(empty.path(), "terms --format csv .", "");
    assert_eq!((report.code, &*report.stdout), (Some(1), "rank,term,count,documents,per_million\n"));
    assert!(report.stderr.contains("no documents found"), "{}", report.stderr);
}

#[test]
fn an_empty_file_is_a_document() {
    let files = folder(&[("a.txt", b""), ("b.txt", b"\xef\xbb\xbf"), ("c.txt", b" \n\n")]);
    let report = run_in(files.path(), "analyze --format ndjson .", "");
    assert_eq!(report.code, Some(0));
    let articles = json_lines(&report.stdout);
    assert_eq!(articles.len(), 3);
    for article in articles {
        assert_eq!((&article["counts"]["tokens"], article["terms"].as_array().unwrap().len()), (&0.into(), 0));
        assert!(article["error"].is_null());
    }
    // A frequency of zero in zero words is undefined.
    let report = run_in(files.path(), "terms --format json .", "");
    assert_eq!((report.code, report.stdout.contains("\"documents\":3")), (Some(0), true), "{}", report.stdout);
}

#[test]
fn a_long_line_is_a_text_like_any_other() {
    let text = "Presiden Joko Widodo berkata, \"harga beras 1.250,5 rupiah\". ".repeat(20_000);
    let record = format!("{{\"text\":{}}}", serde_json::to_string(&text).unwrap());
    let files = folder(&[("a.txt", text.as_bytes()), ("b.ndjson", record.as_bytes())]);
    let report = run_in(files.path(), "terms --format csv --top 2 .", "");
    assert_eq!(report.code, Some(0), "{}", report.stderr);
    assert!(report.stdout.contains(",40000,2,"), "{}", report.stdout);
}

#[test]
fn a_date_that_is_none_is_said_and_left_out() {
    let files = folder(&[("a.ndjson", b"{\"id\":1,\"text\":\"Kata.\",\"date\":\"kemarin\"}\n")]);
    let report = run_in(files.path(), "analyze --format ndjson a.ndjson", "");
    assert_eq!(report.code, Some(0));
    assert!(report.stderr.contains("warning: a.ndjson:1: field `date` is not a date"), "{}", report.stderr);
    assert!(json_lines(&report.stdout)[0]["date"].is_null());
    let report = run_in(files.path(), "analyze -q --format ndjson a.ndjson", "");
    assert_eq!(report.stderr, "");
}

#[test]
fn an_unknown_value_lists_the_valid_ones() {
    for (arguments, valid) in [
        ("terms --format xml samples", "table, csv, tsv, json, ndjson"),
        ("terms --input-format pdf samples", "auto, text, ndjson, json, csv, tsv"),
        ("entities --kind place samples", "person, country, date, time, duration"),
        ("terms --case upper samples", "keep, fold"),
        ("terms --encoding-errors ignore samples", "strict, replace"),
        ("terms --csv-dialect excel samples", "rfc4180, excel-id"),
        ("terms --color blue samples", "auto, always, never"),
        ("terms --stopwords tiada samples", "inti, luas, berita, obrolan, default, none"),
        ("stopwords tiada", "inti, luas, berita"),
        ("completions dos", "bash"),
        ("man tiada", "analyze, terms, entities, "),
    ] {
        let report = run(arguments);
        assert_eq!((report.code, &*report.stdout), (Some(2), ""), "{arguments}");
        assert!(report.stderr.contains(valid), "{arguments}: {}", report.stderr);
    }
}

#[test]
fn wrong_usage_is_refused_before_anything_is_done() {
    for arguments in [
        "",
        "tiada",
        "terms --tiada samples",
        "terms --threads 0 samples",
        "terms --ngrams 0 samples",
        "terms --top x samples",
        "terms --match [ samples",
        "terms --date 2024-02-30 samples",
        "terms --date 31/12/2024 samples",
        "terms --format json --csv-dialect excel-id samples",
        "entities --mentions --top 3 samples",
    ] {
        let report = run(arguments);
        assert_eq!((report.code, &*report.stdout), (Some(2), ""), "{arguments}");
        assert!(!report.stderr.is_empty());
    }
}

#[cfg(unix)]
mod unix {
    use std::fs::Permissions;
    use std::io::Read;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use std::os::unix::process::CommandExt;
    use std::path::PathBuf;
    use std::process::{Command, Stdio};

    use super::*;

    /// Runs the program in `folder` as a user whom permissions bind: as this one or, if this is root, as one without privileges.
    fn run_unprivileged(folder: &Path, arguments: &str) -> Run {
        const NOBODY: u32 = 65_534;
        let is_root = fs::metadata(folder).unwrap().uid() == 0;
        // The program may lie where only root can reach it.
        let place = tempfile::tempdir().unwrap();
        let mut program = PathBuf::from(env!("CARGO_BIN_EXE_telaah"));
        if is_root {
            // Another process copies: while this one has the copy open for writing, a child that another test starts holds it open as well, and it cannot be executed.
            let copy = place.path().join("telaah");
            assert!(Command::new("cp").arg(&program).arg(&copy).status().unwrap().success());
            program = copy;
            for open in [place.path(), folder] {
                fs::set_permissions(open, Permissions::from_mode(0o755)).unwrap();
            }
        }
        let mut command = Command::new(program);
        command.current_dir(folder).args(arguments.split_whitespace()).env("TELAAH_CONFIG", "none").env("LC_ALL", "C");
        if is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
        let output = command.output().unwrap();
        Run {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    #[test]
    fn a_file_and_a_folder_without_permission_fail_alone() {
        let files = folder(&[("a.txt", GOOD), ("b/c.txt", GOOD), ("d.txt", GOOD)]);
        let (closed_folder, closed_file) = (files.path().join("b"), files.path().join("d.txt"));
        for path in [&closed_folder, &closed_file] {
            fs::set_permissions(path, Permissions::from_mode(0o000)).unwrap();
        }
        let report = run_unprivileged(files.path(), "analyze --format ndjson .");
        fs::set_permissions(&closed_folder, Permissions::from_mode(0o755)).unwrap();
        assert_eq!(report.code, Some(1), "{}", report.stderr);
        let documents: Vec<_> = json_lines(&report.stdout).iter().map(|a| a["document"].clone()).collect();
        assert_eq!(documents, ["./a.txt", "./b", "./d.txt"]);
        assert_eq!(report.stderr.matches("permission denied").count(), 2, "{}", report.stderr);
    }

    #[test]
    fn links_in_folders_are_not_followed_and_not_kept_quiet() {
        let files = folder(&[("a/b.txt", GOOD), ("c.txt", GOOD)]);
        symlink(files.path(), files.path().join("a/atas")).unwrap();
        symlink("c.txt", files.path().join("d.txt")).unwrap();
        symlink("diri", files.path().join("diri")).unwrap();
        let report = run_in(files.path(), "terms --format csv .", "");
        assert_eq!(report.code, Some(0));
        assert!(report.stdout.contains(",beras,2,2,"), "{}", report.stdout);
        assert!(report.stderr.contains("skipped in directories: 3 symbolic links"), "{}", report.stderr);
        // Named, a link is followed, and a loop is an error.
        let report = run_in(files.path(), "terms --format csv d.txt a/atas/c.txt diri", "");
        assert_eq!(report.code, Some(1));
        assert!(report.stdout.contains(",beras,2,2,") && report.stderr.contains("diri: "), "{report:?}");
    }

    #[test]
    fn a_pipe_in_a_folder_does_not_make_the_program_wait() {
        let files = folder(&[("a.txt", GOOD)]);
        let made = Command::new("mkfifo").arg(files.path().join("b.txt")).status();
        if !made.is_ok_and(|status| status.success()) {
            eprintln!("skipped: no mkfifo here");
            return;
        }
        let report = run_in(files.path(), "terms .", "");
        assert_eq!(report.code, Some(0));
        assert!(report.stderr.contains("1 pipe, socket or device"), "{}", report.stderr);
    }

    #[test]
    fn a_name_that_is_not_unicode_is_read() {
        use std::os::unix::ffi::OsStrExt;
        let files = folder(&[]);
        let name = std::ffi::OsStr::from_bytes(b"caf\xe9.txt");
        if fs::write(files.path().join(name), GOOD).is_err() {
            eprintln!("skipped: this file system wants Unicode names");
            return;
        }
        let report = run_in(files.path(), "analyze --format ndjson .", "");
        assert_eq!(json_lines(&report.stdout)[0]["document"], "./caf\\xe9.txt");
    }

    #[test]
    fn a_full_disk_is_an_error_and_nothing_is_half_written() {
        if !Path::new("/dev/full").exists() {
            eprintln!("skipped: no /dev/full here");
            return;
        }
        for arguments in ["terms samples", "analyze --format json samples", "tokens --format csv samples"] {
            let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
            let output = Command::new(env!("CARGO_BIN_EXE_telaah"))
                .current_dir(crate::support::root())
                .args(arguments.split_whitespace())
                .stdout(full)
                .output()
                .unwrap();
            assert_eq!(output.status.code(), Some(2), "{arguments}");
            let stderr = String::from_utf8(output.stderr).unwrap();
            assert!(stderr.contains("no space left"), "{stderr}");
        }
        let report = run("terms samples -o /dev/full");
        assert_eq!(report.code, Some(2));
        assert!(Path::new("/dev/full").exists());
    }

    #[test]
    fn a_closed_pipe_ends_quietly() {
        for arguments in
            ["tokens --format csv samples samples samples", "analyze --format ndjson samples", "terms samples"]
        {
            let mut child = Command::new(env!("CARGO_BIN_EXE_telaah"))
                .current_dir(crate::support::root())
                .args(arguments.split_whitespace())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            let mut first = [0; 10];
            let mut stdout = child.stdout.take().unwrap();
            stdout.read_exact(&mut first).unwrap();
            drop(stdout);
            let output = child.wait_with_output().unwrap();
            assert_eq!(output.status.code(), Some(0), "{arguments}");
            assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{arguments}");
        }
    }

    #[test]
    fn output_that_fails_leaves_what_was_there() {
        let files = folder(&[("a.txt", GOOD), ("hasil.csv", b"lama"), ("tutup/hasil.csv", b"lama")]);
        let closed = files.path().join("tutup");
        fs::set_permissions(&closed, Permissions::from_mode(0o555)).unwrap();
        let report = run_unprivileged(files.path(), "terms a.txt -o tutup/hasil.csv");
        fs::set_permissions(&closed, Permissions::from_mode(0o755)).unwrap();
        assert_eq!(report.code, Some(2), "{}", report.stderr);
        assert!(report.stderr.contains("cannot write"), "{}", report.stderr);
        assert_eq!(fs::read(closed.join("hasil.csv")).unwrap(), b"lama");
        // A limit on the size of files ends the run in the middle of the output.
        let script =
            format!("ulimit -f 1; exec {} tokens --format csv a.txt -o hasil.csv", env!("CARGO_BIN_EXE_telaah"));
        fs::write(files.path().join("a.txt"), GOOD.repeat(2000)).unwrap();
        let status =
            Command::new("sh").arg("-c").arg(script).current_dir(files.path()).stderr(Stdio::null()).status().unwrap();
        assert!(!status.success());
        assert_eq!(fs::read(files.path().join("hasil.csv")).unwrap(), b"lama");
    }
}

#[test]
fn output_into_a_folder_that_is_not_there_is_an_error() {
    let files = folder(&[("a.txt", GOOD)]);
    for arguments in
        ["terms a.txt -o tiada/hasil.csv", "analyze a.txt -o tiada/hasil", "analyze a.txt -o a.txt --format csv"]
    {
        let report = run_in(files.path(), arguments, "");
        assert_eq!(report.code, Some(2), "{arguments}");
        assert!(report.stderr.contains("cannot write"), "{}", report.stderr);
        assert_eq!(names_in(files.path()), ["a.txt"]);
        assert_eq!(fs::read(files.path().join("a.txt")).unwrap(), GOOD);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    /// Bytes that mean nothing, and bytes that nearly do.
    #[test]
    fn any_bytes_may_come_in(files in proptest::collection::vec(bytes(), 100)) {
        const ENDINGS: [&str; 14] = [
            "txt", "ndjson", "json", "csv", "tsv", "md", "html", "gz", "txt.gz", "jsonl.zst", "zip", "csv.gz", "zst", "html.gz",
        ];
        let names: Vec<String> = (0..files.len()).map(|n| format!("{n}.{}", ENDINGS[n % ENDINGS.len()])).collect();
        let place: Vec<(&str, &[u8])> = names.iter().map(String::as_str).zip(files.iter().map(Vec::as_slice)).collect();
        let place = folder(&place);
        for arguments in ["analyze --format ndjson .", "tokens --encoding-errors replace --format csv --input-format text ."] {
            let report = run_in(place.path(), arguments, "");
            prop_assert!(matches!(report.code, Some(0..=2)) && !report.stderr.contains("panicked"), "{}", report.stderr);
        }
    }
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..40),
        any::<String>().prop_map(String::into_bytes),
        "[ a-zA-Z0-9.,:;/()\"'-]{0,60}".prop_map(String::into_bytes),
        Just(b"\n".to_vec()),
        Just(b"{\"text\":\"".to_vec()),
        Just(b"\"}\n".to_vec()),
        Just(b"text;id\r\n\"".to_vec()),
        Just(b"[{\"text\": \"".to_vec()),
        Just(b"---\ntitle: >\n  a\ndate: 31 Des\n---\n".to_vec()),
        Just(b"<html><head><title>a: b | c</title><meta charset=gbk></head><body><article><p>".to_vec()),
        Just(b"<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"datePublished\":".to_vec()),
        Just(b"\x1f\x8b\x08\0\0\0\0\0\0\x03".to_vec()),
        Just(b"\x28\xb5\x2f\xfd\x04".to_vec()),
        Just(b"PK\x03\x04PK\x01\x02PK\x05\x06\0\0\0\0\x01\0\x01\0".to_vec()),
        Just(b"Senin (31/12/2024) Presiden Joko Widodo, S.H., dan AS-Rusia ".to_vec()),
    ];
    proptest::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

#[test]
fn a_stop_word_file_must_be_text_and_odd_entries_are_named() {
    let files = folder(&[("a.txt", GOOD), ("biner", b"\xff"), ("saya", b"# milikku\nberas\ndi mana\n")]);
    let report = run_in(files.path(), "terms --stopwords biner a.txt", "");
    assert_eq!(report.code, Some(2));
    assert!(report.stderr.contains("biner: the stop words must be UTF-8"), "{}", report.stderr);
    let report = run_in(files.path(), "terms --stopwords saya --format csv a.txt", "");
    assert_eq!(report.code, Some(0));
    assert!(report.stderr.contains("saya:3: `di mana` is more than one word"), "{}", report.stderr);
    assert!(!report.stdout.contains("beras") && report.stdout.contains(",di,1,1,"), "{}", report.stdout);
    telaah().args(["terms", "--stopwords", "none", "-"]).write_stdin("di").assert().success();
}
