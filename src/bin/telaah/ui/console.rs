//! Diagnostics and progress on standard error.

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::mem::{Discriminant, discriminant};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use anstream::{AutoStream, ColorChoice};
use anstyle::AnsiColor;
use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use telaah::error::{Note, Warning};
use telaah::input::{FilterCounts, InputOptions, ReadProgress, SkippedFiles, Source, measure};
use telaah::message::{Localized, Message};
use telaah::run::{Diagnostic, Event, RunTotals};

use crate::cli::args::{ColorArgument, ConsoleArguments, LogLevel};
use crate::cli::hints::Hinted;
use crate::cli::language::{Language, LanguageArgument};
use crate::cli::messages::{Decimal, List, RunMessage, Severity};
use crate::ui::printable::printable;

#[derive(Debug)]
pub(crate) struct Console {
    level: LogLevel,
    color: ColorArgument,
    lang: LanguageArgument,
    begin: Instant,
}

impl Default for Console {
    /// One for messages before the arguments are known.
    fn default() -> Self {
        Self { level: LogLevel::Info, color: ColorArgument::Auto, lang: LanguageArgument::Auto, begin: Instant::now() }
    }
}

impl Console {
    pub(crate) fn new(arguments: &ConsoleArguments) -> Self {
        Self { level: arguments.level(), color: arguments.color, lang: arguments.lang, begin: Instant::now() }
    }

    /// Whether to colour what is written to standard output, or to a file if `is_terminal` is false.
    pub(crate) fn is_colored(&self, is_terminal: bool) -> bool {
        match self.color {
            ColorArgument::Always => true,
            ColorArgument::Never => false,
            ColorArgument::Auto => is_terminal && AutoStream::choice(&io::stdout()) != ColorChoice::Never,
        }
    }

    /// The language of messages and help.
    pub(crate) fn language(&self) -> Language {
        self.lang.language()
    }

    /// The language of pages for people. The locale counts at a terminal only, so that files do not depend on it.
    pub(crate) fn language_of_page(&self, is_terminal: bool) -> Language {
        if is_terminal || self.lang != LanguageArgument::Auto { self.language() } else { Language::English }
    }

    /// Reports an error.
    pub(crate) fn error(&self, message: &dyn Message) {
        self.print(AnsiColor::Red, &Severity::Error, message);
    }

    /// Reports a warning, unless only errors are wanted.
    pub(crate) fn warn(&self, message: &dyn Message) {
        if self.level >= LogLevel::Warn {
            self.print(AnsiColor::Yellow, &Severity::Warning, message);
        }
    }

    /// Whether notes on single documents are wanted.
    fn is_verbose(&self) -> bool {
        self.level >= LogLevel::Debug
    }

    /// Reports a note, unless only errors and warnings are wanted.
    pub(crate) fn note(&self, message: &dyn Message) {
        if self.level >= LogLevel::Info {
            self.print(AnsiColor::Cyan, &Severity::Note, message);
        }
    }

    /// Reports that the output is complete. `rows`: `None` for a page without tables.
    pub(crate) fn written(&self, path: PathBuf, files: u64, rows: Option<u64>) {
        let seconds = Decimal(self.begin.elapsed().as_secs_f64(), 2);
        self.note(&match rows {
            None => RunMessage::WrittenPage { path, seconds },
            Some(rows) if files == 1 => RunMessage::Written { path, rows, seconds },
            Some(rows) => RunMessage::WrittenFiles { path, files, rows, seconds },
        });
    }

    fn print(&self, color: AnsiColor, severity: &Severity, message: &dyn Message) {
        let language = self.language();
        let choice = match self.color {
            ColorArgument::Always => ColorChoice::Always,
            ColorArgument::Never => ColorChoice::Never,
            ColorArgument::Auto => ColorChoice::Auto,
        };
        let (severity, message) = (severity.in_language(language), Localized::new(message, language));
        let style = color.on_default().bold();
        let mut stderr = AutoStream::new(io::stderr().lock(), choice);
        let (severity, message) = (severity.to_string(), message.to_string());
        let message = printable(&message);
        // If standard error is closed, nothing can be reported.
        let _ = writeln!(stderr, "telaah: {style}{severity}{style:#}: {message}");
    }

