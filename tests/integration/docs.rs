//! The user documentation: its console blocks are executed, and the Indonesian documents follow the English ones.
//!
//! `SNAPSHOTS=overwrite cargo test --test integration docs` writes the current output into the documents.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use snapbox::filter::NormalizeToExpected;
use snapbox::{Assert, Data, Redactions};

use crate::support::{files_below, isolated, root};

/// Each English document with its Indonesian counterpart.
const TRANSLATIONS: [(&str, &str); 2] = [("README.md", "README.id.md"), ("GUIDE.md", "GUIDE.id.md")];

/// Every document of the top level.
const DOCUMENTS: [&str; 9] = [
    "ACCURACY.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "GUIDE.id.md",
    "GUIDE.md",
    "README.id.md",
    "README.md",
    "RELEASING.md",
];

#[cfg(unix)]
#[test]
fn console_blocks_of_the_readme() {
    check("README.md", "C");
    check("README.id.md", "id_ID.UTF-8");
}

#[cfg(unix)]
#[test]
fn console_blocks_of_the_guide() {
    check("GUIDE.md", "C");
    check("GUIDE.id.md", "id_ID.UTF-8");
}

#[test]
fn indonesian_documents_follow_the_english_ones() {
    for (english, indonesian) in TRANSLATIONS {
        let (english, indonesian) = (Outline::of(english), Outline::of(indonesian));
        assert_eq!(english.levels(), indonesian.levels(), "{:#?}\n{:#?}", english.headings, indonesian.headings);
        assert_eq!(english.commands, indonesian.commands);
    }
}

#[test]
fn the_readme_is_short() {
    for document in ["README.md", "README.id.md"] {
        let text = fs::read_to_string(root().join(document)).unwrap();
        let (lines, words) = (text.lines().count(), text.split_whitespace().count());
        assert!(lines <= 150 && words <= 1500, "{document}: {lines} lines, {words} words: move something to the guide");
    }
}

#[test]
fn links_within_the_documents_resolve() {
    for path in DOCUMENTS {
        let text = fs::read_to_string(root().join(path)).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target) {
            if target.contains("://") {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let file = if file.is_empty() { path } else { file };
            assert!(root().join(file).exists(), "{path}: {target}: no such file");
            let has_anchor = || Outline::of(file).headings.iter().any(|(_, title)| slug(title) == anchor);
            assert!(anchor.is_empty() || has_anchor(), "{path}: {target}: no such heading");
        }
    }
}

/// Executes every console block of a document, in order, in a directory that has a copy of `samples/`.
///
/// A block opens with ```` ```console ````. After that word it may name what it needs: a Cargo feature or a program. A block is
/// skipped if that is missing. A line that begins with `$ ` is a command for `sh`, a line that begins with `> ` continues it, and
/// the lines that follow are its output, standard error included. `...` stands for any number of lines, `[..]` for any characters
/// of a line. Every command must succeed.
#[cfg(unix)]
fn check(document: &str, locale: &str) {
    let folder = tempfile::tempdir().unwrap();
    for sample in files_below(&root().join("samples")) {
        let copy = folder.path().join(sample.strip_prefix(root()).unwrap());
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(&sample, copy).unwrap();
    }
    let path = root().join(document);
    let text = fs::read_to_string(&path).unwrap();
    let mut lines = text.lines().peekable();
    let mut actual = String::new();
    let mut is_executed = false;
    while let Some(line) = lines.next() {
        let _ = writeln!(actual, "{line}");
        match line.strip_prefix("```") {
            Some(info) => {
                let missing = requirements(info).find(|name| !is_available(name));
                if let Some(name) = missing {
                    println!("{document}: skipped a console block: {name} is not available");
                }
                is_executed = is_console(info) && missing.is_none();
            }
            None if is_executed => {
                let Some(mut command) = line.strip_prefix("$ ").map(str::to_owned) else { continue };
                while let Some(line) = lines.next_if(|line| line.starts_with("> ")) {
                    let _ = writeln!(actual, "{line}");
                    let _ = write!(command, "\n{}", &line[2..]);
                }
                let mut expected = String::new();
                while let Some(line) = lines.next_if(|line| !line.starts_with("$ ") && *line != "```") {
                    let _ = writeln!(expected, "{line}");
                }
                actual.push_str(&output(document, &command, &expected, folder.path(), locale));
            }
            None => {}
        }
    }
    Assert::new()
        .action_env(snapbox::assert::DEFAULT_ACTION_ENV)
        .eq(Data::text(actual).raw(), Data::read_from(&path, None).raw());
}

/// The output of a command, elided where the expected output is.
#[cfg(unix)]
fn output(document: &str, command: &str, expected: &str, folder: &Path, locale: &str) -> String {
    let programs = Path::new(env!("CARGO_BIN_EXE_telaah")).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(programs.to_owned()).chain(std::env::split_paths(&path))).unwrap();
    let run = isolated("sh")
        .current_dir(folder)
        .env("PATH", path)
        .env("LANG", locale)
        .args(["-c", &format!("exec 2>&1\n{command}")])
        .output()
        .unwrap();
    let found = String::from_utf8(run.stdout).unwrap();
    assert!(run.status.success(), "{document}: `{command}` failed: {found}");
    // A blank line before the next command belongs to the document.
    let blank = &expected[expected.trim_end_matches('\n').len()..];
    let expected = &expected[..expected.len() - blank.len().saturating_sub(1)];
    let found = NormalizeToExpected::new()
        .redact_with(&Redactions::new())
        .normalize(Data::text(found).raw(), &Data::text(expected.to_owned()).raw());
    format!("{found}{}", blank.get(1..).unwrap_or_default())
}

fn is_console(info: &str) -> bool {
    info.split_whitespace().next() == Some("console")
}

/// The features and programs that the info string of a console block names.
#[cfg(unix)]
fn requirements(info: &str) -> impl Iterator<Item = &str> {
    info.split_whitespace().skip(1).filter(move |_| is_console(info))
}

#[cfg(unix)]
fn is_available(name: &str) -> bool {
    match name {
        "html" => cfg!(feature = "html"),
        "xlsx" => cfg!(feature = "xlsx"),
        "parquet" => cfg!(feature = "parquet"),
        program => {
            let path = std::env::var_os("PATH").unwrap_or_default();
            std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
        }
    }
}

/// What two versions of a document have in common.
#[derive(Default)]
struct Outline {
    /// Level and title of each heading.
    headings: Vec<(usize, String)>,
    /// The commands of the console blocks.
    commands: Vec<String>,
}

impl Outline {
    fn of(document: &str) -> Self {
        let mut outline = Self::default();
        let mut fence = None;
        for line in fs::read_to_string(root().join(document)).unwrap().lines() {
            if let Some(info) = line.strip_prefix("```") {
                fence = if fence.is_none() { Some(info.to_owned()) } else { None };
            } else if let Some(info) = &fence {
                let is_command = line.starts_with("$ ") || line.starts_with("> ");
                if is_console(info) && is_command {
                    outline.commands.push(line.to_owned());
                }
            } else if line.starts_with('#') {
                let title = line.trim_start_matches('#');
                outline.headings.push((line.len() - title.len(), title.trim().to_owned()));
            }
        }
        outline
    }

    fn levels(&self) -> Vec<usize> {
        self.headings.iter().map(|(level, _)| *level).collect()
    }
}

/// The anchor that Markdown viewers make of a heading.
fn slug(title: &str) -> String {
    let kept = title.to_lowercase().replace(' ', "-");
    kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
}
