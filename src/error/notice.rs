//! Warnings and notes about documents that were analysed.

use super::details::{FieldRole, JsonType};
use crate::message::{Language, Message, Number, counted};

crate::messages! {
    /// Something unexpected about a document that was analysed all the same.
    #[derive(Debug)]
    #[non_exhaustive]
    pub enum Warning {
        /// A field of a document has another type than it should.
        FieldType {
            /// The place of the record: `path:line` or `path#number`.
            document: String,
            /// The field.
            field: String,
            /// The type of its value.
            found: JsonType,
            /// Whether its value is used; it is ignored otherwise.
            is_used: bool,
        } => {
            en: "{document}: field `{field}` is {}: {}", found.en(), if *is_used { "read as text" } else { "ignored" };
            id: "{document}: bidang `{field}` berisi {}: {}", found.id(),
                if *is_used { "dibaca sebagai teks" } else { "diabaikan" };
        }
        /// Documents have the same id as another one, which stays their name.
        RepeatedId {
            /// The first id that occurs again.
            id: String,
            /// The number of documents whose id was that of an earlier one.
            documents: u64,
        } => {
            en: "{} the name of an earlier one, such as `{id}`", counted(*documents, "document has", "documents have");
            id: "{} dokumen bernama sama dengan dokumen sebelumnya, misalnya `{id}`", Number(*documents).id();
        }
        /// A record of JSON has escapes of unpaired surrogates, which are halves of characters.
        Surrogates {
            /// The place of the record: `path:line` or `path#number`.
            document: String,
            /// Their number.
            count: u64,
        } => {
            en: "{document}: {} such as `\\ud83d`: replaced", counted(*count, "half of a character", "halves of characters");
            id: "{document}: {} paruh karakter seperti `\\ud83d`: diganti", Number(*count).id();
        }
        /// The date field of a document does not hold a date; the document is read as if it had none.
        NoDate {
            /// The file, or `path:line` of a record.
            document: String,
            /// The field.
            field: String,
            /// Its value.
            value: String,
        } => {
            en: "{document}: field `{field}` is not a date: {value:?}; ignored";
            id: "{document}: bidang `{field}` bukan tanggal: {value:?}; diabaikan";
        }
    }
}

impl std::error::Error for Warning {}

impl Warning {
    /// The document that it is about, and the field in it. `None` if it is about several documents, or no single field.
    #[must_use]
    pub fn place(&self) -> (Option<&str>, Option<&str>) {
        match self {
            Self::FieldType { document, field, .. } | Self::NoDate { document, field, .. } => {
                (Some(document), Some(field))
            }
            Self::Surrogates { document, .. } => (Some(document), None),
            Self::RepeatedId { .. } => (None, None),
        }
    }
}

crate::messages! {
    /// Information about how a document was read.
    #[derive(Debug)]
    #[non_exhaustive]
    pub enum Note {
        /// It is not in UTF-8.
        Encoding {
            /// The document's name, or its place in a file.
            document: String,
            /// The name of the encoding.
            encoding: String,
        } => {
            en: "{document}: read as {encoding}";
            id: "{document}: dibaca sebagai {encoding}";
        }
        /// Its fields were found by names that are known, and others of the run are read in the same way. Reported once for each field.
        Fields {
            /// The file.
            document: String,
            /// The fields with their names.
            fields: Vec<(FieldRole, String)>,
        } => {
            en: "{document}: {}", field_list(fields, Language::English);
            id: "{document}: {}", field_list(fields, Language::Indonesian);
        }
        /// Its row has fewer cells than there are columns; the others are read as empty.
        ShortRow {
            /// The place of the row, `path:line`.
            document: String,
            /// Cells of the row.
            found: usize,
            /// Columns of the file.
            expected: usize,
        } => {
            en: "{document}: {}, but {}: the others are read as empty", counted(*found as u64, "cell", "cells"),
                counted(*expected as u64, "column name", "column names");
            id: "{document}: {found} sel, padahal nama kolomnya {expected}: sisanya dianggap kosong";
        }
        /// It is the same article as another, or nearly so, and was skipped.
        Duplicate {
            /// The document's name.
            document: String,
            /// The name of the first article that it is like.
            first: String,
            /// The estimated similarity of the two, in per cent.
            percent: u8,
        } => {
            en: "{document}: near-duplicate of {first} ({percent} % similar): skipped";
            id: "{document}: kembaran {first} (kemiripan {percent}%): dilewati";
        }
        /// Its text was decoded with the wrong encoding before it came here.
        Mojibake {
            /// The document's name, or its place in a file.
            document: String,
            /// Whether it was repaired.
            is_repaired: bool,
        } => {
            en: "{document}: mojibake such as `MÃ¼ller`{}", if *is_repaired { ": repaired" } else { "" };
            id: "{document}: huruf rusak seperti `MÃ¼ller`{}", if *is_repaired { ": diperbaiki" } else { "" };
        }
    }
}

/// ``text from `isi`, title from `judul` ``.
fn field_list(fields: &[(FieldRole, String)], language: Language) -> String {
    let from = if language == Language::English { "from" } else { "dari" };
    let list = fields.iter().map(|(role, name)| format!("{} {from} `{name}`", role.in_language(language)));
    list.collect::<Vec<_>>().join(", ")
}
