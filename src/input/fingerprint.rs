//! Whether an input is still the one it was, as far as that can be told without reading it.

use std::fs;
use std::time::UNIX_EPOCH;

use twox_hash::XxHash3_64;

use crate::error::Error;
use crate::input::inputs::{From, Input};

/// What tells an input from others, and from itself when it was changed: hashes (XXH3, 64 bits) of its path, and of its size and the
/// time of its last change. The same in every run and on every machine.
///
/// What stands in an archive is told by the archive's stamp. Of an input that could not be opened the problem is what counts.
/// Standard input has always the same stamp: it can't be told whether it is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint(u64, u64);

impl Fingerprint {
    /// The stamp of an input that is about to be read; absent for a file in an archive, whose archive has one.
    pub(super) fn of(input: &Input) -> Option<Self> {
        let From::Path(path) = &input.from else {
            return matches!(input.from, From::Stdin).then_some(Self(hash(b"-"), 0));
        };
        let state = match fs::metadata(path) {
            Ok(metadata) => {
                let changed = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
                let nanoseconds = changed.unwrap_or_default().as_nanos();
                hash(&[metadata.len().to_le_bytes().as_slice(), &nanoseconds.to_le_bytes()].concat())
            }
            Err(error) => hash(error.kind().to_string().as_bytes()),
        };
        Some(Self(hash(path.as_os_str().as_encoded_bytes()), state))
    }

    /// The stamp of an input that can't be read.
    pub(super) fn of_failed(error: &Error) -> Self {
        Self(hash(error.document.as_bytes()), hash(error.problem.to_string().as_bytes()))
    }

    /// 16 bits of each hash, the path's in the upper half.
    pub(crate) const fn short(self) -> u32 {
        (self.0 as u32) << 16 | self.1 as u32 & 0xffff
    }

    /// Extends a digest over the fingerprints of a row of inputs.
    pub(crate) fn chain(self, digest: u64) -> u64 {
        hash([digest, self.0, self.1].map(u64::to_le_bytes).as_flattened())
    }
}

fn hash(bytes: &[u8]) -> u64 {
    XxHash3_64::oneshot(bytes)
}
