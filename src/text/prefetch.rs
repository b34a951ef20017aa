//! Asking for memory before it is needed.
//!
//! Much of an analysis is waiting: a text has some hundred different words, and what is known of each lies somewhere in
//! megabytes. A processor goes on while it waits, but not further than some hundred instructions. What is asked for here is on its
//! way however far off its use is.

/// Asks for the item at `at`, which is read or written soon. It is a hint: it changes nothing, and an item that does not exist
/// does no harm.
#[inline(always)]
pub(crate) fn prefetch<T>(items: &[T], at: usize) {
    let place = items.as_ptr().wrapping_add(at);
    ask_for(place.cast());
}

#[cfg(target_arch = "x86_64")]
#[inline(always)]
#[expect(unsafe_code, reason = "the processor's own instruction; safe code has none for it")]
fn ask_for(place: *const i8) {
    use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
    // SAFETY: a prefetch reads nothing that the program can see, and never faults, whatever the address.
    unsafe { _mm_prefetch::<_MM_HINT_T0>(place) }
}

/// Elsewhere the hint is not given.
#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
fn ask_for(_: *const i8) {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_hint_changes_nothing_wherever_it_points(items: Vec<u64>, at: usize) {
            let before = items.clone();
            prefetch(&items, at);
            (0..items.len()).for_each(|at| prefetch(&items, at));
            prop_assert_eq!(items, before);
        }
    }
}
