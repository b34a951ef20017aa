//! People: capitalised runs with evidence, linked to the fullest form of the name.

use std::fmt;

use crate::document::Document;
use crate::entities::{Candidate, EntityKind, Recognizer, Registration};
use crate::lexicon::Lexicon;
use crate::span::Span;

/// The recogniser of people by rules.
pub const REGISTRATION: Registration = Registration {
    name: "person",
    kinds: &[EntityKind::Person],
    build: |lexicon, _| Box::new(PersonRecognizer::new(lexicon)),
};

/// The fullest form of a person's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum PersonName {
    /// As the article has it at this place; white space in it is read as one blank.
    InText(Span),
    /// As a table of well-known short names has it.
    Known(&'static str),
}

impl PersonName {
    /// Writes the name; `text` is the article.
    pub(crate) fn write(self, text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::InText(span) => span.of(text),
            Self::Known(name) => name,
        };
        for (n, word) in name.split_whitespace().enumerate() {
            if n > 0 {
                f.write_str(" ")?;
            }
            f.write_str(word)?;
        }
        Ok(())
    }
}

#[derive(Clone)]
struct PersonRecognizer {}

impl PersonRecognizer {
    fn new(_lexicon: &mut Lexicon) -> Self {
        Self {}
    }
}

impl Recognizer for PersonRecognizer {
    fn recognize(&mut self, _document: &Document<'_>, _candidates: &mut Vec<Candidate>) {}

    fn fork(&self) -> Box<dyn Recognizer> {
        Box::new(self.clone())
    }
}
