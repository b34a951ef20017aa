//! Stop words: which words are no terms.

use std::collections::BTreeSet;

use crate::text::normalize::word_key;

/// A list that the program brings along: a file of the folder `stopwords/`.
#[derive(Clone, Copy, Debug)]
pub struct StopList {
    /// The name that `--stopwords` takes.
    pub name: &'static str,
    /// One line on what it holds.
    pub title: &'static str,
    text: &'static str,
}

/// Every list, from the narrowest on.
pub static STOP_LISTS: &[StopList] = &[
    StopList {
        name: "inti",
        title: "function words: prepositions, conjunctions, pronouns, particles",
        text: include_str!("../stopwords/inti.txt"),
    },
    StopList {
        name: "luas",
        title: "wider: adverbs, vague quantities, light verbs, words of time",
        text: include_str!("../stopwords/luas.txt"),
    },
    StopList {
        name: "berita",
        title: "reporting verbs and the boilerplate of news pages",
        text: include_str!("../stopwords/berita.txt"),
    },
];

impl StopList {
    /// The list of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        STOP_LISTS.iter().find(|list| list.name == name)
    }

    /// The file as it is shipped, header and all.
    #[must_use]
    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// Its words, in code point order.
    pub fn words(&self) -> impl Iterator<Item = &'static str> + use<> {
        entries(self.text)
    }
}

/// The entries of a list file: a word a line; blank lines and what begins with `#` are left out.
fn entries(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// A set of stop words. The default is every shipped list: in news, `kata` and `ujar` say as little as `di`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StopWords {
    words: BTreeSet<String>,
}

impl Default for StopWords {
    fn default() -> Self {
        // Collected at once, the set is sorted once.
        Self { words: STOP_LISTS.iter().flat_map(StopList::words).map(word_key).collect() }
    }
}

impl StopWords {
    /// No stop words.
    #[must_use]
    pub const fn none() -> Self {
        Self { words: BTreeSet::new() }
    }

    /// Adds a list: a word a line, blank lines and lines that begin with `#` left out. Case, Unicode form and the kind of
    /// apostrophe do not matter.
    pub fn add_list(&mut self, text: &str) {
        self.words.extend(entries(text.strip_prefix('\u{feff}').unwrap_or(text)).map(word_key));
    }

    /// The words in key form, in code point order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    /// Whether `word`, in any case, is one.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        self.words.contains(&word_key(word))
    }
}
