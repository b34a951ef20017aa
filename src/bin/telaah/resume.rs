//! `--resume`: a run into a folder that can be gone on with.
//!
//! All that such a run needs is in the folder of the reports, in `.telaah-resume/`: the journal, and the tables that are being
//! written. It goes away when the reports are there.

use std::cell::RefCell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, anyhow};
use clap::ArgMatches;
use telaah::StopWords;
use telaah::entities::EntityTotals;
use telaah::report::{DocumentReports, Format};
use telaah::run::journal::{Difference, Heading, Journal, JournalError, Replay};
use telaah::run::{Done, Event, Pace, RunError, RunSummary, Step};
use twox_hash::XxHash3_64;

use crate::cli::command_line::whole_command_line;
use crate::cli::config::NO_SETTINGS;
use crate::ui::console::Console;

/// In the folder of the reports.
const FOLDER: &str = ".telaah-resume";

/// In that folder.
const JOURNAL: &str = "journal";

/// What is done anew at most is a step: a moment, or so long that the journal costs little.
const PACE: Pace = Pace { least: Duration::from_millis(100), share: 50 };

/// Options that change nothing in the reports, beside those that are no settings.
const SHAPELESS: [&str; 2] = ["threads", "bars"];

/// What the reports depend on besides the inputs, as it was typed or set: the options of `analyze`, by their names.
pub(crate) fn given(matches: &ArgMatches) -> Heading {
    let line = whole_command_line();
    let is_shapeless = |name: &str| {
        // The paths of a list are inputs; `--format` may be typed or not.
        SHAPELESS.contains(&name) || NO_SETTINGS.contains(&name) || name == "format"
    };
    let options = line.find_subcommand("analyze").into_iter().flat_map(clap::Command::get_arguments);
    let mut given = Heading::new();
    for option in options {
        let name = match option.get_long() {
            Some(long) if is_shapeless(long) => continue,
            Some(long) => format!("--{long}"),
            None => "PATH".to_owned(),
        };
        let values = matches.try_get_raw(option.get_id().as_str()).ok().flatten();
        let values: Vec<String> = values.into_iter().flatten().map(|value| quoted(&value.to_string_lossy())).collect();
        given.push((name, values.join(" ")));
    }
    given
}

/// A value as it would be typed, so that several can be told apart.
fn quoted(value: &str) -> String {
    let is_plain = !value.is_empty() && !value.contains(|c: char| c.is_whitespace() || matches!(c, '\'' | '"'));
    if is_plain { value.to_owned() } else { format!("{value:?}") }
}

/// All that the reports depend on besides the inputs.
pub(crate) fn heading(given: &Heading, format: Format, stop_words: &StopWords) -> anyhow::Result<Heading> {
    let mut words = String::new();
    for word in stop_words.iter() {
        words.push_str(word);
        words.push('\n');
    }
    // The model, the lists and the rules are in the program, and may change while its version does not.
    let program = std::env::current_exe().and_then(fs::read).context("can't read the program itself")?;
    let mut heading = vec![
        ("telaah".to_owned(), format!("{} ({:016x})", env!("CARGO_PKG_VERSION"), hash(&program))),
        ("--format".to_owned(), format.name().to_owned()),
        ("stop words".to_owned(), format!("{:016x}", hash(words.as_bytes()))),
    ];
    heading.extend(given.iter().cloned());
    Ok(heading)
}

fn hash(bytes: &[u8]) -> u64 {
    XxHash3_64::oneshot(bytes)
}

/// Says that an interrupted run is left where it is.
pub(crate) fn note_interrupted(goal: &Path, console: &Console) {
    let folder = goal.join(FOLDER);
    if folder.join(JOURNAL).exists() {
        console.note(&format_args!(
            "{} is of an interrupted run, which --resume goes on with; this one begins anew",
            folder.display()
        ));
    }
}

/// A run that can be gone on with.
pub(crate) struct Resume {
    folder: PathBuf,
    journal: RefCell<Journal>,
}

