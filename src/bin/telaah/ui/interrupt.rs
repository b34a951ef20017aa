//! Ctrl-C and its like: the run ends at once, and what is half written goes with it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};

/// Files and folders under temporary names.
static HALF_WRITTEN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// The exit code of a program that a signal ended: 128 and the number of SIGINT.
const INTERRUPTED: i32 = 130;

/// Makes a file or folder, which `path` names, that is removed if the run is interrupted. An interruption waits until it is made, so
/// that none slips through. Where no such file is made the system's own way of ending a program does.
///
/// # Errors
/// Those of `make`.
pub(crate) fn removed_when_interrupted<T>(
    make: impl FnOnce() -> io::Result<T>,
    path: impl FnOnce(&T) -> &Path,
) -> io::Result<T> {
    static INSTALLED: Once = Once::new();
    // Where it can't be had, a half file stays; that is no reason not to run.
    INSTALLED.call_once(|| drop(ctrlc::set_handler(end)));
    let mut half_written = HALF_WRITTEN.lock().unwrap_or_else(PoisonError::into_inner);
    let made = make()?;
    half_written.push(path(&made).to_owned());
    Ok(made)
}

fn end() {
    for path in HALF_WRITTEN.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        // It may have got its name already.
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }
    std::process::exit(INTERRUPTED);
}
