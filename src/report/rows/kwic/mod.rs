//! `kwic`: the places where patterns match, with the text around them.

mod by_document;
mod context;
mod held;
mod sort;

use jiff::civil::Date;

use crate::corpus::pattern::Finder;
use crate::error::Error;
use crate::report::describe::table;
use crate::report::row::Encoder;
use crate::report::rows::Position;
use crate::run::{AnalyzedDocument, Out, Visitor};
use crate::text::span::CharCursor;

pub use by_document::{KwicDocumentRow, KwicDocumentRows};
pub use context::{Context, ContextOptions};
pub use held::HeldLines;
pub use sort::{SortKey, UnknownSortKey};

use held::push_held;

table! {
    "kwic":
    /// A row of `kwic`: a place where a pattern matches, in the order of the input.
    #[derive(Clone, Debug)]
    pub struct KwicRow<'a> {
        /// The document's name, as in [`DocumentTermRow`](crate::report::rows::DocumentTermRow).
        pub document: &'a str,
        /// The date of the article, as in [`DocumentReport`](crate::report::rows::DocumentReport); `null` if it is unknown.
        pub date: Option<Date>,
        /// The pattern as it was given, `person:NAME` or `country:CODE`.
        pub pattern: &'a str,
        /// The text before the match, with single blanks; empty at the edge of the document.
        pub left: &'a str,
        /// The text that matches, with single blanks.
        pub node: &'a str,
        /// The text after the match, with single blanks; empty at the edge of the document.
        pub right: &'a str,
        /// Number of the sentence, from 0.
        pub sentence: u64,
        /// First byte of the match.
        pub byte_start: u64,
        /// The byte after its last.
        pub byte_end: u64,
        /// First code point of the match.
        pub char_start: u64,
        /// The code point after its last.
        pub char_end: u64,
        /// The title of the article; `null` if it has none.
        pub title: Option<&'a str>,
    }
}

/// Which lines are written, and in what order.
#[derive(Clone, Debug, Default)]
pub struct KwicOptions {
    /// The text around matches.
    pub context: ContextOptions,
    /// The most lines of one document; 0: all.
    pub per_document: usize,
    /// The keys by which the lines are sorted. If there are none, they are in the order of the input.
    pub sort: Vec<SortKey>,
    /// If given, lines are drawn by chance with this seed.
    pub seed: Option<u64>,
    /// Whether the lines are to be collected by [`HeldLines`], with what they are sorted and drawn by, instead of being rows.
    pub are_held: bool,
}

/// Writes a [`KwicRow`] for every match.
#[derive(Debug)]
pub struct KwicRows {
    encoder: Encoder,
    options: KwicOptions,
    finder: Finder,
    names: Vec<String>,
    context: Context,
    key: String,
    row: Vec<u8>,
}

impl KwicRows {
    /// A writer of the matches that a finder finds; `names` are those of its patterns.
    #[must_use]
    pub fn new(encoder: Encoder, options: KwicOptions, finder: Finder, names: Vec<String>) -> Self {
        let context = Context::new(options.context);
        Self { encoder, options, finder, names, context, key: String::new(), row: Vec::new() }
    }
}

impl Visitor for KwicRows {
    fn document(&mut self, document: &AnalyzedDocument<'_>, out: &mut Out<'_>) {
        let Self { encoder, options, finder, names, context, key, row: encoded } = self;
        let analysis = &document.analysis;
        let text = analysis.document.text;
        let most = if options.per_document == 0 { usize::MAX } else { options.per_document };
        let mut cursor = CharCursor::new(text);
        for found in finder.find(analysis).iter().take(most) {
            context.read(&analysis.document, found);
            let position = Position::new(found.span, &mut cursor);
            let row = KwicRow {
                document: document.name,
                date: analysis.document.date.map(|date| date.date),
                pattern: names.get(found.pattern as usize).map(String::as_str).unwrap_or_default(),
                left: context.left(),
                node: context.node(),
                right: context.right(),
                sentence: found.sentence.into(),
                byte_start: position.byte_start,
                byte_end: position.byte_end,
                char_start: position.char_start,
                char_end: position.char_end,
                title: document.title,
            };
            if options.are_held {
                encoded.clear();
                encoder.row(&row, encoded);
                sort::push_keys(key, &options.sort, document, found, context);
                let draw = options.seed.map_or(0, |seed| held::draw(seed, document.name, found));
                push_held(key.as_bytes(), draw, encoded, out.buffer());
            } else {
                encoder.row(&row, out.buffer());
            }
            if !out.row_done() {
                return;
            }
        }
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}
    fn merge(&mut self, _: Self) {}
}
