//! Fingerprints of inputs, to detect changes without reading them.

use std::fs;
use std::time::UNIX_EPOCH;

use twox_hash::XxHash3_64;

use crate::error::Error;
use crate::input::source::{FileOrigin, InputFile};

/// A fingerprint of an input: 64-bit XXH3 hashes of its path, and of its size and modification time. It is the same in every run
/// and on every machine.
///
/// The files in an archive are covered by the archive's fingerprint. The fingerprint of an input that can't be opened hashes its
/// problem. The fingerprint of standard input is constant, because changes can't be detected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint(u64, u64);

impl Fingerprint {
    /// The fingerprint of a file before it is read. `None` for a file in an archive.
    pub(super) fn of(file: &InputFile) -> Option<Self> {
        let path = match &file.origin {
            FileOrigin::Path(path) => path,
            FileOrigin::Stdin => return Some(Self(hash(b"-"), 0)),
            #[cfg(feature = "compression")]
            FileOrigin::Archive(_) => return None,
        };
        let state = match fs::metadata(path) {
            Ok(metadata) => {
                let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
                let nanoseconds = modified.unwrap_or_default().as_nanos();
                hash(&[metadata.len().to_le_bytes().as_slice(), &nanoseconds.to_le_bytes()].concat())
            }
            Err(error) => hash(error.kind().to_string().as_bytes()),
        };
        Some(Self(hash(path.as_os_str().as_encoded_bytes()), state))
    }

    /// The fingerprint of an input that can't be opened.
    pub(super) fn of_error(error: &Error) -> Self {
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

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::error::Problem;
    use crate::input::options::InputOptions;
    use crate::input::source::{InputFiles, Source};

    fn fingerprint(source: Source) -> Option<Fingerprint> {
        let options = InputOptions::default();
        InputFiles::new(vec![source], &options)
            .next()?
            .map_or_else(|e| Some(Fingerprint::of_error(&e)), |f| Fingerprint::of(&f))
    }

    #[test]
    fn changes_of_path_size_time_and_problem_are_detected() {
        let path_of = |fingerprint: Fingerprint| fingerprint.short() >> 16;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.txt");
        let of = |path: &std::path::Path| fingerprint(Source::Path(path.into())).unwrap();
        let missing = of(&path);
        fs::write(&path, "satu").unwrap();
        let first = of(&path);
        assert_eq!(of(&path), first);
        assert_ne!(missing, first);

        let time = SystemTime::UNIX_EPOCH + Duration::from_nanos(1_700_000_000_000_000_001);
        let touch = || File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        touch();
        let touched = of(&path);
        assert!(touched != first && path_of(touched) == path_of(first));
        fs::write(&path, "dua").unwrap();
        touch();
        assert!(of(&path) != touched && path_of(of(&path)) == path_of(touched));

        let copy = dir.path().join("b.txt");
        fs::copy(&path, &copy).unwrap();
        assert!(path_of(of(&copy)) != path_of(first));
        assert_eq!(fingerprint(Source::Stdin), fingerprint(Source::Stdin));
        let error = |problem| Fingerprint::of_error(&Error::new("a", problem));
        assert!(error(Problem::NoArchiveHere) != error(Problem::LeadsOut));
        // Stored by checkpoints, and so fixed.
        assert_eq!(fingerprint(Source::Stdin), Some(Fingerprint(hash(b"-"), 0)));
    }
}
