//! The positions of a document that get a label, and the candidate sequences among them.
//!
//! Most tokens of an article are far from any name. Only those that matter become positions: the tokens within
//! [`WINDOW_RADIUS`] of a capitalized word. Rows of capitalized words are candidate sequences; the CRF labels each of them on its own,
//! and all other positions serve as features of their neighbours.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use crate::entities::person::common::lists::{Lists, particles};
use crate::entities::person::common::sentence_case::SentenceCase;
use crate::text::document::Document;
use crate::text::list::entries;
use crate::text::normalize::word_key;
use crate::text::span::Span;
use crate::text::token::{Sentence, Token};
use crate::text::vocabulary::{Vocabulary, WordFlags, WordId};
use crate::text::work;
use crate::tokenizer::Lexicon;

use super::bit_set::{BitRow, WordSet};
use super::bitmap::{self, TokenBits};
use super::token_shape::{NON_PERSON, SENTENCE_INITIAL, TokenShape, WordCase, mixed_case, shape_of, shape_of_part};
use super::window::{Extent, WINDOW_RADIUS};

/// One word or mark. A word with hyphens between capitals (`Anies-Muhaimin`, `Al-Hakim`) is several positions.
#[derive(Clone, Copy, Debug)]
pub struct TagPosition {
    /// Index of the token.
    pub token: u32,
    /// The span of the token, or of a part of it.
    pub span: Span,
    /// The word of the whole token: parts of it are not in the vocabulary.
    pub word: WordId,
    /// Whether the position is only a part of its token.
    pub is_part: bool,
    /// Its kind and capitalization.
    pub shape: TokenShape,
    /// The case of its letters.
    pub case: WordCase,
    /// Whether it is the first of its sentence.
    pub is_first: bool,
}

impl TagPosition {
    /// Padding before and after every stretch.
    const OUTSIDE: Self = Self {
        token: u32::MAX,
        span: Span::new(0, 0),
        word: OUTSIDE,
        is_part: false,
        shape: TokenShape::Outside,
        case: WordCase::Lower,
        is_first: false,
    };
}

/// The word of padding: a control character, which no token is.
pub(super) const OUTSIDE: WordId = WordId::ascii(1);

/// A row of positions that may be parts of names: a half-open range of indices inside one sentence. The CRF labels each sequence
/// independently of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CandidateSequence {
    /// Index of the first position.
    pub start: u32,
    /// Index of the first position after it.
    pub end: u32,
    /// The case of its sentence.
    pub sentence_case: SentenceCase,
}

impl CandidateSequence {
    /// The indices of the positions.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Words that are never part of a person's name: raw news capitalizes them, and the rules never take them for part of a name.
pub const NON_PERSON_WORDS: &str = include_str!("../model/non_person_words.txt");

/// Flags the words in the lexicon that the shapes of positions depend on: particles, common words and non-person words.
pub(crate) fn flag_words(lexicon: &mut Lexicon, lists: &Lists) {
    for particle in particles("tagger") {
        let particle = lexicon.word(particle);
        lexicon.add_flags(particle, WordFlags::PARTICLE);
    }
    for word in lists.common_words() {
        lexicon.add_flags(word, WordFlags::COMMON);
    }
    for word in entries(NON_PERSON_WORDS) {
        let word = lexicon.word(word);
        lexicon.add_flags(word, WordFlags::NON_PERSON);
    }
}

/// The most particles and joining hyphens between two words of a sequence.
const LONGEST_LINK: usize = 2;

/// The positions and candidate sequences of one document. The buffers are reused for the next document.
#[derive(Clone, Debug, Default)]
pub struct Positions {
    /// The positions; those from `len` on are left over from other documents.
    positions: Vec<TagPosition>,
    len: usize,
    /// The positions that a name may consist of, and the articles that begin a hyphenated name: the first part of `al-Assad`.
    name_like: BitRow,
    articles: BitRow,
    sequences: Vec<CandidateSequence>,
    /// The bitmaps of the current sentence.
    bitmap: Vec<TokenBits>,
    /// The lowercase words of the document.
    lowercase: WordSet,
}

impl Positions {
    /// The positions: stretches of neighbours in one sentence, with [`WINDOW_RADIUS`] positions of [`TokenShape::Outside`] before and
    /// after each. The window of a position in a sequence is always complete, or ends with its sentence.
    pub fn positions(&self) -> &[TagPosition] {
        self.positions.get(..self.len).unwrap_or_default()
    }

