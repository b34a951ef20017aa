//! Memory prefetching.
//!
//! An analysis is bound by cache misses: a text has some hundred distinct words, and the data of each lies somewhere in
//! megabytes of tables. An out-of-order processor overlaps a miss with at most a few hundred instructions of other
//! work; a prefetch can be issued as early as the address is known.

/// Prefetches the item at index `at`. This is only a hint: it has no observable effect, and an index out of bounds is
/// allowed.
#[inline(always)]
pub(crate) fn prefetch<T>(items: &[T], at: usize) {
    let address = items.as_ptr().wrapping_add(at);
    prefetch_address(address.cast());
}

#[cfg(target_arch = "x86_64")]
#[inline(always)]
#[expect(unsafe_code, reason = "the prefetch intrinsic has no safe wrapper")]
fn prefetch_address(address: *const i8) {
    use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
    // SAFETY: a prefetch does not access memory observably and never faults, whatever the address.
    unsafe { _mm_prefetch::<_MM_HINT_T0>(address) }
}

/// Does nothing on other architectures.
#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
fn prefetch_address(_: *const i8) {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn prefetching_has_no_observable_effect(items: Vec<u64>, at: usize) {
            let before = items.clone();
            prefetch(&items, at);
            (0..items.len()).for_each(|at| prefetch(&items, at));
            prop_assert_eq!(items, before);
        }
    }
}
