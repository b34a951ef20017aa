//! Builds inputs, settings and outputs from the parsed arguments.

use std::borrow::Cow;
use std::fs;
use std::io::{self, IsTerminal, Read};
use std::iter;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

use clap::ArgMatches;
use telaah::input::{EncodingErrors, Fields, FileIdentity, Globs, InputOptions, Source, StripTags, find_input};
use telaah::report::format::{CSV, CsvDialect, CsvStyle, Format, FormatOptions, Layout, TSV, TerminalStyle};
use telaah::report::{is_report, is_report_file};
use telaah::stem::{BadExceptionKind, StemSettings, Stemmer};
use telaah::{STOP_LISTS, StopList, StopWords, TermOptions};

use crate::cli::args::output::{BarsArgument, OutputArguments};
use crate::cli::args::{
    EncodingErrorsArgument, InputArguments, SharedArguments, StemArguments, StripTagsArgument, TermArguments,
};
use crate::cli::messages::{Context as _, ListKind, Message, Result, StemExceptionFault};
use crate::formats::{format_named, formats};
use crate::small_file;
use crate::ui::console::Console;
use crate::ui::table::TABLE;

/// The number of terms or entities in a table without `--top`.
const TABLE_TOP: usize = 25;

/// The most threads for each core.
const THREADS_PER_CORE: usize = 4;

/// The number of terms of one article in `analyze` without `--top`.
pub(crate) const ARTICLE_TOP: usize = 20;

/// Refuses to read from a terminal.
pub(crate) fn check_sources(shared: &SharedArguments) -> Result<()> {
    let files_from = shared.input.choice.files_from.as_deref();
    let is_named = !shared.paths.is_empty() || files_from.is_some();
    if !is_named && io::stdin().is_terminal() {
        return Err(Message::NothingToRead.into());
    }
    let is_twice = files_from == Some(Path::new("-")) && shared.paths.iter().any(|path| path == Path::new("-"));
    if is_twice { Err(Message::StdinTwice.into()) } else { Ok(()) }
}

/// The files that the options of a command name and that are read: lists of paths and words, patterns, names, settings, results.
pub(crate) fn lists(shared: &SharedArguments, given: &ArgMatches) -> Vec<PathBuf> {
    let is_read = |id: &&clap::Id| !matches!(id.as_str(), "output" | "write_aliases");
    let paths = given.ids().filter(is_read).filter_map(|id| given.try_get_many::<PathBuf>(id.as_str()).ok().flatten());
    let stop_words = shared.stop_words.iter().flat_map(|names| split_names(names)).map(PathBuf::from);
    paths.flatten().cloned().chain(stop_words).collect()
}

