//! Other mentions of the people of an article that the tagger missed.
//!
//! The tagger labels each occurrence on its own; only in articles of several sentences does it consider the others. A name that the text introduces, or a person's first
//! or last word, is that person's wherever it occurs alone.

use std::ops::Range;

use hashbrown::HashMap;

use crate::entities::person::common::hints::Hints;
use crate::entities::person::common::part::{Part, PartFlags};
use crate::entities::person::common::word_facts::WordFacts;
use crate::text::document::Document;
use crate::text::token::Token;
use crate::text::vocabulary::{WordFlags, WordId};
use crate::text::work;

use super::super::positions::CandidateSequence;
use super::{Context, Names};

/// The most names of an article whose repetitions are sought.
const MOST_NAMES: usize = 512;

/// The words that are sought.
#[derive(Default)]
struct Wanted {
    /// By the key of the first word.
    repeats: HashMap<u32, Repeat, foldhash::fast::RandomState>,
    /// The lowest bits of these keys. Few other words have the same ones, so most are not looked up.
    keys: [u64; 16],
}

impl Wanted {
    fn get(&self, key: u32) -> Option<Repeat> {
        let (at, bit) = bit_of(key);
        if self.keys.get(at)? & bit == 0 {
            return None;
        }
        self.repeats.get(&key).copied()
    }

    fn mark(&mut self, key: u32) {
        let (at, bit) = bit_of(key);
        if let Some(bits) = self.keys.get_mut(at) {
            *bits |= bit;
        }
    }
}

/// The index and the bit for the lowest ten bits of a key.
const fn bit_of(key: u32) -> (usize, u64) {
    (key as usize >> 6 & 15, 1 << (key & 63))
}

/// A name that may be repeated.
#[derive(Clone, Copy)]
struct Repeat {
    /// The range of its parts.
    start: usize,
    end: usize,
    /// Whether the text introduces it as a name.
    is_introduced: bool,
}

/// Adds the repetitions.
pub(super) fn add(names: &mut Names, context: &Context<'_>) {
    if names.names.is_empty() || names.names.len() > MOST_NAMES {
        return;
    }
    let wanted = wanted(names);
    if wanted.repeats.is_empty() {
        return;
    }
    let longest = wanted.repeats.values().map(|repeat| repeat.end - repeat.start).max().unwrap_or(0);
    // A single word counts only where it is the whole core, which lacks at most the first word of the sequence.
    let may_hold = |sequence: &&CandidateSequence| longest > 1 || sequence.range().len() <= 2;
    for sequence in context.positions.sequences().iter().filter(may_hold) {
        add_in_sequence(names, context, &wanted, sequence);
    }
    if wanted.repeats.values().any(|repeat| is_word(context, &names.parts[repeat.start])) {
        add_words(names, context, &wanted);
    }
}

fn wanted(names: &Names) -> Wanted {
    let mut wanted = Wanted::default();
    wanted.repeats.reserve(2 * names.names.len());
    for name in names.names.iter() {
        let mention = name.mention;
        let Some(words) = names.parts.get(mention.start..mention.end) else { continue };
        if mention.also_called.is_some() {
            let Some(first) = words.first() else { continue };
            wanted.mark(first.key);
            wanted.repeats.insert(first.key, Repeat { start: mention.start, end: mention.end, is_introduced: true });
        } else if words.len() > 1 {
            for at in [mention.start, mention.end - 1] {
                let Some(part) = names.parts.get(at).filter(|part| may_be_alone(part)) else { continue };
                wanted.mark(part.key);
                let repeat = Repeat { start: at, end: at + 1, is_introduced: false };
                wanted.repeats.entry(part.key).or_insert(repeat);
            }
        }
    }
    wanted
}

/// Whether a person may be called by a word alone.
fn may_be_alone(part: &Part) -> bool {
    const OTHER: WordFacts = WordFacts::PLACE
        .with(WordFacts::OTHER)
        .with(WordFacts::ORG_PREFIX)
        .with(WordFacts::ORG_SUFFIX)
        .with(WordFacts::TITLE)
        .with(WordFacts::HONORIFIC)
        .with(WordFacts::DEGREE);
    !part.flags.is(PartFlags::INITIAL | PartFlags::LOWER | PartFlags::UPPER | PartFlags::ODD)
        && part.span.len() >= 2
        && !part.facts.any(OTHER)
}

fn is_word(context: &Context<'_>, part: &Part) -> bool {
    part.key >> 31 == 0 && {
        let flags = context.document.vocabulary.flags(WordId(part.key));
        flags.intersects(WordFlags::COMMON.union(WordFlags::NON_PERSON))
    }
}

