//! The hashes that the model's tables are built with. They are part of its format.

/// The hash of no bytes.
pub(super) const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a: the hash of some bytes followed by `byte`.
#[inline]
pub(super) const fn fnv_byte(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
}

/// FNV-1a.
pub(super) fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(FNV_START, |hash, &byte| fnv_byte(hash, byte))
}

/// The finalizer of `SplitMix64`, which makes every bit depend on all bits.
#[inline]
pub(super) const fn finish(hash: u64) -> u64 {
    let mut h = hash;
    h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    h ^ (h >> 31)
}
