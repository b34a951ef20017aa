//! Numeric dates.
//!
//! | figures | read as |
//! |---|---|
//! | `31/12/2024`, `31-12-2024`, `31.12.2024`, `31/12/24`, `31.12.24` | a day |
//! | `2024-12-31`, `2024/12/31` | a day |
//! | `4/20/2025` | a day in American order, if no other order is possible |
//! | `31/12` | a day without a year, if the context allows one |
//! | `14-15/6/2025`, `14-15/6`, `29/5-2/6/2025`, `29/5/2024-2/6/2024` | an interval of days |
//! | `3-5`, `1--10` | days of a month that follows |
//! | `2020-2022`, `2019/2020`, `2019/20`, `2024-25` | an interval of years |
//! | `2024-12` | a month |
//! | `1.250`, `10.30`, `489/12/5/2025`, `0812-3456` | not a date |

/// The meaning of a run of digits and separators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figures {
    Number { value: u16, digits: u8 },
    Day(Day),
    Days(Day, Day),
    DaysOfMonth(i8, i8),
    Years(i16, i16),
    Month { year: i16, month: i8 },
    Other,
}

/// A numeric day. Day and month are at most 31 and 12, but need not exist together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: Option<i16>,
    pub(super) month: i8,
    pub(super) day: i8,
}

