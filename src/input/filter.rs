//! Filters documents by date and source.

use jiff::civil::Date;

use crate::input::date_source::host_of;
use crate::input::record::Record;
use crate::text::document::ArticleDate;

/// Which documents to analyse; all by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DocumentFilter {
    /// The first day. Documents without a date are skipped.
    pub since: Option<Date>,
    /// The last day. Documents without a date are skipped.
    pub until: Option<Date>,
    /// The sources, or all if empty: the name in the record or page, or the host of its address, or a parent domain of the host.
    /// Case is ignored.
    pub sources: Vec<String>,
}

/// The reason why a document was skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FilterReason {
    /// Its date is before `since` or after `until`.
    Period,
    /// It has no date, and `since` or `until` is set.
    NoDate,
    /// Its source is another one, or unknown.
    Source,
    /// It is a record of a web archive without a page.
    NotAPage,
}

/// Counts of skipped documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FilterCounts {
    /// Documents dated before `since` or after `until`.
    pub period: u64,
    /// Documents without a date, if `since` or `until` is set.
    pub no_date: u64,
    /// Documents from other sources, or from an unknown one.
    pub source: u64,
    /// Records of web archives without a page.
    #[serde(default)]
    pub not_pages: u64,
}

impl FilterCounts {
    /// The total number.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.period + self.no_date + self.source + self.not_pages
    }

    /// Counts a document.
    pub(crate) fn add(&mut self, why: FilterReason) {
        match why {
            FilterReason::Period => self.period += 1,
            FilterReason::NoDate => self.no_date += 1,
            FilterReason::Source => self.source += 1,
            FilterReason::NotAPage => self.not_pages += 1,
        }
    }

    /// Adds other counts.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.period += other.period;
        self.no_date += other.no_date;
        self.source += other.source;
        self.not_pages += other.not_pages;
    }
}

impl DocumentFilter {
    /// Whether the date of a document must be known before it is analysed.
    pub(crate) fn needs_date(&self) -> bool {
        self.since.is_some() || self.until.is_some()
    }

    /// The reason to skip a document with this date. `None` if it is accepted.
    pub(crate) fn rejects_date(&self, date: Option<ArticleDate>) -> Option<FilterReason> {
        if !self.needs_date() {
            return None;
        }
        let Some(ArticleDate { date, .. }) = date else { return Some(FilterReason::NoDate) };
        let is_within = self.since.is_none_or(|since| since <= date) && self.until.is_none_or(|until| date <= until);
        (!is_within).then_some(FilterReason::Period)
    }

    /// Whether a document with this date, source and address is accepted.
    pub(crate) fn accepts(&self, date: Option<ArticleDate>, source: Option<&str>, url: Option<&str>) -> bool {
        self.rejects_date(date).is_none() && self.accepts_source(source, url)
    }

    /// The reason to skip a document because of its source. `None` if it is accepted.
    pub(crate) fn rejects_source(&self, record: &Record<'_>) -> Option<FilterReason> {
        let is_accepted = self.accepts_source(record.source.as_deref(), record.url.as_deref());
        (!is_accepted).then_some(FilterReason::Source)
    }

    fn accepts_source(&self, source: Option<&str>, url: Option<&str>) -> bool {
        if self.sources.is_empty() {
            return true;
        }
        let host = url.and_then(host_of);
        let is_it = |wanted: &String| {
            let named = source.is_some_and(|source| source.trim().to_lowercase() == wanted.to_lowercase());
            named || host.is_some_and(|host| is_host(host, wanted))
        };
        self.sources.iter().any(is_it)
    }
}

/// Whether a host is the wanted domain or a subdomain of it.
fn is_host(host: &str, wanted: &str) -> bool {
    let Some(at) = host.len().checked_sub(wanted.len()) else { return false };
    let ends = host.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(wanted));
    ends && (at == 0 || host.get(..at).is_some_and(|before| before.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::text::document::DateSource;

    #[test]
    fn periods_include_both_ends() {
        let filter =
            DocumentFilter { since: Some(date(2024, 1, 1)), until: Some(date(2024, 1, 31)), sources: Vec::new() };
        let rejects = |day| filter.rejects_date(Some(ArticleDate { date: day, from: DateSource::Record }));
        assert_eq!(rejects(date(2024, 1, 1)), None);
        assert_eq!(rejects(date(2024, 1, 31)), None);
        assert_eq!(rejects(date(2024, 2, 1)), Some(FilterReason::Period));
        assert_eq!(filter.rejects_date(None), Some(FilterReason::NoDate));
        assert_eq!(DocumentFilter::default().rejects_date(None), None);
    }

    #[test]
    fn sources_match_names_or_domains() {
        let filter =
            DocumentFilter { sources: vec!["kabar.example".into(), "Antara".into()], ..DocumentFilter::default() };
        let rejects = |source: &str, url: &str| {
            let record = Record { source: Some(source.into()), url: Some(url.into()), ..Record::default() };
            filter.rejects_source(&record).is_some()
        };
        assert!(!rejects("ANTARA", ""));
        assert!(!rejects("", "https://bola.kabar.example/a"));
        assert!(rejects("", "https://notkabar.example/a"));
        assert!(rejects("antara news", ""));
    }
}
