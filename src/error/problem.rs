//! The reasons why an input could not be analysed.

use std::io;
use std::path::PathBuf;

use super::details::{Fault, JsonFault, JsonType, Missing, Part, RecordFault, Remedy, Stage};
use crate::message::{IoError, Number, Wording, counted, path_name};

crate::messages! {
    /// The reason why an input could not be analysed.
    ///
    /// ```
    /// use telaah::error::Problem;
    /// use telaah::message::Message;
    ///
    /// let problem = Problem::NoText { field: "isi".to_owned() };
    /// assert_eq!(problem.to_string(), "no field `isi`");
    /// assert_eq!(problem.id().to_string(), "tidak ada bidang `isi`");
    /// ```
    #[derive(Debug)]
    #[non_exhaustive]
    pub enum Problem {
        /// The system could not open or read it.
        Io(error: io::Error) => {
            en: "{}", IoError(error).en();
            id: "{}", IoError(error).id();
        }
        /// A byte that is not valid UTF-8, in an input whose encoding was not detected as another one. The offset counts bytes of the
        /// file, from 0.
        NotUtf8 {
            /// Offset of the first invalid byte.
            byte_offset: u64,
        } => {
            en: "not UTF-8: invalid byte at offset {byte_offset}";
            id: "bukan UTF-8: bita tidak sah pada posisi {byte_offset}";
        }
        /// Bytes that are invalid in the encoding that was named, or that the byte order mark indicates.
        NotInEncoding {
            /// The encoding's name.
            encoding: String,
            /// Offset of the first invalid byte.
            byte_offset: u64,
        } => {
            en: "not valid {encoding}: invalid bytes at offset {byte_offset}";
            id: "bukan {encoding} yang sah: bita tidak sah pada posisi {byte_offset}";
        }
        /// Bytes in another encoding than the one that was named.
        WrongEncoding {
            /// The encoding that was named.
            named: String,
            /// The encoding of the bytes.
            found: String,
        } => {
            en: "not {named}: the encoding is {found}";
            id: "bukan {named}: pengodeannya {found}";
        }
        /// A NUL byte, which text does not contain.
        Binary {
            /// Offset of the first NUL byte.
            byte_offset: u64,
        } => {
            en: "binary: NUL byte at offset {byte_offset}";
            id: "biner: bita NUL pada posisi {byte_offset}";
        }
        /// Compressed data that end too early.
        Truncated {
            /// `gzip`, `zstd` or `zip`.
            packing: &'static str,
            /// Bytes that were decompressed before.
            unpacked_bytes: u64,
        } => {
            en: "{packing} data cut off after {}", counted(*unpacked_bytes, "uncompressed byte", "uncompressed bytes");
            id: "data {packing} terpotong setelah {} bita hasil dekompresi", Number(*unpacked_bytes).id();
        }
        /// Compressed data that are damaged.
        Damaged {
            /// `gzip`, `zstd` or `zip`.
            packing: &'static str,
            /// Bytes that were decompressed before.
            unpacked_bytes: u64,
            /// The error of the decoder.
            reason: io::Error,
        } => {
            en: "{packing} data damaged after {}: {}",
                counted(*unpacked_bytes, "uncompressed byte", "uncompressed bytes"), IoError(reason).en();
            id: "data {packing} rusak setelah {} bita hasil dekompresi: {}", Number(*unpacked_bytes).id(), IoError(reason).id();
        }
        /// Data that decompress to many times the size that text does, as in a decompression bomb.
        Bomb {
            /// `gzip`, `zstd` or `zip`.
            packing: &'static str,
            /// Compressed bytes that were read; for an archive, its size.
            packed_bytes: u64,
            /// The highest ratio that is allowed.
            limit: u64,
        } => {
            en: "{packing} data of {} decompress to more than {limit} times their size: skipped",
                counted(*packed_bytes, "byte", "bytes");
            id: "data {packing} sebesar {} bita mengembang lebih dari {} kali lipat: dilewati", Number(*packed_bytes).id(),
                Number(*limit).id();
        }
        /// Longer than a document that has to be held in memory as a whole may be.
        TooLarge {
            /// The part that is too long.
            what: Part,
            /// The longest that is allowed, in bytes.
            limit: u64,
        } => {
            en: "{} is longer than {limit} bytes: skipped", what.en();
            id: "{} lebih panjang daripada {} bita: dilewati", what.id(), Number(*limit).id();
        }
        /// A record or row that is longer than a document may be. It is skipped, and the next one is read.
        LongRecord {
            /// Its length in bytes.
            bytes: u64,
            /// The longest that is allowed, in bytes.
            limit: u64,
        } => {
            en: "a record of {bytes} bytes is longer than {limit} bytes: skipped";
            id: "rekaman sepanjang {} bita melebihi {} bita: dilewati", Number(*bytes).id(), Number(*limit).id();
        }
        /// An HTML page whose elements are nested too deeply.
        TooDeep {
            /// The deepest that is allowed.
            limit: usize,
        } => {
            en: "HTML nested deeper than {limit} elements: skipped";
            id: "elemen HTML bersarang lebih dari {} tingkat: dilewati", Number(*limit as u64).id();
        }
        /// An HTML page with too many tags.
        TooManyTags {
            /// The most that are allowed.
            limit: usize,
        } => {
            en: "HTML with more than {limit} tags: skipped";
            id: "HTML dengan lebih dari {} tag: dilewati", Number(*limit as u64).id();
        }
        /// An HTML page with a tag that has too many attributes.
        TooManyAttributes {
            /// The most that are allowed.
            limit: usize,
        } => {
            en: "HTML with more than {limit} attributes in a tag: skipped";
            id: "HTML dengan lebih dari {} atribut dalam satu tag: dilewati", Number(*limit as u64).id();
        }
        /// An HTML page in which no article was found.
        NoArticle => {
            en: "no article found in the page";
            id: "tidak ditemukan artikel di halaman ini";
        }
        /// A file format that is not read.
        Foreign {
            /// The format.
            format: Wording,
            /// A way to read the text nevertheless.
            remedy: Remedy,
        } => {
            en: "{} is not supported", format.en;
            id: "{} tidak didukung", format.id;
        }
        /// A file of records whose name has the extension of a format with one document per file.
        Misnamed {
            /// The name of the format of its content.
            found: &'static str,
        } => {
            en: "the content is {found}, but the file name has the extension of another format";
            id: "isinya {found}, padahal ekstensinya milik format lain";
        }
        /// A file of XML or of XML parts that can't be read.
        Malformed {
            /// The format.
            format: &'static str,
            /// The fault.
            fault: Fault,
        } => {
            en: "not a readable {format} file: {}", fault.en();
            id: "bukan berkas {format} yang bisa dibaca: {}", fault.id();
        }
        /// A record of a web archive that can't be read.
        BadArchiveRecord {
            /// Where the record begins in the uncompressed archive.
            byte_offset: u64,
            /// The fault.
            fault: RecordFault,
        } => {
            en: "damaged record at offset {byte_offset}: {}", fault.en();
            id: "rekaman rusak pada posisi {byte_offset}: {}", fault.id();
        }
        /// A pipe, socket or device in place of a file that was found in a directory or archive.
        NotRegular => {
            en: "not a regular file: skipped (a pipe or device is read if it is named itself)";
            id: "bukan berkas biasa: dilewati (pipa atau perangkat dibaca bila disebut sendiri)";
        }
        /// A record of a web archive without a page. Such records are counted, not reported.
        NotAPage => {
            en: "not a page";
            id: "bukan halaman";
        }
        /// The crate was built without the feature that reads the format.
        MissingFeature {
            /// The feature.
            feature: &'static str,
        } => {
            en: "built without support for {feature}";
            id: "telaah ini dibangun tanpa dukungan untuk {feature}";
        }
        /// An archive inside an archive or from a pipe.
        NoArchiveHere => {
            en: "an archive can only be read from a file, not from a pipe or inside another archive (extract it first)";
            id: "arsip hanya bisa dibaca dari berkas, bukan dari pipa atau dari dalam arsip lain (ekstrak lebih dahulu)";
        }
        /// A name in an archive that leads out of it.
        LeadsOut => {
            en: "the path of this entry leads out of the archive (`..` or absolute): skipped";
            id: "jalur entri ini menunjuk ke luar arsip (`..` atau absolut): dilewati";
        }
        /// An encrypted entry of an archive.
        Encrypted => {
            en: "encrypted: skipped";
            id: "terenkripsi: dilewati";
        }
        /// An entry of an archive in a compression method that is not supported.
        UnknownMethod {
            /// The method, by name or number.
            method: String,
        } => {
            en: "unsupported compression method {method}: skipped";
            id: "metode kompresi {method} tidak didukung: dilewati";
        }
        /// A symbolic link to a directory that contains it.
        LinkLoop {
            /// The directory.
            target: PathBuf,
        } => {
            en: "symbolic link to {}, which contains it: not followed", path_name(target);
            id: "tautan simbolik ke {}, folder yang memuat tautan itu sendiri: tidak diikuti", path_name(target);
        }
        /// A defect of this library or of a visitor: the document made it panic.
        Panicked {
            /// The message of the panic.
            reason: String,
        } => {
            en: "the analysis failed: {reason}";
            id: "analisis gagal: {reason}";
        }
        /// Two runs ended abruptly while it was read or analysed, without an error that could be reported.
        EndedRuns => {
            en: "two runs ended abruptly at it, for lack of memory or because of a defect: skipped";
            id: "dua kali proses terhenti mendadak di sini, karena kehabisan memori atau cacat program: dilewati";
        }
        /// Two runs ended abruptly while records of a file were read, without an error that could be reported.
        PartEndedRuns {
            /// Offset of the first record.
            byte_start: u64,
            /// Offset after the last record.
            byte_end: u64,
        } => {
            en: "two runs ended abruptly at bytes {byte_start} to {byte_end}, for lack of memory or because of a defect: skipped";
            id: "dua kali proses terhenti mendadak di bita {byte_start} sampai {byte_end}, karena kehabisan memori atau cacat \
                program: dilewati";
        }
        /// It took longer than [`Batch::max_document_time`](crate::run::Batch::max_document_time) allows.
        TooSlow {
            /// The stage that ended last.
            stage: Stage,
            /// The longest time that is allowed, in seconds.
            limit: u64,
        } => {
            en: "took longer than {limit} s (stage: {}): skipped", stage.en();
            id: "memakan waktu lebih dari {} detik (tahap: {}): dilewati", Number(*limit).id(), stage.id();
        }
        /// A text that is longer than the 32-bit offsets allow, or a record of that length, of which the rest is not read.
        TooLong => {
            en: "longer than 4 GiB (split the file)";
            id: "lebih panjang daripada 4 GiB (bagi berkasnya)";
        }
        /// The line is not a JSON object.
        NotJson {
            /// The kind of fault.
            fault: JsonFault,
            /// The message of the JSON parser, without the position.
            reason: String,
            /// The column of the fault, from 1; 0 if the parser gives none.
            column: usize,
        } => {
            en: "not a JSON object: {reason}{}", column_suffix(" at column ", *column);
            id: "bukan objek JSON: {}{}", fault.id(), column_suffix(" pada kolom ", *column);
        }
        /// A JSON file ends within a value or an array.
        CutOff => {
            en: "cut off: the file ends within a JSON value or array";
            id: "terpotong: berkas berakhir di tengah nilai atau larik JSON";
        }
        /// A quotation mark in a line of CSV is never closed. The line is skipped, and every line after it is a row.
        OpenQuote => {
            en: "unclosed quotation mark in this line: skipped, every line after it is read as a row";
            id: "tanda kutip di baris ini tidak ditutup: dilewati, dan setiap baris sesudahnya dibaca sebagai satu baris data";
        }
        /// A quotation mark in a row of CSV is not closed before the row is longer than a document may be, although the lines after it are
        /// rows themselves. The row is skipped, and the rows after it are read.
        RunawayQuote => {
            en: "unclosed quotation mark in the row that begins here: skipped, the rows after it are read";
            id: "tanda kutip di baris data yang mulai di sini tidak ditutup: dilewati, baris data sesudahnya tetap dibaca";
        }
        /// A CSV file has no column for the text.
        NoColumn {
            /// The column that was looked for.
            field: String,
            /// The first columns of the file.
            columns: String,
        } => {
            en: "no column `{field}`: the columns are {columns}";
            id: "tidak ada kolom `{field}`: kolom yang ada: {columns}";
        }
        /// A row of a CSV file has more or fewer cells than there are columns.
        Ragged {
            /// Cells of the row.
            found: usize,
            /// Columns of the file.
            expected: usize,
        } => {
            en: "{}, but {}", counted(*found as u64, "cell", "cells"),
                counted(*expected as u64, "column name", "column names");
            id: "{found} sel, padahal nama kolomnya {expected}";
        }
        /// A row of a CSV file that cannot be read.
        BadRow {
            /// The message of the CSV parser.
            reason: String,
        } => {
            en: "not a CSV row: {reason}";
            id: "bukan baris CSV: {reason}";
        }
        /// No field or column has a name that is known to be that of the text.
        NoTextField {
            /// The first names.
            names: String,
        } => {
            en: "no field is known to hold the text: the fields are {names}";
            id: "tidak ada bidang yang dikenali sebagai teks: bidang yang ada: {names}";
        }
        /// Two fields or columns have names that are equally likely to be that of the text.
        AmbiguousText {
            /// The name of one.
            first: String,
            /// The name of the other.
            second: String,
        } => {
            en: "both `{first}` and `{second}` may hold the text";
            id: "`{first}` dan `{second}` sama-sama bisa berisi teks";
        }
        /// An object has two arrays of records.
        AmbiguousRecords {
            /// The name of one.
            first: String,
            /// The name of the other.
            second: String,
        } => {
            en: "both `{first}` and `{second}` are arrays of records";
            id: "`{first}` dan `{second}` sama-sama berupa larik berisi rekaman";
        }
        /// There is no array or object at the path where the records should be.
        NoRecords {
            /// The keys, separated by dots.
            path: String,
        } => {
            en: "no array or object `{path}`";
            id: "tidak ada larik atau objek `{path}`";
        }
        /// An input that was named has no document.
        NoDocuments {
            /// The parts that it lacks.
            missing: Missing,
        } => {
            en: "holds no document: {}", missing.en();
            id: "tidak berisi dokumen: {}", missing.id();
        }
        /// The record has no text.
        NoText {
            /// The field where the text was looked for.
            field: String,
        } => {
            en: "no field `{field}`";
            id: "tidak ada bidang `{field}`";
        }
        /// A field holds a value of another type than it should.
        WrongType {
            /// The field.
            field: String,
            /// The type that it has.
            found: JsonType,
            /// The type that it should have.
            expected: JsonType,
        } => {
            en: "field `{field}` is {}, not {}", found.en(), expected.en();
            id: "bidang `{field}` berisi {}, bukan {}", found.id(), expected.id();
        }
    }
}

/// Nothing if the column is not known.
fn column_suffix(words: &str, column: usize) -> String {
    if column == 0 { String::new() } else { format!("{words}{column}") }
}

impl std::error::Error for Problem {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) | Self::Damaged { reason: error, .. } => Some(error),
            _ => None,
        }
    }
}

impl Problem {
    /// The same problem in bytes that begin at `byte_offset` of their file.
    pub(crate) fn further_on(mut self, begin: u64) -> Self {
        if let Self::NotUtf8 { byte_offset } | Self::NotInEncoding { byte_offset, .. } | Self::Binary { byte_offset } =
            &mut self
        {
            *byte_offset += begin;
        }
        self
    }
}

/// A problem on its way through [`io::Read`].
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
struct Carried(Problem);

impl From<Problem> for io::Error {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::Io(error) => error,
            problem => Self::other(Carried(problem)),
        }
    }
}

impl From<io::Error> for Problem {
    /// The problem that a reader put into the error, or else the error itself.
    fn from(error: io::Error) -> Self {
        match error.downcast::<Carried>() {
            Ok(Carried(problem)) => problem,
            Err(error) => Self::Io(error),
        }
    }
}
