//! Any text, with any article date: tokens, sentences, entities, dates.
#![no_main]

use libfuzzer_sys::fuzz_target;
use telaah_fuzz::{People, TEXT_BYTES, check_text, date_of};

fuzz_target!(|data: &[u8]| {
    let [high, low, options, text @ ..] = data else { return };
    let text = String::from_utf8_lossy(&text[..text.len().min(TEXT_BYTES)]);
    let people = if options & 1 == 0 { People::Tagger } else { People::Rules };
    check_text(&text, date_of(*high, *low), people);
});
