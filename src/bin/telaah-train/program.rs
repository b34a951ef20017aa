//! The program's recogniser of people, as the trainer runs it.

use telaah::Lexicon;
use telaah::entities::{EntityKind, Mention, Recognizer, person};

use crate::corpus::Texts;

/// A recogniser with what it needs to read texts.
pub(crate) struct Program {
    recognizer: Option<Box<dyn Recognizer>>,
    pub(crate) texts: Texts,
}

impl Program {
    pub(crate) fn new(build: impl FnOnce(&mut Lexicon) -> Option<Box<dyn Recognizer>>) -> Self {
        let mut lexicon = Lexicon::new();
        let recognizer = build(&mut lexicon);
        Self { recognizer, texts: Texts::new(lexicon) }
    }

    /// The recogniser by rules alone.
    pub(crate) fn by_rules() -> Self {
        Self::new(|lexicon| Some((person::RULES.build)(lexicon, &[EntityKind::Person])))
    }

    /// The byte ranges and full names of the people in a text.
    pub(crate) fn people(&mut self, text: &str) -> (Vec<(u32, u32)>, Vec<String>) {
        let document = self.texts.read(text);
        let mut candidates = Vec::new();
        if let Some(recognizer) = &mut self.recognizer {
            recognizer.recognize(&document, &mut candidates);
        }
        let mut mentions = Vec::new();
        telaah::entities::resolve(&mut candidates, document.sentences, &mut mentions);
        let name = |mention: &Mention| mention.canonical.map(|c| c.display(text).to_string()).unwrap_or_default();
        let range = |mention: &Mention| (mention.span.byte_start(), mention.span.byte_end());
        (mentions.iter().map(range).collect(), mentions.iter().map(name).collect())
    }
}
