//! `quotes`: direct speech and its speakers.

use hashbrown::HashSet;
use jiff::civil::Date;

use crate::analyzer::Analysis;
use crate::corpus::Map;
use crate::corpus::pattern::PatternError;
use crate::entities::{EntityKind, person_key};
use crate::error::Error;
use crate::quotes::{How, Quote, QuoteFinder};
use crate::report::describe::table;
use crate::report::row::Encoder;
use crate::report::rows::Position;
use crate::run::{AnalyzedDocument, Out, Visitor};
use crate::text::normalize::word_key;
use crate::text::span::CharCursor;

table! {
    "quotes":
    /// A row of `quotes`: a stretch between quotation marks, in the order of the text.
    #[derive(Clone, Debug)]
    pub struct QuoteRow<'a> {
        /// The document's name, as in [`DocumentTermRow`](crate::report::rows::DocumentTermRow).
        pub document: &'a str,
        /// The date of the article, as in [`DocumentReport`](crate::report::rows::DocumentReport); `null` if it is unknown.
        pub date: Option<Date>,
        /// The exact characters between the marks.
        pub quote: &'a str,
        /// The person who speaks, by the fullest name in the article; `null` if the article does not say who speaks, or if it is not a person.
        pub speaker: Option<&'a str>,
        /// The identity of the speaker over all documents, as in [`EntityRow`](crate::report::rows::EntityRow); `null` if `speaker` is `null`.
        pub entity: Option<&'a str>,
        /// The speaker as written next to the quotation: a name, a pronoun, a role, an institution; `null` if there is only a clitic (`ujarnya`),
        /// or nothing.
        pub label: Option<&'a str>,
        /// The verb of saying, with its clitic; `null` if there is none.
        pub cue: Option<&'a str>,
        /// The form of attribution: `name` after the quotation, `before` it, by `clitic` or pronoun, by `description`, as `institution`, or
        /// `running` for a continuation of another quotation; `null` without any indication of a speaker. With `--all`, `none` is a stretch that is
        /// not speech.
        pub how: Option<&'static str>,
        /// The number of the sentence where it begins, from 0.
        pub sentence: u64,
        /// The first byte of the opening mark.
        pub byte_start: u64,
        /// The byte after the closing mark, or after the paragraph if no mark closes it.
        pub byte_end: u64,
        /// The first code point of the opening mark.
        pub char_start: u64,
        /// The code point after the closing mark, or after the paragraph if no mark closes it.
        pub char_end: u64,
    }
}

table! {
    "quotes":
    /// A row of `quotes --by-speaker`: a person. Sorted by descending number of quotations, then by name.
    #[derive(Clone, Debug)]
    pub struct SpeakerRow<'a> {
        /// The person, by the identity over all documents, as `entity` in [`QuoteRow`].
        pub speaker: &'a str,
        /// The number of quotations.
        pub quotes: u64,
        /// The number of words in them.
        pub words: u64,
        /// The number of documents with one.
        pub documents: u64,
    }
}

/// Which quotations are selected.
#[derive(Clone, Debug)]
pub struct QuoteFilter {
    /// The keys of the names of [`QuoteFilter::add_speaker`].
    speakers: HashSet<String, foldhash::fast::RandomState>,
    /// Whether quotations without a speaker are selected.
    pub unattributed: bool,
    /// Whether stretches that are not speech are selected.
    pub all: bool,
}

impl Default for QuoteFilter {
    /// All speech.
    fn default() -> Self {
        Self { speakers: HashSet::default(), unattributed: true, all: false }
    }
}

impl QuoteFilter {
    /// Selects only the quotations of this person, and of others that are added. The name is one in `speaker` or `entity`, or a well-known short
    /// one, in any case.
    ///
    /// # Errors
    /// The name is empty.
    pub fn add_speaker(&mut self, name: &str) -> Result<(), PatternError> {
        self.speakers.insert(person_key(name).ok_or(PatternError::EmptyName)?);
        Ok(())
    }

    /// Whether a quotation is selected. `speaker`: the name in its article and over all documents.
    fn includes(&self, quote: &Quote, speaker: Option<(&str, &str)>) -> bool {
        if !quote.is_speech() {
            return self.all && self.speakers.is_empty();
        }
        let Some((name, entity)) = speaker else { return self.unattributed && self.speakers.is_empty() };
        self.speakers.is_empty() || [name, entity].iter().any(|name| self.speakers.contains(&word_key(name)))
    }
}

