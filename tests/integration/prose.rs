//! Phrases that must not return to comments and documents, each with the wording to use instead.

use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// A pattern, and what to write instead. Case matters only for the beginnings of doc comments.
const PHRASES: &[(&str, &str)] = &[
    (r"//[/!] (What|Who|Whose|How|Whoever) ", "begin with what the item is or does"),
    (r"\bbehind\b", "`after` or `following`, for order in the text"),
    (r"\babsent\b", "`None` if …, or `missing`"),
    (r"(^|[^e] )(is|are) no [a-z]", "`is not a …` (but `there is no …`)"),
    (r"\b(go|goes|gone|going) on\b", "`resumes` or `continues`"),
    (r"\banew\b", "`again`, or a verb with `re-`"),
    (r"\bso many\b", "`n`, `count`, or `the given number of`"),
    (r"\b(is|are|was|were) (told|said)\b", "`is passed`, `is reported`"),
    (r"\bhangs? on\b", "`depends on`"),
    (r"\bfurniture\b", "`boilerplate`"),
    (r"\bone's own\b", "`your own`"),
    (r"\b(set|sets) right\b", "`repair`"),
    (r"\bmended\b", "`fixed`"),
    (r"\b(some|no)body\b", "name the code: a caller, a worker"),
    (r"\bstands? (in|at|beside|here|there|before|between|after|alone|by|round)\b", "`is`, `occurs`, `appears`"),
    (r"\bno processor\b", "`branch-free`, `cache misses`"),
    (r"\btakes? note\b", "`records`"),
    (r"\b(wakes?|waking) up\b", "`trigger`"),
    (r"\bleft out\b", "`skipped` or `excluded`"),
    (r"\b[Ww]hoever\b", "name who: a caller, a user"),
    (r"\bbrings? along\b", "`has` or `ships with`"),
    (r"\bas wished\b", "`requested`"),
];

fn files_below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// The lines of a file that are prose: comments of code, headers of lists, all of a document but its code blocks.
fn prose<'a>(path: &Path, text: &'a str) -> Vec<(usize, &'a str)> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let lines = (1..).zip(text.lines());
    match extension {
        // Comments, and strings on lines of their own: help and messages.
        "rs" => {
            let begins = |line: &str| ["//", "\""].iter().any(|start| line.trim_start().starts_with(start));
            let is_prose = |line: &str| begins(line) || line.contains("en: \"");
            lines.filter(|(_, line)| is_prose(line)).collect()
        }
        "txt" | "tsv" => lines.take_while(|(_, line)| line.starts_with('#')).collect(),
        "toml" | "sh" | "py" => lines.filter(|(_, line)| line.trim_start().starts_with('#')).collect(),
        "md" => {
            let mut is_code = false;
            lines
                .filter(|(_, line)| {
                    let is_fence = line.trim_start().starts_with("```");
                    is_code ^= is_fence;
                    !is_code && !is_fence
                })
                .collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn comments_and_documents_use_plain_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![root.join("Cargo.toml")];
    for folder in ["src", "tests", "benches", "stopwords"] {
        files_below(&root.join(folder), &mut files);
    }
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        // Indonesian documents end in `.id.md`.
        let name = path.file_name().unwrap().to_str().unwrap();
        if name.ends_with(".md") && !name.ends_with(".id.md") {
            files.push(path);
        }
    }
    let phrases: Vec<(Regex, &str)> =
        PHRASES.iter().map(|(pattern, instead)| (Regex::new(pattern).unwrap(), *instead)).collect();
    let (mut faults, mut lines) = (Vec::new(), 0);
    for path in files.iter().filter(|path| !path.ends_with("integration/prose.rs") && !path.ends_with("gold/articles"))
    {
        let Ok(text) = fs::read_to_string(path) else { continue };
        for (number, line) in prose(path, &text) {
            lines += 1;
            for (phrase, instead) in &phrases {
                if let Some(found) = phrase.find(line) {
                    let path = path.strip_prefix(root).unwrap().display();
                    faults.push(format!("{path}:{number}: `{}`: use {instead}", found.as_str().trim()));
                }
            }
        }
    }
    assert!(lines > 5_000, "only {lines} lines of prose were read");
    assert!(faults.is_empty(), "{} phrases:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn each_phrase_is_found() {
    let examples = [
        "/// What it is.",
        "behind it",
        "absent here",
        "it is no date",
        "goes on with",
        "made anew",
        "so many rows",
        "is told of",
        "hangs on",
        "page furniture",
        "one's own",
        "sets right",
        "mended",
        "nobody",
        "stands before",
        "no processor",
        "takes note",
        "wakes up",
        "left out",
        "whoever",
        "brings along",
        "as wished",
    ];
    assert_eq!(examples.len(), PHRASES.len());
    for ((pattern, _), example) in PHRASES.iter().zip(examples) {
        assert!(Regex::new(pattern).unwrap().is_match(example), "{pattern} does not match {example:?}");
    }
}
