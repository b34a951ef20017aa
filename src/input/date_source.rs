//! The date of publication, from an article's metadata.

use jiff::civil::Date;

use crate::entities::date::month_named;
use crate::input::record::{Record, parse_date};
use crate::text::document::{ArticleDate, DateSource};

/// The date of an article: from its date field, or else its address, or else its file name. `file` is `None` for records, because
/// the name of a file of records tells when they were collected.
pub(crate) fn published_date(record: &Record<'_>, from: DateSource, file: Option<&str>) -> Option<ArticleDate> {
    let found = |from| move |date| ArticleDate { date, from };
    let field = record.date.as_deref().and_then(date_of_field).map(found(from));
    field
        .or_else(|| record.url.as_deref().and_then(date_in).map(found(DateSource::Url)))
        .or_else(|| file.and_then(date_in_path).map(found(DateSource::FileName)))
}

/// Parses the date field of a record or page: as [`parse_date`], or else
///
/// * the time since 1970 in seconds, milliseconds, microseconds or nanoseconds, by its size: the day in UTC;
/// * a numeric date, with the day before the month as usual in Indonesia: `31/12/2024 10.30`, `2024/12/31`, `20241231`, `31/12/24`;
/// * a date with the month in words: `Selasa, 31 Des 2024`, `31-Des-24`, `Tue, 31 Dec 2024 10:30:00 +0700`, `December 31, 2024`,
///   `Tue Dec 31 10:30:00 +0700 2024`.
///
/// Years of two digits are from 1970 to 2069.
pub(crate) fn date_of_field(text: &str) -> Option<Date> {
    let text = text.trim();
    let ways = [parse_date, date_of_digits, date_in, short_date, date_in_words];
    ways.into_iter().find_map(|parse| parse(text))
}

