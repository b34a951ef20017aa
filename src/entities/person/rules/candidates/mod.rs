//! Sequences of capitalized words: the places where names can be.

mod elsewhere;

use std::ops::Range;
use std::sync::LazyLock;

use crate::text::document::Document;
use crate::text::normalize::word_key;
use crate::text::span::Span;
use crate::text::token::{Shape, Token, TokenKind};
use crate::text::vocabulary::WordId;

use crate::entities::person::common::lists::{Lists, particles};
use crate::entities::person::common::part::{Part, PartFlags, key_and_facts};
use crate::entities::person::common::sentence_case::SentenceCase;
use crate::entities::person::common::word_facts::WordFacts;

use super::eligibility::may_begin_a_name;

use elsewhere::{CapitalizedWords, LowercaseWords};

/// Consecutive words without anything between them.
#[derive(Clone, Debug)]
pub(super) struct CapitalizedSequence {
    pub(super) parts: Range<usize>,
    /// Token indices of the sentence.
    pub(super) sentence: Range<usize>,
    pub(super) sentence_case: SentenceCase,
}

/// The sequences of one document. The buffers are reused for the next document.
#[derive(Clone, Debug, Default)]
pub(super) struct CapitalizedSequences {
    pub(super) parts: Vec<Part>,
    pub(super) sequences: Vec<CapitalizedSequence>,
    /// The words of the current sentence that are not in lowercase, as offsets in it.
    capitals: Vec<u32>,
    lowercase: LowercaseWords,
    capitalized: CapitalizedWords,
}

impl CapitalizedSequences {
    /// Finds the sequences of `document` that may contain a name, and returns whether there are any.
    pub(super) fn read(&mut self, document: &Document<'_>, lists: &Lists) -> bool {
        self.parts.clear();
        self.sequences.clear();
        self.lowercase.start();
        self.capitalized.start();
        let mut capitals = std::mem::take(&mut self.capitals);
        for sentence in document.sentences {
            self.read_sentence(document, sentence.range(), &mut capitals, lists);
        }
        self.capitals = capitals;
        self.lowercase.flag(document.tokens, &mut self.parts);
        !self.sequences.is_empty()
    }

    fn read_sentence(
        &mut self,
        document: &Document<'_>,
        sentence: Range<usize>,
        capitals: &mut Vec<u32>,
        lists: &Lists,
    ) {
        let tokens = document.tokens.get(sentence.clone()).unwrap_or_default();
        crate::text::work::steps(tokens.len());
        capitals.clear();
        let (mut words, mut upper) = (0, 0);
        for (at, token) in tokens.iter().enumerate() {
            if token.kind() == TokenKind::Word {
                words += 1;
                if token.shape() == Shape::Lower {
                    self.lowercase.add_lowercase(token.word());
                } else {
                    capitals.push(at as u32);
                    upper += usize::from(token.shape() == Shape::Upper && token.span().len() > 1);
                }
            }
        }
        let mut sentence_case = None;
        let mut end = 0;
        for at in capitals.iter().map(|&at| at as usize) {
            let Some(token) = tokens.get(at).filter(|_| at >= end) else { continue };
            if !begins_with_capital(token, document.text) {
                continue;
            }
            let alone = !tokens.get(at + 1).is_some_and(|next| may_continue(next, lists));
            if alone && token.is_plain() && !may_begin_a_name(&plain_part(token, sentence.start + at, lists)) {
                // The most frequent case: the capitalized first word of a sentence.
                continue;
            }
            let base = self.parts.len();
            self.push(document, token, sentence.start + at, is_first(tokens, at), lists);
            end = self.read_rest(document, tokens, sentence.start, at + 1, lists);
            let parts = self.parts.get(base..).unwrap_or_default();
            if parts.iter().any(may_begin_a_name) {
                let sentence_case =
                    *sentence_case.get_or_insert_with(|| sentence_case_of(tokens, capitals, words, upper, lists));
                self.lowercase.add_parts(document.tokens, base, parts, sentence_case);
                self.sequences.push(CapitalizedSequence {
                    parts: base..self.parts.len(),
                    sentence: sentence.clone(),
                    sentence_case,
                });
            } else {
                self.parts.truncate(base);
            }
        }
    }

