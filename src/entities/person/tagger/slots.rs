//! A document as the tagger sees it: slots with a form each, and the runs of slots that may hold names.

use std::borrow::Cow;
use std::ops::Range;

use crate::document::Document;
use crate::entities::person::lists::Lists;
use crate::lexicon::Lexicon;
use crate::span::Span;
use crate::stopwords;
use crate::token::{Sentence, Shape, Token, TokenKind};
use crate::vocabulary::{Vocabulary, WordId, WordTable};

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
    /// Whether it is the first of its sentence.
    pub is_first: bool,
}

impl Slot {
    /// What stands before and behind every stretch.
    const OUTSIDE: Self = Self {
        token: u32::MAX,
        span: Span::new(0, 0),
        word: WordId::NUMBER,
        is_part: false,
        form: Form::Outside,
        case: Case::Lower,
        is_first: false,
    };
}

/// Slots that may be parts of names, without a break: a half-open range of slot indices inside one sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Index of the first slot.
    pub start: u32,
    /// Index of the first slot after it.
    pub end: u32,
    /// The kind of sentence.
    pub style: Style,
}

impl Run {
    /// The slot indices as a range for slicing.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The words in small letters that may stand inside a person's name.
const PARTICLES: [&str; 23] = [
    "al", "ben", "bin", "binti", "binte", "br", "da", "de", "del", "della", "den", "der", "do", "dos", "du", "el",
    "ibn", "la", "le", "ter", "van", "von", "y",
];

/// What the first part of a hyphenated name may be in small letters: `al-Assad`.
const ARTICLES: [&str; 12] = ["abd", "ad", "al", "an", "ar", "as", "ash", "asy", "at", "ath", "az", "el"];

/// The words that [`Slots`] tells apart.
#[derive(Clone, Debug)]
pub struct KnownWords(WordTable<u8>);

impl KnownWords {
    const PARTICLE: u8 = 1;
    const ORDINARY: u8 = 2;

    /// The particles, and the ordinary words of the lists.
    pub(in super::super) fn new(lexicon: &mut Lexicon, lists: &Lists) -> Self {
        let mut known = WordTable::new(0);
        for particle in PARTICLES {
            *known.entry(lexicon.word(particle)) |= Self::PARTICLE;
        }
        for word in lists.ordinary_words() {
            *known.entry(word) |= Self::ORDINARY;
        }
        Self(known)
    }

    /// Whether it is one of the [`PARTICLES`].
    #[inline]
    fn is_particle(&self, word: WordId) -> bool {
        self.0.get(word) & Self::PARTICLE != 0
    }

    /// Whether the lists know it as a word of the language and as no name.
    #[inline]
    fn is_ordinary(&self, word: WordId) -> bool {
        self.0.get(word) & Self::ORDINARY != 0
    }
}

/// Whether a capital at this place of a sentence says nothing: it begins the sentence or follows a mark, and no word with a
/// capital follows.
fn is_opening(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|n| tokens.get(n));
    before.is_none_or(|token| token.kind() == TokenKind::Punctuation)
        && tokens.get(at + 1).is_none_or(|next| matches!(next.shape(), Shape::Lower | Shape::Caseless))
}

/// How many slots on either side of one bear on it; so many of [`Form::Outside`] stand between stretches.
pub const REACH: usize = 2;

/// How many particles and joining hyphens may stand between two words of a run.
const LONGEST_LINK: usize = 2;

/// Which tokens become slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Those within [`REACH`] of a token that may be part of a name.
    RoundNames,
    /// All.
    Everything,
}

/// The slots and runs of one document, kept to be used again.
#[derive(Clone, Debug, Default)]
pub struct Slots {
    slots: Vec<Slot>,
    runs: Vec<Run>,
}

impl Slots {
    /// The slots: stretches of neighbours in one sentence, with [`REACH`] slots of [`Form::Outside`] before and behind each.
    /// A slot in a run always has its neighbours, or the end of the sentence, within that reach.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// The runs, by rising position.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// The kind of sentence that a slot of a run, or one beside it, stands in.
    pub(in super::super) fn style_at(&self, slot: usize) -> Style {
        let after = self.runs.partition_point(|run| run.range().start <= slot);
        let run = after.checked_sub(1).and_then(|n| self.runs.get(n)).or(self.runs.first());
        run.map(|run| run.style).unwrap_or_default()
    }

    /// Reads a document and forgets what was there before. `note_small` is given every word in small letters.
    pub fn read(
        &mut self,
        document: &Document<'_>,
        extent: Extent,
        known: &KnownWords,
        mut note_small: impl FnMut(WordId),
    ) {
        self.slots.clear();
        self.runs.clear();
        self.end_stretch();
        for sentence in document.sentences {
            let Some(tokens) = document.tokens.get(sentence.range()) else { continue };
            let first_run = self.runs.len();
            let mut style = Counts::default();
            // The tokens of the stretch at hand, by their places in the sentence.
            let mut stretch = if extent == Extent::Everything { 0..tokens.len() } else { 0..0 };
            let mut flush = |stretch: Range<usize>| self.push_stretch(document.text, sentence, tokens, stretch, known);
            for (at, token) in tokens.iter().enumerate() {
                if token.kind() != TokenKind::Word {
                    continue;
                }
                match token.shape() {
                    Shape::Caseless => continue,
                    Shape::Lower => {
                        style.small += 1;
                        note_small(token.word());
                        continue;
                    }
                    _ => style.count(token),
                }
                if token.shape() == Shape::Title && known.is_ordinary(token.word()) && is_opening(tokens, at) {
                    continue;
                }
                let from = at.saturating_sub(REACH);
                if from > stretch.end || stretch.is_empty() {
                    flush(stretch);
                    stretch = from..from;
                }
                stretch.end = stretch.end.max(at + 1 + REACH);
            }
            flush(stretch.start..stretch.end.min(tokens.len()));
            let style = style.style();
            self.runs.iter_mut().skip(first_run).for_each(|run| run.style = style);
        }
    }