/// Where a file is, or would be: its directory without links, and its name. `None` if there is no such directory.
fn place(path: &Path) -> Option<PathBuf> {
    if let Ok(path) = fs::canonicalize(path) {
        return Some(path);
    }
    let directory = path.parent().filter(|directory| !directory.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Some(fs::canonicalize(directory).ok()?.join(path.file_name()?))
}

/// The inputs: the paths, then those of `--files-from`; standard input if there are neither.
pub(crate) fn sources(shared: &SharedArguments) -> Result<Vec<Source>> {
    check_sources(shared)?;
    let source = |path: PathBuf| if path == Path::new("-") { Source::Stdin } else { Source::Path(path) };
    let mut sources: Vec<Source> = shared.paths.iter().cloned().map(source).collect();
    match &shared.input.choice.files_from {
        Some(list) => sources.extend(listed(list)?.into_iter().map(Source::Path)),
        None if sources.is_empty() => sources.push(Source::Stdin),
        None => {}
    }
    Ok(sources)
}

/// The paths in a list: one per line, or separated by NUL bytes if it contains one. Empty lines are ignored. The list may be in UTF-16
/// or in UTF-8 with a byte order mark, as Windows writes it, and then has no NUL bytes of its own.
fn listed(list: &Path) -> Result<Vec<PathBuf>> {
    let reading = || Message::CannotReadList { path: list.to_owned() };
    let mut bytes = Vec::new();
    if list == Path::new("-") {
        io::stdin().lock().read_to_end(&mut bytes).with_context(reading)?;
    } else {
        bytes = fs::read(list).with_context(reading)?;
    }
    let marked = decoded(&bytes);
    let has_nul = marked.is_none() && bytes.contains(&0);
    let names = marked.as_deref().unwrap_or(&bytes);
    let names = names.split(|&b| b == if has_nul { 0 } else { b'\n' });
    let names = names.map(|name| if has_nul { name } else { name.trim_ascii_end() }).filter(|name| !name.is_empty());
    // A list in UTF-16 without a byte order mark, cut at the NUL bytes of its characters, names the root directory.
    if has_nul && names.clone().any(|name| name == b"/") {
        return Err(Message::RootInList { path: list.to_owned() }.into());
    }
    names.map(|name| path_of(name, list)).collect()
}

/// The text of a list in UTF-8 with a byte order mark or in UTF-16, in UTF-8 without one. `None` if it is neither.
fn decoded(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let (units, _) = bytes.as_chunks::<2>();
        let units: Vec<u16> = units.iter().map(|bytes| unit(*bytes)).collect();
        Some(Cow::Owned(String::from_utf16_lossy(&units).into_bytes()))
    };
    match bytes {
        [0xef, 0xbb, 0xbf, text @ ..] => Some(Cow::Borrowed(text)),
        [0xff, 0xfe, text @ ..] => utf16(text, u16::from_le_bytes),
        [0xfe, 0xff, text @ ..] => utf16(text, u16::from_be_bytes),
        // Names between NUL bytes do not begin or end with a line feed.
        _ if bytes.ends_with(b"\n\0") => utf16(bytes, u16::from_le_bytes),
        _ if bytes.ends_with(b"\0\n") => utf16(bytes, u16::from_be_bytes),
        _ => None,
    }
}

#[cfg(unix)]
fn path_of(name: &[u8], _: &Path) -> Result<PathBuf> {
    use std::os::unix::ffi::OsStrExt;
    Ok(PathBuf::from(std::ffi::OsStr::from_bytes(name)))
}

#[cfg(not(unix))]
fn path_of(name: &[u8], list: &Path) -> Result<PathBuf> {
    let name = std::str::from_utf8(name).map_err(|_| Message::PathNotUtf8 { path: list.to_owned() })?;
    Ok(PathBuf::from(name))
}

pub(crate) fn input_options(arguments: &InputArguments) -> Result<InputOptions> {
    let choice = &arguments.choice;
    let globs = Globs::new(choice.globs.iter().map(String::as_str))?;
    if let (Some(since), Some(until)) = (choice.since, choice.until)
        && since > until
    {
        return Err(Message::EmptyPeriod { since, until }.into());
    }
    let mut options = InputOptions::default();
    options.format = arguments.input_format.0;
    options.fields = fields(arguments);
    options.delimiter = arguments.input_delimiter;
    options.no_header = arguments.no_header;
    options.records.clone_from(&arguments.records);
    options.encoding = arguments.encoding;
    options.encoding_errors = match arguments.encoding_errors {
        EncodingErrorsArgument::Strict => EncodingErrors::Strict,
        EncodingErrorsArgument::Replace => EncodingErrors::Replace,
    };
    options.repair_mojibake = arguments.repair_mojibake;
    options.strip_tags = match arguments.strip_tags {
        StripTagsArgument::Auto => StripTags::Auto,
        StripTagsArgument::Always => StripTags::Always,
        StripTagsArgument::Never => StripTags::Never,
    };
    options.limits.ratio = arguments.max_ratio;
    options.limits.document_bytes = arguments.max_document_size;
    options.hidden = choice.hidden;
    options.follow_links = choice.follow_links;
    options.globs = globs;
    options.filter.since = choice.since;
    options.filter.until = choice.until;
    options.filter.sources.clone_from(&choice.sources);
    options.deduplicate = choice.dedup;
    Ok(options)
}

fn fields(arguments: &InputArguments) -> Fields {
    let mut fields = Fields::default();
    fields.text.clone_from(&arguments.text_field);
    fields.id.clone_from(&arguments.id_field);
    fields.date.clone_from(&arguments.date_field);
    fields.title.clone_from(&arguments.title_field);
    fields.url.clone_from(&arguments.url_field);
    fields.source.clone_from(&arguments.source_field);
    fields
}

