//! The tokens of a sentence as bitmaps: which may belong to names, which are near one, and how the sentence is capitalized.
//!
//! The code is branch-free, because token kinds are unpredictable: the properties of a token are a byte from a table, 64 tokens make
//! eight bitmaps of 64 bits, and the rest is shifts and masks.

use wide::i8x16;

use crate::entities::person::common::sentence_case::SentenceCase;
use crate::text::token::{Shape, Token, TokenKind};
use crate::text::vocabulary::WordFlags;

use super::bit_set::WordSet;
use super::token_shape::{ABBREVIATED, SHAPE, written};
use super::window::{Extent, WINDOW_RADIUS};

/// The number of tokens in a [`TokenBits`].
pub(super) const WIDTH: usize = u64::BITS as usize;

/// Properties of up to 64 tokens of a sentence, one bit per token.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TokenBits {
    /// Capitalized words that may be part of a name.
    names: u64,
    /// Common words that are capitalized only because they begin a sentence or a quotation.
    pub(super) sentence_initial: u64,
    /// Capitalized non-person words whose capitalized neighbours are all non-person words as well.
    pub(super) non_person: u64,
    /// Tokens that become positions.
    pub(super) covered: u64,
}

/// Fills `bitmap` with the bits of a sentence, adds its lowercase words to `lowercase` and returns how it is capitalized.
pub(super) fn classify_sentence(
    tokens: &[Token],
    extent: Extent,
    lowercase: &mut WordSet,
    bitmap: &mut Vec<TokenBits>,
) -> SentenceCase {
    bitmap.clear();
    let mut counts = CaseCounts::default();
    let mut follows_mark = 1;
    for (number, chunk) in tokens.chunks(WIDTH).enumerate() {
        let properties = TokenProperties::of(chunk, lowercase).bits(chunk.len());
        let [names, person_words, common, marks, uncapitalized] =
            [NAME, PERSON_WORD, COMMON, MARK, UNCAPITALIZED].map(|property| properties[property]);
        counts.lower += properties[LOWERCASE].count_ones();
        counts.title += properties[TITLE].count_ones();
        counts.upper += properties[UPPER].count_ones();
        // The capital of a common word at the beginning of a sentence or after a mark means nothing unless another capital follows.
        let next = tokens.get((number + 1) * WIDTH);
        let next_is_uncapitalized = next.is_none_or(|next| matches!(next.shape(), Shape::Lower | Shape::Caseless));
        let last = chunk.len() as u32 - 1;
        let sentence_initial =
            common & (marks << 1 | follows_mark) & (uncapitalized >> 1 | u64::from(next_is_uncapitalized) << last);
        follows_mark = marks >> (WIDTH - 1);
        let capitalized = names & !sentence_initial;
        // A row continues through particles: `Arjen de Wit`. The rest of a row that crosses the end of a chunk is unknown here, so
        // it counts as one that may be a person.
        let particles = person_words & !names;
        let crossings = u64::from(number > 0) | u64::from(next.is_some()) << (WIDTH - 1);
        let names = rows_with(capitalized & (person_words | crossings), capitalized | particles) & capitalized;
        let covered = if extent == Extent::All { u64::MAX >> (WIDTH as u32 - 1 - last) } else { near(names) };
        bitmap.push(TokenBits { names, sentence_initial, non_person: capitalized & !names, covered });
    }
    if extent == Extent::NearNames && bitmap.len() > 1 {
        cover_across(bitmap);
    }
    let last_of_all = tokens.len().wrapping_sub(1) % WIDTH;
    if let Some(last) = bitmap.last_mut() {
        last.covered &= u64::MAX >> (WIDTH - 1 - last_of_all);
    }
    counts.sentence_case()
}

/// The rows of adjacent bits of `bits` that contain one of `seeds`, a subset of `bits`.
const fn rows_with(seeds: u64, bits: u64) -> u64 {
    let (mut up, mut down) = (seeds, seeds);
    // The bits that a seed `distance` away reaches through set bits alone.
    let (mut open_up, mut open_down) = (bits, bits);
    let mut distance = 1;
    while distance < WIDTH {
        up |= open_up & up << distance;
        down |= open_down & down >> distance;
        open_up &= open_up << distance;
        open_down &= open_down >> distance;
        distance *= 2;
    }
    up | down
}

/// The bits within [`WINDOW_RADIUS`] of those set.
const fn near(bits: u64) -> u64 {
    let mut near = bits;
    let mut distance = 1;
    while distance <= WINDOW_RADIUS {
        near |= bits << distance | bits >> distance;
        distance += 1;
    }
    near
}

