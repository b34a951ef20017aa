//! The word tables of the country recognizer.

use crate::tokenizer::Lexicon;

use super::context_words::ContextWords;
use super::names::Gazetteer;

pub(super) struct Tables {
    pub(super) gazetteer: Gazetteer,
    pub(super) context_words: ContextWords,
}

impl Tables {
    /// Builds the tables, adding their words to the lexicon.
    pub(super) fn new(lexicon: &mut Lexicon) -> Self {
        Self { gazetteer: Gazetteer::new(lexicon), context_words: ContextWords::new(lexicon) }
    }
}
