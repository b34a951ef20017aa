//! `terms`: the terms of all documents together.

use regex::Regex;

use crate::report::PerMillion;
use crate::report::describe::table;
use crate::run::AnalyzedDocument;
use crate::terms::TermCounts;

table! {
    "terms":
    /// A row of `terms`: a term of all documents.
    #[derive(Clone, Debug)]
    pub struct TermRow<'a> {
        /// Rank, from 1: by descending count, then by code points.
        pub rank: u64,
        /// The term: lower-cased unless capitals are kept, NFC; the words of an n-gram are separated by a blank.
        pub term: &'a str,
        /// Occurrences.
        pub count: u64,
        /// Documents in which it occurs.
        pub documents: u64,
        /// Occurrences per million words of all documents, stop words included; two decimals.
        pub per_million: Option<PerMillion>,
    }
}

/// Selects the terms of a ranking.
#[derive(Clone, Debug, Default)]
pub struct TermFilter {
    /// The maximum number of terms; 0: all.
    pub top: usize,
    /// The minimum number of occurrences.
    pub min_count: u64,
    /// If given, only the terms that it matches.
    pub pattern: Option<Regex>,
}

impl TermFilter {
    /// The ranking of the terms over all documents.
    pub fn rows<'a>(&self, counts: &'a TermCounts) -> impl Iterator<Item = TermRow<'a>> + use<'a> {
        let words = counts.words();
        let ranking = counts.ranking(self.top, self.min_count, |term| self.matches(term));
        (1..).zip(ranking).map(move |(rank, (term, totals))| TermRow {
            rank,
            term,
            count: totals.count,
            documents: totals.documents,
            per_million: PerMillion::new(totals.count, words),
        })
    }

    /// The ranking of the terms of one document.
    pub(crate) fn document_ranking<'a>(&self, document: &AnalyzedDocument<'a>) -> Vec<(&'a str, u64)> {
        let vocabulary = document.analysis.document.vocabulary;
        let Some(terms) = document.analysis.terms() else { return Vec::new() };
        if self.pattern.is_none() {
            return terms.document_ranking(vocabulary, self.top, self.min_count);
        }
        let mut all = terms.document_ranking(vocabulary, 0, self.min_count);
        all.retain(|(term, _)| self.matches(term));
        all.truncate(if self.top == 0 { all.len() } else { self.top });
        all
    }

    fn matches(&self, term: &str) -> bool {
        self.pattern.as_ref().is_none_or(|p| p.is_match(term))
    }
}
