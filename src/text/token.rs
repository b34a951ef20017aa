//! Tokens and sentences.

use serde::ser::SerializeStruct;

use crate::text::names::impl_names;
use crate::text::span::Span;
use crate::text::vocabulary::{WordFlags, WordId};

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum TokenKind {
    /// Letters, possibly with digits and inner joiners: `kata-kata`, `ke-2`, `Jum'at`, `COVID-19`, `1990-an`.
    Word,
    /// Digits with inner separators, without letters: `1.000`, `10.30`, `31/12/2024`.
    Number,
    /// A punctuation mark, or a run of the same mark: `,`, `...`. As in Unicode, `%`, `&`, `@` and `#` are punctuation.
    Punctuation,
    /// Any other symbol: `+`, `€`, an emoji.
    Symbol,
    /// A web address: `https://contoh.id/a`, `www.contoh.id`.
    Url,
    /// An e-mail address.
    Email,
    /// A user name: `@nama`.
    Handle,
    /// A hashtag: `#pemilu`.
    Hashtag,
}

impl TokenKind {
    /// Every kind, in the order of the variants.
    pub const ALL: [Self; 8] = [
        Self::Word,
        Self::Number,
        Self::Punctuation,
        Self::Symbol,
        Self::Url,
        Self::Email,
        Self::Handle,
        Self::Hashtag,
    ];

    /// The name in reports: `word`, `number`, `punctuation`, `symbol`, `url`, `email`, `handle`, `hashtag`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Number => "number",
            Self::Punctuation => "punctuation",
            Self::Symbol => "symbol",
            Self::Url => "url",
            Self::Email => "email",
            Self::Handle => "handle",
            Self::Hashtag => "hashtag",
        }
    }

    /// Whether tokens of this kind are terms: words, handles and hashtags.
    #[must_use]
    pub const fn is_term(self) -> bool {
        const TERMS: u8 = 1 << TokenKind::Word as u8 | 1 << TokenKind::Handle as u8 | 1 << TokenKind::Hashtag as u8;
        TERMS >> self as u8 & 1 != 0
    }
}

impl_names!(TokenKind, "token kind");

/// The case of a token's letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Shape {
    /// No cased letters: digits, punctuation, scripts without case.
    Caseless,
    /// All letters are lower case: `kata`.
    Lower,
    /// The first letter is upper case, the others are lower case: `Kata`, `Jum'at`. A single capital is
    /// [`Shape::Upper`].
    Title,
    /// All letters are upper case: `AS`, `S.H.`, `B`.
    Upper,
    /// Anything else: `neo-Nazisme`, `McDonald`, `iPhone`, `Al-Hakim`.
    Mixed,
}

impl Shape {
    /// Every shape, in the order of the variants.
    pub const ALL: [Self; 5] = [Self::Caseless, Self::Lower, Self::Title, Self::Upper, Self::Mixed];

    /// The name in reports: `caseless`, `lower`, `title`, `upper`, `mixed`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Caseless => "caseless",
            Self::Lower => "lower",
            Self::Title => "title",
            Self::Upper => "upper",
            Self::Mixed => "mixed",
        }
    }

    /// Whether the shape implies that the first letter is upper case: `Title` or `Upper`.
    #[must_use]
    pub const fn is_capital(self) -> bool {
        matches!(self, Self::Title | Self::Upper)
    }
}

impl_names!(Shape, "token shape");

/// One token.
///
/// The tokens of a document are non-empty, in ascending order, and do not overlap. Every character except white space
/// and control characters belongs to exactly one token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    span: Span,
    word: WordId,
    kind: TokenKind,
    shape: Shape,
    flags: u8,
    word_flags: WordFlags,
}

impl Token {
    pub(crate) const SPACE_BEFORE: u8 = 1;
    pub(crate) const LINE_BEFORE: u8 = 2;
    pub(crate) const PARAGRAPH_BEFORE: u8 = 4;
    pub(crate) const GLUED: u8 = 8;
    pub(crate) const BOILERPLATE: u8 = 16;
    pub(crate) const ABBREVIATED: u8 = 32;
    pub(crate) const PLAIN: u8 = 64;
    const TERM: u8 = 128;

    /// Creates a token whose word has not been set yet.
    #[inline(always)]
    pub(crate) const fn new(span: Span, kind: TokenKind, shape: Shape, flags: u8) -> Self {
        let flags = if kind.is_term() { flags | Self::TERM } else { flags };
        Self { span, word: WordId::NUMBER, kind, shape, flags, word_flags: WordFlags::empty() }
    }

    /// The byte range of the token.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// The word in its key form (lower case, NFC), as an id of the [`Vocabulary`](crate::Vocabulary) that the document
    /// was tokenized with. All numbers share [`WordId::NUMBER`]; the id of a single ASCII mark is its code.
    #[must_use]
    pub const fn word(&self) -> WordId {
        self.word
    }

