//! `config`: the settings.

use crate::report::describe::table;

table! {
    "settings":
    /// A row of `config`: a setting.
    #[derive(Clone, Debug)]
    pub struct SettingRow<'a> {
        /// The option; for a setting of one command, `command.option`.
        pub setting: &'a str,
        /// Its value, as on the command line; several are separated by commas. `null` if it is not set and its default depends on
        /// the run.
        pub value: Option<&'a str>,
        /// The origin of the value: `default`, `file:line`, or the name of an environment variable.
        pub source: &'a str,
        /// The commands that have it, or `all`.
        pub commands: &'a str,
    }
}
