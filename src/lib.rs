//! Reads Indonesian news text: which words, which people, which countries, which dates.
//!
//! ```text
//! &str ─tokenizer─▶ Document ─┬─ terms ────▶ TermCounter ─▶ TermCounts ─┐
//!                             └─ entities ─▶ candidates ─▶ mentions     ├─▶ report ─▶ bytes
//! ```
//!
//! The text is kept once, and all else points into it: every offset of this crate is a half-open range of **bytes** unless its
//! name says characters. [`Analyzer::analyze`] is a pure function of the text, the article's date and the settings; input,
//! threads and output are at the edges ([`input`], [`run`], [`report`]).
#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)
)]

mod analyzer;
pub mod entities;
pub mod error;
pub mod input;
pub mod report;
pub mod run;
mod stopwords;
mod terms;
mod text;
mod tokenizer;

pub use analyzer::{Analysis, Analyzer, Counts, Settings, Workspace};
pub use stopwords::{STOP_LISTS, StopList, StopWords};
pub use terms::{Case, TermCounter, TermCounts, TermOptions, TermTotals};
pub use text::document::{ArticleDate, DateSource, Document, TriggerTokens, title_of};
pub use text::span::{CharCursor, Span};
pub use text::token::{Sentence, Shape, Token, TokenKind};
pub use text::vocabulary::{Vocabulary, WordFlags, WordId, WordTable};
pub use tokenizer::{Lexicon, Tokenizer, Tokens};
