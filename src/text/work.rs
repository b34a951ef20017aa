//! A counter of work, so that tests can check that it grows linearly with the text. Time would depend on the machine.
//!
//! Outside of tests the functions do nothing and cost nothing.

#[cfg(test)]
use std::cell::Cell;

#[cfg(test)]
thread_local! {
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// Counts a step.
#[inline(always)]
pub(crate) fn step() {
    steps(1);
}

/// Counts as many steps as a loop has taken, for example one for each byte of a word.
#[inline(always)]
#[cfg_attr(not(test), allow(unused_variables))]
pub(crate) fn steps(count: usize) {
    #[cfg(test)]
    STEPS.set(STEPS.get() + count as u64);
}

/// The steps of this thread since the last call.
#[cfg(test)]
pub(crate) fn take_steps() -> u64 {
    STEPS.take()
}