/// Adds a name that a sequence consists of, apart from the capital of a sentence's first word; or is part of, if the text introduces it and
/// it has several words.
fn add_in_sequence(names: &mut Names, context: &Context<'_>, wanted: &Wanted, sequence: &CandidateSequence) {
    let core = context.core_of(sequence);
    for at in core.clone() {
        let Some(first) = context.position(at).filter(|first| !first.is_part) else { continue };
        let Some(repeat) = wanted.get(first.word.index() as u32) else { continue };
        let count = repeat.end - repeat.start;
        let has_words = (repeat.start..repeat.end).zip(at..).all(|(part, position)| {
            let word = context.position(position).filter(|p| !p.is_part).map(|p| p.word.index() as u32);
            names.parts.get(part).map(|part| part.key) == word
        });
        let is_alone = at == core.start && core.len() == count;
        let token = first.token as usize;
        let is_name = if repeat.is_introduced {
            is_alone || count > 1
        } else {
            is_alone && context.is_running(at) && follows_nothing_else(context, token)
        };
        if has_words && is_name && at + count <= core.end {
            names.put(context, token, token + count);
        }
    }
}

/// Whether the word before a token does not make it the name of a place or institution.
fn follows_nothing_else(context: &Context<'_>, at: usize) -> bool {
    const OTHER: WordFacts = WordFacts::AT
        .with(WordFacts::MOTION)
        .with(WordFacts::ORG_PREFIX)
        .with(WordFacts::NAMED_AFTER)
        .with(WordFacts::JURISDICTION);
    const THINGS: Hints = Hints::THING.union(Hints::PLACE_THING).union(Hints::WEAK_THING);
    let before = at.checked_sub(1).and_then(|before| context.document.tokens.get(before));
    before.is_none_or(|before| {
        !context.lists.facts(before.word()).any(OTHER) && !context.lists.hints.of(before.word()).intersects(THINGS)
    })
}

/// Adds names that are words of the language and begin a sentence, if the article does not have the word in lowercase; and nicknames that
/// are such words, or initials, wherever they are.
fn add_words(names: &mut Names, context: &Context<'_>, wanted: &Wanted) {
    let Document { tokens, sentences, .. } = *context.document;
    if wanted.repeats.values().any(|repeat| repeat.is_introduced && repeat.end == repeat.start + 1) {
        (0..tokens.len()).for_each(|at| add_word(names, context, wanted, at));
    } else {
        sentences.iter().for_each(|sentence| add_word(names, context, wanted, sentence.token_start as usize));
    }
}

fn add_word(names: &mut Names, context: &Context<'_>, wanted: &Wanted, at: usize) {
    work::step();
    let is_capital = |token: &&Token| token.shape().is_capital();
    let capital = |at: usize| context.document.tokens.get(at).filter(is_capital);
    let Some(word) = capital(at).map(Token::word) else { return };
    let Some(repeat) = wanted.get(word.index() as u32) else { return };
    let Some(part) = names.parts.get(repeat.start).filter(|_| repeat.end == repeat.start + 1) else { return };
    let is_first = context.sentence_start(at) == at;
    let is_alone = capital(at + 1).is_none() && (is_first || at.checked_sub(1).and_then(capital).is_none());
    let is_name = repeat.is_introduced || is_first && (part.facts.any(WordFacts::NAME) || is_given_word(context, part));
    if is_alone && is_name && !context.positions.has_lowercase(word) {
        names.put(context, at, at + 1);
    }
}

fn is_given_word(context: &Context<'_>, part: &Part) -> bool {
    context.lists.hints.of(WordId(part.key)).contains(Hints::GIVEN_WORD)
}

impl Context<'_> {
    /// The positions of a sequence without a first word of the sentence that is not a name: `Menurut Bewok`.
    pub(super) fn core_of(&self, sequence: &CandidateSequence) -> Range<usize> {
        const OTHER: WordFacts = WordFacts::FUNCTION
            .with(WordFacts::COMMON)
            .with(WordFacts::VERB_BEFORE)
            .with(WordFacts::VERB_AFTER)
            .with(WordFacts::TITLE);
        let range = sequence.range();
        let facts = self.facts(range.start);
        let is_first = self.position(range.start).is_some_and(|position| position.is_first);
        let is_other = is_first && range.len() > 1 && facts.any(OTHER) && !facts.any(WordFacts::NAME);
        range.start + usize::from(is_other)..range.end
    }
}
