//! Diagnostics and progress on standard error.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use telaah::input::{FilterCounts, InputOptions, ReadProgress, SkippedFiles, Source, measure};
use telaah::run::{Diagnostic, Event, RunTotals};

use crate::cli::args::{ColorArgument, ConsoleArguments, LogLevel};
use crate::cli::language::{Language, LanguageArgument};

#[derive(Debug)]
pub(crate) struct Console {
    level: LogLevel,
    color: ColorArgument,
    lang: LanguageArgument,
    begin: Instant,
}

impl Console {
    pub(crate) fn new(arguments: &ConsoleArguments) -> Self {
        Self { level: arguments.level(), color: arguments.color, lang: arguments.lang, begin: Instant::now() }
    }

    /// Whether to write colours to a stream. `NO_COLOR` counts if it is not empty (no-color.org).
    pub(crate) fn is_colored(&self, is_terminal: bool) -> bool {
        match self.color {
            ColorArgument::Always => true,
            ColorArgument::Never => false,
            ColorArgument::Auto => is_terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
        }
    }

    /// The language of messages and help.
    pub(crate) fn language(&self) -> Language {
        self.lang.language()
    }

    /// The language of what is written for people: that of the locale at a terminal alone, so that files do not depend on it.
    pub(crate) fn language_of_page(&self, is_terminal: bool) -> Language {
        if is_terminal || self.lang != LanguageArgument::Auto { self.language() } else { Language::English }
    }

    /// Says that something failed.
    pub(crate) fn error(&self, message: &dyn Display) {
        self.say("31", "error", message);
    }

    /// Says what failed, and why.
    pub(crate) fn error_of(&self, error: &anyhow::Error) {
        let causes: Vec<String> = error.chain().map(|cause| self.language().say(&cause.to_string())).collect();
        self.error(&causes.join(": "));
    }

    /// Says something that the user should know, unless told to be quiet.
    pub(crate) fn warn(&self, message: &dyn Display) {
        if self.level >= LogLevel::Warn {
            self.say("33", "warning", message);
        }
    }

    /// Whether every document that was not read like the others is named.
    fn is_verbose(&self) -> bool {
        self.level >= LogLevel::Debug
    }

    /// Says something that is good to know.
    pub(crate) fn note(&self, message: &dyn Display) {
        if self.level >= LogLevel::Info {
            self.say("36", "note", message);
        }
    }

    fn say(&self, color: &str, what: &str, message: &dyn Display) {
        let (what, message) = (self.language().say(what), self.language().say(&message.to_string()));
        let mut stderr = io::stderr().lock();
        // If standard error is closed there is no place to report that.
        let _ = if self.is_colored(io::stderr().is_terminal()) {
            writeln!(stderr, "telaah: \x1b[1;{color}m{what}\x1b[0m: {message}")
        } else {
            writeln!(stderr, "telaah: {what}: {message}")
        };
    }

    /// Says what was left out, and if wished how much was done.
    /// `bytes_before`: of texts that were analysed in a run before.
    pub(crate) fn sum_up(&self, sums: &RunTotals, bytes_before: u64, threads: usize) {
        self.skipped_files(sums.skipped_files);
        let FilterCounts { period, no_date, source } = sums.skipped;
        let chosen = [(period, "of other days"), (no_date, "without a date"), (source, "of other sources")];
        if sums.skipped.total() > 0 {
            self.note(&format_args!("documents left out: {}", list(self.language(), &chosen)));
        }
        let more = if self.is_verbose() { "" } else { " (-v names them)" };
        if sums.duplicates > 0 {
            self.note(&format_args!("{} articles are like others and were left out{more}", sums.duplicates));
        }
        if sums.other_encodings > 0 {
            self.note(&format_args!("{} documents were not in UTF-8{more}", sums.other_encodings));
        }
        if sums.mojibake > 0 {
            self.note(&format_args!(
                "{} documents have letters that are garbled like `MÃ¼ller`{more}; --repair-mojibake sets them right",
                sums.mojibake
            ));
        }
        if sums.documents == 0 && sums.failed == 0 {
            self.note(&"no document was found");
        }
        if self.is_verbose() {
            let seconds = self.begin.elapsed().as_secs_f64();
            let bytes = sums.counts.bytes;
            self.note(&format_args!(
                "{} documents, {} failed, {bytes} bytes in {seconds:.3} s on {threads} threads ({:.1} MB/s)",
                sums.documents,
                sums.failed,
                bytes.saturating_sub(bytes_before) as f64 / 1e6 / seconds.max(1e-9),
            ));
        }
    }

