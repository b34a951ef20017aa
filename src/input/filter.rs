//! Which documents are analysed.

use jiff::civil::Date;

use crate::input::date_source::host_of;
use crate::input::record::Record;
use crate::text::document::ArticleDate;

/// Which documents are analysed; by default all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentFilter {
    /// Only those of this day or later; what has no date is left out.
    pub since: Option<Date>,
    /// Only those of this day or earlier; what has no date is left out.
    pub until: Option<Date>,
    /// Only those of these sources, if there are any: the name that the record or page gives, or the host of its address or the
    /// end of it behind a dot. Case does not matter.
    pub sources: Vec<String>,
}

/// Why a document was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FilterReason {
    /// Its date is not in the period.
    Period,
    /// It has no date, and only a period was asked for.
    NoDate,
    /// Its source was not asked for, or is not known.
    Source,
}

/// How many documents were left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FilterCounts {
    /// Before `since` or after `until`.
    pub period: u64,
    /// Without a date, where a period was asked for.
    pub no_date: u64,
    /// Of other sources, or of none that is known.
    pub source: u64,
}

impl FilterCounts {
    /// How many in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.period + self.no_date + self.source
    }

    /// Counts one more.
    pub(crate) fn add(&mut self, why: FilterReason) {
        match why {
            FilterReason::Period => self.period += 1,
            FilterReason::NoDate => self.no_date += 1,
            FilterReason::Source => self.source += 1,
        }
    }

    /// Adds those of another thread.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.period += other.period;
        self.no_date += other.no_date;
        self.source += other.source;
    }
}

impl DocumentFilter {
    /// Whether documents are chosen by their date, so that it must be known before they are analysed.
    pub(crate) fn is_by_date(&self) -> bool {
        self.since.is_some() || self.until.is_some()
    }

    /// Why a document of that date is left out; absent if it is not.
    pub(crate) fn refuses_date(&self, date: Option<ArticleDate>) -> Option<FilterReason> {
        if !self.is_by_date() {
            return None;
        }
        let Some(ArticleDate { date, .. }) = date else { return Some(FilterReason::NoDate) };
        let is_within = self.since.is_none_or(|since| since <= date) && self.until.is_none_or(|until| date <= until);
        (!is_within).then_some(FilterReason::Period)
    }

    /// Why a document is left out by its source; absent if it is not.
    pub(crate) fn refuses_source(&self, record: &Record<'_>) -> Option<FilterReason> {
        if self.sources.is_empty() {
            return None;
        }
        let host = record.url.as_deref().and_then(host_of);
        let is_it = |wanted: &String| {
            let named =
                record.source.as_deref().is_some_and(|source| source.trim().to_lowercase() == wanted.to_lowercase());
            named || host.is_some_and(|host| is_host(host, wanted))
        };
        (!self.sources.iter().any(is_it)).then_some(FilterReason::Source)
    }
}

/// Whether a host is the wanted one, or one below it.
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
    fn periods_have_both_ends_in_them() {
        let choice =
            DocumentFilter { since: Some(date(2024, 1, 1)), until: Some(date(2024, 1, 31)), sources: Vec::new() };
        let refuses = |day| choice.refuses_date(Some(ArticleDate { date: day, from: DateSource::Record }));
        assert_eq!(refuses(date(2024, 1, 1)), None);
        assert_eq!(refuses(date(2024, 1, 31)), None);
        assert_eq!(refuses(date(2024, 2, 1)), Some(FilterReason::Period));
        assert_eq!(choice.refuses_date(None), Some(FilterReason::NoDate));
        assert_eq!(DocumentFilter::default().refuses_date(None), None);
    }

    #[test]
    fn sources_are_names_or_hosts() {
        let choice =
            DocumentFilter { sources: vec!["kabar.example".into(), "Antara".into()], ..DocumentFilter::default() };
        let refuses = |source: &str, url: &str| {
            let record = Record { source: Some(source.into()), url: Some(url.into()), ..Record::default() };
            choice.refuses_source(&record).is_some()
        };
        assert!(!refuses("ANTARA", ""));
        assert!(!refuses("", "https://bola.kabar.example/a"));
        assert!(refuses("", "https://notkabar.example/a"));
        assert!(refuses("antara news", ""));
    }
}
