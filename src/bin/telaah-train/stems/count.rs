//! Counts the forms of news.

use std::path::PathBuf;

use anyhow::Result;
use telaah::{Lexicon, Shape, TokenKind};

use super::Forms;
use crate::corpus::Texts;
use crate::news;

/// Counts the words of news, except in records whose id begins with one of `without`.
pub(crate) fn forms(files: &[PathBuf], without: &[String]) -> Result<Forms> {
    let mut texts = Texts::new(Lexicon::new());
    let mut forms = Forms::new();
    for file in files {
        news::read_without(file, without, |text| count(&mut texts, text, &mut forms))?;
    }
    Ok(forms)
}

fn count(texts: &mut Texts, text: &str, forms: &mut Forms) {
    let document = texts.read(text);
    for sentence in document.sentences {
        for (at, token) in sentence.range().zip(&document.tokens[sentence.range()]) {
            let word = document.vocabulary.word(token.word());
            let is_word =
                token.kind() == TokenKind::Word && token.is_plain() && word.bytes().all(|b| b.is_ascii_lowercase());
            if !is_word || word.len() < 3 {
                continue;
            }
            let is_small = token.shape() == Shape::Lower;
            let is_inside = at > sentence.token_start as usize;
            if is_small || is_inside {
                let count = forms.entry(word.to_owned()).or_default();
                count.small += u32::from(is_small);
                count.capital += u32::from(!is_small);
            }
        }
    }
}
