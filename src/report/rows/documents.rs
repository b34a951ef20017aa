//! `analyze`: one row per article.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;

use crate::corpus::ranking::{TermOrder, TermRanker};
use crate::counts::Counts;
use crate::entities::{DocumentEntities, EntityCount, EntityKind, EntityTotals, Mention, MentionChoice};
use crate::error::Error;
use crate::report::describe::{Value, record, table};
use crate::report::row::Encoder;
use crate::report::row::{CellSink, Field, List, Record, Shape};
use crate::report::rows::{EntityCounting, Position, TermFilter};
use crate::report::{ColumnKind, SCHEMA_VERSION, TableSchema};
use crate::run::{AnalyzedDocument, ExcludedDuplicate, Out, Resumable, Visitor};
use crate::text::span::CharCursor;

table! {
    "documents":
    /// `analyze`: one article. In NDJSON a line; in JSON an element of `documents`; in CSV a row of `documents.csv`, where the fields
    /// of `counts` are columns of their own, and `terms` is called `top_terms`.
    ///
    /// An article that could not be analyzed has only `document`, `path` and `error`, and one that `--dedup` skipped has only `document`,
    /// `path` and `duplicate_of`; the lists of both are empty.
    #[derive(Clone, Debug, Default)]
    pub struct DocumentReport<'a> {
        /// [`SCHEMA_VERSION`]. Not in CSV.
        pub schema_version: SchemaVersion,
        /// The document's name, as in [`DocumentTermRow`](crate::report::rows::DocumentTermRow).
        pub document: &'a str,
        /// The title: the record's, or a first line of the text with a blank line after it; `null` if there is neither.
        pub title: Option<&'a str>,
        /// The article's date, which relative dates are resolved against: `YYYY-MM-DD`. `null` if it is unknown.
        pub date: Option<Date>,
        /// The source of the date: `record`, `front_matter`, `page`, `url`, `file_name`, `dateline`, `crawl`, `option`; see
        /// [`DateSource`](crate::DateSource). `null` if `date` is.
        pub date_from: Option<&'static str>,
        /// The publisher: that of the record or page, or else the host of its address without `www.`; `null` if neither is known.
        pub source: Option<&'a str>,
        /// The address of the page; `null` if it is unknown.
        pub url: Option<&'a str>,
        /// Totals over the tokens.
        pub counts: Option<Counts>,
        /// The most frequent terms. In a cell: `harga (12); beras (9)`.
        #[column = "top_terms"]
        pub terms: Option<Vec<TermReport<'a>>>,
        /// The people, by descending count, then by entity. In a cell: `Joko Widodo (3); Tigor Manurung (1)`.
        pub people: Option<EntityReports<'a>>,
        /// The countries, likewise; in a cell by their codes.
        pub countries: Option<EntityReports<'a>>,
        /// The dates, likewise.
        pub dates: Option<EntityReports<'a>>,
        /// Why the article could not be analyzed; `null` if it was.
        pub error: Option<String>,
        /// The encoding of the input: `utf-8`, `windows-1252`, …, as in the Encoding Standard, in lower case.
        pub encoding: Option<&'a str>,
        /// The name of the first article that it is a near-duplicate of; only with `--dedup`, and `null` if there is none before it. A
        /// group consists of its first article and of those that name it.
        pub duplicate_of: Option<&'a str>,
        /// The file that the article is in: the path as given or found, `-` for standard input.
        pub path: Option<&'a str>,
        /// The fields that were asked for, as text, under their own names; `null` where a record has no such field.
        #[serde(flatten)]
        pub kept: KeptValues<'a>,
    }
}

record! {
    /// A term of one article.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct TermReport<'a> {
        /// The term, as in [`TermRow`](crate::report::rows::TermRow).
        pub term: &'a str,
        /// Occurrences.
        pub count: u64,
    }
}

