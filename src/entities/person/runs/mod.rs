//! Runs of capitalised words: where names can be.

mod elsewhere;

use std::ops::Range;

use crate::text::document::Document;
use crate::text::normalize::word_key;
use crate::text::span::Span;
use crate::text::token::{Shape, Token, TokenKind};
use crate::text::vocabulary::{Vocabulary, WordId};

use super::facts::Facts;
use super::lists::Lists;
use super::segments::may_begin_a_name;
use super::tagger::slots::{Case, Form as SlotForm, Slot};

use elsewhere::{CapitalisedWords, SmallWords};

/// How a sentence is written, which says what a capital is worth in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Capitals mark names and sentence starts.
    Text,
    /// Most words begin with a capital: a headline.
    Headline,
    /// Most letters are capitals.
    Capitals,
}

/// How a part is written: a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Form(pub(super) u8);

impl Form {
    /// All capitals, two letters or more.
    pub(super) const UPPER: u8 = 1;
    /// One letter, or letters with stops: `F.`, `A.M.`.
    pub(super) const INITIAL: u8 = 1 << 1;
    /// The first word of its sentence, or behind an opening mark.
    pub(super) const FIRST: u8 = 1 << 2;
    /// The left half of `Anies-Muhaimin`: the next part is another person.
    pub(super) const PAIR: u8 = 1 << 3;
    /// Small letters: a particle.
    pub(super) const LOWER: u8 = 1 << 4;
    /// Ends with the stop of an abbreviation.
    pub(super) const STOP: u8 = 1 << 5;
    /// The word is also written small in this article; told only of parts that it bears on.
    pub(super) const ALSO_SMALL: u8 = 1 << 6;
    /// Holds digits or inner stops: no part of a name.
    pub(super) const ODD: u8 = 1 << 7;

    pub(super) const fn is(self, bit: u8) -> bool {
        self.0 & bit != 0
    }

    /// `bit` if it is on.
    const fn of(bit: u8, on: bool) -> u8 {
        if on { bit } else { 0 }
    }

    fn set(&mut self, bit: u8, on: bool) {
        self.0 |= Self::of(bit, on);
    }
}

/// One word of a run: a token, or half a token where a hyphen joins two people.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) span: Span,
    pub(super) token: u32,
    /// Tells words of one document apart.
    pub(super) key: u32,
    pub(super) facts: Facts,
    pub(super) form: Form,
}

impl Part {
    /// A slot of the tagger as a part.
    pub(super) fn of_slot(slot: &Slot, document: &Document<'_>, lists: &Lists) -> Self {
        let text = slot.span.of(document.text);
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let form = Form::of(Form::INITIAL, matches!(slot.form, SlotForm::Letter | SlotForm::Initial))
            | Form::of(Form::UPPER, slot.case == Case::Upper && letters > 1)
            | Form::of(Form::LOWER, slot.form == SlotForm::Particle);
        let part = Self { span: slot.span, token: slot.token, key: 0, facts: Facts::NONE, form: Form(form) };
        if slot.is_part {
            return part.of_text(text, document, lists);
        }
        Self { key: slot.word.index() as u32, facts: lists.facts(slot.word), ..part }
    }

    /// The part with the word that `text` is.
    fn of_text(self, text: &str, document: &Document<'_>, lists: &Lists) -> Self {
        let word = word_key(text);
        let (key, facts) = match document.vocabulary.get(&word) {
            Some(word) => (word.index() as u32, lists.facts(word)),
            None => (hash(&word) | 1 << 31, Facts::NONE),
        };
        Self { key, facts, ..self }
    }

    /// The part without the word that a scrape glued to it, if what is left is a name of the lists or one that `is_name` says.
    pub(super) fn unglued(
        &self,
        document: &Document<'_>,
        lists: &Lists,
        is_name: impl Fn(&Self) -> bool,
    ) -> Option<Self> {
        if self.facts != Facts::NONE || self.form != Form::default() {
            return None;
        }
        lists.glued.names(self.span.of(document.text)).find_map(|name| {
            let start = self.span.byte_start();
            let part = Self { span: Span::new(start, start + name.len() as u32), ..*self };
            let part = part.of_text(name, document, lists);
            (part.facts.is_plain_name() || is_name(&part)).then_some(part)
        })
    }

