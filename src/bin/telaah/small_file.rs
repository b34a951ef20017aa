//! Files that the user writes, and tables that are read again: settings, lists of words, names.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use telaah::message::io_error;

use crate::cli::messages::{Context as _, ListKind, Message, Result};

/// The largest size of such a file, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// The largest size of a table of results, in bytes.
const MAX_TABLE: u64 = 1 << 28;

/// Reads a file. Only regular files are read, and pipes that the shell has opened (`<(…)`): a named pipe might never have a writer,
/// and a device has no end.
///
/// # Errors
/// It cannot be read, is not such a file, or is larger than 1 MiB.
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    read_up_to(path, MAX_BYTES)
}

/// Reads results that telaah has written.
///
/// # Errors
/// As for [`read`], but the limit is 256 MiB.
pub(crate) fn read_results(path: &Path) -> io::Result<Vec<u8>> {
    read_up_to(path, MAX_TABLE)
}

fn read_up_to(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let file = open(path)?;
    let kind = file.metadata()?.file_type();
    if kind.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !kind.is_file() && !is_opened_by_shell(path) {
        return Err(io_error(io::ErrorKind::InvalidInput, Message::NoRegularFile));
    }
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io_error(io::ErrorKind::FileTooLarge, Message::LargerThan { limit }));
    }
    Ok(bytes)
}

/// Reads a list of the user.
///
/// # Errors
/// Those of [`read`]; or it is not UTF-8.
pub(crate) fn read_list(path: &Path, list: ListKind) -> Result<String> {
    text(path, list, MAX_BYTES)
}

/// Reads a table that telaah has written, which may be as large as its results.
///
/// # Errors
/// Those of [`read_list`], but it may have up to 256 MiB.
pub(crate) fn read_table(path: &Path, list: ListKind) -> Result<String> {
    text(path, list, MAX_TABLE)
}

fn text(path: &Path, list: ListKind, limit: u64) -> Result<String> {
    let bytes = read_up_to(path, limit).with_context(|| Message::CannotReadEntries { path: path.to_owned(), list })?;
    String::from_utf8(bytes).map_err(|_| Message::EntriesNotUtf8 { path: path.to_owned(), list }.into())
}

/// Opens a file without waiting for the writer of a pipe.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    if !is_opened_by_shell(path) {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    options.open(path)
}

/// Whether it is one of the program's own file descriptors.
fn is_opened_by_shell(path: &Path) -> bool {
    path.starts_with("/dev/fd") || path.starts_with("/proc/self/fd") || path == Path::new("/dev/stdin")
}
