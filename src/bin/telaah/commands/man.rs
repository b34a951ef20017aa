//! `telaah man`.

use std::io::{self, Write};

use clap::Args;
use telaah::message::Wording;

use crate::Exit;
use crate::cli::command::{Command, Context, Example, example};
use crate::cli::completers::candidates;
use crate::cli::language::{Language, help, help_language, translated};
use crate::cli::messages::{Context as _, Message, Result};
use crate::commands::COMMANDS;

#[derive(Debug, Args)]
pub(crate) struct Man {
    #[arg(add = candidates(COMMANDS.iter().map(|entry| entry.name)), value_name = help("COMMAND", "PERINTAH"), help = help(
        "Command to describe [default: telaah itself]",
        "Perintah yang dijelaskan [bawaan: telaah sendiri]"))]
    command: Option<String>,
}

impl Command for Man {
    const NAME: &'static str = "man";

    const ABOUT: Wording = Wording { en: "Print the manual page, for man", id: "Tampilkan halaman manual, untuk man" };

    const EXAMPLES: &'static [Example] =
        &[example("telaah man > telaah.1"), example("telaah man terms > telaah-terms.1")];

    fn run(&self, context: Context<'_>) -> Result<Exit> {
        let mut command = (context.command_line)();
        command.build();
        if let Some(name) = &self.command {
            let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
            let Some(found) = command.find_subcommand(name) else {
                return Err(Message::UnknownCommand { name: name.clone(), known: names.join(", ") }.into());
            };
            command = found.clone();
        }
        let manual = help("telaah manual", "Manual telaah");
        let man = clap_mangen::Man::new(command).source(concat!("telaah ", env!("CARGO_PKG_VERSION"))).manual(manual);
        let mut page = Vec::new();
        man.render(&mut page).context(Message::CannotWriteOutput)?;
        let page = localized(&String::from_utf8_lossy(&page));
        io::stdout().lock().write_all(page.as_bytes()).context(Message::CannotWriteOutput)?;
        Ok(Exit::Done)
    }
}

/// The headings of `clap_mangen`, which it has in English only.
const HEADINGS: [(&str, &str); 7] = [
    ("NAME", "NAMA"),
    ("SYNOPSIS", "RINGKASAN"),
    ("DESCRIPTION", "DESKRIPSI"),
    ("OPTIONS", "OPSI"),
    ("SUBCOMMANDS", "PERINTAH"),
    ("EXTRA", "KETERANGAN"),
    ("VERSION", "VERSI"),
];

/// The page in the language of help.
fn localized(page: &str) -> String {
    if help_language() == Language::English {
        return page.to_owned();
    }
    let line = |line: &str| {
        let heading = line.strip_prefix(".SH ").unwrap_or_default();
        let found = HEADINGS.iter().find(|(english, _)| *english == heading.trim_matches('"'));
        found.map_or_else(|| line.to_owned(), |(_, indonesian)| format!(".SH {indonesian}")) + "\n"
    };
    translated(&page.lines().map(line).collect::<String>())
}
