//! Runs over many documents: read, analysed and written in order, on any number of threads.
//!
//! ```text
//!                ┌▶ worker: workspace, visitor ─┐
//! plan ─work───┼▶ worker: workspace, visitor ─┼─chunks─▶ reorder buffer ─events─▶ caller
//!  (bounded)   └▶ …                          ─┘
//!                       └──── totals, merged at the end ────▶ summary
//! ```
//!
//! This is the only module with threads; with one, the calling thread does all the work. A worker takes a work item (a group of
//! files or a block of lines), analyses its documents one after the other, and lets a [`Visitor`] turn each into bytes; nothing
//! else of a document is kept. The calling thread passes the bytes on in the order of the input, so the output does not depend on
//! the number of threads. A few work items are in flight, and a worker with a large output waits for its turn, so memory grows
//! with the vocabulary alone.
//!
//! If duplicates are excluded, documents are read and signed in parallel, compared in order on the calling thread
//! ([`dedup`]), and then analysed in parallel.

pub mod checkpoint;
pub mod dedup;
mod event;
pub mod fingerprint;
mod frames;
mod reorder;
mod running;
mod scheduler;
mod summary;
mod worker;

use std::borrow::Cow;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::analyzer::{Analysis, Analyzer};
use crate::error::Error;
use crate::input::{InputOptions, Plan, Source, TextEncoding, measure};
use crate::message::IoError;
use crate::run::checkpoint::{Checkpoint, Checkpointing};
use crate::run::dedup::Seen;
use crate::run::frames::Frame;
use crate::run::scheduler::{Caller, RepeatedIds, Scheduler};
use crate::run::worker::Job;
use crate::text::vocabulary::Vocabulary;

pub use crate::run::event::{Diagnostic, Event, Progress, Severity};
pub use crate::run::frames::frames;
pub use crate::run::summary::{DateSpan, RunSummary, RunTotals};

/// The size of a worker's output from which it is passed on.
const OUT_BYTES: usize = 256 * 1024;

/// A document and its analysis.
#[derive(Clone, Copy, Debug)]
pub struct AnalyzedDocument<'a> {
    /// The path as given or found, `-` for standard input; of a record its id, or `path:line`.
    pub name: &'a str,
    /// The title: the record's, which is the first line of the text as well, followed by a blank line; for a text without one, its
    /// first line if that is a title. `None` if there is neither.
    pub title: Option<&'a str>,
    /// The text without the title of its record, which precedes it in the text of the analysis.
    pub body: &'a str,
    /// The file that it was read from: the path as given or found, `-` for standard input.
    pub path: &'a str,
    /// The publisher: that of the record or page, or else the host of its address without `www.`. `None` if neither is known.
    pub source: Option<&'a str>,
    /// The address of the page, if it is known.
    pub url: Option<&'a str>,
    /// The values of [`Fields::kept`](crate::input::Fields::kept), in the same order. Empty if the file has no fields.
    pub kept: &'a [Option<Cow<'a, str>>],
    /// The name of its file's format, as in [`InputFormat::name`](crate::input::InputFormat::name).
    pub format: &'static str,
    /// The encoding that it was read in.
    pub encoding: TextEncoding,
    /// The analysis.
    pub analysis: Analysis<'a>,
}

/// A document that was excluded as a duplicate.
#[derive(Clone, Copy, Debug)]
pub struct ExcludedDuplicate<'a> {
    /// Its name.
    pub name: &'a str,
    /// The file that it is in.
    pub path: &'a str,
    /// The name of the first article of its group.
    pub first: &'a str,
}

/// Turns documents into output and totals. Every worker has one, and they are merged at the end.
///
/// If [`Visitor::document`] panics, the document counts as failed ([`Problem::Panicked`](crate::error::Problem::Panicked)), and the
/// part of its output that was not passed on yet is discarded. The visitor is used further, so it should compute before it adds to
/// its totals.
pub trait Visitor: Send {
    /// Visits a document, and writes its output to `out`.
    fn document(&mut self, document: &AnalyzedDocument<'_>, out: &mut Out<'_>);

