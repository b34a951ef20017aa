//! What the commands do with each article.

use regex::Regex;

use crate::entities::{Canonical, DocumentEntities, EntityCount, EntityCounter, EntityKind, EntityTotals};
use crate::error::Error;
use crate::report::schema::{
    DocumentReport, DocumentTermRow, EntityReport, MentionReport, MentionRow, TermReport, TokenRow,
};
use crate::report::{Encoder, PerMillion, SCHEMA_VERSION};
use crate::run::{Article, Out, Resumable, Visitor};
use crate::text::document::Document;
use crate::text::span::{CharCursor, Span};
use crate::text::token::{Shape, Token};

/// Writes nothing: for results that come from the sums alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Totals;

impl Visitor for Totals {
    fn article(&mut self, _: &Article<'_>, _: &mut Out<'_>) {}
    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}
    fn merge(&mut self, _: Self) {}
}

/// Writes a [`TokenRow`] for every token.
#[derive(Clone, Copy, Debug)]
pub struct TokenRows {
    /// The format.
    pub encoder: Encoder,
}

impl Visitor for TokenRows {
    fn article(&mut self, article: &Article<'_>, out: &mut Out<'_>) {
        let document = &article.analysis.document;
        let mut cursor = CharCursor::new(document.text);
        let mut small = String::new();
        for (sentence_number, sentence) in document.sentences.iter().enumerate() {
            let tokens = document.tokens.get(sentence.range()).unwrap_or_default();
            for (number, token) in (u64::from(sentence.token_start)..).zip(tokens) {
                let place = Place::new(token.span(), &mut cursor);
                let row = TokenRow {
                    document: article.name,
                    sentence: sentence_number as u64,
                    token: number,
                    text: document.text_of(token),
                    word: token.kind().is_term().then(|| word_of(document, token, &mut small)),
                    kind: token.kind().name(),
                    byte_start: place.byte_start,
                    byte_end: place.byte_end,
                    char_start: place.char_start,
                    char_end: place.char_end,
                    boilerplate: token.is_boilerplate(),
                    glued: token.is_glued(),
                };
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

/// The word of a token; one of ASCII letters is made from what stands in the text, which is at hand: the vocabulary is far off.
fn word_of<'a>(document: &Document<'a>, token: &Token, small: &'a mut String) -> &'a str {
    if !token.is_plain() {
        return document.vocabulary.word(token.word());
    }
    let text = document.text_of(token);
    let letters = text.get(..text.len() - usize::from(token.is_abbreviated())).unwrap_or(text);
    if token.shape() == Shape::Lower {
        return letters;
    }
    small.clear();
    small.push_str(letters);
    small.make_ascii_lowercase();
    small
}

struct Place {
    byte_start: u64,
    byte_end: u64,
    char_start: u64,
    char_end: u64,
}

impl Place {
    fn new(span: Span, cursor: &mut CharCursor<'_>) -> Self {
        Self {
            byte_start: span.byte_start().into(),
            byte_end: span.byte_end().into(),
            char_start: cursor.chars_before(span.byte_start()) as u64,
            char_end: cursor.chars_before(span.byte_end()) as u64,
        }
    }
}

/// Writes a [`MentionRow`] for every mention.
#[derive(Clone, Debug)]
pub struct MentionRows {
    /// The format.
    pub encoder: Encoder,
    /// If given, only mentions whose canonical form or label it matches; without these, whose text.
    pub pattern: Option<Regex>,
    canonical: String,
}

impl MentionRows {
    /// All mentions, or those that `pattern` matches.
    #[must_use]
    pub const fn new(encoder: Encoder, pattern: Option<Regex>) -> Self {
        Self { encoder, pattern, canonical: String::new() }
    }
}

impl Visitor for MentionRows {
    fn article(&mut self, article: &Article<'_>, out: &mut Out<'_>) {
        let text = article.analysis.document.text;
        let mut cursor = CharCursor::new(text);
        for mention in article.analysis.mentions {
            self.canonical.clear();
            if let Some(canonical) = &mention.canonical {
                canonical.append_to(text, &mut self.canonical);
            }
            let canonical = mention.canonical.as_ref().map(|_| &*self.canonical);
            let place = Place::new(mention.span, &mut cursor);
            let row = MentionRow {
                document: article.name,
                kind: mention.kind.name(),
                text: mention.span.of(text),
                canonical,
                label: mention.canonical.as_ref().and_then(Canonical::own_label).or(canonical),
                via: mention.via.map(|via| via.name()),
                byte_start: place.byte_start,
                byte_end: place.byte_end,
                char_start: place.char_start,
                char_end: place.char_end,
                sentence: mention.sentence.into(),
                note: mention.note.map(|note| note.name()),
            };
            if is_match(self.pattern.as_ref(), row.canonical, row.label.unwrap_or(row.text)) {
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

/// Whether a pattern, if there is one, matches an entity's canonical form or its label.
pub(crate) fn is_match(pattern: Option<&Regex>, canonical: Option<&str>, label: &str) -> bool {
    pattern.is_none_or(|p| p.is_match(label) || canonical.is_some_and(|canonical| p.is_match(canonical)))
}

/// Which terms of a document are shown.
#[derive(Clone, Debug)]
pub struct TermFilter {
    /// At most so many; 0: all.
    pub top: usize,
    /// Only those that occur so often.
    pub min_count: u64,
    /// If given, only those that it matches.
    pub pattern: Option<Regex>,
}

/// Writes a [`DocumentTermRow`] for every term of a document.
#[derive(Clone, Debug)]
pub struct TermRows {
    /// The format.
    pub encoder: Encoder,
    /// Which terms of each document.
    pub choice: TermFilter,
}

impl Visitor for TermRows {
    fn article(&mut self, article: &Article<'_>, out: &mut Out<'_>) {
        let words = article.analysis.counts().words;
        for (rank, (term, count)) in (1..).zip(ranking(article, &self.choice)) {
            let per_million = PerMillion::new(count, words);
            let row = DocumentTermRow { document: article.name, rank, term, count, per_million };
            self.encoder.row(&row, out.buffer());
            if !out.row_done() {
                return;
            }
        }
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}
    fn merge(&mut self, _: Self) {}
}

fn ranking<'a>(article: &Article<'a>, choice: &TermFilter) -> Vec<(&'a str, u64)> {
    let vocabulary = article.analysis.document.vocabulary;
    let Some(terms) = article.analysis.terms() else { return Vec::new() };
    let Some(pattern) = &choice.pattern else {
        return terms.document_ranking(vocabulary, choice.top, choice.min_count);
    };
    let mut all = terms.document_ranking(vocabulary, 0, choice.min_count);
    all.retain(|(term, _)| pattern.is_match(term));
    all.truncate(if choice.top == 0 { all.len() } else { choice.top });
    all
}

/// Counts entities, and writes nothing.
#[derive(Debug)]
pub struct EntityRows {
    counter: EntityCounter,
}

impl EntityRows {
    /// A counter. `with_in_name`: whether countries that are part of another name count.
    #[must_use]
    pub fn new(with_in_name: bool) -> Self {
        Self { counter: EntityCounter::new(with_in_name) }
    }

    /// The sums.
    #[must_use]
    pub fn into_totals(self) -> EntityTotals {
        self.counter.into_totals()
    }
}

impl Visitor for EntityRows {
    fn article(&mut self, article: &Article<'_>, _: &mut Out<'_>) {
        self.counter.count(article.analysis.document.text, article.analysis.mentions);
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}

    fn merge(&mut self, other: Self) {
        self.counter.add(other.into_totals());
    }
}

/// Writes a [`DocumentReport`] for every article, and counts its entities.
#[derive(Debug)]
pub struct DocumentReports {
    encoder: Encoder,
    choice: TermFilter,
    /// The entities of the present document, where no sums are kept.
    document: DocumentEntities,
    /// The sums, where they are wanted.
    entities: Option<EntityRows>,
    places: Vec<(u64, u64)>,
}

impl DocumentReports {
    /// Reports with the terms that `choice` says. `with_in_name`: whether countries that are part of another name count.
    #[must_use]
    pub fn new(encoder: Encoder, choice: TermFilter, with_in_name: bool) -> Self {
        Self {
            encoder,
            choice,
            document: DocumentEntities::new(with_in_name),
            entities: Some(EntityRows::new(with_in_name)),
            places: Vec::new(),
        }
    }

    /// The same without the sums over all articles, which cost time: [`DocumentReports::into_totals`] then gives none.
    #[must_use]
    pub fn without_totals(mut self) -> Self {
        self.entities = None;
        self
    }

    /// The entities of all articles.
    #[must_use]
    pub fn into_totals(self) -> EntityTotals {
        self.entities.map(EntityRows::into_totals).unwrap_or_default()
    }
}

impl Visitor for DocumentReports {
    fn article(&mut self, article: &Article<'_>, out: &mut Out<'_>) {
        let analysis = &article.analysis;
        let text = analysis.document.text;
        let entities = match &mut self.entities {
            Some(entities) => entities.counter.count(text, analysis.mentions),
            None => {
                self.document.read(text, analysis.mentions);
                &self.document
            }
        };
        let mut cursor = CharCursor::new(text);
        self.places.clear();
        self.places.extend(analysis.mentions.iter().map(|mention| {
            let place = Place::new(mention.span, &mut cursor);
            (place.char_start, place.char_end)
        }));
        let report_of = |index: usize| {
            let (mention, &(char_start, char_end)) = (analysis.mentions.get(index)?, self.places.get(index)?);
            Some(MentionReport {
                text: mention.span.of(text),
                via: mention.via.map(|via| via.name()),
                byte_start: mention.span.byte_start().into(),
                byte_end: mention.span.byte_end().into(),
                char_start,
                char_end,
                sentence: mention.sentence.into(),
                note: mention.note.map(|note| note.name()),
            })
        };
        // The mentions of all entities, one entity's behind the other's, and each entity with the end of its own.
        let (mut mentions, mut counted) = (Vec::with_capacity(analysis.mentions.len()), Vec::new());
        for (entity, indices) in entities.iter() {
            mentions.extend(indices.filter_map(report_of));
            counted.push((entity, mentions.len()));
        }
        let (mut people, mut countries, mut dates) = (Vec::new(), Vec::new(), Vec::new());
        let mut start = 0;
        for (entity, end) in counted {
            let own = mentions.get(start..end).unwrap_or_default();
            start = end;
            let list = match entity.kind {
                EntityKind::Person => &mut people,
                EntityKind::Country => &mut countries,
                EntityKind::Date => &mut dates,
                _ => continue,
            };
            let EntityCount { canonical, label, count, .. } = entity;
            list.push(EntityReport { canonical, label, count, mentions: own });
        }
        let encoding = article.encoding.name();
        let report = DocumentReport {
            schema_version: SCHEMA_VERSION,
            document: article.name,
            title: article.title,
            date: analysis.document.date.map(|d| d.date.to_string()),
            date_from: analysis.document.date.map(|d| d.from.name()),
            counts: Some(analysis.counts()),
            terms: Some(
                ranking(article, &self.choice).into_iter().map(|(term, count)| TermReport { term, count }).collect(),
            ),
            people: Some(people),
            countries: Some(countries),
            dates: Some(dates),
            error: None,
            encoding: Some(&encoding),
            duplicate_of: None,
        };
        self.encoder.row(&report, out.buffer());
        out.row_done();
    }

    fn failure(&mut self, error: &Error, out: &mut Out<'_>) {
        let report = DocumentReport {
            schema_version: SCHEMA_VERSION,
            document: &error.document,
            error: Some(error.problem.to_string()),
            ..DocumentReport::default()
        };
        self.encoder.row(&report, out.buffer());
        out.row_done();
    }

    fn duplicate(&mut self, name: &str, first: &str, out: &mut Out<'_>) {
        let report = DocumentReport {
            schema_version: SCHEMA_VERSION,
            document: name,
            duplicate_of: Some(first),
            ..DocumentReport::default()
        };
        self.encoder.row(&report, out.buffer());
    }

    fn merge(&mut self, other: Self) {
        if let (Some(entities), Some(other)) = (&mut self.entities, other.entities) {
            entities.merge(other);
        }
    }
}

impl Resumable for DocumentReports {
    type State = Option<EntityTotals>;

    fn state(&self) -> impl serde::Serialize {
        self.entities.as_ref().map(|entities| entities.counter.totals())
    }

    fn restore(&mut self, state: Self::State) {
        if let (Some(entities), Some(totals)) = (&mut self.entities, state) {
            entities.counter.add(totals);
        }
    }
}
