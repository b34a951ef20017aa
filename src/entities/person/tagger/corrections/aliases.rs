//! Names that the text introduces as another name of a person before.

use crate::entities::person::common::apposition::{Tie, initials_match, introduction, may_be_one, tie};
use crate::entities::person::common::hints::Hints;
use crate::entities::person::common::mention::NameMention;
use crate::entities::person::common::part::{Part, PartFlags};
use crate::entities::person::common::word_facts::WordFacts;
use crate::text::token::{Shape, TokenKind};
use crate::text::vocabulary::WordId;
use crate::text::work;

use super::super::positions::CandidateSequence;
use super::{Context, MOST_SEARCHED, Name, Names};

/// The most words of a nickname.
const LONGEST_NICKNAME: usize = 4;
/// The most sentences between a name and `pria yang akrab disapa X`.
const MOST_SENTENCES: usize = 3;

/// The most names before `pria yang akrab disapa X` among which his is sought.
const MOST_NAMES: usize = 16;

/// Marks the names that belong to the same person as the name before: `A atau B`, `Ridwan Kamil (RK)`.
pub(super) fn mark(names: &mut Names, context: &Context<'_>) {
    let Context { document, lists, .. } = *context;
    let Names { names, parts } = names;
    let mut sentences = document.sentences.iter();
    let mut sentence = sentences.next();
    let mut previous = None;
    for name in names.iter_mut() {
        let range = (name.mention.start, name.mention.end);
        let words = parts.get(range.0..range.1).unwrap_or_default();
        let Some((first, previous_range)) = words.first().zip(previous.replace(range)) else { continue };
        while sentence.is_some_and(|sentence| sentence.token_end <= first.token) {
            sentence = sentences.next();
        }
        let previous_words = parts.get(previous_range.0..previous_range.1).unwrap_or_default();
        let Some(last) = previous_words.last() else { continue };
        let sentence_start = sentence.map_or(0, |sentence| sentence.token_start as usize);
        let is_alias = match tie(document, lists, sentence_start, last.token as usize + 1, first) {
            Tie::AlsoCalled => true,
            // The table says whose a well-known nickname is.
            Tie::Or => match name.mention.nickname.and_then(|row| lists.nicknames.get(row as usize)) {
                Some(known) => previous_words.iter().any(|part| known.full.contains(&part.key)),
                None => may_be_one(document.text, previous_words, words),
            },
            Tie::Bracketed => {
                words.len() == 1 && initials_match(document.text, first.span.of(document.text), previous_words)
            }
            Tie::None | Tie::Joined => false,
        };
        if is_alias {
            name.mention.also_called = Some(previous_range);
        }
    }
}

/// Splits a name's initials or well-known nickname off it, whose brackets scraping has lost: `Ridwan Kamil RK`, `Bambang Soesatyo
/// Bamsoet`.
pub(super) fn split_initials(names: &mut Names, context: &Context<'_>) {
    for at in (0..names.names.len()).rev() {
        let Some(name) = names.names.get(at).copied() else { continue };
        let mention = name.mention;
        let Some([words @ .., last]) = names.parts.get(mention.start..mention.end) else { continue };
        let text = context.document.text;
        let are_initials = words.len() > 1
            && last.flags.is(PartFlags::UPPER)
            && !words.iter().any(|word| word.flags.is(PartFlags::UPPER))
            && initials_match(text, last.span.of(text), words);
        let nickname = context.lists.nickname_of(last.key);
        let is_his = |row: u32| {
            let known = context.lists.nicknames.get(row as usize);
            known.is_some_and(|known| {
                !known.full.contains(&last.key)
                    && words.iter().filter(|word| known.full.contains(&word.key)).count() > 1
            })
        };
        if are_initials || nickname.is_some_and(is_his) {
            let (start, end) = (mention.end - 1, mention.end);
            names.end_at(at, start);
            let mention = NameMention { start, end, nickname, also_called: Some((mention.start, start)) };
            names.names.insert(at + 1, Name { mention, ..name });
        }
    }
}

/// Adds a name's initials in brackets after it: `Ridwan Kamil (RK)`. The tagger does not look at capitals that are often something else.
pub(super) fn add_initials(names: &mut Names, context: &Context<'_>) {
    let mut at = 0;
    while at < names.names.len() {
        let open = names.token_end(at);
        let letters = context
            .document
            .tokens
            .get(open + 1)
            .filter(|_| context.is_mark(open, b'(') && context.is_mark(open + 2, b')'));
        let are_initials = letters.is_some_and(|letters| {
            letters.shape() == Shape::Upper
                && names.words(at).len() > 1
                && initials_match(context.document.text, context.document.text_of(letters), names.words(at))
        });
        if are_initials {
            names.call(context, at, open + 1, open + 2);
        }
        at += 1;
    }
}

