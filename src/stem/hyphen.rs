//! Words with hyphens: doubled words, and affixes that a hyphen joins to a foreign word, an abbreviation or a name.

use crate::stem::grammar::{CLITICS, LOAN_PREFIXES, PARTICLES, PREFIX_FORMS, SUFFIXES};
use crate::stem::letters::is_vowel;
use crate::stem::{StemLevel, Stemmer};

/// The stems of a word with a hyphen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hyphenated {
    pub(crate) lemma: String,
    pub(crate) root: String,
}

/// The fewest letters of a word that is doubled.
const SHORTEST_HALF: usize = 2;

/// Finds the stems of a word with hyphens that no list has; `None` if it is whole.
pub(crate) fn find(stemmer: &Stemmer, word: &str) -> Option<Hyphenated> {
    let (before, last) = word.rsplit_once('-')?;
    let (first, after) = word.split_once('-')?;
    if first.is_empty() || last.is_empty() {
        return None;
    }
    if CLITICS.contains(&last) || PARTICLES.contains(&last) {
        return Some(stems(stemmer, before));
    }
    if SUFFIXES.iter().any(|suffix| suffix.0 == last) {
        return Some(Hyphenated { lemma: word.to_owned(), root: root(stemmer, before) });
    }
    for stem in without_enclitics(word).skip(1) {
        if let Some(entry) = stemmer.lexicon.get(stem.as_bytes()).and_then(|entry| entry.fixed.as_deref()) {
            return Some(Hyphenated { lemma: entry.lemma.clone().into(), root: entry.root.clone().into() });
        }
    }
    if is_prefix(first) {
        let root = root(stemmer, after);
        // `di-tanya` has no clitic.
        let lemma = word.strip_suffix("nya").filter(|_| root != after).unwrap_or(word).to_owned();
        return Some(Hyphenated { lemma, root });
    }
    if before != first {
        return None;
    }
    doubled(stemmer, word, first, last)
}

/// A word of two parts without affixes between them.
fn doubled(stemmer: &Stemmer, word: &str, first: &str, second: &str) -> Option<Hyphenated> {
    if first.len() < SHORTEST_HALF {
        return None;
    }
    if without_enclitics(second).any(|stem| stem == first) {
        return Some(stems(stemmer, first));
    }
    let (root, stem) = root_of_halves(stemmer, first, second)?;
    let lemma = word.get(..word.len() - second.len() + stem.len()).unwrap_or(word);
    // `se-…-nya` is one affix: `sebaik-baiknya`.
    let lemma = if first.starts_with("se") && word.ends_with("nya") { word } else { lemma };
    Some(Hyphenated { lemma: lemma.to_owned(), root })
}

/// The root that both halves have, and the second half without clitics: `besar-besaran`, `tolong-menolong`, `berbondong-bondong`.
fn root_of_halves<'a>(stemmer: &Stemmer, first: &str, second: &'a str) -> Option<(String, &'a str)> {
    // A prefix before the first half, a suffix after the second, or both: `kebarat-baratan`.
    for stem in without_enclitics(second) {
        let suffixes = SUFFIXES.iter().rev().map(|suffix| suffix.0);
        for half in suffixes.filter_map(|suffix| stem.strip_suffix(suffix)) {
            let prefix = first.strip_suffix(half).filter(|prefix| prefix.is_empty() || is_prefix(prefix));
            if prefix.is_some() && half.len() > SHORTEST_HALF {
                return Some((root(stemmer, half), stem));
            }
        }
    }
    let of_first = root(stemmer, first);
    if let Some(stem) = without_enclitics(second).filter(|stem| root(stemmer, stem) == of_first).last() {
        return Some((of_first, stem));
    }
    // The second half with another first letter: `menarik-narik`.
    let echoed = from_first_vowel(&of_first)?;
    let is_echo = |stem: &&str| stem.len() > SHORTEST_HALF && from_first_vowel(stem) == Some(echoed);
    let stem = without_enclitics(second).find(is_echo)?;
    (of_first != first).then_some((of_first, stem))
}

fn from_first_vowel(word: &str) -> Option<&str> {
    word.get(word.bytes().position(is_vowel)?..)
}

fn stems(stemmer: &Stemmer, word: &str) -> Hyphenated {
    let found = stemmer.find(word);
    let lemma = stemmer.lemma_of(word, &found).into_owned();
    Hyphenated { lemma, root: found.into_root(word).into_owned() }
}

fn root(stemmer: &Stemmer, word: &str) -> String {
    stemmer.key_of(word, StemLevel::Root).into_owned()
}

/// Whether a text is a prefix in one of its forms.
fn is_prefix(text: &str) -> bool {
    PREFIX_FORMS.iter().any(|form| form.text == text) || LOAN_PREFIXES.contains(&text)
}

/// A word, and what is left of it without a particle, a clitic, or both.
fn without_enclitics(word: &str) -> impl Iterator<Item = &str> {
    let without = |word, ends: &[&'static str]| ends.iter().skip(1).find_map(|end| str::strip_suffix(word, end));
    let no_particle = without(word, PARTICLES);
    let no_clitic = without(no_particle.unwrap_or(word), CLITICS);
    std::iter::once(word).chain(no_particle).chain(no_clitic)
}
