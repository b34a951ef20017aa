//! Runs the work items of a plan on one thread or several, and delivers their output in order.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::SyncSender;
use std::sync::{Mutex, MutexGuard, PoisonError};

use hashbrown::HashSet;
use twox_hash::XxHash3_64;

use crate::error::{FieldRole, Note, Warning};
use crate::input::{Plan, Work};
use crate::run::checkpoint::Checkpointing;
use crate::run::dedup::Seen;
use crate::run::reorder::ReorderBuffer;
use crate::run::worker::{Job, JobEnd, ParsedGroup, Worker};
use crate::run::{Diagnostic, Event, EventHandler, Out, RunError, RunSummary, Visitor};

/// Jobs in flight for each thread: one in work, one waiting, and one finished while an earlier one is late.
const JOBS_PER_THREAD: usize = 3;

/// Output of one job: rows, and with the last of them its end.
struct Chunk {
    rows: Vec<u8>,
    end: Option<JobEnd>,
}

/// The documents for a job to analyse.
enum Input {
    Work(Work),
    /// Documents that were read and compared with those before them.
    Compared(ParsedGroup),
}

/// The state that the threads of a run share.
pub(super) struct Scheduler<'a, V, F> {
    job: Job<'a>,
    make_visitor: F,
    /// Workers without a job.
    idle: Mutex<Vec<Worker<V>>>,
    /// Output buffers without content.
    buffers: Mutex<Vec<Vec<u8>>>,
    /// Whether jobs that have not begun are to be skipped.
    is_stopped: AtomicBool,
}

/// The ids of records that occur more than once.
#[derive(Default)]
pub(super) struct RepeatedIds {
    /// The hashes of the first [`REMEMBERED`](Self::REMEMBERED) ids.
    seen: HashSet<u64, foldhash::fast::FixedState>,
    documents: u64,
    first: Option<String>,
}

impl RepeatedIds {
    /// A limit on memory: collections with repeated ids have them early, because each of their files counts from 1.
    const REMEMBERED: usize = 1 << 20;

    fn add(&mut self, id: &str) {
        let hash = XxHash3_64::oneshot(id.as_bytes());
        if self.seen.contains(&hash) {
            self.documents += 1;
            self.first.get_or_insert_with(|| id.to_owned());
        } else if self.seen.len() < Self::REMEMBERED {
            self.seen.insert(hash);
        }
    }

    fn warning(&mut self) -> Option<Warning> {
        let documents = self.documents;
        self.first.take().map(|id| Warning::RepeatedId { id, documents })
    }
}

/// The calling thread's side of a run.
pub(super) struct Caller<'c, 'p, V> {
    pub(super) plan: Plan<'p>,
    /// Whether the plan has no more work items.
    pub(super) is_at_end: bool,
    /// Work items, from the first, that are finished and read again for their signatures.
    pub(super) reread: u64,
    pub(super) seen: Seen<Box<str>>,
    pub(super) on_event: &'c mut EventHandler<'c>,
    pub(super) checkpointing: Option<Checkpointing<'c, V>>,
    /// The fields found by known names that were reported.
    pub(super) guesses: Vec<(FieldRole, String)>,
    pub(super) ids: RepeatedIds,
    /// A flag that ends the run after the jobs in flight.
    pub(super) interrupt: Option<&'c AtomicBool>,
}

impl<V: Visitor> Caller<'_, '_, V> {
    /// The next work item; `None` at the end of the plan, and where a checkpoint is due or the run was interrupted.
    fn next(&mut self) -> Option<Work> {
        if self.is_interrupted() || self.checkpointing.as_ref().is_some_and(Checkpointing::is_due) {
            return None;
        }
        let work = if self.is_at_end { None } else { self.plan.next() };
        self.is_at_end = work.is_none();
        if let (Some(checkpointing), Some(_)) = (&mut self.checkpointing, &work) {
            checkpointing.dispatched(&mut self.plan);
        }
        work
    }

