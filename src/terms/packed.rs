//! Terms of two to four words, counted by the ids of their words: a term is spelled out when it is seen first.

use hashbrown::HashMap;

use crate::terms::{Case, Names, TermCounter, TermOptions, is_stop_word};
use crate::text::token::Token;
use crate::text::vocabulary::{Vocabulary, WordId};

/// The ids of terms by their words: 32 bits for each.
#[derive(Debug, Default)]
pub(super) struct PackedTerms(HashMap<u128, WordId, foldhash::fast::RandomState>);

/// The bits of a word in a key.
const WORD_BITS: u32 = 32;

impl PackedTerms {
    /// Whether the terms of these options are words that make a key.
    pub(super) fn fit(options: TermOptions) -> bool {
        (2..=4).contains(&options.ngrams) && options.case == Case::Fold && options.names == Names::Keep
    }
}

impl TermCounter {
    /// Counts the terms of a sentence.
    pub(super) fn count_packed(&mut self, tokens: &[Token], vocabulary: &Vocabulary) {
        let length = usize::from(self.options.ngrams);
        let mask = u128::MAX >> (u128::BITS - WORD_BITS * u32::from(self.options.ngrams));
        // The words before a token, up to the last that is none.
        let (mut key, mut run) = (0, 0);
        for (at, token) in tokens.iter().enumerate() {
            if !token.is_word() || token.is_boilerplate() && !self.options.keep_boilerplate {
                run = 0;
                continue;
            }
            self.document_words += 1;
            self.document_stop_words += u64::from(is_stop_word(token));
            key = key << WORD_BITS & mask | token.word().index() as u128;
            run += 1;
            if run < length || is_stop_word(token) {
                continue;
            }
            let term = tokens.get(at + 1 - length..=at).unwrap_or_default();
            if term.first().is_none_or(is_stop_word) {
                continue;
            }
            let words = term.iter().map(Token::word);
            let id = self.id_of(key, words.map(|word| vocabulary.word(word)));
            self.add(id);
        }
    }

    /// The id of a term that is spelled out.
    pub(super) fn packed_id(&mut self, term: &str, vocabulary: &mut Vocabulary) -> WordId {
        let key = term.split(' ').fold(0, |key, word| key << WORD_BITS | vocabulary.intern(word).index() as u128);
        self.id_of(key, term.split(' '))
    }

    fn id_of<'a>(&mut self, key: u128, words: impl Iterator<Item = &'a str>) -> WordId {
        let (Some(PackedTerms(ids)), Some(names)) = (&mut self.packed, &mut self.names) else {
            return WordId::NUMBER;
        };
        *ids.entry(key).or_insert_with(|| {
            self.key.clear();
            for (n, word) in words.enumerate() {
                self.key.push_str(if n > 0 { " " } else { "" });
                self.key.push_str(word);
            }
            names.push(&self.key)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use crate::terms::{TermCounts, TermOptions};
    use crate::{Analyzer, StopWords};

    fn counts(texts: &[String], options: TermOptions) -> TermCounts {
        let mut stop_words = StopWords::none();
        stop_words.add_list("di");
        let analyzer = Analyzer::builder().kinds([]).stop_words(stop_words).terms(options).build();
        let mut workspaces = [(); 3].map(|()| analyzer.workspace());
        for (number, text) in texts.iter().enumerate() {
            analyzer.analyze_with(text, None, &mut workspaces[number % 3]);
        }
        // Once by the ids of words, once by spelling.
        let [mut first, mut second, third] = workspaces;
        first.absorb_term_counts(&mut second);
        first.into_term_counts().unwrap().merge(third.into_term_counts().unwrap())
    }

    proptest! {
        #[test]
        fn terms_are_those_that_are_spelled_out(texts in prop::collection::vec("([abc] |di |, |\\. A|1 ){0,12}", 1..5), ngrams in 2..=4_u8) {
            let options = TermOptions { ngrams, ..TermOptions::default() };
            // With its case each term is spelled out.
            let spelled = TermOptions { case: crate::Case::Keep, ..options };
            let texts: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
            let (found, expected) = (counts(&texts, options), counts(&texts, spelled));
            let sorted = |counts: &TermCounts| counts.iter().map(|(term, totals)| (term.to_owned(), totals)).collect::<BTreeMap<_, _>>();
            prop_assert_eq!(sorted(&found), sorted(&expected));
            prop_assert_eq!((found.words(), found.documents()), (expected.words(), expected.documents()));
            for (term, totals) in found.iter() {
                prop_assert_eq!(found.get(term), Some(totals));
            }
        }
    }
}