/// Covers the tokens within [`WINDOW_RADIUS`] of names in the adjacent chunks.
fn cover_across(bitmap: &mut [TokenBits]) {
    let names =
        |number: Option<usize>, bitmap: &[TokenBits]| number.and_then(|n| bitmap.get(n)).map_or(0, |bits| bits.names);
    for number in 0..bitmap.len() {
        let (before, after) = (names(number.checked_sub(1), bitmap), names(Some(number + 1), bitmap));
        let Some(bits) = bitmap.get_mut(number) else { continue };
        for distance in 1..=WINDOW_RADIUS {
            bits.covered |= before >> (WIDTH - distance) | after << (WIDTH - distance);
        }
    }
}

/// The properties of up to [`WIDTH`] tokens: a byte per token, a bit per property.
struct TokenProperties([u8; WIDTH]);

const PROPERTIES: usize = 8;
/// A capitalized word that may be part of a person's name, or a particle of names.
const PERSON_WORD: usize = 0;
/// A capitalized word.
const NAME: usize = 1;
/// A capitalized common word.
const COMMON: usize = 2;
/// Punctuation.
const MARK: usize = 3;
/// A token in lowercase or without case.
const UNCAPITALIZED: usize = 4;
/// A lowercase word.
const LOWERCASE: usize = 5;
/// A word that counts for title case, and one that counts for capitals.
const TITLE: usize = 6;
const UPPER: usize = 7;

/// By [`written`]. `PERSON_WORD`, `COMMON` and `UPPER` are set if the rest of the token does not contradict them.
static PROPERTIES_OF: [u8; 128] = {
    let mut properties = [0; 128];
    let mut at = 0;
    while at < properties.len() {
        let is_word = at % SHAPE == TokenKind::Word as usize;
        let is_mark = at % SHAPE == TokenKind::Punctuation as usize;
        let is_abbreviated = at & ABBREVIATED != 0;
        let shape = at % ABBREVIATED / SHAPE;
        let is_upper = shape == Shape::Upper as usize;
        let has_capital = is_word && (shape == Shape::Title as usize || is_upper || shape == Shape::Mixed as usize);
        properties[at] = 1 << PERSON_WORD
            | (has_capital as u8) << NAME
            | ((shape == Shape::Title as usize) as u8) << COMMON
            | (is_mark as u8) << MARK
            | ((shape == Shape::Lower as usize || shape == Shape::Caseless as usize) as u8) << UNCAPITALIZED
            | ((is_word && shape == Shape::Lower as usize) as u8) << LOWERCASE
            | ((has_capital && !is_upper && !is_abbreviated) as u8) << TITLE
            | ((is_word && is_upper && !is_abbreviated) as u8) << UPPER;
        at += 1;
    }
    properties
};

impl TokenProperties {
    /// The properties of at most [`WIDTH`] tokens. Adds the lowercase words to `lowercase`.
    #[inline(always)]
    fn of(tokens: &[Token], lowercase: &mut WordSet) -> Self {
        let mut all = Self([0; WIDTH]);
        for (token, properties) in tokens.iter().zip(&mut all.0) {
            let possible = PROPERTIES_OF[written(token) % PROPERTIES_OF.len()];
            let flags = token.word_flags();
            let has_capital = possible >> NAME & 1;
            let is_non_person = has_capital & u8::from(flags.intersects(WordFlags::NON_PERSON));
            let is_not_particle = !has_capital & u8::from(!flags.intersects(WordFlags::PARTICLE));
            let contradicted = (is_non_person | is_not_particle) << PERSON_WORD
                | u8::from(!flags.intersects(WordFlags::COMMON)) << COMMON
                | u8::from(token.span().len() < 2) << UPPER;
            *properties = possible & !contradicted;
            lowercase.insert_if(token.word(), *properties >> LOWERCASE & 1 != 0);
        }
        all
    }

    /// By property: a bit for each of the first `count` tokens.
    #[inline(always)]
    fn bits(&self, count: usize) -> [u64; PROPERTIES] {
        let mut bits = [0; PROPERTIES];
        for (number, vector) in self.0.as_chunks::<16>().0.iter().take(count.div_ceil(16)).enumerate() {
            let mut vector = i8x16::new(vector.map(|properties| properties as i8));
            for bits in bits.iter_mut().rev() {
                // `move_mask` takes the highest bit of each byte, and doubling moves the next one there.
                *bits |= u64::from(vector.move_mask() as u16) << (number * 16);
                vector = vector + vector;
            }
        }
        bits
    }
}

/// The words of a sentence by case.
#[derive(Clone, Copy, Debug, Default)]
struct CaseCounts {
    lower: u32,
    title: u32,
    upper: u32,
}

impl CaseCounts {
    /// The case of the sentence. Sentences of fewer than three words count as running text.
    fn sentence_case(self) -> SentenceCase {
        let capitalized = self.title + self.upper;
        let words = self.lower + capitalized;
        if words < 3 {
            SentenceCase::Running
        } else if self.upper * 10 >= words * 7 {
            SentenceCase::Capitals
        } else if capitalized * 10 >= words * 6 {
            SentenceCase::TitleCase
        } else {
            SentenceCase::Running
        }
    }
}
