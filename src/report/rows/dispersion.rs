//! `terms --dispersion`: how evenly terms are spread over the parts of a corpus.

use crate::corpus::dispersion::{TermInParts, TermParts};
use crate::corpus::statistics::{Dispersion, PartSizes};
use crate::report::Measure;
use crate::report::describe::table;
use crate::report::rows::stemmed::{forms_of, stemmed};
use crate::report::rows::{Stemmed, TermFilter};

table! {
    "terms":
    /// A row of `terms --dispersion`: a term and its evenness over documents, or over other parts. Parts without words do not count.
    #[derive(Clone, Debug)]
    pub struct DispersionRow<'a> {
        /// Rank in the complete list, from 1: by descending count, then by code points. Rows that are not shown leave gaps.
        pub rank: u64,
        /// The term, as in [`TermRow`](crate::report::rows::TermRow).
        pub term: &'a str,
        /// Occurrences in all parts.
        pub count: u64,
        /// Parts in which it occurs.
        pub parts_with: u64,
        /// All parts.
        pub parts: u64,
        /// Deviation of proportions (Gries 2008): from 0, even, to 1, all in one small part.
        pub dp: Option<Measure>,
        /// `dp` by its maximum for these parts (Lijffijt and Gries 2012). `null` if there is one part.
        pub dp_norm: Option<Measure>,
        /// Juilland's D: from 0, all in one part, to 1, even; near 1 for most terms if there are many parts. `null` if there is one part.
        pub juilland_d: Option<Measure>,
        /// Carroll's D2: from 0, all in one part, to 1, even. `null` if there is one part.
        pub carroll_d2: Option<Measure>,
        /// The Kullback-Leibler divergence in bits (Gries 2024): 0 is even.
        pub kld: Option<Measure>,
        /// The same as a number below 1: `kld`/(1 + `kld`).
        pub kld_norm: Option<Measure>,
    }
}

stemmed!(DispersionRow);

impl TermFilter {
    /// The evenness of the terms that are selected over the parts of a corpus.
    pub fn dispersion_rows<'a>(&self, parts: &'a TermParts<'_>) -> impl Iterator<Item = DispersionRow<'a>> + use<'a> {
        let corpus = parts.corpus();
        let mut ranking: Vec<_> = (1..).zip(parts.ranking(self.min_count)).collect();
        self.select(&mut ranking, |(_, (term, _))| term.term);
        ranking.into_iter().filter_map(move |(rank, (term, count))| row(rank, term.term, term, count, corpus))
    }

    /// The evenness of the stems that are selected over the parts of a corpus, if their terms are grouped by stem.
    pub fn stem_dispersion_rows<'a>(
        &self,
        parts: &'a TermParts<'_>,
    ) -> impl Iterator<Item = Stemmed<'a, DispersionRow<'a>>> + use<'a> {
        let corpus = parts.corpus();
        self.select_stems(parts.stems(self.min_count)).into_iter().filter_map(move |(rank, group)| {
            let of_stem = parts.of_stem(group.stem)?;
            let row = row(rank, group.most_frequent_form(), of_stem, group.totals.count, corpus)?;
            Some(Stemmed { row, stem: group.stem, forms: forms_of(group.forms) })
        })
    }
}

/// The row of a term or a stem.
fn row<'a>(
    rank: u64,
    term: &'a str,
    in_parts: TermInParts<'_>,
    count: u64,
    corpus: PartSizes,
) -> Option<DispersionRow<'a>> {
    let occurrences = in_parts.occurrences();
    let measures = Dispersion::of_ascending(occurrences.clone(), corpus)?;
    Some(DispersionRow {
        rank,
        term,
        count,
        parts_with: occurrences.len() as u64,
        parts: corpus.parts,
        dp: Measure::new(measures.dp),
        dp_norm: Measure::of(measures.dp_norm),
        juilland_d: Measure::of(measures.juilland_d),
        carroll_d2: Measure::of(measures.carroll_d2),
        kld: Measure::new(measures.kld),
        kld_norm: Measure::new(measures.kld_norm),
    })
}
