//! `telaah analyze`.

use crate::Exit;
use crate::args::AnalyzeArguments;
use crate::console::Console;

pub(crate) fn run(_arguments: &AnalyzeArguments, _console: &Console) -> anyhow::Result<Exit> {
    Ok(Exit::Done)
}
