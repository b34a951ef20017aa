//! The analysis of one article: from its text to tokens, terms, people, countries and dates.

use std::convert::Infallible;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;

use crate::article::Article;
use crate::counts::Counts;
use crate::entities::date::DatelineFinder;
use crate::entities::person;
use crate::entities::{
    Aliases, Candidate, EntityKind, Mention, MentionChoice, RECOGNIZERS, Recognizer, Via, mark_bylines, resolve,
};
use crate::error::Stage;
use crate::stopwords::StopWords;
use crate::terms::{Stemming, TermCounter, TermCounts, TermOptions, TermTable};
use crate::text::document::{ArticleDate, DateSource, Document};
use crate::text::span::Span;
use crate::text::vocabulary::{Vocabulary, WordFlags};
use crate::tokenizer::Lexicon;
use crate::tokenizer::{Tokenizer, Tokens};

/// The settings of an [`Analyzer`]. Any combination is valid; [`Analyzer::builder`] sets them one by one.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Settings {
    /// The kinds of entities to find. If empty, no recognizer runs.
    pub kinds: Vec<EntityKind>,
    /// The way to count terms; `None` if they are not to be counted.
    pub terms: Option<TermOptions>,
    /// The grouping of terms by stem ([`TermCounts::stems`]); `None` if they are not.
    pub stemming: Option<Stemming>,
    /// The words that are not terms.
    pub stop_words: StopWords,
    /// The date of articles that have none of their own.
    pub default_date: Option<Date>,
    /// Whether to read datelines even if no entities are searched for, so that [`Analyzer::date_of_text`] finds them.
    pub datelines: bool,
    /// Whether to find people by rules ([`person::RULES`]) instead of the trained tagger: faster, but less accurate.
    pub people_by_rules: bool,
    /// The mentions that the entities of an [`Article`] include besides the usual ones.
    pub choice: MentionChoice,
    /// The least confidence of people, from 0 to 100 ([`Mention::confidence`]); mentions with less are excluded.
    pub min_confidence: u8,
    /// Which person a name stands for, beyond what its article says.
    pub aliases: Arc<Aliases>,
}

impl Default for Settings {
    /// People, countries, dates and terms, with the default stop words.
    fn default() -> Self {
        Self {
            kinds: EntityKind::DEFAULT.to_vec(),
            terms: Some(TermOptions::default()),
            stemming: None,
            stop_words: StopWords::default(),
            default_date: None,
            datelines: false,
            people_by_rules: false,
            choice: MentionChoice::default(),
            min_confidence: 0,
            aliases: Arc::default(),
        }
    }
}

impl Settings {
    /// Settings that find entities of these kinds and count no terms. With no kinds, documents are only divided into tokens and
    /// sentences.
    ///
    /// ```
    /// use telaah::entities::EntityKind;
    /// use telaah::{Analyzer, Settings};
    ///
    /// let analyzer = Analyzer::new(Settings::without_terms([EntityKind::Country]));
    /// let article = analyzer.analyze("Menteri itu terbang ke Jepang.");
    /// assert_eq!(article.entities(EntityKind::Country).len(), 1);
    /// ```
    pub fn without_terms(kinds: impl IntoIterator<Item = EntityKind>) -> Self {
        Self { kinds: kinds.into_iter().collect(), terms: None, stop_words: StopWords::none(), ..Self::default() }
    }
}

/// Builds a recognizer, adding its words to the lexicon.
type BuildRecognizer = Box<dyn FnOnce(&mut Lexicon) -> Box<dyn Recognizer>>;

/// Builds an [`Analyzer`]. See [`Analyzer::builder`].
#[derive(Default)]
pub struct AnalyzerBuilder {
    settings: Settings,
    recognizers: Vec<BuildRecognizer>,
}

