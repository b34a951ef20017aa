//! The gazetteer of country names.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::entities::PhraseTable;
use crate::text::list;
use crate::text::token::{Shape, Token};
use crate::text::vocabulary::{WordFlags, WordId};
use crate::tokenizer::Lexicon;

use super::Country;

const ROWS: &str = include_str!("../data/countries.tsv");
const LABELS: &str = include_str!("../data/country_labels.tsv");

/// The kind of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameKind {
    /// The usual name.
    Name,
    /// An abbreviation, long form or nickname.
    Alias,
    /// An English name: an alias, but often part of an English name of something else.
    English,
    /// A capital or palace: means the country if it stands for the government.
    Metonym,
    /// A building that usually stands for the government: `Kremlin`.
    Seat,
    /// Not a country, or not any more. Prevents the names inside it from being found.
    NotACountry,
    /// Not a mention, but evidence for an ambiguous name.
    Hint,
}

/// The case in which a name must be written, and further conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CaseRule {
    /// Capitalized like the row.
    Title,
    /// In any case.
    Any,
    /// In any case, unless it is a given name in the article: `Israel Adesanya`.
    Forename,
    /// In upper case: `AS`.
    Upper,
    /// Like `Title`, but only with a cue next to it: `Jersey`.
    Guarded,
    /// Like `Title`, but it is also a given name, family name or brand: not next to an unknown name (`Chad Smith`).
    Given,
    /// Like `Upper`, but only with a cue, or if the article also mentions the country by another name: `DPRK` is also a
    /// local parliament.
    Backed,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub(super) struct GazetteerRow {
    pub(super) name: &'static str,
    /// The column of codes as in the file.
    pub(super) codes: &'static str,
    pub(super) kind: NameKind,
    pub(super) case: CaseRule,
}

impl GazetteerRow {
    fn parse([name, codes, kind, case]: [&'static str; 4]) -> Option<Self> {
        let kind = match kind {
            "name" => NameKind::Name,
            "alias" => NameKind::Alias,
            "english" => NameKind::English,
            "metonym" => NameKind::Metonym,
            "seat" => NameKind::Seat,
            "former" | "other" => NameKind::NotACountry,
            "hint" => NameKind::Hint,
            _ => return None,
        };
        let case = match case {
            "title" => CaseRule::Title,
            "any" => CaseRule::Any,
            "forename" => CaseRule::Forename,
            "upper" => CaseRule::Upper,
            "guarded" => CaseRule::Guarded,
            "given" => CaseRule::Given,
            "backed" => CaseRule::Backed,
            _ => return None,
        };
        Some(Self { name, codes, kind, case })
    }
}

static TABLE: LazyLock<Vec<GazetteerRow>> =
    LazyLock::new(|| list::rows(ROWS).filter_map(GazetteerRow::parse).collect());

/// A country's Indonesian name and ISO 3166-1 alpha-3 code.
#[derive(Clone, Copy, Debug)]
pub(super) struct CountryInfo {
    pub(super) name: &'static str,
    pub(super) iso3: &'static str,
}

/// Every country, by ascending code.
static COUNTRIES: LazyLock<Vec<(Country, CountryInfo)>> = LazyLock::new(|| {
    let entry = |[code, name, iso3]: [&'static str; 3]| {
        let &[first, second] = code.as_bytes() else { return None };
        Some((Country([first, second]), CountryInfo { name, iso3 }))
    };
    list::rows(LABELS).filter_map(entry).collect()
});

/// Returns the rows of the table.
pub(super) fn rows() -> &'static [GazetteerRow] {
    &TABLE
}

/// Iterates over the names and aliases of all countries, each with whether it is also a given or family name.
pub(crate) fn names_in_text() -> impl Iterator<Item = (&'static str, bool)> {
    rows()
        .iter()
        .filter(|row| matches!(row.kind, NameKind::Name | NameKind::Alias | NameKind::English))
        .filter(|row| row.name.starts_with(char::is_uppercase))
        .map(|row| (row.name, matches!(row.case, CaseRule::Forename | CaseRule::Given | CaseRule::Guarded)))
}

/// Returns the names of a country; `None` if its code is unknown.
pub(super) fn info(country: Country) -> Option<CountryInfo> {
    let at = COUNTRIES.binary_search_by_key(&country, |&(country, _)| country).ok()?;
    COUNTRIES.get(at).map(|&(_, info)| info)
}

pub(super) fn countries() -> impl Iterator<Item = Country> {
    COUNTRIES.iter().map(|&(country, _)| country)
}