    /// Visits an input that could not be analysed.
    fn failure(&mut self, error: &Error, out: &mut Out<'_>);

    /// Visits a document that was excluded as a duplicate.
    fn duplicate(&mut self, _duplicate: &ExcludedDuplicate<'_>, _out: &mut Out<'_>) {}

    /// Called before the vocabulary of the documents so far goes, with its word ids: at the end of a worker, and after a panic. A
    /// visitor that keeps totals by word id moves them to words of its own here, as [`ByWord`](crate::corpus::ByWord) does.
    fn settle(&mut self, _vocabulary: &Vocabulary) {}

    /// Adds the totals of another worker's visitor; both are settled. The result must not depend on which worker visited which document.
    fn merge(&mut self, other: Self)
    where
        Self: Sized;
}

/// A visitor whose state can be stored in a checkpoint.
pub trait Resumable: Visitor {
    /// The stored state.
    type State: DeserializeOwned;

    /// Returns the state, which serializes to what [`Resumable::State`] deserializes.
    fn state(&self) -> impl Serialize;

    /// Restores a state, in a visitor that has seen no document.
    fn restore(&mut self, state: Self::State);
}

/// The output of a visitor.
pub struct Out<'a> {
    bytes: Vec<u8>,
    /// Passes the bytes on, and returns whether more are wanted.
    flush: &'a mut dyn FnMut(&mut Vec<u8>) -> bool,
    is_open: bool,
    /// The number of times that the bytes were passed on.
    flushes: u64,
    is_flushing: bool,
    /// The frame that rows are appended to.
    frame: Option<Frame>,
}

impl std::fmt::Debug for Out<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Out").field("bytes", &self.bytes.len()).finish_non_exhaustive()
    }
}

impl<'a> Out<'a> {
    fn new(buffer: Vec<u8>, flush: &'a mut dyn FnMut(&mut Vec<u8>) -> bool) -> Self {
        Self { bytes: buffer, flush, is_open: true, flushes: 0, is_flushing: false, frame: None }
    }

    /// Returns the buffer to append to.
    pub fn buffer(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// Begins a frame: the rows that follow belong to that table of several. [`frames()`] separates them again.
    pub fn begin_frame(&mut self, table: u8) {
        self.end_frame();
        self.frame = Some(Frame::begin(table, &mut self.bytes));
    }

    fn end_frame(&mut self) {
        if let Some(frame) = self.frame.take() {
            frame.end(&mut self.bytes);
        }
    }

    /// Marks the end of a row, where the output may be split. Returns whether more output is wanted; if not, it is discarded.
    #[inline]
    pub fn row_done(&mut self) -> bool {
        self.bytes.len() < OUT_BYTES || self.flush()
    }

    #[inline(never)]
    fn flush(&mut self) -> bool {
        let table = self.frame.as_ref().map(Frame::table);
        self.end_frame();
        self.flushes += 1;
        self.is_flushing = true;
        self.is_open = self.is_open && (self.flush)(&mut self.bytes);
        self.is_flushing = false;
        if !self.is_open {
            self.bytes.clear();
        }
        if let Some(table) = table {
            self.begin_frame(table);
        }
        self.is_open
    }

    fn is_open(&self) -> bool {
        self.is_open
    }

    /// The place that [`Out::discard_after`] returns to.
    fn mark(&mut self) -> (u64, usize) {
        self.end_frame();
        (self.flushes, self.bytes.len())
    }

    /// Discards what was written since the mark and not passed on yet.
    fn discard_after(&mut self, (flushes, length): (u64, usize)) {
        self.frame = None;
        self.bytes.truncate(if flushes == self.flushes { length } else { 0 });
    }

    /// Whether a panic came from the receiver of the output, not from the visitor.
    fn is_flushing(&self) -> bool {
        self.is_flushing
    }

    fn into_bytes(mut self) -> Vec<u8> {
        self.end_frame();
        self.bytes
    }
}

/// Receives the events of a run. Its error ends the run, which returns [`RunError::Output`].
pub type EventHandler<'h> = dyn FnMut(Event<'_>) -> io::Result<()> + 'h;

