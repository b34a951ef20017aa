//! The main pass over a text, which creates its tokens.
//!
//! Nine of ten tokens are plain: a run of ASCII letters or of digits to which nothing is joined, or a single mark. They
//! are made from the masks alone, without data-dependent branches; the lookups of their words are deferred and batched
//! ([`PendingWords`]). All others go through [`Scan::special`] in `special.rs`.

use super::char_classes::{self, CharClasses, ClassMasks};
use super::rules;
use super::words::{BloomFilter, WordRole};
use crate::text::span::Span;
use crate::text::token::{Shape, Token, TokenKind};
use crate::text::vocabulary::{BATCH, Vocabulary, WordFlags, WordId, WordQuery, WordTable};

/// The maximum length in bytes of a word with an inline key.
pub(super) const INLINE: u32 = 16;

/// The masks that turn the first 16 bytes of a token into its key.
#[derive(Clone, Copy)]
struct KeyMask {
    keep: u128,
    /// Sets the bit that distinguishes lower case.
    set: u128,
}

/// Indexed by the length of a run of letters (0: a mark, which is its own key), plus [`DIGITS`] for a run of digits,
/// whose key is 0.
static KEY_MASKS: [KeyMask; 2 * DIGITS as usize] = {
    const SMALL: u128 = 0x2020_2020_2020_2020_2020_2020_2020_2020;
    let mut table = [KeyMask { keep: 0, set: 0 }; 2 * DIGITS as usize];
    table[0].keep = 0xff;
    let mut length = 1;
    while length <= INLINE as usize {
        let keep = u128::MAX >> (128 - 8 * length);
        table[length] = KeyMask { keep, set: SMALL & keep };
        length += 1;
    }
    table
};
const DIGITS: u8 = 32;

/// The properties of a plain token, which are determined by its first byte, because it has no later capitals and is not
/// a single capital.
#[derive(Clone, Copy)]
struct TokenTemplate {
    kind: TokenKind,
    shape: Shape,
    flags: u8,
    key_masks: u8,
}

static TEMPLATES: [TokenTemplate; 256] = {
    let word = TokenTemplate { kind: TokenKind::Word, shape: Shape::Lower, flags: Token::PLAIN, key_masks: 0 };
    let mut table = [word; 256];
    let mut byte = 0;
    while byte < 128 {
        let character = byte as u8;
        if character.is_ascii_uppercase() {
            table[byte].shape = Shape::Title;
        } else if character.is_ascii_digit() {
            let number = TokenKind::Number;
            table[byte] = TokenTemplate { kind: number, shape: Shape::Caseless, flags: 0, key_masks: DIGITS };
        } else if !character.is_ascii_alphabetic() {
            let kind = rules::ascii_mark_kind(character);
            table[byte] = TokenTemplate { kind, shape: Shape::Caseless, flags: 0, key_masks: 0 };
        }
        byte += 1;
    }
    table
};

/// A vector whose length is separate from the initialized part, so that items are added without a capacity check. The
/// items beyond `len` are left over from previous texts.
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

    /// Ensures that there is room for `more` items, filled with `filler`.
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

    /// Returns the `N` places after the last item, if they are allocated.
    #[inline(always)]
    fn room<const N: usize>(&mut self) -> Option<&mut [T; N]> {
        self.items.get_mut(self.len..)?.first_chunk_mut()
    }

    /// Drops the items after the first `len`.
    pub(super) fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }

    /// Keeps the items, which may be changed, that satisfy `keep`.
    pub(super) fn retain(&mut self, keep: impl FnMut(&mut T) -> bool) {
        self.items.truncate(self.len);
        self.items.retain_mut(keep);
        self.len = self.items.len();
    }

    /// Inserts items before the item at `at`.
    pub(super) fn insert(&mut self, at: usize, items: &[T]) {
        self.items.truncate(self.len);
        if at <= self.len {
            self.items.splice(at..at, items.iter().copied());
        }
        self.len = self.items.len();
    }

    /// Writes an item after the last one and keeps it if `kept`. Branch-free in the common case.
    #[inline(always)]
    fn put(&mut self, item: T, kept: bool) {
        match self.items.get_mut(self.len) {
            Some(place) => *place = item,
            None => self.grow(1, item),
        }
        self.len += usize::from(kept);
    }
}

/// One pass over one text.
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    pub(super) classes: &'a CharClasses,
    pub(super) roles: &'a WordTable<WordRole>,
    pub(super) abbreviations: &'a BloomFilter,
    pub(super) vocabulary: &'a mut Vocabulary,
    pub(super) tokens: &'a mut Buffer<Token>,
    pub(super) boundaries: &'a mut Buffer<u32>,
    pub(super) pending: &'a mut PendingWords,
    pub(super) key: &'a mut String,
    /// The end of the last token; past the end of the text before the first token.
    pub(super) end: usize,
    /// Whether a non-ASCII blank, which the masks treat as word bytes, may follow the last token.
    pub(super) after_wide_blank: bool,
    /// The number of tokens with a lower-case letter directly before an upper-case one.
    pub(super) glued: u64,
}

