//! Checkpoints: an interrupted run resumes from the last one.
//!
//! A checkpoint is one file of three JSON values, compressed by gzip if the feature `compression` is enabled:
//!
//! 1. the version of the format;
//! 2. what the output depends on ([`RunFingerprint`]), the position in the input, the lengths of the output files, and the totals;
//! 3. the term counts and the visitor's state.
//!
//! Rows are not in it: they are in the output files, which are truncated to the recorded lengths when the run resumes. A new
//! checkpoint replaces the old one in one step (a rename), after the output was written to disk, so a run may end at any moment,
//! even by a power failure. The signatures of documents that duplicates are compared with are not in it either: they are computed
//! again from the finished inputs.

mod position;

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};

use crate::input::Plan;
use crate::message::IoError;
use crate::run::checkpoint::position::Position;
use crate::run::fingerprint::{Difference, RunFingerprint};
use crate::run::running::Running;
use crate::run::worker::{StoredState, Worker};
use crate::run::{Resumable, RunError, RunTotals, Visitor};

/// The version of the format. Version 1 was a journal of rows, in another file.
const FORMAT: u32 = 2;

/// The size that a checkpoint may always have, in bytes.
const FREE_BYTES: u64 = 128 * 1024;

/// The part of the input's size that a checkpoint may have otherwise. While one replaces another both are on disk, so that this is
/// half of what checkpoints take.
const INPUT_SHARE: u64 = 200;

/// The time between two checkpoints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckpointInterval {
    /// The shortest interval.
    pub min: Duration,
    /// The shortest interval as a multiple of the time that the last checkpoint took, which grows with the vocabulary.
    pub cost_factor: u32,
}

impl Default for CheckpointInterval {
    /// At least 100 ms, and 50 times the cost.
    fn default() -> Self {
        Self { min: Duration::from_millis(100), cost_factor: 50 }
    }
}

crate::messages! {
    /// The reason why a checkpoint can't be opened.
    #[derive(Debug)]
    #[non_exhaustive]
    pub enum CheckpointError {
        /// It can't be read or written.
        Io {
            /// The file.
            path: PathBuf,
            /// The reason.
            error: io::Error,
        } => {
            en: "{}: {}", path.display(), IoError(error);
            id: "{}: {}", path.display(), IoError(error).id();
        }
        /// Another run is writing it.
        InUse {
            /// Its folder.
            path: PathBuf,
        } => {
            en: "{}: in use by another run", path.display();
            id: "{}: sedang dipakai proses lain", path.display();
        }
        /// The file is something else, or is damaged.
        Invalid {
            /// The file.
            path: PathBuf,
            /// The reason.
            reason: String,
        } => {
            en: "{}: not a checkpoint, or damaged: {reason}", path.display();
            id: "{}: bukan berkas titik simpan, atau rusak: {reason}", path.display();
        }
        /// It was written by a version of this crate with another format.
        OtherFormat {
            /// The file.
            path: PathBuf,
        } => {
            en: "{}: written by another version of telaah", path.display();
            id: "{}: ditulis oleh telaah versi lain", path.display();
        }
        /// It belongs to a run with other options.
        OtherRun {
            /// The file.
            path: PathBuf,
            /// The options that differ.
            differences: Vec<Difference>,
        } => {
            en: "{}: belongs to a run with other options", path.display();
            id: "{}: milik proses dengan opsi lain", path.display();
        }
    }
}

impl std::error::Error for CheckpointError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}

/// The second value of the file.
#[derive(Serialize, Deserialize)]
struct Head {
    fingerprint: RunFingerprint,
    position: Position,
    output_bytes: Vec<u64>,
    totals: RunTotals,
}

