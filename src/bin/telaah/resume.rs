//! `--resume`: a run into a folder of tables that can be resumed after an interruption.
//!
//! Everything that such a run needs is in `.telaah-resume/` in the folder of the tables: the checkpoint, and the tables that are being
//! written. It is removed when the tables have their final names.

use std::fs;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use telaah::Settings;
use telaah::report::format::Format;
use telaah::run::RunError;
use telaah::run::checkpoint::{Checkpoint, CheckpointError};
use telaah::run::fingerprint::{Difference, RunFingerprint, hash_hex};

use crate::cli::config::NO_SETTINGS;
use crate::cli::messages::{Context as _, Failure, List, Message, OptionDifference, Result, ResumeMessage};
use crate::ui::console::Console;
use crate::ui::interrupt;

/// The name of the folder in the folder of the tables.
const FOLDER: &str = ".telaah-resume";

/// The file of an interrupted run of version 0.1.
const OLD_JOURNAL: &str = "journal";

/// Options that do not change the tables, besides those that are not settings.
const NOT_IN_FINGERPRINT: [&str; 2] = ["threads", "bars"];

/// The options of a command that its tables depend on, as they were typed or configured.
pub(crate) fn options(command: Option<&clap::Command>, matches: &ArgMatches) -> RunFingerprint {
    let is_ignored = |name: &str| {
        // The paths of a list are inputs; `--format` is added as it is in effect.
        NOT_IN_FINGERPRINT.contains(&name) || NO_SETTINGS.contains(&name) || name == "format"
    };
    let mut given = RunFingerprint::default();
    for option in command.into_iter().flat_map(clap::Command::get_arguments) {
        let name = match option.get_long() {
            Some(long) if is_ignored(long) => continue,
            Some(long) => format!("--{long}"),
            None => "PATH".to_owned(),
        };
        let values = matches.try_get_raw(option.get_id().as_str()).ok().flatten();
        let values: Vec<String> = values.into_iter().flatten().map(|value| quoted(&value.to_string_lossy())).collect();
        given.push(name, values.join(" "));
    }
    given
}

/// A value as it would be typed, so that several in a row stay distinct.
fn quoted(value: &str) -> String {
    let is_plain = !value.is_empty() && !value.contains(|c: char| c.is_whitespace() || matches!(c, '\'' | '"'));
    if is_plain { value.to_owned() } else { format!("{value:?}") }
}

/// Everything that the tables depend on besides the inputs.
pub(crate) fn fingerprint(options: &RunFingerprint, format: &Format, settings: &Settings) -> Result<RunFingerprint> {
    let mut words = String::new();
    for word in settings.stop_words.iter() {
        words.push_str(word);
        words.push('\n');
    }
    let names: String =
        settings.aliases.sorted().into_iter().flat_map(|(name, entity)| [name, "\t", entity, "\n"]).collect();
    // The model, the lists and the rules are in the program, and may change while its version does not.
    let program = std::env::current_exe().and_then(fs::read).context(ResumeMessage::CannotReadProgram)?;
    let mut fingerprint = RunFingerprint::default();
    fingerprint.push("telaah", format!("{} ({})", env!("CARGO_PKG_VERSION"), hash_hex(&program)));
    fingerprint.push("--format", format.name);
    fingerprint.push("stop words", hash_hex(words.as_bytes()));
    fingerprint.push("names", hash_hex(names.as_bytes()));
    fingerprint.extend(options.clone());
    Ok(fingerprint)
}

/// Prints a note if the folder holds an interrupted run, which is left as it is.
pub(crate) fn note_interrupted(goal: &Path, console: &Console) {
    let folder = goal.join(FOLDER);
    if folder.exists() {
        console.note(&ResumeMessage::InterruptedRunKept { folder });
    }
}

/// A run that can be resumed.
pub(crate) struct Resume {
    folder: PathBuf,
    pub(crate) checkpoint: Checkpoint,
}

