//! The recognizer, which runs the grammar over a document.

use std::sync::Arc;

use jiff::civil::Date;

use super::expression::{Core, Expression, Simple, Year};
use super::person_months::PersonMonths;
use super::ranges::length_in_date;
use super::reader::SentenceReader;
use super::resolve::Frame;
use super::roles::{Cue, DateContext, DateRole, WantedKinds};
use super::words::DateWords;
use crate::entities::{Candidate, Canonical, EntityKind, MentionNote, Recognizer};
use crate::text::document::Document;
use crate::text::span::Span;
use crate::text::token::{Token, TokenKind};
use crate::text::vocabulary::WordFlags;
use crate::tokenizer::Lexicon;

/// Finds dates and, if wanted, times of day and durations.
#[derive(Clone)]
pub(super) struct DateRecognizer {
    words: Arc<DateWords>,
    wanted: WantedKinds,
}

impl DateRecognizer {
    pub(super) fn new(lexicon: &mut Lexicon, kinds: &[EntityKind]) -> Self {
        let wanted =
            WantedKinds { times: kinds.contains(&EntityKind::Time), durations: kinds.contains(&EntityKind::Duration) };
        Self { words: Arc::new(DateWords::new(lexicon, wanted)), wanted }
    }
}

impl Recognizer for DateRecognizer {
    fn recognize(&mut self, document: &Document<'_>, candidates: &mut Vec<Candidate>) {
        let mut pass = Pass {
            recognizer: self,
            document,
            candidates,
            text_year: None,
            last_day: None,
            last_dated: None,
            named: [None; 7],
        };
        let mut triggers = document.trigger_tokens();
        let mut next_trigger = |at: usize| {
            triggers
                .next_from(at, |token| token.word_flags().intersects(WordFlags::DATE) || may_hold_day(document, token))
        };
        let person_months = PersonMonths::default();
        let mut sentences = document.sentences.iter().enumerate();
        let mut next = next_trigger(0);
        while let Some(at) = next
            && let Some((number, sentence)) = sentences.find(|(_, sentence)| at < sentence.range().end)
        {
            let reader = SentenceReader::new(document, &self.words, &person_months, sentence.range());
            while let Some(at) = next.filter(|&at| at < reader.end()) {
                next = next_trigger(pass.match_at(number, &reader, at, reader.role(at)));
            }
        }
    }

    fn fork(&self) -> Box<dyn Recognizer> {
        Box::new(self.clone())
    }
}

/// Whether the token may be a day in one word: `10-Jun-2025`.
fn may_hold_day(document: &Document<'_>, token: &Token) -> bool {
    !token.is_plain() && document.text_of(token).starts_with(|first: char| first.is_ascii_digit())
}

struct Pass<'r, 'd> {
    recognizer: &'r DateRecognizer,
    document: &'d Document<'d>,
    candidates: &'r mut Vec<Candidate>,
    /// The year implied by the text, once computed.
    text_year: Option<Option<i16>>,
    /// The last day mentioned, and the index of its sentence.
    last_day: Option<(Date, usize)>,
    /// The last day mentioned with its year, and the index of its sentence.
    last_dated: Option<(Date, usize)>,
    /// For each weekday from Monday, the last day mentioned with it.
    named: [Option<Date>; 7],
}

impl Pass<'_, '_> {
    /// Tries every rule that may begin at `at`. Returns the index at which to continue.
    fn match_at(&mut self, number: usize, reader: &SentenceReader<'_>, at: usize, role: DateRole) -> usize {
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
        // Another number cannot begin inside these figures.
        if role == DateRole::Number { reader.figures_end(at) } else { at + 1 }
    }