record! {
    /// An entity of one article.
    #[derive(Clone, Debug)]
    pub struct EntityReport<'a> {
        /// The identity within the article, as in [`MentionRow`](crate::report::rows::MentionRow): that of the first mention.
        pub canonical: Option<&'a str>,
        /// The identity over all documents, as in [`EntityRow`](crate::report::rows::EntityRow).
        pub entity: Option<&'a str>,
        /// A readable name, as in [`EntityRow`](crate::report::rows::EntityRow).
        pub label: &'a str,
        /// Mentions, as in [`EntityRow`](crate::report::rows::EntityRow): the length of `mentions`.
        pub count: u64,
        /// For people, the highest confidence of a mention, as in [`EntityRow`](crate::report::rows::EntityRow).
        pub confidence: Option<u64>,
        /// The mentions that are counted, in the order of the text.
        pub mentions: EntityMentions<'a>,
    }
}

record! {
    /// A mention in one article; the fields are those of [`MentionRow`](crate::report::rows::MentionRow).
    #[derive(Clone, Copy, Debug)]
    pub struct MentionReport<'a> {
        /// The exact characters.
        pub text: &'a str,
        /// The way in which a country is named.
        pub via: Option<&'static str>,
        /// First byte.
        pub byte_start: u64,
        /// The byte after the last.
        pub byte_end: u64,
        /// First code point.
        pub char_start: u64,
        /// The code point after the last.
        pub char_end: u64,
        /// Number of the sentence, from 0.
        pub sentence: u64,
        /// A remark on the mention.
        pub note: Option<&'static str>,
        /// For people, how certain it is that the mention is the name of a person.
        pub confidence: Option<u64>,
    }
}

/// The mentions of an entity. Each is described when it is written, because an article may have very many.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(with = "Vec<MentionReport<'static>>", inline))]
pub struct EntityMentions<'a> {
    pub(super) article: &'a ArticleMentions<'a>,
    /// The mentions of the entity, as indices.
    pub(super) indices: &'a [u32],
}

/// All mentions of an article.
#[derive(Clone, Copy, Debug)]
pub(super) struct ArticleMentions<'a> {
    pub(super) text: &'a str,
    pub(super) mentions: &'a [Mention],
    /// The code points before and up to the end of each mention.
    pub(super) char_ranges: &'a [(u32, u32)],
}

/// The entities of one kind in an article, by descending number of mentions. Each is described when it is written, because an article
/// may have very many.
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(with = "Vec<EntityReport<'static>>", inline))]
pub struct EntityReports<'a> {
    /// `None`: there are none.
    all: Option<&'a RankedEntities<'a>>,
    start: usize,
    end: usize,
}

/// The entities of an article by kind, then by descending number of mentions.
#[derive(Debug)]
pub(super) struct RankedEntities<'a> {
    article: ArticleMentions<'a>,
    entities: &'a DocumentEntities,
    /// Each entity with the end of its mentions in `indices`.
    ranked: Vec<(u32, u32)>,
    /// The mentions of all entities, as indices.
    indices: Vec<u32>,
}

impl<'a> RankedEntities<'a> {
    pub(super) fn new(article: ArticleMentions<'a>, entities: &'a DocumentEntities) -> Self {
        let mut indices = Vec::with_capacity(article.mentions.len());
        let mut of = |group: u32| {
            let mentions = entities.counted(group).into_iter().flat_map(|(_, mentions)| mentions);
            indices.extend(mentions.map(|index| index as u32));
            (group, indices.len() as u32)
        };
        let ranked = entities.ranked().into_iter().map(&mut of).collect();
        Self { article, entities, ranked, indices }
    }

