//! Reads Indonesian news text: which words, which people, which countries, which dates.
//!
//! ```text
//! &str ─tokenizer─▶ Document ─┬─ terms ────▶ TermCounter ─▶ TermCounts ─┐
//!                             └─ entities ─▶ candidates ─▶ mentions     ├─▶ report ─▶ bytes
//! ```
//!
//! The text is kept once, and all else points into it: every offset of this crate is a half-open range of **bytes** unless its
//! name says characters. [`Analyzer::analyze`] is a pure function of the text, the article's date and the settings; input,
//! threads and output are at the edges ([`input`], [`batch`], [`report`]).
#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)
)]

mod analyzer;
pub mod batch;
mod document;
pub mod duplicates;
pub mod entities;
pub mod error;
pub mod input;
pub mod journal;
mod lexicon;
mod prefetch;
pub mod report;
mod span;
mod stopwords;
mod terms;
mod token;
mod tokenizer;
mod vocabulary;

pub use analyzer::{Analysis, Analyzer, Counts, Settings, Workspace};
pub use document::{ArticleDate, DateFrom, Document, WakingTokens, title_of};
pub use lexicon::Lexicon;
pub use span::{CharCursor, Span};
pub use stopwords::{STOP_LISTS, StopList, StopWords};
pub use terms::{Case, TermCounter, TermCounts, TermOptions, TermTotals};
pub use token::{Sentence, Shape, Token, TokenKind};
pub use tokenizer::{Tokenizer, Tokens};
pub use vocabulary::{Marks, Vocabulary, WordId, WordTable};
