//! The pass over a text that makes its tokens.
//!
//! Nine of ten tokens are plain: a run of ASCII letters or of digits that nothing joins, or a lone mark. They are made from the
//! masks alone, without a branch that hangs on what they are; then the words of all in a row are looked up, so that the
//! processor waits for the memory of all at once. All others go through [`Scan::special`], which lives in `special.rs`.

use super::classes::{self, Block, Classes};
use super::rules;
use super::words::Role;
use crate::span::Span;
use crate::token::{Shape, Token, TokenKind};
use crate::vocabulary::{Marks, Vocabulary, WordId, WordTable};

/// The longest word whose key is one number.
const INLINE: u32 = 16;

/// How the key of a token is made from its first 16 bytes.
#[derive(Clone, Copy)]
struct KeyMask {
    keep: u128,
    /// Makes small letters of letters.
    set: u128,
}

/// By the length of a run of letters (0: a mark, which is its own key), and by that plus 32 for a run of digits, whose key is 0.
static KEY_MASKS: [KeyMask; 64] = {
    const SMALL: u128 = 0x2020_2020_2020_2020_2020_2020_2020_2020;
    let mut table = [KeyMask { keep: 0, set: 0 }; 64];
    table[0].keep = 0xff;
    let mut length = 1;
    while length <= INLINE as usize {
        let keep = u128::MAX >> (128 - 8 * length);
        table[length] = KeyMask { keep, set: SMALL & keep };
        length += 1;
    }
    table
};

/// What a byte begins.
static KINDS: [TokenKind; 256] = {
    let mut table = [TokenKind::Word; 256];
    let mut byte = 0;
    while byte < 128 {
        let character = byte as u8;
        table[byte] = if character.is_ascii_alphabetic() {
            TokenKind::Word
        } else if character.is_ascii_digit() {
            TokenKind::Number
        } else {
            rules::ascii_mark_kind(character)
        };
        byte += 1;
    }
    table
};

/// Shape and flags of a plain token: by 1 if it has no capital, 2 if its first byte is its only capital, 4 if all are capitals,
/// 8 if it is digits. A mark has no capital, and all of its no letters are capitals.
static SHAPES: [(Shape, u8); 16] = {
    let mut table = [(Shape::Mixed, Token::PLAIN); 16];
    table[1] = (Shape::Lower, Token::PLAIN);
    table[2] = (Shape::Title, Token::PLAIN);
    table[4] = (Shape::Upper, Token::PLAIN);
    table[6] = (Shape::Upper, Token::PLAIN);
    table[5] = (Shape::Caseless, 0);
    table[9] = (Shape::Caseless, 0);
    table
};

/// A vector that keeps its length, so that an element is added without asking for room: what is behind `len` is left from
/// other texts.
#[derive(Clone, Debug)]
pub(super) struct Buffer<T> {
    items: Vec<T>,
    len: usize,
}

impl<T> Default for Buffer<T> {
    fn default() -> Self {
        Self { items: Vec::new(), len: 0 }
    }
}

impl<T: Copy> Buffer<T> {
    pub(super) fn clear(&mut self) {
        self.len = 0;
    }

    pub(super) fn items(&self) -> &[T] {
        self.items.get(..self.len).unwrap_or_default()
    }

    pub(super) fn items_mut(&mut self) -> &mut [T] {
        self.items.get_mut(..self.len).unwrap_or_default()
    }

    /// Makes room for `more` items, filled with `filler`.
    #[inline(always)]
    fn reserve(&mut self, more: usize, filler: T) {
        if self.items.len() < self.len + more {
            self.grow(more, filler);
        }
    }

    #[cold]
    fn grow(&mut self, more: usize, filler: T) {
        self.items.resize((self.len + more).next_power_of_two(), filler);
    }

    /// The places behind the last item, if there are so many.
    #[inline(always)]
    fn room<const N: usize>(&mut self) -> Option<&mut [T; N]> {
        self.items.get_mut(self.len..)?.first_chunk_mut()
    }

    /// Puts an item behind the last one, where there is room for it; `kept` says whether it is one to stay.
    #[inline(always)]
    fn put(&mut self, item: T, kept: bool) {
        if let Some(place) = self.items.get_mut(self.len) {
            *place = item;
            self.len += usize::from(kept);
        }
    }
}

/// A token that is plain, and the key of its word.
struct Plain {
    token: Token,
    key: u128,
    is_landmark: bool,
}