/// The checkpoint of a run, in a folder of its own. No other run can open it while this value lives.
#[derive(Debug)]
pub struct Checkpoint {
    path: PathBuf,
    fingerprint: RunFingerprint,
    interval: CheckpointInterval,
    position: Position,
    /// The lengths of the output files that the file on disk records.
    output_bytes: Vec<u64>,
    /// The output files, each with the length of what precedes the rows.
    outputs: Vec<(File, u64)>,
    totals: RunTotals,
    running: Arc<Running>,
    /// Keeps the lock.
    _lock: File,
}

impl Checkpoint {
    /// Opens the checkpoint in `folder`, which exists; there is none in it if the run is new.
    ///
    /// # Errors
    /// See [`CheckpointError`]; a checkpoint that is there stays as it is.
    pub fn open(folder: &Path, fingerprint: RunFingerprint) -> Result<Self, CheckpointError> {
        let lock_path = folder.join("lock");
        let io = |error| CheckpointError::Io { path: lock_path.clone(), error };
        let lock = OpenOptions::new().write(true).create(true).truncate(false).open(&lock_path).map_err(io)?;
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(CheckpointError::InUse { path: folder.to_owned() }),
            // Some file systems have no locks.
            Err(TryLockError::Error(error)) if error.kind() != io::ErrorKind::Unsupported => return Err(io(error)),
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        let mut checkpoint = Self {
            path: folder.join("checkpoint"),
            running: Arc::new(Running::open(folder, &fingerprint)),
            fingerprint,
            interval: CheckpointInterval::default(),
            position: Position::default(),
            output_bytes: Vec::new(),
            outputs: Vec::new(),
            totals: RunTotals::default(),
            _lock: lock,
        };
        checkpoint.load()?;
        Ok(checkpoint)
    }

    /// Reads the head of the file on disk, if there is one, and checks the whole file.
    fn load(&mut self) -> Result<(), CheckpointError> {
        let path = || self.path.clone();
        let invalid = |error: serde_json::Error| CheckpointError::Invalid { path: path(), reason: error.to_string() };
        let file = match File::open(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(CheckpointError::Io { path: path(), error }),
            Ok(file) => file,
        };
        let mut values = serde_json::Deserializer::from_reader(decoder(file));
        if u32::deserialize(&mut values).map_err(invalid)? != FORMAT {
            return Err(CheckpointError::OtherFormat { path: path() });
        }
        let head = Head::deserialize(&mut values).map_err(invalid)?;
        let differences = head.fingerprint.differences(&self.fingerprint);
        if !differences.is_empty() {
            return Err(CheckpointError::OtherRun { path: path(), differences });
        }
        IgnoredAny::deserialize(&mut values).map_err(invalid)?;
        values.end().map_err(invalid)?;
        (self.position, self.output_bytes, self.totals) = (head.position, head.output_bytes, head.totals);
        Ok(())
    }

    /// Reads the state of the finished part; `None` if the run is new.
    pub(super) fn state<S: DeserializeOwned>(&self) -> Result<Option<StoredState<S>>, RunError> {
        if self.is_new() {
            return Ok(None);
        }
        let read = || {
            let mut values = serde_json::Deserializer::from_reader(decoder(File::open(&self.path)?));
            u32::deserialize(&mut values)?;
            IgnoredAny::deserialize(&mut values)?;
            io::Result::Ok(StoredState::deserialize(&mut values)?)
        };
        read().map(Some).map_err(|error| self.error(error))
    }

    /// Sets the time between two checkpoints.
    pub fn set_interval(&mut self, interval: CheckpointInterval) {
        self.interval = interval;
    }

