//! Walking directories.

use std::cmp::Ordering;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::error::Problem;
use crate::input::options::{Globs, InputOptions};
use crate::input::outputs::Outputs;
use crate::input::source::SkippedFiles;
use crate::input::source::kind::FileKind;

/// The files below a directory, in byte order of their paths.
///
/// Memory is proportional to the entries of the directories that are open at a time, not to the number of files.
#[derive(Debug)]
pub(super) struct Walk {
    entries: walkdir::IntoIter,
    root: PathBuf,
    any_extension: bool,
    hidden: bool,
    globs: Globs,
    outputs: Outputs,
}

impl Walk {
    /// A walk through the directory `root`.
    pub(super) fn new(root: PathBuf, options: &InputOptions) -> Self {
        let follow_links = options.follow_links;
        let compare = move |a: &DirEntry, b: &DirEntry| compare(a, b, follow_links);
        Self {
            entries: WalkDir::new(&root).min_depth(1).follow_links(follow_links).sort_by(compare).into_iter(),
            root,
            any_extension: options.accepts_any_extension(),
            hidden: options.hidden,
            globs: options.globs.clone(),
            outputs: options.outputs.clone(),
        }
    }

    /// The next file, or the path and error of what can't be read. What isn't read is counted in `skipped_files`.
    pub(super) fn next(&mut self, skipped_files: &mut SkippedFiles) -> Option<Result<PathBuf, (PathBuf, io::Error)>> {
        loop {
            let entry = match self.entries.next()? {
                Ok(entry) => entry,
                Err(error) => match self.skip_hidden_error(error, skipped_files) {
                    Some(failed) => return Some(Err(failed)),
                    None => continue,
                },
            };
            let (kind, name) = (entry.file_type(), entry.file_name());
            let count = if self.is_hidden(name) {
                if kind.is_dir() {
                    self.entries.skip_current_dir();
                }
                &mut skipped_files.hidden
            } else if is_temporary(name) || self.outputs.is_written(&entry) {
                if kind.is_dir() {
                    self.entries.skip_current_dir();
                }
                &mut skipped_files.outputs
            } else if kind.is_dir() {
                continue;
            } else if kind.is_symlink() {
                &mut skipped_files.links
            } else if !kind.is_file() {
                &mut skipped_files.special
            } else if !self.globs.is_empty()
                && !self.globs.allow(entry.path().strip_prefix(&self.root).unwrap_or(entry.path()))
            {
                &mut skipped_files.unmatched
            } else if self.any_extension || FileKind::by_extension(name).is_known() {
                if self.outputs.is_report_file(entry.path()) {
                    skipped_files.outputs += 1;
                    continue;
                }
                return Some(Ok(entry.into_path()));
            } else {
                &mut skipped_files.other_files
            };
            *count += 1;
        }
    }

    /// The path and reason of an error, or `None` if it is about a hidden entry, which is counted like any other.
    fn skip_hidden_error(
        &self,
        error: walkdir::Error,
        skipped_files: &mut SkippedFiles,
    ) -> Option<(PathBuf, io::Error)> {
        let path = error.path().unwrap_or(&self.root).to_path_buf();
        if error.depth() > 0 && path.file_name().is_some_and(|name| self.is_hidden(name)) {
            skipped_files.hidden += 1;
            return None;
        }
        let ancestor = error.loop_ancestor().map(Path::to_path_buf);
        let reason = error.into_io_error().unwrap_or_else(|| {
            let ancestor = ancestor.unwrap_or_default();
            Problem::LinkLoop { target: ancestor }.into()
        });
        Some((path, reason))
    }

    fn is_hidden(&self, name: &OsStr) -> bool {
        !self.hidden && name.as_encoded_bytes().starts_with(b".")
    }
}

/// Whether it is the name of a file or directory that holds an output until it is complete.
fn is_temporary(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(b".telaah-") && (name.ends_with(b".tmp") || name == b".telaah-resume")
}

