//! The files that are to be read, in order.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Problem};
use crate::input::compression::{Compression, PackingKind};
use crate::input::walk::{ParsedDocument, Walk};
use crate::input::{InputFormat, InputOptions, SkippedFiles, Source, name_of};

/// A file, with what its name says of it.
pub(crate) struct Input {
    /// Absent: the path is its name.
    name: Option<String>,
    pub(crate) from: From,
    /// Absent: its first bytes say it.
    pub(crate) format: Option<&'static InputFormat>,
    /// Absent: none, or its first bytes say it.
    pub(crate) packing: Option<&'static Compression>,
}

/// Where a file is.
pub(crate) enum From {
    Stdin,
    Path(PathBuf),
    #[cfg(feature = "compression")]
    Entry(crate::input::zip::Entry),
}

/// All files of some sources. Folders are walked as they are asked for, so that nothing is kept of what is behind.
pub(crate) struct Inputs<'a> {
    options: &'a InputOptions,
    sources: std::vec::IntoIter<Source>,
    walk: Option<Walk>,
    #[cfg(feature = "compression")]
    archive: Option<(String, std::vec::IntoIter<crate::input::zip::Listed>)>,
    skipped_files: SkippedFiles,
}

impl<'a> Inputs<'a> {
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

    /// What folders and archives held and was passed over so far.
    pub(crate) fn skipped_files(&self) -> SkippedFiles {
        self.skipped_files
    }

    /// The next file, or what can't be read.
    pub(crate) fn next(&mut self) -> Option<Result<Input, Error>> {
        loop {
            #[cfg(feature = "compression")]
            if let Some((name, entries)) = &mut self.archive {
                let Some(listed) = entries.next() else {
                    self.archive = None;
                    continue;
                };
                let name = format!("{name}/{}", listed.name);
                return Some(match listed.entry {
                    Ok(entry) => Ok(self.named(name, Path::new(&listed.name), From::Entry(entry))),
                    Err(problem) => Err(Error::new(name, problem)),
                });
            }
            if let Some(walk) = &mut self.walk {
                match walk.next(&mut self.skipped_files) {
                    Some(ParsedDocument::File(path)) => return Some(Ok(self.file(path))),
                    Some(ParsedDocument::Failed(path, error)) => return Some(Err(Error::new(name_of(&path), error))),
                    None => self.walk = None,
                }
                continue;
            }
            match self.sources.next()? {
                Source::Stdin => return Some(Ok(self.named("-".to_owned(), Path::new(""), From::Stdin))),
                Source::Path(path) => match fs::metadata(&path) {
                    Ok(metadata) if metadata.is_dir() => self.walk = Some(Walk::new(path, self.options)),
                    Ok(_) => return Some(Ok(self.file(path))),
                    Err(error) => return Some(Err(Error::new(name_of(&path), error))),
                },
            }
        }
    }

    fn file(&self, path: PathBuf) -> Input {
        let (format, packing) = self.kind(&path);
        Input { name: None, from: From::Path(path), format, packing }
    }

    fn named(&self, name: String, path: &Path, from: From) -> Input {
        let (format, packing) = self.kind(path);
        Input { name: Some(name), from, format, packing }
    }

    /// What the name says.
    fn kind(&self, path: &Path) -> (Option<&'static InputFormat>, Option<&'static Compression>) {
        let (format, packing) = InputFormat::and_packing(path.as_os_str());
        (self.options.format.or(format), packing)
    }

    /// Goes on with the files in an archive.
    ///
    /// # Errors
    /// It is no file, or no archive.
    pub(crate) fn enter_archive(&mut self, input: &Input) -> Result<(), Problem> {
        #[cfg(feature = "compression")]
        if let From::Path(path) = &input.from {
            let listed = crate::input::zip::list(path, self.options, &mut self.skipped_files)?;
            self.archive = Some((input.name().into_owned(), listed.into_iter()));
            return Ok(());
        }
        let _ = input;
        Err(Problem::NoArchiveHere)
    }
}

impl Input {
    /// What reports call it.
    pub(crate) fn name(&self) -> Cow<'_, str> {
        match (&self.name, &self.from) {
            (Some(name), _) => Cow::Borrowed(name),
            (None, From::Path(path)) => path.to_string_lossy(),
            (None, _) => Cow::Borrowed("-"),
        }
    }

    /// Whether it is an archive by its name.
    pub(crate) fn is_archive(&self) -> bool {
        self.packing.is_some_and(|packing| matches!(packing.kind, PackingKind::Zip))
    }
}