    /// Whether the run begins at the start of its input.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.position.work_items == 0
    }

    /// Whether the last run ended without a chance to say so: for lack of memory, because of a defect, or because it was killed. What it was
    /// doing is then tried again, one document at a time, and a document that ends the process again is an error in the next run.
    #[must_use]
    pub fn ended_abruptly(&self) -> bool {
        self.running.suspects() > self.position.work_items
    }

    /// The totals of the documents that are finished according to the file on disk.
    #[must_use]
    pub fn totals(&self) -> &RunTotals {
        &self.totals
    }

    /// Adds a file that the rows of the run are appended to, whose position is after what precedes them. It must not be buffered:
    /// its length is recorded in each checkpoint. Of a run that resumes, it is truncated to the recorded length; if it is shorter,
    /// the run starts over.
    ///
    /// # Errors
    /// The file can't be read or truncated, or the checkpoint can't be removed.
    pub fn add_output(&mut self, mut file: File) -> io::Result<()> {
        let begin = file.stream_position()?;
        let recorded = self.output_bytes.get(self.outputs.len()).copied();
        let is_whole = recorded.is_some_and(|recorded| file.metadata().is_ok_and(|m| m.len() >= recorded));
        if !is_whole && !self.is_new() {
            fs::remove_file(&self.path)?;
            (self.position, self.totals) = (Position::default(), RunTotals::default());
            self.output_bytes.clear();
            // Those added before were truncated to the lengths of the run that is given up.
            for (output, begin) in &mut self.outputs {
                output.set_len(*begin)?;
                output.seek(SeekFrom::End(0))?;
            }
        }
        file.set_len(recorded.filter(|_| is_whole).unwrap_or(begin))?;
        file.seek(SeekFrom::End(0))?;
        self.outputs.push((file, begin));
        Ok(())
    }
}

/// Writes the checkpoints of a run.
pub(super) struct Checkpointing<'c, V> {
    checkpoint: &'c mut Checkpoint,
    /// The position after the work items that were dispatched.
    position: Position,
    /// Work items that the plan still returns again, before that position.
    reread: u64,
    is_advanced: bool,
    last: Instant,
    interval: Duration,
    /// The size of the last checkpoint that was written or tried.
    bytes: u64,
    /// Measures the input.
    measure: Box<dyn Fn() -> u64 + 'c>,
    input_bytes: Option<u64>,
    write_state: fn(&Worker<V>, &mut dyn Write) -> serde_json::Result<()>,
}

impl<'c, V: Resumable> Checkpointing<'c, V> {
    /// Begins at the position of the checkpoint. The first `reread` work items of the plan are before that position.
    pub(super) fn new(checkpoint: &'c mut Checkpoint, reread: u64, measure: impl Fn() -> u64 + 'c) -> Self {
        Self {
            position: checkpoint.position.clone(),
            reread,
            is_advanced: false,
            last: Instant::now(),
            interval: checkpoint.interval.min,
            checkpoint,
            bytes: 0,
            measure: Box::new(measure),
            input_bytes: None,
            write_state: Worker::write_state,
        }
    }
}

