//! Ctrl-C and other signals that end the program.
//!
//! A run ends at once, and its temporary files are removed; one with checkpoints finishes its step first.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, PoisonError};

/// Files and folders with temporary names.
static TEMPORARY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Whether the first signal only sets [`INTERRUPTED`].
static IS_DEFERRED: AtomicBool = AtomicBool::new(false);

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// The exit code of a program that a signal ended: 128 plus the number of SIGINT.
const EXIT_CODE: i32 = 130;

/// Creates a file or folder, named by `path`, that is removed if the program is interrupted. A signal waits until it is created, so
/// that none is missed. If no such file is created, the system's own handling of signals stays.
///
/// # Errors
/// Those of `make`.
pub(crate) fn removed_when_interrupted<T>(
    make: impl FnOnce() -> io::Result<T>,
    path: impl FnOnce(&T) -> &Path,
) -> io::Result<T> {
    install_handler();
    let mut temporary = TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner);
    let made = make()?;
    temporary.push(path(&made).to_owned());
    Ok(made)
}

/// Returns a flag that the first signal sets instead of ending the program; the second one ends it.
pub(crate) fn deferred() -> &'static AtomicBool {
    IS_DEFERRED.store(true, Ordering::Relaxed);
    install_handler();
    &INTERRUPTED
}

/// Ends the program as a signal does.
pub(crate) fn exit() -> ! {
    for path in TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        // It fails if the file has its final name already.
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }
    std::process::exit(EXIT_CODE);
}

fn install_handler() {
    static INSTALLED: Once = Once::new();
    // Without a handler, temporary files stay after a signal; that does not justify refusing the run.
    INSTALLED.call_once(|| drop(ctrlc::set_handler(handle)));
}

fn handle() {
    if IS_DEFERRED.load(Ordering::Relaxed) && !INTERRUPTED.swap(true, Ordering::Relaxed) {
        return;
    }
    exit();
}
