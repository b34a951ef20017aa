//! Writes the lists of the stemmer.

use std::path::Path;

use anyhow::{Context, Result};

use super::{Forms, Lists};

const SOURCE: &str = "own work, from counts of single words in Indonesian news and lists written by hand";

/// Writes the lists of a vocabulary into a folder.
pub(crate) fn lists(forms: &Forms, date: &str, folder: &Path) -> Result<()> {
    let Lists { roots, actives, names } = Lists::new(forms);
    let files = [
        (
            "roots.txt",
            "telaah-train stems: strings with many different affixes, without those of rejected_roots.txt, with those of \
             reviewed_roots.txt; the weights are binary logarithms of the occurrences of words that can only come from the root, and of passive verbs among them",
            "root\tweight\tweight of the passive",
            roots,
        ),
        (
            "actives.tsv",
            "telaah-train stems: stems of verbs whose active is more often this one than that of the rules; for verbs without an active, the passive",
            "stem\tactive",
            actives,
        ),
        (
            "names.txt",
            "telaah-train stems: names that the grammar would cut: words with a capital in at least 90 % of at least 20 uses, and names of people, \
             places and countries from the recognizers' lists with a capital in at least 90 % of their uses, however few; without those of not_names.txt",
            "name",
            names,
        ),
    ];
    for (name, method, columns, entries) in files {
        let path = folder.join(name);
        let header = format!(
            "# source: {SOURCE}\n# licence: MIT OR Apache-2.0\n# date: {date}\n# method: {method}\n# columns: {columns}\n"
        );
        let mut lines = entries;
        lines.sort();
        std::fs::write(&path, header + &lines.join("\n") + "\n").with_context(|| path.display().to_string())?;
    }
    Ok(())
}
