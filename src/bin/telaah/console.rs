//! Standard error: what failed, what was left out, how far it is.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use telaah::batch::{Observer, Outcome};
use telaah::error::{Error, Note, Warning};
use telaah::input::{LeftOut, Skipped};

use crate::args::{ColorArgument, ConsoleArguments};
use crate::language::{Language, LanguageArgument};

#[derive(Debug)]
pub(crate) struct Console {
    quiet: bool,
    verbose: bool,
    color: ColorArgument,
    lang: LanguageArgument,
    begin: Instant,
}

impl Console {
    pub(crate) fn new(arguments: &ConsoleArguments) -> Self {
        Self {
            quiet: arguments.quiet,
            verbose: arguments.verbose,
            color: arguments.color,
            lang: arguments.lang,
            begin: Instant::now(),
        }
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
        if !self.quiet {
            self.say("33", "warning", message);
        }
    }

    /// Says something that is good to know.
    pub(crate) fn note(&self, message: &dyn Display) {
        if !self.quiet {
            self.say("36", "note", message);
        }
    }

    fn say(&self, color: &str, what: &str, message: &dyn Display) {
        let (what, message) = (self.language().say(what), self.language().say(&message.to_string()));
        let mut stderr = io::stderr().lock();
        // If standard error is gone there is nobody to tell.
        let _ = if self.is_colored(io::stderr().is_terminal()) {
            writeln!(stderr, "telaah: \x1b[1;{color}m{what}\x1b[0m: {message}")
        } else {
            writeln!(stderr, "telaah: {what}: {message}")
        };
    }

    /// Says what was left out, and if wished how much was done.
    pub(crate) fn sum_up<V>(&self, outcome: &Outcome<V>, threads: usize) {
        self.left_out(outcome.left_out);
        let Skipped { period, no_date, source } = outcome.skipped;
        let chosen = [(period, "of other days"), (no_date, "without a date"), (source, "of other sources")];
        if outcome.skipped.total() > 0 {
            self.note(&format_args!("documents left out: {}", list(self.language(), &chosen)));
        }
        let more = if self.verbose { "" } else { " (-v names them)" };
        if outcome.duplicates > 0 {
            self.note(&format_args!("{} articles are like others and were left out{more}", outcome.duplicates));
        }
        if outcome.other_encodings > 0 {
            self.note(&format_args!("{} documents were not in UTF-8{more}", outcome.other_encodings));
        }
        if outcome.mojibake > 0 {
            self.note(&format_args!(
                "{} documents have letters that are garbled like `MÃ¼ller`{more}; --repair-mojibake sets them right",
                outcome.mojibake
            ));
        }
        if outcome.documents == 0 && outcome.failed == 0 {
            self.note(&"no document was found");
        }
        if self.verbose {
            let seconds = self.begin.elapsed().as_secs_f64();
            let bytes = outcome.counts.bytes;
            self.note(&format_args!(
                "{} documents, {} failed, {bytes} bytes in {seconds:.3} s on {threads} threads ({:.1} MB/s)",
                outcome.documents,
                outcome.failed,
                bytes as f64 / 1e6 / seconds.max(1e-9),
            ));
        }
    }

    /// Says what folders and archives hold and was not read.
    pub(crate) fn left_out(&self, left_out: LeftOut) {
        if left_out.total() > 0 {
            self.note(&format_args!("left out in folders: {}", describe(left_out, self.language())));
        }
    }

    /// A line that says how far it is; invisible unless standard error is a terminal and has nothing better to show.
    pub(crate) fn progress(&self, rows_go_to_terminal: bool) -> ProgressBar {
        let is_shown = !self.quiet && !rows_go_to_terminal && io::stderr().is_terminal();
        let target = if is_shown { ProgressDrawTarget::stderr_with_hz(5) } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        // No colours, so that NO_COLOR has nothing to hide.
        if let Ok(style) = ProgressStyle::with_template("{human_pos} articles, {msg}, {elapsed}") {
            bar.set_style(style);
        }
        bar
    }
}

fn describe(left_out: LeftOut, language: Language) -> String {
    let LeftOut { other_files, unmatched, hidden, links, special } = left_out;
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

/// Tells the console what happens, and hands the bytes on.
pub(crate) struct Watch<'a, F> {
    console: &'a Console,
    progress: ProgressBar,
    write: F,
    text_bytes: u64,
    documents: u64,
    /// A bar that is drawn for a moment only is a nuisance.
    visible_from: Instant,
}

impl<'a, F: FnMut(&[u8]) -> io::Result<()>> Watch<'a, F> {
    pub(crate) fn new(console: &'a Console, rows_go_to_terminal: bool, write: F) -> Self {
        let progress = console.progress(rows_go_to_terminal);
        let visible_from = Instant::now() + Duration::from_millis(500);
        Self { console, progress, write, text_bytes: 0, documents: 0, visible_from }
    }
}

impl<F: FnMut(&[u8]) -> io::Result<()>> Observer for Watch<'_, F> {
    fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        (self.write)(bytes)
    }

    fn failed(&mut self, error: &Error) {
        let problem = self.console.language().say(&error.problem.to_string());
        self.progress.suspend(|| self.console.error(&format_args!("{}: {problem}", error.document)));
    }

    fn warning(&mut self, warning: &Warning) {
        self.progress.suspend(|| self.console.warn(warning));
    }

    fn note(&mut self, note: &Note) {
        if self.console.verbose {
            self.progress.suspend(|| self.console.note(note));
        }
    }

    fn progress(&mut self, documents: u64, text_bytes: u64) {
        self.documents += documents;
        self.text_bytes += text_bytes;
        if !self.progress.is_hidden() && Instant::now() >= self.visible_from {
            self.progress.set_message(format!("{:.1} MB", self.text_bytes as f64 / 1e6));
            self.progress.set_position(self.documents);
        }
    }
}

impl<F> Drop for Watch<'_, F> {
    fn drop(&mut self) {
        self.progress.finish_and_clear();
    }
}
