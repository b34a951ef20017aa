//! Cuts runs into what may be a name and what is title, place or organisation.

mod classes;

use std::ops::Range;

use crate::text::document::Document;

use super::evidence;
use super::facts::Facts;
use super::lists::Lists;
use super::runs::{Form, Part, Run, Runs, Style};

use classes::Class;
pub(super) use classes::{may_be_a_small_word, may_begin_a_name};

/// What a segment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words that may be a name.
    Name,
    /// A short name that the press knows; the index of its row.
    Nickname(u32),
    /// Capitals that may stand for a name of this article: `RK`.
    Acronym,
}

/// How a segment is tied to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tie {
    None,
    /// `A, B dan C`.
    Joined,
    /// `A alias B`, `A yang akrab disapa B`.
    AlsoCalled,
    /// `A atau B`: another name, or another person.
    Or,
    /// `A (B)`.
    Bracketed,
}

/// A stretch of a run that may be a name.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub(super) parts: Range<usize>,
    pub(super) kind: Kind,
    pub(super) tie: Tie,
    pub(super) style: Style,
    /// Evidence in tenths: what surrounds it here, and what it is made of.
    pub(super) context: i32,
    pub(super) content: i32,
    /// Whether a person can stand here, whatever the word: false after `Jalan`, before `United`.
    pub(super) possible: bool,
    /// Behind a title that a place or firm may follow before the name.
    pub(super) seat: bool,
}

impl Segment {
    pub(super) fn score(&self) -> i32 {
        self.context + self.content
    }
}

/// The longest name in words; a longer row of capitals is something else.
const LONGEST_NAME: usize = 8;

/// A title directly before a name.
const TITLE: i32 = 30;
/// A rank or role directly before a name, which no place and no portfolio follows.
const ROLE: i32 = 31;
/// A role that whole groups have: `warga`, `anggota`.
const GROUP: i32 = 24;
/// A form of address directly before a name.
const HONORIFIC: i32 = 40;
/// A degree after the name.
const DEGREE: i32 = 45;
/// Somewhere behind a head in a headline: only the article's other mentions can make a person of it.
const IN_HEADLINE: i32 = -24;
/// A verb of saying whose subject follows.
const SAID: i32 = 38;

/// Cuts every run of `runs` and appends the segments, in order.
pub(super) fn cut(document: &Document<'_>, lists: &Lists, runs: &Runs, segments: &mut Vec<Segment>) {
    for run in &runs.runs {
        let mut cutter = Cutter {
            document,
            lists,
            all: &runs.parts,
            parts: runs.parts.get(run.parts.clone()).unwrap_or_default(),
            run,
            segments,
            start: None,
            title: 0,
            pending: 0,
            seat: false,
            swallowed: None,
            second_head: false,
        };
        cutter.cut();
    }
}

struct Cutter<'a> {
    document: &'a Document<'a>,
    lists: &'a Lists,
    /// The document's parts.
    all: &'a [Part],
    /// The run's parts.
    parts: &'a [Part],
    run: &'a Run,
    segments: &'a mut Vec<Segment>,
    /// First part of the name that is open.
    start: Option<usize>,
    /// Evidence of the title before the name that is open.
    title: i32,
    /// Evidence of a title that no name has followed yet.
    pending: i32,
    /// Whether that title may be followed by a place.
    seat: bool,
    /// Inside the name of something else: whether its last word ends it (a word, a place), absent outside.
    swallowed: Option<bool>,
    /// Whether the head of that name was the second in a row.
    second_head: bool,
}