impl Resume {
    /// Opens the checkpoint in the folder of the tables, which is created if it does not exist.
    pub(crate) fn open(goal: &Path, fingerprint: RunFingerprint) -> Result<Self> {
        let folder = goal.join(FOLDER);
        for folder in [goal, &folder] {
            match fs::create_dir(folder) {
                Err(error) if !folder.is_dir() => {
                    return Err(error).context(Message::CannotWriteFolder { path: folder.display().to_string() });
                }
                _ => {}
            }
        }
        // The files in its target belong to another directory, and would be removed at the end.
        if fs::symlink_metadata(&folder).is_ok_and(|metadata| metadata.is_symlink()) {
            return Err(ResumeMessage::FolderIsLink { folder }.into());
        }
        let journal = folder.join(OLD_JOURNAL);
        if journal.exists() {
            return Err(ResumeMessage::OldJournal { path: journal, folder }.into());
        }
        let checkpoint = Checkpoint::open(&folder, fingerprint).map_err(|error| refused(error, &folder))?;
        Ok(Self { folder, checkpoint })
    }

    /// The folder for the tables while they are written.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Documents that are finished, with those that failed.
    fn documents(&self) -> u64 {
        self.checkpoint.totals().documents + self.checkpoint.totals().failed
    }

    /// Prints where the run resumes, if it does.
    pub(crate) fn note_position(&self, console: &Console) {
        if self.checkpoint.ended_abruptly() {
            console.note(&ResumeMessage::EndedAbruptly);
        }
        if self.checkpoint.is_new() {
            return;
        }
        let (documents, failed) = (self.documents(), self.checkpoint.totals().failed);
        console.note(&ResumeMessage::Resuming { documents });
        if failed > 0 {
            console.note(&ResumeMessage::FailedBefore { failed });
        }
    }

    /// The error to report for that of a run. If it was interrupted, prints its position and ends the program.
    pub(crate) fn error(&self, error: RunError, console: &Console) -> Failure {
        match error {
            RunError::Interrupted => {
                console.warn(&ResumeMessage::Interrupted { documents: self.documents() });
                interrupt::exit()
            }
            RunError::InputChanged { .. }
            | RunError::InputReplaced { .. }
            | RunError::InputsMissing
            | RunError::InputsChanged => {
                ResumeMessage::CannotResume { folder: self.folder.clone(), reason: error }.into()
            }
            error => Failure::run(error),
        }
    }

    /// Removes the folder, when the tables are complete.
    pub(crate) fn finish(self) -> Result<()> {
        let Self { folder, checkpoint } = self;
        drop(checkpoint);
        fs::remove_dir_all(&folder).context(ResumeMessage::CannotRemove { path: folder })
    }
}

/// The failure to open a checkpoint, with what to do.
fn refused(error: CheckpointError, folder: &Path) -> Failure {
    let folder = folder.to_owned();
    match error {
        CheckpointError::OtherRun { differences, .. } => {
            let differences = List(differences.iter().map(difference).collect());
            ResumeMessage::OtherOptions { folder, differences }.into()
        }
        CheckpointError::InUse { .. } => ResumeMessage::CheckpointInUse { folder }.into(),
        error @ (CheckpointError::Invalid { .. } | CheckpointError::OtherFormat { .. }) => {
            ResumeMessage::BadCheckpoint { error, folder }.into()
        }
        error => error.into(),
    }
}

fn difference(difference: &Difference) -> OptionDifference {
    let Difference { name, then, now, .. } = difference.clone();
    match (then.filter(|then| !then.is_empty()), now.filter(|now| !now.is_empty())) {
        (Some(then), Some(now)) => OptionDifference::Changed { name, then, now },
        (Some(then), None) => OptionDifference::Unset { name, then },
        (None, now) => OptionDifference::Set { name, now: now.unwrap_or_default() },
    }
}
