//! `telaah config`.

use clap::{Arg, Command};
use telaah::report::rows::SettingRow;

use crate::Exit;
use crate::cli::args::ConfigArguments;
use crate::cli::command_line::whole_command_line;
use crate::cli::config::{Config, Setting, is_setting};
use crate::cli::messages::Result;
use crate::commands::Context;
use crate::report::Report;
use crate::setup::OutputPlan;

pub(crate) fn run(arguments: &ConfigArguments, Context { console, config }: Context<'_>) -> Result<Exit> {
    let plan = OutputPlan::new(&arguments.output)?;
    let command = whole_command_line();
    let mut report = Report::of_table(&plan, console)?;
    report.table(entries(&command, config).iter().map(Entry::row))?;
    report.finish(None, console)?;
    Ok(Exit::Done)
}

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
fn entries(command: &Command, config: &Config) -> Vec<Entry> {
    let owners = |option: &str| -> Vec<&str> {
        let has = |command: &&Command| command.get_arguments().any(|arg| arg.get_long() == Some(option));
        command.get_subcommands().filter(has).map(Command::get_name).collect()
    };
    let mut entries: Vec<Entry> = Vec::new();
    let all = command.get_subcommands().flat_map(Command::get_arguments).chain(command.get_arguments());
    for arg in all.filter(|arg| is_setting(arg)) {
        let Some(option) = arg.get_long() else { continue };
        if entries.iter().any(|entry| entry.setting == option) {
            continue;
        }
        let owners = owners(option);
        let commands = if owners.is_empty() { "all".to_owned() } else { owners.join(" ") };
        // No command has the empty name, so this is the setting for all of them.
        let (value, source) = shown(arg, config.find("", option));
        entries.push(Entry { setting: option.to_owned(), value, source, commands });
        for owner in owners {
            let is_own = |setting: &&Setting| setting.option == option && setting.command.as_deref() == Some(owner);
            if let Some(setting) = config.of_commands().find(is_own).and_then(|_| config.find(owner, option)) {
                let (value, source) = shown(arg, Some(setting));
                entries.push(Entry { setting: format!("{owner}.{option}"), value, source, commands: owner.to_owned() });
            }
        }
    }
    entries
}

fn shown(arg: &Arg, setting: Option<&Setting>) -> (Option<String>, String) {
    if let Some(setting) = setting {
        return (Some(setting.values.join(",")), setting.origin.to_string());
    }
    let defaults: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let value = match arg.get_action() {
        clap::ArgAction::SetTrue => Some("false".to_owned()),
        _ if defaults.is_empty() => None,
        _ => Some(defaults.join(",")),
    };
    (value, "default".to_owned())
}
