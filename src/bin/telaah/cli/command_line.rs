//! The commands: what each is called, what it does, which options it has.

use clap::{ArgMatches, Args, FromArgMatches};

use crate::cli::args::output::OutputArguments;
use crate::cli::args::{
    AnalyzeArguments, CompletionsArguments, ConfigArguments, ConsoleArguments, EntitiesArguments, ManArguments,
    StopwordsArguments, TermsArguments, TokensArguments,
};

/// All that was typed.
#[derive(Debug)]
pub(crate) struct Arguments {
    pub(crate) console: ConsoleArguments,
    pub(crate) command: Command,
}

/// A command with its options.
#[derive(Debug)]
pub(crate) enum Command {
    Analyze(AnalyzeArguments),
    Terms(TermsArguments),
    Entities(EntitiesArguments),
    Tokens(TokensArguments),
    Stopwords(StopwordsArguments),
    Config(ConfigArguments),
    Completions(CompletionsArguments),
    Man(ManArguments),
}

/// What there is to know of a command before it is invoked.
struct Entry {
    name: &'static str,
    about: &'static str,
    /// What stands below its help.
    examples: &'static str,
    options: fn(clap::Command) -> clap::Command,
    read: fn(&ArgMatches) -> Result<Command, clap::Error>,
}

const COMMANDS: [Entry; 8] = [
    Entry {
        name: "analyze",
        about: "Everything about each article, and about all of them together",
        examples: ANALYZE_EXAMPLES,
        options: with_options::<AnalyzeArguments>,
        read: |matches| AnalyzeArguments::from_arg_matches(matches).map(Command::Analyze),
    },
    Entry {
        name: "terms",
        about: "Term frequencies",
        examples: TERMS_EXAMPLES,
        options: with_options::<TermsArguments>,
        read: |matches| TermsArguments::from_arg_matches(matches).map(Command::Terms),
    },
    Entry {
        name: "entities",
        about: "People, countries and dates: by entity, or each mention",
        examples: ENTITIES_EXAMPLES,
        options: with_options::<EntitiesArguments>,
        read: |matches| EntitiesArguments::from_arg_matches(matches).map(Command::Entities),
    },
    Entry {
        name: "tokens",
        about: "The tokens and sentences, as the tool sees them",
        examples: TOKENS_EXAMPLES,
        options: with_options::<TokensArguments>,
        read: |matches| TokensArguments::from_arg_matches(matches).map(Command::Tokens),
    },
    Entry {
        name: "stopwords",
        about: "The stop word lists: which there are, and what one holds",
        examples: STOPWORDS_EXAMPLES,
        options: with_options::<StopwordsArguments>,
        read: |matches| StopwordsArguments::from_arg_matches(matches).map(Command::Stopwords),
    },
    Entry {
        name: "config",
        about: "The settings: each value, and where it comes from",
        examples: CONFIG_EXAMPLES,
        options: with_options::<ConfigArguments>,
        read: |matches| ConfigArguments::from_arg_matches(matches).map(Command::Config),
    },
    Entry {
        name: "completions",
        about: "Completions for a shell",
        examples: COMPLETIONS_EXAMPLES,
        options: with_options::<CompletionsArguments>,
        read: |matches| CompletionsArguments::from_arg_matches(matches).map(Command::Completions),
    },
    Entry {
        name: "man",
        about: "The manual page, for man",
        examples: MAN_EXAMPLES,
        options: with_options::<ManArguments>,
        read: |matches| ManArguments::from_arg_matches(matches).map(Command::Man),
    },
];

/// The command line. Options of a command are added when it is invoked: that is most of what building it costs.
pub(crate) fn command_line() -> clap::Command {
    COMMANDS.iter().fold(root(), |root, entry| root.subcommand(entry.command().defer(entry.options)))
}

/// The command line with the options of every command, for what looks at them.
pub(crate) fn whole_command_line() -> clap::Command {
    COMMANDS.iter().fold(root(), |root, entry| root.subcommand((entry.options)(entry.command())))
}

fn root() -> clap::Command {
    let root = clap::Command::new("telaah")
        .version(env!("CARGO_PKG_VERSION"))
        .about(ABOUT)
        .long_about(LONG_ABOUT)
        .after_help(EXAMPLES)
        .max_term_width(100)
        .subcommand_required(true)
        .arg_required_else_help(true);
    ConsoleArguments::augment_args(root)
}

/// Adds options, and nothing of what is said of the struct that holds them.
fn with_options<A: Args>(command: clap::Command) -> clap::Command {
    let about = command.get_about().cloned().unwrap_or_default();
    A::augment_args(command).about(about).long_about(None)
}

impl Entry {
    fn command(&self) -> clap::Command {
        clap::Command::new(self.name).about(self.about).after_help(self.examples)
    }
}