impl<V: Visitor> Checkpointing<'_, V> {
    /// Records that the plan returned a work item.
    pub(super) fn dispatched(&mut self, plan: &mut Plan<'_>) {
        if self.reread > 0 {
            self.reread -= 1;
            plan.take_fingerprints();
            return;
        }
        self.is_advanced = true;
        self.position.advance(plan.take_fingerprints().into_iter().map(|(_, fingerprint)| fingerprint));
        self.checkpoint.running.begin_work(self.position.work_items);
    }

    /// Whether the next work item may be the one that ended the last process, so that documents are to be processed one by one.
    pub(super) fn has_suspects(&self) -> bool {
        let has_suspects = self.position.work_items < self.checkpoint.running.suspects();
        self.checkpoint.running.set_careful(has_suspects);
        has_suspects
    }

    pub(super) fn is_due(&self) -> bool {
        self.is_advanced && self.last.elapsed() >= self.interval
    }

    /// Writes a checkpoint of the totals in `worker`, when all dispatched work items are finished. If it would be too large for
    /// what was read so far there is none, unless `force` is set.
    pub(super) fn save(&mut self, worker: &Worker<V>, force: bool) -> Result<(), RunError> {
        if !self.is_advanced {
            return Ok(());
        }
        let begin = Instant::now();
        let budget = if force { u64::MAX } else { self.budget(worker.totals().counts.bytes) };
        let saved = self.bytes <= budget && {
            let saved = self.write(worker, budget);
            saved.map_err(|error| self.checkpoint.error(error))?
        };
        let CheckpointInterval { min, cost_factor } = self.checkpoint.interval;
        self.last = Instant::now();
        self.interval = if saved { min.max((self.last - begin) * cost_factor) } else { min.max(self.interval * 2) };
        self.is_advanced = false;
        Ok(())
    }

    /// The size that a checkpoint may have, in bytes.
    fn budget(&mut self, finished_bytes: u64) -> u64 {
        let budget = FREE_BYTES.max(finished_bytes / INPUT_SHARE);
        if self.bytes <= budget && self.input_bytes.is_none() {
            return budget;
        }
        let measure = &self.measure;
        budget.max(*self.input_bytes.get_or_insert_with(measure) / INPUT_SHARE)
    }

    /// Writes the file if it is not larger than `budget`; returns whether it was.
    fn write(&mut self, worker: &Worker<V>, budget: u64) -> io::Result<bool> {
        let checkpoint = &mut *self.checkpoint;
        let mut output_bytes = Vec::new();
        for (output, _) in &checkpoint.outputs {
            output.sync_data()?;
            output_bytes.push(output.metadata()?.len());
        }
        let head = Head {
            fingerprint: checkpoint.fingerprint.clone(),
            position: self.position.clone(),
            output_bytes,
            totals: worker.totals(),
        };
        let path = checkpoint.path.with_extension("new");
        let mut file = encoder(File::create(&path)?);
        serde_json::to_writer(&mut file, &FORMAT)?;
        file.write_all(b"\n")?;
        serde_json::to_writer(&mut file, &head)?;
        file.write_all(b"\n")?;
        (self.write_state)(worker, &mut file)?;
        let file = finish(file)?;
        self.bytes = file.metadata()?.len();
        if self.bytes > budget {
            fs::remove_file(path)?;
            return Ok(false);
        }
        file.sync_all()?;
        fs::rename(path, &checkpoint.path)?;
        checkpoint.totals = head.totals;
        Ok(true)
    }
}

impl Checkpoint {
    fn error(&self, source: io::Error) -> RunError {
        RunError::Checkpoint { path: self.path.clone(), source }
    }

    pub(super) fn seek(&self, plan: &mut Plan<'_>) -> Result<(), RunError> {
        self.position.seek(plan)
    }

    pub(super) fn work_items(&self) -> u64 {
        self.position.work_items
    }

    pub(super) fn running(&self) -> Arc<Running> {
        Arc::clone(&self.running)
    }
}

#[cfg(feature = "compression")]
fn encoder(file: File) -> BufWriter<flate2::write::GzEncoder<File>> {
    // The JSON is written in small pieces.
    BufWriter::with_capacity(32 * 1024, flate2::write::GzEncoder::new(file, flate2::Compression::fast()))
}

#[cfg(feature = "compression")]
fn finish(encoder: BufWriter<flate2::write::GzEncoder<File>>) -> io::Result<File> {
    encoder.into_inner().map_err(io::IntoInnerError::into_error)?.finish()
}

#[cfg(feature = "compression")]
fn decoder(file: File) -> impl Read {
    BufReader::new(flate2::read::GzDecoder::new(file))
}

#[cfg(not(feature = "compression"))]
fn encoder(file: File) -> BufWriter<File> {
    BufWriter::new(file)
}

#[cfg(not(feature = "compression"))]
fn finish(encoder: BufWriter<File>) -> io::Result<File> {
    encoder.into_inner().map_err(io::IntoInnerError::into_error)
}

#[cfg(not(feature = "compression"))]
fn decoder(file: File) -> impl Read {
    BufReader::new(file)
}

#[cfg(test)]
mod tests;
