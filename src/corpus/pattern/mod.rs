//! Patterns of words and phrases, and the places where they match.
//!
//! A pattern is one part or several, separated by blanks. Each part is one token, and the tokens follow directly in one sentence.
//!
//! | part | matches |
//! |---|---|
//! | `beras` | the word, by its key: lower case, NFC |
//! | `*` in a part | any characters, also none: `ber*` |
//! | `?` in a part | one character; alone it is the mark |
//! | <code>gula&#124;cabai</code> | one of the alternatives |
//! | `*` | any token but marks and symbols |
//! | `,`, `5` | the mark, the number |
//! | `\*` | the character after `\` as it is |
//!
//! A part without `*`, `?` or `|` is cut as the tokenizer cuts texts: `Rp1,5` is two parts. With [`PatternOptions::regex`] each part is
//! a regular expression that must match a whole key. Mentions of a person or a country can be searched for as well.
//!
//! With [`Patterns::with_stems`] a part without wildcards matches every word with the same stem: `membeli` matches `dibeli`. Parts with
//! `*` or `?`, and regular expressions, match words as they are written.
//!
//! ```text
//! Patterns (compiled once) ─finder()─▶ Finder (one a worker) ─find(analysis)─▶ matches of a document
//! ```

mod error;
mod finder;
mod part;
mod regex_fault;

use std::collections::HashSet;
use std::sync::Arc;

use crate::corpus::Map;
use crate::corpus::words::WordChoice;
use crate::entities::country::Country;
use crate::entities::{EntityKind, person_key};
use crate::terms::Stemming;

use self::part::{Part, PartReader, Tests};

pub use self::error::PatternError;
pub use self::finder::{Finder, Match, is_more_than_mark};
pub use self::regex_fault::{BadRegex, RegexFault, check_regex};

/// Whether marks that are combined with letters distinguish words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Diacritics {
    /// `séri` and `seri` are different words.
    #[default]
    Keep,
    /// `séri` and `seri` are the same word.
    Fold,
}

impl Diacritics {
    /// Every rule, in the order of the variants.
    pub const ALL: [Self; 2] = [Self::Keep, Self::Fold];

    /// The name in options: `keep`, `fold`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Fold => "fold",
        }
    }
}

crate::text::names::impl_names!(Diacritics, "diacritics rule");

/// The syntax of patterns, and the way words are compared. Any combination is valid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PatternOptions {
    /// Whether each part is a regular expression (of the crate `regex`, in linear time) that must match a whole key.
    pub regex: bool,
    /// The case, and whether matches may touch boilerplate.
    pub words: WordChoice,
    /// Whether diacritics count.
    pub diacritics: Diacritics,
    /// Whether countries within other names (`Bank Indonesia`) are mentions.
    pub in_name: bool,
}

/// The contents of a pattern.
#[derive(Clone, Debug)]
enum Query {
    /// Words and marks, one after the other.
    Phrase(Vec<Part>),
    /// A person, by the key of the entity.
    Person(String),
    Country(Country),
}

/// Patterns, compiled. Cloning is cheap.
///
/// ```
/// use telaah::Analyzer;
/// use telaah::corpus::pattern::{PatternOptions, Patterns};
///
/// let mut patterns = Patterns::new(PatternOptions::default());
/// patterns.add("harga beras|gula")?;
/// patterns.add("ber*")?;
/// let mut finder = patterns.compile()?.finder();
///
/// let analyzer = Analyzer::builder().kinds([]).terms(None).build();
/// let mut workspace = analyzer.workspace();
/// let text = "Harga gula naik; harga, beras turun.";
/// let analysis = analyzer.analyze_with(text, None, &mut workspace);
/// let found: Vec<_> = finder.find(&analysis).iter().map(|found| (found.pattern, found.span.of(text))).collect();
/// assert_eq!(found, [(0, "Harga gula"), (1, "beras")]);
/// # Ok::<(), telaah::corpus::pattern::PatternError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Patterns {
    options: PatternOptions,
    reader: PartReader,
    queries: Vec<Query>,
    names: Vec<String>,
    /// The same names.
    known: HashSet<String>,
}

impl Patterns {
    /// No patterns yet.
    #[must_use]
    pub fn new(options: PatternOptions) -> Self {
        let reader = PartReader::new(options, None);
        Self { options, reader, queries: Vec::new(), names: Vec::new(), known: HashSet::new() }
    }

    /// No patterns yet; parts without wildcards will match the words that have the same stem. A stem is in small letters, so the case
    /// of words matters in parts with wildcards and in regular expressions alone.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use telaah::Stemming;
    /// use telaah::corpus::pattern::{PatternOptions, Patterns};
    /// use telaah::stem::{StemLevel, Stemmer};
    ///
    /// let stemming = Stemming::new(StemLevel::Root, Arc::new(Stemmer::default()));
    /// let mut patterns = Patterns::with_stems(PatternOptions::default(), stemming);
    /// patterns.add("membeli beras")?;
    /// let mut finder = patterns.compile()?.finder();
    ///
    /// let analyzer = telaah::Analyzer::builder().kinds([]).terms(None).build();
    /// let mut workspace = analyzer.workspace();
    /// let text = "Pembelian beras ditunda.";
    /// let analysis = analyzer.analyze_with(text, None, &mut workspace);
    /// assert_eq!(finder.find(&analysis)[0].span.of(text), "Pembelian beras");
    /// # Ok::<(), telaah::corpus::pattern::PatternError>(())
    /// ```
    #[must_use]
    pub fn with_stems(options: PatternOptions, stemming: Stemming) -> Self {
        Self { reader: PartReader::new(options, Some(stemming)), ..Self::new(options) }
    }

