//! Entities: people, countries, dates, times and durations.
//!
//! ```text
//! Document ──recognizers──▶ candidates ──resolve──▶ mentions (sorted, no overlap)
//! ```
//!
//! A recognizer proposes [`Candidate`]s independently of the others; [`resolve()`] alone resolves overlaps. To add a
//! recognizer, add a module here, a variant of [`EntityKind`], and an entry in [`RECOGNIZERS`], from which options,
//! help, reports, benches and the conformance suite are derived.

mod aliases;
mod bylines;
pub mod country;
pub mod date;
mod group;
mod links;
mod mention;
mod overlaps;
pub mod person;
mod phrases;
mod resolve;
mod totals;

pub(crate) use aliases::person_key;
pub use aliases::{AliasFault, Aliases, BadAlias};
pub(crate) use bylines::mark as mark_bylines;
pub use group::DocumentEntities;
pub use links::{Evidence, Link, Links};
pub use mention::{Candidate, Canonical, EntityKind, Mention, MentionChoice, MentionNote, Via};
pub(crate) use person::{is_kin, is_title};
pub use phrases::PhraseTable;
pub use resolve::resolve;
pub use totals::{EntityCount, EntityCounter, EntityTotals};

use crate::text::document::Document;
use crate::tokenizer::Lexicon;

/// Finds the mentions of one kind, or of several kinds that share evidence.
///
/// A recognizer stores its data about words in [`WordTable`](crate::WordTable)s and [`PhraseTable`]s when it is built,
/// and flags the words at which it starts ([`WordFlags::TRIGGER`](crate::WordFlags::TRIGGER)), so that it only has to
/// visit [`Document::trigger_tokens`]. It may keep buffers between documents, but no state: the same document must
/// yield the same candidates, regardless of previous documents.
pub trait Recognizer: Send + Sync {
    /// Appends the candidates of `document`, in any order. They may overlap.
    fn recognize(&mut self, document: &Document<'_>, candidates: &mut Vec<Candidate>);

    /// Returns a copy for another thread. Tables are shared, buffers are not.
    fn fork(&self) -> Box<dyn Recognizer>;
}

/// A registered recognizer.
#[derive(Debug)]
pub struct Registration {
    /// The name, used in documentation and benches.
    pub name: &'static str,
    /// The kinds that the recognizer finds. It runs if one of them is wanted; see [`EntityKind::DEFAULT`].
    pub kinds: &'static [EntityKind],
    /// Builds the recognizer, adding its words to the lexicon. The slice contains the wanted kinds.
    pub build: fn(&mut Lexicon, &[EntityKind]) -> Box<dyn Recognizer>,
}

/// All recognizers. Of candidates with the same length and priority, that of the earlier recognizer wins.
pub static RECOGNIZERS: &[Registration] = &[date::REGISTRATION, country::REGISTRATION, person::REGISTRATION];

#[cfg(test)]
mod linear_tests;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::tokenizer::pair_words;

    use super::{country, date};

    /// The tokenizer reads the list from a file so that it does not depend on the recognizers.
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
            "pairs.txt is out of date: regenerate it with SNAPSHOTS=overwrite cargo test pair_words"
        );
    }
}
