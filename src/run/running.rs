//! The progress of a resumable run, kept in a file, so that the next run can step over what ended this one.
//!
//! A process may end without a chance to say anything: for lack of memory, because of a stack overflow, by `kill -9`. If the file is there when
//! a run begins, the last one ended like that. The work items that it had begun after its checkpoint are then processed one document
//! at a time, and before each document the file names it. If the process ends again, the next run reports that document as failed.
//!
//! Nothing is written to disk at once: the file must survive the process, not the system.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::run::fingerprint::{RunFingerprint, hash_hex};

/// A task that may end a process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Task {
    /// Reading a file, or a part of a file of records.
    Read(String),
    /// Analysing a document.
    Analyze(String),
}

/// The content of the file: a line of JSON.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Record {
    /// Identifies the options of the run.
    run: String,
    /// The number of work items, from the first, that were begun.
    begun: u64,
    /// The task in progress, if documents are processed one by one.
    task: Option<Task>,
    /// The tasks that ended a process.
    deadly: Vec<Task>,
}

/// The file of a run.
#[derive(Debug)]
pub(super) struct Running {
    path: PathBuf,
    /// The number of work items, from the first, among which is one that ended the last process.
    suspects: u64,
    /// Whether documents are processed one by one, and named before.
    is_careful: AtomicBool,
    /// Whether tasks are known that ended a process.
    knows_deadly: bool,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    record: Record,
    /// The file, or part of one, that is being read.
    reading: Option<Task>,
    /// `None` until something is written.
    file: Option<File>,
}

impl Running {
    /// Reads the file in `folder`, if there is one. One of a run with other options, or that cannot be read, is as none.
    pub(super) fn open(folder: &Path, fingerprint: &RunFingerprint) -> Self {
        let path = folder.join("running");
        let run = serde_json::to_vec(fingerprint).map(|bytes| hash_hex(&bytes)).unwrap_or_default();
        let first_line =
            fs::read(&path).ok().and_then(|bytes| bytes.split(|&byte| byte == b'\n').next().map(<[u8]>::to_vec));
        let last = first_line.and_then(|line| serde_json::from_slice::<Record>(&line).ok());
        let Record { begun, task, mut deadly, .. } = last.filter(|last| last.run == run).unwrap_or_default();
        deadly.extend(task);
        let record = Record { run, begun, task: None, deadly };
        let knows_deadly = !record.deadly.is_empty();
        let state = State { record, reading: None, file: None };
        Self { path, suspects: begun, is_careful: AtomicBool::new(false), knows_deadly, state: Mutex::new(state) }
    }

    /// The number of work items, from the first, among which is one that ended the last process; 0 if it ended by itself.
    pub(super) fn suspects(&self) -> u64 {
        self.suspects
    }

    /// Sets whether documents are processed one by one.
    pub(super) fn set_careful(&self, is_careful: bool) {
        self.is_careful.store(is_careful, Ordering::Relaxed);
    }

    /// Records that work items were begun, `count` in all.
    pub(super) fn begin_work(&self, count: u64) {
        let mut state = self.state();
        state.record.begun = state.record.begun.max(count);
        state.write(&self.path);
    }

    /// Records that a task begins, if tasks are processed one by one. Returns whether it is one that ended a process.
    pub(super) fn is_deadly(&self, task: impl FnOnce() -> Task) -> bool {
        let is_careful = self.is_careful.load(Ordering::Relaxed);
        if !is_careful && !self.knows_deadly {
            return false;
        }
        let mut state = self.state();
        let task = task();
        let is_deadly = state.record.deadly.contains(&task);
        if is_careful && !is_deadly {
            if matches!(task, Task::Read(_)) {
                state.reading = Some(task.clone());
            }
            state.note(Some(task), &self.path);
        }
        is_deadly
    }

    /// Records that the analysis of a document has ended: reading continues.
    pub(super) fn end_document(&self) {
        if self.is_careful.load(Ordering::Relaxed) {
            let mut state = self.state();
            let reading = state.reading.clone();
            state.note(reading, &self.path);
        }
    }

    /// Records that reading has ended.
    pub(super) fn end_reading(&self) {
        if self.is_careful.load(Ordering::Relaxed) {
            let mut state = self.state();
            state.reading = None;
            state.note(None, &self.path);
        }
    }

    /// Records that the run ends by itself. The tasks that ended a process are kept, for the run that resumes this one.
    pub(super) fn end(&self) {
        let mut state = self.state();
        (state.record.begun, state.record.task) = (0, None);
        if state.record.deadly.is_empty() {
            // If it fails, the next run is only slower.
            let _ = fs::remove_file(&self.path);
        } else {
            state.write(&self.path);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Writes which task is in progress.
    fn note(&mut self, task: Option<Task>, path: &Path) {
        self.record.task = task;
        self.write(path);
    }

    /// Writes the record. If that fails, the next run cannot tell what ended this one, and this one continues.
    fn write(&mut self, path: &Path) {
        let mut write = || {
            let mut line = serde_json::to_vec(&self.record)?;
            line.push(b'\n');
            let file = match &mut self.file {
                Some(file) => file,
                None => self.file.insert(OpenOptions::new().write(true).create(true).truncate(false).open(path)?),
            };
            // What follows the line is left over from longer ones.
            file.seek(SeekFrom::Start(0))?;
            file.write_all(&line)
        };
        let _: io::Result<()> = write();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> impl FnOnce() -> Task + use<'_> {
        || Task::Read(name.to_owned())
    }

    fn analyze(name: &str) -> impl FnOnce() -> Task + use<'_> {
        || Task::Analyze(name.to_owned())
    }

    #[test]
    fn a_task_in_progress_at_the_end_of_a_process_is_deadly_to_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let mut fingerprint = RunFingerprint::default();
        fingerprint.push("--top", "5");
        let open = || Running::open(folder.path(), &fingerprint);
        let first = open();
        assert_eq!(first.suspects(), 0);
        first.begin_work(3);
        first.begin_work(7);
        assert!(!first.is_deadly(analyze("a")));

        // The first process ends without a word.
        let second = open();
        assert_eq!(second.suspects(), 7);
        second.set_careful(true);
        second.begin_work(4);
        assert!(!second.is_deadly(read("f")) && !second.is_deadly(analyze("a long name")));
        second.end_document();
        assert!(!second.is_deadly(analyze("b")));

        let third = open();
        assert_eq!(third.suspects(), 7);
        assert!(
            third.is_deadly(analyze("b")) && !third.is_deadly(analyze("a long name")) && !third.is_deadly(read("b"))
        );
        third.set_careful(true);
        assert!(!third.is_deadly(read("f")) && third.is_deadly(analyze("b")));
        third.end_document();

        // Reading what follows `b` ends the third.
        let fourth = open();
        assert!(fourth.is_deadly(read("f")) && fourth.is_deadly(analyze("b")));
        fourth.end();
        let fifth = open();
        assert_eq!(fifth.suspects(), 0);
        assert!(fifth.is_deadly(analyze("b")));

        fingerprint.push("--case", "fold");
        let other = Running::open(folder.path(), &fingerprint);
        assert!(!other.is_deadly(analyze("b")));
        other.begin_work(1);
        other.end();
        assert!(!folder.path().join("running").exists());
    }

    #[test]
    fn a_damaged_file_is_as_none() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("running"), "{\"begun\":").unwrap();
        assert_eq!(Running::open(folder.path(), &RunFingerprint::default()).suspects(), 0);
    }
}
