//! Options for reading inputs.

use std::path::Path;

use crate::error::GlobError;
use crate::input::encoding::{Decoding, EncodingErrors, TextEncoding};
use crate::input::filter::DocumentFilter;
use crate::input::format::InputFormat;
use crate::input::limits::Limits;
use crate::input::markup::StripTags;
use crate::input::outputs::Outputs;
use crate::input::progress::ReadProgress;
use crate::input::record::Fields;

/// Options for reading inputs. All are off by default.
///
/// # Examples
/// ```
/// use telaah::input::{InputFormat, InputOptions};
///
/// let mut options = InputOptions::default();
/// options.format = InputFormat::named("csv");
/// options.fields.text = Some("isi".to_owned());
/// options.hidden = true;
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct InputOptions {
    /// The format of every input. `None`: detected for each by its extension or content.
    pub format: Option<&'static InputFormat>,
    /// The names of the fields of records.
    pub fields: Fields,
    /// The keys that lead to the records of JSON files, separated by dots: `data.items` for `{"data": {"items": [{…}, …]}}`. They are
    /// in an array, or the values of an object. `None`: an array of records, consecutive records, or an object that has one array of
    /// records.
    pub records: Option<String>,
    /// The delimiter of CSV and TSV, an ASCII character. `None`: detected for each file.
    pub delimiter: Option<u8>,
    /// Whether CSV and TSV files have no header. The names of the columns are then their numbers, from 1.
    pub no_header: bool,
    /// The encoding of every input. `None`: detected for each.
    pub encoding: Option<TextEncoding>,
    /// Handling of invalid bytes.
    pub encoding_errors: EncodingErrors,
    /// Whether to repair mojibake, text that was decoded with the wrong encoding before (`MÃ¼ller`). Offsets then refer to the
    /// repaired text.
    pub repair_mojibake: bool,
    /// Whether HTML tags and entities are taken out of the text fields of records.
    pub strip_tags: StripTags,
    /// Limits on sizes.
    pub limits: Limits,
    /// Whether to read files and directories whose names begin with a dot.
    pub hidden: bool,
    /// Whether to follow symbolic links found in directories. A link to a directory that contains it is an error.
    pub follow_links: bool,
    /// Glob patterns for files found in directories and archives. Without patterns, files with a known extension are read.
    pub globs: Globs,
    /// The outputs, which are skipped in directories.
    pub outputs: Outputs,
    /// Which documents to analyse.
    pub filter: DocumentFilter,
    /// Whether to analyze only the first of identical or nearly identical articles.
    pub deduplicate: bool,
    /// Counts what is read.
    pub progress: Option<ReadProgress>,
}

impl InputOptions {
    pub(crate) fn decoding(&self) -> Decoding {
        Decoding { encoding: self.encoding, errors: self.encoding_errors }
    }

    /// Whether files in directories and archives are read whatever their extension, because the format is given or the files
    /// are selected by patterns.
    pub(crate) fn accepts_any_extension(&self) -> bool {
        self.format.is_some() || !self.globs.included.is_empty()
    }
}

/// Glob patterns that select files by path, as in shells and `.gitignore`: `*.txt`, `2024/**`, `{a,b}*`. A pattern that begins
/// with `!` excludes files. Upper and lower case are the same.
///
/// A pattern without a slash is matched against the file name, a pattern with a slash against the path relative to the
/// directory that was given.
#[derive(Clone, Debug, Default)]
pub struct Globs {
    included: globset::GlobSet,
    excluded: globset::GlobSet,
}

impl Globs {
    /// Compiles patterns.
    ///
    /// # Errors
    /// [`GlobError`] if a pattern isn't valid.
    ///
    /// # Examples
    /// ```
    /// use telaah::input::Globs;
    ///
    /// assert!(Globs::new(["*.txt", "!draft-*"]).is_ok());
    /// assert_eq!(Globs::new(["a[b"]).unwrap_err().to_string(), "invalid pattern `a[b`: `[` without `]`");
    /// ```
    pub fn new<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Result<Self, GlobError> {
        let (mut included, mut excluded) = (globset::GlobSetBuilder::new(), globset::GlobSetBuilder::new());
        let mut last = "";
        for pattern in patterns {
            let (builder, path) = match pattern.strip_prefix('!') {
                Some(path) => (&mut excluded, path),
                None => (&mut included, pattern),
            };
            let anchored =
                if path.contains('/') { path.trim_start_matches('/').to_owned() } else { format!("**/{path}") };
            let glob = globset::GlobBuilder::new(&anchored).literal_separator(true).case_insensitive(true).build();
            builder.add(glob.map_err(|error| GlobError::new(pattern, &error))?);
            last = pattern;
        }
        let compile = |builder: globset::GlobSetBuilder| builder.build().map_err(|error| GlobError::new(last, &error));
        Ok(Self { included: compile(included)?, excluded: compile(excluded)? })
    }

    /// Whether there are no patterns: all files are read.
    pub(crate) fn is_empty(&self) -> bool {
        self.included.is_empty() && self.excluded.is_empty()
    }

    /// Whether a file is read, given its path relative to the directory.
    pub(crate) fn allow(&self, path: &Path) -> bool {
        (self.included.is_empty() || self.included.is_match(path)) && !self.excluded.is_match(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_match_names_or_paths() {
        for (patterns, path, allowed) in [
            (&["*.txt"][..], "2024/a.txt", true),
            (&["*.txt"], "a.log", false),
            (&["*.txt", "!B*"], "A.TXT", true),
            (&["*.txt", "!B*"], "b.txt", false),
            (&["2024/*"], "2024/a.txt", true),
            (&["2024/*"], "2024/01/a.txt", false),
            (&["/2024/**"], "2024/01/a.txt", true),
            (&["!a*"], "2024/a.txt", false),
            (&["!a*"], "2024/b.txt", true),
            (&["*.txt", "!2024/*"], "2024/b.txt", false),
            (&[], "b", true),
        ] {
            let globs = Globs::new(patterns.iter().copied()).unwrap();
            assert_eq!(globs.allow(Path::new(path)), allowed, "{patterns:?} {path}");
        }
        let error = Globs::new(["*.txt", "!a[b"]).unwrap_err();
        assert_eq!(error.to_string(), "invalid pattern `!a[b`: `[` without `]`");
    }
}
