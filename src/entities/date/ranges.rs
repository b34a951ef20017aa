//! Ranges of two complete dates with a dash, and the time stamps of machines, whose tokens hold more than one part of a date; years of
//! two digits.

use super::expression::{Core, Expression, Simple, Year};
use super::figures::Day;
use super::reader::SentenceReader;
use super::roles::{DateContext, DateRole, MonthName, RangeMarker};
use crate::text::normalize::word_key;
use crate::text::token::{Token, TokenKind};

/// The length of `02.08.23`.
const SHORT_DAY: usize = 8;

/// Words after a dash that mean today.
const NOW: [&str; 4] = ["kini", "now", "saat", "sekarang"];

/// The marks that separate the day from the time in a stamp: `2019-09-28T19:17`, `2019-09-28WIB19:17`.
const BEFORE_TIME: [&str; 4] = ["T", "WIB", "WITA", "WIT"];

impl SentenceReader<'_> {
    /// Parses the year at `at` if a dash and another date or `sekarang` are joined to it: `1 Mei 2025-31 Juli 2025`, `Juli
    /// 2022-Juni 2023`, `15 Januari 2024-sekarang`. Returns the index after its token.
    pub(super) fn year_before_dash(&self, at: usize) -> Option<(usize, i16)> {
        let (year, rest) = year_of(self.text(at))?;
        let is_dash = rest.is_empty() && self.role(at + 1) == DateRole::RangeMarker(RangeMarker::Dash);
        let is_day = is_dash
            && self.is_number(at + 2)
            && self.text(at + 2).len() <= 2
            && matches!(self.role(at + 3), DateRole::Month(_));
        let is_word = after_dash(rest).is_some_and(|word| NOW.contains(&word) || self.month_named(word).is_some());
        (is_day || is_word).then_some((at + 1, year))
    }

    fn month_named(&self, word: &str) -> Option<MonthName> {
        match self.words.info(self.document.vocabulary.get(&word_key(word))?).role {
            DateRole::Month(month) => Some(month),
            _ => None,
        }
    }

    /// Parses the second month of a range after a month with its year, whose token ends before `end`: `Juli 2022-Juni 2023`, `Juli
    /// 2022 - Juni 2023`.
    pub(super) fn second_month(&self, end: usize) -> Option<(usize, Simple)> {
        let joined = end.checked_sub(1).and_then(|last| {
            let (_, rest) = year_of(self.text(last))?;
            Some((end, self.month_named(after_dash(rest)?)?))
        });
        let (after, month) = match (joined, self.role(end), self.role(end + 1)) {
            (Some(joined), ..) => joined,
            (None, DateRole::RangeMarker(RangeMarker::Dash), DateRole::Month(month)) => (end + 2, month),
            _ => return None,
        };
        let (after, year @ Year::Known(_)) = self.year_after(after)? else { return None };
        Some((after, Simple::new(Core::Month { month: month.number, year })))
    }

    /// Whether the number at `at` is the year of a date by name: the `2025` of `1 Mei 2025`.
    pub(super) fn is_year_of_date(&self, at: usize) -> bool {
        self.text(at).len() == 4 && self.is_number(at) && matches!(self.before(at).role, DateRole::Month(_))
    }

    /// Whether a day with a year of two digits is one of the last century: it would be more than thirty years after the article.
    pub(super) fn is_far_ahead(&self, at: usize, end: usize, day: Day) -> bool {
        const MOST_YEARS: i16 = 30;
        let last = end.checked_sub(1).map_or("", |last| self.text(last));
        let is_short = last.len() == 2 || (end == at + 1 && last.len() <= SHORT_DAY);
        let article = self.document.date.map(|article| article.date.year());
        is_short && day.year.zip(article).is_some_and(|(year, article)| year > article + MOST_YEARS)
    }

    /// Whether `02.08.23` is a day rather than a time with seconds or the number of a version.
    pub(super) fn may_be_short_day(&self, at: usize, end: usize) -> bool {
        let text = self.text(at);
        if text.len() != SHORT_DAY || !text.contains('.') {
            return true;
        }
        let before = self.before(at);
        !before.context.intersects(DateContext::COUNTS)
            && !self.info(end).context.intersects(DateContext::COUNTED)
            && !matches!(before.role, DateRole::Clock | DateRole::Unit(_))
            && !matches!(self.role(end), DateRole::Zone(_) | DateRole::Unit(_))
            && at.checked_sub(1).is_none_or(|before| !matches!(self.text(before), "catatan" | "versi" | "waktu"))
    }

    /// Parses the day of `2019-09-28T19:17:34+07:00`. Only the day belongs to the expression.
    pub(super) fn machine_stamp(&self, at: usize) -> Option<Expression> {
        let last = self.token(at + 4).filter(|token| stamp_day(token, self.document.text_of(token)).is_some())?;
        let dashes = [at + 1, at + 3].iter().all(|&dash| self.is_mark(dash, b'-'));
        let is_joined = (at + 1..=at + 4).all(|at| self.token(at).is_some_and(|token| !token.space_before()));
        if !dashes || !is_joined || self.text(at + 2).len() != 2 {
            return None;
        }
        let (year, "") = year_of(self.text(at))? else { return None };
        let day = Day {
            year: Some(year),
            month: self.text(at + 2).parse().ok().filter(|month| (1..=12).contains(month))?,
            day: stamp_day(last, self.document.text_of(last))?.parse().ok().filter(|day| (1..=31).contains(day))?,
        };
        Some(Expression::new(at, at + 5, Simple::from(day)))
    }
}

/// The number of bytes of a token at the end of a date that belong to the date: not `-sekarang` nor the time of a stamp.
pub(super) fn length_in_date(token: &Token, text: &str) -> u32 {
    let is_year =
        || year_of(text).is_some_and(|(_, rest)| after_dash(rest).is_some_and(|word| !word.starts_with("an")));
    if token.kind() != TokenKind::Word {
        return token.span().len();
    }
    match stamp_day(token, text) {
        Some(day) => day.len() as u32,
        None if is_year() => 4,
        None => token.span().len(),
    }
}

/// A year of four digits at the start of a token, and the rest of the token.
fn year_of(text: &str) -> Option<(i16, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    let year = digits.parse().ok().filter(|year| (1000..=2199).contains(year))?;
    digits.bytes().all(|byte| byte.is_ascii_digit()).then_some((year, rest))
}

fn after_dash(rest: &str) -> Option<&str> {
    rest.strip_prefix(['-', '–', '—'])
}

/// The two digits before the time in a token of a stamp: `28` of `28T19`.
fn stamp_day<'t>(token: &Token, text: &'t str) -> Option<&'t str> {
    let (day, rest) = text.split_at_checked(2).filter(|_| token.kind() == TokenKind::Word)?;
    let time = BEFORE_TIME.iter().find_map(|zone| rest.strip_prefix(zone))?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(day) && is_number(time)).then_some(day)
}
