//! `terms --by-document`: the terms of each document.

use jiff::civil::Date;

use crate::error::Error;
use crate::report::PerMillion;
use crate::report::describe::table;
use crate::report::row::Encoder;
use crate::report::rows::stemmed::{forms_of, stemmed};
use crate::report::rows::{Stemmed, TermFilter};
use crate::run::{AnalyzedDocument, Out, Visitor};

table! {
    "terms":
    /// A row of `terms --by-document`: a term of one document.
    #[derive(Clone, Debug)]
    pub struct DocumentTermRow<'a> {
        /// The path as given or found, `-` for standard input; of a record its id, or `path:line`.
        pub document: &'a str,
        /// Rank in the complete list of the document, from 1.
        pub rank: u64,
        /// The term, as in [`TermRow`](crate::report::rows::TermRow).
        pub term: &'a str,
        /// Occurrences in the document.
        pub count: u64,
        /// Occurrences per million words of the document, stop words included, boilerplate not; two decimals.
        pub per_million: Option<PerMillion>,
        /// The date of the article, as in [`DocumentReport`](crate::report::rows::DocumentReport); `null` if it is unknown.
        pub date: Option<Date>,
        /// The publisher, as in [`DocumentReport`](crate::report::rows::DocumentReport); `null` if it is unknown.
        pub source: Option<&'a str>,
    }
}

stemmed!(DocumentTermRow);

/// Writes a [`DocumentTermRow`] for every term of a document; if terms are grouped by stem, one with the stem for every group.
#[derive(Clone, Debug)]
pub struct DocumentTermRows {
    /// The format.
    pub encoder: Encoder,
    /// The terms of each document.
    pub filter: TermFilter,
    /// Whether terms are grouped by stem: [`Settings::stemming`](crate::Settings::stemming) must be given then.
    pub by_stem: bool,
}

impl Visitor for DocumentTermRows {
    fn document(&mut self, document: &AnalyzedDocument<'_>, out: &mut Out<'_>) {
        let date = document.analysis.document.date.map(|date| date.date);
        let words = document.analysis.counted_words();
        let row = |rank, term, count| DocumentTermRow {
            document: document.name,
            rank,
            term,
            count,
            per_million: PerMillion::new(count, words),
            date,
            source: document.source,
        };
        if self.by_stem {
            for (rank, group) in self.filter.document_stem_ranks(document) {
                let row = row(rank, group.most_frequent_form(), group.totals.count);
                let row = Stemmed { row, stem: group.stem, forms: forms_of(group.forms) };
                self.encoder.row(&row, out.buffer());
                if !out.row_done() {
                    return;
                }
            }
            return;
        }
        for (rank, (term, count)) in self.filter.document_ranks(document) {
            self.encoder.row(&row(rank, term, count), out.buffer());
            if !out.row_done() {
                return;
            }
        }
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}
    fn merge(&mut self, _: Self) {}
}
