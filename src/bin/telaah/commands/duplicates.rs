//! `telaah duplicates`.

use clap::Args;
use telaah::Settings;
use telaah::message::Wording;
use telaah::report::Row;
use telaah::report::rows::{DuplicateGroups, DuplicateRow, SignedArticles};

use crate::Exit;
use crate::cli::args::{SharedArguments, is_typed, similarity};
use crate::cli::command::{Command, Context, Example, example};
use crate::cli::language::help;
use crate::cli::messages::{Message, Result};
use crate::session::Session;

#[derive(Debug, Args)]
pub(crate) struct Duplicates {
    #[command(flatten)]
    shared: SharedArguments,
    #[arg(long, value_name = help("SIMILARITY", "KEMIRIPAN"), default_value = "0.8", value_parser = similarity, help_heading = help("Groups", "Pengelompokan"), help = help(
        "The share of word sequences in common from which articles are near-duplicates, from 0.5 to 1; below 0.7, some pairs are missed",
        "Bagian rangkaian kata yang sama agar artikel dianggap nyaris sama, dari 0,5 sampai 1; di bawah 0,7, sebagian pasangan terlewat"))]
    threshold: f64,
}

impl Command for Duplicates {
    const NAME: &'static str = "duplicates";

    const ABOUT: Wording = Wording {
        en: "Show which articles are the same or nearly so",
        id: "Tampilkan artikel yang sama atau nyaris sama",
    };

    const EXAMPLES: &'static [Example] =
        &[example("telaah duplicates samples/"), example("telaah duplicates --threshold 0.6 --format csv samples/")];

    fn run(&self, context: Context<'_>) -> Result<Exit> {
        if is_typed(context.typed, "dedup") {
            return Err(Message::DuplicatesWithoutDuplicates.into());
        }
        Session::run(&self.shared, context, |mut session| {
            session.options.deduplicate = false;
            let mut settings = Settings::without_terms([]);
            // For the column of dates.
            settings.datelines = true;
            let mut report = session.report()?;
            let mut groups = DuplicateGroups::new(self.threshold);
            let add = |signed: &[u8]| {
                groups.add(signed);
                Ok(())
            };
            let outcome = session.analyze(settings, false, || SignedArticles, add)?;
            report.begin(DuplicateRow::TABLE)?;
            let mut is_empty = true;
            groups.rows(|row| {
                is_empty = false;
                report.rows([row])
            })?;
            if is_empty {
                session.console.note(&Message::NoDuplicates);
            }
            session.finish(report, &outcome.sums)
        })
    }
}
