//! `keyness`: the terms that are typical of a corpus.

use crate::corpus::keyness::{Comparison, KeyTerm, StemGroups};
use crate::corpus::statistics::{Adjustment, p_of_chi2};
use crate::report::describe::table;
use crate::report::rows::collocations::descending;
use crate::report::rows::stemmed::{Stemmed, merged_forms, stemmed};
use crate::report::{Measure, PerMillion};

table! {
    "keyness":
    /// A row of `keyness`: a term of the target or of the reference.
    #[derive(Clone, Debug)]
    pub struct KeynessRow<'a> {
        /// Rank in the complete list of the direction, from 1. Rows that are not shown leave gaps.
        pub rank: u64,
        /// The term, as in [`TermRow`](crate::report::rows::TermRow); a person or country by its label.
        pub term: &'a str,
        /// Occurrences in the target.
        pub target_count: u64,
        /// Occurrences in the reference.
        pub reference_count: u64,
        /// Documents of the target with the term.
        pub target_documents: u64,
        /// Documents of the reference with the term; `null` if they are not known: of the terms of one stem in counts without documents.
        pub reference_documents: Option<u64>,
        /// Occurrences per million units of the target: words, n-grams or documents; two decimals.
        pub target_per_million: Option<PerMillion>,
        /// The same of the reference.
        pub reference_per_million: Option<PerMillion>,
        /// The log-likelihood ratio G² of four cells (Dunning 1993), or of two; negative if the term is rarer in the target.
        pub g2: Option<Measure>,
        /// The probability of such a G², χ² with one degree of freedom.
        pub p: Option<Measure>,
        /// The same, adjusted for the number of terms that were compared; `null` if it is not adjusted.
        pub p_adjusted: Option<Measure>,
        /// log2 of the ratio of the relative frequencies (Hardie 2014): 1 is twice as frequent; a count of 0 is taken as 0.5.
        pub log_ratio: Option<Measure>,
        /// By how many per cent it is more frequent (Gabrielatos and Marchi 2011); `null` if the reference lacks it.
        pub diff_percent: Option<Measure>,
        /// The Bayesian information criterion, |G²| - ln N (Wilson 2013): above 10 is very strong evidence.
        pub bic: Option<Measure>,
        /// The effect size |G²|/(N·ln E) (Johnston et al. 2006); `null` unless both expected counts are above 1.
        pub ell: Option<Measure>,
        /// Pearson's χ², not corrected; the sign is that of `g2`.
        pub chi2: Option<Measure>,
        /// The odds ratio; `null` if the reference lacks it.
        pub odds_ratio: Option<Measure>,
        /// (f + 1)/(g + 1) for the frequencies per million (Kilgarriff 2009).
        pub simple_maths: Option<Measure>,
    }
}

stemmed!(KeynessRow);

/// Which of the two corpora has more of a term, relatively.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// The target.
    #[default]
    Over,
    /// The reference.
    Under,
    /// Either, or none.
    Both,
}

impl Direction {
    /// Every direction, in the order of the variants.
    pub const ALL: [Self; 3] = [Self::Over, Self::Under, Self::Both];

    /// The name in options: `over`, `under`, `both`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::Under => "under",
            Self::Both => "both",
        }
    }
}

crate::text::names::impl_names!(Direction, "direction");

/// The value that key terms are ranked by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeynessMeasure {
    /// The log-likelihood ratio.
    #[default]
    G2,
    /// The log ratio.
    LogRatio,
    /// The difference in per cent.
    DiffPercent,
    /// Pearson's χ².
    Chi2,
    /// The odds ratio.
    OddsRatio,
    /// The ratio of smoothed frequencies.
    SimpleMaths,
}

impl KeynessMeasure {
    /// Every measure, in the order of the variants.
    pub const ALL: [Self; 6] =
        [Self::G2, Self::LogRatio, Self::DiffPercent, Self::Chi2, Self::OddsRatio, Self::SimpleMaths];

    /// The name of its column.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::G2 => "g2",
            Self::LogRatio => "log_ratio",
            Self::DiffPercent => "diff_percent",
            Self::Chi2 => "chi2",
            Self::OddsRatio => "odds_ratio",
            Self::SimpleMaths => "simple_maths",
        }
    }
}

crate::text::names::impl_names!(KeynessMeasure, "measure");

/// Which terms are shown, in what order, and how they are tested.
#[derive(Clone, Copy, Debug)]
pub struct KeynessFilter {
    /// The fewest occurrences, in the corpus that has more.
    pub min_count: u64,
    /// The fewest documents, in the corpus that has more.
    pub min_documents: u64,
    /// The most rows of each direction; 0: all.
    pub top: usize,
    /// The directions that are shown.
    pub direction: Direction,
    /// The value that they are ranked by. Terms that it is not defined for are last; equal ones are sorted by code points.
    pub sort: KeynessMeasure,
    /// Whether G² is of the two cells of the term alone (Rayson and Garside 2000).
    pub has_two_cells: bool,
    /// The adjustment of probabilities.
    pub adjust: Adjustment,
    /// The highest adjusted probability of terms that are shown, or if it is not adjusted, the highest probability.
    pub max_p: f64,
}

impl Default for KeynessFilter {
    fn default() -> Self {
        Self {
            min_count: 3,
            min_documents: 1,
            top: 0,
            direction: Direction::Over,
            sort: KeynessMeasure::G2,
            has_two_cells: false,
            adjust: Adjustment::Bonferroni,
            max_p: 1.0,
        }
    }
}

/// A term with its test.
struct Tested<'a> {
    term: KeyTerm<'a>,
    g2: Option<f64>,
    p: Option<f64>,
    p_adjusted: Option<f64>,
}