impl fmt::Debug for AnalyzerBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnalyzerBuilder").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl AnalyzerBuilder {
    /// Replaces all settings so far.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Finds these kinds of entities. Default: people, countries and dates ([`EntityKind::DEFAULT`]).
    #[must_use]
    pub fn kinds(mut self, kinds: impl IntoIterator<Item = EntityKind>) -> Self {
        self.settings.kinds = kinds.into_iter().collect();
        self
    }

    /// Counts terms in this way, or does not count them (`None`). Default: single words, case folded, without boilerplate.
    #[must_use]
    pub fn terms(mut self, options: impl Into<Option<TermOptions>>) -> Self {
        self.settings.terms = options.into();
        self
    }

    /// Groups terms by stem. Default: none.
    #[must_use]
    pub fn stemming(mut self, stemming: impl Into<Option<Stemming>>) -> Self {
        self.settings.stemming = stemming.into();
        self
    }

    /// Excludes these words from the terms. Default: the shipped lists for news ([`StopWords::default`]).
    #[must_use]
    pub fn stop_words(mut self, stop_words: StopWords) -> Self {
        self.settings.stop_words = stop_words;
        self
    }

    /// The date of articles that have none of their own. Default: none, so that their relative dates are not resolved.
    #[must_use]
    pub fn default_date(mut self, date: impl Into<Option<Date>>) -> Self {
        self.settings.default_date = date.into();
        self
    }

    /// Finds people by rules instead of the trained tagger: faster, but less accurate. Default: `false`.
    #[must_use]
    pub fn people_by_rules(mut self, by_rules: bool) -> Self {
        self.settings.people_by_rules = by_rules;
        self
    }

    /// Includes countries within other names (`Bank Indonesia`, `dolar AS`) in the entities of an [`Article`]. Default: `false`.
    #[must_use]
    pub fn in_name(mut self, in_name: bool) -> Self {
        self.settings.choice.in_name = in_name;
        self
    }

    /// Includes people in bylines and credits in the entities of an [`Article`]. Default: `false`.
    #[must_use]
    pub fn bylines(mut self, bylines: bool) -> Self {
        self.settings.choice.bylines = bylines;
        self
    }

    /// Excludes mentions of people with less confidence ([`Mention::confidence`]). Default: 0.
    #[must_use]
    pub fn min_confidence(mut self, confidence: u8) -> Self {
        self.settings.min_confidence = confidence;
        self
    }

    /// Which person a name stands for, beyond what its article says; see [`Aliases`]. Default: what the whole press says.
    #[must_use]
    pub fn aliases(mut self, aliases: impl Into<Arc<Aliases>>) -> Self {
        self.settings.aliases = aliases.into();
        self
    }

    /// Adds a recognizer of your own, after the built-in ones. `build` makes it and adds the words that it looks for to the
    /// lexicon. Only candidates of the [kinds](Self::kinds) that are searched for are kept.
    #[must_use]
    pub fn recognizer(mut self, build: impl FnOnce(&mut Lexicon) -> Box<dyn Recognizer> + 'static) -> Self {
        self.recognizers.push(Box::new(build));
        self
    }

    /// Builds the tables that the settings need.
    #[must_use]
    pub fn build(self) -> Analyzer {
        Analyzer::with_recognizers(self.settings, self.recognizers)
    }
}

/// Words a kept [`Workspace`] may hold beyond those of the analyzer: some 50 MB.
const KEPT_WORDS: usize = 1_000_000;
/// The most candidates of an article whose buffer is kept for the next one.
const KEPT_CANDIDATES: usize = 1 << 16;
/// Workspaces kept for [`Analyzer::analyze`].
const KEPT_WORKSPACES: usize = 16;

/// Analyzes articles by fixed settings.
///
/// It is read-only and can be shared between threads. Building one takes some milliseconds, so build it once.
pub struct Analyzer {
    settings: Settings,
    tokenizer: Tokenizer,
    vocabulary: Vocabulary,
    dateline: Option<DatelineFinder>,
    recognizers: Vec<Box<dyn Recognizer>>,
    /// The names of the built-in recognizers.
    names: Vec<&'static str>,
    /// Workspaces of earlier calls of [`Analyzer::analyze`], because making one copies the vocabulary.
    idle: Mutex<Vec<Workspace>>,
}

