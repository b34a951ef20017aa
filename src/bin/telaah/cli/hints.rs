//! Hints: the options that avoid a problem which the library reports.

use std::fmt;
use std::io::ErrorKind;
use std::path::Path;

use telaah::error::{Error, Note, Problem, Remedy, Warning};
use telaah::message::{Language, Message, Wording};

use crate::panics;

telaah::messages! {
    /// A way around a problem.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(crate) enum Hint {
        Encoding => {
            en: "--encoding NAME sets the encoding, --encoding-errors replace accepts invalid bytes";
            id: "--encoding NAMA menentukan pengodean, --encoding-errors replace menerima bita yang tidak sah";
        }
        EncodingErrors => {
            en: "--encoding-errors replace accepts invalid bytes";
            id: "--encoding-errors replace menerima bita yang tidak sah";
        }
        DetectEncoding => {
            en: "without --encoding, the encoding of each file is detected";
            id: "tanpa --encoding, pengodean tiap berkas dikenali sendiri";
        }
        MaxRatio => {
            en: "--max-ratio raises the limit";
            id: "--max-ratio menaikkan batasnya";
        }
        MaxDocumentSize => {
            en: "--max-document-size raises the limit";
            id: "--max-document-size menaikkan batasnya";
        }
        MaxDocumentTime => {
            en: "--max-document-time raises the limit";
            id: "--max-document-time menaikkan batasnya";
        }
        Report { place: String } => {
            en: "a defect at {place}: please report it with the document";
            id: "cacat program di {place}: mohon dilaporkan beserta dokumennya";
        }
        AsText => {
            en: "--input-format text reads the page as plain text";
            id: "--input-format text membaca halaman sebagai teks biasa";
        }
        InstallFeature { feature: &'static str } => {
            en: "cargo install --path . --features {feature}";
            id: "cargo install --path . --features {feature}";
        }
        Pipe { command: String } => {
            en: "try: {command} | telaah analyze -";
            id: "coba: {command} | telaah analyze -";
        }
        ConvertFile { command: String } => {
            en: "try: {command}";
            id: "coba: {command}";
        }
        Advice { advice: Wording } => {
            en: "{}", advice.en;
            id: "{}", advice.id;
        }
        InputFormat { format: &'static str } => {
            en: "--input-format {format} reads it as such";
            id: "--input-format {format} membacanya sebagai {format}";
        }
        TextField => {
            en: "--text-field names another field";
            id: "--text-field menentukan bidang lain";
        }
        ChooseTextField => {
            en: "--text-field names the one to read";
            id: "--text-field menentukan bidang yang dibaca";
        }
        Fields => {
            en: "--text-field, --title-field and so on name others";
            id: "--text-field, --title-field, dan seterusnya menentukan bidang lain";
        }
        Records => {
            en: "--records names the one to read";
            id: "--records menentukan larik yang dibaca";
        }
        IdField => {
            en: "--id-field names another field";
            id: "--id-field menentukan bidang lain";
        }
        Glob => {
            en: "--glob 'PATTERN' selects the files of a directory by pattern";
            id: "--glob 'POLA' memilih berkas dalam folder menurut pola";
        }
        RepairMojibake => {
            en: "--repair-mojibake repairs it";
            id: "--repair-mojibake memperbaikinya";
        }
    }
}

