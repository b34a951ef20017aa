//! `summary`: the totals over all documents.

use serde::Serialize;

use crate::counts::Counts;
use crate::report::TableSchema;
use crate::report::describe::{Value, describe, record, table};
use crate::report::packed::{CellValue, push_packed, unpack};
use crate::report::row::{CellSink, Described, Field, Shape};
use crate::report::rows::{
    CollocationHead, CountryRow, DiversitySummary, EntityRow, NetworkHead, NodeRow, TermRow, TrendHead,
};

describe!(Counts {
    bytes: u64,
    sentences: u64,
    tokens: u64,
    words: u64,
    terms: Option<u64>,
    stop_words: Option<u64>,
    boilerplate_tokens: u64,
    glued_words: u64,
});

record! {
    /// The numbers of a [`Summary`].
    #[derive(Clone, Copy, Debug, Default)]
    pub struct SummaryTotals {
        /// Documents analyzed.
        pub documents: u64,
        /// Inputs that failed: files, folders and records.
        pub failed: u64,
        /// Documents that were read but not selected by `--since`, `--until` and `--source`.
        pub not_chosen: u64,
        /// Documents that `--dedup` skipped as near-duplicates of others.
        pub duplicates: u64,
        /// Documents that were not in UTF-8.
        pub other_encodings: u64,
        /// Documents with mojibake (`MÃ¼ller`), repaired or not.
        pub garbled: u64,
        /// Totals over the tokens of all documents.
        pub counts: Counts,
    }
}

/// `summary` in JSON: all articles together.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Summary<'a> {
    /// The numbers.
    #[serde(flatten)]
    pub totals: SummaryTotals,
    /// The counts that the rows of `collocations --node` are relative to. Missing in other commands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collocations: Option<CollocationHead>,
    /// The periods of `trends`, and the documents in none of them. Missing in other commands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trends: Option<TrendHead>,
    /// The size of the network whose edges are the rows of `network`. Missing in other commands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<NetworkHead>,
    /// The nodes of these edges. Missing in other commands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nodes: Option<Vec<NodeRow<'a>>>,
    /// The words of all documents together, in `diversity`. Missing in other commands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diversity: Option<DiversitySummary>,
    /// The terms, ranked. Missing if the command does not count them, or writes them as its rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms: Option<Vec<TermRow<'a>>>,
    /// The people, as rows of `entities`. Missing if the command does not find them, or writes them as its rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<Vec<EntityRow<'a>>>,
    /// The countries, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countries: Option<Vec<CountryRow<'a>>>,
    /// The dates, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dates: Option<Vec<EntityRow<'a>>>,
}

table! {
    "summary":
    /// A row of `summary` where it is a table of its own: in workbooks and in Markdown.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct SummaryRow {
        /// A number of the summary, or of its `counts`.
        pub field: &'static str,
        /// Its value.
        pub value: Option<u64>,
    }
}

impl SummaryTotals {
    /// The numbers as rows, in the order of the fields.
    #[must_use]
    pub fn rows(&self) -> Vec<SummaryRow> {
        let mut packed = Vec::new();
        push_packed(self, &mut packed);
        let columns = TableSchema::of::<Self>("summary").columns();
        let cells = unpack(&packed).flatten();
        let number = |cell| if let CellValue::Number(number) = cell { Some(number) } else { None };
        columns.iter().zip(cells).map(|(column, cell)| SummaryRow { field: column.name, value: number(cell) }).collect()
    }
}

impl Value for Counts {
    const SHAPE: Shape = Shape::Group { fields: Self::FIELDS, is_optional: false };

    fn put<S: CellSink + ?Sized>(&self, field: &'static Field, sink: &mut S) {
        sink.group(field, Some(self));
    }

    fn put_none<S: CellSink + ?Sized>(field: &'static Field, sink: &mut S) {
        sink.group(field, None);
    }
}
