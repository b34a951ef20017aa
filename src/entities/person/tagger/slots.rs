//! A document as the tagger sees it: slots with a form each, and the runs of slots that may hold names.

use std::borrow::Cow;

use crate::document::Document;
use crate::span::Span;
use crate::stopwords;
use crate::token::{Shape, Token, TokenKind};
use crate::vocabulary::{Vocabulary, WordId};

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
        matches!(
            self,
            Self::Title
                | Self::ShortUpper
                | Self::LongUpper
                | Self::Letter
                | Self::Initial
                | Self::Abbreviation
                | Self::Mixed
        )
    }
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

/// What kind of line or sentence a slot stands in.
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

/// One word or mark; a word with hyphens between capitals (`Anies-Muhaimin`, `Al-Hakim`) is several slots.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// The token.
    pub token: u32,
    /// Where the slot stands: the token, or a part of it.
    pub span: Span,
    /// The token's word; its parts have none of their own in the vocabulary.
    pub word: WordId,
    /// Whether the slot is a part of its token only.
    pub is_part: bool,
    /// How it is written.
    pub form: Form,
    /// How its letters are written.
    pub case: Case,
    /// The kind of sentence.
    pub style: Style,
    /// Whether it is the first of its sentence.
    pub is_first: bool,
    /// Slots from here to the closing bracket, if it stands in brackets of at most 8 slots; else 0.
    pub bracket: u8,
    /// Whether it stands in an open quotation.
    pub is_quoted: bool,
}

/// Slots that may be parts of names, without a break: a half-open range of slot indices inside one sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Index of the first slot.
    pub start: u32,
    /// Index of the first slot after it.
    pub end: u32,
}

impl Run {
    /// The slot indices as a range for slicing.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The words in small letters that may stand inside a person's name.
pub const PARTICLES: [&str; 23] = [
    "al", "ben", "bin", "binti", "binte", "br", "da", "de", "del", "della", "den", "der", "do", "dos", "du", "el",
    "ibn", "la", "le", "ter", "van", "von", "y",
];

/// What the first part of a hyphenated name may be in small letters: `al-Assad`.
const ARTICLES: [&str; 12] = ["abd", "ad", "al", "an", "ar", "as", "ash", "asy", "at", "ath", "az", "el"];

/// The longest bracket that is measured, in slots.
const LONGEST_BRACKET: usize = 8;

/// The slots and runs of one document, kept to be used again.
#[derive(Clone, Debug, Default)]
pub struct Slots {
    slots: Vec<Slot>,
    sentences: Vec<Run>,
    runs: Vec<Run>,
}

impl Slots {
    /// All slots.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// The sentences as ranges of slots; they cover the slots.
    pub fn sentences(&self) -> &[Run] {
        &self.sentences
    }

    /// The token indices of the sentence of a token.
    pub(in super::super) fn sentence_tokens(&self, token: u32) -> std::ops::Range<usize> {
        let token_of = |slot: u32| self.slots.get(slot as usize).map_or(u32::MAX, |s| s.token);
        let after = self.sentences.partition_point(|s| token_of(s.start) <= token);
        let Some(sentence) = after.checked_sub(1).and_then(|n| self.sentences.get(n)) else { return 0..0 };
        let last = sentence.end.checked_sub(1).map_or(0, token_of);
        token_of(sentence.start) as usize..last as usize + 1
    }

    /// The runs, by rising position.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Reads a document and forgets what was there before. `is_particle` tells the words of [`PARTICLES`].
    pub fn read(&mut self, document: &Document<'_>, is_particle: impl Fn(WordId) -> bool) {
        self.slots.clear();
        self.sentences.clear();
        self.runs.clear();
        for sentence in document.sentences {
            let start = self.slots.len();
            for index in sentence.range() {
                let Some(token) = document.tokens.get(index) else { continue };
                let particle = token.shape() == Shape::Lower && is_particle(token.word());
                self.push_token(document.text, index as u32, token, particle);
            }
            let slots = self.slots.get_mut(start..).unwrap_or_default();
            if let Some(first) = slots.first_mut() {
                first.is_first = true;
            }
            let style = style_of(slots);
            slots.iter_mut().for_each(|slot| slot.style = style);
            mark_brackets(slots);
            let end = self.slots.len();
            self.sentences.push(Run { start: start as u32, end: end as u32 });
            self.find_runs(start, end);
        }
    }

