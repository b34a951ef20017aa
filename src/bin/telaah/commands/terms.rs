//! `telaah terms`.

use regex::Regex;
use telaah::report::schema::{DocumentTermRow, TermRow};
use telaah::report::{PerMillion, TermFilter, TermRows, Totals};
use telaah::{Settings, TermCounts};

use crate::Exit;
use crate::cli::args::TermsArguments;
use crate::commands::{dry_run, exit_of, run_batch, summary};
use crate::rows::Rows;
use crate::setup::{self, OutputPlan};
use crate::ui::console::Console;

pub(crate) fn run(arguments: &TermsArguments, console: &Console) -> anyhow::Result<Exit> {
    let shared = &arguments.shared;
    let plan = OutputPlan::new(&shared.output)?;
    if shared.input.choice.dry_run {
        return dry_run(shared, &plan, console);
    }
    let stop_words = setup::stop_words(&shared.stop_words, console)?;
    setup::check_sources(shared)?;
    let settings = Settings {
        kinds: Vec::new(),
        terms: Some(setup::term_options(&arguments.terms)),
        stop_words,
        ..Settings::default()
    };
    let choice = TermFilter {
        top: arguments.terms.top.unwrap_or(plan.usual_top()),
        min_count: arguments.terms.min_count,
        pattern: arguments.pattern.clone(),
    };
    let encoder = plan.encoder();
    if arguments.by_document {
        let mut rows = Rows::begin::<DocumentTermRow<'_>>(&plan, console)?;
        let visitor = || TermRows { encoder, choice: choice.clone() };
        let outcome = run_batch(shared, settings, console, rows.go_to_terminal(), visitor, |bytes| rows.write(bytes))?;
        rows.end(Some(&summary(&outcome.sums)), console)?;
        return Ok(exit_of(&outcome.sums));
    }
    let mut rows = Rows::begin::<TermRow<'_>>(&plan, console)?;
    let outcome = run_batch(shared, settings, console, false, || Totals, |_| Ok(()))?;
    let (exit, summary) = (exit_of(&outcome.sums), summary(&outcome.sums));
    let counts = outcome.terms.unwrap_or_default();
    let mut ranking = term_rows(&counts, choice.top, choice.min_count, choice.pattern.as_ref()).peekable();
    rows.set_most(ranking.peek().map(|row| row.count));
    rows.write_all(encoder, ranking)?;
    rows.end(Some(&summary), console)?;
    Ok(exit)
}

pub(crate) fn term_rows<'a>(
    counts: &'a TermCounts,
    top: usize,
    min_count: u64,
    pattern: Option<&Regex>,
) -> impl Iterator<Item = TermRow<'a>> + use<'a> {
    let words = counts.words();
    let ranking = counts.ranking(top, min_count, |term| pattern.is_none_or(|p| p.is_match(term)));
    (1..).zip(ranking).map(move |(rank, (term, totals))| TermRow {
        rank,
        term,
        count: totals.count,
        documents: totals.documents,
        per_million: PerMillion::new(totals.count, words),
    })
}
