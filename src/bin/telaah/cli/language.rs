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

/// Replaces what clap itself adds to the help of a command by Indonesian, if that is the language of help. [`translated`] does the rest.
pub(crate) fn localized(command: Command) -> Command {
    if help_language() == Language::English {
        return command;
    }
    let path = command.get_bin_name().map_or_else(|| format!("telaah {}", command.get_name()), str::to_owned);
    let positionals: String = command.get_positionals().map(|arg| format!(" {arg}")).collect();
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    command
        .override_usage(format!("{path} [OPSI]{positionals}"))
        .disable_help_flag(true)
        .arg(help.help("Tampilkan bantuan (-h: ringkas, --help: lengkap)"))
}

/// The same for the program itself, which has commands and a version.
pub(crate) fn localized_root(command: Command) -> Command {
    if help_language() == Language::English {
        return command;
    }
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    localized(command.arg(version.help("Tampilkan versi")))
        .override_usage("telaah [OPSI] <PERINTAH>")
        .disable_help_subcommand(true)
        .disable_version_flag(true)
}

/// The words that clap writes in English only, as they are in help, and in Indonesian. Help in Indonesian has none of them otherwise.
const WORDS: [(&str, &str); 6] = [
    ("Usage:", "Pemakaian:"),
    ("Commands:", "Perintah:"),
    ("Arguments:", "Argumen:"),
    ("Options:", "Opsi:"),
    ("Possible values:", "Pilihan:"),
    ("[default:", "[bawaan:"),
];

/// Help as clap renders it, in the language of help.
pub(crate) fn translated(help: &str) -> String {
    if help_language() == Language::English {
        return help.to_owned();
    }
    let help = WORDS.iter().fold(help.to_owned(), |help, (english, indonesian)| help.replace(english, indonesian));
    let mut parts = help.split("[possible");
    let mut translated = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once("values:") {
            // A line may end between the two words.
            Some((gap, values)) if gap.contains('\n') => translated.extend(["[pilihan:", gap, values.trim_start()]),
            Some((_, values)) => translated.extend(["[pilihan:", values]),
            None => translated.extend(["[possible", part]),
        }
    }
    translated
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_clap_are_translated_wherever_lines_end() {
        let help = "Options:\n  --a [default: x] [possible values: x, y] [possible\n    values: x]\n\n  Possible values:\n  - x\n";
        assert_eq!(translated(help), help);
        set_help_language(Language::Indonesian);
        let expected = "Opsi:\n  --a [bawaan: x] [pilihan: x, y] [pilihan:\n    x]\n\n  Pilihan:\n  - x\n";
        assert_eq!(translated(help), expected);
        set_help_language(Language::English);
    }
}
