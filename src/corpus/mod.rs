//! Questions to a corpus: where words occur, what is around them, what is typical of one part of it.
//!
//! ```text
//! AnalyzedDocument ─┬─ pattern::Finder ─▶ the matches of patterns
//!                   ├─ Words ───────────▶ the words that count, in units ─▶ windows, pairs
//!                   └─ a Visitor ───────▶ integer sums ─settle, merge─▶ statistics ─▶ rows of `report`
//! ```
//!
//! Everything is counted in one pass, without an index. [`Words`] says which tokens count and which unit a window does not leave;
//! [`pattern`] finds words, phrases and mentions. The state of a question consists of sums of integers that merge by addition, so the
//! result does not depend on the split of the input, the number of threads, or the order of workers; [`statistics`] are computed from
//! them at the end.
//!
//! # Adding a question
//!
//! 1. The state, in a file of this directory: a struct that implements [`Visitor`](crate::run::Visitor). `document` adds to sums;
//!    `merge` adds the sums of another worker. Words are counted by their ids, in a [`ByWord`] or under a [`pair_key`]; ids are those
//!    of a worker, so [`Visitor::settle`](crate::run::Visitor::settle) moves the sums to words of the visitor's own
//!    ([`OwnWords`]) before the worker's vocabulary goes. A state without word ids needs no `settle`. A question that writes rows while
//!    it reads, and keeps no sums, needs no file here: its visitor is beside its row.
//! 2. The measures, in [`statistics`]: functions of integers that return `Option<f64>`, `None` where they are not defined. They use the
//!    logarithms of `libm`.
//! 3. The row, in a file of `src/report/rows/`, and its line in `TABLES`: the integers first, then the measures as
//!    `Option<`[`Measure`](crate::report::Measure)`>`, which has 6 significant digits in every format.
//! 4. The command, in a file of `src/bin/telaah/commands/`, and its line in `COMMANDS`. Patterns come from `PatternArguments`, the choice
//!    of words from `WordArguments`.
//!
//! Stop words hide rows; they never change a count, a window, or the number of words that the frequencies are relative to.

mod by_word;
pub mod collocations;
pub mod dispersion;
pub mod diversity;
pub mod keyness;
pub mod network;
mod own_terms;
pub mod pairs;
pub mod pattern;
mod period;
pub(crate) mod postings;
pub mod ranking;
pub mod reference;
pub mod statistics;
pub mod trends;
pub mod weights;
mod words;

pub use by_word::{ByWord, OwnWords, Sum, pair_key, pair_of};
pub use pattern::Patterns;
pub use period::Period;
pub use postings::{DocumentOrder, Share};
pub use words::{Unit, Within, Word, WordChoice, Words};

/// A hash table whose order is never observable.
pub(crate) type Map<K, V> = hashbrown::HashMap<K, V, foldhash::fast::RandomState>;
