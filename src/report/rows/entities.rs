//! `entities`: the entities of all documents together.

use std::fmt;

use crate::entities::country::Country;
use crate::entities::{DocumentEntities, EntityCount, EntityCounter, EntityTotals};
use crate::error::Error;
use crate::report::describe::{record, table};
use crate::run::{AnalyzedDocument, Out, Visitor};

record! {
    /// A spelling of an entity.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Form<'a> {
        /// The exact characters; white space is one blank.
        pub text: &'a str,
        /// Mentions in this spelling.
        pub count: u64,
    }
}

table! {
    "entities":
    /// A row of `entities`: an entity of all documents. Sorted by kind, then by descending count, then by canonical form.
    #[derive(Clone, Debug)]
    pub struct EntityRow<'a> {
        /// `person`, `country`, `date`, `time` or `duration`.
        pub kind: &'static str,
        /// The identity: a person's fullest name, ISO 3166-1 alpha-2, EDTF, ISO 8601 for times and durations. `null` if it cannot
        /// be resolved; mentions without one are grouped by their spelling.
        pub canonical: Option<&'a str>,
        /// A readable name: the person's name, the country's Indonesian name, the date as in `canonical`. Without a canonical form,
        /// the text of the mention.
        pub label: &'a str,
        /// Mentions. Countries that are part of another name (`via` is `in_name`) are counted only on request.
        pub count: u64,
        /// Documents with such a mention.
        pub documents: u64,
        /// The spellings, by descending count, then by code points. In a cell: `Joko Widodo (3); Jokowi (2)`.
        pub forms: Vec<Form<'a>>,
    }
}

table! {
    "entities":
    /// A row of `entities` where all of them are countries: an [`EntityRow`] with one more column.
    #[derive(Clone, Debug)]
    pub struct CountryRow<'a> {
        /// `country`.
        pub kind: &'static str,
        /// ISO 3166-1 alpha-2. `null` if it cannot be resolved; mentions without one are grouped by their spelling.
        pub canonical: Option<&'a str>,
        /// The Indonesian name. Without a canonical form, the text of the mention.
        pub label: &'a str,
        /// Mentions, as in [`EntityRow`].
        pub count: u64,
        /// Documents with such a mention.
        pub documents: u64,
        /// The spellings, as in [`EntityRow`].
        pub forms: Vec<Form<'a>>,
        /// ISO 3166-1 alpha-3 (Kosovo: `XKX`); `null` if `canonical` is. No program takes one of these codes for a missing value, as
        /// some do with Namibia's `NA`.
        pub iso3: Option<&'static str>,
    }
}

impl fmt::Display for Form<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.text, self.count)
    }
}

impl<'a> From<EntityCount<'a>> for EntityRow<'a> {
    fn from(entity: EntityCount<'a>) -> Self {
        Self {
            kind: entity.kind.name(),
            canonical: entity.canonical,
            label: entity.label,
            count: entity.count,
            documents: entity.documents,
            forms: entity.forms.into_iter().map(|(text, count)| Form { text, count }).collect(),
        }
    }
}

impl<'a> From<EntityCount<'a>> for CountryRow<'a> {
    fn from(entity: EntityCount<'a>) -> Self {
        let EntityRow { kind, canonical, label, count, documents, forms } = EntityRow::from(entity);
        let iso3 = canonical.and_then(Country::from_code).map(|country| country.iso3());
        Self { kind, canonical, label, count, documents, forms, iso3 }
    }
}

/// Counts entities, and writes no rows.
#[derive(Debug)]
pub struct EntityCounting {
    counter: EntityCounter,
}

impl EntityCounting {
    /// Creates a counter. `with_in_name`: whether countries that are part of another name are counted.
    #[must_use]
    pub fn new(with_in_name: bool) -> Self {
        Self { counter: EntityCounter::new(with_in_name) }
    }

    /// Returns the totals over all articles.
    #[must_use]
    pub fn into_totals(self) -> EntityTotals {
        self.counter.into_totals()
    }

    /// The totals so far.
    pub(crate) fn totals(&self) -> &EntityTotals {
        self.counter.totals()
    }

    /// Adds totals of other articles.
    pub(crate) fn add(&mut self, totals: EntityTotals) {
        self.counter.add(totals);
    }

    /// Counts the entities of an article, and returns them.
    pub(crate) fn count(&mut self, document: &AnalyzedDocument<'_>) -> &DocumentEntities {
        self.counter.count(document.analysis.document.text, document.analysis.mentions)
    }
}

impl Visitor for EntityCounting {
    fn document(&mut self, document: &AnalyzedDocument<'_>, _: &mut Out<'_>) {
        self.count(document);
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}

    fn merge(&mut self, other: Self) {
        self.add(other.into_totals());
    }
}