impl fmt::Debug for Analyzer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Analyzer").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Analyzer {
    /// A builder with the default settings: people, countries, dates and terms, with the default stop words.
    ///
    /// ```
    /// use telaah::Analyzer;
    /// use telaah::entities::EntityKind;
    ///
    /// let analyzer = Analyzer::builder().kinds([EntityKind::Person]).terms(None).build();
    /// let article = analyzer.analyze("Menurut Sri Mulyani, harga beras turun.");
    /// assert_eq!(article.people()[0].label(), "Sri Mulyani");
    /// assert!(article.terms().is_empty());
    /// ```
    #[must_use]
    pub fn builder() -> AnalyzerBuilder {
        AnalyzerBuilder::default()
    }

    /// An analyzer with these settings. Only the tables that they need are built.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self::with_recognizers(settings, Vec::new())
    }

    fn with_recognizers(settings: Settings, added: Vec<BuildRecognizer>) -> Self {
        // Most words of the lexicon are in the lists of people's names and of common words.
        let is_large = settings.kinds.contains(&EntityKind::Person);
        let mut lexicon = Lexicon::with_capacity(if is_large { 1 << 15 } else { 0 });
        for word in settings.stop_words.iter() {
            let word = lexicon.word(word);
            lexicon.add_flags(word, WordFlags::STOP_WORD);
        }
        let wanted = |kinds: &[EntityKind]| kinds.iter().any(|k| settings.kinds.contains(k));
        let chosen = || RECOGNIZERS.iter().filter(|registration| wanted(registration.kinds));
        let names = chosen().map(|registration| registration.name).collect();
        let mut recognizers: Vec<Box<dyn Recognizer>> = chosen()
            .map(|registration| {
                let by_rules = settings.people_by_rules && registration.name == person::REGISTRATION.name;
                let registration = if by_rules { &person::RULES } else { registration };
                (registration.build)(&mut lexicon, &settings.kinds)
            })
            .collect();
        recognizers.extend(added.into_iter().map(|build| build(&mut lexicon)));
        let dateline = (settings.datelines || !settings.kinds.is_empty()).then(|| DatelineFinder::new(&mut lexicon));
        let (tokenizer, vocabulary) = lexicon.into_parts();
        Self { settings, tokenizer, vocabulary, dateline, recognizers, names, idle: Mutex::default() }
    }

    /// The settings that it was built with.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// A workspace for [`Analyzer::analyze_with`]: the buffers, the vocabulary and the term totals of one thread.
    #[must_use]
    pub fn workspace(&self) -> Workspace {
        static WORKSPACES: AtomicU64 = AtomicU64::new(0);
        Workspace {
            number: WORKSPACES.fetch_add(1, Ordering::Relaxed),
            vocabulary: self.vocabulary.clone(),
            tokens: Tokens::default(),
            recognizers: self.recognizers.iter().map(|r| r.fork()).collect(),
            candidates: Vec::new(),
            mentions: Vec::new(),
            names: Vec::new(),
            terms: self.settings.terms.map(|options| TermCounter::new(options, self.settings.stemming.clone())),
        }
    }

    /// Analyzes one article of at most 4 GiB and returns everything found in it as owned data.
    ///
    /// The date of the article is that of its dateline (`Senin (3/6/2024)`), or else the default date. The result depends on the
    /// text and the settings alone. For many articles, [`Analyzer::analyze_with`] saves the copies.
    ///
    /// ```
    /// let analyzer = telaah::Analyzer::builder().build();
    /// let article = analyzer.analyze("Presiden Joko Widodo tiba di Tokyo, Senin (3/6/2024). Jokowi disambut hujan.");
    /// let people: Vec<_> = article.people().iter().map(|person| (person.label(), person.count())).collect();
    /// assert_eq!(people, [("Joko Widodo", 2)]);
    /// ```
    #[must_use]
    pub fn analyze(&self, text: &str) -> Article {
        self.article(text, None)
    }

    /// Analyzes one article whose date of publication is known, like [`Analyzer::analyze`].
    ///
    /// ```
    /// let analyzer = telaah::Analyzer::builder().build();
    /// let article = analyzer.analyze_dated("Gempa terjadi kemarin.", "2024-06-03".parse()?);
    /// assert_eq!(article.dates()[0].canonical(), Some("2024-06-02"));
    /// # Ok::<(), jiff::Error>(())
    /// ```
    #[must_use]
    pub fn analyze_dated(&self, text: &str, date: Date) -> Article {
        self.article(text, Some(ArticleDate { date, from: DateSource::Record }))
    }

    fn article(&self, text: &str, date: Option<ArticleDate>) -> Article {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = idle().pop();
        let mut workspace = kept.unwrap_or_else(|| self.workspace());
        let article = self.analyze_with(text, date, &mut workspace).to_article();
        let mut idle = idle();
        if idle.len() < KEPT_WORKSPACES && workspace.vocabulary.len() < self.vocabulary.len() + KEPT_WORDS {
            idle.push(workspace);
        }
        article
    }

    /// Analyzes one article of at most 4 GiB without copying: the result borrows the text and the workspace. The article's terms
    /// are added to the totals of the workspace. Apart from these, the result depends on the text, the date and the settings alone,
    /// not on what the workspace was used for before.
    ///
    /// `date` takes precedence over a date found in the text.
    ///
    /// ```
    /// let analyzer = telaah::Analyzer::builder().build();
    /// let mut workspace = analyzer.workspace();
    /// for text in ["Beras naik.", "Harga beras turun di Jepang."] {
    ///     let analysis = analyzer.analyze_with(text, None, &mut workspace);
    ///     println!("{} mentions", analysis.mentions.len());
    /// }
    /// let terms = workspace.into_term_counts().unwrap();
    /// assert_eq!(terms.ranking(1, 1, |_| true)[0].0, "beras");
    /// ```
    pub fn analyze_with<'w>(
        &'w self,
        text: &'w str,
        date: Option<ArticleDate>,
        workspace: &'w mut Workspace,
    ) -> Analysis<'w> {
        let never = |_| Ok::<(), Infallible>(());
        match self.analyze_in_stages(text, date, workspace, never) {
            Ok(analysis) => analysis,
            Err(never) => match never {},
        }
    }

    /// Analyzes one article like [`Analyzer::analyze_with`], and calls `check` at the end of each stage. If it fails, or if a stage
    /// panics, nothing is added to the totals of the workspace.
    pub(crate) fn analyze_in_stages<'w, E>(
        &'w self,
        text: &'w str,
        date: Option<ArticleDate>,
        workspace: &'w mut Workspace,
        mut check: impl FnMut(Stage) -> Result<(), E>,
    ) -> Result<Analysis<'w>, E> {
        let Workspace { number, vocabulary, tokens, recognizers, candidates, mentions, names, terms } = workspace;
        self.tokenizer.tokenize(text, vocabulary, tokens);
        check(Stage::Tokens)?;
        let (sentences, triggers) = (tokens.sentences(), tokens.triggers());
        let mut document = Document { text, tokens: tokens.tokens(), sentences, triggers, vocabulary, date: None };
        document.date = self.date_of(&document, date);
        candidates.clear();
        mentions.clear();
        for (n, recognizer) in recognizers.iter_mut().enumerate() {
            recognizer.recognize(&document, candidates);
            check(Stage::Entities { recognizer: self.names.get(n).copied().unwrap_or("added") })?;
        }
        resolve(candidates, document.sentences, mentions);
        if candidates.len() > KEPT_CANDIDATES {
            *candidates = Vec::new();
        }
        let Settings { kinds, min_confidence, choice, aliases, .. } = &self.settings;
        // First, because all names of a line decide whether it is a byline.
        mark_bylines(&document, mentions);
        mentions.retain(|m| kinds.contains(&m.kind) && m.confidence.is_none_or(|c| c >= *min_confidence));
        // Last, because it changes the totals.
        if let Some(terms) = terms.as_mut() {
            names.clear();
            if terms.needs_names() {
                names.extend(mentions.iter().filter(|mention| is_name(mention)).map(|mention| mention.span));
            }
            terms.count(text, document.tokens, sentences, document.vocabulary, names);
        }
        let terms = terms.as_ref();
        let sums = tokens.sums();
        let counts = Counts::of(&document, sums, terms);
        let counted_words = terms.map_or(sums.words - sums.boilerplate_words, TermCounter::document_words);
        let choice = *choice;
        Ok(Analysis { document, mentions, terms, counts, counted_words, choice, aliases, workspace: *number })
    }

    /// The date of an article for which none is given: that of its dateline, or the default date. `None` if there is neither.
    /// Nothing is counted.
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

