//! From what was typed to what is built; the one place where that is done.

use std::fs;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

use anyhow::{Context, anyhow, bail, ensure};
use telaah::input::{EncodingErrors, Fields, Globs, InputOptions, Source};
use telaah::report::format::{CSV, CsvStyle, Format, FormatOptions, Layout, TSV, TerminalStyle};
use telaah::{Case, STOP_LISTS, StopList, StopWords, TermOptions};

use crate::cli::args::output::{BarsArgument, OutputArguments};
use crate::cli::args::{CaseArgument, EncodingErrorsArgument, InputArguments, SharedArguments, TermArguments};
use crate::formats::format_named;
use crate::ui::console::Console;
use crate::ui::table::TABLE;

/// Terms and entities in a table, unless `--top` says another number.
const TABLE_TOP: usize = 25;

/// Terms of one article in `analyze`, unless `--top` says another number.
pub(crate) const ARTICLE_TOP: usize = 20;

/// Refuses to wait for what somebody would have to type.
pub(crate) fn check_sources(shared: &SharedArguments) -> anyhow::Result<()> {
    let files_from = shared.input.choice.files_from.as_deref();
    let is_named = !shared.paths.is_empty() || files_from.is_some();
    ensure!(
        is_named || !io::stdin().is_terminal(),
        "nothing to read: name a file or a folder, or pipe a text in (telaah --help has examples)"
    );
    let is_twice = files_from == Some(Path::new("-")) && shared.paths.iter().any(|path| path == Path::new("-"));
    ensure!(!is_twice, "standard input can't be both the list of --files-from and an input");
    Ok(())
}

/// Refuses what can't be gone on with.
pub(crate) fn check_resumable(shared: &SharedArguments, plan: &OutputPlan) -> anyhow::Result<()> {
    ensure!(plan.is_folder(), "--resume goes with a folder of tables: -o FOLDER, and --format csv, tsv or parquet");
    let is_pipe = |path: &PathBuf| fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir());
    let stdin = || (shared.paths.is_empty() && shared.input.choice.files_from.is_none()).then_some(Path::new("-"));
    let is_stdin = |path: &PathBuf| path == Path::new("-");
    let named = shared.paths.iter().find(|path| is_stdin(path) || is_pipe(path));
    if let Some(path) = named.map(PathBuf::as_path).or_else(stdin) {
        bail!(
            "--resume can't read {} twice: name files or folders",
            if path == Path::new("-") { "standard input".into() } else { path.display().to_string() }
        );
    }
    Ok(())
}

