//! Tables, pages and messages have no characters that control a terminal.

use std::fs;

use unicode_width::UnicodeWidthStr;

use crate::support::{commands, folder, root, run_in, telaah};

/// Begins an operating system command, moves the cursor, deletes, and turns the direction of the text.
const HOSTILE: &str = "B\u{1b}]0;x\u{7}udi\u{9b}2J\u{90}q\u{7f}\u{202e}\u{2066}\u{200f} Santoso";

/// Commands that read documents and show a table.
const TABLES: [&str; 22] = [
    "analyze",
    "analyze --articles",
    "terms",
    "terms --by-document",
    "entities",
    "entities --mentions",
    "tokens",
    "info",
    "kwic *",
    "kwic --by-document *",
    "collocations --stopwords none --min-count 1",
    "keyness --min-count 1",
    "trends *",
    "network --min-count 1",
    "quotes --all",
    "quotes --by-speaker",
    "terms --stem root",
    "duplicates",
    "diversity",
    "terms --dispersion",
    "terms --by-document --weight bm25",
    "terms --dry-run",
];

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

/// The table or page of a command in a window of that width.
fn in_window(width: usize, arguments: &str) -> String {
    let arguments = arguments.split(' ').chain(["--format", "table", "--bars", "always", "samples"]);
    let output = telaah().env("COLUMNS", width.to_string()).args(arguments).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn tables_and_pages_fit_the_window() {
    for command in TABLES.iter().filter(|command| !command.contains("dry-run")) {
        for (width, language) in [(60, "en"), (60, "id"), (80, "en"), (120, "id")] {
            let shown = in_window(width, &format!("{command} --lang {language}"));
            let widest = shown.lines().max_by_key(|line| line.width()).unwrap();
            assert!(widest.width() <= width, "{command} {width}: {widest}");
            // Cells are cut, not wrapped: a line that begins with a blank has a number or the words before a match in its first column.
            let wrapped =
                |line: &&str| line.starts_with(' ') && !line.trim_start().starts_with(|c: char| c.is_ascii_digit());
            let is_aligned = command.starts_with("terms") || command.starts_with("kwic") || *command == "tokens";
            let broken = shown.lines().filter(wrapped).filter(|_| !is_aligned && width == 60);
            assert_eq!(broken.count(), 0, "{command}\n{shown}");
        }
    }
}

#[test]
fn documents_are_named_once_in_a_window() {
    let shown = in_window(60, "entities --mentions");
    assert_eq!(shown.matches("samples/dunia-01.txt  2024-06-19\n").count(), 1);
    assert!(shown.starts_with("kind     text") && !shown.contains("byte_start"), "{shown}");
    let piped = run_in(root(), "entities --mentions --format table samples", "").stdout;
    assert!(piped.matches("samples/dunia-01.txt").count() > 20 && piped.contains("byte_start"));
}

#[test]
fn the_page_of_a_collection_begins_with_totals() {
    let page = in_window(60, "analyze --top 3");
    let expected = "\
25 articles
articles of 2023-12-07 to 2025-01-15, 2 without a date
5354 words in 469 sentences, 40044 bytes; 3149 words counted
as terms, 2092 stop words
126 people, 34 countries, 133 dates

Terms (3 of 1789)
";
    assert!(page.starts_with(expected), "{page}");
    assert!(!page.contains("Articles") && page.contains("\nDates by month\nmonth "), "{page}");
    let page = in_window(60, "analyze --top 3 --articles");
    assert!(page.contains("\nArticles in samples (3 of 25)\n") && page.contains("\nbencana-01.txt  2024"), "{page}");
    let error = run_in(root(), "analyze --articles --format csv samples", "");
    assert!(error.code == Some(2) && error.stderr.contains("--format table"), "{}", error.stderr);
}
