//! `entities --by-document`: the entities of each document.

use std::cmp::Reverse;

use hashbrown::HashMap;
use jiff::civil::Date;

use crate::entities::{DocumentEntities, EntityKind, entity_of};
use crate::error::Error;
use crate::report::describe::table;
use crate::report::row::Encoder;
use crate::report::rows::EntityFilter;
use crate::run::{AnalyzedDocument, Out, Visitor};

table! {
    "document_entities":
    /// A row of `entities --by-document`: an entity of one document. Sorted within the document by kind, then by descending count, then
    /// by entity.
    #[derive(Clone, Debug)]
    pub struct DocumentEntityRow<'a> {
        /// The document's name, as in [`DocumentTermRow`](crate::report::rows::DocumentTermRow).
        pub document: &'a str,
        /// The date of the article, as in [`DocumentReport`](crate::report::rows::DocumentReport); `null` if it is unknown.
        pub date: Option<Date>,
        /// The publisher, as in [`DocumentReport`](crate::report::rows::DocumentReport); `null` if it is unknown.
        pub source: Option<&'a str>,
        /// `person`, `country`, `date`, `time` or `duration`.
        pub kind: &'static str,
        /// The identity over all documents, as `canonical` in [`EntityRow`](crate::report::rows::EntityRow). `null` if it cannot be
        /// resolved; mentions without one are grouped by their spelling.
        pub entity: Option<&'a str>,
        /// A readable name, as in [`EntityRow`](crate::report::rows::EntityRow).
        pub label: &'a str,
        /// Mentions in the document, as in [`EntityRow`](crate::report::rows::EntityRow).
        pub count: u64,
    }
}

/// Writes a [`DocumentEntityRow`] for every entity of a document.
#[derive(Debug)]
pub struct DocumentEntityRows {
    encoder: Encoder,
    filter: EntityFilter,
    min_count: u64,
    top: usize,
    document: DocumentEntities,
}

impl DocumentEntityRows {
    /// Creates a writer of the entities that the filter selects. `with_in_name`: whether countries that are part of another name are
    /// counted.
    #[must_use]
    pub fn new(encoder: Encoder, filter: EntityFilter, with_in_name: bool) -> Self {
        Self { encoder, filter, min_count: 1, top: 0, document: DocumentEntities::new(with_in_name) }
    }

    /// Writes at most `top` entities of each kind for a document (0: all), of those with at least `min_count` mentions in it.
    #[must_use]
    pub fn with_limits(self, top: usize, min_count: u64) -> Self {
        Self { top, min_count, ..self }
    }
}

impl Visitor for DocumentEntityRows {
    fn document(&mut self, document: &AnalyzedDocument<'_>, out: &mut Out<'_>) {
        self.document.read(document.analysis.document.text, document.analysis.mentions);
        // A document may mention a person by a full name and, unlinked, by one that the press uses for it: one entity.
        let mut entities: Vec<DocumentEntityRow<'_>> = Vec::new();
        let mut places: HashMap<_, usize, foldhash::fast::FixedState> = HashMap::default();
        for (found, _) in self.document.iter() {
            let entity = found.canonical.map(|canonical| entity_of(found.kind, canonical));
            let label = if found.kind == EntityKind::Person { entity.unwrap_or(found.label) } else { found.label };
            let place =
                *places.entry((found.kind, entity.is_some(), entity.unwrap_or(label))).or_insert(entities.len());
            match entities.get_mut(place) {
                Some(row) => row.count += found.count,
                None => entities.push(DocumentEntityRow {
                    document: document.name,
                    date: document.analysis.document.date.map(|date| date.date),
                    source: document.source,
                    kind: found.kind.name(),
                    entity,
                    label,
                    count: found.count,
                }),
            }
        }
        // The kinds are in order already.
        for kind in entities.chunk_by_mut(|a, b| a.kind == b.kind) {
            kind.sort_by_key(|row| (Reverse(row.count), row.entity.is_none(), row.entity.unwrap_or(row.label)));
            let wanted =
                kind.iter().filter(|row| row.count >= self.min_count && self.filter.matches(row.entity, row.label));
            for row in wanted.take(if self.top == 0 { usize::MAX } else { self.top }) {
                self.encoder.row(row, out.buffer());
                if !out.row_done() {
                    return;
                }
            }
        }
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}
    fn merge(&mut self, _: Self) {}
}
