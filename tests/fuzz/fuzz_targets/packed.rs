//! Compressed files and archives: damaged, nested, with sizes that lie.
#![no_main]

use libfuzzer_sys::fuzz_target;
use telaah::input::InputOptions;
use telaah_fuzz::check_input;

fuzz_target!(|data: &[u8]| {
    let [name, bytes @ ..] = data else { return };
    let name =
        ["a.gz", "a.zst", "a.zip", "a.txt.gz", "a.ndjson.zst", "a.csv.gz", "a.json.zst", "a"][usize::from(*name % 8)];
    let mut options = InputOptions::default();
    options.limits.document_bytes = 1 << 20;
    check_input(name, bytes, &options);
});
