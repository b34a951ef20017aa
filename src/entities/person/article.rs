//! What the whole article says of its names: evidence of all mentions of a name is added up, and short forms stand on full ones.

use hashbrown::{HashMap, HashSet};

use crate::text::vocabulary::{Vocabulary, WordId};

use super::facts::Facts;
use super::runs::{Form, Part, Style};
use super::segments::{Kind, Segment, Tie};

/// Evidence that makes a person, in tenths.
const ENOUGH: i32 = 25;
/// The most that other mentions of a name add to its best one.
const MOST_FROM_OTHERS: i32 = 16;
/// Evidence around one mention that counts as support.
const SUPPORT: i32 = 9;
/// What a neighbour in `A, B dan C` adds to a name.
const FROM_NEIGHBOUR: i32 = 16;
/// What a person adds to another name of it: `A alias B`.
const FROM_OTHER_NAME: i32 = 36;
/// How many names are kept for one word.
const NAMES_A_WORD: usize = 8;
/// The longest stretch that is looked up inside a segment.
const LONGEST_STRETCH: usize = 6;

/// A mention that the article's evidence supports.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// First part and the part after the last.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The segment that it was found in.
    pub(super) segment: usize,
    /// The row of the table of nicknames, for one of those.
    pub(super) nickname: Option<u32>,
    /// Another name of the mention before it.
    pub(super) also_called: bool,
}

/// One name, by the words it is made of.
#[derive(Clone, Copy, Debug)]
struct Name {
    start: usize,
    end: usize,
    best: i32,
    /// Positive context of all mentions.
    context: i32,
    best_context: i32,
    mentions: i32,
    /// Mentions that something around them speaks for.
    supported: i32,
    /// No word of it is a known name.
    unknown: bool,
    /// Mentions behind `di`.
    places: i32,
    /// Some mention stands in running text and does not hang on a sentence's first word.
    firm: bool,
    accepted: bool,
}

/// Buffers for the vote over one document.
#[derive(Clone, Debug, Default)]
pub(super) struct Article {
    names: Vec<Name>,
    by_words: HashMap<u64, u32, foldhash::fast::RandomState>,
    by_word: HashMap<u32, [u32; NAMES_A_WORD], foldhash::fast::RandomState>,
    name_of: Vec<u32>,
    aliases: HashSet<u32, foldhash::fast::RandomState>,
    pub(super) found: Vec<Found>,
}

const NO_NAME: u32 = u32::MAX;

impl Article {
    /// Fills `found`, by rising position.
    pub(super) fn vote(&mut self, text: &str, vocabulary: &Vocabulary, parts: &[Part], segments: &[Segment]) {
        self.names.clear();
        self.by_words.clear();
        self.by_word.clear();
        self.name_of.clear();
        self.aliases.clear();
        self.found.clear();
        self.collect(parts, segments);
        self.accept_by_neighbours(segments);
        self.index_words(parts);
        for (n, segment) in segments.iter().enumerate() {
            self.find(n, segment, text, vocabulary, parts);
        }
    }

    fn collect(&mut self, parts: &[Part], segments: &[Segment]) {
        for segment in segments {
            let Some(words) = parts.get(segment.parts.clone()).filter(|_| segment.kind == Kind::Name) else {
                self.name_of.push(NO_NAME);
                continue;
            };
            let names = &mut self.names;
            let index = *self.by_words.entry(words_key(words)).or_insert_with(|| {
                names.push(Name {
                    start: segment.parts.start,
                    end: segment.parts.end,
                    best: i32::MIN,
                    context: 0,
                    best_context: 0,
                    mentions: 0,
                    supported: 0,
                    unknown: !words.iter().any(|p| p.facts.any(Facts::NAME)),
                    places: 0,
                    firm: false,
                    accepted: false,
                });
                names.len() as u32 - 1
            });
            self.name_of.push(index);
            let Some(name) = names.get_mut(index as usize) else { continue };
            let hangs =
                words.len() > 1 && words.first().is_some_and(|p| p.form.is(Form::FIRST) && !p.facts.any(Facts::NAME));
            name.firm |= segment.style == Style::Text && !hangs && segment.possible;
            name.mentions += 1;
            name.supported += i32::from(segment.context >= SUPPORT);
            name.places += i32::from(segment.context <= -25);
            if segment.possible {
                name.best = name.best.max(segment.score());
                name.context += segment.context.max(0);
                name.best_context = name.best_context.max(segment.context);
            }
        }
        for name in &mut self.names {
            name.accepted = name.evidence() >= ENOUGH;
        }
    }

