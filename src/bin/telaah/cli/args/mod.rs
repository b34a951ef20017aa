//! The options that several commands share, as they are typed. [`crate::setup`] turns them into settings.

mod input;
pub(crate) mod output;
mod patterns;
mod stems;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, ValueEnum, ValueHint};
use telaah::Case;
use telaah::corpus::pattern::check_regex;

use crate::cli::args::output::OutputArguments;
use crate::cli::completers::stop_words;
use crate::cli::language::{LanguageArgument, help};
use crate::cli::messages::{Numbers, ValueError};

pub(crate) use crate::cli::args::input::{EncodingErrorsArgument, InputArguments, StripTagsArgument};
pub(crate) use crate::cli::args::patterns::{PatternArguments, PatternSyntax, WordArguments};
pub(crate) use crate::cli::args::stems::{StemArguments, StemLevelArguments};

/// Whether an option was typed, given the arguments that were: not set in a file or the environment, and not the default.
pub(crate) fn is_typed(typed: &ArgMatches, id: &str) -> bool {
    typed.try_contains_id(id).is_ok() && typed.value_source(id) == Some(ValueSource::CommandLine)
}

#[derive(Clone, Debug, Args)]
pub(crate) struct ConsoleArguments {
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = help("Run", "Proses"), help = help(
        "Print only errors",
        "Hanya tampilkan galat"))]
    pub(crate) quiet: bool,
    #[arg(short, long, global = true, help_heading = help("Run", "Proses"), help = help(
        "At the end, print how much was read and how long it took",
        "Di akhir, tampilkan jumlah yang dibaca dan lamanya proses"))]
    pub(crate) verbose: bool,
    #[arg(long, global = true, value_name = help("LEVEL", "TINGKAT"), conflicts_with_all = ["quiet", "verbose"], help_heading = help("Run", "Proses"), help = help(
        "Messages on standard error: errors only, also warnings, also notes (the default), or also every document that needed special treatment, with the duration of the run (debug); -q is error, -v is debug",
        "Pesan yang ditulis ke galat baku: hanya galat (error), ditambah peringatan (warn), ditambah catatan (info, bawaan), atau ditambah tiap dokumen yang diperlakukan khusus dan lamanya proses (debug); -q sama dengan error, -v sama dengan debug"))]
    pub(crate) log_level: Option<LogLevel>,
    #[arg(long, global = true, value_name = help("WHEN", "KAPAN"), default_value = "auto", help_heading = help("Run", "Proses"), help = help(
        "Colors; auto means at a terminal, unless NO_COLOR is set",
        "Pewarnaan; auto: hanya di terminal, kecuali bila NO_COLOR disetel"))]
    pub(crate) color: ColorArgument,
    #[arg(long, global = true, value_name = help("LANG", "BAHASA"), default_value = "auto", help_heading = help("Run", "Proses"), help = help(
        "Language of messages and help; auto goes by the locale",
        "Bahasa pesan dan bantuan; auto: menurut setelan bahasa sistem"))]
    pub(crate) lang: LanguageArgument,
    #[arg(long, global = true, value_name = help("FILE|none", "BERKAS|none"), value_hint = ValueHint::FilePath, help_heading = help("Run", "Proses"), help = help(
        "Read settings from this file instead of the default ones; none reads no file",
        "Baca setelan dari berkas ini, bukan dari berkas bawaan; none: tanpa berkas"))]
    pub(crate) config: Option<String>,
}

impl ConsoleArguments {
    /// The level of messages on standard error.
    pub(crate) fn level(&self) -> LogLevel {
        match (self.log_level, self.quiet, self.verbose) {
            (Some(level), ..) => level,
            (None, true, _) => LogLevel::Error,
            (None, _, true) => LogLevel::Debug,
            (None, ..) => LogLevel::Info,
        }
    }
}

/// The level of messages on standard error; each includes those before it.
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

/// The options of commands that read documents.
#[derive(Clone, Debug, Args)]
pub(crate) struct SharedArguments {
    #[arg(value_name = help("PATH", "JALUR"), value_hint = ValueHint::AnyPath, help = help(
        "Files, directories (searched recursively, in byte order of path), or - for standard input",
        "Berkas, folder (beserta seluruh isinya, menurut urutan bita jalurnya), atau - untuk masukan baku"))]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) input: InputArguments,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
    #[arg(long, value_name = "N", value_parser = threads, help_heading = help("Run", "Proses"), help = help(
        "Number of threads, at most four times that of cores [default: number of cores]",
        "Jumlah utas, paling banyak empat kali jumlah inti [bawaan: jumlah inti prosesor]"))]
    pub(crate) threads: Option<NonZeroUsize>,
    #[arg(long, value_name = help("SECONDS", "DETIK"), default_value_t = 30, value_parser = count, help_heading = help("Run", "Proses"), help = help(
        "Maximum time for one document, in seconds; a longer one is an error that names the stage; 0 means no limit",
        "Waktu maksimum untuk satu dokumen, dalam detik; dokumen yang lebih lama dicatat sebagai galat beserta tahapnya; 0: tanpa batas"))]
    pub(crate) max_document_time: u64,
    #[arg(long = "stopwords", add = stop_words(), value_name = help("NAME|FILE|none", "NAMA|BERKAS|none"), help_heading = help("Terms", "Istilah"), help = help(
        "Words that are not counted as terms: the name of a list, a file with one word per line, none, or default (inti, luas and berita); repeatable, or separated by commas [default: default]",
        "Kata yang tidak dihitung sebagai istilah: nama daftar, berkas berisi satu kata per baris, none, atau default (inti, luas, dan berita); boleh diulang atau dipisahkan koma [bawaan: default]"))]
    pub(crate) stop_words: Vec<String>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = help("Terms", "Istilah"))]
