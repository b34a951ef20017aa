//! Mentions of entities, and the candidates for them.

use std::fmt::{self, Write as _};

use serde::Serialize;

use crate::entities::country::Country;
use crate::entities::date::{DateValue, DurationValue, TimeValue};
use crate::entities::group::is_one_line;
use crate::entities::person::PersonName;
use crate::text::names::impl_names;
use crate::text::span::Span;

/// The kind of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum EntityKind {
    /// A person, by name.
    Person,
    /// A state or territory with an ISO 3166-1 code, or Kosovo.
    Country,
    /// A day, week, month, quarter, season, year, decade or century, or an interval of these.
    Date,
    /// A time of day.
    Time,
    /// A duration.
    Duration,
}

impl EntityKind {
    /// Every kind, in the order in which reports list them.
    pub const ALL: [Self; 5] = [Self::Person, Self::Country, Self::Date, Self::Time, Self::Duration];

    /// The kinds that are found by default.
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

impl_names!(EntityKind, "entity kind");

/// The form by which a country is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Via {
    /// Its usual name: `Korea Utara`.
    Name,
    /// An abbreviation, long form or nickname: `Korut`, `AS`, `Negeri Sakura`.
    Alias,
    /// A capital or seat of government that stands for the government: `Seoul menuduh`, `Gedung Putih`.
    Metonym,
    /// Its name inside the name of something else: `Bank Indonesia`, `dolar AS`. Not counted by default.
    InName,
}

impl Via {
    /// Every form, in the order of the variants.
    pub const ALL: [Self; 4] = [Self::Name, Self::Alias, Self::Metonym, Self::InName];

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

impl_names!(Via, "form of mention");

/// A remark about a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum MentionNote {
    /// The weekday next to the date contradicts it: `Senin (31/12/2024)`, which was a Tuesday. The value is that of the
    /// date.
    WeekdayMismatch,
    /// The date does not exist: `31 April`. The mention has no value.
    ImpossibleDate,
    /// The person wrote, edited or photographed the article: `Editor: Faieq Hidayat`. Not counted by default.
    Byline,
}

impl MentionNote {
    /// Every remark, in the order of the variants.
    pub const ALL: [Self; 3] = [Self::WeekdayMismatch, Self::ImpossibleDate, Self::Byline];

    /// The name in reports: `weekday_mismatch`, `impossible_date`, `byline`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WeekdayMismatch => "weekday_mismatch",
            Self::ImpossibleDate => "impossible_date",
            Self::Byline => "byline",
        }
    }
}

impl_names!(MentionNote, "note");

/// The entity that a mention refers to. [`Canonical::display`] formats it as in reports.
///
/// It serializes as an object with the kind as its key: `{"country":"ID"}`, `{"date":"2024-12-31"}`, and for a person whose
/// name is in the text, `{"person":{"byte_start":0,"byte_end":11}}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Canonical {
    /// A person, by the fullest form of the name in the article.
    Person(PersonName),
    /// A country or territory.
    Country(Country),
    /// A date, period or interval.
    Date(DateValue),
    /// A time of day.
    Time(TimeValue),
    /// A duration.
    Duration(DurationValue),
}

impl Canonical {
    /// Formats the identity as in reports: the person's name, ISO 3166-1 alpha-2, EDTF, an ISO 8601 time or duration.
    /// `text` must be the article in which the mention was found, because a person's name is stored as a range of it.
    #[must_use]
    pub fn display<'t>(&self, text: &'t str) -> impl fmt::Display + use<'t> {
        CanonicalDisplay { canonical: *self, text }
    }

    /// Formats the human-readable form: the country's Indonesian name, and for the other kinds the same as
    /// [`Canonical::display`].
    #[must_use]
    pub fn label<'t>(&self, text: &'t str) -> impl fmt::Display + use<'t> {
        LabelDisplay(CanonicalDisplay { canonical: *self, text })
    }

    /// The label, if it differs from [`Canonical::display`].
    pub(crate) fn own_label(&self) -> Option<&str> {
        match self {
            Self::Country(country) => Some(country.name()),
            _ => None,
        }
    }

    /// Appends what [`Canonical::display`] formats, with fast paths for the most frequent cases.
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

/// The mentions that count, besides the usual ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MentionChoice {
    /// Whether countries that are part of another name count (`Bank Indonesia`).
    pub in_name: bool,
    /// Whether people in bylines and credits count ([`MentionNote::Byline`]).
    pub bylines: bool,
}

impl MentionChoice {
    /// Whether a mention counts.
    #[must_use]
    pub fn includes(self, mention: &Mention) -> bool {
        (self.in_name || mention.via != Some(Via::InName))
            && (self.bylines || mention.note != Some(MentionNote::Byline))
    }
}

/// A mention proposed by a recognizer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Candidate {
    /// The byte range: usually whole tokens, but part of a token if a hyphen joins two names (`Anies-Muhaimin`).
    pub span: Span,
    /// The index of the first token that overlaps the span.
    pub token_start: u32,
    /// The index of the first token after the span.
    pub token_end: u32,
    /// The kind of the entity.
    pub kind: EntityKind,
    /// The entity; `None` if it cannot be resolved.
    pub canonical: Option<Canonical>,
    /// For countries, how the country is named; otherwise `None`.
    pub via: Option<Via>,
    /// A remark, if there is one.
    pub note: Option<MentionNote>,
    /// For people, how certain it is that the span is the name of a person, as in [`Mention::confidence`].
    pub confidence: Option<u8>,
    /// Among overlapping candidates of the same length, the one with the higher priority wins. 0: weak evidence; 1: normal;
    /// 2: unambiguous by its form.
    pub priority: u8,
}

impl Candidate {
    /// Creates a candidate that covers `span` and the tokens `token_start..token_end`, with priority 1 and without a resolved
    /// entity.
    #[must_use]
    pub const fn new(kind: EntityKind, span: Span, token_start: u32, token_end: u32) -> Self {
        Self {
            span,
            token_start,
            token_end,
            kind,
            canonical: None,
            via: None,
            note: None,
            confidence: None,
            priority: 1,
        }
    }
}

/// A mention of an entity. The mentions of a document do not overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Mention {
    /// The byte range.
    pub span: Span,
    /// The index of the first token that overlaps the span.
    pub token_start: u32,
    /// The index of the first token after the span.
    pub token_end: u32,
    /// The index of the sentence.
    pub sentence: u32,
    /// The kind of the entity.
    pub kind: EntityKind,
    /// The entity; `None` if it cannot be resolved.
    pub canonical: Option<Canonical>,
    /// For countries, how the country is named; otherwise `None`.
    pub via: Option<Via>,
    /// A remark; usually `None`.
    pub note: Option<MentionNote>,
    /// For people, how certain it is that the span is the name of a person: of the mentions with 90, nine in ten are right. From 0 to
    /// 100; `None` for other kinds.
    pub confidence: Option<u8>,
}
