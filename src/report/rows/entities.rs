//! `entities`: the entities of all documents together.

use std::fmt;

use crate::entities::country::Country;
use crate::entities::{DocumentEntities, EntityCount, EntityCounter, EntityTotals, MentionChoice};
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
    /// A row of `entities`: an entity of all documents. Sorted by kind, then by descending count, then by entity.
    #[derive(Clone, Debug)]
    pub struct EntityRow<'a> {
        /// `person`, `country`, `date`, `time` or `duration`.
        pub kind: &'static str,
        /// The identity over all documents, the same in every table: a person's full name, ISO 3166-1 alpha-2, EDTF, ISO 8601 for times
        /// and durations. `null` if it cannot be resolved; mentions without one are grouped by their spelling.
        pub entity: Option<&'a str>,
        /// The same as `entity`.
        pub canonical: Option<&'a str>,
        /// A readable name: the person's name, the country's Indonesian name, the date as in `entity`. Without an entity, the text of
        /// the mention.
        pub label: &'a str,
        /// Mentions. Countries that are part of another name (`via` is `in_name`) and people in bylines (`note` is `byline`) are counted
        /// only on request.
        pub count: u64,
        /// Documents with such a mention.
        pub documents: u64,
        /// The spellings, by descending count, then by code points. In a cell: `Joko Widodo (3); Jokowi (2)`.
        pub forms: Vec<Form<'a>>,
        /// For people, the highest confidence of a mention, as in [`MentionRow`](crate::report::rows::MentionRow); `null` for other kinds.
        pub confidence: Option<u64>,
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
        pub entity: Option<&'a str>,
        /// The same as `entity`.
        pub canonical: Option<&'a str>,
        /// The Indonesian name. Without an entity, the text of the mention.
        pub label: &'a str,
        /// Mentions, as in [`EntityRow`].
        pub count: u64,
        /// Documents with such a mention.
        pub documents: u64,
        /// The spellings, as in [`EntityRow`].
        pub forms: Vec<Form<'a>>,
        /// ISO 3166-1 alpha-3 (Kosovo: `XKX`); `null` if `entity` is. No program takes one of these codes for a missing value, as
        /// some do with Namibia's `NA`.
        pub iso3: Option<&'static str>,
    }
}

impl fmt::Display for Form<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)?;
        f.write_str(" (")?;
        f.write_str(itoa::Buffer::new().format(self.count))?;
        f.write_str(")")
    }
}

impl<'a> From<EntityCount<'a>> for EntityRow<'a> {
    fn from(entity: EntityCount<'a>) -> Self {
        Self {
            kind: entity.kind.name(),
            entity: entity.entity,
            canonical: entity.canonical,
            label: entity.label,
            count: entity.count,
            documents: entity.documents,
            forms: entity.forms.into_iter().map(|(text, count)| Form { text, count }).collect(),
            confidence: entity.confidence.map(u64::from),
        }
    }
}

impl<'a> From<EntityCount<'a>> for CountryRow<'a> {
    fn from(country: EntityCount<'a>) -> Self {
        let EntityRow { kind, entity, canonical, label, count, documents, forms, .. } = EntityRow::from(country);
        let iso3 = entity.and_then(Country::from_code).map(|country| country.iso3());
        Self { kind, entity, canonical, label, count, documents, forms, iso3 }
    }
}

/// Counts entities, and writes no rows.
#[derive(Debug)]
pub struct EntityCounting {
    counter: EntityCounter,
}

impl EntityCounting {
    /// Creates a counter. `choice`: the mentions that count.
    #[must_use]
    pub fn new(choice: MentionChoice) -> Self {
        Self { counter: EntityCounter::new(choice) }
    }

    /// Counts so that names can be joined by [`EntityTotals::links`].
    #[must_use]
    pub fn for_links(mut self) -> Self {
        self.counter = self.counter.for_links();
        self
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
        let analysis = &document.analysis;
        self.counter.count(analysis.document.text, analysis.mentions, analysis.aliases())
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
