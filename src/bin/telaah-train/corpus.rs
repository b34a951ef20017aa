//! Texts as positions with words.

use std::collections::{HashMap, HashSet};

use telaah::entities::person::tagger::gazetteer::{Gazetteer, ListEntry};
use telaah::entities::person::tagger::positions::{Positions, TagPosition, key_of};
use telaah::entities::person::tagger::token_shape::{TokenShape, WordCase};
use telaah::entities::person::tagger::window::Extent;
use telaah::{Document, Lexicon, Tokenizer, Tokens, Vocabulary};

/// A word in key form with its case, as a number.
pub(crate) type Type = u32;

/// The type of padding outside sentences.
pub(crate) const OUTSIDE: Type = 0;

/// All distinct words with their cases.
pub(crate) struct Types {
    by_key: HashMap<(String, WordCase), Type>,
    pub(crate) keys: Vec<(String, WordCase)>,
    pub(crate) entries: Vec<ListEntry>,
}

impl Types {
    pub(crate) fn new() -> Self {
        let mut types = Self { by_key: HashMap::new(), keys: Vec::new(), entries: Vec::new() };
        types.intern("", WordCase::Lower, ListEntry::default);
        types
    }

    fn intern(&mut self, key: &str, case: WordCase, entry: impl FnOnce() -> ListEntry) -> Type {
        let probe = (key.to_owned(), case);
        if let Some(&found) = self.by_key.get(&probe) {
            return found;
        }
        let new = self.keys.len() as Type;
        self.keys.push(probe.clone());
        self.entries.push(entry());
        self.by_key.insert(probe, new);
        new
    }
}

/// Splits texts into tokens and sentences.
pub(crate) struct Texts {
    tokenizer: Tokenizer,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) tokens: Tokens,
}

impl Texts {
    pub(crate) fn new(lexicon: Lexicon) -> Self {
        let (tokenizer, vocabulary) = lexicon.into_parts();
        Self { tokenizer, vocabulary, tokens: Tokens::default() }
    }

    pub(crate) fn read<'a>(&'a mut self, text: &'a str) -> Document<'a> {
        self.tokenizer.tokenize(text, &mut self.vocabulary, &mut self.tokens);
        Document {
            text,
            tokens: self.tokens.tokens(),
            sentences: self.tokens.sentences(),
            triggers: self.tokens.triggers(),
            vocabulary: &self.vocabulary,
            date: None,
        }
    }
}

/// Reads texts into positions.
pub(crate) struct Reader {
    texts: Texts,
    gazetteer: Gazetteer,
    pub(crate) positions: Positions,
}

impl Reader {
    pub(crate) fn new() -> Self {
        let mut lexicon = Lexicon::new();
        let gazetteer = Gazetteer::new(&mut lexicon);
        Self { texts: Texts::new(lexicon), gazetteer, positions: Positions::default() }
    }

    /// Reads a text. Its positions are in `self.positions`.
    pub(crate) fn read(&mut self, text: &str, extent: Extent) {
        let document = self.texts.read(text);
        self.positions.read(&document, extent);
    }

    /// The types of the positions.
    pub(crate) fn types(&self, text: &str, types: &mut Types) -> Vec<Type> {
        let type_of = |position: &TagPosition| {
            if position.shape == TokenShape::Outside {
                return OUTSIDE;
            }
            let key = key_of(position, text, &self.texts.vocabulary);
            let entry = || self.texts.vocabulary.get(&key).map(|word| self.gazetteer.entry(word)).unwrap_or_default();
            types.intern(&key, position.case, entry)
        };
        self.positions.positions().iter().map(type_of).collect()
    }

    /// Whether the lists have a word, in key form, as part of people's names.
    pub(crate) fn is_name(&self, key: &str) -> bool {
        self.texts.vocabulary.get(key).is_some_and(|word| self.gazetteer.is_name(word))
    }

    /// The number of sentences of the text.
    pub(crate) fn sentences(&self) -> usize {
        self.texts.tokens.sentences().len()
    }

    /// The words that the text has in lowercase.
    pub(crate) fn small_words(&self) -> HashSet<String> {
        let words = self
            .texts
            .tokens
            .tokens()
            .iter()
            .map(|token| token.word())
            .filter(|&word| self.positions.has_lowercase(word));
        words.map(|word| self.texts.vocabulary.word(word).to_owned()).collect()
    }

    /// Whether the position ends with the period of an abbreviation.
    pub(crate) fn is_abbreviated(&self, position: &TagPosition) -> bool {
        self.texts.tokens.tokens().get(position.token as usize).is_some_and(|token| token.is_abbreviated())
    }
}
