//! The commands and their options.

use clap::{ArgMatches, Args, FromArgMatches};

use crate::cli::args::output::OutputArguments;
use crate::cli::args::{
    AnalyzeArguments, CompletionsArguments, ConfigArguments, ConsoleArguments, EntitiesArguments, HasOutput as _,
    ManArguments, StopwordsArguments, TermsArguments, TokensArguments,
};
use crate::cli::examples::{self, Text};
use crate::cli::language::{help, localized, localized_root};

/// The parsed command line.
#[derive(Debug)]
pub(crate) struct Arguments {
    pub(crate) console: ConsoleArguments,
    pub(crate) command: Command,
}

/// The parts of a command that are known before it is invoked.
pub(crate) struct Entry {
    pub(crate) name: &'static str,
    about: Text,
    /// The text after its help.
    examples: Text,
    options: fn(clap::Command) -> clap::Command,
    read: fn(&ArgMatches) -> Result<Command, clap::Error>,
}

/// Passes the list of commands to a macro: the module in `commands`, the variant of [`Command`], and the arguments.
///
/// A new command is a line here, its texts in `examples`, its arguments, and a module with a function `run`.
macro_rules! with_commands {
    ($macro:ident) => {
        $macro! {
            analyze: Analyze(AnalyzeArguments),
            terms: Terms(TermsArguments),
            entities: Entities(EntitiesArguments),
            tokens: Tokens(TokensArguments),
            stopwords: Stopwords(StopwordsArguments),
            config: Config(ConfigArguments),
            completions: Completions(CompletionsArguments),
            man: Man(ManArguments),
        }
    };
}

pub(crate) use with_commands;

macro_rules! define_commands {
    ($($module:ident: $command:ident($arguments:ty),)+) => {
        /// A command with its options.
        #[derive(Debug)]
        pub(crate) enum Command {
            $($command($arguments),)+
        }

        /// The commands, in the order of the help.
        pub(crate) const COMMANDS: &[Entry] = &[$(
            Entry {
                name: stringify!($module),
                about: examples::$module::ABOUT,
                examples: examples::$module::EXAMPLES,
                options: with_options::<$arguments>,
                read: |matches| <$arguments>::from_arg_matches(matches).map(Command::$command),
            },
        )+];

        impl Command {
            /// The options of the output, if the command has them.
            pub(crate) fn output_mut(&mut self) -> Option<&mut OutputArguments> {
                match self {
                    $(Self::$command(arguments) => arguments.output_mut(),)+
                }
            }
        }
    };
}

with_commands!(define_commands);

/// The command line. The options of a command are added when it is invoked, because they take most of the time.
pub(crate) fn command_line() -> clap::Command {
    COMMANDS.iter().fold(root(), |root, entry| root.subcommand(entry.command().defer(entry.options)))
}

/// The command line with the options of every command.
pub(crate) fn whole_command_line() -> clap::Command {
    COMMANDS.iter().fold(root(), |root, entry| root.subcommand((entry.options)(entry.command())))
}

fn root() -> clap::Command {
    let root = clap::Command::new("telaah")
        .version(env!("CARGO_PKG_VERSION"))
        .about(text(examples::ABOUT))
        .long_about(text(examples::LONG_ABOUT))
        .after_help(text(examples::EXAMPLES))
        .max_term_width(100)
        .args_override_self(true)
        .subcommand_required(true)
        .arg_required_else_help(true);
    localized_root(ConsoleArguments::augment_args(root))
}

/// Adds options, without the description of the struct that holds them.
fn with_options<A: Args>(command: clap::Command) -> clap::Command {
    let about = command.get_about().cloned().unwrap_or_default();
    localized(A::augment_args(command).about(about).long_about(None))
}

fn text((english, indonesian): Text) -> &'static str {
    help(english, indonesian)
}

impl Entry {
    fn command(&self) -> clap::Command {
        clap::Command::new(self.name).about(text(self.about)).after_help(text(self.examples))
    }
}

impl Arguments {
    pub(crate) fn from_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let missing = || clap::Error::new(clap::error::ErrorKind::MissingSubcommand);
        let (name, of_command) = matches.subcommand().ok_or_else(missing)?;
        let entry = COMMANDS.iter().find(|entry| entry.name == name).ok_or_else(missing)?;
        Ok(Self { console: ConsoleArguments::from_arg_matches(matches)?, command: (entry.read)(of_command)? })
    }
}
