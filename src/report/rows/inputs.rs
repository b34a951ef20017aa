//! `--dry-run`: the files that would be read.

use crate::report::describe::table;

table! {
    "inputs":
    /// A row of `--dry-run`: a file that would be read.
    #[derive(Clone, Debug)]
    pub struct InputRow<'a> {
        /// The path as given or found, `-` for standard input; for a file in an archive, the archive's path and the path in it.
        pub path: &'a str,
        /// The name of its format, as in `--input-format`; empty for standard input without that option.
        pub format: &'static str,
        /// The compression: `gzip`, `zstd` or `zip`. `null` if there is none.
        pub packing: Option<&'static str>,
        /// The encoding of its first 64 KiB: `utf-8`, `windows-1252`, …. `null` if it is not a supported one.
        pub encoding: Option<&'a str>,
        /// Its size on disk in bytes; for a file in an archive, the uncompressed size. `null` for standard input.
        pub bytes: Option<u64>,
    }
}
