//! The options of the commands, as they are typed. [`crate::setup`] turns them into settings.

mod input;
pub(crate) mod output;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum, ValueHint};
use telaah::entities::EntityKind;
use telaah::run::fingerprint::RunFingerprint;

use crate::cli::args::output::OutputArguments;
use crate::cli::language::{LanguageArgument, help};
use crate::cli::messages::ValueError;

pub(crate) use crate::cli::args::input::{EncodingErrorsArgument, InputArguments, count};

#[derive(Clone, Debug, Args)]
pub(crate) struct ConsoleArguments {
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = help("Run", "Eksekusi"), help = help(
        "Print only errors",
        "Hanya tampilkan galat"))]
    pub(crate) quiet: bool,
    #[arg(short, long, global = true, help_heading = help("Run", "Eksekusi"), help = help(
        "At the end, print how much was read and how long it took",
        "Di akhir, tampilkan jumlah yang dibaca dan lamanya"))]
    pub(crate) verbose: bool,
    #[arg(long, global = true, value_name = help("LEVEL", "TINGKAT"), conflicts_with_all = ["quiet", "verbose"], help_heading = help("Run", "Eksekusi"), help = help(
        "Messages on standard error: errors only, also warnings, also notes (the default), or also every document that needed special treatment, with the duration of the run (debug); -q is error, -v is debug",
        "Pesan di galat baku: galat saja (error), juga peringatan (warn), juga catatan (info, bawaan), atau juga tiap dokumen yang dibaca dengan cara khusus serta lamanya proses (debug); -q sama dengan error, -v sama dengan debug"))]
    pub(crate) log_level: Option<LogLevel>,
    #[arg(long, global = true, value_name = help("WHEN", "KAPAN"), default_value = "auto", help_heading = help("Run", "Eksekusi"), help = help(
        "Colors; auto means at a terminal, unless NO_COLOR is set",
        "Warna; auto: di terminal, kecuali NO_COLOR disetel"))]
    pub(crate) color: ColorArgument,
    #[arg(long, global = true, value_name = help("LANG", "BAHASA"), default_value = "auto", help_heading = help("Run", "Eksekusi"), help = help(
        "Language of messages and help; auto goes by the locale",
        "Bahasa pesan dan bantuan; auto: menurut setelan bahasa sistem"))]
    pub(crate) lang: LanguageArgument,
    #[arg(long, global = true, value_name = help("FILE|none", "BERKAS|none"), value_hint = ValueHint::FilePath, help_heading = help("Run", "Eksekusi"), help = help(
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
    #[arg(long, help_heading = help("Entities", "Entitas"), help = help(
        "Include countries that are part of another name: Bank Indonesia, dolar AS",
        "Sertakan negara yang menjadi bagian nama lain: Bank Indonesia, dolar AS"))]
    pub(crate) in_name: bool,
    #[arg(long, help_heading = help("Entities", "Entitas"), help = help(
        "Find people by rules only, without the trained model: about twice as fast, less accurate",
        "Cari nama orang dengan aturan saja, tanpa model terlatih: kira-kira dua kali lebih cepat, kurang akurat"))]
    pub(crate) people_by_rules: bool,
    #[arg(long, conflicts_with = "dry_run", help_heading = help("Run", "Eksekusi"), help = help(
        "Resume an interrupted run into the directory of -o, or start one that can be resumed",
        "Lanjutkan proses yang terputus ke folder -o, atau mulai proses yang bisa dilanjutkan"))]
    pub(crate) resume: bool,
    /// With `--resume`, all options that the reports depend on.
    #[arg(skip)]
    pub(crate) given: RunFingerprint,
}

#[derive(Debug, Args)]
pub(crate) struct TermsArguments {
    #[command(flatten)]
    pub(crate) shared: SharedArguments,
    #[command(flatten)]
    pub(crate) terms: TermArguments,
    #[arg(long, help_heading = help("Terms", "Istilah"), help = help(
        "One row per document and term",
        "Satu baris per dokumen dan istilah"))]
    pub(crate) by_document: bool,
    #[arg(long = "match", value_parser = pattern, value_name = help("REGEX", "REGEX"), help_heading = help("Terms", "Istilah"), help = help(
        "Only terms that match this regular expression, anywhere in the term unless it has ^ or $",
        "Hanya istilah yang cocok dengan ekspresi reguler ini, di mana pun dalam istilah kecuali ada ^ atau $"))]
    pub(crate) pattern: Option<regex::Regex>,
}

