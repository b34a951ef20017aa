//! The options that matter before the command line is parsed.

use std::env;
use std::ffi::OsString;

use clap::ColorChoice;

use crate::commands::COMMANDS;

/// The options that help, usage errors and the search for settings depend on, read from the arguments in one pass. An invalid value
/// counts as none; parsing reports it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Early {
    color: Option<String>,
    pub(crate) lang: Option<String>,
    /// The file that `--config` names.
    pub(crate) config: Option<String>,
    /// The first argument that is the name of a command.
    pub(crate) command: Option<&'static str>,
    /// The index of that argument.
    pub(crate) command_at: usize,
    /// The index of `help` before the name of a command.
    pub(crate) help_at: Option<usize>,
}

impl Early {
    /// Scans the arguments, without the name of the program.
    pub(crate) fn scan(arguments: &[OsString]) -> Self {
        let mut early = Self::default();
        // Only skipped, so that its value is not taken for a command.
        let mut log_level = None;
        let mut arguments = arguments.iter().map(|argument| argument.to_string_lossy()).enumerate();
        while let Some((index, argument)) = arguments.next() {
            if early.command.is_none() {
                early.help_at = early.help_at.or_else(|| (argument == "help").then_some(index));
                early.command_at = index;
                early.command = COMMANDS.iter().map(|entry| entry.name).find(|name| *name == argument);
            }
            let (name, value) =
                argument.split_once('=').map_or((&*argument, None), |(name, value)| (name, Some(value)));
            let slot = match name {
                "--color" => &mut early.color,
                "--lang" => &mut early.lang,
                "--config" => &mut early.config,
                "--log-level" => &mut log_level,
                "--" => break,
                _ => continue,
            };
            *slot = value.map(str::to_owned).or_else(|| arguments.next().map(|(_, value)| value.into()));
        }
        early.config = early.config.or_else(|| variable("TELAAH_CONFIG"));
        early
    }

    /// Whether the program's own usage errors are coloured.
    pub(crate) fn color_choice(&self) -> anstream::ColorChoice {
        match self.color() {
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
            ColorChoice::Auto => anstream::ColorChoice::Auto,
        }
    }

    /// Whether help and usage errors are coloured.
    pub(crate) fn color(&self) -> ColorChoice {
        match self.color.as_deref() {
            Some("always") => ColorChoice::Always,
            Some("never") => ColorChoice::Never,
            _ => ColorChoice::Auto,
        }
    }
}

/// A variable of the environment; `None` if it is empty.
fn variable(name: &str) -> Option<String> {
    let value = env::var_os(name).filter(|value| !value.is_empty())?;
    Some(value.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_found_in_both_forms_wherever_they_are() {
        let scan = |arguments: &str| Early::scan(&arguments.split(' ').map(OsString::from).collect::<Vec<_>>());
        let early = scan("--color=never terms --lang id a.txt --config x.toml");
        assert_eq!(early.color(), ColorChoice::Never);
        assert_eq!((early.lang.as_deref(), early.config.as_deref()), (Some("id"), Some("x.toml")));
        assert_eq!(early.command, Some("terms"));
        assert_eq!(scan("help --lang en --lang=id terms").lang.as_deref(), Some("id"));
        assert_eq!(scan("terms -- --lang id").lang, None);
    }
}
