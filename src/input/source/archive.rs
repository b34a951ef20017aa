//! Zip archives.

use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use rawzip::{
    CompressionMethod, Crc32, FileReader, RECOMMENDED_BUFFER_SIZE, RangeReader, ZipArchive, ZipArchiveEntryWayfinder,
    ZipLocator,
};

use crate::error::Problem;
use crate::input::compression::LimitedReader;
use crate::input::compression::mismatch::Mismatch;
use crate::input::compression::zstd::ZstdReader;
use crate::input::limits::Limits;
use crate::input::options::InputOptions;
use crate::input::regular::open_regular;
use crate::input::source::SkippedFiles;
use crate::input::source::kind::FileKind;
use crate::input::stream::ByteStream;
use crate::message::{byte_name, io_error};

/// A file in an archive. It is opened by the thread that reads it, so that threads decompress in parallel.
pub(crate) struct ArchiveMember {
    archive: Arc<ZipArchive<Arc<FileReader>>>,
    wayfinder: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    crc: u32,
    compressed_bytes: u64,
    decompressed_bytes: u64,
}

/// An entry of an archive's directory.
pub(super) struct ListedMember {
    /// The name within the archive.
    pub(super) name: String,
    /// The file, or the problem with it.
    pub(super) member: Result<ArchiveMember, Problem>,
}

/// The files of an archive that are to be read, in byte order of their names. The others are counted in `skipped_files`.
///
/// Memory is proportional to the size of the archive's directory.
///
/// # Errors
/// It isn't an archive, or its directory can't be read.
pub(super) fn list(
    path: &Path,
    options: &InputOptions,
    skipped_files: &mut SkippedFiles,
) -> Result<Vec<ListedMember>, Problem> {
    let limits = options.limits;
    let any_extension = options.accepts_any_extension();
    let file = open_regular(path)?;
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
        let name = byte_name(header.file_path().as_bytes()).into_owned();
        let is_hidden = name.split('/').any(|part| part == "__MACOSX" || part.starts_with('.') && part != "..");
        let is_known = any_extension || FileKind::by_extension(name.as_ref()).is_known();
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
        let member = if escapes_archive(&name) {
            Err(Problem::LeadsOut)
        } else if limits.is_bomb(archive_bytes, total) {
            Err(Problem::Bomb { packing: "zip", packed_bytes: archive_bytes, limit: limits.ratio })
        } else if header.flags().is_encrypted() {
            Err(Problem::Encrypted)
        } else {
            let (wayfinder, method, crc) = (header.wayfinder(), header.compression_method(), header.crc32());
            let decompressed_bytes = header.uncompressed_size_hint();
            let compressed_bytes = header.compressed_size_hint();
            Ok(ArchiveMember {
                archive: Arc::clone(&archive),
                wayfinder,
                method,
                crc,
                compressed_bytes,
                decompressed_bytes,
            })
        };
        listed.push(ListedMember { name, member });
    }
    listed.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(listed)
}

/// Whether a name is absolute or has a component `..`. Nothing is ever written to it, but such an archive is made to do harm.
fn escapes_archive(name: &str) -> bool {
    let has_drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with(['/', '\\']) || has_drive || name.split(['/', '\\']).any(|part| part == "..")
}

fn damaged(error: &rawzip::Error) -> Problem {
    Problem::Damaged { packing: "zip", unpacked_bytes: 0, reason: io::Error::other(error.to_string()) }
}

impl ArchiveMember {
    /// Opens and decompresses the file.
    pub(super) fn open(&self, limits: Limits) -> io::Result<ByteStream> {
        let entry = self.archive.get_entry(self.wayfinder).map_err(|error| damaged(&error))?;
        let (start, end) = entry.compressed_data_range();
        let stored = RangeReader::new(Arc::clone(self.archive.get_ref()), start..end);
        let inner: ByteStream = match self.method {
            CompressionMethod::STORE => Box::new(stored),
            CompressionMethod::DEFLATE => Box::new(flate2::bufread::DeflateDecoder::new(BufReader::new(stored))),
            CompressionMethod::ZSTD => Box::new(ZstdReader::new(BufReader::new(stored))),
            method => {
                return Err(Problem::UnknownMethod { method: method.to_string() }.into());
            }
        };
        let expected = (self.decompressed_bytes, self.crc);
        let checked = CheckedReader { inner, crc: Crc32::new(), read: 0, expected };
        let compressed_bytes = Arc::new(AtomicU64::new(end.saturating_sub(start)));
        Ok(Box::new(LimitedReader::new(Box::new(checked), "zip", compressed_bytes, limits)))
    }

