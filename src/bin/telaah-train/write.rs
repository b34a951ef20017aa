//! Writes models.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use telaah::entities::person::tagger::document_features::{DOCUMENT_FEATURES, UNIT};
use telaah::entities::person::tagger::feature_table::{MOST_BLOCKS, ZERO, build_index};
use telaah::entities::person::tagger::labels::LABELS;
use telaah::entities::person::tagger::model::MAGIC;
use telaah::entities::person::tagger::positions::NON_PERSON_WORDS;
use telaah::entities::person::tagger::window::WINDOW;

use crate::crf::{Model, Row};
use crate::gold::FIRST_ROW;
use crate::sets::{DEV, TRAIN};

/// The lines of a header: date, command and checksums of the inputs.
pub(crate) fn header(date: &str, without: &[String], gold: &Path, others: &[PathBuf]) -> Result<String> {
    let mut header = format!("# date: {date}\n# command: telaah-train train");
    if !without.is_empty() {
        header += &format!(" --without {}", without.join(" "));
    }
    header.push('\n');
    let sum = |bytes: &[u8]| -> String { Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect() };
    let sets = TRAIN.iter().chain(&DEV).map(|name| gold.join(format!("{name}.jsonl")));
    for path in sets.chain(others.iter().cloned()) {
        let bytes = std::fs::read(&path).with_context(|| path.display().to_string())?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        header += &format!("# sha256: {} {name}\n", sum(&bytes));
    }
    header += &format!("# sha256: {} non_person_words.txt\n", sum(NON_PERSON_WORDS.as_bytes()));
    Ok(header)
}

/// The bytes of a model; `hashes` are those of the word features, block by block.
pub(crate) fn model(model: &Model, hashes: &[u64], clusters: &[u8], header: &str) -> Vec<u8> {
    let mut clipped = 0;
    let mut narrow = |rows: &[Row]| -> Vec<u8> {
        let mut weight = |w: &f32| {
            let scaled = (w * UNIT as f32).round();
            clipped += usize::from(scaled.abs() > 127.0);
            (scaled.clamp(-127.0, 127.0) as i8) as u8 ^ ZERO
        };
        rows.iter().flatten().map(&mut weight).collect()
    };
    let (positions, words) = model.weights.rows.split_at(FIRST_ROW);
    let positions = narrow(positions);
    // The blocks with the greatest weights, ordered by hash. Blocks without weights are dropped.
    let mut blocks: Vec<(u64, Vec<u8>)> = hashes.iter().copied().zip(words.chunks(WINDOW).map(narrow)).collect();
    blocks.retain(|(_, block)| block.iter().any(|&weight| weight != ZERO));
    let heaviest = |block: &[u8]| block.iter().map(|&weight| weight.abs_diff(ZERO)).max();
    blocks.sort_by_key(|(hash, block)| (std::cmp::Reverse(heaviest(block)), *hash));
    let count = blocks.len();
    blocks.truncate(MOST_BLOCKS);
    blocks.sort_by_key(|(hash, _)| *hash);
    let index = build_index(&blocks.iter().map(|(hash, _)| *hash).collect::<Vec<_>>());
    let blocks: Vec<u8> = blocks.into_iter().flat_map(|(_, block)| block).collect();
    let wide = |row: &Row| row.map(|w| (w * UNIT as f32).round().clamp(-4_000.0, 4_000.0) as i16);
    let edges = [&model.weights.start, &model.weights.end].into_iter().chain(&model.weights.transitions);
    let wide_bytes = |row: &Row| wide(row).map(i16::to_le_bytes).concat();
    let edges: Vec<u8> = edges.flat_map(wide_bytes).collect();
    let mut document_features: Vec<u8> = model.document_features.iter().flat_map(wide_bytes).collect();
    document_features.resize(DOCUMENT_FEATURES * 2 * LABELS, 0);
    let mut out = Vec::new();
    out.extend_from_slice(MAGIC.as_bytes());
    out.extend_from_slice(header.trim_end().as_bytes());
    out.extend_from_slice(b"\n\n");
    for part in [&index, &blocks, &positions, &document_features, clusters] {
        out.extend_from_slice(&(part.len() as u32).to_le_bytes());
    }
    for part in [&edges, &document_features, &index, &blocks, &positions, clusters] {
        out.extend_from_slice(part);
    }
    eprintln!("{} bytes; {count} features of words have weights; {clipped} weights are cut to a byte", out.len());
    out
}
