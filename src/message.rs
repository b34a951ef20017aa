//! Messages in English and Indonesian.
//!
//! A message is a value, and its wordings are written side by side with [`messages!`](crate::messages): a message without its
//! Indonesian wording does not compile. `Display` writes English.
//!
//! ```
//! use telaah::message::{Language, Message, counted};
//!
//! telaah::messages! {
//!     /// The progress of a run.
//!     #[derive(Debug)]
//!     pub enum Progress {
//!         /// Some documents are done.
//!         Done {
//!             /// The number of documents.
//!             documents: u64,
//!         } => {
//!             en: "{} done", counted(*documents, "document", "documents");
//!             id: "{documents} dokumen selesai";
//!         }
//!     }
//! }
//!
//! let message = Progress::Done { documents: 1 };
//! assert_eq!(message.to_string(), "1 document done");
//! assert_eq!(message.in_language(Language::Indonesian).to_string(), "1 dokumen selesai");
//! ```

mod system;

use std::borrow::Cow;
use std::fmt;
use std::path::Path;

pub use system::{IoError, io_error};

/// The language of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Indonesian.
    Indonesian,
}

/// A message that can be written in each [`Language`].
pub trait Message {
    /// Writes the message.
    ///
    /// # Errors
    /// Those of the formatter.
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// The message in a language, for formatting.
    fn in_language(&self, language: Language) -> Localized<'_>
    where
        Self: Sized,
    {
        Localized::new(self, language)
    }

    /// The message in English.
    fn en(&self) -> Localized<'_>
    where
        Self: Sized,
    {
        Localized::new(self, Language::English)
    }

    /// The message in Indonesian.
    fn id(&self) -> Localized<'_>
    where
        Self: Sized,
    {
        Localized::new(self, Language::Indonesian)
    }
}

impl fmt::Debug for dyn Message + Send + Sync {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(Language::English, f)
    }
}

impl fmt::Debug for dyn Message + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(Language::English, f)
    }
}

/// A [`Message`] in one language; `Display` writes it.
#[derive(Clone, Copy, Debug)]
pub struct Localized<'a> {
    message: &'a dyn Message,
    language: Language,
}

impl<'a> Localized<'a> {
    /// The message in that language.
    #[must_use]
    pub fn new(message: &'a dyn Message, language: Language) -> Self {
        Self { message, language }
    }
}

impl fmt::Display for Localized<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message.write(self.language, f)
    }
}

/// A text without values, in English and Indonesian: a title, or a paragraph of help.
///
/// ```
/// use telaah::message::{Language, Message, Wording};
///
/// let title = Wording { en: "one JSON object", id: "satu objek JSON" };
/// assert_eq!(title.text(Language::Indonesian), "satu objek JSON");
/// assert_eq!(title.en().to_string(), "one JSON object");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The text in English.
    pub en: &'static str,
    /// The text in Indonesian.
    pub id: &'static str,
}

impl Wording {
    /// The text in a language.
    #[must_use]
    pub const fn text(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::Indonesian => self.id,
        }
    }
}

impl Message for Wording {
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text(language))
    }
}

impl fmt::Display for Wording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.en)
    }
}

