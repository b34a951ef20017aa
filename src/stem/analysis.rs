//! The search for the ways to take a word apart.

use std::fmt;

use crate::stem::grammar::{
    CLITICS, LETTER, MOST_PREFIXES, PARTICLES, Prefix, PrefixForm, REPEATED, SUFFIXES, Suffixes, cost_of,
    forms_by_letter,
};
use crate::stem::letters::{is_vowel, vowels};

/// The longest word that is taken apart, in bytes. The longest of the language have half of this.
const LONGEST: usize = 48;
/// The longest word with stems of its own, in bytes: two words of the greatest length and a hyphen.
pub(crate) const LONGEST_WORD: usize = 2 * LONGEST + 1;
/// The shortest root, in letters.
pub(crate) const SHORTEST_ROOT: usize = 3;

/// The frequency of a root, as binary logarithms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Weight {
    /// All words that come from it.
    pub(crate) all: u8,
    /// Its passive verbs.
    pub(crate) passive: u8,
}

impl Weight {
    /// That of function words, which are common.
    pub(crate) const FUNCTION_WORD: Self = Self { all: 15, passive: 0 };
}

/// One way to take a word apart into affixes and a root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segmentation {
    pub(crate) loan: &'static str,
    pub(crate) prefixes: Vec<Prefix>,
    pub(crate) base: String,
    pub(crate) root: String,
    pub(crate) suffix: &'static str,
    pub(crate) clitic: &'static str,
    pub(crate) particle: &'static str,
    pub(crate) score: i16,
}

impl Segmentation {
    /// The analysis of a word without a known root.
    pub(crate) fn of_base(base: &str, root: &str) -> Self {
        Self {
            loan: "",
            prefixes: Vec::new(),
            base: base.to_owned(),
            root: root.to_owned(),
            suffix: "",
            clitic: "",
            particle: "",
            score: 0,
        }
    }

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

    /// The pronoun that was written as one with the word, `ku`, `mu` or `nya`; `None` if there is none.
    #[must_use]
    pub fn clitic(&self) -> Option<&'static str> {
        Some(self.clitic).filter(|clitic| !clitic.is_empty())
    }

    /// The particle that was written as one with the word, `kah`, `lah`, `pun` or `tah`; `None` if there is none.
    #[must_use]
    pub fn particle(&self) -> Option<&'static str> {
        Some(self.particle).filter(|particle| !particle.is_empty())
    }

    /// The likelihood of the analysis, in points: a letter of the root counts four. Only the scores of one word can be compared.
    #[must_use]
    pub fn score(&self) -> i16 {
        self.score
    }
}

/// Writes the morphemes with `+` between them: `meN-+per-+timbang+-kan+-nya`.
impl fmt::Display for Segmentation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.loan.is_empty() {
            write!(f, "{}-+", self.loan)?;
        }
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

/// An end of the stem: the endings that were taken off after it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ending {
    stem_end: u8,
    /// The places in the tables of the grammar.
    suffix: u8,
    clitic: u8,
    particle: u8,
    cost: i8,
}

/// The cost of a particle or of `-nya`, and that of `-ku` and `-mu`, which are rarer.
const ENCLITIC_COST: i8 = 1;
const RARE_CLITIC_COST: i8 = 5;

impl Ending {
    /// Where the stem ends.
    pub(crate) fn stem_end(self) -> usize {
        self.stem_end.into()
    }

    /// The suffix of derivation.
    pub(crate) fn suffix(self) -> (&'static str, Suffixes) {
        SUFFIXES.get(usize::from(self.suffix)).copied().unwrap_or(("", Suffixes::NONE))
    }

    /// The clitic; empty if there is none.
    pub(crate) fn clitic(self) -> &'static str {
        CLITICS.get(usize::from(self.clitic)).copied().unwrap_or_default()
    }

    /// The particle; empty if there is none.
    pub(crate) fn particle(self) -> &'static str {
        PARTICLES.get(usize::from(self.particle)).copied().unwrap_or_default()
    }
}

/// The ends that the stem of a word may have, at most one for each suffix after each enclitic.
struct Endings {
    found: [Ending; Self::MOST],
    count: usize,
}

impl Endings {
    const MOST: usize = 16;

