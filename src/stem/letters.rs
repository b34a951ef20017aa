//! Letters.

/// Whether a lower-case letter is a vowel.
pub(crate) const fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// The number of vowels: a root of one has one syllable (`bom`).
pub(crate) fn vowels(word: &[u8]) -> usize {
    word.iter().filter(|&&letter| is_vowel(letter)).count()
}

/// Whether a word consists of small letters from `a` to `z` alone.
pub(crate) fn is_plain(word: &[u8]) -> bool {
    word.iter().all(u8::is_ascii_lowercase)
}
