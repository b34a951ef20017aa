//! A file of encoded rows that wait to be written.

use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Read, Seek, Write};
use std::path::Path;

/// Chunks of encoded rows, each after its length in four bytes.
pub(crate) struct Spool(File);

impl Spool {
    /// Creates a spool file without a name in a folder.
    pub(crate) fn unnamed(folder: &Path) -> io::Result<Self> {
        tempfile::tempfile_in(folder).map(Self)
    }

    /// Opens a spool file with what is in it; also returns a second handle of the file.
    pub(crate) fn open(path: &Path) -> io::Result<(Self, File)> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        let second = file.try_clone()?;
        Ok((Self(file), second))
    }

    /// Appends a chunk.
    pub(crate) fn write(&mut self, rows: &[u8]) -> io::Result<()> {
        let length = u32::try_from(rows.len()).map_err(io::Error::other)?;
        self.0.write_all(&length.to_le_bytes())?;
        self.0.write_all(rows)
    }

    /// Passes every chunk to `write`, in order.
    pub(crate) fn replay(mut self, mut write: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        self.0.rewind()?;
        let mut reader = BufReader::new(self.0);
        let (mut length, mut rows) = ([0; 4], Vec::new());
        loop {
            match reader.read_exact(&mut length) {
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
                result => result?,
            }
            rows.resize(u32::from_le_bytes(length) as usize, 0);
            reader.read_exact(&mut rows)?;
            write(&rows)?;
        }
    }
}
