//! Output files: standard output, or files and folders that are written whole or not at all.

use std::cell::Cell;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use telaah::message::io_error;
use telaah::report::format::{Directory, Output};
use tempfile::{NamedTempFile, TempDir};

use crate::cli::messages::{Context as _, Message, Result};
use crate::stale;
use crate::ui::interrupt::removed_when_interrupted;

/// The size of the buffer before a file.
const BUFFER: usize = 64 * 1024;

/// A file that is being written.
pub(crate) enum Target {
    Stdout(BufWriter<Stdout>),
    /// A pipe or a device, which cannot be replaced by a file; or a file in a temporary folder.
    Plain(BufWriter<File>, PathBuf),
    /// A file under a temporary name.
    File(BufWriter<NamedTempFile>, PathBuf),
}

impl Target {
    pub(crate) fn open(path: Option<&Path>) -> Result<Self> {
        let Some(path) = path else {
            return Ok(Self::Stdout(BufWriter::with_capacity(BUFFER, io::stdout())));
        };
        refuse_dangling(path)?;
        // A link stays a link: its target is replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let old = fs::metadata(&path).ok();
        if old.as_ref().is_some_and(fs::Metadata::is_dir) {
            return Err(Message::OutputIsFolder { path: path.display().to_string() }.into());
        }
        if old.as_ref().is_some_and(|m| !m.is_file()) {
            let file = OpenOptions::new().write(true).open(&path).with_context(|| cannot_write(&path))?;
            return Ok(Self::Plain(BufWriter::new(file), path));
        }
        let file = temporary(parent(&path), old.map(|m| m.permissions())).with_context(|| cannot_write(&path))?;
        Ok(Self::File(BufWriter::with_capacity(BUFFER, file), path))
    }

    /// Whether it is a terminal.
    pub(crate) fn is_terminal(&self) -> bool {
        matches!(self, Self::Stdout(_)) && io::stdout().is_terminal()
    }

    /// Commits the file.
    pub(crate) fn finish(self) -> Result<()> {
        let message = match &self {
            Self::Stdout(_) => Message::CannotWriteStdout,
            Self::Plain(_, path) | Self::File(_, path) => cannot_write(path),
        };
        Box::new(self).commit().context(message)
    }

    /// The name in messages.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdout(_) => "standard output".to_owned(),
            Self::Plain(_, path) | Self::File(_, path) => path.display().to_string(),
        }
    }
}

impl Output for Target {
    fn commit(self: Box<Self>) -> io::Result<()> {
        match *self {
            Self::Stdout(mut out) => out.flush(),
            Self::Plain(mut out, _) => out.flush(),
            Self::File(out, path) => {
                let file = out.into_inner().map_err(io::IntoInnerError::into_error).map_err(plain)?;
                file.persist(path).map_err(|error| plain(error.error))?;
                Ok(())
            }
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::Plain(out, _) => out.write(bytes),
            Self::File(out, _) => out.write(bytes).map_err(plain),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::Plain(out, _) => out.flush(),
            Self::File(out, _) => out.flush().map_err(plain),
        }
    }
}

/// The folder that contains a path.
pub(crate) fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Refuses a symbolic link to nothing: whether the file is meant to be at its target is unknown.
fn refuse_dangling(path: &Path) -> Result<()> {
    let is_link = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    if is_link && fs::metadata(path).is_err() {
        return Err(Message::DanglingLink { path: path.display().to_string() }.into());
    }
    Ok(())
}