    /// Adds the parts of a sequence after its first token, from the offset `end` in the sentence on. Returns the offset of its end.
    fn read_rest(
        &mut self,
        document: &Document<'_>,
        sentence: &[Token],
        sentence_start: usize,
        mut end: usize,
        lists: &Lists,
    ) -> usize {
        loop {
            if let Some(skip) = retired(sentence.get(end..).unwrap_or_default(), lists) {
                end += skip;
            }
            let Some(token) = sentence.get(end) else { break };
            let continues = if token.shape() == Shape::Lower {
                is_particle(token, lists) && particle_reaches_a_capital(&sentence[end..], document.text, lists)
            } else {
                begins_with_capital(token, document.text) || is_small_article(token, document.text)
            };
            if !continues {
                break;
            }
            self.push(document, token, sentence_start + end, false, lists);
            end += 1;
        }
        end
    }

    /// Adds the token at `index` as one part, or as two if it joins two people.
    #[inline]
    fn push(&mut self, document: &Document<'_>, token: &Token, index: usize, first: bool, lists: &Lists) {
        crate::text::work::steps(token.span().len() as usize);
        if !token.is_plain() || token.shape() == Shape::Mixed {
            self.push_unusual(document, token, index, first, lists);
            return;
        }
        // For letters alone this has the same result as `push_unusual`, without reading the characters.
        let mut part = plain_part(token, index, lists);
        part.flags.set(PartFlags::FIRST, first);
        self.parts.push(part);
    }

