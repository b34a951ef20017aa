//! Shorter and longer forms of one name.

use super::hints::{HintTable, Hints};
use super::part::{Part, PartFlags};
use super::word_facts::WordFacts;
use crate::text::vocabulary::WordId;
use crate::text::work;

/// The words of a longer name that a shorter one with the same words in the same order does not have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extra<'p> {
    /// The words before the first word that both have.
    before: &'p [Part],
    /// The words from the first to the last that both have.
    shared: &'p [Part],
    /// Whether other words than initials are between those that both have.
    has_middle: bool,
}

impl<'p> Extra<'p> {
    /// The words that `full` has in addition to `short`; `None` if it does not have the words of `short` in the same order. An
    /// initial matches a word that begins with it.
    pub(super) fn of(short: &[Part], full: &'p [Part], text: &str) -> Option<Self> {
        work::steps(short.len() + full.len());
        let (mut first, mut next, mut has_middle) = (None, 0, false);
        for part in short.iter().filter(|part| !part.flags.is(PartFlags::LOWER)) {
            let rest = full.get(next..)?;
            let skipped = rest.iter().position(|other| are_alike(part, other, short.len() > 1, text))?;
            if first.is_some() {
                has_middle |= rest.iter().take(skipped).any(|p| !p.flags.is(PartFlags::INITIAL | PartFlags::LOWER));
            }
            first = first.or(Some(next + skipped));
            next += skipped + 1;
        }
        let first = first.unwrap_or(0);
        Some(Self { before: full.get(..first)?, shared: full.get(first..next)?, has_middle })
    }

    /// Whether the names may be those of one person. A name of several words needs more than the same words in the same order:
    ///
    /// * Words before it must be customary parts of names. Joko Widodo is not Iriana Joko Widodo, but Muhammad Rizieq is Rizieq.
    /// * Words within it need that neither name is introduced as a relative's (`are_relatives`). Andi Tamba is not his son Andi Bahar Tamba.
    /// * A surname may begin with a particle: Di Maria is Angel di Maria.
    pub(super) fn may_be_one(&self, hints: &HintTable, are_relatives: impl FnOnce() -> bool) -> bool {
        let is_surname = self.shared.first().is_some_and(|part| part.facts.any(WordFacts::PARTICLE));
        (is_surname || is_customary(self.before, hints)) && (!self.has_middle || !are_relatives())
    }

    /// The number of words before the first word that both have.
    pub(super) const fn first(&self) -> usize {
        self.before.len()
    }

    /// The number of words from the first to the last that both have.
    pub(super) const fn shared(&self) -> usize {
        self.shared.len()
    }
}

fn are_alike(part: &Part, other: &Part, is_long: bool, text: &str) -> bool {
    other.key == part.key
        || (first_letter(part, text) == first_letter(other, text)
            && (part.flags.is(PartFlags::INITIAL) || (other.flags.is(PartFlags::INITIAL) && is_long)))
}

fn first_letter(part: &Part, text: &str) -> Option<char> {
    part.span.of(text).chars().next()
}

/// Words before the name of a relative.
pub(crate) const KIN: [&str; 14] = [
    "adik",
    "anak",
    "ayah",
    "cucu",
    "ibu",
    "istri",
    "kakak",
    "keponakan",
    "menantu",
    "paman",
    "putra",
    "putri",
    "sepupu",
    "suami",
];

/// Whether a word before a name says that it is a relative's: `anaknya, Andi Bahar Tamba`.
pub(super) fn is_relative(text: &str, name: &Part) -> bool {
    /// The most words before the name that are looked at.
    const MOST_WORDS: usize = 2;
    let before = text.get(..name.span.byte_start() as usize).unwrap_or_default();
    let mut words =
        before.split_whitespace().rev().take(MOST_WORDS).map(|word| word.trim_matches(|c: char| !c.is_alphabetic()));
    words.any(|word| {
        let word = word.to_lowercase();
        KIN.contains(&word.strip_suffix("nya").unwrap_or(&word))
    })
}

/// Whether a person is called with and without these words: `Muhammad`, `M.`, `Raden`, `Ni`, a title.
pub(super) fn is_customary(words: &[Part], hints: &HintTable) -> bool {
    words.iter().all(|part| {
        part.flags.is(PartFlags::INITIAL | PartFlags::LOWER)
            || part.facts.any(WordFacts::TITLE.with(WordFacts::HONORIFIC))
            || hints.of(WordId(part.key)).contains(Hints::CUSTOMARY)
    })
}
