//! Texts of words that the recognizers know, two bytes a word: grammars of dates, names and countries meet what no editor would write.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use telaah_fuzz::{Way, check_text, date_of};

static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    include_str!("../words.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
});
/// The most words of a text, of about seven bytes each.
const MOST_WORDS: usize = 2400;

fuzz_target!(|data: &[u8]| {
    let [high, low, options, rest @ ..] = data else { return };
    let mut text = String::new();
    for pair in rest.chunks_exact(2).take(MOST_WORDS) {
        text.push_str(WORDS[usize::from(pair[0]) * WORDS.len() / 256]);
        text.push_str(match pair[1] % 16 {
            0..8 => " ",
            8 => ", ",
            9 => ". ",
            10 => "-",
            11 => "\n",
            12 => "/",
            13 => " (",
            14 => ") ",
            _ => "",
        });
    }
    check_text(&text, date_of(*high, *low), Way::of(*options));
});
