//! Settings from the environment and from `telaah.toml`.
//!
//! The settings are the long options of the commands, declared where the options are and nowhere else, except those in
//! [`NO_SETTINGS`]. Settings become arguments in front of the typed ones. A setting is ignored if its option was typed, because
//! repeatable options would otherwise add up, if it conflicts with a typed option, or if it needs an option that is not given.
//!
//! ```toml
//! format = "csv"          # for every command that has the option
//! stopwords = ["inti", "daftarku.txt"]
//!
//! [terms]                 # for one command
//! top = 50
//! ```

use std::cell::LazyCell;
use std::env;
use std::error::Error as _;
use std::ffi::OsString;
use std::fmt;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::cli::args;
use crate::cli::messages::{Context as _, Failure, Result, SettingMessage, ValueError, Why};
use crate::small_file;
use crate::user_folders;

/// Options that concern a single run, and so cannot be set.
pub(crate) const NO_SETTINGS: [&str; 11] = [
    "help",
    "version",
    "config",
    "output",
    "match",
    "dry-run",
    "files-from",
    "resume",
    "init",
    "install",
    "write-aliases",
];

/// The name of the file in the current directory and in the user's configuration directory.
pub(crate) const FILE_NAME: &str = "telaah.toml";

/// The prefix of a setting's name in the environment: `TELAAH_CSV_DIALECT`.
const PREFIX: &str = "TELAAH_";

/// The origin of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    File { path: PathBuf, line: usize },
    Environment(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, line } => write!(f, "{}:{line}", path.display()),
            Self::Environment(name) => f.write_str(name),
        }
    }
}

/// A setting with its values.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    /// The command that it applies to; `None`: all that have the option.
    pub(crate) command: Option<String>,
    /// The long name of the option.
    pub(crate) option: String,
    pub(crate) values: Vec<String>,
    pub(crate) origin: Origin,
}

/// All settings; the last one of an option applies.
#[derive(Debug, Default)]
pub(crate) struct Config {
    settings: Vec<Setting>,
    /// Variables that look like settings but are not.
    pub(crate) unknown_variables: Vec<String>,
    /// Default files that this user may not read.
    pub(crate) unreadable: Vec<Failure>,
}

impl Config {
    /// Reads the files and the environment. `named` is the file to read instead of the two default ones; `none` reads no file. The
    /// command line is built only if there are settings.
    pub(crate) fn load(command: &LazyCell<Command>, named: Option<&str>) -> Result<Self> {
        Self::load_with(command, named, env::vars_os())
    }

    /// As [`Config::load`], with these variables as the environment.
    pub(crate) fn load_with(
        command: &LazyCell<Command>,
        named: Option<&str>,
        environment: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Self> {
        let mut config = Self::default();
        match named {
            Some("none") => {}
            Some(path) => {
                let text =
                    read(Path::new(path)).with_context(|| SettingMessage::CannotReadConfig { path: path.into() })?;
                config.add_file(command, Path::new(path), &text)?;
            }
            None => {
                for path in user_file().into_iter().chain([PathBuf::from(FILE_NAME)]) {
                    match read(&path) {
                        Ok(text) => config.add_file(command, &path, &text)?,
                        Err(error)
                            if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
                        // As the home directory of another user.
                        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                            config.unreadable.push(Failure::io(SettingMessage::CannotReadConfig { path }, error));
                        }
                        Err(error) => return Err(error).context(SettingMessage::CannotReadConfig { path }),
                    }
                }
            }
        }
        config.add_environment(command, environment)?;
        Ok(config)
    }

    fn add_file(&mut self, command: &Command, path: &Path, text: &str) -> Result<()> {
        let file = File { command, path, text };
        let table = DeTable::parse(text).map_err(|error| {
            let span = error.span().unwrap_or_default();
            let (line, character) = (file.line(&span), file.character(&span));
            SettingMessage::BadToml { path: path.to_owned(), line, character, reason: error.message().to_owned() }
        })?;
        let (mut for_all, mut for_one) = (Vec::new(), Vec::new());
        for (key, value) in table.get_ref() {
            if let (DeValue::Table(section), Some(one)) =
                (value.get_ref(), command.find_subcommand(key.get_ref().as_ref()))
            {
                for (key, value) in section {
                    for_one.push(file.setting(Some(one), key, value)?);
                }
            } else {
                for_all.push(file.setting(None, key, value)?);
            }
        }
        self.settings.append(&mut for_all);
        self.settings.append(&mut for_one);
        Ok(())
    }

