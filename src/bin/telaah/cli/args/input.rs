//! The options of the input.

use std::num::IntErrorKind;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum, ValueHint};
use jiff::civil::Date;
use telaah::input::{INPUT_FORMATS, InputFormat, TextEncoding, parse_date, parse_period};
use telaah::message::Wording;

use crate::cli::args::count;
use crate::cli::language::{help, help_language};
use crate::cli::messages::ValueError;

#[derive(Clone, Debug, Args)]
#[command(next_help_heading = help("Input", "Masukan"))]
pub(crate) struct InputArguments {
    #[arg(long, value_name = "FORMAT", default_value = "auto", value_parser = input_formats(), help = help(
        "Format of the input; auto goes by content and file extension",
        "Format masukan; auto: menurut isi dan ekstensi berkas"))]
    pub(crate) input_format: InputFormatArgument,
    #[arg(long, value_name = help("DATE", "TANGGAL"), value_parser = date, help = help(
        "Date of articles for which no other date is found: YYYY-MM-DD",
        "Tanggal untuk artikel yang tanggalnya tidak ditemukan: TTTT-BB-HH"))]
    pub(crate) date: Option<Date>,
    #[arg(long, value_name = help("NAME", "NAMA"), value_parser = encoding, help = help(
        "Encoding of all inputs: utf-8, utf-16le, windows-1252, … [default: detected for each file]",
        "Pengodean semua masukan: utf-8, utf-16le, windows-1252, … [bawaan: dikenali untuk tiap berkas]"))]
    pub(crate) encoding: Option<TextEncoding>,
    #[arg(long, value_name = help("HOW", "CARA"), default_value = "strict", help = help(
        "Treatment of bytes that are invalid in the encoding: reject the input or replace them",
        "Perlakuan terhadap bita yang tidak sah dalam pengodean itu: tolak masukannya (strict) atau ganti bitanya (replace)"))]
    pub(crate) encoding_errors: EncodingErrorsArgument,
    #[arg(long, help = help(
        "Repair text that was decoded with the wrong encoding (`MÃ¼ller` for `Müller`)",
        "Perbaiki teks yang pernah dibaca dengan pengodean yang salah (`MÃ¼ller` untuk `Müller`)"))]
    pub(crate) repair_mojibake: bool,
    #[arg(long, value_name = help("NAME", "NAMA"), help = help(
        "Field of JSON records or column of CSV that holds the text [default: text, isi, content and other usual names]",
        "Bidang rekaman JSON atau kolom CSV yang berisi teks [bawaan: text, isi, content, dan nama lazim lainnya]"))]
    pub(crate) text_field: Option<String>,
    #[arg(long, value_name = help("NAME", "NAMA"), help = help(
        "Field that holds the name of the document",
        "Bidang yang berisi nama dokumen"))]
    pub(crate) id_field: Option<String>,
    #[arg(long, value_name = help("NAME", "NAMA"), help = help(
        "Field that holds the date of the article",
        "Bidang yang berisi tanggal artikel"))]
    pub(crate) date_field: Option<String>,
    #[arg(long, value_name = help("NAME", "NAMA"), help = help(
        "Field that holds the title, which is analyzed before the text",
        "Bidang yang berisi judul, yang dianalisis sebelum teks"))]
    pub(crate) title_field: Option<String>,
    #[arg(long, value_name = help("NAME", "NAMA"), help = help(
        "Field that holds the URL: it may contain the date, and its host counts as a source",
        "Bidang yang berisi URL: tanggal bisa diambil darinya, dan nama hosnya dianggap sumber"))]
    pub(crate) url_field: Option<String>,
    #[arg(long, value_name = help("NAME", "NAMA"), help = help(
        "Field that holds the publisher",
        "Bidang yang berisi penerbit"))]
    pub(crate) source_field: Option<String>,
    #[arg(long, value_name = help("PATH", "JALUR"), help = help(
        "Keys that lead to the records in JSON files: data.items [default: found by themselves]",
        "Letak rekaman di dalam berkas JSON, berupa rangkaian kunci: data.items [bawaan: dicari sendiri]"))]
    pub(crate) records: Option<String>,
    #[arg(long, value_name = help("WHEN", "KAPAN"), default_value = "auto", help = help(
        "Take HTML tags and entities out of the fields of records; auto: where they are plainly HTML",
        "Buang tag dan entitas HTML dari bidang rekaman; auto: bila jelas HTML"))]
    pub(crate) strip_tags: StripTagsArgument,
    #[arg(long, value_name = help("CHARACTER", "KARAKTER"), value_parser = delimiter, help = help(
        "Delimiter of CSV [default: detected for each file]",
        "Pemisah sel CSV [bawaan: dikenali untuk tiap berkas]"))]
    pub(crate) input_delimiter: Option<u8>,
    #[arg(long, help = help(
        "CSV without column names: the fields are numbered from 1",
        "CSV tanpa nama kolom: bidangnya bernomor mulai dari 1"))]
    pub(crate) no_header: bool,
    #[arg(long, value_name = help("SIZE", "UKURAN"), default_value = "32M", value_parser = size, help = help(
        "Maximum size of a document, in bytes or with K, M or G",
        "Ukuran maksimum satu dokumen, dalam bita atau dengan K, M, atau G"))]
    pub(crate) max_document_size: u64,
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = count, help = help(
        "Maximum decompression ratio, checked once the output exceeds 16 MiB",
        "Rasio dekompresi maksimum, diperiksa setelah hasilnya melebihi 16 MiB"))]
    pub(crate) max_ratio: u64,
    #[command(flatten)]
    pub(crate) choice: ChoiceArguments,
}

