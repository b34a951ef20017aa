//! Stems of Indonesian words at two levels.
//!
//! - The **lemma** is the dictionary form: clitics, particles, plural and passive are taken off, and derived words stay. `pemerintah`
//!   (government) is not `perintah` (order).
//! - The **root** is what is left without any affix: `perintah` for both.
//!
//! A word is looked up in the exceptions of the user, then in those that are shipped, the function words and the names; only then it is
//! taken apart by the tables of the grammar. The same word has the same stems in every text.

mod analysis;
mod exceptions;
mod grammar;
mod hyphen;
mod lemma;
mod letters;
mod lexicon;
mod search;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

pub use analysis::{OpenAnalysis, Segmentation, open_analyses};
pub use exceptions::{BadException, BadExceptionKind, StemExceptions};
pub use grammar::Prefix;
pub use lexicon::{STEM_LISTS, StemLists, StemSource};

use crate::text::names::impl_names;
use crate::text::normalize::word_key;
use lexicon::Lexicon;

/// The form to which words are reduced when they are counted or compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum StemLevel {
    /// Nothing: they stay as they are.
    #[default]
    None,
    /// Their lemmas.
    Lemma,
    /// Their roots.
    Root,
}

impl StemLevel {
    /// Every level, in the order of the variants.
    pub const ALL: [Self; 3] = [Self::None, Self::Lemma, Self::Root];

    /// The name in options: `none`, `lemma`, `root`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Lemma => "lemma",
            Self::Root => "root",
        }
    }
}

impl_names!(StemLevel, "stem level");

/// The settings of a [`Stemmer`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StemSettings {
    /// Words with their stems, which take precedence over everything that is shipped.
    pub exceptions: StemExceptions,
}

/// The stems of a word, and where they come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stems<'a> {
    /// The lemma in key form.
    pub lemma: Cow<'a, str>,
    /// The root in key form.
    pub root: Cow<'a, str>,
    /// Where they come from.
    pub via: StemSource,
    /// The parts of the word; `None` if it was not taken apart.
    pub analysis: Option<Segmentation>,
}

/// Finds the stems of words.
///
/// ```
/// use telaah::stem::{StemLevel, StemSettings, Stemmer};
///
/// let stemmer = Stemmer::new(StemSettings::default());
/// assert_eq!(stemmer.lemma("pemerintahannya"), "pemerintahan");
/// assert_eq!(stemmer.root("pemerintahannya"), "perintah");
/// assert_eq!(stemmer.lemma("diperiksa"), "memeriksa");
/// assert_eq!(stemmer.key("Anak-anak", StemLevel::Lemma), "anak");
/// ```
#[derive(Clone, Debug)]
pub struct Stemmer {
    lexicon: Lexicon,
}

impl Default for Stemmer {
    fn default() -> Self {
        Self::new(StemSettings::default())
    }
}

impl Stemmer {
    /// Creates a stemmer. This takes about a millisecond.
    #[must_use]
    pub fn new(settings: StemSettings) -> Self {
        Self::with_lists(&STEM_LISTS, settings)
    }

    /// Creates a stemmer with other lists than those that are shipped.
    #[must_use]
    pub fn with_lists(lists: &StemLists, settings: StemSettings) -> Self {
        Self { lexicon: Lexicon::new(lists, &settings.exceptions) }
    }

    /// Returns the root of a word: the word without any affixes, in key form. It is not empty unless the word is, and it is its own root.
    #[must_use]
    pub fn root<'a>(&'a self, word: &'a str) -> Cow<'a, str> {
        self.key(word, StemLevel::Root)
    }

    /// Returns the lemma of a word: the dictionary form of which it is an inflection, in key form.
    #[must_use]
    pub fn lemma<'a>(&'a self, word: &'a str) -> Cow<'a, str> {
        self.key(word, StemLevel::Lemma)
    }

    /// Returns the form under which a word is counted and compared at a level: its lemma, its root, or itself; in key form.
    ///
    /// A word with letters other than `a` to `z`, with digits, of two letters or fewer, or of more than 97 bytes is its own stem.
    #[must_use]
    pub fn key<'a>(&'a self, word: &'a str, level: StemLevel) -> Cow<'a, str> {
        match key_form(word) {
            Cow::Borrowed(word) => self.key_of(word, level),
            Cow::Owned(key) => Cow::Owned(self.key_of(&key, level).into_owned()),
        }
    }

    /// [`Stemmer::key`] of a word in key form.
    pub(crate) fn key_of<'a>(&'a self, word: &'a str, level: StemLevel) -> Cow<'a, str> {
        match level {
            StemLevel::None => Cow::Borrowed(word),
            StemLevel::Lemma => self.lemma_of(word, &self.find(word)),
            StemLevel::Root => self.find(word).into_root(word),
        }
    }

    /// Returns both stems of a word with the analysis that they follow from.
    #[must_use]
    pub fn stems<'a>(&'a self, word: &'a str) -> Stems<'a> {
        match key_form(word) {
            Cow::Borrowed(word) => self.stems_of(word),
            Cow::Owned(key) => {
                let Stems { lemma, root, via, analysis } = self.stems_of(&key);
                Stems { lemma: lemma.into_owned().into(), root: root.into_owned().into(), via, analysis }
            }
        }
    }

    fn stems_of<'a>(&'a self, word: &'a str) -> Stems<'a> {
        let found = self.find(word);
        let (lemma, via, analysis) = (self.lemma_of(word, &found), found.via(), found.analysis(word));
        Stems { lemma, root: found.into_root(word), via, analysis }
    }

    /// Returns every way to take a word apart into affixes and a known root, and the word itself if it is known, the best first. Those of
    /// a word that is looked up were not chosen. A word with a hyphen has none.
    pub fn analyses(&self, word: &str) -> impl Iterator<Item = Segmentation> + use<> {
        self.all_analyses(&key_form(word)).into_iter()
    }
}

/// The key form of a word, borrowed if it has that form already.
fn key_form(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase() && !byte.is_ascii_control()) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word_key(word))
}
