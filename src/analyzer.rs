//! One article in, everything about it out.

use jiff::civil::Date;

use crate::entities::date::DatelineFinder;
use crate::entities::person;
use crate::entities::{Candidate, EntityKind, Mention, RECOGNIZERS, Recognizer, resolve};
use crate::stopwords::StopWords;
use crate::terms::{TermCounter, TermCounts, TermOptions};
use crate::text::document::{ArticleDate, DateSource, Document};
use crate::text::vocabulary::{Vocabulary, WordFlags};
use crate::tokenizer::Lexicon;
use crate::tokenizer::{TokenSums, Tokenizer, Tokens};

/// What to look for. Any combination is valid.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The kinds of entities to find; none: no recogniser runs.
    pub kinds: Vec<EntityKind>,
    /// How to count terms; absent: they are not counted.
    pub terms: Option<TermOptions>,
    /// The words that are no terms.
    pub stop_words: StopWords,
    /// The date of articles that bring none of their own.
    pub default_date: Option<Date>,
    /// Whether datelines are read even if no entities are sought, so that [`Analyzer::date_of_text`] knows them.
    pub datelines: bool,
    /// Whether to find people by the rules alone ([`person::RULES`]) instead of the trained tagger: worse, and faster.
    pub people_by_rules: bool,
}

impl Default for Settings {
    /// People, countries, dates and terms; every shipped stop word list.
    fn default() -> Self {
        Self {
            kinds: EntityKind::DEFAULT.to_vec(),
            terms: Some(TermOptions::default()),
            stop_words: StopWords::default(),
            default_date: None,
            datelines: false,
            people_by_rules: false,
        }
    }
}

/// The analysis of articles by fixed settings: read-only, so one serves all threads.
pub struct Analyzer {
    settings: Settings,
    tokenizer: Tokenizer,
    vocabulary: Vocabulary,
    dateline: Option<DatelineFinder>,
    recognizers: Vec<Box<dyn Recognizer>>,
}

impl std::fmt::Debug for Analyzer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Analyzer").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Analyzer {
    /// Builds the tables that the settings need, and no others.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        // The lists of people's names and of words that are none have most of the words.
        let is_large = settings.kinds.contains(&EntityKind::Person);
        let mut lexicon = Lexicon::with_capacity(if is_large { 1 << 15 } else { 0 });
        for word in settings.stop_words.iter() {
            let word = lexicon.word(word);
            lexicon.mark(word, WordFlags::STOP_WORD);
        }
        let wanted = |kinds: &[EntityKind]| kinds.iter().any(|k| settings.kinds.contains(k));
        let recognizers = RECOGNIZERS
            .iter()
            .filter(|registration| wanted(registration.kinds))
            .map(|registration| {
                let by_rules = settings.people_by_rules && registration.name == person::REGISTRATION.name;
                let registration = if by_rules { &person::RULES } else { registration };
                (registration.build)(&mut lexicon, &settings.kinds)
            })
            .collect();
        let dateline = (settings.datelines || !settings.kinds.is_empty()).then(|| DatelineFinder::new(&mut lexicon));
        let (tokenizer, vocabulary) = lexicon.into_parts();
        Self { settings, tokenizer, vocabulary, dateline, recognizers }
    }

    /// The settings it was built by.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What one thread needs to analyse articles: buffers, a vocabulary and the sums so far.
    #[must_use]
    pub fn workspace(&self) -> Workspace {
        Workspace {
            vocabulary: self.vocabulary.clone(),
            tokens: Tokens::default(),
            recognizers: self.recognizers.iter().map(|r| r.fork()).collect(),
            candidates: Vec::new(),
            mentions: Vec::new(),
            terms: self.settings.terms.map(TermCounter::new),
        }
    }

    /// Analyses one article of at most 4 GiB and adds its terms to the workspace's sums. The result depends on the text, the
    /// date and the settings alone, not on what the workspace saw before.
    ///
    /// `record_date` is the date that the article's record brings along; it goes before one found in the text.
    pub fn analyze<'w>(&self, text: &'w str, record_date: Option<Date>, workspace: &'w mut Workspace) -> Analysis<'w> {
        let date = record_date.map(|date| ArticleDate { date, from: DateSource::Record });
        self.analyze_dated(text, date, workspace)
    }

    /// The same for an article whose date is known to come from elsewhere than its record.
    pub fn analyze_dated<'w>(
        &self,
        text: &'w str,
        date: Option<ArticleDate>,
        workspace: &'w mut Workspace,
    ) -> Analysis<'w> {
        let Workspace { vocabulary, tokens, recognizers, candidates, mentions, terms } = workspace;
        self.tokenizer.tokenize(text, vocabulary, tokens);
        if let Some(terms) = terms.as_mut() {
            terms.count(text, tokens.tokens(), tokens.sentences(), vocabulary);
        }
        let (sentences, triggers) = (tokens.sentences(), tokens.triggers());
        let mut document = Document { text, tokens: tokens.tokens(), sentences, triggers, vocabulary, date: None };
        document.date = self.date_of(&document, date);
        candidates.clear();
        mentions.clear();
        for recognizer in recognizers.iter_mut() {
            recognizer.recognize(&document, candidates);
        }
        resolve(candidates, document.sentences, mentions);
        mentions.retain(|m| self.settings.kinds.contains(&m.kind));
        let terms = terms.as_ref();
        let counts = Counts::of(&document, tokens.sums(), terms);
        Analysis { document, mentions, terms, counts }
    }

    /// The date that an article which brings none along has: that of its dateline, or the usual one. Nothing is counted.
    pub fn date_of_text(&self, text: &str, workspace: &mut Workspace) -> Option<ArticleDate> {
        let Workspace { vocabulary, tokens, .. } = workspace;
        self.tokenizer.tokenize(text, vocabulary, tokens);
        let (sentences, triggers) = (tokens.sentences(), tokens.triggers());
        let document = Document { text, tokens: tokens.tokens(), sentences, triggers, vocabulary, date: None };
        self.date_of(&document, None)
    }

    fn date_of(&self, document: &Document<'_>, known: Option<ArticleDate>) -> Option<ArticleDate> {
        let found = |date, from| ArticleDate { date, from };
        let in_text = || self.dateline.as_ref()?.find(document);
        known
            .or_else(|| in_text().map(|date| found(date, DateSource::Dateline)))
            .or(self.settings.default_date.map(|date| found(date, DateSource::Default)))
    }
}