/// One pass over one text.
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    pub(super) classes: &'a Classes,
    pub(super) roles: &'a WordTable<Role>,
    pub(super) vocabulary: &'a mut Vocabulary,
    pub(super) tokens: &'a mut Buffer<Token>,
    pub(super) landmarks: &'a mut Buffer<u32>,
    pub(super) waking: &'a mut Buffer<u32>,
    pub(super) key: &'a mut String,
    /// End of the last token; behind the text as long as there is none.
    pub(super) end: usize,
    /// Tokens that are words, handles and hashtags.
    pub(super) words: u64,
    /// Tokens with a capital directly after a small letter.
    pub(super) glued: u64,
}

impl Scan<'_> {
    pub(super) fn run(&mut self) {
        let classes = self.classes;
        let mut keys = [0; classes::WIDTH];
        let mut carry = 0;
        // Bytes before this one are dealt with.
        let mut resume = 0;
        for (number, block) in classes.blocks().iter().enumerate() {
            let first = number * classes::WIDTH;
            let marks = block.visible & !block.word;
            let mut starts = (block.word & !(block.word << 1 | carry)) | marks;
            starts &= from_byte(resume, first);
            carry = block.word >> 63;
            // The last run goes on in the next block: it is not for the loop.
            let across = 63_u32.wrapping_sub(starts.leading_zeros()) & 63;
            starts &= !(carry << across);
            while starts != 0 {
                let special;
                (starts, special) = self.plain_ones(block, first, starts, &mut keys);
                if let Some(at) = special {
                    resume = self.special(at);
                    starts &= from_byte(resume, first);
                }
            }
            let at = first + across as usize;
            if carry != 0 && at >= resume && self.begins(at) {
                resume = self.plain_across(at).unwrap_or_else(|| self.special(at));
            }
        }
    }

    /// Makes the plain tokens of a block that begins at byte `first`, up to one that is not: returns the starts that are left, and
    /// where that one begins.
    #[inline(always)]
    fn plain_ones(
        &mut self,
        block: &Block,
        first: usize,
        mut starts: u64,
        keys: &mut [u128; classes::WIDTH],
    ) -> (u64, Option<usize>) {
        self.reserve(classes::WIDTH);
        let base = self.tokens.len as u32;
        let Self { vocabulary, tokens, landmarks, waking, .. } = self;
        let (Some(tokens), Some(landmarks), Some(waking)) = (tokens.room(), landmarks.room(), waking.room()) else {
            return (0, None);
        };
        let (tokens, landmarks): (&mut [Token; classes::WIDTH], &mut [u32; classes::WIDTH]) = (tokens, landmarks);
        let waking: &mut [u32; classes::WIDTH] = waking;
        let (text, mut end) = (self.text, self.end);
        let (mut count, mut found, mut words) = (0, 0, 0);
        let mut special = None;
        while starts != 0 {
            let bit = starts.trailing_zeros();
            starts &= starts - 1;
            let at = first + bit as usize;
            let Some(plain) = plain(text, at, block.starting_at(bit), end) else {
                special = Some(at);
                break;
            };
            end = plain.token.span().byte_end() as usize;
            words += u64::from(plain.token.is_word());
            if plain.token.is_glued() {
                self.glued += 1;
            }
            // There are at most as many tokens as bits.
            landmarks[found % classes::WIDTH] = base + count as u32;
            found += usize::from(plain.is_landmark);
            keys[count % classes::WIDTH] = plain.key;
            tokens[count % classes::WIDTH] = plain.token;
            count += 1;
        }
        let mut woken = 0;
        for ((token, &key), at) in tokens.iter_mut().zip(keys.iter()).zip(base..).take(count) {
            let word = vocabulary.intern_inline(key);
            token.set_word(word);
            waking[woken % classes::WIDTH] = at;
            woken += usize::from(word.1.any(Marks::WAKING));
        }
        self.tokens.len += count;
        self.landmarks.len += found;
        self.waking.len += woken;
        self.words += words;
        self.end = end;
        (starts, special)
    }

    /// Whether the word byte at `at` is the first of its run.
    fn begins(&self, at: usize) -> bool {
        at.checked_sub(1).is_none_or(|before| !self.classes.is_word(before))
    }

    /// Makes room for so many tokens.
    #[inline(always)]
    fn reserve(&mut self, more: usize) {
        const FILLER: Token = Token::new(Span::new(0, 0), TokenKind::Symbol, Shape::Caseless, 0);
        self.tokens.reserve(more, FILLER);
        self.landmarks.reserve(more, 0);
        self.waking.reserve(more, 0);
    }

    #[inline(always)]
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// Makes the token at `at` if it is plain, wherever it ends; says where.
    #[inline(never)]
    pub(super) fn plain_across(&mut self, at: usize) -> Option<usize> {
        let Plain { token, key, .. } = plain(self.text, at, self.classes.masks_from(at)?, self.end)?;
        let word = self.vocabulary.intern_inline(key);
        self.add(token, word, token.line_before());
        Some(self.end)
    }

    /// Adds a token with its word.
    pub(super) fn push(
        &mut self,
        at: usize,
        end: usize,
        kind: TokenKind,
        word: (WordId, Marks),
        shape: Shape,
        flags: u8,
    ) {
        let flags = flags | flags_before(self.text, at, self.end);
        let token = Token::new(Span::new(at as u32, end as u32), kind, shape, flags);
        let is_mark = matches!(kind, TokenKind::Punctuation | TokenKind::Symbol);
        self.add(token, word, is_mark || token.is_abbreviated() || token.line_before());
    }

    fn add(&mut self, mut token: Token, word: (WordId, Marks), is_landmark: bool) {
        self.reserve(1);
        token.set_word(word);
        self.words += u64::from(token.is_word());
        self.glued += u64::from(token.is_glued());
        let at = self.tokens.len as u32;
        self.landmarks.put(at, is_landmark);
        self.waking.put(at, token.marks().any(Marks::WAKING) || token.is_word() && !token.is_plain());
        self.tokens.put(token, true);
        self.end = token.span().byte_end() as usize;
    }
}