/// Adds the names that the text introduces as another name of a person and that the tagger missed: `yang akrab disapa Bewok`,
/// `A (Bewok)`; and marks them.
pub(super) fn introduce(names: &mut Names, context: &Context<'_>) {
    for sequence in context.positions.sequences() {
        let Some(first) = context.position(sequence.start as usize) else { continue };
        let at = first.token as usize;
        if is_introduced(context, at) {
            introduce_called(names, context, sequence, at);
        } else if at.checked_sub(1).is_some_and(|open| context.is_mark(open, b'(')) {
            introduce_bracketed(names, context, sequence, at);
        }
    }
}

/// Whether the word before a token may introduce another name. Most words do not, so this comes first.
fn is_introduced(context: &Context<'_>, at: usize) -> bool {
    const INTRODUCE: WordFacts = WordFacts::ALSO_CALLED.with(WordFacts::CALLED_FILLER).with(WordFacts::HONORIFIC);
    let before = at.checked_sub(1).and_then(|before| context.document.tokens.get(before));
    before.is_some_and(|before| {
        context.lists.facts(before.word()).any(INTRODUCE)
            || context.lists.hints.of(before.word()).contains(Hints::CALLED)
    })
}

/// `A yang akrab disapa X`, and `pria yang akrab disapa X itu` in a later sentence.
fn introduce_called(names: &mut Names, context: &Context<'_>, sequence: &CandidateSequence, at: usize) {
    let sentence_start = context.sentence_start(at);
    let Some(start) = introduction(context.document, context.lists, sentence_start, at) else {
        introduce_or(names, context, sequence, at);
        return;
    };
    let Some(last) = names.before(start) else { return };
    let Some((from, to)) = nickname_range(context, sequence) else { return };
    let subject = if names.token_end(last) == start {
        Some(last)
    } else if follows_person_noun(context, start) {
        let nickname = context.document.tokens.get(to - 1).map_or("", |word| context.document.text_of(word));
        names.subject_of(context, last, at, nickname)
    } else {
        None
    };
    let Some(subject) = subject else { return };
    names.call(context, subject, from, to);
}

/// `A atau X`, where the article uses X alone as well.
fn introduce_or(names: &mut Names, context: &Context<'_>, sequence: &CandidateSequence, at: usize) {
    let is_or = at
        .checked_sub(1)
        .and_then(|or| context.document.tokens.get(or))
        .is_some_and(|or| context.document.vocabulary.word(or.word()) == "atau");
    let subject = names.before(at).filter(|&subject| is_or && names.token_end(subject) + 1 == at);
    let (Some(subject), Some((from, to))) = (subject, nickname_range(context, sequence)) else { return };
    let Some(word) = context.document.tokens.get(from) else { return };
    // `atau Cak Xanto`, where the particle makes a nickname.
    let has_particle = to > from + 1 && context.lists.hints.of(word.word()).contains(Hints::NICK_PARTICLE);
    let is_new = to == from + 1
        && context.lists.facts(word.word()) == WordFacts::NONE
        && is_unlisted(context, word.word(), word.span().of(context.document.text));
    let is_evident =
        names.words(subject).len() > 1 && (has_particle || is_new && context.is_used_alone(from..to, sequence));
    if is_evident {
        names.call(context, subject, from, to);
    }
}

/// Whether a word for a person is before a token: `pria`, a role in lowercase.
fn follows_person_noun(context: &Context<'_>, start: usize) -> bool {
    let noun = start.checked_sub(1).and_then(|noun| context.document.tokens.get(noun));
    noun.is_some_and(|noun| {
        context.lists.hints.of(noun.word()).contains(Hints::PERSON_NOUN)
            || (!noun.shape().is_capital() && context.lists.facts(noun.word()).any(WordFacts::TITLE))
    })
}

/// The tokens of the nickname at the start of a sequence, without forms of address that are not part of nicknames. `None` if they are
/// the name of something else.
fn nickname_range(context: &Context<'_>, sequence: &CandidateSequence) -> Option<(usize, usize)> {
    let range = sequence.range();
    // `Kang Asep` is a nickname, but `Kang` is an address before `Dedi Mulyadi`.
    let is_full = range.len() > 2 && range.clone().skip(1).all(|at| context.facts(at).any(WordFacts::NAME));
    let is_address = |at: &usize| {
        let is_particle = context.hints(*at).contains(Hints::NICK_PARTICLE);
        context.facts(*at).any(WordFacts::HONORIFIC) && (is_full || !is_particle)
    };
    let start = range.clone().find(|at| !is_address(at))?;
    let end = range.end.min(start + LONGEST_NICKNAME);
    let facts = context.facts(start);
    let is_other = facts.any(WordFacts::ELSE.with(WordFacts::TITLE))
        && !facts.any(WordFacts::NAME)
        && !context.hints(start).intersects(Hints::NICK_PARTICLE.union(Hints::GIVEN_WORD));
    if is_other {
        return None;
    }
    Some((context.position(start)?.token as usize, context.position(end - 1)?.token as usize + 1))
}

