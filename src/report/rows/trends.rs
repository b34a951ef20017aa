//! `trends`: the matches of patterns in each period.

use jiff::civil::Date;

use crate::corpus::statistics::{BurstModel, Kendall, Table};
use crate::corpus::trends::{MatchSums, PeriodSize, Trends};
use crate::report::describe::{record, table};
use crate::report::packed::CellValue;
use crate::report::{ColumnKind, Measure, PerMillion};

table! {
    "trends":
    /// A row of `trends`: a pattern in a period, also in one without a match. Sorted by pattern, as they were given, then by period.
    #[derive(Clone, Debug)]
    pub struct TrendRow<'a> {
        /// The pattern as it was given, `person:NAME` or `country:CODE`.
        pub pattern: &'a str,
        /// The period in EDTF: `2024-12-31`, `2024-W52`, `2024-12`, `2024-Q4`, `2024`. `null` in the row of documents without a date.
        pub period: Option<&'a str>,
        /// Matches.
        pub count: u64,
        /// Documents with one.
        pub documents: u64,
        /// All words of the period, including stop words; boilerplate only if it is kept.
        pub all_words: u64,
        /// All documents of the period.
        pub all_documents: u64,
        /// Matches per million words; two decimals. `null` in periods without words, in which nothing was published.
        pub per_million: Option<PerMillion>,
        /// The share of the documents with a match, from 0 to 1. `null` if there are no documents.
        pub document_share: Option<Measure>,
        /// Matches per million words of this and the periods before it, as many as were asked for; two decimals. `null` in the first
        /// periods, where fewer are before it, and if they have no words.
        pub moving_average: Option<PerMillion>,
    }
}

table! {
    "trends":
    /// A row of `trends --wide`: a period. After it, there is a column for each pattern.
    #[derive(Clone, Debug)]
    pub struct WideTrendRow<'a> {
        /// The period, as in [`TrendRow`].
        pub period: Option<&'a str>,
    }
}

table! {
    "trends":
    /// A row of `trends --summary`: a pattern over all periods.
    #[derive(Clone, Debug)]
    pub struct TrendSummaryRow<'a> {
        /// The pattern, as in [`TrendRow`].
        pub pattern: &'a str,
        /// Periods, also those without documents.
        pub periods: u64,
        /// Matches in documents with a date.
        pub count: u64,
        /// Documents with a date and a match.
        pub documents: u64,
        /// Documents without a date, which are in no period.
        pub undated_documents: u64,
        /// Matches in these.
        pub undated_count: u64,
        /// Kendall's tau-b of period and rate, over the periods with words: from -1, always falling, to 1, always rising. `null` if
        /// there are fewer than three, or all rates are equal.
        pub tau: Option<Measure>,
        /// The probability of such a tau where there is no trend.
        pub tau_p: Option<Measure>,
        /// The log-likelihood ratio G² of the second half of the periods, compared with the first; negative if matches are rarer there.
        /// A period in the middle belongs to the second half.
        pub g2: Option<Measure>,
        /// log2 of the ratio of the rates in the two halves; a count of 0 is taken as 0.5.
        pub log_ratio: Option<Measure>,
    }
}

table! {
    "bursts":
    /// A row of `trends --bursts`: periods in which far more documents match than usual (Kleinberg 2002). Sorted by pattern, as they
    /// were given, then by period.
    #[derive(Clone, Debug)]
    pub struct BurstRow<'a> {
        /// The pattern, as in [`TrendRow`].
        pub pattern: &'a str,
        /// The first period.
        pub start: &'a str,
        /// The last period.
        pub end: &'a str,
        /// By how much the periods are better explained as a burst: a difference of logarithms of probabilities, above 0.
        pub weight: Option<Measure>,
        /// Documents with a match in these periods.
        pub documents: u64,
        /// All documents of these periods.
        pub all_documents: u64,
    }
}

record! {
    /// The periods of `trends`, and the documents in none of them.
    #[derive(Clone, Copy, Debug)]
    pub struct TrendHead {
        /// The length of the periods: `day`, `week`, `month`, `quarter` or `year`.
        pub by: &'static str,
        /// Periods, also those without documents.
        pub periods: u64,
        /// Documents without a date, which are in no period.
        pub undated_documents: u64,
        /// Matches of all patterns in these.
        pub undated_count: u64,
    }
}

/// The value in the cells of `trends --wide`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrendValue {
    /// Matches.
    Count,
    /// Documents with a match.
    Documents,
    /// Matches per million words.
    PerMillion,
    /// The share of the documents with a match.
    DocumentShare,
}

