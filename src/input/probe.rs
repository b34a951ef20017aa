//! Detecting the compression and format of a file.

use std::io;

use crate::input::compression::Compression;
use crate::input::format::InputFormat;
use crate::input::options::InputOptions;
use crate::input::source::InputFile;
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

/// Opens a file. Its extension determines compression and format if it is known, its first bytes otherwise. Returns `None` for
/// an archive.
///
/// # Errors
/// The file can't be opened or decompressed. Errors after that are returned by [`OpenFile::rest`].
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
            return Ok(None);
        }
        (head, rest) = split_head(found.decompress(join_head(head, rest), options.limits)?, HEAD_BYTES);
        compression = Some(found);
    }
    let format = file.kind.format.unwrap_or_else(|| InputFormat::sniff(&head));
    Ok(Some(OpenFile { format, compression, head, rest }))
}
