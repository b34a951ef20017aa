//! The key form of a word, under which it is interned and compared.

use unicode_normalization::UnicodeNormalization;

/// Returns the key form of a word: lower case, NFC, straight apostrophes.
pub(crate) fn word_key(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfc().flat_map(char::to_lowercase).map(|c| if matches!(c, '’' | '‘' | 'ʼ') { '\'' } else { c }).nfc().collect()
}
