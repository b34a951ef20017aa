//! `telaah completions`.

use std::io::{self, Write};

use anyhow::Context;
use clap::CommandFactory;

use crate::Exit;
use crate::args::{Arguments, CompletionsArguments};
use crate::output::WRITING;

pub(crate) fn run(arguments: &CompletionsArguments) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "telaah", &mut script);
    io::stdout().lock().write_all(&script).context(WRITING)?;
    Ok(Exit::Done)
}