    fn push_token(&mut self, text: &str, index: u32, token: &Token, particle: bool) {
        let span = token.span();
        let slot = Slot {
            token: index,
            span,
            word: token.word(),
            is_part: false,
            form: if particle { Form::Particle } else { form_of(text, token) },
            case: case_of(token.shape(), || span.of(text)),
            style: Style::Running,
            is_first: false,
            bracket: 0,
            is_quoted: false,
        };
        if token.shape() == Shape::Mixed
            && token.kind() == TokenKind::Word
            && let Some(cut) = pair_cut(span.of(text))
        {
            self.push_parts(text, slot, cut);
            return;
        }
        self.slots.push(slot);
    }

    /// The parts of a hyphenated token; `cut` is the place of its first hyphen that joins names.
    fn push_parts(&mut self, text: &str, whole: Slot, cut: usize) {
        let (start, end) = (whole.span.byte_start(), whole.span.byte_end());
        let hyphen = start + cut as u32;
        let part = |from: u32, to: u32| {
            let span = Span::new(from, to);
            let surface = span.of(text);
            let shape = shape_of_part(surface);
            Slot { span, is_part: true, form: part_form(surface, shape), case: case_of(shape, || surface), ..whole }
        };
        let mut left = part(start, hyphen);
        if left.form == Form::Lower {
            left.form = Form::Particle;
        }
        self.slots.push(left);
        self.slots.push(Slot {
            span: Span::new(hyphen, hyphen + 1),
            word: WordId::ascii(b'-'),
            is_part: true,
            form: Form::Dash,
            case: Case::Lower,
            ..whole
        });
        let right = part(hyphen + 1, end);
        match pair_cut(right.span.of(text)) {
            Some(cut) => self.push_parts(text, Slot { span: right.span, ..whole }, cut),
            None => self.slots.push(right),
        }
    }

    /// The runs of one sentence: slots that look like names, with the particles and joining hyphens between them.
    fn find_runs(&mut self, start: usize, end: usize) {
        let mut at = start;
        while at < end {
            if !self.is_name_like(at) && !self.is_joined_article(at, end) {
                at += 1;
                continue;
            }
            let first = at;
            at += 1;
            loop {
                while at < end && self.is_name_like(at) {
                    at += 1;
                }
                let gap = (at..end.min(at + 2)).take_while(|&n| self.is_link(n)).count();
                if gap > 0 && at + gap < end && self.is_name_like(at + gap) {
                    at += gap;
                } else {
                    break;
                }
            }
            self.runs.push(Run { start: first as u32, end: at as u32 });
        }
    }

    fn is_name_like(&self, at: usize) -> bool {
        self.slots.get(at).is_some_and(|s| s.form.is_name_like())
    }

    /// Whether it is the article of a hyphenated name: the first part of `al-Assad`.
    fn is_joined_article(&self, at: usize, end: usize) -> bool {
        at + 1 < end && self.slots.get(at).is_some_and(|s| s.is_part && s.form == Form::Particle)
    }

