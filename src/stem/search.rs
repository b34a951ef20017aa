//! The choice among the analyses of a word.

use std::borrow::Cow;

use crate::stem::Stemmer;
use crate::stem::analysis::{Candidate, Ending, LONGEST_WORD, SHORTEST_ROOT, Segmentation, Weight, candidates};
use crate::stem::grammar::{LOAN_LETTERS, LOAN_PREFIXES, MOST_PREFIXES, Prefix};
use crate::stem::hyphen::{self, Hyphenated};
use crate::stem::letters::is_plain;
use crate::stem::lexicon::{Entry, Fixed, StemSource};

/// The fewest letters before `-nya` in a word without a known root.
const LETTERS_BEFORE_NYA: usize = 4;

/// The analysis of a word that was chosen.
#[derive(Clone, Debug)]
pub(crate) struct Best<'a> {
    pub(crate) prefixes: [Prefix; MOST_PREFIXES],
    pub(crate) depth: usize,
    pub(crate) ending: Ending,
    pub(crate) base: &'a Entry,
    pub(crate) score: i16,
}

impl Best<'_> {
    /// The prefixes, from the outermost.
    pub(crate) fn prefixes(&self) -> &[Prefix] {
        self.prefixes.get(..self.depth).unwrap_or_default()
    }

    /// The analysis that is shown.
    pub(crate) fn analysis(&self) -> Segmentation {
        Segmentation {
            loan: "",
            prefixes: self.prefixes().to_vec(),
            base: self.base.word().to_owned(),
            root: self.base.root().to_owned(),
            suffix: self.ending.suffix().0,
            clitic: self.ending.clitic(),
            particle: self.ending.particle(),
            score: self.score,
        }
    }
}

/// The outcome of a search for the stems of a word.
#[derive(Clone, Debug)]
pub(crate) enum Found<'a> {
    /// It is a root, or nothing looks like an affix.
    Whole,
    /// It looks as if it had affixes, but no root is known.
    Unknown,
    /// It was looked up.
    Fixed(&'a Fixed),
    /// It was taken apart.
    Best(Best<'a>),
    /// A loan prefix before a word, and the root of that word.
    Loan(&'static str, &'a str, Cow<'a, str>),
    /// `-nya` after a word without a known root, which is this long.
    Nya(usize),
    /// A word with a hyphen.
    Hyphenated(Hyphenated),
}

impl<'a> Found<'a> {
    pub(crate) fn into_root(self, word: &'a str) -> Cow<'a, str> {
        match self {
            Self::Whole | Self::Unknown => Cow::Borrowed(word),
            Self::Fixed(fixed) => Cow::Borrowed(&fixed.root),
            Self::Best(best) => Cow::Borrowed(best.base.root()),
            Self::Loan(_, _, root) => root,
            Self::Nya(length) => Cow::Borrowed(word.get(..length).unwrap_or(word)),
            Self::Hyphenated(word) => Cow::Owned(word.root),
        }
    }

    pub(crate) fn via(&self) -> StemSource {
        match self {
            Self::Whole => StemSource::None,
            Self::Unknown => StemSource::Unknown,
            Self::Fixed(fixed) => fixed.via,
            Self::Best(_) | Self::Loan(..) | Self::Nya(_) | Self::Hyphenated(_) => StemSource::Grammar,
        }
    }

    /// The parts of the word of which this was found.
    pub(crate) fn analysis(&self, word: &str) -> Option<Segmentation> {
        match self {
            Self::Best(best) => Some(best.analysis()),
            Self::Loan(loan, rest, root) => Some(Segmentation { loan, ..Segmentation::of_base(rest, root) }),
            Self::Nya(length) => {
                let stem = word.get(..*length).unwrap_or(word);
                Some(Segmentation { clitic: "nya", ..Segmentation::of_base(stem, stem) })
            }
            _ => None,
        }
    }
}

impl Stemmer {
    /// Finds the stems of a word in key form.
    pub(crate) fn find<'a>(&'a self, word: &'a str) -> Found<'a> {
        if !(SHORTEST_ROOT..=LONGEST_WORD).contains(&word.len())
            || !word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        {
            return Found::Whole;
        }
        match self.lexicon.get(word.as_bytes()) {
            Some(Entry { fixed: Some(fixed), .. }) => Found::Fixed(fixed),
            Some(entry) if entry.is_root() => Found::Whole,
            _ if !is_plain(word.as_bytes()) => hyphen::find(self, word).map_or(Found::Whole, Found::Hyphenated),
            _ => self.take_apart(word),
        }
    }

    fn take_apart<'a>(&'a self, word: &'a str) -> Found<'a> {
        let mut best: Option<Best<'a>> = None;
        let has_affixes = candidates(word.as_bytes(), |candidate| {
            if let Some(found) = self.judge(candidate)
                && best.as_ref().is_none_or(|best| is_better(&found, best))
            {
                best = Some(found);
            }
        });
        if let Some(best) = best {
            return Found::Best(best);
        }
        if let Some(found) = self.without_loan_prefix(word) {
            return found;
        }
        match word.strip_suffix("nya") {
            Some(stem) if stem.len() >= LETTERS_BEFORE_NYA => Found::Nya(stem.len()),
            _ if has_affixes => Found::Unknown,
            _ => Found::Whole,
        }
    }

    /// The analysis of a candidate, if its base is known and may have its affixes.
    fn judge(&self, candidate: &Candidate<'_>) -> Option<Best<'_>> {
        let base = self.lexicon.get(candidate.base)?;
        // A function word or a name has nothing but clitics, but a function word with one is seldom anything else.
        let weight = base
            .weight()
            .or_else(|| base.fixed.as_ref().filter(|_| candidate.is_bare()).map(|_| Weight::FUNCTION_WORD))?;
        let score = candidate.score(weight)?;
        let mut prefixes = [Prefix::Ber; MOST_PREFIXES];
        for (slot, prefix) in prefixes.iter_mut().zip(candidate.prefixes) {
            *slot = *prefix;
        }
        Some(Best { prefixes, depth: candidate.prefixes.len(), ending: candidate.ending, base, score })
    }

    fn without_loan_prefix<'a>(&'a self, word: &'a str) -> Option<Found<'a>> {
        LOAN_PREFIXES.iter().find_map(|prefix| {
            let rest = word.strip_prefix(prefix).filter(|rest| rest.len() >= LOAN_LETTERS)?;
            match self.find(rest) {
                Found::Whole if self.lexicon.get(rest.as_bytes()).is_none() => None,
                Found::Unknown | Found::Nya(_) | Found::Loan(..) => None,
                found => Some(Found::Loan(prefix, rest, found.into_root(rest))),
            }
        })
    }

    pub(crate) fn all_analyses(&self, word: &str) -> Vec<Segmentation> {
        let mut all: Vec<Best<'_>> = Vec::new();
        if word.len() >= SHORTEST_ROOT && is_plain(word.as_bytes()) {
            candidates(word.as_bytes(), |candidate| all.extend(self.judge(candidate)));
        }
        all.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.base.word().cmp(b.base.word())));
        all.iter().map(Best::analysis).collect()
    }
}

/// Whether one analysis is to be preferred to another: by score, then by the base, so that the order of the search does not matter.
fn is_better(one: &Best<'_>, other: &Best<'_>) -> bool {
    (one.score, other.base.word()) > (other.score, one.base.word())
}