    /// The part without the word that a scrape glued to its front: one of the lists (`kiperAndre`, `PresidenDonald`), or any if
    /// `is_name` says that the rest is a name (`WartawanBudi`).
    pub(super) fn unglued_front(
        &self,
        document: &Document<'_>,
        lists: &Lists,
        is_name: impl Fn(&Self) -> bool,
    ) -> Option<Self> {
        /// `McDonald` is no `Donald`.
        const SHORTEST: usize = 4;
        if self.facts != Facts::NONE || self.form != Form::default() {
            return None;
        }
        let text = self.span.of(document.text);
        let boundary =
            text.as_bytes().windows(2).position(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase())?;
        let (word, name) = text.split_at_checked(boundary + 1)?;
        if word.len() < 3 || name.len() < 3 {
            return None;
        }
        let facts = document.vocabulary.get(&word_key(word)).map(|word| lists.facts(word)).unwrap_or_default();
        let span = Span::new(self.span.byte_end() - name.len() as u32, self.span.byte_end());
        let rest = Self { span, ..*self }.of_text(name, document, lists);
        let is_listed = facts.any(Facts::BEFORE_NAMES) && !facts.any(Facts::NAME);
        (is_listed || word.len() >= SHORTEST && !facts.any(Facts::NAME) && is_name(&rest)).then_some(rest)
    }

    /// A token of letters alone, at `index`.
    #[inline]
    fn plain(token: &Token, index: usize, lists: &Lists) -> Self {
        let letters = token.span().len() - u32::from(token.is_abbreviated());
        let form = Form::of(Form::INITIAL, letters == 1)
            | Form::of(Form::UPPER, token.shape() == Shape::Upper && letters > 1)
            | Form::of(Form::LOWER, token.shape() == Shape::Lower)
            | Form::of(Form::STOP, token.is_abbreviated());
        Self {
            span: token.span(),
            token: index as u32,
            key: token.word().index() as u32,
            facts: lists.facts(token.word()),
            form: Form(form),
        }
    }
}

/// Words in a row, with nothing between them.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) parts: Range<usize>,
    /// Token indices of the sentence.
    pub(super) sentence: Range<usize>,
    pub(super) style: Style,
}

/// Buffers for the runs of one document.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs {
    pub(super) parts: Vec<Part>,
    pub(super) runs: Vec<Run>,
    /// The words of the sentence at hand that are not all small, as places in it.
    capitals: Vec<u32>,
    small: SmallWords,
    capitalised: CapitalisedWords,
    key: String,
}

impl Runs {
    /// Finds the runs of `document` that may hold a name; returns whether there are any.
    pub(super) fn read(&mut self, document: &Document<'_>, lists: &Lists) -> bool {
        self.parts.clear();
        self.runs.clear();
        self.small.start();
        self.capitalised.start();
        let mut capitals = std::mem::take(&mut self.capitals);
        for sentence in document.sentences {
            self.read_sentence(document, sentence.range(), &mut capitals, lists);
        }
        self.capitals = capitals;
        self.small.mark(document.tokens, &mut self.parts);
        !self.runs.is_empty()
    }

