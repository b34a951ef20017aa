//! Resolution of expressions to calendar dates.
//!
//! | expression | value | rule |
//! |---|---|---|
//! | `31/12/2024`, `Selasa (31/12/2024)` | `2024-12-31` | a weekday that contradicts the date is reported in a note, and otherwise ignored |
//! | `22 Desember lalu` | the latest such day up to the article's | `mendatang`: the earliest from 14 days before it, because quotations may be old |
//! | `Rabu (30/10)` | the nearest such day that is a Wednesday | in the year of the article, the previous or the next |
//! | `10 Desember` after `3 Desember 2023` | in that year, if it is later in it | in an article of a later year, in the next two sentences |
//! | `17 Agustus` | in the article's year | unless that is more than eight months away, and the day of the next or previous year less than four |
//! | `Juni` | in the article's year; in the previous year if it is eight months ahead or more | in the past after `sejak`, `dari`; possibly in the future after `akan` |
//! | `Selasa` | the latest up to the article's day | the earliest from it if the clause is about the future |
//! | `Selasa`, if the text has `Selasa (7/1/2025)` in the next six days; `Selasa pagi itu` | that day | |
//! | `Selasa lalu`, `Senin depan` | the latest before, the earliest after | |
//! | `Rabu pekan depan`, `pekan ini`, `akhir pekan lalu` | by ISO weeks | |
//! | `dua hari lalu`, `tiga bulan lalu` | to the day, to the month | as precise as the unit |
//! | `musim panas lalu` | the latest that has ended | |
//! | `tanggal 28` | in the month of the last day mentioned in this sentence or the previous one, else nearest to the article's date | |
//! | `sehari kemudian` | from the last day mentioned in this sentence or the previous one | otherwise not a date |
//! | a date without a year, in an article without a date | the year of the page's copyright line, or of all complete dates in the text if they agree | otherwise `XXXX` |

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::expression::{Core, Expression, Simple, Year};
use super::roles::{CalendarUnit, Shift};
use super::value::{DateValue, Season};
use crate::entities::MentionNote;

/// The context in which an expression is resolved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// The article's date.
    pub(super) article: Option<Date>,
    /// The year implied by the text, if the article has no date.
    pub(super) year: Option<i16>,
    /// The last day mentioned, if it was in this sentence or the previous one.
    pub(super) anchor: Option<Date>,
    /// The last day mentioned with its year, if it was in this sentence or one of the two before.
    pub(super) dated: Option<Date>,
    /// For a bare weekday, the previously mentioned day that it refers to.
    pub(super) named_day: Option<Date>,
    /// Whether the clause is about the future.
    pub(super) is_future: bool,
    /// Whether a word such as `sejak` puts it in the past.
    pub(super) is_past: bool,
    /// Whether it recurs: `setiap 17 Agustus`.
    pub(super) is_recurring: bool,
}

/// The number of days for which a quotation may still call a day `mendatang`.
const STALE: i32 = 14;

type Resolved = (Option<DateValue>, Option<MentionNote>);

const UNRESOLVED: Resolved = (None, None);

impl Frame {
    /// Returns the value, and a note about it.
    pub(super) fn resolve(&self, expression: &Expression) -> Resolved {
        let from = self.recur(expression.from);
        let Some(to) = expression.to.map(|to| self.recur(to)) else { return self.simple(from) };
        let (from, to) = self.share_year(from, to);
        let (start, start_note) = self.simple(from);
        let (end, end_note) = self.simple(to);
        let note = start_note.or(end_note);
        let value = start.zip(end).and_then(|(start, end)| DateValue::interval(start, end));
        (value, note)
    }

    fn recur(&self, simple: Simple) -> Simple {
        if self.is_recurring && simple.year() == Some(Year::Unstated) { simple.with_year(Year::Every) } else { simple }
    }

