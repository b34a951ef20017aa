//! The shape of a position, and the case of its letters.
//!
//! The shape of a token is looked up in a table by everything that it depends on, because the next token is unpredictable and a branch
//! on it would often be mispredicted.

use crate::text::token::{Shape, Token, TokenKind};
use crate::text::vocabulary::WordFlags;

/// The shape of a position: what kind of word, number or mark it is and how it is capitalized. The numbers are part of the features.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum TokenShape {
    /// Padding before the first and after the last position of a stretch.
    #[default]
    Outside,
    /// A lowercase word.
    Lower,
    /// `Kata`.
    Title,
    /// Two or three capitals: `AS`, `SBY`.
    ShortUpper,
    /// Four capitals or more.
    LongUpper,
    /// One capital without a period.
    Letter,
    /// An initial: `F.`, `S.H.`
    Initial,
    /// Another abbreviation with a period that begins with a capital: `Drs.`
    Abbreviation,
    /// `McDonald`, `iPhone`, `Al-Hakim`.
    Mixed,
    /// A number.
    Number,
    /// `,`
    Comma,
    /// `.`, `!`, `?`, `...`
    Terminator,
    /// `:` and `;`
    Colon,
    /// `(` and `[`
    OpenBracket,
    /// `)` and `]`
    CloseBracket,
    /// Any quotation mark.
    Quote,
    /// Hyphens and dashes.
    Dash,
    /// `/`
    Slash,
    /// Any other mark or sign.
    Mark,
    /// A URL, e-mail address, handle or hashtag.
    Address,
    /// A lowercase word that occurs inside names: `bin`, `van`.
    Particle,
    /// A word in a script without case.
    Caseless,
    /// A common word that is capitalized only because it begins a sentence or a quotation.
    SentenceInitial,
    /// A capitalized word that is never part of a person's name, next to words of the same kind.
    NonPerson,
}

impl TokenShape {
    /// Whether it begins with a capital.
    pub(crate) const fn is_capital(self) -> bool {
        matches!(
            self,
            Self::Title | Self::ShortUpper | Self::LongUpper | Self::Letter | Self::Initial | Self::Abbreviation
        )
    }

    /// Whether a name may consist of it alone.
    pub(super) const fn is_name_like(self) -> bool {
        Self::NAME_LIKE >> self as u8 & 1 != 0
    }

    const NAME_LIKE: u32 = 1 << Self::Title as u8
        | 1 << Self::ShortUpper as u8
        | 1 << Self::LongUpper as u8
        | 1 << Self::Letter as u8
        | 1 << Self::Initial as u8
        | 1 << Self::Abbreviation as u8
        | 1 << Self::Mixed as u8;
}

/// The case of a word's letters, as far as its meaning depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum WordCase {
    /// Lowercase, or without letters.
    #[default]
    Lower,
    /// A capital first.
    Title,
    /// All capitals.
    Upper,
}

/// Where the shape of a token comes from.
#[derive(Clone, Copy)]
#[repr(u8)]
enum ShapeSource {
    /// The entry itself.
    Entry,
    /// The number of capitals.
    Length,
    /// The mark that the token is.
    Mark,
}

/// The shape and case of a token.
#[derive(Clone, Copy)]
struct ShapeEntry {
    shape: TokenShape,
    case: WordCase,
    source: ShapeSource,
}

/// The factor of the letter shape, and the bit of the period of an abbreviation, in [`written`].
pub(super) const SHAPE: usize = 8;
pub(super) const ABBREVIATED: usize = 64;
/// The word has the flag [`WordFlags::PARTICLE`].
const PARTICLE: usize = 128;
/// The word is capitalized only because of its place; see [`TokenShape::SentenceInitial`].
pub(super) const SENTENCE_INITIAL: usize = 256;
/// See [`TokenShape::NonPerson`].
pub(super) const NON_PERSON: usize = 512;
/// The number of all combinations.
const COMBINATIONS: usize = 1024;

/// By [`written`] with [`PARTICLE`], [`SENTENCE_INITIAL`] and [`NON_PERSON`].
static ENTRIES: [ShapeEntry; COMBINATIONS] = {
    let mut entries =
        [ShapeEntry { shape: TokenShape::Mark, case: WordCase::Lower, source: ShapeSource::Entry }; COMBINATIONS];
    let mut kind = 0;
    while kind < TokenKind::ALL.len() {
        let mut letters = 0;
        while letters < Shape::ALL.len() {
            let mut flags = 0;
            while flags < COMBINATIONS {
                let at = TokenKind::ALL[kind] as usize | (Shape::ALL[letters] as usize * SHAPE) | flags;
                entries[at] = entry(TokenKind::ALL[kind], Shape::ALL[letters], flags);
                flags += ABBREVIATED;
            }
            letters += 1;
        }
        kind += 1;
    }
    entries
};

