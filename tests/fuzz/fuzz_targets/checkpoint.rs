//! The file of a checkpoint: whatever it holds, opening it gives a run or an error.
#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;
use telaah::run::checkpoint::Checkpoint;
use telaah::run::fingerprint::RunFingerprint;

thread_local! {
    static FOLDER: tempfile::TempDir = tempfile::tempdir().unwrap();
}

fuzz_target!(|data: &[u8]| {
    telaah_fuzz::count(data);
    FOLDER.with(|folder| {
        fs::write(folder.path().join("checkpoint"), data).unwrap();
        if let Ok(checkpoint) = Checkpoint::open(folder.path(), RunFingerprint::default()) {
            assert!(checkpoint.is_new() || checkpoint.totals().documents < u64::MAX);
        }
    });
});
