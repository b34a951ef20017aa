//! Texts as slots with the forms of their words.

use std::collections::HashMap;

use telaah::entities::person::tagger::gazetteer::{Entry, Gazetteer};
use telaah::entities::person::tagger::slots::{Case, PARTICLES, Slots};
use telaah::{Document, Lexicon, Tokenizer, Tokens, Vocabulary, WordId, WordTable};

/// A word in its key form with its case, as a number.
pub type Type = u32;

/// All distinct words seen, with their case.
#[derive(Default)]
pub struct Types {
    by_key: HashMap<(String, Case), Type>,
    pub keys: Vec<(String, Case)>,
    pub entries: Vec<Entry>,
}

impl Types {
    pub fn intern(&mut self, key: &str, case: Case, entry: impl FnOnce() -> Entry) -> Type {
        // Two look-ups, but no allocation for a known word.
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

    pub fn get(&self, key: &str, case: Case) -> Option<Type> {
        self.by_key.get(&(key.to_owned(), case)).copied()
    }
}

/// Reads texts.
pub struct Reader {
    tokenizer: Tokenizer,
    vocabulary: Vocabulary,
    particles: WordTable<bool>,
    gazetteer: Gazetteer,
    tokens: Tokens,
    pub slots: Slots,
}

impl Reader {
    pub fn new() -> Self {
        let mut lexicon = Lexicon::new();
        let mut particles = WordTable::new(false);
        for particle in PARTICLES {
            *particles.entry(lexicon.word(particle)) = true;
        }
        let gazetteer = Gazetteer::new(&mut lexicon);
        let (tokenizer, vocabulary) = lexicon.into_parts();
        Self { tokenizer, vocabulary, particles, gazetteer, tokens: Tokens::default(), slots: Slots::default() }
    }

    /// Reads a text; the slots are in `self.slots`.
    pub fn read(&mut self, text: &str) {
        self.tokenizer.tokenize(text, &mut self.vocabulary, &mut self.tokens);
        let document = Document {
            text,
            tokens: self.tokens.tokens(),
            sentences: self.tokens.sentences(),
            waking: self.tokens.waking(),
            vocabulary: &self.vocabulary,
            date: None,
        };
        let particles = &self.particles;
        self.slots.read(&document, |word: WordId| particles.get(word));
    }

    /// The types of the slots.
    pub fn types(&self, text: &str, types: &mut Types) -> Vec<Type> {
        let key = |slot: &telaah::entities::person::tagger::slots::Slot| {
            telaah::entities::person::tagger::slots::key_of(slot, text, &self.vocabulary)
        };
        self.slots
            .slots()
            .iter()
            .map(|slot| {
                let key = key(slot);
                let entry = || self.vocabulary.get(&key).map(|word| self.gazetteer.entry(word)).unwrap_or_default();
                types.intern(&key, slot.case, entry)
            })
            .collect()
    }

    /// Byte ranges that the tokens cover with and without the stop of an abbreviation.
    pub fn is_abbreviated(&self, token: u32) -> bool {
        self.tokens.tokens()[token as usize].is_abbreviated()
    }
}
