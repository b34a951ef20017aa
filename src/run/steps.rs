//! Runs in steps, so that one that was interrupted can be gone on with.
//!
//! After each step all work that was given out is done, and the sums over it are taken from the workers. Whoever keeps them, with the
//! bytes that the observer got and [`Done`], can go on from there: sums merge whatever they are cut into, and how the input is cut
//! into pieces of work depends on the input and its options alone.

use std::io;
use std::time::{Duration, Instant};

use crate::input::{Fingerprint, Plan};
use crate::run::duplicates::{Seen, Signature};
use crate::run::worker::Worker;
use crate::run::{RunSummary, Visitor};

/// How much of the input is done.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// Pieces of work, from the first on.
    pub pieces: u64,
    /// The inputs that they are from, in order, and perhaps one more.
    pub inputs: Vec<Fingerprint>,
    /// The articles that others are compared with, and their names; none unless duplicates are left out.
    pub seen: Vec<(Signature, Box<str>)>,
}

impl Done {
    /// Adds what was done after it.
    pub fn extend(&mut self, next: Self) {
        self.pieces += next.pieces;
        self.inputs.extend(next.inputs);
        self.seen.extend(next.seen);
    }
}

/// A step that was done.
#[derive(Debug)]
pub struct Step<'a, V> {
    /// What was done in it.
    pub done: Done,
    /// What its documents gave; without what was left out of folders.
    pub outcome: &'a RunSummary<V>,
}

/// How long steps take. To end one costs the more, the larger the vocabulary is.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// What a step takes at least.
    pub least: Duration,
    /// How many times as long as it took to end the step before a step takes at least.
    pub share: u32,
}

/// How to run in steps.
pub struct Steps<'a, V> {
    /// What is done already; it is read over, and not analysed.
    pub done: Done,
    /// How long a step takes.
    pub pace: Pace,
    /// Is told of each step, when the observer has all its bytes. Its error ends the run.
    pub keep: &'a mut dyn FnMut(Step<'_, V>) -> io::Result<()>,
}

impl<V> std::fmt::Debug for Steps<'_, V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Steps").field("done", &self.done.pieces).field("pace", &self.pace).finish_non_exhaustive()
    }
}

/// The error of a run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// The event handler failed, a checkpoint could not be written, or threads could not be started.
    #[error("can't write the output")]
    Output(#[from] io::Error),
    /// An input that is done has changed since.
    #[error("{document} has changed since")]
    Changed {
        /// Its path.
        document: String,
    },
    /// In place of an input that is done there is another.
    #[error("{document} was not there, or something before it is gone")]
    Other {
        /// The path of what is there now.
        document: String,
    },
    /// There are fewer inputs than are done.
    #[error("some of its inputs are gone")]
    Gone,
}

/// Keeps the books of a run in steps.
pub(super) struct Ledger<'a, V> {
    steps: Steps<'a, V>,
    begin: Instant,
    /// How long this step takes at least.
    least: Duration,
    /// Pieces that were given out in this step.
    pieces: u64,
    /// The inputs that they are from.
    inputs: Vec<Fingerprint>,
    /// Articles seen before this step.
    seen: usize,
    /// The sums of the steps of this run.
    outcome: Option<RunSummary<V>>,
}

impl<'a, V: Visitor> Ledger<'a, V> {
    pub(super) fn new(steps: Steps<'a, V>) -> Self {
        Self {
            least: steps.pace.least,
            steps,
            begin: Instant::now(),
            pieces: 0,
            inputs: Vec::new(),
            seen: 0,
            outcome: None,
        }
    }

    /// Passes over what is done, and gives what was seen there.
    ///
    /// # Errors
    /// The inputs are no longer those that are done.
    pub(super) fn pass_over(&mut self, plan: &mut Plan<'_>) -> Result<Seen, RunError> {
        let Done { pieces, inputs, seen } = std::mem::take(&mut self.steps.done);
        let mut wanted = inputs.into_iter();
        for _ in 0..pieces {
            let is_more = plan.skip_next();
            for (document, stamp) in plan.take_fingerprints() {
                match wanted.next() {
                    Some(wanted) if wanted == stamp => {}
                    Some(wanted) if wanted.has_path_of(stamp) => return Err(RunError::Changed { document }),
                    _ => return Err(RunError::Other { document }),
                }
            }
            if !is_more {
                return Err(RunError::Gone);
            }
        }
        if wanted.next().is_some() {
            return Err(RunError::Gone);
        }
        self.seen = seen.len();
        self.begin = Instant::now();
        Ok(Seen::of(seen))
    }

    /// Takes note that the plan gave out a piece of work.
    pub(super) fn given_out(&mut self, plan: &mut Plan<'_>) {
        self.pieces += 1;
        self.inputs.extend(plan.take_fingerprints().into_iter().map(|(_, stamp)| stamp));
    }

    /// Whether the step has taken long enough.
    pub(super) fn is_due(&self) -> bool {
        self.pieces > 0 && self.begin.elapsed() >= self.least
    }

    /// Ends a step: no work is under way.
    pub(super) fn keep(&mut self, seen: &Seen, workers: &mut [Worker<V>], visitor: &impl Fn() -> V) -> io::Result<()> {
        let new = seen.articles(self.seen);
        self.seen += new.len();
        let end = Instant::now();
        let (pieces, inputs) = (std::mem::take(&mut self.pieces), std::mem::take(&mut self.inputs));
        let done = Done { pieces, inputs, seen: new.to_vec() };
        let taken = workers.iter_mut().map(|worker| worker.take(visitor()));
        if let Some(outcome) = taken.reduce(RunSummary::merge) {
            (self.steps.keep)(Step { done, outcome: &outcome })?;
            self.outcome = Some(match self.outcome.take() {
                Some(before) => before.merge(outcome),
                None => outcome,
            });
        }
        self.begin = Instant::now();
        self.least = self.steps.pace.least.max((self.begin - end) * self.steps.pace.share);
        Ok(())
    }

    /// The sums of all steps.
    pub(super) fn into_outcome(self) -> Option<RunSummary<V>> {
        self.outcome
    }
}
