//! Texts of words that the recognizers know, two bytes a word: grammars of dates, names and countries meet what no editor would write.
#![no_main]

use libfuzzer_sys::fuzz_target;
use telaah_fuzz::{People, check_text, date_of};

const WORDS: &str = include_str!("../words.txt");

fuzz_target!(|data: &[u8]| {
    let [high, low, options, rest @ ..] = data else { return };
    let words: Vec<&str> = WORDS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let mut text = String::new();
    for pair in rest.chunks_exact(2).take(1100) {
        text.push_str(words[usize::from(pair[0]) * words.len() / 256]);
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
    let people = if options & 1 == 0 { People::Tagger } else { People::Rules };
    check_text(&text, date_of(*high, *low), people, options & 14 == 0);
});
