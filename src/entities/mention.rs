//! What recognisers propose and what is left of it.

use std::fmt::{self, Write as _};

use crate::entities::country::Country;
use crate::entities::date::{DateValue, DurationValue, TimeValue};
use crate::entities::group::is_one_line;
use crate::entities::person::PersonName;
use crate::text::span::Span;

/// What a mention is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EntityKind {
    /// One human, by name.
    Person,
    /// A state or territory with an ISO 3166-1 code, or Kosovo.
    Country,
    /// A day, week, month, quarter, season, year, decade or century, or an interval of these.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
}

impl EntityKind {
    /// Every kind, in the order of reports.
    pub const ALL: [Self; 5] = [Self::Person, Self::Country, Self::Date, Self::Time, Self::Duration];

    /// The kinds sought unless others are asked for.
    pub const DEFAULT: [Self; 3] = [Self::Person, Self::Country, Self::Date];

    /// The name in reports and options: `person`, `country`, `date`, `time`, `duration`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Country => "country",
            Self::Date => "date",
            Self::Time => "time",
            Self::Duration => "duration",
        }
    }
}

/// By which kind of word a country is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Via {
    /// Its usual name: `Korea Utara`.
    Name,
    /// An abbreviation, long form or by-name: `Korut`, `AS`, `Negeri Sakura`.
    Alias,
    /// A capital or seat that acts as the government: `Seoul menuduh`, `Gedung Putih`.
    Metonym,
    /// Its name inside the name of something else: `Bank Indonesia`, `dolar AS`. Counts leave it out unless asked.
    InName,
}

impl Via {
    /// The name in reports: `name`, `alias`, `metonym`, `in_name`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Alias => "alias",
            Self::Metonym => "metonym",
            Self::InName => "in_name",
        }
    }
}

/// Something about a mention that a reader should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Note {
    /// The weekday beside the date is another one: `Senin (31/12/2024)`, which was a Tuesday. The value is the date's.
    WeekdayMismatch,
    /// The day does not exist: `31 April`. There is no value.
    ImpossibleDate,
}

impl Note {
    /// The name in reports: `weekday_mismatch`, `impossible_date`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WeekdayMismatch => "weekday_mismatch",
            Self::ImpossibleDate => "impossible_date",
        }
    }
}

/// Which one is meant, as a value; [`Canonical::display`] writes the identity that reports print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Canonical {
    /// The fullest form of the name that the article uses.
    Person(PersonName),
    /// The state or territory.
    Country(Country),
    /// The day or days.
    Date(DateValue),
    /// The time of day.
    Time(TimeValue),
    /// The length of time.
    Duration(DurationValue),
}

impl Canonical {
    /// The identity as reports print it: the person's name, ISO 3166-1 alpha-2, EDTF, an ISO 8601 time or duration. `text` is
    /// the article that the mention was found in: a person's name is kept as its place there.
    #[must_use]
    pub fn display<'t>(&self, text: &'t str) -> impl fmt::Display + use<'t> {
        CanonicalDisplay { canonical: *self, text }
    }

    /// The form for people to read: the name, the country's Indonesian name, and for the others what
    /// [`Canonical::display`] gives.
    #[must_use]
    pub fn label<'t>(&self, text: &'t str) -> impl fmt::Display + use<'t> {
        LabelDisplay(CanonicalDisplay { canonical: *self, text })
    }

    /// The label where it is not what [`Canonical::display`] gives.
    pub(crate) fn own_label(&self) -> Option<&str> {
        match self {
            Self::Country(country) => Some(country.name()),
            _ => None,
        }
    }

    /// Appends what [`Canonical::display`] gives, without its detours for what is met most.
    pub(crate) fn append_to(&self, text: &str, out: &mut String) {
        match self {
            Self::Person(PersonName::InText(span)) if is_one_line(span.of(text)) => {
                out.push_str(span.of(text).trim_matches(' '));
            }
            Self::Country(country) => out.push_str(country.code()),
            // Writing to a String cannot fail.
            _ => drop(write!(out, "{}", self.display(text))),
        }
    }
}

struct CanonicalDisplay<'t> {
    canonical: Canonical,
    text: &'t str,
}

impl fmt::Display for CanonicalDisplay<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.canonical {
            Canonical::Person(name) => name.write(self.text, f),
            Canonical::Country(country) => f.write_str(country.code()),
            Canonical::Date(value) => value.fmt(f),
            Canonical::Time(value) => value.fmt(f),
            Canonical::Duration(value) => value.fmt(f),
        }
    }
}

struct LabelDisplay<'t>(CanonicalDisplay<'t>);

impl fmt::Display for LabelDisplay<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.canonical.own_label() {
            Some(label) => f.write_str(label),
            None => self.0.fmt(f),
        }
    }
}

/// A proposal of a recogniser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Where; usually whole tokens, but part of a token where a hyphen joins two names (`Anies-Muhaimin`).
    pub span: Span,
    /// Index of the first token that it touches.
    pub token_start: u32,
    /// Index of the first token after it.
    pub token_end: u32,
    /// What it is.
    pub kind: EntityKind,
    /// Which one; absent if that can't be told.
    pub canonical: Option<Canonical>,
    /// For countries, how it is named.
    pub via: Option<Via>,
    /// What a reader should know.
    pub note: Option<Note>,
    /// Decides between candidates of the same length: the higher wins. 0: weak evidence; 1: usual; 2: certain by form.
    pub priority: u8,
}

/// A mention that stands: no two of a document overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// Index of the first token that it touches.
    pub token_start: u32,
    /// Index of the first token after it.
    pub token_end: u32,
    /// Number of the sentence, from 0.
    pub sentence: u32,
    /// What it is.
    pub kind: EntityKind,
    /// Which one; absent if that can't be told.
    pub canonical: Option<Canonical>,
    /// For countries, how it is named; absent for the others.
    pub via: Option<Via>,
    /// What a reader should know; usually absent.
    pub note: Option<Note>,
}
