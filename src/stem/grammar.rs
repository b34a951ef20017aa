//! The grammar of Indonesian affixes, as tables: the forms that prefixes take before the sounds of a stem, the prefixes that occur
//! together, and the suffixes that go with them.
//!
//! Costs and root weights are on one scale, of which a letter of the root is [`LETTER`] points.

use Prefix::{Ber, Di, Kau, Ke, KeTidak, Ku, MeN, Pe, PeN, Per, Repeated, Se, Ter};

use crate::stem::letters::{is_vowel, vowels};

/// The points of each letter that an analysis leaves to the root.
pub(crate) const LETTER: i16 = 4;

/// A prefix, whatever its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Prefix {
    /// `ber-`, `be-`, `bel-`.
    Ber,
    /// `di-`.
    Di,
    /// `kau-`.
    Kau,
    /// `ke-`.
    Ke,
    /// `ku-`.
    Ku,
    /// `meN-`: `me-`, `mem-`, `men-`, `meng-`, `menge-`, `meny-`.
    MeN,
    /// `pe-` without a nasal: `pekerja`.
    Pe,
    /// `peN-`: `pe-`, `pem-`, `pen-`, `peng-`, `penge-`, `peny-`.
    PeN,
    /// `per-`, `pe-`, `pel-`.
    Per,
    /// The first letter of the root with `e`: `pepohonan`.
    Repeated,
    /// `se-`.
    Se,
    /// `ter-`, `te-`, `tel-`.
    Ter,
    /// `ketidak-`: `ketidakadilan`.
    KeTidak,
}

impl Prefix {
    /// The name in analyses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ber => "ber-",
            Self::Di => "di-",
            Self::Kau => "kau-",
            Self::Ke => "ke-",
            Self::Ku => "ku-",
            Self::MeN => "meN-",
            Self::Pe => "pe-",
            Self::PeN => "peN-",
            Self::Per => "per-",
            Self::Repeated => "Ce-",
            Self::Se => "se-",
            Self::Ter => "ter-",
            Self::KeTidak => "ketidak-",
        }
    }
}

