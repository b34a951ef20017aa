//! Detecting the compression and format of a file.

use std::io;

use crate::error::{Error, Problem};
use crate::input::compression::Compression;
use crate::input::format::{INPUT_FORMATS, InputFormat};
use crate::input::options::InputOptions;
use crate::input::source::{InputFile, InputFiles, Source};
use crate::input::stream::{ByteStream, HEAD_BYTES, join_head, split_head};

/// An open file of known format, decompressed.
pub(crate) struct OpenFile {
    pub(crate) format: &'static InputFormat,
    /// The compression by extension or content.
    pub(crate) compression: Option<&'static Compression>,
    /// The first [`HEAD_BYTES`], or all bytes if there are fewer.
    pub(crate) head: Vec<u8>,
    /// The bytes after the head.
    pub(crate) rest: ByteStream,
}

impl OpenFile {
    /// Whether it is a report of an earlier run, which is read only if it was named.
    pub(crate) fn is_report(&self, file: &InputFile, options: &InputOptions) -> bool {
        !file.is_named && options.outputs.is_report(&self.head)
    }
}

/// Opens a file. Its extension or else its first bytes determine the compression, see [`InputFormat::determine`] for the format.
/// Returns `None` for an archive.
///
/// # Errors
/// The file can't be opened or decompressed, or its format isn't read. Errors after that are returned by [`OpenFile::rest`].
pub(crate) fn open(file: &InputFile, options: &InputOptions) -> io::Result<Option<OpenFile>> {
    if file.is_archive() {
        return Ok(None);
    }
    let (mut head, mut rest) = split_head(file.open(options)?, HEAD_BYTES);
    let mut compression = file.kind.compression;
    if compression.is_none()
        && let Some(found) = Compression::sniff(&head)
    {
        if found.is_archive() {
            // Some formats are archives themselves.
            let format = determine(&head, file, options)?;
            let is_package = options.format.is_none() && format.is_distinctive;
            return Ok(is_package.then_some(OpenFile { format, compression, head, rest }));
        }
        (head, rest) =
            split_head(found.decompress(join_head(head, rest), file.packed_bytes(), options.limits)?, HEAD_BYTES);
        compression = Some(found);
    }
    let format = determine(&head, file, options)?;
    Ok(Some(OpenFile { format, compression, head, rest }))
}

fn determine(head: &[u8], file: &InputFile, options: &InputOptions) -> io::Result<&'static InputFormat> {
    Ok(InputFormat::determine(head, options.format, file.kind.format)?)
}

/// The inputs that can't be read whatever they contain: files in another format, or in one whose feature this build doesn't have.
/// Only the beginning of files is read that are given by name, and nothing from standard input, pipes and devices.
///
/// # Examples
/// ```
/// use telaah::input::{InputOptions, Source, unsupported};
///
/// let sources = [Source::Path("samples/politik-01.txt".into())];
/// assert!(unsupported(&sources, &InputOptions::default()).is_empty());
/// ```
#[must_use]
pub fn unsupported(sources: &[Source], options: &InputOptions) -> Vec<Error> {
    let options = InputOptions { progress: None, ..options.clone() };
    if let Some(feature) = options.format.and_then(InputFormat::missing_feature) {
        let name = sources.first().map_or_else(String::new, Source::name);
        return vec![Error::new(name, Problem::MissingFeature { feature })];
    }
    let named = sources.iter().filter(|source| source.is_regular_file()).cloned().collect();
    let mut errors: Vec<Error> =
        InputFiles::new(named, &options).filter_map(|file| check(&file.ok()?, &options)).collect();
    if INPUT_FORMATS.iter().any(|format| format.missing_feature().is_some()) {
        let found =
            sources.iter().filter(|source| !source.is_regular_file() && **source != Source::Stdin).cloned().collect();
        errors.extend(InputFiles::new(found, &options).filter_map(|file| missing_feature(&file.ok()?)));
    }
    // One file of many is enough to say that a feature is missing.
    let mut missing = Vec::new();
    errors.retain(|error| match error.problem {
        Problem::MissingFeature { feature } if missing.contains(&feature) => false,
        Problem::MissingFeature { feature } => {
            missing.push(feature);
            true
        }
        _ => true,
    });
    errors
}

/// The problem with the format of a file, if it can be opened. Other problems are reported when it is read.
fn check(file: &InputFile, options: &InputOptions) -> Option<Error> {
    let problem = match open(file, options) {
        Ok(None) => return None,
        Ok(Some(open)) => Problem::MissingFeature { feature: open.format.missing_feature()? },
        Err(error) => Problem::from(error),
    };
    matches!(problem, Problem::Foreign { .. } | Problem::MissingFeature { .. })
        .then(|| Error::new(file.name(), problem))
}

/// The feature that is missing to read a file with this extension.
fn missing_feature(file: &InputFile) -> Option<Error> {
    let feature = file.kind.format?.missing_feature()?;
    Some(Error::new(file.name(), Problem::MissingFeature { feature }))
}
