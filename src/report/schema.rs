//! Every table and every JSON object, field by field.
//!
//! Offsets are half-open: `byte_*` counts bytes of the UTF-8 text, `char_*` Unicode code points, both from 0. The text is the
//! article without a byte order mark; a record's title stands before its text, with a blank line between. An absent value is
//! `null` in JSON and an empty cell elsewhere, never 0.

use std::fmt;

use serde::Serialize;

use crate::counts::Counts;
use crate::report::json::push_long_row;
use crate::report::record::{Field, json_of, object, table};
use crate::report::{Cells, Column, ColumnKind, PerMillion, Row};

table! {
    "terms":
    /// A row of `terms`: a term of all documents.
    #[derive(Clone, Debug)]
    pub struct TermRow<'a> {
        /// Place in the ranking, from 1: by falling count, then by code points.
        pub rank: u64,
        /// The term: lower-cased unless capitals are kept, NFC; the words of an n-gram have a blank between them.
        pub term: &'a str,
        /// Occurrences.
        pub count: u64,
        /// Documents that hold it.
        pub documents: u64,
        /// Occurrences in a million words of all documents, stop words counted; two decimals.
        pub per_million: Option<PerMillion>,
    }
}

table! {
    "terms":
    /// A row of `terms --by-document`: a term of one document.
    #[derive(Clone, Debug)]
    pub struct DocumentTermRow<'a> {
        /// The path as given or found, `-` for standard input; of a record its id, or `path:line`.
        pub document: &'a str,
        /// Place in the document's ranking, from 1.
        pub rank: u64,
        /// The term, as in [`TermRow`].
        pub term: &'a str,
        /// Occurrences in the document.
        pub count: u64,
        /// Occurrences in a million words of the document; two decimals.
        pub per_million: Option<PerMillion>,
    }
}

object! {
    /// A way in which an entity is written.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Form<'a> {
        /// The exact characters; white space is one blank.
        pub text: &'a str,
        /// Mentions written so.
        pub count: u64,
    }
}

table! {
    "entities":
    /// A row of `entities`: an entity of all documents. Sorted by kind, then by falling count, then by canonical form.
    #[derive(Clone, Debug)]
    pub struct EntityRow<'a> {
        /// `person`, `country`, `date`, `time` or `duration`.
        pub kind: &'static str,
        /// The identity: a person's fullest name, ISO 3166-1 alpha-2, EDTF, ISO 8601 for times and durations. Absent if it can't
        /// be resolved; mentions without one are together if they are written alike.
        pub canonical: Option<&'a str>,
        /// For people to read: the name, the country's Indonesian name, the date as in `canonical`. Without a canonical form, the
        /// mention as it is written.
        pub label: &'a str,
        /// Mentions. Countries that are part of another name (`via` is `in_name`) are left out unless asked for.
        pub count: u64,
        /// Documents with such a mention.
        pub documents: u64,
        /// How it is written, by falling count, then by code points. In a cell: `Joko Widodo (3); Jokowi (2)`.
        pub forms: Vec<Form<'a>>,
    }
}

table! {
    "mentions":
    /// A row of `entities --mentions`: a mention, in the order of the text. In `analyze` the same without `document`, `kind`,
    /// `canonical` and `label`, which the entity has: see [`MentionReport`].
    #[derive(Clone, Debug)]
    pub struct MentionRow<'a> {
        /// The document's name, as in [`DocumentTermRow`].
        pub document: &'a str,
        /// `person`, `country`, `date`, `time` or `duration`.
        pub kind: &'static str,
        /// The exact characters.
        pub text: &'a str,
        /// The identity, as in [`EntityRow`].
        pub canonical: Option<&'a str>,
        /// For people to read, as in [`EntityRow`]; absent if `canonical` is.
        pub label: Option<&'a str>,
        /// Of a country, how it is named: `name`, `alias`, `metonym`, `in_name`. Absent for other kinds.
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
        /// What a reader should know: `weekday_mismatch`, `impossible_date`. Usually absent.
        pub note: Option<&'static str>,
    }
}