    fn of(word: &[u8]) -> Self {
        let nothing = Ending { stem_end: word.len() as u8, suffix: 0, clitic: 0, particle: 0, cost: 0 };
        let mut endings = Self { found: [nothing; Self::MOST], count: 0 };
        endings.add_suffixes(word, nothing);
        endings.add_clitic(word, nothing);
        if let Some((particle, length)) = ended_by(word, PARTICLES) {
            let rest = word.get(..word.len() - length).unwrap_or_default();
            let ending = Ending { stem_end: rest.len() as u8, particle, cost: ENCLITIC_COST, ..nothing };
            endings.add_suffixes(rest, ending);
            endings.add_clitic(rest, ending);
        }
        endings
    }

    /// Adds the ends before the clitic of a word without its particle.
    fn add_clitic(&mut self, word: &[u8], ending: Ending) {
        if let Some((clitic, length)) = ended_by(word, CLITICS) {
            let rest = word.get(..word.len() - length).unwrap_or_default();
            let own = if length == "nya".len() { ENCLITIC_COST } else { RARE_CLITIC_COST };
            let cost = ending.cost + own;
            self.add_suffixes(rest, Ending { stem_end: rest.len() as u8, clitic, cost, ..ending });
        }
    }

    fn add_suffixes(&mut self, word: &[u8], ending: Ending) {
        for (suffix, (text, kind)) in (0..).zip(SUFFIXES) {
            let Some(stem) = word.strip_suffix(text.as_bytes()) else { continue };
            if stem.len() < SHORTEST_ROOT || (*kind == Suffixes::I && stem.ends_with(b"i")) {
                continue;
            }
            if let Some(place) = self.found.get_mut(self.count) {
                *place = Ending { stem_end: stem.len() as u8, suffix, ..ending };
                self.count += 1;
            }
        }
    }

    fn as_slice(&self) -> &[Ending] {
        self.found.get(..self.count).unwrap_or_default()
    }
}

/// The place of that entry of a table, other than the first, that a word ends with, and its length.
fn ended_by(word: &[u8], table: &[&'static str]) -> Option<(u8, usize)> {
    let mut entries = (0..).zip(table).skip(1);
    entries.find(|(_, end)| word.ends_with(end.as_bytes())).map(|(place, end)| (place, end.len()))
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
        self.prefixes.is_empty() && self.ending.suffix().1 == Suffixes::NONE
    }

    /// The score with a root of this weight; `None` if the affixes do not occur together. A root that occurs in the passive is likelier
    /// in active verbs and imperatives.
    pub(crate) fn score(&self, weight: Weight) -> Option<i16> {
        let cost = cost_of(self.prefixes, self.ending.suffix().1)? + self.forms_cost + i16::from(self.ending.cost);
        let letters = self.ending.stem_end().saturating_sub(self.base_start) as i16;
        let is_verb = match self.prefixes.last() {
            None | Some(Prefix::Per) => Suffixes::OBJECT.contains(self.ending.suffix().1),
            Some(last) => matches!(last, Prefix::MeN | Prefix::PeN),
        };
        // A bare imperative and a verb with `ku-` or `kau-` are less likely than another word, unless the passive is known.
        let needs_verb = match self.prefixes.first() {
            None => is_verb,
            Some(first) => matches!(first, Prefix::Ku | Prefix::Kau),
        };
        if needs_verb && weight.passive == 0 {
            return None;
        }
        let passive = if is_verb { i16::from(weight.passive) } else { 0 };
        Some(letters * LETTER + i16::from(weight.all) + passive - cost)
    }
}

/// Calls `each` with every way to take apart a lowercase word by the tables of the grammar; a word that is too long has none.
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

/// The position that a search has reached in the word.
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
            let Some(base) = self.word.get(at.start..ending.stem_end()) else { continue };
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

/// An analysis whose base may be any string: for finding roots in a vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenAnalysis {
    /// The supposed root.
    pub base: String,
    /// The affixes, as in the display of an [`Segmentation`], with `_` for the root.
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
        let (Some(score), Ok(base)) =
            (candidate.score(Weight { all: 0, passive: 1 }), std::str::from_utf8(candidate.base))
        else {
            return;
        };
        let ending = candidate.ending;
        let parts = Segmentation {
            loan: "",
            prefixes: candidate.prefixes.to_vec(),
            base: "_".to_owned(),
            root: String::new(),
            suffix: ending.suffix().0,
            clitic: ending.clitic(),
            particle: ending.particle(),
            score,
        };
        all.push(OpenAnalysis { base: base.to_owned(), affixes: parts.to_string(), score });
    });
    all
}