impl Scan<'_> {
    pub(super) fn run(&mut self) {
        let classes = self.classes;
        // Bytes before this offset are already tokenized.
        let mut resume = 0;
        for (number, block) in classes.blocks().iter().enumerate() {
            let first = number * char_classes::WIDTH;
            let mut starts = block.starts & from_byte(resume, first);
            // The last run may continue in the next block, so it is handled after the loop.
            let across = 63_u32.wrapping_sub(starts.leading_zeros()) & 63;
            let continues = block.word >> 63;
            starts &= !(continues << across);
            while starts != 0 {
                let special;
                (starts, special) = self.plain_tokens(block, first, starts);
                if let Some(at) = special {
                    resume = self.special(at);
                    starts &= from_byte(resume, first);
                }
            }
            let at = first + across as usize;
            if continues & block.starts >> across != 0 && at >= resume {
                resume = self.plain_token_at(at).unwrap_or_else(|| self.special(at));
            }
        }
        self.intern_pending();
    }

    /// Creates the plain tokens of the block that begins at byte `first`, up to a token that is not plain. Returns the
    /// remaining starts, and the offset of that token if there is one.
    #[inline(always)]
    fn plain_tokens(&mut self, block: &ClassMasks, first: usize, mut starts: u64) -> (u64, Option<usize>) {
        const FILLER: Token = Token::new(Span::new(0, 0), TokenKind::Symbol, Shape::Caseless, 0);
        self.tokens.reserve(char_classes::WIDTH, FILLER);
        if self.pending.len > BATCH - char_classes::WIDTH {
            self.intern_pending();
        }
        // The block and the bytes after it that a key may include, zero-padded at the end of the text.
        let mut tail = [0; char_classes::WIDTH + 16];
        let rest = self.text.as_bytes().get(first..).unwrap_or_default();
        let bytes = match rest.first_chunk() {
            Some(bytes) => bytes,
            None => {
                tail[..rest.len()].copy_from_slice(rest);
                &tail
            }
        };
        let base = self.tokens.len as u32;
        let Self { pending, tokens, vocabulary, .. } = self;
        let Some(tokens) = tokens.room() else { return (0, None) };
        let tokens: &mut [Token; char_classes::WIDTH] = tokens;
        let mut apart = block.apart;
        if std::mem::take(&mut self.after_wide_blank) {
            apart |= starts & starts.wrapping_neg();
        }
        let mut count = 0_usize;
        let mut special = None;
        while starts != 0 {
            let bit = starts.trailing_zeros() % u64::BITS;
            starts &= starts - 1;
            let run = (!(block.word >> bit)).trailing_zeros();
            if is_special(block.special >> bit, run) | is_repeated_mark(bytes, bit as usize, run) {
                special = Some(bit);
                break;
            }
            let at = first as u32 + bit;
            let (mut token, key) = plain(at, head(bytes, bit as usize), run, (block.spaced >> bit & 1) as u8);
            if apart >> bit & 1 != 0 {
                let before = count.checked_sub(1).and_then(|n| tokens.get(n));
                let end = before.map_or(self.end, |token| token.span().byte_end() as usize);
                token.set_before(flags_before(self.text, at as usize, end));
                self.boundaries.put(base + count as u32, token.line_before());
            }
            // A block has at most as many tokens as bits, so the index needs no bounds check.
            pending.push(vocabulary.prefetch_word(key), base + count as u32);
            tokens[count % char_classes::WIDTH] = token;
            count += 1;
        }
        if let Some(last) = count.checked_sub(1).and_then(|last| tokens.get(last)) {
            self.end = last.span().byte_end() as usize;
        }
        self.tokens.len += count;
        (starts, special.map(|bit| first + bit as usize))
    }

    /// Looks up the pending words and sets them in their tokens.
    #[inline(never)]
    pub(super) fn intern_pending(&mut self) {
        let Self { vocabulary, tokens, pending, .. } = self;
        let tokens = tokens.items_mut();
        vocabulary.intern_batch(pending.words.get(..pending.len).unwrap_or_default(), |query, word| {
            if let Some(token) = tokens.get_mut(query.tag as usize) {
                token.set_word(word);
            }
        });
        pending.len = 0;
    }

    #[inline(always)]
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// Creates the token at `at` if it is plain, even across a block boundary. Returns its end.
    #[inline(never)]
    pub(super) fn plain_token_at(&mut self, at: usize) -> Option<usize> {
        let masks = self.classes.masks_from(at)?;
        let run = (!masks.word).trailing_zeros();
        if is_special(masks.special, run) || run == 0 {
            return None;
        }
        let (token, key) = self.plain_word(at, run)?;
        let word = self.vocabulary.prefetch_word(key);
        self.add_pending(token, word);
        Some(self.end)
    }

    /// Adds a token whose word is still to be looked up.
    pub(super) fn add_pending(&mut self, token: Token, word: WordQuery) {
        if self.pending.len == BATCH {
            self.intern_pending();
        }
        self.pending.push(word, self.tokens.len as u32);
        self.add(token);
    }

    /// Returns a token of `run` (1 to 16) letters without a capital after the first, or of that many digits, and the
    /// key of its word. The token is not added.
    pub(super) fn plain_word(&self, at: usize, run: u32) -> Option<(Token, u128)> {
        let rest = self.text.as_bytes().get(at..)?;
        let mut tail = [0; 16];
        let bytes = match rest.first_chunk() {
            Some(bytes) => bytes,
            None => {
                tail[..rest.len()].copy_from_slice(rest);
                &tail
            }
        };
        let (mut token, key) = plain(at as u32, u128::from_le_bytes(*bytes), run, 0);
        token.set_before(flags_before(self.text, at, self.end));
        Some((token, key))
    }

    /// Adds a token whose word is known.
    pub(super) fn push(
        &mut self,
        at: usize,
        end: usize,
        kind: TokenKind,
        word: (WordId, WordFlags),
        shape: Shape,
        flags: u8,
    ) {
        let flags = flags | flags_before(self.text, at, self.end);
        let mut token = Token::new(Span::new(at as u32, end as u32), kind, shape, flags);
        token.set_word(word);
        self.add(token);
    }

    /// Adds a token. Its word may still be pending unless it is a mark.
    pub(super) fn add(&mut self, token: Token) {
        self.glued += u64::from(token.is_glued());
        let may_end = token.kind() == TokenKind::Punctuation && ENDS.contains(&token.word());
        let is_boundary = may_end || token.is_abbreviated() || token.line_before();
        self.boundaries.put(self.tokens.len as u32, is_boundary);
        self.tokens.put(token, true);
        self.end = token.span().byte_end() as usize;
    }
}

