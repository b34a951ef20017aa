//! Periods of the calendar, by which documents are grouped.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// The length of periods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Period {
    /// Days: `2024-12-31`.
    Day,
    /// ISO weeks, named by the year that the week belongs to: `2025-W01`.
    Week,
    /// Months: `2024-12`.
    #[default]
    Month,
    /// Quarters: `2024-Q4`.
    Quarter,
    /// Years: `2024`.
    Year,
}

crate::text::names::impl_names!(Period, "period");

impl Period {
    /// Every length, in the order of the variants.
    pub const ALL: [Self; 5] = [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// The name in options: `day`, `week`, `month`, `quarter`, `year`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The first day of the period of a day. The first week of the calendar begins before its first day, and so that is its first day.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use telaah::corpus::Period;
    ///
    /// assert_eq!(Period::Week.first_day(date(2021, 1, 3)), date(2020, 12, 28));
    /// assert_eq!(Period::Quarter.first_day(date(2024, 12, 31)), date(2024, 10, 1));
    /// ```
    #[must_use]
    pub fn first_day(self, day: Date) -> Date {
        let of_month = |month| Date::new(day.year(), month, 1).unwrap_or(day);
        match self {
            Self::Day => day,
            Self::Week => {
                let week = day.iso_week_date();
                let back = i64::from(week.weekday().since(Weekday::Monday));
                day.checked_sub(back.days()).unwrap_or(Date::MIN)
            }
            Self::Month => of_month(day.month()),
            Self::Quarter => of_month(day.month() - (day.month() - 1) % 3),
            Self::Year => of_month(1),
        }
    }

    /// The name of the period of a day, in EDTF where that has such periods: `2024-12-31`, `2024-W52`, `2024-12`, `2024-Q4`, `2024`.
    #[must_use]
    pub fn name_of(self, day: Date) -> String {
        match self {
            Self::Day => day.to_string(),
            Self::Week => {
                let week = day.iso_week_date();
                format!("{}-W{:02}", year_name(week.year()), week.week())
            }
            Self::Month => format!("{}-{:02}", year_name(day.year()), day.month()),
            Self::Quarter => format!("{}-Q{}", year_name(day.year()), (day.month() + 2) / 3),
            Self::Year => year_name(day.year()),
        }
    }

    fn step(self) -> Span {
        match self {
            Self::Day => 1.day(),
            Self::Week => 1.week(),
            Self::Month => 1.month(),
            Self::Quarter => 3.months(),
            Self::Year => 1.year(),
        }
    }

    /// The first days of all periods from that of one day to that of another, ascending. It ends early at the end of the calendar.
    pub fn days(self, first: Date, last: Date) -> impl Iterator<Item = Date> {
        let (first, step) = (self.first_day(first), self.step());
        let after = move |day: &Date| day.checked_add(step).ok().map(|day| self.first_day(day));
        std::iter::successors(Some(first), after).take_while(move |day| *day <= last)
    }
}

/// Four digits, after a minus sign before year 0.
fn year_name(year: i16) -> String {
    if year < 0 { format!("-{:04}", year.unsigned_abs()) } else { format!("{year:04}") }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn periods_have_names_in_order_and_no_gaps() {
        let names = Period::ALL.map(|period| period.name_of(date(2024, 12, 30)));
        assert_eq!(names, ["2024-12-30", "2025-W01", "2024-12", "2024-Q4", "2024"]);
        let names = |period: Period, first, last| {
            period.days(first, last).map(|day| period.name_of(day)).collect::<Vec<_>>().join(" ")
        };
        let (first, last) = (date(2023, 11, 30), date(2024, 2, 29));
        assert_eq!(names(Period::Day, date(2024, 2, 28), date(2024, 3, 1)), "2024-02-28 2024-02-29 2024-03-01");
        assert_eq!(names(Period::Week, date(2020, 12, 27), date(2021, 1, 4)), "2020-W52 2020-W53 2021-W01");
        assert_eq!(names(Period::Month, first, last), "2023-11 2023-12 2024-01 2024-02");
        assert_eq!(names(Period::Quarter, first, last), "2023-Q4 2024-Q1");
        assert_eq!(names(Period::Year, first, last), "2023 2024");
        assert_eq!(names(Period::Year, last, first), "");
        let names = Period::ALL.map(|period| period.name_of(date(-43, 3, 15)));
        assert_eq!(names, ["-000043-03-15", "-0043-W11", "-0043-03", "-0043-Q1", "-0043"]);
    }

    #[test]
    fn the_ends_of_the_calendar_are_days_like_others() {
        for period in Period::ALL {
            for day in [Date::MIN, Date::MAX] {
                assert!(period.first_day(day) <= day);
                let names: Vec<String> = period.days(day, day).map(|first| period.name_of(first)).collect();
                assert_eq!(names, [period.name_of(day)], "{period}");
            }
        }
    }
}