    /// The kind of the token.
    #[must_use]
    pub const fn kind(&self) -> TokenKind {
        self.kind
    }

    /// The case of its letters.
    #[must_use]
    pub const fn shape(&self) -> Shape {
        self.shape
    }

    /// Whether its kind is a [term](TokenKind::is_term).
    #[inline]
    #[must_use]
    pub const fn is_word(&self) -> bool {
        self.flags & Self::TERM != 0
    }

    /// Whether it follows white space or is the first token of the text.
    #[must_use]
    pub const fn space_before(&self) -> bool {
        self.flags & Self::SPACE_BEFORE != 0
    }

    /// Whether it is the first token of a line. A line that only continues the one before, because the text was wrapped to a width or
    /// a link has a line of its own, does not count.
    #[must_use]
    pub const fn line_before(&self) -> bool {
        self.flags & Self::LINE_BEFORE != 0
    }

    /// Whether it is the first token of the text or follows a blank line.
    #[must_use]
    pub const fn paragraph_before(&self) -> bool {
        self.flags & Self::PARAGRAPH_BEFORE != 0
    }

    /// Whether a lower-case letter directly precedes an upper-case one inside the token (`danIran`), which is often a
    /// missing blank between two words. `YouTube` has this property, too, so it is only a hint.
    #[must_use]
    pub const fn is_glued(&self) -> bool {
        self.flags & Self::GLUED != 0
    }

    /// Whether it belongs to the page rather than to the article: a dateline, a `Baca juga:` link, a credit.
    #[must_use]
    pub const fn is_boilerplate(&self) -> bool {
        self.flags & Self::BOILERPLATE != 0
    }

    /// Whether its last character is the period of an abbreviation or initial (`dr.`, `F.`), which does not end a
    /// sentence. The period is part of the span but not of the word.
    #[must_use]
    pub const fn is_abbreviated(&self) -> bool {
        self.flags & Self::ABBREVIATED != 0
    }

    /// Whether it consists of ASCII letters only, apart from the period of an abbreviation: no digits, hyphens,
    /// apostrophes or inner periods.
    #[must_use]
    pub const fn is_plain(&self) -> bool {
        self.flags & Self::PLAIN != 0
    }

    /// The flags that the [`Lexicon`](crate::tokenizer::Lexicon) recorded for its word.
    #[inline(always)]
    #[must_use]
    pub const fn word_flags(&self) -> WordFlags {
        self.word_flags
    }

    /// Sets the word and its flags.
    #[inline(always)]
    pub(crate) fn set_word(&mut self, (word, flags): (WordId, WordFlags)) {
        self.word = word;
        self.word_flags = flags;
    }

    /// Sets the flags about the gap before the token, of which at most [`Token::SPACE_BEFORE`] was set.
    pub(crate) fn set_before(&mut self, flags: u8) {
        self.flags = self.flags & !Self::SPACE_BEFORE | flags;
    }

    /// Replaces the flags about the gap before a token that follows a line break.
    pub(crate) fn set_before_line(&mut self, flags: u8) {
        self.flags = self.flags & !(Self::SPACE_BEFORE | Self::LINE_BEFORE | Self::PARAGRAPH_BEFORE) | flags;
    }

    /// The flags about the gap before the token, for [`set_before`](Self::set_before).
    pub(crate) const fn flags_before(&self) -> u8 {
        self.flags & (Self::SPACE_BEFORE | Self::LINE_BEFORE | Self::PARAGRAPH_BEFORE)
    }

    pub(crate) fn set_boilerplate(&mut self) {
        self.flags |= Self::BOILERPLATE;
    }
}

/// Serializes the span, kind, shape and flags. The word is not included: a [`WordId`] means nothing without its vocabulary.
impl serde::Serialize for Token {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut token = serializer.serialize_struct("Token", 9)?;
        token.serialize_field("span", &self.span)?;
        token.serialize_field("kind", &self.kind)?;
        token.serialize_field("shape", &self.shape)?;
        token.serialize_field("space_before", &self.space_before())?;
        token.serialize_field("line_before", &self.line_before())?;
        token.serialize_field("paragraph_before", &self.paragraph_before())?;
        token.serialize_field("glued", &self.is_glued())?;
        token.serialize_field("boilerplate", &self.is_boilerplate())?;
        token.serialize_field("abbreviated", &self.is_abbreviated())?;
        token.end()
    }
}

/// A sentence: a non-empty, half-open range of token indices. The sentences of a document cover all its tokens, in
/// order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Sentence {
    /// The index of the first token.
    pub token_start: u32,
    /// The index of the first token after the sentence.
    pub token_end: u32,
}

impl Sentence {
    /// Returns the token indices as a range, for slicing.
    #[must_use]
    pub const fn range(self) -> std::ops::Range<usize> {
        self.token_start as usize..self.token_end as usize
    }
}