/// The date of a number: `20241231103000`, or a time since 1970.
fn date_of_digits(text: &str) -> Option<Date> {
    let (digits, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(digits) || !is_number(fraction) || !(9..=19).contains(&digits.len()) {
        return None;
    }
    if matches!(digits.len(), 12 | 14)
        && let Some((date, _)) = eight_digits(digits.as_bytes(), 0)
    {
        return Some(date);
    }
    let units_per_second = match digits.len() {
        ..=11 => 1,
        12..=14 => 1_000,
        15..=17 => 1_000_000,
        _ => 1_000_000_000,
    };
    let days = digits.parse::<i64>().ok()? / units_per_second / 86_400;
    let date = Date::new(1970, 1, 1).ok()?.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    Some(date).filter(|date| date.year() < 2100)
}

/// A date whose year has two digits: `31/12/24`, `5-3-24 10:30`.
fn short_date(text: &str) -> Option<Date> {
    let parse = |word: &str| {
        let separator = word.chars().find(|c| matches!(c, '/' | '-' | '.'))?;
        let mut parts =
            word.split(separator).map(|part| number(part.as_bytes()).filter(|_| (1..=2).contains(&part.len())));
        let (day, month, year) = (parts.next()??, parts.next()??, parts.next()??);
        let is_whole = parts.next().is_none() && word.len() >= 6;
        if is_whole { Date::new(full_year(year), month.try_into().ok()?, day.try_into().ok()?).ok() } else { None }
    };
    text.split([' ', ',', 'T']).find_map(parse)
}

/// The year of two digits.
fn full_year(year: i16) -> i16 {
    if year < 70 { 2000 + year } else { 1900 + year }
}

fn date_in_words(text: &str) -> Option<Date> {
    let is_word = |part: &&str| !part.is_empty();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(is_word).collect();
    words.iter().enumerate().find_map(|(at, word)| {
        let month = month_named(word)?;
        let number_at = |at: Option<usize>| number(words.get(at?)?.as_bytes());
        let (before, after) = (number_at(at.checked_sub(1)), number_at(at.checked_add(1)));
        let last = number_at(words.len().checked_sub(1)).filter(|year| *year > 31);
        let (day, year) = match (before, after, number_at(at.checked_add(2))) {
            (Some(day), Some(year), _) if year > 31 => (day, year),
            (_, Some(day), Some(year)) if year > 31 => (day, year),
            (None, Some(day), _) => (day, last?),
            (Some(day), _, _) => (day, full_year(two_digit_year(text, word)?)),
            _ => return None,
        };
        let year = if year < 100 { full_year(year) } else { year };
        let year = Some(year).filter(|year| (1945..2100).contains(year))?;
        Date::new(year, month, i8::try_from(day).ok()?).ok()
    })
}

/// The number of two digits after a month, unless it is the hour of a time: `5 Mar 24`, but not `5 Mar 10:30`.
fn two_digit_year(text: &str, month: &str) -> Option<i16> {
    let (_, after) = text.split_once(month)?;
    let after = after.trim_start_matches(|c: char| !c.is_alphanumeric());
    let (year, rest) = after.split_at_checked(2)?;
    let is_year = rest.is_empty() || rest.starts_with([' ', ',']);
    number(year.as_bytes()).filter(|_| is_year)
}

/// The days of a period: a day, a month or a year.
///
/// A day is written `2024-06-03`, `3/6/2024` or `3 Juni 2024`, with the day before the month as usual in Indonesia, a month
/// `2024-06`, `6/2024` or `Juni 2024`, and a year `2024`. Returns `None` if the text is not such a period, or it doesn't exist.
///
/// # Examples
/// ```
/// use jiff::civil::date;
/// use telaah::input::parse_period;
///
/// assert_eq!(parse_period("3/6/2024"), Some((date(2024, 6, 3), date(2024, 6, 3))));
/// assert_eq!(parse_period("2024-02"), Some((date(2024, 2, 1), date(2024, 2, 29))));
/// assert_eq!(parse_period("2024"), Some((date(2024, 1, 1), date(2024, 12, 31))));
/// assert_eq!(parse_period("2024-02-30"), None);
/// ```
#[must_use]
pub fn parse_period(text: &str) -> Option<(Date, Date)> {
    let parts: Vec<&str> = text.trim().split(['-', '/', '.', ' ']).collect();
    let year = |part: &str| number(part.as_bytes()).filter(|_| part.len() == 4);
    let small =
        |part: &str| number(part.as_bytes()).filter(|_| (1..=2).contains(&part.len())).and_then(|n| n.try_into().ok());
    let month = |part: &str| small(part).or_else(|| month_named(part));
    let (first, last) = match *parts {
        [y] => (Date::new(year(y)?, 1, 1), Date::new(year(y)?, 12, 31)),
        [a, b] => {
            let (y, m) = if a.len() == 4 && year(a).is_some() { (a, b) } else { (b, a) };
            let first = Date::new(year(y)?, month(m)?, 1).ok()?;
            (Ok(first), Ok(first.last_of_month()))
        }
        [a, m, b] => {
            let (y, d) = if a.len() == 4 { (a, b) } else { (b, a) };
            let day = Date::new(year(y)?, month(m)?, small(d)?).ok()?;
            (Ok(day), Ok(day))
        }
        _ => return None,
    };
    Some((first.ok()?, last.ok()?))
}

/// The last date in a path: `2024/12/31/banjir.txt`, `berita/2024-12-31.txt`.
fn date_in_path(path: &str) -> Option<Date> {
    // A date has at least six digits.
    (path.bytes().filter(u8::is_ascii_digit).count() >= 6).then(|| date_in(path)).flatten()
}

/// The last date in a file name or address: year, month and day, or day, month and year, with the same separator (`-`, `_`, `.` or
/// `/`), or eight digits. Years are from 1945 to 2099.
///
/// # Examples
/// `https://kabar.example/read/2024/12/31/1530/banjir`, `20241231_banjir.txt`, `banjir-31-12-2024.txt`.
pub(crate) fn date_in(name: &str) -> Option<Date> {
    let bytes = name.as_bytes();
    let mut found = None;
    let mut at = 0;
    while at < bytes.len() {
        let Some(next) = bytes.iter().skip(at).position(u8::is_ascii_digit) else { break };
        at += next;
        let digits = digits_at(bytes, at);
        let date = match digits {
            8 => eight_digits(bytes, at),
            4 => separated(bytes, at, [4, 2, 2]),
            1 | 2 => separated(bytes, at, [digits, 2, 4]),
            _ => None,
        };
        match date {
            Some((date, end)) => {
                found = Some(date);
                at = end;
            }
            None => at += digits,
        }
    }
    found
}

fn digits_at(bytes: &[u8], at: usize) -> usize {
    bytes.iter().skip(at).take_while(|b| b.is_ascii_digit()).count()
}

fn number(digits: &[u8]) -> Option<i16> {
    digits
        .iter()
        .try_fold(0_i16, |n, d| d.is_ascii_digit().then(|| n.checked_mul(10)?.checked_add(i16::from(d - b'0')))?)
}

fn day(year: &[u8], month: &[u8], day: &[u8]) -> Option<Date> {
    let year = number(year).filter(|year| (1945..2100).contains(year))?;
    Date::new(year, i8::try_from(number(month)?).ok()?, i8::try_from(number(day)?).ok()?).ok()
}

fn eight_digits(bytes: &[u8], at: usize) -> Option<(Date, usize)> {
    let digits = bytes.get(at..at + 8)?;
    let date = day(digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?)?;
    Some((date, at + 8))
}

/// Three numbers with the given lengths and the same separator. The month, and a day at the end, may have one digit.
fn separated(bytes: &[u8], at: usize, lengths: [usize; 3]) -> Option<(Date, usize)> {
    let [first, _, last] = lengths;
    let separator = *bytes.get(at + first)?;
    if !matches!(separator, b'-' | b'_' | b'.' | b'/') {
        return None;
    }
    let second_at = at + first + 1;
    let second = digits_at(bytes, second_at);
    let third_at = second_at + second + 1;
    let third = digits_at(bytes, third_at);
    let fits = (1..=2).contains(&second) && (third == last || (last == 2 && third == 1));
    if bytes.get(second_at + second) != Some(&separator) || !fits {
        return None;
    }
    let part = |from: usize, length: usize| bytes.get(from..from + length);
    let (a, b, c) = (part(at, first)?, part(second_at, second)?, part(third_at, third)?);
    let date = if first == 4 { day(a, b, c) } else { day(c, b, a) };
    Some((date?, third_at + third))
}

/// The host of an address, without `www.`: `https://www.kabar.example/a` is `kabar.example`.
pub(crate) fn host_of(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_dates_in_names_and_addresses() {
        for (name, wanted) in [
            ("https://kabar.example/read/2024/12/31/153000278/banjir-surut", Some("2024-12-31")),
            ("https://kabar.example/2024-01-05/x", Some("2024-01-05")),
            ("https://kabar.example/berita/d-7712345/banjir", None),
            ("berita/2024/12/31/a.txt", Some("2024-12-31")),
            ("2024-12-31.txt", Some("2024-12-31")),
            ("a_20241231_1.txt", Some("2024-12-31")),
            ("banjir-31-12-2024.txt", Some("2024-12-31")),
            ("31.1.2024.txt", Some("2024-01-31")),
            ("2024-02-30.txt", None),
            ("2024-12/31.txt", None),
            ("000123.txt", None),
            ("12345678.txt", None),
            ("120241231.txt", None),
            ("antara_2025/000001.txt", None),
            ("2023-01-01/2024-12-31.txt", Some("2024-12-31")),
            ("covid-19-2021.txt", None),
            ("", None),
        ] {
            assert_eq!(date_in(name).map(|d| d.to_string()).as_deref(), wanted, "{name}");
        }
    }

    #[test]
    fn parses_date_fields() {
        for (text, wanted) in [
            ("2024-12-31T08:00:00+07:00", Some("2024-12-31")),
            ("2024/12/31 08:00:00", Some("2024-12-31")),
            ("31/12/2024 08.00", Some("2024-12-31")),
            ("12/31/2024", None),
            ("3/6/2024", Some("2024-06-03")),
            ("05/03/24", Some("2024-03-05")),
            ("Selasa, 5-3-24 10:30", Some("2024-03-05")),
            ("31/12/99", Some("1999-12-31")),
            ("5 Mar 24", Some("2024-03-05")),
            ("05-MAR-24", Some("2024-03-05")),
            ("5 Mar 10:30", None),
            ("5 Mar 10.30 WIB", None),
            ("5 Maret 2024", Some("2024-03-05")),
            ("Tue Mar 05 10:07:48 +0700 2024", Some("2024-03-05")),
            ("Tue Mar  5 10:07:48 WIB 2024", Some("2024-03-05")),
            ("Mar 5", None),
            ("1709611200", Some("2024-03-05")),
            ("1709611200000", Some("2024-03-05")),
            ("1709611200.25", Some("2024-03-05")),
            ("1709611200000000000", Some("2024-03-05")),
            ("20240305101500", Some("2024-03-05")),
            ("20240305", Some("2024-03-05")),
            ("123456789012345678901234567890", None),
            ("10.30", None),
            ("1.2.3.4", None),
            ("2024", None),
            ("Selasa, 31 Desember 2024 08:00 WIB", Some("2024-12-31")),
            ("31 Des 2024", Some("2024-12-31")),
            ("Tue, 31 Dec 2024 08:00:00 +0700", Some("2024-12-31")),
            ("December 31, 2024", Some("2024-12-31")),
            ("31 Februari 2024", None),
            ("kemarin", None),
            ("Mei 2024", None),
        ] {
            assert_eq!(date_of_field(text).map(|d| d.to_string()).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn parses_periods() {
        for (text, wanted) in [
            ("2024-06-03", Some("2024-06-03 2024-06-03")),
            (" 3 Juni 2024 ", Some("2024-06-03 2024-06-03")),
            ("3/6/2024", Some("2024-06-03 2024-06-03")),
            ("06/2024", Some("2024-06-01 2024-06-30")),
            ("2023-2", Some("2023-02-01 2023-02-28")),
            ("Des 2024", Some("2024-12-01 2024-12-31")),
            ("2024", Some("2024-01-01 2024-12-31")),
            ("24", None),
            ("2024-13", None),
            ("31/6/2024", None),
            ("2024-06-03T10:00", None),
            ("1-2-3-2024", None),
            ("kemarin", None),
            ("", None),
        ] {
            let found = parse_period(text).map(|(first, last)| format!("{first} {last}"));
            assert_eq!(found.as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn extracts_hosts() {
        assert_eq!(host_of("https://www.kabar.example:80/a?b"), Some("kabar.example"));
        assert_eq!(host_of("kabar.example/a"), None);
        assert_eq!(host_of("https://"), None);
    }
}
