//! Zip archives.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use rawzip::{
    CompressionMethod, Crc32, FileReader, RECOMMENDED_BUFFER_SIZE, RangeReader, ZipArchive, ZipArchiveEntryWayfinder,
    ZipLocator,
};

use crate::error::Problem;
use crate::input::compression::Unpacked;
use crate::input::format::InputFormat;
use crate::input::zstd::Frames;
use crate::input::{Bytes, InputOptions, Limits, SkippedFiles};

/// A file in an archive. It is opened by whoever reads it, so that threads unpack at the same time.
pub(crate) struct Entry {
    archive: Arc<ZipArchive<Arc<FileReader>>>,
    wayfinder: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    crc: u32,
    unpacked_bytes: u64,
}

/// What a directory of an archive names.
pub(crate) struct Listed {
    /// The name within the archive.
    pub(crate) name: String,
    /// The file, or why it is not read.
    pub(crate) entry: Result<Entry, Problem>,
}

/// The files of an archive that are to be read, in byte order of their names. What is left out is counted in `skipped_files`.
///
/// Memory follows the directory of the archive.
///
/// # Errors
/// It is no archive, or its directory can't be read.
pub(crate) fn list(
    path: &Path,
    options: &InputOptions,
    skipped_files: &mut SkippedFiles,
) -> Result<Vec<Listed>, Problem> {
    let limits = options.limits;
    let any_extension = options.format.is_some() || options.globs.choose();
    let file = File::open(path)?;
    let archive_bytes = file.metadata()?.len();
    let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
    let reader = Arc::new(FileReader::from(file));
    let located = ZipLocator::new().locate_in_reader(reader, &mut buffer, archive_bytes);
    let archive = Arc::new(located.map_err(|(_, error)| damaged(&error))?);
    let mut listed = Vec::new();
    let mut total: u64 = 0;
    let mut entries = archive.entries(&mut buffer);
    while let Some(header) = entries.next_entry().map_err(|error| damaged(&error))? {
        if header.is_dir() {
            continue;
        }
        let name = String::from_utf8_lossy(header.file_path().as_bytes()).into_owned();
        let is_hidden = name.split('/').any(|part| part == "__MACOSX" || part.starts_with('.') && part != "..");
        let is_known = any_extension || is_known_name(&name);
        let count = if is_hidden && !options.hidden {
            Some(&mut skipped_files.hidden)
        } else if header.mode().is_symlink() {
            Some(&mut skipped_files.links)
        } else if !options.globs.allow(Path::new(&name)) {
            Some(&mut skipped_files.unmatched)
        } else if !is_known {
            Some(&mut skipped_files.other_files)
        } else {
            None
        };
        if let Some(count) = count {
            *count += 1;
            continue;
        }
        total = total.saturating_add(header.uncompressed_size_hint());
        let entry = if leads_out(&name) {
            Err(Problem::LeadsOut)
        } else if limits.is_bomb(archive_bytes, total) {
            Err(Problem::Bomb { packing: "zip", packed_bytes: archive_bytes, limit: limits.ratio })
        } else if header.flags().is_encrypted() {
            Err(Problem::Unreadable { what: "it is encrypted".to_owned() })
        } else {
            let (wayfinder, method, crc) = (header.wayfinder(), header.compression_method(), header.crc32());
            let unpacked_bytes = header.uncompressed_size_hint();
            Ok(Entry { archive: Arc::clone(&archive), wayfinder, method, crc, unpacked_bytes })
        };
        listed.push(Listed { name, entry });
    }
    listed.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(listed)
}

fn is_known_name(name: &str) -> bool {
    let (format, packing) = InputFormat::and_packing(name.as_ref());
    format.is_some() || packing.is_some()
}

/// Whether a name points out of the archive, or somewhere else than it says: nothing is ever written there, but an archive that
/// does so was made to do harm.
fn leads_out(name: &str) -> bool {
    let is_drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with(['/', '\\']) || is_drive || name.split(['/', '\\']).any(|part| part == "..")
}

fn damaged(error: &rawzip::Error) -> Problem {
    Problem::Damaged { packing: "zip", unpacked_bytes: 0, is_cut: false, reason: error.to_string() }
}

impl Entry {
    /// The bytes of the file, unpacked.
    pub(crate) fn open(&self, limits: Limits) -> io::Result<Bytes> {
        let entry = self.archive.get_entry(self.wayfinder).map_err(|error| damaged(&error))?;
        let (start, end) = entry.compressed_data_range();
        let packed = RangeReader::new(Arc::clone(self.archive.get_ref()), start..end);
        let plain: Bytes = match self.method {
            CompressionMethod::STORE => Box::new(packed),
            CompressionMethod::DEFLATE => Box::new(flate2::bufread::DeflateDecoder::new(BufReader::new(packed))),
            CompressionMethod::ZSTD => Box::new(Frames::new(BufReader::new(packed))),
            method => {
                let what = format!("it is packed by method {method}, which is not read");
                return Err(Problem::Unreadable { what }.into());
            }
        };
        let checked = Checked { inner: plain, crc: Crc32::new(), read: 0, wanted: (self.crc, self.unpacked_bytes) };
        let packed_bytes = Arc::new(AtomicU64::new(end.saturating_sub(start)));
        Ok(Box::new(Unpacked::new(Box::new(checked), "zip", packed_bytes, limits)))
    }

    /// Bytes when unpacked, as the directory says.
    pub(crate) fn unpacked_bytes(&self) -> u64 {
        self.unpacked_bytes
    }
}

/// Bytes that are held to what the directory says of them.
struct Checked {
    inner: Bytes,
    crc: Crc32,
    read: u64,
    wanted: (u32, u64),
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read += read as u64;
        let (crc, length) = self.wanted;
        if self.read > length {
            return Err(io::Error::other(format!("it is longer than the {length} bytes that the directory says")));
        }
        self.crc.update(buffer.get(..read).unwrap_or_default());
        if read == 0 && !buffer.is_empty() && (self.read, self.crc.checksum()) != (length, crc) {
            return Err(io::Error::other("its length or checksum is not the one that the directory says"));
        }
        Ok(read)
    }
}
