//! Text to tokens and sentences.
//!
//! The way: `classes` says of each byte what it is, 64 at a time; runs of ASCII letters that nothing joins become tokens right
//! away; all else (hyphens, apostrophes, inner stops, digits beside letters, characters beyond ASCII) goes through the table of
//! `rules`. `sentences` and `furniture` then read the tokens once more.

mod classes;
mod furniture;
mod rules;
mod sentences;
#[cfg(test)]
mod tests;
mod words;

use crate::span::Span;
use crate::stopwords;
use crate::token::{Sentence, Shape, Token, TokenKind};
use crate::vocabulary::{BATCH, Vocabulary, WordId, WordTable};

use classes::{Block, Classes};
use words::Role;

/// Cuts texts into tokens and sentences. What it does with hyphens, stops, digits and marks is the table in
/// `src/tokenizer/rules.rs`.
#[derive(Clone, Debug)]
pub struct Tokenizer {
    roles: WordTable<Role>,
}

/// The tokens and sentences of one text, and the buffers that made them, to be used again.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    classes: Classes,
    key: String,
}

impl Tokens {
    /// The tokens, in order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The sentences, which cover the tokens.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }
}

impl Tokenizer {
    /// A tokenizer for texts read with `vocabulary` or copies of it.
    #[must_use]
    pub fn new(vocabulary: &mut Vocabulary) -> Self {
        Self { roles: words::roles(vocabulary) }
    }

    /// Cuts `text` (at most 4 GiB) and forgets what `out` held before. New words are added to `vocabulary`.
    pub fn tokenize(&self, text: &str, vocabulary: &mut Vocabulary, out: &mut Tokens) {
        let Tokens { tokens, sentences, classes, key } = out;
        classes.classify(text.as_bytes());
        tokens.clear();
        let pending = Pending { keys: [0; BATCH], tokens: [0; BATCH], len: 0 };
        let mut scan = Scan {
            text,
            bytes: text.as_bytes(),
            classes,
            roles: &self.roles,
            vocabulary,
            tokens,
            key,
            end: 0,
            pending,
        };
        scan.run();
        sentences::split(text, tokens, &self.roles, sentences);
        furniture::mark(text, tokens, &self.roles);
    }
}

/// Bytes that may join a word or number to what follows, or belong to it.
static JOINERS: [bool; 256] = {
    let mut table = [false; 256];
    let joiners = b"-'.,/:@_";
    let mut n = 0;
    while n < joiners.len() {
        table[joiners[n] as usize] = true;
        n += 1;
    }
    table
};

/// Masks of the first so many bytes of sixteen.
static FIRST_BYTES: [u128; 32] = {
    let mut table = [u128::MAX; 32];
    let mut n = 0;
    while n < 16 {
        table[n] = (1 << (8 * n)) - 1;
        n += 1;
    }
    table
};

/// One pass over one text.
struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    classes: &'a Classes,
    roles: &'a WordTable<Role>,
    vocabulary: &'a mut Vocabulary,
    tokens: &'a mut Vec<Token>,
    key: &'a mut String,
    /// End of the last token.
    end: usize,
    pending: Pending,
}

/// Words whose tokens are there and whose ids are still to be looked up, many at once.
struct Pending {
    keys: [u128; BATCH],
    /// Indices of the tokens.
    tokens: [usize; BATCH],
    len: usize,
}