impl TrendValue {
    /// Every value, in the order of the variants.
    pub const ALL: [Self; 4] = [Self::Count, Self::Documents, Self::PerMillion, Self::DocumentShare];

    /// The name of its column in [`TrendRow`].
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Documents => "documents",
            Self::PerMillion => "per_million",
            Self::DocumentShare => "document_share",
        }
    }

    /// The type of its cells.
    #[must_use]
    pub const fn kind(self) -> ColumnKind {
        match self {
            Self::Count | Self::Documents => ColumnKind::Number,
            Self::PerMillion => ColumnKind::Rate,
            Self::DocumentShare => ColumnKind::Measure,
        }
    }

    /// Whether a cell can be empty.
    #[must_use]
    pub const fn is_optional(self) -> bool {
        matches!(self, Self::PerMillion | Self::DocumentShare)
    }

    fn cell(self, matches: MatchSums, size: PeriodSize) -> CellValue<'static> {
        match self {
            Self::Count => CellValue::Number(matches.count),
            Self::Documents => CellValue::Number(matches.documents),
            Self::PerMillion => PerMillion::new(matches.count, size.words).map_or(CellValue::None, CellValue::Rate),
            Self::DocumentShare => share(matches, size).map_or(CellValue::None, CellValue::Measure),
        }
    }
}

crate::text::names::impl_names!(TrendValue, "value");

fn share(matches: MatchSums, size: PeriodSize) -> Option<Measure> {
    Measure::of((size.documents > 0).then(|| matches.documents as f64 / size.documents as f64))
}

/// The patterns in all periods, of which rows are made.
#[derive(Debug)]
pub struct TrendSeries<'a> {
    trends: &'a Trends,
    patterns: &'a [String],
    /// The first days of the periods, and their names.
    periods: Vec<(Date, String)>,
}

impl<'a> TrendSeries<'a> {
    /// A series. `patterns`: their names; `periods`: the first days, as [`Trends::periods`] returns them.
    #[must_use]
    pub fn new(trends: &'a Trends, patterns: &'a [String], periods: Vec<Date>) -> Self {
        let periods = periods.into_iter().map(|day| (day, trends.period().name_of(day))).collect();
        Self { trends, patterns, periods }
    }

    /// The periods, and the documents in none of them.
    #[must_use]
    pub fn head(&self) -> TrendHead {
        TrendHead {
            by: self.trends.period().name(),
            periods: self.periods.len() as u64,
            undated_documents: self.trends.size_of(None).documents,
            undated_count: self.trends.undated_count(),
        }
    }

    /// The names of the periods, ascending.
    pub fn periods(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.periods.iter().map(|(_, name)| &**name)
    }

    /// The names of the patterns with their numbers, in the order in which they were given.
    pub fn patterns(&self) -> impl Iterator<Item = (u32, &str)> {
        (0..).zip(self.patterns.iter().map(String::as_str))
    }

    /// The matches of a pattern in each period, and the sizes of the periods.
    fn cells(&self, pattern: u32) -> impl ExactSizeIterator<Item = (MatchSums, PeriodSize)> {
        self.periods.iter().map(move |(day, _)| self.at(pattern, Some(*day)))
    }

    fn at(&self, pattern: u32, period: Option<Date>) -> (MatchSums, PeriodSize) {
        (self.trends.matches_of(pattern, period), self.trends.size_of(period))
    }

    /// The matches and the words of each period, pattern by pattern.
    pub fn rates(&self) -> impl Iterator<Item = (&str, Vec<(u64, u64)>)> {
        self.patterns().map(|(pattern, name)| {
            (name, self.cells(pattern).map(|(matches, size)| (matches.count, size.words)).collect())
        })
    }

