//! The value of a date expression.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, ISOWeekDate, Weekday};
use thiserror::Error;

use crate::text::names::impl_serde_str;

/// The value of a date expression; formatted as EDTF (ISO 8601-2), and parsed from it with [`str::parse`].
///
/// Always valid: the constructors reject 31 April, 29 February outside a leap year, week 53 of a year with 52 weeks,
/// and intervals that end before they begin.
///
/// | value | format |
/// |---|---|
/// | a day | `2024-12-31` |
/// | a day without a year | `XXXX-08-17` |
/// | several days of one month | `{2025-05-11,2025-05-13}` |
/// | a month, a month without a year | `2022-02`, `XXXX-08` |
/// | a year; a year before the common era (year 0 is 1 BC) | `2024`, `-0799` |
/// | an ISO 8601 week | `2024-W52` |
/// | a quarter, a half year | `2024-Q3`, `2018-H2` |
/// | a season: 21 spring, 22 summer, 23 autumn, 24 winter | `2024-22` |
/// | a decade, a century | `199X`, `20XX` |
/// | an interval of these | `2024-01-03/2024-01-05` |
///
/// The order is total, but not always chronological: it is that of the variants and fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DateValue(Repr);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Repr {
    One(Period),
    Interval(Period, Period),
    /// Bit `d` is set for day `d`. At least two bits are set, with a gap between them.
    Days {
        year: Option<i16>,
        month: i8,
        days: u32,
    },
}

/// A contiguous period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Period {
    Day(Date),
    DayOfYear { month: i8, day: i8 },
    Month { year: i16, month: i8 },
    MonthOfYear(i8),
    Week { year: i16, week: i8 },
    Quarter { year: i16, quarter: i8 },
    Half { year: i16, half: i8 },
    Season { year: i16, season: Season },
    Year(i16),
    Decade(i16),
    Century(i16),
}

/// A season of the northern hemisphere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Season {
    /// `musim semi`, 21.
    Spring,
    /// `musim panas`, 22.
    Summer,
    /// `musim gugur`, 23.
    Autumn,
    /// `musim dingin`, 24.
    Winter,
}

/// The supported years, which ISO 8601 writes with four digits.
const YEARS: std::ops::RangeInclusive<i16> = -9998..=9999;

impl DateValue {
    /// Creates the value of a day.
    #[must_use]
    pub const fn day(date: Date) -> Self {
        Self(Repr::One(Period::Day(date)))
    }

    /// Creates the value of a day by its number; `None` if the day does not exist. Without a year, 29 February exists.
    #[must_use]
    pub fn month_day(year: Option<i16>, month: i8, day: i8) -> Option<Self> {
        match year {
            Some(year) => Date::new(year, month, day).ok().map(Self::day),
            None => {
                Date::new(2000, month, day).ok()?;
                Some(Self(Repr::One(Period::DayOfYear { month, day })))
            }
        }
    }

    /// Creates the value of the days of one month whose bits are set (bit 1: the first): a day, an interval if they are
    /// consecutive, otherwise a set. `None` if one of them does not exist or no bit is set.
    #[must_use]
    pub fn month_days(year: Option<i16>, month: i8, days: u32) -> Option<Self> {
        if days & !1 == 0 || days & 1 != 0 {
            return None;
        }
        let first = days.trailing_zeros() as i8;
        let last = 31 - days.leading_zeros() as i8;
        let start = Self::month_day(year, month, first)?;
        let end = Self::month_day(year, month, last)?;
        if first == last {
            return Some(start);
        }
        // A row of set bits plus its lowest bit is a power of two.
        if (u64::from(days) + (1 << first)).is_power_of_two() {
            return Self::interval(start, end);
        }
        Some(Self(Repr::Days { year, month, days }))
    }

    /// Creates the value of a month, with or without a year; `None` if it does not exist.
    #[must_use]
    pub fn month(year: Option<i16>, month: i8) -> Option<Self> {
        if !(1..=12).contains(&month) {
            return None;
        }
        match year {
            Some(year) => YEARS.contains(&year).then_some(Self(Repr::One(Period::Month { year, month }))),
            None => Some(Self(Repr::One(Period::MonthOfYear(month)))),
        }
    }

    /// Creates the value of a year, where 0 is 1 BC; `None` if it is out of range.
    #[must_use]
    pub fn year(year: i16) -> Option<Self> {
        YEARS.contains(&year).then_some(Self(Repr::One(Period::Year(year))))
    }

