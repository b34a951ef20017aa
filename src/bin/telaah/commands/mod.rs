//! The commands, one module each.

pub(crate) mod analyze;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod entities;
pub(crate) mod man;
pub(crate) mod stopwords;
pub(crate) mod terms;
pub(crate) mod tokens;

use crate::Exit;
use crate::cli::command_line::{Command, with_commands};
use crate::cli::config::Config;
use crate::cli::messages::Result;
use crate::ui::console::Console;

/// The parts of the program that a command may use. Most need the console only.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) console: &'a Console,
    pub(crate) config: &'a Config,
}

impl<'a> From<Context<'a>> for &'a Console {
    fn from(context: Context<'a>) -> Self {
        context.console
    }
}

macro_rules! define_run {
    ($($module:ident: $command:ident($arguments:ty),)+) => {
        /// Runs a command.
        pub(crate) fn run(command: &Command, context: Context<'_>) -> Result<Exit> {
            match command {
                $(Command::$command(arguments) => $module::run(arguments, context.into()),)+
            }
        }
    };
}

with_commands!(define_run);
