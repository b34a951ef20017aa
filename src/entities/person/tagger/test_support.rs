//! A text as the tagger reads it, for its tests.

use std::sync::{Arc, LazyLock};

use crate::entities::person::common::lists::Lists;
use crate::entities::person::tagger::positions;
use crate::text::document::Document;
use crate::text::vocabulary::Vocabulary;
use crate::tokenizer::{Lexicon, Tokenizer, Tokens};

/// The lists of the tagger.
pub(super) fn lists() -> &'static Arc<Lists> {
    &LEXICON.0
}

static LEXICON: LazyLock<(Arc<Lists>, Tokenizer, Vocabulary)> = LazyLock::new(|| {
    let mut lexicon = Lexicon::new();
    let mut lists = Lists::new(&mut lexicon);
    lists.add_countries(&mut lexicon);
    positions::flag_words(&mut lexicon, &lists);
    let (tokenizer, vocabulary) = lexicon.into_parts();
    (Arc::new(lists), tokenizer, vocabulary)
});

/// Tokenizes a text, and passes the document on.
pub(super) fn with_document<T>(text: &str, test: impl FnOnce(&Document<'_>) -> T) -> T {
    let (_, tokenizer, vocabulary) = &*LEXICON;
    let (mut vocabulary, mut tokens) = (vocabulary.clone(), Tokens::default());
    tokenizer.tokenize(text, &mut vocabulary, &mut tokens);
    test(&Document {
        text,
        tokens: tokens.tokens(),
        sentences: tokens.sentences(),
        triggers: tokens.triggers(),
        vocabulary: &vocabulary,
        date: None,
    })
}
