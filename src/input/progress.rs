//! Counts of the files and bytes read.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::input::stream::{ByteStream, CountingReader};

/// Counts the files and bytes that are read, on any thread. Clones share their counts.
#[derive(Clone, Debug, Default)]
pub struct ReadProgress {
    files: Arc<AtomicU64>,
    bytes: Arc<AtomicU64>,
}

impl ReadProgress {
    /// Number of files opened.
    #[must_use]
    pub fn files(&self) -> u64 {
        self.files.load(Ordering::Relaxed)
    }

    /// Number of bytes read. Bytes of compressed files are counted as stored, those of files in a zip archive decompressed.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    pub(crate) fn add(&self, files: u64, bytes: u64) {
        self.files.fetch_add(files, Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Counts a file and the bytes that are read from it.
    pub(crate) fn count(&self, stream: ByteStream) -> ByteStream {
        self.add(1, 0);
        Box::new(CountingReader::new(stream, Arc::clone(&self.bytes)))
    }
}
