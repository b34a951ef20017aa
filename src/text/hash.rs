//! Hash functions whose values are the same in every process and on every machine.

/// The hash of no bytes under FNV-1a with 64 bits.
pub(crate) const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

/// Adds a byte to an FNV-1a hash that began with [`FNV_START`].
#[inline]
pub(crate) const fn fnv1a_byte(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3)
}

/// The FNV-1a hash of `bytes`.
pub(crate) fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(FNV_START, |hash, &byte| fnv1a_byte(hash, byte))
}

/// The finalizer of `SplitMix64` (S. Vigna, public domain), which spreads a value over all bits.
#[inline]
pub(crate) const fn mix64(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// One step of `SplitMix64`: the number that follows the state `value`.
#[inline]
pub(crate) const fn splitmix64(value: u64) -> u64 {
    mix64(value.wrapping_add(0x9e37_79b9_7f4a_7c15))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_equal_the_published_values() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
        assert_eq!(splitmix64(0), 0xe220_a839_7b1d_cdaf);
    }
}
