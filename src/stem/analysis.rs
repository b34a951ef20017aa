//! The search for the ways to take a word apart.

use std::fmt;

use crate::stem::grammar::{
    CLITICS, LETTER, MOST_PREFIXES, PARTICLES, PREFIX_FORMS, Prefix, PrefixForm, REPEATED, SUFFIXES, Suffixes, cost_of,
};
use crate::stem::letters::{is_vowel, vowels};

/// The longest word that is taken apart, in bytes. The longest of the language have half of this.
const LONGEST: usize = 48;
/// The shortest root, in letters.
pub(crate) const SHORTEST_ROOT: usize = 3;

/// How common a root is, as binary logarithms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Weight {
    /// All words that come from it.
    pub(crate) all: u8,
    /// Its passive verbs.
    pub(crate) passive: u8,
}

/// One way to take a word apart into affixes and a root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Analysis {
    pub(crate) prefixes: Vec<Prefix>,
    pub(crate) base: String,
    pub(crate) root: String,
    pub(crate) suffix: &'static str,
    pub(crate) clitic: &'static str,
    pub(crate) particle: &'static str,
    pub(crate) score: i16,
}

impl Analysis {
    /// The root in key form.
    #[must_use]
    pub fn root(&self) -> &str {
        &self.root
    }

    /// The prefixes, from the outermost.
    #[must_use]
    pub fn prefixes(&self) -> &[Prefix] {
        &self.prefixes
    }

    /// The suffix of derivation, `an`, `i` or `kan`; `None` if there is none.
    #[must_use]
    pub fn suffix(&self) -> Option<&'static str> {
        Some(self.suffix).filter(|suffix| !suffix.is_empty())
    }

    /// How likely the analysis is, in points: a letter of the root counts four. Only the scores of one word can be compared.
    #[must_use]
    pub fn score(&self) -> i16 {
        self.score
    }
}

/// Writes the morphemes with `+` between them: `meN-+per-+timbang+-kan+-nya`.
impl fmt::Display for Analysis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for prefix in &self.prefixes {
            write!(f, "{}+", prefix.name())?;
        }
        f.write_str(&self.base)?;
        for suffix in [self.suffix, self.clitic, self.particle].into_iter().filter(|suffix| !suffix.is_empty()) {
            write!(f, "+-{suffix}")?;
        }
        Ok(())
    }
}

/// An end of the stem: what was taken off behind it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ending {
    pub(crate) stem_end: usize,
    pub(crate) suffix: (&'static str, Suffixes),
    pub(crate) clitic: &'static str,
    pub(crate) particle: &'static str,
    cost: i16,
}

/// The cost of a particle or of `-nya`, and that of `-ku` and `-mu`, which are rarer.
const ENCLITIC_COST: i16 = 1;
const RARE_CLITIC_COST: i16 = 5;
const NO_SUFFIX: (&str, Suffixes) = ("", Suffixes::NONE);

/// The ends that the stem of a word may have, at most one for each suffix after each enclitic.
#[derive(Debug)]
struct Endings {
    found: [Ending; Self::MOST],
    count: usize,
}

impl Endings {
    const MOST: usize = 16;

    fn of(word: &[u8]) -> Self {
        let nothing = Ending { stem_end: word.len(), suffix: NO_SUFFIX, clitic: "", particle: "", cost: 0 };
        let mut endings = Self { found: [nothing; Self::MOST], count: 0 };
        endings.add_suffixes(word, nothing);
        let particle = ended_by(word, PARTICLES, word.len());
        for particle in std::iter::once("").chain(particle) {
            let end = word.len() - particle.len();
            let clitic = ended_by(word, CLITICS, end);
            let cost = ENCLITIC_COST * i16::from(!particle.is_empty());
            let ending = Ending { stem_end: end, particle, cost, ..nothing };
            if !particle.is_empty() {
                endings.add_suffixes(word, ending);
            }
            if let Some(clitic) = clitic {
                let cost = cost + if clitic == "nya" { ENCLITIC_COST } else { RARE_CLITIC_COST };
                endings.add_suffixes(word, Ending { stem_end: end - clitic.len(), clitic, cost, ..ending });
            }
        }
        endings
    }

