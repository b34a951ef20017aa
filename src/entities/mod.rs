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
mod group;
mod mention;
pub mod person;
mod phrases;
mod resolve;
mod totals;

pub use group::DocumentEntities;
pub use mention::{Candidate, Canonical, EntityKind, Mention, Note, Via};
pub use phrases::PhraseTable;
pub use resolve::resolve;
pub use totals::{EntityCount, EntityCounter, EntityTotals};

use crate::text::document::Document;
use crate::tokenizer::Lexicon;

/// Finds the mentions of one kind, or of a few kinds that share their evidence.
///
/// What a recogniser knows of words it puts into [`WordTable`](crate::WordTable)s and [`PhraseTable`]s when it is built, and it
/// marks those that it wakes up at ([`WordFlags::TRIGGER`](crate::WordFlags::TRIGGER)). A text then costs it a walk over
/// [`Document::trigger_tokens`]. It may keep buffers between documents, but no finding: the same document gives the same
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::tokenizer::pair_words;

    use super::{country, date};

    /// The tokenizer has the list as a file, so that it does not depend on the recognizers.
    #[test]
    fn pair_words_are_the_names_of_countries_months_and_weekdays() {
        let names: BTreeSet<String> = country::hyphen_words().chain(date::hyphen_words()).collect();
        if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tokenizer/data/pairs.txt");
            let file = std::fs::read_to_string(path).unwrap();
            let header: String =
                file.lines().filter(|line| line.starts_with('#')).flat_map(|line| [line, "\n"]).collect();
            let words: String = names.iter().flat_map(|word| [word, "\n"]).collect();
            std::fs::write(path, header + &words).unwrap();
            return;
        }
        assert!(
            pair_words().eq(names.iter().map(String::as_str)),
            "SNAPSHOTS=overwrite cargo test pair_words writes the file anew"
        );
    }
}
