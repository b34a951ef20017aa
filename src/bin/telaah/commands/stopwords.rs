//! `telaah stopwords`.

use std::io::Write;

use telaah::report::rows::{StopListRow, StopWordRow};
use telaah::{STOP_LISTS, StopList, StopWords};

use crate::Exit;
use crate::cli::args::StopwordsArguments;
use crate::cli::messages::{Context as _, Message, Result};
use crate::output::Target;
use crate::report::Report;
use crate::setup::{self, OutputPlan};
use crate::ui::console::Console;

pub(crate) fn run(arguments: &StopwordsArguments, console: &Console) -> Result<Exit> {
    let plan = OutputPlan::new(&arguments.output)?;
    let Some(name) = &arguments.name else {
        let mut report = Report::of_table(&plan, console)?;
        report.table(STOP_LISTS.iter().map(list_row))?;
        report.finish(None, console)?;
        return Ok(Exit::Done);
    };
    let list = StopList::named(name).ok_or_else(|| setup::unknown_stop_words(name))?;
    if !arguments.output.asks_for_rows() {
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

fn list_row(list: &StopList) -> StopListRow {
    let default = StopWords::default();
    StopListRow {
        name: list.name,
        words: list.words().count() as u64,
        default: list.words().all(|word| default.contains(word)),
        title: list.title,
    }
}