    /// Lists of names hold names: a person makes its neighbours likelier.
    fn accept_by_neighbours(&mut self, segments: &[Segment]) {
        let tied = |(n, segment): (usize, &Segment)| match segment.tie {
            Tie::Joined => Some((n, FROM_NEIGHBOUR)),
            Tie::AlsoCalled | Tie::Or => Some((n, FROM_OTHER_NAME)),
            Tie::None | Tie::Bracketed => None,
        };
        let ties = || segments.iter().enumerate().skip(1).filter_map(tied);
        for (n, bonus) in ties() {
            self.help(n - 1, n, bonus, segments);
        }
        for (n, bonus) in ties().rev() {
            self.help(n, n - 1, bonus, segments);
        }
    }

    fn help(&mut self, from: usize, to: usize, bonus: i32, segments: &[Segment]) {
        let Some(helped) = segments.get(to) else { return };
        if !helped.possible || helped.style != Style::Text {
            return;
        }
        let helper = segments.get(from).is_some_and(|s| matches!(s.kind, Kind::Nickname(_)));
        let helper = helper || self.name(from).is_some_and(|n| n.accepted);
        let Some(index) = self.name_of.get(to).copied().filter(|&n| n != NO_NAME) else { return };
        let Some(name) = self.names.get_mut(index as usize).filter(|n| !n.accepted) else { return };
        let several = name.end - name.start >= 2;
        if helper && name.evidence() + bonus + if several { 8 } else { 0 } >= ENOUGH {
            name.accepted = true;
        }
    }

    fn name(&self, segment: usize) -> Option<&Name> {
        self.names.get(*self.name_of.get(segment)? as usize)
    }

    /// Which accepted names each word belongs to.
    fn index_words(&mut self, parts: &[Part]) {
        for (index, name) in self.names.iter().enumerate().filter(|(_, n)| n.accepted && n.firm) {
            for part in parts.get(name.start..name.end).unwrap_or_default() {
                if part.form.is(Form::LOWER | Form::INITIAL) {
                    continue;
                }
                let slots = self.by_word.entry(part.key).or_insert([NO_NAME; NAMES_A_WORD]);
                if !slots.contains(&(index as u32))
                    && let Some(free) = slots.iter_mut().find(|slot| **slot == NO_NAME)
                {
                    *free = index as u32;
                }
            }
        }
    }

    fn find(&mut self, n: usize, segment: &Segment, text: &str, vocabulary: &Vocabulary, parts: &[Part]) {
        let also_called = self.is_other_name(n, segment, text, parts);
        match segment.kind {
            Kind::Nickname(row) => {
                // `RK`: two or three capitals, so the place must not speak against it.
                if segment.score() >= ENOUGH - 10 {
                    // `Rahmat Kusumah (RK)` is not the one whom the press knows by these letters.
                    let of_previous = self.spells_previous(n, segment, text, parts);
                    let row = if of_previous { None } else { Some(row) };
                    self.push(segment.parts.start, segment.parts.end, n, row, also_called || of_previous);
                }
            }
            Kind::Acronym => self.find_acronym(n, segment, text, parts),
            Kind::Name => {
                if !segment.possible {
                    return;
                }
                let Some(&name) = self.name(n) else { return };
                let (start, end) = (segment.parts.start, segment.parts.end);
                let only = parts.get(start).filter(|_| end - start == 1);
                let letters = only
                    .is_some_and(|p| p.form.is(Form::INITIAL) || (p.form.is(Form::UPPER) && !p.facts.any(Facts::NAME)));
                if letters && segment.style != Style::Capitals {
                    return;
                }
                let start = if segment.seat { self.behind_seat(segment, parts) } else { start };
                if name.accepted && (name.firm || end - start == 1) {
                    // A name that others confirm is no place, but one behind `di` alone is.
                    if segment.context > -25 || name.places * 2 < name.mentions {
                        self.push(start, end, n, None, also_called);
                    }
                } else if end - start == 1 {
                    let known = parts.get(start).is_some_and(|p| self.by_word.contains_key(&p.key));
                    if known && segment.context > -25 {
                        self.push(start, end, n, None, also_called);
                    }
                } else {
                    self.find_inside(n, segment, text, vocabulary, parts, name.accepted);
                }
            }
        }
    }