crate::messages! {
    /// The error of a run.
    #[derive(Debug)]
    #[non_exhaustive]
    pub enum RunError {
        /// The event handler failed.
        Output(error: io::Error) => {
            en: "cannot write the output: {}", IoError(error);
            id: "keluaran tidak bisa ditulis: {}", IoError(error).id();
        }
        /// Threads could not be started.
        Threads(error: io::Error) => {
            en: "cannot start threads: {}", IoError(error);
            id: "utas tidak bisa dijalankan: {}", IoError(error).id();
        }
        /// The run was ended by its interrupt flag, after a checkpoint if it has one.
        Interrupted => {
            en: "interrupted";
            id: "terputus";
        }
        /// A checkpoint could not be read or written.
        Checkpoint {
            /// The file.
            path: PathBuf,
            /// The reason.
            source: io::Error,
        } => {
            en: "{}: {}", path.display(), IoError(source);
            id: "{}: {}", path.display(), IoError(source).id();
        }
        /// An input that is finished according to the checkpoint has changed since.
        InputChanged {
            /// Its path.
            document: String,
        } => {
            en: "{document} has changed";
            id: "{document} sudah berubah";
        }
        /// An input was added before the checkpoint's position, or one there was removed.
        InputReplaced {
            /// The path of the input found in place of another one.
            document: String,
        } => {
            en: "{document} was not there, or an input before it was removed";
            id: "{document} sebelumnya tidak ada, atau masukan di depannya sudah dihapus";
        }
        /// There are fewer inputs than are finished according to the checkpoint.
        InputsMissing => {
            en: "some of its inputs were removed";
            id: "sebagian masukannya sudah dihapus";
        }
        /// The inputs are not those of the checkpoint; which of them changed is unknown.
        InputsChanged => {
            en: "its inputs have changed";
            id: "masukannya sudah berubah";
        }
    }
}

impl std::error::Error for RunError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Output(error) | Self::Threads(error) | Self::Checkpoint { source: error, .. } => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for RunError {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// A run over many documents: a builder.
///
/// ```
/// use telaah::input::{InputOptions, Source};
/// use telaah::run::{Batch, Event};
/// use telaah::{Analyzer, Settings};
///
/// let analyzer = Analyzer::new(Settings::default());
/// let sources = vec![Source::Path("samples".into())];
/// let options = InputOptions::default();
/// let summary = Batch::new(&analyzer, sources, &options).threads(2).run(
///     || telaah::report::rows::NoRows,
///     &mut |event| {
///         if let Event::Diagnostic(diagnostic) = event {
///             eprintln!("{diagnostic}");
///         }
///         Ok(())
///     },
/// )?;
/// assert!(summary.sums.documents > 0);
/// # Ok::<(), telaah::run::RunError>(())
/// ```
#[derive(Debug)]
#[must_use]
pub struct Batch<'a> {
    analyzer: &'a Analyzer,
    sources: Vec<Source>,
    options: &'a InputOptions,
    threads: usize,
    interrupt: Option<&'a AtomicBool>,
    max_document_time: Option<Duration>,
}

impl<'a> Batch<'a> {
    /// A run over everything in `sources`, in order, on the calling thread.
    pub fn new(analyzer: &'a Analyzer, sources: Vec<Source>, options: &'a InputOptions) -> Self {
        Self { analyzer, sources, options, threads: 1, interrupt: None, max_document_time: None }
    }

