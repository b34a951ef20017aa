//! A document as the tagger sees it: slots with a form each, and the runs of slots that may hold names.

use std::borrow::Cow;
use std::ops::Range;

use crate::entities::person::lists::Lists;
use crate::text::document::Document;
use crate::text::normalize::word_key;
use crate::text::span::Span;
use crate::text::token::{Sentence, Token};
use crate::text::vocabulary::{Vocabulary, WordFlags, WordId};
use crate::tokenizer::Lexicon;

use super::bits::{BitRow, WordSet};
use super::blocks::{self, Block};
pub use super::blocks::{Extent, Style};
pub use super::forms::{Case, Form};
use super::forms::{NON_PERSON, OPENING, form_of, form_of_part, mixed_case};

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

/// Words that no person is called by: those that the raw news writes with a capital and the rules never take for a part of a name.
pub const IMPERSONAL_WORDS: &str = include_str!("../model/impersonal.txt");

/// Notes in the lexicon which words slots tell apart: the particles, the ordinary words of the lists, and those that no person is
/// called by.
pub(in super::super) fn note_words(lexicon: &mut Lexicon, lists: &Lists) {
    for particle in PARTICLES {
        let particle = lexicon.word(particle);
        lexicon.add_flags(particle, WordFlags::PARTICLE);
    }
    for word in lists.ordinary_words() {
        lexicon.add_flags(word, WordFlags::COMMON);
    }
    for word in IMPERSONAL_WORDS.lines().filter(|line| !line.starts_with('#')) {
        let word = lexicon.word(word);
        lexicon.add_flags(word, WordFlags::NON_PERSON);
    }
}

/// How many slots on either side of one bear on it; so many of [`Form::Outside`] stand between stretches.
pub const REACH: usize = 2;

/// How many particles and joining hyphens may stand between two words of a run.
const LONGEST_LINK: usize = 2;

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
            let style = blocks::look_over(tokens, extent, &mut self.small, &mut self.blocks);
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

    /// Pushes the covered tokens of a sentence.
    fn push_covered(&mut self, text: &str, sentence: &Sentence, tokens: &[Token]) {
        self.reserve(tokens.len() * (1 + REACH));
        let mut before = 0;
        for number in 0..self.blocks.len() {
            let Some(&Block { openings, impersonal, covered, .. }) = self.blocks.get(number) else { continue };
            let first = number * blocks::WIDTH;
            let begins = covered & !(covered << 1 | before);
            before = covered >> (blocks::WIDTH - 1);
            let mut rest = covered;
            while rest != 0 {
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                let at = first + bit as usize;
                let Some(token) = tokens.get(at) else { continue };
                // Before a stretch are the slots that ended the last one.
                self.len += (begins >> bit & 1) as usize * REACH;
                let is = |bits: u64| (bits >> bit & 1) as usize;
                let place = (is(openings) * OPENING) | (is(impersonal) * NON_PERSON);
                let (form, case) = form_of(text, token, place);
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

/// The word of a slot in its key form; all numbers are `0`.
pub fn key_of<'a>(slot: &Slot, text: &str, vocabulary: &'a Vocabulary) -> Cow<'a, str> {
    if slot.is_part {
        Cow::Owned(word_key(slot.span.of(text)))
    } else if slot.form == Form::Number {
        Cow::Borrowed("0")
    } else {
        Cow::Borrowed(vocabulary.word(slot.word))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::token::{Shape, TokenKind};
    use crate::tokenizer::Tokens;

    /// The tokens that become slots, one by one.
    fn covered(tokens: &[Token]) -> Vec<bool> {
        let is_small =
            |token: Option<&Token>| token.is_none_or(|t| matches!(t.shape(), Shape::Lower | Shape::Caseless));
        let may_be_name = |at: usize| {
            let token = &tokens[at];
            let follows_mark = at == 0 || tokens[at - 1].kind() == TokenKind::Punctuation;
            let is_opening = follows_mark && is_small(tokens.get(at + 1)) && token.shape() == Shape::Title;
            token.kind() == TokenKind::Word
                && !matches!(token.shape(), Shape::Lower | Shape::Caseless)
                && !(is_opening && token.word_flags().intersects(WordFlags::COMMON))
        };
        let mut names: Vec<_> = (0..tokens.len()).map(may_be_name).collect();
        // Rows of words that no person is called by are none; what goes over the end of a block is not looked at.
        for (number, block) in tokens.chunks(blocks::WIDTH).enumerate() {
            let first = number * blocks::WIDTH;
            let is_seed = |at: usize| {
                let goes_on = (at == first && first > 0) || (at == first + blocks::WIDTH - 1 && at + 1 < tokens.len());
                names[at] && (goes_on || !tokens[at].word_flags().intersects(WordFlags::NON_PERSON))
            };
            let joins = |at: usize| {
                names[at] || tokens[at].word_flags().intersects(WordFlags::PARTICLE) && is_small(tokens.get(at))
            };
            let mut rows = Vec::new();
            let mut at = first;
            while at < first + block.len() {
                let end = (at..first + block.len()).find(|&n| !joins(n)).unwrap_or(first + block.len());
                if !(at..end).any(is_seed) {
                    rows.push(at..end);
                }
                at = end + 1;
            }
            rows.into_iter().for_each(|row| names[row].fill(false));
        }
        (0..tokens.len())
            .map(|at| names[at.saturating_sub(REACH)..tokens.len().min(at + REACH + 1)].contains(&true))
            .collect()
    }

    proptest! {
        #[test]
        fn slots_stand_round_names_and_runs_are_whole(words in prop::collection::vec(0_usize..12, 0..300)) {
            const WORDS: [&str; 12] =
                ["kata", "dan", "Budi", "Bank", "Ketua", "van", ",", "KPK", "S.", "31", "Anies-Muhaimin", "al-Hakim"];
            let text: String = words.iter().map(|&n| WORDS[n]).collect::<Vec<_>>().join(" ");
            let mut lexicon = Lexicon::new();
            let lists = Lists::new(&mut lexicon);
            note_words(&mut lexicon, &lists);
            let (tokenizer, mut vocabulary) = lexicon.into_parts();
            let mut tokens = Tokens::default();
            tokenizer.tokenize(&text, &mut vocabulary, &mut tokens);
            let document = Document {
                text: &text,
                tokens: tokens.tokens(),
                sentences: tokens.sentences(),
                triggers: tokens.triggers(),
                vocabulary: &vocabulary,
                date: None,
            };
            let mut slots = Slots::default();
            // What is left of another document does not matter.
            slots.read(&document, Extent::Everything);
            slots.read(&document, Extent::RoundNames);
            let expected: Vec<u32> = document
                .sentences
                .iter()
                .flat_map(|s| (s.token_start..).zip(covered(&document.tokens[s.range()])))
                .filter_map(|(at, is_covered)| is_covered.then_some(at))
                .collect();
            let mut found: Vec<u32> = slots.slots().iter().map(|slot| slot.token).filter(|&at| at != u32::MAX).collect();
            found.dedup();
            prop_assert_eq!(found, expected);
            let mut in_run = vec![false; slots.slots().len()];
            for run in slots.runs() {
                prop_assert!(run.start as usize >= REACH && run.end as usize + REACH <= slots.slots().len());
                in_run[run.range()].fill(true);
            }
            for (slot, in_run) in slots.slots().iter().zip(in_run) {
                prop_assert!(in_run || !slot.form.is_name_like());
            }
        }
    }
}
