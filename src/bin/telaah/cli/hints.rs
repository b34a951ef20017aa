//! Hints: the options that avoid a problem which the library reports.

use std::fmt;

use telaah::error::{Error, Note, Problem};
use telaah::message::{Language, Message};

telaah::messages! {
    /// A way around a problem.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
        AsText => {
            en: "--input-format text reads the page as plain text";
            id: "--input-format text membaca halaman sebagai teks biasa";
        }
        InstallFeature { feature: &'static str } => {
            en: "cargo install telaah --features {feature}";
            id: "cargo install telaah --features {feature}";
        }
        TextField => {
            en: "--text-field names another field";
            id: "--text-field menyebut bidang lain";
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
        Problem::TooLarge { .. } => Hint::MaxDocumentSize,
        Problem::NoArticle => Hint::AsText,
        Problem::MissingFeature { feature } => Hint::InstallFeature { feature },
        Problem::NoColumn { .. } | Problem::NoText { .. } => Hint::TextField,
        _ => return None,
    })
}

/// The option that changes how the document is read, if there is one.
pub(crate) fn of_note(note: &Note) -> Option<Hint> {
    matches!(note, Note::Mojibake { is_repaired: false, .. }).then_some(Hint::RepairMojibake)
}

/// A message of the library with its hint in parentheses.
pub(crate) struct Hinted<'a>(pub(crate) &'a dyn Message, pub(crate) Option<Hint>);

impl<'a> Hinted<'a> {
    pub(crate) fn error(error: &'a Error) -> Self {
        Self(error, of_problem(&error.problem))
    }

    pub(crate) fn note(note: &'a Note) -> Self {
        Self(note, of_note(note))
    }
}

impl Message for Hinted<'_> {
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(language, f)?;
        self.1.map_or(Ok(()), |hint| write!(f, " ({})", hint.in_language(language)))
    }
}
