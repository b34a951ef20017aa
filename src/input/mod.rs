//! Reading: from paths, folders, archives and standard input to texts.
//!
//! ```text
//!                                  ┌▶ one article ─────────────▶ bytes ─decode─▶ text ─parse─┐
//! paths ─walk─▶ files ─unpack─▶ ───┤                                                         ├▶ Record ─▶ document
//!            (names, first bytes)  └▶ many ─blocks (whole records)─▶ record ─decode─▶ parse ─┘
//! ```
//!
//! What a file holds is decided by its name, and for names that say nothing by its first bytes. A format is a line in
//! [`INPUT_FORMATS`], a way of packing one in `COMPRESSIONS`. Blocks are cut on one thread, which reads no more of a record than
//! where it ends; everything else is done by the threads that analyse. Nothing is held as a whole but an article.

mod blocks;
mod compression;
mod date_source;
mod decode;
mod dry_run;
mod encoding;
mod filter;
mod fingerprint;
mod format;
mod html;
mod inputs;
mod item;
mod markdown;
mod mojibake;
mod plan;
mod progress;
mod record;
mod rows;
mod values;
mod walk;
#[cfg(feature = "compression")]
mod zip;
#[cfg(feature = "compression")]
mod zstd;

use std::path::PathBuf;

pub(crate) use date_source::published;
pub use dry_run::{DryRunFile, dry_run};
pub use encoding::TextEncoding;
pub use filter::{DocumentFilter, FilterCounts, FilterReason};
pub(crate) use fingerprint::Fingerprint;
pub use format::{INPUT_FORMATS, InputFormat, Layout};
pub(crate) use item::{Item, Location, OwnedDocument, ParsedDocument};
pub(crate) use mojibake::{is_in as is_mojibake, repair as repair_mojibake};
pub(crate) use plan::{Plan, Work};
pub use progress::{ReadProgress, measure};
pub use record::{Fields, parse_date};

/// How much of a file is looked at to find its format, packing and encoding.
const HEAD_BYTES: usize = 64 * 1024;

/// Where bytes come from.
pub(crate) type Bytes = Box<dyn std::io::Read + Send>;

/// What to do with bytes that are no text in the encoding of their file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum EncodingErrors {
    /// The document fails, and the offset of the first such byte is named.
    #[default]
    Strict,
    /// They are read as U+FFFD; offsets then count in the text so made.
    Replace,
}

/// How much is read of what may be made to do harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many times as many bytes packed data may unpack to, counted from 16 MiB on; of an archive each file, and all
    /// together.
    pub ratio: u64,
    /// The longest page, packed article, row of CSV or element of JSON, in bytes. Plain text and lines of NDJSON that are not
    /// packed may have 4 GiB.
    pub document_bytes: u64,
}

impl Default for Limits {
    /// 200 times, 32 MiB.
    fn default() -> Self {
        Self { ratio: 200, document_bytes: 32 * 1024 * 1024 }
    }
}

impl Limits {
    /// Whether packed data unpack to more than is allowed.
    pub(crate) fn is_bomb(self, packed_bytes: u64, unpacked_bytes: u64) -> bool {
        const HARMLESS: u64 = 16 * 1024 * 1024;
        unpacked_bytes > HARMLESS && unpacked_bytes > packed_bytes.saturating_mul(self.ratio)
    }
}

