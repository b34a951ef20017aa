//! Dates, times of day and lengths of time.

use std::fmt;

use jiff::civil::Date;

use crate::document::Document;
use crate::entities::{Candidate, EntityKind, Recognizer, Registration};
use crate::lexicon::Lexicon;

/// The recogniser of dates, times and durations.
pub const REGISTRATION: Registration = Registration {
    name: "date",
    kinds: &[EntityKind::Date, EntityKind::Time, EntityKind::Duration],
    build: |lexicon, kinds| Box::new(DateRecognizer::new(lexicon, kinds)),
};

/// What a date expression names; printed as EDTF (ISO 8601-2). It can't hold an impossible date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DateValue(Date);

impl fmt::Display for DateValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A time of day; printed as ISO 8601: `T10:30+07:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TimeValue(u16);

impl fmt::Display for TimeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A length of time; printed as ISO 8601: `P1W`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DurationValue(u16);

impl fmt::Display for DurationValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[derive(Clone)]
struct DateRecognizer {}

impl DateRecognizer {
    fn new(_lexicon: &mut Lexicon, _kinds: &[EntityKind]) -> Self {
        Self {}
    }
}

impl Recognizer for DateRecognizer {
    fn recognize(&mut self, _document: &Document<'_>, _candidates: &mut Vec<Candidate>) {}

    fn fork(&self) -> Box<dyn Recognizer> {
        Box::new(self.clone())
    }
}

/// Finds the day that an article was written, in the article: `Selasa (31/12/2024)`.
#[derive(Clone, Debug)]
pub struct DatelineFinder {}

impl DatelineFinder {
    /// Adds the words that it knows to the lexicon.
    #[must_use]
    pub fn new(_lexicon: &mut Lexicon) -> Self {
        Self {}
    }

    /// The date that the text gives itself; absent if it gives none. `document.date` is not looked at.
    #[must_use]
    pub fn find(&self, _document: &Document<'_>) -> Option<Date> {
        None
    }
}

/// Names of months and weekdays in key form: the tokenizer splits a hyphen between two of them (`Januari-September`).
pub(crate) fn hyphen_words() -> impl Iterator<Item = String> {
    ["januari", "september", "senin", "jumat"].into_iter().map(str::to_owned)
}
