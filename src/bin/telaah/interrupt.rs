//! Ctrl-C and its like: the run ends at once, and what is half written goes with it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};

/// Files and folders under temporary names.
static HALF_WRITTEN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// The exit code of a program that a signal ended: 128 and the number of SIGINT.
const INTERRUPTED: i32 = 130;

/// Removes `path` if the run is interrupted. Without such a path the system's own way of ending a program does.
pub(crate) fn remove_when_interrupted(path: &Path) {
    static INSTALLED: Once = Once::new();
    HALF_WRITTEN.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
    // Where it can't be had, a half file stays; that is no reason not to run.
    INSTALLED.call_once(|| drop(ctrlc::set_handler(end)));
}

fn end() {
    for path in HALF_WRITTEN.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        // It may have got its name already.
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }
    std::process::exit(INTERRUPTED);
}
