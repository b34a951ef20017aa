//! Folders, walked in byte order of path.

use std::ffi::{OsStr, OsString};
use std::fs::{self, FileType};
use std::io;
use std::path::PathBuf;

use crate::input::{InputFormat, LeftOut};

/// The files of a folder and of the folders in it, in byte order of the full path.
///
/// One folder's names are held at a time for each level of depth, so memory follows the largest folder and not the number of
/// files. Symbolic links are not followed, so that no loop can arise.
#[derive(Debug)]
pub(crate) struct Walk {
    /// The path of the innermost open folder.
    path: PathBuf,
    /// The folders that are open, from the outermost; of each what is still to come, the next one last.
    open: Vec<Vec<Entry>>,
    /// Whether the root is still to be opened.
    fresh: bool,
    /// Read files whose ending no format has as well: the format was named for all.
    any_extension: bool,
}

#[derive(Debug)]
struct Entry {
    /// Of a folder, without the slash.
    name: Box<OsStr>,
    is_folder: bool,
}

impl Entry {
    /// Sorts as paths below the folder do: `a.txt` before `a/b`, for `.` comes before `/`.
    fn sort_key(&self) -> impl Iterator<Item = u8> + '_ {
        self.name.as_encoded_bytes().iter().copied().chain(self.is_folder.then_some(b'/'))
    }
}

/// A step of the walk.
#[derive(Debug)]
pub(crate) enum Found {
    File(PathBuf),
    Failed(PathBuf, io::Error),
}

impl Walk {
    /// A walk through the folder `root`. With `any_extension`, files are not chosen by the ending of their names.
    pub(crate) fn new(root: PathBuf, any_extension: bool) -> Self {
        Self { path: root, open: Vec::new(), fresh: true, any_extension }
    }

    /// The next file, or a folder that can't be read. What is left out is counted in `left_out`.
    pub(crate) fn next(&mut self, left_out: &mut LeftOut) -> Option<Found> {
        if std::mem::take(&mut self.fresh)
            && let Some(failed) = self.enter(left_out)
        {
            return Some(failed);
        }
        loop {
            let Some(entry) = self.open.last_mut()?.pop() else {
                self.open.pop();
                self.path.pop();
                continue;
            };
            if !entry.is_folder {
                return Some(Found::File(self.path.join(&*entry.name)));
            }
            self.path.push(&*entry.name);
            if let Some(failed) = self.enter(left_out) {
                return Some(failed);
            }
        }
    }

    /// Opens the folder `self.path`. What fails is reported and left again.
    fn enter(&mut self, left_out: &mut LeftOut) -> Option<Found> {
        match self.list(left_out) {
            Ok(entries) => {
                self.open.push(entries);
                None
            }
            Err(error) => {
                let folder = self.path.clone();
                self.path.pop();
                Some(Found::Failed(folder, error))
            }
        }
    }

    fn list(&self, left_out: &mut LeftOut) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            let (name, kind) = (entry.file_name(), entry.file_type()?);
            if self.is_wanted(&name, kind, left_out) {
                entries.push(Entry { name: name.into_boxed_os_str(), is_folder: kind.is_dir() });
            }
        }
        entries.sort_unstable_by(|a, b| b.sort_key().cmp(a.sort_key()));
        entries.shrink_to_fit();
        Ok(entries)
    }

    fn is_wanted(&self, name: &OsString, kind: FileType, left_out: &mut LeftOut) -> bool {
        let count = if name.as_encoded_bytes().starts_with(b".") {
            &mut left_out.hidden
        } else if kind.is_symlink() {
            &mut left_out.links
        } else if kind.is_dir() {
            return true;
        } else if !kind.is_file() {
            &mut left_out.special
        } else if self.any_extension || InputFormat::of_name(name).is_some() {
            return true;
        } else {
            &mut left_out.other_files
        };
        *count += 1;
        false
    }
}
