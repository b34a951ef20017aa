//! The matches of patterns from one period to the next.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::corpus::pattern::Finder;
use crate::corpus::{Map, Period};
use crate::error::Error;
use crate::run::{AnalyzedDocument, Out, Visitor};

/// The documents of a period, or those without a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PeriodSize {
    /// Documents.
    pub documents: u64,
    /// Words that count, including stop words; boilerplate only if it is kept.
    pub words: u64,
}

impl PeriodSize {
    pub(crate) fn add(&mut self, other: Self) {
        self.documents += other.documents;
        self.words += other.words;
    }
}

/// The matches of a pattern in a period, or in the documents without a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MatchSums {
    /// Places where it matches.
    pub count: u64,
    /// Documents with one.
    pub documents: u64,
}

impl MatchSums {
    pub(crate) fn add(&mut self, other: Self) {
        self.count += other.count;
        self.documents += other.documents;
    }
}

/// Counts the matches of patterns by period.
///
/// The sums are those of periods with documents: four integers for each pattern of such a period. [`Trends::periods`] fills the gaps.
///
/// ```
/// use telaah::corpus::Period;
/// use telaah::corpus::pattern::{PatternOptions, Patterns};
/// use telaah::corpus::trends::Trends;
/// use telaah::input::{InputOptions, Source};
/// use telaah::run::Batch;
/// use telaah::{Analyzer, Settings};
///
/// let mut patterns = Patterns::new(PatternOptions::default());
/// patterns.add("beras")?;
/// let compiled = patterns.compile()?;
/// let mut settings = Settings::default();
/// settings.datelines = true;
/// let (analyzer, options) = (Analyzer::new(settings), InputOptions::default());
/// let batch = Batch::new(&analyzer, vec![Source::Path("samples".into())], &options);
/// let trends = batch.run(|| Trends::new(Period::Year, compiled.finder()), &mut |_| Ok(()))?.visitor;
/// for year in trends.periods(None, None, 100).map_err(|_| "too many years")? {
///     assert!(trends.matches_of(0, Some(year)).documents <= trends.size_of(Some(year)).documents);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Trends {
    period: Period,
    finder: Finder,
    /// By the first day of a period; `None`: documents without a date.
    sizes: BTreeMap<Option<Date>, PeriodSize>,
    /// By the first day of a period and the number of a pattern.
    sums: Map<(Option<Date>, u32), MatchSums>,
    ends: Option<Ends>,
    /// The number of the last document in which each pattern matched.
    last_document: Vec<u64>,
    documents: u64,
}

/// The dates of the earliest and the latest document, and their names; of several of one day, the first name by code points.
#[derive(Clone, Debug)]
struct Ends {
    earliest: (Date, String),
    latest: (Date, String),
}

impl Ends {
    fn add(&mut self, date: Date, name: &str) {
        let is_first = |known: &str| name < known;
        let (earliest, latest) = (&mut self.earliest, &mut self.latest);
        if date < earliest.0 || date == earliest.0 && is_first(&earliest.1) {
            *earliest = (date, name.to_owned());
        }
        if date > latest.0 || date == latest.0 && is_first(&latest.1) {
            *latest = (date, name.to_owned());
        }
    }
}

/// There are more periods than wanted, which a single wrong date can cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooManyPeriods {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// The earliest document; `None` if the first day was given.
    pub earliest: Option<String>,
    /// The latest document; `None` if the last day was given.
    pub latest: Option<String>,
}

impl Trends {
    /// A counter of what a finder finds.
    #[must_use]
    pub fn new(period: Period, finder: Finder) -> Self {
        Self {
            period,
            finder,
            sizes: BTreeMap::new(),
            sums: Map::default(),
            ends: None,
            last_document: Vec::new(),
            documents: 0,
        }
    }

