//! Settings: any bytes as `telaah.toml`, and variables of the environment, before a command line.
//!
//! The parser belongs to the program, so this target is the program with another `main`: it declares the modules of
//! src/bin/telaah/main.rs.
#![no_main]
#![allow(dead_code, reason = "the target calls the reader of settings, and compiles the modules that it refers to")]

#[path = "../../../src/bin/telaah/cli/mod.rs"]
mod cli;
#[path = "../../../src/bin/telaah/commands/mod.rs"]
mod commands;
#[path = "../../../src/bin/telaah/exit.rs"]
mod exit;
#[path = "../../../src/bin/telaah/fault.rs"]
mod fault;
#[path = "../../../src/bin/telaah/formats.rs"]
mod formats;
#[path = "../../../src/bin/telaah/output.rs"]
mod output;
#[path = "../../../src/bin/telaah/panics.rs"]
mod panics;
#[path = "../../../src/bin/telaah/report.rs"]
mod report;
#[path = "../../../src/bin/telaah/resume.rs"]
mod resume;
#[path = "../../../src/bin/telaah/session.rs"]
mod session;
#[path = "../../../src/bin/telaah/setup.rs"]
mod setup;
#[path = "../../../src/bin/telaah/small_file.rs"]
mod small_file;
#[path = "../../../src/bin/telaah/spool.rs"]
mod spool;
#[path = "../../../src/bin/telaah/stale.rs"]
mod stale;
#[path = "../../../src/bin/telaah/ui/mod.rs"]
mod ui;
#[path = "../../../src/bin/telaah/user_folders.rs"]
mod user_folders;

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;

use clap::{Arg, ArgMatches, Command};
use libfuzzer_sys::fuzz_target;
use telaah::message::Message as _;

use crate::cli::command_line::{Arguments, command_line, whole_command_line};
use crate::cli::config::{Config, Setting, is_list};
use crate::cli::messages::Failure;
use crate::cli::usage::{in_indonesian, printable_values};
use crate::commands::COMMANDS;
use crate::exit::Exit;

thread_local! {
    static FOLDER: tempfile::TempDir = tempfile::tempdir().unwrap();
    static COMMAND: LazyCell<Command> = LazyCell::new(whole_command_line);
}

fuzz_target!(|data: &[u8]| {
    let [command, typed, rest @ ..] = data else { return };
    telaah_fuzz::count(rest);
    // Lines `NAME=VALUE` after the first NUL are variables, without their prefix.
    let (file, variables) = match rest.iter().position(|byte| *byte == 0) {
        Some(at) => (&rest[..at], String::from_utf8_lossy(&rest[at + 1..])),
        None => (rest, "".into()),
    };
    let variables: Vec<(OsString, OsString)> = variables
        .lines()
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| (format!("TELAAH_{name}").into(), value.into()))
        .collect();
    let (Ok(of_file), Ok(config)) = (load(file, &[]), load(file, &variables)) else { return };
    let entry = &COMMANDS[usize::from(*command) % COMMANDS.len()];
    let line = COMMAND.with(|whole| typed_line(whole.find_subcommand(entry.name).unwrap(), *typed));
    let Some(matches) = parse(&line) else { return };
    let again = load(file, &variables).expect("what was read can be read again");
    let all = with_settings(&config, &line, &matches);
    assert_eq!(all, with_settings(&again, &line, &matches), "the same settings give other arguments");
    let written = load(written(&of_file).as_bytes(), &[]).expect("what was written can be read again");
    let [read, written] = [&of_file, &written].map(|config| with_settings(config, &line, &matches));
    assert_eq!(read, written, "settings that were written are others");
    for name in &config.unknown_variables {
        assert!(name.starts_with("TELAAH_"));
    }
    assert!(line.iter().all(|argument| all.contains(argument)), "what was typed stays");
    if let Some(matches) = parse(&all) {
        match Arguments::from_matches(&matches) {
            Ok(arguments) => drop(arguments),
            Err(error) => check_usage(error),
        }
    }
});

