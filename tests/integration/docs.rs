//! The documents: the Indonesian ones follow the English ones, links resolve, and the README stays short.

use std::fs;

use crate::support::root;

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

/// The lines outside of code blocks.
fn prose_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut is_code = false;
    text.lines().filter(move |line| {
        let is_fence = line.starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    })
}

#[test]
fn links_within_the_documents_resolve() {
    for path in DOCUMENTS {
        let text = fs::read_to_string(root().join(path)).unwrap();
        let prose: String = prose_lines(&text).flat_map(|line| [line, "\n"]).collect();
        for target in prose.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target) {
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

/// Whether a code block with this info string shows commands and their output.
pub(crate) fn is_console(info: &str) -> bool {
    info.split_whitespace().next() == Some("console")
}

/// The parts of a document that its translation shares.
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