const fn entry(kind: TokenKind, letters: Shape, flags: usize) -> ShapeEntry {
    use ShapeSource::{Entry, Length, Mark};
    let is_abbreviated = flags & ABBREVIATED != 0;
    let case = match letters {
        Shape::Title => WordCase::Title,
        Shape::Upper => WordCase::Upper,
        Shape::Lower | Shape::Caseless | Shape::Mixed => WordCase::Lower,
    };
    let (shape, source) = match (kind, letters) {
        (_, Shape::Lower) if flags & PARTICLE != 0 => (TokenShape::Particle, Entry),
        (_, Shape::Title) if flags & SENTENCE_INITIAL != 0 => (TokenShape::SentenceInitial, Entry),
        _ if flags & NON_PERSON != 0 => (TokenShape::NonPerson, Entry),
        (TokenKind::Word, Shape::Lower) => (TokenShape::Lower, Entry),
        (TokenKind::Word, Shape::Title) if is_abbreviated => (TokenShape::Abbreviation, Entry),
        (TokenKind::Word, Shape::Title) => (TokenShape::Title, Entry),
        (TokenKind::Word, Shape::Upper) if is_abbreviated => (TokenShape::Initial, Entry),
        (TokenKind::Word, Shape::Upper) => (TokenShape::LongUpper, Length),
        (TokenKind::Word, Shape::Mixed) => (TokenShape::Mixed, Entry),
        (TokenKind::Word, Shape::Caseless) => (TokenShape::Caseless, Entry),
        (TokenKind::Number, _) => (TokenShape::Number, Entry),
        (TokenKind::Punctuation | TokenKind::Symbol, _) => (TokenShape::Mark, Mark),
        (TokenKind::Url | TokenKind::Email | TokenKind::Handle | TokenKind::Hashtag, _) => (TokenShape::Address, Entry),
    };
    ShapeEntry { shape, case, source }
}

/// The shapes of capitals without a period, by their number; more than four are like four.
const UPPER_SHAPES: [TokenShape; 5] =
    [TokenShape::Letter, TokenShape::Letter, TokenShape::ShortUpper, TokenShape::ShortUpper, TokenShape::LongUpper];

/// The kind and letters of a token as a table index below 128: its kind, [`SHAPE`] times the shape of its letters, and [`ABBREVIATED`].
#[inline(always)]
pub(super) fn written(token: &Token) -> usize {
    token.kind() as usize | (token.shape() as usize * SHAPE) | (usize::from(token.is_abbreviated()) * ABBREVIATED)
}

/// The shape and case of a token; `context` is [`SENTENCE_INITIAL`], [`NON_PERSON`] or 0.
#[inline(always)]
pub(super) fn shape_of(text: &str, token: &Token, context: usize) -> (TokenShape, WordCase) {
    let at = written(token) | (usize::from(token.word_flags().intersects(WordFlags::PARTICLE)) * PARTICLE) | context;
    let ShapeEntry { shape, case, source } = ENTRIES[at % ENTRIES.len()];
    let by_length = UPPER_SHAPES[(token.span().len() as usize).min(UPPER_SHAPES.len() - 1)];
    let by_mark = ASCII_SHAPES[token.word().index().min(ASCII_SHAPES.len() - 1)];
    let shapes = [shape, by_length, by_mark, shape];
    if matches!(source, ShapeSource::Mark) & (token.word().index() >= ASCII_SHAPES.len()) {
        return (token.span().of(text).chars().next().map_or(TokenShape::Mark, mark_shape), case);
    }
    (shapes[source as usize % shapes.len()], case)
}

/// By word id: the id of a single ASCII mark is its code.
static ASCII_SHAPES: [TokenShape; 128] = {
    let mut shapes = [TokenShape::Mark; 128];
    let mut code = 0_u8;
    while code < 128 {
        shapes[code as usize] = mark_shape(code as char);
        code += 1;
    }
    shapes
};

const fn mark_shape(mark: char) -> TokenShape {
    match mark {
        ',' => TokenShape::Comma,
        '.' | '!' | '?' | '…' => TokenShape::Terminator,
        ':' | ';' => TokenShape::Colon,
        '(' | '[' | '{' => TokenShape::OpenBracket,
        ')' | ']' | '}' => TokenShape::CloseBracket,
        '"' | '\'' | '“' | '”' | '‘' | '’' | '`' | '«' | '»' => TokenShape::Quote,
        '-' | '–' | '—' | '‐' | '‑' | '−' => TokenShape::Dash,
        '/' => TokenShape::Slash,
        _ => TokenShape::Mark,
    }
}

/// The case of a token of mixed case, by its first letter.
pub(super) fn mixed_case(surface: &str) -> WordCase {
    if surface.chars().next().is_some_and(char::is_uppercase) { WordCase::Title } else { WordCase::Lower }
}

/// The shape and case of a part of a token.
pub(super) fn shape_of_part(part: &str) -> (TokenShape, WordCase) {
    match letters_of_part(part) {
        Shape::Lower => (TokenShape::Lower, WordCase::Lower),
        Shape::Title => (TokenShape::Title, WordCase::Title),
        Shape::Upper => (UPPER_SHAPES[part.len().min(UPPER_SHAPES.len() - 1)], WordCase::Upper),
        Shape::Mixed | Shape::Caseless => (TokenShape::Mixed, mixed_case(part)),
    }
}

fn letters_of_part(part: &str) -> Shape {
    let mut letters = part.chars().filter(|c| c.is_alphabetic());
    let first_is_capital = letters.next().is_some_and(char::is_uppercase);
    let (mut upper, mut lower) = (0, 0);
    for letter in letters {
        if letter.is_uppercase() {
            upper += 1;
        } else {
            lower += 1;
        }
    }
    match (first_is_capital, upper, lower) {
        (false, 0, _) => Shape::Lower,
        (true, _, 0) => Shape::Upper,
        (true, 0, _) => Shape::Title,
        _ => Shape::Mixed,
    }
}