    /// Marks the duplicates in a group; returns `None` if it needs no analysis.
    fn compare(&mut self, mut group: ParsedGroup) -> Option<Input> {
        group.mark_duplicates(&mut self.seen);
        if self.reread > 0 {
            self.reread -= 1;
            return None;
        }
        Some(Input::Compared(group))
    }

    /// Whether the next work item may be the one that ended the last process.
    fn has_suspects(&self) -> bool {
        self.checkpointing.as_ref().is_some_and(Checkpointing::has_suspects)
    }

    fn is_interrupted(&self) -> bool {
        self.interrupt.is_some_and(|flag| flag.load(Ordering::Relaxed))
    }

    /// Reports the fields found by known names, each once in a run.
    fn report_guesses(&mut self, guesses: Vec<(String, FieldRole, String)>) -> io::Result<()> {
        let mut first = None;
        let known = self.guesses.len();
        for (document, role, name) in guesses {
            if !self.guesses.iter().any(|(known_role, known)| *known_role == role && *known == name) {
                first.get_or_insert(document);
                self.guesses.push((role, name));
            }
        }
        let Some(document) = first else { return Ok(()) };
        let fields = self.guesses.get(known..).unwrap_or_default().to_vec();
        (self.on_event)(Event::Diagnostic(Diagnostic::Note(Note::Fields { document, fields })))
    }

    /// Reports the rows of a job, and its end.
    fn deliver(&mut self, rows: &[u8], end: Option<JobEnd>) -> io::Result<()> {
        let end = end.unwrap_or_default();
        self.report_guesses(end.guesses)?;
        end.ids.iter().for_each(|id| self.ids.add(id));
        for diagnostic in end.diagnostics {
            (self.on_event)(Event::Diagnostic(diagnostic))?;
        }
        if !rows.is_empty() {
            (self.on_event)(Event::Rows(rows))?;
        }
        (self.on_event)(Event::Progress(end.progress))
    }
}

impl<'a, V: Visitor, F: Fn() -> V + Sync> Scheduler<'a, V, F> {
    pub(super) fn new(job: Job<'a>, make_visitor: F) -> Self {
        Self {
            job,
            make_visitor,
            idle: Mutex::default(),
            buffers: Mutex::default(),
            is_stopped: AtomicBool::new(false),
        }
    }

    /// Adds a worker that begins with the given state.
    pub(super) fn add_worker(&self, change: impl FnOnce(&mut Worker<V>)) {
        let mut worker = self.make_worker();
        change(&mut worker);
        lock(&self.idle).push(worker);
    }

    fn make_worker(&self) -> Worker<V> {
        Worker::new(self.job.analyzer, (self.make_visitor)())
    }

    /// Runs to the end of the plan. With one thread, the calling thread does the work and no thread is started.
    pub(super) fn run(self, mut caller: Caller<'_, '_, V>, threads: usize) -> Result<RunSummary<V>, RunError> {
        match thread_pool(threads) {
            None => self.run_sequentially(&mut caller, false)?,
            Some(pool) => {
                self.run_sequentially(&mut caller, true)?;
                pool.in_place_scope_fifo(|scope| {
                    let result = self.run_in_parallel(&mut caller, pool.current_num_threads(), scope);
                    self.is_stopped.store(true, Ordering::Relaxed);
                    result
                })?;
            }
        }
        if let Some(warning) = caller.ids.warning() {
            (caller.on_event)(Event::Diagnostic(Diagnostic::Warning(warning)))?;
        }
        let make_worker = || self.make_worker();
        let workers = lock(&self.idle).drain(..).map(Worker::finish).reduce(RunSummary::merge);
        let mut summary = workers.unwrap_or_else(|| make_worker().finish());
        summary.sums.skipped_files = caller.plan.skipped_files();
        Ok(summary)
    }

