//! Analyzes Indonesian news text: tokens, terms, people, countries and dates.
//!
//! ```
//! let analyzer = telaah::Analyzer::builder().build();
//! let article = analyzer.analyze("Presiden Joko Widodo bertemu PM Jepang di Tokyo, Senin (3/6/2024). Jokowi pulang kemarin.");
//!
//! for person in article.people() {
//!     println!("{} ×{}", person.label(), person.count()); // Joko Widodo ×2
//! }
//! assert_eq!(article.people()[0].label(), "Joko Widodo");
//! assert_eq!(article.countries()[0].canonical(), Some("JP"));
//! ```
//!
//! # Overview
//!
//! ```text
//! &str ─tokenizer─▶ Document ─┬─ terms ────▶ TermCounter ─▶ TermCounts ─┐
//!                             └─ entities ─▶ candidates ─▶ mentions     ├─▶ report ─▶ bytes
//! ```
//!
//! - [`Analyzer`] analyzes one article. [`Analyzer::analyze`] returns an owned [`Article`]; [`Analyzer::analyze_with`] borrows the
//!   text and reuses a [`Workspace`], for throughput.
//! - [`input`] reads articles from files, directories, archives and streams; [`run`] analyzes many of them on several threads, in
//!   a fixed order; [`report`] writes tables and JSON.
//! - [`entities`] holds the recognizers and the values that they find.
//!
//! The analysis is a pure function of the text, the date of the article and the settings. It does no I/O, starts no threads and
//! cannot fail; errors occur only when input is read and output is written. Offsets are half-open ranges of **bytes** unless their
//! name says characters.
//!
//! # Crate features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `cli` | yes | the program `telaah` and its dependencies; a library user does not need it |
//! | `compression` | yes | gzip, zstd and ZIP input |
//! | `markdown` | yes | Markdown input |
//! | `html` | no | HTML input |
//! | `xlsx` | no | workbooks as output |
//! | `parquet` | no | Parquet output |
//! | `train` | no | the trainer of the person tagger, for development |
//!
//! To use the library without the dependencies of the program, disable the default features:
//!
//! ```toml
//! [dependencies]
//! telaah = { version = "0.1", default-features = false, features = ["compression"] }
//! ```
//!
//! # Cookbook
//!
//! ## A single article, with a date
//!
//! ```
//! use telaah::Analyzer;
//!
//! let analyzer = Analyzer::builder().build();
//! let article = analyzer.analyze_dated("Banjir melanda Demak sejak Senin pekan lalu.", "2024-03-20".parse()?);
//! let dates: Vec<_> = article.dates().iter().filter_map(|date| date.canonical()).collect();
//! assert_eq!(dates, ["2024-03-11"]);
//! # Ok::<(), telaah::jiff::Error>(())
//! ```
//!
//! ## Custom stop words
//!
//! ```
//! use telaah::{Analyzer, StopWords};
//!
//! let mut stop_words = StopWords::default();
//! stop_words.add_list("# words of this collection\nbanjir\n");
//! let analyzer = Analyzer::builder().stop_words(stop_words).build();
//! let article = analyzer.analyze("Banjir merendam sawah di Demak.");
//! let terms: Vec<_> = article.terms().iter().map(|term| term.term.as_str()).collect();
//! assert_eq!(terms, ["demak", "merendam", "sawah"]);
//! ```
//!
//! ## JSON
//!
//! ```
//! let article = telaah::Analyzer::builder().build().analyze("Menlu Retno Marsudi berada di Jenewa, Swiss.");
//! let json = serde_json::to_value(article.countries())?;
//! assert_eq!(json[0]["canonical"], "CH");
//! assert_eq!(json[0]["mentions"][0]["text"], "Swiss");
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! ## Several threads
//!
//! An [`Analyzer`] is shared by all threads. Each call of [`Analyzer::analyze`] takes a workspace from a pool; results do not depend
//! on the thread.
//!
//! ```
//! use rayon::prelude::*;
//! use telaah::Analyzer;
//!
//! let analyzer = Analyzer::builder().build();
//! let texts = ["Presiden Prabowo Subianto tiba.", "Sri Mulyani hadir.", "Hujan turun."];
//! let people: Vec<usize> = texts.par_iter().map(|text| analyzer.analyze(text).people().len()).collect();
//! assert_eq!(people, [1, 1, 0]);
//! ```
//!
//! ## A recognizer of your own
//!
//! A [`Recognizer`](entities::Recognizer) proposes candidates, and overlaps are resolved together with those of the built-in
//! recognizers. This one finds village heads by their office:
//!
//! ```
//! use telaah::entities::{Candidate, EntityKind, Recognizer};
//! use telaah::{Analyzer, Document, Lexicon, WordId};
//!
//! #[derive(Clone)]
//! struct VillageHeads {
//!     lurah: WordId,
//! }
//!
//! impl Recognizer for VillageHeads {
//!     fn recognize(&mut self, document: &Document<'_>, candidates: &mut Vec<Candidate>) {
//!         for (index, pair) in document.tokens.windows(2).enumerate() {
//!             if pair[0].word() == self.lurah && pair[1].shape().is_capital() {
//!                 let token_start = index as u32 + 1;
//!                 let span = pair[1].span();
//!                 let mut candidate = Candidate::new(EntityKind::Person, span, token_start, token_start + 1);
//!                 candidate.priority = 2;
//!                 candidates.push(candidate);
//!             }
//!         }
//!     }
//!
//!     fn fork(&self) -> Box<dyn Recognizer> {
//!         Box::new(self.clone())
//!     }
//! }
//!
//! let analyzer = Analyzer::builder()
//!     .recognizer(|lexicon: &mut Lexicon| Box::new(VillageHeads { lurah: lexicon.word("lurah") }))
//!     .build();
//! let article = analyzer.analyze("Warga menemui lurah Suci.");
//! assert_eq!(article.people()[0].label(), "Suci");
//! ```
#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)
)]

mod analyzer;
mod article;
pub mod corpus;
mod counts;
pub mod entities;
pub mod error;
pub mod input;
pub mod message;
pub mod quotes;
pub mod report;
pub mod run;
pub mod stem;
mod stopwords;
mod terms;
mod text;
mod tokenizer;

pub use jiff;

pub use analyzer::{Analysis, Analyzer, AnalyzerBuilder, Settings, Workspace};
pub use article::{Article, ArticleMention, ArticleToken, Entity, Term};
pub use counts::Counts;
pub use stopwords::{STOP_LISTS, StopList, StopWords};
pub use terms::{Case, Names, StemCount, Stemming, TermCounter, TermCounts, TermOptions, TermTotals};
pub use text::document::{ArticleDate, DateSource, Document, TriggerTokens, title_of};
pub use text::names::UnknownName;
pub use text::span::{CharCursor, Span};
pub use text::token::{Sentence, Shape, Token, TokenKind};
pub use text::vocabulary::{Vocabulary, WordFlags, WordId, WordTable};
pub use tokenizer::{Lexicon, Tokenizer, Tokens};

/// The names of the features that this build has.
pub const FEATURES: &[&str] = &[
    #[cfg(feature = "cli")]
    "cli",
    #[cfg(feature = "compression")]
    "compression",
    #[cfg(feature = "feeds")]
    "feeds",
    #[cfg(feature = "html")]
    "html",
    #[cfg(feature = "markdown")]
    "markdown",
    #[cfg(feature = "office")]
    "office",
    #[cfg(feature = "parquet")]
    "parquet",
    #[cfg(feature = "xlsx")]
    "xlsx",
];

/// The examples of the README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeExamples;