impl Scan<'_> {
    fn run(&mut self) {
        let classes = self.classes;
        let mut carry = 0;
        // Bytes before this one are dealt with.
        let mut resume = 0;
        for (number, block) in classes.blocks().iter().enumerate() {
            let marks = block.visible & !block.word;
            let mut starts = (block.word & !(block.word << 1 | carry)) | marks;
            carry = block.word >> 63;
            while starts != 0 {
                let bit = starts.trailing_zeros();
                let at = number * classes::WIDTH + bit as usize;
                starts &= starts - 1;
                if at < resume {
                    continue;
                }
                let masks = block.starting_at(bit);
                resume = if masks.word & 1 == 0 {
                    self.mark(at)
                } else {
                    let length = (!masks.word).trailing_zeros();
                    let ends_here = bit + length < u64::BITS;
                    let end = if ends_here { self.plain_run(at, length, masks) } else { self.plain_run_across(at) };
                    end.unwrap_or_else(|| self.by_rules(at))
                };
            }
        }
        self.look_up_pending();
    }

    /// Gives the tokens that wait for their words what they wait for.
    fn look_up_pending(&mut self) {
        let Self { vocabulary, tokens, pending, .. } = self;
        let keys = pending.keys.get(..pending.len).unwrap_or_default();
        vocabulary.intern_batch(keys, |at, word| {
            if let Some(token) = pending.tokens.get(at).and_then(|&token| tokens.get_mut(token)) {
                token.set_word(word);
            }
        });
        pending.len = 0;
    }

    #[inline]
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The token of the run of `length` (less than 64) word bytes that begins at `at`, if it is one of ASCII letters or of
    /// digits and nothing joins it; `masks` begin there too. Returns where to go on.
    #[inline(always)]
    fn plain_run(&mut self, at: usize, length: u32, masks: Block) -> Option<usize> {
        let end = at + length as usize;
        let within = (1 << length) - 1;
        let behind = self.byte(end);
        if behind != b' ' && JOINERS[usize::from(behind)] && self.may_join(end) {
            return None;
        }
        if (masks.digit | masks.high) & within != 0 {
            let is_number = masks.digit & within == within;
            return is_number.then(|| {
                self.push(at, end, TokenKind::Number, WordId::NUMBER, Shape::Caseless, 0);
                end
            });
        }
        let (shape, flags) = shape_of(masks.upper & within, within);
        if behind == b'.' || length > 16 {
            let word = self.intern_ascii(at, end);
            return Some(self.push_word(at, end, word, shape, flags));
        }
        let key = self.inline_key(at, end);
        let Pending { keys, tokens, len } = &mut self.pending;
        if let (Some(slot), Some(token)) = (keys.get_mut(*len), tokens.get_mut(*len)) {
            (*slot, *token) = (key, self.tokens.len());
            *len += 1;
        }
        self.push(at, end, TokenKind::Word, WordId::NUMBER, shape, flags);
        if self.pending.len == BATCH {
            self.look_up_pending();
        }
        Some(end)
    }

    /// Whether the joiner at `at` may join: something that can go on follows it.
    #[inline]
    fn may_join(&self, at: usize) -> bool {
        let next = self.byte(at + 1);
        next.is_ascii_alphanumeric() || next >= 0x80 || (self.byte(at) == b':' && next == b'/')
    }

    /// [`Scan::plain_run`] wherever it ends: across two blocks, or in the middle of a run of word bytes, because what follows a
    /// curly quotation mark is a plain word again. A function of its own, so that the one above is compiled into the main loop
    /// alone.
    #[inline(never)]
    fn plain_run_across(&mut self, at: usize) -> Option<usize> {
        let masks = self.classes.masks_from(at)?;
        let length = (!masks.word).trailing_zeros();
        if length < u64::BITS { self.plain_run(at, length, masks) } else { None }
    }

    /// The id of a word of ASCII letters and digits, now.
    #[inline(never)]
    fn intern_ascii(&mut self, at: usize, end: usize) -> WordId {
        if end - at <= 16 {
            let key = self.inline_key(at, end);
            return self.vocabulary.intern_inline(key);
        }
        self.key.clear();
        let letters = self.bytes.get(at..end).unwrap_or_default();
        self.key.extend(letters.iter().map(|b| char::from(b.to_ascii_lowercase())));
        self.vocabulary.intern(self.key)
    }

    /// The key of a word of at most 16 ASCII letters and digits: lower-cased, in little-endian order.
    #[inline(always)]
    fn inline_key(&self, at: usize, end: usize) -> u128 {
        let length = end - at;
        let raw = match self.bytes.get(at..).and_then(|rest| rest.first_chunk::<16>()) {
            Some(chunk) => u128::from_le_bytes(*chunk),
            None => {
                let mut chunk = [0; 16];
                chunk[..length].copy_from_slice(self.bytes.get(at..end).unwrap_or_default());
                u128::from_le_bytes(chunk)
            }
        };
        lower_case(raw & FIRST_BYTES[length & 31])
    }

    /// Adds a word and, if it is an abbreviation or an initial, the stop behind it.
    fn push_word(&mut self, at: usize, end: usize, word: WordId, shape: Shape, glued: u8) -> usize {
        if self.byte(end) == b'.' && self.byte(end + 1) != b'.' && self.takes_stop(at, end, word, shape) {
            self.push(at, end + 1, TokenKind::Word, word, shape, glued | Token::ABBREVIATED);
            return end + 1;
        }
        self.push(at, end, TokenKind::Word, word, shape, glued);
        end
    }

    /// Whether the stop after a word belongs to it.
    fn takes_stop(&mut self, at: usize, end: usize, word: WordId, shape: Shape) -> bool {
        let role = self.roles.get(word);
        if end - at == 1 {
            self.look_up_pending();
            // An initial, unless the word before says that a letter is meant: `vitamin C.`, `berinisial S.`
            let before = self.tokens.last().map_or(Role::None, |t| self.roles.get(t.word()));
            return shape == Shape::Upper && before != Role::NamesLetter;
        }
        let inner_stop = || self.bytes.get(at..end).is_some_and(is_dotted);
        role.is_abbreviation() || inner_stop()
    }

    /// A mark, or what a mark begins (`#topik`, `@nama`).
    fn mark(&mut self, at: usize) -> usize {
        let byte = self.byte(at);
        if matches!(byte, b'#' | b'@') && self.may_join(at) {
            return self.by_rules(at);
        }
        let mut end = at + 1;
        while self.byte(end) == byte {
            end += 1;
        }
        self.push(at, end, rules::ascii_mark_kind(byte), WordId::ascii(byte), Shape::Caseless, 0);
        end
    }

    /// Tokens by the table of rules, up to the first that ends a run of word bytes.
    #[cold]
    fn by_rules(&mut self, at: usize) -> usize {
        let mut at = at;
        loop {
            let Some(rest) = self.text.get(at..).filter(|rest| !rest.is_empty()) else { return at };
            let (length, kind) = rules::next(self.text, at);
            let end = at + length.max(1);
            at = match kind {
                None => at + rest.chars().next().map_or(1, char::len_utf8),
                Some(TokenKind::Word) => self.rule_word(at, end),
                Some(kind) => {
                    let word = self.rule_key(at, end, kind);
                    let shape = rules::shape(self.text.get(at..end).unwrap_or_default()).0;
                    self.push(at, end, kind, word, shape, 0);
                    end
                }
            };
            if !self.classes.is_word(at) {
                return at;
            }
            if let Some(end) = self.plain_run_across(at) {
                return end;
            }
        }
    }

    fn rule_word(&mut self, at: usize, end: usize) -> usize {
        let end = self.pair_split(at, end);
        let surface = self.text.get(at..end).unwrap_or_default();
        let (shape, glued) = rules::shape(surface);
        let word = self.rule_key(at, end, TokenKind::Word);
        self.push_word(at, end, word, shape, glued)
    }

    fn rule_key(&mut self, at: usize, end: usize, kind: TokenKind) -> WordId {
        let surface = self.text.get(at..end).unwrap_or_default();
        match kind {
            TokenKind::Number => WordId::NUMBER,
            TokenKind::Punctuation | TokenKind::Symbol => match rules::ascii_twin(surface) {
                Some(twin) => WordId::ascii(twin),
                None => self.vocabulary.intern(surface),
            },
            _ if surface.is_ascii() => {
                self.key.clear();
                self.key.push_str(surface);
                self.key.make_ascii_lowercase();
                self.vocabulary.intern(self.key)
            }
            _ => self.vocabulary.intern(&stopwords::key(surface)),
        }
    }

    /// A hyphen between two countries, months or weekdays separates them: the end of the first, or `end` where it is no pair.
    fn pair_split(&mut self, at: usize, end: usize) -> usize {
        let surface = self.text.get(at..end).unwrap_or_default();
        let Some((first, rest)) = surface.split_once('-') else { return end };
        let in_pair = |part: &str| {
            let capital = part.chars().next().is_some_and(char::is_uppercase);
            let word = || self.vocabulary.get(&stopwords::key(part));
            capital && word().is_some_and(|word| self.roles.get(word) == Role::Pairs)
        };
        let second = rest.split_once('-').map_or(rest, |(second, _)| second);
        let second_is_number = !second.is_empty() && second.bytes().all(|b| b.is_ascii_digit());
        if in_pair(first) && (in_pair(second) || second_is_number) { at + first.len() } else { end }
    }

    #[inline(always)]
    fn push(&mut self, at: usize, end: usize, kind: TokenKind, word: WordId, shape: Shape, flags: u8) {
        let gap = at - self.end;
        let before = if gap == 0 && at > 0 {
            0
        } else if gap == 1 && self.byte(self.end) == b' ' {
            Token::SPACE_BEFORE
        } else {
            self.gap_flags(at)
        };
        let span = Span::new(at as u32, end as u32);
        self.tokens.push(Token::new(span, word, kind, shape, flags | before));
        self.end = end;
    }

    /// The flags of a token that begins at `at`, after more than one blank.
    #[cold]
    fn gap_flags(&self, at: usize) -> u8 {
        if self.tokens.is_empty() {
            return Token::SPACE_BEFORE | Token::LINE_BEFORE | Token::PARAGRAPH_BEFORE;
        }
        let gap = self.text.get(self.end..at).unwrap_or_default();
        let lines = gap.chars().filter(|c| matches!(c, '\n' | '\u{2028}' | '\u{2029}' | '\u{85}')).count();
        let lines = if lines == 0 { gap.matches('\r').count() } else { lines };
        match lines {
            0 => Token::SPACE_BEFORE,
            1 => Token::SPACE_BEFORE | Token::LINE_BEFORE,
            _ => Token::SPACE_BEFORE | Token::LINE_BEFORE | Token::PARAGRAPH_BEFORE,
        }
    }
}

