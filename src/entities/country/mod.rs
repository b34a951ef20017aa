//! Countries: found by gazetteer, disambiguated by context.
//!
//! `names` contains the gazetteer (`src/entities/data/countries.tsv`), `context_words` the words next to a name that
//! decide how it is used (`country_contexts.tsv`). `ambiguity` and `metonyms` decide about single names, `recognizer`
//! about all names of a document. The rules, in the order in which they apply:
//!
//! | rule | example | result |
//! |---|---|---|
//! | the longest match wins, even if it is not a country | `Korea Selatan`, `Jerman Timur`, `Amerika Latin` | one mention, or none |
//! | the case must be that of the row | `AS` and not `as`; `Tanah Air`, `tanah air` | |
//! | not a street, body of water, region or federal state | `Jalan Cina`, `Laut Jepang`, `Australia Barat`, `negara bagian Georgia` | none |
//! | not a person's initials or given name | `AS (15)`, `tersangka AS`, `Pak Oman` | none, nor elsewhere in the article without a cue |
//! | a `guarded` name needs a cue | `pemerintah Jersey` | none without a cue |
//! | a capital must stand for the government | `Seoul menuduh`, not `tiba di Seoul` | `metonym` |
//! | a name prefix before it or a name suffix after it | `Bank Indonesia`, `dolar AS`, `Indonesia Open` | `in_name` |
//! | an ambiguous name is resolved from the rest of the article | `Korea`, `Kongo`, `Negeri Jiran` | a code if the evidence is clear |

mod ambiguity;
mod context_words;
mod exceptions;
mod metonyms;
mod names;
mod people;
mod recognizer;
mod tables;
#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::entities::{EntityKind, Registration};
use crate::text::names::impl_serde_str;

use recognizer::CountryRecognizer;

/// The recognizer of countries.
pub(crate) const REGISTRATION: Registration = Registration {
    name: "country",
    kinds: &[EntityKind::Country],
    build: |lexicon, _| Box::new(CountryRecognizer::new(lexicon)),
};

/// A state or territory with an ISO 3166-1 code, or Kosovo (XK).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 2]);

impl Country {
    /// Returns the country with an upper-case alpha-2 code; `None` if there is none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let &[first, second] = code.as_bytes() else { return None };
        let country = Self([first, second]);
        names::info(country).map(|_| country)
    }

    /// Returns the ISO 3166-1 alpha-2 code.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Returns the Indonesian name, from CLDR.
    #[must_use]
    pub fn name(&self) -> &str {
        names::info(*self).map_or(self.code(), |info| info.name)
    }

    /// Returns the ISO 3166-1 alpha-3 code; of Kosovo `XKX`.
    #[must_use]
    pub fn iso3(&self) -> &'static str {
        names::info(*self).map_or("", |info| info.iso3)
    }

    /// Iterates over all countries, by ascending code.
    pub fn all() -> impl Iterator<Item = Self> {
        names::countries()
    }
}

/// Formats the ISO 3166-1 alpha-2 code.
impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// A string that is not the upper-case alpha-2 code of a [`Country`].
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("unknown country code `{0}` (expected ISO 3166-1 alpha-2 in upper case, such as ID)")]
pub struct UnknownCountry(String);

impl FromStr for Country {
    type Err = UnknownCountry;

    fn from_str(code: &str) -> Result<Self, UnknownCountry> {
        Self::from_code(code).ok_or_else(|| UnknownCountry(code.to_owned()))
    }
}

impl_serde_str!(Country);

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Country({})", self.code())
    }
}

#[cfg(test)]
pub(crate) use names::hyphen_words;
pub(crate) use names::names_in_text;
