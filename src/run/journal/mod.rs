//! What is kept of a run in steps, so that another run can go on with it when this one was interrupted.
//!
//! A journal is a file of records behind the line `telaah journal 1`. A record is its kind (a byte), the length of its content and
//! a checksum of all of it (XXH3, 64 bits; both eight bytes, the lowest first), and the content:
//!
//! - `H`, the heading: what the output depends on besides the inputs, as JSON. The first record, and the only one of its kind.
//! - `R`, rows: bytes of the output, as the observer got them.
//! - `S`, a step, as JSON: how much of the input is done, what its documents gave, what failed. It makes the rows before it valid.
//!
//! What stands behind the last step, and all from the first record that is not whole, is dropped: a run may be ended at any moment,
//! by the system as well. Nothing is read of a journal whose heading is another one.

mod records;
mod step;

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::entities::EntityTotals;
use crate::report::DocumentReports;
use crate::run::journal::records::{Kind, MAGIC, Records};
use crate::run::journal::step::StepRecord;
use crate::run::{Diagnostic, Done, Event, RunSummary, Step};

/// What the output depends on besides the inputs: names and values, whose order counts.
pub type Heading = Vec<(String, String)>;

/// Why a journal can't be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// It can't be read or written.
    #[error("{}: {error}", path.display())]
    Io {
        /// The journal.
        path: PathBuf,
        /// The reason.
        error: io::Error,
    },
    /// Another run writes it.
    #[error("{} is being written by another run", path.display())]
    InUse {
        /// The journal.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{} is no journal of telaah", path.display())]
    NoJournal {
        /// The file.
        path: PathBuf,
    },
    /// It is of a run that was told something else.
    #[error("{} is of another run", path.display())]
    Other {
        /// The journal.
        path: PathBuf,
        /// What was told otherwise.
        differences: Vec<Difference>,
    },
}

/// What two headings do not have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The name.
    pub name: String,
    /// The value in the journal; absent if there was none.
    pub then: Option<String>,
    /// The value now; absent if there is none.
    pub now: Option<String>,
}

