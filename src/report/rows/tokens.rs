//! `tokens`: every token of every document.

use crate::error::Error;
use crate::report::describe::table;
use crate::report::row::Encoder;
use crate::report::rows::Position;
use crate::run::{AnalyzedDocument, Out, Visitor};
use crate::text::document::Document;
use crate::text::span::CharCursor;
use crate::text::token::{Shape, Token};

table! {
    "tokens":
    /// A row of `tokens`: a token, in the order of the text.
    #[derive(Clone, Debug)]
    pub struct TokenRow<'a> {
        /// The document's name, as in [`DocumentTermRow`](crate::report::rows::DocumentTermRow).
        pub document: &'a str,
        /// Number of the sentence, from 0.
        pub sentence: u64,
        /// Number of the token in the document, from 0.
        pub token: u64,
        /// The exact characters.
        pub text: &'a str,
        /// The word as it is counted: lower-cased, NFC. `null` for tokens that are not terms: numbers, punctuation, addresses.
        pub word: Option<&'a str>,
        /// `word`, `number`, `punctuation`, `symbol`, `url`, `email`, `handle` or `hashtag`.
        pub kind: &'static str,
        /// First byte.
        pub byte_start: u64,
        /// The byte after the last.
        pub byte_end: u64,
        /// First code point.
        pub char_start: u64,
        /// The code point after the last.
        pub char_end: u64,
        /// Whether it is boilerplate: part of a dateline, a link or a credit. Such words are counted as terms only on request.
        pub boilerplate: bool,
        /// Whether a capital directly follows a small letter (`danIran`): probably two words run together.
        pub glued: bool,
    }
}

/// Writes a [`TokenRow`] for every token.
#[derive(Clone, Debug)]
pub struct TokenRows {
    /// The format.
    pub encoder: Encoder,
}

impl Visitor for TokenRows {
    fn document(&mut self, document: &AnalyzedDocument<'_>, out: &mut Out<'_>) {
        let (name, document) = (document.name, &document.analysis.document);
        let mut cursor = CharCursor::new(document.text);
        let mut lower = String::new();
        for (sentence_number, sentence) in document.sentences.iter().enumerate() {
            let tokens = document.tokens.get(sentence.range()).unwrap_or_default();
            for (number, token) in (u64::from(sentence.token_start)..).zip(tokens) {
                let position = Position::new(token.span(), &mut cursor);
                let row = TokenRow {
                    document: name,
                    sentence: sentence_number as u64,
                    token: number,
                    text: document.text_of(token),
                    word: token.kind().is_term().then(|| word_of(document, token, &mut lower)),
                    kind: token.kind().name(),
                    byte_start: position.byte_start,
                    byte_end: position.byte_end,
                    char_start: position.char_start,
                    char_end: position.char_end,
                    boilerplate: token.is_boilerplate(),
                    glued: token.is_glued(),
                };
                self.encoder.row(&row, out.buffer());
                if !out.row_done() {
                    return;
                }
            }
        }
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}
    fn merge(&mut self, _: Self) {}
}

/// The word of a token. An ASCII word is lower-cased from the text, which is in the cache; the vocabulary may not be.
fn word_of<'a>(document: &Document<'a>, token: &Token, lower: &'a mut String) -> &'a str {
    if !token.is_plain() {
        return document.vocabulary.word(token.word());
    }
    let text = document.text_of(token);
    let letters = text.get(..text.len() - usize::from(token.is_abbreviated())).unwrap_or(text);
    if token.shape() == Shape::Lower {
        return letters;
    }
    lower.clear();
    lower.push_str(letters);
    lower.make_ascii_lowercase();
    lower
}
