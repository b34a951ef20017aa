//! Tables, pages and messages have no characters that control a terminal.

use std::fs;

use crate::support::{commands, folder, root, run_in, telaah};

/// Begins an operating system command, moves the cursor, deletes, and turns the direction of the text.
const HOSTILE: &str = "B\u{1b}]0;x\u{7}udi\u{9b}2J\u{90}q\u{7f}\u{202e}\u{2066}\u{200f} Santoso";

/// Commands that read documents and show a table.
const TABLES: [&str; 7] =
    ["analyze", "terms", "terms --by-document", "entities", "entities --mentions", "tokens", "terms --dry-run"];

/// No character controls a terminal or the direction of its text; lines end with line feeds.
fn is_harmless(output: &[u8], what: &str) {
    let text = String::from_utf8(output.to_vec()).unwrap();
    let bad = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!text.contains(bad), "{what}: {text:?}");
}

#[test]
fn texts_and_records_do_not_control_the_terminal() {
    let record = serde_json::json!({
        "id": HOSTILE, "title": HOSTILE, "source": HOSTILE, "url": HOSTILE, "date": HOSTILE,
        "text": format!("Presiden {HOSTILE} bertemu {HOSTILE} di Jerman\u{1b}[31m pada 5 Mei\u{9d} 2024. {HOSTILE}\n{HOSTILE}"),
    });
    let files = folder(&[
        ("a.ndjson", format!("{record}\n{record}\n{{\"id\":\"\u{1b}\"}}\n{{\u{9b}\n").as_bytes()),
        ("b.txt", format!("Presiden {HOSTILE} dan {HOSTILE}.").as_bytes()),
        ("c.csv", format!("id,{HOSTILE}\n1,2\n").as_bytes()),
    ]);
    for command in TABLES {
        for options in ["", " --lang id", " --dedup -v", " --keep source"] {
            let command = format!("{command}{options} --format table a.ndjson b.txt c.csv");
            let output = telaah().current_dir(files.path()).args(command.split(' ')).output().unwrap();
            is_harmless(&output.stdout, &command);
            is_harmless(&output.stderr, &command);
        }
    }
    // One article has a page of its own.
    let page = run_in(files.path(), "analyze --format table", record.to_string());
    is_harmless(page.stdout.as_bytes(), "analyze");
    assert!(page.stdout.contains("\\u{1b}]0;x"), "{}", page.stdout);
    // Files keep the text.
    run_in(files.path(), "tokens a.ndjson -o token.csv", "");
    assert!(fs::read_to_string(files.path().join("token.csv")).unwrap().contains('\u{1b}'));
}

#[cfg(unix)]
#[test]
fn names_do_not_control_the_terminal_and_are_told_apart() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let files = folder(&[("biasa.txt", b"Presiden Joko Widodo.")]);
    for name in [
        &b"x\x1b]0;y\x07.txt"[..],
        b"baris\ntelaah: error.txt",
        b"\xff.txt",
        b"\xfe.txt",
        "\u{202e}txt.a.txt".as_bytes(),
    ] {
        let path = files.path().join(OsStr::from_bytes(name));
        fs::write(&path, "Presiden Joko Widodo.").unwrap();
        fs::write(path.with_extension("ndjson"), "{\0").unwrap();
    }
    for command in TABLES {
        for options in ["", " --lang id", " --dedup -v"] {
            let command = format!("{command}{options} --format table .");
            let output = telaah().current_dir(files.path()).args(command.split(' ')).output().unwrap();
            is_harmless(&output.stdout, &command);
            is_harmless(&output.stderr, &command);
            let messages = String::from_utf8(output.stderr).unwrap();
            assert!(messages.lines().all(|line| line.starts_with("telaah: ")), "{command}: {messages}");
        }
    }
    let report = run_in(files.path(), "analyze --format csv .", "");
    assert!(report.stdout.contains("./\\xff.txt,") && report.stdout.contains("./\\xfe.txt,"), "{}", report.stdout);
    assert!(report.stderr.contains("./\\xff.ndjson") && report.stderr.contains("./\\xfe.ndjson"), "{}", report.stderr);
}

#[test]
fn arguments_and_settings_do_not_control_the_terminal() {
    let files = folder(&[("a.txt", b"kata"), ("telaah.toml", format!("\"{HOSTILE}\" = 1\n").as_bytes())]);
    for command in commands() {
        for language in ["en", "id"] {
            for argument in [HOSTILE, "--format", "--top", "--match", "--lang", "--date", "--kind", "--stopwords"] {
                let mut telaah = telaah();
                telaah.current_dir(root()).args(["--lang", language, &command, argument]);
                if argument.starts_with("--") {
                    telaah.arg(format!("({HOSTILE}"));
                }
                let output = telaah.output().unwrap();
                is_harmless(&output.stderr, &format!("{command} {argument}"));
            }
        }
    }
    let escaped = "B\\u001b]0;x\\u0007\\u009b\\u202e";
    for settings in
        [format!("\"{escaped}\" = 1\n"), format!("[\"{escaped}\"]\nx = 1\n"), format!("format = \"{escaped}\"\n")]
    {
        fs::write(files.path().join("telaah.toml"), &settings).unwrap();
        let report = run_in(files.path(), "terms a.txt --format table", "");
        assert_eq!(report.code, Some(2), "{settings}");
        is_harmless(report.stderr.as_bytes(), &settings);
    }
    fs::write(files.path().join("telaah.toml"), format!("text-field = \"{escaped}\"\n")).unwrap();
    let report = run_in(files.path(), "config --format table", "");
    assert_eq!(report.code, Some(0), "{}", report.stderr);
    is_harmless(report.stdout.as_bytes(), "config");
}
