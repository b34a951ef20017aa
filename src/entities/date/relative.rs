//! Rules for weekdays and for dates relative to the article's.

use jiff::civil::Weekday;

use super::expression::{Core, Expression, Simple, Year};
use super::figures::Figures;
use super::reader::SentenceReader;
use super::roles::{CalendarUnit, DateContext, DateRole, Multiplier, PeriodPart, RangeMarker, Shift, Spelling};
use crate::text::token::Shape;

impl SentenceReader<'_> {
    /// Parses a weekday with a day by number: `Selasa (31/12/2024)`, `Selasa malam, 31 Desember 2024`, `Sabtu-Minggu
    /// (14-15/6)`.
    pub(super) fn weekday_day(&self, at: usize) -> Option<(usize, Simple, Option<Simple>)> {
        let (weekday, _) = self.weekday(at)?;
        let named = at + 1;
        // `Selasa (31/12/2024)` is the most frequent form.
        if self.is_mark(named, b'(') || (self.is_mark(named, b',') && self.is_number(named + 1)) {
            if self.is_mark(named, b'(')
                && self.is_number(named + 1)
                && self.is_mark(named + 2, b')')
                && let Figures::Day(day) = Figures::read(self.text(named + 1))
            {
                return Some((named + 3, Simple { weekday: Some(weekday), ..Simple::from(day) }, None));
            }
            let (end, from, to) = self.attached_day(named)?;
            return Some((end, Simple { weekday: Some(weekday), ..from }, to));
        }
        let market = named + usize::from(self.role(named) == DateRole::MarketDay);
        let late = self.after_time_of_day(market);
        // The days may apply to two weekdays.
        let second = self.through(named).map(|(next, _)| next).or_else(|| self.and(named));
        let second = second.map(|next| next + usize::from(self.role(next) == DateRole::Unit(CalendarUnit::Day)));
        let pair = second.filter(|&next| self.weekday(next).is_some());
        // `Minggu mendatang (9/2)`, `Kamis pekan lalu (12/6/2025)`.
        let week =
            named + usize::from(matches!(self.role(named), DateRole::Unit(CalendarUnit::Week) | DateRole::Minggu));
        let shifted = self.shift(week).map(|(end, _)| end);
        let (end, mut from, to) = match pair.and_then(|next| self.attached_day(self.after_time_of_day(next + 1))) {
            Some(found @ (_, _, Some(_))) => found,
            Some(found @ (_, Simple { core: Core::Days { days, .. }, .. }, None)) if days.count_ones() > 1 => found,
            _ => self
                .attached_day(late)
                .or_else(|| self.attached_day(market))
                .or_else(|| shifted.and_then(|end| self.attached_day(end)))?,
        };
        from.weekday = Some(weekday);
        Some((end, from, to))
    }

    /// Parses a day in apposition: `(31/12/2024)`, `, 31 Desember 2024`, `tanggal 31 Desember`.
    fn attached_day(&self, at: usize) -> Option<(usize, Simple, Option<Simple>)> {
        let at = at + usize::from(self.is_mark(at, b','));
        let has_tanggal = self.role(at) == DateRole::Tanggal;
        let at = at + usize::from(has_tanggal);
        if self.is_mark(at, b'(') {
            let inner = at + 1 + usize::from(self.role(at + 1) == DateRole::Tanggal);
            let (end, from, to) = self.days(inner)?;
            let end = self.after_time_of_day(end);
            return (self.is_mark(end, b')') && from.is_days()).then_some((end + 1, from, to));
        }
        let days = self.days(at).filter(|(_, from, _)| from.is_days());
        days.or_else(|| if has_tanggal { self.days_of_month(at) } else { None })
    }

    /// Parses a weekday whose name is at `at`; the expression begins at `start`, which may be `hari`.
    pub(super) fn weekday_expression(&self, start: usize, at: usize) -> Option<Expression> {
        let (weekday, spelling) = self.weekday(at)?;
        if let Some(parsed) = self.weekday_day(at) {
            return Some(self.finish(start, parsed));
        }
        if spelling != Spelling::Full || !self.is_weekday_date(start, at) {
            return None;
        }
        let end = at + 1;
        if self.is_recurring(start) {
            return Some(Expression::new(start, self.weekday_range_end(end), Simple::new(Core::Unresolvable)));
        }
        let mut simple = Simple { core: Core::Weekday { week: None }, weekday: Some(weekday), shift: None };
        if matches!(self.role(end), DateRole::Unit(CalendarUnit::Week) | DateRole::Minggu)
            && let Some((end, shift)) = self.shift(end + 1)
        {
            simple.core = Core::Weekday { week: Some(shift.offset()) };
            return Some(Expression::new(start, end, simple));
        }
        if self.weekday_range_end(end) > end {
            // `Senin-Jumat` without a date belongs to a timetable.
            return Some(Expression::new(start, self.weekday_range_end(end), Simple::new(Core::Unresolvable)));
        }
        if let Some((end, shift)) = self.shift(end) {
            simple.shift = Some(shift);
            return Some(Expression::new(start, end, simple));
        }
        if let Some(end) = self.after_lusa(end, weekday) {
            return Some(Expression::new(start, end, Simple::new(Core::Period { unit: CalendarUnit::Day, offset: 2 })));
        }
        // `Kamis malam lalu`: the shift applies, although it is not adjacent.
        simple.shift = Some(self.after_time_of_day(end))
            .filter(|&late| late > end)
            .and_then(|late| self.shift(late))
            .map(|(_, shift)| shift);
        if self.role(end) == DateRole::Unit(CalendarUnit::Day) && self.role(end + 1) == DateRole::Shift(Shift::This) {
            return Some(Expression::new(
                start,
                end + 2,
                Simple::new(Core::Period { unit: CalendarUnit::Day, offset: 0 }),
            ));
        }
        Some(Expression::new(start, end, simple))
    }

    /// Returns the index after `lusa` or `, lusa` following a weekday, if the day after tomorrow is that day.
    fn after_lusa(&self, at: usize, weekday: Weekday) -> Option<usize> {
        let comma = usize::from(self.is_mark(at, b','));
        let day = self.document.date.and_then(|article| article.date.checked_add(jiff::Span::new().days(2)).ok());
        let is_that_day = day.map_or(comma == 0, |day| day.weekday() == weekday);
        (self.role(at + comma) == DateRole::Day(2) && is_that_day).then_some(at + comma + 1)
    }

    /// Returns the index after `-Jumat` following a weekday, or `at` if there is none.
    fn weekday_range_end(&self, at: usize) -> usize {
        match self.role(at) {
            DateRole::RangeMarker(RangeMarker::Dash)
                if self.weekday(at + 1).is_some_and(|(_, spelling)| spelling == Spelling::Full) =>
            {
                at + 2
            }
            _ => at,
        }
    }

    /// Whether a weekday's name without a date means the day, rather than a market, a feast or the week.
    fn is_weekday_date(&self, start: usize, at: usize) -> bool {
        if self.is_in_name(start) || self.info(at + 1).context.intersects(DateContext::FEAST) {
            return false;
        }
        let has_hari = start < at;
        match self.role(at) {
            DateRole::Minggu => has_hari || self.is_sunday(at),
            DateRole::Weekday(Weekday::Sunday, _) => has_hari || self.shape(at) != Shape::Lower,
            _ => true,
        }
    }

    /// Whether the day recurs: `setiap Senin`, `setiap Senin, Rabu dan Jumat`.
    pub(super) fn is_recurring(&self, at: usize) -> bool {
        /// The maximum length of a list in tokens: seven days, each with `, dan hari` before it.
        const LONGEST_LIST: usize = 7 * 4;
        let listed = |at: usize| {
            self.weekday(at).is_some()
                || matches!(
                    self.role(at),
                    DateRole::And | DateRole::RangeMarker(_) | DateRole::Unit(CalendarUnit::Day) | DateRole::Tanggal
                )
                || self.is_mark(at, b',')
        };
        let mut before = (self.start..at).rev().take(LONGEST_LIST + 1);
        before.find(|&back| !listed(back)).is_some_and(|back| self.role(back) == DateRole::Every)
    }

    /// Parses `hari ini`, `hari Selasa`, `hari kemarin`.
    pub(super) fn after_hari(&self, at: usize) -> Option<Expression> {
        if self.is_counted(at) {
            return None;
        }
        let next = at + 1;
        match self.role(next) {
            DateRole::Shift(Shift::This) if self.begins_anew(next) => None,
            DateRole::Shift(Shift::This) => Some(self.day_from_today(at, next + 1, 0)),
            DateRole::Day(offset @ -1..=1) => Some(self.day_from_today(at, next + 1, i16::from(offset))),
            DateRole::Weekday(..) | DateRole::Minggu => self.weekday_expression(at, next),
            DateRole::Tanggal => self.tanggal(next),
            _ => None,
        }
    }

    /// Parses `kemarin`, `kemarin lusa`, `besok`, `lusa`.
    pub(super) fn day_word(&self, at: usize, offset: i8) -> Option<Expression> {
        // `Sofian Lusa` is a person.
        if offset == 2 && self.is_proper(at) && at.checked_sub(1).is_some_and(|b| self.is_proper(b)) {
            return None;
        }
        let (end, offset) = match (offset, self.role(at + 1)) {
            (-1, DateRole::Day(2)) => (at + 2, -2),
            (1, DateRole::Day(2)) => (at + 2, 2),
            (_, DateRole::Unit(CalendarUnit::Day)) if offset == 1 => (at + 2, 1),
            _ => (at + 1, i16::from(offset)),
        };
        Some(self.day_from_today(at, end, offset))
    }

    /// Parses `esok`, `esok hari`, `esok harinya`.
    pub(super) fn esok(&self, at: usize) -> Option<Expression> {
        match self.role(at + 1) {
            DateRole::Harinya => Some(Expression::new(at, at + 2, Simple::new(Core::DaysLater(1)))),
            DateRole::Unit(CalendarUnit::Day) => Some(self.day_from_today(at, at + 2, 1)),
            _ if self.before(at).role == DateRole::Unit(CalendarUnit::Day) => None,
            _ => Some(self.day_from_today(at, at + 1, 1)),
        }
    }

    /// Parses `keesokan harinya` or `besoknya`, with its date in apposition: `esoknya (22 April 2019)`.
    pub(super) fn keesokan(&self, at: usize) -> Expression {
        let more = usize::from(matches!(self.role(at + 1), DateRole::Harinya | DateRole::Unit(CalendarUnit::Day)));
        let end = at + 1 + more;
        match self.apposed_day(end) {
            Some((end, from, None)) => Expression::new(at, end, from),
            _ => Expression::new(at, end, Simple::new(Core::DaysLater(1))),
        }
    }

    /// Parses the date in apposition to the day before `at`: `, Kamis (29/5/2025)`, `(29/5)`.
    fn apposed_day(&self, at: usize) -> Option<(usize, Simple, Option<Simple>)> {
        let after = at + usize::from(self.is_mark(at, b','));
        if self.weekday(after).is_some() { self.weekday_day(after) } else { self.attached_day(at) }
    }

    /// Builds a day relative to today. A date in apposition takes precedence: `hari ini, Kamis (29/5/2025)`. A
    /// following weekday is included if it is that of the day: `besok, Rabu`.
    fn day_from_today(&self, start: usize, end: usize, offset: i16) -> Expression {
        if let Some((end, from, None)) = self.apposed_day(end) {
            return self.finish(start, (end, from, None));
        }
        let comma = usize::from(self.is_mark(end, b','));
        let named = self.weekday(end + comma).filter(|_| self.shape(end + comma).is_capital());
        let is_that_day = named.is_some_and(|(weekday, spelling)| {
            let day =
                self.document.date.and_then(|article| article.date.checked_add(jiff::Span::new().days(offset)).ok());
            spelling == Spelling::Full && day.map_or(comma == 0, |day| day.weekday() == weekday)
        });
        let end = if is_that_day { end + comma + 1 } else { end };
        Expression::new(start, end, Simple::new(Core::Period { unit: CalendarUnit::Day, offset }))
    }

    /// Whether `Ini` at `at` begins a new sentence because the period before it is missing: `pada malam hari Ini
    /// adalah`.
    fn begins_anew(&self, at: usize) -> bool {
        self.shape(at).is_capital() && at.checked_sub(1).is_some_and(|b| self.shape(b) == Shape::Lower)
    }

    /// Parses `pekan lalu`, `bulan ini`, `abad ini`; `minggu pertama Juni`.
    pub(super) fn period(&self, start: usize, at: usize, unit: CalendarUnit) -> Option<Expression> {
        if self.is_counted(at) || self.before(at).role == DateRole::Every {
            return None;
        }
        if let Some((end, shift)) = self.shift(at + 1).filter(|_| !self.begins_anew(at + 1)) {
            return Some(Expression::new(start, end, Simple::new(Core::Period { unit, offset: shift.offset() })));
        }
        if unit == CalendarUnit::Week && matches!(self.role(at + 1), DateRole::Ordinal(_)) {
            let month = at + 2 + usize::from(self.role(at + 2) == DateRole::Unit(CalendarUnit::Month));
            if let DateRole::Month(name) = self.role(month) {
                return self.month(start, month, name);
            }
        }
        None
    }

    /// Parses `bulan Juni`, `bulan lalu`.
    pub(super) fn after_bulan(&self, start: usize, at: usize) -> Option<Expression> {
        match self.role(at + 1) {
            DateRole::Month(month) if month.spelling == Spelling::Full => self.month(start, at + 1, month),
            _ => self.period(start, at, CalendarUnit::Month),
        }
    }

    /// Parses `awal 2024`, `akhir Desember`, `pertengahan tahun depan`, `akhir pekan ini`.
    pub(super) fn part(&self, at: usize, part: PeriodPart) -> Option<Expression> {
        let next = at + 1;
        let next = next + usize::from(matches!(self.text(next), "'" | "’" | "‘"));
        match self.role(next) {
            DateRole::Unit(CalendarUnit::Week) | DateRole::Minggu if part == PeriodPart::End => self.weekend(at, next),
            DateRole::Unit(CalendarUnit::Week) | DateRole::Minggu => self.period(at, next, CalendarUnit::Week),
            DateRole::Unit(CalendarUnit::Month) => self.after_bulan(at, next),
            DateRole::Unit(CalendarUnit::Year) => self.year(at, next),
            DateRole::Unit(CalendarUnit::Quarter) => self.quarter(at, next, 4),
            DateRole::Unit(CalendarUnit::Half) => self.quarter(at, next, 2),
            DateRole::Unit(unit @ CalendarUnit::Decade) => self.decade(at, next, unit),
            DateRole::Unit(CalendarUnit::Century) => self.century(at, next),
            DateRole::Season => self.season(at, next),
            DateRole::Month(month) if month.spelling == Spelling::Full => self.month(at, next, month),
            DateRole::Decade(first) => Some(Expression::new(at, next + 1, Simple::new(Core::Decade(first as i16)))),
            _ => match self.figures(next)? {
                (_, Figures::Number { digits: 4, .. }) => {
                    self.number(next).filter(|e| e.to.is_none()).map(|e| Expression { start: at.min(e.start), ..e })
                }
                _ => None,
            },
        }
    }

    /// Parses `akhir pekan ini`, `akhir pekan (14-15/6)`.
    fn weekend(&self, start: usize, at: usize) -> Option<Expression> {
        if let Some((end, shift)) = self.shift(at + 1) {
            return Some(Expression::new(start, end, Simple::new(Core::Weekend(shift.offset()))));
        }
        let (end, from, to) = self.is_mark(at + 1, b'(').then(|| self.attached_day(at + 1))??;
        Some(Expression { start, end, from, to })
    }

    /// Parses `triwulan III 2024`, `kuartal I-2019`, `semester II/2018`, `kuartal pertama tahun ini`. `most` is the
    /// number of such periods in a year: 4 or 2.
    pub(super) fn quarter(&self, start: usize, at: usize, most: u8) -> Option<Expression> {
        let simple = |number: u8, year: Year| {
            let core = if most == 4 {
                Core::Quarter { quarter: number as i8, year }
            } else {
                Core::Half { half: number as i8, year }
            };
            Simple::new(core)
        };
        if let Some((end, shift)) = self.shift(at + 1) {
            let unit = if most == 4 { CalendarUnit::Quarter } else { CalendarUnit::Half };
            return Some(Expression::new(start, end, Simple::new(Core::Period { unit, offset: shift.offset() })));
        }
        let next = at + 1;
        let number = match self.role(next) {
            DateRole::Roman(number) | DateRole::Ordinal(number) | DateRole::Digit(number) => number,
            _ => match self.figures(next) {
                Some((_, Figures::Number { value, digits: 1 })) => value as u8,
                _ => {
                    return self.quarter_in_one(next).map(|(number, year)| (number, year, next + 1)).and_then(
                        |(number, year, end)| {
                            (number <= most).then(|| Expression::new(start, end, simple(number, Year::Known(year))))
                        },
                    );
                }
            },
        };
        if !(1..=most).contains(&number) {
            return None;
        }
        let end = next + 1;
        let joined = end
            + usize::from(
                self.is_mark(end, b'/') || matches!(self.role(end), DateRole::RangeMarker(RangeMarker::Dash)),
            );
        let joined = joined
            + usize::from(
                self.role(joined) == DateRole::Unit(CalendarUnit::Year) && self.role(joined + 1) == DateRole::YearKind,
            );
        if let Some((end, year)) = self.year_after(joined) {
            return Some(self.finish(start, (end, simple(number, year), None)));
        }
        // Without a year, `paruh kedua` may be half of a match, and `semester 1` an academic term.
        let is_clear =
            self.text(at).len() > "paruh".len() && !matches!(self.role(next), DateRole::Digit(_)) && most == 4;
        is_clear.then(|| self.finish(start, (end, simple(number, Year::Unstated), None)))
    }

    /// Parses `Q3 2024` or `Q2-2025`. Without a year it may be the name of a car.
    pub(super) fn quarter_name(&self, at: usize, number: u8) -> Option<Expression> {
        if let Some((_, year)) = self.text(at).split_once('-') {
            let core = Core::Quarter { quarter: number as i8, year: Year::Known(year.parse().ok()?) };
            return Some(Expression::new(at, at + 1, Simple::new(core)));
        }
        let year = at
            + 1
            + usize::from(
                self.is_mark(at + 1, b'/') || matches!(self.role(at + 1), DateRole::RangeMarker(RangeMarker::Dash)),
            );
        let (end, year) = self.year_after(year)?;
        Some(Expression::new(at, end, Simple::new(Core::Quarter { quarter: number as i8, year })))
    }

    /// Parses `I-2019`, `III/2024`, `1/2024` in one token.
    fn quarter_in_one(&self, at: usize) -> Option<(u8, i16)> {
        let text = self.text(at);
        let (number, year) = text.split_once(['-', '/', '–'])?;
        let year = year.parse().ok().filter(|_| year.len() == 4)?;
        let number = match number {
            "I" | "i" | "1" => 1,
            "II" | "ii" | "2" => 2,
            "III" | "iii" | "3" => 3,
            "IV" | "iv" | "4" => 4,
            _ => return None,
        };
        Some((number, year))
    }

    /// Parses `musim panas 2025`, `musim panas ini`, `musim dingin tahun lalu`.
    pub(super) fn season(&self, start: usize, at: usize) -> Option<Expression> {
        let DateRole::SeasonName(season) = self.role(at + 1) else { return None };
        let next = at + 2;
        let simple = |year| Simple::new(Core::Season { season, year });
        if let Some((end, shift)) = self.shift(next) {
            return Some(Expression {
                start,
                end,
                from: Simple { shift: Some(shift), ..simple(Year::Unstated) },
                to: None,
            });
        }
        if let Some((end, Figures::Years(year, _))) = self.figures(next) {
            return Some(Expression::new(start, end, simple(Year::Known(year))));
        }
        let (end, year) = self.year_after(next)?;
        Some(self.finish(start, (end, simple(year), None)))
    }

    /// Parses `dekade 1990-an`, `dekade ini`.
    pub(super) fn decade(&self, start: usize, at: usize, unit: CalendarUnit) -> Option<Expression> {
        match self.role(at + 1) {
            DateRole::Decade(first) => Some(Expression::new(start, at + 2, Simple::new(Core::Decade(first as i16)))),
            _ => self.period(start, at, unit),
        }
    }

    /// Parses `1990-an`, and `80-an` if the word before it is about years.
    pub(super) fn decade_word(&self, at: usize, first: u16) -> Option<Expression> {
        let quote = usize::from(at.checked_sub(1).is_some_and(|b| self.is_quote(b)));
        let before = self.before(at - quote);
        let full = self.text(at).len() > "80-an".len();
        let cued = matches!(before.role, DateRole::Era | DateRole::Unit(CalendarUnit::Year | CalendarUnit::Decade));
        let counts = before.context.intersects(DateContext::COUNTS) || before.context.intersects(DateContext::AGE);
        (!counts && (full || cued)).then(|| Expression::new(at, at + 1, Simple::new(Core::Decade(first as i16))))
    }

    /// Parses `abad ke-21`, `abad XXI`, `abad 21`, `abad kedua puluh satu`, `abad ke-17 hingga ke-18`, `abad ini`.
    pub(super) fn century(&self, start: usize, at: usize) -> Option<Expression> {
        let Some((end, number)) = self.century_number(at + 1) else {
            return self.period(start, at, CalendarUnit::Century);
        };
        if let Some(end) = self.after_bc(end) {
            return Some(Expression::new(start, end, Simple::new(Core::Unresolvable)));
        }
        let simple = |number: u8| Simple::new(Core::Century(i16::from(number)));
        let mut expression = Expression::new(start, end, simple(number));
        if let Some((second, _)) = self.through(end)
            && let Some((second_end, to)) =
                self.century_number(second + usize::from(self.role(second) == DateRole::Unit(CalendarUnit::Century)))
            && to > number
        {
            (expression.end, expression.to) = (second_end, Some(simple(to)));
        }
        let era = self.role(expression.end) == DateRole::CommonEra && self.shape(expression.end).is_capital();
        expression.end += usize::from(era);
        Some(expression)
    }

    /// Parses the number of a century, in words, Roman or Arabic numerals. Returns the index after it and the number.
    fn century_number(&self, at: usize) -> Option<(usize, u8)> {
        let at = at + usize::from(self.role(at) == DateRole::Ke);
        match (self.role(at), self.role(at + 1), self.role(at + 2)) {
            (DateRole::Ordinal(number @ 1..=9), DateRole::Multiplier(Multiplier::Plus10), _) => {
                Some((at + 2, number + 10))
            }
            (DateRole::Ordinal(2), DateRole::Multiplier(Multiplier::By10), DateRole::Digit(digit @ 1..=9)) => {
                Some((at + 3, 20 + digit))
            }
            (DateRole::Ordinal(2), DateRole::Multiplier(Multiplier::By10), _) => Some((at + 2, 20)),
            (DateRole::Ordinal(number) | DateRole::Roman(number), ..) => Some((at + 1, number)),
            _ => match self.plain_number(at) {
                Some((value, 1 | 2)) => Some((at + 1, value as u8)),
                _ => None,
            },
        }
    }

    /// Parses `dua hari lalu`, `setahun yang lalu`, `3 minggu silam`; `sehari kemudian`.
    pub(super) fn ago(&self, at: usize) -> Option<Expression> {
        // Most numbers count other things.
        if self.role(at) == DateRole::Number && !matches!(self.role(at + 1), DateRole::Unit(_) | DateRole::Minggu) {
            return None;
        }
        let (next, count, unit) = match self.role(at) {
            DateRole::OneUnit(unit) => (at + 1, 1, unit),
            _ => {
                let (next, count) = self.count(at)?;
                let unit = match self.role(next) {
                    DateRole::Unit(unit) => unit,
                    DateRole::Minggu => CalendarUnit::Week,
                    _ => return None,
                };
                (next + 1, count, unit)
            }
        };
        if matches!(unit, CalendarUnit::Second | CalendarUnit::Minute | CalendarUnit::Hour) {
            return None;
        }
        match self.role(next) {
            DateRole::Later if unit == CalendarUnit::Day && !self.is_explained(next + 1) => {
                Some(Expression::new(at, next + 1, Simple::new(Core::DaysLater(count))))
            }
            DateRole::Shift(Shift::Past) | DateRole::Yang => {
                let (end, shift) = self.shift(next)?;
                let count = if unit == CalendarUnit::Windu { count * 8 } else { count };
                let unit = if unit == CalendarUnit::Windu { CalendarUnit::Year } else { unit };
                let core = Core::Period { unit, offset: -count };
                (shift == Shift::Past).then(|| Expression::new(at, end, Simple::new(core)))
            }
            _ => None,
        }
    }

    /// Whether the date itself follows: `, tepatnya pada Kamis`.
    fn is_explained(&self, at: usize) -> bool {
        let next = at + usize::from(self.is_mark(at, b','));
        matches!(self.text(next), "tepatnya" | "yakni" | "yaitu" | "atau" | "persisnya")
    }

    /// Parses a number below 1000 in digits or words, unless another number precedes it. Returns the index after it and
    /// the number.
    pub(super) fn count(&self, at: usize) -> Option<(usize, i16)> {
        if self.is_counted(at) {
            return None;
        }
        if let Some((value, 1..=3)) = self.plain_number(at) {
            return Some((at + 1, value as i16));
        }
        let mut next = at;
        let mut total = 0_i16;
        while let DateRole::Digit(digit) = self.role(next) {
            let digit = i16::from(digit);
            let (value, after) = match self.role(next + 1) {
                DateRole::Multiplier(Multiplier::Plus10) => (digit + 10, next + 2),
                DateRole::Multiplier(Multiplier::By10) => (digit * 10, next + 2),
                DateRole::Multiplier(Multiplier::By100) => (digit * 100, next + 2),
                _ => (digit, next + 1),
            };
            total = total.checked_add(value).filter(|&total| total < 1000)?;
            next = after;
            if value < 10 {
                break;
            }
        }
        (next > at).then_some((next, total))
    }
}
