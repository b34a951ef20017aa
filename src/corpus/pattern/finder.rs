//! The search for patterns in documents.

use std::sync::Arc;

use crate::analyzer::Analysis;
use crate::corpus::Map;
use crate::corpus::pattern::part::Part;
use crate::corpus::pattern::{Compiled, PatternOptions, Phrase};
use crate::corpus::words::push_form;
use crate::entities::{Canonical, EntityKind, Mention, MentionNote, Via};
use crate::terms::Case;
use crate::text::document::Document;
use crate::text::normalize::word_key;
use crate::text::span::Span;
use crate::text::token::{Sentence, Token, TokenKind};
use crate::text::vocabulary::{Vocabulary, WordId, WordTable};

/// A place where a pattern matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Match {
    /// The index of the first token.
    pub token_start: u32,
    /// The number of the pattern, in the order in which they were added.
    pub pattern: u32,
    /// The index of the first token after the match.
    pub token_end: u32,
    /// The index of the sentence.
    pub sentence: u32,
    /// The byte range: whole tokens, or that of a mention.
    pub span: Span,
}

impl Match {
    /// The indices of its tokens.
    #[must_use]
    pub const fn tokens(&self) -> std::ops::Range<usize> {
        self.token_start as usize..self.token_end as usize
    }
}

/// The number of a set of tests that a key passes; the set 0 is empty.
type SetId = u32;

/// The number of a key that has not been tested.
const UNKNOWN: SetId = SetId::MAX;

/// The most keys of numbers and marks that are remembered.
const MOST_OTHERS: usize = 1 << 16;

/// Finds patterns in documents. Every distinct word is tested once, whatever the patterns: a token costs one look-up.
///
/// It may be used for documents of any analyzer and workspace.
#[derive(Debug)]
pub struct Finder {
    compiled: Arc<Compiled>,
    /// The sets of tests, ascending within each.
    sets: Vec<Box<[u32]>>,
    by_tests: Map<Box<[u32]>, SetId>,
    /// The workspace that the word ids are from.
    workspace: Option<u64>,
    /// The sets by word, or by form if case counts.
    of_words: WordTable<SetId>,
    /// The words with their case, if it counts.
    forms: Vocabulary,
    /// The sets of the keys that have no word id: of numbers, and of marks of several characters.
    of_others: Map<Box<str>, SetId>,
    key: String,
    matches: Vec<Match>,
}

impl Finder {
    pub(super) fn new(compiled: Arc<Compiled>) -> Self {
        Self {
            compiled,
            sets: vec![Box::default()],
            by_tests: [(Box::default(), 0)].into_iter().collect(),
            workspace: None,
            of_words: WordTable::new(UNKNOWN),
            forms: Vocabulary::new(),
            of_others: Map::default(),
            key: String::new(),
            matches: Vec::new(),
        }
    }

    /// The options of the patterns.
    #[must_use]
    pub fn options(&self) -> PatternOptions {
        self.compiled.options
    }

    /// Finds the patterns in a document. The matches ascend by their first token, then by the pattern; those of one pattern may
    /// overlap.
    pub fn find(&mut self, analysis: &Analysis<'_>) -> &[Match] {
        if self.workspace != Some(analysis.workspace()) {
            self.workspace = Some(analysis.workspace());
            if self.compiled.options.words.case == Case::Fold {
                self.of_words = WordTable::new(UNKNOWN);
            }
        }
        self.matches.clear();
        let compiled = Arc::clone(&self.compiled);
        if !compiled.phrases.is_empty() {
            self.find_phrases(&compiled, &analysis.document);
        }
        if !(compiled.people.is_empty() && compiled.countries.is_empty()) {
            self.find_mentions(&compiled, analysis);
        }
        if compiled.names.len() > 1 || compiled.phrases.len() > 1 {
            self.matches.sort_unstable();
        }
        &self.matches
    }

    fn find_phrases(&mut self, compiled: &Compiled, document: &Document<'_>) {
        let mut sentences = (0..).zip(document.sentences);
        let mut current: (u32, Sentence) = (0, Sentence { token_start: 0, token_end: 0 });
        for (at, token) in (0..).zip(document.tokens) {
            let set = self.set_of(document, token);
            if set == 0 && compiled.of_any.is_empty() {
                continue;
            }
            while at >= current.1.token_end {
                let Some((number, sentence)) = sentences.next() else { break };
                current = (number, *sentence);
            }
            let tests = self.sets.get(set as usize).map_or(0, |tests| tests.len());
            for number in 0..tests {
                let test = self.sets.get(set as usize).and_then(|tests| tests.get(number)).copied();
                let phrases = test.and_then(|test| compiled.by_test.get(test as usize));
                for phrase in phrases.into_iter().flatten() {
                    self.match_at(compiled, document, *phrase, at, current);
                }
            }
            if is_more_than_mark(token) {
                for phrase in &compiled.of_any {
                    self.match_at(compiled, document, *phrase, at, current);
                }
            }
        }
    }

