//! The console blocks of the user documentation, executed.
//!
//! `SNAPSHOTS=overwrite cargo test --test integration docs` writes the current output into the documents.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use snapbox::filter::NormalizeToExpected;
use snapbox::{Assert, Data, Redactions};

use crate::docs::is_console;
use crate::support::{files_below, isolated, root};

#[test]
fn console_blocks_of_the_readme() {
    check("README.md", "C");
    check("README.id.md", "id_ID.UTF-8");
}

#[test]
fn console_blocks_of_the_guide() {
    check("GUIDE.md", "C");
    check("GUIDE.id.md", "id_ID.UTF-8");
}

/// Executes every console block of a document, in order, in a directory that has a copy of `samples/`.
///
/// A block opens with ```` ```console ````. After that word it may name what it needs: a Cargo feature or a program. A block is
/// skipped if that is missing. A line that begins with `$ ` is a command for `sh`, a line that begins with `> ` continues it, and
/// the lines that follow are its output, standard error included. `...` matches any number of lines, `[..]` any characters
/// of a line. Every command must succeed.
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

/// The features and programs that the info string of a console block names.
fn requirements(info: &str) -> impl Iterator<Item = &str> {
    info.split_whitespace().skip(1).filter(move |_| is_console(info))
}

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