    /// Reports what was skipped, and with `-v` the totals. `bytes_before` is the size of the texts analysed before the run was
    /// resumed.
    pub(crate) fn sum_up(&self, sums: &RunTotals, bytes_before: u64, threads: usize) {
        self.skipped_files(sums.skipped_files);
        let FilterCounts { period, no_date, source, not_pages } = sums.skipped;
        let parts = List(present([
            (period, RunMessage::OtherPeriod { documents: period }),
            (no_date, RunMessage::WithoutDate { documents: no_date }),
            (source, RunMessage::OtherSource { documents: source }),
            (not_pages, RunMessage::WithoutPage { records: not_pages }),
        ]));
        if !parts.0.is_empty() {
            self.note(&RunMessage::SkippedDocuments { parts });
        }
        let named = self.is_verbose();
        let notes = present([
            (sums.duplicates, RunMessage::Duplicates { documents: sums.duplicates, named }),
            (sums.other_encodings, RunMessage::OtherEncodings { documents: sums.other_encodings, named }),
            (sums.mojibake, RunMessage::Mojibake { documents: sums.mojibake, named }),
            (sums.short_rows, RunMessage::ShortRows { rows: sums.short_rows, named }),
        ]);
        for note in notes {
            self.note(&note);
        }
        if sums.documents == 0 && sums.failed == 0 {
            self.note(&RunMessage::NoDocument);
        }
        if self.is_verbose() {
            let elapsed = self.begin.elapsed().as_secs_f64();
            let bytes = sums.counts.bytes;
            let rate = bytes.saturating_sub(bytes_before) as f64 / 1e6 / elapsed.max(1e-9);
            self.note(&RunMessage::Finished {
                documents: sums.documents,
                failed: sums.failed,
                bytes,
                seconds: Decimal(elapsed, 3),
                threads,
                megabytes_per_second: Decimal(rate, 1),
            });
        }
    }

    /// Reports the files in directories and archives that were not read.
    pub(crate) fn skipped_files(&self, skipped_files: SkippedFiles) {
        let SkippedFiles { other_files, unmatched, hidden, links, special, outputs } = skipped_files;
        let parts = List(present([
            (other_files, RunMessage::OtherFiles { files: other_files }),
            (unmatched, RunMessage::UnmatchedFiles { files: unmatched }),
            (hidden, RunMessage::HiddenFiles { files: hidden }),
            (links, RunMessage::Links { files: links }),
            (special, RunMessage::SpecialFiles { files: special }),
            (outputs, RunMessage::Outputs { files: outputs }),
        ]));
        if !parts.0.is_empty() {
            self.note(&RunMessage::SkippedFiles { parts });
        }
    }

    /// A progress bar; hidden unless standard error is a terminal that rows are not written to.
    fn progress(&self, rows_go_to_terminal: bool) -> ProgressBar {
        let is_shown = self.level >= LogLevel::Info && !rows_go_to_terminal && io::stderr().is_terminal();
        let target = if is_shown { ProgressDrawTarget::stderr_with_hz(5) } else { ProgressDrawTarget::hidden() };
        ProgressBar::with_draw_target(None, target)
    }
}

/// A number of bytes for people: `1.50 MiB`, in Indonesian `1,50 MiB`.
fn size(bytes: f64, language: Language) -> String {
    let size = HumanBytes(bytes as u64).to_string();
    if language == Language::English { size } else { size.replace('.', ",") }
}

/// The messages whose number is not 0.
fn present<const N: usize>(messages: [(u64, RunMessage); N]) -> Vec<RunMessage> {
    messages.into_iter().filter(|(number, _)| *number > 0).map(|(_, message)| message).collect()
}

/// The progress line, by the room that a window has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Template {
    Wide,
    Medium,
    Narrow,
}

impl Template {
    fn of_window() -> Self {
        let width = terminal_size::terminal_size_of(io::stderr()).map_or(u16::MAX, |(width, _)| width.0);
        match width {
            ..80 => Self::Narrow,
            80..120 => Self::Medium,
            _ => Self::Wide,
        }
    }

    /// The template while the size of the whole input is unknown.
    const fn before_total(self) -> &'static str {
        match self {
            Self::Wide | Self::Medium => "{spinner} {bytes}, {bytes_per_sec}, {msg}, {elapsed}",
            Self::Narrow => "{spinner} {msg}, {elapsed}",
        }
    }

    const fn with_total(self) -> &'static str {
        match self {
            Self::Wide => "[{bar:24}] {bytes} / {total_bytes}, {bytes_per_sec}, {msg}, {eta}",
            Self::Medium => "[{bar:12}] {bytes_per_sec}, {msg}, {eta}",
            Self::Narrow => "{percent:>3}%, {msg}, {eta}",
        }
    }
}

/// The most warnings of a kind that are printed, without `-v`.
const SHOWN_WARNINGS: u64 = 5;

/// The warnings of a kind.
struct WarningKind {
    /// The variant and the field.
    key: (Discriminant<Warning>, Option<String>),
    /// The document of the first.
    first: String,
    count: u64,
}

/// Prints the diagnostics of a run, draws its progress, and writes its rows.
pub(crate) struct RunReporter<'a, F> {
    console: &'a Console,
    bar: ProgressBar,
    write: F,
    documents: u64,
    /// The kinds of warnings so far, in the order of the first of each.
    warnings: Vec<WarningKind>,
    /// The progress of reading; `None` if the bar is hidden.
    read: Option<ReadProgress>,
    /// The size of the whole input, once it is known.
    total: Arc<OnceLock<ReadProgress>>,
    /// The time from which the bar is drawn: one that flashes up for a moment is a distraction.
    visible_from: Instant,
}

