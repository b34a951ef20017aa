//! Help and usage errors in Indonesian, by the kinds and contexts that clap reports.

use std::error::Error as _;
use std::fmt::Write as _;
use std::io::{self, Write as _};

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorFormatter, ErrorKind};
use telaah::message::Message as _;

use crate::cli::command_line::whole_command_line;
use crate::cli::early::Early;
use crate::cli::language::{Language, help_language, translated};
use crate::cli::messages::ValueError;
use crate::ui::printable::printable;

/// Ends the program after help, or after a usage error.
pub(crate) fn exit_with(error: clap::Error, early: &Early) -> ! {
    let error = printable_values(error);
    let is_help = error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand || !error.use_stderr();
    if help_language() == Language::English || error.kind() == ErrorKind::DisplayVersion {
        error.exit();
    }
    let code = error.exit_code();
    if is_help {
        let help = translated(&error.render().ansi().to_string());
        // If the output is closed, nothing can be shown.
        let _ = match error.use_stderr() {
            true => write!(anstream::AutoStream::new(io::stderr().lock(), early.color_choice()), "{help}"),
            false => write!(anstream::AutoStream::new(io::stdout().lock(), early.color_choice()), "{help}"),
        };
        std::process::exit(code);
    }
    let message = in_indonesian(error);
    let mut stderr = anstream::AutoStream::new(io::stderr().lock(), early.color_choice());
    // If standard error is closed, nothing can be reported.
    let _ = writeln!(
        stderr,
        "{}\n\nPemakaian: {}\n\nUntuk keterangan lebih lanjut, coba '--help'.",
        message.ansi(),
        usage(early)
    );
    std::process::exit(code);
}

/// A usage error in Indonesian, without the usage itself.
pub(crate) fn in_indonesian(error: clap::Error) -> StyledStr {
    error.apply::<Indonesian>().render()
}

/// The same error, with the arguments that it shows safe for a terminal.
pub(crate) fn printable_values(mut error: clap::Error) -> clap::Error {
    let values: Vec<(ContextKind, ContextValue)> = error.context().map(|(kind, value)| (kind, value.clone())).collect();
    for (kind, value) in values {
        let shown = |text: String| printable(&text).into_owned();
        let value = match value {
            ContextValue::String(text) => ContextValue::String(shown(text)),
            ContextValue::Strings(texts) => ContextValue::Strings(texts.into_iter().map(shown).collect()),
            _ => continue,
        };
        error.insert(kind, value);
    }
    error
}

/// The usage of the command that was called, without a heading.
fn usage(early: &Early) -> String {
    let mut line = whole_command_line();
    line.build();
    let command = early.command.and_then(|name| line.find_subcommand(name)).unwrap_or(&line);
    command.clone().help_template("{usage}").render_help().to_string().trim_end().to_owned()
}

/// Formats the errors of clap in Indonesian.
struct Indonesian;

impl ErrorFormatter for Indonesian {
    fn format_error(error: &clap::error::Error<Self>) -> StyledStr {
        let mut text = StyledStr::new();
        let bold = anstyle::AnsiColor::Red.on_default().bold();
        let _ = write!(text, "{bold}galat:{bold:#} {}", what(error));
        for (kind, thing) in [
            (ContextKind::SuggestedSubcommand, "perintah"),
            (ContextKind::SuggestedArg, "argumen"),
            (ContextKind::SuggestedValue, "nilai"),
        ] {
            let similar = strings(error, kind);
            if !similar.is_empty() {
                let _ = write!(text, "\n\n  saran: ada {thing} yang mirip: {}", quoted(&similar));
            }
        }
        text
    }
}

/// A sentence on what is wrong.
fn what(error: &clap::error::Error<Indonesian>) -> String {
    let argument = quoted(&strings(error, ContextKind::InvalidArg));
    let value = strings(error, ContextKind::InvalidValue).join(" ");
    match error.kind() {
        ErrorKind::UnknownArgument => format!("argumen {argument} tidak dikenal"),
        ErrorKind::InvalidSubcommand => {
            format!("perintah {} tidak dikenal", quoted(&strings(error, ContextKind::InvalidSubcommand)))
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = strings(error, ContextKind::InvalidArg).join("\n  ");
            format!("argumen wajib berikut belum diberikan:\n  {missing}")
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} memerlukan nilai{}", choices(error)),
        ErrorKind::InvalidValue => format!("nilai '{value}' untuk {argument} tidak sah{}", choices(error)),
        ErrorKind::ValueValidation => {
            let fault = error.source().and_then(ValueError::of_parser);
            let fault = fault.map_or_else(String::new, |fault| format!(": {}", fault.id()));
            format!("nilai '{value}' untuk {argument} tidak sah{fault}")
        }
        ErrorKind::NoEquals => format!("nilai untuk {argument} harus diberikan dengan tanda sama dengan"),
        ErrorKind::TooManyValues => format!("nilai '{value}' untuk {argument} terlalu banyak"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("jumlah nilai untuk {argument} tidak sesuai")
        }
        ErrorKind::ArgumentConflict => {
            let others = strings(error, ContextKind::PriorArg);
            if others == strings(error, ContextKind::InvalidArg) {
                format!("argumen {argument} tidak bisa dipakai lebih dari sekali")
            } else {
                format!("argumen {argument} tidak bisa dipakai bersama {}", quoted(&others))
            }
        }
        ErrorKind::InvalidUtf8 => "ada argumen yang bukan UTF-8".to_owned(),
        _ => "argumen tidak bisa dibaca".to_owned(),
    }
}

/// The possible values, on a line of their own.
fn choices(error: &clap::error::Error<Indonesian>) -> String {
    let values = strings(error, ContextKind::ValidValue);
    if values.is_empty() { String::new() } else { format!("\n  [pilihan: {}]", values.join(", ")) }
}

fn strings(error: &clap::error::Error<Indonesian>, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ")
}
