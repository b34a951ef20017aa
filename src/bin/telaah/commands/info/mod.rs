//! `telaah info`.

mod page;

use clap::Args;
use telaah::message::Wording;
use telaah::report::rows::{Info as InfoCounts, InfoTotals};
use telaah::run::RunSummary;
use telaah::{Settings, StopWords, TermOptions};

use crate::Exit;
use crate::cli::args::{SharedArguments, top};
use crate::cli::command::{Command, Context, Example, example};
use crate::cli::language::help;
use crate::cli::messages::Result;
use crate::session::{Session, exit_of};
use crate::ui::page::Page;
use crate::ui::table::TABLE;

#[derive(Debug, Args)]
pub(crate) struct Info {
    #[command(flatten)]
    shared: SharedArguments,
    #[arg(long, value_name = "N", value_parser = top, help_heading = help("Output", "Keluaran"), help = help(
        "At most N sources; 0 means all [default: 25 in a table, otherwise all]",
        "Paling banyak N sumber; 0: semua [bawaan: 25 dalam tabel, selain itu semua]"))]
    top: Option<usize>,
}

impl Command for Info {
    const NAME: &'static str = "info";

    const ABOUT: Wording = Wording {
        en: "Show what a collection contains: dates, sources, sizes, duplicates, encodings, failures",
        id: "Tampilkan isi kumpulan dokumen: tanggal, sumber, ukuran, artikel kembar, pengodean, kegagalan",
    };

    const EXAMPLES: &'static [Example] = &[
        example("telaah info samples/"),
        example("telaah info --dedup samples/"),
        example("telaah info --format csv samples/"),
    ];

    fn run(&self, context: Context<'_>) -> Result<Exit> {
        Session::run(&self.shared, context, |session| {
            let (plan, console) = (&session.plan, session.console);
            let top = self.top.unwrap_or(plan.usual_top());
            if plan.format == &TABLE {
                let mut page = Page::open(plan, console)?;
                let (outcome, totals) = count(&session)?;
                page::write(&mut page, &outcome.visitor.rows(totals, top), outcome.visitor.source_count());
                page.finish(plan, console)?;
                return Ok(exit_of(&outcome.sums));
            }
            let mut report = session.report()?;
            let (outcome, totals) = count(&session)?;
            report.table(outcome.visitor.rows(totals, top))?;
            session.finish(report, &outcome.sums)
        })
    }
}

/// Reads the collection.
fn count(session: &Session<'_>) -> Result<(RunSummary<InfoCounts>, InfoTotals)> {
    let mut settings = Settings::default();
    settings.kinds.clear();
    settings.stop_words = StopWords::none();
    settings.datelines = true;
    // All words are terms.
    let mut words = TermOptions::default();
    words.keep_boilerplate = true;
    settings.terms = Some(words);
    let outcome = session.analyze(settings, false, InfoCounts::default, |_| Ok(()))?;
    let sums = &outcome.sums;
    let totals = InfoTotals {
        types: outcome.terms.as_ref().map_or(0, |terms| terms.len() as u64),
        failed: sums.failed,
        garbled: sums.mojibake,
        near_duplicates: session.options.deduplicate.then_some(sums.duplicates),
    };
    Ok((outcome, totals))
}
