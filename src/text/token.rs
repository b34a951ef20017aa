//! What the tokenizer makes of a text: tokens and sentences.

use crate::text::span::Span;
use crate::text::vocabulary::{WordFlags, WordId};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TokenKind {
    /// Letters, perhaps with digits and inner joiners: `kata-kata`, `ke-2`, `Jum'at`, `COVID-19`, `1990-an`.
    Word,
    /// Digits with inner separators and no letter: `1.000`, `10.30`, `31/12/2024`.
    Number,
    /// A punctuation mark, or a run of the same mark: `,`, `...`; as in Unicode, `%`, `&`, `@` and `#` are such.
    Punctuation,
    /// Any other sign: `+`, `€`, an emoji.
    Symbol,
    /// A web address: `https://contoh.id/a`, `www.contoh.id`.
    Url,
    /// An e-mail address.
    Email,
    /// An account: `@nama`.
    Handle,
    /// A topic: `#pemilu`.
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

/// How a token is written, judged by its letters alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Shape {
    /// No letter with case: digits, punctuation, scripts without case.
    Caseless,
    /// Every letter is small: `kata`.
    Lower,
    /// The first letter is a capital, the others are small: `Kata`, `Jum'at`. A single capital is [`Shape::Upper`].
    Title,
    /// Every letter is a capital: `AS`, `S.H.`, `B`.
    Upper,
    /// Anything else: `neo-Nazisme`, `McDonald`, `iPhone`, `Al-Hakim`.
    Mixed,
}

impl Shape {
    /// Every shape, in the order of the variants.
    pub const ALL: [Self; 5] = [Self::Caseless, Self::Lower, Self::Title, Self::Upper, Self::Mixed];

    /// Whether the token's first letter is a capital, so far as the shape alone tells: title case or all capitals.
    #[must_use]
    pub const fn is_capital(self) -> bool {
        matches!(self, Self::Title | Self::Upper)
    }
}

/// One token.
///
/// Tokens of a document are not empty, rise, and do not overlap; every character that is neither white space nor a control
/// character is in exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    span: Span,
    word: WordId,
    kind: TokenKind,
    shape: Shape,
    flags: u8,
    marks: WordFlags,
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

    /// A token whose word is still to be set.
    #[inline(always)]
    pub(crate) const fn new(span: Span, kind: TokenKind, shape: Shape, flags: u8) -> Self {
        let flags = if kind.is_term() { flags | Self::TERM } else { flags };
        Self { span, word: WordId::NUMBER, kind, shape, flags, marks: WordFlags::NONE }
    }

    /// Where the token stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// The word, lower-cased and NFC-normalised, as a number of the [`Vocabulary`](crate::Vocabulary) that the document was
    /// read with. Numbers share [`WordId::NUMBER`]; a single ASCII mark has its code as its id.
    #[must_use]
    pub const fn word(&self) -> WordId {
        self.word
    }

    /// What the token is.
    #[must_use]
    pub const fn kind(&self) -> TokenKind {
        self.kind
    }

    /// How it is written.
    #[must_use]
    pub const fn shape(&self) -> Shape {
        self.shape
    }

    /// Whether it could be a term, by its kind: see [`TokenKind::is_term`].
    #[inline]
    #[must_use]
    pub const fn is_word(&self) -> bool {
        self.flags & Self::TERM != 0
    }

    /// Whether white space stands before it, or the start of the text.
    #[must_use]
    pub const fn space_before(&self) -> bool {
        self.flags & Self::SPACE_BEFORE != 0
    }

    /// Whether it is the first of a line.
    #[must_use]
    pub const fn line_before(&self) -> bool {
        self.flags & Self::LINE_BEFORE != 0
    }

    /// Whether it is the first of the text or a blank line stands before it.
    #[must_use]
    pub const fn paragraph_before(&self) -> bool {
        self.flags & Self::PARAGRAPH_BEFORE != 0
    }

    /// Whether a small letter stands directly before a capital inside it (`danIran`): often two words that lost their blank.
    /// `YouTube` is one of these too, so it is a hint and never a correction.
    #[must_use]
    pub const fn is_glued(&self) -> bool {
        self.flags & Self::GLUED != 0
    }

    /// Whether it belongs to the page rather than to the article: a dateline, a `Baca juga:` link, a credit.
    #[must_use]
    pub const fn is_boilerplate(&self) -> bool {
        self.flags & Self::BOILERPLATE != 0
    }

    /// Whether its last character is the full stop of an abbreviation or initial (`dr.`, `F.`), which ends no sentence. The
    /// stop is in the span and not in the word.
    #[must_use]
    pub const fn is_abbreviated(&self) -> bool {
        self.flags & Self::ABBREVIATED != 0
    }

    /// Whether it is ASCII letters alone, but for the stop of an abbreviation: no digit, hyphen, apostrophe or inner stop.
    #[must_use]
    pub const fn is_plain(&self) -> bool {
        self.flags & Self::PLAIN != 0
    }

    /// What the [`Lexicon`](crate::tokenizer::Lexicon) noted of its word.
    #[inline(always)]
    #[must_use]
    pub const fn marks(&self) -> WordFlags {
        self.marks
    }

    /// Sets the word, and what is noted of it.
    #[inline(always)]
    pub(crate) fn set_word(&mut self, (word, marks): (WordId, WordFlags)) {
        self.word = word;
        self.marks = marks;
    }

    /// Sets the flags that tell what stands before it: at most [`Token::SPACE_BEFORE`] was set.
    pub(crate) fn set_before(&mut self, flags: u8) {
        self.flags = self.flags & !Self::SPACE_BEFORE | flags;
    }

    pub(crate) fn mark_boilerplate(&mut self) {
        self.flags |= Self::BOILERPLATE;
    }
}

/// One sentence: a half-open range of token indices, never empty. The sentences of a document cover its tokens in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Index of the first token.
    pub token_start: u32,
    /// Index of the first token after the sentence.
    pub token_end: u32,
}

impl Sentence {
    /// The token indices as a range for slicing.
    #[must_use]
    pub const fn range(self) -> std::ops::Range<usize> {
        self.token_start as usize..self.token_end as usize
    }
}