    fn read_sentence(
        &mut self,
        document: &Document<'_>,
        sentence: Range<usize>,
        capitals: &mut Vec<u32>,
        lists: &Lists,
    ) {
        let tokens = document.tokens.get(sentence.clone()).unwrap_or_default();
        capitals.clear();
        let (mut words, mut upper) = (0, 0);
        for (at, token) in tokens.iter().enumerate() {
            if token.kind() == TokenKind::Word {
                words += 1;
                if token.shape() == Shape::Lower {
                    self.small.see(token.word());
                } else {
                    capitals.push(at as u32);
                    upper += usize::from(token.shape() == Shape::Upper && token.span().len() > 1);
                }
            }
        }
        let mut style = None;
        let mut end = 0;
        for at in capitals.iter().map(|&at| at as usize) {
            let Some(token) = tokens.get(at).filter(|_| at >= end) else { continue };
            if !begins_with_capital(token, document.text) {
                continue;
            }
            let alone = !tokens.get(at + 1).is_some_and(|next| may_go_on(next, lists));
            if alone && token.is_plain() && !may_begin_a_name(&Part::plain(token, sentence.start + at, lists)) {
                // What most capitals at the start of a sentence come to.
                continue;
            }
            let base = self.parts.len();
            self.push(document, token, sentence.start + at, is_first(tokens, at), lists);
            end = self.read_on(document, tokens, sentence.start, at + 1, lists);
            let parts = self.parts.get(base..).unwrap_or_default();
            if parts.iter().any(may_begin_a_name) {
                let style = *style.get_or_insert_with(|| style_of(tokens, capitals, words, upper, lists));
                self.small.ask(document.tokens, base, parts, style);
                self.runs.push(Run { parts: base..self.parts.len(), sentence: sentence.clone(), style });
            } else {
                self.parts.truncate(base);
            }
        }
    }

    /// Adds the parts of a run behind its first token, from `end` of the sentence on; returns where in the sentence it ends.
    fn read_on(
        &mut self,
        document: &Document<'_>,
        sentence: &[Token],
        sentence_start: usize,
        mut end: usize,
        lists: &Lists,
    ) -> usize {
        loop {
            if let Some(skip) = retired(sentence.get(end..).unwrap_or_default(), lists) {
                end += skip;
            }
            let Some(token) = sentence.get(end) else { break };
            let goes_on = if token.shape() == Shape::Lower {
                is_particle(token, lists) && particle_reaches_a_capital(&sentence[end..], document.text, lists)
            } else {
                begins_with_capital(token, document.text) || is_small_article(token, document.text)
            };
            if !goes_on {
                break;
            }
            self.push(document, token, sentence_start + end, false, lists);
            end += 1;
        }
        end
    }

    /// Adds the token at `index` as one part, or as two if it joins two people.
    #[inline]
    fn push(&mut self, document: &Document<'_>, token: &Token, index: usize, first: bool, lists: &Lists) {
        if !token.is_plain() || token.shape() == Shape::Mixed {
            self.push_unusual(document, token, index, first, lists);
            return;
        }
        // Letters alone: what `push_unusual` adds, without reading its characters.
        let mut part = Part::plain(token, index, lists);
        part.form.set(Form::FIRST, first);
        self.parts.push(part);
    }