/// The options that choose files and documents.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = help("Filters", "Penyaringan"))]
pub(crate) struct ChoiceArguments {
    #[arg(long = "glob", value_name = help("PATTERN", "POLA"), help = help(
        "In directories and archives, read files whose name matches, whatever their extension; a pattern with a slash is matched \
         against the path below the directory, one after ! excludes; repeatable",
        "Dalam folder dan arsip, baca berkas yang namanya cocok, apa pun ekstensinya; pola yang memuat garis miring dicocokkan \
         dengan jalur di bawah folder, pola yang diawali ! menyisihkan; boleh diulang"))]
    pub(crate) globs: Vec<String>,
    #[arg(long, value_name = help("FILE", "BERKAS"), value_hint = ValueHint::FilePath, help = help(
        "Read the paths listed in this file, one per line or separated by NUL bytes; - is standard input",
        "Baca jalur yang tercantum dalam berkas ini, satu per baris atau dipisahkan bita NUL; - berarti masukan baku"))]
    pub(crate) files_from: Option<PathBuf>,
    #[arg(long, help = help(
        "Include files and directories whose names begin with a dot",
        "Sertakan berkas dan folder yang namanya diawali titik"))]
    pub(crate) hidden: bool,
    #[arg(long, help = help(
        "Follow symbolic links in directories",
        "Ikuti tautan simbolik di dalam folder"))]
    pub(crate) follow_links: bool,
    #[arg(long, value_name = help("DATE", "TANGGAL"), value_parser = first_day, help = help(
        "Only documents of this day, month or year or later: 2024-06-03, 3/6/2024, 2024-06, 2024",
        "Hanya dokumen dari hari, bulan, atau tahun ini atau sesudahnya: 2024-06-03, 3/6/2024, 2024-06, 2024"))]
    pub(crate) since: Option<Date>,
    #[arg(long, value_name = help("DATE", "TANGGAL"), value_parser = last_day, help = help(
        "Only documents of this day, month or year or earlier",
        "Hanya dokumen dari hari, bulan, atau tahun ini atau sebelumnya"))]
    pub(crate) until: Option<Date>,
    #[arg(long = "source", value_name = help("NAME", "NAMA"), help = help(
        "Only documents from this source: the name in their source field or page, or the host of their URL; repeatable",
        "Hanya dokumen dari sumber ini: nama di bidang sumber atau di halamannya, atau nama hos URL-nya; boleh diulang"))]
    pub(crate) sources: Vec<String>,
    #[arg(long, help = help(
        "Skip articles that are the same as an earlier one, or nearly so",
        "Lewati artikel yang sama atau nyaris sama dengan artikel sebelumnya"))]
    pub(crate) dedup: bool,
    #[arg(long, help = help(
        "Only list the files that would be read, with format, encoding and size",
        "Hanya tampilkan berkas yang akan dibaca, dengan format, pengodean, dan ukurannya"))]
    pub(crate) dry_run: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EncodingErrorsArgument {
    Strict,
    Replace,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum StripTagsArgument {
    Auto,
    Always,
    Never,
}

/// A format; `None` if it is detected for each input.
#[derive(Clone, Copy, Debug)]
pub(crate) struct InputFormatArgument(pub(crate) Option<&'static InputFormat>);

fn input_formats() -> impl TypedValueParser<Value = InputFormatArgument> {
    let auto = Wording { en: "by content and file extension", id: "menurut isi dan ekstensi berkas" };
    let formats = [("auto", auto)].into_iter().chain(INPUT_FORMATS.iter().map(|format| (format.name, format.title)));
    let values = formats.map(|(name, title)| PossibleValue::new(name).help(title.text(help_language())));
    PossibleValuesParser::new(values).map(|name| InputFormatArgument(InputFormat::named(&name)))
}

fn date(text: &str) -> Result<Date, ValueError> {
    let is_separator = |at: usize| text.as_bytes().get(at) == Some(&b'-');
    if text.len() != 10 || !is_separator(4) || !is_separator(7) {
        return Err(ValueError::NotADate);
    }
    parse_date(text).ok_or(ValueError::NoSuchDay)
}

fn first_day(text: &str) -> Result<Date, ValueError> {
    period(text).map(|(first, _)| first)
}

fn last_day(text: &str) -> Result<Date, ValueError> {
    period(text).map(|(_, last)| last)
}

fn period(text: &str) -> Result<(Date, Date), ValueError> {
    let is_date = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'/' | b'.'));
    parse_period(text).ok_or_else(|| match text.matches(['-', '/', '.']).count() {
        2 if is_date(text) => ValueError::NoSuchDay,
        _ => ValueError::NotAPeriod,
    })
}

/// A delimiter: an ASCII character, or `tab` or `\t`.
fn delimiter(text: &str) -> Result<u8, ValueError> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n') => Ok(*byte),
        _ => Err(ValueError::BadDelimiter),
    }
}

fn encoding(name: &str) -> Result<TextEncoding, ValueError> {
    TextEncoding::named(name).ok_or(ValueError::UnknownEncoding)
}

fn size(text: &str) -> Result<u64, ValueError> {
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
    // A size that does not fit into the number limits nothing.
    let number: u64 = match digits.parse::<u64>() {
        Err(error) if *error.kind() == IntErrorKind::PosOverflow => u64::MAX,
        number => number.map_err(|_| ValueError::NotASize)?,
    };
    Ok(number.saturating_mul(factor))
}