    fn add_suffixes(&mut self, word: &[u8], ending: Ending) {
        if ending.stem_end < SHORTEST_ROOT {
            return;
        }
        self.add(ending);
        for suffix in SUFFIXES {
            let before = word.get(..ending.stem_end).unwrap_or_default();
            if let Some(stem) = before.strip_suffix(suffix.0.as_bytes())
                && stem.len() >= SHORTEST_ROOT
                && !(suffix.1 == Suffixes::I && stem.ends_with(b"i"))
            {
                self.add(Ending { stem_end: stem.len(), suffix: *suffix, ..ending });
            }
        }
    }

    fn add(&mut self, ending: Ending) {
        if let Some(place) = self.found.get_mut(self.count) {
            *place = ending;
            self.count += 1;
        }
    }

    fn as_slice(&self) -> &[Ending] {
        self.found.get(..self.count).unwrap_or_default()
    }
}

/// The one of `ends` that the first `end` bytes of a word end with.
fn ended_by(word: &[u8], ends: &[&'static str], end: usize) -> Option<&'static str> {
    let before = word.get(..end)?;
    ends.iter().copied().find(|last| before.ends_with(last.as_bytes()))
}

/// A way to take a word apart, of which it is not known yet whether its base is a root.
#[derive(Debug)]
pub(crate) struct Candidate<'a> {
    pub(crate) prefixes: &'a [Prefix],
    /// Where the letters of the word that are left for the base begin.
    pub(crate) base_start: usize,
    pub(crate) base: &'a [u8],
    pub(crate) ending: Ending,
    forms_cost: i16,
}

impl Candidate<'_> {
    /// Whether only a clitic or a particle was taken off, if anything.
    pub(crate) fn is_bare(&self) -> bool {
        self.prefixes.is_empty() && self.ending.suffix.1 == Suffixes::NONE
    }

    /// The score with a root of this weight; `None` if the affixes do not occur together. A root that occurs in the passive is likelier
    /// in active verbs and imperatives.
    pub(crate) fn score(&self, weight: Weight) -> Option<i16> {
        let cost = cost_of(self.prefixes, self.ending.suffix.1)? + self.forms_cost + self.ending.cost;
        let letters = self.ending.stem_end.saturating_sub(self.base_start) as i16;
        let is_verb = match self.prefixes.last() {
            None | Some(Prefix::Per) => Suffixes::OBJECT.contains(self.ending.suffix.1),
            Some(last) => matches!(last, Prefix::MeN | Prefix::PeN),
        };
        let passive = if is_verb { i16::from(weight.passive) } else { 0 };
        Some(letters * LETTER + i16::from(weight.all) + passive - cost)
    }
}

/// Calls `each` with every way to take apart a word of small letters by the tables of the grammar; a word that is too long has none.
/// Returns whether anything could be taken off.
pub(crate) fn candidates(word: &[u8], mut each: impl FnMut(&Candidate<'_>)) -> bool {
    let mut buffer = [0; LONGEST];
    let Some(copy) = buffer.get_mut(..word.len()) else { return false };
    copy.copy_from_slice(word);
    let endings = Endings::of(word);
    let mut search = Search { word: copy, endings: endings.as_slice(), prefixes: [Prefix::Ber; MOST_PREFIXES] };
    search.descend(Place::default(), &mut each) | (endings.as_slice().len() > 1)
}

struct Search<'a> {
    /// The word, in which a letter that a prefix has replaced stands where the prefix ends.
    word: &'a mut [u8],
    endings: &'a [Ending],
    prefixes: [Prefix; MOST_PREFIXES],
}

/// How far a search has come into the word.
#[derive(Clone, Copy, Default)]
struct Place {
    /// Where the rest of the word begins.
    start: usize,
    /// The bytes of the word that the prefixes take. A letter that was restored is at `start` and counts as taken.
    taken: usize,
    /// The number of prefixes.
    depth: usize,
    cost: i16,
    /// Whether the root must have one syllable.
    is_short: bool,
}