    /// The compressed size in bytes, according to the archive's directory.
    pub(super) fn compressed_bytes(&self) -> u64 {
        self.compressed_bytes
    }

    /// The decompressed size in bytes, according to the archive's directory.
    pub(super) fn decompressed_bytes(&self) -> u64 {
        self.decompressed_bytes
    }
}

/// Checks the decompressed bytes against the length and checksum in the archive's directory.
struct CheckedReader {
    inner: ByteStream,
    crc: Crc32,
    read: u64,
    /// Length and checksum.
    expected: (u64, u32),
}

impl Read for CheckedReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read += read as u64;
        let (length, _) = self.expected;
        if self.read > length {
            return Err(io_error(io::ErrorKind::InvalidData, Mismatch::Length { listed: length }));
        }
        self.crc.update(buffer.get(..read).unwrap_or_default());
        if read == 0 && !buffer.is_empty() && (self.read, self.crc.checksum()) != self.expected {
            return Err(io_error(io::ErrorKind::InvalidData, Mismatch::Checksum));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An archive in a file, its members stored without compression.
    fn archive(members: &[(&str, &str)]) -> tempfile::NamedTempFile {
        use std::io::Write;
        let mut archive = rawzip::ZipArchiveWriter::new(Vec::new());
        for (name, text) in members {
            let path = rawzip::path::EntryPath::verbatim(name.as_bytes());
            let (mut entry, config) = archive.new_file(path).start().unwrap();
            let mut writer = config.wrap(&mut entry);
            writer.write_all(text.as_bytes()).unwrap();
            let (_, descriptor) = writer.finish().unwrap();
            entry.finish(descriptor).unwrap();
        }
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&archive.finish().unwrap()).unwrap();
        file
    }

    #[test]
    fn members_are_sorted_filtered_and_counted() {
        let file = archive(&[
            ("b.txt", "dua"),
            ("a/c.txt", "satu"),
            ("x.pdf", ""),
            (".git/a.txt", ""),
            ("__MACOSX/a.txt", ""),
            ("../a.txt", ""),
            ("/b.txt", ""),
            ("c:a.txt", ""),
        ]);
        let mut skipped = SkippedFiles::default();
        let members = list(file.path(), &InputOptions::default(), &mut skipped).unwrap();
        let found: Vec<_> = members
            .iter()
            .map(|listed| match &listed.member {
                Ok(member) => (&*listed.name, io::read_to_string(member.open(Limits::default()).unwrap()).unwrap()),
                Err(problem) => (&*listed.name, format!("{problem:?}")),
            })
            .collect();
        let found: Vec<_> = found.iter().map(|(name, text)| (*name, &**text)).collect();
        let escaped = "LeadsOut";
        let wanted =
            [("../a.txt", escaped), ("/b.txt", escaped), ("a/c.txt", "satu"), ("b.txt", "dua"), ("c:a.txt", escaped)];
        assert_eq!(found, wanted);
        assert_eq!(skipped, SkippedFiles { other_files: 1, hidden: 2, ..SkippedFiles::default() });
    }

    #[test]
    fn wrong_checksums_and_lengths_are_errors() {
        let file = archive(&[("a.txt", "kata")]);
        let mut members = list(file.path(), &InputOptions::default(), &mut SkippedFiles::default()).unwrap();
        let mut member = members.pop().unwrap().member.unwrap();
        let read = |member: &ArchiveMember| io::read_to_string(member.open(Limits::default()).unwrap());
        assert_eq!(read(&member).unwrap(), "kata");
        member.crc ^= 1;
        assert!(matches!(Problem::from(read(&member).unwrap_err()), Problem::Damaged { packing: "zip", .. }));
        (member.crc, member.decompressed_bytes) = (member.crc ^ 1, 3);
        assert!(read(&member).unwrap_err().to_string().contains("longer than the 3 bytes"));
        assert!(list(Path::new("Cargo.toml"), &InputOptions::default(), &mut SkippedFiles::default()).is_err());
    }
}
