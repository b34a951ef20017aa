//! Where results go: standard output, or a file that is written whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use tempfile::{NamedTempFile, TempDir};

use crate::ui::interrupt::removed_when_interrupted;

/// Something to write to.
pub(crate) enum Target {
    Stdout(BufWriter<Stdout>),
    /// A pipe or device, which can't be replaced by a file; or a file in a temporary folder.
    Plain(BufWriter<File>, PathBuf),
    /// A file under a temporary name.
    File(BufWriter<NamedTempFile>, PathBuf),
}

impl Target {
    pub(crate) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path else {
            return Ok(Self::Stdout(BufWriter::with_capacity(64 * 1024, io::stdout())));
        };
        // A link stays a link: what it points to is replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let old = fs::metadata(&path).ok();
        if old.as_ref().is_some_and(fs::Metadata::is_dir) {
            bail!("can't write to {}: it is a folder", path.display());
        }
        if old.as_ref().is_some_and(|m| !m.is_file()) {
            let file = OpenOptions::new()
                .write(true)
                .open(&path)
                .with_context(|| format!("can't write to {}", path.display()))?;
            return Ok(Self::Plain(BufWriter::new(file), path));
        }
        let file = temporary(parent(&path), old.map(|m| m.permissions()))
            .with_context(|| format!("can't write to {}", path.display()))?;
        Ok(Self::File(BufWriter::with_capacity(64 * 1024, file), path))
    }

    /// Whether rows go where somebody reads them.
    pub(crate) fn is_terminal(&self) -> bool {
        matches!(self, Self::Stdout(_)) && io::stdout().is_terminal()
    }

    /// Brings everything to where it belongs.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Stdout(mut out) => out.flush().context("can't write to standard output"),
            Self::Plain(mut out, path) => out.flush().with_context(|| format!("can't write to {}", path.display())),
            Self::File(out, path) => {
                let persist = || -> io::Result<()> {
                    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
                    file.persist(&path)?;
                    Ok(())
                };
                persist().with_context(|| format!("can't write to {}", path.display()))
            }
        }
    }

    /// What to call it in a message.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdout(_) => "standard output".to_owned(),
            Self::Plain(_, path) | Self::File(_, path) => path.display().to_string(),
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::Plain(out, _) => out.write(bytes),
            Self::File(out, _) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::Plain(out, _) => out.flush(),
            Self::File(out, _) => out.flush(),
        }
    }
}

/// The folder of a path.
fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file with a temporary name, hidden, in `folder`; with the permissions of the file that it replaces, or the usual ones.
fn temporary(folder: &Path, permissions: Option<fs::Permissions>) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".telaah-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Less what the umask takes away.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let file = removed_when_interrupted(|| builder.tempfile_in(folder), NamedTempFile::path)?;
    if let Some(permissions) = permissions {
        fs::set_permissions(file.path(), permissions)?;
    }
    Ok(file)
}

/// A folder of tables that is written whole or not at all.
pub(crate) struct Folder {
    /// Where the tables are until they get their final names.
    place: PathBuf,
    /// Removes that place; `None` if a run that is interrupted continues with it.
    temporary: Option<TempDir>,
    goal: PathBuf,
    is_new: bool,
    names: Vec<String>,
}

impl Folder {
    /// A folder whose tables are written to a temporary folder before they get their final names; or to one below `resumable`,
    /// where they stay if the run is interrupted. `goal` is not a file.
    pub(crate) fn open(goal: &Path, resumable: Option<&Path>) -> anyhow::Result<Self> {
        let cant = || format!("can't write to the folder {}", goal.display());
        let goal = fs::canonicalize(goal).unwrap_or_else(|_| goal.to_owned());
        let is_new = !goal.is_dir();
        if let Some(folder) = resumable {
            let place = folder.join("tables");
            fs::create_dir_all(&place).with_context(cant)?;
            return Ok(Self { place, temporary: None, goal, is_new, names: Vec::new() });
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".telaah-").suffix(".tmp");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // Less what the umask takes away.
            builder.permissions(fs::Permissions::from_mode(0o777));
        }
        let beside = if is_new { parent(&goal) } else { &goal };
        let temporary = removed_when_interrupted(|| builder.tempdir_in(beside), TempDir::path).with_context(cant)?;
        Ok(Self { place: temporary.path().to_owned(), temporary: Some(temporary), goal, is_new, names: Vec::new() })
    }

    /// A new table of the folder.
    pub(crate) fn table(&mut self, name: String) -> anyhow::Result<Target> {
        let (path, goal) = self.add(name)?;
        let file = File::create(path).with_context(|| format!("can't write to {}", goal.display()))?;
        Ok(Target::Plain(BufWriter::with_capacity(64 * 1024, file), goal))
    }

    /// A table of the folder that is not buffered, with what was written to it before; also a second handle of its file.
    pub(crate) fn unbuffered_table(&mut self, name: String) -> anyhow::Result<(Target, File)> {
        let (path, goal) = self.add(name)?;
        let open = || {
            let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
            let second = file.try_clone()?;
            io::Result::Ok((file, second))
        };
        let (file, second) = open().with_context(|| format!("can't write to {}", goal.display()))?;
        Ok((Target::Plain(BufWriter::with_capacity(0, file), goal), second))
    }

    /// Adds a table; returns the path where it is written, and its final one.
    fn add(&mut self, name: String) -> anyhow::Result<(PathBuf, PathBuf)> {
        let goal = self.goal.join(&name);
        if goal.is_dir() {
            bail!("can't write to {}: it is a folder", goal.display());
        }
        let path = self.place.join(&name);
        self.names.push(name);
        Ok((path, goal))
    }

    /// Gives the tables their final names, when all are written. A folder that is new appears in one step; in one that exists each
    /// table is replaced in one step.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        let Self { place, temporary, goal, is_new, names } = self;
        let cant = || format!("can't write to the folder {}", goal.display());
        if is_new && let Some(temporary) = temporary {
            fs::rename(temporary.path(), &goal).with_context(cant)?;
            // It is no longer there to be removed.
            let _ = temporary.keep();
            return Ok(());
        }
        if temporary.is_none() {
            for name in &names {
                let file = OpenOptions::new().write(true).open(place.join(name));
                file.and_then(|file| file.sync_all()).with_context(cant)?;
            }
        }
        // The first table last: while it is here, a run that is interrupted can resume.
        for name in names.iter().rev() {
            fs::rename(place.join(name), goal.join(name)).with_context(cant)?;
        }
        temporary.map_or(Ok(()), TempDir::close).with_context(cant)
    }
}

/// What was being done when the output failed.
pub(crate) const WRITING: &str = "can't write the output";
