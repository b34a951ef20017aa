//! Outputs, which are not inputs: those of this run, and reports of earlier ones.

use std::fs;
#[cfg(unix)]
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
#[cfg(not(unix))]
use std::path::PathBuf;

use walkdir::DirEntry;

use crate::input::regular::open_regular;

/// The longest beginning of a file that is needed to recognize a report.
const HEAD_BYTES: u64 = 4096;

/// The extensions of formats that are both inputs and outputs.
const SHARED_EXTENSIONS: [&str; 8] = ["csv", "tsv", "json", "ndjson", "jsonl", "md", "markdown", "xlsx"];

/// A file or directory, whatever its path: links and other spellings lead to the same one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileIdentity {
    /// Device and inode.
    #[cfg(unix)]
    inode: (u64, u64),
    #[cfg(not(unix))]
    canonical: PathBuf,
}

impl FileIdentity {
    /// The file or directory at a path, after links. `None` if there is none.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        #[cfg(unix)]
        return fs::metadata(path).ok().map(|metadata| Self::of_metadata(&metadata));
        #[cfg(not(unix))]
        return fs::canonicalize(path).ok().map(|canonical| Self { canonical });
    }

    /// The file that is standard input. `None` if it is a pipe or a device, or if the system cannot tell.
    #[must_use]
    pub fn of_stdin() -> Option<Self> {
        #[cfg(unix)]
        {
            use std::os::fd::AsFd;
            let file = File::from(io::stdin().as_fd().try_clone_to_owned().ok()?);
            let metadata = file.metadata().ok()?;
            metadata.is_file().then(|| Self::of_metadata(&metadata))
        }
        #[cfg(not(unix))]
        None
    }

    #[cfg(unix)]
    fn of_metadata(metadata: &fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self { inode: (metadata.dev(), metadata.ino()) }
    }

    /// Whether an entry of a directory can be this file, which is cheaper to tell than whether it is.
    fn may_be(&self, entry: &DirEntry) -> bool {
        #[cfg(unix)]
        {
            use walkdir::DirEntryExt;
            self.inode.1 == entry.ino()
        }
        #[cfg(not(unix))]
        {
            self.canonical.file_name() == Some(entry.file_name())
        }
    }
}

/// The files that are excluded from directories because they are outputs. Files that are given by name are read nevertheless.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Outputs {
    /// The files and directories that are written.
    pub written: Vec<FileIdentity>,
    /// Recognizes a report by its first bytes. `None`: reports are read like any other file.
    pub is_report: Option<fn(&[u8]) -> bool>,
}

impl Outputs {
    /// Whether an entry of a directory is one that is written.
    pub(crate) fn is_written(&self, entry: &DirEntry) -> bool {
        let mut candidates = self.written.iter().filter(|identity| identity.may_be(entry)).peekable();
        candidates.peek().is_some() && {
            let found = FileIdentity::of(entry.path());
            candidates.any(|identity| Some(identity) == found.as_ref())
        }
    }

    /// Whether a file is a report. One that cannot be read is not: the error appears when it is read as an input.
    pub(crate) fn is_report(&self, path: &Path) -> bool {
        let is_shared = |extension: &str| SHARED_EXTENSIONS.iter().any(|shared| extension.eq_ignore_ascii_case(shared));
        let has_extension = path.extension().and_then(|extension| extension.to_str()).is_some_and(is_shared);
        let Some(is_report) = self.is_report.filter(|_| has_extension) else { return false };
        head(path).is_ok_and(|head| is_report(&head))
    }
}

fn head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    open_regular(path)?.take(HEAD_BYTES).read_to_end(&mut head)?;
    Ok(head)
}

/// Whether a file is a report that `is_report` recognizes.
///
/// # Errors
/// The file cannot be read.
pub fn is_report_file(path: &Path, is_report: fn(&[u8]) -> bool) -> io::Result<bool> {
    head(path).map(|head| is_report(&head))
}
