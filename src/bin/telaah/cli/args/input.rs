//! What is read, and how.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum, ValueHint};
use jiff::civil::Date;
use telaah::input::{INPUT_FORMATS, InputFormat, TextEncoding, parse_date};

#[derive(Debug, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct InputArguments {
    /// How the input is written; auto goes by the file name, then by what is in it
    #[arg(long, value_name = "FORMAT", default_value = "auto", value_parser = input_formats())]
    pub(crate) input_format: InputFormatArgument,
    /// The date of articles that bring none of their own and name none: YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) date: Option<Date>,
    /// The encoding of all that is read: utf-8, utf-16le, windows-1252, … [default: found for each file]
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub(crate) encoding: Option<TextEncoding>,
    /// What to do with bytes that are no text in the encoding
    #[arg(long, value_name = "HOW", default_value = "strict")]
    pub(crate) encoding_errors: EncodingErrorsArgument,
    /// Set right what was read in a wrong encoding before (`MÃ¼ller` for `Müller`)
    #[arg(long)]
    pub(crate) repair_mojibake: bool,
    /// The field of JSON records, or column of CSV, that holds the text
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub(crate) text_field: String,
    /// The field that holds the document's name
    #[arg(long, value_name = "NAME", default_value = "id")]
    pub(crate) id_field: String,
    /// The field that holds the article's date
    #[arg(long, value_name = "NAME", default_value = "date")]
    pub(crate) date_field: String,
    /// The field that holds the title, which is read before the text
    #[arg(long, value_name = "NAME", default_value = "title")]
    pub(crate) title_field: String,
    /// The field that holds the address of the page: it may have a date in it, and its host is a source
    #[arg(long, value_name = "NAME", default_value = "url")]
    pub(crate) url_field: String,
    /// The field that says who published it
    #[arg(long, value_name = "NAME", default_value = "source")]
    pub(crate) source_field: String,
    /// The longest page, packed article, row of CSV or element of JSON: bytes, or with K, M or G
    #[arg(long, value_name = "SIZE", default_value = "32M", value_parser = size)]
    pub(crate) max_document_size: u64,
    /// How many times its size packed data may unpack to, from 16 MiB on
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub(crate) max_ratio: u64,
    #[command(flatten)]
    pub(crate) choice: ChoiceArguments,
}

/// Which files, and which documents of them.
#[derive(Debug, Args)]
#[command(next_help_heading = "DocumentFilter")]
pub(crate) struct ChoiceArguments {
    /// Of the files in folders and archives only those whose name matches (with a slash: whose path below the folder), whatever
    /// their ending; with ! before it, none of those; repeatable
    #[arg(long = "glob", value_name = "PATTERN")]
    pub(crate) globs: Vec<String>,
    /// Read the paths that stand in this file, a line each or with NUL between; - for standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) files_from: Option<PathBuf>,
    /// Read files and folders whose names begin with a dot, too
    #[arg(long)]
    pub(crate) hidden: bool,
    /// Follow symbolic links in folders
    #[arg(long)]
    pub(crate) follow_links: bool,
    /// Only documents of this day or later: YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) since: Option<Date>,
    /// Only documents of this day or earlier: YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) until: Option<Date>,
    /// Only documents of this source: the name in their source field or page, or the host of their address; repeatable
    #[arg(long = "source", value_name = "NAME")]
    pub(crate) sources: Vec<String>,
    /// Count articles that are the same, or nearly so, once: all but the first are left out
    #[arg(long)]
    pub(crate) dedup: bool,
    /// Only list what would be read, with format, encoding and size
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EncodingErrorsArgument {
    /// The input fails, and the offset of the first such byte is named
    Strict,
    /// They are read as U+FFFD
    Replace,
}

/// A format, or none: found out for each input.
#[derive(Clone, Copy, Debug)]
pub(crate) struct InputFormatArgument(pub(crate) Option<&'static InputFormat>);

fn input_formats() -> impl TypedValueParser<Value = InputFormatArgument> {
    let auto = PossibleValue::new("auto").help("by the file name, then by content");
    let named = INPUT_FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.title));
    PossibleValuesParser::new([auto].into_iter().chain(named))
        .map(|name| InputFormatArgument(InputFormat::named(&name)))
}

fn date(text: &str) -> Result<Date, String> {
    if text.len() != 10 {
        return Err("not a day as YYYY-MM-DD".to_owned());
    }
    parse_date(text).ok_or_else(|| "not a day of the calendar as YYYY-MM-DD".to_owned())
}

fn encoding(name: &str) -> Result<TextEncoding, String> {
    let known = "utf-8, utf-16le, utf-16be, windows-1252, and the others of the WHATWG Encoding Standard";
    TextEncoding::named(name).ok_or_else(|| format!("no such encoding; there are {known}"))
}

fn size(text: &str) -> Result<u64, String> {
    let (digits, unit) = match text.trim_end_matches(['B', 'b']).strip_suffix(['K', 'k', 'M', 'm', 'G', 'g']) {
        Some(digits) => (digits, text.as_bytes().get(digits.len()).copied().unwrap_or_default()),
        None => (text, 0),
    };
    let factor = match unit.to_ascii_uppercase() {
        b'K' => 1 << 10,
        b'M' => 1 << 20,
        b'G' => 1 << 30,
        _ => 1,
    };
    let number: u64 = digits.parse().map_err(|_| "not a number of bytes, as 500000, 800K or 64M".to_owned())?;
    number.checked_mul(factor).ok_or_else(|| "too large".to_owned())
}
