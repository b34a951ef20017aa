//! What would be read, without reading it.

use std::fs;

use crate::error::Error;
use crate::input::compression::{Compression, PackingKind};
use crate::input::decode::{decode, stream_encoding};
use crate::input::inputs::{From, Input, Inputs};
use crate::input::item::{chain, open, peek};
use crate::input::{HEAD_BYTES, InputFormat, InputOptions, Layout, SkippedFiles, Source};

/// A file that would be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DryRunFile {
    /// The path as given or found; of a file in an archive behind the archive's.
    pub name: String,
    /// Its format.
    pub format: &'static str,
    /// What it is packed in: `gzip`, `zstd` or `zip`; absent if in nothing.
    pub packing: Option<&'static str>,
    /// The encoding of its first 64 KiB, by the names of the WHATWG Encoding Standard; absent if it is none that is read.
    pub encoding: Option<String>,
    /// Bytes of the file; of one in an archive, unpacked. Absent for standard input.
    pub bytes: Option<u64>,
}

/// Tells `tell` of every file that would be read, in order, and of what can't be; returns what folders and archives hold
/// besides. Of each file the first 64 KiB are read, of standard input nothing.
pub fn dry_run(
    sources: Vec<Source>,
    options: &InputOptions,
    tell: &mut dyn FnMut(Result<DryRunFile, Error>),
) -> SkippedFiles {
    let mut inputs = Inputs::new(sources, options);
    while let Some(input) = inputs.next() {
        match input {
            Err(error) => tell(Err(error)),
            Ok(input) => match look(&input, options) {
                Ok(Some(surveyed)) => tell(Ok(surveyed)),
                Ok(None) => {
                    if let Err(problem) = inputs.enter_archive(&input) {
                        tell(Err(Error::new(input.name(), problem)));
                    }
                }
                Err(error) => tell(Err(Error::new(input.name(), error))),
            },
        }
    }
    inputs.skipped_files()
}

/// What a file is; absent if it is an archive.
fn look(input: &Input, options: &InputOptions) -> std::io::Result<Option<DryRunFile>> {
    if input.is_archive() {
        return Ok(None);
    }
    let (bytes, outer) = match &input.from {
        From::Stdin => {
            let format = input.format.map_or("", |format| format.name);
            let name = input.name().into_owned();
            return Ok(Some(DryRunFile { name, format, packing: None, encoding: None, bytes: None }));
        }
        From::Path(path) => (fs::metadata(path)?.len(), None),
        #[cfg(feature = "compression")]
        From::Entry(entry) => (entry.unpacked_bytes(), Some("zip")),
    };
    let (mut head, rest) = peek(open(&input.from, input.packing, options)?, HEAD_BYTES);
    let mut packing = input.packing;
    if let (None, Some(found)) = (packing, Compression::of_content(&head)) {
        if matches!(found.kind, PackingKind::Zip) {
            return Ok(None);
        }
        head = peek(found.unpack(chain(head, rest), options.limits)?, HEAD_BYTES).0;
        packing = Some(found);
    }
    let format = input.format.unwrap_or_else(|| InputFormat::of_content(&head));
    Ok(Some(DryRunFile {
        name: input.name().into_owned(),
        format: format.name,
        packing: packing.map(|packing| packing.name).or(outer),
        encoding: encoding_of(&head, format, options),
        bytes: Some(bytes),
    }))
}

fn encoding_of(head: &[u8], format: &InputFormat, options: &InputOptions) -> Option<String> {
    let decoding = options.decoding();
    if format.layout != Layout::Whole
        && let Some(encoding) = stream_encoding(head, decoding).ok()?
    {
        return Some(encoding.name());
    }
    let found = |bytes: &[u8]| decode(bytes, decoding, format.declared).ok().map(|(_, encoding)| encoding.name());
    // A head that is cut may end within a character.
    let cuts = if head.len() < HEAD_BYTES { 0..1 } else { 0..4 };
    cuts.filter_map(|cut| head.get(..head.len() - cut)).find_map(found)
}