/// First words of names that a hyphen may join to another country (`Indonesia-Timor Leste`), and a last word (`Amerika
/// Serikat-China`).
#[cfg(test)]
const PARTS: [&str; 8] = ["afrika", "arab", "hong", "selandia", "serikat", "timor", "uni", "papua"];

/// The one-word names and abbreviations in key form, from which `src/tokenizer/data/pairs.txt` is generated: the
/// tokenizer splits at a hyphen between two of them (`Korut-Rusia`).
#[cfg(test)]
pub(crate) fn hyphen_words() -> impl Iterator<Item = String> {
    let is_one_word = |row: &&GazetteerRow| {
        matches!(row.kind, NameKind::Name | NameKind::Alias | NameKind::English)
            && !matches!(row.case, CaseRule::Guarded | CaseRule::Backed)
            && row.name.chars().all(char::is_alphanumeric)
    };
    rows().iter().filter(is_one_word).map(|row| row.name.to_lowercase()).chain(PARTS.into_iter().map(str::to_owned))
}

/// The country or countries that a name may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// None: only with [`NameKind::NotACountry`].
    NoCountry,
    /// Exactly one.
    One(Country),
    /// One of several: the index of the set in [`Gazetteer::candidate_sets`].
    Ambiguous(u8),
}

/// One reading of a phrase: its meaning and the case it requires.
#[derive(Clone, Copy, Debug)]
pub(super) struct NameForm {
    pub(super) meaning: Meaning,
    pub(super) kind: NameKind,
    pub(super) case: CaseRule,
    /// Bit n: the n-th token must begin with a capital.
    pub(super) capitals: u16,
}

/// All names, as phrases of word ids.
#[derive(Debug)]
pub(super) struct Gazetteer {
    /// Maps each phrase to an index in `forms`.
    pub(super) phrases: PhraseTable<u16>,
    /// The forms of each phrase; most have one.
    pub(super) forms: Vec<Vec<NameForm>>,
    /// The candidate countries of ambiguous names.
    pub(super) candidate_sets: Vec<Vec<Country>>,
    /// The candidates of all ambiguous names, sorted: the countries for which evidence is collected.
    pub(super) contested: Vec<Country>,
}

impl Gazetteer {
    pub(super) fn new(lexicon: &mut Lexicon) -> Self {
        let mut gazetteer =
            Self { phrases: PhraseTable::new(), forms: Vec::new(), candidate_sets: Vec::new(), contested: Vec::new() };
        let mut words: Vec<WordId> = Vec::new();
        for row in rows() {
            let tokens = lexicon.phrase_tokens(row.name);
            words.clear();
            words.extend(tokens.iter().map(Token::word));
            let capitals = tokens
                .iter()
                .enumerate()
                .take(16)
                .filter(|(_, t)| matches!(t.shape(), Shape::Title | Shape::Upper))
                .fold(0, |mask, (n, _)| mask | 1 << n);
            let meaning = gazetteer.meaning(row.codes);
            let form = NameForm { meaning, kind: row.kind, case: row.case, capitals };
            if let Some(&first) = words.first() {
                lexicon.add_flags(first, WordFlags::COUNTRY);
            }
            let next = gazetteer.forms.len() as u16;
            let index = gazetteer.phrases.get_or_insert(&words, next);
            if index == next {
                gazetteer.forms.push(Vec::with_capacity(1));
            }
            gazetteer.forms[usize::from(index)].push(form);
        }
        let contested: HashSet<Country> = gazetteer.candidate_sets.iter().flatten().copied().collect();
        gazetteer.contested = contested.into_iter().collect();
        gazetteer.contested.sort_unstable();
        gazetteer
    }

    fn meaning(&mut self, codes: &str) -> Meaning {
        let set: Vec<Country> = codes.split('|').filter_map(Country::from_code).collect();
        match set[..] {
            [] => Meaning::NoCountry,
            [country] => Meaning::One(country),
            _ => {
                let at = self.candidate_sets.iter().position(|known| *known == set).unwrap_or_else(|| {
                    self.candidate_sets.push(set);
                    self.candidate_sets.len() - 1
                });
                Meaning::Ambiguous(at as u8)
            }
        }
    }

    /// Returns the forms of a phrase.
    #[inline]
    pub(super) fn forms(&self, index: u16) -> &[NameForm] {
        self.forms.get(usize::from(index)).map_or(&[], Vec::as_slice)
    }
}