    /// `Direktur Monex Futures Faisyal`: where the name begins, by what the article calls the person alone.
    fn behind_seat(&self, segment: &Segment, parts: &[Part]) -> usize {
        let words = parts.get(segment.parts.clone()).unwrap_or_default();
        let alone = |word: &Part| {
            let index = self.by_words.get(&words_key(std::slice::from_ref(word)));
            index.and_then(|&n| self.names.get(n as usize)).is_some_and(|n| n.accepted)
        };
        let skipped = match words.split_first() {
            Some((first, rest)) if !first.facts.any(Facts::NAME) && !first.form.is(Form::INITIAL) && !alone(first) => {
                rest.iter()
                    .position(|p| alone(p) || (p.facts.is_plain_name() && p.facts.any(Facts::GIVEN)))
                    .filter(|&n| alone(&rest[n]) || n + 1 < rest.len())
                    .map_or(0, |n| n + 1)
            }
            _ => 0,
        };
        segment.parts.start + skipped
    }

    /// Names of the article inside a segment that is none as a whole, or that may hold more than a name.
    fn find_inside(
        &mut self,
        n: usize,
        segment: &Segment,
        text: &str,
        vocabulary: &Vocabulary,
        parts: &[Part],
        accepted: bool,
    ) {
        let words = parts.get(segment.parts.clone()).unwrap_or_default();
        let also_called = self.is_other_name(n, segment, text, parts);
        let (start, end) = (segment.parts.start, segment.parts.end);
        if segment.style == Style::Text {
            let hangs = words.first().is_some_and(|p| p.form.is(Form::FIRST) && !p.facts.any(Facts::NAME));
            let rest = words.get(1..).unwrap_or_default();
            let first_is_known = words.first().is_some_and(|p| self.by_word.contains_key(&p.key));
            if hangs && !first_is_known && self.is_known(rest) {
                self.push(start + 1, end, n, None, also_called);
                return;
            }
            let some_known =
                words.iter().any(|p| !p.form.is(Form::INITIAL | Form::LOWER) && self.by_word.contains_key(&p.key));
            if accepted || (some_known && words.len() <= 4) {
                let ends =
                    words.first().is_some_and(|p| super::lists::ends_like_a_name(vocabulary.word(WordId(p.key))));
                let skip = hangs
                    && !first_is_known
                    && !ends
                    && segment.context < 20
                    && rest.first().is_some_and(|p| p.facts.is_plain_name())
                    && rest.len() > 1;
                self.push(start + usize::from(skip), end, n, None, also_called);
                return;
            }
        }
        let all_names = |p: &Part| p.facts.any(Facts::NAME) || p.form.is(Form::INITIAL | Form::LOWER);
        if accepted && words.len() <= 4 && words.iter().all(all_names) {
            self.push(start, end, n, None, also_called);
            return;
        }
        let mut at = start;
        let mut any = false;
        while at < end {
            let longest = (at + 1..=end.min(at + LONGEST_STRETCH)).rev();
            let stretch =
                longest.filter_map(|end| Some((end, parts.get(at..end)?))).find(|(_, words)| self.is_known(words));
            match stretch {
                Some((end, words))
                    if !(words.len() == 1 && words.iter().any(|p| p.form.is(Form::INITIAL | Form::LOWER))) =>
                {
                    self.push(at, end, n, None, false);
                    any = true;
                    at = end;
                }
                _ => at += 1,
            }
        }
        if any || !(accepted || segment.score() >= ENOUGH) {
            return;
        }
        // A headline that stands alone: from the first given name to the last known part.
        let first = words.iter().position(|p| p.facts.any(Facts::NAME) || p.form.is(Form::INITIAL));
        let last = words.iter().rposition(|p| p.facts.any(Facts::NAME));
        if let (Some(first), Some(last)) = (first, last)
            && last >= first
        {
            self.push(start + first, start + last + 1, n, None, false);
        }
    }