impl<'a, F: FnMut(&[u8]) -> io::Result<()>> RunReporter<'a, F> {
    /// A reporter that passes the bytes of the rows to `write`.
    pub(crate) fn new(console: &'a Console, rows_go_to_terminal: bool, write: F) -> Self {
        Self {
            console,
            bar: console.progress(rows_go_to_terminal),
            write,
            documents: 0,
            warnings: Vec::new(),
            read: None,
            total: Arc::default(),
            visible_from: Instant::now() + Duration::from_millis(500),
        }
    }

    /// Sets the number of documents that were finished before this run.
    pub(crate) fn starting_at(mut self, documents: u64) -> Self {
        self.documents = documents;
        self
    }

    /// Returns a counter of what is read, to be set as [`InputOptions::progress`], unless the bar is hidden. Starts a thread that
    /// measures the whole input.
    pub(crate) fn measure(&mut self, sources: &[Source], options: &InputOptions) -> Option<ReadProgress> {
        if self.bar.is_hidden() {
            return None;
        }
        self.read = Some(ReadProgress::default());
        let (sources, options, total) = (sources.to_vec(), options.clone(), Arc::clone(&self.total));
        // Without the thread, the total stays unknown.
        let measuring = move || measure(sources, &options).map(|size| total.set(size));
        drop(thread::Builder::new().spawn(measuring));
        self.draw_with(Template::of_window().before_total());
        self.read.clone()
    }

    /// Handles an event of the run.
    pub(crate) fn handle(&mut self, event: Event<'_>) -> io::Result<()> {
        match event {
            Event::Rows(rows) => return (self.write)(rows),
            Event::Diagnostic(Diagnostic::Warning(warning)) => self.warn(&warning),
            Event::Diagnostic(diagnostic) => self.print(&diagnostic),
            Event::Progress(progress) => {
                self.documents += progress.documents;
                if let Some(read) = self.read.as_ref().filter(|_| Instant::now() >= self.visible_from) {
                    self.draw(read);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Prints the first warnings of a kind, and counts the others.
    fn warn(&mut self, warning: &Warning) {
        let (document, field) = warning.place();
        let key = (discriminant(warning), field.map(str::to_owned));
        let index = self.warnings.iter().position(|kind| kind.key == key).unwrap_or_else(|| {
            let first = document.unwrap_or_default().to_owned();
            self.warnings.push(WarningKind { key, first, count: 0 });
            self.warnings.len() - 1
        });
        let Some(kind) = self.warnings.get_mut(index) else { return };
        kind.count += 1;
        if kind.count <= SHOWN_WARNINGS || self.console.is_verbose() {
            self.bar.suspend(|| self.console.warn(&Hinted::warning(warning)));
        }
    }

    fn print(&self, diagnostic: &Diagnostic) {
        let console = self.console;
        match diagnostic {
            Diagnostic::Error(error) => self.bar.suspend(|| console.error(&Hinted::error(error))),
            Diagnostic::Note(note) if console.is_verbose() || matches!(note, Note::Fields { .. }) => {
                self.bar.suspend(|| console.note(&Hinted::note(note)));
            }
            _ => {}
        }
    }

    /// Sets the template of the bar. It has no colours, so `NO_COLOR` needs no attention.
    fn draw_with(&self, template: &str) {
        let language = self.console.language();
        let key = |value: fn(&ProgressState) -> f64, unit: &'static str| {
            move |state: &ProgressState, out: &mut dyn fmt::Write| {
                // Writing to a string cannot fail.
                let _ = write!(out, "{}{unit}", size(value(state), language));
            }
        };
        let per_second = if language == Language::English { "/s" } else { "/detik" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            let style = style
                .with_key("bytes", key(|state| state.pos() as f64, ""))
                .with_key("total_bytes", key(|state| state.len().unwrap_or_default() as f64, ""))
                .with_key("bytes_per_sec", key(ProgressState::per_sec, per_second));
            self.bar.set_style(style.progress_chars("=> "));
        }
    }

    fn draw(&self, read: &ReadProgress) {
        let language = self.console.language();
        let mut files = read.files().to_string();
        if let Some(total) = self.total.get() {
            if self.bar.length().is_none() {
                self.draw_with(Template::of_window().with_total());
            }
            self.bar.set_length(total.bytes());
            files = format!("{files} / {}", total.files());
        }
        self.bar
            .set_message(RunMessage::Reading { files, documents: self.documents }.in_language(language).to_string());
        self.bar.set_position(read.bytes());
    }
}

impl<F> Drop for RunReporter<'_, F> {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
        for WarningKind { first, count, .. } in self.warnings.drain(..) {
            let warnings = count.saturating_sub(SHOWN_WARNINGS);
            if warnings > 0 && !self.console.is_verbose() {
                self.console.warn(&RunMessage::MoreWarnings { warnings, document: first });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_the_mark_of_the_language() {
        assert_eq!(size(1_572_864.0, Language::English), "1.50 MiB");
        assert_eq!(size(1_572_864.0, Language::Indonesian), "1,50 MiB");
        assert_eq!(size(7.0, Language::Indonesian), "7 B");
    }
}