/// The speaker's name in the article (written to `buffer`) and over all documents; `None` without a speaker.
fn names<'a>(quote: &Quote, analysis: &'a Analysis<'_>, buffer: &'a mut String) -> Option<(&'a str, &'a str)> {
    buffer.clear();
    quote.speaker?.append_to(analysis.document.text, buffer);
    Some((buffer, analysis.aliases().entity_of(EntityKind::Person, buffer)))
}

/// Writes a [`QuoteRow`] for every quotation.
#[derive(Debug)]
pub struct QuoteRows {
    encoder: Encoder,
    filter: QuoteFilter,
    finder: QuoteFinder,
    speaker: String,
}

impl QuoteRows {
    /// A writer of the quotations that the filter selects.
    #[must_use]
    pub const fn new(encoder: Encoder, filter: QuoteFilter, finder: QuoteFinder) -> Self {
        Self { encoder, filter, finder, speaker: String::new() }
    }
}

impl Visitor for QuoteRows {
    fn document(&mut self, document: &AnalyzedDocument<'_>, out: &mut Out<'_>) {
        let analysis = &document.analysis;
        let text = analysis.document.text;
        let mut cursor = CharCursor::new(text);
        for quote in self.finder.find(analysis) {
            let names = names(quote, analysis, &mut self.speaker);
            if !self.filter.includes(quote, names) {
                continue;
            }
            let position = Position::new(quote.span, &mut cursor);
            let row = QuoteRow {
                document: document.name,
                date: analysis.document.date.map(|date| date.date),
                quote: quote.text.of(text),
                speaker: names.map(|(name, _)| name),
                entity: names.map(|(_, entity)| entity),
                label: quote.label.map(|label| label.of(text)),
                cue: quote.cue.map(|cue| cue.of(text)),
                how: quote.how.map(How::name),
                sentence: quote.sentence.into(),
                byte_start: position.byte_start,
                byte_end: position.byte_end,
                char_start: position.char_start,
                char_end: position.char_end,
            };
            self.encoder.row(&row, out.buffer());
            if !out.row_done() {
                return;
            }
        }
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}
    fn merge(&mut self, _: Self) {}
}

#[derive(Clone, Copy, Debug, Default)]
struct SpeakerSums {
    quotes: u64,
    words: u64,
    documents: u64,
    /// The number of the last document counted.
    last_document: u64,
}

/// Counts the quotations of each speaker.
#[derive(Debug)]
pub struct SpeakerCounting {
    filter: QuoteFilter,
    finder: QuoteFinder,
    speakers: Map<String, SpeakerSums>,
    document: u64,
    speaker: String,
}

impl SpeakerCounting {
    /// A counter of the quotations that the filter selects.
    #[must_use]
    pub fn new(filter: QuoteFilter, finder: QuoteFinder) -> Self {
        Self { filter, finder, speakers: Map::default(), document: 0, speaker: String::new() }
    }

    /// The rows of the speakers with at least `min_count` quotations, at most `top`; 0: all.
    #[must_use]
    pub fn rows(&self, top: usize, min_count: u64) -> Vec<SpeakerRow<'_>> {
        let counted = self.speakers.iter().filter(|(_, sums)| sums.quotes >= min_count);
        let mut rows: Vec<SpeakerRow<'_>> = counted
            .map(|(speaker, sums)| SpeakerRow {
                speaker,
                quotes: sums.quotes,
                words: sums.words,
                documents: sums.documents,
            })
            .collect();
        rows.sort_unstable_by(|a, b| b.quotes.cmp(&a.quotes).then_with(|| a.speaker.cmp(b.speaker)));
        if top > 0 {
            rows.truncate(top);
        }
        rows
    }
}

impl Visitor for SpeakerCounting {
    fn document(&mut self, document: &AnalyzedDocument<'_>, _: &mut Out<'_>) {
        self.document += 1;
        let analysis = &document.analysis;
        for quote in self.finder.find(analysis) {
            let names = names(quote, analysis, &mut self.speaker);
            let Some((_, entity)) = names.filter(|_| self.filter.includes(quote, names)) else { continue };
            let sums = match self.speakers.get_mut(entity) {
                Some(sums) => sums,
                None => self.speakers.entry(entity.to_owned()).or_default(),
            };
            sums.quotes += 1;
            sums.words += u64::from(quote.words);
            sums.documents += u64::from(sums.last_document != self.document);
            sums.last_document = self.document;
        }
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}

    fn merge(&mut self, other: Self) {
        for (speaker, other) in other.speakers {
            let sums = self.speakers.entry(speaker).or_default();
            sums.quotes += other.quotes;
            sums.words += other.words;
            sums.documents += other.documents;
        }
    }
}
