//! `collocations`: the words near the matches of patterns, and pairs of words near to each other.

use std::cmp::Ordering;

use crate::corpus::Map;
use crate::corpus::collocations::{NodeCollocations, NodeTotals, StemCollocate, WindowSums};
use crate::corpus::pairs::{Pair, PairSums, Pairs, StemPair, WordSums};
use crate::corpus::statistics::{Table, dice, log_dice, p_of_chi2};
use crate::report::Measure;
use crate::report::describe::{record, table};
use crate::report::rows::stemmed::{Stemmed, forms_of, stemmed};

record! {
    /// The counts that the rows of `collocations --node` are relative to.
    #[derive(Clone, Debug)]
    pub struct CollocationHead {
        /// The patterns of the node.
        pub node: String,
        /// Matches of the patterns.
        pub matches: u64,
        /// Words in matches.
        pub node_words: u64,
        /// Words in windows, each counted once.
        pub window_words: u64,
        /// Words outside of matches.
        pub words: u64,
    }
}

/// Defines a row with the measures of a table after its own columns.
macro_rules! with_measures {
    (
        $name:literal:
        $(#[$meta:meta])*
        pub struct $row:ident<'a> { $($fields:tt)+ }
    ) => {
        table! {
            $name:
            $(#[$meta])*
            pub struct $row<'a> {
                $($fields)+
                /// Occurrences to be expected by chance, E.
                pub expected: Option<Measure>,
                /// The log-likelihood ratio G² (Dunning 1993); negative if there are fewer occurrences than expected.
                pub g2: Option<Measure>,
                /// The probability of such a G², χ² with one degree of freedom.
                pub p: Option<Measure>,
                /// Mutual information, log2(count/E).
                pub mi: Option<Measure>,
                /// log2(count³/E).
                pub mi3: Option<Measure>,
                /// (count - E)/√count.
                pub t: Option<Measure>,
                /// (count - E)/√E.
                pub z: Option<Measure>,
                /// Dice's coefficient of the frequencies.
                pub dice: Option<Measure>,
                /// 14 + log2 of Dice's coefficient (Rychlý 2008).
                pub log_dice: Option<Measure>,
                /// log2 of the ratio of the relative frequencies inside and outside (Hardie 2014); a count of 0 is taken as 0.5.
                pub log_ratio: Option<Measure>,
                /// ΔP (Gries 2013): how much more probable the word is inside than outside; of pairs, the second given the first.
                pub delta_p_right: Option<Measure>,
                /// ΔP of the other direction: how much more probable the inside is given the word; of pairs, the first given the second.
                pub delta_p_left: Option<Measure>,
                /// The probability of as many occurrences or more, by Fisher's exact test; only with `--fisher`.
                pub fisher_p: Option<Measure>,
            }
        }
    };
}

with_measures! {
    "collocations":
    /// A row of `collocations` with a node: a word in the windows around its matches.
    #[derive(Clone, Debug)]
    pub struct CollocationRow<'a> {
        /// The word.
        pub collocate: &'a str,
        /// Occurrences in windows, each counted once, at the nearest match.
        pub count: u64,
        /// Those before the match.
        pub left: u64,
        /// Those after it.
        pub right: u64,
        /// Documents with such an occurrence.
        pub documents: u64,
        /// All occurrences of the word.
        pub frequency: u64,
    }
}

with_measures! {
    "collocations":
    /// A row of `collocations` without a node: an ordered pair of words.
    #[derive(Clone, Debug)]
    pub struct PairRow<'a> {
        /// The first word.
        pub first: &'a str,
        /// The second, after it.
        pub second: &'a str,
        /// Occurrences of the pair.
        pub count: u64,
        /// Documents with one.
        pub documents: u64,
        /// Occurrences of the first word.
        pub first_frequency: u64,
        /// Occurrences of the second word.
        pub second_frequency: u64,
    }
}

stemmed!(CollocationRow);
stemmed!(PairRow);

/// The value that collocations are ranked by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CollocationMeasure {
    /// The log-likelihood ratio.
    #[default]
    G2,
    /// Occurrences.
    Count,
    /// Mutual information.
    Mi,
    /// Mutual information of the cubed count.
    Mi3,
    /// The t score.
    T,
    /// The z score.
    Z,
    /// Dice's coefficient.
    Dice,
    /// Its logarithm.
    LogDice,
    /// The log ratio.
    LogRatio,
    /// ΔP of the word given the window.
    DeltaPRight,
    /// ΔP of the window given the word.
    DeltaPLeft,
}

impl CollocationMeasure {
    /// Every measure, in the order of the variants.
    pub const ALL: [Self; 11] = [
        Self::G2,
        Self::Count,
        Self::Mi,
        Self::Mi3,
        Self::T,
        Self::Z,
        Self::Dice,
        Self::LogDice,
        Self::LogRatio,
        Self::DeltaPRight,
        Self::DeltaPLeft,
    ];

