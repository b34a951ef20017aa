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

use anyhow::Context;
use telaah::batch::{self, Outcome, Visitor};
use telaah::report::schema::Summary;
use telaah::{Analyzer, Settings};

use crate::Exit;
use crate::args::SharedArguments;
use crate::console::{Console, Watch};
use crate::output::WRITING;
use crate::setup;

/// Analyses all that the arguments name; `write` gets the bytes of the rows, in order.
fn run_batch<V: Visitor>(
    shared: &SharedArguments,
    settings: Settings,
    console: &Console,
    rows_go_to_terminal: bool,
    visitor: impl Fn() -> V + Sync,
    write: impl FnMut(&[u8]) -> io::Result<()>,
) -> anyhow::Result<Outcome<V>> {
    let sources = setup::sources(&shared.paths)?;
    let options = setup::input_options(&shared.input);
    let threads = setup::threads(shared);
    let analyzer = Analyzer::new(Settings { default_date: shared.input.date, ..settings });
    let mut watch = Watch::new(console, rows_go_to_terminal, write);
    let outcome = batch::run(&analyzer, sources, &options, threads, visitor, &mut watch).context(WRITING)?;
    drop(watch);
    console.sum_up(&outcome, threads);
    Ok(outcome)
}

/// The exit code that a run deserves.
fn exit_of<V>(outcome: &Outcome<V>) -> Exit {
    match (outcome.documents, outcome.failed, outcome.left_out.total()) {
        (_, 0, 0) => Exit::Done,
        (0, _, _) => Exit::Nothing,
        (_, 0, _) => Exit::Done,
        _ => Exit::SomeFailed,
    }
}

/// The sums, without the tables that a command gives as its rows.
fn summary<V>(outcome: &Outcome<V>) -> Summary<'static> {
    Summary {
        documents: outcome.documents,
        failed: outcome.failed,
        counts: outcome.counts,
        terms: None,
        people: None,
        countries: None,
        dates: None,
    }
}
