//! `telaah man`.

use std::io::{self, Write};

use anyhow::{Context, bail};

use crate::Exit;
use crate::cli::args::ManArguments;
use crate::cli::command_line::whole_command_line;
use crate::output::WRITING;
use crate::ui::console::Console;

pub(crate) fn run(arguments: &ManArguments, console: &Console) -> anyhow::Result<Exit> {
    let mut command = console.language().localize(whole_command_line());
    command.build();
    if let Some(name) = &arguments.command {
        let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
        let Some(found) = command.find_subcommand(name) else {
            bail!("no command `{name}`; the commands are {}", names.join(", "));
        };
        command = found.clone();
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page).context(WRITING)?;
    io::stdout().lock().write_all(&page).context(WRITING)?;
    Ok(Exit::Done)
}
