//! Named inputs, from empty to long, made of the sample articles.

use std::path::Path;

/// The sample articles, in order of their names.
pub(crate) fn articles() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let entries = std::fs::read_dir(folder).expect("the folder samples/ is there");
    let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("a sample is UTF-8")).collect()
}

/// The texts that the stages are measured on.
pub(crate) const INPUTS: [&str; 4] = ["empty", "article", "samples", "long"];

/// The texts of an input: nothing, one article, all of them, and all of them fifty times as one text.
pub(crate) fn input(name: &str) -> Vec<String> {
    let articles = articles();
    match name {
        "empty" => vec![String::new()],
        "article" => articles.into_iter().take(1).collect(),
        "samples" => articles,
        _ => vec![articles.join("\n\n").repeat(50)],
    }
}
