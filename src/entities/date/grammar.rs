//! The entry point of the date grammar.

use super::expression::Expression;
use super::reader::SentenceReader;
use super::roles::{CalendarUnit, DateRole, Spelling};

impl SentenceReader<'_> {
    /// Parses the date that begins at `at`, by the grammar documented as a table in [the module](super).
    pub(super) fn date(&self, at: usize, role: DateRole) -> Option<Expression> {
        match role {
            DateRole::Number | DateRole::None => self.number(at),
            DateRole::Month(month) => self.month(at, at, month),
            DateRole::Weekday(_, Spelling::Full) | DateRole::Minggu if self.weekday_is_week(at) => {
                self.period(at, at, CalendarUnit::Week)
            }
            DateRole::Weekday(..) | DateRole::Minggu => self.weekday_expression(at, at),
            DateRole::Unit(CalendarUnit::Day) => self.after_hari(at),
            DateRole::Unit(CalendarUnit::Week) => self.period(at, at, CalendarUnit::Week),
            DateRole::Unit(CalendarUnit::Month) => self.after_bulan(at, at),
            DateRole::Unit(CalendarUnit::Year) => self.year(at, at),
            DateRole::Unit(CalendarUnit::Quarter) => self.quarter(at, at, 4),
            DateRole::Unit(CalendarUnit::Half) => self.quarter(at, at, 2),
            DateRole::Unit(unit @ CalendarUnit::Decade) => self.decade(at, at, unit),
            DateRole::Unit(CalendarUnit::Century) => self.century(at, at),
            DateRole::OneUnit(_) | DateRole::Digit(_) => self.ago(at),
            DateRole::QuarterName(number) => self.quarter_name(at, number),
            DateRole::Decade(first) => self.decade_word(at, first),
            DateRole::Day(offset) => self.day_word(at, offset),
            DateRole::Esok => self.esok(at),
            DateRole::Keesokan => Some(self.keesokan(at)),
            DateRole::Part(part) => self.part(at, part),
            DateRole::Tanggal => self.tanggal(at).map(|e| Expression { start: at, ..e }),
            DateRole::Season => self.season(at, at),
            _ => None,
        }
    }

    /// Whether `minggu` at `at` means the week: `minggu lalu`.
    fn weekday_is_week(&self, at: usize) -> bool {
        self.role(at) == DateRole::Minggu && !self.is_sunday(at) && self.weekday_day(at).is_none()
    }
}
