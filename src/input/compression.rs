//! What files are packed in: streams (gzip, Zstandard) and archives (zip).

use std::io::{self, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::Problem;
use crate::input::{Bytes, Limits};

/// A way of packing files.
#[derive(Debug)]
pub(crate) struct Compression {
    /// What it is called in messages.
    pub(crate) name: &'static str,
    /// The endings of file names that say so.
    pub(crate) extensions: &'static [&'static str],
    /// What every such file begins with.
    magic: &'static [u8],
    pub(crate) kind: PackingKind,
}

#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "compression"), expect(dead_code, reason = "there is no packing then"))]
pub(crate) enum PackingKind {
    /// One file, unpacked while it is read.
    Stream(fn(Packed) -> io::Result<Bytes>),
    /// Many files. A zip's directory is at its end, so that it can't be read from a pipe.
    Zip,
}

/// Packed bytes, which are counted.
pub(crate) type Packed = BufReader<Counted>;

/// Every way of packing. Without the feature `compression` there is none.
pub(crate) static COMPRESSIONS: &[Compression] = &[
    #[cfg(feature = "compression")]
    Compression {
        name: "gzip",
        extensions: &["gz", "gzip"],
        magic: b"\x1f\x8b",
        kind: PackingKind::Stream(|packed| Ok(Box::new(flate2::bufread::MultiGzDecoder::new(packed)))),
    },
    #[cfg(feature = "compression")]
    Compression {
        name: "zstd",
        extensions: &["zst", "zstd"],
        magic: b"\x28\xb5\x2f\xfd",
        kind: PackingKind::Stream(|packed| Ok(Box::new(crate::input::zstd::Frames::new(packed)))),
    },
    #[cfg(feature = "compression")]
    Compression { name: "zip", extensions: &["zip"], magic: b"PK\x03\x04", kind: PackingKind::Zip },
];

impl Compression {
    /// What a file is packed in whose name ends so.
    pub(crate) fn of_ending(ending: &[u8]) -> Option<&'static Self> {
        let is_it = |e: &&str| e.as_bytes().eq_ignore_ascii_case(ending);
        COMPRESSIONS.iter().find(|packing| packing.extensions.iter().any(is_it))
    }

    /// What a file is packed in that begins like this.
    pub(crate) fn of_content(head: &[u8]) -> Option<&'static Self> {
        COMPRESSIONS.iter().find(|packing| head.starts_with(packing.magic))
    }

    /// The unpacked bytes of a stream. They end with an error where the packing is damaged, or holds more than `limits` allow.
    ///
    /// # Errors
    /// It is an archive, or the reader fails.
    pub(crate) fn unpack(&self, packed: Bytes, limits: Limits) -> io::Result<Bytes> {
        let read = Arc::new(AtomicU64::new(0));
        let counted = BufReader::with_capacity(64 * 1024, Counted { inner: packed, read: Arc::clone(&read) });
        match self.kind {
            PackingKind::Stream(open) => Ok(Box::new(Unpacked::new(open(counted)?, self.name, read, limits))),
            PackingKind::Zip => Err(Problem::NoArchiveHere.into()),
        }
    }
}

/// Counts what is read.
pub(crate) struct Counted {
    inner: Bytes,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Unpacked bytes, under guard.
pub(crate) struct Unpacked {
    inner: Bytes,
    packing: &'static str,
    packed_bytes: Arc<AtomicU64>,
    unpacked_bytes: u64,
    limits: Limits,
}

impl Unpacked {
    pub(crate) fn new(inner: Bytes, packing: &'static str, packed_bytes: Arc<AtomicU64>, limits: Limits) -> Self {
        Self { inner, packing, packed_bytes, unpacked_bytes: 0, limits }
    }
}

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match self.inner.read(buffer) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            Err(error) => {
                return Err(match Problem::from(error) {
                    Problem::Io(error) => Problem::Damaged {
                        packing: self.packing,
                        unpacked_bytes: self.unpacked_bytes,
                        is_cut: error.kind() == io::ErrorKind::UnexpectedEof,
                        reason: error.to_string(),
                    },
                    problem => problem,
                }
                .into());
            }
        };
        self.unpacked_bytes += read as u64;
        let packed_bytes = self.packed_bytes.load(Ordering::Relaxed);
        if self.limits.is_bomb(packed_bytes, self.unpacked_bytes) {
            return Err(Problem::Bomb { packing: self.packing, packed_bytes, limit: self.limits.ratio }.into());
        }
        Ok(read)
    }
}
