//! The options of the output.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgMatches, Args, ValueEnum, ValueHint};
use telaah::report::format::{CsvDialect, DecimalMark, Delimiter, Format};

use crate::cli::args::{is_typed, one_of};
use crate::cli::language::{help, titled};
use crate::formats::{format_named, formats};

#[derive(Clone, Debug, Args)]
#[command(next_help_heading = help("Output", "Keluaran"))]
pub(crate) struct OutputArguments {
    #[arg(long, value_name = "FORMAT", value_parser = format_parser(), help = help(
        "Format of the results [default: table at a terminal, otherwise by the extension of -o, otherwise csv]",
        "Format hasil [bawaan: table di terminal; di luar itu menurut ekstensi -o, atau csv]"))]
    pub(crate) format: Option<&'static Format>,
    #[arg(short, long, value_name = help("PATH", "JALUR"), value_hint = ValueHint::AnyPath, help = help(
        "Write to this file (for analyze and network with csv, tsv or parquet: directory) instead of standard output; it is written completely or not at all",
        "Tulis ke berkas ini (untuk analyze dan network dengan csv, tsv, atau parquet: folder), bukan ke keluaran baku; ditulis utuh atau tidak sama sekali"))]
    pub(crate) output: Option<PathBuf>,
    #[arg(long, value_name = help("DIALECT", "DIALEK"), value_parser = one_of(CsvDialect::ALL, CsvDialect::name), help = help(
        "Dialect of CSV: rfc4180, or excel-id for Excel with Indonesian settings",
        "Dialek CSV: rfc4180, atau excel-id untuk Excel dengan setelan Indonesia"))]
    pub(crate) csv_dialect: Option<CsvDialect>,
    #[arg(long, value_name = help("CHARACTER", "TANDA"), help = help(
        "Separator of CSV cells: a character, or tab [default: by the dialect]",
        "Pemisah sel CSV: satu tanda baca, atau tab [bawaan: menurut dialek]"))]
    pub(crate) delimiter: Option<Delimiter>,
    #[arg(long, value_name = help("MARK", "TANDA"), value_parser = one_of(DecimalMark::ALL, DecimalMark::name), help = help(
        "Decimal mark in CSV and TSV: point or comma [default: by the dialect]",
        "Tanda desimal dalam CSV dan TSV: titik (point) atau koma (comma) [bawaan: menurut dialek]"))]
    pub(crate) decimal: Option<DecimalMark>,
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", help = help(
        "Begin CSV and TSV with a byte order mark, from which some spreadsheets recognize UTF-8 [default: by the dialect]",
        "Awali CSV dan TSV dengan tanda urutan bita (BOM), yang dipakai sebagian lembar kerja untuk mengenali UTF-8 [bawaan: menurut dialek]"))]
    pub(crate) bom: Option<bool>,
    #[arg(long, value_name = help("WHEN", "KAPAN"), default_value = "auto", help = help(
        "Bars beside the counts of rankings in tables; auto means at a terminal",
        "Diagram batang di samping jumlah dalam tabel peringkat; auto: hanya di terminal"))]
    pub(crate) bars: BarsArgument,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum BarsArgument {
    Auto,
    Always,
    Never,
}

/// The options of the output, of which some were typed, while the others come from settings.
#[derive(Clone, Copy)]
pub(crate) struct TypedOutput<'a> {
    pub(crate) options: &'a OutputArguments,
    typed: &'a ArgMatches,
}

impl OutputArguments {
    /// The options with the arguments of the command that were typed.
    pub(crate) const fn typed<'a>(&'a self, typed: &'a ArgMatches) -> TypedOutput<'a> {
        TypedOutput { options: self, typed }
    }
}

impl TypedOutput<'_> {
    fn is_typed(self, id: &str) -> bool {
        is_typed(self.typed, id)
    }

    /// The format that was typed.
    pub(crate) fn format(self) -> Option<&'static Format> {
        self.options.format.filter(|_| self.is_typed("format"))
    }

    /// The options for CSV that were typed.
    pub(crate) fn options_of_csv(self) -> impl Iterator<Item = &'static str> {
        let options = [
            ("csv_dialect", "--csv-dialect"),
            ("delimiter", "--delimiter"),
            ("decimal", "--decimal"),
            ("bom", "--bom"),
        ];
        options.into_iter().filter(move |(id, _)| self.is_typed(id)).map(|(_, name)| name)
    }

    /// Whether a table was asked for by a typed option, in a command that otherwise prints something else.
    pub(crate) fn asks_for_rows(self) -> bool {
        self.format().is_some() || self.options_of_csv().next().is_some()
    }
}

fn format_parser() -> impl TypedValueParser<Value = &'static Format> {
    let named = formats()
        .map(|format| titled(format.name, format.title).aliases(format.aliases).hide(format.implementation.is_none()));
    PossibleValuesParser::new(named).try_map(|name| format_named(&name).ok_or("no such format"))
}