    /// Creates the value of the ISO week that contains a day.
    #[must_use]
    pub fn week_of(date: Date) -> Self {
        let week = date.iso_week_date();
        Self(Repr::One(Period::Week { year: week.year(), week: week.week() }))
    }

    /// Creates the value of a quarter; `None` unless it is 1 to 4.
    #[must_use]
    pub fn quarter(year: i16, quarter: i8) -> Option<Self> {
        let fits = YEARS.contains(&year) && (1..=4).contains(&quarter);
        fits.then_some(Self(Repr::One(Period::Quarter { year, quarter })))
    }

    /// Creates the value of a half year; `None` unless it is 1 or 2.
    #[must_use]
    pub fn half(year: i16, half: i8) -> Option<Self> {
        let fits = YEARS.contains(&year) && (1..=2).contains(&half);
        fits.then_some(Self(Repr::One(Period::Half { year, half })))
    }

    /// Creates the value of a season in the year in which it begins: winter 2024 is `2024-24`. `None` if the year is
    /// out of range.
    #[must_use]
    pub fn season(year: i16, season: Season) -> Option<Self> {
        YEARS.contains(&year).then_some(Self(Repr::One(Period::Season { year, season })))
    }

    /// Creates the value of the decade that contains a year: 1994 gives `199X`. `None` outside of 0 to 9999.
    #[must_use]
    pub fn decade_of(year: i16) -> Option<Self> {
        (0..=9999).contains(&year).then_some(Self(Repr::One(Period::Decade(year / 10))))
    }

    /// Creates the value of a century by its ordinal: the 21st is `20XX`. `None` unless it is 1 to 99.
    #[must_use]
    pub fn century(ordinal: i16) -> Option<Self> {
        (1..=99).contains(&ordinal).then_some(Self(Repr::One(Period::Century(ordinal - 1))))
    }

    /// Creates the interval from one value to another; `None` if either is not a contiguous period, or if the second
    /// does not begin after the first.
    #[must_use]
    pub fn interval(from: Self, to: Self) -> Option<Self> {
        let (Repr::One(from), Repr::One(to)) = (from.0, to.0) else { return None };
        let in_order = match (from.first_day(), to.first_day()) {
            (Some(a), Some(b)) => a < b,
            // Two values without a year cannot be compared, because the interval may cross the end of a year.
            (None, None) => from != to,
            _ => false,
        };
        in_order.then_some(Self(Repr::Interval(from, to)))
    }

    /// Returns the day, if the value is exactly one day of a known year.
    #[must_use]
    pub const fn as_day(&self) -> Option<Date> {
        match self.0 {
            Repr::One(Period::Day(date)) => Some(date),
            _ => None,
        }
    }

    /// Returns the first day of the value; `None` if the year is unknown.
    #[must_use]
    pub fn first_day(&self) -> Option<Date> {
        match self.0 {
            Repr::One(period) | Repr::Interval(period, _) => period.first_day(),
            Repr::Days { year, month, days } => Date::new(year?, month, days.trailing_zeros() as i8).ok(),
        }
    }
}

impl Period {
    fn first_day(self) -> Option<Date> {
        let (year, month) = match self {
            Self::Day(date) => return Some(date),
            Self::DayOfYear { .. } | Self::MonthOfYear(_) => return None,
            Self::Week { year, week } => {
                return ISOWeekDate::new(year, week, Weekday::Monday).ok().map(ISOWeekDate::date);
            }
            Self::Month { year, month } => (year, month),
            Self::Quarter { year, quarter } => (year, quarter * 3 - 2),
            Self::Half { year, half } => (year, half * 6 - 5),
            Self::Season { year, season } => (year, season as i8 * 3 + 3),
            Self::Year(year) => (year, 1),
            Self::Decade(decade) => (decade * 10, 1),
            Self::Century(century) => (century * 100, 1),
        };
        Date::new(year, month, 1).ok()
    }
}

