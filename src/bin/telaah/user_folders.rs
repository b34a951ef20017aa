//! The user's folders for files of programs.

use std::env;
use std::path::PathBuf;

/// The folder for settings: `APPDATA` on Windows, elsewhere `XDG_CONFIG_HOME`, which defaults to `~/.config` (XDG Base Directory
/// Specification). `None` if none of the variables is set.
pub(crate) fn config() -> Option<PathBuf> {
    if cfg!(windows) { set("APPDATA") } else { xdg("XDG_CONFIG_HOME", ".config") }
}

/// The folder for data: `XDG_DATA_HOME`, which defaults to `~/.local/share`. `None` if neither it nor the home folder is set.
pub(crate) fn data() -> Option<PathBuf> {
    xdg("XDG_DATA_HOME", ".local/share")
}

/// The home folder.
pub(crate) fn home() -> Option<PathBuf> {
    set(if cfg!(windows) { "USERPROFILE" } else { "HOME" })
}

/// The folder that a variable names if it is absolute, as the specification demands, or else the default one in the home folder.
fn xdg(variable: &str, default: &str) -> Option<PathBuf> {
    set(variable).filter(|path| path.is_absolute()).or_else(|| Some(home()?.join(default)))
}

fn set(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}
