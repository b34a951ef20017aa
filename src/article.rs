//! The analysis of one article as owned data.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::counts::Counts;
use crate::entities::{Aliases, DocumentEntities, EntityKind, Mention, MentionChoice, MentionNote, Via};
use crate::text::document::{DateSource, Document, title_of};
use crate::text::span::CharCursor;
use crate::text::token::TokenKind;

/// Everything found in one article, as owned data that outlives the analyzer.
///
/// It serializes to the field names of the NDJSON of `analyze`, with the text, the times and durations, the sentences and the
/// tokens in addition, and deserializes from the same.
///
/// ```
/// use telaah::{Analyzer, Article};
///
/// let analyzer = Analyzer::builder().build();
/// let article = analyzer.analyze("Presiden Joko Widodo tiba di Tokyo, Jepang, Senin (3/6/2024).");
/// assert_eq!(article.people()[0].label(), "Joko Widodo");
/// assert_eq!(article.countries()[0].canonical(), Some("JP"));
/// assert_eq!(article.dates()[0].canonical(), Some("2024-06-03"));
///
/// let json = serde_json::to_string(&article)?;
/// assert_eq!(serde_json::from_str::<Article>(&json)?, article);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Article {
    text: String,
    title: Option<String>,
    date: Option<Date>,
    #[serde(rename = "date_from")]
    date_source: Option<DateSource>,
    counts: Counts,
    terms: Vec<Term>,
    people: Vec<Entity>,
    countries: Vec<Entity>,
    dates: Vec<Entity>,
    times: Vec<Entity>,
    durations: Vec<Entity>,
    sentences: Vec<SentenceRange>,
    tokens: Vec<ArticleToken>,
}

impl Article {
    /// Copies what was found in `document`. `ranking`: its terms, by descending count.
    pub(crate) fn new(
        document: &Document<'_>,
        mentions: &[Mention],
        ranking: &[(&str, u64)],
        counts: Counts,
        choice: MentionChoice,
        aliases: &Aliases,
    ) -> Self {
        let text = document.text;
        let mut article = Self {
            text: text.to_owned(),
            title: title_of(text).map(str::to_owned),
            date: document.date.map(|date| date.date),
            date_source: document.date.map(|date| date.from),
            counts,
            terms: ranking.iter().map(|&(term, count)| Term { term: term.to_owned(), count }).collect(),
            people: Vec::new(),
            countries: Vec::new(),
            dates: Vec::new(),
            times: Vec::new(),
            durations: Vec::new(),
            sentences: Vec::with_capacity(document.sentences.len()),
            tokens: Vec::with_capacity(document.tokens.len()),
        };
        article.add_tokens(document);
        let mut cursor = CharCursor::new(text);
        let owned: Vec<ArticleMention> =
            mentions.iter().map(|mention| ArticleMention::new(mention, text, &mut cursor)).collect();
        let mut entities = DocumentEntities::new(choice);
        entities.read(text, mentions, aliases);
        for (entity, indices) in entities.iter() {
            let Some(list) = article.list_mut(entity.kind) else { continue };
            list.push(Entity {
                entity: entity.entity.map(str::to_owned),
                canonical: entity.canonical.map(str::to_owned),
                label: entity.label.to_owned(),
                count: entity.count,
                confidence: entity.confidence,
                mentions: indices.filter_map(|index| owned.get(index).cloned()).collect(),
            });
        }
        article
    }

    fn add_tokens(&mut self, document: &Document<'_>) {
        let mut cursor = CharCursor::new(document.text);
        for (number, sentence) in (0_u64..).zip(document.sentences) {
            let tokens = document.tokens.get(sentence.range()).unwrap_or_default();
            let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { continue };
            self.sentences.push(SentenceRange {
                byte_start: first.span().byte_start().into(),
                byte_end: last.span().byte_end().into(),
            });
            for token in tokens {
                let (byte_start, byte_end) = (token.span().byte_start(), token.span().byte_end());
                self.tokens.push(ArticleToken {
                    text: document.text_of(token).to_owned(),
                    word: token.kind().is_term().then(|| document.vocabulary.word(token.word()).to_owned()),
                    kind: token.kind(),
                    sentence: number,
                    byte_start: byte_start.into(),
                    byte_end: byte_end.into(),
                    char_start: cursor.chars_before(byte_start) as u64,
                    char_end: cursor.chars_before(byte_end) as u64,
                    boilerplate: token.is_boilerplate(),
                    glued: token.is_glued(),
                });
            }
        }
    }

    fn list_mut(&mut self, kind: EntityKind) -> Option<&mut Vec<Entity>> {
        Some(match kind {
            EntityKind::Person => &mut self.people,
            EntityKind::Country => &mut self.countries,
            EntityKind::Date => &mut self.dates,
            EntityKind::Time => &mut self.times,
            EntityKind::Duration => &mut self.durations,
        })
    }

    /// The text, unchanged. All offsets point into it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The first line of the text, if a blank line and more text follow it; otherwise `None`.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The day from which relative dates count; `None` if it was not given and the text has no dateline.
    #[must_use]
    pub const fn date(&self) -> Option<Date> {
        self.date
    }

    /// Where [`Article::date`] comes from; `None` if there is no date.
    #[must_use]
    pub const fn date_source(&self) -> Option<DateSource> {
        self.date_source
    }

    /// Counts over the tokens.
    #[must_use]
    pub const fn counts(&self) -> Counts {
        self.counts
    }

