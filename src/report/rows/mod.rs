//! The tables, one file each: the row, field by field, and the visitor that writes the rows of each article.
//!
//! Offsets are half-open: `byte_*` counts bytes of the UTF-8 text, `char_*` counts Unicode code points, both from 0. The text is
//! the article without a byte order mark; a record's title precedes its text, with a blank line between. A missing value is
//! `null` in JSON and an empty cell elsewhere, never 0.

mod aliases;
mod collocations;
mod dispersion;
mod diversity;
mod document_entities;
mod document_terms;
mod documents;
mod duplicates;
mod entities;
mod groups;
mod info;
mod inputs;
mod keyness;
mod kwic;
mod mentions;
mod more_columns;
mod network;
mod quotes;
mod schemas;
mod settings;
mod stemmed;
mod stems;
mod stopwords;
mod summary;
mod table_set;
mod terms;
#[cfg(test)]
mod tests;
mod tokens;
mod trends;
mod weighted_terms;

use regex::Regex;

use crate::error::Error;
use crate::report::{Row, TableSchema};
use crate::run::{AnalyzedDocument, Out, Visitor};
use crate::text::span::{CharCursor, Span};

pub use self::aliases::AliasRow;
pub use self::entities::{CountryRow, EntityCounting, EntityRow, Form};
pub use collocations::{CollocationFilter, CollocationHead, CollocationMeasure, CollocationRow, PairRow};
pub use dispersion::DispersionRow;
pub use diversity::{DiversityRow, DiversityRows, DiversitySummary};
pub use document_entities::{DocumentEntityRow, DocumentEntityRows};
pub use document_terms::{DocumentTermRow, DocumentTermRows};
pub use documents::{
    DocumentReport, DocumentReports, EntityMentions, EntityReport, EntityReports, KeptColumns, KeptValues,
    MentionReport, SchemaVersion, TermReport,
};
pub use duplicates::{DuplicateGroups, DuplicateRow, SignedArticles};
pub use groups::{EntityGroupRow, EntityGroups, GroupBy, GroupSize, TermGroupRow, TermGroups};
pub use info::{Info, InfoRow, InfoTotals};
pub use inputs::InputRow;
pub use keyness::{Direction, KeynessFilter, KeynessMeasure, KeynessRow};
pub use kwic::{
    Context, ContextOptions, HeldLines, KwicDocumentRow, KwicDocumentRows, KwicOptions, KwicRow, KwicRows, SortKey,
    UnknownSortKey,
};
pub use mentions::{MentionRow, MentionRows};
pub use more_columns::{MoreColumns, RowWithMore};
pub use network::{EdgeRow, EdgeWeight, NetworkFilter, NetworkHead, NodeRow};
pub use quotes::{QuoteFilter, QuoteRow, QuoteRows, SpeakerCounting, SpeakerRow};
pub use schemas::SchemaRow;
pub use settings::SettingRow;
pub use stemmed::Stemmed;
pub use stems::{AnalysisRow, StemRow};
pub use stopwords::{StopListRow, StopWordRow};
pub use summary::{Summary, SummaryRow, SummaryTotals};
pub use table_set::TableSet;
pub use terms::{StemTermRow, TermFilter, TermRow};
pub use tokens::{TokenRow, TokenRows};
pub use trends::{BurstRow, TrendHead, TrendRow, TrendSeries, TrendSummaryRow, TrendValue, WideTrendRow};
pub use weighted_terms::{
    DocumentsToHold, HeldDocuments, HoldLimit, WeightedCorpus, WeightedTermRow, WeightedTermRows, Weights,
};

/// A table that a command writes.
#[derive(Clone, Copy, Debug)]
pub struct TableInfo {
    /// The name of its JSON Schemas, which differs between tables of the same name.
    pub id: &'static str,
    /// The command that writes it.
    pub command: &'static str,
    /// Its name and its columns.
    pub schema: TableSchema,
    /// Whether a [`Summary`] follows the rows in JSON.
    pub has_summary: bool,
    #[cfg(test)]
    pub(crate) json_schema: fn(&mut schemars::SchemaGenerator) -> schemars::Schema,
    #[cfg(test)]
    pub(crate) root_schema: fn(schemars::SchemaGenerator) -> schemars::Schema,
}

