//! Where a date begins.

use super::expression::Expression;
use super::reader::Reader;
use super::words::{Form, Role, Unit};

impl Reader<'_> {
    /// The date that begins at `at`, by the grammar that [the module](super) documents as a table.
    pub(super) fn date(&self, at: usize, role: Role) -> Option<Expression> {
        match role {
            Role::Number | Role::None => self.number(at),
            Role::Month(month) => self.month(at, at, month),
            Role::Weekday(_, Form::Full) | Role::Minggu if self.weekday_is_week(at) => self.period(at, at, Unit::Week),
            Role::Weekday(..) | Role::Minggu => self.weekday_expression(at, at),
            Role::Unit(Unit::Day) => self.after_hari(at),
            Role::Unit(Unit::Week) => self.period(at, at, Unit::Week),
            Role::Unit(Unit::Month) => self.after_bulan(at, at),
            Role::Unit(Unit::Year) => self.year(at, at),
            Role::Unit(Unit::Quarter) => self.quarter(at, at, 4),
            Role::Unit(Unit::Half) => self.quarter(at, at, 2),
            Role::Unit(unit @ Unit::Decade) => self.decade(at, at, unit),
            Role::Unit(Unit::Century) => self.century(at, at),
            Role::OneUnit(_) | Role::Digit(_) => self.ago(at),
            Role::QuarterName(number) => self.quarter_name(at, number),
            Role::Decade(first) => self.decade_word(at, first),
            Role::Day(offset) => self.day_word(at, offset),
            Role::Esok => self.esok(at),
            Role::Keesokan => Some(self.keesokan(at)),
            Role::Part(part) => self.part(at, part),
            Role::Tanggal => self.tanggal(at).map(|e| Expression { start: at, ..e }),
            Role::Season => self.season(at, at),
            _ => None,
        }
    }

    /// `minggu lalu`: the week.
    fn weekday_is_week(&self, at: usize) -> bool {
        self.role(at) == Role::Minggu && !self.is_sunday(at) && self.weekday_day(at).is_none()
    }
}
