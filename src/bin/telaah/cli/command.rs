//! The contract of a command.

use clap::{ArgMatches, Args};
use telaah::message::{Language, Wording};

use crate::Exit;
use crate::cli::config::Config;
use crate::cli::language::{help_language, localized};
use crate::cli::messages::Result;
use crate::ui::console::Console;

/// A command, which is the struct of its arguments. `crate::commands` lists all commands.
pub(crate) trait Command: Args + 'static {
    /// The name, as it is typed.
    const NAME: &'static str;

    /// One line in the list of commands, and the first one of its help.
    const ABOUT: Wording;

    /// The text of its help between the options and the examples.
    const NOTES: Option<Wording> = None;

    /// The command lines at the end of its help.
    const EXAMPLES: &'static [Example];

    /// Carries the command out.
    fn run(&self, context: Context<'_>) -> Result<Exit>;
}

/// A command line in the help.
pub(crate) struct Example {
    line: &'static str,
    remark: Option<Wording>,
}

/// An example.
pub(crate) const fn example(line: &'static str) -> Example {
    Example { line, remark: None }
}

/// An example with a remark in English and Indonesian.
pub(crate) const fn explained(line: &'static str, en: &'static str, id: &'static str) -> Example {
    Example { line, remark: Some(Wording { en, id }) }
}

/// The parts of the program that a command may use besides its arguments.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) console: &'a Console,
    pub(crate) config: &'a Config,
    /// The arguments of the command that were typed.
    pub(crate) typed: &'a ArgMatches,
    /// The arguments of the command, those from settings included.
    pub(crate) given: &'a ArgMatches,
    /// Builds the command line with the options of every command.
    pub(crate) command_line: fn() -> clap::Command,
}

/// A command whose arguments were read.
pub(crate) type Invocation = Box<dyn FnOnce(Context<'_>) -> Result<Exit>>;

/// A command in the list of commands: the parts that are known before it is invoked.
pub(crate) struct Entry {
    pub(crate) name: &'static str,
    about: Wording,
    notes: Option<Wording>,
    examples: &'static [Example],
    /// Adds the options.
    pub(crate) options: fn(clap::Command) -> clap::Command,
    /// Reads the arguments.
    pub(crate) read: fn(&ArgMatches) -> Result<Invocation, clap::Error>,
}

impl Entry {
    pub(crate) const fn of<C: Command>() -> Self {
        Self {
            name: C::NAME,
            about: C::ABOUT,
            notes: C::NOTES,
            examples: C::EXAMPLES,
            options: with_options::<C>,
            read: |matches| {
                let command = C::from_arg_matches(matches)?;
                Ok(Box::new(move |context| command.run(context)))
            },
        }
    }

    /// The command without its options.
    pub(crate) fn command(&self) -> clap::Command {
        let language = help_language();
        clap::Command::new(self.name).about(self.about.text(language)).after_help(self.after_help(language))
    }

    /// The notes, and the examples with their remarks in one column.
    fn after_help(&self, language: Language) -> String {
        let remarked = self.examples.iter().filter(|example| example.remark.is_some());
        let width = remarked.map(|example| example.line.len()).max().unwrap_or(0);
        let mut text = self.notes.map_or_else(String::new, |notes| format!("{}\n\n", notes.text(language)));
        text += EXAMPLES.text(language);
        for Example { line, remark } in self.examples {
            text += "\n  ";
            match remark {
                None => text += line,
                Some(remark) => text += &format!("{line:width$}    {}", remark.text(language)),
            }
        }
        text
    }
}

const EXAMPLES: Wording = Wording { en: "Examples:", id: "Contoh:" };

/// Adds options, without the description of the struct that holds them.
fn with_options<A: Args>(command: clap::Command) -> clap::Command {
    let about = command.get_about().cloned().unwrap_or_default();
    localized(A::augment_args(command).about(about).long_about(None))
}
