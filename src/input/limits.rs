//! Limits on sizes.

/// Limits against inputs that are made to exhaust memory or disk space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Maximum decompression ratio, checked once the output exceeds 16 MiB. It applies to each compressed file, and to an
    /// archive as a whole.
    pub ratio: u64,
    /// Maximum size in bytes of a document: a file that is one, or a record of a file.
    pub document_bytes: u64,
}

impl Default for Limits {
    /// A ratio of 200 and documents of 32 MiB.
    fn default() -> Self {
        Self { ratio: 200, document_bytes: 32 * 1024 * 1024 }
    }
}

/// The bytes that a file may decompress to whatever its size is.
const ALWAYS_ALLOWED: u64 = 16 * 1024 * 1024;

impl Limits {
    /// Maximum size in bytes of a file that is held in memory as a whole and may have several documents, and of what it decompresses
    /// to.
    pub(crate) fn file_bytes(self) -> u64 {
        self.document_bytes.saturating_mul(8).max(ALWAYS_ALLOWED)
    }

    /// Whether the decompression ratio is over the limit.
    pub(crate) fn is_bomb(self, compressed_bytes: u64, decompressed_bytes: u64) -> bool {
        decompressed_bytes > ALWAYS_ALLOWED && decompressed_bytes > compressed_bytes.saturating_mul(self.ratio)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_count_from_16_mib() {
        let limits = Limits { ratio: 10, ..Limits::default() };
        let mib = 1024 * 1024;
        assert!(!limits.is_bomb(1, 16 * mib));
        assert!(limits.is_bomb(1, 16 * mib + 1));
        assert!(!limits.is_bomb(2 * mib, 20 * mib));
        assert!(limits.is_bomb(2 * mib, 20 * mib + 1));
    }
}
