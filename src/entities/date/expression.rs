//! Parsed date expressions, before they are resolved to a value.

use jiff::civil::Weekday;

use super::roles::{CalendarUnit, Shift};
use super::value::Season;

/// A date expression: its tokens and their meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Expression {
    /// The index of its first token.
    pub(super) start: usize,
    /// The index of the first token after it.
    pub(super) end: usize,
    pub(super) from: Simple,
    /// The end of an interval.
    pub(super) to: Option<Simple>,
}

impl Expression {
    pub(super) const fn new(start: usize, end: usize, from: Simple) -> Self {
        Self { start, end, from, to: None }
    }
}

/// One end of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Simple {
    pub(super) core: Core,
    pub(super) weekday: Option<Weekday>,
    pub(super) shift: Option<Shift>,
}

/// The main part of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Core {
    /// Days of a month, as a bit set.
    Days {
        days: u32,
        month: i8,
        year: Year,
    },
    /// Days of the month that is `offset` months from the article's; of the month in context if `None`.
    DaysOfMonth {
        days: u32,
        offset: Option<i16>,
    },
    Month {
        month: i8,
        year: Year,
    },
    Year(Year),
    /// A weekday without a date; if `week` is given, of the week that is that many weeks from the article's.
    Weekday {
        week: Option<i16>,
    },
    /// The period that is `offset` units from the article's.
    Period {
        unit: CalendarUnit,
        offset: i16,
    },
    /// Saturday and Sunday of the week that is that many weeks from the article's.
    Weekend(i16),
    Quarter {
        quarter: i8,
        year: Year,
    },
    Half {
        half: i8,
        year: Year,
    },
    Season {
        season: Season,
        year: Year,
    },
    Decade(i16),
    Century(i16),
    /// That many days after the last day mentioned in the text.
    DaysLater(i16),
    /// Has no value: a date in another calendar, or a recurring day.
    Unresolvable,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    Unstated,
    /// `setiap 17 Agustus`.
    Every,
    Known(i16),
    /// That many years from the article's.
    Offset(i16),
}

impl Simple {
    pub(super) const fn new(core: Core) -> Self {
        Self { core, weekday: None, shift: None }
    }

    pub(super) const fn of_year(year: i16) -> Self {
        Self::new(Core::Year(Year::Known(year)))
    }

    /// Returns the year, stated or not; `None` if this kind of expression has no year.
    pub(super) const fn year(&self) -> Option<Year> {
        match self.core {
            Core::Days { year, .. }
            | Core::Month { year, .. }
            | Core::Year(year)
            | Core::Quarter { year, .. }
            | Core::Half { year, .. }
            | Core::Season { year, .. } => Some(year),
            _ => None,
        }
    }

    /// Returns the same expression with another year.
    pub(super) const fn with_year(mut self, new: Year) -> Self {
        match &mut self.core {
            Core::Days { year, .. }
            | Core::Month { year, .. }
            | Core::Year(year)
            | Core::Quarter { year, .. }
            | Core::Half { year, .. }
            | Core::Season { year, .. } => *year = new,
            _ => {}
        }
        self
    }

    /// Whether it consists of days by number.
    pub(super) const fn is_days(&self) -> bool {
        matches!(self.core, Core::Days { .. } | Core::DaysOfMonth { .. })
    }
}

impl Shift {
    /// Returns -1 for `lalu`, 0 for `ini` and 1 for `depan`.
    pub(super) const fn offset(self) -> i16 {
        match self {
            Self::Past => -1,
            Self::This => 0,
            Self::Next => 1,
        }
    }
}