    /// The terms by descending count, then in code point order. Empty if terms are not counted.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The people by descending number of mentions, then by name.
    #[must_use]
    pub fn people(&self) -> &[Entity] {
        &self.people
    }

    /// The countries by descending number of mentions, then by code.
    #[must_use]
    pub fn countries(&self) -> &[Entity] {
        &self.countries
    }

    /// The dates by descending number of mentions, then by value; those that cannot be resolved come last.
    #[must_use]
    pub fn dates(&self) -> &[Entity] {
        &self.dates
    }

    /// The entities of a kind, in the order of [`Article::people`]. Empty for kinds that were not searched for.
    #[must_use]
    pub fn entities(&self, kind: EntityKind) -> &[Entity] {
        match kind {
            EntityKind::Person => &self.people,
            EntityKind::Country => &self.countries,
            EntityKind::Date => &self.dates,
            EntityKind::Time => &self.times,
            EntityKind::Duration => &self.durations,
        }
    }

    /// The sentences, in order. White space between sentences belongs to none of them.
    pub fn sentences(&self) -> impl Iterator<Item = &str> {
        self.sentences.iter().filter_map(|sentence| {
            self.text.get(usize::try_from(sentence.byte_start).ok()?..usize::try_from(sentence.byte_end).ok()?)
        })
    }

    /// The tokens, in order.
    #[must_use]
    pub fn tokens(&self) -> &[ArticleToken] {
        &self.tokens
    }
}

/// A term of an [`Article`] and how often it occurs there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Term {
    /// The lower-cased, NFC-normalized surface form; several words are separated by a space.
    pub term: String,
    /// Occurrences in the article, at least 1.
    pub count: u64,
}

/// A person, country, date, time or duration of an [`Article`], with its mentions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    entity: Option<String>,
    canonical: Option<String>,
    label: String,
    count: u64,
    #[serde(default)]
    confidence: Option<u8>,
    mentions: Vec<ArticleMention>,
}

impl Entity {
    /// The identity across articles, by which counts of several articles are added up: a person's full name
    /// ([`Aliases::entity_of`]), and for the other kinds the same as [`Entity::canonical`]. `None` if it cannot be resolved.
    #[must_use]
    pub fn entity(&self) -> Option<&str> {
        self.entity.as_deref()
    }

    /// The identity within the article: a person's fullest name, ISO 3166-1 alpha-2, EDTF, an ISO 8601 time or duration. `None`
    /// if it cannot be resolved, like `kemarin` in an article without a date; such mentions are one entity if they are written
    /// alike.
    #[must_use]
    pub fn canonical(&self) -> Option<&str> {
        self.canonical.as_deref()
    }

    /// The name to display: the person's name, the country's Indonesian name, the date; without a canonical form, the mention
    /// as it is written.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Mentions, at least 1.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// For people, the highest confidence of a mention, from 0 to 100: of the mentions with 90, nine in ten are right. `None` for other
    /// kinds.
    #[must_use]
    pub const fn confidence(&self) -> Option<u8> {
        self.confidence
    }

    /// The mentions, in text order.
    #[must_use]
    pub fn mentions(&self) -> &[ArticleMention] {
        &self.mentions
    }
}

/// One mention of an [`Entity`]. All ranges are half-open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ArticleMention {
    /// The mention as it is written.
    pub text: String,
    /// The way in which a country is named; `None` for the other kinds.
    pub via: Option<Via>,
    /// Offset of the first byte.
    pub byte_start: u64,
    /// Offset after the last byte.
    pub byte_end: u64,
    /// Offset of the first character (Unicode code point).
    pub char_start: u64,
    /// Offset after the last character.
    pub char_end: u64,
    /// Number of the sentence, from 0.
    pub sentence: u64,
    /// A fault of the mention, like a weekday that does not match its date; usually `None`.
    pub note: Option<MentionNote>,
    /// For people, how certain it is that the mention is the name of a person, from 0 to 100; `None` for other kinds.
    #[serde(default)]
    pub confidence: Option<u8>,
}

impl ArticleMention {
    fn new(mention: &Mention, text: &str, cursor: &mut CharCursor<'_>) -> Self {
        let (byte_start, byte_end) = (mention.span.byte_start(), mention.span.byte_end());
        Self {
            text: mention.span.of(text).to_owned(),
            via: mention.via,
            byte_start: byte_start.into(),
            byte_end: byte_end.into(),
            char_start: cursor.chars_before(byte_start) as u64,
            char_end: cursor.chars_before(byte_end) as u64,
            sentence: mention.sentence.into(),
            note: mention.note,
            confidence: mention.confidence,
        }
    }
}

/// One token of an [`Article`]. All ranges are half-open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ArticleToken {
    /// The token as it is written.
    pub text: String,
    /// The lower-cased, NFC-normalized word; `None` for numbers, punctuation and other tokens that are not terms.
    pub word: Option<String>,
    /// The kind of token.
    pub kind: TokenKind,
    /// Number of the sentence, from 0.
    pub sentence: u64,
    /// Offset of the first byte.
    pub byte_start: u64,
    /// Offset after the last byte.
    pub byte_end: u64,
    /// Offset of the first character (Unicode code point).
    pub char_start: u64,
    /// Offset after the last character.
    pub char_end: u64,
    /// Whether the token is boilerplate: part of a dateline, a link or a credit.
    pub boilerplate: bool,
    /// Whether a capital directly follows a lower-case letter in it (`danIran`).
    pub glued: bool,
}

/// The bytes of a sentence, half-open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SentenceRange {
    byte_start: u64,
    byte_end: u64,
}
