//! Compression formats: streams (gzip, Zstandard) and archives (zip).

#[cfg(feature = "compression")]
pub(super) mod mismatch;
#[cfg(feature = "compression")]
pub(super) mod zstd;

use std::io::{self, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::Problem;
use crate::input::limits::Limits;
use crate::input::stream::{ByteStream, CountingReader};

/// A compression format.
#[derive(Debug)]
pub(crate) struct Compression {
    /// The name in messages.
    pub(crate) name: &'static str,
    /// File name extensions, in lower case and without the dot.
    pub(crate) extensions: &'static [&'static str],
    /// The bytes that every such file begins with.
    magic: &'static [u8],
    kind: CompressionKind,
}

#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "compression"), expect(dead_code, reason = "the registry is empty then"))]
enum CompressionKind {
    /// One file, decompressed while it is read.
    Stream(fn(BufReader<CountingReader>) -> io::Result<ByteStream>),
    /// Several files. The directory of a zip archive is at its end, so it can't be read from a pipe.
    Archive,
}

/// All compression formats. Empty without the feature `compression`.
static COMPRESSIONS: &[Compression] = &[
    #[cfg(feature = "compression")]
    Compression {
        name: "gzip",
        extensions: &["gz", "gzip"],
        magic: b"\x1f\x8b",
        kind: CompressionKind::Stream(|stream| Ok(Box::new(flate2::bufread::MultiGzDecoder::new(stream)))),
    },
    #[cfg(feature = "compression")]
    Compression {
        name: "zstd",
        extensions: &["zst", "zstd"],
        magic: b"\x28\xb5\x2f\xfd",
        kind: CompressionKind::Stream(|stream| Ok(Box::new(zstd::ZstdReader::new(stream)))),
    },
    #[cfg(feature = "compression")]
    Compression { name: "zip", extensions: &["zip"], magic: b"PK\x03\x04", kind: CompressionKind::Archive },
];

impl Compression {
    /// The compression format with a file name extension, in any case.
    pub(crate) fn by_extension(extension: &[u8]) -> Option<&'static Self> {
        let matches = |known: &&str| known.as_bytes().eq_ignore_ascii_case(extension);
        COMPRESSIONS.iter().find(|compression| compression.extensions.iter().any(matches))
    }

    /// The compression format of a file, given its first bytes.
    pub(crate) fn sniff(head: &[u8]) -> Option<&'static Self> {
        COMPRESSIONS.iter().find(|compression| head.starts_with(compression.magic))
    }

    /// Whether it packs several files.
    pub(crate) fn is_archive(&self) -> bool {
        matches!(self.kind, CompressionKind::Archive)
    }

    /// Decompresses a stream. The result ends with an error if the data are damaged or exceed `limits`. If the stream was
    /// decompressed itself, from `packed_bytes`, the ratio is that to these.
    ///
    /// # Errors
    /// It is an archive, or the reader fails.
    pub(crate) fn decompress(
        &self,
        stream: ByteStream,
        packed_bytes: Option<u64>,
        limits: Limits,
    ) -> io::Result<ByteStream> {
        let CompressionKind::Stream(open) = self.kind else { return Err(Problem::NoArchiveHere.into()) };
        let compressed_bytes = Arc::new(AtomicU64::new(0));
        let counted = CountingReader::new(stream, Arc::clone(&compressed_bytes));
        let inner = open(BufReader::with_capacity(64 * 1024, counted))?;
        let compressed_bytes = packed_bytes.map_or(compressed_bytes, |packed| Arc::new(AtomicU64::new(packed)));
        Ok(Box::new(LimitedReader::new(inner, self.name, compressed_bytes, limits)))
    }
}

/// Decompressed bytes, up to the maximum decompression ratio. Errors say where the data are damaged.
pub(crate) struct LimitedReader {
    inner: ByteStream,
    compression: &'static str,
    compressed_bytes: Arc<AtomicU64>,
    decompressed_bytes: u64,
    limits: Limits,
}