table! {
    "tokens":
    /// A row of `tokens`: a token, in the order of the text.
    #[derive(Clone, Debug)]
    pub struct TokenRow<'a> {
        /// The document's name, as in [`DocumentTermRow`].
        pub document: &'a str,
        /// Number of the sentence, from 0.
        pub sentence: u64,
        /// Number of the token in the document, from 0.
        pub token: u64,
        /// The exact characters.
        pub text: &'a str,
        /// The word as it is counted: lower-cased, NFC. Absent for what is no term: numbers, punctuation, addresses.
        pub word: Option<&'a str>,
        /// `word`, `number`, `punctuation`, `symbol`, `url`, `email`, `handle` or `hashtag`.
        pub kind: &'static str,
        /// First byte.
        pub byte_start: u64,
        /// The byte after the last.
        pub byte_end: u64,
        /// First code point.
        pub char_start: u64,
        /// The code point after the last.
        pub char_end: u64,
        /// Whether it belongs to the page: a dateline, a link, a credit. Such words are no terms unless asked for.
        pub boilerplate: bool,
        /// Whether a capital stands directly behind a small letter (`danIran`): likely a fault of the text.
        pub glued: bool,
    }
}

table! {
    "inputs":
    /// A row of `--dry-run`: a file that would be read.
    #[derive(Clone, Debug)]
    pub struct InputRow<'a> {
        /// The path as given or found, `-` for standard input; of a file in an archive behind the archive's.
        pub path: &'a str,
        /// The name of its format, as `--input-format` takes it; empty for standard input if it is not named.
        pub format: &'static str,
        /// What it is packed in: `gzip`, `zstd` or `zip`. Absent if in nothing.
        pub packing: Option<&'static str>,
        /// The encoding of its first 64 KiB: `utf-8`, `windows-1252`, …. Absent if it is none that is read.
        pub encoding: Option<&'a str>,
        /// Its size in bytes, as it lies there; of a file in an archive, unpacked. Absent for standard input.
        pub bytes: Option<u64>,
    }
}

table! {
    "lists":
    /// A row of `stopwords`: a list.
    #[derive(Clone, Debug)]
    pub struct StopListRow {
        /// The name that `--stopwords` takes.
        pub name: &'static str,
        /// Entries.
        pub words: u64,
        /// Whether it is in use when `--stopwords` is not given.
        pub default: bool,
        /// One line on what it holds.
        pub title: &'static str,
    }
}

table! {
    "words":
    /// A row of `stopwords NAME`: a word of the list.
    #[derive(Clone, Debug)]
    pub struct StopWordRow<'a> {
        /// The word, in small letters.
        pub word: &'a str,
    }
}

table! {
    "settings":
    /// A row of `config`: a setting.
    #[derive(Clone, Debug)]
    pub struct SettingRow<'a> {
        /// The option; of one command alone, `command.option`.
        pub setting: &'a str,
        /// Its value, as it would be typed; several with commas. Absent if it has none, and what is usual depends on the run.
        pub value: Option<&'a str>,
        /// Where the value comes from: `default`, `file:line`, or the variable of the environment.
        pub source: &'a str,
        /// The commands that have it, or `all`.
        pub commands: &'a str,
    }
}

