//! Stop words: the words that are not counted as terms.

use std::collections::BTreeSet;

use crate::message::Wording;
use crate::text::list;
use crate::text::normalize::word_key;

/// A shipped stop word list: a file of the folder `stopwords/`.
#[derive(Clone, Copy, Debug)]
pub struct StopList {
    /// The name of the list: `inti`, `luas`, `berita` or `obrolan`.
    pub name: &'static str,
    /// A one-line description.
    pub title: Wording,
    /// Whether [`StopWords::default`] has its words.
    pub is_default: bool,
    text: &'static str,
}

/// All shipped lists: those of the default from the narrowest to the widest, then the others.
pub static STOP_LISTS: &[StopList] = &[
    StopList {
        name: "inti",
        title: Wording {
            en: "function words: prepositions, conjunctions, pronouns, particles",
            id: "kata tugas: preposisi, konjungsi, pronomina, partikel",
        },
        is_default: true,
        text: include_str!("../stopwords/inti.txt"),
    },
    StopList {
        name: "luas",
        title: Wording {
            en: "wider: adverbs, vague quantities, light verbs, words of time",
            id: "lebih luas: adverbia, jumlah tak tentu, verba ringan, kata waktu",
        },
        is_default: true,
        text: include_str!("../stopwords/luas.txt"),
    },
    StopList {
        name: "berita",
        title: Wording {
            en: "reporting verbs and the boilerplate of news pages",
            id: "verba pelaporan dan teks baku pada halaman berita",
        },
        is_default: true,
        text: include_str!("../stopwords/berita.txt"),
    },
    StopList {
        name: "obrolan",
        title: Wording {
            en: "chat words: shortened and spoken forms, also of negators",
            id: "kata percakapan: bentuk singkat dan lisan, termasuk kata ingkar",
        },
        is_default: false,
        text: include_str!("../stopwords/obrolan.txt"),
    },
];

impl StopList {
    /// Returns the list with that name; `None` if there is none.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        STOP_LISTS.iter().find(|list| list.name == name)
    }

    /// Returns the contents of the file, including its header.
    #[must_use]
    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// Iterates over the words of the list, in code point order.
    pub fn words(&self) -> impl Iterator<Item = &'static str> + use<> {
        list::entries(self.text)
    }
}

/// The entries of a list file: one word per line; blank lines and lines that begin with `#` are skipped.
fn entries(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// A set of stop words. The default contains the lists for news ([`StopList::is_default`]): `kata` and `ujar` carry as
/// little meaning there as `di`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StopWords {
    words: BTreeSet<String>,
}

impl Default for StopWords {
    fn default() -> Self {
        // Collecting a `BTreeSet` sorts once; inserting one list after another would not.
        let lists = STOP_LISTS.iter().filter(|list| list.is_default);
        Self { words: lists.flat_map(StopList::words).map(word_key).collect() }
    }
}

impl StopWords {
    /// The empty set.
    #[must_use]
    pub const fn none() -> Self {
        Self { words: BTreeSet::new() }
    }

    /// Adds a list: one word per line; blank lines and lines that begin with `#` are skipped. Case, Unicode
    /// normalization and the kind of apostrophe do not matter.
    pub fn add_list(&mut self, text: &str) {
        self.words.extend(entries(text.strip_prefix('\u{feff}').unwrap_or(text)).map(word_key));
    }

    /// Adds the words of the default.
    pub fn add_default(&mut self) {
        self.words.extend(Self::default().words);
    }

    /// Whether there are no words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Iterates over the words in key form, in code point order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    /// Whether `word`, in any case, is a stop word.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        self.words.contains(&word_key(word))
    }
}