/// `A (X)`, where X is A's initials, made of A's words, or used alone in the article as well.
fn introduce_bracketed(names: &mut Names, context: &Context<'_>, sequence: &CandidateSequence, at: usize) {
    let Some(subject) = names.before(at).filter(|&subject| names.token_end(subject) + 1 == at) else { return };
    let Some((from, to)) = nickname_range(context, sequence) else { return };
    if !context.is_mark(to, b')') || to - from > 2 || names.words(subject).len() < 2 {
        return;
    }
    let Some(word) = context.document.tokens.get(from) else { return };
    let text = context.document.text;
    let nickname = word.span().of(text);
    let words = names.words(subject);
    let is_evident = initials_match(text, nickname, words)
        || is_abbreviation(text, nickname, words)
        || is_blend(text, nickname, words)
        || (is_unlisted(context, word.word(), nickname) && context.is_used_alone(from..to, sequence));
    if is_evident {
        names.call(context, subject, from, to);
    }
}

/// Whether a word is in no list of other things and is not written in capitals, as the names of parties and clubs are.
fn is_unlisted(context: &Context<'_>, word: WordId, text: &str) -> bool {
    let facts = context.lists.facts(word);
    !facts.any(WordFacts::ELSE.with(WordFacts::TITLE).with(WordFacts::DEGREE))
        && text.chars().any(char::is_lowercase)
        && !context.lists.countries.begins(word)
}

/// Whether capitals are the first letters of words of a name, the last one included: `HRD` for H. Ruslan M. Daud.
fn is_abbreviation(text: &str, short: &str, words: &[Part]) -> bool {
    let letters: Vec<char> = short.chars().collect();
    if !(2..=5).contains(&letters.len()) || !letters.iter().all(|c| c.is_uppercase()) {
        return false;
    }
    let first = |part: &Part| part.span.of(text).chars().next();
    let mut rest = letters.iter().skip(usize::from(matches!(letters[0], 'H' | 'M'))).copied().peekable();
    for part in words.iter().filter(|p| !p.flags.is(PartFlags::LOWER)) {
        rest.next_if(|&letter| first(part) == Some(letter));
    }
    rest.peek().is_none() && words.last().and_then(first) == letters.last().copied()
}

/// Whether two words have their first three letters in common.
fn begin_alike(a: &str, b: &str) -> bool {
    let lowercase = |word: &str| word.chars().flat_map(char::to_lowercase).take(3).collect::<Vec<_>>();
    lowercase(a).len() == 3 && lowercase(a) == lowercase(b)
}

/// Whether a nickname is made of the beginnings of words of a name, or is one of them shortened: `Gapra` for Galang Prakoso.
fn is_blend(text: &str, nickname: &str, words: &[Part]) -> bool {
    let mut rest = nickname.to_lowercase();
    let count = rest.len();
    for part in words {
        let word = part.span.of(text).to_lowercase();
        let same = rest.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
        if same >= 2 && rest.is_char_boundary(same) {
            rest.drain(..same);
        }
    }
    rest.is_empty() || (count >= 4 && count - rest.len() >= 3)
}

impl Names {
    /// The person whom `pria yang akrab disapa X` means: one of the last names has a word that begins like the nickname, or is the first
    /// full name of its sentence and not in a quotation, which may speak of others.
    fn subject_of(&self, context: &Context<'_>, last: usize, at: usize, nickname: &str) -> Option<usize> {
        let recent = || (last.saturating_sub(MOST_NAMES)..=last).rev();
        let alike = |name: &usize| {
            let words = self.words(*name);
            words.len() > 1 && words.iter().any(|part| begin_alike(part.span.of(context.document.text), nickname))
        };
        let is_subject = |name: &usize| {
            let start = self.names.get(*name).map_or(0, |name| self.first_token(name.mention.start));
            let sentence = context.sentence_start(start);
            let is_first = name.checked_sub(1).is_none_or(|before| self.token_end(before) <= sentence);
            let is_near = context.sentences_between(start, at) <= MOST_SENTENCES;
            self.words(*name).len() > 1 && is_first && is_near && !context.is_quoted(sentence, start)
        };
        recent().find(alike).or_else(|| recent().find(is_subject))
    }

    /// The index of the last name that begins before a token.
    pub(super) fn before(&self, token: usize) -> Option<usize> {
        self.names.partition_point(|name| self.first_token(name.mention.start) < token).checked_sub(1)
    }