impl fmt::Display for DateValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Repr::One(period) => period.fmt(f),
            Repr::Interval(from, to) => write!(f, "{from}/{to}"),
            Repr::Days { year, month, days } => {
                let mut before = '{';
                for day in (1..32).filter(|day| days & (1 << day) != 0) {
                    write!(f, "{before}{}-{month:02}-{day:02}", YearDisplay(year))?;
                    before = ',';
                }
                f.write_str("}")
            }
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Day(date) => match ascii_day(date) {
                Some(ascii_day) => f.write_str(std::str::from_utf8(&ascii_day).unwrap_or_default()),
                None => write!(f, "{}-{:02}-{:02}", YearDisplay(Some(date.year())), date.month(), date.day()),
            },
            Self::DayOfYear { month, day } => write!(f, "XXXX-{month:02}-{day:02}"),
            Self::Month { year, month } => write!(f, "{}-{month:02}", YearDisplay(Some(year))),
            Self::MonthOfYear(month) => write!(f, "XXXX-{month:02}"),
            Self::Week { year, week } => write!(f, "{}-W{week:02}", YearDisplay(Some(year))),
            Self::Quarter { year, quarter } => write!(f, "{}-Q{quarter}", YearDisplay(Some(year))),
            Self::Half { year, half } => write!(f, "{}-H{half}", YearDisplay(Some(year))),
            Self::Season { year, season } => write!(f, "{}-{}", YearDisplay(Some(year)), season as i8 + 21),
            Self::Year(year) => YearDisplay(Some(year)).fmt(f),
            Self::Decade(decade) => write!(f, "{decade:03}X"),
            Self::Century(century) => write!(f, "{century:02}XX"),
        }
    }
}

impl_serde_str!(DateValue);

/// A string that is not a [`DateValue`] in the form in which they are formatted.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("not a date in EDTF: `{0}`")]
pub struct InvalidDate(String);

impl FromStr for DateValue {
    type Err = InvalidDate;

    /// Parses the forms that [`Display`](fmt::Display) writes, and no others.
    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let value = match text.split_once('/') {
            Some((from, to)) => {
                parse_period(from).zip(parse_period(to)).and_then(|(from, to)| Self::interval(from, to))
            }
            None => parse_set(text).or_else(|| parse_period(text)),
        };
        // The parts are parsed leniently, so the value decides about signs, zeros and order.
        value.filter(|value| value.to_string() == text).ok_or_else(|| InvalidDate(text.to_owned()))
    }
}

/// Parses `{2025-05-11,2025-05-13}`.
fn parse_set(text: &str) -> Option<DateValue> {
    let mut month_of_set = None;
    let mut days = 0;
    for day in text.strip_prefix('{')?.strip_suffix('}')?.split(',') {
        let (month, day) = day.rsplit_once('-')?;
        let bit = day.parse::<u32>().ok().filter(|day| (1..32).contains(day))?;
        days |= 1 << bit;
        if *month_of_set.get_or_insert(month) != month {
            return None;
        }
    }
    let (year, month) = month_of_set?.rsplit_once('-')?;
    DateValue::month_days(parse_year(year)?, month.parse().ok()?, days)
}

/// Parses a value that is neither a set nor an interval.
fn parse_period(text: &str) -> Option<DateValue> {
    if let Some(digits) = text.strip_suffix("XX").filter(|digits| digits.len() == 2) {
        return DateValue::century(digits.parse::<i16>().ok()?.checked_add(1)?);
    }
    if let Some(digits) = text.strip_suffix('X').filter(|digits| digits.len() == 3 && *digits != "XXX") {
        return DateValue::decade_of(digits.parse::<i16>().ok()?.checked_mul(10)?);
    }
    let length = if text.starts_with('-') { "-0000".len() } else { "0000".len() };
    let (year, rest) = text.split_at_checked(length)?;
    let year = parse_year(year)?;
    if rest.is_empty() {
        return DateValue::year(year?);
    }
    let rest = rest.strip_prefix('-')?;
    if let Some((month, day)) = rest.split_once('-') {
        return DateValue::month_day(year, month.parse().ok()?, day.parse().ok()?);
    }
    let (kind, number) = rest.split_at_checked(1)?;
    match kind {
        "W" => {
            let week = ISOWeekDate::new(year?, number.parse().ok()?, Weekday::Monday).ok()?;
            Some(DateValue::week_of(week.date()))
        }
        "Q" => DateValue::quarter(year?, number.parse().ok()?),
        "H" => DateValue::half(year?, number.parse().ok()?),
        _ => match rest.parse().ok()? {
            21 => DateValue::season(year?, Season::Spring),
            22 => DateValue::season(year?, Season::Summer),
            23 => DateValue::season(year?, Season::Autumn),
            24 => DateValue::season(year?, Season::Winter),
            month => DateValue::month(year, month),
        },
    }
}

/// Parses a year, which is `Some(None)` if it is `XXXX`.
fn parse_year(text: &str) -> Option<Option<i16>> {
    if text == "XXXX" { Some(None) } else { text.parse().ok().map(Some) }
}

