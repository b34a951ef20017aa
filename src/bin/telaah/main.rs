//! The command-line program: parse, build, run, exit code.

mod cli;
mod commands;
mod exit;
#[cfg(debug_assertions)]
mod fault;
mod formats;
mod output;
mod panics;
mod report;
mod resume;
mod session;
mod setup;
mod small_file;
mod spool;
mod stale;
mod ui;
mod user_folders;

use std::cell::LazyCell;
use std::env;
use std::ffi::OsString;
use std::panic::catch_unwind;
use std::process::ExitCode;

use clap::ArgMatches;
use clap::error::ErrorKind;

use crate::cli::command::Context;
use crate::cli::command_line::{Arguments, command_line, whole_command_line};
use crate::cli::config::Config;
use crate::cli::early::Early;
use crate::cli::language::{Language, LanguageArgument, help_language, set_help_language};
use crate::cli::messages::{Message, SettingMessage};
use crate::cli::usage::exit_with;
use crate::commands::completions;
use crate::exit::Exit;
use crate::ui::console::Console;
use crate::ui::interrupt;

fn main() -> ExitCode {
    panics::keep();
    interrupt::ignore_file_size_signal();
    // A panic in a document is an error of that document; this is for all others.
    catch_unwind(run).unwrap_or_else(|_| {
        let (reason, place) = panics::last();
        Console::default().error(&Message::Panicked { reason, place });
        Exit::Nothing.into()
    })
}

fn run() -> ExitCode {
    let mut typed: Vec<OsString> = env::args_os().collect();
    let early = Early::scan(typed.get(1..).unwrap_or_default());
    let config = Config::load(&LazyCell::new(whole_command_line), early.config.as_deref());
    set_help_language(language_of_help(&early, config.as_ref().ok()));
    match completions::answer() {
        Ok(false) => {}
        Ok(true) => return ExitCode::SUCCESS,
        Err(error) => exit_with(error, &early),
    }
    // Clap's own command `help` cannot be translated; `telaah help terms` is the same as `telaah terms --help`.
    if let (Language::Indonesian, Some(index)) = (help_language(), early.help_at) {
        typed.remove(index + 1);
        typed.push("--help".into());
    }
    let matches = parse(&typed, &early);
    let mut arguments = arguments_of(&matches, &early);
    let mut console = Console::new(&arguments.console);
    let config = match config {
        Ok(config) => config,
        Err(failure) => {
            console.error(&&failure);
            return Exit::Nothing.into();
        }
    };
    let mut with_settings = None;
    if !config.is_empty() {
        let all = config.insert_into(&typed, early.command_at, &whole_command_line(), &matches);
        let matches = with_settings.insert(parse(&all, &early));
        arguments = arguments_of(matches, &early);
        console = Console::new(&arguments.console);
    }
    for failure in &config.unreadable {
        console.note(&failure);
    }
    for name in &config.unknown_variables {
        console.warn(&SettingMessage::UnknownVariable { name: name.clone() });
    }
    let given = with_settings.as_ref().unwrap_or(&matches);
    // Without a command, `arguments_of` has ended the program.
    let (Some((_, typed)), Some((_, given))) = (matches.subcommand(), given.subcommand()) else {
        return Exit::Nothing.into();
    };
    let context = Context { console: &console, config: &config, typed, given, command_line: whole_command_line };
    let exit = (arguments.command)(context).unwrap_or_else(|failure| {
        if failure.is_closed_pipe() {
            return Exit::Done;
        }
        console.error(&&failure);
        Exit::Nothing
    });
    exit.into()
}

/// The language of help and usage errors: of `--lang`, of the settings, or of the locale. An invalid value is reported elsewhere.
fn language_of_help(early: &Early, config: Option<&Config>) -> Language {
    let set = || config?.find(early.command.unwrap_or_default(), "lang")?.values.first().cloned();
    let argument = match early.lang.clone().or_else(set).as_deref() {
        Some("id") => LanguageArgument::Id,
        Some("en") => LanguageArgument::En,
        _ => LanguageArgument::Auto,
    };
    argument.language()
}

/// Parses the command line; ends the program after help or a usage error. Options without a command get the help that nothing at all
/// gets.
fn parse(arguments: &[OsString], early: &Early) -> ArgMatches {
    let parsed = |arguments: &[OsString]| command_line().color(early.color()).try_get_matches_from(arguments);
    let matches = parsed(arguments).or_else(|error| match error.kind() {
        ErrorKind::MissingSubcommand => parsed(arguments.get(..1).unwrap_or_default()),
        _ => Err(error),
    });
    matches.unwrap_or_else(|error| exit_with(error, early))
}

fn arguments_of(matches: &ArgMatches, early: &Early) -> Arguments {
    Arguments::from_matches(matches).unwrap_or_else(|error| exit_with(error, early))
}