/// The option that avoids the problem, if there is one.
pub(crate) fn of_problem(problem: &Problem) -> Option<Hint> {
    Some(match problem {
        Problem::NotUtf8 { .. } => Hint::Encoding,
        Problem::NotInEncoding { .. } => Hint::EncodingErrors,
        Problem::WrongEncoding { .. } => Hint::DetectEncoding,
        Problem::Bomb { .. } => Hint::MaxRatio,
        Problem::TooLarge { .. } | Problem::LongRecord { .. } => Hint::MaxDocumentSize,
        Problem::TooSlow { .. } => Hint::MaxDocumentTime,
        Problem::Panicked { reason } => Hint::Report { place: panics::place(reason)? },
        Problem::NoArticle => Hint::AsText,
        Problem::MissingFeature { feature } => Hint::InstallFeature { feature },
        Problem::Foreign { remedy, .. } => of_remedy(remedy, "FILE"),
        Problem::Misnamed { found } => Hint::InputFormat { format: found },
        Problem::NoColumn { .. } | Problem::NoText { .. } | Problem::NoTextField { .. } => Hint::TextField,
        Problem::AmbiguousText { .. } => Hint::ChooseTextField,
        Problem::AmbiguousRecords { .. } | Problem::NoRecords { .. } => Hint::Records,
        _ => return None,
    })
}

/// The hint to read a file in another format.
fn of_remedy(remedy: &Remedy, path: &str) -> Hint {
    let command = |command: &str| command.replace("{}", &quoted(path));
    match *remedy {
        Remedy::Filter(filter) => Hint::Pipe { command: command(filter) },
        Remedy::Convert(converter) => Hint::ConvertFile { command: command(converter) },
        Remedy::Advice(advice) => Hint::Advice { advice },
        _ => Hint::AsText,
    }
}

const UNPACK: Wording = Wording { en: "unpack it first", id: "ekstrak dahulu" };

/// Whether the program of a remedy can't read the file, because it is compressed or in an archive.
fn is_packed(path: &str) -> bool {
    let name = path.to_lowercase();
    path != "-" && (!Path::new(path).is_file() || name.ends_with(".gz") || name.ends_with(".zst"))
}

/// A path as an argument in a shell. Standard input must be stored in a file first.
pub(crate) fn quoted(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+,:@%".contains(c);
    match path {
        "-" => "FILE".to_owned(),
        path if path.chars().all(is_plain) => path.to_owned(),
        path => format!("'{}'", path.replace('\'', "'\\''")),
    }
}

/// The option that changes how the document is read, if there is one.
pub(crate) fn of_note(note: &Note) -> Option<Hint> {
    match note {
        Note::Mojibake { is_repaired: false, .. } => Some(Hint::RepairMojibake),
        Note::Fields { .. } => Some(Hint::Fields),
        _ => None,
    }
}

/// The option that avoids what is warned of, if there is one.
fn of_warning(warning: &Warning) -> Option<Hint> {
    matches!(warning, Warning::RepeatedId { .. }).then_some(Hint::IdField)
}

/// A message of the library with its hint in parentheses.
pub(crate) struct Hinted<'a>(pub(crate) &'a dyn Message, pub(crate) Option<Hint>);

impl<'a> Hinted<'a> {
    pub(crate) fn error(error: &'a Error) -> Self {
        let is_missing = matches!(&error.problem, Problem::Io(reason) if reason.kind() == ErrorKind::NotFound);
        let hint = match &error.problem {
            _ if is_missing && error.document.contains(['*', '?']) => Some(Hint::Glob),
            Problem::Foreign { .. } if is_packed(&error.path) => Some(Hint::Advice { advice: UNPACK }),
            Problem::Foreign { remedy, .. } => Some(of_remedy(remedy, &error.path)),
            problem => of_problem(problem),
        };
        Self(error, hint)
    }

    pub(crate) fn warning(warning: &'a Warning) -> Self {
        Self(warning, of_warning(warning))
    }

    pub(crate) fn note(note: &'a Note) -> Self {
        Self(note, of_note(note))
    }
}

impl Message for Hinted<'_> {
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(language, f)?;
        self.1.as_ref().map_or(Ok(()), |hint| write!(f, " ({})", hint.in_language(language)))
    }
}

/// An error of an input, with its hint.
#[derive(Debug)]
pub(crate) struct HintedError(pub(crate) Error);

impl Message for HintedError {
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Hinted::error(&self.0).write(language, f)
    }
}
