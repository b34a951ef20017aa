//! Web pages.
#![no_main]

use libfuzzer_sys::fuzz_target;
use telaah::input::{InputFormat, InputOptions};
use telaah_fuzz::check_input;

fuzz_target!(|data: &[u8]| {
    let mut options = InputOptions::default();
    options.format = InputFormat::named("html");
    check_input("a.html", data, &options);
});
