//! The command-line program: parse, build, run, exit code.

mod cli;
mod commands;
mod formats;
mod output;
mod report;
mod resume;
mod session;
mod setup;
mod spool;
mod ui;

use std::cell::LazyCell;
use std::io;
use std::process::ExitCode;

use clap::{ArgMatches, ColorChoice};

use crate::cli::command_line::{Arguments, Command, command_line, whole_command_line};
use crate::cli::config::Config;
use crate::ui::console::Console;

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// All well.
    Done,
    /// Some inputs failed, others were analysed.
    SomeFailed,
    /// Wrong usage, or nothing could be done.
    Nothing,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::from(0),
            Exit::SomeFailed => Self::from(1),
            Exit::Nothing => Self::from(2),
        }
    }
}

fn main() -> ExitCode {
    let command = || command_line().color(color_of_usage());
    let matches = match command().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => exit_with(&error),
    };
    let mut arguments = parsed(&matches);
    let console = Console::new(&arguments.console);
    let named = arguments.console.config.clone().or_else(cli::config::named_by_environment);
    let config = match Config::load(&LazyCell::new(whole_command_line), named.as_deref()) {
        Ok(config) => config,
        Err(error) => {
            console.error_of(&error);
            return Exit::Nothing.into();
        }
    };
    let mut console = console;
    if config.is_empty() {
        note_typed(&mut arguments, &matches);
    } else {
        let with_defaults = config.apply(whole_command_line().color(color_of_usage()), &matches);
        let matches = with_defaults.try_get_matches().unwrap_or_else(|error| exit_with(&error));
        arguments = parsed(&matches);
        note_typed(&mut arguments, &matches);
        console = Console::new(&arguments.console);
    }
    for name in &config.unknown_variables {
        console.warn(&format_args!("{name} names no setting, and is ignored (telaah config lists all)"));
    }
    let result = match &arguments.command {
        Command::Analyze(arguments) => commands::analyze::run(arguments, &console),
        Command::Terms(arguments) => commands::terms::run(arguments, &console),
        Command::Entities(arguments) => commands::entities::run(arguments, &console),
        Command::Tokens(arguments) => commands::tokens::run(arguments, &console),
        Command::Stopwords(arguments) => commands::stopwords::run(arguments, &console),
        Command::Config(arguments) => commands::config::run(arguments, &config, &console),
        Command::Completions(arguments) => commands::completions::run(arguments),
        Command::Man(arguments) => commands::man::run(arguments, &console),
    };
    let exit = result.unwrap_or_else(|error| {
        if is_closed_pipe(&error) {
            return Exit::Done;
        }
        console.error_of(&error);
        Exit::Nothing
    });
    exit.into()
}

/// Ends the program after help, or after wrong usage.
fn exit_with(error: &clap::Error) -> ! {
    let command = || whole_command_line().color(color_of_usage());
    cli::language::exit_with(error, cli::language::of_usage(cli::config::set_language), &command)
}

fn parsed(matches: &ArgMatches) -> Arguments {
    match Arguments::from_matches(matches) {
        Ok(arguments) => arguments,
        Err(error) => exit_with(&error),
    }
}

/// Notes which options of the output were typed, and for a run that can be gone on with all that it was told.
fn note_typed(arguments: &mut Arguments, matches: &ArgMatches) {
    if let (Command::Analyze(analyze), Some((_, matches))) = (&mut arguments.command, matches.subcommand())
        && analyze.resume
    {
        analyze.given = resume::given(matches);
    }
    if let (Some(output), Some((_, matches))) = (arguments.output_mut(), matches.subcommand()) {
        output.note_typed(matches);
    }
}

/// Whether whoever reads our output went away, as `head` does: no fault, and nobody to tell.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let of_pipe = |e: &io::Error| e.kind() == io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(of_pipe))
}

/// Whether help and usage errors are coloured, which must be known before the arguments are parsed.
fn color_of_usage() -> ColorChoice {
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        let value = match argument.to_str() {
            Some("--color") => arguments.next(),
            Some(other) => other.strip_prefix("--color=").map(Into::into),
            None => None,
        };
        match value.as_deref().and_then(|v| v.to_str()) {
            Some("always") => return ColorChoice::Always,
            Some("never") => return ColorChoice::Never,
            _ => {}
        }
    }
    ColorChoice::Auto
}