impl Resume {
    /// Opens the journal in the folder of the reports, which is made if it is not there.
    pub(crate) fn open(goal: &Path, heading: &Heading) -> anyhow::Result<Self> {
        let folder = goal.join(FOLDER);
        for folder in [goal, &folder] {
            match fs::create_dir(folder) {
                Err(error) if !folder.is_dir() => {
                    return Err(error).with_context(|| format!("can't write to the folder {}", folder.display()));
                }
                _ => {}
            }
        }
        let journal = Journal::open(&folder.join(JOURNAL), heading).map_err(|error| refused(error, &folder))?;
        let resume = Self { folder, journal: RefCell::new(journal) };
        resume.clear().with_context(|| format!("can't write to the folder {}", resume.folder.display()))?;
        Ok(resume)
    }

    /// Removes the tables that a run which was ended at once could not remove.
    fn clear(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let name = entry.file_name();
            if name.as_encoded_bytes().starts_with(b".telaah-") && entry.file_type()?.is_dir() {
                fs::remove_dir_all(entry.path())?;
            }
        }
        Ok(())
    }

    /// Where tables are written before they get their names.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// What was done before: its rows go to `rows`, and what failed is said again.
    pub(crate) fn replay(
        &self,
        console: &Console,
        rows: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> anyhow::Result<(Done, RunSummary<EntityTotals>)> {
        let mut journal = self.journal.borrow_mut();
        let is_new = journal.is_empty();
        let path = journal.path().to_owned();
        let replayed = journal.replay(&mut Said { console, rows });
        let (done, outcome) = replayed.with_context(|| format!("reading {}", path.display()))?;
        if !is_new {
            let documents = outcome.sums.documents + outcome.sums.failed;
            console.note(&format_args!("going on with the interrupted run, behind {documents} documents"));
        }
        Ok((done, outcome))
    }

    /// The pace, and what keeps a step.
    pub(crate) fn keep(&self) -> (Pace, impl FnMut(Step<'_, DocumentReports>) -> io::Result<()>) {
        (PACE, |step: Step<'_, DocumentReports>| self.journal.borrow_mut().step(step))
    }

    /// Stores an event of the run in the journal.
    pub(crate) fn record(&self, event: &Event<'_>) -> io::Result<()> {
        self.journal.borrow_mut().record(event)
    }

    /// Why the run ended.
    pub(crate) fn ended(&self, error: RunError) -> anyhow::Error {
        match error {
            error @ RunError::Output(_) => anyhow::Error::new(error),
            error => anyhow!(
                "can't go on with the interrupted run: {error} (remove {} to begin anew)",
                self.folder.display()
            ),
        }
    }

    /// Removes what is no longer needed: the reports are there.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        let Self { folder, journal } = self;
        drop(journal);
        fs::remove_dir_all(&folder).with_context(|| format!("can't remove {}", folder.display()))
    }
}

/// Why a journal can't be had, and what to do.
fn refused(error: JournalError, folder: &Path) -> anyhow::Error {
    let folder = folder.display();
    match error {
        JournalError::Other { differences, .. } => {
            let said: Vec<String> = differences.iter().map(difference).collect();
            anyhow!(
                "can't go on with the interrupted run, which was told otherwise: {}; tell it the same again, or remove {folder} to \
                 begin anew",
                said.join("; ")
            )
        }
        JournalError::InUse { .. } => anyhow!("another telaah is writing to {folder}"),
        JournalError::NoJournal { path } => {
            anyhow!("{} is no journal of telaah: remove {folder} to begin anew", path.display())
        }
        error => anyhow::Error::new(error),
    }
}

fn difference(difference: &Difference) -> String {
    let Difference { name, then, now } = difference;
    let value = |value: &Option<String>| match value.as_deref() {
        None | Some("") => "nothing".to_owned(),
        Some(value) => value.to_owned(),
    };
    format!("{name} was {} then and is {} now", value(then), value(now))
}

/// Says again what was said.
struct Said<'a> {
    console: &'a Console,
    rows: &'a mut dyn FnMut(&[u8]) -> io::Result<()>,
}

impl Replay for Said<'_> {
    fn rows(&mut self, bytes: &[u8]) -> io::Result<()> {
        (self.rows)(bytes)
    }

    fn failed(&mut self, document: &str, problem: &str) {
        let problem = self.console.language().say(problem);
        self.console.error(&format_args!("{document}: {problem}"));
    }

    fn warning(&mut self, warning: &str) {
        self.console.warn(&warning);
    }
}
