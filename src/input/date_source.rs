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

/// Parses the date field of a record or page: as [`parse_date`], or else a numeric date (`31/12/2024 10.30`, `2024/12/31`, with the
/// day before the month as usual in Indonesia), or else a date with the month in words (`Selasa, 31 Des 2024`,
/// `Tue, 31 Dec 2024 10:30:00 +0700`, `December 31, 2024`).
pub(crate) fn date_of_field(text: &str) -> Option<Date> {
    parse_date(text).or_else(|| date_in(text)).or_else(|| date_in_words(text))
}

fn date_in_words(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.iter().enumerate().find_map(|(at, word)| {
        let month = month_named(word)?;
        let number_at = |at: Option<usize>| number(words.get(at?)?.as_bytes());
        let (before, after) = (number_at(at.checked_sub(1)), number_at(at.checked_add(1)));
        let (day, year) = match (before, after, number_at(at.checked_add(2))) {
            (Some(day), Some(year), _) if year > 31 => (day, year),
            (_, Some(day), Some(year)) => (day, year),
            _ => return None,
        };
        let year = Some(year).filter(|year| (1945..2100).contains(year))?;
        Date::new(year, month, i8::try_from(day).ok()?).ok()
    })
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
    fn extracts_hosts() {
        assert_eq!(host_of("https://www.kabar.example:80/a?b"), Some("kabar.example"));
        assert_eq!(host_of("kabar.example/a"), None);
        assert_eq!(host_of("https://"), None);
    }
}