#[derive(Debug, Args)]
pub(crate) struct EntitiesArguments {
    #[command(flatten)]
    pub(crate) shared: SharedArguments,
    #[arg(long, conflicts_with_all = ["top", "min_count", "in_name"], help_heading = help("Entities", "Entitas"), help = help(
        "One row per mention, in text order",
        "Satu baris per penyebutan, menurut urutan teks"))]
    pub(crate) mentions: bool,
    #[arg(long = "kind", value_name = help("KIND", "JENIS"), value_delimiter = ',', value_parser = kinds(), help_heading = help("Entities", "Entitas"), help = help(
        "Kinds of entities; repeatable, or separated by commas [default: person,country,date]",
        "Jenis entitas; boleh diulang atau dipisahkan koma [bawaan: person,country,date]"))]
    pub(crate) kinds: Vec<EntityKind>,
    #[arg(long, help_heading = help("Entities", "Entitas"), help = help(
        "Find people by rules only, without the trained model: about twice as fast, less accurate",
        "Cari nama orang dengan aturan saja, tanpa model terlatih: kira-kira dua kali lebih cepat, kurang akurat"))]
    pub(crate) people_by_rules: bool,
    #[arg(long, value_name = "N", value_parser = top, help_heading = help("Entities", "Entitas"), help = help(
        "At most N entities of each kind; 0 means all [default: 25 in a table, otherwise all]",
        "Paling banyak N entitas tiap jenis; 0: semua [bawaan: 25 dalam tabel, selain itu semua]"))]
    pub(crate) top: Option<usize>,
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = count, help_heading = help("Entities", "Entitas"), help = help(
        "Only entities that are mentioned at least N times",
        "Hanya entitas yang disebut paling sedikit N kali"))]
    pub(crate) min_count: u64,
    #[arg(long = "match", value_parser = pattern, value_name = help("REGEX", "REGEX"), help_heading = help("Entities", "Entitas"), help = help(
        "Only entities whose canonical form or label matches this regular expression",
        "Hanya entitas yang bentuk baku atau labelnya cocok dengan ekspresi reguler ini"))]
    pub(crate) pattern: Option<regex::Regex>,
    #[arg(long, help_heading = help("Entities", "Entitas"), help = help(
        "Include countries that are part of another name: Bank Indonesia, dolar AS",
        "Sertakan negara yang menjadi bagian nama lain: Bank Indonesia, dolar AS"))]
    pub(crate) in_name: bool,
}

#[derive(Debug, Args)]
pub(crate) struct TokensArguments {
    #[command(flatten)]
    pub(crate) shared: SharedArguments,
}

#[derive(Debug, Args)]
pub(crate) struct StopwordsArguments {
    #[arg(value_name = help("NAME", "NAMA"), value_parser = stop_lists(), help = help(
        "Stop word list to print: its file, or with --format one row per word",
        "Daftar kata henti yang ditampilkan: berkasnya, atau dengan --format satu baris per kata"))]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    #[arg(value_name = "SHELL", help = help(
        "Shell",
        "Shell"))]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArguments {
    #[arg(value_name = help("COMMAND", "PERINTAH"), help = help(
        "Command to describe [default: telaah itself]",
        "Perintah yang dijelaskan [bawaan: telaah sendiri]"))]
    pub(crate) command: Option<String>,
}

/// The options of `analyze`, `terms`, `entities` and `tokens`.
#[derive(Debug, Args)]
pub(crate) struct SharedArguments {
    #[arg(value_name = help("PATH", "JALUR"), value_hint = ValueHint::AnyPath, help = help(
        "Files, directories (searched recursively, in byte order of path), or - for standard input",
        "Berkas, folder (beserta seluruh isinya, menurut urutan bita jalurnya), atau - untuk masukan baku"))]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) input: InputArguments,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
    #[arg(long, value_name = "N", value_parser = threads, help_heading = help("Run", "Eksekusi"), help = help(
        "Number of threads [default: number of cores]",
        "Jumlah utas [bawaan: jumlah inti prosesor]"))]
    pub(crate) threads: Option<NonZeroUsize>,
    #[arg(long = "stopwords", value_name = help("NAME|FILE|none", "NAMA|BERKAS|none"), help_heading = help("Terms", "Istilah"), help = help(
        "Words that are not counted as terms: the name of a list, a file with one word per line, or none; repeatable [default: inti, luas and berita]",
        "Kata yang tidak dihitung sebagai istilah: nama daftar, berkas berisi satu kata per baris, atau none; boleh diulang [bawaan: inti, luas, dan berita]"))]
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
        "Hanya istilah yang muncul paling sedikit N kali"))]
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

/// The options of the output of a command.
pub(crate) trait HasOutput {
    /// `None` if the command has none.
    fn output_mut(&mut self) -> Option<&mut OutputArguments> {
        None
    }
}

macro_rules! has_output {
    ($($arguments:ty: $($field:ident).+;)+) => {
        $(impl HasOutput for $arguments {
            fn output_mut(&mut self) -> Option<&mut OutputArguments> {
                Some(&mut self.$($field).+)
            }
        })+
    };
}

has_output! {
    AnalyzeArguments: shared.output;
    TermsArguments: shared.output;
    EntitiesArguments: shared.output;
    TokensArguments: shared.output;
    StopwordsArguments: output;
    ConfigArguments: output;
}

impl HasOutput for CompletionsArguments {}

impl HasOutput for ManArguments {}

fn top(text: &str) -> Result<usize, ValueError> {
    usize::try_from(count(text)?).map_err(|_| ValueError::SizeTooLarge)
}

fn threads(text: &str) -> Result<NonZeroUsize, ValueError> {
    NonZeroUsize::new(top(text)?).ok_or(ValueError::Zero)
}

fn ngrams(text: &str) -> Result<u8, ValueError> {
    const MOST: u8 = 10;
    let number = u8::try_from(count(text)?).ok().filter(|number| (1..=MOST).contains(number));
    number.ok_or(ValueError::OutOfRange { least: 1, most: MOST.into() })
}

fn pattern(text: &str) -> Result<regex::Regex, ValueError> {
    regex::Regex::new(text).map_err(|error| ValueError::BadRegex { reason: error.to_string() })
}

fn kinds() -> impl TypedValueParser<Value = EntityKind> {
    let is_named = |name: &str| EntityKind::ALL.into_iter().find(|kind| kind.name() == name);
    PossibleValuesParser::new(EntityKind::ALL.map(EntityKind::name))
        .try_map(move |name| is_named(&name).ok_or("no such kind"))
}

fn stop_lists() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(telaah::STOP_LISTS.iter().map(|list| PossibleValue::new(list.name).help(list.title)))
}
