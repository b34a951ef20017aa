//! Files of every input format, by name and by content, with every combination of options.
#![no_main]

use libfuzzer_sys::fuzz_target;
use telaah::input::{EncodingErrors, INPUT_FORMATS, InputOptions};
use telaah_fuzz::{TEXT_BYTES, check_input};

fuzz_target!(|data: &[u8]| {
    let [format, switches, bytes @ ..] = data else { return };
    let mut options = InputOptions::default();
    options.encoding_errors = if switches & 1 == 0 { EncodingErrors::default() } else { EncodingErrors::Replace };
    options.repair_mojibake = switches & 2 != 0;
    options.deduplicate = switches & 4 != 0;
    if switches & 8 != 0 {
        options.limits.document_bytes = 256;
    }
    let format = INPUT_FORMATS.get(usize::from(*format) % (INPUT_FORMATS.len() + 1));
    let extension = format.and_then(|format| format.extensions.first()).copied().unwrap_or("tanpa-nama");
    if switches & 16 != 0 {
        options.format = format;
    }
    check_input(&format!("a.{extension}"), &bytes[..bytes.len().min(TEXT_BYTES)], &options);
});
