//! Raw news: texts from NDJSON records and from files with one sentence per line.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

#[derive(Deserialize)]
struct Record {
    id: Option<String>,
    title: Option<String>,
    text: String,
}

/// Calls `each` with every text of `path`, except records whose id and lines whose text is in `skip`.
pub(crate) fn read(path: &Path, skip: &HashSet<String>, each: impl FnMut(&str)) -> Result<()> {
    read_except(path, |id| skip.contains(id), each)
}

/// Calls `each` with every text of `path`, except records whose id begins with one of `without`.
pub(crate) fn read_without(path: &Path, without: &[String], each: impl FnMut(&str)) -> Result<()> {
    read_except(path, |id| without.iter().any(|prefix| id.starts_with(&**prefix)), each)
}

/// Calls `each` with every text of `path`, except records whose id and lines whose text `is_skipped`.
fn read_except(path: &Path, is_skipped: impl Fn(&str) -> bool, mut each: impl FnMut(&str)) -> Result<()> {
    let file = File::open(path).with_context(|| format!("{}: can't be opened", path.display()))?;
    let is_records = path.extension().is_some_and(|e| e == "ndjson" || e == "jsonl");
    for (number, line) in BufReader::new(file).lines().enumerate() {
        let line = line.with_context(|| format!("{}: line {}", path.display(), number + 1))?;
        if is_records {
            let record: Record =
                serde_json::from_str(&line).with_context(|| format!("{}: line {}", path.display(), number + 1))?;
            if record.id.is_some_and(|id| is_skipped(&id)) {
                continue;
            }
            each(&format!("{}\n\n{}", record.title.unwrap_or_default(), record.text));
        } else if !is_skipped(line.trim()) {
            each(line.trim());
        }
    }
    Ok(())
}

/// The stretches of words (shingles) of annotated texts, to recognize raw texts that overlap with them.
#[derive(Default)]
pub(crate) struct Stretches(HashSet<u64>);

impl Stretches {
    /// The words of a stretch.
    const WORDS: usize = 8;
    /// A text that shares this number of stretches, or half of its own, is skipped.
    const MOST: usize = 10;

    pub(crate) fn add(&mut self, text: &str) {
        self.0.extend(Self::of(text));
    }

    /// Whether a text overlaps with the annotated ones.
    pub(crate) fn overlap(&self, text: &str) -> bool {
        let (mut all, mut shared) = (0, 0);
        for stretch in Self::of(text) {
            all += 1;
            shared += usize::from(self.0.contains(&stretch));
        }
        shared >= Self::MOST || (shared > 0 && shared * 2 >= all)
    }

    fn of(text: &str) -> impl Iterator<Item = u64> {
        let mix = |hash: u64, n: u64| (hash ^ n).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let hashes: Vec<u64> = words
            .map(|word| word.chars().flat_map(char::to_lowercase).fold(0xcbf2_9ce4_8422_2325, |h, c| mix(h, c.into())))
            .collect();
        let stretches = hashes.windows(Self::WORDS).map(|stretch| stretch.iter().fold(0, |h, &word| mix(h, word)));
        stretches.collect::<Vec<_>>().into_iter()
    }
}
