//! The files to read, in order.

#[cfg(feature = "compression")]
mod archive;
mod kind;
mod walk;

use std::borrow::Cow;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

#[cfg(feature = "compression")]
use crate::error::Missing;
use crate::error::{Error, Problem};
use crate::input::options::InputOptions;
use crate::input::outputs::FileIdentity;
use crate::input::regular::open_regular;
use crate::input::stream::ByteStream;
use crate::message::path_name;
use kind::FileKind;
use walk::Walk;

/// A source of documents.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Source {
    /// Standard input.
    Stdin,
    /// A file, or a directory with everything in it. A symbolic link is followed if it is given here, but not if it is found in
    /// a directory.
    Path(PathBuf),
}

impl Source {
    /// The name in reports.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::Path(path) => path_name(path).into_owned(),
        }
    }

    pub(crate) fn is_regular_file(&self) -> bool {
        matches!(self, Self::Path(path) if fs::metadata(path).is_ok_and(|metadata| metadata.is_file()))
    }
}

/// Counts of the files in directories and archives that were not read. Files that are given by name are always read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SkippedFiles {
    /// Files with an unknown extension.
    pub other_files: u64,
    /// Files excluded by glob patterns.
    pub unmatched: u64,
    /// Files and directories whose names begin with a dot.
    pub hidden: u64,
    /// Symbolic links.
    pub links: u64,
    /// Sockets, pipes and devices.
    pub special: u64,
    /// Outputs: files and directories that are being written, and reports of earlier runs.
    pub outputs: u64,
}

impl SkippedFiles {
    /// Adds other counts.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.other_files += other.other_files;
        self.unmatched += other.unmatched;
        self.hidden += other.hidden;
        self.links += other.links;
        self.special += other.special;
        self.outputs += other.outputs;
    }

    /// The total number.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.other_files + self.unmatched + self.hidden + self.links + self.special + self.outputs
    }
}

/// A file to read, and what its name says about it.
pub(crate) struct InputFile {
    /// The name in reports. `None`: the path.
    name: Option<String>,
    pub(crate) origin: FileOrigin,
    /// Format and compression by its extension, or the format from the options.
    pub(crate) kind: FileKind,
    /// Whether it was given by name, not found in a directory or archive.
    pub(crate) is_named: bool,
    /// Whether it was given by name as a pipe or device, which is read to its end.
    is_special: bool,
}

/// The place where the bytes of a file are.
pub(crate) enum FileOrigin {
    Stdin,
    Path(PathBuf),
    #[cfg(feature = "compression")]
    Archive(archive::ArchiveMember),
}

impl InputFile {
    /// The name in reports.
    pub(crate) fn name(&self) -> Cow<'_, str> {
        match (&self.name, &self.origin) {
            (Some(name), _) => Cow::Borrowed(name),
            (None, FileOrigin::Path(path)) => path_name(path),
            (None, _) => Cow::Borrowed("-"),
        }
    }

    /// The path of a file that isn't in an archive.
    pub(crate) fn path(&self) -> Option<&Path> {
        match &self.origin {
            FileOrigin::Path(path) => Some(path),
            _ => None,
        }
    }

    /// Whether it is an archive, by its name.
    pub(crate) fn is_archive(&self) -> bool {
        self.kind.compression.is_some_and(|compression| compression.is_archive())
    }

    /// The compression of the archive that it is in.
    pub(crate) fn outer_compression(&self) -> Option<&'static str> {
        match self.origin {
            FileOrigin::Stdin | FileOrigin::Path(_) => None,
            #[cfg(feature = "compression")]
            FileOrigin::Archive(_) => Some("zip"),
        }
    }

    /// The compressed size in bytes of a file in an archive.
    pub(crate) fn packed_bytes(&self) -> Option<u64> {
        match &self.origin {
            FileOrigin::Stdin | FileOrigin::Path(_) => None,
            #[cfg(feature = "compression")]
            FileOrigin::Archive(member) => Some(member.compressed_bytes()),
        }
    }

    /// The size in bytes, decompressed if it is in an archive. `None` for standard input.
    ///
    /// # Errors
    /// The file system's.
    pub(crate) fn size(&self) -> io::Result<Option<u64>> {
        match &self.origin {
            FileOrigin::Stdin => Ok(None),
            FileOrigin::Path(path) => fs::metadata(path).map(|metadata| Some(metadata.len())),
            #[cfg(feature = "compression")]
            FileOrigin::Archive(member) => Ok(Some(member.decompressed_bytes())),
        }
    }

    /// Opens the file, and decompresses it if its name has the extension of a compression format.
    ///
    /// # Errors
    /// The file system's and those of the archive.
    pub(crate) fn open(&self, options: &InputOptions) -> io::Result<ByteStream> {
        let stream: ByteStream = match &self.origin {
            FileOrigin::Stdin => Box::new(io::stdin()),
            FileOrigin::Path(path) if self.is_special => Box::new(File::open(path)?),
            FileOrigin::Path(path) => Box::new(open_regular(path)?),
            #[cfg(feature = "compression")]
            FileOrigin::Archive(member) => member.open(options.limits)?,
        };
        let stream = match &options.progress {
            Some(progress) => progress.count(stream),
            None => stream,
        };
        match self.kind.compression {
            Some(compression) => compression.decompress(stream, self.packed_bytes(), options.limits),
            None => Ok(stream),
        }
    }
}