    /// The entities of a kind.
    pub(super) fn of_kind(&'a self, kind: EntityKind) -> EntityReports<'a> {
        let kind_of = |group: u32| self.entities.counted(group).map(|(entity, _)| entity.kind);
        let start = self.ranked.partition_point(|(group, _)| kind_of(*group) < Some(kind));
        let end = self.ranked.partition_point(|(group, _)| kind_of(*group) <= Some(kind));
        EntityReports { all: Some(self), start, end }
    }

    fn report(&'a self, at: usize) -> Option<EntityReport<'a>> {
        let (group, end) = *self.ranked.get(at)?;
        let before = at.checked_sub(1).and_then(|before| self.ranked.get(before));
        let start = before.map_or(0, |(_, end)| *end);
        let indices = self.indices.get(start as usize..end as usize)?;
        let (EntityCount { canonical, entity, label, count, confidence, .. }, _) = self.entities.counted(group)?;
        let mentions = EntityMentions { article: &self.article, indices };
        Some(EntityReport { canonical, entity, label, count, confidence: confidence.map(u64::from), mentions })
    }
}

impl<'a> EntityReports<'a> {
    /// Iterates over the entities.
    pub fn iter(&self) -> impl Iterator<Item = EntityReport<'a>> + use<'a> {
        let Self { all, start, end } = *self;
        all.into_iter().flat_map(move |all| (start..end).filter_map(|at| all.report(at)))
    }
}

impl serde::Serialize for EntityReports<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl Value for EntityReports<'_> {
    const SHAPE: Shape = Shape::cell(ColumnKind::Text);

    #[inline(always)]
    fn put<S: CellSink + ?Sized>(&self, field: &'static Field, sink: &mut S) {
        sink.list(field, self);
    }
}

impl List for EntityReports<'_> {
    fn is_empty(&self) -> bool {
        self.start == self.end
    }

    fn for_each(&self, visit: &mut dyn FnMut(&dyn Record)) {
        self.iter().for_each(|entity| visit(&entity));
    }
}

impl fmt::Display for EntityReports<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_items(self.iter(), f)
    }
}

/// Writes the items of a list that is one cell.
fn write_items(items: impl Iterator<Item = impl fmt::Display>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (n, item) in items.enumerate() {
        f.write_str(if n > 0 { "; " } else { "" })?;
        item.fmt(f)?;
    }
    Ok(())
}

impl<'a> EntityMentions<'a> {
    /// Iterates over the mentions.
    pub fn iter(&self) -> impl Iterator<Item = MentionReport<'a>> + use<'a> {
        let Self { article: ArticleMentions { text, mentions, char_ranges }, indices } = *self;
        indices.iter().filter_map(move |&index| {
            let (mention, &(char_start, char_end)) = (mentions.get(index as usize)?, char_ranges.get(index as usize)?);
            Some(MentionReport {
                text: mention.span.of(text),
                via: mention.via.map(|via| via.name()),
                byte_start: mention.span.byte_start().into(),
                byte_end: mention.span.byte_end().into(),
                char_start: char_start.into(),
                char_end: char_end.into(),
                sentence: mention.sentence.into(),
                note: mention.note.map(|note| note.name()),
                confidence: mention.confidence.map(u64::from),
            })
        })
    }
}

impl serde::Serialize for EntityMentions<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl Value for EntityMentions<'_> {
    const SHAPE: Shape = Shape::cell(ColumnKind::Text);

    #[inline(always)]
    fn put<S: CellSink + ?Sized>(&self, field: &'static Field, sink: &mut S) {
        sink.list(field, self);
    }
}

impl List for EntityMentions<'_> {
    fn is_empty(&self) -> bool {
        self.indices.is_empty()
    }

    fn for_each(&self, visit: &mut dyn FnMut(&dyn Record)) {
        self.iter().for_each(|mention| visit(&mention));
    }
}

impl fmt::Display for EntityMentions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_items(self.iter(), f)
    }
}

impl fmt::Display for TermReport<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.term, self.count)
    }
}

impl fmt::Display for EntityReport<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.entity.unwrap_or(self.label), self.count)
    }
}

impl fmt::Display for MentionReport<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}

