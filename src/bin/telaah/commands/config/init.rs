//! `telaah config --init`: a file of settings in which every setting is a comment.

use clap::{Arg, ArgAction};
use telaah::message::Wording;

use crate::cli::config::{is_list, is_setting};
use crate::cli::language::help_language;

const TITLE: Wording = Wording {
    en: "\
# Settings of telaah: every line with a value is a comment, with the default. Remove the # to change it.
# Where the default is not a fixed value, a word in capitals stands for yours.
# A section such as [terms], after all other lines, holds settings for one command: telaah config lists which command has which.",
    id: "\
# Setelan telaah: tiap baris setelan berupa komentar dengan nilai bawaannya. Hapus tanda # untuk mengubahnya.
# Bila bawaannya bukan nilai tetap, kata berhuruf besar mewakili nilai Anda.
# Bagian seperti [terms], di bawah semua baris lain, memuat setelan untuk satu perintah; telaah config menampilkan setelan tiap perintah.",
};

/// The word before the values of an option.
const VALUES: Wording = Wording { en: "possible values", id: "pilihan" };

/// The width of comments, in characters.
const WIDTH: usize = 100;

/// The text of the file: each option once, in the order of the help, below its heading there.
pub(super) fn settings_file(line: &clap::Command) -> String {
    let mut text = format!("{}\n", TITLE.text(help_language()));
    let (mut heading, mut seen) = (None, Vec::new());
    let all = line.get_subcommands().flat_map(clap::Command::get_arguments).chain(line.get_arguments());
    let mut settings: Vec<&Arg> = Vec::new();
    for arg in all.filter(|arg| is_setting(arg)) {
        if !seen.contains(&arg.get_long()) {
            seen.push(arg.get_long());
            settings.push(arg);
        }
    }
    let headings: Vec<Option<&str>> = settings.iter().map(|arg| arg.get_help_heading()).collect();
    // Options of one heading are together, although commands add some later.
    settings.sort_by_key(|arg| headings.iter().position(|heading| *heading == arg.get_help_heading()));
    for arg in settings {
        if arg.get_help_heading() != heading {
            heading = arg.get_help_heading();
            text.push_str(&format!("\n## {}\n", heading.unwrap_or_default()));
        }
        text.push_str(&format!("\n{}# {} = {}\n", comment(arg), arg.get_long().unwrap_or_default(), default(arg)));
    }
    text
}

/// The help of an option as a comment, with the values that it accepts.
fn comment(arg: &Arg) -> String {
    let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let takes_values = arg.get_action().takes_values();
    let values = arg.get_possible_values();
    let values: Vec<&str> = values.iter().filter(|value| !value.is_hide_set()).map(|value| value.get_name()).collect();
    if takes_values && !values.is_empty() {
        help.push_str(&format!(" [{}: {}]", VALUES.text(help_language()), values.join(", ")));
    }
    let mut text = String::new();
    let mut width = WIDTH;
    for word in help.split_whitespace() {
        let length = word.chars().count() + 1;
        if width + length > WIDTH {
            text.push_str(if text.is_empty() { "#" } else { "\n#" });
            width = 1;
        }
        text.push(' ');
        text.push_str(word);
        width += length;
    }
    text + "\n"
}

/// The default in TOML; of an option without one, the name of its value, or an empty list.
fn default(arg: &Arg) -> String {
    let quoted = |value: &str| if value.parse::<u64>().is_ok() { value.to_owned() } else { format!("{value:?}") };
    let defaults: Vec<String> = arg.get_default_values().iter().map(|value| quoted(&value.to_string_lossy())).collect();
    match arg.get_action() {
        ArgAction::SetTrue => "false".to_owned(),
        _ if is_list(arg) => format!("[{}]", defaults.join(", ")),
        _ => defaults.into_iter().next().unwrap_or_else(|| {
            let name = arg.get_value_names().and_then(<[_]>::first).map(ToString::to_string);
            quoted(&name.unwrap_or_default())
        }),
    }
}
