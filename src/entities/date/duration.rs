//! Durations.
//!
//! | expression | value |
//! |---|---|
//! | `tiga hari`, `satu minggu terakhir`, `sepekan` | `P3D`, `P1W`, `P1W` |
//! | `1 menit 18 detik`, `2 tahun 6 bulan` | `PT1M18S`, `P2Y6M` |
//! | `dua setengah jam`, `1,5 tahun`, `setengah abad` | `PT2H30M`, `P1Y6M`, `P50Y` |
//! | `puluhan tahun`, `beberapa bulan ke depan` | none: of unknown length |
//! | `berusia 55 tahun`, `(55 tahun)`, `dua hari lalu` | not a duration: an age, a date |

use std::fmt;

use super::reader::SentenceReader;
use super::roles::{CalendarUnit, DateContext, DateRole, Shift};

/// A non-zero duration; formatted as ISO 8601: `P1W`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DurationValue {
    years: u16,
    months: u16,
    weeks: u16,
    days: u16,
    hours: u16,
    minutes: u16,
    seconds: u16,
}

impl fmt::Display for DurationValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("P")?;
        let write = |f: &mut fmt::Formatter<'_>, parts: &[(u16, char)]| {
            parts.iter().filter(|(count, _)| *count > 0).try_for_each(|(count, unit)| write!(f, "{count}{unit}"))
        };
        write(f, &[(self.years, 'Y'), (self.months, 'M'), (self.weeks, 'W'), (self.days, 'D')])?;
        let time = [(self.hours, 'H'), (self.minutes, 'M'), (self.seconds, 'S')];
        if time.iter().any(|(count, _)| *count > 0) {
            f.write_str("T")?;
        }
        write(f, &time)
    }
}

impl DurationValue {
    /// Returns `count` units, plus half a unit if `half`. `None` if that is zero, overflows, or has no exact
    /// representation.
    fn of(count: u16, half: bool, unit: CalendarUnit) -> Option<Self> {
        let mut value = Self::default();
        let times = |factor: u16| Some(count.checked_mul(factor)? + if half { factor / 2 } else { 0 });
        let one = u16::from(half);
        match unit {
            CalendarUnit::Second if !half => value.seconds = count,
            CalendarUnit::Minute => (value.minutes, value.seconds) = (count, one * 30),
            CalendarUnit::Hour => (value.hours, value.minutes) = (count, one * 30),
            CalendarUnit::Day => (value.days, value.hours) = (count, one * 12),
            CalendarUnit::Week if !half => value.weeks = count,
            CalendarUnit::Month if !half => value.months = count,
            CalendarUnit::Quarter => (value.months, value.days) = (times(3)?, one * 15),
            CalendarUnit::Half => value.months = times(6)?,
            CalendarUnit::Year => (value.years, value.months) = (count, one * 6),
            CalendarUnit::Windu => value.years = times(8)?,
            CalendarUnit::Decade => value.years = times(10)?,
            CalendarUnit::Century => value.years = times(100)?,
            _ => return None,
        }
        (value != Self::default()).then_some(value)
    }

    fn plus(self, other: Self) -> Self {
        Self {
            years: self.years.saturating_add(other.years),
            months: self.months.saturating_add(other.months),
            weeks: self.weeks.saturating_add(other.weeks),
            days: self.days.saturating_add(other.days),
            hours: self.hours.saturating_add(other.hours),
            minutes: self.minutes.saturating_add(other.minutes),
            seconds: self.seconds.saturating_add(other.seconds),
        }
    }
}

impl serde::Serialize for DurationValue {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl SentenceReader<'_> {
    /// Parses the duration that begins at `at`. Returns the index after it, and its value unless its length is unknown.
    pub(super) fn duration(&self, at: usize) -> Option<(usize, Option<DurationValue>)> {
        // `UU Nomor 5 Tahun 2021` is not a duration.
        let number_of =
            |at: usize| matches!(self.text(at), "Nomor" | "nomor" | "No" | "No." | "no" | "NOMOR" | "Pasal" | "pasal");
        if self.is_counted(at) || at.checked_sub(1).is_some_and(number_of) {
            return None;
        }
        let (mut end, unit, mut value) = self.one_length(at)?;
        if unit == CalendarUnit::Year && self.is_age(at, end) {
            return None;
        }
        if value.is_none() {
            if self.role(end) == DateRole::Earlier {
                return None;
            }
            // An unknown time ago is a duration rather than a date.
            if let Some((end, Shift::Past)) = self.shift(end) {
                return Some((end, None));
            }
        }
        while let Some((next, _, Some(more))) = self.one_length(end) {
            value = value.map(|value| value.plus(more));
            end = next;
        }
        let end = match (self.role(end), self.role(end + 1)) {
            (DateRole::Ke, DateRole::Shift(Shift::Next)) => end + 2,
            (DateRole::Last | DateRole::Ordinal(1) | DateRole::Shift(Shift::Next), _) => end + 1,
            _ => end,
        };
        Some((end, value))
    }

    fn one_length(&self, at: usize) -> Option<(usize, CalendarUnit, Option<DurationValue>)> {
        if let DateRole::OneUnit(unit) = self.role(at) {
            return Some((at + 1, unit, DurationValue::of(1, false, unit)));
        }
        let (next, number) = match self.role(at) {
            DateRole::HalfOf => (at + 1, Some((0, true))),
            DateRole::Vague => {
                (at + 1 + usize::from(matches!(self.role(at + 1), DateRole::Multiplier(_) | DateRole::Vague)), None)
            }
            _ => match self.count(at) {
                Some((next, count)) => {
                    let half = self.role(next) == DateRole::HalfOf;
                    (next + usize::from(half), Some((count as u16, half)))
                }
                None => (at + 1, Some(self.half_number(at)?)),
            },
        };
        let unit = match self.role(next) {
            DateRole::Unit(unit) => unit,
            DateRole::Minggu => CalendarUnit::Week,
            DateRole::Season if self.role(next + 1) == DateRole::Last => {
                return Some((next + 1, CalendarUnit::Year, None));
            }
            _ => return None,
        };
        // `paruh` and `semester` count halves of matches and academic terms.
        if matches!(unit, CalendarUnit::Half | CalendarUnit::Quarter) {
            return None;
        }
        Some((next + 1, unit, number.and_then(|(count, half)| DurationValue::of(count, half, unit))))
    }

    /// `1,5`.
    fn half_number(&self, at: usize) -> Option<(u16, bool)> {
        if !self.is_number(at) {
            return None;
        }
        let (whole, tenths) = self.text(at).split_once(',')?;
        (tenths == "5").then_some((whole.parse().ok()?, true))
    }

    /// Whether the duration is the age of a person: `berusia lebih dari 55 tahun`, `(55 tahun)`, `Budi, 55 tahun,`.
    fn is_age(&self, at: usize, end: usize) -> bool {
        /// The maximum distance of `usia` before the number, in tokens.
        const REACH: usize = 4;
        if (self.start..at).rev().take(REACH).any(|back| self.info(back).context.intersects(DateContext::AGE)) {
            return true;
        }
        let mark = |at: Option<usize>, mark: u8| at.is_some_and(|at| self.is_mark(at, mark));
        let (one, two) = (at.checked_sub(1), at.checked_sub(2));
        let named = mark(one, b',') && two.is_some_and(|name| self.shape(name).is_capital()) && self.is_mark(end, b',');
        named || (mark(one, b'(') && self.is_mark(end, b')'))
    }
}
