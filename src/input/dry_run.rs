//! Listing and measuring the inputs without analysing them.

use crate::error::{Error, Problem};
use crate::input::encoding::{decode, detect_stream};
use crate::input::options::InputOptions;
use crate::input::probe::{self, OpenFile};
use crate::input::progress::ReadProgress;
use crate::input::source::{FileOrigin, InputFile, InputFiles, SkippedFiles, Source};
use crate::input::stream::HEAD_BYTES;

/// A file that would be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DryRunFile {
    /// The path as given or found. For a file in an archive, the archive's path comes before it.
    pub name: String,
    /// The name of its format.
    pub format: &'static str,
    /// The name of its compression: `gzip`, `zstd` or `zip`. `None` if it isn't compressed.
    pub compression: Option<&'static str>,
    /// The name of the encoding of its first 64 KiB in the WHATWG Encoding Standard. `None` if it can't be decoded.
    pub encoding: Option<String>,
    /// The size in bytes; for a file in an archive, decompressed. `None` for standard input.
    pub bytes: Option<u64>,
}

/// Calls `visit` with every file that would be read, in order, and with every error. Returns the counts of the files that would
/// be skipped. Reads up to 64 KiB of each file, and nothing from standard input.
pub fn dry_run(
    sources: Vec<Source>,
    options: &InputOptions,
    visit: &mut dyn FnMut(Result<DryRunFile, Error>),
) -> SkippedFiles {
    let mut files = InputFiles::new(sources, options);
    while let Some(file) = files.next() {
        let described = file.and_then(|file| {
            let described = match describe(&file, options) {
                Ok(Described::File(file)) => Ok(Some(file)),
                Ok(Described::Archive) => files.enter_archive(&file).map(|()| None),
                Ok(Described::Report) => {
                    files.leave_out_report();
                    Ok(None)
                }
                Err(error) => Err(Problem::from(error)),
            };
            described.map_err(|problem| Error::new(file.name(), problem))
        });
        if let Some(described) = described.transpose() {
            visit(described);
        }
    }
    files.skipped_files()
}

/// An input, as far as its first bytes show.
enum Described {
    File(DryRunFile),
    /// An archive, whose files are described one by one.
    Archive,
    /// A report of an earlier run.
    Report,
}

fn describe(file: &InputFile, options: &InputOptions) -> std::io::Result<Described> {
    let name = file.name().into_owned();
    if let FileOrigin::Stdin = file.origin {
        let format = file.kind.format.map_or("", |format| format.name);
        return Ok(Described::File(DryRunFile { name, format, compression: None, encoding: None, bytes: None }));
    }
    let Some(open) = probe::open(file, options)? else { return Ok(Described::Archive) };
    if open.is_report(file, options) {
        return Ok(Described::Report);
    }
    let compression = open.compression.map(|compression| compression.name).or(file.outer_compression());
    let encoding = encoding(&open, options);
    let format = open.format.name;
    Ok(Described::File(DryRunFile { name, format, compression, encoding, bytes: file.size()? }))
}

fn encoding(file: &OpenFile, options: &InputOptions) -> Option<String> {
    let (head, decoding) = (&file.head, options.decoding());
    if file.format.has_records()
        && let Some(encoding) = detect_stream(head, decoding).ok()?
    {
        return Some(encoding.name());
    }
    let declared = file.format.declared_encoding();
    let decode = |bytes: &[u8]| decode(bytes, decoding, declared).ok().map(|(_, encoding)| encoding.name());
    // The head may end within a character.
    let cuts = if head.len() < HEAD_BYTES { 0..1 } else { 0..4 };
    cuts.filter_map(|cut| head.get(..head.len() - cut)).find_map(decode)
}

/// Returns the totals that [`InputOptions::progress`] will reach. `None` if they can't be known, because standard input is read.
/// Files that can't be read count as zero bytes.
#[must_use]
pub fn measure(sources: Vec<Source>, options: &InputOptions) -> Option<ReadProgress> {
    if sources.contains(&Source::Stdin) {
        return None;
    }
    let total = ReadProgress::default();
    let mut files = InputFiles::new(sources, options);
    while let Some(file) = files.next() {
        let Ok(file) = file else { continue };
        if file.is_archive() {
            // An error will be reported when the archive is read.
            let _ = files.enter_archive(&file);
            continue;
        }
        total.add(1, file.size().ok().flatten().unwrap_or_default());
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::input::split::{Plan, Work};

    #[test]
    fn measures_what_is_read() {
        let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");
        let sources = vec![Source::Path(samples.into())];
        let progress = ReadProgress::default();
        let options = InputOptions { progress: Some(progress.clone()), ..InputOptions::default() };
        let total = measure(sources.clone(), &options).unwrap();
        assert_eq!((progress.files(), progress.bytes()), (0, 0));
        let mut buffer = Vec::new();
        for work in Plan::new(sources, &options) {
            if let Work::Items(items) = work {
                items.into_iter().for_each(|item| item.read(&mut buffer, &options, &mut |_, _| true));
            }
        }
        assert_eq!((progress.files(), progress.bytes()), (total.files(), total.bytes()));
        assert!(total.files() > 20 && total.bytes() > 30_000);
        assert!(measure(vec![Source::Stdin], &options).is_none());
    }

    #[test]
    fn files_are_described_by_extension_or_content() {
        let dir = tempfile::tempdir().unwrap();
        let cut_character = ["x".repeat(HEAD_BYTES - 1), "é".to_owned()].concat();
        for (name, bytes) in [
            ("a.txt", &b"Caf\xe9."[..]),
            ("b.csv", b"text\n"),
            ("c.md", b"\xff\xfek\0"),
            ("d", b"{\"text\": \"a\"}\n"),
            ("e.txt", b"a\0b"),
            ("f.txt", cut_character.as_bytes()),
            ("g.pdf", b""),
        ] {
            fs::write(dir.path().join(name), bytes).unwrap();
        }
        let mut found = Vec::new();
        let mut list = |sources, options: &InputOptions| {
            let skipped = dry_run(sources, options, &mut |file| {
                let file = file.unwrap();
                let name = file.name.rsplit('/').next().unwrap().to_owned();
                found.push((name, file.format, file.encoding.unwrap_or_default(), file.bytes));
            });
            (std::mem::take(&mut found), skipped.total())
        };
        let file = |name: &str, format, encoding: &str, bytes| (name.to_owned(), format, encoding.to_owned(), bytes);
        let sources = vec![Source::Path(dir.path().into()), Source::Path(dir.path().join("d")), Source::Stdin];
        let wanted = [
            file("a.txt", "text", "windows-1252", Some(5)),
            file("b.csv", "csv", "utf-8", Some(5)),
            file("c.md", "markdown", "utf-16le", Some(4)),
            file("e.txt", "text", "", Some(3)),
            file("f.txt", "text", "utf-8", Some(HEAD_BYTES as u64 + 1)),
            file("d", "ndjson", "utf-8", Some(14)),
            file("-", "", "", None),
        ];
        // `d` and `g.pdf` are skipped in the directory.
        assert_eq!(list(sources, &InputOptions::default()), (wanted.to_vec(), 2));
    }
}
