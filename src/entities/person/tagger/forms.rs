//! How a slot is written: its form, and the case of its word.

use crate::text::token::{Shape, Token, TokenKind};
use crate::text::vocabulary::WordFlags;

/// How a slot is written, with its punctuation and kind: what the shape features are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Form {
    /// Before the first and after the last slot of a sentence.
    #[default]
    Outside,
    /// A word in small letters.
    Lower,
    /// `Kata`.
    Title,
    /// Two or three capitals: `AS`, `SBY`.
    ShortUpper,
    /// Four capitals or more.
    LongUpper,
    /// One capital without a stop.
    Letter,
    /// An initial: `F.`, `S.H.`
    Initial,
    /// Another abbreviation with its stop that begins with a capital: `Drs.`
    Abbreviation,
    /// `McDonald`, `iPhone`, `Al-Hakim`.
    Mixed,
    /// A number.
    Number,
    /// `,`
    Comma,
    /// `.`, `!`, `?`, `...`
    Stop,
    /// `:` and `;`
    Colon,
    /// `(` and `[`
    Opens,
    /// `)` and `]`
    Closes,
    /// Any quotation mark.
    Quote,
    /// Hyphens and dashes.
    Dash,
    /// `/`
    Stroke,
    /// Any other mark or sign.
    Mark,
    /// An address, an account, a topic.
    Address,
    /// A word in small letters that stands inside names: `bin`, `van`.
    Particle,
    /// A word of letters without case.
    Caseless,
    /// A word of the language with the capital that it has where a sentence begins.
    Ordinary,
    /// A word with a capital that no person is called by, nor by one beside it.
    Impersonal,
}

impl Form {
    /// Whether it begins with a capital.
    pub(in super::super) const fn is_capital(self) -> bool {
        matches!(
            self,
            Self::Title | Self::ShortUpper | Self::LongUpper | Self::Letter | Self::Initial | Self::Abbreviation
        )
    }

    /// Whether a name may hold it by itself.
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

/// How the letters of a word are written, so far as its meaning depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Case {
    /// Small letters, or none.
    #[default]
    Lower,
    /// A capital first.
    Title,
    /// Capitals.
    Upper,
}

/// What leads from a token to its form.
#[derive(Clone, Copy)]
#[repr(u8)]
enum Way {
    /// The form itself.
    Found,
    /// The number of capitals.
    ByLength,
    /// The mark that it is.
    ByMark,
}

/// Form and case of a token, so far as its kind, its shape, its stop, its mark [`WordFlags::PARTICLE`] and its place tell.
#[derive(Clone, Copy)]
struct Entry {
    form: Form,
    case: Case,
    way: Way,
}

/// What is said of a shape in [`written`], and of the stop of an abbreviation.
pub(super) const SHAPE: usize = 8;
pub(super) const ABBREVIATED: usize = 64;
const PARTICLE: usize = 128;
pub(super) const OPENING: usize = 256;
pub(super) const NON_PERSON: usize = 512;
/// How many there are of all these together.
const WAYS: usize = 1024;

/// By how a token is [`written`], with [`PARTICLE`], [`OPENING`] and [`NON_PERSON`]. A table, because no
/// processor guesses what the next token is.
static ENTRIES: [Entry; WAYS] = {
    let mut entries = [Entry { form: Form::Mark, case: Case::Lower, way: Way::Found }; WAYS];
    let mut kind = 0;
    while kind < TokenKind::ALL.len() {
        let mut shape = 0;
        while shape < Shape::ALL.len() {
            let mut flags = 0;
            while flags < WAYS {
                let at = TokenKind::ALL[kind] as usize | (Shape::ALL[shape] as usize * SHAPE) | flags;
                entries[at] = entry(TokenKind::ALL[kind], Shape::ALL[shape], flags);
                flags += ABBREVIATED;
            }
            shape += 1;
        }
        kind += 1;
    }
    entries
};