    /// Copies a missing year from the other end of the interval; if the interval would then be reversed, uses the
    /// adjacent year.
    fn share_year(&self, from: Simple, to: Simple) -> (Simple, Simple) {
        let wraps = month_and_day(from) > month_and_day(to);
        match (from.year(), to.year()) {
            (Some(Year::Unstated), Some(Year::Known(year))) => {
                (from.with_year(Year::Known(if wraps { year - 1 } else { year })), to)
            }
            (Some(Year::Unstated), Some(year @ Year::Offset(_))) => (from.with_year(year), to),
            (Some(Year::Known(year)), Some(Year::Unstated)) => {
                (from, to.with_year(Year::Known(if wraps { year + 1 } else { year })))
            }
            (Some(Year::Unstated), Some(Year::Unstated)) => match self.simple(to).0.and_then(|v| v.first_day()) {
                Some(day) => {
                    let year = day.year() - i16::from(wraps);
                    (from.with_year(Year::Known(year)), to.with_year(Year::Known(day.year())))
                }
                None => (from, to),
            },
            _ => (from, to),
        }
    }

    fn simple(&self, simple: Simple) -> Resolved {
        let Simple { core, weekday, shift } = simple;
        let value = match core {
            Core::Days { days, month, year } => return self.days(days, month, year, weekday, shift),
            Core::DaysOfMonth { days, offset } => match offset {
                Some(offset) => {
                    self.month_offset(offset).and_then(|(year, month)| DateValue::month_days(Some(year), month, days))
                }
                None => return (self.days_of_month(days, weekday, shift), None),
            },
            Core::Month { month, year } => self.month(month, year, shift),
            Core::Year(year) => self.year(year).and_then(DateValue::year),
            Core::Weekday { week: None } if shift.is_none() && self.named_day.is_some() => {
                self.named_day.map(DateValue::day)
            }
            Core::Weekday { week } => weekday.and_then(|w| self.weekday(w, week, shift)).map(DateValue::day),
            Core::Period { unit, offset } => self.period(unit, offset),
            Core::Weekend(offset) => self.weekend(offset),
            Core::Quarter { quarter, year } => {
                let first_month = quarter * 3 - 2;
                self.part_year(year, first_month, shift).and_then(|year| DateValue::quarter(year, quarter))
            }
            Core::Half { half, year } => {
                self.part_year(year, half * 6 - 5, shift).and_then(|year| DateValue::half(year, half))
            }
            Core::Season { season, year } => {
                self.season_year(season, year, shift).and_then(|year| DateValue::season(year, season))
            }
            Core::Decade(first) => DateValue::decade_of(first),
            Core::Century(ordinal) => DateValue::century(ordinal),
            Core::DaysLater(days) => self.anchor.and_then(|day| add_days(day, days)).map(DateValue::day),
            Core::Unresolvable => return UNRESOLVED,
        };
        (value, None)
    }

    fn year(&self, year: Year) -> Option<i16> {
        match year {
            Year::Known(year) => Some(year),
            Year::Offset(offset) => Some(self.article?.year() + offset),
            Year::Unstated | Year::Every => None,
        }
    }

    fn days(&self, days: u32, month: i8, year: Year, weekday: Option<Weekday>, shift: Option<Shift>) -> Resolved {
        let first = days.trailing_zeros() as i8;
        let year = match year {
            Year::Every => None,
            Year::Unstated => self.year_of_day(month, first, weekday, shift),
            stated => match self.year(stated) {
                Some(year) => Some(year),
                // `17 Agustus tahun lalu` without an article's date.
                None => return UNRESOLVED,
            },
        };
        let Some(value) = DateValue::month_days(year, month, days) else {
            return (None, Some(MentionNote::ImpossibleDate));
        };
        let contradicts = weekday.zip(value.first_day()).is_some_and(|(weekday, day)| day.weekday() != weekday);
        (Some(value), contradicts.then_some(MentionNote::WeekdayMismatch))
    }