    /// Adds a match if the phrase is where its anchor is the token `anchor_at`.
    fn match_at(
        &mut self,
        compiled: &Compiled,
        document: &Document<'_>,
        phrase: u32,
        anchor_at: u32,
        (number, sentence): (u32, Sentence),
    ) {
        let Some(phrase) = compiled.phrases.get(phrase as usize) else { return };
        let Some(start) = anchor_at.checked_sub(phrase.anchor as u32) else { return };
        let end = start + phrase.parts.len() as u32;
        if start < sentence.token_start || end > sentence.token_end {
            return;
        }
        let tokens = document.tokens.get(start as usize..end as usize).unwrap_or_default();
        let keeps_boilerplate = compiled.options.words.keep_boilerplate;
        if !keeps_boilerplate && tokens.iter().any(Token::is_boilerplate) || !self.matches_all(document, phrase, tokens)
        {
            return;
        }
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
        let span = first.span().join(last.span());
        self.matches.push(Match {
            token_start: start,
            pattern: phrase.pattern,
            token_end: end,
            sentence: number,
            span,
        });
    }

    fn matches_all(&mut self, document: &Document<'_>, phrase: &Phrase, tokens: &[Token]) -> bool {
        phrase.parts.iter().zip(tokens).all(|(part, token)| match part {
            Part::Any => is_more_than_mark(token),
            Part::Test(test) => {
                let set = self.set_of(document, token);
                self.sets.get(set as usize).is_some_and(|tests| tests.binary_search(test).is_ok())
            }
        })
    }

    /// The set of tests that a token's key passes.
    #[inline]
    fn set_of(&mut self, document: &Document<'_>, token: &Token) -> SetId {
        let id = match self.compiled.options.words.case {
            Case::Fold if has_key_of_word(token) => token.word(),
            Case::Fold => return self.set_of_other(document, token),
            Case::Keep => {
                self.key.clear();
                push_form(document, token, &mut self.key);
                self.forms.intern(&self.key)
            }
        };
        match self.of_words.get(id) {
            UNKNOWN => self.test_word(document, id),
            set => set,
        }
    }

    #[cold]
    fn test_word(&mut self, document: &Document<'_>, id: WordId) -> SetId {
        let passed = match self.compiled.options.words.case {
            Case::Fold => self.compiled.tests.passed(document.vocabulary.word(id)),
            Case::Keep => self.compiled.tests.passed(self.forms.word(id)),
        };
        let set = self.set_with(passed);
        *self.of_words.entry(id) = set;
        set
    }

    fn set_of_other(&mut self, document: &Document<'_>, token: &Token) -> SetId {
        if !self.compiled.tests.has_other_keys() {
            return 0;
        }
        let text = document.text_of(token);
        if let Some(set) = self.of_others.get(text) {
            return *set;
        }
        let passed = self.compiled.tests.passed(&word_key(text));
        let set = self.set_with(passed);
        if self.of_others.len() >= MOST_OTHERS {
            self.of_others.clear();
        }
        self.of_others.insert(text.into(), set);
        set
    }

    /// The number of a set.
    fn set_with(&mut self, tests: Vec<u32>) -> SetId {
        let tests = tests.into_boxed_slice();
        if let Some(set) = self.by_tests.get(&tests) {
            return *set;
        }
        let set = self.sets.len() as SetId;
        self.sets.push(tests.clone());
        self.by_tests.insert(tests, set);
        set
    }

    fn find_mentions(&mut self, compiled: &Compiled, analysis: &Analysis<'_>) {
        let text = analysis.document.text;
        for mention in analysis.mentions {
            if mention.via == Some(Via::InName) && !compiled.options.in_name {
                continue;
            }
            let patterns = match &mention.canonical {
                Some(Canonical::Country(country)) => compiled.countries.get(country),
                Some(canonical @ Canonical::Person(_)) if !compiled.people.is_empty() => {
                    self.key.clear();
                    canonical.append_to(text, &mut self.key);
                    let entity = analysis.aliases().entity_of(EntityKind::Person, &self.key);
                    compiled.people.get(&word_key(entity))
                }
                _ => None,
            };
            let Some(patterns) = patterns else { continue };
            let tokens = mention.token_start as usize..mention.token_end as usize;
            let tokens = analysis.document.tokens.get(tokens).unwrap_or_default();
            let is_boilerplate =
                || mention.note == Some(MentionNote::Byline) || tokens.iter().any(Token::is_boilerplate);
            if !compiled.options.words.keep_boilerplate && is_boilerplate() {
                continue;
            }
            self.matches.extend(patterns.iter().map(|pattern| match_of(mention, *pattern)));
        }
    }
}

fn match_of(mention: &Mention, pattern: u32) -> Match {
    let Mention { token_start, token_end, sentence, span, .. } = *mention;
    Match { token_start, pattern, token_end, sentence, span }
}

/// Whether a token takes a place in the context of a match: all do but marks and symbols.
#[inline]
#[must_use]
pub const fn is_more_than_mark(token: &Token) -> bool {
    !matches!(token.kind(), TokenKind::Punctuation | TokenKind::Symbol)
}

/// Whether the word id of a token stands for its key. That of numbers is one for all, and those of some marks are those of similar ones.
#[inline]
const fn has_key_of_word(token: &Token) -> bool {
    match token.kind() {
        TokenKind::Number => false,
        TokenKind::Punctuation | TokenKind::Symbol => token.span().len() == 1,
        _ => true,
    }
}
