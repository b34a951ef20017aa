//! Shared by both recognizers: the lists of names and titles, the parts of a name, and the linking of names.

pub(super) mod apposition;
pub(super) mod fused;
pub(super) mod linking;
pub(super) mod lists;
pub(super) mod mention;
pub(super) mod part;
pub(super) mod sentence_case;
pub(super) mod word_facts;

/// A counter of work, so that tests can check that it grows linearly with the text. Time would depend on the machine.
#[cfg(test)]
pub(super) mod work {
    use std::cell::Cell;

    thread_local! {
        static STEPS: Cell<u64> = const { Cell::new(0) };
    }

    /// Counts a step.
    pub(crate) fn step() {
        steps(1);
    }

    /// Counts as many steps as a loop has taken, for example one for each byte of a word.
    pub(crate) fn steps(count: usize) {
        STEPS.set(STEPS.get() + count as u64);
    }

    /// The steps since the last call.
    pub(crate) fn take_steps() -> u64 {
        STEPS.take()
    }
}