    fn date(&mut self, number: usize, reader: &SentenceReader<'_>, expression: &Expression) -> Option<usize> {
        let frame = self.frame(number, reader, expression);
        let (value, note) = frame.resolve(expression);
        // Relative to a day in the text, it is a date only if there is such a day.
        if matches!(expression.from.core, Core::DaysLater(_)) && value.is_none() {
            return None;
        }
        // `2022-2020`, `5/3-2/3`: a reversed range is not an interval.
        if expression.to.is_some() && value.is_none() && note.is_none() && frame.article.is_some() {
            return None;
        }
        if let Some(day) = value.and_then(|v| v.as_day()) {
            self.last_day = Some((day, number));
            if matches!(expression.from.core, Core::Days { year: Year::Known(_), .. }) {
                self.last_dated = Some((day, number));
            }
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

    fn frame(&mut self, number: usize, reader: &SentenceReader<'_>, expression: &Expression) -> Frame {
        let article = self.document.date.map(|article| article.date);
        let Simple { core, shift, .. } = expression.from;
        let yearless = expression.from.year() == Some(Year::Unstated);
        let of_month = matches!(core, Core::DaysOfMonth { offset: None, .. });
        let bare_weekday = matches!(core, Core::Weekday { week: None });
        let open = shift.is_none() && (yearless || of_month || bare_weekday);
        let before = reader.before(expression.start).role;
        Frame {
            article,
            year: if article.is_none() && yearless { self.text_year(reader.words) } else { None },
            anchor: self.last_day.filter(|&(_, sentence)| sentence + 1 >= number).map(|(day, _)| day),
            dated: self.last_dated.filter(|&(_, sentence)| sentence + 2 >= number).map(|(day, _)| day),
            named_day: if open && bare_weekday { self.named_day(reader, expression) } else { None },
            is_future: open && reader.is_future(expression.start),
            is_past: before == DateRole::Cue(Cue::Since),
            is_recurring: (yearless || of_month) && reader.is_recurring(expression.start),
        }
    }

    /// Returns the previously mentioned day that a bare weekday refers to: one of the next six days, or any day before
    /// `itu`.
    fn named_day(&self, reader: &SentenceReader<'_>, expression: &Expression) -> Option<Date> {
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
        reader: &SentenceReader<'_>,
        start: usize,
        end: usize,
        kind: EntityKind,
        canonical: Option<Canonical>,
        note: Option<MentionNote>,
    ) {
        let last = end.checked_sub(1).and_then(|last| reader.token(last));
        let Some((first, last)) = reader.token(start).zip(last) else { return };
        let whole = first.span().join(last.span());
        // The period of `H.` or `Nop.` at the end may be that of the sentence, so it is excluded.
        let period = u32::from(last.is_abbreviated());
        let length = length_in_date(last, self.document.text_of(last));
        self.candidates.push(Candidate {
            span: Span::new(whole.byte_start(), last.span().byte_start() + length - period),
            token_start: start as u32,
            token_end: end as u32,
            kind,
            canonical,
            via: None,
            note,
            confidence: None,
            priority: 1,
        });
    }

    /// Returns the year of the copyright line, or the year of all complete dates in the text if they agree.
    fn text_year(&mut self, words: &DateWords) -> Option<i16> {
        let document = self.document;
        *self
            .text_year
            .get_or_insert_with(|| copyright_year(document, words).or_else(|| year_of_all_days(document, words)))
    }
}

/// Iterates over the indices of the number tokens of a document.
fn numbers<'d>(document: &'d Document<'d>) -> impl Iterator<Item = usize> + 'd {
    let mut triggers = document.trigger_tokens();
    std::iter::from_fn(move || triggers.next_from(0, |token| token.kind() == TokenKind::Number))
}

fn copyright_year(document: &Document<'_>, words: &DateWords) -> Option<i16> {
    /// The maximum distance of the year in tokens: `Copyright © ANTARA 2025`.
    const REACH: usize = 5;
    numbers(document).find_map(|at| {
        let text = document.tokens.get(at).map(|token| document.text_of(token)).filter(|text| text.len() == 4)?;
        let year = text.parse().ok().filter(|year| (1980..2200).contains(year))?;
        let near = document.tokens.get(at.saturating_sub(REACH)..at).unwrap_or_default();
        near.iter().any(|t| words.info(t.word()).context.intersects(DateContext::COPYRIGHT)).then_some(year)
    })
}

fn year_of_all_days(document: &Document<'_>, words: &DateWords) -> Option<i16> {
    let mut found = None;
    let mut sentences = document.sentences.iter();
    let person_months = PersonMonths::default();
    let mut reader = SentenceReader::new(document, words, &person_months, 0..0);
    // Complete dates begin with a number.
    for at in numbers(document) {
        if at >= reader.end() {
            let sentence = sentences.find(|sentence| at < sentence.range().end)?;
            reader = SentenceReader::new(document, words, &person_months, sentence.range());
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
