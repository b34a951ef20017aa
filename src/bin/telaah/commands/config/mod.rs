//! `telaah config`.

mod init;

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use clap::{Arg, Args};
use telaah::message::{Language, Wording};
use telaah::report::rows::SettingRow;

use crate::Exit;
use crate::cli::args::output::OutputArguments;
use crate::cli::command::{Command, Context, Example, example};
use crate::cli::config::{Config, FILE_NAME, Setting, is_setting};
use crate::cli::language::help;
use crate::cli::messages::{Context as _, FileMessage, Message, Result};
use crate::commands::config::init::settings_file;
use crate::report::Report;
use crate::setup::OutputPlan;
use crate::ui::console::Console;

#[derive(Debug, Args)]
pub(crate) struct ConfigCommand {
    #[arg(long, conflicts_with_all = ["format", "csv_dialect", "delimiter", "decimal", "bom", "bars"], help_heading = help("Output", "Keluaran"), help = help(
        "Write a new telaah.toml (or the file of -o) with every setting as a comment",
        "Tulis telaah.toml baru (atau berkas -o) yang memuat semua setelan sebagai komentar"))]
    init: bool,
    #[command(flatten)]
    output: OutputArguments,
}

impl Command for ConfigCommand {
    const NAME: &'static str = "config";

    const ABOUT: Wording = Wording {
        en: "List the settings, with the origin of each value",
        id: "Tampilkan setelan beserta asal tiap nilainya",
    };

    const NOTES: Option<Wording> = Some(Wording {
        en: "\
Every long option is a setting, except -o, --match, --dry-run, --files-from, --resume, --init and --install.
telaah.toml in the current directory takes precedence over telaah/telaah.toml in the configuration directory (~/.config), the
environment (TELAAH_TOP=50) over both, and typed options over all.

  format = \"csv\"                       # for every command that has the option
  stopwords = [\"inti\", \"saya.txt\"]

  [terms]                              # for one command
  top = 50",
        id: "\
Tiap opsi panjang adalah setelan, kecuali -o, --match, --dry-run, --files-from, --resume, --init, dan --install.
telaah.toml di folder kerja didahulukan daripada telaah/telaah.toml di folder konfigurasi (~/.config), variabel lingkungan
(TELAAH_TOP=50) daripada keduanya, dan opsi yang diketik daripada semuanya.

  format = \"csv\"                       # untuk semua perintah yang punya opsi itu
  stopwords = [\"inti\", \"saya.txt\"]

  [terms]                              # untuk satu perintah
  top = 50",
    });

    const EXAMPLES: &'static [Example] = &[
        example("telaah config"),
        example("telaah config --init"),
        example("telaah config --format json"),
        example("TELAAH_TOP=50 telaah config --format csv"),
    ];

    fn run(&self, Context { console, config, typed, command_line, .. }: Context<'_>) -> Result<Exit> {
        if self.init {
            return self.init(console, &command_line());
        }
        let plan = OutputPlan::new(&self.output, typed)?;
        let command = command_line();
        let mut report = Report::of_table(&plan, console)?;
        let language = report.language_of_cells(&plan, console);
        report.table(entries(&command, config, language).iter().map(Entry::row))?;
        report.finish(None, console)?;
        Ok(Exit::Done)
    }
}

impl ConfigCommand {
    /// Writes a file of settings that changes nothing, unless there is one.
    fn init(&self, console: &Console, line: &clap::Command) -> Result<Exit> {
        let text = settings_file(line);
        let path = self.output.output.clone().unwrap_or_else(|| FILE_NAME.into());
        if path == Path::new("-") {
            io::stdout().lock().write_all(text.as_bytes()).context(Message::CannotWriteOutput)?;
            return Ok(Exit::Done);
        }
        let file = OpenOptions::new().write(true).create_new(true).open(&path);
        match file.and_then(|mut file| file.write_all(text.as_bytes())) {
            Ok(()) => console.note(&FileMessage::Created { path }),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(FileMessage::Exists { path }.into());
            }
            Err(error) => return Err(error).context(Message::CannotWrite { path: path.display().to_string() }),
        }
        Ok(Exit::Done)
    }
}

/// The commands of an option that all of them have.
const ALL: Wording = Wording { en: "all", id: "semua" };

/// The origin of a value that is not set.
const DEFAULT: Wording = Wording { en: "default", id: "bawaan" };

struct Entry {
    setting: String,
    value: Option<String>,
    source: String,
    commands: String,
}

impl Entry {
    fn row(&self) -> SettingRow<'_> {
        SettingRow {
            setting: &self.setting,
            value: self.value.as_deref(),
            source: &self.source,
            commands: &self.commands,
        }
    }
}

/// Every option once, in the order of the help, each followed by its settings for single commands.
fn entries(command: &clap::Command, config: &Config, language: Language) -> Vec<Entry> {
    let owners = |option: &str| -> Vec<&str> {
        let has = |command: &&clap::Command| command.get_arguments().any(|arg| arg.get_long() == Some(option));
        command.get_subcommands().filter(has).map(clap::Command::get_name).collect()
    };
    let mut entries: Vec<Entry> = Vec::new();
    let all = command.get_subcommands().flat_map(clap::Command::get_arguments).chain(command.get_arguments());
    for arg in all.filter(|arg| is_setting(arg)) {
        let Some(option) = arg.get_long() else { continue };
        if entries.iter().any(|entry| entry.setting == option) {
            continue;
        }
        let owners = owners(option);
        let commands = if owners.is_empty() { ALL.text(language).to_owned() } else { owners.join(" ") };
        // No command has the empty name, so this is the setting for all of them.
        let (value, source) = shown(arg, config.find("", option), language);
        entries.push(Entry { setting: option.to_owned(), value, source, commands });
        for owner in owners {
            let is_own = |setting: &&Setting| setting.option == option && setting.command.as_deref() == Some(owner);
            if let Some(setting) = config.of_commands().find(is_own).and_then(|_| config.find(owner, option)) {
                let (value, source) = shown(arg, Some(setting), language);
                entries.push(Entry { setting: format!("{owner}.{option}"), value, source, commands: owner.to_owned() });
            }
        }
    }
    entries
}

fn shown(arg: &Arg, setting: Option<&Setting>, language: Language) -> (Option<String>, String) {
    if let Some(setting) = setting {
        return (Some(setting.values.join(",")), setting.origin.to_string());
    }
    let defaults: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let value = match arg.get_action() {
        clap::ArgAction::SetTrue => Some("false".to_owned()),
        _ if defaults.is_empty() => None,
        _ => Some(defaults.join(",")),
    };
    (value, DEFAULT.text(language).to_owned())
}