/// The number of threads: at most four times that of cores, as more only cost memory.
pub(crate) fn threads(arguments: &SharedArguments) -> usize {
    let cores = available_parallelism().map_or(1, NonZeroUsize::get);
    arguments.threads.map_or(cores, |threads| threads.get().min(cores * THREADS_PER_CORE))
}

pub(crate) fn term_options(arguments: &TermArguments) -> TermOptions {
    let mut options = TermOptions::default();
    options.ngrams = arguments.ngrams;
    options.case = arguments.case.into();
    options.keep_boilerplate = arguments.keep_boilerplate;
    options
}

/// The stop words of the named lists and files; the default ones if `names` is empty.
pub(crate) fn stop_words(names: &[String], console: &Console) -> Result<StopWords> {
    if names.is_empty() {
        return Ok(StopWords::default());
    }
    let mut words = StopWords::none();
    for name in names.iter().flat_map(|names| split_names(names)).filter(|name| *name != "none") {
        if name == "default" {
            words.add_default();
        } else if let Some(list) = StopList::named(name) {
            words.add_list(list.text());
        } else {
            words.add_list(&stop_word_file(name, console)?);
        }
    }
    Ok(words)
}

/// The names in a list with commas. A file whose own name has a comma is one name.
fn split_names(names: &str) -> impl Iterator<Item = &str> {
    let separator = if Path::new(names).is_file() { '\0' } else { ',' };
    names.split(separator).map(str::trim).filter(|name| !name.is_empty())
}

/// The words of a file, one per line.
fn stop_word_file(name: &str, console: &Console) -> Result<String> {
    if !Path::new(name).exists() {
        return Err(unknown_stop_words(name).into());
    }
    let text = small_file::read_list(Path::new(name), ListKind::StopWords)?;
    let is_row = |line: &str| !line.trim_start().starts_with('#') && line.contains([',', ';', '\t']);
    if let Some((line, entry)) = (1..).zip(text.lines()).find(|(_, line)| is_row(line)) {
        return Err(Message::StopWordTable { name: name.to_owned(), line, entry: entry.trim().to_owned() }.into());
    }
    warn_of_phrases(name, &text, console);
    Ok(text)
}

/// The stemmer with the exceptions in these files, of which a later one overrides an earlier one.
pub(crate) fn stemmer(arguments: &StemArguments) -> Result<Stemmer> {
    let mut settings = StemSettings::default();
    for path in &arguments.stem_exceptions {
        let text = small_file::read_list(path, ListKind::StemExceptions)?;
        settings.exceptions.add_list(&text).map_err(|bad| {
            let fault = match bad.fault {
                BadExceptionKind::Blank => StemExceptionFault::Blank,
                BadExceptionKind::TooManyCells => StemExceptionFault::TooManyCells,
                BadExceptionKind::EmptyCell => StemExceptionFault::EmptyCell,
                BadExceptionKind::RootWithStems => StemExceptionFault::RootWithStems,
            };
            Message::BadStemException { path: path.clone(), line: bad.line, fault }
        })?;
    }
    Ok(Stemmer::new(settings))
}

pub(crate) fn unknown_stop_words(name: &str) -> Message {
    let known: Vec<&str> = STOP_LISTS.iter().map(|list| list.name).chain(["default", "none"]).collect();
    Message::UnknownStopWords { name: name.to_owned(), known: known.join(", ") }
}

/// Warns of entries of several words, which never match.
fn warn_of_phrases(name: &str, text: &str, console: &Console) {
    let is_phrase = |line: &str| !line.trim_start().starts_with('#') && line.split_whitespace().count() > 1;
    let mut phrases = (1..).zip(text.lines()).filter(|(_, line)| is_phrase(line));
    if let Some((line, entry)) = phrases.next() {
        let (name, entry, others) = (name.to_owned(), entry.trim().to_owned(), phrases.count());
        console.warn(&Message::StopWordPhrase { name, line, entry, others });
    }
}

/// The format and destination of the output.
#[derive(Clone, Debug)]
pub(crate) struct OutputPlan {
    pub(crate) format: &'static Format,
    /// Whether the format was typed, so that the extension of the path does not matter.
    is_format_typed: bool,
    csv: CsvStyle,
    bars: BarsArgument,
    /// `None`: standard output.
    pub(crate) path: Option<PathBuf>,
}

