//! Folders, walked in byte order of path.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::input::{Globs, InputFormat, InputOptions, SkippedFiles};

/// The files of a folder and of the folders in it, in byte order of the full path.
///
/// One folder's names are held at a time for each level of depth, so memory follows the largest folder and not the number of
/// files. Symbolic links are not followed unless asked for; then one that leads into a folder that it is in is an error, so that
/// no walk goes round.
#[derive(Debug)]
pub(crate) struct Walk {
    root: PathBuf,
    /// The path of the innermost open folder.
    path: PathBuf,
    /// The folders that are open, from the outermost; of each what is still to come, the next one last.
    open: Vec<Vec<Entry>>,
    /// Where the open folders really are. Empty unless links are followed.
    real: Vec<PathBuf>,
    /// Whether the root is still to be opened.
    fresh: bool,
    /// Read files whose ending no format has as well: the format was named for all, or patterns choose.
    any_extension: bool,
    hidden: bool,
    follow_links: bool,
    globs: Globs,
}

#[derive(Debug)]
struct Entry {
    /// Of a folder, without the slash.
    name: Box<OsStr>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    File,
    Folder,
    Link,
    Special,
}

impl Kind {
    fn of(kind: fs::FileType) -> Self {
        if kind.is_symlink() {
            Self::Link
        } else if kind.is_dir() {
            Self::Folder
        } else if kind.is_file() {
            Self::File
        } else {
            Self::Special
        }
    }
}

impl Entry {
    /// Sorts as paths below the folder do: `a.txt` before `a/b`, for `.` comes before `/`.
    fn sort_key(&self) -> impl Iterator<Item = u8> + '_ {
        self.name.as_encoded_bytes().iter().copied().chain((self.kind == Kind::Folder).then_some(b'/'))
    }
}

/// A step of the walk.
#[derive(Debug)]
pub(crate) enum ParsedDocument {
    File(PathBuf),
    Failed(PathBuf, io::Error),
}

impl Walk {
    /// A walk through the folder `root`.
    pub(crate) fn new(root: PathBuf, options: &InputOptions) -> Self {
        Self {
            path: root.clone(),
            root,
            open: Vec::new(),
            real: Vec::new(),
            fresh: true,
            any_extension: options.format.is_some() || options.globs.choose(),
            hidden: options.hidden,
            follow_links: options.follow_links,
            globs: options.globs.clone(),
        }
    }

    /// The next file, or a folder that can't be read. What is left out is counted in `skipped_files`.
    pub(crate) fn next(&mut self, skipped_files: &mut SkippedFiles) -> Option<ParsedDocument> {
        if std::mem::take(&mut self.fresh)
            && let Some(failed) = self.enter(skipped_files)
        {
            return Some(failed);
        }
        loop {
            let Some(entry) = self.open.last_mut()?.pop() else {
                self.open.pop();
                self.real.pop();
                self.path.pop();
                continue;
            };
            match entry.kind {
                Kind::Folder => {
                    self.path.push(&*entry.name);
                    if let Some(failed) = self.enter(skipped_files) {
                        return Some(failed);
                    }
                }
                // A link that leads nowhere.
                Kind::Link => {
                    let path = self.path.join(&*entry.name);
                    if let Err(error) = fs::metadata(&path) {
                        return Some(ParsedDocument::Failed(path, error));
                    }
                }
                Kind::File | Kind::Special => return Some(ParsedDocument::File(self.path.join(&*entry.name))),
            }
        }
    }

    /// Opens the folder `self.path`. What fails is reported and left again.
    fn enter(&mut self, skipped_files: &mut SkippedFiles) -> Option<ParsedDocument> {
        match self.real_path().and_then(|real| Ok((real, self.list(skipped_files)?))) {
            Ok((real, entries)) => {
                self.open.push(entries);
                self.real.push(real);
                None
            }
            Err(error) => {
                let folder = self.path.clone();
                self.path.pop();
                Some(ParsedDocument::Failed(folder, error))
            }
        }
    }

    /// Where the folder really is, if links are followed.
    fn real_path(&self) -> io::Result<PathBuf> {
        if !self.follow_links {
            return Ok(PathBuf::new());
        }
        let real = fs::canonicalize(&self.path)?;
        if self.real.contains(&real) {
            let message = format!("a symbolic link leads back to {}, which it is in: not followed", real.display());
            return Err(io::Error::other(message));
        }
        Ok(real)
    }

    fn list(&self, skipped_files: &mut SkippedFiles) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            let name = entry.file_name();
            let mut kind = Kind::of(entry.file_type()?);
            if kind == Kind::Link && self.follow_links {
                kind = fs::metadata(self.path.join(&name)).map_or(Kind::Link, |target| Kind::of(target.file_type()));
            }
            if self.is_wanted(&name, kind, skipped_files) {
                entries.push(Entry { name: name.into_boxed_os_str(), kind });
            }
        }
        entries.sort_unstable_by(|a, b| b.sort_key().cmp(a.sort_key()));
        entries.shrink_to_fit();
        Ok(entries)
    }

    fn is_wanted(&self, name: &OsStr, kind: Kind, skipped_files: &mut SkippedFiles) -> bool {
        let count = if name.as_encoded_bytes().starts_with(b".") && !self.hidden {
            &mut skipped_files.hidden
        } else {
            match kind {
                Kind::Folder => return true,
                Kind::Link if self.follow_links => return true,
                Kind::Link => &mut skipped_files.links,
                Kind::Special => &mut skipped_files.special,
                Kind::File if !self.is_matched(name) => &mut skipped_files.unmatched,
                Kind::File if self.any_extension || is_known(name) => return true,
                Kind::File => &mut skipped_files.other_files,
            }
        };
        *count += 1;
        false
    }

    fn is_matched(&self, name: &OsStr) -> bool {
        if self.globs.is_empty() {
            return true;
        }
        let folder = self.path.strip_prefix(&self.root).unwrap_or(Path::new(""));
        self.globs.allow(&folder.join(name))
    }
}

fn is_known(name: &OsStr) -> bool {
    let (format, packing) = InputFormat::and_packing(name);
    format.is_some() || packing.is_some()
}