    #[inline(never)]
    fn push_unusual(&mut self, document: &Document<'_>, token: &Token, index: usize, first: bool, lists: &Lists) {
        let text = document.text_of(token);
        if let Some(cut) = self.pair_cut(document, index, text, lists) {
            let start = token.span().byte_start();
            let halves = [(0, cut, true), (cut + 1, text.len(), false)];
            for (from, to, left) in halves {
                let span = Span::new(start + from as u32, start + to as u32);
                let half = text.get(from..to).unwrap_or_default();
                let (key, facts) = key_and_facts(&word_key(half), document, lists);
                let mut flags = PartFlags::default();
                flags.set(PartFlags::FIRST, first && left);
                flags.set(PartFlags::PAIR, left);
                self.parts.push(Part { span, token: index as u32, key, facts, flags });
            }
            return;
        }
        let mut flags = PartFlags::default();
        let short = text.len() <= 8;
        let letters = if short { text.chars().filter(|c| c.is_alphabetic()).count() } else { text.len() };
        let stops = text.bytes().filter(|&b| b == b'.').count();
        let initial = short && (letters == 1 || (stops > 0 && letters == stops));
        flags.set(PartFlags::INITIAL, initial);
        flags.set(PartFlags::UPPER, token.shape() == Shape::Upper && letters > 1);
        flags.set(PartFlags::FIRST, first);
        flags.set(PartFlags::LOWER, token.shape() == Shape::Lower);
        flags.set(PartFlags::PERIOD, token.is_abbreviated());
        let inner_stop = stops > 0 && text.trim_end_matches('.').contains('.') && !initial;
        let mut facts = lists.facts(token.word());
        let camel =
            token.shape() == Shape::Mixed && is_camel(text) && !facts.any(WordFacts::NAME.with(WordFacts::DEGREE));
        flags.set(
            PartFlags::ODD,
            camel
                || (inner_stop && !facts.any(WordFacts::DEGREE.with(WordFacts::HONORIFIC)))
                || text.bytes().any(|b| b.is_ascii_digit()),
        );
        let mut span = token.span();
        let mut key = token.word().index() as u32;
        // `Trump's`: the name is the part before the apostrophe.
        if let Some(stem) = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")) {
            span = Span::new(span.byte_start(), span.byte_start() + stem.len() as u32);
            (key, facts) = key_and_facts(&word_key(stem), document, lists);
        }
        self.parts.push(Part { span, token: index as u32, key, facts, flags });
    }

    /// The offset of the hyphen if the token joins two people.
    fn pair_cut(&mut self, document: &Document<'_>, index: usize, text: &str, lists: &Lists) -> Option<usize> {
        let (left, right) = text.split_once('-')?;
        let capital = |half: &str| half.chars().next().is_some_and(char::is_uppercase) && half.chars().count() > 1;
        if right.contains('-') || !capital(left) || !capital(right) {
            return None;
        }
        let is_capital = |at: Option<usize>| {
            at.and_then(|at| document.tokens.get(at)).is_some_and(|t| begins_with_capital(t, document.text))
        };
        let named = |half: &str| {
            let word = document.vocabulary.get(&word_key(half));
            (word.map(|word| lists.facts(word)).unwrap_or_default(), word)
        };
        let (left_facts, left_word) = named(left);
        let (right_facts, right_word) = named(right);
        let is_name = |facts: WordFacts| facts.any(WordFacts::NAME.with(WordFacts::NICKNAME));
        let (left_name, right_name) = (is_name(left_facts), is_name(right_facts));
        if left_facts.any(WordFacts::PARTICLE) || (left_facts.any(WordFacts::DOUBLES) && right_name) {
            return None;
        }
        let before = || {
            let fits = |t: &Token| {
                let facts = lists.facts(t.word());
                facts.any(WordFacts::NAME) || !facts.any(WordFacts::ELSE.with(WordFacts::TITLE))
            };
            let previous = index.checked_sub(1).filter(|&n| is_capital(Some(n))).and_then(|n| document.tokens.get(n));
            previous.is_some_and(fits) && !document.tokens.get(index).is_some_and(Token::line_before)
        };
        let mut seen = |word: Option<WordId>| word.is_some_and(|word| self.capitalized.has(word, document.tokens));
        let pair = if before() {
            // `Trent Alexander-Arnold` is one person, `Prabowo Subianto-Gibran` are two.
            (right_name && is_capital(index.checked_add(1))) || ((right_name || seen(left_word)) && seen(right_word))
        } else {
            (left_name || seen(left_word)) && (right_name || seen(right_word))
        };
        pair.then_some(left.len())
    }
}

/// The part for a token of letters alone; `index` is that of the token.
#[inline]
fn plain_part(token: &Token, index: usize, lists: &Lists) -> Part {
    let letters = token.span().len() - u32::from(token.is_abbreviated());
    let flags = PartFlags::default()
        .with(PartFlags::INITIAL, letters == 1)
        .with(PartFlags::UPPER, token.shape() == Shape::Upper && letters > 1)
        .with(PartFlags::LOWER, token.shape() == Shape::Lower)
        .with(PartFlags::PERIOD, token.is_abbreviated());
    Part {
        span: token.span(),
        token: index as u32,
        key: token.word().index() as u32,
        facts: lists.facts(token.word()),
        flags,
    }
}

/// `MotoGP`, `YouTube`: capitals inside a word that are not explained by a name's prefix, a hyphen or an apostrophe.
fn is_camel(text: &str) -> bool {
    let stem = ["Mc", "Mac", "De", "Di", "La", "Le", "Van"]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))
        .unwrap_or(text);
    let mut before = ' ';
    stem.chars().skip(1).any(|c| {
        let inner = c.is_uppercase() && before.is_alphabetic();
        before = c;
        inner
    })
}

