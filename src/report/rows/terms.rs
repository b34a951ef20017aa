//! `terms`: the terms of all documents together.

use regex::Regex;

use crate::analyzer::Analysis;
use crate::corpus::ranking::TermRanker;
use crate::report::PerMillion;
use crate::report::describe::table;
use crate::report::rows::Form;
use crate::report::rows::stemmed::forms_of;
use crate::run::AnalyzedDocument;
use crate::terms::{StemCount, TermCounts};

table! {
    "terms":
    /// A row of `terms`: a term of all documents.
    #[derive(Clone, Debug)]
    pub struct TermRow<'a> {
        /// Rank in the complete list, from 1: by descending count, then by code points. Rows that are not shown leave gaps.
        pub rank: u64,
        /// The term: lower-cased unless capitals are kept, NFC; the words of an n-gram are separated by a blank.
        pub term: &'a str,
        /// Occurrences.
        pub count: u64,
        /// Documents in which it occurs.
        pub documents: u64,
        /// Occurrences per million words of all documents, stop words included, boilerplate not; two decimals.
        pub per_million: Option<PerMillion>,
    }
}

table! {
    "terms":
    /// A row of `terms --stem`: the terms of all documents that have the same stem.
    #[derive(Clone, Debug)]
    pub struct StemTermRow<'a> {
        /// Rank in the complete list, from 1: by descending count, then by the code points of the stem. Rows that are not shown leave
        /// gaps.
        pub rank: u64,
        /// The most frequent of the terms, as in [`TermRow`].
        pub term: &'a str,
        /// Occurrences of all of them.
        pub count: u64,
        /// Documents in which any of them occurs.
        pub documents: u64,
        /// Occurrences per million words of all documents, as in [`TermRow`].
        pub per_million: Option<PerMillion>,
        /// The stem: the lemma or the root, in lower case; that of an n-gram has the stems of its words.
        pub stem: &'a str,
        /// The terms, by descending count, then by code points. In a cell: `perusahaan (3836); usaha (2005)`.
        pub forms: Vec<Form<'a>>,
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
        let mut ranking: Vec<_> = (1..).zip(counts.ranking(self.ranked(), self.min_count, |_| true)).collect();
        self.select(&mut ranking, |(_, (term, _))| term);
        ranking.into_iter().map(move |(rank, (term, totals))| TermRow {
            rank,
            term,
            count: totals.count,
            documents: totals.documents,
            per_million: PerMillion::new(totals.count, words),
        })
    }

    /// The terms of one document in the order of a ranker, with their counts.
    pub(crate) fn ranked_terms<'a>(&self, ranker: &mut TermRanker, analysis: &Analysis<'a>) -> Vec<(&'a str, u64)> {
        let mut ranking = ranker.rank(analysis, self.ranked(), self.min_count);
        self.select(&mut ranking, |(term, _)| term);
        ranking
    }

    /// The ranking of the terms over all documents, grouped by stem. A group is selected if the pattern matches its stem or any of its
    /// terms.
    pub fn stem_rows<'a>(&self, counts: &'a TermCounts) -> impl Iterator<Item = StemTermRow<'a>> + use<'a> {
        let words = counts.words();
        self.select_stems(counts.stems(self.min_count)).into_iter().map(move |(rank, group)| StemTermRow {
            rank,
            term: group.most_frequent_form(),
            count: group.totals.count,
            documents: group.totals.documents,
            per_million: PerMillion::new(group.totals.count, words),
            stem: group.stem,
            forms: forms_of(group.forms),
        })
    }

    /// The first groups of a ranking whose stem or any of whose terms the pattern matches, with their ranks.
    pub(crate) fn select_stems<'a>(&self, groups: Vec<StemCount<'a>>) -> Vec<(u64, StemCount<'a>)> {
        let mut ranking: Vec<_> = (1..).zip(groups).collect();
        self.keep(&mut ranking, |pattern, (_, group)| {
            pattern.is_match(group.stem) || group.forms.iter().any(|(form, _)| pattern.is_match(form))
        });
        ranking
    }

    /// The ranks of the terms of one document, grouped by stem.
    pub(crate) fn document_stem_ranks<'a>(&self, document: &AnalyzedDocument<'a>) -> Vec<(u64, StemCount<'a>)> {
        let vocabulary = document.analysis.document.vocabulary;
        let groups = document.analysis.terms().map(|terms| terms.document_stems(vocabulary, self.min_count));
        self.select_stems(groups.unwrap_or_default())
    }

    /// The ranks of the terms of one document, the terms and their counts.
    pub(crate) fn document_ranks<'a>(&self, document: &AnalyzedDocument<'a>) -> Vec<(u64, (&'a str, u64))> {
        let vocabulary = document.analysis.document.vocabulary;
        let Some(terms) = document.analysis.terms() else { return Vec::new() };
        let mut ranking = (1..).zip(terms.document_ranking(vocabulary, self.ranked(), self.min_count)).collect();
        self.select(&mut ranking, |(_, (term, _))| term);
        ranking
    }

    /// Keeps the first terms that the pattern matches.
    pub(crate) fn select<T>(&self, ranking: &mut Vec<T>, term: impl for<'t> Fn(&'t T) -> &'t str) {
        self.keep(ranking, |pattern, item| pattern.is_match(term(item)));
    }

    /// Keeps the first items for which `is_match` is true with the pattern.
    pub(crate) fn keep<T>(&self, ranking: &mut Vec<T>, is_match: impl Fn(&Regex, &T) -> bool) {
        if let Some(pattern) = &self.pattern {
            ranking.retain(|item| is_match(pattern, item));
        }
        if self.top > 0 {
            ranking.truncate(self.top);
        }
    }

    /// The number of terms to rank (0: all). The rank is that in the complete list, which a pattern does not change.
    fn ranked(&self) -> usize {
        if self.pattern.is_some() { 0 } else { self.top }
    }
}
