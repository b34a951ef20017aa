//! Defaults of one's own: from the environment and from `telaah.toml`.
//!
//! The settings are the long options of the commands, declared where the options are and nowhere else; those of [`NO_SETTINGS`]
//! are none. What is set becomes the option's default before the command line is read again, so what is typed always wins.
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
use std::fmt;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::cli::command_line::whole_command_line;
use crate::cli::language::typed;

/// Options that speak of one run alone.
pub(crate) const NO_SETTINGS: [&str; 8] =
    ["help", "version", "config", "output", "match", "dry-run", "files-from", "resume"];

/// The name of the file in the folder and in the user's configuration directory.
const FILE_NAME: &str = "telaah.toml";

/// What stands before a setting's name in the environment: `TELAAH_CSV_DIALECT`.
const PREFIX: &str = "TELAAH_";

/// Where a value comes from.
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

/// A default of one's own.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    /// The command that it is for; none: all that have the option.
    pub(crate) command: Option<String>,
    /// The long name of the option.
    pub(crate) option: String,
    pub(crate) values: Vec<String>,
    pub(crate) origin: Origin,
}

/// All that is set: what comes later wins.
#[derive(Debug, Default)]
pub(crate) struct Config {
    settings: Vec<Setting>,
    /// Variables that look like settings and are none.
    pub(crate) unknown_variables: Vec<String>,
}

impl Config {
    /// Reads the files and the environment. `named`: the file that `--config` names, instead of the two usual ones; `none`: no
    /// file. The command line is built only if something is set.
    pub(crate) fn load(command: &LazyCell<Command>, named: Option<&str>) -> anyhow::Result<Self> {
        let mut config = Self::default();
        match named {
            Some("none") => {}
            Some(path) => {
                let text = fs::read_to_string(path).with_context(|| format!("can't read the configuration {path}"))?;
                config.add_file(command, Path::new(path), &text)?;
            }
            None => {
                for path in user_file().into_iter().chain([PathBuf::from(FILE_NAME)]) {
                    match fs::read_to_string(&path) {
                        Ok(text) => config.add_file(command, &path, &text)?,
                        Err(error)
                            if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
                        Err(error) => {
                            return Err(error)
                                .with_context(|| format!("can't read the configuration {}", path.display()));
                        }
                    }
                }
            }
        }
        config.add_environment(command)?;
        Ok(config)
    }