impl Cutter<'_> {
    fn cut(&mut self) {
        let Some(first) = self.parts.first() else { return };
        let left = evidence::before(self.document, self.lists, self.run, first);
        self.pending = left.title;
        self.seat = left.seat;
        let first_segment = self.segments.len();
        let mut at = 0;
        while at < self.parts.len() {
            at += self.step(at);
        }
        self.close(self.parts.len(), 0);
        self.weigh_surroundings(first_segment, &left);
    }

    /// What stands before and after the run bears on the segments at its ends.
    fn weigh_surroundings(&mut self, first_segment: usize, left: &evidence::Before) {
        let Range { start: base, end } = self.run.parts;
        let tie = self.tie(first_segment);
        let Some(run_segments) = self.segments.get_mut(first_segment..) else { return };
        if let Some(segment) = run_segments.first_mut().filter(|s| s.parts.start == base) {
            segment.context += left.place;
            segment.possible &= left.place > -25 || segment.content >= 50;
            segment.tie = tie;
        }
        let Some(segment) = run_segments.last_mut().filter(|s| s.parts.end == end) else { return };
        segment.context += evidence::after(self.document, self.lists, self.run, self.parts);
        let known = || self.all.get(segment.parts.start).is_some_and(|p| p.facts.any(Facts::NAME));
        if segment.seat && !known() && evidence::title_or_name_after_comma(self.document, self.lists, self.parts) {
            // `Kepala Desa Lesong Daja, Arief Budiatno`
            segment.context -= 40;
        }
        if segment.parts.start == base && segment.parts.len() > 1 {
            segment.context += evidence::credit(self.document, self.parts);
        }
    }

    /// The part before the one at `at`.
    fn before(&self, at: usize) -> Option<&Part> {
        self.parts.get(at.checked_sub(1)?)
    }

    /// Whether the part before `at` is a thing that is named after people.
    fn named_after(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|n| self.parts.get(n)).is_some_and(|p| p.facts.any(Facts::NAMED_AFTER))
    }

    /// Whether the part before `at` is a title.
    fn after_title(&self, at: usize) -> bool {
        self.pending >= TITLE - 6
            && at.checked_sub(1).and_then(|n| self.parts.get(n)).is_some_and(|p| p.facts.any(Facts::TITLE))
    }

    /// How the segment at `first_segment` is tied to the one before it, if it begins the run.
    fn tie(&self, first_segment: usize) -> Tie {
        let begins = self.segments.get(first_segment).is_some_and(|s| s.parts.start == self.run.parts.start);
        let Some(previous) = first_segment.checked_sub(1).filter(|_| begins).and_then(|n| self.segments.get(n)) else {
            return Tie::None;
        };
        let Some(first) = self.parts.first() else { return Tie::None };
        let Some(last) = previous.parts.end.checked_sub(1).and_then(|n| self.all.get(n)) else { return Tie::None };
        evidence::tie(self.document, self.lists, self.run, last.token as usize + 1, first)
    }

    /// Deals with the part at `at`; returns how many parts that took.
    fn step(&mut self, at: usize) -> usize {
        let Some(&part) = self.parts.get(at) else { return 1 };
        if let Some((length, row)) = self.nickname(at) {
            self.close(at, 0);
            self.start = Some(at);
            self.title = self.pending;
            self.close_as(at + length, 0, Kind::Nickname(row));
            self.swallowed = None;
            return length;
        }
        if let Some((length, facts)) = self.phrase(at) {
            if facts.any(Facts::TITLE) && !(self.swallowed == Some(false) && self.named_after(at)) {
                self.close(at, 0);
                self.pending = TITLE;
                self.seat = facts.any(Facts::SEAT);
                self.swallowed = None;
            } else {
                self.other(at);
            }
            return length;
        }
        match self.class(at, &part) {
            // `Jalan Jenderal Ahmad Yani`, `Gelora Bung Karno`
            Class::Title { .. } | Class::Honorific if self.swallowed == Some(false) && self.named_after(at) => {}
            Class::Honorific if self.swallowed.is_some() && self.pending == 0 => {}
            Class::Title { seat } => {
                self.close(at, 0);
                self.pending = if part.facts.any(Facts::GROUP) {
                    GROUP
                } else if part.facts.any(Facts::SEAT.with(Facts::MINISTER).with(Facts::LABEL)) {
                    TITLE
                } else {
                    ROLE
                };
                self.seat = seat;
                self.swallowed = None;
            }
            Class::Honorific => {
                self.close(at, 0);
                self.pending = HONORIFIC;
                self.seat = false;
                self.swallowed = None;
            }
            Class::Said => {
                self.close(at, 0);
                self.pending = SAID;
                self.seat = false;
                self.swallowed = None;
            }
            Class::Degree => {
                self.close(at, DEGREE);
                self.pending = 0;
            }
            Class::Head => {
                let ended = if self.start.is_some() { -10 } else { 0 };
                self.close(at, ended);
                // The second of two heads ends the first: `Badan Usaha Milik Negara Dahlan Iskan`.
                self.second_head = self.swallowed.is_some();
                self.swallowed = Some(false);
            }
            Class::Tail => {
                self.close(at, -60);
                self.other(at);
            }
            Class::Acronym => {
                if self.swallowed.is_none() && self.start.is_none() {
                    self.start = Some(at);
                    let pending = self.pending;
                    self.title = pending;
                    self.close_as(at + 1, 0, Kind::Acronym);
                    self.pending = pending;
                } else {
                    self.other(at);
                }
            }
            Class::Else => self.other(at),
            Class::Name => self.name(at, &part),
        }
        if part.form.is(Form::PAIR) {
            self.close(at + 1, 10);
        }
        1
    }

    /// A word that is no name: it closes one, and a title before it waits on.
    fn other(&mut self, at: usize) {
        self.close(at, 0);
        if let Some(ended) = &mut self.swallowed {
            *ended = true;
        }
        self.pending = if self.pending > 0 { (self.pending - 3).max(24) } else { 0 };
    }

    fn name(&mut self, at: usize, part: &Part) {
        let next = self.parts.get(at + 1);
        let in_phrase = at
            .checked_sub(1)
            .and_then(|n| self.parts.get(n))
            .is_some_and(|p| p.facts.any(Facts::COMMON) && !p.form.is(Form::FIRST));
        if self.start.is_none() && self.pending == 0 && in_phrase && part.facts.any(Facts::WEAK) {
            // `Bahan Bakar Minyak`
            return;
        }
        if let Some(ended) = self.swallowed {
            // Inside the name of something else a person begins only behind a title: `Rektor Universitas X Ari Kuncoro`.
            let surname_follows = next.is_some_and(|n| n.facts.is_plain_name());
            let given = part.facts.is_plain_name() && part.facts.any(Facts::GIVEN);
            let inside = !ended && self.named_after(at);
            let begins = self.pending > 0
                && !inside
                && ((given && (ended || surname_follows || self.second_head)) || (ended && !part.form.is(Form::UPPER)));
            // In a headline words of all kinds follow a head; what the text below knows may be a person.
            let in_headline = self.run.style != Style::Text && ended;
            if in_headline && !begins {
                self.swallowed = None;
                self.start = Some(at);
                self.title = IN_HEADLINE;
                return;
            }
            if !begins {
                return;
            }
            self.swallowed = None;
        }
        if self.start.is_none() {
            self.start = Some(at);
            self.title = self.pending;
            self.pending = 0;
        }
    }

    fn close(&mut self, end: usize, evidence: i32) {
        self.close_as(end, evidence, Kind::Name);
    }

    fn close_as(&mut self, end: usize, evidence: i32, kind: Kind) {
        let Some(start) = self.start.take() else { return };
        let title = std::mem::take(&mut self.title);
        let Some(parts) = self.parts.get(start..end).filter(|p| !p.is_empty()) else { return };
        let base = self.run.parts.start;
        // `KAI Commuter mengumumkan`: behind an acronym, and no title before it.
        let acronym_before = title == 0
            && start
                .checked_sub(1)
                .and_then(|n| self.parts.get(n))
                .is_some_and(|p| p.form.is(Form::UPPER) && !p.facts.any(Facts::NAME))
            && !parts.iter().any(|p| p.facts.is_plain_name());
        let evidence = if acronym_before && self.run.style != Style::Capitals { evidence - 20 } else { evidence };
        let content = match kind {
            Kind::Name => evidence::content(parts, self.document, self.run.style),
            Kind::Nickname(_)
                if parts.len() == 1 && parts.iter().all(|p| p.form.is(Form::UPPER) && p.span.len() <= 3) =>
            {
                26
            }
            Kind::Nickname(_) => 60,
            Kind::Acronym => 0,
        };
        let joined = start > 0 && self.parts.get(start - 1).is_some_and(|p| p.form.is(Form::PAIR));
        self.segments.push(Segment {
            parts: base + start..base + end,
            kind,
            tie: if joined { Tie::Joined } else { Tie::None },
            style: self.run.style,
            context: title + evidence + if joined { 10 } else { 0 },
            content,
            possible: parts.len() <= LONGEST_NAME && evidence > -50,
            seat: self.seat && title > 0,
        });
    }
}
