//! Words that are divided by a hyphen at the end of a line.
//!
//! | text | word | reason |
//! |---|---|---|
//! | `pem-⏎bangunan`, `Pem-⏎bangunan` | `pembangunan` | the hyphen divides the word |
//! | `kata-⏎kata`, `besar-⏎besaran`, `kebarat-⏎baratan` | `kata-kata` | a doubled word has the hyphen |
//! | `tolong-⏎menolong`, `sayur-⏎mayur`, `bolak-⏎balik` | `tolong-menolong` | so has one in which a sound changes |
//! | `Al-⏎Hakim`, `non-⏎Blok`, `KTP-⏎nya`, `COVID-⏎19`, `1990-⏎an` | `Al-Hakim` | so has a word with capitals or digits beside it |

use std::borrow::Cow;

/// The fewest letters that the halves of a doubled word share.
const SHARED: usize = 3;

/// A word without the line breaks after its hyphens, and without those hyphens that only divide it.
pub(crate) fn joined(word: &str) -> Cow<'_, str> {
    if !word.bytes().any(|byte| byte == b'\n' || byte == b'\r') {
        return Cow::Borrowed(word);
    }
    let mut whole = String::with_capacity(word.len());
    let mut lines = word.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    whole.push_str(lines.next().unwrap_or_default());
    for line in lines {
        let Some((before, hyphen)) = before_hyphen(&whole) else {
            whole.push_str(line);
            continue;
        };
        let left = before.rsplit('-').next().unwrap_or_default();
        let right = line.split('-').next().unwrap_or_default();
        if !has_hyphen(left, right) {
            whole.truncate(hyphen);
        }
        whole.push_str(line);
    }
    Cow::Owned(whole)
}

/// The text before the hyphen that it ends with, and the offset of that hyphen.
fn before_hyphen(text: &str) -> Option<(&str, usize)> {
    let before = text.strip_suffix(['-', '\u{2010}', '\u{2011}'])?;
    Some((before, before.len()))
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

/// Whether these parts, in small letters, are the halves of a doubled word.
fn is_doubled(left: &str, right: &str) -> bool {
    let starts = left.char_indices().map(|(at, _)| at);
    let ends_like_right = |at: usize| left.get(at..).is_some_and(|end| end.len() >= SHARED && right.starts_with(end));
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let from_vowel = left.find(vowel).and_then(|at| left.get(at..)).filter(|end| end.len() >= SHARED);
    let consonants = |word: &str| word.chars().filter(|&c| !vowel(c)).collect::<String>();
    starts.into_iter().any(ends_like_right)
        || from_vowel.is_some_and(|end| right.contains(end))
        || (left.len() == right.len() && left.len() > SHARED && consonants(left) == consonants(right))
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
            ("sese-\norang", "seseorang"),
            ("kata-kata", "kata-kata"),
            ("pembangunan", "pembangunan"),
        ] {
            assert_eq!(joined(word), whole);
        }
    }

    #[test]
    fn a_hyphen_that_belongs_to_a_word_stays() {
        for (word, whole) in [
            ("kata-\nkata", "kata-kata"),
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
