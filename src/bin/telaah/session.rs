//! A run over the documents that the arguments name, from the command line to the exit code.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ArgMatches;
use telaah::input::{self, InputOptions, Source};
use telaah::report::Row;
use telaah::report::rows::{InputRow, Summary, SummaryTotals};
use telaah::run::{Batch, Diagnostic, Event, Resumable, RunError, RunSummary, RunTotals, Visitor};
use telaah::{Analyzer, Settings, Stemming, StopWords};

use crate::Exit;
use crate::cli::args::{SharedArguments, is_typed};
use crate::cli::command::Context;
use crate::cli::hints::{Hinted, HintedError};
use crate::cli::messages::{Failure, Message, Result};
#[cfg(debug_assertions)]
use crate::fault::Fault;
use crate::report::Report;
use crate::resume::Resume;
use crate::setup::{self, OutputPlan};
use crate::ui::console::{Console, RunReporter};
use crate::ui::interrupt;

/// The checked arguments of a command that reads documents.
pub(crate) struct Session<'a> {
    pub(crate) console: &'a Console,
    pub(crate) plan: OutputPlan,
    pub(crate) stop_words: StopWords,
    shared: &'a SharedArguments,
    /// The arguments of the command that were typed.
    typed: &'a ArgMatches,
    /// The files that are read besides the documents.
    lists: Vec<PathBuf>,
    sources: Vec<Source>,
    pub(crate) options: InputOptions,
}

impl<'a> Session<'a> {
    /// Checks the arguments and calls the command; with `--dry-run`, lists the inputs instead.
    pub(crate) fn run(
        shared: &'a SharedArguments,
        context: Context<'a>,
        command: impl FnOnce(Self) -> Result<Exit>,
    ) -> Result<Exit> {
        let console = context.console;
        let plan = OutputPlan::new(&shared.output, context.typed)?;
        let lists = setup::lists(shared, context.given);
        if shared.input.choice.dry_run {
            return dry_run(shared, &plan, &lists, console);
        }
        let stop_words = setup::stop_words(&shared.stop_words, console)?;
        let (sources, mut options) = (setup::sources(shared)?, setup::input_options(&shared.input)?);
        plan.keep_from_inputs(&lists, &sources, &mut options)?;
        refuse_unsupported(&sources, &options, console)?;
        command(Self { console, plan, stop_words, shared, typed: context.typed, lists, sources, options })
    }

