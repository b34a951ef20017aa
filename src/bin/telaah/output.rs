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
    temporary: TempDir,
    goal: PathBuf,
    is_new: bool,
    /// Whether the tables are safe on the disk before they get their names.
    is_synced: bool,
    names: Vec<String>,
}

impl Folder {
    /// A folder whose tables are written in `workshop` before they get their names, or beside those that are there, and are safe on
    /// the disk when they get them if a workshop is named. There is no file of that name.
    pub(crate) fn open(goal: &Path, workshop: Option<&Path>) -> anyhow::Result<Self> {
        let cant = || format!("can't write to the folder {}", goal.display());
        let goal = fs::canonicalize(goal).unwrap_or_else(|_| goal.to_owned());
        let is_new = !goal.is_dir();
        let mut builder = tempfile::Builder::new();
        builder.prefix(".telaah-").suffix(".tmp");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // Less what the umask takes away.
            builder.permissions(fs::Permissions::from_mode(0o777));
        }
        let beside = workshop.unwrap_or(if is_new { parent(&goal) } else { &goal });
        let temporary = removed_when_interrupted(|| builder.tempdir_in(beside), TempDir::path).with_context(cant)?;
        Ok(Self { temporary, goal, is_new, is_synced: workshop.is_some(), names: Vec::new() })
    }

    /// A new table of the folder.
    pub(crate) fn table(&mut self, name: String) -> anyhow::Result<Target> {
        let goal = self.goal.join(&name);
        let cant = || format!("can't write to {}", goal.display());
        if goal.is_dir() {
            bail!("{}: it is a folder", cant());
        }
        let file = File::create_new(self.temporary.path().join(&name)).with_context(cant)?;
        self.names.push(name);
        Ok(Target::Plain(BufWriter::with_capacity(64 * 1024, file), goal))
    }

    /// Brings the tables to where they belong, when all are written. A folder that is new appears in one step; in one that was
    /// there each table is replaced in one step.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        let Self { temporary, goal, is_new, is_synced, names } = self;
        let cant = || format!("can't write to the folder {}", goal.display());
        if is_new {
            fs::rename(temporary.path(), &goal).with_context(cant)?;
            // It is no longer there to be removed.
            let _ = temporary.keep();
            return Ok(());
        }
        if is_synced {
            for name in &names {
                OpenOptions::new()
                    .write(true)
                    .open(temporary.path().join(name))
                    .and_then(|file| file.sync_all())
                    .with_context(cant)?;
            }
        }
        for name in &names {
            fs::rename(temporary.path().join(name), goal.join(name)).with_context(cant)?;
        }
        temporary.close().with_context(cant)
    }
}

/// What was being done when the output failed.
pub(crate) const WRITING: &str = "can't write the output";
