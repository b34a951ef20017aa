//! The vote of the whole article: scores of all mentions of a name are combined, and short forms rely on full ones.

use hashbrown::{HashMap, HashSet};

use crate::text::vocabulary::{Vocabulary, WordId};

use crate::entities::person::common::apposition::{Tie, initials_match, may_be_one};
use crate::entities::person::common::lists::ends_like_a_name;
use crate::entities::person::common::mention::NameMention;
use crate::entities::person::common::part::{Part, PartFlags, name_hash};
use crate::entities::person::common::sentence_case::SentenceCase;
use crate::entities::person::common::word_facts::WordFacts;

use super::segments::{NameSegment, SegmentKind};

/// The score of a person, in tenths.
const ENOUGH: i32 = 25;
/// The most that the other mentions of a name add to the best one.
const MOST_FROM_OTHERS: i32 = 16;
/// The context score at which a mention counts as supported.
const SUPPORT: i32 = 9;
/// The bonus of a name next to a person in `A, B dan C`.
const FROM_NEIGHBOUR: i32 = 16;
/// The bonus of another name of a person: `A alias B`.
const FROM_OTHER_NAME: i32 = 36;
/// The most names that are indexed for one word.
const NAMES_A_WORD: usize = 8;
/// The longest stretch of parts that is looked up inside a segment.
const LONGEST_STRETCH: usize = 6;

/// A distinct name: a sequence of words.
#[derive(Clone, Copy, Debug)]
struct NameVotes {
    start: usize,
    end: usize,
    best: i32,
    /// The sum of the positive context scores of all mentions.
    context: i32,
    best_context: i32,
    mentions: i32,
    /// The number of mentions with a supporting context.
    supported: i32,
    /// Whether none of its words is a known name.
    unknown: bool,
    /// The number of mentions after `di`.
    places: i32,
    /// Whether some mention is in running text and does not depend on a sentence's first word.
    firm: bool,
    accepted: bool,
}

/// The names and accepted mentions of one document. The buffers are reused for the next document.
#[derive(Clone, Debug, Default)]
pub(super) struct DocumentVote {
    names: Vec<NameVotes>,
    by_words: HashMap<u64, u32, foldhash::fast::RandomState>,
    by_word: HashMap<u32, [u32; NAMES_A_WORD], foldhash::fast::RandomState>,
    name_of: Vec<u32>,
    aliases: HashSet<u32, foldhash::fast::RandomState>,
    pub(super) mentions: Vec<NameMention>,
    /// The segment of the last mention.
    last_segment: usize,
}

const NO_NAME: u32 = u32::MAX;

impl DocumentVote {
    /// Fills `mentions`, by rising position.
    pub(super) fn vote(&mut self, text: &str, vocabulary: &Vocabulary, parts: &[Part], segments: &[NameSegment]) {
        self.names.clear();
        self.by_words.clear();
        self.by_word.clear();
        self.name_of.clear();
        self.aliases.clear();
        self.mentions.clear();
        self.collect(parts, segments);
        self.accept_by_neighbours(segments);
        self.index_words(parts);
        for (n, segment) in segments.iter().enumerate() {
            self.find(n, segment, text, vocabulary, parts);
        }
    }

    /// Frees everything but the mentions.
    pub(super) fn release_votes(&mut self) {
        *self = Self { mentions: std::mem::take(&mut self.mentions), ..Self::default() };
    }

    fn collect(&mut self, parts: &[Part], segments: &[NameSegment]) {
        for segment in segments {
            let Some(words) = parts.get(segment.parts.clone()).filter(|_| segment.kind == SegmentKind::Name) else {
                self.name_of.push(NO_NAME);
                continue;
            };
            let names = &mut self.names;
            let index = *self.by_words.entry(name_hash(words)).or_insert_with(|| {
                names.push(NameVotes {
                    start: segment.parts.start,
                    end: segment.parts.end,
                    best: i32::MIN,
                    context: 0,
                    best_context: 0,
                    mentions: 0,
                    supported: 0,
                    unknown: !words.iter().any(|p| p.facts.any(WordFacts::NAME)),
                    places: 0,
                    firm: false,
                    accepted: false,
                });
                names.len() as u32 - 1
            });
            self.name_of.push(index);
            let Some(name) = names.get_mut(index as usize) else { continue };
            let depends_on_first = words.len() > 1
                && words.first().is_some_and(|p| p.flags.is(PartFlags::FIRST) && !p.facts.any(WordFacts::NAME));
            name.firm |= segment.sentence_case == SentenceCase::Running && !depends_on_first && segment.possible;
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
            name.accepted = name.score() >= ENOUGH;
        }
    }

