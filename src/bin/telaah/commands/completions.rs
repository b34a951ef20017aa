//! `telaah completions`.

use std::io::{self, Write};

use clap::Args;
use telaah::message::Wording;

use crate::Exit;
use crate::cli::command::{Command, Context};
use crate::cli::language::help;
use crate::cli::messages::{Context as _, Message, Result};

#[derive(Debug, Args)]
pub(crate) struct Completions {
    #[arg(value_name = "SHELL", help = help(
        "Shell",
        "Shell"))]
    shell: clap_complete::Shell,
}

impl Command for Completions {
    const NAME: &'static str = "completions";

    const ABOUT: Wording = Wording {
        en: "Print the completion script of a shell",
        id: "Tampilkan skrip pelengkapan perintah untuk shell",
    };

    const EXAMPLES: Wording = Wording {
        en: "\
Examples:
  telaah completions bash > telaah.bash    for ~/.local/share/bash-completion/completions/telaah
  telaah completions zsh > _telaah         for a directory in fpath
  telaah completions fish > telaah.fish    for ~/.config/fish/completions/
  telaah completions powershell > telaah.ps1",
        id: "\
Contoh:
  telaah completions bash > telaah.bash    untuk ~/.local/share/bash-completion/completions/telaah
  telaah completions zsh > _telaah         untuk salah satu folder fpath
  telaah completions fish > telaah.fish    untuk ~/.config/fish/completions/
  telaah completions powershell > telaah.ps1",
    };

    fn run(&self, context: Context<'_>) -> Result<Exit> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut (context.command_line)(), "telaah", &mut script);
        io::stdout().lock().write_all(&script).context(Message::CannotWriteOutput)?;
        Ok(Exit::Done)
    }
}