    /// Returns the year of a day without a stated one.
    fn year_of_day(&self, month: i8, day: i8, weekday: Option<Weekday>, shift: Option<Shift>) -> Option<i16> {
        let Some(article) = self.article else {
            let year = self.year?;
            let fits = |year: i16| Date::new(year, month, day).is_ok_and(|d| weekday.is_none_or(|w| d.weekday() == w));
            return Some([year, year - 1].into_iter().find(|&y| fits(y)).unwrap_or(year));
        };
        if let Some(year) = self.year_of_story(month, day).filter(|_| weekday.is_none() && shift.is_none()) {
            return Some(year);
        }
        let this = article.year();
        let days = [this, this - 1, this + 1].map(|year| Date::new(year, month, day).ok());
        let existing = || days.iter().flatten().copied();
        let distance = |day: &Date| days_between(article, *day).abs();
        let shifted = match shift {
            Some(Shift::Past) => existing().filter(|d| *d <= article).max(),
            Some(Shift::Next) => existing().filter(|d| days_between(*d, article) <= STALE).min(),
            Some(Shift::This) => days[0],
            None => None,
        };
        let chosen = shifted
            .or_else(|| existing().filter(|d| weekday == Some(d.weekday())).min_by_key(distance))
            .or_else(|| {
                let far = |day: &Date| distance(day) > 240;
                let near = || existing().filter(|d| distance(d) < 120).min_by_key(distance);
                days[0].filter(|d| !far(d)).or_else(near).or(days[0])
            })
            .or_else(|| existing().min_by_key(distance));
        Some(chosen.map_or(this, Date::year))
    }

    /// Returns the year of a day after one of an earlier year in the same story: `3 Desember 2023 … pada 10 Desember`. It continues the
    /// story if it is later in that year, unless the day is a few days from the article's.
    fn year_of_story(&self, month: i8, day: i8) -> Option<i16> {
        const NEAR: i32 = 14;
        let (article, dated) = (self.article?, self.dated?);
        let continued = Date::new(dated.year(), month, day).ok()?;
        let is_near = Date::new(article.year(), month, day).is_ok_and(|d| days_between(article, d).abs() <= NEAR);
        let is_story = dated.year() < article.year() && article.year() - dated.year() <= 30 && continued >= dated;
        (is_story && !is_near && !self.is_future).then_some(dated.year())
    }

    /// Resolves `tanggal 28`: in the month of the last mentioned day, else the nearest to the article's date, on the
    /// side that the words require.
    fn days_of_month(&self, days: u32, weekday: Option<Weekday>, shift: Option<Shift>) -> Option<DateValue> {
        if self.is_recurring {
            return None;
        }
        let near = self.anchor.or(self.article)?;
        let first = days.trailing_zeros() as i8;
        let months = [0, -1, 1].map(|offset| near.first_of_month().checked_add(i64::from(offset).months()).ok());
        let existing = || {
            let day = |month: Date| Date::new(month.year(), month.month(), first).ok();
            months.iter().flatten().filter_map(move |&month| day(month))
        };
        let distance = |day: &Date| days_between(near, *day).abs();
        let fits = |day: &Date| match shift {
            _ if weekday.is_some() => weekday == Some(day.weekday()),
            Some(Shift::Past) => *day <= near,
            Some(Shift::Next) => *day >= near,
            _ if self.is_future => *day >= near,
            // Without a direction, stay in the month of the anchor.
            _ => self.anchor.is_none_or(|anchor| anchor.month() == day.month()),
        };
        let day = existing().filter(fits).min_by_key(distance)?;
        DateValue::month_days(Some(day.year()), day.month(), days)
    }

    fn month(&self, month: i8, year: Year, shift: Option<Shift>) -> Option<DateValue> {
        let year = match year {
            Year::Every => None,
            Year::Unstated => self.year_of_month(month, shift),
            stated => Some(self.year(stated)?),
        };
        DateValue::month(year, month)
    }

    fn year_of_month(&self, month: i8, shift: Option<Shift>) -> Option<i16> {
        let Some(article) = self.article else { return self.year };
        let (this, now) = (article.year(), article.month());
        let ahead = month - now;
        let years = match shift {
            Some(Shift::This) => 0,
            Some(Shift::Past) => -i16::from(ahead >= 0),
            Some(Shift::Next) => i16::from(ahead < 0),
            None if self.is_past => -i16::from(ahead > 0),
            // A clause about the future may still mention past months: only the next three are taken to be in the
            // future.
            None if self.is_future => i16::from(ahead <= -9),
            None => -i16::from(ahead >= 8),
        };
        Some(this + years)
    }

