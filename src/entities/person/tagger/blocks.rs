//! The tokens of a sentence as bits: which may be names, which stand near one, and how the sentence is written.
//!
//! Nothing here hangs on what a token is: no processor guesses that. A token's facts are a byte from a table; 64 of them make
//! eight words of bits, and the rest is shifts.

use wide::i8x16;

use super::bits::WordSet;
use super::forms::{ABBREVIATED, SHAPE, written};
use super::slots::REACH;
use crate::text::token::{Shape, Token, TokenKind};
use crate::text::vocabulary::WordFlags;

/// What kind of line or sentence a run stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Style {
    /// As sentences are written.
    #[default]
    Running,
    /// Most words begin with a capital: a title.
    TitleCase,
    /// Nearly all letters are capitals.
    Capitals,
}

/// Which tokens become slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Those within [`REACH`] of a token that may be part of a name.
    RoundNames,
    /// All.
    Everything,
}

/// Tokens in a [`Block`].
pub(super) const WIDTH: usize = u64::BITS as usize;

/// What is known of up to 64 tokens of a sentence: a bit each.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Block {
    /// Words with a capital that may be part of a name.
    names: u64,
    /// Ordinary words whose capital is that of a beginning.
    pub(super) openings: u64,
    /// Words with a capital that no person is called by, in a row of such words alone.
    pub(super) impersonal: u64,
    /// Tokens that become slots.
    pub(super) covered: u64,
}

/// Fills `blocks` with those of a sentence, and `small` with its words in small letters; says how the sentence is written.
pub(super) fn look_over(tokens: &[Token], extent: Extent, small: &mut WordSet, blocks: &mut Vec<Block>) -> Style {
    blocks.clear();
    let mut style = Counts::default();
    let mut follows_mark = 1;
    for (number, chunk) in tokens.chunks(WIDTH).enumerate() {
        let facts = Facts::of(chunk, small).bits(chunk.len());
        let [names, personal, ordinary, marks, small_ones] =
            [NAME, PERSONAL, COMMON, MARK, SMALL_OR_NONE].map(|fact| facts[fact]);
        style.small += facts[SMALL].count_ones();
        style.title += facts[TITLE].count_ones();
        style.upper += facts[UPPER].count_ones();
        // A capital says nothing at the beginning of a sentence or behind a mark, if no word with a capital follows.
        let behind = tokens.get((number + 1) * WIDTH);
        let ends_small = behind.is_none_or(|next| matches!(next.shape(), Shape::Lower | Shape::Caseless));
        let last = chunk.len() as u32 - 1;
        let openings = ordinary & (marks << 1 | follows_mark) & (small_ones >> 1 | u64::from(ends_small) << last);
        follows_mark = marks >> (WIDTH - 1);
        let words = names & !openings;
        // `Arjen de Wit` is one row. What a row that goes over the end of a block holds beyond it is not known here.
        let links = personal & !names;
        let ends = u64::from(number > 0) | u64::from(behind.is_some()) << (WIDTH - 1);
        let names = rows_with(words & (personal | ends), words | links) & words;
        let covered = if extent == Extent::Everything { u64::MAX >> (WIDTH as u32 - 1 - last) } else { near(names) };
        blocks.push(Block { names, openings, impersonal: words & !names, covered });
    }
    if extent == Extent::RoundNames && blocks.len() > 1 {
        reach_across(blocks);
    }
    let last_of_all = tokens.len().wrapping_sub(1) % WIDTH;
    if let Some(last) = blocks.last_mut() {
        last.covered &= u64::MAX >> (WIDTH - 1 - last_of_all);
    }
    style.style()
}