impl<'a> DocumentReport<'a> {
    /// The report of an article without an analysis. Its lists are empty and not `null`, so that a script that takes the first item of
    /// a list works on every report.
    fn without_analysis(document: &'a str) -> Self {
        Self {
            document,
            terms: Some(Vec::new()),
            people: Some(EntityReports::default()),
            countries: Some(EntityReports::default()),
            dates: Some(EntityReports::default()),
            ..Self::default()
        }
    }
}

/// The field that holds [`SCHEMA_VERSION`] in JSON. It is not a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(with = "u32", inline))]
pub struct SchemaVersion;

impl serde::Serialize for SchemaVersion {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(SCHEMA_VERSION)
    }
}

impl Record for SchemaVersion {
    fn cells(&self, _: &mut dyn CellSink) {}

    fn json(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(itoa::Buffer::new().format(SCHEMA_VERSION).as_bytes());
    }
}

impl Value for SchemaVersion {
    const SHAPE: Shape = Shape::Group { fields: &[], is_optional: false };

    fn put<S: CellSink + ?Sized>(&self, field: &'static Field, sink: &mut S) {
        sink.group(field, Some(self));
    }
}

/// The columns of further fields of the records, after those of a table.
#[derive(Clone, Copy, Debug, Default)]
pub struct KeptColumns(&'static [Field]);

impl KeptColumns {
    /// The columns with these names. They are never freed, like those of other tables, so create them once.
    #[must_use]
    pub fn new(names: &[String]) -> Self {
        let leak = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
        let fields = names.iter().map(|name| Field {
            column: leak(name.clone()),
            json_key: leak(format!(",{}:", serde_json::Value::from(name.as_str()))),
            shape: Shape::cell(ColumnKind::Text).optional(),
        });
        Self(Box::leak(fields.collect()))
    }

    /// The table with these columns after its own.
    #[must_use]
    pub const fn after(self, table: TableSchema) -> TableSchema {
        table.with_columns(self.0)
    }
}

/// The values of [`KeptColumns`] in a row.
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(with = "std::collections::BTreeMap<String, Option<String>>", inline)
)]
pub struct KeptValues<'a> {
    columns: KeptColumns,
    values: &'a [Option<Cow<'a, str>>],
}

impl serde::Serialize for KeptValues<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let values = self.columns.0.iter().enumerate().map(|(at, field)| (field.column, self.value(at)));
        serializer.collect_map(values)
    }
}

impl KeptValues<'_> {
    fn value(&self, at: usize) -> Option<&str> {
        self.values.get(at).and_then(Option::as_deref)
    }
}

impl Value for KeptValues<'_> {
    const SHAPE: Shape = Shape::Group { fields: &[], is_optional: false };

    fn put<S: CellSink + ?Sized>(&self, _: &'static Field, sink: &mut S) {
        for (at, field) in self.columns.0.iter().enumerate() {
            match self.value(at) {
                Some(value) => sink.text(field, value),
                None => sink.none(field),
            }
        }
    }
}

/// Writes a [`DocumentReport`] for every article, and counts its entities.
#[derive(Debug)]
pub struct DocumentReports {
    encoder: Encoder,
    filter: TermFilter,
    ranker: TermRanker,
    kept: KeptColumns,
    /// The entities of the current document, if totals are off.
    document: DocumentEntities,
    totals: Option<EntityCounting>,
    /// The code points before and up to the end of each mention.
    char_ranges: Vec<(u32, u32)>,
}

impl DocumentReports {
    /// Creates a writer of reports with the terms that `filter` selects. `choice`: the mentions that count.
    #[must_use]
    pub fn new(encoder: Encoder, filter: TermFilter, choice: MentionChoice) -> Self {
        Self {
            encoder,
            filter,
            ranker: TermRanker::new(TermOrder::Count),
            kept: KeptColumns::default(),
            document: DocumentEntities::new(choice),
            totals: Some(EntityCounting::new(choice)),
            char_ranges: Vec::new(),
        }
    }

