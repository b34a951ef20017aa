//! The parts of patterns, and the tests that tell for a word which parts it matches.

use regex::{RegexSet, RegexSetBuilder};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::corpus::Map;
use crate::corpus::pattern::regex_fault::{BadRegex, check_regex};
use crate::corpus::pattern::{Diacritics, PatternError, PatternOptions};
use crate::terms::{Case, Stemming};
use crate::text::normalize::{surface, word_key};
use crate::text::token::TokenKind;
use crate::text::vocabulary::Vocabulary;
use crate::tokenizer::{Tokenizer, Tokens};

/// A part of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Any token but marks and symbols.
    Any,
    /// A token whose key passes this test.
    Test(u32),
}

/// The most bytes of a compiled set of expressions.
const MOST_BYTES: usize = 64 << 20;

/// Reads patterns, and collects the tests of their parts. Equal parts share a test.
#[derive(Clone, Debug)]
pub(super) struct PartReader {
    options: PatternOptions,
    stemming: Option<Stemming>,
    tokenizer: Tokenizer,
    vocabulary: Vocabulary,
    /// The tests by the keys that pass them; with stems, by their stems.
    keys: Map<String, Vec<u32>>,
    /// Expressions that match whole keys, with their tests.
    expressions: Vec<(String, u32)>,
    /// The test of each part as it was written, marked by what it is.
    known: Map<(bool, String), u32>,
    /// Whether a key that is not that of a word may pass: of a number or a mark.
    has_other_keys: bool,
}

impl PartReader {
    pub(super) fn new(options: PatternOptions, stemming: Option<Stemming>) -> Self {
        let mut vocabulary = Vocabulary::new();
        Self {
            options,
            stemming,
            tokenizer: Tokenizer::new(&mut vocabulary),
            vocabulary,
            keys: Map::default(),
            expressions: Vec::new(),
            known: Map::default(),
            has_other_keys: false,
        }
    }

    /// The parts of a pattern.
    pub(super) fn parts(&mut self, pattern: &str) -> Result<Vec<Part>, PatternError> {
        let mut parts = Vec::new();
        let mut has_word = false;
        for piece in pattern.split_whitespace() {
            if self.options.regex {
                parts.push(self.regular_expression(piece, pattern)?);
                has_word = true;
            } else if piece == "*" {
                parts.push(Part::Any);
                has_word = true;
            } else if has_wildcard(piece) {
                parts.push(self.wildcards(piece));
                has_word = true;
            } else {
                has_word |= self.literal(&unescaped(piece), &mut parts);
            }
        }
        match (parts.is_empty(), has_word) {
            (true, _) => Err(PatternError::Empty),
            (false, false) => Err(PatternError::OnlyMarks { pattern: pattern.trim().to_owned() }),
            (false, true) => Ok(parts),
        }
    }

    fn regular_expression(&mut self, piece: &str, pattern: &str) -> Result<Part, PatternError> {
        let expression = self.with_folded_diacritics(surface(piece));
        let flag = if self.options.words.case == Case::Fold { "i" } else { "" };
        let wrapped = format!("(?{flag}:{expression})");
        // The wrapped expression differs in what a comment hides, which is not worth a place.
        let first = |bad| BadRegex { character: 1, ..bad };
        if let Err(bad) = check_regex(&expression).and_then(|()| check_regex(&wrapped).map_err(first)) {
            let character = char_offset(pattern, piece) + bad.character;
            return Err(PatternError::BadRegex { pattern: pattern.trim().to_owned(), character, fault: bad.fault });
        }
        self.has_other_keys = true;
        let (test, is_new) = self.test(true, &expression);
        if is_new {
            self.expressions.push((wrapped, test));
        }
        Ok(Part::Test(test))
    }

    /// A part with `*`, `?` or `|`: each alternative as an expression, or as a key if it has no wildcards.
    fn wildcards(&mut self, piece: &str) -> Part {
        let alternatives: Vec<Vec<Character>> =
            characters(piece).split(|c| matches!(c, Character::Alternative)).map(<[Character]>::to_vec).collect();
        let mut expressions = Vec::new();
        let mut keys = Vec::new();
        for alternative in &alternatives {
            // Alone, `?` is the mark.
            let is_mark = alternative.len() == 1 && matches!(alternative.first(), Some(Character::One));
            if is_mark || alternative.iter().all(|c| matches!(c, Character::Literal(_))) {
                let text: String = alternative.iter().map(|c| c.as_typed()).collect();
                keys.push(self.stem(self.key(&text)));
            } else {
                expressions.push(self.wildcard_expression(alternative));
            }
        }
        self.has_other_keys = true;
        let (test, is_new) = self.test(true, piece);
        if is_new {
            keys.into_iter().for_each(|key| self.keys.entry(key).or_default().push(test));
            expressions.into_iter().for_each(|expression| self.expressions.push((expression, test)));
        }
        Part::Test(test)
    }

    fn wildcard_expression(&self, alternative: &[Character]) -> String {
        let mut expression = String::new();
        // Runs of literal characters are normalized together: a letter may be followed by its accent.
        for run in alternative.chunk_by(|a, b| matches!((a, b), (Character::Literal(_), Character::Literal(_)))) {
            match run {
                [Character::Any] => expression.push_str("(?s:.*)"),
                [Character::One] => expression.push_str("(?s:.)"),
                literals => {
                    let text: String = literals.iter().map(|c| c.as_typed()).collect();
                    expression.push_str(&regex::escape(&self.key(&text)));
                }
            }
        }
        expression
    }