    /// The name of its column.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::G2 => "g2",
            Self::Count => "count",
            Self::Mi => "mi",
            Self::Mi3 => "mi3",
            Self::T => "t",
            Self::Z => "z",
            Self::Dice => "dice",
            Self::LogDice => "log_dice",
            Self::LogRatio => "log_ratio",
            Self::DeltaPRight => "delta_p_right",
            Self::DeltaPLeft => "delta_p_left",
        }
    }

    fn of(self, item: &Item<'_>) -> Option<f64> {
        let table = item.table;
        match self {
            Self::G2 => table.g2(),
            Self::Count => Some(item.count as f64),
            Self::Mi => table.mi(),
            Self::Mi3 => table.mi3(),
            Self::T => table.t(),
            Self::Z => table.z(),
            Self::Dice => dice(item.count, item.frequencies.0, item.frequencies.1),
            Self::LogDice => log_dice(item.count, item.frequencies.0, item.frequencies.1),
            Self::LogRatio => table.log_ratio(),
            Self::DeltaPRight => table.delta_p_of_column(),
            Self::DeltaPLeft => table.delta_p_of_row(),
        }
    }
}

crate::text::names::impl_names!(CollocationMeasure, "measure");

/// Which collocations are shown, and in what order.
#[derive(Clone, Copy, Debug, Default)]
pub struct CollocationFilter {
    /// The fewest occurrences.
    pub min_count: u64,
    /// The most rows; 0: all.
    pub top: usize,
    /// The value that they are ranked by, descending. Those that it is not defined for are last; equal ones are sorted by their words.
    pub sort: CollocationMeasure,
    /// Whether to compute Fisher's exact test of the rows.
    pub fisher: bool,
}

/// A collocation before it becomes a row.
struct Item<'a> {
    words: (&'a str, &'a str),
    count: u64,
    table: Table,
    /// The frequencies that Dice's coefficient is of.
    frequencies: (u64, u64),
    columns: Columns,
}

/// The columns that differ between the tables.
#[derive(Clone, Copy)]
struct Columns {
    left: u64,
    right: u64,
    documents: u64,
}

impl CollocationFilter {
    /// The words around the matches of a node, without those that `is_hidden`.
    pub fn of_node<'a>(
        &self,
        counts: &'a NodeCollocations,
        is_hidden: impl Fn(&str) -> bool,
    ) -> Vec<CollocationRow<'a>> {
        let shown =
            counts.collocates().filter(|(word, sums, _)| sums.left + sums.right >= self.min_count && !is_hidden(word));
        let items = shown.filter_map(|(word, sums, frequency)| node_item(word, sums, frequency, counts.totals()));
        let ranked = self.rank(items.collect());
        ranked.iter().map(|item| self.node_row(item)).collect()
    }

    /// The stems of the words around the matches of a node.
    pub fn of_node_by_stem<'a>(&self, counts: &'a NodeCollocations) -> Vec<Stemmed<'a, CollocationRow<'a>>> {
        let mut forms = Map::default();
        let mut items = Vec::new();
        for StemCollocate { stem, sums, frequency, forms: of_stem } in counts.stems() {
            if sums.left + sums.right >= self.min_count {
                items.extend(node_item(stem, sums, frequency, counts.totals()));
                forms.insert(stem, of_stem);
            }
        }
        let ranked = self.rank(items);
        let row = |item: &Item<'a>| {
            let stem = item.words.0;
            let forms = forms_of(forms.remove(stem).unwrap_or_default());
            let collocate = forms.first().map_or(stem, |form| form.text);
            Stemmed { row: CollocationRow { collocate, ..self.node_row(item) }, stem, forms }
        };
        ranked.iter().map(row).collect()
    }

    /// The pairs of words, without those of which one `is_hidden`.
    pub fn of_pairs<'a>(&self, pairs: &'a Pairs, is_hidden: impl Fn(&str) -> bool) -> Vec<PairRow<'a>> {
        let shown = pairs.iter(self.min_count).filter(|pair| !is_hidden(pair.first) && !is_hidden(pair.second));
        let items = shown.filter_map(|Pair { first, second, sums, first_sums, second_sums }| {
            pair_item((first, second), sums, (first_sums, second_sums), pairs.total())
        });
        let ranked = self.rank(items.collect());
        ranked.iter().map(|item| self.pair_row(item)).collect()
    }

    /// The stems of pairs of words.
    pub fn of_pairs_by_stem<'a>(&self, groups: &'a [StemPair<'a>], total: u64) -> Vec<Stemmed<'a, PairRow<'a>>> {
        let by_stem: Map<&str, &StemPair<'a>> = groups.iter().map(|group| (&*group.stem, group)).collect();
        let items = groups
            .iter()
            .filter_map(|group| pair_item((&group.stem, ""), group.sums, (group.first_sums, group.second_sums), total));
        let ranked = self.rank(items.collect());
        let row = |item: &Item<'a>| {
            let group = by_stem.get(item.words.0)?;
            let row = PairRow { first: group.first, second: group.second, ..self.pair_row(item) };
            let forms = forms_of(group.forms.iter().map(|(pair, count)| (&**pair, *count)));
            Some(Stemmed { row, stem: &group.stem, forms })
        };
        ranked.iter().filter_map(row).collect()
    }

    fn rank<'a>(&self, items: Vec<Item<'a>>) -> Vec<Item<'a>> {
        let mut ranked: Vec<_> = items.into_iter().map(|item| (self.sort.of(&item), item)).collect();
        let order = |a: &(Option<f64>, Item<'_>), b: &(Option<f64>, Item<'_>)| {
            descending(a.0, b.0).then_with(|| a.1.words.cmp(&b.1.words))
        };
        if self.top > 0 && self.top < ranked.len() {
            ranked.select_nth_unstable_by(self.top - 1, order);
            ranked.truncate(self.top);
        }
        ranked.sort_unstable_by(order);
        ranked.into_iter().map(|(_, item)| item).collect()
    }

    fn fisher_p(&self, table: Table) -> Option<Measure> {
        if self.fisher { Measure::of(table.fisher()) } else { None }
    }
}