impl LimitedReader {
    /// Limits `inner`, which decompresses `compressed_bytes` bytes.
    pub(crate) fn new(
        inner: ByteStream,
        compression: &'static str,
        compressed_bytes: Arc<AtomicU64>,
        limits: Limits,
    ) -> Self {
        Self { inner, compression, compressed_bytes, decompressed_bytes: 0, limits }
    }

    fn locate(&self, error: io::Error) -> io::Error {
        match Problem::from(error) {
            Problem::Io(reason) => {
                let (packing, unpacked_bytes) = (self.compression, self.decompressed_bytes);
                match reason.kind() {
                    io::ErrorKind::UnexpectedEof => Problem::Truncated { packing, unpacked_bytes },
                    _ => Problem::Damaged { packing, unpacked_bytes, reason },
                }
                .into()
            }
            problem => problem.into(),
        }
    }
}

impl Read for LimitedReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match self.inner.read(buffer) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            Err(error) => return Err(self.locate(error)),
        };
        self.decompressed_bytes += read as u64;
        let compressed_bytes = self.compressed_bytes.load(Ordering::Relaxed);
        if self.limits.is_bomb(compressed_bytes, self.decompressed_bytes) {
            let (packing, limit) = (self.compression, self.limits.ratio);
            return Err(Problem::Bomb { packing, packed_bytes: compressed_bytes, limit }.into());
        }
        Ok(read)
    }
}

#[cfg(all(test, feature = "compression"))]
mod tests {
    use std::io::Write;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn decompress(bytes: Vec<u8>, limits: Limits) -> Result<Vec<u8>, Problem> {
        let compression = Compression::sniff(&bytes).unwrap();
        let mut decompressed = Vec::new();
        let mut stream = compression.decompress(Box::new(io::Cursor::new(bytes)), None, limits)?;
        stream.read_to_end(&mut decompressed)?;
        Ok(decompressed)
    }

    #[test]
    fn formats_are_known_by_extension_and_content() {
        for (extension, magic, name) in [
            ("gz", &b"\x1f\x8b\x08"[..], "gzip"),
            ("ZSTD", b"\x28\xb5\x2f\xfd\0", "zstd"),
            ("zip", b"PK\x03\x04", "zip"),
        ] {
            assert_eq!(Compression::by_extension(extension.as_bytes()).map(|found| found.name), Some(name));
            assert_eq!(Compression::sniff(magic).map(|found| found.name), Some(name));
        }
        assert!(Compression::by_extension(b"txt").is_none() && Compression::by_extension(b"").is_none());
        assert!(Compression::sniff(b"\x1f").is_none() && Compression::sniff(b"").is_none());
    }

    #[test]
    fn members_and_frames_are_concatenated() {
        let limits = Limits::default();
        assert_eq!(decompress([gzip(b"satu "), gzip(b"dua")].concat(), limits).unwrap(), b"satu dua");
        let frame = |bytes| ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest);
        let skippable = b"\x50\x2a\x4d\x18\x03\0\0\0xyz".to_vec();
        assert_eq!(decompress([frame(&b"satu "[..]), skippable, frame(b"dua")].concat(), limits).unwrap(), b"satu dua");
    }

    #[test]
    fn damaged_data_and_bombs_are_refused() {
        let mut cut = gzip(&b"kata ".repeat(1000));
        cut.truncate(cut.len() - 9);
        assert!(matches!(decompress(cut, Limits::default()), Err(Problem::Truncated { packing: "gzip", .. })));
        let mut damaged = gzip(b"kata");
        let checksum = damaged.len() - 8;
        damaged[checksum] ^= 1;
        let problem = decompress(damaged, Limits::default()).unwrap_err();
        assert!(matches!(problem, Problem::Damaged { .. }), "{problem}");
        let bomb = gzip(&vec![0; 17 * 1024 * 1024]);
        assert!(decompress(bomb.clone(), Limits { ratio: 2000, ..Limits::default() }).is_ok());
        assert!(matches!(decompress(bomb, Limits::default()), Err(Problem::Bomb { limit: 200, .. })));
        assert!(matches!(decompress(b"PK\x03\x04".to_vec(), Limits::default()), Err(Problem::NoArchiveHere)));
    }
}