/// Compares entries of one directory by the paths below them: `a.txt` is before `a/b`, because `.` is before `/`.
fn compare(a: &DirEntry, b: &DirEntry, follow_links: bool) -> Ordering {
    let slash = |entry: &DirEntry| {
        // Symbolic links are sorted before they are followed.
        let is_linked_dir = || follow_links && entry.path_is_symlink() && entry.path().is_dir();
        (entry.file_type().is_dir() || is_linked_dir()).then_some(b'/')
    };
    // The paths are the same up to the names, which `DirEntry::file_name` would look for in them at each comparison.
    let [path_a, path_b] = [a, b].map(|entry| entry.path().as_os_str().as_encoded_bytes());
    let common = path_a.len().min(path_b.len());
    let [(start_a, end_a), (start_b, end_b)] = [path_a, path_b].map(|path| path.split_at(common));
    let compare_ends = || end_a.iter().copied().chain(slash(a)).cmp(end_b.iter().copied().chain(slash(b)));
    start_a.cmp(start_b).then_with(compare_ends)
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    use super::*;

    /// Creates files (and the directories that they are in) and symbolic links.
    fn tree(files: &[&str], links: &[(&str, &str)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            path
        };
        files.iter().for_each(|name| fs::write(path(name), "kata").unwrap());
        links.iter().for_each(|(name, target)| symlink(target, path(name)).unwrap());
        dir
    }

    /// The files and errors of a walk by their paths below the root, and the counts.
    fn walk(root: &Path, options: &InputOptions) -> (Vec<String>, SkippedFiles) {
        let below = |path: &Path| path.strip_prefix(root).unwrap().display().to_string();
        let mut skipped_files = SkippedFiles::default();
        let mut walk = Walk::new(root.to_path_buf(), options);
        let step = || {
            Some(match walk.next(&mut skipped_files)? {
                Ok(path) => below(&path),
                Err((path, error)) if error.raw_os_error().is_some() => format!("{}: {}", below(&path), error.kind()),
                Err((path, error)) => format!("{}: {error}", below(&path)).replace(&root.display().to_string(), "ROOT"),
            })
        };
        (std::iter::from_fn(step).collect(), skipped_files)
    }

    #[test]
    fn files_are_in_byte_order_of_their_paths() {
        let names =
            ["a!.txt", "a.txt", "a/b.txt", "a/b/c.txt", "a0.txt", "Z.txt", "é.txt", "a/b-c.txt", "b/a.txt", "z.txt"];
        let dir = tree(&names, &[]);
        fs::create_dir(dir.path().join("empty")).unwrap();
        let mut sorted = names.map(str::to_owned);
        sorted.sort();
        assert_eq!(walk(dir.path(), &InputOptions::default()), (sorted.to_vec(), SkippedFiles::default()));
    }

    #[test]
    fn skipped_entries_are_counted() {
        let files =
            [".git/a.txt", ".git/b/c.txt", ".a.txt", "a.txt", "b.pdf", "c/d.pdf", "c/e.txt", "c/.x/y.txt", "noext"];
        let dir = tree(&files, &[("link.txt", "a.txt"), ("dir", "c"), ("broken.txt", "nowhere"), (".hidden", "c")]);
        let _socket = UnixListener::bind(dir.path().join("s.txt")).unwrap();
        let (found, skipped) = walk(dir.path(), &InputOptions::default());
        assert_eq!(found, ["a.txt", "c/e.txt"]);
        // `.git`, `.a.txt`, `c/.x` and `.hidden`; what is in them is not counted.
        let counts = SkippedFiles { other_files: 3, unmatched: 0, hidden: 4, links: 3, special: 1, outputs: 0 };
        assert_eq!(skipped, counts);

        let options = InputOptions { hidden: true, ..InputOptions::default() };
        let (found, skipped) = walk(dir.path(), &options);
        assert_eq!(found, [".a.txt", ".git/a.txt", ".git/b/c.txt", "a.txt", "c/.x/y.txt", "c/e.txt"]);
        assert_eq!(skipped, SkippedFiles { hidden: 0, links: 4, ..counts });

        let globs = Globs::new(["*.pdf", "n*", "!c/*"]).unwrap();
        let (found, skipped) = walk(dir.path(), &InputOptions { globs, ..InputOptions::default() });
        assert_eq!(found, ["b.pdf", "noext"]);
        assert_eq!(skipped, SkippedFiles { other_files: 0, unmatched: 3, ..counts });
    }

    #[test]
    fn links_are_followed_on_request() {
        let links = [
            ("root/b", "sub"), // sorted as `b/`: after `b.txt`, before `b0.txt`
            ("root/link.txt", "b.txt"),
            ("root/broken.txt", "nowhere"),
            ("root/device.txt", "/dev/null"),
            ("root/.broken.txt", "nowhere"),
            ("root/.loop", "."),
            ("root/sub/loop", ".."),
            ("root/sub/above", "../.."),
        ];
        let dir = tree(&["root/b.txt", "root/b0.txt", "root/sub/c.txt"], &links);
        let root = dir.path().join("root");
        let options = InputOptions { follow_links: true, ..InputOptions::default() };
        let (found, skipped) = walk(&root, &options);
        let loops = "symbolic link to ROOT, which contains it: not followed";
        let above = format!(
            "symbolic link to {}, which contains it: not followed",
            dir.path().canonicalize().unwrap().display()
        );
        let wanted = [
            "b.txt".to_owned(),
            format!("b/above: {above}"),
            "b/c.txt".to_owned(),
            format!("b/loop: {loops}"),
            "b0.txt".to_owned(),
            "broken.txt: entity not found".to_owned(),
            "link.txt".to_owned(),
            format!("sub/above: {above}"),
            "sub/c.txt".to_owned(),
            format!("sub/loop: {loops}"),
        ];
        assert_eq!(found, wanted);
        assert_eq!(skipped, SkippedFiles { hidden: 2, special: 1, ..SkippedFiles::default() });
    }
}