/// Every table that a command writes.
pub static TABLES: &[TableInfo] = &[
    TableInfo::of::<DocumentReport<'_>>("analyze", "analyze"),
    TableInfo::of::<TermRow<'_>>("terms", "terms"),
    TableInfo::of::<StemTermRow<'_>>("terms-stem", "terms --stem"),
    TableInfo::of::<DocumentTermRow<'_>>("terms-by-document", "terms --by-document"),
    TableInfo::of::<Stemmed<'_, DocumentTermRow<'_>>>("terms-by-document-stem", "terms --by-document --stem"),
    TableInfo::of::<WeightedTermRow<'_>>("terms-weight", "terms --weight"),
    TableInfo::of::<Stemmed<'_, WeightedTermRow<'_>>>("terms-weight-stem", "terms --weight --stem"),
    TableInfo::of::<TermGroupRow<'_>>("terms-by-group", "terms --by"),
    TableInfo::of::<Stemmed<'_, TermGroupRow<'_>>>("terms-by-group-stem", "terms --by --stem"),
    TableInfo::of::<DispersionRow<'_>>("terms-dispersion", "terms --dispersion"),
    TableInfo::of::<Stemmed<'_, DispersionRow<'_>>>("terms-dispersion-stem", "terms --dispersion --stem"),
    TableInfo::of::<EntityRow<'_>>("entities", "entities"),
    TableInfo::of::<CountryRow<'_>>("entities-countries", "entities --kind country"),
    TableInfo::of::<DocumentEntityRow<'_>>("entities-by-document", "entities --by-document"),
    TableInfo::of::<EntityGroupRow<'_>>("entities-by-group", "entities --by"),
    TableInfo::of::<MentionRow<'_>>("mentions", "entities --mentions"),
    TableInfo::of::<TokenRow<'_>>("tokens", "tokens"),
    TableInfo::of::<InfoRow>("info", "info"),
    TableInfo::of::<KwicRow<'_>>("kwic", "kwic"),
    TableInfo::of::<KwicDocumentRow<'_>>("kwic-by-document", "kwic --by-document"),
    TableInfo::of::<CollocationRow<'_>>("collocations", "collocations --node"),
    TableInfo::of::<Stemmed<'_, CollocationRow<'_>>>("collocations-stem", "collocations --node --stem"),
    TableInfo::of::<PairRow<'_>>("collocations-pairs", "collocations"),
    TableInfo::of::<Stemmed<'_, PairRow<'_>>>("collocations-pairs-stem", "collocations --stem"),
    TableInfo::of::<KeynessRow<'_>>("keyness", "keyness"),
    TableInfo::of::<Stemmed<'_, KeynessRow<'_>>>("keyness-stem", "keyness --stem"),
    TableInfo::of::<TrendRow<'_>>("trends", "trends"),
    TableInfo::of::<WideTrendRow<'_>>("trends-wide", "trends --wide"),
    TableInfo::of::<TrendSummaryRow<'_>>("trends-summary", "trends --summary"),
    TableInfo::of::<BurstRow<'_>>("trends-bursts", "trends --bursts"),
    TableInfo::of::<EdgeRow<'_>>("network", "network"),
    TableInfo::of::<QuoteRow<'_>>("quotes", "quotes"),
    TableInfo::of::<SpeakerRow<'_>>("quotes-by-speaker", "quotes --by-speaker"),
    TableInfo::of::<DuplicateRow<'_>>("duplicates", "duplicates"),
    TableInfo::of::<DiversityRow<'_>>("diversity", "diversity"),
    TableInfo::of::<InputRow<'_>>("inputs", "analyze --dry-run").without_summary(),
    TableInfo::of::<SettingRow<'_>>("config", "config").without_summary(),
    TableInfo::of::<StemRow<'_>>("stem", "stem").without_summary(),
    TableInfo::of::<AnalysisRow<'_>>("stem-explain", "stem --explain").without_summary(),
    TableInfo::of::<StopListRow>("stopwords", "stopwords").without_summary(),
    TableInfo::of::<StopWordRow<'_>>("stopwords-list", "stopwords NAME").without_summary(),
    TableInfo::of::<SchemaRow>("schema", "schema").without_summary(),
];

impl TableInfo {
    const fn of<R: Row>(id: &'static str, command: &'static str) -> Self {
        Self {
            id,
            command,
            schema: R::TABLE,
            has_summary: true,
            #[cfg(test)]
            json_schema: R::json_schema,
            #[cfg(test)]
            root_schema: R::root_schema,
        }
    }

    const fn without_summary(self) -> Self {
        Self { has_summary: false, ..self }
    }
}

/// A visitor that writes no rows, for results that consist of the totals alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoRows;

impl Visitor for NoRows {
    fn document(&mut self, _: &AnalyzedDocument<'_>, _: &mut Out<'_>) {}
    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}
    fn merge(&mut self, _: Self) {}
}

/// Selects entities by a pattern.
#[derive(Clone, Debug, Default)]
pub struct EntityFilter {
    /// If given, only entities whose identity over all documents or label it matches.
    pub pattern: Option<Regex>,
}

impl EntityFilter {
    /// Whether an entity is selected.
    #[must_use]
    pub fn matches(&self, entity: Option<&str>, label: &str) -> bool {
        let is_match = |p: &Regex| p.is_match(label) || entity.is_some_and(|entity| p.is_match(entity));
        self.pattern.as_ref().is_none_or(is_match)
    }
}

/// The offsets of a span in bytes and in code points.
struct Position {
    byte_start: u64,
    byte_end: u64,
    char_start: u64,
    char_end: u64,
}

impl Position {
    fn new(span: Span, cursor: &mut CharCursor<'_>) -> Self {
        Self {
            byte_start: span.byte_start().into(),
            byte_end: span.byte_end().into(),
            char_start: cursor.chars_before(span.byte_start()) as u64,
            char_end: cursor.chars_before(span.byte_end()) as u64,
        }
    }
}
