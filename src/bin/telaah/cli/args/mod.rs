//! The command line as it is typed. What it means is worked out in [`crate::setup`].

mod input;
pub(crate) mod output;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum, ValueHint};
use telaah::entities::EntityKind;
use telaah::run::fingerprint::RunFingerprint;

use crate::cli::args::output::OutputArguments;
use crate::cli::language::LanguageArgument;

pub(crate) use crate::cli::args::input::{EncodingErrorsArgument, InputArguments};

#[derive(Clone, Debug, Args)]
pub(crate) struct ConsoleArguments {
    /// Say nothing on standard error but what failed
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Run")]
    pub(crate) quiet: bool,
    /// Say at the end how much was read, and how long it took
    #[arg(short, long, global = true, help_heading = "Run")]
    pub(crate) verbose: bool,
    /// What is said on standard error: what failed, warnings, what else is good to know, or every document that is not read like
    /// the others, and how long it took [default: info]; -q is error, -v is debug
    #[arg(long, global = true, value_name = "LEVEL", conflicts_with_all = ["quiet", "verbose"], help_heading = "Run")]
    pub(crate) log_level: Option<LogLevel>,
    /// Colour: auto means on a terminal, unless `NO_COLOR` is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "Run")]
    pub(crate) color: ColorArgument,
    /// The language of messages and help; auto goes by the locale
    #[arg(long, global = true, value_name = "LANG", default_value = "auto", help_heading = "Run")]
    pub(crate) lang: LanguageArgument,
    /// Read settings from this file instead of the usual ones; none: from no file
    #[arg(long, global = true, value_name = "FILE|none", value_hint = ValueHint::FilePath, help_heading = "Run")]
    pub(crate) config: Option<String>,
}

impl ConsoleArguments {
    /// What is said on standard error.
    pub(crate) fn level(&self) -> LogLevel {
        match (self.log_level, self.quiet, self.verbose) {
            (Some(level), ..) => level,
            (None, true, _) => LogLevel::Error,
            (None, _, true) => LogLevel::Debug,
            (None, ..) => LogLevel::Info,
        }
    }
}

/// How much is said on standard error; each level says what those before it say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum LogLevel {
    Error,
    Warn,
    Info,
    Debug,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorArgument {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Args)]
pub(crate) struct ConfigArguments {
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

#[derive(Debug, Args)]
pub(crate) struct AnalyzeArguments {
    #[command(flatten)]
    pub(crate) shared: SharedArguments,
    #[command(flatten)]
    pub(crate) terms: TermArguments,
    /// Count countries that are part of another name, too: Bank Indonesia, dolar AS
    #[arg(long, help_heading = "Entities")]
    pub(crate) in_name: bool,
    /// Find people by rules alone, without the trained model: about twice as fast, and less right
    #[arg(long, help_heading = "Entities")]
    pub(crate) people_by_rules: bool,
    /// Go on with an interrupted run into the folder of -o, if there is one; keeps a journal there, so that this one can be gone on
    /// with, too
    #[arg(long, conflicts_with = "dry_run", help_heading = "Run")]
    pub(crate) resume: bool,
    /// With `--resume`, all options that shape the reports.
    #[arg(skip)]
    pub(crate) given: RunFingerprint,
}

#[derive(Debug, Args)]
pub(crate) struct TermsArguments {
    #[command(flatten)]
    pub(crate) shared: SharedArguments,
    #[command(flatten)]
    pub(crate) terms: TermArguments,
    /// One row a document and term
    #[arg(long, help_heading = "Terms")]
    pub(crate) by_document: bool,
    /// Only terms that the regular expression matches, anywhere in the term unless it has ^ or $
    #[arg(long = "match", value_name = "REGEX", help_heading = "Terms")]
    pub(crate) pattern: Option<regex::Regex>,
}

#[derive(Debug, Args)]
pub(crate) struct EntitiesArguments {
    #[command(flatten)]
    pub(crate) shared: SharedArguments,
    /// One row a mention, in the order of the text
    #[arg(long, conflicts_with_all = ["top", "min_count", "in_name"], help_heading = "Entities")]
    pub(crate) mentions: bool,
    /// What to look for; repeatable, or a list with commas [default: person,country,date]
    #[arg(long = "kind", value_name = "KIND", value_delimiter = ',', value_parser = kinds(), help_heading = "Entities")]
    pub(crate) kinds: Vec<EntityKind>,
    /// Find people by rules alone, without the trained model: about twice as fast, and less right
    #[arg(long, help_heading = "Entities")]
    pub(crate) people_by_rules: bool,
    /// At most N entities of each kind; 0: all [default: 25 in a table, all elsewhere]
    #[arg(long, value_name = "N", help_heading = "Entities")]
    pub(crate) top: Option<usize>,
    /// Only entities that are mentioned N times or more
    #[arg(long, value_name = "N", default_value_t = 1, help_heading = "Entities")]
    pub(crate) min_count: u64,
    /// Only entities whose canonical form or label the regular expression matches
    #[arg(long = "match", value_name = "REGEX", help_heading = "Entities")]
    pub(crate) pattern: Option<regex::Regex>,
    /// Count countries that are part of another name, too: Bank Indonesia, dolar AS
    #[arg(long, help_heading = "Entities")]
    pub(crate) in_name: bool,
}

#[derive(Debug, Args)]
pub(crate) struct TokensArguments {
    #[command(flatten)]
    pub(crate) shared: SharedArguments,
}

#[derive(Debug, Args)]
pub(crate) struct StopwordsArguments {
    /// The list to show: as it is shipped, or with --format a row a word
    #[arg(value_name = "NAME", value_parser = stop_lists())]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArguments {
    /// The command whose page is wanted; without it the page of telaah
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Option<String>,
}

/// What `analyze`, `terms`, `entities` and `tokens` share.
#[derive(Debug, Args)]
pub(crate) struct SharedArguments {
    /// Files, folders (with all in them, in byte order of path), or - for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) input: InputArguments,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
    /// Threads [default: as many as there are cores]
    #[arg(long, value_name = "N", help_heading = "Run")]
    pub(crate) threads: Option<NonZeroUsize>,
    /// Words that are no terms: a list's name, a file with a word a line, or none; repeatable [default: inti, luas and berita]
    #[arg(long = "stopwords", value_name = "NAME|FILE|none", help_heading = "Terms")]
    pub(crate) stop_words: Vec<String>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Terms")]
pub(crate) struct TermArguments {
    /// At most N terms; 0: all [default: 25 in a table, 20 an article in analyze, all elsewhere]
    #[arg(long, value_name = "N")]
    pub(crate) top: Option<usize>,
    /// Only terms that occur N times or more
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) min_count: u64,
    /// Terms of N words
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=10))]
    pub(crate) ngrams: u8,
    /// Whether Kota and kota are one term (fold) or two (keep)
    #[arg(long, value_name = "CASE", default_value = "fold")]
    pub(crate) case: CaseArgument,
    /// Count datelines, links to other articles and credits, too
    #[arg(long)]
    pub(crate) keep_boilerplate: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CaseArgument {
    /// They are two terms
    Keep,
    /// They are one, in small letters
    Fold,
}

fn kinds() -> impl TypedValueParser<Value = EntityKind> {
    let is_named = |name: &str| EntityKind::ALL.into_iter().find(|kind| kind.name() == name);
    PossibleValuesParser::new(EntityKind::ALL.map(EntityKind::name))
        .try_map(move |name| is_named(&name).ok_or("no such kind"))
}

fn stop_lists() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(telaah::STOP_LISTS.iter().map(|list| PossibleValue::new(list.name).help(list.title)))
}
