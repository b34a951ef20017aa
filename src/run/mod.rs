//! Many articles: read, analysed and written in order, on as many threads as wished.
//!
//! ```text
//!             ┌▶ worker: workspace, visitor ─┐
//! plan ─work──┼▶ worker: workspace, visitor ─┼─bytes, in order─▶ observer
//!   (bounded) └▶ …                          ─┘
//!                     └──── sums, merged at the end ────▶ outcome
//! ```
//!
//! This is the only module with threads; with one, the calling thread does all. A worker takes a group of files or a block of
//! lines, analyses its documents one after the other, and lets a [`Visitor`] turn each into bytes at once; nothing of a document
//! is kept. The calling thread hands the bytes on in the order of the input, so that what comes out does not depend on the number
//! of threads. At most a few groups are under way, and a worker whose output grows large waits for its turn, so that memory
//! follows the vocabulary.

pub mod duplicates;
mod event;
pub mod journal;
mod steps;
mod summary;
mod worker;

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::analyzer::{Analysis, Analyzer};
use crate::error::Error;
use crate::input::{InputOptions, Plan, Source, TextEncoding, Work};
use crate::run::duplicates::Seen;
use crate::run::steps::Ledger;
use crate::run::worker::{Job, Worker};

pub use crate::run::event::{Diagnostic, Event, Progress, Severity};
pub use crate::run::steps::{Done, Pace, RunError, Step, Steps};
pub use crate::run::summary::{RunSummary, RunTotals};

/// Output that a worker gathers before it hands it on.
const OUT_BYTES: usize = 256 * 1024;

/// Groups under way for each thread: one in work, one waiting, and one done while another is late.
const GROUPS_PER_THREAD: usize = 3;

/// One document and what was found in it.
#[derive(Clone, Copy, Debug)]
pub struct Article<'a> {
    /// The path as given or found, `-` for standard input; of a record its id, or `path:line`.
    pub name: &'a str,
    /// The title: its record's, which is the first line of the text as well, with a blank line behind it; of a text without
    /// one, such a first line. Absent if there is neither.
    pub title: Option<&'a str>,
    /// The encoding that it was read in.
    pub encoding: TextEncoding,
    /// What was found.
    pub analysis: Analysis<'a>,
}

/// What is done with each document. Every worker has one of its own, and they are merged at the end.
pub trait Visitor: Send {
    /// Takes note of an article, and writes to `out` what is to be written of it.
    fn article(&mut self, article: &Article<'_>, out: &mut Out<'_>);

    /// Takes note of an input that could not be analysed.
    fn failure(&mut self, error: &Error, out: &mut Out<'_>);

    /// Takes note of an article that was left out because it is like another, the first of its group.
    fn duplicate(&mut self, _name: &str, _first: &str, _out: &mut Out<'_>) {}

    /// Adds what another worker's visitor noted. The result must not depend on who saw which article.
    fn merge(&mut self, other: Self)
    where
        Self: Sized;
}

/// Where a visitor writes.
pub struct Out<'a> {
    bytes: Vec<u8>,
    hand_on: &'a dyn Fn(&mut Vec<u8>) -> bool,
}

impl std::fmt::Debug for Out<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Out").field("bytes", &self.bytes.len()).finish_non_exhaustive()
    }
}

impl Out<'_> {
    /// The buffer to append to.
    pub fn buffer(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// To be called now and then, where the output may be cut, say after every row: hands the bytes on if they are many.
    /// Says whether more is wanted; if not, nothing that comes will be written.
    #[inline]
    pub fn row_done(&mut self) -> bool {
        self.bytes.len() < OUT_BYTES || (self.hand_on)(&mut self.bytes)
    }
}

/// Receives the events of a run. Its error ends the run, which returns [`RunError::Output`].
pub type EventHandler<'h> = dyn FnMut(Event<'_>) -> io::Result<()> + 'h;

/// A run over many documents: a builder.
#[derive(Debug)]
#[must_use]
pub struct Batch<'a> {
    analyzer: &'a Analyzer,
    sources: Vec<Source>,
    options: &'a InputOptions,
    threads: usize,
}

impl<'a> Batch<'a> {
    /// A run over everything in `sources`, in order, on the calling thread.
    pub fn new(analyzer: &'a Analyzer, sources: Vec<Source>, options: &'a InputOptions) -> Self {
        Self { analyzer, sources, options, threads: 1 }
    }