object! {
    /// `analyze`: one article. In NDJSON a line each; in JSON an element of `documents`; in CSV a row of `documents.csv`, where
    /// the fields of `counts` are columns of their own, and `terms` is called `top_terms`.
    ///
    /// Of an article that could not be analysed only `document` and `error` are there, and of one that `--dedup` left out only
    /// `document` and `duplicate_of`.
    #[derive(Clone, Debug, Default)]
    pub struct DocumentReport<'a> {
        /// [`SCHEMA_VERSION`](crate::report::SCHEMA_VERSION). Not in CSV.
        pub schema_version: u32,
        /// The document's name, as in [`DocumentTermRow`].
        pub document: &'a str,
        /// The title: the record's, or a first line of the text with a blank line behind it; absent if there is neither.
        pub title: Option<&'a str>,
        /// The article's date, from which relative dates are counted: `YYYY-MM-DD`. Absent if nothing says it.
        pub date: Option<String>,
        /// Where the date comes from: `record`, `front_matter`, `page`, `url`, `file_name`, `dateline`, `option`; see
        /// [`DateSource`](crate::DateSource). Absent if `date` is.
        pub date_from: Option<&'static str>,
        /// Sums over the tokens.
        pub counts: Option<Counts>,
        /// The most frequent terms. In a cell: `harga (12); beras (9)`.
        pub terms: Option<Vec<TermReport<'a>>>,
        /// The people, by falling count, then by canonical form. In a cell: `Joko Widodo (3); Tigor Manurung (1)`.
        pub people: Option<Vec<EntityReport<'a>>>,
        /// The countries, likewise; in a cell by their codes.
        pub countries: Option<Vec<EntityReport<'a>>>,
        /// The dates, likewise.
        pub dates: Option<Vec<EntityReport<'a>>>,
        /// Why the article could not be analysed; absent if it was.
        pub error: Option<String>,
        /// The encoding that it was read in: `utf-8`, `windows-1252`, …, as the Encoding Standard names them, in small letters.
        pub encoding: Option<&'a str>,
        /// The name of the first article that it is like; only with `--dedup`, and absent if it is like none before it. The articles
        /// of a group are the first and those that name it.
        pub duplicate_of: Option<&'a str>,
    }
}

impl Row for DocumentReport<'_> {
    const TABLE: &'static str = "documents";
    const COLUMNS: &'static [Column] = &[
        Column::text("document"),
        Column::text("title").optional(),
        Column { name: "date", kind: ColumnKind::Date, is_optional: true },
        Column::text("date_from").optional(),
        Column::number("bytes").optional(),
        Column::number("sentences").optional(),
        Column::number("tokens").optional(),
        Column::number("words").optional(),
        Column::number("terms").optional(),
        Column::number("stop_words").optional(),
        Column::number("boilerplate_tokens").optional(),
        Column::number("glued_words").optional(),
        Column::text("top_terms").optional(),
        Column::text("people").optional(),
        Column::text("countries").optional(),
        Column::text("dates").optional(),
        Column::text("error").optional(),
        Column::text("encoding").optional(),
        Column::text("duplicate_of").optional(),
    ];

    fn cells(&self, cells: &mut dyn Cells) {
        cells.text(self.document);
        cells.optional(self.title);
        cells.optional(self.date.as_deref());
        cells.optional(self.date_from);
        let counts = self.counts.as_ref();
        cells.optional_number(counts.map(|c| c.bytes));
        cells.optional_number(counts.map(|c| c.sentences));
        cells.optional_number(counts.map(|c| c.tokens));
        cells.optional_number(counts.map(|c| c.words));
        cells.optional_number(counts.and_then(|c| c.terms));
        cells.optional_number(counts.and_then(|c| c.stop_words));
        cells.optional_number(counts.map(|c| c.boilerplate_tokens));
        cells.optional_number(counts.map(|c| c.glued_words));
        match &self.terms {
            Some(terms) if !terms.is_empty() => cells.list(&Counted::new(terms, |t| (t.term, t.count))),
            _ => cells.absent(),
        }
        for entities in [&self.people, &self.countries, &self.dates] {
            match entities {
                Some(entities) if !entities.is_empty() => {
                    cells.list(&Counted::new(entities, |e| (e.canonical.unwrap_or(e.label), e.count)));
                }
                _ => cells.absent(),
            }
        }
        cells.optional(self.error.as_deref());
        cells.optional(self.encoding);
        cells.optional(self.duplicate_of);
    }

    fn json(&self, out: &mut Vec<u8>) {
        push_long_row(self, out);
    }
}

json_of!(Counts: bytes, sentences, tokens, words, terms, stop_words, boilerplate_tokens, glued_words);

object! {
    /// A term of one article.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct TermReport<'a> {
        /// The term, as in [`TermRow`].
        pub term: &'a str,
        /// Occurrences.
        pub count: u64,
    }
}

