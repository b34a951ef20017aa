//! The whole program over `samples/`, against reports that are kept in `tests/golden/`.
//!
//! `SNAPSHOTS=overwrite cargo test --test integration golden` rewrites them; read the diff.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;
use snapbox::{Assert, Data};

use crate::support::{files_below, json_lines, root, run};

/// Compares with the file of that name.
fn check(name: &str, found: String) {
    let path = root().join("tests/golden").join(name);
    Assert::new()
        .action_env(snapbox::assert::DEFAULT_ACTION_ENV)
        .eq(Data::text(found).raw(), Data::read_from(&path, None).raw());
}

/// Each sentence in which something is found, and under it what: for people to read in a diff.
///
/// ```text
/// Presiden Joko Widodo tiba di Tokyo kemarin.
///          ^^^^^^^^^^^ Joko Widodo = person Joko Widodo
///                                    ^^^^^^^ kemarin = date 2024-12-30
/// ```
fn aligned(path: &str, tokens: &[Value], mentions: &[Value]) -> String {
    let mut shown = String::new();
    let of_path = |row: &&Value| row["document"] == path;
    let tokens: Vec<&Value> = tokens.iter().filter(of_path).collect();
    let mentions: Vec<&Value> = mentions.iter().filter(of_path).collect();
    let text = fs::read_to_string(root().join(path)).unwrap();
    let characters: Vec<char> = text.strip_prefix('\u{feff}').unwrap_or(&text).chars().collect();
    let number = |row: &Value, field: &str| row[field].as_u64().unwrap() as usize;
    for sentence in tokens.chunk_by(|a, b| a["sentence"] == b["sentence"]) {
        let (Some(first), Some(last)) = (sentence.first(), sentence.last()) else { continue };
        let (start, end) = (number(first, "char_start"), number(last, "char_end"));
        let line: String = characters[start..end].iter().map(|c| if c.is_whitespace() { ' ' } else { *c }).collect();
        let _ = writeln!(shown, "{line}");
        for mention in mentions.iter().filter(|m| m["sentence"] == first["sentence"]) {
            let (from, to) = (number(mention, "char_start") - start, number(mention, "char_end") - start);
            let cell = |field: &str| mention[field].as_str().map(|text| format!(" {text}")).unwrap_or_default();
            let canonical = if mention["canonical"].is_null() { " -".to_owned() } else { cell("canonical") };
            let marks = format!("{}{}", " ".repeat(from), "^".repeat(to - from));
            let _ =
                writeln!(shown, "{marks}{} ={}{canonical}{}{}", cell("text"), cell("kind"), cell("via"), cell("note"));
        }
    }
    shown
}

#[test]
fn samples_are_read_as_before() {
    let rows = |command: &str| json_lines(&run(&format!("{command} --format ndjson samples")).stdout);
    let (tokens, mentions) = (rows("tokens"), rows("entities --mentions"));
    let mut all = String::new();
    for path in files_below(&root().join("samples")) {
        let relative = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
        if relative.ends_with(".txt") {
            let _ = writeln!(all, "== {relative}\n\n{}", aligned(&relative, &tokens, &mentions));
        }
    }
    check("mentions.txt", all);
}

#[test]
fn reports_are_as_before() {
    for (name, arguments) in [
        ("analyze.txt", "analyze --articles --format table samples"),
        ("article.txt", "analyze --format table samples/dunia-01.txt"),
        ("documents.csv", "analyze --format csv samples"),
        ("terms.csv", "terms --format csv --min-count 3 samples"),
        ("bigrams.csv", "terms --format csv --ngrams 2 --min-count 3 samples"),
        ("entities.csv", "entities --format csv samples"),
        ("berita.ndjson", "analyze --format ndjson --top 5 samples/berita.ndjson"),
        ("stopwords.csv", "stopwords --format csv"),
    ] {
        let report = run(arguments);
        assert_eq!((report.code, &*report.stderr), (Some(0), ""), "{arguments}");
        check(name, report.stdout);
    }
}