/// Whether a token is a word whose first letter is a capital.
#[inline]
pub(super) fn begins_with_capital(token: &Token, text: &str) -> bool {
    if token.kind() != TokenKind::Word {
        return false;
    }
    match token.shape() {
        Shape::Title | Shape::Upper => true,
        Shape::Mixed => token.span().of(text).chars().next().is_some_and(char::is_uppercase),
        _ => false,
    }
}

/// `al-Assad` as part of a name.
fn is_small_article(token: &Token, text: &str) -> bool {
    let small = token.kind() == TokenKind::Word && token.shape() == Shape::Mixed;
    small
        && token
            .span()
            .of(text)
            .split_once('-')
            .is_some_and(|(article, rest)| is_article(article) && rest.chars().next().is_some_and(char::is_uppercase))
}

/// Whether a lowercase word may be the first part of a hyphenated name.
fn is_article(word: &str) -> bool {
    static ARTICLES: LazyLock<Vec<&str>> = LazyLock::new(|| particles("rules-hyphen").collect());
    ARTICLES.contains(&word)
}

/// Whether `next` may continue a sequence after its first token. [`CapitalizedSequences::read_rest`] decides whether it does.
#[inline]
fn may_continue(next: &Token, lists: &Lists) -> bool {
    match next.kind() {
        TokenKind::Word => next.shape() != Shape::Lower || is_particle(next, lists),
        _ => next.word() == WordId::ascii(b'('),
    }
}

fn is_particle(token: &Token, lists: &Lists) -> bool {
    token.shape() == Shape::Lower && lists.facts(token.word()).any(WordFacts::LOWERCASE_PARTICLE)
}

/// `bin Salman`, `van der Sar`: a capital within two more words.
fn particle_reaches_a_capital(tokens: &[Token], text: &str, lists: &Lists) -> bool {
    match tokens {
        [_, next, ..] if begins_with_capital(next, text) => true,
        [_, second, next, ..] => is_particle(second, lists) && begins_with_capital(next, text),
        _ => false,
    }
}

/// The length of `(Purn)` between a rank and a name.
fn retired(tokens: &[Token], lists: &Lists) -> Option<usize> {
    let [open, inner, close, ..] = tokens else { return None };
    let bracketed = open.word() == WordId::ascii(b'(') && close.word() == WordId::ascii(b')');
    (bracketed && inner.word() == lists.purn).then_some(3)
}

/// Whether the token at `at` begins its sentence, a quotation or a parenthesis.
fn is_first(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|n| tokens.get(n)) else { return true };
    let quotes = [b'"', b'\'', b'-'].map(WordId::ascii);
    before.kind() == TokenKind::Punctuation && (quotes.contains(&before.word()) || before.span().len() > 1)
}

/// The case of a sentence of `words` words, of which those at `capitals` are not in lowercase and `upper` are all capitals.
fn sentence_case_of(tokens: &[Token], capitals: &[u32], words: usize, upper: usize, lists: &Lists) -> SentenceCase {
    if words >= 3 && upper * 10 >= words * 8 {
        return SentenceCase::Capitals;
    }
    if words < 4 || capitals.len() * 10 < words * 6 {
        return SentenceCase::Running;
    }
    let stops = tokens.iter().rev().take(2).any(|t| t.word() == WordId::ascii(b'.'));
    let (mut common, mut labels) = (0_usize, 0_usize);
    for (at, token) in capitals.iter().filter_map(|&at| Some((at, tokens.get(at as usize)?))) {
        let facts = lists.facts(token.word());
        labels += usize::from(facts.any(WordFacts::LABEL));
        let small_elsewhere = facts.any(WordFacts::COMMON.with(WordFacts::FUNCTION).with(WordFacts::VERB_AFTER));
        common += usize::from(at > 0 && small_elsewhere && !facts.any(WordFacts::TITLE.with(WordFacts::ORG_PREFIX)));
    }
    if !stops && common > 0 && labels < 2 { SentenceCase::TitleCase } else { SentenceCase::Running }
}