    fn add_environment(
        &mut self,
        command: &LazyCell<Command>,
        environment: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<()> {
        let mut variables: Vec<(String, String)> = environment
            .into_iter()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
            .filter(|(name, value)| name.starts_with(PREFIX) && name != "TELAAH_CONFIG" && !value.is_empty())
            .map(|(name, value)| (name, value.to_string_lossy().into_owned()))
            .collect();
        variables.sort();
        for (name, value) in variables {
            let option = name.trim_start_matches(PREFIX).to_ascii_lowercase().replace('_', "-");
            let named = named(command, None, &option);
            if named.is_empty() {
                self.unknown_variables.push(name);
                continue;
            }
            let values = if named.iter().any(|arg| is_list(arg)) {
                value.split(',').map(str::to_owned).collect()
            } else {
                vec![value]
            };
            validate(&named, &option, &values, &name)?;
            self.settings.push(Setting { command: None, option, values, origin: Origin::Environment(name) });
        }
        Ok(())
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.settings.is_empty()
    }

    /// The setting of an option that applies to a command.
    pub(crate) fn find(&self, command: &str, option: &str) -> Option<&Setting> {
        let is_for = |setting: &&Setting| {
            setting.option == option && setting.command.as_deref().is_none_or(|name| name == command)
        };
        self.settings.iter().rfind(is_for)
    }

    /// The settings for single commands.
    pub(crate) fn of_commands(&self) -> impl Iterator<Item = &Setting> {
        self.settings.iter().filter(|setting| setting.command.is_some())
    }

    /// The arguments with those of the settings in front: of global options before all others, of the command's after its name.
    /// `typed` is what clap read from `arguments`, which begin with the name of the program; `command_at` is the index of the
    /// command's name after it.
    pub(crate) fn insert_into<'a>(
        &'a self,
        arguments: &[OsString],
        command_at: usize,
        command: &'a Command,
        typed: &ArgMatches,
    ) -> Vec<OsString> {
        let Some((name, of_command)) = typed.subcommand() else { return arguments.to_vec() };
        let Some(chosen) = command.find_subcommand(name) else { return arguments.to_vec() };
        let is_typed = |arg: &Arg| {
            let id = arg.get_id().as_str();
            [typed, of_command].iter().any(|matches| args::is_typed(matches, id))
        };
        let owners = [command, chosen];
        let is_excluded = |arg: &Arg| {
            let conflicts = |one: &Arg, other: &Arg| {
                owners.iter().any(|owner| {
                    owner.get_arguments().any(|a| a.get_id() == one.get_id())
                        && owner.get_arg_conflicts_with(one).iter().any(|a| a.get_id() == other.get_id())
                })
            };
            let mut typed = owners.iter().flat_map(|owner| owner.get_arguments()).filter(|arg| is_typed(arg));
            is_typed(arg) || typed.any(|other| conflicts(arg, other) || conflicts(other, arg))
        };
        let of = |owner: &'a Command| -> Vec<(&'a Arg, &'a Setting)> {
            let options = owner.get_arguments().filter(|arg| is_setting(arg) && !is_excluded(arg));
            let settings = options.filter_map(|arg| Some((arg, self.find(name, arg.get_long()?)?)));
            // Another command may have an option of the same name that takes other values.
            settings.filter(|(arg, setting)| takes(arg, setting)).collect()
        };
        let (of_all, of_chosen) = (of(command), usable(of(chosen), chosen, is_typed));
        let typed = |settings: &[(&Arg, &Setting)]| settings.iter().flat_map(as_typed).collect::<Vec<_>>();
        let (before, after) = arguments.split_at(arguments.len().min(command_at + 2));
        let mut all: Vec<OsString> = before.iter().take(1).cloned().collect();
        all.extend(typed(&of_all));
        all.extend(before.iter().skip(1).cloned());
        all.extend(typed(&of_chosen));
        all.extend(after.iter().cloned());
        all
    }
}

/// Reads a file of settings.
fn read(path: &Path) -> io::Result<String> {
    String::from_utf8(small_file::read(path)?).map_err(|_| io::ErrorKind::InvalidData.into())
}