/// The token at `at` if it is plain; `masks` begin there too, and have the token's end. `end` is where the token before ends.
#[inline(always)]
fn plain(text: &str, at: usize, masks: Block, end: usize) -> Option<Plain> {
    let run = (!masks.word).trailing_zeros();
    let head = text.as_bytes().get(at..).and_then(|rest| rest.first_chunk::<16>())?;
    let head = u128::from_le_bytes(*head);
    // A run with the byte behind it, or a mark.
    let reach = (2_u64 << (run & 63)) - 1;
    let is_mark = run == 0;
    let is_repeated = head as u8 == (head >> 8) as u8;
    if (masks.special & reach != 0) | (run > INLINE) | (is_mark & is_repeated) {
        return None;
    }
    let within = reach >> 1;
    let digits = masks.digit & 1;
    let mask = KEY_MASKS[(run as usize | (digits as usize) << 5) & 63];
    let key = head & mask.keep | mask.set;
    let upper = masks.upper & within;
    let shape =
        u8::from(upper == 0) | u8::from(upper == 1) << 1 | u8::from(upper == within) << 2 | u8::from(digits != 0) << 3;
    let (shape, mut flags) = SHAPES[usize::from(shape & 15)];
    if shape == Shape::Mixed && upper & (!upper & within) << 1 != 0 {
        flags |= Token::GLUED;
    }
    flags |= flags_before(text, at, end);
    let kind = KINDS[usize::from(head as u8)];
    let length = run | u32::from(is_mark);
    let span = Span::new(at as u32, at as u32 + length);
    let is_landmark = is_mark | (flags & Token::LINE_BEFORE != 0);
    Some(Plain { token: Token::new(span, kind, shape, flags), key, is_landmark })
}

/// The flags that tell what stands between a token that begins at `at` and the one before, which ends at `end`.
#[inline(always)]
fn flags_before(text: &str, at: usize, end: usize) -> u8 {
    let gap = at.wrapping_sub(end);
    if gap == 0 || gap == 1 && text.as_bytes().get(end) == Some(&b' ') { gap as u8 } else { gap_flags(text, at, end) }
}

/// The same after more than one blank, or none of the usual.
#[cold]
#[inline(never)]
fn gap_flags(text: &str, at: usize, end: usize) -> u8 {
    let Some(gap) = text.get(end..at) else {
        return Token::SPACE_BEFORE | Token::LINE_BEFORE | Token::PARAGRAPH_BEFORE;
    };
    let lines = gap.chars().filter(|c| matches!(c, '\n' | '\u{2028}' | '\u{2029}' | '\u{85}')).count();
    let lines = if lines == 0 { gap.bytes().filter(|&b| b == b'\r').count() } else { lines };
    match lines {
        0 => Token::SPACE_BEFORE,
        1 => Token::SPACE_BEFORE | Token::LINE_BEFORE,
        _ => Token::SPACE_BEFORE | Token::LINE_BEFORE | Token::PARAGRAPH_BEFORE,
    }
}

/// The bits of a block that begins at byte `first` from byte `from` on.
#[inline(always)]
fn from_byte(from: usize, first: usize) -> u64 {
    let dealt_with = from.saturating_sub(first);
    u64::MAX.checked_shl(u32::try_from(dealt_with).unwrap_or(u64::BITS)).unwrap_or(0)
}