    /// The tokens of a text as parts. Returns whether one is more than a mark.
    fn literal(&mut self, text: &str, parts: &mut Vec<Part>) -> bool {
        let mut tokens = Tokens::default();
        self.tokenizer.tokenize(text, &mut self.vocabulary, &mut tokens);
        let mut has_word = false;
        for token in tokens.tokens() {
            let surface = token.span().of(text);
            let is_mark = matches!(token.kind(), TokenKind::Punctuation | TokenKind::Symbol);
            let period = usize::from(token.is_abbreviated());
            let key = self.stem(self.key(surface.get(..surface.len() - period).unwrap_or(surface)));
            has_word |= !is_mark;
            self.has_other_keys |= !token.is_word();
            let (test, is_new) = self.test(false, &key);
            if is_new {
                self.keys.entry(key).or_default().push(test);
            }
            parts.push(Part::Test(test));
        }
        has_word
    }

    /// The test of a part, and whether it is new. A part with wildcards and a word may be written alike.
    fn test(&mut self, has_wildcards: bool, text: &str) -> (u32, bool) {
        let next = self.known.len() as u32;
        let test = *self.known.entry((has_wildcards, text.to_owned())).or_insert(next);
        (test, test == next)
    }

    /// A text in the form in which words are compared.
    fn key(&self, text: &str) -> String {
        self.with_folded_diacritics(match self.options.words.case {
            Case::Fold => word_key(text),
            Case::Keep => surface(text),
        })
    }

    /// The form by which a whole key is compared.
    fn stem(&self, key: String) -> String {
        match &self.stemming {
            Some(stemming) => stemming.key_of(&key, false),
            None => key,
        }
    }

    fn with_folded_diacritics(&self, key: String) -> String {
        if self.options.diacritics == Diacritics::Fold { without_marks(&key) } else { key }
    }

    /// The tests so far.
    pub(super) fn tests(&self) -> Result<Tests, PatternError> {
        let whole = self.expressions.iter().map(|(expression, _)| format!(r"\A(?:{expression})\z"));
        let expressions = RegexSetBuilder::new(whole).size_limit(MOST_BYTES).build();
        Ok(Tests {
            keys: self.keys.clone(),
            stemming: self.stemming.clone(),
            expressions: expressions.map_err(|_| PatternError::TooLarge)?,
            test_of_expression: self.expressions.iter().map(|(_, test)| *test).collect(),
            folds_diacritics: self.options.diacritics == Diacritics::Fold,
            count: self.known.len(),
            has_other_keys: self.has_other_keys,
        })
    }
}

/// The tests of all parts: which of them a key passes.
#[derive(Clone, Debug)]
pub(super) struct Tests {
    /// The tests by keys or, with stems, by the stems of keys.
    keys: Map<String, Vec<u32>>,
    stemming: Option<Stemming>,
    expressions: RegexSet,
    test_of_expression: Vec<u32>,
    folds_diacritics: bool,
    count: usize,
    has_other_keys: bool,
}

impl Tests {
    /// The number of tests.
    pub(super) const fn len(&self) -> usize {
        self.count
    }

    /// Whether the keys of numbers and marks may pass a test.
    pub(super) const fn has_other_keys(&self) -> bool {
        self.has_other_keys
    }

    /// The tests that a key passes, ascending.
    pub(super) fn passed(&self, key: &str) -> Vec<u32> {
        let folded;
        let key = if self.folds_diacritics && !key.is_ascii() {
            folded = without_marks(key);
            &folded
        } else {
            key
        };
        let tests = match &self.stemming {
            Some(stemming) => self.keys.get(&stemming.key_of(key, false)),
            None => self.keys.get(key),
        };
        let mut passed = tests.cloned().unwrap_or_default();
        let expressions = self.expressions.matches(key);
        passed.extend(expressions.iter().filter_map(|at| self.test_of_expression.get(at)));
        passed.sort_unstable();
        passed.dedup();
        passed
    }
}

/// A key without the marks that are combined with letters.
fn without_marks(key: &str) -> String {
    key.nfd().filter(|&c| !is_combining_mark(c)).collect()
}

/// A character of a part with wildcards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Character {
    Any,
    One,
    Alternative,
    Literal(char),
}

impl Character {
    const fn as_typed(self) -> char {
        match self {
            Self::Any => '*',
            Self::One => '?',
            Self::Alternative => '|',
            Self::Literal(c) => c,
        }
    }
}

/// The characters of a part. The one after `\` is taken as it is.
fn characters(piece: &str) -> Vec<Character> {
    let mut characters = Vec::new();
    let mut rest = piece.chars();
    while let Some(c) = rest.next() {
        characters.push(match c {
            '*' => Character::Any,
            '?' => Character::One,
            '|' => Character::Alternative,
            '\\' => Character::Literal(rest.next().unwrap_or('\\')),
            c => Character::Literal(c),
        });
    }
    characters
}

/// Whether a part has wildcards or alternatives. One that consists of `?` or `|` alone is the mark.
fn has_wildcard(piece: &str) -> bool {
    let characters = characters(piece);
    let is_mark = |wanted: Character| characters.iter().all(|&c| c == wanted);
    !is_mark(Character::Alternative)
        && characters != [Character::One]
        && characters.iter().any(|c| !matches!(c, Character::Literal(_)))
}

/// The text of a part without wildcards.
fn unescaped(piece: &str) -> String {
    characters(piece).into_iter().map(Character::as_typed).collect()
}

/// The number of characters before a part of a text.
fn char_offset(text: &str, part: &str) -> usize {
    let bytes = (part.as_ptr() as usize).saturating_sub(text.trim_start().as_ptr() as usize);
    text.trim_start().get(..bytes).map_or(0, |before| before.chars().count())
}