    /// The same over other inputs.
    pub(crate) fn over<'b>(&self, shared: &'b SharedArguments) -> Result<Session<'b>>
    where
        'a: 'b,
    {
        let (sources, mut options) = (setup::sources(shared)?, self.options.clone());
        self.plan.keep_from_inputs(&self.lists, &sources, &mut options)?;
        refuse_unsupported(&sources, &options, self.console)?;
        let (plan, stop_words, lists) = (self.plan.clone(), self.stop_words.clone(), self.lists.clone());
        Ok(Session { console: self.console, plan, stop_words, shared, typed: self.typed, lists, sources, options })
    }

    /// Whether an option was typed: not set in a file or the environment, and not the default.
    pub(crate) fn is_typed(&self, id: &str) -> bool {
        is_typed(self.typed, id)
    }

    /// The parts of a run with these settings.
    fn parts(&self, mut settings: Settings) -> (InputOptions, usize, Analyzer) {
        let options = self.options.clone();
        settings.default_date = self.shared.input.date;
        settings.datelines |= options.filter.since.is_some() || options.filter.until.is_some();
        (options, setup::threads(self.shared), analyzer(settings))
    }

    fn batch<'b>(&self, analyzer: &'b Analyzer, options: &'b InputOptions, threads: usize) -> Batch<'b> {
        let batch = Batch::new(analyzer, self.sources.clone(), options).threads(threads);
        match self.shared.max_document_time {
            0 => batch,
            seconds => batch.max_document_time(Duration::from_secs(seconds)),
        }
    }

    /// Opens the output for one table.
    pub(crate) fn report(&self) -> Result<Report> {
        Report::of_table(&self.plan, self.console)
    }

    /// The plan of a further table, in CSV or in the format of its extension.
    ///
    /// # Errors
    /// The file is an input, or the output.
    pub(crate) fn plan_of_table(&self, path: &Path) -> Result<OutputPlan> {
        let plan = self.plan.for_table(path)?;
        plan.keep_from_inputs(&self.lists, &self.sources, &mut self.options.clone())?;
        Ok(plan)
    }

    /// Analyzes all documents, and writes a table of the rows that the visitors write.
    pub(crate) fn write_rows<R: Row, V: Visitor>(
        &self,
        settings: Settings,
        mut report: Report,
        visitor: impl Fn() -> V + Sync,
    ) -> Result<Exit> {
        report.begin(R::TABLE)?;
        let is_on_terminal = report.is_on_terminal();
        let outcome = self.analyze(settings, is_on_terminal, visitor, |rows| report.write(rows))?;
        self.finish(report, &outcome.sums)
    }

    /// Ends the output, and returns the exit code of the run.
    pub(crate) fn finish(&self, report: Report, sums: &RunTotals) -> Result<Exit> {
        self.finish_with(report, &summary(sums), sums)
    }

    /// Ends the output with the command's summary, and returns the exit code of the run.
    pub(crate) fn finish_with(&self, report: Report, summary: &Summary<'_>, sums: &RunTotals) -> Result<Exit> {
        report.finish(Some(summary), self.console)?;
        Ok(exit_of(sums))
    }

    /// A stemming whose groups have no stop words, although these count.
    pub(crate) fn hiding_stop_words(&self, stemming: Stemming) -> Stemming {
        Stemming { hidden: self.stop_words.clone(), ..stemming }
    }

    /// The first input that cannot be read twice: standard input, a pipe or a device.
    pub(crate) fn only_once(&self) -> Option<&Source> {
        let is_pipe = |path: &Path| fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir());
        self.sources.iter().find(|source| !matches!(source, Source::Path(path) if !is_pipe(path)))
    }

    /// Analyzes all documents. `write` gets the bytes that the visitors write, in the order of the input.
    pub(crate) fn analyze<V: Visitor>(
        &self,
        settings: Settings,
        is_on_terminal: bool,
        visitor: impl Fn() -> V + Sync,
        write: impl FnMut(&[u8]) -> io::Result<()>,
    ) -> Result<RunSummary<V>> {
        let (mut options, threads, analyzer) = self.parts(settings);
        let mut reporter = RunReporter::new(self.console, is_on_terminal, write);
        options.progress = reporter.measure(&self.sources, &options);
        let batch = self.batch(&analyzer, &options, threads);
        let outcome = batch.run(visitor, &mut |event| reporter.handle(event)).map_err(Failure::run)?;
        drop(reporter);
        self.console.sum_up(&outcome.sums, 0, threads);
        Ok(outcome)
    }

    /// Analyzes all documents before or after another run over them, which reports what is wrong with them. `write` gets the bytes that the
    /// visitors write, in the order of the input.
    pub(crate) fn analyze_quietly<V: Visitor>(
        &self,
        settings: Settings,
        visitor: impl Fn() -> V + Sync,
        write: impl FnMut(&[u8]) -> io::Result<()>,
    ) -> Result<RunSummary<V>> {
        let (mut options, threads, analyzer) = self.parts(settings);
        let mut reporter = RunReporter::new(self.console, false, write);
        options.progress = reporter.measure(&self.sources, &options);
        let batch = self.batch(&analyzer, &options, threads);
        let outcome = batch.run(visitor, &mut |event| match event {
            Event::Diagnostic(_) => Ok(()),
            _ => reporter.handle(event),
        });
        outcome.map_err(Failure::run)
    }

    /// Analyzes all documents until `write` returns false. Then the rest of the input is not read, and the result is the exit code for what was,
    /// which does not depend on the number of threads.
    pub(crate) fn analyze_while<V: Visitor>(
        &self,
        settings: Settings,
        is_on_terminal: bool,
        visitor: impl Fn() -> V + Sync,
        mut write: impl FnMut(&[u8]) -> io::Result<bool>,
    ) -> Result<std::result::Result<RunSummary<V>, Exit>> {
        let (mut options, threads, analyzer) = self.parts(settings);
        let mut is_ended = false;
        let write = |rows: &[u8]| {
            is_ended = !write(rows)?;
            if is_ended { Err(io::ErrorKind::Interrupted.into()) } else { Ok(()) }
        };
        let mut reporter = RunReporter::new(self.console, is_on_terminal, write);
        options.progress = reporter.measure(&self.sources, &options);
        let mut has_failed = false;
        let outcome = self.batch(&analyzer, &options, threads).run(visitor, &mut |event| {
            has_failed |= matches!(event, Event::Diagnostic(Diagnostic::Error(_)));
            reporter.handle(event)
        });
        drop(reporter);
        match outcome {
            Err(RunError::Output(_)) if is_ended => Ok(Err(if has_failed { Exit::SomeFailed } else { Exit::Done })),
            outcome => {
                let outcome = outcome.map_err(Failure::run)?;
                self.console.sum_up(&outcome.sums, 0, threads);
                Ok(Ok(outcome))
            }
        }
    }

    /// Does the same in a run that can be resumed. The totals include those of the finished part; `write` receives the other rows.
    pub(crate) fn analyze_resumable<V: Resumable>(
        &self,
        settings: Settings,
        resume: &mut Resume,
        visitor: impl Fn() -> V + Sync,
        write: impl FnMut(&[u8]) -> io::Result<()>,
    ) -> Result<RunSummary<V>> {
        let (mut options, threads, analyzer) = self.parts(settings);
        resume.note_position(self.console);
        let before = *resume.checkpoint.totals();
        let mut reporter = RunReporter::new(self.console, false, write).starting_at(before.documents);
        options.progress = reporter.measure(&self.sources, &options);
        let batch = self.batch(&analyzer, &options, threads).interrupt(interrupt::deferred());
        let batch = batch.checkpoint(&mut resume.checkpoint);
        let summary = batch.and_then(|batch| batch.run(visitor, &mut |event| reporter.handle(event)));
        drop(reporter);
        let summary = summary.map_err(|error| resume.error(error, self.console))?;
        self.console.sum_up(&summary.sums, before.counts.bytes, threads);
        Ok(summary)
    }

    /// Refuses runs that cannot be resumed.
    pub(crate) fn check_resumable(&self) -> Result<()> {
        if !self.plan.is_folder() {
            return Err(Message::ResumeNeedsFolder.into());
        }
        match self.only_once() {
            None => Ok(()),
            Some(Source::Path(path)) => Err(Message::ResumePipe { path: path.clone() }.into()),
            Some(_) => Err(Message::ResumeStdin.into()),
        }
    }
}