    /// Sets the number of threads that read and analyse; 0 is read as 1. The output does not depend on it. With one thread, the
    /// calling thread does all the work and no thread is started.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads.max(1);
        self
    }

    /// Makes the run one in steps that can be resumed.
    pub fn checkpoint<'s, V: Visitor>(self, steps: Steps<'s, V>) -> ResumableBatch<'a, 's, V> {
        ResumableBatch { batch: self, steps }
    }

    /// Runs to the end.
    ///
    /// # Errors
    /// The event handler failed, or threads could not be started. An input that fails does not fail the run; it is reported to the
    /// visitor and the event handler.
    pub fn run<V: Visitor>(
        self,
        make_visitor: impl Fn() -> V + Sync,
        on_event: &mut EventHandler<'_>,
    ) -> Result<RunSummary<V>, RunError> {
        let Self { analyzer, sources, options, threads } = self;
        let run = Run { analyzer, options, threads, visitor: make_visitor };
        run.all(Plan::new(sources, options), Seen::default(), on_event, None)
    }
}

/// A [`Batch`] that can be resumed.
#[derive(Debug)]
#[must_use]
pub struct ResumableBatch<'a, 's, V> {
    batch: Batch<'a>,
    steps: Steps<'s, V>,
}

impl<V: Visitor> ResumableBatch<'_, '_, V> {
    /// Runs to the end, after the documents that are finished.
    ///
    /// # Errors
    /// Those of [`Batch::run`]; and the inputs changed since the run was interrupted.
    pub fn run(
        self,
        make_visitor: impl Fn() -> V + Sync,
        on_event: &mut EventHandler<'_>,
    ) -> Result<RunSummary<V>, RunError> {
        let Self { batch: Batch { analyzer, sources, options, threads }, steps } = self;
        let run = Run { analyzer, options, threads, visitor: make_visitor };
        let mut plan = Plan::new(sources, options).with_fingerprints();
        let mut ledger = Ledger::new(steps);
        let seen = ledger.pass_over(&mut plan)?;
        run.all(plan, seen, on_event, Some(ledger))
    }
}

/// What a run is told to do.
struct Run<'a, F> {
    analyzer: &'a Analyzer,
    options: &'a InputOptions,
    threads: usize,
    visitor: F,
}

