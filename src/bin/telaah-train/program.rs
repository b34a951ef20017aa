//! The recognizers of people, as the trainer runs them.

use telaah::Lexicon;
use telaah::entities::person::tagger::model::ModelError;
use telaah::entities::{EntityKind, Mention, Recognizer, person};

use crate::corpus::Texts;

/// A recognizer and a tokenizer.
pub(crate) struct Program {
    recognizer: Box<dyn Recognizer>,
    pub(crate) texts: Texts,
}

impl Program {
    /// The trained recognizer with this model.
    ///
    /// # Errors
    ///
    /// If `model` is not a valid model.
    pub(crate) fn with_model(model: Vec<u8>) -> Result<Self, ModelError> {
        let mut lexicon = Lexicon::new();
        // The recognizer needs its model for the rest of the program. The trainer builds only a few.
        let recognizer = person::recognizer(&mut lexicon, Vec::leak(model))?;
        Ok(Self { recognizer, texts: Texts::new(lexicon) })
    }

    /// The recognizer by rules.
    pub(crate) fn by_rules() -> Self {
        let mut lexicon = Lexicon::new();
        let recognizer = (person::RULES.build)(&mut lexicon, &[EntityKind::Person]);
        Self { recognizer, texts: Texts::new(lexicon) }
    }

    /// The byte ranges of the people in a text, each with its confidence.
    pub(crate) fn confidences(&mut self, text: &str) -> Vec<((u32, u32), u8)> {
        self.mentions(text).iter().filter_map(|mention| Some((range(mention), mention.confidence?))).collect()
    }

    /// The byte ranges and full names of the people in a text.
    pub(crate) fn people(&mut self, text: &str) -> (Vec<(u32, u32)>, Vec<String>) {
        let mentions = self.mentions(text);
        let name = |mention: &Mention| mention.canonical.map(|c| c.display(text).to_string()).unwrap_or_default();
        (mentions.iter().map(range).collect(), mentions.iter().map(name).collect())
    }

    fn mentions(&mut self, text: &str) -> Vec<Mention> {
        let document = self.texts.read(text);
        let mut candidates = Vec::new();
        self.recognizer.recognize(&document, &mut candidates);
        let mut mentions = Vec::new();
        telaah::entities::resolve(&mut candidates, document.sentences, &mut mentions);
        mentions
    }
}

fn range(mention: &Mention) -> (u32, u32) {
    (mention.span.byte_start(), mention.span.byte_end())
}