/// Whether a word is letters with stops between, in short pieces: `S.H`, `M.Si`, `a.n`.
fn is_dotted(word: &[u8]) -> bool {
    word.contains(&b'.') && word.split(|&b| b == b'.').all(|piece| (1..=4).contains(&piece.len()))
}

/// The shape of a run of ASCII letters from the mask of its capitals, and its flags: that it is plain, and whether a capital
/// stands after a small letter.
#[inline]
fn shape_of(upper: u64, within: u64) -> (Shape, u8) {
    if upper == 0 {
        (Shape::Lower, Token::PLAIN)
    } else if upper == within {
        (Shape::Upper, Token::PLAIN)
    } else if upper == 1 {
        (Shape::Title, Token::PLAIN)
    } else {
        let after_small = upper & (!upper & within) << 1;
        (Shape::Mixed, if after_small == 0 { Token::PLAIN } else { Token::PLAIN | Token::GLUED })
    }
}

/// Lower-cases the ASCII letters among 16 bytes, all of them below 0x80.
#[inline]
fn lower_case(bytes: u128) -> u128 {
    const ONES: u128 = 0x0101_0101_0101_0101_0101_0101_0101_0101;
    let from_a = bytes + ONES * (0x80 - b'A' as u128);
    let past_z = bytes + ONES * (0x80 - b'Z' as u128 - 1);
    bytes | ((from_a & !past_z) & (ONES * 0x80)) >> 2
}