/// Whether a mention is a name for [`Names`](crate::terms::Names). A country within another name is only a part of one.
fn is_name(mention: &Mention) -> bool {
    matches!(mention.kind, EntityKind::Person | EntityKind::Country) && mention.via != Some(Via::InName)
}

/// The buffers, vocabulary and term totals of one thread. Made by [`Analyzer::workspace`].
pub struct Workspace {
    /// Differs between all workspaces.
    number: u64,
    vocabulary: Vocabulary,
    tokens: Tokens,
    recognizers: Vec<Box<dyn Recognizer>>,
    candidates: Vec<Candidate>,
    mentions: Vec<Mention>,
    /// The spans of names, if terms are counted around them.
    names: Vec<Span>,
    terms: Option<TermCounter>,
}

impl fmt::Debug for Workspace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workspace").field("vocabulary", &self.vocabulary.len()).finish_non_exhaustive()
    }
}

impl Workspace {
    /// The words of the articles so far.
    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Takes the terms of the article analysed last out of the totals. It must not be called twice in a row.
    pub(crate) fn discard_document(&mut self) {
        if let Some(terms) = &mut self.terms {
            terms.discard_document();
        }
    }

    /// Adds the term counts of other articles.
    pub(crate) fn add_term_counts(&mut self, counts: &TermCounts) {
        if let Some(terms) = &mut self.terms {
            terms.add_counts(counts, &mut self.vocabulary);
        }
    }