/// Who is told again what happened in the run before, in the same order.
pub trait Replay {
    /// Bytes of the output.
    ///
    /// # Errors
    /// Ends the replay.
    fn rows(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// An input that could not be analysed: its name, and what is wrong.
    fn failed(&mut self, document: &str, problem: &str);

    /// A document that was analysed, but not as its author may expect.
    fn warning(&mut self, warning: &str);
}

/// A journal that is being written. As long as it lives no other run gets it.
#[derive(Debug)]
pub struct Journal {
    file: BufWriter<File>,
    path: PathBuf,
    /// Where the last step ends.
    end: u64,
    /// Whether there is no step in it.
    is_empty: bool,
    failures: Vec<(String, String)>,
    warnings: Vec<String>,
}

impl Journal {
    /// Opens the journal of a run, or begins one if there is none, or none that got so far as to have a heading.
    ///
    /// # Errors
    /// See [`JournalError`]; then the file is as it was.
    pub fn open(path: &Path, heading: &Heading) -> Result<Self, JournalError> {
        let io = |error| JournalError::Io { path: path.to_owned(), error };
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(io)?;
        match file.try_lock() {
            // Where there are no locks, one must look out oneself.
            Err(TryLockError::Error(error)) if error.kind() != io::ErrorKind::Unsupported => return Err(io(error)),
            Err(TryLockError::WouldBlock) => return Err(JournalError::InUse { path: path.to_owned() }),
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        let found = scan(&file).map_err(io)?;
        let (end, is_empty) = match found {
            ParsedDocument::SomethingElse => return Err(JournalError::NoJournal { path: path.to_owned() }),
            ParsedDocument::Nothing => (0, true),
            ParsedDocument::Journal { heading: then, end, is_empty } => {
                let differences = differences(then, heading);
                // One without a step holds nothing that could be mixed up.
                if !differences.is_empty() && !is_empty {
                    return Err(JournalError::Other { path: path.to_owned(), differences });
                }
                if differences.is_empty() { (end, is_empty) } else { (0, true) }
            }
        };
        let mut journal = Self {
            file: BufWriter::with_capacity(256 * 1024, file),
            path: path.to_owned(),
            end,
            is_empty,
            failures: Vec::new(),
            warnings: Vec::new(),
        };
        journal.begin(heading).map_err(io)?;
        Ok(journal)
    }

    /// Cuts off what is not valid, and writes the heading if it is not there.
    fn begin(&mut self, heading: &Heading) -> io::Result<()> {
        self.file.get_ref().set_len(self.end)?;
        self.file.seek(SeekFrom::Start(self.end))?;
        if self.end == 0 {
            let content = serde_json::to_vec(heading)?;
            self.file.write_all(MAGIC)?;
            records::write(&mut self.file, Kind::Heading, &content)?;
            self.file.flush()?;
            self.end = self.file.stream_position()?;
        }
        Ok(())
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether nothing was done before.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.is_empty
    }

    /// What was done before: tells `replay` what happened, and gives how far it went and what all documents together gave.
    ///
    /// Memory follows the vocabulary, and takes 16 bytes for each input.
    ///
    /// # Errors
    /// It can't be read, or `replay` could not write.
    pub fn replay(&mut self, replay: &mut dyn Replay) -> io::Result<(Done, RunSummary<EntityTotals>)> {
        let (mut done, mut outcome) = (Done::default(), RunSummary::default());
        let mut records = of_file(self.file.get_ref(), self.end)?;
        while let Some((kind, content, _)) = records.next()? {
            match kind {
                Kind::Heading => {}
                Kind::Rows => replay.rows(content)?,
                Kind::Step => {
                    let step: StepRecord<'_> = serde_json::from_slice(content)?;
                    step.failures.iter().for_each(|(document, problem)| replay.failed(document, problem));
                    step.warnings.iter().for_each(|warning| replay.warning(warning));
                    step.add_to(&mut done, &mut outcome);
                }
            }
        }
        self.file.seek(SeekFrom::Start(self.end))?;
        Ok((done, outcome))
    }

    /// Stores an event: rows, and the errors and warnings of documents.
    ///
    /// # Errors
    /// It can't be written; the error names it. So it is below.
    pub fn record(&mut self, event: &Event<'_>) -> io::Result<()> {
        match event {
            Event::Rows(rows) => self.write(Kind::Rows, rows)?,
            Event::Diagnostic(Diagnostic::Error(error)) => {
                self.failures.push((error.document.clone(), error.problem.to_string()));
            }
            Event::Diagnostic(Diagnostic::Warning(warning)) => self.warnings.push(warning.to_string()),
            _ => {}
        }
        Ok(())
    }

    /// Keeps a step, and with it all since the one before.
    ///
    /// It is handed over to the system: an end of this program harms nothing that was kept. What the system itself did not yet write
    /// when the power failed is not whole, and is done anew.
    ///
    /// # Errors
    /// It can't be written.
    pub fn step(&mut self, step: Step<'_, DocumentReports>) -> io::Result<()> {
        let (failures, warnings) = (std::mem::take(&mut self.failures), std::mem::take(&mut self.warnings));
        let content = serde_json::to_vec(&StepRecord::of(step, failures, warnings))?;
        self.write(Kind::Step, &content)?;
        self.file.flush().map_err(|error| named(&self.path, &error))?;
        self.is_empty = false;
        Ok(())
    }

    fn write(&mut self, kind: Kind, content: &[u8]) -> io::Result<()> {
        records::write(&mut self.file, kind, content).map_err(|error| named(&self.path, &error))
    }
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// What a file is.
enum ParsedDocument {
    /// It is empty, or ends before its heading does.
    Nothing,
    SomethingElse,
    Journal {
        heading: Heading,
        end: u64,
        is_empty: bool,
    },
}

/// The records of a journal, up to `end`.
fn of_file(mut file: &File, end: u64) -> io::Result<Records<BufReader<&File>>> {
    let begin = MAGIC.len() as u64;
    file.seek(SeekFrom::Start(begin))?;
    Ok(Records::new(BufReader::with_capacity(256 * 1024, file), end.saturating_sub(begin)))
}

fn scan(mut file: &File) -> io::Result<ParsedDocument> {
    let length = file.metadata()?.len();
    let mut magic = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(MAGIC.len() as u64).read_to_end(&mut magic)?;
    if magic.len() < MAGIC.len() {
        return Ok(if MAGIC.starts_with(&magic) { ParsedDocument::Nothing } else { ParsedDocument::SomethingElse });
    }
    if magic != MAGIC {
        return Ok(ParsedDocument::SomethingElse);
    }
    let mut records = of_file(file, length)?;
    let heading = match records.next()? {
        Some((Kind::Heading, content, bytes)) => {
            serde_json::from_slice(content).ok().map(|heading: Heading| (heading, bytes))
        }
        _ => None,
    };
    let Some((heading, bytes)) = heading else { return Ok(ParsedDocument::Nothing) };
    let mut at = MAGIC.len() as u64 + bytes;
    let (mut end, mut is_empty) = (at, true);
    while let Some((kind, _, bytes)) = records.next()? {
        at += bytes;
        if kind == Kind::Step {
            (end, is_empty) = (at, false);
        }
    }
    Ok(ParsedDocument::Journal { heading, end, is_empty })
}

fn differences(then: Heading, now: &Heading) -> Vec<Difference> {
    let mut differences = Vec::new();
    for (name, now) in now {
        let then = then.iter().find(|(other, _)| other == name).map(|(_, value)| value);
        if then != Some(now) {
            differences.push(Difference { name: name.clone(), then: then.cloned(), now: Some(now.clone()) });
        }
    }
    for (name, then) in then {
        if now.iter().all(|(other, _)| *other != name) {
            differences.push(Difference { name, then: Some(then), now: None });
        }
    }
    differences
}

#[cfg(test)]
mod tests;
