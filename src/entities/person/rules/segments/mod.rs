//! Splits sequences of capitalized words into possible names on one side, and titles, places and organisations on the other.

mod roles;

use std::ops::Range;

use crate::text::document::Document;

use crate::entities::person::common::apposition::{Tie, tie};
use crate::entities::person::common::lists::Lists;
use crate::entities::person::common::part::{Part, PartFlags};
use crate::entities::person::common::sentence_case::SentenceCase;
use crate::entities::person::common::word_facts::WordFacts;

use super::candidates::{CapitalizedSequence, CapitalizedSequences};
use super::context;

use roles::PartRole;

/// The kind of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SegmentKind {
    /// Words that may be a name.
    Name,
    /// A well-known short name; its index in the table of nicknames.
    Nickname(u32),
    /// Capitals that may abbreviate a name of this article: `RK`.
    Acronym,
}

/// A part of a sequence that may be a name.
#[derive(Clone, Debug)]
pub(super) struct NameSegment {
    pub(super) parts: Range<usize>,
    pub(super) kind: SegmentKind,
    pub(super) tie: Tie,
    pub(super) sentence_case: SentenceCase,
    /// Scores in tenths: from the words around it here, and from its own words.
    pub(super) context: i32,
    pub(super) content: i32,
    /// Whether a person is possible at this place: not after `Jalan`, not before `United`.
    pub(super) possible: bool,
    /// Whether it follows a title whose jurisdiction may come before the name: `Bupati Lamongan Rahmat`.
    pub(super) jurisdiction: bool,
}

impl NameSegment {
    pub(super) fn score(&self) -> i32 {
        self.context + self.content
    }
}

/// The longest name in words. A longer sequence of capitals is something else.
const LONGEST_NAME: usize = 8;

/// A title directly before a name.
const TITLE: i32 = 30;
/// A rank or role directly before a name, one that is not followed by a place or portfolio.
const ROLE: i32 = 31;
/// A role of members of a group: `warga`, `anggota`.
const GROUP: i32 = 24;
/// A form of address directly before a name.
const HONORIFIC: i32 = 40;
/// A degree after the name.
const DEGREE: i32 = 45;
/// After an organisation's prefix in a headline: a person only if other mentions in the article support it.
const IN_HEADLINE: i32 = -24;
/// A verb of saying whose subject follows it.
const SAID: i32 = 38;

/// Splits every sequence of `sequences` and appends the segments, in order.
pub(super) fn split(
    document: &Document<'_>,
    lists: &Lists,
    sequences: &CapitalizedSequences,
    segments: &mut Vec<NameSegment>,
) {
    for sequence in &sequences.sequences {
        let mut segmenter = Segmenter {
            document,
            lists,
            all: &sequences.parts,
            parts: sequences.parts.get(sequence.parts.clone()).unwrap_or_default(),
            sequence,
            segments,
            start: None,
            title: 0,
            pending: 0,
            jurisdiction: false,
            other_name: None,
            second_prefix: false,
        };
        segmenter.split();
    }
}

struct Segmenter<'a> {
    document: &'a Document<'a>,
    lists: &'a Lists,
    /// The document's parts.
    all: &'a [Part],
    /// The sequence's parts.
    parts: &'a [Part],
    sequence: &'a CapitalizedSequence,
    segments: &'a mut Vec<NameSegment>,
    /// The first part of the open name.
    start: Option<usize>,
    /// The score of the title before the open name.
    title: i32,
    /// The score of a title that has not been followed by a name yet.
    pending: i32,
    /// Whether that title may be followed by its jurisdiction.
    jurisdiction: bool,
    /// `Some` inside the name of something else: whether its last word ends that name (a common word, a place).
    other_name: Option<bool>,
    /// Whether the prefix of that name was the second in a row.
    second_prefix: bool,
}

