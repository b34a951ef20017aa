//! The program's recogniser of people, as the trainer runs it.

use telaah::entities::{EntityKind, Mention, Recognizer, person};
use telaah::{Document, Lexicon, Tokenizer, Tokens, Vocabulary};

/// A recogniser with what it needs to read texts.
pub(crate) struct Program {
    recognizer: Option<Box<dyn Recognizer>>,
    tokenizer: Tokenizer,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) tokens: Tokens,
}

impl Program {
    pub(crate) fn new(build: impl FnOnce(&mut Lexicon) -> Option<Box<dyn Recognizer>>) -> Self {
        let mut lexicon = Lexicon::new();
        let recognizer = build(&mut lexicon);
        let (tokenizer, vocabulary) = lexicon.into_parts();
        Self { recognizer, tokenizer, vocabulary, tokens: Tokens::default() }
    }

    /// The recogniser by rules alone.
    pub(crate) fn by_rules() -> Self {
        Self::new(|lexicon| Some((person::RULES.build)(lexicon, &[EntityKind::Person])))
    }

    /// The byte ranges and full names of the people in a text.
    pub(crate) fn people(&mut self, text: &str) -> (Vec<(u32, u32)>, Vec<String>) {
        self.tokenizer.tokenize(text, &mut self.vocabulary, &mut self.tokens);
        let document = Document {
            text,
            tokens: self.tokens.tokens(),
            sentences: self.tokens.sentences(),
            waking: self.tokens.waking(),
            vocabulary: &self.vocabulary,
            date: None,
        };
        let mut candidates = Vec::new();
        if let Some(recognizer) = &mut self.recognizer {
            recognizer.recognize(&document, &mut candidates);
        }
        let mut mentions = Vec::new();
        telaah::entities::resolve(&mut candidates, self.tokens.sentences(), &mut mentions);
        let name = |mention: &Mention| mention.canonical.map(|c| c.display(text).to_string()).unwrap_or_default();
        let range = |mention: &Mention| (mention.span.byte_start(), mention.span.byte_end());
        (mentions.iter().map(range).collect(), mentions.iter().map(name).collect())
    }
}
