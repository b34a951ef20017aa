//! The command line: the options of all commands, and the commands with theirs.

use std::sync::LazyLock;

use clap::{ArgMatches, Args, FromArgMatches};
use telaah::message::Wording;

use crate::cli::args::ConsoleArguments;
use crate::cli::command::Invocation;
use crate::cli::language::{help_language, localized_root};
use crate::commands::COMMANDS;

const ABOUT: Wording = Wording {
    en: "Analyzes Indonesian news text: words, people, countries and dates",
    id: "Menganalisis teks berita Indonesia: kata, tokoh, negara, dan tanggal apa saja yang disebut",
};

const LONG_ABOUT: Wording = Wording {
    en: "\
Analyzes Indonesian news text: words, people, countries and dates.

Reads one article or millions: files, directories, or one JSON object per line. Writes tables to read, CSV for spreadsheets, JSON and \
NDJSON for programs.",
    id: "\
Menganalisis teks berita Indonesia: kata, tokoh, negara, dan tanggal apa saja yang disebut.

Membaca satu sampai jutaan artikel: berkas, folder, atau satu objek JSON per baris. Hasilnya tabel untuk dibaca, CSV untuk lembar \
kerja, atau JSON dan NDJSON untuk program lain.",
};

const EXAMPLES: Wording = Wording {
    en: "\
Examples:
  telaah analyze samples/                 a summary of a directory of articles
  telaah analyze samples/ -o hasil/       the same as six tables for a spreadsheet
  telaah terms --top 10 samples/politik-01.txt
  telaah entities --kind country samples/ --format csv
  telaah analyze samples/berita.ndjson --format ndjson | jq '.people[].entity'

telaah COMMAND --help has more examples.",
    id: "\
Contoh:
  telaah analyze samples/                 ringkasan satu folder artikel
  telaah analyze samples/ -o hasil/       hasil yang sama dalam enam tabel untuk lembar kerja
  telaah terms --top 10 samples/politik-01.txt
  telaah entities --kind country samples/ --format csv
  telaah analyze samples/berita.ndjson --format ndjson | jq '.people[].entity'

telaah PERINTAH --help memuat contoh lain.",
};

/// The parsed command line.
pub(crate) struct Arguments {
    pub(crate) console: ConsoleArguments,
    pub(crate) command: Invocation,
}

impl Arguments {
    pub(crate) fn from_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let missing = || clap::Error::new(clap::error::ErrorKind::MissingSubcommand);
        let (name, of_command) = matches.subcommand().ok_or_else(missing)?;
        let entry = COMMANDS.iter().find(|entry| entry.name == name).ok_or_else(missing)?;
        Ok(Self { console: ConsoleArguments::from_arg_matches(matches)?, command: (entry.read)(of_command)? })
    }
}

/// The command line. The options of a command are added when it is invoked, because they take most of the time.
pub(crate) fn command_line() -> clap::Command {
    COMMANDS.iter().fold(root(), |root, entry| root.subcommand(entry.command().defer(entry.options)))
}

/// The command line with the options of every command.
pub(crate) fn whole_command_line() -> clap::Command {
    COMMANDS.iter().fold(root(), |root, entry| root.subcommand((entry.options)(entry.command())))
}

/// The version, and what was built in.
static LONG_VERSION: LazyLock<String> =
    LazyLock::new(|| format!("{}\nfeatures: {}", env!("CARGO_PKG_VERSION"), telaah::FEATURES.join(", ")));

fn root() -> clap::Command {
    let language = help_language();
    let root = clap::Command::new("telaah")
        .version(env!("CARGO_PKG_VERSION"))
        .long_version(&**LONG_VERSION)
        .about(ABOUT.text(language))
        .long_about(LONG_ABOUT.text(language))
        .after_help(EXAMPLES.text(language))
        .max_term_width(100)
        .args_override_self(true)
        .subcommand_required(true)
        .arg_required_else_help(true);
    localized_root(ConsoleArguments::augment_args(root))
}
