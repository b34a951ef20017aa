//! What the grammar makes of words, before the calendar is asked.

use jiff::civil::Weekday;

use super::roles::{CalendarUnit, Shift};
use super::value::Season;

/// A date expression: its tokens and what they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Expression {
    /// Index of its first token.
    pub(super) start: usize,
    /// Index of the first token after it.
    pub(super) end: usize,
    pub(super) from: Simple,
    /// Where it ends, for an interval.
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

/// What is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Core {
    /// Days of a month, as bits.
    Days {
        days: u32,
        month: i8,
        year: Year,
    },
    /// Days of the month that is so many months from the article's, or of the one that is spoken of.
    DaysOfMonth {
        days: u32,
        offset: Option<i16>,
    },
    Month {
        month: i8,
        year: Year,
    },
    Year(Year),
    /// A bare weekday, perhaps of the week that is so many from the article's.
    Weekday {
        week: Option<i16>,
    },
    /// So many units from the article's.
    Period {
        unit: CalendarUnit,
        offset: i16,
    },
    /// Saturday and Sunday of the week that is so many from the article's.
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
    /// So many days after the last day that the text named.
    DaysLater(i16),
    /// It has no value: another calendar, or every such day.
    Unresolvable,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    Unstated,
    /// `setiap 17 Agustus`.
    Every,
    Known(i16),
    /// So many years from the article's.
    Offset(i16),
}

impl Simple {
    pub(super) const fn new(core: Core) -> Self {
        Self { core, weekday: None, shift: None }
    }

    pub(super) const fn of_year(year: i16) -> Self {
        Self::new(Core::Year(Year::Known(year)))
    }

    /// The year that it states or leaves out.
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

    /// The same of another year.
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

    /// Whether it is a day (or days) by number and month.
    pub(super) const fn is_days(&self) -> bool {
        matches!(self.core, Core::Days { .. } | Core::DaysOfMonth { .. })
    }
}

impl Shift {
    /// `lalu` is one before, `ini` is this one, `depan` one after.
    pub(super) const fn offset(self) -> i16 {
        match self {
            Self::Past => -1,
            Self::This => 0,
            Self::Next => 1,
        }
    }
}