/// How inputs are read.
#[derive(Clone, Debug, Default)]
pub struct InputOptions {
    /// The format of every input; absent: found out for each.
    pub format: Option<&'static InputFormat>,
    /// The names of the fields of records.
    pub fields: Fields,
    /// The encoding of every input; absent: found out for each.
    pub encoding: Option<TextEncoding>,
    /// What to do with invalid bytes.
    pub encoding_errors: EncodingErrors,
    /// Whether text that was read in the wrong encoding before it came here (`MÃ¼ller`) is set right; offsets then count in the
    /// text so made.
    pub repair_mojibake: bool,
    /// What is not read further.
    pub limits: Limits,
    /// Whether files and folders whose names begin with a dot are read.
    pub hidden: bool,
    /// Whether symbolic links in folders are followed. One that leads into a folder that it is in is an error.
    pub follow_links: bool,
    /// Patterns that the paths of files found in folders are chosen by; none: all with an ending that a format has.
    pub globs: Globs,
    /// Which documents are analysed.
    pub choice: DocumentFilter,
    /// Whether of articles that are the same, or nearly so, only the first is analysed; see [`dedup`](crate::run::dedup).
    pub without_duplicates: bool,
    /// Who counts what is read; absent: nobody.
    pub meter: Option<ReadProgress>,
}

impl InputOptions {
    pub(crate) fn decoding(&self) -> decode::Decoding {
        decode::Decoding { encoding: self.encoding, errors: self.encoding_errors }
    }
}

/// Patterns of paths, as shells and `.gitignore` write them: `*.txt`, `2024/**`, `{a,b}*`; with `!` before it one leaves out.
///
/// A pattern without a slash is held against the name of the file, one with a slash against the path below the folder that was
/// named.
#[derive(Clone, Debug, Default)]
pub struct Globs {
    wanted: globset::GlobSet,
    unwanted: globset::GlobSet,
}

impl Globs {
    /// The patterns.
    ///
    /// # Errors
    /// What is wrong with one of them.
    pub fn new<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let (mut wanted, mut unwanted) = (globset::GlobSetBuilder::new(), globset::GlobSetBuilder::new());
        for pattern in patterns {
            let (builder, pattern) = match pattern.strip_prefix('!') {
                Some(pattern) => (&mut unwanted, pattern),
                None => (&mut wanted, pattern),
            };
            let anchored = if pattern.contains('/') {
                pattern.trim_start_matches('/').to_owned()
            } else {
                format!("**/{pattern}")
            };
            let glob = globset::GlobBuilder::new(&anchored).literal_separator(true).build();
            builder.add(glob.map_err(|error| error.to_string())?);
        }
        let set = |builder: globset::GlobSetBuilder| builder.build().map_err(|error| error.to_string());
        Ok(Self { wanted: set(wanted)?, unwanted: set(unwanted)? })
    }

    /// Whether there is no pattern.
    pub(crate) fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.unwanted.is_empty()
    }

    /// Whether files are chosen by patterns, whatever their endings.
    pub(crate) fn choose(&self) -> bool {
        !self.wanted.is_empty()
    }

    /// Whether a file below a folder is read, so far as patterns say.
    pub(crate) fn allow(&self, below: &std::path::Path) -> bool {
        (self.wanted.is_empty() || self.wanted.is_match(below)) && !self.unwanted.is_match(below)
    }
}

/// Where documents come from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Source {
    /// Standard input.
    Stdin,
    /// A file, or a folder and all in it. A symbolic link is followed if it is named here, and left out if it is found in a
    /// folder.
    Path(PathBuf),
}

/// What folders and archives hold and was not read. Named files are never left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SkippedFiles {
    /// Files whose ending no format has.
    pub other_files: u64,
    /// Files that the patterns leave out.
    pub unmatched: u64,
    /// Files and folders whose name begins with a dot.
    pub hidden: u64,
    /// Symbolic links.
    pub links: u64,
    /// Sockets, pipes and devices.
    pub special: u64,
}

impl SkippedFiles {
    /// Adds what others held.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.other_files += other.other_files;
        self.unmatched += other.unmatched;
        self.hidden += other.hidden;
        self.links += other.links;
        self.special += other.special;
    }

    /// How many in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.other_files + self.unmatched + self.hidden + self.links + self.special
    }
}

/// A path as reports name it. What is not Unicode in it is shown as U+FFFD.
pub(crate) fn name_of(path: &std::path::Path) -> String {
    path.to_string_lossy().into_owned()
}