/// An iterator over the files of some sources. Directories are walked lazily.
pub(crate) struct InputFiles<'a> {
    options: &'a InputOptions,
    sources: std::vec::IntoIter<Source>,
    walk: Option<Walk>,
    /// The name of the archive that is being read, and its members.
    #[cfg(feature = "compression")]
    archive: Option<(String, std::vec::IntoIter<archive::ListedMember>)>,
    skipped_files: SkippedFiles,
}

impl<'a> InputFiles<'a> {
    pub(crate) fn new(sources: Vec<Source>, options: &'a InputOptions) -> Self {
        Self {
            options,
            sources: sources.into_iter(),
            walk: None,
            #[cfg(feature = "compression")]
            archive: None,
            skipped_files: SkippedFiles::default(),
        }
    }

    /// The counts of files skipped so far.
    pub(crate) fn skipped_files(&self) -> SkippedFiles {
        self.skipped_files
    }

    /// Continues with the files in an archive, before the remaining files.
    ///
    /// # Errors
    /// It isn't a file of its own, or not an archive, or a named one without files that are read.
    pub(crate) fn enter_archive(&mut self, file: &InputFile) -> Result<(), Problem> {
        let path = file.path().ok_or(Problem::NoArchiveHere)?;
        #[cfg(feature = "compression")]
        {
            let members = archive::list(path, self.options, &mut self.skipped_files)?;
            if members.is_empty() && file.is_named {
                return Err(Problem::NoDocuments { missing: Missing::Files });
            }
            self.archive = Some((file.name().into_owned(), members.into_iter()));
            Ok(())
        }
        #[cfg(not(feature = "compression"))]
        {
            let _ = path;
            Err(Problem::NoArchiveHere)
        }
    }

    fn file(&self, path: PathBuf, is_named: bool) -> InputFile {
        let kind = self.kind(&path);
        InputFile { name: None, origin: FileOrigin::Path(path), kind, is_named, is_special: false }
    }

    /// Counts a file whose content shows that it isn't to be read.
    pub(crate) fn leave_out(&mut self) {
        self.skipped_files.other_files += 1;
    }

    /// Counts a file whose content shows that it is a report.
    pub(crate) fn leave_out_report(&mut self) {
        self.skipped_files.outputs += 1;
    }

    fn kind(&self, path: &Path) -> FileKind {
        let kind = FileKind::by_extension(path.as_os_str());
        FileKind { format: self.options.format.or(kind.format), ..kind }
    }

    #[cfg(feature = "compression")]
    fn next_member(&mut self) -> Option<Result<InputFile, Error>> {
        let (archive, members) = self.archive.as_mut()?;
        let Some(archive::ListedMember { name, member }) = members.next() else {
            self.archive = None;
            return None;
        };
        let full_name = format!("{archive}/{name}");
        Some(match member {
            Ok(member) => {
                let kind = self.kind(Path::new(&name));
                let origin = FileOrigin::Archive(member);
                Ok(InputFile { name: Some(full_name), origin, kind, is_named: false, is_special: false })
            }
            Err(problem) => Err(Error::new(full_name, problem)),
        })
    }

    #[cfg(not(feature = "compression"))]
    fn next_member(&mut self) -> Option<Result<InputFile, Error>> {
        None
    }
}

impl Iterator for InputFiles<'_> {
    type Item = Result<InputFile, Error>;

    /// The next file, or the error for one that can't be read.
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(member) = self.next_member() {
                return Some(member);
            }
            if let Some(walk) = &mut self.walk {
                match walk.next(&mut self.skipped_files) {
                    Some(Ok(path)) => return Some(Ok(self.file(path, false))),
                    Some(Err((path, error))) => return Some(Err(Error::new(path_name(&path), error))),
                    None => self.walk = None,
                }
                continue;
            }
            match self.sources.next()? {
                Source::Stdin => {
                    let kind = self.kind(Path::new(""));
                    let origin = FileOrigin::Stdin;
                    return Some(Ok(InputFile { name: None, origin, kind, is_named: true, is_special: true }));
                }
                Source::Path(path) => match fs::metadata(&path) {
                    Ok(metadata) if metadata.is_dir() => self.walk = Some(Walk::new(path, self.options)),
                    Ok(metadata) => {
                        return Some(Ok(InputFile { is_special: !metadata.is_file(), ..self.file(path, true) }));
                    }
                    Err(error) => return Some(Err(Error::new(path_name(&path), error))),
                },
            }
        }
    }
}

/// The path of an input that is this file, as given or found. Archives are not opened.
#[must_use]
pub fn find_input(sources: &[Source], options: &InputOptions, file: &FileIdentity) -> Option<PathBuf> {
    let mut files = InputFiles::new(sources.to_vec(), options).filter_map(|found| match found.ok()?.origin {
        FileOrigin::Path(path) => Some(path),
        _ => None,
    });
    files.find(|path| FileIdentity::of(path).as_ref() == Some(file))
}
