//! Messages of the settings.

use std::path::PathBuf;

use telaah::message::path_name;

use crate::cli::messages::ValueError;

telaah::messages! {
    /// A message of the settings.
    #[derive(Debug)]
    pub(crate) enum SettingMessage {
        CannotReadConfig { path: PathBuf } => {
            en: "{}: cannot read the configuration", path_name(path);
            id: "{}: berkas setelan tidak bisa dibaca", path_name(path);
        }
        // The parser has no kinds of errors that could be translated.
        BadToml { path: PathBuf, line: usize, character: usize, reason: String } => {
            en: "{}:{line}: invalid TOML at character {character}: {reason}", path_name(path);
            id: "{}:{line}: TOML tidak sah pada karakter ke-{character} (contoh baris yang sah: `format = \"csv\"`)", path_name(path);
        }
        UnknownSetting { place: String, option: String, command: Option<String>, near: Option<String> } => {
            en: "{place}: no setting{} `{option}` ({})", of_command(" of ", command.as_deref()), match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "telaah config lists all".to_owned(),
            };
            id: "{place}: tidak ada setelan{} `{option}` ({})", of_command(" ", command.as_deref()), match near {
                Some(near) => format!("mungkin maksudnya `{near}`?"),
                None => "telaah config menampilkan semua setelan".to_owned(),
            };
        }
        UnknownSection { place: String, name: String, near: Option<String> } => {
            en: "{place}: no command `{name}` ({})", match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "telaah --help lists all".to_owned(),
            };
            id: "{place}: tidak ada perintah `{name}` ({})", match near {
                Some(near) => format!("mungkin maksudnya `{near}`?"),
                None => "telaah --help menampilkan semua perintah".to_owned(),
            };
        }
        SettingNotAList { place: String, option: String } => {
            en: "{place}: {option} takes one value, not a list";
            id: "{place}: {option} hanya menerima satu nilai, bukan daftar";
        }
        SettingNested { place: String, option: String } => {
            en: "{place}: {option} cannot hold a table or a nested list";
            id: "{place}: {option} tidak boleh berisi tabel atau daftar di dalam daftar";
        }
        SettingNotBoolean { place: String, option: String } => {
            en: "{place}: {option} must be true or false";
            id: "{place}: {option} harus bernilai true atau false";
        }
        InvalidSetting { place: String, option: String, value: String, why: Why } => {
            en: "{place}: invalid value '{value}' for {option}{}", why.en();
            id: "{place}: nilai '{value}' untuk {option} tidak sah{}", why.id();
        }
        UnknownVariable { name: String } => {
            en: "{name}: not a setting: ignored (telaah config lists all)";
            id: "{name}: bukan setelan: diabaikan (telaah config menampilkan semua setelan)";
        }
    }
}

telaah::messages! {
    /// The reason why the value of a setting is invalid, as it follows the statement that it is.
    #[derive(Debug)]
    pub(crate) enum Why {
        NotAmong { values: String } => {
            en: " [possible values: {values}]";
            id: " [pilihan: {values}]";
        }
        Because { fault: ValueError } => {
            en: ": {}", fault.en();
            id: ": {}", fault.id();
        }
        Unknown => {
            en: "";
            id: "";
        }
    }
}

fn of_command(words: &str, command: Option<&str>) -> String {
    command.map_or_else(String::new, |command| format!("{words}{command}"))
}
