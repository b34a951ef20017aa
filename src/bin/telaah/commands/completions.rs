//! `telaah completions`.

use std::io::{self, Write};

use anyhow::Context;

use crate::Exit;
use crate::cli::args::CompletionsArguments;
use crate::cli::command_line::whole_command_line;
use crate::output::WRITING;

pub(crate) fn run(arguments: &CompletionsArguments) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut whole_command_line(), "telaah", &mut script);
    io::stdout().lock().write_all(&script).context(WRITING)?;
    Ok(Exit::Done)
}
