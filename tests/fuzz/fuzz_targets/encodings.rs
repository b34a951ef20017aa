//! Plain text in every encoding, detected or named.
#![no_main]

use libfuzzer_sys::fuzz_target;
use telaah::input::{EncodingErrors, InputFormat, InputOptions, TextEncoding};
use telaah_fuzz::{TEXT_BYTES, check_input};

const LABELS: [&str; 8] =
    ["utf-8", "windows-1252", "utf-16le", "utf-16be", "gb18030", "shift_jis", "euc-kr", "iso-2022-jp"];

fuzz_target!(|data: &[u8]| {
    let [label, switches, bytes @ ..] = data else { return };
    let mut options = InputOptions::default();
    options.encoding = LABELS.get(usize::from(*label % 16)).and_then(|label| TextEncoding::named(label));
    options.encoding_errors = if switches & 1 == 0 { EncodingErrors::default() } else { EncodingErrors::Replace };
    options.repair_mojibake = switches & 2 != 0;
    options.format = InputFormat::named(if switches & 4 == 0 { "text" } else { "csv" });
    check_input("a.txt", &bytes[..bytes.len().min(TEXT_BYTES)], &options);
});
