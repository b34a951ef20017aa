//! `kwic --by-document`: the number of matches in each document.

use jiff::civil::Date;

use crate::corpus::pattern::Finder;
use crate::error::Error;
use crate::report::PerMillion;
use crate::report::describe::table;
use crate::report::row::Encoder;
use crate::run::{AnalyzedDocument, Out, Visitor};

table! {
    "kwic":
    /// A row of `kwic --by-document`: a document, also one without a match.
    #[derive(Clone, Debug)]
    pub struct KwicDocumentRow<'a> {
        /// The document's name, as in [`DocumentTermRow`](crate::report::rows::DocumentTermRow).
        pub document: &'a str,
        /// The date of the article, as in [`DocumentReport`](crate::report::rows::DocumentReport); `null` if it is unknown.
        pub date: Option<Date>,
        /// Matches of all patterns.
        pub count: u64,
        /// Words of the document, including stop words; boilerplate only if it is kept.
        pub words: u64,
        /// Matches per million words; two decimals.
        pub per_million: Option<PerMillion>,
    }
}

/// Writes a [`KwicDocumentRow`] for every document.
#[derive(Debug)]
pub struct KwicDocumentRows {
    /// The format.
    pub encoder: Encoder,
    /// The patterns.
    pub finder: Finder,
}

impl Visitor for KwicDocumentRows {
    fn document(&mut self, document: &AnalyzedDocument<'_>, out: &mut Out<'_>) {
        let analysis = &document.analysis;
        let count = self.finder.find(analysis).len() as u64;
        let keeps_boilerplate = self.finder.options().words.keep_boilerplate;
        let words = if keeps_boilerplate { analysis.counts().words } else { analysis.counted_words() };
        let row = KwicDocumentRow {
            document: document.name,
            date: analysis.document.date.map(|date| date.date),
            count,
            words,
            per_million: PerMillion::new(count, words),
        };
        self.encoder.row(&row, out.buffer());
        out.row_done();
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}
    fn merge(&mut self, _: Self) {}
}
