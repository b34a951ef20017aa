//! The words that count of a document, in the units that windows and pairs do not leave.

use std::ops::Range;

use crate::terms::Case;
use crate::text::document::Document;
use crate::text::normalize::push_surface;
use crate::text::token::Token;
use crate::text::vocabulary::{Vocabulary, WordId};

/// Which tokens are words that count, and which of them are the same word.
///
/// Words, handles and hashtags count unless they are boilerplate. All other tokens (numbers, punctuation, symbols, addresses) take no
/// place: windows and pairs reach over them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordChoice {
    /// Whether case distinguishes words.
    pub case: Case,
    /// Whether boilerplate counts: datelines, links and credits.
    pub keep_boilerplate: bool,
}

impl WordChoice {
    /// Whether a token is a word that counts.
    #[inline]
    #[must_use]
    pub const fn counts(self, token: &Token) -> bool {
        token.is_word() && (self.keep_boilerplate || !token.is_boilerplate())
    }
}

/// The unit that a window, a pair or an n-gram does not leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// Words directly one after the other in a sentence: a number, a mark or boilerplate ends it, like the terms of several words.
    Phrase,
    /// A sentence.
    Sentence,
    /// A document.
    Document,
}

impl Within {
    /// Every unit, in the order of the variants.
    pub const ALL: [Self; 3] = [Self::Phrase, Self::Sentence, Self::Document];

    /// The name in options: `phrase`, `sentence`, `document`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phrase => "phrase",
            Self::Sentence => "sentence",
            Self::Document => "document",
        }
    }
}

crate::text::names::impl_names!(Within, "unit");

/// A word that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word, as an id of [`Words::vocabulary`].
    pub id: WordId,
    /// The index of its token.
    pub token: u32,
}

/// A unit of a document.
#[derive(Clone, Debug)]
pub struct Unit<'a> {
    /// Its words that count, in order.
    pub words: &'a [Word],
    /// The indices of its tokens.
    pub tokens: Range<u32>,
}

/// The words that count of one document. Reusing the value for the next reuses its buffers.
///
/// The ids are those of the document's vocabulary. If case distinguishes words, they are those of a vocabulary of its own, which grows
/// with the words that were read.
#[derive(Debug)]
pub struct Words {
    choice: WordChoice,
    /// The words with their case.
    forms: Option<Vocabulary>,
    form: String,
    words: Vec<Word>,
    /// The end of each unit as an index of `words`, and its tokens.
    ends: Vec<(usize, Range<u32>)>,
}

impl Words {
    /// A reader of words.
    #[must_use]
    pub fn new(choice: WordChoice) -> Self {
        let forms = (choice.case == Case::Keep).then(Vocabulary::new);
        Self { choice, forms, form: String::new(), words: Vec::new(), ends: Vec::new() }
    }

    /// The choice of words.
    #[must_use]
    pub const fn choice(&self) -> WordChoice {
        self.choice
    }

    /// Reads the words of the next document.
    pub fn read(&mut self, document: &Document<'_>, within: Within) {
        self.words.clear();
        self.ends.clear();
        match within {
            Within::Document => self.read_tokens(document, 0..document.tokens.len(), false),
            Within::Sentence | Within::Phrase => {
                for sentence in document.sentences {
                    self.read_tokens(document, sentence.range(), within == Within::Phrase);
                }
            }
        }
    }

    /// Reads a range of tokens as one unit, or as several if each token that does not count ends one.
    fn read_tokens(&mut self, document: &Document<'_>, range: Range<usize>, by_phrase: bool) {
        let (mut first, end) = (range.start as u32, range.end as u32);
        for (number, token) in (first..).zip(document.tokens.get(range).unwrap_or_default()) {
            if self.choice.counts(token) {
                let id = self.id(document, token);
                self.words.push(Word { id, token: number });
            } else if by_phrase {
                self.end_unit(first..number);
                first = number + 1;
            }
        }
        self.end_unit(first..end);
    }

    fn end_unit(&mut self, tokens: Range<u32>) {
        if self.ends.last().map_or(0, |(end, _)| *end) < self.words.len() {
            self.ends.push((self.words.len(), tokens));
        }
    }

    fn id(&mut self, document: &Document<'_>, token: &Token) -> WordId {
        match &mut self.forms {
            None => token.word(),
            Some(forms) => {
                self.form.clear();
                push_form(document, token, &mut self.form);
                forms.intern(&self.form)
            }
        }
    }

    /// All words of the document, in order.
    #[must_use]
    pub fn all(&self) -> &[Word] {
        &self.words
    }

    /// The units that have words, in order.
    pub fn units(&self) -> impl Iterator<Item = Unit<'_>> {
        let mut start = 0;
        self.ends.iter().map(move |(end, tokens)| {
            let words = self.words.get(start..*end).unwrap_or_default();
            start = *end;
            Unit { words, tokens: tokens.clone() }
        })
    }

    /// The vocabulary of the ids, given that of the documents.
    #[must_use]
    pub fn vocabulary<'v>(&'v self, of_documents: &'v Vocabulary) -> &'v Vocabulary {
        self.forms.as_ref().unwrap_or(of_documents)
    }
}

/// Appends a word with its case, without the period of an abbreviation.
pub(super) fn push_form(document: &Document<'_>, token: &Token, out: &mut String) {
    let text = document.text_of(token);
    let period = usize::from(token.is_abbreviated());
    push_surface(text.get(..text.len() - period).unwrap_or(text), out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Analyzer;

    fn units(text: &str, choice: WordChoice, within: Within) -> Vec<String> {
        let analyzer = Analyzer::builder().build();
        let mut workspace = analyzer.workspace();
        let document = analyzer.analyze_with(text, None, &mut workspace).document;
        let mut words = Words::new(choice);
        words.read(&document, within);
        let vocabulary = words.vocabulary(document.vocabulary);
        let spelled = |unit: &[Word]| unit.iter().map(|word| vocabulary.word(word.id)).collect::<Vec<_>>().join(" ");
        words.units().map(|unit| spelled(unit.words)).collect()
    }

    #[test]
    fn units_hold_the_words_that_count() {
        let text = "Baca juga: Harga Beras\n\nHarga naik 5 persen, kata Budi. Beras turun.";
        let words = |within| units(text, WordChoice::default(), within);
        assert_eq!(words(Within::Phrase), ["harga naik", "persen", "kata budi", "beras turun"]);
        assert_eq!(words(Within::Sentence), ["harga naik persen kata budi", "beras turun"]);
        assert_eq!(words(Within::Document), ["harga naik persen kata budi beras turun"]);
        let all = WordChoice { case: Case::Keep, keep_boilerplate: true };
        assert_eq!(
            units(text, all, Within::Document),
            ["Baca juga Harga Beras Harga naik persen kata Budi Beras turun"]
        );
        assert_eq!(units("5 %, 7!", WordChoice::default(), Within::Document), [""; 0]);
    }
}