/// Without the settings of options that work only with another option, such as `--k1` with `--weight`, where that is neither
/// typed nor set.
fn usable<'a>(
    settings: Vec<(&'a Arg, &'a Setting)>,
    command: &Command,
    is_typed: impl Fn(&Arg) -> bool,
) -> Vec<(&'a Arg, &'a Setting)> {
    let typed: Vec<&str> = command.get_arguments().filter(|arg| is_typed(arg)).filter_map(Arg::get_long).collect();
    // A flag that is set to false is not given.
    let given: Vec<_> = settings.into_iter().filter(|setting| !as_typed(setting).is_empty()).collect();
    if missing_with(&given, command).is_empty() {
        return given;
    }
    let mut with_needs: Vec<_> =
        given.into_iter().map(|setting| (setting, missing_with(&[setting], command))).collect();
    // Repeated, because an option can need one that itself needs another.
    loop {
        let set: Vec<&str> = with_needs.iter().map(|((_, setting), _)| &*setting.option).collect();
        let is_given = |need: &String| typed.contains(&&**need) || set.contains(&&**need);
        with_needs.retain(|(_, needs)| needs.iter().all(is_given));
        if with_needs.len() == set.len() {
            return with_needs.into_iter().map(|(setting, _)| setting).collect();
        }
    }
}