pub(crate) struct TermArguments {
    #[arg(long, value_name = "N", value_parser = top, help = help(
        "At most N terms; 0 means all [default: 25 in a table, 20 per article in analyze, otherwise all]",
        "Paling banyak N istilah; 0: semua [bawaan: 25 dalam tabel, 20 per artikel dalam analyze, selain itu semua]"))]
    pub(crate) top: Option<usize>,
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = count, help = help(
        "Only terms that occur at least N times",
        "Hanya istilah yang muncul sedikitnya N kali"))]
    pub(crate) min_count: u64,
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = ngrams, help = help(
        "Terms of N words",
        "Istilah yang terdiri atas N kata"))]
    pub(crate) ngrams: u8,
    #[arg(long, value_name = help("CASE", "CARA"), default_value = "fold", help = help(
        "Count Kota and kota as one term (fold) or as two (keep)",
        "Hitung Kota dan kota sebagai satu istilah (fold) atau dua (keep)"))]
    pub(crate) case: CaseArgument,
    #[arg(long, help = help(
        "Include datelines, links to other articles and credits",
        "Sertakan baris tanggal, tautan ke artikel lain, dan kredit"))]
    pub(crate) keep_boilerplate: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CaseArgument {
    Keep,
    Fold,
}

impl From<CaseArgument> for Case {
    fn from(case: CaseArgument) -> Self {
        match case {
            CaseArgument::Keep => Self::Keep,
            CaseArgument::Fold => Self::Fold,
        }
    }
}

/// A parser of the names of these values.
pub(crate) fn one_of<T: Copy + Send + Sync + 'static, const N: usize>(
    values: [T; N],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(values.map(name))
        .try_map(move |given| values.into_iter().find(|value| name(*value) == given).ok_or("no such value"))
}

/// Parses a number of words or parts that may not be above 1,000.
pub(crate) fn at_most_1000(text: &str) -> Result<usize, ValueError> {
    Numbers::Whole { least: 0, most: 1000 }.parse_whole(text).map(|number| number as usize)
}

/// Parses a number of words or periods.
pub(crate) fn from_1_to_1000(text: &str) -> Result<usize, ValueError> {
    Numbers::Whole { least: 1, most: 1000 }.parse_whole(text).map(|number| number as usize)
}

/// Parses the sizes of a window: one for both sides, or two.
pub(crate) fn window(text: &str) -> Result<(usize, usize), ValueError> {
    match text.split_once(',') {
        Some((left, right)) => Ok((at_most_1000(left.trim())?, at_most_1000(right.trim())?)),
        None => at_most_1000(text).map(|size| (size, size)),
    }
}

impl SharedArguments {
    /// The same options without inputs.
    pub(crate) fn without_inputs(&self) -> Self {
        let mut shared = self.clone();
        shared.paths.clear();
        shared.input.choice.files_from = None;
        shared
    }
}

/// Parses a probability.
pub(crate) fn probability(text: &str) -> Result<f64, ValueError> {
    Numbers::Decimal { least: 0.0, most: 1.0 }.parse_decimal(text)
}

/// Parses a number above 1.
pub(crate) fn above_1(text: &str) -> Result<f64, ValueError> {
    Numbers::DecimalAbove { least: 1.0 }.parse_decimal(text)
}

/// Parses a number from 0 on.
pub(crate) fn at_least_0(text: &str) -> Result<f64, ValueError> {
    Numbers::DecimalFrom { least: 0.0 }.parse_decimal(text)
}

/// Parses a similarity from 0.5 to 1.
pub(crate) fn similarity(text: &str) -> Result<f64, ValueError> {
    Numbers::Decimal { least: 0.5, most: 1.0 }.parse_decimal(text)
}

/// Parses a count.
pub(crate) fn count(text: &str) -> Result<u64, ValueError> {
    Numbers::WholeFrom { least: 0 }.parse_whole(text)
}

/// Parses the number of rows of a ranking.
pub(crate) fn top(text: &str) -> Result<usize, ValueError> {
    // More rows than can be counted are all.
    count(text).map(|rows| usize::try_from(rows).unwrap_or(usize::MAX))
}

fn threads(text: &str) -> Result<NonZeroUsize, ValueError> {
    let wanted = Numbers::WholeFrom { least: 1 };
    let threads = usize::try_from(wanted.parse_whole(text)?).unwrap_or(usize::MAX);
    NonZeroUsize::new(threads).ok_or(ValueError::NotAmongNumbers { wanted })
}

pub(crate) fn ngrams(text: &str) -> Result<u8, ValueError> {
    Numbers::Whole { least: 1, most: 10 }.parse_whole(text).map(|words| words as u8)
}

/// Parses a regular expression.
pub(crate) fn pattern(text: &str) -> Result<regex::Regex, ValueError> {
    check_regex(text).map_err(ValueError::BadRegex)?;
    regex::Regex::new(text).map_err(|_| ValueError::RegexTooLarge)
}