/// A hidden file with a temporary name in `folder`, with the permissions of the file that it replaces, or the default ones.
fn temporary(folder: &Path, permissions: Option<fs::Permissions>) -> io::Result<NamedTempFile> {
    stale::remove(folder);
    let mut builder = tempfile::Builder::new();
    builder.prefix(stale::AFFIXES.0).suffix(stale::AFFIXES.1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The umask applies.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let file = removed_when_interrupted(|| builder.tempfile_in(folder).map_err(plain), NamedTempFile::path)?;
    // Without it, other runs may remove the file where they can lock it.
    let _ = file.as_file().try_lock();
    if let Some(permissions) = permissions {
        #[cfg(unix)]
        let permissions = {
            use std::os::unix::fs::PermissionsExt;
            // Not setuid, setgid: the new file may have another owner.
            fs::Permissions::from_mode(permissions.mode() & 0o777)
        };
        fs::set_permissions(file.path(), permissions)?;
    }
    Ok(file)
}

/// A folder of files that is written whole or not at all.
pub(crate) struct Folder {
    /// Where the files are until they get their final names.
    workshop: PathBuf,
    /// Keeps other runs from removing the workshop. Dropped before it: removing a folder needs a file descriptor.
    _lock: Option<File>,
    /// Removes the workshop; `None` if it stays when the run is interrupted.
    temporary: Option<TempDir>,
    path: PathBuf,
    is_new: bool,
    names: Vec<String>,
    /// In a run that can be resumed and whose format can be truncated: a handle of the first file, once it is created.
    first: Option<FirstFile>,
}

/// The place for a second handle of the first file of a [`Folder`].
pub(crate) type FirstFile = Rc<Cell<Option<File>>>;

impl Folder {
    /// Opens a folder, new or existing, whose files are in a temporary folder until they get their final names.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        refuse_dangling(path)?;
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let cant = || Message::CannotWriteFolder { path: path.display().to_string() };
        let is_new = !path.is_dir();
        let mut builder = tempfile::Builder::new();
        builder.prefix(stale::AFFIXES.0).suffix(stale::AFFIXES.1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // The umask applies.
            builder.permissions(fs::Permissions::from_mode(0o777));
        }
        let beside = if is_new { parent(&path) } else { &path };
        stale::remove(beside);
        let temporary =
            removed_when_interrupted(|| builder.tempdir_in(beside).map_err(plain), TempDir::path).with_context(cant)?;
        let (workshop, lock) = (temporary.path().to_owned(), stale::lock(temporary.path()));
        Ok(Self { workshop, temporary: Some(temporary), _lock: lock, path, is_new, names: Vec::new(), first: None })
    }

    /// Opens a folder whose files are below `resumable` until they get their final names, and stay there if the run is interrupted.
    /// If `first` is given, the first file is not buffered, keeps what was written to it before, and leaves a handle there.
    pub(crate) fn open_resumable(path: &Path, resumable: &Path, first: Option<FirstFile>) -> Result<Self> {
        let workshop = resumable.join("tables");
        fs::create_dir_all(&workshop)
            .with_context(|| Message::CannotWriteFolder { path: path.display().to_string() })?;
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        Ok(Self { workshop, temporary: None, _lock: None, path, is_new: false, names: Vec::new(), first })
    }
}

impl Directory for Folder {
    fn create(&mut self, name: &str) -> io::Result<Box<dyn Output>> {
        let path = self.path.join(name);
        if path.is_dir() {
            return Err(io_error(
                io::ErrorKind::IsADirectory,
                Message::OutputIsFolder { path: path.display().to_string() },
            ));
        }
        let written = self.workshop.join(name);
        self.names.push(name.to_owned());
        let (file, buffer) = match self.first.take() {
            None => (File::create(written)?, BUFFER),
            Some(first) => {
                let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(written)?;
                first.set(Some(file.try_clone()?));
                (file, 0)
            }
        };
        Ok(Box::new(Target::Plain(BufWriter::with_capacity(buffer, file), path)))
    }

    /// A new folder appears in one step; in an existing one each file is replaced in one step.
    fn commit(self: Box<Self>) -> io::Result<()> {
        let Self { workshop, temporary, path, is_new, names, .. } = *self;
        if is_new && let Some(temporary) = temporary {
            fs::rename(temporary.path(), &path)?;
            // It has moved, so there is nothing to remove.
            let _ = temporary.keep();
            return Ok(());
        }
        if temporary.is_none() {
            for name in &names {
                OpenOptions::new().write(true).open(workshop.join(name))?.sync_all()?;
            }
        }
        // The first file last: while it is in the workshop, a run that is interrupted can resume.
        for name in names.iter().rev() {
            fs::rename(workshop.join(name), path.join(name))?;
        }
        temporary.map_or(Ok(()), TempDir::close)
    }
}

/// An error of `tempfile` without the name of the temporary file, which is of no interest.
fn plain(error: io::Error) -> io::Error {
    // The number of the system's error is only in the text.
    let text = error.to_string();
    let number = text.split_once("(os error ").and_then(|(_, rest)| rest.split_once(')')?.0.parse().ok());
    number.map_or_else(|| error.kind().into(), io::Error::from_raw_os_error)
}

fn cannot_write(path: &Path) -> Message {
    Message::CannotWrite { path: path.display().to_string() }
}