    fn is_link(&self, at: usize) -> bool {
        self.slots.get(at).is_some_and(|s| s.form == Form::Particle || (s.is_part && s.form == Form::Dash))
    }
}

fn form_of(text: &str, token: &Token) -> Form {
    match token.kind() {
        TokenKind::Word => match token.shape() {
            Shape::Lower => Form::Lower,
            Shape::Title if token.is_abbreviated() => Form::Abbreviation,
            Shape::Title => Form::Title,
            Shape::Upper if token.is_abbreviated() => Form::Initial,
            Shape::Upper => match token.span().len() {
                0..=1 => Form::Letter,
                2..=3 => Form::ShortUpper,
                _ => Form::LongUpper,
            },
            Shape::Mixed => Form::Mixed,
            Shape::Caseless => Form::Caseless,
        },
        TokenKind::Number => Form::Number,
        TokenKind::Punctuation | TokenKind::Symbol => mark_form(token.span().of(text)),
        TokenKind::Url | TokenKind::Email | TokenKind::Handle | TokenKind::Hashtag => Form::Address,
    }
}

fn mark_form(mark: &str) -> Form {
    match mark.chars().next() {
        Some(',') => Form::Comma,
        Some('.' | '!' | '?' | '…') => Form::Stop,
        Some(':' | ';') => Form::Colon,
        Some('(' | '[' | '{') => Form::Opens,
        Some(')' | ']' | '}') => Form::Closes,
        Some('"' | '\'' | '“' | '”' | '‘' | '’' | '`' | '«' | '»') => Form::Quote,
        Some('-' | '–' | '—' | '‐' | '‑' | '−') => Form::Dash,
        Some('/') => Form::Stroke,
        _ => Form::Mark,
    }
}

fn case_of<'a>(shape: Shape, surface: impl FnOnce() -> &'a str) -> Case {
    match shape {
        Shape::Caseless | Shape::Lower => Case::Lower,
        Shape::Title => Case::Title,
        Shape::Upper => Case::Upper,
        Shape::Mixed if surface().chars().next().is_some_and(char::is_uppercase) => Case::Title,
        Shape::Mixed => Case::Lower,
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

fn part_form(part: &str, shape: Shape) -> Form {
    match shape {
        Shape::Lower => Form::Lower,
        Shape::Title => Form::Title,
        Shape::Upper => match part.len() {
            0..=1 => Form::Letter,
            2..=3 => Form::ShortUpper,
            _ => Form::LongUpper,
        },
        Shape::Mixed | Shape::Caseless => Form::Mixed,
    }
}

/// The place of the first hyphen with a capital behind it and a capital or an article (`al`) at the start of the part before.
fn pair_cut(word: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = word.get(from..)?.find('-').map(|n| from + n) {
        let (left, right) = (word.get(..at)?, word.get(at + 1..)?);
        let capital = |part: &str| part.chars().next().is_some_and(char::is_uppercase);
        if capital(right) && (capital(left) || ARTICLES.contains(&left)) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

/// Few small words: a title; few small letters: capitals. Sentences of fewer than three words are running text.
fn style_of(slots: &[Slot]) -> Style {
    let (mut small, mut title, mut upper) = (0, 0, 0);
    for slot in slots {
        match slot.form {
            Form::Lower | Form::Particle => small += 1,
            Form::Title | Form::Mixed => title += 1,
            Form::ShortUpper | Form::LongUpper => upper += 1,
            _ => {}
        }
    }
    let words = small + title + upper;
    if words < 3 {
        Style::Running
    } else if upper * 10 >= words * 7 {
        Style::Capitals
    } else if (title + upper) * 10 >= words * 6 {
        Style::TitleCase
    } else {
        Style::Running
    }
}

fn mark_brackets(slots: &mut [Slot]) {
    let mut opened = None;
    let mut quoted = false;
    for at in 0..slots.len() {
        let Some(slot) = slots.get_mut(at) else { break };
        slot.is_quoted = quoted;
        match slot.form {
            Form::Opens => opened = Some(at),
            Form::Quote => quoted = !quoted,
            Form::Closes => {
                if let Some(open) = opened.take().filter(|open| at - open <= LONGEST_BRACKET + 1) {
                    for inside in open + 1..at {
                        if let Some(slot) = slots.get_mut(inside) {
                            slot.bracket = (at - inside) as u8;
                        }
                    }
                }
            }
            _ => {}
        }
    }
}

/// The word of a slot in its key form; all numbers are `0`.
pub fn key_of<'a>(slot: &Slot, text: &str, vocabulary: &'a Vocabulary) -> Cow<'a, str> {
    if slot.is_part {
        Cow::Owned(stopwords::key(slot.span.of(text)))
    } else if slot.form == Form::Number {
        Cow::Borrowed("0")
    } else {
        Cow::Borrowed(vocabulary.word(slot.word))
    }
}
