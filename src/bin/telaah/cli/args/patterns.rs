//! The options of patterns, and of the words that count.

use std::borrow::Cow;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum, ValueHint};
use telaah::Stemming;
use telaah::corpus::WordChoice;
use telaah::corpus::pattern::{Diacritics, PatternOptions, Patterns};

use crate::cli::args::{CaseArgument, SharedArguments};
use crate::cli::language::help;
use crate::cli::messages::{ListKind, Message, Result};
use crate::small_file;

/// The words that count.
#[derive(Debug, Args)]
#[command(next_help_heading = help("Words", "Kata"))]
pub(crate) struct WordArguments {
    #[arg(long, value_name = help("CASE", "CARA"), default_value = "fold", help = help(
        "Treat Kota and kota as one word (fold) or as two (keep)",
        "Anggap Kota dan kota satu kata (fold) atau dua (keep)"))]
    case: CaseArgument,
    #[arg(long, help = help(
        "Include datelines, links to other articles and credits",
        "Sertakan baris tanggal, tautan ke artikel lain, dan kredit"))]
    keep_boilerplate: bool,
}

impl WordArguments {
    /// Whether case distinguishes words.
    pub(crate) fn keeps_case(&self) -> bool {
        self.case == CaseArgument::Keep
    }

    pub(crate) fn choice(&self) -> WordChoice {
        WordChoice { case: self.case.into(), keep_boilerplate: self.keep_boilerplate }
    }
}

/// The syntax of patterns, and mentions as patterns.
#[derive(Debug, Args)]
#[command(next_help_heading = help("Patterns", "Pola"))]
pub(crate) struct PatternSyntax {
    #[arg(long = "person", value_name = help("NAME", "NAMA"), help = help(
        "Mentions of this person, by the name that entities shows; repeatable",
        "Penyebutan tokoh ini, menurut nama yang ditampilkan entities; boleh diulang"))]
    people: Vec<String>,
    #[arg(long = "country", value_name = help("CODE", "KODE"), help = help(
        "Mentions of this country, by its ISO 3166-1 code: ID, RU; repeatable",
        "Penyebutan negara ini, menurut kode ISO 3166-1: ID, RU; boleh diulang"))]
    countries: Vec<String>,
    #[arg(long, help = help(
        "With --country, also names inside other names: Bank Indonesia, dolar AS",
        "Dengan --country, juga nama di dalam nama lain: Bank Indonesia, dolar AS"))]
    in_name: bool,
    #[arg(long, help = help(
        "Each part of a pattern is a regular expression that must match a whole word",
        "Tiap bagian pola adalah ekspresi reguler yang harus cocok dengan satu kata utuh"))]
    regex: bool,
    #[arg(long, value_name = help("HOW", "CARA"), default_value = "keep", help = help(
        "Treat séri and seri as two words (keep) or as one (fold)",
        "Anggap séri dan seri dua kata (keep) atau satu (fold)"))]
    diacritics: DiacriticsArgument,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DiacriticsArgument {
    Keep,
    Fold,
}

impl PatternSyntax {
    /// The people and countries as patterns, to which others can be added. With a stemming, words are compared by their stems.
    pub(crate) fn patterns(&self, words: &WordArguments, stemming: Option<Stemming>) -> Result<Patterns> {
        let diacritics = match self.diacritics {
            DiacriticsArgument::Keep => Diacritics::Keep,
            DiacriticsArgument::Fold => Diacritics::Fold,
        };
        let options = PatternOptions { regex: self.regex, words: words.choice(), diacritics, in_name: self.in_name };
        let mut patterns = match stemming {
            Some(stemming) => Patterns::with_stems(options, stemming),
            None => Patterns::new(options),
        };
        self.people.iter().try_for_each(|name| patterns.add_person(name))?;
        self.countries.iter().try_for_each(|code| patterns.add_country(code))?;
        Ok(patterns)
    }
}

/// The patterns of a command that searches for them: the first argument, unless they are given by options.
#[derive(Debug, Args)]
#[command(next_help_heading = help("Patterns", "Pola"))]
pub(crate) struct PatternArguments {
    #[arg(value_name = help("PATTERN", "POLA"), required_unless_present_any = ["patterns", "pattern_files", "people", "countries"], help = help(
        "A word, or a phrase of words with blanks between them; * stands for any characters, ? for one, a|b for a or b, and * alone for any word",
        "Kata, atau frasa yang kata-katanya dipisahkan spasi; * berarti karakter apa pun, ? satu karakter, a|b berarti a atau b, dan * saja berarti kata apa pun"))]
    pattern: Option<OsString>,
    #[arg(short = 'e', long = "pattern", value_name = help("PATTERN", "POLA"), help = help(
        "A pattern; repeatable, and then every other argument is a path",
        "Sebuah pola; boleh diulang, dan argumen lainnya menjadi jalur"))]
    patterns: Vec<String>,
    #[arg(long = "patterns", value_name = help("FILE", "BERKAS"), value_hint = ValueHint::FilePath, help = help(
        "Patterns from a file, one per line",
        "Pola dari berkas, satu per baris"))]
    pattern_files: Vec<PathBuf>,
    #[command(flatten)]
    syntax: PatternSyntax,
}

impl PatternArguments {
    /// The patterns, and the arguments that are shared: with the first argument as a path if it is not a pattern.
    pub(crate) fn read<'a>(
        &self,
        words: &WordArguments,
        stemming: Option<Stemming>,
        shared: &'a SharedArguments,
    ) -> Result<(Patterns, Cow<'a, SharedArguments>)> {
        let mut patterns = self.syntax.patterns(words, stemming)?;
        self.patterns.iter().try_for_each(|pattern| patterns.add(pattern))?;
        for path in &self.pattern_files {
            add_file(path, &mut patterns)?;
        }
        let Some(first) = &self.pattern else { return Ok((patterns, Cow::Borrowed(shared))) };
        if patterns.names().is_empty() && self.pattern_files.is_empty() {
            let pattern = first.to_str().ok_or(Message::PatternNotUtf8)?;
            patterns.add(pattern)?;
            return Ok((patterns, Cow::Borrowed(shared)));
        }
        let mut shared = shared.clone();
        shared.paths.insert(0, first.into());
        Ok((patterns, Cow::Owned(shared)))
    }
}

/// Adds the patterns of a file, one per line.
fn add_file(path: &Path, patterns: &mut Patterns) -> Result<()> {
    let text = small_file::read_list(path, ListKind::Patterns)?;
    for (line, pattern) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        if !pattern.trim().is_empty() {
            patterns.add(pattern).map_err(|error| Message::BadPattern { path: path.to_owned(), line, error })?;
        }
    }
    Ok(())
}