    /// Sets the number of threads that read and analyse; 0 is read as 1. The output does not depend on it. With one thread, the
    /// calling thread does all the work and no thread is started.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads.max(1);
        self
    }

    /// Sets a flag that ends the run with [`RunError::Interrupted`], after the work items in flight and a checkpoint. A run that
    /// has no more work items when the flag is set ends as usual.
    pub fn interrupt(mut self, flag: &'a AtomicBool) -> Self {
        self.interrupt = Some(flag);
        self
    }

    /// Sets the longest time that one document may take; a longer one is an error that names the stage
    /// ([`Problem::TooSlow`](crate::error::Problem::TooSlow)). The time is compared between the stages of the analysis, so a stage is
    /// not interrupted. Default: none.
    pub fn max_document_time(mut self, time: Duration) -> Self {
        self.max_document_time = Some(time);
        self
    }

    fn job(&self) -> Job<'a> {
        let Self { analyzer, options, max_document_time, .. } = *self;
        Job { options, analyzer, max_document_time, running: None }
    }

    /// Makes the run one that resumes from a checkpoint, and writes checkpoints.
    ///
    /// # Errors
    /// The inputs before the position of the checkpoint are not those of the interrupted run.
    pub fn checkpoint<'c>(self, checkpoint: &'c mut Checkpoint) -> Result<ResumableBatch<'a, 'c>, RunError> {
        let mut plan = Plan::new(self.sources.clone(), self.options).with_fingerprints();
        if !self.options.deduplicate {
            checkpoint.seek(&mut plan)?;
            return Ok(ResumableBatch { batch: self, plan, reread: 0, checkpoint });
        }
        let unmetered = InputOptions { progress: None, ..self.options.clone() };
        checkpoint.seek(&mut Plan::new(self.sources.clone(), &unmetered).with_fingerprints())?;
        Ok(ResumableBatch { batch: self, plan, reread: checkpoint.work_items(), checkpoint })
    }

    /// Runs to the end.
    ///
    /// # Errors
    /// See [`RunError`]. An input that fails does not fail the run; it is reported to the visitor and the event handler.
    pub fn run<V: Visitor>(
        self,
        make_visitor: impl Fn() -> V + Sync,
        on_event: &mut EventHandler<'_>,
    ) -> Result<RunSummary<V>, RunError> {
        let job = self.job();
        let Self { sources, options, threads, interrupt, .. } = self;
        let caller = Caller {
            plan: Plan::new(sources, options),
            is_at_end: false,
            reread: 0,
            seen: Seen::default(),
            on_event,
            checkpointing: None,
            guesses: Vec::new(),
            ids: RepeatedIds::default(),
            interrupt,
        };
        Scheduler::new(job, make_visitor).run(caller, threads)
    }
}

/// A [`Batch`] with a checkpoint.
#[must_use]
pub struct ResumableBatch<'a, 'c> {
    batch: Batch<'a>,
    plan: Plan<'a>,
    /// Finished work items that are read again, to compare the documents after them with theirs.
    reread: u64,
    checkpoint: &'c mut Checkpoint,
}

impl std::fmt::Debug for ResumableBatch<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ResumableBatch").field("batch", &self.batch).finish_non_exhaustive()
    }
}

impl ResumableBatch<'_, '_> {
    /// Runs to the end, from the position of the checkpoint. The summary is that of the whole input; the event handler receives
    /// nothing of what was finished before.
    ///
    /// # Errors
    /// See [`RunError`].
    pub fn run<V: Resumable>(
        self,
        make_visitor: impl Fn() -> V + Sync,
        on_event: &mut EventHandler<'_>,
    ) -> Result<RunSummary<V>, RunError> {
        let running = self.checkpoint.running();
        let job = Job { running: Some(&running), ..self.batch.job() };
        let Self { batch: Batch { sources, options, threads, interrupt, .. }, plan, reread, checkpoint } = self;
        let measure_input = || measure(sources.clone(), options).map_or(0, |size| size.bytes());
        let scheduler = Scheduler::new(job, make_visitor);
        if let Some(state) = checkpoint.state()? {
            scheduler.add_worker(|worker| worker.restore(state, *checkpoint.totals()));
        }
        let caller = Caller {
            plan,
            is_at_end: false,
            reread,
            seen: Seen::default(),
            on_event,
            checkpointing: Some(Checkpointing::new(checkpoint, reread, measure_input)),
            guesses: Vec::new(),
            ids: RepeatedIds::default(),
            interrupt,
        };
        let summary = scheduler.run(caller, threads);
        running.end();
        summary
    }
}
