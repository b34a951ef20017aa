//! The key form of a word, under which it is interned and compared.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::text::hyphenation::joined;

/// Returns the key form of a word: lower case, NFC, straight apostrophes, without ligatures, invisible characters and the line break
/// after a hyphen.
pub(crate) fn word_key(word: &str) -> String {
    match joined(word) {
        Cow::Borrowed(word) if word.is_ascii() => word.to_ascii_lowercase(),
        word => characters(&word).flat_map(char::to_lowercase).nfc().collect(),
    }
}

/// Returns a word as it is counted if its case is kept: NFC, straight apostrophes, without ligatures, invisible characters and the line
/// break after a hyphen.
pub(crate) fn surface(word: &str) -> String {
    let mut surface = String::with_capacity(word.len());
    push_surface(word, &mut surface);
    surface
}

/// Appends the [`surface`] of a word.
pub(crate) fn push_surface(word: &str, out: &mut String) {
    out.extend(characters(&joined(word)));
}

fn characters(word: &str) -> impl Iterator<Item = char> + '_ {
    let letters = word.chars().filter(|&c| !is_invisible(c)).flat_map(|c| {
        let (ligature, other) = (ligature(c), ligature(c).is_none().then_some(c));
        ligature.unwrap_or_default().chars().chain(other)
    });
    letters.nfc().map(|c| if matches!(c, '’' | '‘' | 'ʼ') { '\'' } else { c })
}

/// Whether a character is a zero-width blank, joiner, direction mark or soft hyphen, which web pages leave inside and between words.
pub(crate) const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Returns the letters of a Latin ligature, which texts set for print contain: `ﬁ` is `fi`. These are the compatibility
/// decompositions of the block Alphabetic Presentation Forms; other compatibility characters are left alone.
const fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_neither_ligatures_nor_invisible_characters() {
        for (word, key) in [
            ("Konﬂik", "konflik"),
            ("eﬁsien", "efisien"),
            ("ka\u{200b}ta", "kata"),
            ("ke\u{ad}bi\u{ad}jakan", "kebijakan"),
            ("Jum’at", "jum'at"),
            ("E\u{301}cole", "école"),
            ("m²", "m²"),
        ] {
            assert_eq!(word_key(word), key);
        }
        assert_eq!(surface("Konﬂik"), "Konflik");
    }
}
