//! A document as the tagger sees it: slots with a form each, and the runs of slots that may hold names.

use std::borrow::Cow;
use std::ops::Range;

use crate::document::Document;
use crate::entities::person::lists::Lists;
use crate::lexicon::Lexicon;
use crate::span::Span;
use crate::stopwords;
use crate::token::{Sentence, Shape, Token, TokenKind};
use crate::vocabulary::{Marks, Vocabulary, WordId};
use wide::i8x16;

use super::bits::{BitRow, WordSet};
use super::forms::{form_of, form_of_part, mixed_case};
pub use super::forms::{Case, Form};

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
        word: OUTSIDE,
        is_part: false,
        form: Form::Outside,
        case: Case::Lower,
        is_first: false,
    };
}

/// What stands for the word of a slot outside a sentence: a control character, which no token is.
pub(super) const OUTSIDE: WordId = WordId::ascii(1);

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

/// Notes in the lexicon which words slots tell apart: the particles, and the ordinary words of the lists.
pub(in super::super) fn note_words(lexicon: &mut Lexicon, lists: &Lists) {
    for particle in PARTICLES {
        let particle = lexicon.word(particle);
        lexicon.mark(particle, Marks::PARTICLE);
    }
    for word in lists.ordinary_words() {
        lexicon.mark(word, Marks::ORDINARY);
    }
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

/// What is known of up to 64 tokens of a sentence: a bit each.
#[derive(Clone, Copy, Debug, Default)]
struct Block {
    /// Words with a capital that may be part of a name.
    names: u64,
    /// Ordinary words whose capital is that of a beginning.
    openings: u64,
    /// Tokens that become slots.
    covered: u64,
}

/// The slots and runs of one document, kept to be used again.
#[derive(Clone, Debug, Default)]
pub struct Slots {
    /// The slots, and behind `len` what is left of other documents.
    slots: Vec<Slot>,
    len: usize,
    /// The slots that a name may hold by themselves, and the articles that begin a hyphenated name: the first part of `al-Assad`.
    name_like: BitRow,
    articles: BitRow,
    runs: Vec<Run>,
    /// The sentence at hand.
    blocks: Vec<Block>,
    small: WordSet,
}

impl Slots {
    /// The slots: stretches of neighbours in one sentence, with [`REACH`] slots of [`Form::Outside`] before and behind each.
    /// A slot in a run always has its neighbours, or the end of the sentence, within that reach.
    pub fn slots(&self) -> &[Slot] {
        self.slots.get(..self.len).unwrap_or_default()
    }

    /// The runs, by rising position.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Whether the document writes a word in small letters.
    #[inline]
    pub fn writes_small(&self, word: WordId) -> bool {
        self.small.holds(word)
    }

    /// The kind of sentence that a slot of a run, or one beside it, stands in.
    pub(in super::super) fn style_at(&self, slot: usize) -> Style {
        let after = self.runs.partition_point(|run| run.range().start <= slot);
        let run = after.checked_sub(1).and_then(|n| self.runs.get(n)).or(self.runs.first());
        run.map(|run| run.style).unwrap_or_default()
    }

    /// Reads a document and forgets what was there before.
    ///
    /// Nothing here hangs on a branch that no processor guesses: what a token is becomes bits, and a token more or less a
    /// number that is added.
    pub fn read(&mut self, document: &Document<'_>, extent: Extent) {
        self.name_like.clear(self.len);
        self.articles.clear(self.len);
        self.len = 0;
        self.runs.clear();
        self.small.begin(document.vocabulary.len());
        self.reserve(0);
        self.slots[..REACH].fill(Slot::OUTSIDE);
        for sentence in document.sentences {
            let Some(tokens) = document.tokens.get(sentence.range()) else { continue };
            let style = self.look_over(tokens, extent);
            let first = self.len;
            self.push_covered(document.text, sentence, tokens);
            self.find_runs(first, style);
        }
        // Those behind the last stretch are there already.
        self.len += REACH;
    }

    /// Makes room for so many slots, and those that end a stretch.
    fn reserve(&mut self, more: usize) {
        let count = self.len + more + 2 * REACH;
        if self.slots.len() < count {
            self.slots.resize(count.next_power_of_two(), Slot::OUTSIDE);
        }
        self.name_like.reserve(count);
        self.articles.reserve(count);
    }

    /// Fills the blocks of a sentence.
    fn look_over(&mut self, tokens: &[Token], extent: Extent) -> Style {
        let Self { blocks, small, .. } = self;
        blocks.clear();
        let mut style = Counts::default();
        let mut follows_mark = 1;
        for (number, chunk) in tokens.chunks(BLOCK).enumerate() {
            let facts = Facts::of(chunk, small).bits();
            let [names, ordinary, marks, small_ones] = [NAME, ORDINARY, MARK, SMALL_OR_NONE].map(|fact| facts[fact]);
            style.small += facts[SMALL].count_ones();
            style.title += facts[TITLE].count_ones();
            style.upper += facts[UPPER].count_ones();
            // A capital says nothing at the beginning of a sentence or behind a mark, if no word with a capital follows.
            let behind = tokens.get((number + 1) * BLOCK);
            let ends_small = behind.is_none_or(|next| matches!(next.shape(), Shape::Lower | Shape::Caseless));
            let last = chunk.len() as u32 - 1;
            let openings = ordinary & (marks << 1 | follows_mark) & (small_ones >> 1 | u64::from(ends_small) << last);
            follows_mark = marks >> (BLOCK - 1);
            let names = names & !openings;
            let covered = if extent == Extent::Everything { u64::MAX >> (BLOCK as u32 - 1 - last) } else { near(names) };
            blocks.push(Block { names, openings, covered });
        }
        if extent == Extent::RoundNames && blocks.len() > 1 {
            reach_across(blocks);
        }
        let last_of_all = tokens.len().wrapping_sub(1) % BLOCK;
        if let Some(last) = blocks.last_mut() {
            last.covered &= u64::MAX >> (BLOCK - 1 - last_of_all);
        }
        style.style()
    }

    /// Pushes the covered tokens of a sentence.
    fn push_covered(&mut self, text: &str, sentence: &Sentence, tokens: &[Token]) {
        self.reserve(tokens.len() * (1 + REACH));
        let mut before = 0;
        for number in 0..self.blocks.len() {
            let Some(&Block { openings, covered, .. }) = self.blocks.get(number) else { continue };
            let first = number * BLOCK;
            let begins = covered & !(covered << 1 | before);
            before = covered >> (BLOCK - 1);
            let mut rest = covered;
            while rest != 0 {
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                let at = first + bit as usize;
                let Some(token) = tokens.get(at) else { continue };
                // Before a stretch are the slots that ended the last one.
                self.len += (begins >> bit & 1) as usize * REACH;
                let (form, case) = form_of(text, token, openings >> bit & 1 != 0);
                let index = sentence.token_start + at as u32;
                if form == Form::Mixed {
                    self.push_mixed(text, token, index, at == 0, tokens.len() - at);
                } else {
                    self.put(slot_of(token, index, form, case, at == 0));
                }
            }
        }
    }

    /// Puts a slot behind the last, and what ends a stretch behind it; there must be room.
    #[inline(always)]
    fn put(&mut self, slot: Slot) {
        let Self { slots, len, name_like, .. } = self;
        if let Some(places) = slots.get_mut(*len..).and_then(|places| places.first_chunk_mut()) {
            let [place, ends @ ..]: &mut [Slot; 1 + REACH] = places;
            *place = slot;
            *ends = [Slot::OUTSIDE; REACH];
            name_like.set(*len, slot.form.is_name_like());
            *len += 1;
        }
    }

    /// Adds the runs among the slots from `first` on: slots that look like names, with the particles and joining hyphens between
    /// them.
    fn find_runs(&mut self, first: usize, style: Style) {
        let Self { slots, len, name_like, articles, runs, .. } = self;
        let slots = slots.get(..*len).unwrap_or_default();
        let is_link = |slot: &&Slot| slot.form == Form::Particle || (slot.is_part && slot.form == Form::Dash);
        let mut at = first;
        loop {
            let start = name_like.next_of_either(articles, at, slots.len());
            if start >= slots.len() {
                break;
            }
            at = start + 1;
            loop {
                at = name_like.next_gap(at, slots.len());
                let gap = slots.iter().skip(at).take(LONGEST_LINK).take_while(is_link).count();
                if gap > 0 && name_like.holds(at + gap) {
                    at += gap;
                } else {
                    break;
                }
            }
            runs.push(Run { start: start as u32, end: at as u32, style });
        }
    }

    /// A token of mixed case: in parts, if hyphens join names in it. `left` tokens of the sentence are still to come, with it.
    #[cold]
    fn push_mixed(&mut self, text: &str, token: &Token, index: u32, is_first: bool, left: usize) {
        let surface = token.span().of(text);
        let slot = slot_of(token, index, Form::Mixed, mixed_case(surface), is_first);
        match pair_cut(surface) {
            Some(cut) => {
                self.reserve(surface.len() + left * (1 + REACH));
                self.push_parts(text, slot, cut);
            }
            None => self.put(slot),
        }
    }

    /// The parts of a hyphenated token; `cut` is the place of its first hyphen that joins names.
    fn push_parts(&mut self, text: &str, whole: Slot, cut: usize) {
        let (start, end) = (whole.span.byte_start(), whole.span.byte_end());
        let hyphen = start + cut as u32;
        let part = |from: u32, to: u32| {
            let span = Span::new(from, to);
            let (form, case) = form_of_part(span.of(text));
            Slot { span, is_part: true, form, case, is_first: whole.is_first && from == start, ..whole }
        };
        let mut left = part(start, hyphen);
        if left.form == Form::Lower {
            left.form = Form::Particle;
        }
        self.articles.set(self.len, left.form == Form::Particle);
        self.put(left);
        let dash = Slot {
            span: Span::new(hyphen, hyphen + 1),
            word: WordId::ascii(b'-'),
            is_part: true,
            form: Form::Dash,
            case: Case::Lower,
            is_first: false,
            ..whole
        };
        self.put(dash);
        let right = part(hyphen + 1, end);
        match pair_cut(right.span.of(text)) {
            Some(cut) => self.push_parts(text, Slot { span: right.span, is_first: false, ..whole }, cut),
            None => self.put(right),
        }
    }
}

#[inline(always)]
const fn slot_of(token: &Token, index: u32, form: Form, case: Case, is_first: bool) -> Slot {
    Slot { token: index, span: token.span(), word: token.word(), is_part: false, form, case, is_first }
}

/// Tokens in a [`Block`].
const BLOCK: usize = u64::BITS as usize;

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
    let far = |number: Option<usize>, blocks: &[Block]| number.and_then(|n| blocks.get(n)).map_or(0, |block| block.names);
    for number in 0..blocks.len() {
        let (before, after) = (far(number.checked_sub(1), blocks), far(Some(number + 1), blocks));
        let Some(block) = blocks.get_mut(number) else { continue };
        for distance in 1..=REACH {
            block.covered |= before >> (BLOCK - distance) | after << (BLOCK - distance);
        }
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

/// What is asked of up to [`BLOCK`] tokens, a bit a fact.
struct Facts([u8; BLOCK]);

const FACT_COUNT: usize = 8;
/// A word with a capital.
const NAME: usize = 1;
/// An ordinary word with a capital first.
const ORDINARY: usize = 2;
/// Punctuation.
const MARK: usize = 3;
/// A token in small letters, or without letters.
const SMALL_OR_NONE: usize = 4;
/// A word in small letters.
const SMALL: usize = 5;
/// A word that speaks for a title, and one that speaks for capitals.
const TITLE: usize = 6;
const UPPER: usize = 7;

const SHAPE: usize = 8;
const ABBREVIATED: usize = 64;

/// By the number of a kind and [`SHAPE`] times that of a shape, and [`ABBREVIATED`]. `ORDINARY` and `UPPER` may still fall.
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
        facts[at] = (has_capital as u8) << NAME
            | ((shape == Shape::Title as usize) as u8) << ORDINARY
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
    /// The facts of at most [`BLOCK`] tokens; puts the words in small letters into `small`.
    #[inline(always)]
    fn of(tokens: &[Token], small: &mut WordSet) -> Self {
        let mut facts = Self([0; BLOCK]);
        for (token, facts) in tokens.iter().zip(&mut facts.0) {
            let at = token.kind() as usize
                | token.shape() as usize * SHAPE
                | usize::from(token.is_abbreviated()) * ABBREVIATED;
            let falls = u8::from(!token.marks().any(Marks::ORDINARY)) << ORDINARY | u8::from(token.span().len() < 2) << UPPER;
            *facts = FACTS[at % FACTS.len()] & !falls;
            small.insert_if(token.word(), *facts >> SMALL & 1 != 0);
        }
        facts
    }

    /// By fact: the tokens of which it holds, a bit each.
    #[inline(always)]
    fn bits(&self) -> [u64; FACT_COUNT] {
        let mut bits = [0; FACT_COUNT];
        for (number, vector) in self.0.as_chunks::<16>().0.iter().enumerate() {
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
