//! In which language the program speaks, and how a message gets into it.
//!
//! Messages are written in English where they belong. Before one is shown, it is looked up in [`MESSAGES`]: what stands for
//! `{}` there is kept, and looked up in turn. What the table does not have is shown in English.

use std::env;
use std::sync::OnceLock;

use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command, ValueEnum};

use crate::cli::messages::MESSAGES;

/// A language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Language {
    #[default]
    English,
    Indonesian,
}

/// A language as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LanguageArgument {
    /// By the locale: `LC_ALL`, `LC_MESSAGES` or `LANG`
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

/// The language of help and of wrong usage, which must be known before the arguments are parsed: what `--lang` says, `TELAAH_LANG`,
/// what is `set` in files, or the locale.
pub(crate) fn of_usage(set: impl FnOnce() -> Option<String>) -> Language {
    let of_environment = || env::var("TELAAH_LANG").ok().filter(|value| !value.is_empty());
    match typed("--lang").or_else(of_environment).or_else(set).as_deref() {
        Some("id") => Language::Indonesian,
        Some("en") => Language::English,
        _ => locale(),
    }
}

/// The value of a long option, found without knowing the others.
pub(crate) fn typed(option: &str) -> Option<String> {
    let mut arguments = env::args_os().skip(1);
    let mut value = None;
    while let Some(argument) = arguments.next() {
        let argument = argument.to_string_lossy();
        let behind = argument.strip_prefix(option);
        if behind == Some("") {
            value = arguments.next().map(|value| value.to_string_lossy().into_owned());
        } else if let Some(behind) = behind.and_then(|behind| behind.strip_prefix('=')) {
            value = Some(behind.to_owned());
        }
    }
    value
}

/// By the first of the variables that is set (POSIX, Base Definitions, chapter 8.2).
fn locale() -> Language {
    let set =
        ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| env::var(name).ok()).find(|v| !v.is_empty());
    let is_indonesian = set.is_some_and(|v| v == "id" || v.starts_with("id_") || v.starts_with("id."));
    if is_indonesian { Language::Indonesian } else { Language::English }
}

impl Language {
    /// A message in this language.
    pub(crate) fn say(self, english: &str) -> String {
        match self {
            Self::English => english.to_owned(),
            Self::Indonesian => translate(english).unwrap_or_else(|| english.to_owned()),
        }
    }

    /// Several lines, each for itself; what stands before and behind three blanks, too.
    pub(crate) fn say_lines(self, english: &str) -> String {
        let line = |line: &str| {
            let text = line.trim_start();
            let indent = line.len() - text.len();
            let said = match text.split_once("   ") {
                _ if translate(text).is_some() => self.say(text),
                Some((before, behind)) => {
                    let caption = behind.trim_start();
                    let gap = behind.len() - caption.len() + 3;
                    format!("{}{}{}", self.say(before), " ".repeat(gap), self.say(caption))
                }
                None => self.say(text),
            };
            format!("{}{said}", " ".repeat(indent))
        };
        if self == Self::English {
            english.to_owned()
        } else {
            english.lines().map(line).collect::<Vec<_>>().join("\n")
        }
    }

    /// The command line with its help in this language.
    pub(crate) fn localize(self, command: Command) -> Command {
        if self == Self::English { command } else { localized(self, command) }
    }
}

/// Ends the program after help, or after wrong usage, in this language.
pub(crate) fn exit_with(error: &clap::Error, language: Language, command: &dyn Fn() -> Command) -> ! {
    use clap::error::ErrorKind;
    if language == Language::English {
        error.exit();
    }
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::DisplayVersion
    ) {
        // `telaah help terms` is `telaah terms --help`.
        let (mut typed, mut asks): (Vec<_>, bool) = (env::args_os().collect(), false);
        if let Some(at) = typed.iter().skip(1).position(|argument| argument == "help") {
            typed.remove(at + 1);
            asks = true;
        }
        if asks {
            typed.push("--help".into());
        }
        if let Err(error) = language.localize(command()).try_get_matches_from(typed) {
            error.exit();
        }
    }
    eprintln!("{}", language.say_lines(error.render().to_string().trim_end()));
    std::process::exit(error.exit_code());
}

/// What the table has for a message.
fn translate(english: &str) -> Option<String> {
    let exact = exact().binary_search_by_key(&english, |(english, _)| english);
    if let Some((_, indonesian)) = exact.ok().and_then(|at| self::exact().get(at)) {
        return Some((*indonesian).to_owned());
    }
    MESSAGES.iter().filter(|(template, _)| template.contains("{}")).find_map(|(template, indonesian)| {
        let parts = matched(template, english)?;
        let mut said = String::new();
        let mut parts = parts.into_iter();
        for (n, literal) in indonesian.split("{}").enumerate() {
            if n > 0 {
                let part = parts.next()?;
                said.push_str(&translate(part).unwrap_or_else(|| part.to_owned()));
            }
            said.push_str(literal);
        }
        Some(said)
    })
}

