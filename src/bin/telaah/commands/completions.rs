//! `telaah completions`.

use std::io::{self, Write};

use crate::Exit;
use crate::cli::args::CompletionsArguments;
use crate::cli::command_line::whole_command_line;
use crate::cli::messages::{Context as _, Message, Result};
use crate::ui::console::Console;

pub(crate) fn run(arguments: &CompletionsArguments, _: &Console) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut whole_command_line(), "telaah", &mut script);
    io::stdout().lock().write_all(&script).context(Message::CannotWriteOutput)?;
    Ok(Exit::Done)
}
