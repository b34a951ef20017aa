//! The lists that are shipped, and the border of the analysis.

use std::fs;
use std::path::PathBuf;

use unicode_normalization::is_nfc;

use crate::layers::{code, modules, paths_of};
use crate::support::{files_below, root};

/// The faults of a list, each with advice.
fn faults(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let header: Vec<&str> = text.lines().take_while(|line| line.starts_with("# ")).collect();
    for key in ["source", "licence", "date", "method"] {
        let has_value =
            |line: &&str| line.strip_prefix(&format!("# {key}: ")).is_some_and(|value| !value.trim().is_empty());
        if !header.iter().any(has_value) {
            faults.push(format!("no header line `# {key}: …` on top: say where the list comes from"));
        }
    }
    if text.contains('\r') {
        faults.push("carriage returns: end lines with LF alone".to_owned());
    }
    if !text.ends_with('\n') {
        faults.push("the last line has no line feed".to_owned());
    }
    if !is_nfc(text) {
        faults.push("not NFC: normalise it, for keys are".to_owned());
    }
    let entries: Vec<&str> = text.lines().skip(header.len()).collect();
    for (number, line) in (header.len() + 1..).zip(&entries) {
        if line.is_empty() || line.trim() != *line || line.starts_with('#') {
            faults.push(format!("line {number}, {line:?}: a line is an entry, without blanks around it"));
        }
    }
    for pair in entries.windows(2) {
        let [before, after] = pair else { continue };
        if before == after {
            faults.push(format!("{after:?} comes twice: drop one"));
        } else if before > after {
            faults.push(format!("{after:?} follows {before:?}: sort by code point (LC_ALL=C sort)"));
        }
    }
    faults
}

#[test]
fn every_list_has_a_source_and_is_sorted_unique_and_normalised() {
    let mut lists = 0;
    let folders = [
        "stopwords",
        "src/bin/telaah-train/stems/data",
        "src/corpus/data",
        "src/entities/data",
        "src/entities/person/model",
        "src/quotes/data",
        "src/stem/data",
        "src/tokenizer/data",
    ];
    for folder in folders {
        let folder = root().join(folder);
        if !folder.is_dir() {
            continue;
        }
        let is_list = |path: &&PathBuf| path.extension().is_none_or(|e| e != "md" && e != "bin");
        for path in files_below(&folder).iter().filter(is_list) {
            let text = fs::read_to_string(path).unwrap();
            let faults = faults(&text);
            assert!(faults.is_empty(), "{}:\n{}", path.display(), faults.join("\n"));
            lists += 1;
        }
    }
    assert!(lists >= telaah::STOP_LISTS.len(), "{lists} lists");
}

#[test]
fn a_bad_list_is_told_why() {
    let header = "# source: a\n# licence: b\n# date: c\n# method: d\n";
    assert_eq!(faults(&format!("{header}a\nb\n")), Vec::<String>::new());
    for (entries, fault) in [
        ("b\na\n", "sort by code point"),
        ("a\na\n", "comes twice"),
        ("a \n", "without blanks"),
        ("a\n\nb\n", "a line is an entry"),
        ("a\r\n", "LF alone"),
        ("e\u{301}\n", "not NFC"),
        ("a", "no line feed"),
    ] {
        let found = faults(&format!("{header}{entries}"));
        assert!(found.iter().any(|f| f.contains(fault)), "{entries:?}: {found:?}");
    }
    assert_eq!(faults("a\n").len(), 4);
}

/// Negation changes the meaning of a sentence, so no list of function words may drop it; the list of chat words has its negators only in
/// chat spelling.
#[test]
fn no_list_holds_negators() {
    for word in ["gak", "nggak", "jgn", "blm"] {
        assert!(!telaah::StopWords::default().contains(word), "the default holds {word}");
    }
    for list in telaah::STOP_LISTS {
        for word in ["tidak", "bukan", "belum", "jangan", "tanpa"] {
            assert!(!list.words().any(|w| w == word), "{} holds {word}", list.name);
        }
    }
}

#[test]
fn every_stop_word_can_match() {
    let analyzer = telaah::Analyzer::builder().kinds([]).build();
    let mut workspace = analyzer.workspace();
    for list in telaah::STOP_LISTS {
        for word in list.words() {
            let analysis = analyzer.analyze_with(word, None, &mut workspace);
            assert_eq!(analysis.document.tokens.len(), 1, "{}: {word} is several tokens and never matches", list.name);
        }
    }
}

/// Analysis is a pure function: files, threads and printing are at the edges.
#[test]
fn the_analysis_touches_nothing_outside() {
    const EDGES: [&str; 4] = ["error", "input", "report", "run"];
    let mut modules = modules(&root().join("src"));
    modules.insert("lib".to_owned(), code(&fs::read_to_string(root().join("src/lib.rs")).unwrap()));
    let is_edge = |module: &str| EDGES.contains(&module.split("::").next().unwrap());
    assert!(modules.keys().filter(|module| !is_edge(module)).count() > 100);
    let mut faults = Vec::new();
    for (module, code) in &modules {
        faults.extend(printing_macros(code).iter().map(|name| format!("{module} must not use {name}!")));
        for path in paths_of("std", code) {
            let forbidden = match path.split("::").nth(1) {
                Some("process") => true,
                Some("env" | "fs" | "net" | "thread") => !is_edge(module),
                _ => false,
            };
            if forbidden {
                faults.push(format!("{module} must not use {path}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The macros in `code` that write to the standard streams.
fn printing_macros(code: &str) -> Vec<&str> {
    const MACROS: [&str; 5] = ["dbg", "eprint", "eprintln", "print", "println"];
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let before = code.match_indices('!').map(|(at, _)| &code[..at]);
    let names = before.map(|before| &before[before.trim_end_matches(is_name).len()..]);
    names.filter(|name| MACROS.contains(name)).collect()
}

#[test]
fn what_code_touches_is_read_as_whole_names() {
    let code =
        "use std::{fmt, fs::{self, File}};\nuse std::thread as t;\nlet a = my_std::env::var(b);\nstd::process::exit(1)";
    assert_eq!(
        paths_of("std", code),
        ["std::fmt", "std::fs::self", "std::fs::File", "std::thread", "std::process::exit"]
    );
    assert_eq!(printing_macros("writeln!(f); println!(); sprint!(a); if !print { eprint!() }"), ["println", "eprint"]);
}