    /// The rows of `trends`. `window`: the number of periods of the moving average, if there is one. `with_undated`: whether each
    /// pattern has a row at its end for the documents without a date.
    pub fn rows(&self, window: Option<usize>, with_undated: bool) -> impl Iterator<Item = TrendRow<'_>> {
        self.patterns().flat_map(move |(pattern, name)| {
            let cells: Vec<_> = self.cells(pattern).collect();
            let averages = window.map_or_else(Vec::new, |window| moving_averages(&cells, window));
            let undated = with_undated.then(|| (None, self.at(pattern, None)));
            let periods = self.periods().map(Some).zip(cells).chain(undated);
            let averages = averages.into_iter().chain(std::iter::repeat(None));
            let row = move |((period, (matches, size)), moving_average): ((_, (MatchSums, PeriodSize)), _)| TrendRow {
                pattern: name,
                period,
                count: matches.count,
                documents: matches.documents,
                all_words: size.words,
                all_documents: size.documents,
                per_million: PerMillion::new(matches.count, size.words),
                document_share: share(matches, size),
                moving_average,
            };
            periods.zip(averages).map(row)
        })
    }

    /// The rows of `trends --wide`, with the cells of the patterns. `with_undated`: whether there is a row at the end for the documents
    /// without a date.
    pub fn wide_rows(
        &self,
        value: TrendValue,
        with_undated: bool,
    ) -> impl Iterator<Item = (WideTrendRow<'_>, Vec<CellValue<'static>>)> {
        let undated = with_undated.then_some((None, None));
        let periods = self.periods.iter().map(|(day, name)| (Some(*day), Some(&**name))).chain(undated);
        periods.map(move |(day, period)| {
            let cell = |(pattern, _)| {
                let (matches, size) = self.at(pattern, day);
                value.cell(matches, size)
            };
            (WideTrendRow { period }, self.patterns().map(cell).collect())
        })
    }

    /// The rows of `trends --summary`.
    pub fn summary_rows(&self) -> impl Iterator<Item = TrendSummaryRow<'_>> {
        self.patterns().map(|(pattern, name)| {
            let cells: Vec<_> = self.cells(pattern).collect();
            let (undated, undated_size) = self.at(pattern, None);
            let rates: Vec<_> = cells.iter().map(|(matches, size)| (matches.count, size.words)).collect();
            let kendall = Kendall::of_rates(&rates);
            let (first, second) = rates.split_at(rates.len() / 2);
            let sum = |rates: &[(u64, u64)]| rates.iter().fold((0, 0), |sum, rate| (sum.0 + rate.0, sum.1 + rate.1));
            let ((before, words_before), (after, words_after)) = (sum(first), sum(second));
            let halves = Table::of_two_corpora(after, before, words_after, words_before);
            TrendSummaryRow {
                pattern: name,
                periods: cells.len() as u64,
                count: before + after,
                documents: cells.iter().map(|(matches, _)| matches.documents).sum(),
                undated_documents: undated_size.documents,
                undated_count: undated.count,
                tau: Measure::of(kendall.map(|kendall| kendall.tau)),
                tau_p: Measure::of(kendall.map(|kendall| kendall.p)),
                g2: Measure::of(halves.and_then(Table::g2)),
                log_ratio: Measure::of(halves.and_then(Table::log_ratio)),
            }
        })
    }

    /// The rows of `trends --bursts`.
    pub fn burst_rows(&self, model: BurstModel) -> impl Iterator<Item = BurstRow<'_>> {
        self.patterns().flat_map(move |(pattern, name)| {
            let batches: Vec<_> =
                self.cells(pattern).map(|(matches, size)| (matches.documents, size.documents)).collect();
            let period = |at: usize| self.periods.get(at).map_or("", |(_, name)| name);
            model.bursts(&batches).into_iter().map(move |burst| {
                let within = batches.get(burst.periods.clone()).unwrap_or_default();
                BurstRow {
                    pattern: name,
                    start: period(burst.periods.start),
                    end: period(burst.periods.end - 1),
                    weight: Measure::new(burst.weight),
                    documents: within.iter().map(|(matching, _)| matching).sum(),
                    all_documents: within.iter().map(|(_, all)| all).sum(),
                }
            })
        })
    }
}

/// The rate over each period and those before it, `window` in total; `None` where there are fewer, or no words.
fn moving_averages(cells: &[(MatchSums, PeriodSize)], window: usize) -> Vec<Option<PerMillion>> {
    let (mut count, mut words) = (0, 0);
    let average = |(at, (matches, size)): (usize, &(MatchSums, PeriodSize))| {
        count += matches.count;
        words += size.words;
        if let Some((matches, size)) = at.checked_sub(window).and_then(|before| cells.get(before)) {
            count -= matches.count;
            words -= size.words;
        }
        if at + 1 < window { None } else { PerMillion::new(count, words) }
    };
    cells.iter().enumerate().map(average).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn averages_are_those_of_whole_windows() {
        let cell = |count, words| (MatchSums { count, documents: 0 }, PeriodSize { documents: 0, words });
        let cells = [cell(1, 10), cell(2, 10), cell(0, 0), cell(0, 0), cell(3, 30)];
        let averages = |window| {
            moving_averages(&cells, window).into_iter().map(|rate| rate.map(PerMillion::to_f64)).collect::<Vec<_>>()
        };
        assert_eq!(averages(2), [None, Some(150_000.0), Some(200_000.0), None, Some(100_000.0)]);
        assert_eq!(averages(1), [Some(100_000.0), Some(200_000.0), None, None, Some(100_000.0)]);
        assert_eq!(averages(6), [None; 5]);
    }
}
