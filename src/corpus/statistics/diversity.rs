//! The diversity of the words of a text, from their frequencies.

use crate::corpus::statistics::{product, ratio};

/// The type-token ratio: distinct words by words. It falls with the length of the text. `None` without words.
#[must_use]
pub fn type_token_ratio(types: u64, words: u64) -> Option<f64> {
    ratio(types.into(), words.into())
}

/// Yule's K, 10⁴·(Σ f² - N)/N² over the frequencies f of the distinct words (Yule 1944): higher for a text that repeats its words.
/// `None` without words.
#[must_use]
pub fn yule_k(frequencies: impl IntoIterator<Item = u64>) -> Option<f64> {
    let (mut words, mut squares) = (0_u64, 0_u128);
    for frequency in frequencies {
        words += frequency;
        squares += product(frequency, frequency);
    }
    ratio(squares.checked_sub(words.into())?, product(words, words)).map(|quotient| 1e4 * quotient)
}

/// HD-D (McCarthy and Jarvis 2007): the expected type-token ratio of `draws` words drawn from the text without putting them back.
/// `spectrum` has the frequencies of the text, and the number of distinct words with each. `None` if the text has fewer words, or
/// without draws. The time is proportional to the frequencies and the draws.
///
/// ```
/// use telaah::corpus::statistics::hdd;
///
/// // Two words that occur once, and one that occurs twice; two draws.
/// let expected = (2.0 * (1.0 - 3.0 / 4.0 * 2.0 / 3.0) + (1.0 - 2.0 / 4.0 * 1.0 / 3.0)) / 2.0;
/// assert_eq!(hdd(4, 2, [(1, 2), (2, 1)]), Some(expected));
/// assert_eq!(hdd(4, 5, [(1, 2), (2, 1)]), None);
/// ```
#[must_use]
pub fn hdd(words: u64, draws: u64, spectrum: impl IntoIterator<Item = (u64, u64)>) -> Option<f64> {
    if words < draws || draws == 0 {
        return None;
    }
    // The probability that a word of this frequency is not drawn.
    let missed = |frequency: u64| -> f64 {
        let others = words.saturating_sub(frequency);
        let draw = |n: u64| others.saturating_sub(n) as f64 / (words - n) as f64;
        (0..draws).map(draw).product()
    };
    let drawn: f64 = spectrum.into_iter().map(|(frequency, types)| types as f64 * (1.0 - missed(frequency))).sum();
    Some(drawn / draws as f64)
}