    /// Says what folders and archives hold and was not read.
    pub(crate) fn skipped_files(&self, skipped_files: SkippedFiles) {
        if skipped_files.total() > 0 {
            self.note(&format_args!("left out in folders: {}", describe(skipped_files, self.language())));
        }
    }

    /// A bar that says how far it is; invisible unless standard error is a terminal and has nothing better to show.
    fn progress(&self, rows_go_to_terminal: bool) -> ProgressBar {
        let is_shown = self.level >= LogLevel::Info && !rows_go_to_terminal && io::stderr().is_terminal();
        let target = if is_shown { ProgressDrawTarget::stderr_with_hz(5) } else { ProgressDrawTarget::hidden() };
        ProgressBar::with_draw_target(None, target)
    }
}

fn describe(skipped_files: SkippedFiles, language: Language) -> String {
    let SkippedFiles { other_files, unmatched, hidden, links, special } = skipped_files;
    list(
        language,
        &[
            (other_files, "with another ending (name them, or give --input-format, to read them)"),
            (unmatched, "that --glob leaves out"),
            (hidden, "hidden (--hidden reads them)"),
            (links, "symbolic links (--follow-links reads what they lead to)"),
            (special, "pipes, sockets or devices"),
        ],
    )
}

/// What there is, with its number.
fn list(language: Language, parts: &[(u64, &str)]) -> String {
    let said: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| language.say(&format!("{n} {what}"))).collect();
    said.join(", ")
}

/// Prints the diagnostics of a run, draws its progress, and writes its rows.
pub(crate) struct RunReporter<'a, F> {
    console: &'a Console,
    bar: ProgressBar,
    write: F,
    documents: u64,
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
        thread::spawn(move || measure(sources, &options).map(|size| total.set(size)));
        self.draw_with("{spinner} {bytes}, {bytes_per_sec}, {msg}, {elapsed}");
        self.read.clone()
    }

    /// Handles an event of the run.
    pub(crate) fn handle(&mut self, event: Event<'_>) -> io::Result<()> {
        match event {
            Event::Rows(rows) => return (self.write)(rows),
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

    fn print(&self, diagnostic: &Diagnostic) {
        let console = self.console;
        match diagnostic {
            Diagnostic::Error(error) => {
                let problem = console.language().say(&error.problem.to_string());
                self.bar.suspend(|| console.error(&format_args!("{}: {problem}", error.document)));
            }
            Diagnostic::Warning(warning) => self.bar.suspend(|| console.warn(warning)),
            Diagnostic::Note(note) if console.is_verbose() => self.bar.suspend(|| console.note(note)),
            _ => {}
        }
    }

    /// Sets the template of the bar. It has no colours, so `NO_COLOR` needs no attention.
    fn draw_with(&self, template: &str) {
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style.progress_chars("=> "));
        }
    }

    fn draw(&self, read: &ReadProgress) {
        let language = self.console.language();
        let mut files = read.files().to_string();
        if let Some(total) = self.total.get() {
            if self.bar.length().is_none() {
                self.draw_with("[{bar:24}] {bytes} / {total_bytes}, {bytes_per_sec}, {msg}, {eta}");
            }
            self.bar.set_length(total.bytes());
            files = format!("{files} / {}", total.files());
        }
        self.bar.set_message(language.say(&format!("{files} files, {} articles", self.documents)));
        self.bar.set_position(read.bytes());
    }
}

impl<F> Drop for RunReporter<'_, F> {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