const fn entry(kind: TokenKind, shape: Shape, flags: usize) -> Entry {
    let is_abbreviated = flags & ABBREVIATED != 0;
    let case = match shape {
        Shape::Title => Case::Title,
        Shape::Upper => Case::Upper,
        Shape::Lower | Shape::Caseless | Shape::Mixed => Case::Lower,
    };
    let (form, way) = match (kind, shape) {
        (_, Shape::Lower) if flags & PARTICLE != 0 => (Form::Particle, Way::Found),
        (_, Shape::Title) if flags & OPENING != 0 => (Form::Ordinary, Way::Found),
        _ if flags & NON_PERSON != 0 => (Form::Impersonal, Way::Found),
        (TokenKind::Word, Shape::Lower) => (Form::Lower, Way::Found),
        (TokenKind::Word, Shape::Title) if is_abbreviated => (Form::Abbreviation, Way::Found),
        (TokenKind::Word, Shape::Title) => (Form::Title, Way::Found),
        (TokenKind::Word, Shape::Upper) if is_abbreviated => (Form::Initial, Way::Found),
        (TokenKind::Word, Shape::Upper) => (Form::LongUpper, Way::ByLength),
        (TokenKind::Word, Shape::Mixed) => (Form::Mixed, Way::Found),
        (TokenKind::Word, Shape::Caseless) => (Form::Caseless, Way::Found),
        (TokenKind::Number, _) => (Form::Number, Way::Found),
        (TokenKind::Punctuation | TokenKind::Symbol, _) => (Form::Mark, Way::ByMark),
        (TokenKind::Url | TokenKind::Email | TokenKind::Handle | TokenKind::Hashtag, _) => (Form::Address, Way::Found),
    };
    Entry { form, case, way }
}

/// The forms of capitals without a stop, by their number: from four on all are alike.
const UPPER_FORMS: [Form; 5] = [Form::Letter, Form::Letter, Form::ShortUpper, Form::ShortUpper, Form::LongUpper];

/// How a token is written, as a number below 128 for tables: its kind, [`SHAPE`] times its shape, and [`ABBREVIATED`].
#[inline(always)]
pub(super) fn written(token: &Token) -> usize {
    token.kind() as usize | (token.shape() as usize * SHAPE) | (usize::from(token.is_abbreviated()) * ABBREVIATED)
}

/// Form and case of a token; `place` is [`OPENING`] if its capital is only that of the beginning of a sentence, [`NON_PERSON`] if no
/// word of its row is one that a person is called by, else 0.
#[inline(always)]
pub(super) fn form_of(text: &str, token: &Token, place: usize) -> (Form, Case) {
    let at = written(token) | (usize::from(token.word_flags().intersects(WordFlags::PARTICLE)) * PARTICLE) | place;
    let Entry { form, case, way } = ENTRIES[at % ENTRIES.len()];
    let by_length = UPPER_FORMS[(token.span().len() as usize).min(UPPER_FORMS.len() - 1)];
    let by_mark = ASCII_FORMS[token.word().index().min(ASCII_FORMS.len() - 1)];
    let forms = [form, by_length, by_mark, form];
    if matches!(way, Way::ByMark) & (token.word().index() >= ASCII_FORMS.len()) {
        return (token.span().of(text).chars().next().map_or(Form::Mark, mark_form), case);
    }
    (forms[way as usize % forms.len()], case)
}

/// A single ASCII mark has its code as its id.
static ASCII_FORMS: [Form; 128] = {
    let mut forms = [Form::Mark; 128];
    let mut code = 0_u8;
    while code < 128 {
        forms[code as usize] = mark_form(code as char);
        code += 1;
    }
    forms
};

const fn mark_form(mark: char) -> Form {
    match mark {
        ',' => Form::Comma,
        '.' | '!' | '?' | '…' => Form::Stop,
        ':' | ';' => Form::Colon,
        '(' | '[' | '{' => Form::Opens,
        ')' | ']' | '}' => Form::Closes,
        '"' | '\'' | '“' | '”' | '‘' | '’' | '`' | '«' | '»' => Form::Quote,
        '-' | '–' | '—' | '‐' | '‑' | '−' => Form::Dash,
        '/' => Form::Stroke,
        _ => Form::Mark,
    }
}

/// The case of a token of mixed case, by its first letter.
pub(super) fn mixed_case(surface: &str) -> Case {
    if surface.chars().next().is_some_and(char::is_uppercase) { Case::Title } else { Case::Lower }
}

/// Form and case of a part of a token.
pub(super) fn form_of_part(part: &str) -> (Form, Case) {
    match shape_of_part(part) {
        Shape::Lower => (Form::Lower, Case::Lower),
        Shape::Title => (Form::Title, Case::Title),
        Shape::Upper => (UPPER_FORMS[part.len().min(UPPER_FORMS.len() - 1)], Case::Upper),
        Shape::Mixed | Shape::Caseless => (Form::Mixed, mixed_case(part)),
    }
}

fn shape_of_part(part: &str) -> Shape {
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