    fn weekday(&self, weekday: Weekday, week: Option<i16>, shift: Option<Shift>) -> Option<Date> {
        let article = self.article?;
        if let Some(offset) = week.or((shift == Some(Shift::This)).then_some(0)) {
            let monday = add_days(article, -i16::from(article.weekday().to_monday_zero_offset()) + offset * 7)?;
            return add_days(monday, i16::from(weekday.to_monday_zero_offset()));
        }
        let since = i16::from(weekday.until(article.weekday()));
        let until = i16::from(article.weekday().until(weekday));
        match shift {
            Some(Shift::Past) => add_days(article, if since == 0 { -7 } else { -since }),
            Some(Shift::Next) => add_days(article, if until == 0 { 7 } else { until }),
            _ if self.is_future => add_days(article, until),
            _ => add_days(article, -since),
        }
    }

    fn month_offset(&self, offset: i16) -> Option<(i16, i8)> {
        let day = self.article?.first_of_month().checked_add(i64::from(offset).months()).ok()?;
        Some((day.year(), day.month()))
    }

    fn period(&self, unit: CalendarUnit, offset: i16) -> Option<DateValue> {
        let article = self.article?;
        match unit {
            CalendarUnit::Day => add_days(article, offset).map(DateValue::day),
            CalendarUnit::Week => add_days(article, offset.checked_mul(7)?).map(DateValue::week_of),
            CalendarUnit::Month => {
                self.month_offset(offset).and_then(|(year, month)| DateValue::month(Some(year), month))
            }
            CalendarUnit::Quarter => {
                let (year, month) = self.month_offset(offset.checked_mul(3)?)?;
                DateValue::quarter(year, (month + 2) / 3)
            }
            CalendarUnit::Half => {
                let (year, month) = self.month_offset(offset.checked_mul(6)?)?;
                DateValue::half(year, (month + 5) / 6)
            }
            CalendarUnit::Year => DateValue::year(article.year().checked_add(offset)?),
            CalendarUnit::Decade => DateValue::decade_of(article.year().checked_add(offset.checked_mul(10)?)?),
            CalendarUnit::Century => DateValue::century((article.year() / 100 + 1).checked_add(offset)?),
            CalendarUnit::Second | CalendarUnit::Minute | CalendarUnit::Hour | CalendarUnit::Windu => None,
        }
    }

    fn weekend(&self, offset: i16) -> Option<DateValue> {
        let saturday = self.weekday(Weekday::Saturday, Some(offset), None)?;
        DateValue::interval(DateValue::day(saturday), DateValue::day(saturday.tomorrow().ok()?))
    }

    /// Returns the year of a quarter or half without a stated one: the article's, or the previous one if that would be
    /// too far ahead.
    fn part_year(&self, year: Year, first_month: i8, shift: Option<Shift>) -> Option<i16> {
        if !matches!(year, Year::Unstated) {
            return self.year(year);
        }
        let Some(article) = self.article else { return self.year };
        let ahead = first_month > article.month();
        let past = matches!(shift, Some(Shift::Past))
            || (shift.is_none() && !self.is_future && first_month - article.month() > 5);
        Some(article.year() - i16::from(ahead && past))
    }

    fn season_year(&self, season: Season, year: Year, shift: Option<Shift>) -> Option<i16> {
        if !matches!(year, Year::Unstated) {
            return self.year(year);
        }
        let article = self.article?;
        // Spring begins in March, summer in June, autumn in September, winter in December.
        let first_month = season as i8 * 3 + 3;
        Some(match shift? {
            Shift::This => article.year(),
            Shift::Past => article.year() - i16::from(article.month() < first_month + 2),
            Shift::Next => article.year() + i16::from(article.month() >= first_month),
        })
    }
}

/// Month and first day, to compare the ends of an interval within a year.
fn month_and_day(simple: Simple) -> (i8, u32) {
    match simple.core {
        Core::Days { days, month, .. } => (month, days.trailing_zeros()),
        Core::Month { month, .. } => (month, 0),
        _ => (0, 0),
    }
}

fn add_days(day: Date, days: i16) -> Option<Date> {
    day.checked_add(i64::from(days).days()).ok()
}

fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}