object! {
    /// An entity of one article.
    #[derive(Clone, Debug)]
    pub struct EntityReport<'a> {
        /// The identity, as in [`EntityRow`].
        pub canonical: Option<&'a str>,
        /// For people to read, as in [`EntityRow`].
        pub label: &'a str,
        /// Mentions, as in [`EntityRow`]: the length of `mentions`.
        pub count: u64,
        /// The mentions that are counted, in the order of the text.
        pub mentions: &'a [MentionReport<'a>],
    }
}

object! {
    /// A mention in one article; the fields are those of [`MentionRow`].
    #[derive(Clone, Copy, Debug)]
    pub struct MentionReport<'a> {
        /// The exact characters.
        pub text: &'a str,
        /// Of a country, how it is named.
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
        /// What a reader should know.
        pub note: Option<&'static str>,
    }
}

/// `summary` of JSON: all articles together.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Summary<'a> {
    /// Documents analysed.
    pub documents: u64,
    /// Inputs that failed: files, folders and records.
    pub failed: u64,
    /// Documents that were read and left out, as `--since`, `--until` and `--source` say.
    pub not_chosen: u64,
    /// Documents that `--dedup` left out because they are like others.
    pub duplicates: u64,
    /// Documents that were not in UTF-8.
    pub other_encodings: u64,
    /// Documents with letters that were garbled before they came here (`MÃ¼ller`), set right or not.
    pub garbled: u64,
    /// Sums over all documents.
    pub counts: Counts,
    /// The terms, ranked. Absent where the command does not count them, or gives them as its rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms: Option<Vec<TermRow<'a>>>,
    /// The people, as rows of `entities`. Absent where the command does not seek them, or gives them as its rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<Vec<EntityRow<'a>>>,
    /// The countries, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countries: Option<Vec<EntityRow<'a>>>,
    /// The dates, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dates: Option<Vec<EntityRow<'a>>>,
}

table! {
    "summary":
    /// A row of `summary` where it is a table of its own: in workbooks and in Markdown.
    #[derive(Clone, Copy, Debug)]
    pub struct SummaryRow {
        /// A number of the summary, or of its `counts`.
        pub field: &'static str,
        /// Its value.
        pub value: Option<u64>,
    }
}

impl Summary<'_> {
    /// The numbers of the summary as rows, in the order of the fields.
    #[must_use]
    pub fn rows(&self) -> [SummaryRow; 14] {
        let row = |field, value| SummaryRow { field, value };
        let Counts { bytes, sentences, tokens, words, terms, stop_words, boilerplate_tokens, glued_words } =
            self.counts;
        [
            row("documents", Some(self.documents)),
            row("failed", Some(self.failed)),
            row("not_chosen", Some(self.not_chosen)),
            row("duplicates", Some(self.duplicates)),
            row("other_encodings", Some(self.other_encodings)),
            row("garbled", Some(self.garbled)),
            row("bytes", Some(bytes)),
            row("sentences", Some(sentences)),
            row("tokens", Some(tokens)),
            row("words", Some(words)),
            row("terms", terms),
            row("stop_words", stop_words),
            row("boilerplate_tokens", Some(boilerplate_tokens)),
            row("glued_words", Some(glued_words)),
        ]
    }
}

impl Field for Vec<Form<'_>> {
    const KIND: ColumnKind = ColumnKind::Text;

    fn cell(&self, cells: &mut dyn Cells) {
        cells.list(&Counted::new(self, |form| (form.text, form.count)));
    }
}

/// Things with their counts, for one cell: `a (2); b (1)`.
struct Counted<'a>(Vec<(&'a str, u64)>);

impl<'a> Counted<'a> {
    fn new<T>(items: &'a [T], part: impl Fn(&'a T) -> (&'a str, u64)) -> Self {
        Self(items.iter().map(part).collect())
    }
}

impl fmt::Display for Counted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, (text, count)) in self.0.iter().enumerate() {
            let separator = if n > 0 { "; " } else { "" };
            write!(f, "{separator}{text} ({count})")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
