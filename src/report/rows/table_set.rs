//! The tables of documents that `analyze` writes at once.

use crate::error::Error;
use crate::report::rows::{
    DocumentEntityRow, DocumentEntityRows, DocumentReport, DocumentReports, DocumentTermRow, DocumentTermRows,
    MentionRow, MentionRows,
};
use crate::report::{Row, TableSchema};
use crate::run::{AnalyzedDocument, ExcludedDuplicate, Out, Resumable, Visitor};

/// Writes the table of documents, and beside it others. If there are others, the output consists of frames
/// ([`frames`](crate::run::frames)) with the numbers of [`TableSet::TABLES`].
#[derive(Debug)]
pub struct TableSet {
    /// The table of documents, and the totals.
    pub documents: DocumentReports,
    /// The table of their entities.
    pub entities: Option<DocumentEntityRows>,
    /// The table of their terms.
    pub terms: Option<DocumentTermRows>,
    /// The table of their mentions.
    pub mentions: Option<MentionRows>,
}

impl TableSet {
    /// The tables by number.
    pub const TABLES: [TableSchema; 4] = [
        DocumentReport::TABLE,
        DocumentEntityRow::TABLE,
        DocumentTermRow::TABLE.named("document_terms"),
        MentionRow::TABLE,
    ];

    /// The table of documents alone.
    #[must_use]
    pub const fn new(documents: DocumentReports) -> Self {
        Self { documents, entities: None, terms: None, mentions: None }
    }

    /// Begins a frame of the table of documents.
    fn begin_documents(&self, out: &mut Out<'_>) {
        if self.entities.is_some() || self.terms.is_some() || self.mentions.is_some() {
            out.begin_frame(0);
        }
    }
}

impl Visitor for TableSet {
    fn document(&mut self, document: &AnalyzedDocument<'_>, out: &mut Out<'_>) {
        self.begin_documents(out);
        self.documents.document(document, out);
        if let Some(entities) = &mut self.entities {
            out.begin_frame(1);
            entities.document(document, out);
        }
        if let Some(terms) = &mut self.terms {
            out.begin_frame(2);
            terms.document(document, out);
        }
        if let Some(mentions) = &mut self.mentions {
            out.begin_frame(3);
            mentions.document(document, out);
        }
    }

    fn failure(&mut self, error: &Error, out: &mut Out<'_>) {
        self.begin_documents(out);
        self.documents.failure(error, out);
    }

    fn duplicate(&mut self, duplicate: &ExcludedDuplicate<'_>, out: &mut Out<'_>) {
        self.begin_documents(out);
        self.documents.duplicate(duplicate, out);
    }

    fn merge(&mut self, other: Self) {
        self.documents.merge(other.documents);
    }
}

impl Resumable for TableSet {
    type State = <DocumentReports as Resumable>::State;

    fn state(&self) -> impl serde::Serialize {
        self.documents.state()
    }

    fn restore(&mut self, state: Self::State) {
        self.documents.restore(state);
    }
}
