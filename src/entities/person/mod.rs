//! People: capitalised runs with evidence, linked to the fullest form of the name.

mod article;
mod evidence;
mod facts;
mod glued;
mod headlines;
mod linking;
mod lists;
mod pairs;
mod runs;
mod segments;
pub mod tagger;
#[cfg(test)]
mod tests;
mod trained;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, LazyLock};

use crate::entities::{Candidate, Canonical, EntityKind, Recognizer, Registration};
use crate::text::document::Document;
use crate::text::span::Span;
use crate::tokenizer::Lexicon;

use article::Article;
use linking::Linker;
use lists::Lists;
use runs::Runs;
use segments::Segment;

/// The model of the program; see `model/MODEL.md`.
static MODEL: &[u8] = include_bytes!("model/person.bin");

/// The recogniser of people by the trained tagger.
pub const REGISTRATION: Registration = Registration {
    name: "person",
    kinds: &[EntityKind::Person],
    build: |lexicon, _| match trained::TrainedRecognizer::new(lexicon, MODEL) {
        Some(trained) => Box::new(trained),
        None => Box::new(PersonRecognizer::new(lexicon)),
    },
};

/// The recogniser of people by rules alone, which stands in for the trained one if
/// [`Settings::people_by_rules`](crate::Settings::people_by_rules) says so.
pub const RULES: Registration = Registration {
    name: "person-rules",
    kinds: &[EntityKind::Person],
    build: |lexicon, _| Box::new(PersonRecognizer::new(lexicon)),
};

/// The recogniser of people by another model than the program's; absent if the bytes are none.
#[cfg(feature = "train")]
pub fn recognizer(lexicon: &mut Lexicon, model: &'static [u8]) -> Option<Box<dyn Recognizer>> {
    Some(Box::new(trained::TrainedRecognizer::new(lexicon, model)?))
}

/// The fullest form of a person's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(untagged)]
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

/// The full name behind a short name that the whole press knows: `Jokowi` is `Joko Widodo`; absent for every other name. An
/// article's mentions are linked to the fullest form that the article itself uses; this is for reports that join articles.
/// Case does not matter. Source: `src/entities/data/person_nicknames.tsv`.
#[must_use]
pub fn known_full_name(name: &str) -> Option<&'static str> {
    static KNOWN: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| lists::known_names().collect());
    let mut small = [0; LONGEST_KNOWN];
    let small = small.get_mut(..name.len())?;
    small.copy_from_slice(name.as_bytes());
    small.make_ascii_lowercase();
    KNOWN.get(str::from_utf8(small).ok()?).copied()
}

/// The most bytes of a well-known short name.
const LONGEST_KNOWN: usize = 16;

#[derive(Clone)]
struct PersonRecognizer {
    lists: Arc<Lists>,
    runs: Runs,
    segments: Vec<Segment>,
    article: Article,
    linker: Linker,
}

impl PersonRecognizer {
    fn new(lexicon: &mut Lexicon) -> Self {
        Self {
            lists: Arc::new(Lists::new(lexicon)),
            runs: Runs::default(),
            segments: Vec::new(),
            article: Article::default(),
            linker: Linker::default(),
        }
    }
}

impl Recognizer for PersonRecognizer {
    fn recognize(&mut self, document: &Document<'_>, candidates: &mut Vec<Candidate>) {
        if !self.runs.read(document, &self.lists) {
            return;
        }
        let parts = &self.runs.parts;
        self.segments.clear();
        segments::cut(document, &self.lists, &self.runs, &mut self.segments);
        self.article.vote(document.text, document.vocabulary, parts, &self.segments);
        self.linker.link(document.text, parts, &self.article.found, &self.lists.nicknames);
        for (n, found) in self.article.found.iter().enumerate() {
            let (Some(first), Some(last)) =
                (parts.get(found.start), found.end.checked_sub(1).and_then(|n| parts.get(n)))
            else {
                continue;
            };
            let span = first.span.join(last.span);
            candidates.push(Candidate {
                span,
                token_start: first.token,
                token_end: last.token + 1,
                kind: EntityKind::Person,
                canonical: Some(Canonical::Person(PersonName::InText(self.linker.canonical(n, parts).unwrap_or(span)))),
                via: None,
                note: None,
                priority: 1,
            });
        }
    }

    fn fork(&self) -> Box<dyn Recognizer> {
        Box::new(Self { lists: Arc::clone(&self.lists), ..Self::default_buffers(&self.lists) })
    }
}

impl PersonRecognizer {
    fn default_buffers(lists: &Arc<Lists>) -> Self {
        Self {
            lists: Arc::clone(lists),
            runs: Runs::default(),
            segments: Vec::new(),
            article: Article::default(),
            linker: Linker::default(),
        }
    }
}
