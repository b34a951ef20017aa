//! The key form of words, under which they are interned and compared.

use unicode_normalization::UnicodeNormalization;

/// The key form of a word: lower-cased, NFC, straight apostrophes.
pub(crate) fn word_key(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfc().flat_map(char::to_lowercase).map(|c| if matches!(c, '’' | '‘' | 'ʼ') { '\'' } else { c }).nfc().collect()
}
