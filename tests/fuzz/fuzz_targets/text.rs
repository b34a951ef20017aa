//! Any text, with any article date: tokens, sentences, entities, dates.
#![no_main]

use libfuzzer_sys::fuzz_target;
use telaah_fuzz::{TEXT_BYTES, Way, check_text, date_of};

fuzz_target!(|data: &[u8]| {
    let [high, low, options, text @ ..] = data else { return };
    let text = String::from_utf8_lossy(&text[..text.len().min(TEXT_BYTES)]);
    check_text(&text, date_of(*high, *low), Way::of(*options));
});