    /// Whether the words are an accepted name of running text, or all belong to one.
    fn is_known(&self, words: &[Part]) -> bool {
        if self
            .by_words
            .get(&words_key(words))
            .and_then(|&n| self.names.get(n as usize))
            .is_some_and(|n| n.accepted && n.firm)
        {
            return true;
        }
        let Some(names) = words.first().and_then(|p| self.by_word.get(&p.key)) else { return false };
        names.iter().any(|name| {
            *name != NO_NAME && words.iter().all(|p| self.by_word.get(&p.key).is_some_and(|names| names.contains(name)))
        })
    }

    /// Whether the segment is tied to the mention before it as another name of the same person.
    fn is_other_name(&self, n: usize, segment: &Segment, text: &str, parts: &[Part]) -> bool {
        let words = |start: usize, end: usize| parts.get(start..end).unwrap_or_default();
        let is_one = |before: &Found| {
            let before = words(before.start, before.end);
            super::evidence::may_be_one(text, before, words(segment.parts.start, segment.parts.end))
        };
        match segment.tie {
            Tie::AlsoCalled => true,
            // Whose a well-known nickname is, the table says.
            Tie::Or if matches!(segment.kind, Kind::Nickname(_)) => false,
            Tie::Or => self.found.last().filter(|found| found.segment + 1 == n).is_some_and(is_one),
            Tie::None | Tie::Joined | Tie::Bracketed => false,
        }
    }

    /// Whether the segment is the initials of the mention before it, to which it is tied: `Ridwan Kamil (RK)`.
    fn spells_previous(&self, n: usize, segment: &Segment, text: &str, parts: &[Part]) -> bool {
        let tied = matches!(segment.tie, Tie::Bracketed | Tie::AlsoCalled | Tie::Or);
        let last = self.found.last().filter(|f| tied && f.segment + 1 == n);
        let name = last.and_then(|last| parts.get(last.start..last.end));
        let part = parts.get(segment.parts.start).filter(|_| segment.parts.len() == 1);
        name.zip(part).is_some_and(|(name, part)| super::evidence::initials_match(text, part.span.of(text), name))
    }

    /// `RK` after `Ridwan Kamil (RK)`.
    fn find_acronym(&mut self, n: usize, segment: &Segment, text: &str, parts: &[Part]) {
        let Some(part) = parts.get(segment.parts.start) else { return };
        if self.spells_previous(n, segment, text, parts) {
            self.aliases.insert(part.key);
        }
        if self.aliases.contains(&part.key) {
            self.push(
                segment.parts.start,
                segment.parts.end,
                n,
                None,
                matches!(segment.tie, Tie::Bracketed | Tie::AlsoCalled),
            );
        }
    }

    fn push(&mut self, start: usize, end: usize, segment: usize, nickname: Option<u32>, also_called: bool) {
        self.found.push(Found { start, end, segment, nickname, also_called });
    }
}

impl Name {
    fn evidence(&self) -> i32 {
        if self.best == i32::MIN {
            return i32::MIN / 2;
        }
        let others = ((self.context - self.best_context) / 2).min(MOST_FROM_OTHERS);
        let places = if self.places * 2 >= self.mentions { 20 } else { 0 };
        // `Jetour menegaskan …`, and then ten times `mobil Jetour`: a brand. People act and are addressed throughout.
        let brand = self.unknown && self.mentions >= 4 && self.supported * 3 <= self.mentions;
        self.best + others - places - if brand { 24 } else { 0 }
    }
}

/// A key for a row of words.
pub(super) fn words_key(words: &[Part]) -> u64 {
    words.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, part| {
        (hash.rotate_left(5) ^ u64::from(part.key)).wrapping_mul(0x517c_c1b7_2722_0a95)
    })
}