    fn end_stretch(&mut self) {
        self.slots.extend([Slot::OUTSIDE; REACH]);
    }

    /// Pushes neighbouring tokens of a sentence, given by their places in it, and finds the runs among them.
    fn push_stretch(
        &mut self,
        text: &str,
        sentence: &Sentence,
        tokens: &[Token],
        places: Range<usize>,
        known: &KnownWords,
    ) {
        let first = places.start as u32 + sentence.token_start;
        if places.is_empty() {
            return;
        }
        let start = self.slots.len();
        self.slots.reserve(places.len() + REACH);
        for ((at, token), index) in tokens.iter().enumerate().take(places.end).skip(places.start).zip(first..) {
            let is_first = index == sentence.token_start;
            let (form, case) = match token.shape() {
                Shape::Mixed if token.kind() == TokenKind::Word => {
                    self.push_mixed(text, index, token, is_first);
                    continue;
                }
                Shape::Lower if known.is_particle(token.word()) => (Form::Particle, Case::Lower),
                Shape::Title if known.is_ordinary(token.word()) && is_opening(tokens, at) => {
                    (Form::Ordinary, Case::Title)
                }
                Shape::Title => (form_of(text, token), Case::Title),
                Shape::Upper => (form_of(text, token), Case::Upper),
                Shape::Lower | Shape::Caseless | Shape::Mixed => (form_of(text, token), Case::Lower),
            };
            self.slots.push(slot_of(index, token, form, case, is_first));
        }
        let Self { slots, runs } = self;
        find_runs(slots.get(start..).unwrap_or_default(), start, runs);
        self.end_stretch();
    }

    /// A token of mixed case: in parts, if hyphens join names in it.
    fn push_mixed(&mut self, text: &str, index: u32, token: &Token, is_first: bool) {
        let surface = token.span().of(text);
        let slot = slot_of(index, token, Form::Mixed, case_of(Shape::Mixed, || surface), is_first);
        match pair_cut(surface) {
            Some(cut) => self.push_parts(text, slot, cut),
            None => self.slots.push(slot),
        }
    }

    /// The parts of a hyphenated token; `cut` is the place of its first hyphen that joins names.
    fn push_parts(&mut self, text: &str, whole: Slot, cut: usize) {
        let (start, end) = (whole.span.byte_start(), whole.span.byte_end());
        let hyphen = start + cut as u32;
        let part = |from: u32, to: u32| {
            let span = Span::new(from, to);
            let surface = span.of(text);
            let shape = shape_of_part(surface);
            let is_first = whole.is_first && from == start;
            Slot {
                span,
                is_part: true,
                form: part_form(surface, shape),
                case: case_of(shape, || surface),
                is_first,
                ..whole
            }
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
            is_first: false,
            ..whole
        });
        let right = part(hyphen + 1, end);
        match pair_cut(right.span.of(text)) {
            Some(cut) => self.push_parts(text, Slot { span: right.span, is_first: false, ..whole }, cut),
            None => self.slots.push(right),
        }
    }
}

/// Adds the runs of a stretch whose first slot is slot `start`: slots that look like names, with the particles and joining
/// hyphens between them.
fn find_runs(slots: &[Slot], start: usize, runs: &mut Vec<Run>) {
    let is_link = |slot: &&Slot| slot.form == Form::Particle || (slot.is_part && slot.form == Form::Dash);
    let is_name_like = |at: usize| slots.get(at).is_some_and(|slot| slot.form.is_name_like());
    let mut at = 0;
    while let Some(slot) = slots.get(at) {
        // The article of a hyphenated name begins one: the first part of `al-Assad`.
        let is_joined_article = slot.is_part && slot.form == Form::Particle && at + 1 < slots.len();
        if !slot.form.is_name_like() && !is_joined_article {
            at += 1;
            continue;
        }
        let first = at;
        at += 1;
        loop {
            while is_name_like(at) {
                at += 1;
            }
            let gap = slots.iter().skip(at).take(LONGEST_LINK).take_while(is_link).count();
            if gap > 0 && is_name_like(at + gap) {
                at += gap;
            } else {
                break;
            }
        }
        runs.push(Run { start: (start + first) as u32, end: (start + at) as u32, style: Style::Running });
    }
}

const fn slot_of(index: u32, token: &Token, form: Form, case: Case, is_first: bool) -> Slot {
    Slot { token: index, span: token.span(), word: token.word(), is_part: false, form, case, is_first }
}

#[inline]
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
        // A single ASCII mark has its code as its id.
        TokenKind::Punctuation if token.word().index() < ASCII_FORMS.len() => ASCII_FORMS[token.word().index()],
        TokenKind::Punctuation | TokenKind::Symbol => {
            token.span().of(text).chars().next().map_or(Form::Mark, mark_form)
        }
        TokenKind::Url | TokenKind::Email | TokenKind::Handle | TokenKind::Hashtag => Form::Address,
    }
}

const ASCII_FORMS: [Form; 128] = {
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

/// How the words of a sentence are written.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    small: usize,
    title: usize,
    upper: usize,
}

impl Counts {
    /// Counts a word with a capital in it.
    fn count(&mut self, token: &Token) {
        match token.shape() {
            _ if token.is_abbreviated() => {}
            Shape::Upper if token.span().len() > 1 => self.upper += 1,
            Shape::Title | Shape::Mixed => self.title += 1,
            _ => {}
        }
    }

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
