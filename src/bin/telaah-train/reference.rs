//! The frequencies of words in news, which single articles are compared with.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use telaah::{Analyzer, StopWords};

use crate::news;

/// Writes the words of raw news that occur in at least `least` documents, hashtags and handles excepted, with their occurrences and
/// documents. Records whose id begins with one of `without` are skipped.
pub(crate) fn save(files: &[PathBuf], without: &[String], least: u64, date: &str, path: &Path) -> Result<()> {
    let analyzer = Analyzer::builder().kinds([]).stop_words(StopWords::none()).build();
    let mut workspace = analyzer.workspace();
    for file in files {
        news::read_without(file, without, |text| {
            analyzer.analyze_with(text, None, &mut workspace);
        })?;
    }
    let counts = workspace.into_term_counts().context("terms are counted")?;
    let mut lines: Vec<String> = counts
        .iter()
        // `#` begins the header, and hashtags and handles are soon out of date.
        .filter(|(word, totals)| totals.documents >= least && !word.starts_with(['#', '@']))
        .map(|(word, totals)| format!("{word}\t{}\t{}\n", totals.count, totals.documents))
        .collect();
    lines.sort_unstable();
    let names: Vec<_> = files.iter().filter_map(|file| file.file_name()?.to_str()).collect();
    let without: String = without.iter().map(|prefix| format!(" --without {prefix}")).collect();
    let header = format!(
        "# Words of Indonesian news: each with its occurrences and the documents that it occurs in.\n\
         # source: own count of the raw news described in MODEL.md; facts about the texts, none of their text\n\
         # licence: MIT OR Apache-2.0\n\
         # date: {date}\n\
         # method: telaah-train reference --news {}{without} --least {least}: words that count as in `telaah terms --stopwords none`, in \
         lower case, without boilerplate; words in fewer than {least} documents, hashtags and handles are excluded\n\
         # documents: {}\n\
         # least: {least}\n\
         # words: {}\n",
        names.join(" "),
        counts.documents(),
        counts.words(),
    );
    eprintln!("{} of {} words", lines.len(), counts.len());
    fs::write(path, header + &lines.concat()).with_context(|| path.display().to_string())
}