    /// The length of the periods.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    /// The first days of all periods, also of those without documents: from that of `since`, or else of the earliest document, to that
    /// of `until`, or else of the latest one. There are none if an end is unknown because no document has a date.
    ///
    /// # Errors
    /// There are more than `most`.
    pub fn periods(&self, since: Option<Date>, until: Option<Date>, most: usize) -> Result<Vec<Date>, TooManyPeriods> {
        let earliest = self.ends.as_ref().map(|ends| &ends.earliest);
        let latest = self.ends.as_ref().map(|ends| &ends.latest);
        let first = since.or_else(|| earliest.map(|(date, _)| *date));
        let last = until.or_else(|| latest.map(|(date, _)| *date));
        let (Some(first), Some(last)) = (first, last) else { return Ok(Vec::new()) };
        let periods: Vec<Date> = self.period.days(first, last).take(most.saturating_add(1)).collect();
        if periods.len() > most {
            let name = |end: Option<&(Date, String)>| end.map(|(_, name)| name.clone());
            return Err(TooManyPeriods {
                first,
                last,
                earliest: name(earliest.filter(|_| since.is_none())),
                latest: name(latest.filter(|_| until.is_none())),
            });
        }
        Ok(periods)
    }

    /// The documents of the period that begins with a day; with `None`, those without a date.
    #[must_use]
    pub fn size_of(&self, period: Option<Date>) -> PeriodSize {
        self.sizes.get(&period).copied().unwrap_or_default()
    }

    /// The matches of a pattern, by its number, in the period that begins with a day; with `None`, in the documents without a date.
    #[must_use]
    pub fn matches_of(&self, pattern: u32, period: Option<Date>) -> MatchSums {
        self.sums.get(&(period, pattern)).copied().unwrap_or_default()
    }

    /// The matches of all patterns in documents without a date.
    #[must_use]
    pub fn undated_count(&self) -> u64 {
        self.sums.iter().filter(|((period, _), _)| period.is_none()).map(|(_, sums)| sums.count).sum()
    }

    /// Whether no pattern matched anywhere.
    #[must_use]
    pub fn has_no_match(&self) -> bool {
        self.sums.is_empty()
    }
}

impl Visitor for Trends {
    fn document(&mut self, document: &AnalyzedDocument<'_>, _: &mut Out<'_>) {
        let Self { period, finder, sizes, sums, ends, last_document, documents } = self;
        let analysis = &document.analysis;
        let keeps_boilerplate = finder.options().words.keep_boilerplate;
        let words = if keeps_boilerplate { analysis.counts().words } else { analysis.counted_words() };
        let matches = finder.find(analysis);
        let date = analysis.document.date.map(|date| date.date);
        let first_day = date.map(|date| period.first_day(date));
        *documents += 1;
        for found in matches {
            let sum = sums.entry((first_day, found.pattern)).or_default();
            let pattern = found.pattern as usize;
            if last_document.len() <= pattern {
                last_document.resize(pattern + 1, 0);
            }
            let is_first =
                last_document.get_mut(pattern).is_some_and(|last| std::mem::replace(last, *documents) != *documents);
            sum.add(MatchSums { count: 1, documents: is_first.into() });
        }
        sizes.entry(first_day).or_default().add(PeriodSize { documents: 1, words });
        if let Some(date) = date {
            let name = document.name;
            let first = || Ends { earliest: (date, name.to_owned()), latest: (date, name.to_owned()) };
            ends.get_or_insert_with(first).add(date, name);
        }
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}

    fn merge(&mut self, other: Self) {
        for (period, size) in other.sizes {
            self.sizes.entry(period).or_default().add(size);
        }
        for (key, sums) in other.sums {
            self.sums.entry(key).or_default().add(sums);
        }
        match (&mut self.ends, other.ends) {
            (Some(ends), Some(other)) => {
                ends.add(other.earliest.0, &other.earliest.1);
                ends.add(other.latest.0, &other.latest.1);
            }
            (ends, other) => *ends = ends.take().or(other),
        }
    }
}