    /// The candidate sequences, by rising position.
    pub fn sequences(&self) -> &[CandidateSequence] {
        &self.sequences
    }

    /// Whether the document has the word in lowercase.
    #[inline]
    pub fn has_lowercase(&self, word: WordId) -> bool {
        self.lowercase.contains(word)
    }

    /// The case of the sentence of a position in a sequence, or of one next to it.
    pub(crate) fn sentence_case_at(&self, position: usize) -> SentenceCase {
        let after = self.sequences.partition_point(|sequence| sequence.range().start <= position);
        let sequence = after.checked_sub(1).and_then(|n| self.sequences.get(n)).or(self.sequences.first());
        sequence.map(|sequence| sequence.sentence_case).unwrap_or_default()
    }

    /// Reads a document, replacing the last one.
    pub fn read(&mut self, document: &Document<'_>, extent: Extent) {
        self.name_like.clear(self.len);
        self.articles.clear(self.len);
        self.len = 0;
        self.sequences.clear();
        self.lowercase.begin(document.vocabulary.len());
        self.reserve(0);
        self.positions[..WINDOW_RADIUS].fill(TagPosition::OUTSIDE);
        for sentence in document.sentences {
            let Some(tokens) = document.tokens.get(sentence.range()) else { continue };
            work::steps(tokens.len());
            let sentence_case = bitmap::classify_sentence(tokens, extent, &mut self.lowercase, &mut self.bitmap);
            let first = self.len;
            self.push_covered(document.text, sentence, tokens);
            self.find_sequences(first, sentence_case);
        }
        // The padding after the last stretch has been written already.
        self.len += WINDOW_RADIUS;
    }

    /// Makes room for `more` positions and the padding after them.
    fn reserve(&mut self, more: usize) {
        let count = self.len + more + 2 * WINDOW_RADIUS;
        if self.positions.len() < count {
            self.positions.resize(count.next_power_of_two(), TagPosition::OUTSIDE);
        }
        self.name_like.reserve(count);
        self.articles.reserve(count);
    }

    /// Adds the covered tokens of a sentence. The loop runs over set bits, so it does not branch on the tokens.
    fn push_covered(&mut self, text: &str, sentence: &Sentence, tokens: &[Token]) {
        // A row of capitals in one sentence may be as long as the article, so room for padding is made only where it is needed.
        let mut carry = 0;
        let count = self.bitmap.iter().fold(0, |count, &TokenBits { covered, .. }| {
            let begins = covered & !(covered << 1 | carry);
            carry = covered >> (bitmap::WIDTH - 1);
            count + covered.count_ones() as usize + begins.count_ones() as usize * WINDOW_RADIUS
        });
        self.reserve(count);
        let mut before = 0;
        for number in 0..self.bitmap.len() {
            let Some(&TokenBits { sentence_initial, non_person, covered, .. }) = self.bitmap.get(number) else {
                continue;
            };
            let first = number * bitmap::WIDTH;
            let begins = covered & !(covered << 1 | before);
            before = covered >> (bitmap::WIDTH - 1);
            let mut rest = covered;
            while rest != 0 {
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                let at = first + bit as usize;
                let Some(token) = tokens.get(at) else { continue };
                // A stretch begins after the padding of the last one.
                self.len += (begins >> bit & 1) as usize * WINDOW_RADIUS;
                let is_set = |bits: u64| (bits >> bit & 1) as usize;
                let context = (is_set(sentence_initial) * SENTENCE_INITIAL) | (is_set(non_person) * NON_PERSON);
                let (shape, case) = shape_of(text, token, context);
                let index = sentence.token_start + at as u32;
                if shape == TokenShape::Mixed {
                    self.push_mixed(text, token, index, at == 0, tokens.len() - at);
                } else {
                    self.push(position_of(token, index, shape, case, at == 0));
                }
            }
        }
    }

    /// Adds a position, and padding that the next one overwrites. There must be room.
    #[inline(always)]
    fn push(&mut self, position: TagPosition) {
        work::steps(position.span.len() as usize);
        let Self { positions, len, name_like, .. } = self;
        if let Some(places) = positions.get_mut(*len..).and_then(|places| places.first_chunk_mut()) {
            let [place, padding @ ..]: &mut [TagPosition; 1 + WINDOW_RADIUS] = places;
            *place = position;
            *padding = [TagPosition::OUTSIDE; WINDOW_RADIUS];
            name_like.set(*len, position.shape.is_name_like());
            *len += 1;
        }
    }