impl KeynessFilter {
    /// The terms of a comparison, without those that `is_hidden`.
    pub fn rows<'a>(&self, comparison: &Comparison<'a>, is_hidden: impl Fn(&str) -> bool) -> Vec<KeynessRow<'a>> {
        let mut terms = comparison.terms();
        terms.retain(|KeyTerm { term, target, reference, .. }| {
            target.count.max(reference.count) >= self.min_count
                && target.documents.max(reference.documents) >= self.min_documents
                && !is_hidden(term)
        });
        let sizes = comparison.sizes;
        let mut ranked = self.test(terms);
        ranked.retain(|tested| self.shows(tested));
        let key = |tested: &Tested<'_>| self.value(tested);
        ranked.sort_unstable_by(|a, b| {
            let by_measure = match self.direction {
                // The most under-used first, but those without the measure last.
                Direction::Under => descending(key(a).map(|value| -value), key(b).map(|value| -value)),
                Direction::Over | Direction::Both => descending(key(a), key(b)),
            };
            by_measure.then_with(|| a.term.term.cmp(b.term.term))
        });
        let rows: Vec<_> = (1..).zip(&ranked).map(|(rank, tested)| row(rank, tested, sizes)).collect();
        self.first_of_each_direction(rows)
    }

    /// The terms of two corpora grouped by stem, whose counts a comparison has under the stems. `has_documents`: whether the documents
    /// of the reference are known.
    pub fn stem_rows<'a>(
        &self,
        comparison: &Comparison<'a>,
        target: &StemGroups<'a>,
        reference: &StemGroups<'a>,
        has_documents: bool,
    ) -> Vec<Stemmed<'a, KeynessRow<'a>>> {
        let rows = self.rows(comparison, |_| false).into_iter();
        let with_forms = rows.map(|row| {
            let stem = row.term;
            let forms = merged_forms(target.forms(stem).iter().chain(reference.forms(stem)).copied());
            let term = forms.first().map_or(stem, |form| form.text);
            let reference_documents = row.reference_documents.filter(|_| has_documents);
            Stemmed { row: KeynessRow { term, reference_documents, ..row }, stem, forms }
        });
        with_forms.collect()
    }

    fn test<'a>(&self, terms: Vec<KeyTerm<'a>>) -> Vec<Tested<'a>> {
        let g2_of = |term: &KeyTerm<'_>| match self.has_two_cells {
            true => term.table.g2_of_two_cells(),
            false => term.table.g2(),
        };
        let g2: Vec<Option<f64>> = terms.iter().map(g2_of).collect();
        let p: Vec<Option<f64>> = g2.iter().map(|g2| g2.map(p_of_chi2)).collect();
        let adjusted = self.adjust.adjust(&p);
        let tests = g2.into_iter().zip(p).zip(adjusted);
        terms.into_iter().zip(tests).map(|(term, ((g2, p), p_adjusted))| Tested { term, g2, p, p_adjusted }).collect()
    }

    fn shows(&self, tested: &Tested<'_>) -> bool {
        let is_over = tested.g2.is_some_and(|g2| g2 > 0.0);
        let is_under = tested.g2.is_some_and(|g2| g2 < 0.0);
        let is_in_direction = match self.direction {
            Direction::Over => is_over,
            Direction::Under => is_under,
            Direction::Both => true,
        };
        let p = tested.p_adjusted.or(tested.p);
        is_in_direction && (self.max_p >= 1.0 || p.is_some_and(|p| p <= self.max_p))
    }

    fn value(&self, tested: &Tested<'_>) -> Option<f64> {
        let table = tested.term.table;
        match self.sort {
            KeynessMeasure::G2 => tested.g2,
            KeynessMeasure::LogRatio => table.log_ratio(),
            KeynessMeasure::DiffPercent => table.diff_percent(),
            KeynessMeasure::Chi2 => table.chi2(),
            KeynessMeasure::OddsRatio => table.odds_ratio(),
            KeynessMeasure::SimpleMaths => table.simple_maths(),
        }
    }

    /// Keeps the first rows, and if both directions are shown also the last.
    fn first_of_each_direction<'a>(&self, mut rows: Vec<KeynessRow<'a>>) -> Vec<KeynessRow<'a>> {
        if self.top == 0 {
            return rows;
        }
        match self.direction {
            Direction::Over | Direction::Under => rows.truncate(self.top),
            Direction::Both if rows.len() > 2 * self.top => drop(rows.drain(self.top..rows.len() - self.top)),
            Direction::Both => {}
        }
        rows
    }
}

fn row<'a>(rank: u64, tested: &Tested<'a>, (target_size, reference_size): (u64, u64)) -> KeynessRow<'a> {
    let Tested { term: KeyTerm { term, target, reference, table }, g2, p, p_adjusted } = tested;
    let (a, b) = table.first_column();
    KeynessRow {
        rank,
        term,
        target_count: target.count,
        reference_count: reference.count,
        target_documents: target.documents,
        reference_documents: Some(reference.documents),
        target_per_million: PerMillion::new(a, target_size),
        reference_per_million: PerMillion::new(b, reference_size),
        g2: Measure::of(*g2),
        p: Measure::of(*p),
        p_adjusted: Measure::of(*p_adjusted),
        log_ratio: Measure::of(table.log_ratio()),
        diff_percent: Measure::of(table.diff_percent()),
        bic: Measure::of(g2.map(|g2| table.bic(g2))),
        ell: Measure::of(g2.and_then(|g2| table.ell(g2))),
        chi2: Measure::of(table.chi2()),
        odds_ratio: Measure::of(table.odds_ratio()),
        simple_maths: Measure::of(table.simple_maths()),
    }
}
