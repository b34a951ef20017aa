//! `entities --mentions`: every mention of every document.

use jiff::civil::Date;

use crate::entities::Canonical;
use crate::error::Error;
use crate::report::describe::table;
use crate::report::row::Encoder;
use crate::report::rows::{EntityFilter, Position};
use crate::run::{AnalyzedDocument, Out, Visitor};
use crate::text::span::CharCursor;

table! {
    "mentions":
    /// A row of `entities --mentions`: a mention, in the order of the text. `analyze` writes the same without `document`, `kind`,
    /// `canonical`, `entity` and `label`, which the entity has: see [`MentionReport`](crate::report::rows::MentionReport).
    #[derive(Clone, Debug)]
    pub struct MentionRow<'a> {
        /// The document's name, as in [`DocumentTermRow`](crate::report::rows::DocumentTermRow).
        pub document: &'a str,
        /// `person`, `country`, `date`, `time` or `duration`.
        pub kind: &'static str,
        /// The exact characters.
        pub text: &'a str,
        /// The identity within the article: a person's fullest name there, ISO 3166-1 alpha-2, EDTF, ISO 8601 for times and durations.
        /// `null` if it cannot be resolved.
        pub canonical: Option<&'a str>,
        /// The identity over all documents, as in [`EntityRow`](crate::report::rows::EntityRow): counts of rows with the same `kind` and
        /// `entity` are those of `entities`, without the rows that are not counted there: those with `via` `in_name` and with `note` `byline`. `null` if `canonical` is.
        pub entity: Option<&'a str>,
        /// A readable name of the entity, as in [`EntityRow`](crate::report::rows::EntityRow); `null` if `canonical` is.
        pub label: Option<&'a str>,
        /// The way in which a country is named: `name`, `alias`, `metonym`, `in_name`. `null` for other kinds.
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
        /// A remark on the mention: `weekday_mismatch`, `impossible_date`, `byline`. Usually `null`.
        pub note: Option<&'static str>,
        /// For people, how certain it is that the mention is the name of a person, from 0 to 100: of the mentions with 90, nine in ten are
        /// right. `null` for other kinds.
        pub confidence: Option<u64>,
        /// The date of the article, as in [`DocumentReport`](crate::report::rows::DocumentReport); `null` if it is unknown.
        pub date: Option<Date>,
        /// The publisher, as in [`DocumentReport`](crate::report::rows::DocumentReport); `null` if it is unknown.
        pub source: Option<&'a str>,
    }
}

/// Writes a [`MentionRow`] for every mention.
#[derive(Clone, Debug)]
pub struct MentionRows {
    encoder: Encoder,
    filter: EntityFilter,
    canonical: String,
}

impl MentionRows {
    /// Creates a writer of the mentions that the filter selects; a mention without a label is selected by its text.
    #[must_use]
    pub const fn new(encoder: Encoder, filter: EntityFilter) -> Self {
        Self { encoder, filter, canonical: String::new() }
    }
}

impl Visitor for MentionRows {
    fn document(&mut self, document: &AnalyzedDocument<'_>, out: &mut Out<'_>) {
        let text = document.analysis.document.text;
        let date = document.analysis.document.date.map(|date| date.date);
        let mut cursor = CharCursor::new(text);
        for mention in document.analysis.mentions {
            self.canonical.clear();
            if let Some(canonical) = &mention.canonical {
                canonical.append_to(text, &mut self.canonical);
            }
            let canonical = mention.canonical.as_ref().map(|_| &*self.canonical);
            let entity = canonical.map(|canonical| document.analysis.aliases().entity_of(mention.kind, canonical));
            let position = Position::new(mention.span, &mut cursor);
            let row = MentionRow {
                document: document.name,
                kind: mention.kind.name(),
                text: mention.span.of(text),
                canonical,
                entity,
                label: mention.canonical.as_ref().and_then(Canonical::own_label).or(entity),
                via: mention.via.map(|via| via.name()),
                byte_start: position.byte_start,
                byte_end: position.byte_end,
                char_start: position.char_start,
                char_end: position.char_end,
                sentence: mention.sentence.into(),
                note: mention.note.map(|note| note.name()),
                confidence: mention.confidence.map(u64::from),
                date,
                source: document.source,
            };
            if self.filter.matches(row.entity, row.label.unwrap_or(row.text)) {
                self.encoder.row(&row, out.buffer());
                if !out.row_done() {
                    return;
                }
            }
        }
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}
    fn merge(&mut self, _: Self) {}
}
