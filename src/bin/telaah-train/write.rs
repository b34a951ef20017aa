//! Writes a model.

use std::collections::BTreeMap;

use telaah::entities::person::tagger::classes::{ClassTable, WordClasses};
use telaah::entities::person::tagger::evidence::UNIT;
use telaah::entities::person::tagger::model::MAGIC;
use telaah::entities::person::tagger::slots::Case;

use crate::crf::Row;
use crate::gold::SLOT_BITS;
use crate::measure::Model;

/// The bytes of a model; `classes` are the classes of the known words without the marks of the lexicon.
pub fn bytes(model: &Model, classes: &ClassTable<'_>, known: &[(String, Case)], header: &str) -> Vec<u8> {
    let mut words: BTreeMap<(&str, Case), WordClasses> = BTreeMap::new();
    for (key, case) in known {
        words.insert((key, *case), classes.get(key, *case));
    }
    let table = ClassTable::build(
        words.into_iter().map(|((key, case), classes)| (key, case, classes)).collect::<Vec<_>>().into_iter(),
    );
    let mut out = Vec::new();
    out.extend_from_slice(MAGIC.as_bytes());
    out.extend_from_slice(header.trim_end().as_bytes());
    out.extend_from_slice(b"\n\n");
    let slots = 1 << SLOT_BITS;
    for number in [model.weights.rows.len() - slots, slots, model.evidence.len(), table.len()] {
        out.extend_from_slice(&(number as u32).to_le_bytes());
    }
    let wide = |row: &Row| row.map(|w| (w * UNIT as f32).round().clamp(-32_000.0, 32_000.0) as i16);
    let edges = [&model.weights.start, &model.weights.end].into_iter().chain(&model.weights.transitions);
    for row in edges.chain(&model.evidence) {
        wide(row).iter().for_each(|w| out.extend_from_slice(&w.to_le_bytes()));
    }
    let mut clipped = 0;
    for weight in model.weights.rows.iter().flatten() {
        let scaled = (weight * UNIT as f32).round();
        clipped += usize::from(scaled.abs() > 127.0);
        out.push((scaled.clamp(-127.0, 127.0) as i8) as u8);
    }
    out.extend_from_slice(&table);
    eprintln!("{clipped} weights clipped, {} bytes, of which classes {}", out.len(), table.len());
    out
}