    /// Accepts names next to people: a list of names rarely contains anything else.
    fn accept_by_neighbours(&mut self, segments: &[NameSegment]) {
        let tied = |(n, segment): (usize, &NameSegment)| match segment.tie {
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

    fn help(&mut self, from: usize, to: usize, bonus: i32, segments: &[NameSegment]) {
        let Some(helped) = segments.get(to) else { return };
        if !helped.possible || helped.sentence_case != SentenceCase::Running {
            return;
        }
        let helper = segments.get(from).is_some_and(|s| matches!(s.kind, SegmentKind::Nickname(_)));
        let helper = helper || self.name(from).is_some_and(|n| n.accepted);
        let Some(index) = self.name_of.get(to).copied().filter(|&n| n != NO_NAME) else { return };
        let Some(name) = self.names.get_mut(index as usize).filter(|n| !n.accepted) else { return };
        let several = name.end - name.start >= 2;
        if helper && name.score() + bonus + if several { 8 } else { 0 } >= ENOUGH {
            name.accepted = true;
        }
    }

    fn name(&self, segment: usize) -> Option<&NameVotes> {
        self.names.get(*self.name_of.get(segment)? as usize)
    }

    /// Indexes the accepted names by their words.
    fn index_words(&mut self, parts: &[Part]) {
        for (index, name) in self.names.iter().enumerate().filter(|(_, n)| n.accepted && n.firm) {
            for part in parts.get(name.start..name.end).unwrap_or_default() {
                if part.flags.is(PartFlags::LOWER | PartFlags::INITIAL) {
                    continue;
                }
                let entries = self.by_word.entry(part.key).or_insert([NO_NAME; NAMES_A_WORD]);
                if !entries.contains(&(index as u32))
                    && let Some(free) = entries.iter_mut().find(|entry| **entry == NO_NAME)
                {
                    *free = index as u32;
                }
            }
        }
    }

    fn find(&mut self, n: usize, segment: &NameSegment, text: &str, vocabulary: &Vocabulary, parts: &[Part]) {
        let also_called = self.is_other_name(n, segment, text, parts);
        match segment.kind {
            SegmentKind::Nickname(row) => {
                // `RK`: two or three capitals are accepted only if their context is not against it.
                if segment.score() >= ENOUGH - 10 {
                    // `Rahmat Kusumah (RK)` is not the person who is known by these letters.
                    let of_previous = self.spells_previous(n, segment, text, parts);
                    let row = if of_previous { None } else { Some(row) };
                    self.push(segment.parts.start, segment.parts.end, n, row, also_called || of_previous);
                }
            }
            SegmentKind::Acronym => self.find_acronym(n, segment, text, parts),
            SegmentKind::Name => {
                if !segment.possible {
                    return;
                }
                let Some(&name) = self.name(n) else { return };
                let (start, end) = (segment.parts.start, segment.parts.end);
                let only = parts.get(start).filter(|_| end - start == 1);
                let letters = only.is_some_and(|p| {
                    p.flags.is(PartFlags::INITIAL) || (p.flags.is(PartFlags::UPPER) && !p.facts.any(WordFacts::NAME))
                });
                if letters && segment.sentence_case != SentenceCase::Capitals {
                    return;
                }
                let start = if segment.jurisdiction { self.after_jurisdiction(segment, parts) } else { start };
                if name.accepted && (name.firm || end - start == 1) {
                    // A name that other mentions confirm is not a place, but one that only occurs after `di` is.
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

    /// `Direktur Monex Futures Faisyal`: the part where the name begins, according to how the article calls the person without title.
    fn after_jurisdiction(&self, segment: &NameSegment, parts: &[Part]) -> usize {
        let words = parts.get(segment.parts.clone()).unwrap_or_default();
        let alone = |word: &Part| {
            let index = self.by_words.get(&name_hash(std::slice::from_ref(word)));
            index.and_then(|&n| self.names.get(n as usize)).is_some_and(|n| n.accepted)
        };
        let skipped = match words.split_first() {
            Some((first, rest))
                if !first.facts.any(WordFacts::NAME) && !first.flags.is(PartFlags::INITIAL) && !alone(first) =>
            {
                rest.iter()
                    .position(|p| alone(p) || (p.facts.is_plain_name() && p.facts.any(WordFacts::GIVEN)))
                    .filter(|&n| alone(&rest[n]) || n + 1 < rest.len())
                    .map_or(0, |n| n + 1)
            }
            _ => 0,
        };
        segment.parts.start + skipped
    }

    /// Finds names of the article inside a segment that is not a name as a whole, or that may contain more than a name.
    fn find_inside(
        &mut self,
        n: usize,
        segment: &NameSegment,
        text: &str,
        vocabulary: &Vocabulary,
        parts: &[Part],
        accepted: bool,
    ) {
        let words = parts.get(segment.parts.clone()).unwrap_or_default();
        let also_called = self.is_other_name(n, segment, text, parts);
        let (start, end) = (segment.parts.start, segment.parts.end);
        if segment.sentence_case == SentenceCase::Running {
            let depends_on_first =
                words.first().is_some_and(|p| p.flags.is(PartFlags::FIRST) && !p.facts.any(WordFacts::NAME));
            let rest = words.get(1..).unwrap_or_default();
            let first_is_known = words.first().is_some_and(|p| self.by_word.contains_key(&p.key));
            if depends_on_first && !first_is_known && self.is_known(rest) {
                self.push(start + 1, end, n, None, also_called);
                return;
            }
            let some_known = words
                .iter()
                .any(|p| !p.flags.is(PartFlags::INITIAL | PartFlags::LOWER) && self.by_word.contains_key(&p.key));
            if accepted || (some_known && words.len() <= 4) {
                let ends = words.first().is_some_and(|p| ends_like_a_name(vocabulary.word(WordId(p.key))));
                let skip = depends_on_first
                    && !first_is_known
                    && !ends
                    && segment.context < 20
                    && rest.first().is_some_and(|p| p.facts.is_plain_name())
                    && rest.len() > 1;
                self.push(start + usize::from(skip), end, n, None, also_called);
                return;
            }
        }
        let all_names = |p: &Part| p.facts.any(WordFacts::NAME) || p.flags.is(PartFlags::INITIAL | PartFlags::LOWER);
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
                    if !(words.len() == 1
                        && words.iter().any(|p| p.flags.is(PartFlags::INITIAL | PartFlags::LOWER))) =>
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
        // A headline without a text: from the first given name to the last known part.
        let first = words.iter().position(|p| p.facts.any(WordFacts::NAME) || p.flags.is(PartFlags::INITIAL));
        let last = words.iter().rposition(|p| p.facts.any(WordFacts::NAME));
        if let (Some(first), Some(last)) = (first, last)
            && last >= first
        {
            self.push(start + first, start + last + 1, n, None, false);
        }
    }

    /// Whether the words are an accepted name of running text, or all belong to one.
    fn is_known(&self, words: &[Part]) -> bool {
        crate::text::work::step();
        if self
            .by_words
            .get(&name_hash(words))
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

    /// Whether the segment is another name of the person in the mention before.
    fn is_other_name(&self, n: usize, segment: &NameSegment, text: &str, parts: &[Part]) -> bool {
        let words = |start: usize, end: usize| parts.get(start..end).unwrap_or_default();
        let is_one = |before: &NameMention| {
            let before = words(before.start, before.end);
            may_be_one(text, before, words(segment.parts.start, segment.parts.end))
        };
        match segment.tie {
            Tie::AlsoCalled => true,
            // The table says whose a well-known nickname is.
            Tie::Or if matches!(segment.kind, SegmentKind::Nickname(_)) => false,
            Tie::Or => self.previous_mention(n).is_some_and(is_one),
            Tie::None | Tie::Joined | Tie::Bracketed => false,
        }
    }

    /// Whether the segment consists of the initials of the name before it: `Ridwan Kamil (RK)`.
    fn spells_previous(&self, n: usize, segment: &NameSegment, text: &str, parts: &[Part]) -> bool {
        let tied = matches!(segment.tie, Tie::Bracketed | Tie::AlsoCalled | Tie::Or);
        let previous = self.previous_mention(n).filter(|_| tied);
        let name = previous.and_then(|last| parts.get(last.start..last.end));
        let part = parts.get(segment.parts.start).filter(|_| segment.parts.len() == 1);
        name.zip(part).is_some_and(|(name, part)| initials_match(text, part.span.of(text), name))
    }

    /// Finds `RK` after `Ridwan Kamil (RK)`.
    fn find_acronym(&mut self, n: usize, segment: &NameSegment, text: &str, parts: &[Part]) {
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
        let also_called = self.mentions.last().filter(|_| also_called).map(|before| (before.start, before.end));
        self.mentions.push(NameMention { start, end, nickname, also_called });
        self.last_segment = segment;
    }

    /// The mention in the segment before the `n`th, if there is one.
    fn previous_mention(&self, n: usize) -> Option<&NameMention> {
        self.mentions.last().filter(|_| self.last_segment + 1 == n)
    }
}

impl NameVotes {
    fn score(&self) -> i32 {
        if self.best == i32::MIN {
            return i32::MIN / 2;
        }
        let others = ((self.context - self.best_context) / 2).min(MOST_FROM_OTHERS);
        let places = if self.places * 2 >= self.mentions { 20 } else { 0 };
        // `Jetour menegaskan …`, and then ten times `mobil Jetour`: a brand. People act and are addressed throughout an article.
        let brand = self.unknown && self.mentions >= 4 && self.supported * 3 <= self.mentions;
        self.best + others - places - if brand { 24 } else { 0 }
    }
}