    /// Runs on the calling thread, to the end of the plan or of the work that may have ended the last process.
    fn run_sequentially(&self, caller: &mut Caller<'_, '_, V>, only_suspects: bool) -> Result<(), RunError> {
        let goes_on = |caller: &Caller<'_, '_, V>| caller.has_suspects() || !only_suspects;
        let mut rows = Vec::new();
        loop {
            while let Some(work) = goes_on(caller).then(|| caller.next()).flatten() {
                let mut worker = self.worker();
                let input = if self.job.options.deduplicate {
                    caller.compare(worker.read(work, self.job))
                } else {
                    Some(Input::Work(work))
                };
                let Some(input) = input else {
                    lock(&self.idle).push(worker);
                    continue;
                };
                let mut result = Ok(());
                let mut flush = |rows: &mut Vec<u8>| {
                    result = (caller.on_event)(Event::Rows(rows));
                    rows.clear();
                    result.is_ok()
                };
                let mut out = Out::new(rows, &mut flush);
                let end = Self::analyze(&mut worker, input, self.job, &mut out);
                rows = out.into_bytes();
                lock(&self.idle).push(worker);
                result?;
                caller.deliver(&rows, Some(end))?;
                rows.clear();
            }
            if !goes_on(caller) || self.end_step(caller)? {
                return Ok(());
            }
        }
    }

    fn run_in_parallel<'s>(
        &'s self,
        caller: &mut Caller<'_, '_, V>,
        threads: usize,
        scope: &rayon::ScopeFifo<'s>,
    ) -> Result<(), RunError> {
        let limit = threads * JOBS_PER_THREAD;
        // Jobs begin in the order in which they are spawned, so the first of each buffer has begun or will.
        let (mut reading, mut analyzing) = (ReorderBuffer::default(), ReorderBuffer::default());
        let dispatch = |input: Input, analyzing: &mut ReorderBuffer<Chunk>| {
            let sender = analyzing.submit();
            scope.spawn_fifo(move |_| self.run_job(input, &sender));
        };
        loop {
            while reading.len() + analyzing.len() < limit
                && let Some(work) = caller.next()
            {
                if self.job.options.deduplicate {
                    let sender: SyncSender<ParsedGroup> = reading.submit();
                    scope.spawn_fifo(move |_| self.run_reading_job(work, &sender));
                } else {
                    dispatch(Input::Work(work), &mut analyzing);
                }
            }
            // Never waits for a reading job while others are being analysed: all threads may be waiting to deliver their output.
            while !reading.is_empty() {
                let group = if analyzing.is_empty() { reading.recv().map(Some) } else { reading.try_recv() };
                let Some(group) = group.map_err(|_| panicked())? else { break };
                reading.pop();
                if let Some(input) = caller.compare(group) {
                    dispatch(input, &mut analyzing);
                }
            }
            if analyzing.is_empty() {
                if self.end_step(caller)? {
                    return Ok(());
                }
                continue;
            }
            loop {
                let Chunk { mut rows, end } = analyzing.recv().map_err(|_| panicked())?;
                let is_last = end.is_some();
                caller.deliver(&rows, end)?;
                rows.clear();
                lock(&self.buffers).push(rows);
                if is_last {
                    break;
                }
            }
            analyzing.pop();
        }
    }

    /// Ends a step, when no job is in flight; returns whether the run ends.
    fn end_step(&self, caller: &mut Caller<'_, '_, V>) -> Result<bool, RunError> {
        if caller.is_at_end {
            return Ok(true);
        }
        let is_interrupted = caller.is_interrupted();
        if let Some(checkpointing) = &mut caller.checkpointing {
            let mut workers = lock(&self.idle);
            // The one with most of the totals takes those of the others.
            workers.sort_unstable_by_key(|worker| std::cmp::Reverse(worker.totals().documents));
            if let Some((first, others)) = workers.split_first_mut() {
                others.iter_mut().for_each(|other| first.absorb(other, (self.make_visitor)()));
                checkpointing.save(first, is_interrupted)?;
            }
        }
        if is_interrupted { Err(RunError::Interrupted) } else { Ok(false) }
    }

    /// Reads the documents of a work item.
    fn run_reading_job(&self, work: Work, sender: &SyncSender<ParsedGroup>) {
        if self.is_stopped.load(Ordering::Relaxed) {
            return;
        }
        let mut worker = self.worker();
        let group = worker.read(work, self.job);
        lock(&self.idle).push(worker);
        // It fails only if the run ended early.
        let _ = sender.send(group);
    }

    fn run_job(&self, input: Input, sender: &SyncSender<Chunk>) {
        if self.is_stopped.load(Ordering::Relaxed) {
            return;
        }
        let mut worker = self.worker();
        let buffer = || lock(&self.buffers).pop().unwrap_or_default();
        let mut flush = |rows: &mut Vec<u8>| {
            let rows = std::mem::replace(rows, buffer());
            sender.send(Chunk { rows, end: None }).is_ok()
        };
        let mut out = Out::new(buffer(), &mut flush);
        let end = Self::analyze(&mut worker, input, self.job, &mut out);
        let rows = out.into_bytes();
        // Before the end is sent: a step may end then, and takes the totals of all workers.
        lock(&self.idle).push(worker);
        let _ = sender.send(Chunk { rows, end: Some(end) });
    }

    fn analyze(worker: &mut Worker<V>, input: Input, job: Job<'_>, out: &mut Out<'_>) -> JobEnd {
        let mut end = JobEnd::default();
        match input {
            Input::Work(work) => worker.analyze(work, job, out, &mut end),
            Input::Compared(group) => worker.analyze_group(group, job, out, &mut end),
        }
        end
    }

    fn worker(&self) -> Worker<V> {
        let idle = lock(&self.idle).pop();
        idle.unwrap_or_else(|| self.make_worker())
    }
}