/// The rows of neighbouring bits that hold one of `seeds`, which are some of the bits.
const fn rows_with(seeds: u64, bits: u64) -> u64 {
    let (mut up, mut down) = (seeds, seeds);
    // Through which a seed reaches so far.
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

/// The bits within [`REACH`] of those set.
const fn near(bits: u64) -> u64 {
    let mut near = bits;
    let mut distance = 1;
    while distance <= REACH {
        near |= bits << distance | bits >> distance;
        distance += 1;
    }
    near
}

/// Covers what is within [`REACH`] of the names of the blocks before and after each.
fn reach_across(blocks: &mut [Block]) {
    let far =
        |number: Option<usize>, blocks: &[Block]| number.and_then(|n| blocks.get(n)).map_or(0, |block| block.names);
    for number in 0..blocks.len() {
        let (before, after) = (far(number.checked_sub(1), blocks), far(Some(number + 1), blocks));
        let Some(block) = blocks.get_mut(number) else { continue };
        for distance in 1..=REACH {
            block.covered |= before >> (WIDTH - distance) | after << (WIDTH - distance);
        }
    }
}

/// What is asked of up to [`WIDTH`] tokens, a bit a fact.
struct Facts([u8; WIDTH]);

const FACT_COUNT: usize = 8;
/// A word with a capital that a person may be called by, or a particle of names.
const PERSONAL: usize = 0;
/// A word with a capital.
const NAME: usize = 1;
/// An ordinary word with a capital first.
const COMMON: usize = 2;
/// Punctuation.
const MARK: usize = 3;
/// A token in small letters, or without letters.
const SMALL_OR_NONE: usize = 4;
/// A word in small letters.
const SMALL: usize = 5;
/// A word that speaks for a title, and one that speaks for capitals.
const TITLE: usize = 6;
const UPPER: usize = 7;

/// By how a token is [`written`]. `PERSONAL`, `COMMON` and `UPPER` may still fall.
static FACTS: [u8; 128] = {
    let mut facts = [0; 128];
    let mut at = 0;
    while at < facts.len() {
        let is_word = at % SHAPE == TokenKind::Word as usize;
        let is_mark = at % SHAPE == TokenKind::Punctuation as usize;
        let is_abbreviated = at & ABBREVIATED != 0;
        let shape = at % ABBREVIATED / SHAPE;
        let is_upper = shape == Shape::Upper as usize;
        let has_capital = is_word && (shape == Shape::Title as usize || is_upper || shape == Shape::Mixed as usize);
        facts[at] = 1 << PERSONAL
            | (has_capital as u8) << NAME
            | ((shape == Shape::Title as usize) as u8) << COMMON
            | (is_mark as u8) << MARK
            | ((shape == Shape::Lower as usize || shape == Shape::Caseless as usize) as u8) << SMALL_OR_NONE
            | ((is_word && shape == Shape::Lower as usize) as u8) << SMALL
            | ((has_capital && !is_upper && !is_abbreviated) as u8) << TITLE
            | ((is_word && is_upper && !is_abbreviated) as u8) << UPPER;
        at += 1;
    }
    facts
};

impl Facts {
    /// The facts of at most [`WIDTH`] tokens; puts the words in small letters into `small`.
    #[inline(always)]
    fn of(tokens: &[Token], small: &mut WordSet) -> Self {
        let mut facts = Self([0; WIDTH]);
        for (token, facts) in tokens.iter().zip(&mut facts.0) {
            let all = FACTS[written(token) % FACTS.len()];
            let flags = token.word_flags();
            let has_capital = all >> NAME & 1;
            let is_impersonal = has_capital & u8::from(flags.intersects(WordFlags::NON_PERSON));
            let is_no_particle = !has_capital & u8::from(!flags.intersects(WordFlags::PARTICLE));
            let falls = (is_impersonal | is_no_particle) << PERSONAL
                | u8::from(!flags.intersects(WordFlags::COMMON)) << COMMON
                | u8::from(token.span().len() < 2) << UPPER;
            *facts = all & !falls;
            small.insert_if(token.word(), *facts >> SMALL & 1 != 0);
        }
        facts
    }

    /// By fact: the tokens of which it holds, a bit each, of the first `count`.
    #[inline(always)]
    fn bits(&self, count: usize) -> [u64; FACT_COUNT] {
        let mut bits = [0; FACT_COUNT];
        for (number, vector) in self.0.as_chunks::<16>().0.iter().take(count.div_ceil(16)).enumerate() {
            let mut vector = i8x16::new(vector.map(|facts| facts as i8));
            for bits in bits.iter_mut().rev() {
                // The upper bit of each byte; then the next one comes up.
                *bits |= u64::from(vector.move_mask() as u16) << (number * 16);
                vector = vector + vector;
            }
        }
        bits
    }
}

/// How the words of a sentence are written.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    small: u32,
    title: u32,
    upper: u32,
}

impl Counts {
    /// Few small words: a title; few small letters: capitals. Sentences of fewer than three words are running text.
    fn style(self) -> Style {
        let capital = self.title + self.upper;
        let words = self.small + capital;
        if words < 3 {
            Style::Running
        } else if self.upper * 10 >= words * 7 {
            Style::Capitals
        } else if capital * 10 >= words * 6 {
            Style::TitleCase
        } else {
            Style::Running
        }
    }
}