impl Search<'_> {
    /// Visits the stems that begin at a place. Returns whether more prefixes could be taken off.
    fn descend(&mut self, at: Place, each: &mut impl FnMut(&Candidate<'_>)) -> bool {
        let prefixes = self.prefixes.get(..at.depth).unwrap_or_default();
        for ending in self.endings {
            let Some(base) = self.word.get(at.start..ending.stem_end) else { continue };
            if base.len() >= SHORTEST_ROOT && (!at.is_short || vowels(base) == 1) {
                each(&Candidate { prefixes, base_start: at.taken, base, ending: *ending, forms_cost: at.cost });
            }
        }
        if at.depth == MOST_PREFIXES || at.is_short {
            return false;
        }
        let mut found = false;
        for form in forms_by_letter(self.word.get(at.start).copied().unwrap_or_default()) {
            found |= self.follow(form, at, each);
        }
        if at.depth == 0 && self.repeats_its_first_letter() {
            found |= self.follow(&REPEATED, at, each);
        }
        found
    }

    fn repeats_its_first_letter(&self) -> bool {
        matches!(&*self.word, [first, b'e', third, ..] if first == third && !is_vowel(*first))
    }

    /// Takes off one form of a prefix, if it fits.
    fn follow(&mut self, form: &PrefixForm, at: Place, each: &mut impl FnMut(&Candidate<'_>)) -> bool {
        let Some(rest) = self.word.get(at.start..) else { return false };
        let fits = form.prefix == Prefix::Repeated || rest.starts_with(form.text.as_bytes());
        let shortest = SHORTEST_ROOT - usize::from(form.restores.is_some());
        let stem = rest.get(form.text.len()..).filter(|_| fits);
        if !stem.is_some_and(|stem| stem.len() >= shortest && form.may_precede(stem)) {
            return false;
        }
        if let Some(place) = self.prefixes.get_mut(at.depth) {
            *place = form.prefix;
        }
        let taken = at.start + form.text.len();
        let start = taken - usize::from(form.restores.is_some());
        let next = Place {
            start,
            taken,
            depth: at.depth + 1,
            cost: at.cost + form.cost,
            is_short: form.is_before_short_roots(),
        };
        let Some(before) = self.word.get(start).copied() else { return false };
        self.put(start, form.restores.unwrap_or(before));
        self.descend(next, each);
        self.put(start, before);
        true
    }

    fn put(&mut self, at: usize, letter: u8) {
        if let Some(place) = self.word.get_mut(at) {
            *place = letter;
        }
    }
}

/// The forms of prefixes that begin with a letter.
fn forms_by_letter(letter: u8) -> &'static [PrefixForm] {
    let start = PREFIX_FORMS.partition_point(|form| form.text.as_bytes().first() < Some(&letter));
    let forms = PREFIX_FORMS.get(start..).unwrap_or_default();
    let end = forms.partition_point(|form| form.text.as_bytes().first() == Some(&letter));
    forms.get(..end).unwrap_or_default()
}

/// An analysis whose base may be any string: for finding roots in a vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenAnalysis {
    /// The supposed root.
    pub base: String,
    /// The affixes, as in the display of an [`Analysis`], with `_` for the root.
    pub affixes: String,
    /// The score without a weight of the root.
    pub score: i16,
}

/// Returns the ways to take a word of small letters apart by the grammar alone, whether or not a root is known.
///
/// ```
/// let all = telaah::stem::open_analyses("memukul");
/// assert!(all.iter().any(|analysis| analysis.base == "pukul" && analysis.affixes == "meN-+_"));
/// ```
#[must_use]
pub fn open_analyses(word: &str) -> Vec<OpenAnalysis> {
    let mut all = Vec::new();
    candidates(word.as_bytes(), |candidate| {
        let (Some(score), Ok(base)) = (candidate.score(Weight::default()), std::str::from_utf8(candidate.base)) else { return };
        let Ending { suffix, clitic, particle, .. } = candidate.ending;
        let parts = Analysis {
            prefixes: candidate.prefixes.to_vec(),
            base: "_".to_owned(),
            root: String::new(),
            suffix: suffix.0,
            clitic,
            particle,
            score,
        };
        all.push(OpenAnalysis { base: base.to_owned(), affixes: parts.to_string(), score });
    });
    all
}