    #[inline(never)]
    fn push_unusual(&mut self, document: &Document<'_>, token: &Token, index: usize, first: bool, lists: &Lists) {
        let text = document.text_of(token);
        if let Some(cut) = self.pair_cut(document, index, text, lists) {
            let start = token.span().byte_start();
            let halves = [(0, cut, true), (cut + 1, text.len(), false)];
            for (from, to, left) in halves {
                let span = Span::new(start + from as u32, start + to as u32);
                let half = text.get(from..to).unwrap_or_default();
                let (key, facts) = self.look_up(half, document.vocabulary, lists);
                let mut form = Form::default();
                form.set(Form::FIRST, first && left);
                form.set(Form::PAIR, left);
                self.parts.push(Part { span, token: index as u32, key, facts, form });
            }
            return;
        }
        let mut form = Form::default();
        let short = text.len() <= 8;
        let letters = if short { text.chars().filter(|c| c.is_alphabetic()).count() } else { text.len() };
        let stops = text.bytes().filter(|&b| b == b'.').count();
        let initial = short && (letters == 1 || (stops > 0 && letters == stops));
        form.set(Form::INITIAL, initial);
        form.set(Form::UPPER, token.shape() == Shape::Upper && letters > 1);
        form.set(Form::FIRST, first);
        form.set(Form::LOWER, token.shape() == Shape::Lower);
        form.set(Form::STOP, token.is_abbreviated());
        let inner_stop = stops > 0 && text.trim_end_matches('.').contains('.') && !initial;
        let mut facts = lists.facts(token.word());
        let camel = token.shape() == Shape::Mixed && is_camel(text) && !facts.any(Facts::NAME.with(Facts::DEGREE));
        form.set(
            Form::ODD,
            camel
                || (inner_stop && !facts.any(Facts::DEGREE.with(Facts::HONORIFIC)))
                || text.bytes().any(|b| b.is_ascii_digit()),
        );
        let mut span = token.span();
        let mut key = token.word().index() as u32;
        // `Trump's`: the name is what comes before.
        if let Some(stem) = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")) {
            span = Span::new(span.byte_start(), span.byte_start() + stem.len() as u32);
            (key, facts) = self.look_up(stem, document.vocabulary, lists);
        }
        self.parts.push(Part { span, token: index as u32, key, facts, form });
    }

    /// The place of the hyphen if the token joins two people.
    fn pair_cut(&mut self, document: &Document<'_>, index: usize, text: &str, lists: &Lists) -> Option<usize> {
        let (left, right) = text.split_once('-')?;
        let capital = |half: &str| half.chars().next().is_some_and(char::is_uppercase) && half.chars().count() > 1;
        if right.contains('-') || !capital(left) || !capital(right) {
            return None;
        }
        let is_capital = |at: Option<usize>| {
            at.and_then(|at| document.tokens.get(at)).is_some_and(|t| begins_with_capital(t, document.text))
        };
        let named = |runs: &mut Self, half: &str| {
            let (_, facts) = runs.look_up(half, document.vocabulary, lists);
            (facts, document.vocabulary.get(&runs.key))
        };
        let (left_facts, left_word) = named(self, left);
        let (right_facts, right_word) = named(self, right);
        let is_name = |facts: Facts| facts.any(Facts::NAME.with(Facts::NICKNAME));
        let (left_name, right_name) = (is_name(left_facts), is_name(right_facts));
        if left_facts.any(Facts::PARTICLE) || (left_facts.any(Facts::DOUBLES) && right_name) {
            return None;
        }
        let before = || {
            let fits = |t: &Token| {
                let facts = lists.facts(t.word());
                facts.any(Facts::NAME) || !facts.any(Facts::ELSE.with(Facts::TITLE))
            };
            let previous = index.checked_sub(1).filter(|&n| is_capital(Some(n))).and_then(|n| document.tokens.get(n));
            previous.is_some_and(fits) && !document.tokens.get(index).is_some_and(Token::line_before)
        };
        let mut seen = |word: Option<WordId>| word.is_some_and(|word| self.capitalised.has(word, document.tokens));
        let pair = if before() {
            // `Trent Alexander-Arnold` is one, `Prabowo Subianto-Gibran` two.
            (right_name && is_capital(index.checked_add(1))) || ((right_name || seen(left_word)) && seen(right_word))
        } else {
            (left_name || seen(left_word)) && (right_name || seen(right_word))
        };
        pair.then_some(left.len())
    }

    /// Key and facts of a part of a token.
    fn look_up(&mut self, half: &str, vocabulary: &Vocabulary, lists: &Lists) -> (u32, Facts) {
        self.key.clear();
        self.key.extend(half.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
        match vocabulary.get(&self.key) {
            Some(word) => (word.index() as u32, lists.facts(word)),
            None => (hash(&self.key) | 1 << 31, Facts::NONE),
        }
    }
}

/// `MotoGP`, `YouTube`: capitals inside a word that neither a name's prefix nor a hyphen or apostrophe explains.
fn is_camel(text: &str) -> bool {
    let stem = ["Mc", "Mac", "De", "Di", "La", "Le", "Van"]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))
        .unwrap_or(text);
    let mut before = ' ';
    stem.chars().skip(1).any(|c| {
        let inner = c.is_uppercase() && before.is_alphabetic();
        before = c;
        inner
    })
}

