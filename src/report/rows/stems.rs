//! `stem`: words with their stems, and the ways to take them apart.

use crate::report::describe::table;
use crate::stem::{Segmentation, Stems};

table! {
    "stems":
    /// A row of `stem`: a word with its stems.
    #[derive(Clone, Debug)]
    pub struct StemRow<'a> {
        /// The word as it was given.
        pub word: &'a str,
        /// Its lemma, in lower case.
        pub lemma: &'a str,
        /// Its root, in lower case.
        pub root: &'a str,
        /// Where they come from: `user`, `exception`, `closed` (function words), `name`, `grammar`, `unknown` (it looks as if it had
        /// affixes, but no root is known) or `none` (there is nothing to take off).
        pub via: &'a str,
        /// The parts of the word: `meN-+per-+timbang+-kan`; missing if it was not taken apart.
        pub analysis: Option<String>,
    }
}

table! {
    "analyses":
    /// A row of `stem --explain`: a way to take a word apart into affixes and a known root.
    #[derive(Clone, Debug)]
    pub struct AnalysisRow<'a> {
        /// The word as it was given.
        pub word: &'a str,
        /// The rank among the analyses of the word, from 1; missing in the row of stems that do not come from one.
        pub rank: Option<u64>,
        /// The parts of the word.
        pub analysis: Option<String>,
        /// The lemma; missing for analyses that were not chosen.
        pub lemma: Option<&'a str>,
        /// The root of the analysis.
        pub root: &'a str,
        /// Where the stems come from, as in [`StemRow`]; missing for analyses that were not chosen.
        pub via: Option<&'a str>,
        /// The likelihood of the analysis: a letter of the root counts four points.
        pub score: Option<u64>,
    }
}

impl<'a> StemRow<'a> {
    /// The row of a word with these stems.
    #[must_use]
    pub fn new(word: &'a str, stems: &'a Stems<'_>) -> Self {
        let analysis = stems.analysis.as_ref().map(Segmentation::to_string);
        Self { word, lemma: &stems.lemma, root: &stems.root, via: stems.via.name(), analysis }
    }
}

impl<'a> AnalysisRow<'a> {
    /// The rows of a word with these stems: one for the stems if they do not come from an analysis, then its analyses.
    pub fn rows(word: &'a str, stems: &'a Stems<'_>, analyses: &'a [Segmentation]) -> impl Iterator<Item = Self> {
        let chosen = stems.analysis.as_ref().map(Segmentation::to_string);
        let is_looked_up = chosen.is_none() || analyses.is_empty();
        let first = is_looked_up.then(|| Self {
            word,
            rank: None,
            analysis: chosen.clone(),
            lemma: Some(&stems.lemma),
            root: &stems.root,
            via: Some(stems.via.name()),
            score: None,
        });
        let others = (1..).zip(analyses).map(move |(rank, analysis)| {
            let is_chosen = rank == 1 && !is_looked_up;
            Self {
                word,
                rank: Some(rank),
                analysis: Some(analysis.to_string()),
                lemma: is_chosen.then_some(&*stems.lemma),
                root: analysis.root(),
                via: is_chosen.then(|| stems.via.name()),
                score: Some(analysis.score().max(0).unsigned_abs().into()),
            }
        });
        first.into_iter().chain(others)
    }
}