/// One thread's buffers and sums; see [`Analyzer::workspace`].
pub struct Workspace {
    vocabulary: Vocabulary,
    tokens: Tokens,
    recognizers: Vec<Box<dyn Recognizer>>,
    candidates: Vec<Candidate>,
    mentions: Vec<Mention>,
    terms: Option<TermCounter>,
}

impl std::fmt::Debug for Workspace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workspace").field("vocabulary", &self.vocabulary.len()).finish_non_exhaustive()
    }
}

impl Workspace {
    /// The sums over the articles since this was asked last, as [`Workspace::into_term_counts`] gives them.
    pub(crate) fn take_term_counts(&mut self) -> Option<TermCounts> {
        Some(self.terms.as_mut()?.take_counts(&self.vocabulary))
    }

    /// The sums over all articles that this workspace analysed; absent if terms were not counted.
    #[must_use]
    pub fn into_term_counts(self) -> Option<TermCounts> {
        Some(self.terms?.into_counts(self.vocabulary))
    }
}

/// What was found in one article. It borrows the text and the workspace, and so costs no copy.
#[derive(Clone, Copy, Debug)]
pub struct Analysis<'w> {
    /// The text with its tokens, sentences and date.
    pub document: Document<'w>,
    /// The mentions, by rising position, none overlapping.
    pub mentions: &'w [Mention],
    terms: Option<&'w TermCounter>,
    counts: Counts,
}

impl<'w> Analysis<'w> {
    /// The article's term counts; absent if terms were not counted.
    #[must_use]
    pub fn terms(&self) -> Option<&'w TermCounter> {
        self.terms
    }

    /// Sums over the article's tokens.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts
    }
}

/// Sums over the tokens of one article or of many. They merge by addition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Counts {
    /// Bytes of the text in UTF-8.
    pub bytes: u64,
    /// Sentences.
    pub sentences: u64,
    /// Tokens of every kind.
    pub tokens: u64,
    /// Tokens that could be terms: words, handles and hashtags, stop words and boilerplate with them.
    pub words: u64,
    /// Terms counted; absent if terms were not asked for.
    pub terms: Option<u64>,
    /// Words left out as stop words; absent if terms were not asked for.
    pub stop_words: Option<u64>,
    /// Tokens that belong to the page: datelines, links, credits.
    pub boilerplate_tokens: u64,
    /// Words with a capital directly after a small letter (`danIran`): likely faults of the text.
    pub glued_words: u64,
}

impl Counts {
    fn of(document: &Document<'_>, sums: TokenSums, terms: Option<&TermCounter>) -> Self {
        Self {
            bytes: document.text.len() as u64,
            sentences: document.sentences.len() as u64,
            tokens: document.tokens.len() as u64,
            words: sums.words,
            terms: terms.map(TermCounter::document_terms),
            stop_words: terms.map(TermCounter::document_stop_words),
            boilerplate_tokens: sums.boilerplate,
            glued_words: sums.glued,
        }
    }

    /// Adds the sums of other articles.
    pub fn merge(&mut self, other: &Self) {
        let add = |a: Option<u64>, b: Option<u64>| match (a, b) {
            (None, None) => None,
            (a, b) => Some(a.unwrap_or(0) + b.unwrap_or(0)),
        };
        self.bytes += other.bytes;
        self.sentences += other.sentences;
        self.tokens += other.tokens;
        self.words += other.words;
        self.terms = add(self.terms, other.terms);
        self.stop_words = add(self.stop_words, other.stop_words);
        self.boilerplate_tokens += other.boilerplate_tokens;
        self.glued_words += other.glued_words;
    }
}
