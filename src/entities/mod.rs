//! Entities: who, where and when.
//!
//! ```text
//! Document ──recognisers──▶ candidates ──resolve──▶ mentions (sorted, no overlap)
//! ```
//!
//! A recogniser proposes [`Candidate`]s and knows nothing of the others; [`resolve()`] alone settles what overlaps. To add one:
//! a module here, a variant of [`EntityKind`], a line in [`RECOGNIZERS`]. `--kind`, help, reports, benches and the conformance
//! suite go through that list.

pub mod country;
pub mod date;
mod groups;
mod mention;
pub mod person;
mod phrases;
mod resolve;
mod totals;

pub use groups::DocumentEntities;
pub use mention::{Candidate, Canonical, EntityKind, Mention, Note, Via};
pub use phrases::PhraseTable;
pub use resolve::resolve;
pub use totals::{EntityCount, EntityCounter, EntityTotals};

use crate::document::Document;
use crate::lexicon::Lexicon;

/// Finds the mentions of one kind, or of a few kinds that share their evidence.
///
/// What a recogniser knows of words it puts into [`WordTable`](crate::WordTable)s and [`PhraseTable`]s when it is built, and it
/// marks those that it wakes up at ([`Marks::WAKING`](crate::Marks::WAKING)). A text then costs it a walk over
/// [`Document::waking_tokens`]. It may keep buffers between documents, but no finding: the same document gives the same
/// candidates, whatever was read before.
pub trait Recognizer: Send + Sync {
    /// Appends candidates for `document`, in any order; they may overlap.
    fn recognize(&mut self, document: &Document<'_>, candidates: &mut Vec<Candidate>);

    /// A copy for another thread. Tables are shared, buffers are not.
    fn fork(&self) -> Box<dyn Recognizer>;
}

/// A recogniser that the program has.
#[derive(Debug)]
pub struct Registration {
    /// The name in documentation and benches.
    pub name: &'static str,
    /// The kinds that it finds. A kind is sought when it is asked for; see [`EntityKind::DEFAULT`].
    pub kinds: &'static [EntityKind],
    /// Makes it, adding the words that it knows to the lexicon; the slice says which of its kinds are asked for.
    pub build: fn(&mut Lexicon, &[EntityKind]) -> Box<dyn Recognizer>,
}

/// Every recogniser. The order decides between candidates of the same length and priority: the first wins.
pub static RECOGNIZERS: &[Registration] = &[date::REGISTRATION, country::REGISTRATION, person::REGISTRATION];
