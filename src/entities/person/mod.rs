//! Recognition of people.
//!
//! Two recognizers share the lists and the linking of names to their fullest form:
//!
//! * [`tagger`]: a linear-chain CRF trained on annotated news, followed by rule-based corrections. This is the default.
//! * `rules`: hand-written rules over sequences of capitalized words. Less accurate and faster; see
//!   [`Settings::people_by_rules`](crate::Settings::people_by_rules).
//!
//! Neither uses the other; both use `common`.

mod common;
mod rules;
#[doc(hidden)]
pub mod tagger;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::LazyLock;

#[cfg(feature = "train")]
use crate::entities::Recognizer;
use crate::entities::{EntityKind, Registration};
use crate::text::hyphenation::words;
use crate::text::span::Span;
#[cfg(feature = "train")]
use crate::tokenizer::Lexicon;

use common::forms::KIN;
use common::lists;
use rules::RuleRecognizer;
#[cfg(feature = "train")]
use tagger::model::ModelError;
use tagger::model::{Model, ModelFile};
use tagger::recognizer::TrainedRecognizer;

const MODEL_BYTES: &[u8] = include_bytes!("model/person.bin");

/// The embedded model, described in `model/MODEL.md`. It is checked by the compiler: an invalid model does not build.
static MODEL: ModelFile<'_> = match ModelFile::parse(MODEL_BYTES) {
    Ok(model) => model,
    Err(_) => panic!("src/entities/person/model/person.bin is not a valid model"),
};

/// The recognizer of people that uses the trained tagger.
pub const REGISTRATION: Registration = Registration {
    name: "person",
    kinds: &[EntityKind::Person],
    build: |lexicon, _| Box::new(TrainedRecognizer::new(lexicon, Model::from(MODEL))),
};

/// The recognizer of people by rules alone. It replaces [`REGISTRATION`] if
/// [`Settings::people_by_rules`](crate::Settings::people_by_rules) is set.
pub const RULES: Registration = Registration {
    name: "person-rules",
    kinds: &[EntityKind::Person],
    build: |lexicon, _| Box::new(RuleRecognizer::new(lexicon)),
};

/// Builds a recognizer of people that uses `model` instead of the embedded one.
///
/// # Errors
///
/// If `model` is not a valid model of the current format version.
#[cfg(feature = "train")]
pub fn recognizer(lexicon: &mut Lexicon, model: &'static [u8]) -> Result<Box<dyn Recognizer>, ModelError> {
    Ok(Box::new(TrainedRecognizer::new(lexicon, Model::from(ModelFile::parse(model)?))))
}

/// The fullest form of a person's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum PersonName {
    /// The name as the article writes it at this place. White space in it counts as one space.
    InText(Span),
    /// The full name from the table of well-known short names.
    Known(&'static str),
}

impl PersonName {
    /// Writes the name; `text` is the article.
    pub(crate) fn write(self, text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::InText(span) => span.of(text),
            Self::Known(name) => name,
        };
        for (n, word) in words(name).enumerate() {
            if n > 0 {
                f.write_str(" ")?;
            }
            f.write_str(&word)?;
        }
        Ok(())
    }
}

/// Returns the full name that belongs to a well-known short name, for example `Joko Widodo` for `Jokowi` and `Vladimir Putin` for
/// `Putin`, or `None` if the tables do not have the name.
///
/// The mentions of an article are linked to the fullest form that occurs in the article itself; this function is for reports that
/// combine articles. ASCII case is ignored. Sources: `person_nicknames.tsv` and
/// `person_short_names.tsv` in `src/entities/data/`.
#[must_use]
pub fn known_full_name(name: &str) -> Option<&'static str> {
    static KNOWN: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| lists::known_names().collect());
    let mut lowercase = [0; LONGEST_KNOWN];
    let lowercase = lowercase.get_mut(..name.len())?;
    lowercase.copy_from_slice(name.as_bytes());
    lowercase.make_ascii_lowercase();
    KNOWN.get(str::from_utf8(lowercase).ok()?).copied()
}

/// Whether a word in lower case, without apostrophes, is a title, an office or a form of address, but not that of a relative.
pub(crate) fn is_title(word: &str) -> bool {
    static TITLES: LazyLock<HashSet<String>> =
        LazyLock::new(|| lists::title_words().map(|title| title.replace('\'', "")).collect());
    let word = word.trim_end_matches('.');
    TITLES.contains(word) && !is_kin(word)
}

/// Whether a word in lower case says that the name after it is a relative's: `putra`, `istri`.
pub(crate) fn is_kin(word: &str) -> bool {
    KIN.contains(&word)
}

/// The length of the longest well-known short name, in bytes.
const LONGEST_KNOWN: usize = 16;