impl OutputPlan {
    /// `typed`: the arguments of the command that were typed.
    pub(crate) fn new(arguments: &OutputArguments, typed: &ArgMatches) -> Result<Self> {
        let typed = arguments.typed(typed);
        let path = arguments.output.clone().filter(|path| path != Path::new("-"));
        let by_name = || format_named(&path.as_ref()?.extension()?.to_str()?.to_ascii_lowercase());
        let is_terminal = path.is_none() && io::stdout().is_terminal();
        let of_csv = typed.options_of_csv().next();
        let usual = if is_terminal && of_csv.is_none() { &TABLE } else { &CSV };
        // The extension of a typed name takes precedence over a setting.
        let format = typed.format().or_else(by_name).or(arguments.format).unwrap_or(usual);
        if let (None, Some(feature)) = (format.implementation, format.feature) {
            return Err(Message::MissingFeature { format: format.name, feature }.into());
        }
        if format.is_binary && is_terminal {
            return Err(Message::BinaryToTerminal { format: format.name }.into());
        }
        let fits = |option: &&str| format == &CSV || (format == &TSV && matches!(*option, "--decimal" | "--bom"));
        if let Some(option) = typed.options_of_csv().find(|option| !fits(option)) {
            return Err(Message::OptionOfCsv { option, format: format.name }.into());
        }
        let is_format_typed = typed.format().is_some();
        Ok(Self { format, is_format_typed, csv: csv_style(arguments, format), bars: arguments.bars, path })
    }

    /// The plan of a further table, in the format of its extension, or CSV.
    ///
    /// # Errors
    /// The format is not CSV or TSV, or the file is the output.
    pub(crate) fn for_table(&self, path: &Path) -> Result<Self> {
        let format = extension(path).map_or(Some(&CSV), |name| [&CSV, &TSV].into_iter().find(|f| f.name == name));
        let Some(format) = format else { return Err(Message::AliasesNotCsv { path: path.to_owned() }.into()) };
        let is_same = |output: &Path| match (place(output), place(path)) {
            (Some(output), Some(path)) => output == path,
            _ => output == path,
        };
        if path == Path::new("-") {
            return Err(Message::AliasesNotCsv { path: path.to_owned() }.into());
        }
        if self.path.as_deref().is_some_and(is_same) {
            return Err(Message::AliasesAreOutput { path: path.to_owned() }.into());
        }
        let csv = if format == &TSV { CsvStyle::TSV } else { CsvStyle::of(CsvDialect::default()) };
        Ok(Self { format, is_format_typed: false, csv, bars: self.bars, path: Some(path.to_owned()) })
    }

    /// The options of the format.
    pub(crate) fn options(&self, is_on_terminal: bool, console: &Console) -> FormatOptions {
        let terminal = self.terminal_style(is_on_terminal, console);
        FormatOptions { csv: Some(self.csv), counts_rows: self.path.is_some(), terminal, ..FormatOptions::default() }
    }

