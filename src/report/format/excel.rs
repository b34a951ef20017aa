//! Texts that Excel changes when it opens a CSV file, with Indonesian or English settings.

/// Months in both languages, each at least by the three letters that Excel needs.
const MONTHS: &[&str] = &[
    "januari",
    "january",
    "februari",
    "february",
    "maret",
    "march",
    "april",
    "mei",
    "may",
    "juni",
    "june",
    "juli",
    "july",
    "agustus",
    "august",
    "agt",
    "september",
    "oktober",
    "october",
    "november",
    "nopember",
    "desember",
    "december",
];

/// Truth values and errors, upper case.
const CONSTANTS: &[&str] =
    &["TRUE", "FALSE", "BENAR", "SALAH", "#N/A", "#REF!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#VALUE!"];

/// The most digits of a number that Excel keeps.
const DIGITS: usize = 15;

/// Whether Excel could run a text as a formula, or would read it as something else than this text.
pub(super) fn changes(text: &str) -> bool {
    let core = text.trim_start_matches(is_invisible);
    let skipped = text.strip_suffix(core).unwrap_or_default();
    if skipped.contains(['\t', '\n', '\r', '\0']) || core.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
    {
        return true;
    }
    let core = core.trim_end_matches(is_invisible);
    is_number(core) || is_month(core) || CONSTANTS.iter().any(|constant| core.eq_ignore_ascii_case(constant))
}

/// Whether a character shows nothing, so that a formula may follow it unseen.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{3164}' | '\u{feff}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}')
}

/// Whether a text is a number, a fraction, a percentage, an amount, a date or a time in figures. Plain whole numbers, which Excel
/// shows as they are, do not count.
fn is_number(text: &str) -> bool {
    let is_plain =
        text.len() <= DIGITS && text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    let text = strip_unit(text);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_figure = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".,:/-+()%'eE".contains(c);
    if is_plain || digits == 0 || !text.chars().all(is_figure) {
        return false;
    }
    // An `e` separates the digits of a number from those of its exponent.
    let mut parts = text.split(['e', 'E']);
    let ends_in_digit = |part: &str| part.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let exponent =
        |part: &str| part.trim_start_matches(['+', '-']).bytes().all(|b| b.is_ascii_digit()) && !part.is_empty();
    match (parts.next(), parts.next(), parts.next()) {
        (Some(_), None, _) => true,
        (Some(number), Some(power), None) => ends_in_digit(number) && exponent(power),
        _ => false,
    }
}

/// The text without a currency before it, or half of the day after it.
fn strip_unit(text: &str) -> &str {
    let starts = |prefix: &str| text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    let ends = |suffix: &str| {
        let at = text.len().checked_sub(suffix.len())?;
        text.get(at..)?.eq_ignore_ascii_case(suffix).then_some(at)
    };
    let currency = ["Rp.", "Rp", "IDR", "USD", "$", "€", "£", "¥"].into_iter().find(|currency| starts(currency));
    if let Some(rest) = currency.and_then(|currency| text.get(currency.len()..)) {
        return rest.trim_start();
    }
    // Excel reads a time if there is a blank before the half of the day.
    let time = ["AM", "PM", "A", "P"].into_iter().find_map(ends).and_then(|at| text.get(..at));
    time.filter(|time| time.ends_with(' ')).map_or(text, str::trim_end)
}

/// Whether a text is a month with a day, a year or both: `mei-15`, `5 Jan 2024`.
fn is_month(text: &str) -> bool {
    let (mut months, mut numbers) = (0, 0);
    for part in text.split([' ', '\u{a0}', '-', '/', '.', ',']).filter(|part| !part.is_empty()) {
        if part.bytes().all(|b| b.is_ascii_digit() || b == b':') {
            numbers += 1;
        } else if is_month_name(part) {
            months += 1;
        } else {
            return false;
        }
    }
    months == 1 && (1..=3).contains(&numbers)
}

fn is_month_name(word: &str) -> bool {
    let begins = |month: &str| month.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    word.len() >= 3 && MONTHS.iter().any(|month| begins(month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_as_a_formula_is_changed() {
        for start in ["=", "+", "-", "@", "＝", "＋", "－", "＠"] {
            for before in [
                "",
                " ",
                "\u{a0}",
                "\u{feff}",
                "\u{200b}",
                "\u{2060}",
                "\t",
                "\n",
                "\r",
                "\r\n",
                " \u{200b} ",
                "\u{ad}",
            ] {
                assert!(changes(&format!("{before}{start}1+1")), "{before:?}{start}");
            }
        }
        for text in ["\tkata", "\nkata", "\rkata", " \tkata", "\0kata"] {
            assert!(changes(text), "{text:?}");
        }
    }

    #[test]
    fn what_is_read_as_something_else_is_changed() {
        for text in [
            "00123",
            "1-2",
            "3/4",
            "1 1/2",
            "2024-03-05",
            "05/03/24",
            "5-3",
            "1e10",
            "1E5",
            "2,5e-3",
            "1.250,5",
            "1,50",
            "10.30",
            "10:30",
            "5 PM",
            "5 a",
            "12%",
            "(12)",
            "Rp 5.000",
            "rp5",
            "$5",
            "TRUE",
            "false",
            "Benar",
            "SALAH",
            "mei-15",
            "Jan 5",
            "5 Januari 2024",
            "Agustus 2024",
            "17-Agt-45",
            "Des 24",
            "5 Mei 2024 10:30",
            "1234567890123456",
            "1.234.567.890.123.456,00",
            "0000000000000001",
            "#N/A",
            "#ref!",
            " 00123 ",
            "00123\u{a0}",
        ] {
            assert!(changes(text), "{text:?}");
        }
    }

    #[test]
    fn other_texts_are_not_changed() {
        for text in [
            "",
            " ",
            "kata",
            "Joko Widodo",
            "5",
            "0",
            "2024",
            "123456789012345",
            "12345678901234567a",
            "a=1",
            "covid-19",
            "COVID-19",
            "1990-an",
            "ke-2",
            "Mei",
            "Maret",
            "Mei Ling 5",
            "5 orang",
            "1e",
            "e5",
            "1e5e5",
            "benar-benar",
            "#beras",
            "Rp",
            "PM",
            "berita/a.txt",
            "samples/berita.ndjson:3",
            "Senin, kata",
            "mayat 5",
            "10 ribu",
            "https://a.id/2024/05",
        ] {
            assert!(!changes(text), "{text:?}");
        }
    }
}