impl Day {
    /// Parses a day from the digits of its day and year.
    pub(super) fn of_fields(day: &str, month: i8, year: &str) -> Option<Self> {
        let field = |text| match Figures::read(text) {
            Figures::Number { value, digits } => Some(Field { value, digits }),
            _ => None,
        };
        let (day, year) = (field(day)?, field(year)?);
        Some(Self { year: Some(year.year().or_else(|| year.short_year())?), month, day: day.day()? })
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Field {
    value: u16,
    digits: u8,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Joiner {
    #[default]
    Dash,
    Slash,
    Period,
}

/// Two dates have six fields.
const MOST_FIELDS: usize = 6;

impl Figures {
    /// Parses a run of digits, dashes, slashes and periods that begins and ends with a digit.
    pub(super) fn read(text: &str) -> Self {
        if text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit()) {
            let value = text.bytes().fold(0, |value, digit| value * 10 + u16::from(digit - b'0'));
            return Self::Number { value, digits: text.len() as u8 };
        }
        Self::read_fields(text).unwrap_or(Self::Other)
    }

    fn read_fields(text: &str) -> Option<Self> {
        let mut fields = [Field::default(); MOST_FIELDS];
        let mut joiners = [Joiner::default(); MOST_FIELDS];
        let mut count = 0;
        let mut rest = text.as_bytes();
        loop {
            let mut field = Field::default();
            while let [digit @ b'0'..=b'9', tail @ ..] = rest {
                // No field of a date has a fifth digit, which might overflow.
                if field.digits == 4 {
                    return None;
                }
                field = Field { value: field.value * 10 + u16::from(digit - b'0'), digits: field.digits + 1 };
                rest = tail;
            }
            if field.digits == 0 {
                return None;
            }
            *fields.get_mut(count)? = field;
            let (joiner, tail) = match rest {
                [] => break,
                [b'/', b' ', tail @ ..] | [b'/', tail @ ..] => (Joiner::Slash, tail),
                // `–`, `—` and `−` in UTF-8.
                [b'-', b'-', tail @ ..]
                | [b'-', tail @ ..]
                | [0xE2, 0x80, 0x93 | 0x94, tail @ ..]
                | [0xE2, 0x88, 0x92, tail @ ..] => (Joiner::Dash, tail),
                [b'.', tail @ ..] => (Joiner::Period, tail),
                _ => return None,
            };
            *joiners.get_mut(count)? = joiner;
            count += 1;
            rest = tail;
        }
        match count {
            0 => Some(Self::Number { value: fields[0].value, digits: fields[0].digits }),
            1 => pair(fields[0], joiners[0], fields[1]),
            2 => triple([fields[0], fields[1], fields[2]], joiners[0], joiners[1]),
            _ => from_day_to_day(&fields[..=count], &joiners[..count]),
        }
    }
}

fn pair(a: Field, joiner: Joiner, b: Field) -> Option<Figures> {
    match (a.digits, joiner, b.digits) {
        (4, Joiner::Dash | Joiner::Slash, 4) if a.value < b.value => Some(Figures::Years(a.year()?, b.year()?)),
        (4, _, 2) if joiner != Joiner::Period => {
            let next = (a.value + 1) % 100 == b.value;
            let later = joiner == Joiner::Dash && b.value > 12 && b.value > a.value % 100 && a.value >= 1800;
            if next || later {
                let century = if b.value == 0 { a.value + 1 } else { a.value - a.value % 100 + b.value };
                return Some(Figures::Years(a.year()?, i16::try_from(century).ok()?));
            }
            Some(Figures::Month { year: a.year()?, month: b.month()? })
        }
        (1 | 2, Joiner::Slash, 1 | 2) => Some(Figures::Day(Day { year: None, month: b.month()?, day: a.day()? })),
        (1 | 2, Joiner::Dash, 1 | 2) if a.value < b.value => Some(Figures::DaysOfMonth(a.day()?, b.day()?)),
        _ => None,
    }
}

fn triple(fields: [Field; 3], first: Joiner, second: Joiner) -> Option<Figures> {
    let [a, b, c] = fields;
    if first != second {
        return from_day_to_day(&fields, &[first, second]);
    }
    // The American order, if no other is possible: `4/20/2024`.
    if let (1 | 2, 4, Joiner::Slash, Some(month)) = (a.digits, c.digits, first, a.month())
        && b.value > 12
    {
        return Some(Figures::Day(Day { year: Some(c.year()?), month, day: b.day()? }));
    }
    let (year, day) = match (a.digits, c.digits) {
        (1 | 2, 4) => (c.year()?, a),
        (4, 1 | 2) => (a.year()?, c),
        // A two-digit year is accepted after a slash, and after a period if the day and the month have two digits as well: it may be
        // seconds, which the context decides. After a dash it may be part of a phone number.
        (1 | 2, 2) if first == Joiner::Slash => (c.short_year()?, a),
        (2, 2) if first == Joiner::Period && b.digits == 2 => (c.short_year()?, a),
        _ => return None,
    };
    Some(Figures::Day(Day { year: Some(year), month: b.month()?, day: day.day()? }))
}

/// `14-15/6`, `14-15/6/2025`, `29/5-2/6`, `29/5-2/6/2025`, `29/5/2025-2/6/2025`.
fn from_day_to_day(fields: &[Field], joiners: &[Joiner]) -> Option<Figures> {
    let dash = joiners.iter().position(|j| *j == Joiner::Dash)?;
    let is_slash = |j: &Joiner| *j == Joiner::Slash;
    if !joiners[..dash].iter().all(is_slash) || !joiners[dash + 1..].iter().all(is_slash) {
        return None;
    }
    let to = day_month_year(&fields[dash + 1..])?;
    let from = match &fields[..=dash] {
        [day] => Day { day: day.day()?, ..to },
        more => {
            let from = day_month_year(more)?;
            Day { year: from.year.or(to.year), ..from }
        }
    };
    Some(Figures::Days(from, to))
}

fn day_month_year(fields: &[Field]) -> Option<Day> {
    match fields {
        [day, month] => Some(Day { year: None, month: month.month()?, day: day.day()? }),
        [day, month, year] => {
            let year = if year.digits == 4 { year.year()? } else { year.short_year()? };
            Some(Day { year: Some(year), month: month.month()?, day: day.day()? })
        }
        _ => None,
    }
}

impl Field {
    fn day(self) -> Option<i8> {
        (self.digits <= 2 && (1..=31).contains(&self.value)).then_some(self.value as i8)
    }

    fn month(self) -> Option<i8> {
        (self.digits <= 2 && (1..=12).contains(&self.value)).then_some(self.value as i8)
    }

    /// A four-digit year from 1000 to 2199.
    fn year(self) -> Option<i16> {
        (self.digits == 4 && (1000..=2199).contains(&self.value)).then_some(self.value as i16)
    }

    /// `24` is 2024, `98` is 1998: POSIX's rule for `%y`.
    fn short_year(self) -> Option<i16> {
        let value = self.value as i16;
        (self.digits == 2).then_some(if value < 69 { 2000 + value } else { 1900 + value })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: Option<i16>, month: i8, day: i8) -> Day {
        Day { year, month, day }
    }

    #[test]
    fn parses_the_forms_of_the_table() {
        let y = Some(2025);
        let cases = [
            ("31/12/2025", Figures::Day(day(y, 12, 31))),
            ("31-12-2025", Figures::Day(day(y, 12, 31))),
            ("31.12.2025", Figures::Day(day(y, 12, 31))),
            ("31/12/25", Figures::Day(day(y, 12, 31))),
            ("2025-12-31", Figures::Day(day(y, 12, 31))),
            ("31/04/2025", Figures::Day(day(y, 4, 31))),
            ("4/20/2025", Figures::Day(day(y, 4, 20))),
            ("31/12", Figures::Day(day(None, 12, 31))),
            ("14-15/6/2025", Figures::Days(day(y, 6, 14), day(y, 6, 15))),
            ("14-15/6", Figures::Days(day(None, 6, 14), day(None, 6, 15))),
            ("29/5-2/6/2025", Figures::Days(day(y, 5, 29), day(y, 6, 2))),
            ("29/5/2025-2/6/2025", Figures::Days(day(y, 5, 29), day(y, 6, 2))),
            ("3-5", Figures::DaysOfMonth(3, 5)),
            ("1--10", Figures::DaysOfMonth(1, 10)),
            ("2023–2025", Figures::Years(2023, 2025)),
            ("2019/20", Figures::Years(2019, 2020)),
            ("1999/00", Figures::Years(1999, 2000)),
            ("2024-12", Figures::Month { year: 2024, month: 12 }),
            ("2024", Figures::Number { value: 2024, digits: 4 }),
        ];
        for (text, expected) in cases {
            assert_eq!(Figures::read(text), expected, "{text}");
        }
    }

    #[test]
    fn ignores_other_figures() {
        let others = [
            "10.30",
            "1.250",
            "0812-3456",
            "489/12/5/2025",
            "32/1/2025",
            "1/13",
            "5-3",
            "2-1-3",
            "10:30",
            "1600-31",
            "13/20/2025",
            "12/2024",
            "0/0",
        ];
        for text in others {
            assert_eq!(Figures::read(text), Figures::Other, "{text}");
        }
    }
}