/// What to read: the paths, and behind them those of `--files-from`. Neither: standard input.
pub(crate) fn sources(shared: &SharedArguments) -> anyhow::Result<Vec<Source>> {
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

/// The paths in a list: a line each, or with NUL between if there is one in it. Blank lines name nothing.
fn listed(list: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let reading = || format!("reading the paths in {}", list.display());
    let mut bytes = Vec::new();
    if list == Path::new("-") {
        io::stdin().lock().read_to_end(&mut bytes).with_context(reading)?;
    } else {
        bytes = fs::read(list).with_context(reading)?;
    }
    let separator = if bytes.contains(&0) { 0 } else { b'\n' };
    let names = bytes.split(|&b| b == separator).map(|name| if separator == 0 { name } else { name.trim_ascii_end() });
    names.filter(|name| !name.is_empty()).map(path_of).collect()
}

#[cfg(unix)]
fn path_of(name: &[u8]) -> anyhow::Result<PathBuf> {
    use std::os::unix::ffi::OsStrExt;
    Ok(PathBuf::from(std::ffi::OsStr::from_bytes(name)))
}

#[cfg(not(unix))]
fn path_of(name: &[u8]) -> anyhow::Result<PathBuf> {
    let name = std::str::from_utf8(name).context("a path that is not UTF-8")?;
    Ok(PathBuf::from(name))
}

pub(crate) fn input_options(arguments: &InputArguments) -> anyhow::Result<InputOptions> {
    let choice = &arguments.choice;
    let globs = Globs::new(choice.globs.iter().map(String::as_str)).map_err(|error| anyhow!("--glob: {error}"))?;
    if let (Some(since), Some(until)) = (choice.since, choice.until) {
        ensure!(since <= until, "--since {since} is after --until {until}: no document can be chosen");
    }
    let mut options = InputOptions::default();
    options.format = arguments.input_format.0;
    options.fields = fields(arguments);
    options.encoding = arguments.encoding;
    options.encoding_errors = match arguments.encoding_errors {
        EncodingErrorsArgument::Strict => EncodingErrors::Strict,
        EncodingErrorsArgument::Replace => EncodingErrors::Replace,
    };
    options.repair_mojibake = arguments.repair_mojibake;
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

pub(crate) fn threads(arguments: &SharedArguments) -> usize {
    arguments.threads.or_else(|| available_parallelism().ok()).map_or(1, |n| n.get())
}

pub(crate) fn term_options(arguments: &TermArguments) -> TermOptions {
    let mut options = TermOptions::default();
    options.ngrams = arguments.ngrams;
    options.case = match arguments.case {
        CaseArgument::Keep => Case::Keep,
        CaseArgument::Fold => Case::Fold,
    };
    options.keep_boilerplate = arguments.keep_boilerplate;
    options
}

/// The stop words of the lists and files named; none named: the default.
pub(crate) fn stop_words(names: &[String], console: &Console) -> anyhow::Result<StopWords> {
    if names.is_empty() {
        return Ok(StopWords::default());
    }
    let mut words = StopWords::none();
    for name in names.iter().filter(|name| *name != "none") {
        if let Some(list) = StopList::named(name) {
            words.add_list(list.text());
            continue;
        }
        if !Path::new(name).exists() {
            let known: Vec<&str> = STOP_LISTS.iter().map(|list| list.name).chain(["none"]).collect();
            bail!("no stop word list or file `{name}`; the lists are {}", known.join(", "));
        }
        let bytes = fs::read(name).with_context(|| format!("reading the stop words of {name}"))?;
        let Ok(text) = String::from_utf8(bytes) else { bail!("{name}: a stop word list must be UTF-8") };
        words.add_list(&text);
        warn_of_phrases(name, &text, console);
    }
    Ok(words)
}

/// Entries of several words never match a word: better said than found out.
fn warn_of_phrases(name: &str, text: &str, console: &Console) {
    let is_phrase = |line: &str| !line.trim_start().starts_with('#') && line.split_whitespace().count() > 1;
    let mut phrases = (1..).zip(text.lines()).filter(|(_, line)| is_phrase(line));
    if let Some((number, line)) = phrases.next() {
        let others = phrases.count();
        let more = if others > 0 { format!(", nor will {others} more like it") } else { String::new() };
        console.warn(&format!("{name}:{number}: `{}` is more than one word and will never match{more}", line.trim()));
    }
}

/// How and where to write.
#[derive(Debug)]
pub(crate) struct OutputPlan {
    pub(crate) format: &'static Format,
    csv: CsvStyle,
    bars: BarsArgument,
    /// Absent: standard output.
    pub(crate) path: Option<PathBuf>,
}

impl OutputPlan {
    pub(crate) fn new(arguments: &OutputArguments) -> anyhow::Result<Self> {
        let path = arguments.output.clone().filter(|path| path != Path::new("-"));
        let by_name = || format_named(&path.as_ref()?.extension()?.to_str()?.to_ascii_lowercase());
        let is_terminal = path.is_none() && io::stdout().is_terminal();
        let of_csv = arguments.typed_of_csv().next();
        let usual = if is_terminal && of_csv.is_none() { &TABLE } else { &CSV };
        // What is typed goes before what is set, and the ending of a name is typed.
        let format = arguments.typed_format().or_else(by_name).or(arguments.format).unwrap_or(usual);
        if let (None, Some(feature)) = (format.implementation, format.feature) {
            bail!(
                "this telaah was built without {}: install it with cargo install --features {feature}, or choose another format",
                format.name
            );
        }
        ensure!(!(format.is_binary && is_terminal), "{} is nothing for a terminal: name a file with -o", format.name);
        for option in arguments.typed_of_csv() {
            let fits = format == &CSV || (format == &TSV && matches!(option, "--decimal" | "--bom"));
            ensure!(fits, "{option} goes with --format csv, not {}", format.name);
        }
        Ok(Self { format, csv: csv_style(arguments, format), bars: arguments.bars, path })
    }

    /// The options of the format.
    pub(crate) fn options(&self, is_on_terminal: bool, console: &Console) -> FormatOptions {
        let terminal = self.terminal_style(is_on_terminal, console);
        FormatOptions { csv: Some(self.csv), terminal, ..FormatOptions::default() }
    }

    /// The appearance of tables on standard output, or in a file.
    pub(crate) fn terminal_style(&self, is_on_terminal: bool, console: &Console) -> TerminalStyle {
        let width = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0);
        TerminalStyle {
            width: width.filter(|_| is_on_terminal),
            is_colored: console.is_colored(is_on_terminal),
            has_bars: match self.bars {
                BarsArgument::Auto => is_on_terminal,
                BarsArgument::Always => true,
                BarsArgument::Never => false,
            },
        }
    }

    /// Whether the tables of a report go to the files of a folder.
    pub(crate) fn is_folder(&self) -> bool {
        self.format.layout == Layout::Folder && self.path.is_some()
    }

    /// The number of rows of a ranking without `--top`; 0: all.
    pub(crate) const fn usual_top(&self) -> usize {
        if self.format.is_for_people { TABLE_TOP } else { 0 }
    }
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