/// The messages without `{}`, sorted.
fn exact() -> &'static [(&'static str, &'static str)] {
    static EXACT: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    EXACT.get_or_init(|| {
        let mut exact: Vec<_> = MESSAGES.iter().copied().filter(|(english, _)| !english.contains("{}")).collect();
        exact.sort_unstable();
        exact
    })
}

/// What stands in a text where a template has `{}`, if the text is of the template.
fn matched<'t>(template: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let mut literals = template.split("{}");
    let mut rest = text.strip_prefix(literals.next()?)?;
    let mut parts = Vec::new();
    let mut literals = literals.peekable();
    while let Some(literal) = literals.next() {
        let at = match literals.peek() {
            // The last part goes up to the end.
            None => rest.len().checked_sub(literal.len()).filter(|_| rest.ends_with(literal))?,
            Some(_) => rest.find(literal)?,
        };
        let (part, behind) = rest.split_at_checked(at)?;
        parts.push(part);
        rest = behind.get(literal.len()..)?;
    }
    rest.is_empty().then_some(parts)
}

/// The layout of help, with the words that clap has in English alone.
const TEMPLATE: &str = "{before-help}{about-with-newline}\nPemakaian: {usage}\n\n{all-args}{after-help}";

fn localized(language: Language, command: Command) -> Command {
    let say = |text: &StyledStr| language.say(&text.to_string());
    let (about, long, after) = (command.get_about(), command.get_long_about(), command.get_after_help());
    let (about, long) = (about.map(say), long.map(say));
    let after = after.map(|text| language.say_lines(&text.to_string()));
    let has_commands = command.has_subcommands();
    let mut command = command
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
        .mut_args(|arg| localized_option(language, arg));
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(long) = long {
        command = command.long_about(long);
    }
    if let Some(after) = after {
        command = command.after_help(after);
    }
    if has_commands {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
        command = command
            .subcommand_help_heading("Perintah")
            .disable_help_subcommand(true)
            .disable_version_flag(true)
            .arg(version.help("Tampilkan versi").help_heading("Opsi"));
    }
    command.mut_subcommands(|one| localized(language, one))
}

fn localized_option(language: Language, arg: Arg) -> Arg {
    if matches!(arg.get_id().as_str(), "help" | "version") {
        return arg;
    }
    let mut help = arg.get_help().map(|text| language.say(&text.to_string())).unwrap_or_default();
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
            help.push_str(&format!(" [pilihan: {}]", names.join(", ")));
        }
    }
    let heading = match arg.get_help_heading() {
        // It lasts as long as the program, which ends after its help.
        Some(heading) => &*language.say(heading).leak(),
        None if arg.is_positional() => "Argumen",
        None => "Opsi",
    };
    let arg = arg.help(help).help_heading(heading);
    if is_flag { arg } else { arg.hide_default_value(true).hide_possible_values(true) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::command_line::whole_command_line;

    #[test]
    fn parts_are_kept_and_translated() {
        assert_eq!(matched("a {} b {}", "a x b y"), Some(vec!["x", "y"]));
        assert_eq!(matched("a {} b", "a x b b"), Some(vec!["x b"]));
        assert_eq!(matched("a {} b", "a x"), None);
        assert_eq!(matched("a", "a"), Some(Vec::new()));
        assert_eq!(matched("{}: b", ": b"), Some(vec![""]));
        let said = Language::Indonesian.say("can't write to a/b: it is a folder");
        assert_eq!(said, "tidak bisa menulis ke a/b: itu folder");
        assert_eq!(Language::Indonesian.say("what nobody said"), "what nobody said");
        assert_eq!(Language::English.say("no field `text`"), "no field `text`");
    }

    #[test]
    fn both_languages_have_the_same_parts() {
        let mut known = std::collections::HashSet::new();
        for (english, indonesian) in MESSAGES {
            assert!(known.insert(english), "twice: {english}");
            assert_eq!(english.matches("{}").count(), indonesian.matches("{}").count(), "{english}");
            assert!(!indonesian.is_empty(), "{english}");
        }
    }

    /// Every text of the help of a command and those below it.
    fn texts(command: &Command, found: &mut Vec<String>) {
        found.extend([command.get_about(), command.get_long_about()].into_iter().flatten().map(ToString::to_string));
        for arg in command.get_arguments() {
            found.extend(arg.get_help().map(ToString::to_string));
            found.extend(arg.get_help_heading().map(str::to_owned));
        }
        command.get_subcommands().for_each(|one| texts(one, found));
    }

    #[test]
    fn all_of_the_help_is_there_in_indonesian() {
        let mut found = Vec::new();
        texts(&whole_command_line(), &mut found);
        let missing: Vec<&String> = found.iter().filter(|text| translate(text).is_none()).collect();
        assert!(missing.is_empty(), "add these to src/bin/telaah/messages.rs: {missing:#?}");
    }
}