#[cfg(not(debug_assertions))]
fn analyzer(settings: Settings) -> Analyzer {
    Analyzer::new(settings)
}

#[cfg(debug_assertions)]
fn analyzer(settings: Settings) -> Analyzer {
    let builder = Analyzer::builder().settings(settings);
    match Fault::requested() {
        None => builder.build(),
        Some(fault) => builder.recognizer(move |_| Box::new(fault)).build(),
    }
}

/// Refuses inputs in formats that can't be read, before anything is analysed.
fn refuse_unsupported(sources: &[Source], options: &InputOptions, console: &Console) -> Result<()> {
    let mut errors = input::unsupported(sources, options);
    let Some(last) = errors.pop() else { return Ok(()) };
    errors.iter().for_each(|error| console.error(&Hinted::error(error)));
    Err(HintedError(last).into())
}

/// Lists the files that would be read.
fn dry_run(shared: &SharedArguments, plan: &OutputPlan, lists: &[PathBuf], console: &Console) -> Result<Exit> {
    let (sources, mut options) = (setup::sources(shared)?, setup::input_options(&shared.input)?);
    plan.keep_from_inputs(lists, &sources, &mut options)?;
    let mut report = Report::of_table(plan, console)?;
    report.begin(InputRow::TABLE)?;
    let (mut files, mut failed) = (0_u64, 0_u64);
    let mut result = Ok(());
    let skipped_files = input::dry_run(sources, &options, &mut |surveyed| match surveyed {
        Ok(file) => {
            files += 1;
            let row = InputRow {
                path: &file.name,
                format: file.format,
                packing: file.compression,
                encoding: file.encoding.as_deref(),
                bytes: file.bytes,
            };
            if result.is_ok() {
                result = report.rows([row]);
            }
        }
        Err(error) => {
            failed += 1;
            console.error(&Hinted::error(&error));
        }
    });
    result?;
    report.finish(None, console)?;
    console.skipped_files(skipped_files);
    Ok(match (files, failed) {
        (_, 0) => Exit::Done,
        (0, _) => Exit::Nothing,
        _ => Exit::SomeFailed,
    })
}

/// The exit code of a run.
pub(crate) fn exit_of(sums: &RunTotals) -> Exit {
    match (sums.documents + sums.skipped.total(), sums.failed, sums.skipped_files.total()) {
        // Nothing was found, or what was read is empty.
        (0, failed, skipped) if failed == sums.empty && (failed > 0 || skipped == 0) => Exit::SomeFailed,
        (0, _, _) => Exit::Nothing,
        (_, 0, _) => Exit::Done,
        _ => Exit::SomeFailed,
    }
}

/// The summary of a run, without the tables that a command writes as its rows.
pub(crate) fn summary(sums: &RunTotals) -> Summary<'static> {
    let totals = SummaryTotals {
        documents: sums.documents,
        failed: sums.failed,
        not_chosen: sums.skipped.total(),
        duplicates: sums.duplicates,
        other_encodings: sums.other_encodings,
        garbled: sums.mojibake,
        counts: sums.counts,
    };
    Summary { totals, ..Summary::default() }
}