    /// Moves the term counts of another workspace here.
    pub(crate) fn absorb_term_counts(&mut self, other: &mut Self) {
        if let (Some(terms), Some(other_terms)) = (&mut self.terms, &mut other.terms) {
            terms.absorb(other_terms, &mut self.vocabulary, &other.vocabulary);
        }
    }

    /// The term counts over all articles, in place; `None` if terms are not counted.
    pub(crate) fn term_table(&self) -> Option<TermTable<'_>> {
        self.terms.as_ref().map(|terms| terms.table(&self.vocabulary))
    }

    /// The term totals of all articles analyzed with this workspace; `None` if terms are not counted.
    #[must_use]
    pub fn into_term_counts(self) -> Option<TermCounts> {
        Some(self.terms?.into_counts(self.vocabulary))
    }
}

/// Everything found in one article, borrowed from the text and the workspace.
#[derive(Clone, Copy, Debug)]
pub struct Analysis<'w> {
    /// The text with its tokens, sentences and date.
    pub document: Document<'w>,
    /// The mentions in text order. They do not overlap.
    pub mentions: &'w [Mention],
    terms: Option<&'w TermCounter>,
    counts: Counts,
    counted_words: u64,
    choice: MentionChoice,
    aliases: &'w Aliases,
    workspace: u64,
}

impl<'w> Analysis<'w> {
    /// Which person a name stands for, beyond what the article says: those of the settings.
    #[must_use]
    pub fn aliases(&self) -> &'w Aliases {
        self.aliases
    }

    /// The words that count: words, handles and hashtags, stop words included, without boilerplate unless the terms include it. They
    /// are the base of relative frequencies.
    #[must_use]
    pub fn counted_words(&self) -> u64 {
        self.counted_words
    }

    /// The number of the workspace, from which the word ids of the document are: two documents with the same number have the same ids.
    #[must_use]
    pub(crate) fn workspace(&self) -> u64 {
        self.workspace
    }

    /// The term counts of the article; `None` if terms are not counted.
    #[must_use]
    pub fn terms(&self) -> Option<&'w TermCounter> {
        self.terms
    }

    /// Counts over the tokens of the article.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Copies everything into an owned [`Article`].
    #[must_use]
    pub fn to_article(&self) -> Article {
        let ranking =
            self.terms.map(|terms| terms.document_ranking(self.document.vocabulary, 0, 1)).unwrap_or_default();
        Article::new(&self.document, self.mentions, &ranking, self.counts, self.choice, self.aliases)
    }
}