    /// Ranks the terms of each article in this order; the default is by their counts.
    #[must_use]
    pub fn ranked_by(mut self, order: TermOrder) -> Self {
        self.ranker = TermRanker::new(order);
        self
    }

    /// Turns off the totals over all articles, which cost time: [`DocumentReports::into_totals`] is then empty.
    #[must_use]
    pub fn without_totals(mut self) -> Self {
        self.totals = None;
        self
    }

    /// Adds the columns of [`AnalyzedDocument::kept`].
    #[must_use]
    pub fn with_kept(mut self, columns: KeptColumns) -> Self {
        self.kept = columns;
        self
    }

    /// Returns the entities of all articles.
    #[must_use]
    pub fn into_totals(self) -> EntityTotals {
        self.totals.map(EntityCounting::into_totals).unwrap_or_default()
    }
}

impl Visitor for DocumentReports {
    fn document(&mut self, document: &AnalyzedDocument<'_>, out: &mut Out<'_>) {
        let analysis = &document.analysis;
        let text = analysis.document.text;
        let entities = match &mut self.totals {
            Some(totals) => totals.count(document),
            None => {
                self.document.read(text, analysis.mentions, analysis.aliases());
                &self.document
            }
        };
        let mut cursor = CharCursor::new(text);
        self.char_ranges.clear();
        self.char_ranges.extend(analysis.mentions.iter().map(|mention| {
            let position = Position::new(mention.span, &mut cursor);
            (position.char_start as u32, position.char_end as u32)
        }));
        let article = ArticleMentions { text, mentions: analysis.mentions, char_ranges: &self.char_ranges };
        let ranked = &RankedEntities::new(article, entities);
        let encoding = document.encoding.name();
        let terms = self.filter.ranked_terms(&mut self.ranker, analysis).into_iter();
        let report = DocumentReport {
            schema_version: SchemaVersion,
            document: document.name,
            title: document.title,
            date: analysis.document.date.map(|d| d.date),
            date_from: analysis.document.date.map(|d| d.from.name()),
            source: document.source,
            url: document.url,
            counts: Some(analysis.counts()),
            terms: Some(terms.map(|(term, count)| TermReport { term, count }).collect()),
            people: Some(ranked.of_kind(EntityKind::Person)),
            countries: Some(ranked.of_kind(EntityKind::Country)),
            dates: Some(ranked.of_kind(EntityKind::Date)),
            error: None,
            encoding: Some(&encoding),
            duplicate_of: None,
            path: Some(document.path),
            kept: KeptValues { columns: self.kept, values: document.kept },
        };
        self.encoder.row(&report, out.buffer());
        out.row_done();
    }

    fn failure(&mut self, error: &Error, out: &mut Out<'_>) {
        let report = DocumentReport {
            error: Some(error.problem.to_string()),
            path: Some(&error.path),
            kept: KeptValues { columns: self.kept, values: &[] },
            ..DocumentReport::without_analysis(&error.document)
        };
        self.encoder.row(&report, out.buffer());
        out.row_done();
    }

    fn duplicate(&mut self, duplicate: &ExcludedDuplicate<'_>, out: &mut Out<'_>) {
        let report = DocumentReport {
            duplicate_of: Some(duplicate.first),
            path: Some(duplicate.path),
            kept: KeptValues { columns: self.kept, values: &[] },
            ..DocumentReport::without_analysis(duplicate.name)
        };
        self.encoder.row(&report, out.buffer());
    }

    fn merge(&mut self, other: Self) {
        if let (Some(totals), Some(other)) = (&mut self.totals, other.totals) {
            totals.merge(other);
        }
    }
}

impl Resumable for DocumentReports {
    type State = Option<EntityTotals>;

    fn state(&self) -> impl serde::Serialize {
        self.totals.as_ref().map(EntityCounting::totals)
    }

    fn restore(&mut self, state: Self::State) {
        if let (Some(totals), Some(state)) = (&mut self.totals, state) {
            totals.add(state);
        }
    }
}
