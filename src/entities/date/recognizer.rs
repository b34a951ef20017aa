//! The pass over a document.

use std::sync::Arc;

use jiff::civil::Date;

use super::expression::{Core, Expression, Simple, Year};
use super::reader::Reader;
use super::resolve::Frame;
use super::words::{Context, Cue, Role, Wanted, Words};
use crate::entities::{Candidate, Canonical, EntityKind, Note, Recognizer};
use crate::text::document::Document;
use crate::text::span::Span;
use crate::text::token::{Token, TokenKind};
use crate::text::vocabulary::WordFlags;
use crate::tokenizer::Lexicon;

/// Finds dates and, where they are asked for, times of day and lengths of time.
#[derive(Clone)]
pub(super) struct DateRecognizer {
    words: Arc<Words>,
    wanted: Wanted,
}

impl DateRecognizer {
    pub(super) fn new(lexicon: &mut Lexicon, kinds: &[EntityKind]) -> Self {
        let wanted =
            Wanted { times: kinds.contains(&EntityKind::Time), durations: kinds.contains(&EntityKind::Duration) };
        Self { words: Arc::new(Words::new(lexicon, wanted)), wanted }
    }
}

impl Recognizer for DateRecognizer {
    fn recognize(&mut self, document: &Document<'_>, candidates: &mut Vec<Candidate>) {
        let mut pass =
            Pass { recognizer: self, document, candidates, text_year: None, last_day: None, named: [None; 7] };
        let mut triggers = document.trigger_tokens();
        let mut wakes = |at: usize| {
            triggers.next_from(at, |token| token.marks().any(WordFlags::DATE) || may_hold_day(document, token))
        };
        let mut sentences = document.sentences.iter().enumerate();
        let mut next = wakes(0);
        while let Some(at) = next
            && let Some((number, sentence)) = sentences.find(|(_, sentence)| at < sentence.range().end)
        {
            let reader = Reader::new(document, &self.words, sentence.range());
            while let Some(at) = next.filter(|&at| at < reader.end()) {
                next = wakes(pass.wake(number, &reader, at, reader.role(at)));
            }
        }
    }

    fn fork(&self) -> Box<dyn Recognizer> {
        Box::new(self.clone())
    }
}

/// Whether it may be a day in one word: `10-Jun-2025`.
fn may_hold_day(document: &Document<'_>, token: &Token) -> bool {
    !token.is_plain() && document.text_of(token).starts_with(|first: char| first.is_ascii_digit())
}

struct Pass<'r, 'd> {
    recognizer: &'r DateRecognizer,
    document: &'d Document<'d>,
    candidates: &'r mut Vec<Candidate>,
    /// The year that the text makes plain, once it was sought.
    text_year: Option<Option<i16>>,
    /// The last day that was named, and the sentence that named it.
    last_day: Option<(Date, usize)>,
    /// By weekday from Monday, the last day that was named with it.
    named: [Option<Date>; 7],
}

impl Pass<'_, '_> {
    /// Tries every rule that may begin at `at`; returns where to go on.
    fn wake(&mut self, number: usize, reader: &Reader<'_>, at: usize, role: Role) -> usize {
        if let Some(expression) = reader.date(at, role)
            && let Some(end) = self.date(number, reader, &expression)
        {
            return end;
        }
        if self.recognizer.wanted.times
            && let Some((start, end, value)) = reader.time(at, role)
        {
            self.push(reader, start, end, EntityKind::Time, Some(Canonical::Time(value)), None);
            return end;
        }
        if self.recognizer.wanted.durations
            && let Some((end, value)) = reader.duration(at)
        {
            self.push(reader, at, end, EntityKind::Duration, value.map(Canonical::Duration), None);
            return end;
        }
        // No number begins inside another.
        if role == Role::Number { reader.figures_end(at) } else { at + 1 }
    }

    fn date(&mut self, number: usize, reader: &Reader<'_>, expression: &Expression) -> Option<usize> {
        let frame = self.frame(number, reader, expression);
        let (value, note) = frame.resolve(expression);
        // Told from the text, it is a date only where the text has one.
        if matches!(expression.from.core, Core::DaysLater(_)) && value.is_none() {
            return None;
        }
        // `2022-2020`, `5/3-2/3`: what runs backwards is no stretch of time.
        if expression.to.is_some() && value.is_none() && note.is_none() && frame.article.is_some() {
            return None;
        }
        if let Some(day) = value.and_then(|v| v.as_day()) {
            self.last_day = Some((day, number));
            if expression.from.is_days()
                && note.is_none()
                && let Some(weekday) = expression.from.weekday
                && let Some(named) = self.named.get_mut(weekday.to_monday_zero_offset() as usize)
            {
                *named = Some(day);
            }
        }
        self.push(reader, expression.start, expression.end, EntityKind::Date, value.map(Canonical::Date), note);
        Some(expression.end)
    }