/// FNV-1a: a key for a half word that stands nowhere alone.
fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Whether a token is a word whose first letter is a capital.
#[inline]
pub(super) fn begins_with_capital(token: &Token, text: &str) -> bool {
    if token.kind() != TokenKind::Word {
        return false;
    }
    match token.shape() {
        Shape::Title | Shape::Upper => true,
        Shape::Mixed => token.span().of(text).chars().next().is_some_and(char::is_uppercase),
        _ => false,
    }
}

/// `al-Assad`, as a part of a name.
fn is_small_article(token: &Token, text: &str) -> bool {
    let small = token.kind() == TokenKind::Word && token.shape() == Shape::Mixed;
    small
        && token.span().of(text).split_once('-').is_some_and(|(article, rest)| {
            matches!(article, "al" | "el" | "an" | "as" | "ar" | "at" | "ad" | "az" | "ash" | "asy" | "ul")
                && rest.chars().next().is_some_and(char::is_uppercase)
        })
}

/// Whether a run can go on with `next` behind its first token; that it does, [`Runs::read_on`] says.
#[inline]
fn may_go_on(next: &Token, lists: &Lists) -> bool {
    match next.kind() {
        TokenKind::Word => next.shape() != Shape::Lower || is_particle(next, lists),
        _ => next.word() == WordId::ascii(b'('),
    }
}

fn is_particle(token: &Token, lists: &Lists) -> bool {
    token.shape() == Shape::Lower && lists.facts(token.word()).any(Facts::SMALL_PARTICLE)
}

/// `bin Salman`, `van der Sar`: a capital within two more words.
fn particle_reaches_a_capital(tokens: &[Token], text: &str, lists: &Lists) -> bool {
    match tokens {
        [_, next, ..] if begins_with_capital(next, text) => true,
        [_, second, next, ..] => is_particle(second, lists) && begins_with_capital(next, text),
        _ => false,
    }
}

/// The length of `(Purn)`, which stands between a rank and its name.
fn retired(tokens: &[Token], lists: &Lists) -> Option<usize> {
    let [open, inner, close, ..] = tokens else { return None };
    let bracketed = open.word() == WordId::ascii(b'(') && close.word() == WordId::ascii(b')');
    (bracketed && inner.word() == lists.purn).then_some(3)
}

/// Whether the token at `at` begins its sentence, or what is quoted or bracketed in it.
fn is_first(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|n| tokens.get(n)) else { return true };
    let quotes = [b'"', b'\'', b'-'].map(WordId::ascii);
    before.kind() == TokenKind::Punctuation && (quotes.contains(&before.word()) || before.span().len() > 1)
}

/// The style of a sentence of so many words, of which those at `capitals` are not all small, and `upper` all capitals.
fn style_of(tokens: &[Token], capitals: &[u32], words: usize, upper: usize, lists: &Lists) -> Style {
    if words >= 3 && upper * 10 >= words * 8 {
        return Style::Capitals;
    }
    if words < 4 || capitals.len() * 10 < words * 6 {
        return Style::Text;
    }
    let stops = tokens.iter().rev().take(2).any(|t| t.word() == WordId::ascii(b'.'));
    let (mut ordinary, mut labels) = (0_usize, 0_usize);
    for (at, token) in capitals.iter().filter_map(|&at| Some((at, tokens.get(at as usize)?))) {
        let facts = lists.facts(token.word());
        labels += usize::from(facts.any(Facts::LABEL));
        let small_elsewhere = facts.any(Facts::COMMON.with(Facts::FUNCTION).with(Facts::VERB_AFTER));
        ordinary += usize::from(at > 0 && small_elsewhere && !facts.any(Facts::TITLE.with(Facts::HEAD)));
    }
    if !stops && ordinary > 0 && labels < 2 { Style::Headline } else { Style::Text }
}
