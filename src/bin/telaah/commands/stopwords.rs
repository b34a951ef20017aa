//! `telaah stopwords`.

use std::io::Write;

use anyhow::Context;
use telaah::report::schema::{StopListRow, StopWordRow};
use telaah::{STOP_LISTS, StopList, StopWords};

use crate::Exit;
use crate::cli::args::StopwordsArguments;
use crate::output::{Target, WRITING};
use crate::rows::Rows;
use crate::setup::OutputPlan;
use crate::ui::console::Console;

pub(crate) fn run(arguments: &StopwordsArguments, console: &Console) -> anyhow::Result<Exit> {
    let plan = OutputPlan::new(&arguments.output)?;
    let Some(name) = &arguments.name else {
        let mut rows = Rows::begin::<StopListRow>(&plan, console)?;
        rows.write_all(plan.encoder(), STOP_LISTS.iter().map(list_row))?;
        rows.end(None, console)?;
        return Ok(Exit::Done);
    };
    let list = StopList::named(name).with_context(|| format!("no stop word list `{name}`"))?;
    if !arguments.output.asks_for_rows() {
        // The file itself, which --stopwords reads: a list of one's own begins with a copy.
        let mut target = Target::open(plan.path.as_deref())?;
        target.write_all(list.text().as_bytes()).context(WRITING)?;
        target.finish()?;
        return Ok(Exit::Done);
    }
    let mut rows = Rows::begin::<StopWordRow<'_>>(&plan, console)?;
    rows.write_all(plan.encoder(), list.words().map(|word| StopWordRow { word }))?;
    rows.end(None, console)?;
    Ok(Exit::Done)
}

fn list_row(list: &StopList) -> StopListRow {
    let usual = StopWords::default();
    StopListRow {
        name: list.name,
        words: list.words().count() as u64,
        default: list.words().all(|word| usual.contains(word)),
        title: list.title,
    }
}