impl Segmenter<'_> {
    fn split(&mut self) {
        let Some(first) = self.parts.first() else { return };
        let left = context::before(self.document, self.lists, self.sequence, first);
        self.pending = left.title;
        self.jurisdiction = left.jurisdiction;
        let first_segment = self.segments.len();
        let mut at = 0;
        while at < self.parts.len() {
            at += self.step(at);
        }
        self.close(self.parts.len(), 0);
        self.weigh_surroundings(first_segment, &left);
    }

    /// Adds the context before and after the sequence to the scores of the segments at its ends.
    fn weigh_surroundings(&mut self, first_segment: usize, left: &context::ContextBefore) {
        let Range { start: base, end } = self.sequence.parts;
        let tie = self.tie(first_segment);
        let Some(sequence_segments) = self.segments.get_mut(first_segment..) else { return };
        if let Some(segment) = sequence_segments.first_mut().filter(|s| s.parts.start == base) {
            segment.context += left.place;
            segment.possible &= left.place > -25 || segment.content >= 50;
            segment.tie = tie;
        }
        let Some(segment) = sequence_segments.last_mut().filter(|s| s.parts.end == end) else { return };
        segment.context += context::after(self.document, self.lists, self.sequence, self.parts);
        let known = || self.all.get(segment.parts.start).is_some_and(|p| p.facts.any(WordFacts::NAME));
        if segment.jurisdiction && !known() && context::title_or_name_after_comma(self.document, self.lists, self.parts)
        {
            // `Kepala Desa Lesong Daja, Arief Budiatno`
            segment.context -= 40;
        }
        if segment.parts.start == base && segment.parts.len() > 1 {
            segment.context += context::credit(self.document, self.parts);
        }
    }

    /// The part before the one at `at`.
    fn before(&self, at: usize) -> Option<&Part> {
        self.parts.get(at.checked_sub(1)?)
    }

    /// Whether the part before `at` is a thing that is named after people.
    fn named_after(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|n| self.parts.get(n)).is_some_and(|p| p.facts.any(WordFacts::NAMED_AFTER))
    }

    /// Whether the part before `at` is a title.
    fn after_title(&self, at: usize) -> bool {
        self.pending >= TITLE - 6
            && at.checked_sub(1).and_then(|n| self.parts.get(n)).is_some_and(|p| p.facts.any(WordFacts::TITLE))
    }

    /// The relation of the segment at `first_segment` to the segment before it, if it begins the sequence.
    fn tie(&self, first_segment: usize) -> Tie {
        let begins = self.segments.get(first_segment).is_some_and(|s| s.parts.start == self.sequence.parts.start);
        let Some(previous) = first_segment.checked_sub(1).filter(|_| begins).and_then(|n| self.segments.get(n)) else {
            return Tie::None;
        };
        let Some(first) = self.parts.first() else { return Tie::None };
        let Some(last) = previous.parts.end.checked_sub(1).and_then(|n| self.all.get(n)) else { return Tie::None };
        tie(self.document, self.lists, self.sequence.sentence.start, last.token as usize + 1, first)
    }

    /// Processes the part at `at`. Returns the number of parts consumed.
    fn step(&mut self, at: usize) -> usize {
        crate::text::work::step();
        let Some(&part) = self.parts.get(at) else { return 1 };
        if let Some((length, row)) = self.nickname(at) {
            self.close(at, 0);
            self.start = Some(at);
            self.title = self.pending;
            self.close_as(at + length, 0, SegmentKind::Nickname(row));
            self.other_name = None;
            return length;
        }
        if let Some((length, facts)) = self.phrase(at) {
            if facts.any(WordFacts::TITLE) && !(self.other_name == Some(false) && self.named_after(at)) {
                self.close(at, 0);
                self.pending = TITLE;
                self.jurisdiction = facts.any(WordFacts::JURISDICTION);
                self.other_name = None;
            } else {
                self.other(at);
            }
            return length;
        }
        match self.role(at, &part) {
            // `Jalan Jenderal Ahmad Yani`, `Gelora Bung Karno`
            PartRole::Title { .. } | PartRole::Honorific if self.other_name == Some(false) && self.named_after(at) => {}
            PartRole::Honorific if self.other_name.is_some() && self.pending == 0 => {}
            PartRole::Title { jurisdiction } => {
                self.close(at, 0);
                self.pending = if part.facts.any(WordFacts::GROUP) {
                    GROUP
                } else if part.facts.any(WordFacts::JURISDICTION.with(WordFacts::MINISTER).with(WordFacts::LABEL)) {
                    TITLE
                } else {
                    ROLE
                };
                self.jurisdiction = jurisdiction;
                self.other_name = None;
            }
            PartRole::Honorific => {
                self.close(at, 0);
                self.pending = HONORIFIC;
                self.jurisdiction = false;
                self.other_name = None;
            }
            PartRole::Said => {
                self.close(at, 0);
                self.pending = SAID;
                self.jurisdiction = false;
                self.other_name = None;
            }
            PartRole::Degree => {
                self.close(at, DEGREE);
                self.pending = 0;
            }
            PartRole::OrgPrefix => {
                let ended = if self.start.is_some() { -10 } else { 0 };
                self.close(at, ended);
                // The second of two prefixes ends the first name: `Badan Usaha Milik Negara Dahlan Iskan`.
                self.second_prefix = self.other_name.is_some();
                self.other_name = Some(false);
            }
            PartRole::OrgSuffix => {
                self.close(at, -60);
                self.other(at);
            }
            PartRole::Acronym => {
                if self.other_name.is_none() && self.start.is_none() {
                    self.start = Some(at);
                    let pending = self.pending;
                    self.title = pending;
                    self.close_as(at + 1, 0, SegmentKind::Acronym);
                    self.pending = pending;
                } else {
                    self.other(at);
                }
            }
            PartRole::Other => self.other(at),
            PartRole::Name => self.name(at, &part),
        }
        if part.flags.is(PartFlags::PAIR) {
            self.close(at + 1, 10);
        }
        1
    }

    /// Processes a word that is not part of a name: it closes an open name, and a title before it stays pending with a lower score.
    fn other(&mut self, at: usize) {
        self.close(at, 0);
        if let Some(ended) = &mut self.other_name {
            *ended = true;
        }
        self.pending = if self.pending > 0 { (self.pending - 3).max(24) } else { 0 };
    }

    fn name(&mut self, at: usize, part: &Part) {
        let next = self.parts.get(at + 1);
        let in_phrase = at
            .checked_sub(1)
            .and_then(|n| self.parts.get(n))
            .is_some_and(|p| p.facts.any(WordFacts::COMMON) && !p.flags.is(PartFlags::FIRST));
        if self.start.is_none() && self.pending == 0 && in_phrase && part.facts.any(WordFacts::WEAK) {
            // `Bahan Bakar Minyak`
            return;
        }
        if let Some(ended) = self.other_name {
            // Inside the name of something else a person begins only after a title: `Rektor Universitas X Ari Kuncoro`.
            let surname_follows = next.is_some_and(|n| n.facts.is_plain_name());
            let given = part.facts.is_plain_name() && part.facts.any(WordFacts::GIVEN);
            let inside = !ended && self.named_after(at);
            let begins = self.pending > 0
                && !inside
                && ((given && (ended || surname_follows || self.second_prefix))
                    || (ended && !part.flags.is(PartFlags::UPPER)));
            // In a headline any kind of word follows such a prefix; if the text below knows the name, it may be a person.
            let in_headline = self.sequence.sentence_case != SentenceCase::Running && ended;
            if in_headline && !begins {
                self.other_name = None;
                self.start = Some(at);
                self.title = IN_HEADLINE;
                return;
            }
            if !begins {
                return;
            }
            self.other_name = None;
        }
        if self.start.is_none() {
            self.start = Some(at);
            self.title = self.pending;
            self.pending = 0;
        }
    }

    fn close(&mut self, end: usize, score: i32) {
        self.close_as(end, score, SegmentKind::Name);
    }

    fn close_as(&mut self, end: usize, score: i32, kind: SegmentKind) {
        let Some(start) = self.start.take() else { return };
        let title = std::mem::take(&mut self.title);
        let Some(parts) = self.parts.get(start..end).filter(|p| !p.is_empty()) else { return };
        let base = self.sequence.parts.start;
        // `KAI Commuter mengumumkan`: after an acronym and without a title.
        let acronym_before = title == 0
            && start
                .checked_sub(1)
                .and_then(|n| self.parts.get(n))
                .is_some_and(|p| p.flags.is(PartFlags::UPPER) && !p.facts.any(WordFacts::NAME))
            && !parts.iter().any(|p| p.facts.is_plain_name());
        let score =
            if acronym_before && self.sequence.sentence_case != SentenceCase::Capitals { score - 20 } else { score };
        let content = match kind {
            SegmentKind::Name => context::content(parts, self.document, self.sequence.sentence_case),
            SegmentKind::Nickname(_)
                if parts.len() == 1 && parts.iter().all(|p| p.flags.is(PartFlags::UPPER) && p.span.len() <= 3) =>
            {
                26
            }
            SegmentKind::Nickname(_) => 60,
            SegmentKind::Acronym => 0,
        };
        let joined = start > 0 && self.parts.get(start - 1).is_some_and(|p| p.flags.is(PartFlags::PAIR));
        self.segments.push(NameSegment {
            parts: base + start..base + end,
            kind,
            tie: if joined { Tie::Joined } else { Tie::None },
            sentence_case: self.sequence.sentence_case,
            context: title + score + if joined { 10 } else { 0 },
            content,
            possible: parts.len() <= LONGEST_NAME && score > -50,
            jurisdiction: self.jurisdiction && title > 0,
        });
    }
}
