//! Rules for days, months and years by name and number.

use super::expression::{Core, Expression, Simple, Year};
use super::figures::{Day, Figures};
use super::reader::SentenceReader;
use super::roles::{CalendarUnit, Cue, DateContext, DateRole, MonthName, RangeMarker, Shift, Spelling, WordInfo};
use crate::text::token::Shape;

/// The years that a four-digit number may mean without a cue.
const BARE_YEARS: std::ops::RangeInclusive<u16> = 1900..=2099;
/// The years that it may mean after a cue such as `pada`, or in an interval.
const CUED_YEARS: std::ops::RangeInclusive<u16> = 1000..=2199;

/// Three-digit prefixes of years of this and the last century: truncated years.
const CUT_YEARS: std::ops::RangeInclusive<u16> = 190..=209;

/// A parsed expression: the index after it, its meaning, and the end of an interval.
type Parsed = (usize, Simple, Option<Simple>);

impl SentenceReader<'_> {
    /// Parses days by number, single ones, several of one month, or an interval: `31/12/2024`, `31 Desember`, `11, 12
    /// dan 13 Mei`.
    pub(super) fn days(&self, at: usize) -> Option<Parsed> {
        let (end, figures) = self.figures(at)?;
        self.days_in(end, figures)
    }

    /// Like [`SentenceReader::days`], with the figures that end before `end` already parsed.
    fn days_in(&self, end: usize, figures: Figures) -> Option<Parsed> {
        match figures {
            Figures::Day(day) => {
                let era = usize::from(self.role(end) == DateRole::HijriEra);
                let simple = if era == 1 { Simple::new(Core::Unresolvable) } else { Simple::from(day) };
                Some((end + era, simple, None))
            }
            Figures::Days(from, to) => Some((end, Simple::from(from), Some(Simple::from(to)))),
            Figures::Number { .. } | Figures::DaysOfMonth(..) => {
                // Most numbers count something.
                if self.info(end) == WordInfo::NONE && !self.is_mark(end, b',') && !self.is_mark(end + 1, b'/') {
                    return None;
                }
                let (end, days) = self.day_numbers(end, figures)?;
                self.month_of(end, days)
            }
            _ => None,
        }
    }

    /// Parses the day numbers before a month: `3`, `3-5`, `11, 12 dan 13`, `20 hingga 22`. Returns the index after them
    /// and their bit set. The first number is already parsed and ends before `end`. Every item of a list adds a day, so a
    /// list has at most 31 of them.
    fn day_numbers(&self, mut end: usize, mut figures: Figures) -> Option<(usize, u32)> {
        let mut days = 0_u32;
        let mut opened = None;
        loop {
            let (first, last) = match figures {
                Figures::Number { value, digits: 1 | 2 } if (1..=31).contains(&value) => (value, value),
                Figures::DaysOfMonth(first, last) => (first as u16, last as u16),
                _ => return None,
            };
            let first = opened.take().unwrap_or(first);
            if first > last {
                return None;
            }
            let known = days;
            days |= (first..=last).fold(0, |bits, day| bits | 1 << day);
            if days == known {
                return None;
            }
            let next = if let Some((after, _)) = self.through(end).filter(|&(after, _)| self.is_number(after)) {
                opened = Some(first);
                after
            } else if let Some(after) = self.and(end).filter(|&after| self.is_number(after)) {
                after
            } else {
                return Some((end, days));
            };
            (end, figures) = self.figures(next)?;
        }
    }

    /// Parses the month and year after day numbers.
    fn month_of(&self, at: usize, days: u32) -> Option<Parsed> {
        let is_worded = self.role(at) == DateRole::Unit(CalendarUnit::Month);
        let at = at + usize::from(is_worded);
        match self.role(at) {
            DateRole::Month(month) => {
                let end = at + 1;
                let (end, year) = self.year_after(end).unwrap_or((end, Year::Unstated));
                // `5 may` and `2 des` are dates only with a year or, in the second case, a capital.
                let certain = match month.spelling {
                    Spelling::Full => true,
                    Spelling::Short => year != Year::Unstated || self.shape(at).is_capital(),
                    Spelling::English => year != Year::Unstated,
                };
                certain.then_some((end, Simple::new(Core::Days { days, month: month.number, year }), None))
            }
            DateRole::HijriMonth => Some((self.hijri_end(at), Simple::new(Core::Unresolvable), None)),
            _ => None,
        }
    }

    /// `tanggal 28`, `tanggal 24-25`, `tanggal 5 bulan depan`: a day of the month in context, or of one relative to the
    /// article's.
    pub(super) fn days_of_month(&self, at: usize) -> Option<Parsed> {
        let (end, figures) = self.figures(at)?;
        let (end, days) = self.day_numbers(end, figures)?;
        if self.role(end) == DateRole::Unit(CalendarUnit::Month) {
            let (end, shift) = self.shift(end + 1)?;
            return Some((end, Simple::new(Core::DaysOfMonth { days, offset: Some(shift.offset()) }), None));
        }
        // `tanggal 13 setiap bulan`, `tanggal 1 Sura` are days of other months.
        let is_other = self.role(end) == DateRole::Every || (self.is_word(end) && self.shape(end).is_capital());
        let counts = self.info(end).context.intersects(DateContext::COUNTED) || self.is_mark(end, b'/');
        (!is_other && !counts).then_some((end, Simple::new(Core::DaysOfMonth { days, offset: None }), None))
    }

    /// Returns the index after a Hijri month with its year: `Rabiul Awal 1446 H`.
    fn hijri_end(&self, at: usize) -> usize {
        let has_second =
            matches!(self.text(at + 1).to_ascii_lowercase().as_str(), "awal" | "akhir" | "awwal" | "tsani" | "ula");
        let at = at + 1 + usize::from(has_second);
        match self.plain_number(at) {
            Some((_, 3..)) => at + 1 + usize::from(self.role(at + 1) == DateRole::HijriEra),
            _ => at,
        }
    }

    /// Returns the index of the month before a Hijri year: `Ramadan 1446 H`.
    fn hijri_start(&self, at: usize) -> usize {
        let begins = |&month: &usize| self.role(month) == DateRole::HijriMonth && self.hijri_end(month) == at + 2;
        at.checked_sub(1).filter(begins).or_else(|| at.checked_sub(2).filter(begins)).unwrap_or(at)
    }

    /// Parses the year after a day or month: `2024`, `, 2001`, `tahun 1945`, `tahun lalu`, `'98`.
    pub(super) fn year_after(&self, at: usize) -> Option<(usize, Year)> {
        if self.role(at) == DateRole::Unit(CalendarUnit::Year) {
            if let Some((end, shift)) = self.shift(at + 1) {
                return Some((end, Year::Offset(shift.offset())));
            }
            let (value, digits) = self.plain_number(at + 1)?;
            return (digits >= 3).then_some((at + 2, Year::Known(value as i16)));
        }
        if let Some((end, year)) = self.year_before_dash(at) {
            return Some((end, Year::Known(year)));
        }
        let comma = usize::from(self.is_mark(at, b','));
        let quote = usize::from(comma == 0 && self.is_quote(at));
        let (value, digits) = self.plain_number(at + comma + quote)?;
        let end = at + comma + quote + 1;
        let counted = self.info(end).context.intersects(DateContext::COUNTED) && self.role(end) != DateRole::CommonEra;
        let year = match digits {
            4 if comma == 0 && CUED_YEARS.contains(&value) => value as i16,
            4 if BARE_YEARS.contains(&value) && !counted => value as i16,
            // `15 Juni 202` lacks a digit: dates of that era do not occur.
            3 if comma == 0 && !counted && !CUT_YEARS.contains(&value) => value as i16,
            // Not a day number.
            2 if comma == 0 && value > 31 && !counted => 1900 + value as i16,
            2 if quote == 1 => {
                if value < 69 {
                    2000 + value as i16
                } else {
                    1900 + value as i16
                }
            }
            _ => return None,
        };
        Some((end, Year::Known(year)))
    }

    /// Returns the year that the last item of a list states for the whole list: `Januari, Februari dan Maret 2025`, `1
    /// Mei dan 3 Juni 2025`.
    fn year_ahead(&self, at: usize) -> Option<Year> {
        /// The maximum number of items after the first.
        const LONGEST_LIST: usize = 6;
        let mut at = at;
        for _ in 0..LONGEST_LIST {
            let next = self.and(at).or_else(|| self.through(at).map(|(next, _)| next))?;
            let next = next + usize::from(self.role(next) == DateRole::Unit(CalendarUnit::Month));
            let (end, simple) = match self.role(next) {
                DateRole::Month(month) if month.spelling == Spelling::Full => {
                    let (end, year) = self.year_after(next + 1).unwrap_or((next + 1, Year::Unstated));
                    (end, Simple::new(Core::Month { month: month.number, year }))
                }
                _ => {
                    let (end, simple, _) = self.days(next)?;
                    (end, simple)
                }
            };
            match simple.year()? {
                Year::Unstated => at = end,
                year => return Some(year),
            }
        }
        None
    }

    /// Parses what may follow a date: the end of an interval (`hingga 2 Januari 2025`), the year of a list, and `lalu`
    /// or `mendatang`.
    pub(super) fn finish(&self, start: usize, parsed: Parsed) -> Expression {
        let (mut end, mut from, mut to) = parsed;
        if to.is_none()
            && from.is_days()
            && let Some((after, _)) = self.through(end)
        {
            let second = if self.weekday(after).is_some() { self.weekday_day(after) } else { self.days(after) };
            if let Some((second_end, second, None)) = second.filter(|(_, second, _)| second.is_days()) {
                (end, to) = (second_end, Some(second));
            }
        }
        if from.year() == Some(Year::Unstated)
            && to.is_none()
            && let Some(year) = self.year_ahead(end)
        {
            from = from.with_year(year);
        }
        let last = to.as_mut().unwrap_or(&mut from);
        if let Some((after, shift)) = self.shift(end).filter(|&(_, shift)| self.shift_fits(end, last, shift)) {
            last.shift = Some(shift);
            end = after;
        }
        Expression { start, end, from, to }
    }

    /// Whether a shift after a date belongs to it. `ini` after a year other than the article's belongs to what follows:
    /// `sejak 2013 ini masih`. After digits or a bracket, a capital begins the next sentence, whose period is missing:
    /// `Senin (25/8/2014) Ini merupakan`.
    fn shift_fits(&self, at: usize, simple: &Simple, shift: Shift) -> bool {
        let headline = at
            .checked_sub(1)
            .is_some_and(|b| self.shape(b).is_capital() && self.token(b).is_some_and(|t| !t.is_abbreviated()));
        if self.shape(at).is_capital() && !headline {
            return false;
        }
        match (simple.year(), self.document.date) {
            (Some(Year::Known(year)), Some(article)) if shift == Shift::This => (year - article.date.year()).abs() <= 1,
            _ => true,
        }
    }

    /// Parses a date that begins with a number.
    pub(super) fn number(&self, at: usize) -> Option<Expression> {
        if let Some(stamp) = self.machine_stamp(at) {
            return Some(stamp);
        }
        let (end, figures) = self.figures(at)?;
        // `12 orang`, the most frequent case.
        if matches!(figures, Figures::Number { digits: ..=3, .. })
            && self.is_word(end)
            && self.role(end) == DateRole::None
        {
            return None;
        }
        if let Some(expression) = self.before_common_era(at, end) {
            return Some(expression);
        }
        if figures == Figures::Other {
            return None;
        }
        // `Jalan 17 Agustus`, but `Dana Desa 2025`.
        if !matches!(figures, Figures::Number { digits: 4, .. } | Figures::Years(..)) && self.is_in_name(at) {
            return None;
        }
        let counts = self.before(at).context.intersects(DateContext::COUNTS);
        match figures {
            Figures::Day(day) if self.is_far_ahead(at, end, day) => {
                let past = Day { year: day.year.map(|year| year - 100), ..day };
                (!counts).then(|| self.finish(at, (end, Simple::from(past), None)))
            }
            Figures::Day(Day { year: None, .. }) if !self.may_be_day(at, end) => None,
            Figures::Day(_) if !self.may_be_short_day(at, end) => None,
            Figures::Days(_, Day { year: None, .. }) if !self.may_be_day(at, end) => None,
            Figures::Day(_) | Figures::Days(..) => {
                (!counts).then(|| self.days_in(end, figures).map(|parsed| self.finish(at, parsed)))?
            }
            Figures::Years(from, to) => self.years(at, end, from, to),
            Figures::Month { year, month } if !counts => {
                Some(Expression::new(at, end, Simple::new(Core::Month { month, year: Year::Known(year) })))
            }
            Figures::Number { value, digits } => {
                let day =
                    if digits <= 2 { self.days_in(end, figures).map(|parsed| self.finish(at, parsed)) } else { None };
                day.or_else(|| self.era(at, value, digits))
                    .or_else(|| self.bare_year(at, value, digits))
                    .or_else(|| self.ago(at))
            }
            Figures::DaysOfMonth(..) => self.days_in(end, figures).map(|parsed| self.finish(at, parsed)),
            _ => None,
        }
    }

    /// Whether `29/5` may be a day: alone in brackets, or after a word that introduces a date. `24/7` and `2/3` are
    /// not.
    fn may_be_day(&self, at: usize, end: usize) -> bool {
        let before = self.before(at);
        if before.context.intersects(DateContext::COUNTS) || self.info(end).context.intersects(DateContext::COUNTED) {
            return false;
        }
        let opened = at.checked_sub(1).is_some_and(|b| self.is_mark(b, b'('));
        if opened {
            // A fraction in brackets repeats the words before it: `dua pertiga (2/3)`.
            let explains = at.checked_sub(2).is_some_and(|b| {
                matches!(self.role(b), DateRole::Ordinal(_) | DateRole::Digit(_) | DateRole::HalfOf)
                    || ["pertiga", "perempat", "perlima"].iter().any(|part| self.text(b).ends_with(part))
            });
            return !explains && self.is_mark(self.after_time_of_day(end), b')');
        }
        let is_fraction = match self.figures(at) {
            Some((_, Figures::Day(day))) => day.day < day.month && day.month <= 10,
            _ => false,
        };
        (!is_fraction && matches!(before.role, DateRole::Cue(_) | DateRole::RangeMarker(_) | DateRole::Day(_)))
            || (self.is_mark(end, b'(') && at.checked_sub(1).is_some_and(|b| self.is_mark(b, b',')))
    }

    fn years(&self, at: usize, end: usize, from: i16, to: i16) -> Option<Expression> {
        if !self.may_be_years(at, end) {
            return None;
        }
        let mut expression = Expression::new(at, end, Simple::of_year(from));
        expression.to = Some(Simple::of_year(to));
        if let Some((after, Shift::Past | Shift::Next)) = self.shift(end) {
            expression.end = after;
        }
        Some(expression)
    }

    fn may_be_years(&self, at: usize, end: usize) -> bool {
        let before = self.before(at);
        let after = self.info(end);
        // `Piala Dunia 2026 hari ini`, `Liga 1 2025 kali ini`
        let is_shifted = matches!(self.role(end + 1), DateRole::Shift(Shift::This | Shift::Next))
            && (matches!(after.role, DateRole::Unit(_) | DateRole::Minggu) || self.text(end) == "kali");
        let after_is_count =
            after.context.intersects(DateContext::COUNTED) && after.role != DateRole::CommonEra && !is_shifted;
        // `PKH 2025 triwulan II`
        let is_length = matches!(after.role, DateRole::Unit(unit) if !matches!(unit, CalendarUnit::Quarter | CalendarUnit::Half))
            && !self.is_mark(end, b',')
            && !is_shifted;
        // `lebih dari 2000`.
        let compares = matches!(before.role, DateRole::Cue(Cue::Since))
            && at.checked_sub(2).is_some_and(|b| matches!(self.text(b), "lebih" | "kurang" | "Lebih" | "Kurang"));
        let counts =
            before.context.intersects(DateContext::COUNTS) || matches!(before.role, DateRole::Clock) || compares;
        !counts && !after_is_count && !is_length
    }

    /// Whether the token at `at` is `M` or `Masehi`.
    fn is_common_era(&self, at: usize) -> bool {
        self.role(at) == DateRole::CommonEra && (self.shape(at) == Shape::Upper || self.text(at).len() > 1)
    }

    /// Returns the index after `SM` or `sebelum Masehi` at `at`.
    pub(super) fn after_bc(&self, at: usize) -> Option<usize> {
        match self.role(at) {
            DateRole::BeforeCommonEra if self.shape(at) == Shape::Upper => Some(at + 1),
            DateRole::Cue(Cue::Other) if self.text(at) == "sebelum" && self.role(at + 1) == DateRole::CommonEra => {
                Some(at + 2)
            }
            _ => None,
        }
    }

    /// Parses years before the common era, with figures from `at` to `end`: `800 SM`, `624-548 SM`, `5.100 sebelum
    /// Masehi`.
    fn before_common_era(&self, at: usize, end: usize) -> Option<Expression> {
        let (figures_end, end) = match self.role(end) {
            DateRole::BeforeCommonEra | DateRole::Cue(Cue::Other) => (end, self.after_bc(end)?),
            DateRole::RangeMarker(_) if self.is_number(end + 1) => (end + 2, self.after_bc(end + 2)?),
            _ => return None,
        };
        let last = self.token(figures_end.checked_sub(1)?)?;
        let text = self.token(at)?.span().join(last.span()).of(self.document.text);
        let mut years = text.split(['-', '–', '—']).map(|figures| {
            let year: i16 = figures.trim().replace('.', "").parse().ok()?;
            Some(Simple::of_year(1_i16.checked_sub(year)?))
        });
        let mut expression = Expression::new(at, end, years.next()??);
        expression.to = years.next().flatten();
        Some(expression)
    }

    /// `711 H`, `250 Masehi`.
    fn era(&self, at: usize, value: u16, digits: u8) -> Option<Expression> {
        match self.role(at + 1) {
            DateRole::HijriEra
                if digits >= 3 && (self.shape(at + 1) == Shape::Upper || self.text(at + 1).len() > 1) =>
            {
                Some(Expression::new(self.hijri_start(at), at + 2, Simple::new(Core::Unresolvable)))
            }
            DateRole::CommonEra if self.text(at + 1).len() > 1 => {
                Some(Expression::new(at, at + 2, Simple::of_year(value as i16)))
            }
            _ => None,
        }
    }

    /// Parses `2024`, unless the context says that it is a quantity.
    fn bare_year(&self, at: usize, value: u16, digits: u8) -> Option<Expression> {
        let end = at + 1;
        if digits != 4 || !self.may_be_years(at, end) {
            return None;
        }
        let before = self.before(at).role;
        let second = |at: usize| at.checked_sub(2).and_then(|first| self.plain_number(first));
        // `dari 1892 hingga 1895`
        let follows = matches!(before, DateRole::RangeMarker(_))
            && second(at).is_some_and(|(year, _)| CUED_YEARS.contains(&year));
        // The year of `Universitas 17 Agustus 1945`.
        if matches!(before, DateRole::Month(_)) && second(at).is_some() && self.is_in_name(at - 2) {
            return None;
        }
        let cued = matches!(before, DateRole::Cue(Cue::At | Cue::Since) | DateRole::Part(_))
            || self.is_lifespan(at)
            || follows;
        let half_cued = matches!(before, DateRole::Cue(_) | DateRole::RangeMarker(_) | DateRole::And)
            && (!self.is_word(end) || matches!(self.role(end), DateRole::RangeMarker(_)));
        if !(BARE_YEARS.contains(&value) || (CUED_YEARS.contains(&value) && (cued || half_cued))) {
            return None;
        }
        let simple = Simple::of_year(value as i16);
        // `2018 - 2020`, `2014 hingga 2019`; but `sejak 2009 sampai 2018` is two dates.
        if let Some((second, through)) = self.through(end) {
            let apart = matches!(self.before(at).role, DateRole::Cue(Cue::Since | Cue::Other));
            if let Some((to, 4)) = self.plain_number(second).filter(|(to, _)| CUED_YEARS.contains(to) && *to > value)
                && self.may_be_years(second, second + 1)
                && (through == RangeMarker::Dash || !apart)
            {
                let mut expression = Expression::new(at, second + 1, simple);
                expression.to = Some(Simple::of_year(to as i16));
                return Some(expression);
            }
        }
        Some(self.finish(at, (end, simple, None)))
    }

    /// Whether the number is in brackets with a dash: `(1585 - 1629)`.
    fn is_lifespan(&self, at: usize) -> bool {
        let dash = |at: usize| matches!(self.role(at), DateRole::RangeMarker(RangeMarker::Dash));
        at.checked_sub(1).is_some_and(|b| self.is_mark(b, b'(') || dash(b))
            && (dash(at + 1) || self.is_mark(at + 1, b')'))
    }

    /// Parses `tanggal 17 Agustus`.
    pub(super) fn tanggal(&self, at: usize) -> Option<Expression> {
        self.days(at + 1).or_else(|| self.days_of_month(at + 1)).map(|parsed| self.finish(at, parsed))
    }

    /// Parses a month whose name is at `at`; the expression begins at `start`, which may be `bulan` or `awal`.
    pub(super) fn month(&self, start: usize, at: usize, month: MonthName) -> Option<Expression> {
        let is_headed = start < at;
        let end = at + 1;
        // The month of `Jalan 17 Agustus 1945`.
        if at.checked_sub(1).is_some_and(|number| self.is_number(number) && self.is_in_name(number)) {
            return None;
        }
        if let Some(expression) = self.month_first(start, at, month) {
            return Some(expression);
        }
        let simple = |month: MonthName, year| Simple::new(Core::Month { month: month.number, year });
        if let Some((end, year)) = self.year_after(end) {
            let from = simple(month, year);
            return Some(match self.second_month(end) {
                Some((end, to)) => Expression { start, end, from, to: Some(to) },
                None => self.finish(start, (end, from, None)),
            });
        }
        if month.spelling != Spelling::Full {
            return None;
        }
        if let Some((second, _)) = self.through(end) {
            let second = second + usize::from(self.role(second) == DateRole::Unit(CalendarUnit::Month));
            if let DateRole::Month(to @ MonthName { spelling: Spelling::Full, .. }) = self.role(second) {
                let (end, year) = self.year_after(second + 1).unwrap_or((second + 1, Year::Unstated));
                return Some(self.finish(start, (end, simple(month, Year::Unstated), Some(simple(to, year)))));
            }
        }
        let expression = self.finish(start, (end, simple(month, Year::Unstated), None));
        let has_more = expression.end > end || expression.from.year() != Some(Year::Unstated);
        (is_headed || has_more || self.is_month_date(at, month)).then_some(expression)
    }

    /// Parses the English order, `June 20, 2016`, which also occurs in Indonesian.
    fn month_first(&self, start: usize, at: usize, month: MonthName) -> Option<Expression> {
        let (day, 1 | 2) = self.plain_number(at + 1)? else { return None };
        if !(1..=31).contains(&day) {
            return None;
        }
        let (end, year @ Year::Known(_)) = self.year_after(at + 2)? else { return None };
        Some(Expression::new(start, end, Simple::new(Core::Days { days: 1 << day, month: month.number, year })))
    }

    /// Whether a month's name without day, year or `bulan` means the month, rather than a person or a street.
    fn is_month_date(&self, at: usize, month: MonthName) -> bool {
        let before = self.before(at);
        if before.context.intersects(DateContext::NAMES)
            || matches!(before.role, DateRole::Digit(_))
            || self.is_joined_name(at)
        {
            return false;
        }
        if !month.is_name {
            return true;
        }
        let is_followed = self.is_proper(at + 1);
        match before.role {
            DateRole::Cue(_) | DateRole::Part(_) | DateRole::Every | DateRole::Unit(_) => true,
            DateRole::RangeMarker(_) | DateRole::And | DateRole::Month(_) => !is_followed,
            _ => {
                let is_preceded = at.checked_sub(1).is_some_and(|b| self.is_proper(b));
                !is_preceded
                    && !is_followed
                    && self.shape(at) != Shape::Lower
                    && !self.person_months.contain(month, self.document, self.words)
            }
        }
    }

    /// Whether the name directly follows a capitalized word: `Sebelas Maret`, `Sri Maret`.
    fn is_joined_name(&self, at: usize) -> bool {
        let is_capital = at.checked_sub(1).is_some_and(|b| self.is_proper(b));
        is_capital
            && matches!(self.role(at), DateRole::Month(MonthName { is_name: true, .. }))
            && matches!(self.before(at).role, DateRole::None)
    }

    /// `tahun 2024`, `tahun anggaran 2026`, `tahun 2019-2023`, `tahun lalu`, `tahun 60-an`.
    pub(super) fn year(&self, start: usize, at: usize) -> Option<Expression> {
        if let Some((end, shift)) = self.shift(at + 1) {
            let counted = self.is_counted(at) || self.before(at).role == DateRole::Every;
            let birthday = at.checked_sub(1).is_some_and(|b| self.text(b).eq_ignore_ascii_case("ulang"));
            let year = Simple::new(Core::Year(Year::Offset(shift.offset())));
            return (!counted && !birthday).then_some(Expression::new(start, end, year));
        }
        let number = at + 1 + usize::from(self.role(at + 1) == DateRole::YearKind);
        let decade = number + usize::from(self.is_quote(number));
        if let DateRole::Decade(first) = self.role(decade) {
            let number = decade;
            return Some(Expression::new(start, number + 1, Simple::new(Core::Decade(first as i16))));
        }
        let (figures_end, figures) = self.figures(number)?;
        if let Some(expression) = self.before_common_era(number, figures_end) {
            return Some(Expression { start, ..expression });
        }
        match (figures_end, figures) {
            (end, Figures::Years(from, to)) => {
                let mut expression = Expression::new(start, end, Simple::of_year(from));
                expression.to = Some(Simple::of_year(to));
                Some(expression)
            }
            (end, Figures::Number { value, digits }) if digits >= 3 || self.is_common_era(end) => {
                if let Some(expression) = self.era(number, value, digits) {
                    return Some(Expression { start, ..expression });
                }
                let is_cut = digits == 3 && CUT_YEARS.contains(&value) && self.role(end) != DateRole::CommonEra;
                if value == 0 || is_cut || (digits == 4 && !CUED_YEARS.contains(&value)) {
                    return None;
                }
                let era =
                    usize::from(self.role(number + 1) == DateRole::CommonEra && self.shape(number + 1) == Shape::Upper);
                let mut expression = match self.bare_year(number, value, digits) {
                    Some(expression) => expression,
                    None => Expression::new(number, number + 1, Simple::of_year(value as i16)),
                };
                expression.start = start;
                expression.end += if expression.to.is_none() { era } else { 0 };
                Some(expression)
            }
            _ => None,
        }
    }
}

impl From<Day> for Simple {
    fn from(day: Day) -> Self {
        // Numeric dates before 1500 are in the Hijri calendar, whose fifteenth century is now.
        if day.year.is_some_and(|year| year < 1500) {
            return Self::new(Core::Unresolvable);
        }
        let year = day.year.map_or(Year::Unstated, Year::Known);
        Self::new(Core::Days { days: 1 << day.day, month: day.month, year })
    }
}