/// Formats `2024-12-31`; `None` for years before 0. Most values are days, so this is a fast path.
fn ascii_day(date: Date) -> Option<[u8; 10]> {
    let year = u16::try_from(date.year()).ok()?;
    let (month, day) = (date.month() as u8, date.day() as u8);
    let mut ascii_day = *b"0000-00-00";
    for (at, value) in [(0, (year / 100) as u8), (2, (year % 100) as u8), (5, month), (8, day)] {
        ascii_day[at] += value / 10;
        ascii_day[at + 1] += value % 10;
    }
    Some(ascii_day)
}

/// Formats a year with four digits, and a sign if it is before year 0; `XXXX` if it is unknown.
struct YearDisplay(Option<i16>);

impl fmt::Display for YearDisplay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(year) if year < 0 => write!(f, "-{:04}", -i32::from(year)),
            Some(year) => write!(f, "{year:04}"),
            None => f.write_str("XXXX"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formatted(value: Option<DateValue>) -> String {
        value.map_or_else(|| "none".to_owned(), |v| v.to_string())
    }

    #[test]
    fn formats_edtf() {
        let days = |list: &[u32]| list.iter().fold(0, |bits, d| bits | 1 << d);
        let cases = [
            (DateValue::month_day(Some(2024), 12, 31), "2024-12-31"),
            (DateValue::month_day(Some(924), 7, 17), "0924-07-17"),
            (DateValue::month_day(Some(-43), 3, 15), "-0043-03-15"),
            (DateValue::month_day(None, 2, 29), "XXXX-02-29"),
            (DateValue::month_days(Some(2025), 5, days(&[11, 12, 13])), "2025-05-11/2025-05-13"),
            (DateValue::month_days(Some(2025), 5, days(&[11, 13])), "{2025-05-11,2025-05-13}"),
            (DateValue::month_days(None, 5, days(&[30, 31])), "XXXX-05-30/XXXX-05-31"),
            (DateValue::month(Some(2022), 2), "2022-02"),
            (DateValue::month(None, 8), "XXXX-08"),
            (DateValue::year(2024), "2024"),
            (DateValue::year(-799), "-0799"),
            (DateValue::quarter(2024, 3), "2024-Q3"),
            (DateValue::half(2018, 2), "2018-H2"),
            (DateValue::season(2024, Season::Summer), "2024-22"),
            (DateValue::decade_of(1990), "199X"),
            (DateValue::century(21), "20XX"),
            (Date::new(2024, 12, 31).ok().map(DateValue::week_of), "2025-W01"),
        ];
        for (value, expected) in cases {
            assert_eq!(formatted(value), expected);
            assert_eq!(expected.parse().ok(), value, "{expected}");
        }
    }

    #[test]
    fn parses_only_what_it_formats() {
        for text in ["2020/2022", "2025-W01/2025-W03", "XXXX-01/XXXX-03", "{XXXX-05-01,XXXX-05-03}", "-0043/0010"] {
            assert_eq!(formatted(text.parse().ok()), text);
        }
        let invalid = [
            "",
            "X",
            "XXX",
            "XXXX",
            "24",
            "2024-13",
            "2024-2",
            "2024-02-30",
            "2024-W54",
            "2024-Q5",
            "2024-Q",
            "2022/2020",
            "+024",
            "{2024-05-01}",
            "{2024-05-03,2024-05-01}",
            "{2024-05-01,2024-06-03}",
            "{2024-05-01,2024-05-02}",
            "2024/",
            "1/2/3",
            "20X",
            "é024",
        ];
        for text in invalid {
            assert!(text.parse::<DateValue>().is_err(), "{text}");
        }
    }

    #[test]
    fn rejects_values_that_do_not_exist() {
        assert_eq!(DateValue::month_day(Some(2025), 2, 29), None);
        assert_eq!(DateValue::month_day(None, 4, 31), None);
        assert_eq!(DateValue::month_days(Some(2025), 6, 1 << 30 | 1 << 31), None);
        assert_eq!(DateValue::month_days(Some(2025), 6, 0), None);
        assert_eq!(DateValue::month(Some(2025), 13), None);
        assert_eq!(DateValue::quarter(2025, 5), None);
        assert_eq!(DateValue::century(0), None);
        let (early, late) = (DateValue::year(2020), DateValue::year(2022));
        let interval = |a: Option<DateValue>, b: Option<DateValue>| DateValue::interval(a?, b?);
        assert_eq!(interval(late, early), None);
        assert_eq!(formatted(interval(early, late)), "2020/2022");
        assert_eq!(interval(interval(early, late), late), None);
    }
}
