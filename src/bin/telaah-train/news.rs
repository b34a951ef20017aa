//! The raw news: a stream of texts from NDJSON records and from files of a sentence a line.

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

/// Calls `each` with every text of `path`, but for records whose id, and lines whose text, is in `skip`.
pub(crate) fn read(path: &Path, skip: &HashSet<String>, mut each: impl FnMut(&str)) -> Result<()> {
    let file = File::open(path).with_context(|| format!("{}: can't be opened", path.display()))?;
    let is_records = path.extension().is_some_and(|e| e == "ndjson" || e == "jsonl");
    for (number, line) in BufReader::new(file).lines().enumerate() {
        let line = line.with_context(|| format!("{}: line {}", path.display(), number + 1))?;
        if is_records {
            let record: Record =
                serde_json::from_str(&line).with_context(|| format!("{}: line {}", path.display(), number + 1))?;
            if record.id.is_some_and(|id| skip.contains(&id)) {
                continue;
            }
            each(&format!("{}\n\n{}", record.title.unwrap_or_default(), record.text));
        } else if !skip.contains(line.trim()) {
            each(line.trim());
        }
    }
    Ok(())
}
