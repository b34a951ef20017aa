//! Reading: from paths, folders and standard input to texts.
//!
//! ```text
//! paths ─plan─▶ work (groups of files, blocks of lines), in order ─▶ bytes ─decode─▶ &str ─record─▶ document
//! ```
//!
//! What a file holds is decided by its name, and for names that say nothing by its first bytes. A format is a line in
//! [`INPUT_FORMATS`].

mod decode;
mod lines;
mod plan;
mod record;
mod walk;

use std::path::PathBuf;

pub(crate) use decode::{decode, utf16_order};
pub(crate) use lines::Block;
pub(crate) use plan::{Item, Plan, Work, name_of};
pub use record::{Fields, parse_date};
pub(crate) use record::{Record, parse_record};

/// How a file of a format is cut into documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Layout {
    /// The whole file is one document.
    Whole,
    /// Every line is a record, and so a document.
    Lines,
}

/// A kind of file that can be read.
#[derive(Debug, PartialEq, Eq)]
pub struct InputFormat {
    /// The name that `--input-format` takes.
    pub name: &'static str,
    /// One line on what it is.
    pub title: &'static str,
    /// The endings of file names that say so, in small letters, without the dot. Files of a folder that end otherwise are left
    /// out; capitals do not matter.
    pub extensions: &'static [&'static str],
    /// How it is cut into documents.
    pub layout: Layout,
}

/// Every format that can be read.
pub static INPUT_FORMATS: &[InputFormat] = &[
    InputFormat {
        name: "text",
        title: "plain text: a file is an article",
        extensions: &["txt", "text"],
        layout: Layout::Whole,
    },
    InputFormat {
        name: "ndjson",
        title: "a JSON object a line, an article each: {\"id\", \"date\", \"title\", \"text\"}",
        extensions: &["ndjson", "jsonl"],
        layout: Layout::Lines,
    },
];

impl InputFormat {
    /// The format of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        INPUT_FORMATS.iter().find(|format| format.name == name)
    }

    /// The format that a file name ends like.
    #[must_use]
    pub fn of_name(file_name: &std::ffi::OsStr) -> Option<&'static Self> {
        let extension = std::path::Path::new(file_name).extension()?.to_str()?;
        let is_it = |e: &&str| e.eq_ignore_ascii_case(extension);
        INPUT_FORMATS.iter().find(|format| format.extensions.iter().any(is_it))
    }
}

/// What to do with bytes that are not UTF-8 (or UTF-16 after a byte order mark).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum EncodingErrors {
    /// The document fails, and the offset of the first such byte is named.
    #[default]
    Strict,
    /// They are read as U+FFFD; offsets then count in the text so made.
    Replace,
}

/// How inputs are read.
#[derive(Clone, Debug, Default)]
pub struct InputOptions {
    /// The format of every input; absent: found out for each.
    pub format: Option<&'static InputFormat>,
    /// The names of the fields of records.
    pub fields: Fields,
    /// What to do with invalid bytes.
    pub encoding_errors: EncodingErrors,
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

/// What folders hold and was not read. Named files are never left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Files whose ending no format has.
    pub other_files: u64,
    /// Files and folders whose name begins with a dot.
    pub hidden: u64,
    /// Symbolic links.
    pub links: u64,
    /// Sockets, pipes and devices.
    pub special: u64,
}

impl LeftOut {
    /// How many in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.other_files + self.hidden + self.links + self.special
    }
}
