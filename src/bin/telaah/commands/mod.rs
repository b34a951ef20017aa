//! One module a command.

pub(crate) mod analyze;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod entities;
pub(crate) mod man;
pub(crate) mod overview;
pub(crate) mod stopwords;
pub(crate) mod terms;
pub(crate) mod tokens;

use std::io;

use telaah::input::{self, InputOptions, Source};
use telaah::report::schema::{InputRow, Summary};
use telaah::run::{Batch, Resumable, RunSummary, RunTotals, Visitor};
use telaah::{Analyzer, Settings};

use crate::Exit;
use crate::cli::args::SharedArguments;
use crate::resume::Resume;
use crate::rows::Rows;
use crate::setup::{self, OutputPlan};
use crate::ui::console::{Console, RunReporter};
use crate::ui::interrupt;

/// Analyses all that the arguments name; `write` gets the bytes of the rows, in order.
fn run_batch<V: Visitor>(
    shared: &SharedArguments,
    settings: Settings,
    console: &Console,
    rows_go_to_terminal: bool,
    visitor: impl Fn() -> V + Sync,
    write: impl FnMut(&[u8]) -> io::Result<()>,
) -> anyhow::Result<RunSummary<V>> {
    let RunParts { sources, mut options, threads, analyzer } = RunParts::new(shared, settings)?;
    let mut reporter = RunReporter::new(console, rows_go_to_terminal, write);
    options.progress = reporter.measure(&sources, &options);
    let batch = Batch::new(&analyzer, sources, &options).threads(threads);
    let outcome = batch.run(visitor, &mut |event| reporter.handle(event))?;
    drop(reporter);
    console.sum_up(&outcome.sums, 0, threads);
    Ok(outcome)
}

/// The parts of a run.
struct RunParts {
    sources: Vec<Source>,
    options: InputOptions,
    threads: usize,
    analyzer: Analyzer,
}

impl RunParts {
    fn new(shared: &SharedArguments, settings: Settings) -> anyhow::Result<Self> {
        let sources = setup::sources(shared)?;
        let options = setup::input_options(&shared.input)?;
        let datelines = options.filter.since.is_some() || options.filter.until.is_some();
        let analyzer = Analyzer::new(Settings { default_date: shared.input.date, datelines, ..settings });
        Ok(Self { sources, options, threads: setup::threads(shared), analyzer })
    }
}

/// Analyses everything that the arguments name, in a run that can be resumed. The totals include those of the finished part; `write`
/// receives the other rows.
fn run_resumable<V: Resumable>(
    shared: &SharedArguments,
    settings: Settings,
    console: &Console,
    resume: &mut Resume,
    visitor: impl Fn() -> V + Sync,
    write: impl FnMut(&[u8]) -> io::Result<()>,
) -> anyhow::Result<RunSummary<V>> {
    let RunParts { sources, mut options, threads, analyzer } = RunParts::new(shared, settings)?;
    resume.note_position(console);
    let before = *resume.checkpoint.totals();
    let mut reporter = RunReporter::new(console, false, write).starting_at(before.documents);
    options.progress = reporter.measure(&sources, &options);
    let batch = Batch::new(&analyzer, sources, &options).threads(threads).interrupt(interrupt::deferred());
    let batch = batch.checkpoint(&mut resume.checkpoint);
    let summary = batch.and_then(|batch| batch.run(visitor, &mut |event| reporter.handle(event)));
    drop(reporter);
    let summary = summary.map_err(|error| resume.error(error, console))?;
    console.sum_up(&summary.sums, before.counts.bytes, threads);
    Ok(summary)
}

/// Lists what would be read.
fn dry_run(shared: &SharedArguments, plan: &OutputPlan, console: &Console) -> anyhow::Result<Exit> {
    let (sources, options) = (setup::sources(shared)?, setup::input_options(&shared.input)?);
    let mut rows = Rows::begin::<InputRow<'_>>(plan, console)?;
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
                result = rows.write_all(plan.encoder(), [row]);
            }
        }
        Err(error) => {
            failed += 1;
            console.error(&error);
        }
    });
    result?;
    rows.end(None, console)?;
    console.skipped_files(skipped_files);
    Ok(match (files, failed) {
        (_, 0) => Exit::Done,
        (0, _) => Exit::Nothing,
        _ => Exit::SomeFailed,
    })
}

/// The exit code that a run deserves.
fn exit_of(sums: &RunTotals) -> Exit {
    match (sums.documents + sums.skipped.total(), sums.failed, sums.skipped_files.total()) {
        (_, 0, 0) => Exit::Done,
        (0, _, _) => Exit::Nothing,
        (_, 0, _) => Exit::Done,
        _ => Exit::SomeFailed,
    }
}

/// The sums, without the tables that a command gives as its rows.
fn summary(sums: &RunTotals) -> Summary<'static> {
    Summary {
        documents: sums.documents,
        failed: sums.failed,
        not_chosen: sums.skipped.total(),
        duplicates: sums.duplicates,
        other_encodings: sums.other_encodings,
        garbled: sums.mojibake,
        counts: sums.counts,
        terms: None,
        people: None,
        countries: None,
        dates: None,
    }
}