/// A pool of at most `threads` threads, of fewer if the system refuses to start them. `None` if one thread is enough, or all there is.
fn thread_pool(mut threads: usize) -> Option<rayon::ThreadPool> {
    while threads > 1 {
        if let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
            return Some(pool);
        }
        threads /= 2;
    }
    None
}

/// The error of a job that ended without a result. The panic itself continues when the threads have ended.
fn panicked() -> RunError {
    RunError::Threads(io::Error::other("a thread panicked"))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;
    use crate::analyzer::Analyzer;
    use crate::error::{Error, Problem};
    use crate::input::{InputOptions, Source};
    use crate::run::{AnalyzedDocument, Batch};
    use crate::{Settings, StopWords};

    /// Writes `rows` rows for each article.
    #[derive(Default)]
    struct Rows {
        rows: usize,
        panics_at: Option<&'static str>,
        articles: u64,
    }

    impl Visitor for Rows {
        fn document(&mut self, document: &AnalyzedDocument<'_>, out: &mut Out<'_>) {
            self.articles += 1;
            assert!(self.panics_at.is_none_or(|name| !document.name.ends_with(name)), "a bug");
            for row in 0..self.rows {
                out.buffer().extend_from_slice(format!("{} {row}\n", document.name).as_bytes());
                if !out.row_done() {
                    return;
                }
            }
        }

        fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}

        fn merge(&mut self, other: Self) {
            self.articles += other.articles;
        }
    }

    fn articles(count: usize) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for n in 0..count {
            fs::write(folder.path().join(format!("{n:04}.txt")), format!("Beras nomor {n} naik.")).unwrap();
        }
        folder
    }

    fn analyzer() -> Analyzer {
        Analyzer::new(Settings { kinds: Vec::new(), stop_words: StopWords::none(), ..Settings::default() })
    }

    fn run(
        folder: &tempfile::TempDir,
        options: &InputOptions,
        threads: usize,
        visitor: impl Fn() -> Rows + Sync,
        on_rows: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> Result<RunSummary<Rows>, RunError> {
        let sources = vec![Source::Path(folder.path().to_owned())];
        Batch::new(&analyzer(), sources, options).threads(threads).run(visitor, &mut |event| match event {
            Event::Rows(rows) => on_rows(rows),
            _ => Ok(()),
        })
    }

    #[test]
    fn large_outputs_arrive_in_order_with_any_number_of_threads() {
        let folder = articles(200);
        for deduplicate in [false, true] {
            let options = InputOptions { deduplicate, ..InputOptions::default() };
            let output = |threads| {
                let mut output = Vec::new();
                let visitor = || Rows { rows: 1000, ..Rows::default() };
                let summary = run(&folder, &options, threads, visitor, &mut |rows| {
                    assert!(rows.len() < 2 * crate::run::OUT_BYTES, "{} bytes at once", rows.len());
                    output.extend_from_slice(rows);
                    Ok(())
                });
                (summary.unwrap().visitor.articles, output)
            };
            let one = output(1);
            assert_eq!(one.1.iter().filter(|&&byte| byte == b'\n').count() as u64, 1000 * one.0);
            assert!(one == output(2) && one == output(5));
        }
    }

    #[test]
    fn an_error_of_the_handler_ends_the_run() {
        let folder = articles(300);
        for threads in [1, 3] {
            let mut calls = 0;
            let visitor = || Rows { rows: 3000, ..Rows::default() };
            let result = run(&folder, &InputOptions::default(), threads, visitor, &mut |_| {
                calls += 1;
                if calls == 2 { Err(io::Error::other("full")) } else { Ok(()) }
            });
            assert!(matches!(result, Err(RunError::Output(error)) if error.to_string() == "full"));
            assert_eq!(calls, 2);
        }
    }

    #[test]
    fn a_panic_of_a_visitor_is_an_error_of_the_document() {
        let folder = articles(300);
        for (threads, name) in [(1, "0250.txt"), (3, "0000.txt"), (3, "0100.txt"), (3, "0299.txt")] {
            let sources = || vec![Source::Path(folder.path().to_owned())];
            let (analyzer, options) = (analyzer(), InputOptions::default());
            let (mut rows, mut errors) = (Vec::new(), Vec::new());
            let visitor = || Rows { rows: 2, panics_at: Some(name), ..Rows::default() };
            let summary = Batch::new(&analyzer, sources(), &options).threads(threads).run(visitor, &mut |event| {
                match event {
                    Event::Rows(bytes) => rows.extend_from_slice(bytes),
                    Event::Diagnostic(Diagnostic::Error(error)) => errors.push(error),
                    _ => {}
                }
                Ok(())
            });
            let summary = summary.unwrap();
            assert_eq!((summary.sums.documents, summary.sums.failed), (299, 1));
            let [Error { document, problem: Problem::Panicked { reason }, .. }] = &*errors else {
                panic!("{errors:?}")
            };
            assert!(document.ends_with(name) && reason == "a bug", "{document}: {reason}");
            let rows = String::from_utf8(rows).unwrap();
            assert!(rows.lines().count() == 598 && !rows.contains(name));
            // Its terms were counted before, and are not in the totals.
            let terms = summary.terms.unwrap();
            let number = name[..4].parse::<u32>().unwrap();
            assert_eq!(terms.iter().find(|(term, _)| *term == "beras").unwrap().1.documents, 299, "{number}");
            assert_eq!((terms.documents(), terms.words()), (299, 299 * 3));
        }
    }

    #[test]
    fn a_panic_of_the_event_handler_is_passed_on() {
        let folder = articles(300);
        for threads in [1, 3] {
            let visitor = || Rows { rows: 2000, ..Rows::default() };
            let handle = &mut |_: &[u8]| panic!("a bug of the caller");
            let result =
                catch_unwind(AssertUnwindSafe(|| run(&folder, &InputOptions::default(), threads, visitor, handle)));
            assert!(result.is_err(), "{threads} threads");
        }
    }
}
