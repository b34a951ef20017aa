//! Outputs, which are not inputs: those of this run, and reports of earlier ones.

use std::fs;
#[cfg(unix)]
use std::fs::File;
use std::io;
use std::path::Path;
#[cfg(not(unix))]
use std::path::PathBuf;

use walkdir::DirEntry;

/// The extensions of reports that are not recognized by the first bytes that are read of records anyway.
const REPORT_EXTENSIONS: [&str; 4] = ["md", "markdown", "xlsx", "parquet"];

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
    /// Recognizes a report in a text format by its first bytes. `None`: such reports are read like any other file.
    pub is_report: Option<fn(&[u8]) -> bool>,
    /// Recognizes a report in any format. `None`: reports in binary formats and in Markdown are read like any other file.
    pub is_report_file: Option<fn(&Path) -> io::Result<bool>>,
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

    /// Whether a file is a report in a format that is not one of records. One that cannot be read is not: the error appears when it is
    /// read as an input.
    pub(crate) fn is_report_file(&self, path: &Path) -> bool {
        let is_known = |extension: &str| REPORT_EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known));
        let has_extension = path.extension().and_then(|extension| extension.to_str()).is_some_and(is_known);
        self.is_report_file.filter(|_| has_extension).is_some_and(|is_report| is_report(path).unwrap_or(false))
    }

    /// Whether a file with these first bytes is a report in a text format.
    pub(crate) fn is_report(&self, head: &[u8]) -> bool {
        self.is_report.is_some_and(|is_report| is_report(head))
    }
}
