//! Ctrl-C and other signals that end the program.
//!
//! A run ends at once, and its temporary files are removed; one with checkpoints finishes its step first.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Mutex, Once, PoisonError};

/// Files and folders with temporary names.
static TEMPORARY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Whether the first signal only sets [`INTERRUPTED`].
static IS_DEFERRED: AtomicBool = AtomicBool::new(false);

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// The number of the first signal: that of SIGINT until one arrives.
static SIGNAL: AtomicI32 = AtomicI32::new(2);

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

/// Ends the program as the signal does: the exit code is 128 plus its number.
pub(crate) fn exit() -> ! {
    for path in TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        // It fails if the file has its final name already.
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }
    std::process::exit(128 + SIGNAL.load(Ordering::Relaxed));
}

/// Makes a write beyond the limit of `ulimit -f` an error like that of a full disk, instead of the end of the program.
pub(crate) fn ignore_file_size_signal() {
    #[cfg(unix)]
    // Without the handler, the system ends the program as before.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

fn install_handler() {
    static INSTALLED: Once = Once::new();
    // Without a handler, temporary files stay after a signal; that does not justify refusing the run.
    INSTALLED.call_once(|| drop(watch()));
}

/// Starts a thread that waits for signals.
#[cfg(unix)]
fn watch() -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    // A hangup that `nohup` ignores stays ignored. Shells ignore SIGINT for background jobs of scripts, which `kill -INT` still ends.
    let wanted = [SIGHUP, SIGINT, SIGTERM].into_iter().filter(|&signal| signal != SIGHUP || !is_ignored(signal));
    let wanted: Vec<i32> = wanted.collect();
    let (sender, receiver) = std::sync::mpsc::channel();
    // The signals are registered in the thread: if it cannot be started, they must keep their effect.
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let mut signals = Signals::new(wanted);
        let _ = sender.send(());
        for signal in signals.iter_mut().flat_map(Signals::forever) {
            handle(signal);
        }
    })?;
    receiver.recv().map_err(io::Error::other)
}

/// Whether the program was started with this signal ignored, as `nohup` does.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let mask = || {
        let status = fs::read_to_string("/proc/self/status").ok()?;
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
        u64::from_str_radix(mask.trim(), 16).ok()
    };
    mask().is_some_and(|mask| mask & 1 << (signal - 1) != 0)
}

#[cfg(not(unix))]
fn watch() -> io::Result<()> {
    ctrlc::set_handler(|| handle(2)).map_err(io::Error::other)
}

fn handle(signal: i32) {
    SIGNAL.store(signal, Ordering::Relaxed);
    if IS_DEFERRED.load(Ordering::Relaxed) && !INTERRUPTED.swap(true, Ordering::Relaxed) {
        return;
    }
    exit();
}