    fn frame(&mut self, number: usize, reader: &Reader<'_>, expression: &Expression) -> Frame {
        let article = self.document.date.map(|article| article.date);
        let Simple { core, shift, .. } = expression.from;
        let yearless = expression.from.year() == Some(Year::Unsaid);
        let of_month = matches!(core, Core::DaysOfMonth { offset: None, .. });
        let bare_weekday = matches!(core, Core::Weekday { week: None });
        let open = shift.is_none() && (yearless || of_month || bare_weekday);
        let before = reader.before(expression.start).role;
        Frame {
            article,
            year: if article.is_none() && yearless { self.text_year(reader.words) } else { None },
            anchor: self.last_day.filter(|&(_, sentence)| sentence + 1 >= number).map(|(day, _)| day),
            told: if open && bare_weekday { self.told(reader, expression) } else { None },
            is_future: open && reader.is_future(expression.start),
            is_past: before == Role::Cue(Cue::Since),
            is_recurring: (yearless || of_month) && reader.is_recurring(expression.start),
        }
    }

    /// The day that a bare weekday means again: one of the six days to come that the text has named by it, or, before `itu`,
    /// any.
    fn told(&self, reader: &Reader<'_>, expression: &Expression) -> Option<Date> {
        let weekday = expression.from.weekday?;
        let day = (*self.named.get(weekday.to_monday_zero_offset() as usize)?)?;
        let is_that = reader.text(reader.after_time_of_day(expression.end)) == "itu";
        let is_ahead = self.document.date.is_some_and(|article| {
            let days = (day - article.date).get_days();
            (1..7).contains(&days)
        });
        (is_that || is_ahead).then_some(day)
    }

    fn push(
        &mut self,
        reader: &Reader<'_>,
        start: usize,
        end: usize,
        kind: EntityKind,
        canonical: Option<Canonical>,
        note: Option<Note>,
    ) {
        let last = end.checked_sub(1).and_then(|last| reader.token(last));
        let Some((first, last)) = reader.token(start).zip(last) else { return };
        let whole = first.span().join(last.span());
        // The stop of `H.` or `Nop.` at the end belongs to the sentence as much as to the word.
        let stop = u32::from(last.is_abbreviated());
        self.candidates.push(Candidate {
            span: Span::new(whole.byte_start(), whole.byte_end() - stop),
            token_start: start as u32,
            token_end: end as u32,
            kind,
            canonical,
            via: None,
            note,
            priority: 1,
        });
    }

    /// The year of the copyright line, or of all full dates of the text if they agree.
    fn text_year(&mut self, words: &Words) -> Option<i16> {
        let document = self.document;
        *self
            .text_year
            .get_or_insert_with(|| copyright_year(document, words).or_else(|| year_of_all_days(document, words)))
    }
}

/// The numbers of a document, by index.
fn numbers<'d>(document: &'d Document<'d>) -> impl Iterator<Item = usize> + 'd {
    let mut triggers = document.trigger_tokens();
    std::iter::from_fn(move || triggers.next_from(0, |token| token.kind() == TokenKind::Number))
}

fn copyright_year(document: &Document<'_>, words: &Words) -> Option<i16> {
    /// `Copyright © ANTARA 2025`: how many tokens lie between at most.
    const REACH: usize = 5;
    numbers(document).find_map(|at| {
        let text = document.tokens.get(at).map(|token| document.text_of(token)).filter(|text| text.len() == 4)?;
        let year = text.parse().ok().filter(|year| (1980..2200).contains(year))?;
        let near = document.tokens.get(at.saturating_sub(REACH)..at).unwrap_or_default();
        near.iter().any(|t| words.fact(t.word()).context.has(Context::COPYRIGHT)).then_some(year)
    })
}

fn year_of_all_days(document: &Document<'_>, words: &Words) -> Option<i16> {
    let mut found = None;
    let mut sentences = document.sentences.iter();
    let mut reader = Reader::new(document, words, 0..0);
    // Days begin with a number.
    for at in numbers(document) {
        if at >= reader.end() {
            reader = Reader::new(document, words, sentences.find(|sentence| at < sentence.range().end)?.range());
        }
        let Some((_, Simple { core: Core::Days { year: Year::Known(year), .. }, .. }, _)) = reader.days(at) else {
            continue;
        };
        if found.is_some_and(|found| found != year) {
            return None;
        }
        found = Some(year);
    }
    found
}