/// Defines an enum whose variants are messages, with their wording in English (`en`) and Indonesian (`id`). See the
/// [module](crate::message).
///
/// A wording is a format string and its arguments; fields are in scope by their names, as references. A field that is a message
/// itself is written with its `en()` or `id()`. The enum implements [`Message`] and `Display` (in
/// English).
#[macro_export]
macro_rules! messages {
    (
        $(#[$meta:meta])*
        $visibility:vis enum $name:ident {
            $(
                $(#[$variant_meta:meta])*
                $variant:ident $({ $($(#[$field_meta:meta])* $field:ident: $type:ty),+ $(,)? })? $(($only:ident: $only_type:ty))? => {
                    en: $en:literal $(, $en_argument:expr)* $(,)?;
                    id: $id:literal $(, $id_argument:expr)* $(,)?;
                }
            )+
        }
    ) => {
        $(#[$meta])*
        $visibility enum $name {
            $($(#[$variant_meta])* $variant $({ $($(#[$field_meta])* $field: $type),+ })? $(($only_type))?,)+
        }

        impl $crate::message::Message for $name {
            #[allow(unused_variables, reason = "a field may matter to one language only")]
            fn write(
                &self,
                language: $crate::message::Language,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> ::std::fmt::Result {
                match (self, language) {
                    $(
                        (Self::$variant $({ $($field),+ })? $(($only))?, $crate::message::Language::English) => {
                            ::std::write!(f, $en $(, $en_argument)*)
                        }
                        (Self::$variant $({ $($field),+ })? $(($only))?, $crate::message::Language::Indonesian) => {
                            ::std::write!(f, $id $(, $id_argument)*)
                        }
                    )+
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::message::Message::write(self, $crate::message::Language::English, f)
            }
        }

        #[cfg(test)]
        impl $name {
            /// The names of the variants.
            #[allow(dead_code, reason = "for tests that have an example of each")]
            pub(crate) const VARIANTS: &'static [&'static str] = &[$(stringify!($variant)),+];
        }
    };
}

/// A path as messages and reports show it: a byte that is not part of UTF-8 is `\xff`, so that different names stay different.
///
/// ```
/// use std::path::Path;
/// use telaah::message::path_name;
///
/// assert_eq!(path_name(Path::new("berita/a.txt")), "berita/a.txt");
/// ```
#[must_use]
pub fn path_name(path: &Path) -> Cow<'_, str> {
    byte_name(path.as_os_str().as_encoded_bytes())
}

/// A name that need not be UTF-8, as [`path_name`] shows it.
pub(crate) fn byte_name(name: &[u8]) -> Cow<'_, str> {
    if let Ok(name) = std::str::from_utf8(name) {
        return Cow::Borrowed(name);
    }
    let mut shown = String::with_capacity(name.len() + 8);
    for chunk in name.utf8_chunks() {
        shown.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| shown.push_str(&format!("\\x{byte:02x}")));
    }
    Cow::Owned(shown)
}

/// A number with its noun in English, which has a plural: `1 byte`, `2 bytes`.
///
/// ```
/// assert_eq!(telaah::message::counted(1, "byte", "bytes").to_string(), "1 byte");
/// ```
#[must_use]
pub fn counted(number: u64, one: &'static str, many: &'static str) -> Counted {
    Counted { number, noun: if number == 1 { one } else { many } }
}

/// A number with its noun; made by [`counted`].
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    number: u64,
    noun: &'static str,
}

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.number, self.noun)
    }
}

/// An amount as it is written in a language: `1250`, in Indonesian `1.250`. Positions and names are not amounts.
///
/// ```
/// use telaah::message::{Message, Number};
///
/// assert_eq!(Number(18_859).id().to_string(), "18.859");
/// assert_eq!(Number(18_859).en().to_string(), "18859");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number(pub u64);

impl Message for Number {
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        if language == Language::English {
            return f.pad(&digits);
        }
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
        for (n, digit) in digits.chars().enumerate() {
            if n > 0 && (digits.len() - n).is_multiple_of(3) {
                grouped.push('.');
            }
            grouped.push(digit);
        }
        f.pad(&grouped)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(Language::English, f)
    }
}

#[cfg(test)]
pub(crate) mod rules;

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::PathBuf;

    use super::rules::{Example, Examples, Rule, examples, faults};
    use super::*;
    use crate::error::{
        Fault, FieldRole, GlobError, JsonFault, JsonType, Missing, Note, Part, Problem, RecordFault, Remedy, Stage,
        Warning, XmlFault,
    };
    use crate::run::RunError;
    use crate::run::checkpoint::CheckpointError;
    use crate::run::fingerprint::RunFingerprint;

    #[test]
    fn messages_follow_the_rules() {
        let all = [
            problems(),
            examples!(Part: Part::Document, Part::Header, Part::Unpacked),
            examples!(Missing: Missing::Text, Missing::Records, Missing::Rows, Missing::Items, Missing::Pages,
                Missing::Files),
            examples!(XmlFault: XmlFault::Unclosed, XmlFault::Tags, XmlFault::Attribute, XmlFault::Other),
            examples!(RecordFault: RecordFault::NoHeader, RecordFault::NoLength, RecordFault::NoHttpHeader),
            faults_of_files(),
            examples!(JsonType: JsonType::Null, JsonType::Boolean, JsonType::Number, JsonType::String,
                JsonType::StringOrNumber, JsonType::Array, JsonType::Object),
            examples!(JsonFault: JsonFault::Syntax, JsonFault::End, JsonFault::Type),
            examples!(Stage: Stage::Reading, Stage::Tokens, Stage::Entities { recognizer: "date" }),
            examples!(FieldRole: FieldRole::Text, FieldRole::Id, FieldRole::Date, FieldRole::Title, FieldRole::Url,
                FieldRole::Source),
            warnings(),
            notes(),
            glob_errors(),
            run_errors(),
            checkpoint_errors(),
        ];
        let exceptions = [
            ("JsonType::Null", Rule::Translated),
            ("Problem::Foreign", Rule::Values),
            // The parser's text is in English only.
            ("Problem::NotJson", Rule::Values),
            ("Fault::Reader", Rule::Values),
            // The differences are for programs.
            ("CheckpointError::OtherRun", Rule::Values),
        ];
        assert_eq!(faults(&all, &exceptions), [""; 0]);
        for Example { en, id, .. } in all.iter().flat_map(|examples| &examples.messages) {
            assert!(!en.contains("--") && !id.contains("--"), "an option of the program: {en}");
        }
    }

    fn problems() -> Examples {
        use Problem::*;
        let error = || io::Error::from(io::ErrorKind::NotFound);
        let (encoding, packing, field) = ("utf-8", "gzip", "isi");
        examples!(Problem:
            Io(error()),
            NotUtf8 { byte_offset: 7 },
            NotInEncoding { encoding: encoding.into(), byte_offset: 7 },
            WrongEncoding { named: encoding.into(), found: "utf-16le".into() },
            Binary { byte_offset: 7 },
            Truncated { packing, unpacked_bytes: 7 },
            Damaged { packing, unpacked_bytes: 7, reason: error() },
            Bomb { packing, packed_bytes: 70, limit: 200 },
            TooLarge { what: Part::Header, limit: 70 },
            LongRecord { bytes: 71, limit: 70 },
            TooDeep { limit: 7 },
            TooManyTags { limit: 7 },
            TooManyAttributes { limit: 7 },
            NoArticle,
            Foreign {
                format: Wording { en: "a font", id: "fon" },
                remedy: Remedy::Advice(Wording { en: "a", id: "b" }),
            },
            Misnamed { found: "warc" },
            Malformed { format: "XLSX", fault: Fault::CutOff },
            BadArchiveRecord { byte_offset: 7, fault: RecordFault::NoHeader },
            NotAPage,
            NotRegular,
            MissingFeature { feature: "html" },
            NoArchiveHere,
            LeadsOut,
            Encrypted,
            UnknownMethod { method: "lzma".into() },
            LinkLoop { target: "a/b".into() },
            Panicked { reason: "x".into() },
            EndedRuns,
            PartEndedRuns { byte_start: 7, byte_end: 70 },
            TooSlow { stage: Stage::Reading, limit: 7 },
            TooLong,
            NotJson { fault: JsonFault::Syntax, reason: "expected value".into(), column: 3 },
            NotJson { fault: JsonFault::End, reason: "expected value".into(), column: 0 },
            CutOff,
            OpenQuote,
            RunawayQuote,
            NoColumn { field: field.into(), columns: "id, teks".into() },
            Ragged { found: 3, expected: 4 },
            BadRow { reason: "x".into() },
            NoText { field: field.into() },
            NoTextField { names: "`a`, `b`".into() },
            AmbiguousText { first: "isi".into(), second: "content".into() },
            AmbiguousRecords { first: "a".into(), second: "b".into() },
            NoRecords { path: "data.items".into() },
            NoDocuments { missing: Missing::Records },
            WrongType { field: field.into(), found: JsonType::Number, expected: JsonType::String },
        )
    }

    fn faults_of_files() -> Examples {
        examples!(Fault:
            Fault::MissingPart { part: "content.xml" },
            Fault::Xml { byte_offset: 7, fault: XmlFault::Tags },
            Fault::CutOff,
            Fault::TooDeep { limit: 7 },
            Fault::Entities,
            Fault::Reader { reason: "x".into() },
        )
    }

    fn warnings() -> Examples {
        let (document, field) = (|| "a:1".to_owned(), || "tgl".to_owned());
        examples!(Warning:
            Warning::NoDate { document: document(), field: field(), value: "kemarin".into() },
            Warning::FieldType { document: document(), field: field(), found: JsonType::Array, is_used: true },
            Warning::FieldType { document: document(), field: field(), found: JsonType::Object, is_used: false },
            Warning::Surrogates { document: document(), count: 7 },
            Warning::RepeatedId { id: "x1".into(), documents: 7 },
        )
    }

    fn notes() -> Examples {
        let document = || "a.txt".to_owned();
        examples!(Note:
            Note::Fields { document: document(), fields: vec![(FieldRole::Text, "isi".into()), (FieldRole::Date, "tgl".into())] },
            Note::ShortRow { document: document(), found: 3, expected: 7 },
            Note::Encoding { document: document(), encoding: "windows-1252".into() },
            Note::Duplicate { document: document(), first: "b.txt".into(), percent: 97 },
            Note::Mojibake { document: document(), is_repaired: true },
            Note::Mojibake { document: document(), is_repaired: false },
        )
    }

    fn glob_errors() -> Examples {
        use GlobError::*;
        let pattern = || "a*".to_owned();
        examples!(GlobError:
            UnclosedClass { pattern: pattern() },
            InvalidRange { pattern: pattern(), first: 'z', last: 'a' },
            UnclosedAlternates { pattern: pattern() },
            UnopenedAlternates { pattern: pattern() },
            DanglingEscape { pattern: pattern() },
            Other { pattern: pattern() },
        )
    }

    fn run_errors() -> Examples {
        use RunError::*;
        let error = || io::Error::from(io::ErrorKind::PermissionDenied);
        examples!(RunError:
            Output(error()),
            Threads(error()),
            Interrupted,
            Checkpoint { path: "a/b".into(), source: error() },
            InputChanged { document: "a.txt".into() },
            InputReplaced { document: "a.txt".into() },
            InputsMissing,
            InputsChanged,
        )
    }

    fn checkpoint_errors() -> Examples {
        use CheckpointError::*;
        let path = || PathBuf::from("a/b");
        let (mut then, mut now) = (RunFingerprint::default(), RunFingerprint::default());
        then.push("--top", "5");
        now.push("--top", "6");
        examples!(CheckpointError:
            Io { path: path(), error: io::Error::from(io::ErrorKind::PermissionDenied) },
            InUse { path: path() },
            Invalid { path: path(), reason: "x".into() },
            OtherFormat { path: path() },
            OtherRun { path: path(), differences: then.differences(&now) },
        )
    }

    #[test]
    fn amounts_are_grouped_in_indonesian() {
        let shown = [0, 7, 70, 700, 1000, 12_345, 123_456, 1_234_567, u64::MAX].map(|n| Number(n).id().to_string());
        let expected = ["0", "7", "70", "700", "1.000", "12.345", "123.456", "1.234.567", "18.446.744.073.709.551.615"];
        assert_eq!(shown, expected);
        assert_eq!(Number(1_234_567).to_string(), "1234567");
    }

    #[test]
    fn names_that_are_not_utf8_stay_different() {
        assert_eq!(byte_name(b"caf\xe9.txt"), "caf\\xe9.txt");
        assert_eq!(byte_name(b"\xff\xfe"), "\\xff\\xfe");
        assert_eq!(byte_name("é\u{1b}".as_bytes()), "é\u{1b}");
    }
}