    fn first_token(&self, part: usize) -> usize {
        self.parts.get(part).map_or(usize::MAX, |part| part.token as usize)
    }

    /// The token after the last one of a name.
    pub(super) fn token_end(&self, name: usize) -> usize {
        self.words(name).last().map_or(0, |part| part.token as usize + 1)
    }

    /// The words of a name.
    pub(super) fn words(&self, name: usize) -> &[Part] {
        let mention = self.names.get(name).map(|name| name.mention);
        mention.and_then(|mention| self.parts.get(mention.start..mention.end)).unwrap_or_default()
    }

    /// Makes the tokens another name of the person of the name `subject`.
    fn call(&mut self, context: &Context<'_>, subject: usize, from: usize, to: usize) {
        let Some(range) = self.names.get(subject).map(|name| (name.mention.start, name.mention.end)) else { return };
        let Some(index) = self.put(context, from, to) else { return };
        // The table says whose a well-known nickname is.
        let nickname = self.names.get(index).and_then(|name| name.mention.nickname);
        let known = nickname.and_then(|row| context.lists.nicknames.get(row as usize));
        let is_his = known.is_none_or(|known| self.words(subject).iter().any(|part| known.full.contains(&part.key)));
        if index != subject
            && is_his
            && let Some(name) = self.names.get_mut(index)
        {
            name.mention.also_called = Some(range);
        }
    }

    /// The index of the name at the tokens: that of a name which is there already, extended to a form of address before it, or of a
    /// new one. `None` if a name crosses the boundaries.
    pub(super) fn put(&mut self, context: &Context<'_>, from: usize, to: usize) -> Option<usize> {
        let at = self.names.partition_point(|name| self.first_token(name.mention.start) < from);
        let overlaps_before = at.checked_sub(1).is_some_and(|before| self.token_end(before) > from);
        let is_inside = self.names.get(at).is_some_and(|name| self.first_token(name.mention.start) < to);
        if overlaps_before || (is_inside && self.token_end(at) > to) {
            return None;
        }
        if is_inside {
            let own = self.first_token(self.names.get(at)?.mention.start);
            let is_particle = (from..own).all(|token| {
                let word = context.document.tokens.get(token).map(|token| token.word());
                word.is_some_and(|word| context.lists.hints.of(word).contains(Hints::NICK_PARTICLE))
            });
            if own == from || !is_particle {
                return Some(at);
            }
            let end = self.token_end(at);
            let mention = self.push_parts(context, from, end)?;
            self.names.get_mut(at)?.mention = mention;
            return Some(at);
        }
        let mention = self.push_parts(context, from, to)?;
        self.names.insert(at, Name::of(mention));
        Some(at)
    }
}

impl Context<'_> {
    /// Whether the words are a sequence of their own elsewhere in the article.
    fn is_used_alone(&self, tokens: std::ops::Range<usize>, here: &CandidateSequence) -> bool {
        if self.positions.sequences().len() > MOST_SEARCHED {
            return false;
        }
        let Some(words) = self.document.tokens.get(tokens) else { return false };
        let is_it = |sequence: &&CandidateSequence| {
            let range = self.core_of(sequence);
            range.len() == words.len()
                && range.zip(words).all(|(at, word)| {
                    self.position(at).is_some_and(|position| !position.is_part && position.word == word.word())
                })
        };
        self.positions.sequences().iter().filter(|sequence| *sequence != here).any(|sequence| is_it(&sequence))
    }

    pub(super) fn is_mark(&self, at: usize, mark: u8) -> bool {
        self.document
            .tokens
            .get(at)
            .is_some_and(|t| t.kind() == TokenKind::Punctuation && t.word() == WordId::ascii(mark))
    }

    /// Whether an odd number of quotation marks is between two tokens.
    fn is_quoted(&self, from: usize, to: usize) -> bool {
        let tokens = self.document.tokens.get(from..to).unwrap_or_default();
        work::steps(tokens.len());
        let quotes = tokens.iter().filter(|token| matches!(self.document.text_of(token), "\"" | "“" | "”"));
        quotes.count() % 2 == 1
    }

    /// The index of the sentence of a token.
    fn sentence_of(&self, token: usize) -> usize {
        self.document.sentences.partition_point(|sentence| sentence.token_end as usize <= token)
    }

    /// The first token of the sentence of a token.
    pub(super) fn sentence_start(&self, token: usize) -> usize {
        self.document.sentences.get(self.sentence_of(token)).map_or(0, |sentence| sentence.token_start as usize)
    }

    fn sentences_between(&self, first: usize, second: usize) -> usize {
        self.sentence_of(second) - self.sentence_of(first).min(self.sentence_of(second))
    }
}
