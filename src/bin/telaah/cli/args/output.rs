//! The options of the output as they are typed.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, Id, ValueEnum, ValueHint};
use telaah::report::format::{CsvDialect, DecimalMark, Delimiter, Format};

use crate::formats::{format_named, formats};

#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArguments {
    /// How results are written [default: table on a terminal, else by the ending of -o, else csv]
    #[arg(long, value_name = "FORMAT", value_parser = format_parser())]
    pub(crate) format: Option<&'static Format>,
    /// Write to this file (analyze with csv, tsv or parquet: folder) instead of standard output; whole or not at all
    #[arg(short, long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) output: Option<PathBuf>,
    /// Which CSV: rfc4180, or what Excel in an Indonesian locale opens rightly
    #[arg(long, value_name = "DIALECT", value_parser = dialects())]
    pub(crate) csv_dialect: Option<CsvDialect>,
    /// What stands between the cells of CSV: a sign, or tab [default: , or by the dialect]
    #[arg(long, value_name = "SIGN")]
    pub(crate) delimiter: Option<Delimiter>,
    /// What stands before the decimals in CSV and TSV [default: point, or by the dialect]
    #[arg(long, value_name = "MARK", value_parser = decimal_marks())]
    pub(crate) decimal: Option<DecimalMark>,
    /// Begin CSV and TSV with a byte order mark, by which some spreadsheets know UTF-8 [default: by the dialect]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) bom: Option<bool>,
    /// Bars beside the counts of rankings in tables; auto means on a terminal
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) bars: BarsArgument,
    /// Of the options here, those that were typed; others have their values from settings.
    #[arg(skip)]
    typed: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum BarsArgument {
    Auto,
    Always,
    Never,
}

impl OutputArguments {
    /// Notes which options were typed.
    pub(crate) fn note_typed(&mut self, matches: &ArgMatches) {
        let is_typed = |id: &&Id| matches.value_source(id.as_str()) == Some(ValueSource::CommandLine);
        self.typed = matches.ids().filter(is_typed).map(|id| id.as_str().to_owned()).collect();
    }

    fn is_typed(&self, id: &str) -> bool {
        self.typed.iter().any(|typed| typed == id)
    }

    /// The format that was typed.
    pub(crate) fn typed_format(&self) -> Option<&'static Format> {
        self.format.filter(|_| self.is_typed("format"))
    }

    /// The options that speak of CSV alone and were typed.
    pub(crate) fn typed_of_csv(&self) -> impl Iterator<Item = &'static str> {
        let options = [
            ("csv_dialect", "--csv-dialect"),
            ("delimiter", "--delimiter"),
            ("decimal", "--decimal"),
            ("bom", "--bom"),
        ];
        options.into_iter().filter(|(id, _)| self.is_typed(id)).map(|(_, name)| name)
    }

    /// Whether rows in a format are asked for, where something else is usual.
    pub(crate) fn asks_for_rows(&self) -> bool {
        self.typed_format().is_some() || self.typed_of_csv().next().is_some()
    }
}

fn format_parser() -> impl TypedValueParser<Value = &'static Format> {
    let named = formats().map(|format| {
        PossibleValue::new(format.name).aliases(format.aliases).help(format.title).hide(format.implementation.is_none())
    });
    PossibleValuesParser::new(named).try_map(|name| format_named(&name).ok_or("no such format"))
}

fn dialects() -> impl TypedValueParser<Value = CsvDialect> {
    let is_named = |name: &str| CsvDialect::ALL.into_iter().find(|dialect| dialect.name() == name);
    PossibleValuesParser::new(CsvDialect::ALL.map(CsvDialect::name))
        .try_map(move |name| is_named(&name).ok_or("no such dialect"))
}

fn decimal_marks() -> impl TypedValueParser<Value = DecimalMark> {
    let is_named = |name: &str| DecimalMark::ALL.into_iter().find(|mark| mark.name() == name);
    PossibleValuesParser::new(DecimalMark::ALL.map(DecimalMark::name))
        .try_map(move |name| is_named(&name).ok_or("no such mark"))
}
