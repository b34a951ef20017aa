//! Countries: found by gazetteer, told apart by context.
//!
//! `names` is the gazetteer (`src/entities/data/countries.tsv`) over word ids, `contexts` the words beside a name that say what
//! it does there (`country_contexts.tsv`), `recognizer` reads a document with the two. The rules, in the order in which they
//! are asked:
//!
//! | rule | example | what comes of it |
//! |---|---|---|
//! | the longest name wins, and may be none | `Korea Selatan`, `Jerman Timur`, `Amerika Latin` | one mention, or none |
//! | letters as the row has them | `AS` and not `as`; `Tanah Air`, `tanah air` | |
//! | a street, a water, a region, a federal state | `Jalan Cina`, `Laut Jepang`, `Australia Barat`, `negara bagian Georgia` | none |
//! | initials of a person | `AS (15)`, `berinisial AS` | none |
//! | a guarded name condition a cue | `pemerintah Jersey` | none without it |
//! | a capital condition to act | `Seoul menuduh`, not `tiba di Seoul` | `metonym` |
//! | a head before or a tail after it | `Bank Indonesia`, `dolar AS`, `Indonesia Open` | `in_name` |
//! | an open name asks the rest of the article | `Korea`, `Kongo`, `Negeri Jiran` | a code where one stands out |

mod ambiguity;
mod context_words;
mod metonyms;
mod names;
mod recognizer;
#[cfg(test)]
mod tests;

use std::fmt;

use crate::entities::{EntityKind, Registration};

use recognizer::CountryRecognizer;

/// The recogniser of countries.
pub const REGISTRATION: Registration = Registration {
    name: "country",
    kinds: &[EntityKind::Country],
    build: |lexicon, _| Box::new(CountryRecognizer::new(lexicon)),
};

/// A state or territory with an ISO 3166-1 code, or Kosovo (XK).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 2]);

impl Country {
    /// The country of an alpha-2 code in capitals; absent if there is none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let &[first, second] = code.as_bytes() else { return None };
        let country = Self([first, second]);
        names::label(country).map(|_| country)
    }

    /// ISO 3166-1 alpha-2.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The Indonesian name, as CLDR has it.
    #[must_use]
    pub fn name(&self) -> &str {
        names::label(*self).unwrap_or(self.code())
    }

    /// Every country, by rising code.
    pub fn all() -> impl Iterator<Item = Self> {
        names::countries()
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Country({})", self.code())
    }
}

#[cfg(test)]
pub(crate) use names::hyphen_words;