/// The words of tokens that were added before their words were looked up. [`WordQuery::tag`] is the index of the token.
#[derive(Clone, Debug)]
pub(super) struct PendingWords {
    words: [WordQuery; BATCH],
    len: usize,
}

impl Default for PendingWords {
    fn default() -> Self {
        Self { words: [WordQuery::default(); BATCH], len: 0 }
    }
}

impl PendingWords {
    /// Adds a word; there must be room.
    #[inline(always)]
    fn push(&mut self, word: WordQuery, token: u32) {
        if let Some(place) = self.words.get_mut(self.len) {
            *place = word.with_tag(token);
            self.len += 1;
        }
    }
}

/// The marks that may end a sentence.
const ENDS: [WordId; 3] = [WordId::ascii(b'.'), WordId::ascii(b'!'), WordId::ascii(b'?')];

/// Whether a run, or a mark (`run` 0), is not plain by its own bytes and the one after it. The lowest bit of `special`
/// is its first byte.
#[inline(always)]
fn is_special(special: u64, run: u32) -> bool {
    // A run of 63 bytes and the byte after it are the whole mask.
    let reach = (2_u64 << (run & 63)).wrapping_sub(1);
    (special & reach != 0) | (run > INLINE)
}

/// Whether the mark at `at` is repeated.
#[inline(always)]
fn is_repeated_mark(bytes: &[u8; char_classes::WIDTH + 16], at: usize, run: u32) -> bool {
    (run == 0) & (bytes[at % char_classes::WIDTH] == bytes[at % char_classes::WIDTH + 1])
}

#[inline(always)]
fn head(bytes: &[u8; char_classes::WIDTH + 16], at: usize) -> u128 {
    let at = at % char_classes::WIDTH;
    bytes[at..at + 16].first_chunk().map_or(0, |head| u128::from_le_bytes(*head))
}

/// Returns the plain token that begins with the bytes `head`, and the key of its word. It has `run` word bytes, or is a
/// mark (0).
#[inline(always)]
fn plain(at: u32, head: u128, run: u32, flags: u8) -> (Token, u128) {
    let TokenTemplate { kind, shape, flags: own_flags, key_masks } = TEMPLATES[usize::from(head as u8)];
    let mask = KEY_MASKS[(run as usize | usize::from(key_masks)) % KEY_MASKS.len()];
    let length = run | u32::from(run == 0);
    (Token::new(Span::new(at, at + length), kind, shape, flags | own_flags), head & mask.keep | mask.set)
}

/// Returns the flags about the gap between the previous token, which ends at `end`, and the token that begins at `at`.
pub(super) fn flags_before(text: &str, at: usize, end: usize) -> u8 {
    let gap = at.wrapping_sub(end);
    if gap == 0 || gap == 1 && text.as_bytes().get(end) == Some(&b' ') { gap as u8 } else { gap_flags(text, at, end) }
}

/// The slow path of [`flags_before`], for gaps other than a single space.
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

/// The mask of the bits from byte `from` on, in a block that begins at byte `first`.
#[inline(always)]
fn from_byte(from: usize, first: usize) -> u64 {
    let done = from.saturating_sub(first);
    u64::MAX.checked_shl(u32::try_from(done).unwrap_or(u64::BITS)).unwrap_or(0)
}
