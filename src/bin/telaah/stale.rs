//! Temporary files of runs that ended without removing them, as by `kill -9`.

use std::fs::{self, File};
use std::path::Path;
use std::time::Duration;

/// The beginning and the end of the names of temporary files and folders.
pub(crate) const AFFIXES: (&str, &str) = (".telaah-", ".tmp");

/// The age from which a file without a lock belongs to no run: a run locks its file after it has created it.
const AGE: Duration = Duration::from_secs(60);

/// Locks a temporary file or folder while the handle lives, so that no other run removes it. On file systems without locks, it is
/// not locked, and other runs do not remove anything there.
pub(crate) fn lock(path: &Path) -> Option<File> {
    let file = File::open(path).ok()?;
    file.try_lock().ok().map(|()| file)
}

/// Removes the temporary files and folders in `folder` that no run has locked. What cannot be removed stays.
pub(crate) fn remove(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_temporary = name.to_str().is_some_and(|name| name.starts_with(AFFIXES.0) && name.ends_with(AFFIXES.1));
        if !is_temporary {
            continue;
        }
        // Of a link, its own type and age.
        let Ok(metadata) = entry.metadata() else { continue };
        let age = metadata.modified().ok().and_then(|time| time.elapsed().ok());
        if metadata.is_symlink() || age.is_none_or(|age| age < AGE) {
            continue;
        }
        let path = entry.path();
        if lock(&path).is_some() {
            let _ = if metadata.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        }
    }
}
