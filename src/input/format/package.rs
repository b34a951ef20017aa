//! Office files: zip archives of XML parts.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::{Fault, Part, Problem};
use crate::input::limits::Limits;

/// An office file in memory.
pub(super) struct Package<'a> {
    /// The name of the format in messages.
    format: &'static str,
    archive: ZipArchive<Cursor<&'a [u8]>>,
    packed_bytes: u64,
    /// The bytes that were decompressed so far.
    unpacked_bytes: u64,
    limits: Limits,
}

impl<'a> Package<'a> {
    /// Opens a file, without decompressing anything.
    ///
    /// # Errors
    /// It isn't a zip archive, or its directory is damaged.
    pub(super) fn open(format: &'static str, bytes: &'a [u8], limits: Limits) -> Result<Self, Problem> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| problem(format, error))?;
        Ok(Self { format, archive, packed_bytes: bytes.len() as u64, unpacked_bytes: 0, limits })
    }

    /// The text of a part. `None` if there is no such part.
    ///
    /// # Errors
    /// It is damaged, or isn't UTF-8, or the limits are exceeded.
    #[cfg(any(feature = "office", feature = "xlsx"))]
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let mut bytes = Vec::new();
        self.unpack(index, &mut |chunk| bytes.extend_from_slice(chunk))?;
        String::from_utf8(bytes)
            .map(Some)
            .map_err(|error| Problem::NotUtf8 { byte_offset: error.utf8_error().valid_up_to() as u64 })
    }

    /// Decompresses all parts, to check them and the limits before a reader that knows none gets the file.
    ///
    /// # Errors
    /// A part is damaged, or the limits are exceeded.
    #[cfg(feature = "xlsx")]
    pub(super) fn check_parts(&mut self) -> Result<(), Problem> {
        (0..self.archive.len()).try_for_each(|index| self.unpack(index, &mut |_| {}))
    }

    fn unpack(&mut self, index: usize, visit: &mut dyn FnMut(&[u8])) -> Result<(), Problem> {
        let Self { format, archive, packed_bytes, unpacked_bytes, limits } = self;
        let mut part = archive.by_index(index).map_err(|error| problem(format, error))?;
        let most = limits.file_bytes();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let read = match part.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(damaged(error, *unpacked_bytes)),
            };
            *unpacked_bytes += read as u64;
            if limits.is_bomb(*packed_bytes, *unpacked_bytes) {
                return Err(Problem::Bomb { packing: "zip", packed_bytes: *packed_bytes, limit: limits.ratio });
            }
            if *unpacked_bytes > most {
                return Err(Problem::TooLarge { what: Part::Unpacked, limit: most });
            }
            visit(buffer.get(..read).unwrap_or_default());
        }
    }
}

fn problem(format: &'static str, error: ZipError) -> Problem {
    match error {
        ZipError::Io(error) => damaged(error, 0),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Problem::Encrypted,
        error => Problem::Malformed { format, fault: Fault::Reader { reason: error.to_string() } },
    }
}

fn damaged(reason: io::Error, unpacked_bytes: u64) -> Problem {
    Problem::Damaged { packing: "zip", unpacked_bytes, reason }
}
