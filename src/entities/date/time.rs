//! Times of day.
//!
//! | expression | value |
//! |---|---|
//! | `10.30 WIB`, `22:20 WIB`, `pukul 07.00` | `T10:30+07:00`, `T22:20+07:00`, `T07:00` |
//! | `pukul 09.00-11.00 Wita` | two times, both with the zone |
//! | `jam 7`, `pukul 8 malam` | `T07:00`, `T20:00` |
//! | `07.30.15 WIT`, `24.00 WIB` | `T07:30:15+09:00`, `T24:00+07:00` |
//! | `skor 10.30`, `pukul 25.00`, `dua jam` | none |

use std::fmt;

use super::reader::SentenceReader;
use super::roles::{CalendarUnit, DateRole, RangeMarker, TimeOfDay};

/// A time of day; formatted as ISO 8601: `T10:30+07:00`. Always valid: the hour is at most 24, and 24 has no minutes or
/// seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TimeValue {
    hour: u8,
    minute: u8,
    second: Option<u8>,
    /// Minutes east of UTC.
    zone: Option<i16>,
}

impl TimeValue {
    /// Creates a time; `None` if it does not exist. `zone` is in minutes east of UTC, at most 14 hours in either
    /// direction.
    #[must_use]
    pub fn new(hour: u8, minute: u8, second: Option<u8>, zone: Option<i16>) -> Option<Self> {
        let is_end_of_day = hour == 24 && minute == 0 && second.unwrap_or(0) == 0;
        let exists = (hour < 24 || is_end_of_day) && minute < 60 && second.is_none_or(|s| s < 60);
        let zone_exists = zone.is_none_or(|zone| zone.abs() <= 14 * 60);
        (exists && zone_exists).then_some(Self { hour, minute, second, zone })
    }
}

impl fmt::Display for TimeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "T{:02}:{:02}", self.hour, self.minute)?;
        if let Some(second) = self.second {
            write!(f, ":{second:02}")?;
        }
        let Some(zone) = self.zone else { return Ok(()) };
        let sign = if zone < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", zone.abs() / 60, zone.abs() % 60)
    }
}

impl serde::Serialize for TimeValue {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl SentenceReader<'_> {
    /// Parses the time at `at`. Returns its first index, the index after it, and its value.
    pub(super) fn time(&self, at: usize, role: DateRole) -> Option<(usize, usize, TimeValue)> {
        match role {
            DateRole::Clock | DateRole::Unit(CalendarUnit::Hour) => self.clock(at + 1),
            DateRole::Number => self.zoned(at),
            _ => None,
        }
    }

    /// Parses the time after `pukul`.
    fn clock(&self, at: usize) -> Option<(usize, usize, TimeValue)> {
        let (hour, minute, second) = self.clock_figures(at)?;
        let after = at + 1;
        if let Some(zone) = self.zone_ahead(after) {
            let end = after + usize::from(matches!(self.role(after), DateRole::Zone(_)));
            return Some((at, end, TimeValue::new(hour, minute, second, Some(zone))?));
        }
        // `pukul 8 malam`: the part of the day selects between 8 and 20 o'clock.
        let is_whole = !self.text(at).contains(['.', ':']);
        let late = match self.role(after) {
            DateRole::TimeOfDay(part) if is_whole => Some(part),
            _ => None,
        };
        let hour = match late {
            Some(TimeOfDay::Night | TimeOfDay::Afternoon) if (1..12).contains(&hour) => hour + 12,
            Some(TimeOfDay::Noon) if (1..5).contains(&hour) => hour + 12,
            _ => hour,
        };
        Some((at, after + usize::from(late.is_some()), TimeValue::new(hour, minute, second, None)?))
    }

    /// Parses a time before its zone, `10.30 WIB`, or the second of `pukul 09.00-11.00`.
    fn zoned(&self, at: usize) -> Option<(usize, usize, TimeValue)> {
        let (hour, minute, second) = self.clock_figures(at).filter(|_| self.text(at).contains(['.', ':']))?;
        let zone = self.zone_ahead(at + 1);
        let continues = at.checked_sub(2).is_some_and(|clock| {
            matches!(self.role(at - 1), DateRole::RangeMarker(_)) && self.clock_figures(clock).is_some() && {
                let head = clock.checked_sub(1).map_or(DateRole::None, |head| self.role(head));
                matches!(head, DateRole::Clock | DateRole::Unit(CalendarUnit::Hour))
            }
        });
        if zone.is_none() && !continues {
            return None;
        }
        let end = at + 1 + usize::from(matches!(self.role(at + 1), DateRole::Zone(_)));
        Some((at, end, TimeValue::new(hour, minute, second, zone)?))
    }

    /// Returns the zone after a time, or after the end of its interval.
    fn zone_ahead(&self, at: usize) -> Option<i16> {
        match self.role(at) {
            DateRole::Zone(minutes) => Some(minutes),
            DateRole::RangeMarker(RangeMarker::Dash | RangeMarker::Word) if self.clock_figures(at + 1).is_some() => {
                match self.role(at + 2) {
                    DateRole::Zone(minutes) => Some(minutes),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Parses `10.30`, `10:30:15`, `7`.
    fn clock_figures(&self, at: usize) -> Option<(u8, u8, Option<u8>)> {
        if !self.is_number(at) {
            return None;
        }
        let mut pieces = self.text(at).split(['.', ':']);
        let mut piece = |most: usize| {
            let piece = pieces.next()?;
            if (1..=most).contains(&piece.len()) { piece.parse::<u8>().ok() } else { None }
        };
        let hour = piece(2)?;
        let minute = piece(2);
        let second = piece(2);
        let count = self.text(at).split(['.', ':']).count();
        let read = 1 + usize::from(minute.is_some()) + usize::from(second.is_some());
        let two_digits = self.text(at).split(['.', ':']).skip(1).all(|p| p.len() == 2);
        (count == read && two_digits && hour <= 24).then(|| (hour, minute.unwrap_or(0), second))
    }
}