impl<V: Visitor, F: Fn() -> V + Sync> Run<'_, F> {
    fn all(
        &self,
        mut plan: Plan<'_>,
        seen: Seen,
        on_event: &mut EventHandler<'_>,
        mut ledger: Option<Ledger<'_, V>>,
    ) -> Result<RunSummary<V>, RunError> {
        let Self { analyzer, options, threads, ref visitor } = *self;
        let make_worker = || Worker::new(analyzer, visitor());
        let shared = Shared { seen: Mutex::new((0, seen)), ..Shared::default() };
        let mut desk =
            Desk { shared: &shared, on_event, pending: BTreeMap::new(), next: 0, under_way: 0, result: Ok(()) };
        if threads == 1 {
            // The calling thread is the one: it does each piece of work as it comes, and nobody has to be woken.
            let mut start = |desk: &mut Desk<'_, V>| {
                let desk = RefCell::new(desk);
                // It is borrowed already only where the observer panicked, and then the run is over.
                let hand_in = |part| drop(desk.try_borrow_mut().map(|mut desk| desk.take(part)));
                shared.work(options, analyzer, make_worker, &hand_in);
            };
            self.give_out(&mut plan, &mut desk, &mut ledger, 1, &mut start, &mut |_| ())?;
        } else {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(io::Error::other)?;
            let (send, receive) = sync_channel(GROUPS_PER_THREAD);
            pool.in_place_scope(|scope| {
                let mut start = |_: &mut Desk<'_, V>| {
                    let send = send.clone();
                    let (shared, make_worker) = (&shared, &make_worker);
                    // The calling thread receives until every group has ended.
                    let hand_in = move |part| drop(send.send(part));
                    scope.spawn(move |_| shared.work(options, analyzer, make_worker, &hand_in));
                };
                let mut wait = |desk: &mut Desk<'_, V>| receive.recv().into_iter().for_each(|part| desk.take(part));
                self.give_out(&mut plan, &mut desk, &mut ledger, threads * GROUPS_PER_THREAD, &mut start, &mut wait)
            })?;
        }
        let workers = shared.workers.into_inner().unwrap_or_else(PoisonError::into_inner);
        let outcome = match ledger {
            Some(ledger) => ledger.into_outcome(),
            None => workers.into_iter().map(Worker::finish).reduce(RunSummary::merge),
        };
        let mut outcome = outcome.unwrap_or_else(|| make_worker().finish());
        outcome.sums.skipped_files = plan.skipped_files();
        Ok(outcome)
    }

    /// Puts piece after piece of work into the queue, has each started, and waits for parts where `most` are under way.
    fn give_out(
        &self,
        plan: &mut Plan<'_>,
        desk: &mut Desk<'_, V>,
        ledger: &mut Option<Ledger<'_, V>>,
        most: usize,
        start: &mut dyn FnMut(&mut Desk<'_, V>),
        wait: &mut dyn FnMut(&mut Desk<'_, V>),
    ) -> Result<(), RunError> {
        let (shared, mut number, mut ended) = (desk.shared, 0, false);
        loop {
            // A step ends when all that was given out is done.
            while !ended && desk.under_way < most && desk.result.is_ok() && !ledger.as_ref().is_some_and(Ledger::is_due)
            {
                let Some(work) = plan.next() else {
                    ended = true;
                    break;
                };
                lock(&shared.queue).push_back((number, work));
                number += 1;
                desk.under_way += 1;
                if let Some(ledger) = ledger {
                    ledger.given_out(plan);
                }
                start(desk);
            }
            if desk.under_way > 0 {
                wait(desk);
                continue;
            }
            std::mem::replace(&mut desk.result, Ok(()))?;
            if let Some(ledger) = ledger {
                ledger.keep(&lock(&shared.seen).1, &mut lock(&shared.workers), &self.visitor)?;
            }
            if ended {
                return Ok(());
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What workers send to the calling thread: bytes of the group of that number, and with the last of them what happened.
struct Part {
    number: u64,
    bytes: Vec<u8>,
    end: Option<GroupEnd>,
}

#[derive(Default)]
struct GroupEnd {
    diagnostics: Vec<Diagnostic>,
    progress: Progress,
    /// Whether a bug made the thread panic, so that the group's sums are lost.
    panicked: bool,
}

/// What all threads see.
struct Shared<V> {
    /// Work, by rising number; workers take the lowest.
    queue: Mutex<VecDeque<(u64, Work)>>,
    /// Workers that are not at work.
    workers: Mutex<Vec<Worker<V>>>,
    /// Output buffers that are free.
    buffers: Mutex<Vec<Vec<u8>>>,
    /// The number of the group whose bytes are written now.
    turn: Mutex<u64>,
    turned: Condvar,
    /// Whether the output failed and nothing more is wanted.
    stopped: AtomicBool,
    /// What was seen before the group of that number, where articles are compared.
    seen: Mutex<(u64, Seen)>,
    seen_more: Condvar,
}

impl<V> Default for Shared<V> {
    fn default() -> Self {
        Self {
            queue: Mutex::default(),
            workers: Mutex::default(),
            buffers: Mutex::default(),
            turn: Mutex::default(),
            turned: Condvar::new(),
            stopped: AtomicBool::new(false),
            seen: Mutex::default(),
            seen_more: Condvar::new(),
        }
    }
}

impl<V: Visitor> Shared<V> {
    /// Takes a piece of work and does it.
    fn work(&self, options: &InputOptions, analyzer: &Analyzer, make: impl Fn() -> Worker<V>, hand_in: &dyn Fn(Part)) {
        let Some((number, work)) = lock(&self.queue).pop_front() else { return };
        // Sends the end even if a bug makes this thread panic: else the calling thread would wait for ever.
        let mut ending = Ending { part: Part { number, bytes: Vec::new(), end: Some(GroupEnd::default()) }, hand_in };
        if self.stopped.load(Ordering::Relaxed) {
            return;
        }
        let idle = lock(&self.workers).pop();
        let mut worker = idle.unwrap_or_else(make);
        let hand_on = |bytes: &mut Vec<u8>| {
            self.await_turn(number);
            let empty = lock(&self.buffers).pop().unwrap_or_default();
            let bytes = std::mem::replace(bytes, empty);
            hand_in(Part { number, bytes, end: None });
            !self.stopped.load(Ordering::Relaxed)
        };
        let mut out = Out { bytes: lock(&self.buffers).pop().unwrap_or_default(), hand_on: &hand_on };
        let end = ending.part.end.get_or_insert_default();
        let job = Job { options, analyzer };
        if options.deduplicate {
            let mut held = worker.hold(work, job, &self.stopped);
            self.compare(number, |seen| held.leave_out_duplicates(seen));
            worker.held(held, job, &mut out, end, &self.stopped);
            ending.part.bytes = out.bytes;
            lock(&self.workers).push(worker);
            return;
        }
        match work {
            Work::Items(items) => {
                for item in items {
                    if self.stopped.load(Ordering::Relaxed) {
                        break;
                    }
                    worker.item(item, job, &mut out, end);
                }
            }
            Work::Records(block) => worker.records(&block, job, &mut out, end, &self.stopped),
        }
        ending.part.bytes = out.bytes;
        lock(&self.workers).push(worker);
    }

    /// Compares the articles of a group with those of all groups before it, when these have been. Work is taken in order, so
    /// that they are being read.
    fn compare(&self, number: u64, compare: impl FnOnce(&mut Seen)) {
        let mut seen = lock(&self.seen);
        while seen.0 < number && !self.stopped.load(Ordering::Relaxed) {
            // Looks up now and then, for nobody tells when the run was stopped.
            let wait = self.seen_more.wait_timeout(seen, std::time::Duration::from_millis(100));
            seen = wait.unwrap_or_else(PoisonError::into_inner).0;
        }
        compare(&mut seen.1);
        seen.0 = number + 1;
        self.seen_more.notify_all();
    }

    /// Waits until all groups before this one are written. The group in turn never waits, and work is taken in order, so
    /// that it is always being done.
    fn await_turn(&self, number: u64) {
        let mut turn = lock(&self.turn);
        while *turn < number && !self.stopped.load(Ordering::Relaxed) {
            turn = self.turned.wait(turn).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

struct Ending<'a> {
    part: Part,
    hand_in: &'a dyn Fn(Part),
}

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        if let Some(end) = &mut self.part.end {
            end.panicked = std::thread::panicking();
        }
        let part =
            Part { number: self.part.number, bytes: std::mem::take(&mut self.part.bytes), end: self.part.end.take() };
        (self.hand_in)(part);
    }
}

/// The calling thread's side: puts the parts in order and hands them to the observer.
struct Desk<'a, V> {
    shared: &'a Shared<V>,
    on_event: &'a mut EventHandler<'a>,
    /// Groups that ended before their turn.
    pending: BTreeMap<u64, Part>,
    /// The number of the group in turn.
    next: u64,
    /// Groups that were given out and are not written yet.
    under_way: usize,
    result: io::Result<()>,
}

impl<V> Desk<'_, V> {
    /// Takes a part: writes it, and what waited for it, when it is its turn.
    fn take(&mut self, part: Part) {
        if part.number != self.next {
            self.pending.insert(part.number, part);
            return;
        }
        let mut part = Some(part);
        while let Some(ready) = part.take() {
            if self.write(ready) {
                self.under_way -= 1;
                self.next += 1;
                part = self.pending.remove(&self.next);
                *lock(&self.shared.turn) = self.next;
                self.shared.turned.notify_all();
            }
        }
    }

    /// Reports what a part of the group in turn brought.
    fn report(&mut self, rows: &[u8], diagnostics: Vec<Diagnostic>, progress: Progress) -> io::Result<()> {
        for diagnostic in diagnostics {
            (self.on_event)(Event::Diagnostic(diagnostic))?;
        }
        if !rows.is_empty() {
            (self.on_event)(Event::Rows(rows))?;
        }
        (self.on_event)(Event::Progress(progress))
    }

    /// Writes a part of the group in turn; says whether it was the last.
    fn write(&mut self, part: Part) -> bool {
        let Part { mut bytes, end, .. } = part;
        let is_last = end.is_some();
        if self.result.is_ok() {
            let end = end.unwrap_or_default();
            self.result = self.report(&bytes, end.diagnostics, end.progress);
            if end.panicked {
                // It is no result to be kept. The panic itself goes on when the threads have ended.
                self.result = Err(io::Error::other("a thread panicked"));
            }
            if self.result.is_err() {
                self.shared.stopped.store(true, Ordering::Relaxed);
            }
        }
        bytes.clear();
        lock(&self.shared.buffers).push(bytes);
        is_last
    }
}