/// The long names of the options that clap misses if only these settings are given. Clap does not publish what an option requires.
fn missing_with(settings: &[(&Arg, &Setting)], command: &Command) -> Vec<String> {
    let alone = command.clone().no_binary_name(true).mut_args(|arg| arg.required(false));
    match alone.try_get_matches_from(settings.iter().flat_map(as_typed)) {
        Err(error) if error.kind() == ErrorKind::MissingRequiredArgument => match error.get(ContextKind::InvalidArg) {
            Some(ContextValue::Strings(missing)) => {
                // Displayed with the value: `--weight <WEIGHT>`.
                let names = missing.iter().filter_map(|option| option.strip_prefix("--")?.split(' ').next());
                names.map(str::to_owned).collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// A setting as it would be typed.
fn as_typed((arg, setting): &(&Arg, &Setting)) -> Vec<OsString> {
    let option = &setting.option;
    if is_flag(arg) {
        let is_set = setting.values.iter().any(|value| value == "true");
        return is_set.then(|| format!("--{option}").into()).into_iter().collect();
    }
    setting.values.iter().map(|value| format!("--{option}={value}").into()).collect()
}

/// Whether an option is a setting.
pub(crate) fn is_setting(arg: &Arg) -> bool {
    arg.get_long().is_some_and(|name| !NO_SETTINGS.contains(&name))
}

/// The options of that name: those of a command, or of all.
fn named<'a>(command: &'a Command, one: Option<&'a Command>, option: &str) -> Vec<&'a Arg> {
    let commands: Vec<&Command> = one.map_or_else(|| command.get_subcommands().collect(), |one| vec![one]);
    let all = commands.into_iter().flat_map(Command::get_arguments).chain(command.get_arguments());
    all.filter(|arg| is_setting(arg) && arg.get_long() == Some(option)).collect()
}

pub(crate) fn is_list(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Append)
}

fn is_flag(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::SetTrue)
}

/// Whether an option takes the values of a setting.
fn takes(arg: &Arg, setting: &Setting) -> bool {
    (setting.values.len() == 1 || is_list(arg)) && validate_one(arg, &setting.option, &setting.values, "").is_ok()
}

/// Checks the values of a setting, which one of the options of its name must take; `place` is where they are set.
fn validate(named: &[&Arg], option: &str, values: &[String], place: &str) -> Result<()> {
    let mut results = named.iter().map(|arg| validate_one(arg, option, values, place));
    let first = results.next().unwrap_or(Ok(()));
    if first.is_err() && results.any(|result| result.is_ok()) { Ok(()) } else { first }
}

fn validate_one(arg: &Arg, option: &str, values: &[String], place: &str) -> Result<()> {
    let (place, option) = (place.to_owned(), option.to_owned());
    if is_flag(arg) {
        let is_bool = matches!(values, [value] if matches!(&**value, "true" | "false"));
        return if is_bool { Ok(()) } else { Err(SettingMessage::SettingNotBoolean { place, option }.into()) };
    }
    // A command with this option only: conflicts with others do not matter here.
    let alone = Arg::new("value")
        .long("value")
        .action(ArgAction::Append)
        .num_args(1)
        .require_equals(true)
        .value_parser(arg.get_value_parser().clone());
    let typed = values.iter().map(|value| format!("--value={value}"));
    let command = Command::new("telaah").no_binary_name(true).disable_help_flag(true).arg(alone);
    command.try_get_matches_from(typed).map(|_| ()).map_err(|error| {
        let value = match error.get(ContextKind::InvalidValue) {
            Some(ContextValue::String(value)) => value.clone(),
            _ => String::new(),
        };
        let why = match (error.get(ContextKind::ValidValue), error.source().and_then(ValueError::of_parser)) {
            (Some(ContextValue::Strings(values)), _) => Why::NotAmong { values: values.join(", ") },
            (_, Some(fault)) => Why::Because { fault },
            _ => Why::Unknown,
        };
        SettingMessage::InvalidSetting { place, option, value, why }.into()
    })
}

/// A file of settings.
struct File<'a> {
    command: &'a Command,
    path: &'a Path,
    text: &'a str,
}

impl File<'_> {
    /// The line of a place, from 1.
    fn line(&self, span: &Range<usize>) -> usize {
        1 + self.text.bytes().take(span.start).filter(|b| *b == b'\n').count()
    }

    /// The character of a place in its line, from 1.
    fn character(&self, span: &Range<usize>) -> usize {
        let before = self.text.get(..span.start).unwrap_or_default();
        1 + before.rsplit('\n').next().unwrap_or_default().chars().count()
    }

    fn setting<'k>(
        &self,
        one: Option<&Command>,
        key: &Spanned<impl AsRef<str>>,
        value: &Spanned<DeValue<'k>>,
    ) -> Result<Setting> {
        let option = key.get_ref().as_ref().to_owned();
        let line = self.line(&key.span());
        let place = format!("{}:{line}", self.path.display());
        let named = named(self.command, one, &option);
        if named.is_empty() {
            let near = nearest(&option, self.command, one);
            return Err(match value.get_ref() {
                DeValue::Table(_) if one.is_none() => SettingMessage::UnknownSection { place, name: option, near },
                _ => {
                    let command = one.map(|one| one.get_name().to_owned());
                    SettingMessage::UnknownSetting { place, option, command, near }
                }
            }
            .into());
        }
        let values = match value.get_ref() {
            DeValue::Array(items) if named.iter().any(|arg| is_list(arg)) => {
                items.iter().map(|item| scalar(item.get_ref())).collect()
            }
            DeValue::Array(_) => return Err(SettingMessage::SettingNotAList { place, option }.into()),
            other => scalar(other).map(|value| vec![value]),
        };
        let Some(values) = values else { return Err(SettingMessage::SettingNested { place, option }.into()) };
        validate(&named, &option, &values, &place)?;
        let origin = Origin::File { path: self.path.to_owned(), line };
        Ok(Setting { command: one.map(|one| one.get_name().to_owned()), option, values, origin })
    }
}

/// A value as it would be typed.
fn scalar(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.as_ref().to_owned()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Float(number) => Some(number.to_string()),
        DeValue::Boolean(flag) => Some(flag.to_string()),
        DeValue::Datetime(time) => Some(time.to_string()),
        DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

/// The setting or command whose name is similar enough to suggest it.
fn nearest(name: &str, command: &Command, one: Option<&Command>) -> Option<String> {
    let options = one.map_or_else(|| command.get_subcommands().collect(), |one| vec![one]);
    let options = options.into_iter().flat_map(Command::get_arguments).chain(command.get_arguments());
    let options = options.filter(|arg| is_setting(arg)).filter_map(Arg::get_long);
    let commands = command.get_subcommands().map(Command::get_name).filter(|_| one.is_none());
    let name = name.replace('_', "-");
    let all = options.chain(commands).map(|known| (strsim::levenshtein(&name, known), known));
    all.min().filter(|(distance, _)| *distance <= 1 + name.len() / 4).map(|(_, known)| known.to_owned())
}

/// `telaah/telaah.toml` in the user's folder for settings.
fn user_file() -> Option<PathBuf> {
    Some(user_folders::config()?.join("telaah").join(FILE_NAME))
}
