//! `telaah diversity`.

use clap::Args;
use telaah::Settings;
use telaah::corpus::diversity::DiversityOptions;
use telaah::message::Wording;
use telaah::report::Row;
use telaah::report::rows::{DiversityRow, DiversityRows, Summary};

use crate::Exit;
use crate::cli::args::{SharedArguments, WordArguments, from_1_to_1000, probability};
use crate::cli::command::{Command, Context, Example, example};
use crate::cli::language::help;
use crate::cli::messages::Result;
use crate::session::{Session, summary};

#[derive(Debug, Args)]
pub(crate) struct Diversity {
    #[command(flatten)]
    shared: SharedArguments,
    #[command(flatten)]
    words: WordArguments,
    #[command(flatten)]
    measures: MeasureArguments,
}

#[derive(Debug, Args)]
#[command(next_help_heading = help("Measures", "Ukuran"))]
struct MeasureArguments {
    #[arg(long, value_name = "N", default_value = "50", value_parser = from_1_to_1000, help = help(
        "The words of a window of MATTR",
        "Jumlah kata dalam satu jendela MATTR"))]
    window: usize,
    #[arg(long, value_name = "N", default_value = "0.72", value_parser = probability, help = help(
        "The type-token ratio at which a factor of MTLD ends, from 0 to 1",
        "Rasio tipe-token yang mengakhiri satu faktor MTLD, dari 0 sampai 1"))]
    threshold: f64,
    #[arg(long, value_name = "N", default_value = "42", value_parser = from_1_to_1000, help = help(
        "The words that HD-D draws",
        "Jumlah kata yang diambil HD-D"))]
    draws: usize,
}

impl Command for Diversity {
    const NAME: &'static str = "diversity";

    const ABOUT: Wording = Wording {
        en: "Measure how varied the words of each document are",
        id: "Ukur seberapa beragam kata tiap dokumen",
    };

    const EXAMPLES: &'static [Example] =
        &[example("telaah diversity samples/"), example("telaah diversity --window 100 --format csv samples/")];

    fn run(&self, context: Context<'_>) -> Result<Exit> {
        Session::run(&self.shared, context, |session| {
            let mut settings = Settings::without_terms([]);
            // For the column of dates.
            settings.datelines = true;
            let MeasureArguments { window, threshold, draws } = self.measures;
            let options = DiversityOptions { window, threshold, draws: draws as u64 };
            let mut report = session.report()?;
            let encoder = report.encoder();
            let visitor = || DiversityRows::new(encoder.clone(), self.words.choice(), options);
            report.begin(DiversityRow::TABLE)?;
            let is_on_terminal = report.is_on_terminal();
            let outcome = session.analyze(settings, is_on_terminal, visitor, |rows| report.write(rows))?;
            let summary = Summary { diversity: Some(outcome.visitor.summary()), ..summary(&outcome.sums) };
            session.finish_with(report, &summary, &outcome.sums)
        })
    }
}
