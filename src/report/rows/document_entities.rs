//! `entities --by-document`: the entities of each document.

use jiff::civil::Date;

use crate::entities::{DocumentEntities, MentionChoice};
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
        /// The identity over all documents, as in [`EntityRow`](crate::report::rows::EntityRow). `null` if it cannot be
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
    /// Creates a writer of the entities that the filter selects. `choice`: the mentions that count.
    #[must_use]
    pub fn new(encoder: Encoder, filter: EntityFilter, choice: MentionChoice) -> Self {
        Self { encoder, filter, min_count: 1, top: 0, document: DocumentEntities::new(choice) }
    }

    /// Writes at most `top` entities of each kind for a document (0: all), of those with at least `min_count` mentions in it.
    #[must_use]
    pub fn with_limits(self, top: usize, min_count: u64) -> Self {
        Self { top, min_count, ..self }
    }
}

impl Visitor for DocumentEntityRows {
    fn document(&mut self, document: &AnalyzedDocument<'_>, out: &mut Out<'_>) {
        let analysis = &document.analysis;
        self.document.read(analysis.document.text, analysis.mentions, analysis.aliases());
        let mut rows: Vec<DocumentEntityRow<'_>> = Vec::new();
        rows.extend(self.document.iter().map(|(found, _)| DocumentEntityRow {
            document: document.name,
            date: analysis.document.date.map(|date| date.date),
            source: document.source,
            kind: found.kind.name(),
            entity: found.entity,
            label: found.label,
            count: found.count,
        }));
        for kind in rows.chunk_by(|a, b| a.kind == b.kind) {
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
