//! The language of the program, and its help in Indonesian.

use std::cell::Cell;
use std::env;

use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, Command, ValueEnum};

use telaah::message::Wording;

pub(crate) use telaah::message::Language;

/// A language as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LanguageArgument {
    Auto,
    En,
    Id,
}

impl LanguageArgument {
    /// The language; `auto` is that of the locale.
    pub(crate) fn language(self) -> Language {
        match self {
            Self::Auto => locale(),
            Self::En => Language::English,
            Self::Id => Language::Indonesian,
        }
    }
}

/// The language of the locale: of the first variable that is set (POSIX, Base Definitions, chapter 8.2).
fn locale() -> Language {
    let set =
        ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| env::var(name).ok()).find(|v| !v.is_empty());
    let is_indonesian = set.is_some_and(|v| v == "id" || v.starts_with("id_") || v.starts_with("id."));
    if is_indonesian { Language::Indonesian } else { Language::English }
}

thread_local! {
    /// The language in which this thread builds the command line.
    static HELP: Cell<Language> = const { Cell::new(Language::English) };
}

/// Sets the language in which this thread builds the command line from now on. The derive macros of clap pass nothing through, so it
/// cannot be a parameter.
pub(crate) fn set_help_language(language: Language) {
    HELP.set(language);
}

pub(crate) fn help_language() -> Language {
    HELP.get()
}

/// A text of the help in the language of the command line. Both are given where an option or command is declared.
pub(crate) fn help(english: &'static str, indonesian: &'static str) -> &'static str {
    match help_language() {
        Language::English => english,
        Language::Indonesian => indonesian,
    }
}

/// A value of an option, with its title in the language of help.
pub(crate) fn titled(name: &'static str, title: Wording) -> PossibleValue {
    PossibleValue::new(name).help(title.text(help_language()))
}

/// The layout of help, with the words that clap has in English only.
const TEMPLATE: &str = "{before-help}{about-with-newline}\nPemakaian: {usage}\n\n{all-args}{after-help}";

/// Replaces what clap itself adds to the help of a command by Indonesian, if that is the language of help.
pub(crate) fn localized(command: Command) -> Command {
    if help_language() == Language::English {
        return command;
    }
    let path = command.get_bin_name().map_or_else(|| format!("telaah {}", command.get_name()), str::to_owned);
    let positionals: String = command.get_positionals().map(|arg| format!(" {arg}")).collect();
    command
        .override_usage(format!("{path} [OPSI]{positionals}"))
        .disable_help_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help("Tampilkan bantuan (-h: ringkas, --help: lengkap)")
                .help_heading("Opsi"),
        )
        .help_template(TEMPLATE)
        .mut_args(|arg| if arg.is_global_set() { arg } else { localized_option(arg) })
}

/// The same for the program itself, which has commands and a version.
pub(crate) fn localized_root(command: Command) -> Command {
    if help_language() == Language::English {
        return command;
    }
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let command = command.arg(version.help("Tampilkan versi").help_heading("Opsi"));
    let command = command.mut_args(|arg| if arg.is_global_set() { localized_option(arg) } else { arg });
    localized(command)
        .override_usage("telaah [OPSI] <PERINTAH>")
        .subcommand_help_heading("Perintah")
        .disable_help_subcommand(true)
        .disable_version_flag(true)
}

fn localized_option(arg: Arg) -> Arg {
    if matches!(arg.get_id().as_str(), "help" | "version") {
        return arg;
    }
    let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let mut long_help = None;
    let is_flag = !arg.get_action().takes_values();
    if !is_flag {
        let defaults: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
        if !defaults.is_empty() {
            help.push_str(&format!(" [bawaan: {}]", defaults.join(", ")));
        }
        let values = arg.get_possible_values();
        let names: Vec<&str> =
            values.iter().filter(|value| !value.is_hide_set()).map(|value| value.get_name()).collect();
        if !names.is_empty() {
            long_help = list_of_values(&values).map(|list| format!("{help}\n\n{list}"));
            help.push_str(&format!(" [pilihan: {}]", names.join(", ")));
        }
    }
    let has_heading = arg.get_help_heading().is_some();
    let heading = if arg.is_positional() { "Argumen" } else { "Opsi" };
    let arg = match long_help {
        Some(long_help) => arg.help(help).long_help(long_help),
        None => arg.help(help),
    };
    let arg = if has_heading { arg } else { arg.help_heading(heading) };
    if is_flag { arg } else { arg.hide_default_value(true).hide_possible_values(true) }
}

/// The values of an option with their titles, laid out as by clap; `None` if they have no titles.
fn list_of_values(values: &[PossibleValue]) -> Option<String> {
    let shown = || values.iter().filter(|value| !value.is_hide_set());
    let width = shown().map(|value| value.get_name().len() + 1).max()?;
    let mut list = "Pilihan:".to_owned();
    for value in shown() {
        let name = format!("{}:", value.get_name());
        list.push_str(&format!("\n- {name:width$} {}", value.get_help()?));
    }
    Some(list)
}