    /// Adds the sequences among the positions from `first` on: positions that look like names, with the particles and joining hyphens
    /// between them.
    fn find_sequences(&mut self, first: usize, sentence_case: SentenceCase) {
        let Self { positions, len, name_like, articles, sequences, .. } = self;
        let positions = positions.get(..*len).unwrap_or_default();
        let is_link = |position: &&TagPosition| {
            work::step();
            position.shape == TokenShape::Particle || (position.is_part && position.shape == TokenShape::Dash)
        };
        let mut at = first;
        loop {
            let start = name_like.next_of_either(articles, at, positions.len());
            if start >= positions.len() {
                break;
            }
            at = start + 1;
            loop {
                at = name_like.next_gap(at, positions.len());
                let gap = positions.iter().skip(at).take(LONGEST_LINK).take_while(is_link).count();
                if gap > 0 && name_like.contains(at + gap) {
                    at += gap;
                } else {
                    break;
                }
            }
            sequences.push(CandidateSequence { start: start as u32, end: at as u32, sentence_case });
        }
    }

    /// Adds a token of mixed case, in parts if hyphens join names in it. `left` tokens of the sentence, this one included, are still
    /// to be added.
    #[cold]
    fn push_mixed(&mut self, text: &str, token: &Token, index: u32, is_first: bool, left: usize) {
        let surface = token.span().of(text);
        let position = position_of(token, index, TokenShape::Mixed, mixed_case(surface), is_first);
        match joining_hyphen(surface) {
            Some(hyphen) => {
                self.reserve(surface.len() + left * (1 + WINDOW_RADIUS));
                self.push_parts(text, position, hyphen);
            }
            None => self.push(position),
        }
    }