    /// The appearance of tables on standard output, or in a file.
    pub(crate) fn terminal_style(&self, is_on_terminal: bool, console: &Console) -> TerminalStyle {
        let window = || terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0);
        TerminalStyle {
            width: columns().or_else(|| window().filter(|_| is_on_terminal)),
            is_colored: console.is_colored(is_on_terminal),
            language: console.language_of_page(is_on_terminal),
            has_bars: match self.bars {
                BarsArgument::Auto => is_on_terminal,
                BarsArgument::Always => true,
                BarsArgument::Never => false,
            },
        }
    }

    /// Whether the tables of a report go to the files of a folder.
    pub(crate) fn is_folder(&self) -> bool {
        let is_file = |path: &Path| !path.is_dir() && extension(path).is_some_and(|name| format_named(&name).is_some());
        self.format.layout == Layout::Folder && self.path.as_deref().is_some_and(|path| !is_file(path))
    }

    /// Makes sure that nothing is both read and written: leaves the outputs of this and of earlier runs out of the directories. `lists`:
    /// the files that are read besides the documents, as [`lists`] gives them.
    ///
    /// # Errors
    /// The output is an input.
    pub(crate) fn keep_from_inputs(
        &self,
        lists: &[PathBuf],
        sources: &[Source],
        options: &mut InputOptions,
    ) -> Result<()> {
        self.check_extension()?;
        options.outputs.is_report = Some(is_report);
        options.outputs.is_report_file = Some(is_report_file);
        let Some(path) = &self.path else { return Ok(()) };
        let is_input = |input: PathBuf| Message::OutputIsInput { path: path.clone(), input };
        let written: Vec<FileIdentity> = self.files(path).iter().filter_map(|path| FileIdentity::of(path)).collect();
        let is_written = |input: &Path| FileIdentity::of(input).is_some_and(|identity| written.contains(&identity));
        let is_stdin_written = || FileIdentity::of_stdin().is_some_and(|identity| written.contains(&identity));
        for source in sources {
            match source {
                Source::Path(input) if is_written(input) => return Err(is_input(input.clone()).into()),
                Source::Stdin if is_stdin_written() => return Err(is_input(PathBuf::from("-")).into()),
                _ => {}
            }
        }
        if let Some(list) = lists.iter().find(|list| is_written(list)) {
            return Err(is_input(list.clone()).into());
        }
        // A file in a directory may be replaced if an earlier run wrote it.
        if path.is_file()
            && !is_report_file(path).unwrap_or(false)
            && let Some(identity) = FileIdentity::of(path)
            && let Some(input) = find_input(sources, options, &identity)
        {
            return Err(is_input(input).into());
        }
        options.outputs.written = written;
        Ok(())
    }

    /// Refuses the name of a file whose extension promises a format that is not written.
    pub(crate) fn check_extension(&self) -> Result<()> {
        let Some(path) = self.path.as_ref().filter(|_| !self.is_format_typed) else { return Ok(()) };
        let is_file = fs::metadata(path).map_or(true, |metadata| metadata.is_file());
        match extension(path).filter(|extension| is_file && format_named(extension).is_none()) {
            None => Ok(()),
            Some(extension) => {
                let known: Vec<&str> = formats().filter(|format| format != &&TABLE).map(|format| format.name).collect();
                Err(Message::UnknownExtension { path: path.clone(), extension, known: known.join(", ") }.into())
            }
        }
    }

    /// The paths that are written and exist: a file, or a directory and the tables in it. Pipes and devices are not among them.
    fn files(&self, path: &Path) -> Vec<PathBuf> {
        if path.is_dir() {
            let extension = self.format.name;
            let tables = [
                "documents",
                "terms",
                "people",
                "countries",
                "dates",
                "document_entities",
                "document_terms",
                "mentions",
                "nodes",
                "edges",
            ];
            let tables = tables.iter().map(|table| path.join(format!("{table}.{extension}")));
            return iter::once(path.to_owned()).chain(tables.filter(|table| table.is_file())).collect();
        }
        Vec::from_iter(path.is_file().then(|| path.to_owned()))
    }

    /// The number of rows of a ranking without `--top`; 0: all.
    pub(crate) const fn usual_top(&self) -> usize {
        if self.format.is_for_people { TABLE_TOP } else { 0 }
    }
}

/// The width that the variable `COLUMNS` asks for, as in other programs (POSIX, 8.3).
fn columns() -> Option<u16> {
    std::env::var("COLUMNS").ok()?.parse().ok().filter(|width| *width > 0)
}

/// The extension in lower case. Digits are not one: `hasil-2024.06`.
fn extension(path: &Path) -> Option<String> {
    let extension = path.extension()?.to_string_lossy().to_lowercase();
    (!extension.chars().all(|c| c.is_ascii_digit())).then_some(extension)
}

fn csv_style(arguments: &OutputArguments, format: &Format) -> CsvStyle {
    let mut style =
        if format == &TSV { CsvStyle::TSV } else { CsvStyle::of(arguments.csv_dialect.unwrap_or_default()) };
    if let Some(delimiter) = arguments.delimiter.filter(|_| format == &CSV) {
        style = style.with_delimiter(delimiter);
    }
    if let Some(mark) = arguments.decimal {
        style = style.with_decimal_mark(mark);
    }
    if let Some(bom) = arguments.bom {
        style = style.with_byte_order_mark(bom);
    }
    style
}
