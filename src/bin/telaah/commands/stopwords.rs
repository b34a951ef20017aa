//! `telaah stopwords`.

use std::io::Write;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use telaah::message::Wording;
use telaah::report::rows::{StopListRow, StopWordRow};
use telaah::{STOP_LISTS, StopList};

use crate::Exit;
use crate::cli::args::output::OutputArguments;
use crate::cli::command::{Command, Context, Example, example, explained};
use crate::cli::language::{Language, help, titled};
use crate::cli::messages::{Context as _, Message, Result};
use crate::output::Target;
use crate::report::Report;
use crate::setup::{self, OutputPlan};

#[derive(Debug, Args)]
pub(crate) struct Stopwords {
    #[arg(value_name = help("NAME", "NAMA"), value_parser = stop_lists(), help = help(
        "Stop word list to print: its file, or with --format one row per word",
        "Daftar kata henti yang ditampilkan: berkasnya, atau dengan --format satu baris per kata"))]
    name: Option<String>,
    #[command(flatten)]
    output: OutputArguments,
}

impl Command for Stopwords {
    const NAME: &'static str = "stopwords";

    const ABOUT: Wording = Wording {
        en: "List the stop word lists, or print one",
        id: "Tampilkan semua daftar kata henti, atau isi salah satunya",
    };

    const EXAMPLES: &'static [Example] = &[
        explained("telaah stopwords", "lists the lists", "menampilkan semua daftar"),
        explained(
            "telaah stopwords inti > saya.txt",
            "begins a list of your own, for --stopwords saya.txt",
            "mengawali daftar sendiri, untuk --stopwords saya.txt",
        ),
        example("telaah stopwords inti --format json"),
    ];

    fn run(&self, Context { console, typed, .. }: Context<'_>) -> Result<Exit> {
        let plan = OutputPlan::new(&self.output, typed)?;
        let Some(name) = &self.name else {
            let mut report = Report::of_table(&plan, console)?;
            let language = report.language_of_cells(&plan, console);
            report.table(STOP_LISTS.iter().map(|list| list_row(list, language)))?;
            report.finish(None, console)?;
            return Ok(Exit::Done);
        };
        let list = StopList::named(name).ok_or_else(|| setup::unknown_stop_words(name))?;
        if !self.output.typed(typed).asks_for_rows() {
            // The file itself, which --stopwords reads: a copy of it is the start of another list.
            let mut target = Target::open(plan.path.as_deref())?;
            target.write_all(list.text().as_bytes()).context(Message::CannotWriteOutput)?;
            target.finish()?;
            return Ok(Exit::Done);
        }
        let mut report = Report::of_table(&plan, console)?;
        report.table(list.words().map(|word| StopWordRow { word }))?;
        report.finish(None, console)?;
        Ok(Exit::Done)
    }
}

fn list_row(list: &StopList, language: Language) -> StopListRow {
    StopListRow {
        name: list.name,
        words: list.words().count() as u64,
        default: list.is_default,
        title: list.title.text(language),
    }
}

fn stop_lists() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(STOP_LISTS.iter().map(|list| titled(list.name, list.title)))
}
