//! File name extensions.

use std::ffi::OsStr;

use crate::input::compression::Compression;
use crate::input::format::InputFormat;

/// The format and compression of a file, as far as its name tells: `berita.csv`, `berita.csv.gz`.
#[derive(Clone, Copy, Default)]
pub(crate) struct FileKind {
    pub(crate) format: Option<&'static InputFormat>,
    pub(crate) compression: Option<&'static Compression>,
    /// Whether the extension is one of several formats, of which not all are read.
    pub(crate) is_tentative: bool,
}

impl FileKind {
    /// The kind of a file with this name or path.
    pub(crate) fn by_extension(path: &OsStr) -> Self {
        let Some((stem, extension)) = split_extension(path.as_encoded_bytes()) else { return Self::default() };
        if let Some(format) = InputFormat::by_extension(extension) {
            return Self { format: Some(format), ..Self::default() };
        }
        let Some(compression) = Compression::by_extension(extension) else {
            return Self { is_tentative: is_tentative(extension), ..Self::default() };
        };
        let inner = split_extension(stem).map(|(_, extension)| extension);
        let format = inner.and_then(InputFormat::by_extension);
        Self { format, compression: Some(compression), is_tentative: inner.is_some_and(is_tentative) }
    }

    /// Whether the extension is known.
    pub(crate) fn is_known(self) -> bool {
        self.format.is_some() || self.compression.is_some() || self.is_tentative
    }
}

/// Whether an extension is one of several formats, of which not all are read.
fn is_tentative(extension: &[u8]) -> bool {
    extension.eq_ignore_ascii_case(b"xml")
}

/// Splits a path into stem and extension. A file name that begins with its only dot has no extension.
fn split_extension(path: &[u8]) -> Option<(&[u8], &[u8])> {
    let dot = memchr::memrchr(b'.', path)?;
    let is_first = dot == 0 || matches!(path.get(dot - 1), Some(b'/' | b'\\'));
    let extension = path.get(dot + 1..).filter(|extension| !extension.contains(&b'/'))?;
    (!is_first).then_some((path.get(..dot)?, extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_name_format_and_compression() {
        let kind = |name: &str| {
            let kind = FileKind::by_extension(OsStr::new(name));
            (kind.format.map(|format| format.name), kind.compression.map(|compression| compression.name))
        };
        assert_eq!(kind("a.TXT"), (Some("text"), None));
        assert_eq!(kind("a.b/c.csv"), (Some("csv"), None));
        assert_eq!(kind("a.pdf"), (None, None));
        assert_eq!(kind("a.txt/b"), (None, None));
        assert_eq!(kind(".txt"), (None, None));
        assert_eq!(kind("a/.txt"), (None, None));
        assert_eq!(kind(""), (None, None));
        #[cfg(feature = "compression")]
        {
            assert_eq!(kind("a.csv.gz"), (Some("csv"), Some("gzip")));
            assert_eq!(kind("a.jsonl.ZST"), (Some("ndjson"), Some("zstd")));
            assert_eq!(kind("a.gz"), (None, Some("gzip")));
        }
    }
}