impl Arguments {
    pub(crate) fn from_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let missing = || clap::Error::new(clap::error::ErrorKind::MissingSubcommand);
        let (name, of_command) = matches.subcommand().ok_or_else(missing)?;
        let entry = COMMANDS.iter().find(|entry| entry.name == name).ok_or_else(missing)?;
        Ok(Self { console: ConsoleArguments::from_arg_matches(matches)?, command: (entry.read)(of_command)? })
    }

    /// The options of the output, of commands that have them.
    pub(crate) fn output_mut(&mut self) -> Option<&mut OutputArguments> {
        match &mut self.command {
            Command::Analyze(arguments) => Some(&mut arguments.shared.output),
            Command::Terms(arguments) => Some(&mut arguments.shared.output),
            Command::Entities(arguments) => Some(&mut arguments.shared.output),
            Command::Tokens(arguments) => Some(&mut arguments.shared.output),
            Command::Stopwords(arguments) => Some(&mut arguments.output),
            Command::Config(arguments) => Some(&mut arguments.output),
            Command::Completions(_) | Command::Man(_) => None,
        }
    }
}

const ABOUT: &str = "Reads Indonesian news text: which words, which people, which countries, which dates";

const LONG_ABOUT: &str = "\
Reads Indonesian news text: which words, which people, which countries, which dates.

For one article or for millions: files, folders, or a JSON object a line. The results are tables for people, CSV for spreadsheets, \
JSON and NDJSON for programs.";

const EXAMPLES: &str = "\
Examples:
  telaah analyze samples/                 what a folder of articles speaks of
  telaah analyze samples/ -o hasil/       the same as five tables for a spreadsheet
  telaah terms --top 10 samples/politik-01.txt
  telaah entities --kind country samples/ --format csv
  telaah analyze samples/berita.ndjson --format ndjson | jq '.people[].canonical'

telaah COMMAND --help has more of them.";

const ANALYZE_EXAMPLES: &str = "\
Without --format: a summary on a terminal; otherwise the table of documents as CSV.
  --format csv -o FOLDER   documents.csv, terms.csv, people.csv, countries.csv, dates.csv
  --format csv             the table of documents alone
  --format ndjson          an object an article
  --format json            one object: documents and summary

Examples:
  telaah analyze samples/
  telaah analyze --format csv --csv-dialect excel-id -o hasil/ samples/
  telaah analyze --format csv -o hasil/ --resume samples/    goes on, if it was interrupted
  telaah analyze --format ndjson samples/ | jq -c '[.document, .people[].label]'
  telaah analyze --date 2024-12-31 - < samples/dunia-01.txt";

const TERMS_EXAMPLES: &str = "\
Examples:
  telaah terms --top 20 samples/
  telaah terms --ngrams 2 --min-count 2 samples/
  telaah terms --by-document --top 5 --format csv samples/
  telaah terms --stopwords inti --stopwords berita samples/
  telaah terms --match '^peng' samples/";

const ENTITIES_EXAMPLES: &str = "\
Examples:
  telaah entities samples/
  telaah entities --kind person,country --format json samples/
  telaah entities --mentions --format ndjson samples/berita.ndjson
  telaah entities --kind date --date 2024-12-31 samples/dunia-01.txt";

const TOKENS_EXAMPLES: &str = "\
Examples:
  telaah tokens samples/dunia-01.txt
  echo 'Rp1,5 triliun untuk anak-anak.' | telaah tokens --format csv";

const STOPWORDS_EXAMPLES: &str = "\
Examples:
  telaah stopwords                    which lists there are
  telaah stopwords inti > saya.txt    a list of one's own to begin with, for --stopwords saya.txt
  telaah stopwords inti --format json";

const CONFIG_EXAMPLES: &str = "\
Every long option is a setting, but for -o, --match, --dry-run, --files-from and --resume.
telaah.toml in the folder goes before telaah/telaah.toml in the configuration directory (~/.config); the environment
(TELAAH_TOP=50) goes before both; what is typed goes before all.

  format = \"csv\"                       # for every command that has the option
  stopwords = [\"inti\", \"saya.txt\"]

  [terms]                              # for one command
  top = 50

Examples:
  telaah config
  telaah config --format json
  TELAAH_TOP=50 telaah config --format csv";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  telaah completions bash > telaah.bash    for ~/.local/share/bash-completion/completions/telaah
  telaah completions zsh > _telaah         for a folder of fpath
  telaah completions fish > telaah.fish    for ~/.config/fish/completions/
  telaah completions powershell > telaah.ps1";

const MAN_EXAMPLES: &str = "\
Examples:
  telaah man > telaah.1
  telaah man terms > telaah-terms.1";