    /// Adds the parts of a hyphenated token; `hyphen` is the offset of its first joining hyphen.
    fn push_parts(&mut self, text: &str, whole: TagPosition, hyphen: usize) {
        let (mut start, end) = (whole.span.byte_start(), whole.span.byte_end());
        let mut is_first = whole.is_first;
        let mut hyphen = Some(hyphen);
        while let Some(length) = hyphen {
            let at = start + length as u32;
            let mut left = part_of(text, &whole, Span::new(start, at), is_first);
            if left.shape == TokenShape::Lower {
                left.shape = TokenShape::Particle;
            }
            self.articles.set(self.len, left.shape == TokenShape::Particle);
            self.push(left);
            let dash = TagPosition {
                span: Span::new(at, at + 1),
                word: WordId::ascii(b'-'),
                is_part: true,
                shape: TokenShape::Dash,
                case: WordCase::Lower,
                is_first: false,
                ..whole
            };
            self.push(dash);
            (start, is_first) = (at + 1, false);
            hyphen = joining_hyphen(Span::new(start, end).of(text));
        }
        self.push(part_of(text, &whole, Span::new(start, end), false));
    }
}

/// The position of a part of a token.
fn part_of(text: &str, whole: &TagPosition, span: Span, is_first: bool) -> TagPosition {
    work::steps(span.len() as usize);
    let (shape, case) = shape_of_part(span.of(text));
    TagPosition { span, is_part: true, shape, case, is_first, ..*whole }
}

#[inline(always)]
const fn position_of(token: &Token, index: u32, shape: TokenShape, case: WordCase, is_first: bool) -> TagPosition {
    TagPosition { token: index, span: token.span(), word: token.word(), is_part: false, shape, case, is_first }
}

/// The offset of the first hyphen that joins names: it is followed by a capital, and the part before it begins with a capital or is an
/// article (`al`).
fn joining_hyphen(word: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = word.get(from..)?.find('-').map(|n| from + n) {
        let (left, right) = (word.get(..at)?, word.get(at + 1..)?);
        let is_capitalized = |part: &str| part.chars().next().is_some_and(char::is_uppercase);
        if is_capitalized(right) && (is_capitalized(left) || is_article(left)) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

/// Whether a lowercase word may be the first part of a hyphenated name: `al-Assad`.
fn is_article(word: &str) -> bool {
    static ARTICLES: LazyLock<Vec<&str>> = LazyLock::new(|| particles("tagger-hyphen").collect());
    ARTICLES.contains(&word)
}

/// The word of a position in key form; all numbers are `0`.
pub fn key_of<'a>(position: &TagPosition, text: &str, vocabulary: &'a Vocabulary) -> Cow<'a, str> {
    if position.is_part {
        Cow::Owned(word_key(position.span.of(text)))
    } else if position.shape == TokenShape::Number {
        Cow::Borrowed("0")
    } else {
        Cow::Borrowed(vocabulary.word(position.word))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::entities::person::tagger::test_support::with_document;
    use crate::text::token::{Shape, TokenKind};

    /// The tokens that become positions, one by one.
    fn covered(tokens: &[Token]) -> Vec<bool> {
        let is_uncapitalized =
            |token: Option<&Token>| token.is_none_or(|t| matches!(t.shape(), Shape::Lower | Shape::Caseless));
        let may_be_name = |at: usize| {
            let token = &tokens[at];
            let follows_mark = at == 0 || tokens[at - 1].kind() == TokenKind::Punctuation;
            let is_sentence_initial =
                follows_mark && is_uncapitalized(tokens.get(at + 1)) && token.shape() == Shape::Title;
            token.kind() == TokenKind::Word
                && !matches!(token.shape(), Shape::Lower | Shape::Caseless)
                && !(is_sentence_initial && token.word_flags().intersects(WordFlags::COMMON))
        };
        let mut names: Vec<_> = (0..tokens.len()).map(may_be_name).collect();
        // Rows of non-person words are not names, unless they cross the end of a chunk.
        for (number, chunk) in tokens.chunks(bitmap::WIDTH).enumerate() {
            let first = number * bitmap::WIDTH;
            let is_seed = |at: usize| {
                let continues =
                    (at == first && first > 0) || (at == first + bitmap::WIDTH - 1 && at + 1 < tokens.len());
                names[at] && (continues || !tokens[at].word_flags().intersects(WordFlags::NON_PERSON))
            };
            let joins = |at: usize| {
                names[at] || tokens[at].word_flags().intersects(WordFlags::PARTICLE) && is_uncapitalized(tokens.get(at))
            };
            let mut rows = Vec::new();
            let mut at = first;
            while at < first + chunk.len() {
                let end = (at..first + chunk.len()).find(|&n| !joins(n)).unwrap_or(first + chunk.len());
                if !(at..end).any(is_seed) {
                    rows.push(at..end);
                }
                at = end + 1;
            }
            rows.into_iter().for_each(|row| names[row].fill(false));
        }
        (0..tokens.len())
            .map(|at| names[at.saturating_sub(WINDOW_RADIUS)..tokens.len().min(at + WINDOW_RADIUS + 1)].contains(&true))
            .collect()
    }

    proptest! {
        #[test]
        fn fast_positions_equal_a_slow_reference(words in prop::collection::vec(0_usize..12, 0..300)) {
            const WORDS: [&str; 12] =
                ["kata", "dan", "Budi", "Bank", "Ketua", "van", ",", "KPK", "S.", "31", "Anies-Muhaimin", "al-Hakim"];
            let text: String = words.iter().map(|&n| WORDS[n]).collect::<Vec<_>>().join(" ");
            with_document(&text, |document| {
                let mut positions = Positions::default();
                // The result must not depend on the document before.
                positions.read(document, Extent::All);
                positions.read(document, Extent::NearNames);
                let expected: Vec<u32> = document
                    .sentences
                    .iter()
                    .flat_map(|s| (s.token_start..).zip(covered(&document.tokens[s.range()])))
                    .filter_map(|(at, is_covered)| is_covered.then_some(at))
                    .collect();
                let mut found: Vec<u32> = positions.positions().iter().map(|position| position.token).filter(|&at| at != u32::MAX).collect();
                found.dedup();
                prop_assert_eq!(found, expected);
                let mut in_sequence = vec![false; positions.positions().len()];
                for sequence in positions.sequences() {
                    prop_assert!(sequence.start as usize >= WINDOW_RADIUS && sequence.end as usize + WINDOW_RADIUS <= positions.positions().len());
                    in_sequence[sequence.range()].fill(true);
                }
                for (position, in_sequence) in positions.positions().iter().zip(in_sequence) {
                    prop_assert!(in_sequence || !position.shape.is_name_like());
                }
                Ok(())
            })?;
        }
    }
}
