//! Cuts runs into what may be a name and what is title, place or organisation.

use std::ops::Range;

use crate::document::Document;

use super::evidence;
use super::lists::{Facts, Lists};
use super::runs::{Form, Part, Run, Runs, Style};

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
    /// `A alias B`, `A yang akrab disapa B`, `A atau B`.
    AlsoCalled,
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

/// What one word of a run is, in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Name,
    Title {
        seat: bool,
    },
    Honorific,
    Said,
    Degree,
    Head,
    Tail,
    Acronym,
    /// A word, a place, an organisation.
    Else,
}

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
        let base = self.run.parts.start;
        // What stands before and after the run bears on the segments at its ends.
        if let Some(segment) = self.segments.get_mut(first_segment).filter(|s| s.parts.start == base) {
            segment.context += left.place;
            segment.possible &= left.place > -25 || segment.content >= 50;
        }
        let tie = self.tie(first_segment);
        if let Some(segment) = self.segments.get_mut(first_segment).filter(|s| s.parts.start == base) {
            segment.tie = tie;
        }
        let end = self.run.parts.end;
        if let Some(segment) = self.segments.get_mut(first_segment..).and_then(<[_]>::last_mut)
            && segment.parts.end == end
        {
            segment.context += evidence::after(self.document, self.lists, self.run, self.parts);
            let known = self.all.get(segment.parts.start).is_some_and(|p| p.facts.any(Facts::NAME));
            if segment.seat && !known && evidence::title_or_name_after_comma(self.document, self.lists, self.parts) {
                // `Kepala Desa Lesong Daja, Arief Budiatno`
                segment.context -= 40;
            }
            if segment.parts.start == base && segment.parts.len() > 1 {
                segment.context += evidence::credit(self.document, self.parts);
            }
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

    fn tie(&self, first_segment: usize) -> Tie {
        let (Some(first), Some(previous)) = (self.parts.first(), first_segment.checked_sub(1)) else {
            return Tie::None;
        };
        let Some(previous) = self.segments.get(previous) else { return Tie::None };
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
                self.pending = if part.facts.any(Facts::GROUP) { GROUP } else { TITLE };
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
            .is_some_and(|p| p.facts.any(Facts::ORDINARY) && !p.form.is(Form::FIRST));
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

    /// A nickname of the press that begins at `at`, unless it is a part of a longer name.
    fn nickname(&self, at: usize) -> Option<(usize, u32)> {
        let part = self.parts.get(at)?;
        if !part.facts.any(Facts::NICKNAME) || part.form.is(Form::LOWER) || self.swallowed.is_some() {
            return None;
        }
        let token = part.token as usize;
        let tokens = self.document.tokens.get(token..)?;
        let Some((length, row)) = self.lists.nickname_phrases.longest(tokens) else {
            // Half a token: `Jokowi-Amin`.
            let alone = self.start.is_none() || part.form.is(Form::PAIR);
            return self.lists.nickname_of(part.key).filter(|_| alone).map(|row| (1, row));
        };
        let last = self.parts.get(at + length - 1)?;
        if last.token as usize != token + length - 1 || (length == 1 && self.start.is_some()) {
            return None;
        }
        let goes_on = self.parts.get(at + length).is_some_and(|next| {
            next.facts.any(Facts::NAME)
                && !next.facts.any(Facts::ELSE)
                && self.run.style == Style::Text
                && !last.form.is(Form::PAIR)
        });
        let short = part.span.len() <= 3 && !part.form.is(Form::UPPER) && length == 1;
        let part_of_longer = goes_on && length == 1;
        (!short && !part_of_longer).then_some((length, row))
    }

    /// A place, organisation or title of several words.
    fn phrase(&self, at: usize) -> Option<(usize, Facts)> {
        let token = self.parts.get(at)?.token as usize;
        let tokens = self.document.tokens.get(token..)?;
        let (length, facts) = self.lists.phrases.longest(tokens)?;
        let last = self.parts.get(at + length - 1)?;
        (last.token as usize == token + length - 1).then_some((length, facts))
    }

    fn class(&self, at: usize, part: &Part) -> Class {
        let facts = part.facts;
        let open = self.start.is_some();
        let next = self.parts.get(at + 1);
        if part.form.is(Form::LOWER) {
            return if open && next.is_some() { Class::Name } else { Class::Else };
        }
        if part.form.is(Form::ODD) {
            return Class::Else;
        }
        let next_is_name = next.is_some_and(|n| {
            (n.facts.any(Facts::NAME) || !n.facts.any(Facts::ELSE.with(Facts::TITLE)))
                && !n.form.is(Form::ODD | Form::UPPER)
        });
        let degree = facts.any(Facts::DEGREE) && !facts.any(Facts::NAME);
        if degree && open && (!next_is_name || has_capitals_inside(part, self.document)) {
            return Class::Degree;
        }
        if degree && !facts.any(Facts::HONORIFIC) && has_capitals_inside(part, self.document) {
            return Class::Else;
        }
        if facts.any(Facts::HONORIFIC) && !(open && facts.any(Facts::NAME)) && next.is_some() {
            // `Budi H Santoso`: a letter without a stop inside a name is an initial.
            let initial = open && part.form.is(Form::INITIAL) && !part.form.is(Form::STOP);
            if !initial {
                return Class::Honorific;
            }
        }
        if part.form.is(Form::INITIAL) {
            let roman = open && matches!(part.span.of(self.document.text), "V" | "X");
            let goes_on =
                next.is_some_and(|n| !n.facts.any(Facts::HEAD.with(Facts::TITLE)) || n.facts.any(Facts::NAME));
            let stop = part.form.is(Form::STOP);
            return if roman || (stop && open) || (goes_on && (stop || !part.form.is(Form::FIRST))) {
                Class::Name
            } else {
                Class::Else
            };
        }
        let upper = part.form.is(Form::UPPER) && self.run.style != Style::Capitals;
        let letters = part.span.len();
        // `MS Hidayat`, `BJ Habibie`
        let initials = upper && letters == 2 && !open && self.swallowed.is_none() && (at == 0 || self.pending > 0);
        if initials
            && !facts.any(Facts::ELSE.with(Facts::TITLE).with(Facts::HONORIFIC).with(Facts::DEGREE))
            && next.is_some_and(|n| n.facts.is_plain_name() && !n.form.is(Form::UPPER))
        {
            return Class::Name;
        }
        if facts.any(Facts::TITLE) {
            let as_name = facts.any(Facts::NAME)
                && (open
                    || (!facts.any(Facts::WEAK) && !next_is_name)
                    || (!facts.any(Facts::WEAK) && self.pending > 0));
            if !as_name {
                return Class::Title { seat: facts.any(Facts::SEAT) };
            }
            return Class::Name;
        }
        if facts.any(Facts::LABEL) {
            return Class::Title { seat: false };
        }
        if facts.any(Facts::VERB_BEFORE.with(Facts::VERB_AFTER)) && !facts.any(Facts::NAME) {
            return if facts.any(Facts::VERB_BEFORE) && part.form.is(Form::FIRST) { Class::Said } else { Class::Else };
        }
        if facts.any(Facts::QUALIFIER) && self.after_title(at) {
            return Class::Else;
        }
        if facts.any(Facts::ELSE) {
            return self.class_of_other(at, part, open, next, upper);
        }
        if facts.any(Facts::PARTICLE) && !facts.any(Facts::NAME) {
            return if next_is_name && !upper { Class::Name } else { Class::Else };
        }
        if facts.any(Facts::NAME) {
            let known_upper = !upper
                || letters > 4
                || open
                || next.is_some_and(|n| n.form.is(Form::UPPER) && n.facts.any(Facts::NAME));
            return if known_upper { Class::Name } else { Class::Acronym };
        }
        if upper {
            let roman = part.span.of(self.document.text).bytes().all(|b| b"IVX".contains(&b));
            if open && roman {
                return Class::Name;
            }
            // `HASTO KRISTIYANTO`: capitals beside a known name.
            let beside_upper = next.is_some_and(|n| n.form.is(Form::UPPER) && n.facts.is_plain_name())
                || (open
                    && at > 0
                    && self.parts.get(at - 1).is_some_and(|p| p.form.is(Form::UPPER) && p.facts.is_plain_name()));
            return if beside_upper {
                Class::Name
            } else if letters <= 5 {
                Class::Acronym
            } else {
                Class::Else
            };
        }
        if super::lists::looks_like_a_verb(self.document.vocabulary.word(crate::vocabulary::WordId(part.key))) {
            return Class::Else;
        }
        let small = part.form.is(Form::ALSO_SMALL) && (part.form.is(Form::FIRST) || self.run.style != Style::Text);
        if small { Class::Else } else { Class::Name }
    }

    /// The class of a word that is, or is also, something else than a name.
    fn class_of_other(&self, at: usize, part: &Part, open: bool, next: Option<&Part>, upper: bool) -> Class {
        let facts = part.facts;
        let name = facts.any(Facts::NAME);
        let next_plain = next.is_some_and(|n| n.facts.is_plain_name());
        let open_plain = open
            && self
                .start
                .and_then(|s| self.parts.get(s))
                .is_some_and(|p| p.facts.any(Facts::NAME) && !p.facts.any(Facts::ELSE));
        if name && open && !upper {
            return Class::Name;
        }
        if name && next_plain && facts.any(Facts::GIVEN) && self.swallowed.is_none() {
            return Class::Name;
        }
        if facts.any(Facts::HEAD) {
            let portfolio = self.pending > 0 && self.before(at).is_some_and(|p| p.facts.any(Facts::MINISTER));
            return if portfolio { Class::Else } else { Class::Head };
        }
        if facts.any(Facts::TAIL) {
            return if name && !open {
                Class::Name
            } else if open {
                Class::Tail
            } else {
                Class::Else
            };
        }
        if name && !facts.any(Facts::PLACE.with(Facts::OTHER)) {
            return if upper { Class::Acronym } else { Class::Name };
        }
        // `Benny Laos`: a given name and a place.
        let directly = self.start.is_some_and(|s| at - s == 1);
        if open_plain
            && directly
            && facts.any(Facts::PLACE)
            && self.title < 24
            && self.run.style == Style::Text
            && !upper
            && !facts.any(Facts::ORDINARY.with(Facts::HEAD).with(Facts::FUNCTION))
            && next.is_none()
        {
            return Class::Name;
        }
        let goes_with_name = open_plain
            && self.run.style == Style::Text
            && !upper
            && facts.any(Facts::ORDINARY)
            && !facts.any(Facts::PLACE.with(Facts::OTHER).with(Facts::FUNCTION).with(Facts::VERB_AFTER))
            && !part.form.is(Form::ALSO_SMALL)
            && next.is_none_or(|n| !n.facts.any(Facts::ELSE) || n.facts.any(Facts::NAME))
            && self.start.is_some_and(|s| at - s <= 2);
        if goes_with_name { Class::Name } else { Class::Else }
    }
}

/// `SpPD`, `S.H.`: a degree shows by capitals beyond the first letter.
fn has_capitals_inside(part: &Part, document: &Document<'_>) -> bool {
    part.span.of(document.text).chars().skip(1).any(|c| c.is_uppercase() || c == '.')
}