    fn add_file(&mut self, command: &Command, path: &Path, text: &str) -> anyhow::Result<()> {
        let file = File { command, path, text };
        let table = DeTable::parse(text).map_err(|error| {
            let place = error.span().map_or(1, |span| file.line(&span));
            anyhow::anyhow!("{}:{place}: {}", path.display(), error.message())
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

    fn add_environment(&mut self, command: &LazyCell<Command>) -> anyhow::Result<()> {
        let mut variables: Vec<(String, String)> = env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
            .filter(|(name, value)| name.starts_with(PREFIX) && name != "TELAAH_CONFIG" && !value.is_empty())
            .map(|(name, value)| (name, value.to_string_lossy().into_owned()))
            .collect();
        variables.sort();
        for (name, value) in variables {
            let option = name.trim_start_matches(PREFIX).to_ascii_lowercase().replace('_', "-");
            let Some(arg) = find(command, None, &option) else {
                self.unknown_variables.push(name);
                continue;
            };
            let values = if is_list(arg) { value.split(',').map(str::to_owned).collect() } else { vec![value] };
            validate(arg, &values).map_err(|problem| anyhow::anyhow!("{name}: {problem}"))?;
            self.settings.push(Setting { command: None, option, values, origin: Origin::Environment(name) });
        }
        Ok(())
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.settings.is_empty()
    }

    /// The setting that holds for an option of a command.
    pub(crate) fn find(&self, command: &str, option: &str) -> Option<&Setting> {
        let is_for = |setting: &&Setting| {
            setting.option == option && setting.command.as_deref().is_none_or(|name| name == command)
        };
        self.settings.iter().rfind(is_for)
    }

    /// What is set for one command alone.
    pub(crate) fn of_commands(&self) -> impl Iterator<Item = &Setting> {
        self.settings.iter().filter(|setting| setting.command.is_some())
    }

    /// The command line with these defaults, but for options that were typed and those that go against one that was.
    pub(crate) fn apply(&self, mut command: Command, typed: &ArgMatches) -> Command {
        let Some((name, of_command)) = typed.subcommand() else { return command };
        let Some(chosen) = command.find_subcommand(name) else { return command };
        let is_typed = |arg: &Arg| {
            let id = arg.get_id().as_str();
            [typed, of_command].iter().any(|matches| {
                matches.try_contains_id(id).is_ok() && matches.value_source(id) == Some(ValueSource::CommandLine)
            })
        };
        let all: Vec<&Arg> = chosen.get_arguments().chain(command.get_arguments()).collect();
        let goes_against = |arg: &Arg| {
            [chosen, &command].iter().any(|owner| {
                let conflicts = |one: &Arg, other: &Arg| {
                    owner.get_arguments().any(|a| a.get_id() == one.get_id())
                        && owner.get_arg_conflicts_with(one).iter().any(|a| a.get_id() == other.get_id())
                };
                all.iter().any(|other| is_typed(other) && (conflicts(arg, other) || conflicts(other, arg)))
            })
        };
        let mut defaults: Vec<(String, Vec<String>)> = Vec::new();
        for arg in all.iter().filter(|arg| is_setting(arg) && !is_typed(arg) && !goes_against(arg)) {
            if let Some(setting) = arg.get_long().and_then(|option| self.find(name, option)) {
                defaults.push((arg.get_id().to_string(), setting.values.clone()));
            }
        }
        let name = name.to_owned();
        for (id, values) in defaults {
            let is_global = command.get_arguments().any(|arg| arg.get_id() == id.as_str());
            // They last as long as the program, which reads its command line once more.
            let values: Vec<&'static str> = values.into_iter().map(|value| &*value.leak()).collect();
            let with_default = |owner: Command| owner.mut_arg(&id, |arg| arg.default_values(values));
            command = if is_global { with_default(command) } else { command.mut_subcommand(&name, with_default) };
        }
        command
    }
}

/// The language that is set in files, for what is said before the arguments are parsed; absent if none is, or if what is set is wrong,
/// which is said elsewhere.
pub(crate) fn set_language() -> Option<String> {
    let line: LazyCell<Command> = LazyCell::new(whole_command_line);
    let named = typed("--config").or_else(named_by_environment);
    let config = Config::load(&line, named.as_deref()).ok()?;
    let mut names = line.get_subcommands().map(Command::get_name);
    let name = names.find(|name| env::args_os().skip(1).any(|argument| argument == *name)).unwrap_or_default();
    config.find(name, "lang")?.values.first().cloned()
}

/// The file that `TELAAH_CONFIG` names.
pub(crate) fn named_by_environment() -> Option<String> {
    let value = env::var_os("TELAAH_CONFIG").filter(|value| !value.is_empty())?;
    Some(value.to_string_lossy().into_owned())
}

/// Whether an option is a setting.
pub(crate) fn is_setting(arg: &Arg) -> bool {
    arg.get_long().is_some_and(|name| !NO_SETTINGS.contains(&name))
}

/// The option of that name: of a command, or of any.
fn find<'a>(command: &'a Command, one: Option<&'a Command>, option: &str) -> Option<&'a Arg> {
    let commands: Vec<&Command> = one.map_or_else(|| command.get_subcommands().collect(), |one| vec![one]);
    let all = commands.into_iter().flat_map(Command::get_arguments).chain(command.get_arguments());
    all.into_iter().find(|arg| is_setting(arg) && arg.get_long() == Some(option))
}

fn is_list(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Append)
}

fn is_flag(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::SetTrue)
}

/// Whether the option takes these values; else why not.
fn validate(arg: &Arg, values: &[String]) -> Result<(), String> {
    let name = arg.get_long().unwrap_or_default();
    if is_flag(arg) {
        let is_bool = matches!(values, [value] if matches!(&**value, "true" | "false"));
        return if is_bool { Ok(()) } else { Err(format!("{name} is true or false")) };
    }
    // The option alone: what it goes with does not matter here.
    let alone = Arg::new("value")
        .long("value")
        .action(ArgAction::Append)
        .num_args(1)
        .require_equals(true)
        .value_name("value")
        .value_parser(arg.get_value_parser().clone());
    let typed = values.iter().map(|value| format!("--value={value}"));
    match Command::new("telaah").no_binary_name(true).disable_help_flag(true).arg(alone).try_get_matches_from(typed) {
        Ok(_) => Ok(()),
        Err(error) => {
            let text = error.to_string();
            let lines = text.lines().take_while(|line| !line.is_empty()).map(str::trim).collect::<Vec<_>>().join(" ");
            let said = lines.strip_prefix("error: ").unwrap_or(&lines);
            Err(said.replace("'--value=<value>'", name).replace("'--value <value>'", name))
        }
    }
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

    fn setting<'k>(
        &self,
        one: Option<&Command>,
        key: &Spanned<impl AsRef<str>>,
        value: &Spanned<DeValue<'k>>,
    ) -> anyhow::Result<Setting> {
        let option = key.get_ref().as_ref().to_owned();
        let line = self.line(&key.span());
        let place = format!("{}:{line}", self.path.display());
        let Some(arg) = find(self.command, one, &option) else {
            let what = if matches!(value.get_ref(), DeValue::Table(_)) { "command" } else { "setting" };
            let known = one.map(|one| format!(" of {}", one.get_name())).unwrap_or_default();
            let near = nearest(&option, self.command, one);
            let hint =
                near.map_or_else(|| "telaah config lists all".to_owned(), |near| format!("do you mean `{near}`?"));
            bail!("{place}: no {what}{known} `{option}`; {hint}");
        };
        let values = match value.get_ref() {
            DeValue::Array(items) if is_list(arg) => items.iter().map(|item| scalar(item.get_ref())).collect(),
            DeValue::Array(_) => bail!("{place}: {option} takes one value, not a list"),
            other => scalar(other).map(|value| vec![value]),
        };
        let Some(values) = values else { bail!("{place}: {option} can't hold a table or a list of lists") };
        validate(arg, &values).map_err(|problem| anyhow::anyhow!("{place}: {problem}"))?;
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

/// The name of a setting or command that is written most like this one, if one is.
fn nearest(name: &str, command: &Command, one: Option<&Command>) -> Option<String> {
    let options = one.map_or_else(|| command.get_subcommands().collect(), |one| vec![one]);
    let options = options.into_iter().flat_map(Command::get_arguments).chain(command.get_arguments());
    let options = options.filter(|arg| is_setting(arg)).filter_map(Arg::get_long);
    let commands = command.get_subcommands().map(Command::get_name).filter(|_| one.is_none());
    let name = name.replace('_', "-");
    let all = options.chain(commands).map(|known| (distance(&name, known), known));
    all.min().filter(|(distance, _)| *distance <= 1 + name.len() / 4).map(|(_, known)| known.to_owned())
}

/// Letters to put in, take out or change (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (n, a) in (1..).zip(one.chars()) {
        let mut left = n;
        let mut diagonal = n - 1;
        for (above, b) in row.iter_mut().skip(1).zip(other.chars()) {
            let cost = (*above + 1).min(left + 1).min(diagonal + usize::from(a != b));
            diagonal = std::mem::replace(above, cost);
            left = cost;
        }
        if let Some(first) = row.first_mut() {
            *first = n;
        }
    }
    row.last().copied().unwrap_or(0)
}

/// `telaah/telaah.toml` in the user's configuration directory: of Windows `APPDATA`, elsewhere `XDG_CONFIG_HOME`, which without
/// being set is `~/.config` (XDG Base Directory Specification).
fn user_file() -> Option<PathBuf> {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = if cfg!(windows) {
        set("APPDATA")
    } else {
        set("XDG_CONFIG_HOME").filter(|path| path.is_absolute()).or_else(|| Some(set("HOME")?.join(".config")))
    };
    Some(folder?.join("telaah").join(FILE_NAME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_levenshtein() {
        for (one, other, wanted) in
            [("", "", 0), ("top", "top", 0), ("tpo", "top", 2), ("formt", "format", 1), ("", "abc", 3)]
        {
            assert_eq!(distance(one, other), wanted, "{one} {other}");
            assert_eq!(distance(other, one), wanted, "{one} {other}");
        }
    }
}
