//! Evidence that a word is a name, for words that the tagger is not certain of.

use crate::entities::person::common::hints::Hints;
use crate::entities::person::common::lists::Lists;
use crate::entities::person::common::part::Part;
use crate::entities::person::common::word_facts::WordFacts;
use crate::text::document::Document;
use crate::text::token::{Token, TokenKind};
use crate::text::vocabulary::WordId;
use crate::text::work;

/// Words before a name: a title, a form of address, `bernama`, a verb whose subject follows.
const BEFORE: WordFacts = WordFacts::TITLE
    .with(WordFacts::HONORIFIC)
    .with(WordFacts::ARTICLE)
    .with(WordFacts::VERB_BEFORE)
    .with(WordFacts::ALSO_CALLED)
    .with(WordFacts::LABEL)
    .with(WordFacts::GROUP)
    .with(WordFacts::CHILD);
/// The same, by hints.
const HINTS_BEFORE: Hints = Hints::PERSON_NOUN.union(Hints::NICK_PARTICLE);
/// Words after a name: a verb whose subject comes first, `dkk`.
const AFTER: WordFacts = WordFacts::VERB_AFTER.with(WordFacts::SAYS).with(WordFacts::AND_OTHERS);

/// The most words after an office before a comma: `Asisten Administrasi Umum, Xanto`.
const LONGEST_OFFICE: usize = 2;

/// Whether a word is in the lists of names, or what is next to it says that it is one: a title, a verb, an age.
pub(super) fn supports(part: &Part, document: &Document<'_>, lists: &Lists) -> bool {
    let at = part.token as usize;
    let word = |at: usize| {
        work::step();
        document.tokens.get(at).map(Token::word)
    };
    let introduces = |w: WordId| lists.facts(w).any(BEFORE) || lists.hints.of(w).intersects(HINTS_BEFORE);
    let is_introduced = || {
        let before = at.checked_sub(1).and_then(word);
        if before != Some(WordId::ascii(b',')) {
            return before.is_some_and(introduces);
        }
        (2..=2 + LONGEST_OFFICE).filter_map(|back| at.checked_sub(back).and_then(word)).any(introduces)
    };
    let has_age = || {
        let number = document.tokens.get(at + 2).filter(|t| t.kind() == TokenKind::Number && t.span().len() <= 2);
        number.is_some() && word(at + 1) == Some(WordId::ascii(b'('))
    };
    let acts =
        || word(at + 1).is_some_and(|w| lists.facts(w).any(AFTER) || lists.hints.of(w).contains(Hints::SIBLINGS));
    part.facts.any(WordFacts::NAME) || is_introduced() || acts() || has_age()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::person::common::part::{PartFlags, key_and_facts};
    use crate::entities::person::tagger::test_support::{lists, with_document};

    #[test]
    fn a_name_has_evidence_in_the_lists_or_beside_it() {
        let supports_word = |text: &str, word: &str| {
            with_document(text, |document| {
                let is_word = |token: &&Token| token.span().of(text) == word;
                let token = document.tokens.iter().find(is_word).expect("the word is in the text");
                let token_index =
                    document.tokens.iter().position(|other| other.span() == token.span()).unwrap_or_default();
                let (key, facts) = key_and_facts(document.vocabulary.word(token.word()), document, lists());
                let flags = PartFlags::default();
                let part = Part { span: token.span(), token: token_index as u32, key, facts, flags };
                supports(&part, document, lists())
            })
        };
        for (text, word, expected) in [
            ("Lalu Rahmat di sana.", "Rahmat", true),
            ("Lalu Xanto di sana.", "Xanto", false),
            ("Lalu Kompol Xanto di sana.", "Xanto", true),
            ("Lalu bernama Xanto di sana.", "Xanto", true),
            ("Itu benar, kata Xanto di sana.", "Xanto", true),
            ("Lalu Xanto mengatakan itu.", "Xanto", true),
            ("Lalu seorang murid, Xanto, di sana.", "Xanto", true),
            ("Lalu Asisten Administrasi Umum, Xanto, di sana.", "Xanto", true),
            ("Lalu di sana, Xanto, di sini.", "Xanto", false),
            ("Lalu Xanto bersaudara di sana.", "Xanto", true),
            ("Lalu Xanto (61) di sana.", "Xanto", true),
            ("Lalu Xanto (2025) di sana.", "Xanto", false),
        ] {
            assert_eq!(supports_word(text, word), expected, "{text}");
        }
    }
}