/// A condition on the letters after a prefix form.
#[derive(Clone, Copy, Debug)]
enum Before {
    /// A vowel.
    Vowel,
    /// One of these letters.
    Letters(&'static [u8]),
    /// A consonant other than these.
    ConsonantBut(&'static [u8]),
    /// Anything but these letters.
    AllBut(&'static [u8]),
    /// A stem of one syllable.
    OneSyllable,
    /// A consonant, `er` and another consonant: `bekerja`.
    ConsonantEr,
    /// This word.
    Word(&'static [u8]),
    /// The letter that the form repeats.
    Repeated,
}

/// A form of a prefix before certain sounds.
#[derive(Debug)]
pub(crate) struct PrefixForm {
    pub(crate) text: &'static str,
    pub(crate) prefix: Prefix,
    before: Before,
    /// The first letter of the stem, if the form has replaced it.
    pub(crate) restores: Option<u8>,
    /// The rarity of the form relative to others.
    pub(crate) cost: i16,
}

const fn form(text: &'static str, prefix: Prefix, before: Before, restores: Option<u8>, cost: i16) -> PrefixForm {
    PrefixForm { text, prefix, before, restores, cost }
}

/// The forms of the prefixes, sorted by text. Of the forms of `meN-` and `peN-`, those that keep a `k`, `p`, `s` or `t` are for loans and
/// clusters (`memproses`), and for spellings that are not standard (`mentaati`).
#[rustfmt::skip]
pub(crate) const PREFIX_FORMS: &[PrefixForm] = &[
    form("be",      Ber,      Before::Letters(b"r"),                        None,       4),
    form("be",      Ber,      Before::ConsonantEr,                          None,       0),
    form("bel",     Ber,      Before::Word(b"ajar"),                        None,       0),
    form("bel",     Ber,      Before::Word(b"unjur"),                       None,       0),
    form("ber",     Ber,      Before::AllBut(b"r"),                         None,       0),
    form("di",      Di,       Before::AllBut(b""),                          None,       0),
    form("kau",     Kau,      Before::AllBut(b""),                          None,       4),
    form("ke",      Ke,       Before::AllBut(b""),                          None,       0),
    form("ketidak", KeTidak,  Before::AllBut(b""),                          None,       0),
    form("ku",      Ku,       Before::AllBut(b""),                          None,       5),
    form("me",      MeN,      Before::Letters(b"lmnrwy"),                   None,       0),
    form("mem",     MeN,      Before::Letters(b"bfv"),                      None,       0),
    form("mem",     MeN,      Before::Letters(b"p"),                        None,       1),
    form("mem",     MeN,      Before::Vowel,                                Some(b'p'), 0),
    form("mem",     MeN,      Before::Letters(b"lr"),                       Some(b'p'), 2),
    form("men",     MeN,      Before::Letters(b"cdjz"),                     None,       0),
    form("men",     MeN,      Before::Letters(b"st"),                       None,       1),
    form("men",     MeN,      Before::Vowel,                                Some(b't'), 0),
    form("meng",    MeN,      Before::Vowel,                                None,       0),
    form("meng",    MeN,      Before::Letters(b"ghqx"),                     None,       0),
    form("meng",    MeN,      Before::Letters(b"k"),                        None,       1),
    form("meng",    MeN,      Before::Vowel,                                Some(b'k'), 0),
    form("menge",   MeN,      Before::OneSyllable,                          None,       2),
    form("meny",    MeN,      Before::Vowel,                                Some(b's'), 0),
    form("pe",      Pe,       Before::ConsonantBut(b"lmnry"),               None,       3),
    form("pe",      PeN,      Before::Letters(b"lmnrwy"),                   None,       1),
    form("pe",      Per,      Before::Letters(b"r"),                        None,       3),
    form("pe",      Per,      Before::ConsonantEr,                          None,       2),
    form("pel",     Per,      Before::Word(b"ajar"),                        None,       0),
    form("pem",     PeN,      Before::Letters(b"bfv"),                      None,       0),
    form("pem",     PeN,      Before::Letters(b"p"),                        None,       1),
    form("pem",     PeN,      Before::Vowel,                                Some(b'p'), 0),
    form("pem",     PeN,      Before::Letters(b"lr"),                       Some(b'p'), 2),
    form("pen",     PeN,      Before::Letters(b"cdjz"),                     None,       0),
    form("pen",     PeN,      Before::Letters(b"st"),                       None,       1),
    form("pen",     PeN,      Before::Vowel,                                Some(b't'), 0),
    form("peng",    PeN,      Before::Vowel,                                None,       0),
    form("peng",    PeN,      Before::Letters(b"ghqx"),                     None,       0),
    form("peng",    PeN,      Before::Letters(b"k"),                        None,       1),
    form("peng",    PeN,      Before::Vowel,                                Some(b'k'), 0),
    form("penge",   PeN,      Before::OneSyllable,                          None,       2),
    form("peny",    PeN,      Before::Vowel,                                Some(b's'), 0),
    form("per",     Per,      Before::AllBut(b"r"),                         None,       0),
    form("se",      Se,       Before::AllBut(b""),                          None,       0),
    form("te",      Ter,      Before::Letters(b"r"),                        None,       4),
    form("te",      Ter,      Before::ConsonantEr,                          None,       0),
    form("tel",     Ter,      Before::Word(b"anjur"),                       None,       0),
    form("ter",     Ter,      Before::AllBut(b"r"),                         None,       0),
];

/// The form of a prefix that repeats the first letter of the root: any consonant and `e`.
pub(crate) const REPEATED: PrefixForm = form("?e", Repeated, Before::Repeated, None, 4);

/// Prefixes from other languages, which come off a known word of at least [`LOAN_LETTERS`] letters.
pub(crate) const LOAN_PREFIXES: &[&str] = &["anti", "antar", "dwi", "multi", "non", "pasca", "pra", "sub"];

/// The fewest letters after a loan prefix.
pub(crate) const LOAN_LETTERS: usize = 4;

/// The places of the forms that begin with each letter, and the end of the last.
const FORM_STARTS: [u8; 27] = {
    let (mut starts, mut letter, mut at) = ([0; 27], 0, 0);
    while letter < 27 {
        while at < PREFIX_FORMS.len() && PREFIX_FORMS[at].text.as_bytes()[0] < b'a' + letter as u8 {
            at += 1;
        }
        starts[letter] = at as u8;
        letter += 1;
    }
    starts
};

/// The forms of prefixes that begin with a small letter.
pub(crate) fn forms_by_letter(letter: u8) -> &'static [PrefixForm] {
    let at = usize::from(letter.wrapping_sub(b'a'));
    let Some(&[start, end]) = FORM_STARTS.get(at..at + 2).and_then(|pair| pair.first_chunk()) else { return &[] };
    PREFIX_FORMS.get(usize::from(start)..usize::from(end)).unwrap_or_default()
}

impl PrefixForm {
    /// Whether the form is for roots of one syllable: `mengebom`.
    pub(crate) const fn is_before_short_roots(&self) -> bool {
        matches!(self.before, Before::OneSyllable)
    }

    /// Whether `stem`, the rest of the word up to its suffixes, may follow the form.
    pub(crate) fn may_precede(&self, stem: &[u8]) -> bool {
        let Some(&first) = stem.first() else { return false };
        match self.before {
            Before::Vowel => is_vowel(first),
            Before::Letters(letters) => letters.contains(&first),
            Before::ConsonantBut(letters) => !is_vowel(first) && !letters.contains(&first),
            Before::AllBut(letters) => !letters.contains(&first),
            Before::OneSyllable => !is_vowel(first),
            Before::ConsonantEr => matches!(stem, [c, b'e', b'r', d, ..] if !is_vowel(*c) && !is_vowel(*d)),
            Before::Word(word) => stem.starts_with(word),
            Before::Repeated => !is_vowel(first),
        }
    }
}

bitflags::bitflags! {
    /// Suffixes, as a set.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) struct Suffixes: u8 {
        const NONE = 1;
        const AN = 1 << 1;
        const I = 1 << 2;
        const KAN = 1 << 3;
        /// Those of verbs with an object.
        const OBJECT = Self::I.bits() | Self::KAN.bits();
        const VERB = Self::NONE.bits() | Self::OBJECT.bits();
        const NOUN = Self::NONE.bits() | Self::AN.bits();
    }
}

/// The suffixes of derivation, after none.
pub(crate) const SUFFIXES: &[(&str, Suffixes)] =
    &[("", Suffixes::NONE), ("an", Suffixes::AN), ("i", Suffixes::I), ("kan", Suffixes::KAN)];

/// The pronouns that are written as one with the word before them, after none.
pub(crate) const CLITICS: &[&str] = &["", "ku", "mu", "nya"];

/// The particles that are written as one with the word before them, after none.
pub(crate) const PARTICLES: &[&str] = &["", "kah", "lah", "pun", "tah"];

/// Prefixes that occur together, from the outermost, with the suffixes that go with them.
#[derive(Debug)]
pub(crate) struct Pattern {
    pub(crate) prefixes: &'static [Prefix],
    pub(crate) suffixes: Suffixes,
    /// The rarity of the pattern relative to others.
    pub(crate) cost: i16,
}

const fn pattern(prefixes: &'static [Prefix], suffixes: Suffixes, cost: i16) -> Pattern {
    Pattern { prefixes, suffixes, cost }
}

/// The most prefixes of a word.
pub(crate) const MOST_PREFIXES: usize = 3;

/// The patterns of the grammar. A pattern of more prefixes costs no more for them: the letters that they take from the root do.
#[rustfmt::skip]
pub(crate) const PATTERNS: &[Pattern] = &[
    pattern(&[],               Suffixes::NONE,   0),
    pattern(&[],               Suffixes::AN,     2),
    pattern(&[],               Suffixes::KAN,    7),
    pattern(&[],               Suffixes::I,      9),
    pattern(&[MeN],            Suffixes::VERB,   0),
    pattern(&[Di],             Suffixes::VERB,   0),
    pattern(&[Ku],             Suffixes::VERB,   2),
    pattern(&[Kau],            Suffixes::VERB,   2),
    pattern(&[Ter],            Suffixes::NONE,   1),
    pattern(&[Ter],            Suffixes::OBJECT, 2),
    pattern(&[Ber],            Suffixes::NONE,   0),
    pattern(&[Ber],            Suffixes::AN,     2),
    pattern(&[Ber],            Suffixes::KAN,    3),
    pattern(&[Ke],             Suffixes::AN,     0),
    pattern(&[Ke],             Suffixes::NONE,   8),
    pattern(&[Se],             Suffixes::NONE,   2),
    pattern(&[Se],             Suffixes::AN,     6),
    pattern(&[Pe],             Suffixes::NONE,   3),
    pattern(&[Pe],             Suffixes::AN,     4),
    pattern(&[PeN],            Suffixes::NONE,   1),
    pattern(&[PeN],            Suffixes::AN,     0),
    pattern(&[Per],            Suffixes::AN,     0),
    pattern(&[Per],            Suffixes::NONE,   5),
    pattern(&[Per],            Suffixes::OBJECT, 8),
    pattern(&[Repeated],       Suffixes::AN,     0),
    pattern(&[MeN, Per],       Suffixes::VERB,   1),
    pattern(&[Di, Per],        Suffixes::VERB,   1),
    pattern(&[Ku, Per],        Suffixes::VERB,   4),
    pattern(&[Kau, Per],       Suffixes::VERB,   4),
    pattern(&[Ter, Per],       Suffixes::VERB,   3),
    pattern(&[MeN, Ber],       Suffixes::KAN,    1),
    pattern(&[Di, Ber],        Suffixes::KAN,    1),
    pattern(&[Ter, Ber],       Suffixes::KAN,    4),
    pattern(&[MeN, Ke],        Suffixes::OBJECT, 3),
    pattern(&[Di, Ke],         Suffixes::OBJECT, 3),
    pattern(&[MeN, Se],        Suffixes::OBJECT, 3),
    pattern(&[Di, Se],         Suffixes::OBJECT, 3),
    pattern(&[MeN, Ter],       Suffixes::OBJECT, 4),
    pattern(&[Di, Ter],        Suffixes::OBJECT, 4),
    pattern(&[PeN, Ber],       Suffixes::AN,     1),
    pattern(&[PeN, Per],       Suffixes::NOUN,   4),
    pattern(&[PeN, Ke],        Suffixes::AN,     4),
    pattern(&[PeN, Se],        Suffixes::AN,     3),
    pattern(&[PeN, Ter],       Suffixes::AN,     4),
    pattern(&[Ber, Ke],        Suffixes::AN,     1),
    pattern(&[Ber, Ke],        Suffixes::NONE,   6),
    pattern(&[Ber, Pe],        Suffixes::NOUN,   5),
    pattern(&[Ber, PeN],       Suffixes::NOUN,   2),
    pattern(&[Ber, Per],       Suffixes::NOUN,   3),
    pattern(&[Ber, Se],        Suffixes::NOUN,   4),
    pattern(&[Ke, Ber],        Suffixes::AN,     1),
    pattern(&[Ke, Ter],        Suffixes::AN,     1),
    pattern(&[Ke, Se],         Suffixes::AN,     2),
    pattern(&[Ke, Pe],         Suffixes::AN,     4),
    pattern(&[Ke, PeN],        Suffixes::AN,     2),
    pattern(&[Ke, Per],        Suffixes::AN,     3),
    pattern(&[Per, Se],        Suffixes::AN,     2),
    pattern(&[Se, Ber],        Suffixes::NONE,   6),
    pattern(&[Se, Ke],         Suffixes::NOUN,   6),
    pattern(&[Se, PeN],        Suffixes::NOUN,   4),
    pattern(&[Se, Per],        Suffixes::NOUN,   4),
    pattern(&[Se, Ter],        Suffixes::NONE,   6),
    pattern(&[KeTidak],        Suffixes::AN,     0),
    pattern(&[KeTidak, Ber],   Suffixes::AN,     1),
    pattern(&[KeTidak, Se],    Suffixes::AN,     2),
    pattern(&[KeTidak, Ter],   Suffixes::AN,     1),
    pattern(&[Ber, Ke, PeN],   Suffixes::AN,     5),
    pattern(&[Ber, Ke, Ter],   Suffixes::AN,     5),
    pattern(&[Ke, Ber, Ke],    Suffixes::AN,     4),
    pattern(&[Se, PeN, Ke],    Suffixes::AN,     5),
    pattern(&[Ber, PeN, Ke],   Suffixes::AN,     5),
];

/// The cost of these prefixes with this suffix; `None` if they do not occur together.
pub(crate) fn cost_of(prefixes: &[Prefix], suffix: Suffixes) -> Option<i16> {
    let found = PATTERNS.iter().find(|p| p.prefixes == prefixes && p.suffixes.contains(suffix));
    found.map(|pattern| pattern.cost)
}

/// The active form of a verb, from its stem with suffixes and its root: `periksa` → `memeriksa`. These are the rules of the standard
/// language; `per-` as a prefix keeps its `p`.
pub(crate) fn active(stem: &str, root: &str, has_per: bool) -> String {
    let bytes = stem.as_bytes();
    let is_before_vowel = bytes.get(1).is_some_and(|&second| is_vowel(second));
    let (prefix, dropped) = match bytes.first() {
        _ if has_per => ("mem", 0),
        _ if vowels(root.as_bytes()) == 1 && stem.starts_with(root) => ("menge", 0),
        Some(b'k') if is_before_vowel => ("meng", 1),
        Some(b'p') if is_before_vowel => ("mem", 1),
        Some(b't') if is_before_vowel => ("men", 1),
        Some(b's') if is_before_vowel => ("meny", 1),
        Some(b'b' | b'f' | b'p' | b'v') => ("mem", 0),
        Some(b'c' | b'd' | b'j' | b's' | b't' | b'z') => ("men", 0),
        Some(b'l' | b'm' | b'n' | b'r' | b'w' | b'y') => ("me", 0),
        _ => ("meng", 0),
    };
    format!("{prefix}{}", stem.get(dropped..).unwrap_or_default())
}
