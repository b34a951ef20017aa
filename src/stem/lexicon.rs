//! The words that are known: roots with their weights, and words that are looked up instead of taken apart.

use std::borrow::Cow;
use std::hash::BuildHasher;

use hashbrown::HashTable;

use crate::stem::analysis::Weight;
use crate::stem::exceptions::{StemEntry, StemExceptions};

/// The lists of a lexicon, each in the format of its file in `src/stem/data`.
#[derive(Clone, Copy, Debug)]
pub struct StemLists {
    /// Roots, the binary logarithm of the occurrences of their words, and that of their passive verbs.
    pub roots: &'static str,
    /// Words with their lemmas and roots.
    pub exceptions: &'static str,
    /// Function words, and their roots if these are others.
    pub closed: &'static str,
    /// Names.
    pub names: &'static str,
    /// Doubled words with their lemmas and roots.
    pub doubled: &'static str,
    /// Stems of verbs whose active does not follow the rules, and that active.
    pub actives: &'static str,
}

/// The lists that are shipped.
pub static STEM_LISTS: StemLists = StemLists {
    roots: include_str!("data/roots.txt"),
    exceptions: include_str!("data/exceptions.tsv"),
    closed: include_str!("data/closed.tsv"),
    names: include_str!("data/names.txt"),
    doubled: include_str!("data/doubled.tsv"),
    actives: include_str!("data/actives.tsv"),
};

/// The weight of a root that a user adds: that of a common root.
const USERS_WEIGHT: Weight = Weight { all: 10, passive: 6 };
/// The weight of a word of the exceptions as the base of other words.
const EXCEPTIONS_WEIGHT: Weight = Weight { all: 8, passive: 0 };

/// Where the stems of a word come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StemSource {
    /// The user's file.
    User,
    /// The list of exceptions, or that of doubled words.
    Exception,
    /// The list of function words.
    Closed,
    /// The list of names.
    Name,
    /// The grammar.
    Grammar,
    /// Nothing: the word looks as if it had affixes, but no root is known.
    Unknown,
    /// Nothing: there is nothing to take off.
    None,
}

impl StemSource {
    /// The name in tables: `user`, `exception`, `closed`, `name`, `grammar`, `unknown` or `none`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Exception => "exception",
            Self::Closed => "closed",
            Self::Name => "name",
            Self::Grammar => "grammar",
            Self::Unknown => "unknown",
            Self::None => "none",
        }
    }
}

/// The stems of a word that is looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fixed {
    pub(crate) lemma: Cow<'static, str>,
    pub(crate) root: Cow<'static, str>,
    pub(crate) via: StemSource,
}

/// The entry of a word.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    word: Cow<'static, str>,
    /// The weight as a root; `None` if it is none.
    root: Option<Weight>,
    pub(crate) fixed: Option<Box<Fixed>>,
    /// The active verb of this stem, if it does not follow the rules.
    pub(crate) active: Option<&'static str>,
}

impl Entry {
    /// The weight as the base of other words; `None` if there are none.
    pub(crate) fn weight(&self) -> Option<Weight> {
        let is_base = |fixed: &Fixed| fixed.via == StemSource::Exception || fixed.via == StemSource::User;
        self.root.or_else(|| self.fixed.as_deref().is_some_and(is_base).then_some(EXCEPTIONS_WEIGHT))
    }

    /// The word itself.
    pub(crate) fn word(&self) -> &str {
        &self.word
    }

    /// Whether it is a root.
    pub(crate) fn is_root(&self) -> bool {
        self.root.is_some()
    }

    /// The root of words that are made of it.
    pub(crate) fn root(&self) -> &str {
        match &self.fixed {
            Some(fixed) if fixed.via != StemSource::Closed || self.root.is_none() => &fixed.root,
            _ => &self.word,
        }
    }
}

/// Known words by their key forms.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon {
    entries: HashTable<Entry>,
    hasher: foldhash::fast::RandomState,
}

/// Iterates over the entries of a list file, without its header.
fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// The cells of a line, empty beyond its end.
fn cells<const N: usize>(line: &'static str) -> [&'static str; N] {
    let mut cells = line.split('\t');
    std::array::from_fn(|_| cells.next().unwrap_or_default())
}

impl Lexicon {
    /// The lists, and then the entries of the user.
    pub(crate) fn new(lists: &StemLists, exceptions: &StemExceptions) -> Self {
        let mut lexicon = Self { entries: HashTable::with_capacity(1 << 13), hasher: Default::default() };
        for line in lines(lists.roots) {
            let [root, all, passive] = cells(line);
            let weight = Weight { all: all.parse().unwrap_or_default(), passive: passive.parse().unwrap_or_default() };
            lexicon.entry(root).root = Some(weight);
        }
        for line in lines(lists.names) {
            lexicon.fix(line, [line, line], StemSource::Name);
        }
        for line in lines(lists.closed) {
            let [word, root] = cells(line);
            lexicon.fix(word, [word, if root.is_empty() { word } else { root }], StemSource::Closed);
        }
        for line in lines(lists.exceptions).chain(lines(lists.doubled)) {
            let [word, lemma, root] = cells(line);
            lexicon.fix(word, [lemma, root], StemSource::Exception);
        }
        for line in lines(lists.actives) {
            let [stem, active] = cells(line);
            lexicon.entry(stem).active = Some(active);
        }
        exceptions.entries().for_each(|entry| lexicon.add(entry));
        lexicon
    }

    fn add(&mut self, entry: &StemEntry) {
        match entry {
            StemEntry::Word { word, lemma, root } => {
                let fixed = Fixed { lemma: lemma.clone().into(), root: root.clone().into(), via: StemSource::User };
                self.entry_of(word.clone().into()).fixed = Some(Box::new(fixed));
            }
            StemEntry::Root(root) => {
                let entry = self.entry_of(root.clone().into());
                entry.root = Some(USERS_WEIGHT);
                entry.fixed = None;
            }
            StemEntry::NoRoot(word) => {
                let entry = self.entry_of(word.clone().into());
                entry.root = None;
                entry.fixed = None;
            }
        }
    }

    fn fix(&mut self, word: &'static str, [lemma, root]: [&'static str; 2], via: StemSource) {
        self.entry(word).fixed = Some(Box::new(Fixed { lemma: lemma.into(), root: root.into(), via }));
    }

    fn entry(&mut self, word: &'static str) -> &mut Entry {
        self.entry_of(word.into())
    }

    fn entry_of(&mut self, word: Cow<'static, str>) -> &mut Entry {
        let Self { entries, hasher } = self;
        let hash = hasher.hash_one(word.as_bytes());
        let is_same = |entry: &Entry| entry.word == word;
        match entries.entry(hash, is_same, |entry| hasher.hash_one(entry.word.as_bytes())) {
            hashbrown::hash_table::Entry::Occupied(entry) => entry.into_mut(),
            hashbrown::hash_table::Entry::Vacant(vacant) => {
                vacant.insert(Entry { word, root: None, fixed: None, active: None }).into_mut()
            }
        }
    }

    /// Returns the entry of a word in key form.
    pub(crate) fn get(&self, word: &[u8]) -> Option<&Entry> {
        self.entries.find(self.hasher.hash_one(word), |entry| entry.word.as_bytes() == word)
    }
}