/// Reads settings; an error says in both languages what is wrong.
fn load(file: &[u8], variables: &[(OsString, OsString)]) -> Result<Config, Failure> {
    let loaded = FOLDER.with(|folder| {
        let path = folder.path().join("telaah.toml");
        fs::write(&path, file).unwrap();
        COMMAND.with(|command| Config::load_with(command, path.to_str(), variables.iter().cloned()))
    });
    loaded.inspect_err(check_failure)
}

fn check_failure(failure: &Failure) {
    let [english, indonesian] = [failure.en().to_string(), failure.id().to_string()];
    assert!(!english.is_empty() && !indonesian.is_empty());
    assert!(english.contains("telaah.toml") || english.contains("TELAAH_"), "an error names its place: {english}");
    assert_ne!(english, indonesian, "an error is worded in both languages");
}

fn check_usage(error: clap::Error) {
    let error = printable_values(error);
    assert!(!error.render().to_string().is_empty() && !in_indonesian(error).to_string().is_empty());
}

/// The command with one of its options, and a value for each other argument, since some are required.
fn typed_line(command: &Command, typed: u8) -> Vec<OsString> {
    let mut line: Vec<OsString> = vec!["telaah".into(), command.get_name().into()];
    let options: Vec<&Arg> = command.get_arguments().filter(|arg| arg.get_long().is_some()).collect();
    if let Some(option) = options.get(usize::from(typed)) {
        line.push(as_typed(option).into());
    }
    line.extend(command.get_positionals().map(|arg| possible(arg).unwrap_or_else(|| "beras".to_owned()).into()));
    line
}

fn as_typed(arg: &Arg) -> String {
    let long = arg.get_long().unwrap_or_default();
    if !arg.get_action().takes_values() {
        return format!("--{long}");
    }
    format!("--{long}={}", possible(arg).unwrap_or_else(|| "1".to_owned()))
}

fn possible(arg: &Arg) -> Option<String> {
    Some(arg.get_possible_values().first()?.get_name().to_owned())
}

fn parse(line: &[OsString]) -> Option<ArgMatches> {
    command_line().try_get_matches_from(line).map_err(check_usage).ok()
}

fn with_settings(config: &Config, line: &[OsString], typed: &ArgMatches) -> Vec<OsString> {
    COMMAND.with(|command| config.insert_into(line, 0, command, typed))
}

/// The settings as a file, those of single commands last.
fn written(config: &Config) -> String {
    COMMAND.with(|whole| {
        let all: Vec<&Arg> = whole.get_subcommands().chain([&**whole]).flat_map(Command::get_arguments).collect();
        let names: BTreeSet<&str> = all.iter().filter_map(|arg| arg.get_long()).collect();
        let mut text: String = names.iter().filter_map(|name| Some(assigned(config.find("", name)?, &all))).collect();
        for command in whole.get_subcommands() {
            let args: Vec<&Arg> = command.get_arguments().chain(whole.get_arguments()).collect();
            let of_command =
                config.of_commands().filter(|setting| setting.command.as_deref() == Some(command.get_name()));
            let lines: String = of_command.map(|setting| assigned(setting, &args)).collect();
            // `stopwords` is a setting and a command, so a file has only one of them.
            if !lines.is_empty() {
                text.push_str(&format!("[{}]\n{lines}", command.get_name()));
            }
        }
        text
    })
}

fn assigned(setting: &Setting, args: &[&Arg]) -> String {
    let is_list = args.iter().any(|arg| arg.get_long() == Some(&*setting.option) && is_list(arg));
    let values: Vec<String> = setting.values.iter().map(|value| quoted(value)).collect();
    let value = if is_list { format!("[{}]", values.join(",")) } else { values.concat() };
    format!("{} = {value}\n", setting.option)
}

/// A string of TOML.
fn quoted(value: &str) -> String {
    let escaped: String = value.chars().map(|c| format!("\\U{:08X}", u32::from(c))).collect();
    format!("\"{escaped}\"")
}