    /// Adds a pattern of words; its name is the pattern as it was typed.
    ///
    /// # Errors
    /// The pattern is empty, consists of marks alone, or holds an invalid regular expression.
    pub fn add(&mut self, pattern: &str) -> Result<(), PatternError> {
        let parts = self.reader.parts(pattern)?;
        self.push(Query::Phrase(parts), pattern.trim().to_owned());
        Ok(())
    }

    /// Adds a person by the name that `entities` shows, or by a well-known short one, in any case; the name of the pattern is `person:NAME`.
    ///
    /// # Errors
    /// The name is empty.
    pub fn add_person(&mut self, name: &str) -> Result<(), PatternError> {
        let key = person_key(name).ok_or(PatternError::EmptyName)?;
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        self.push(Query::Person(key), format!("person:{name}"));
        Ok(())
    }

    /// Adds a country by its ISO 3166-1 alpha-2 code, in any case; the name of the pattern is `country:CODE`.
    ///
    /// # Errors
    /// The code is unknown.
    pub fn add_country(&mut self, code: &str) -> Result<(), PatternError> {
        let country = Country::from_code(&code.trim().to_ascii_uppercase());
        let country = country.ok_or_else(|| PatternError::UnknownCountry { code: code.trim().to_owned() })?;
        self.push(Query::Country(country), format!("country:{}", country.code()));
        Ok(())
    }

    /// Adds a pattern. One that was given before would find the same again.
    fn push(&mut self, query: Query, name: String) {
        if self.known.insert(name.clone()) {
            self.queries.push(query);
            self.names.push(name);
        }
    }

    /// The names of the patterns, in the order in which they were added: the pattern as typed, `person:NAME`, `country:CODE`.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The options.
    #[must_use]
    pub const fn options(&self) -> PatternOptions {
        self.options
    }

    /// The kinds of entities that must be found: see [`Settings::kinds`](crate::Settings::kinds).
    #[must_use]
    pub fn kinds(&self) -> Vec<EntityKind> {
        let has = |wanted: fn(&Query) -> bool| self.queries.iter().any(wanted);
        let mut kinds = Vec::new();
        if has(|query| matches!(query, Query::Person(_))) {
            kinds.push(EntityKind::Person);
        }
        if has(|query| matches!(query, Query::Country(_))) {
            kinds.push(EntityKind::Country);
        }
        kinds
    }

    /// Prepares the search.
    ///
    /// # Errors
    /// The regular expressions together are too large.
    pub fn compile(&self) -> Result<CompiledPatterns, PatternError> {
        Ok(CompiledPatterns(Arc::new(Compiled::new(self)?)))
    }
}

/// [`Patterns`] that are ready to be searched for. All threads share them; cloning is cheap.
#[derive(Clone, Debug)]
pub struct CompiledPatterns(Arc<Compiled>);

impl CompiledPatterns {
    /// A finder, which one thread uses for many documents.
    #[must_use]
    pub fn finder(&self) -> Finder {
        Finder::new(Arc::clone(&self.0))
    }

    /// The names of the patterns: see [`Patterns::names`].
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.0.names
    }

    /// The options.
    #[must_use]
    pub fn options(&self) -> PatternOptions {
        self.0.options
    }
}

/// A phrase to search for.
#[derive(Clone, Debug)]
struct Phrase {
    pattern: u32,
    parts: Vec<Part>,
    /// The index of the part that is looked for first.
    anchor: usize,
}

/// The data that all finders share.
#[derive(Debug)]
struct Compiled {
    options: PatternOptions,
    names: Vec<String>,
    tests: Tests,
    phrases: Vec<Phrase>,
    /// The phrases by the test of their anchor.
    by_test: Vec<Vec<u32>>,
    /// The phrases that any token begins.
    of_any: Vec<u32>,
    people: Map<String, Vec<u32>>,
    countries: Map<Country, Vec<u32>>,
}

impl Compiled {
    fn new(patterns: &Patterns) -> Result<Self, PatternError> {
        let tests = patterns.reader.tests()?;
        let mut compiled = Self {
            options: patterns.options,
            names: patterns.names.clone(),
            by_test: vec![Vec::new(); tests.len()],
            tests,
            phrases: Vec::new(),
            of_any: Vec::new(),
            people: Map::default(),
            countries: Map::default(),
        };
        for (pattern, query) in (0..).zip(&patterns.queries) {
            match query {
                Query::Phrase(parts) => compiled.add_phrase(pattern, parts),
                Query::Person(name) => compiled.people.entry(name.clone()).or_default().push(pattern),
                Query::Country(country) => compiled.countries.entry(*country).or_default().push(pattern),
            }
        }
        Ok(compiled)
    }

    fn add_phrase(&mut self, pattern: u32, parts: &[Part]) {
        let number = self.phrases.len() as u32;
        let anchor = parts.iter().position(|part| matches!(part, Part::Test(_)));
        let list = match anchor.and_then(|at| parts.get(at)) {
            Some(Part::Test(test)) => self.by_test.get_mut(*test as usize),
            _ => Some(&mut self.of_any),
        };
        list.into_iter().for_each(|list| list.push(number));
        self.phrases.push(Phrase { pattern, parts: parts.to_vec(), anchor: anchor.unwrap_or(0) });
    }
}

#[cfg(test)]
mod tests;