/// A collocate of a node: a word, or all words with one stem. `None` if its counts do not fit into a contingency table, as those of a
/// node that is every word.
fn node_item<'a>(word: &'a str, sums: WindowSums, frequency: u64, totals: NodeTotals) -> Option<Item<'a>> {
    let NodeTotals { matches, window_words, words, .. } = totals;
    let count = sums.left + sums.right;
    // Only occurrences outside of matches can be in a window.
    let table = Table::from_margins(count, window_words, frequency - sums.in_matches, words)?;
    let columns = Columns { left: sums.left, right: sums.right, documents: sums.documents };
    Some(Item { words: (word, ""), count, table, frequencies: (matches, frequency), columns })
}

/// A pair of words, or of stems. `None` if its counts do not fit into a contingency table.
fn pair_item<'a>(
    words: (&'a str, &'a str),
    sums: PairSums,
    (first, second): (WordSums, WordSums),
    total: u64,
) -> Option<Item<'a>> {
    let table = Table::from_margins(sums.count, first.as_first, second.as_second, total)?;
    let columns = Columns { left: 0, right: 0, documents: sums.documents.into() };
    let frequencies = (first.frequency, second.frequency);
    Some(Item { words, count: sums.count, table, frequencies, columns })
}

/// The order of measures from the highest on; those that are not defined are last.
pub(super) fn descending(a: Option<f64>, b: Option<f64>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => b.total_cmp(&a),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

/// Builds a row with the measures of an item.
macro_rules! measured {
    ($filter:ident, $item:ident, $row:ident { $($field:ident: $value:expr),+ $(,)? }) => {{
        let (table, (first, second)) = ($item.table, $item.frequencies);
        let g2 = table.g2();
        $row {
            $($field: $value,)+
            expected: Measure::of(table.expected()),
            g2: Measure::of(g2),
            p: Measure::of(g2.map(p_of_chi2)),
            mi: Measure::of(table.mi()),
            mi3: Measure::of(table.mi3()),
            t: Measure::of(table.t()),
            z: Measure::of(table.z()),
            dice: Measure::of(dice($item.count, first, second)),
            log_dice: Measure::of(log_dice($item.count, first, second)),
            log_ratio: Measure::of(table.log_ratio()),
            delta_p_right: Measure::of(table.delta_p_of_column()),
            delta_p_left: Measure::of(table.delta_p_of_row()),
            fisher_p: $filter.fisher_p(table),
        }
    }};
}

impl CollocationFilter {
    fn node_row<'a>(&self, item: &Item<'a>) -> CollocationRow<'a> {
        measured!(
            self,
            item,
            CollocationRow {
                collocate: item.words.0,
                count: item.count,
                left: item.columns.left,
                right: item.columns.right,
                documents: item.columns.documents,
                frequency: item.frequencies.1,
            }
        )
    }

    fn pair_row<'a>(&self, item: &Item<'a>) -> PairRow<'a> {
        measured!(
            self,
            item,
            PairRow {
                first: item.words.0,
                second: item.words.1,
                count: item.count,
                documents: item.columns.documents,
                first_frequency: item.frequencies.0,
                second_frequency: item.frequencies.1,
            }
        )
    }
}
