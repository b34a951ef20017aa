//! `telaah stopwords`.

use std::io::Write;

use anyhow::Context;
use telaah::report::rows::{StopListRow, StopWordRow};
use telaah::{STOP_LISTS, StopList, StopWords};

use crate::Exit;
use crate::cli::args::StopwordsArguments;
use crate::output::{Target, WRITING};
use crate::report::Report;
use crate::setup::OutputPlan;
use crate::ui::console::Console;

pub(crate) fn run(arguments: &StopwordsArguments, console: &Console) -> anyhow::Result<Exit> {
    let plan = OutputPlan::new(&arguments.output)?;
    let Some(name) = &arguments.name else {
        let mut report = Report::of_table(&plan, console)?;
        report.table(STOP_LISTS.iter().map(list_row))?;
        report.finish(None, console)?;
        return Ok(Exit::Done);
    };
    let list = StopList::named(name).with_context(|| format!("no stop word list `{name}`"))?;
    if !arguments.output.asks_for_rows() {
        // The file itself, which --stopwords reads: a copy of it is the start of another list.
        let mut target = Target::open(plan.path.as_deref())?;
        target.write_all(list.text().as_bytes()).context(WRITING)?;
        target.finish().context(WRITING)?;
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
