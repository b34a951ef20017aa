//! Words that are divided by a hyphen at the end of a line.
//!
//! | text | word | reason |
//! |---|---|---|
//! | `pem-⏎bangunan`, `Pem-⏎bangunan` | `pembangunan` | the hyphen divides the word |
//! | `kata-⏎kata`, `besar-⏎besaran`, `kebarat-⏎baratan` | `kata-kata` | a doubled word has the hyphen |
//! | `tolong-⏎menolong`, `sayur-⏎mayur`, `bolak-⏎balik` | `tolong-menolong` | so has one in which a sound changes |
//! | `Al-⏎Hakim`, `non-⏎Blok`, `KTP-⏎nya`, `COVID-⏎19`, `1990-⏎an` | `Al-Hakim` | so has a word with a capital or a digit next to the hyphen |

use std::borrow::Cow;

/// The fewest vowels that the halves of a doubled word share, so that `pung-⏎gung` is none.
const SHARED_VOWELS: usize = 2;
/// The fewest letters of halves of the same length of which only the vowels differ: `bolak-⏎balik`.
const LEAST_ALIKE: usize = 4;

/// A word without the line breaks after its hyphens, and without those hyphens that only divide it.
pub(crate) fn joined(word: &str) -> Cow<'_, str> {
    if !word.bytes().any(|byte| byte == b'\n' || byte == b'\r') {
        return Cow::Borrowed(word);
    }
    let mut whole = String::with_capacity(word.len());
    let mut lines = word.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    let mut last = lines.next().unwrap_or_default();
    whole.push_str(last);
    for line in lines {
        if let Some(before) = last.strip_suffix('-') {
            let left = before.rsplit('-').next().unwrap_or_default();
            let right = line.split('-').next().unwrap_or_default();
            if !has_hyphen(left, right) {
                whole.pop();
            }
        }
        whole.push_str(line);
        last = line;
    }
    Cow::Owned(whole)
}

/// The words of a text between white space. One that a line break divides after a hyphen is one word, [joined].
pub(crate) fn words(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let mut rest = text.trim_start();
    std::iter::from_fn(move || {
        let mut end = 0;
        loop {
            end += rest.get(end..)?.find(char::is_whitespace).unwrap_or(rest.len() - end);
            let (word, after) = rest.split_at_checked(end)?;
            let next = after.trim_start();
            let gap = after.len() - next.len();
            let is_divided = word.strip_suffix('-').is_some_and(|left| left.ends_with(char::is_alphanumeric))
                && after.get(..gap).is_some_and(|gap| gap.contains(['\n', '\r']));
            if !is_divided || next.is_empty() {
                rest = next;
                return (!word.is_empty()).then(|| joined(word));
            }
            end += gap;
        }
    })
}

/// Whether the hyphen between these parts belongs to the word.
fn has_hyphen(left: &str, right: &str) -> bool {
    let is_small = |text: &str| text.chars().skip(1).all(char::is_lowercase);
    let is_divided = is_small(left)
        && left.chars().next_back().is_some_and(char::is_alphabetic)
        && !(left.chars().count() == 1 && left.starts_with(char::is_uppercase))
        && right.chars().all(char::is_lowercase);
    !is_divided || is_doubled(&left.to_lowercase(), right)
}

/// Whether these parts, in lower case, are the halves of a doubled word.
fn is_doubled(left: &str, right: &str) -> bool {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let is_long = |end: &&str| end.chars().filter(|&c| vowel(c)).count() >= SHARED_VOWELS;
    let mut ends = left.char_indices().filter_map(|(at, _)| left.get(at..)).take_while(is_long);
    let from_vowel = left.find(vowel).and_then(|at| left.get(at..)).filter(is_long);
    let is_alike = |(a, b): (char, char)| a == b || (vowel(a) && vowel(b));
    left == right
        || ends.any(|end| right.starts_with(end))
        || from_vowel.is_some_and(|end| right.contains(end))
        || (left.len() == right.len() && left.len() >= LEAST_ALIKE && left.chars().zip(right.chars()).all(is_alike))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hyphen_that_divides_a_word_goes() {
        for (word, whole) in [
            ("pem-\nbangunan", "pembangunan"),
            ("Pem-\r\n  bangunan", "Pembangunan"),
            ("mem-\nper-\ntimbangkan", "mempertimbangkan"),
            ("ke-\nbijakan", "kebijakan"),
            ("meng-\ngoreng", "menggoreng"),
            ("pung-\ngung", "punggung"),
            ("menggong-\ngong", "menggonggong"),
            ("tan-\ntangan", "tantangan"),
            ("menekan-\nkan", "menekankan"),
            ("perdagan-\ngan", "perdagangan"),
            ("sese-\norang", "seseorang"),
            ("kata-kata", "kata-kata"),
            ("pembangunan", "pembangunan"),
        ] {
            assert_eq!(joined(word), whole);
        }
    }

    #[test]
    fn words_of_several_lines_are_joined() {
        for (text, expected) in [
            ("Joko Wi-\ndodo", "Joko Widodo"),
            ("  Ahmad Al-\n  Hakim ", "Ahmad Al-Hakim"),
            ("Siti Nur-\njannah\nPutri", "Siti Nurjannah Putri"),
            ("Korut -\nRusia", "Korut - Rusia"),
            ("5- 10", "5- 10"),
            ("a-\n", "a-"),
            ("", ""),
        ] {
            assert_eq!(words(text).collect::<Vec<_>>().join(" "), expected);
        }
    }

    #[test]
    fn a_hyphen_that_belongs_to_a_word_stays() {
        for (word, whole) in [
            ("kata-\nkata", "kata-kata"),
            ("hal-\nhal", "hal-hal"),
            ("Anak-\nanaknya", "Anak-anaknya"),
            ("besar-\nbesaran", "besar-besaran"),
            ("kebarat-\nbaratan", "kebarat-baratan"),
            ("tolong-\nmenolong", "tolong-menolong"),
            ("sayur-\nmayur", "sayur-mayur"),
            ("bolak-\nbalik", "bolak-balik"),
            ("Al-\nHakim", "Al-Hakim"),
            ("non-\nBlok", "non-Blok"),
            ("KTP-\nnya", "KTP-nya"),
            ("COVID-\n19", "COVID-19"),
            ("1990-\nan", "1990-an"),
            ("ke-\n2", "ke-2"),
        ] {
            assert_eq!(joined(word), whole);
        }
    }
}
