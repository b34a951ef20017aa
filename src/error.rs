//! Errors, warnings and notes about single inputs.
//!
//! Analysis cannot fail; reading can. A failure belongs to one input, is reported with its name, and does not affect the others.
//! Every error is a [`Message`], so it can be shown in English or Indonesian.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::message::{IoError, Language, Message, Wording, counted, path_name};

/// An input, or one record of it, that could not be analysed.
///
/// ```
/// use telaah::error::{Error, Problem};
/// use telaah::message::Message;
///
/// let error = Error::new("berita.txt", Problem::Binary { byte_offset: 4 });
/// assert_eq!(error.to_string(), "berita.txt: binary: NUL byte at offset 4");
/// assert_eq!(error.id().to_string(), "berita.txt: biner: bita NUL pada posisi 4");
/// ```
#[derive(Debug)]
pub struct Error {
    /// The path as given or found, `-` for standard input; for a record `path:line`, lines counted from 1.
    pub document: String,
    /// The problem with it.
    pub problem: Problem,
}

impl Error {
    /// A problem with the input of that name.
    pub fn new(document: impl Into<String>, problem: impl Into<Problem>) -> Self {
        Self { document: document.into(), problem: problem.into() }
    }
}

impl Message for Error {
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.document, self.problem.in_language(language))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(Language::English, f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.problem.source()
    }
}

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
            id: "data {packing} terpotong setelah {unpacked_bytes} bita hasil dekompresi";
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
            id: "data {packing} rusak setelah {unpacked_bytes} bita hasil dekompresi: {}", IoError(reason).id();
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
            id: "data {packing} sebesar {packed_bytes} bita mengembang menjadi lebih dari {limit} kali lipat: dilewati";
        }
        /// Longer than a document that has to be held in memory as a whole may be.
        TooLarge {
            /// The part that is too long.
            what: Part,
            /// The longest that is allowed, in bytes.
            limit: u64,
        } => {
            en: "{} is longer than {limit} bytes: skipped", what.en();
            id: "{} lebih panjang daripada {limit} bita: dilewati", what.id();
        }
        /// An HTML page whose elements are nested too deeply.
        TooDeep {
            /// The deepest that is allowed.
            limit: usize,
        } => {
            en: "HTML nested deeper than {limit} elements: skipped";
            id: "elemen HTML bersarang lebih dari {limit} tingkat: dilewati";
        }
        /// An HTML page with too many tags.
        TooManyTags {
            /// The most that are allowed.
            limit: usize,
        } => {
            en: "HTML with more than {limit} tags: skipped";
            id: "HTML dengan lebih dari {limit} tag: dilewati";
        }
        /// An HTML page with a tag that has too many attributes.
        TooManyAttributes {
            /// The most that are allowed.
            limit: usize,
        } => {
            en: "HTML with more than {limit} attributes in a tag: skipped";
            id: "HTML dengan lebih dari {limit} atribut dalam satu tag: dilewati";
        }
        /// An HTML page in which no article was found.
        NoArticle => {
            en: "no article found in the page";
            id: "tidak ada artikel yang ditemukan di halaman ini";
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
            id: "isinya {found}, padahal akhiran nama berkasnya milik format lain";
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
            id: "program ini dibangun tanpa dukungan {feature}";
        }
        /// An archive inside an archive or from a pipe.
        NoArchiveHere => {
            en: "an archive can only be read from a file, not from a pipe or inside another archive (extract it first)";
            id: "arsip hanya bisa dibaca dari berkas, bukan dari pipa atau dari dalam arsip lain (ekstrak dahulu)";
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
            id: "tautan simbolis ke {}, yang memuatnya sendiri: tidak diikuti", path_name(target);
        }
        /// A defect of this library or of a visitor: the document made it panic.
        Panicked {
            /// The message of the panic.
            reason: String,
        } => {
            en: "the analysis failed: {reason}";
            id: "analisis gagal: {reason}";
        }
        /// It took longer than [`Batch::max_document_time`](crate::run::Batch::max_document_time) allows.
        TooSlow {
            /// The stage that ended last.
            stage: Stage,
            /// The longest time that is allowed, in seconds.
            limit: u64,
        } => {
            en: "took longer than {limit} s (stage: {}): skipped", stage.en();
            id: "memakan waktu lebih dari {limit} detik (tahap: {}): dilewati", stage.id();
        }
        /// Longer than the 32-bit offsets allow.
        TooLong => {
            en: "longer than 4 GiB (split the file)";
            id: "lebih panjang daripada 4 GiB (pecah berkasnya)";
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
        /// A CSV file ends within quotation marks.
        OpenQuote => {
            en: "unclosed quotation mark starting in this row: the rest of the file cannot be split into rows";
            id: "tanda kutip yang dibuka di baris ini tidak pernah ditutup: sisa berkas tidak bisa dipisah menjadi baris";
        }
        /// A CSV file has no column for the text.
        NoColumn {
            /// The column that was looked for.
            field: String,
            /// The first columns of the file.
            columns: String,
        } => {
            en: "no column `{field}`: the columns are {columns}";
            id: "tidak ada kolom `{field}`: kolom yang ada {columns}";
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
            id: "{found} sel, padahal ada {expected} nama kolom";
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
            id: "tidak ada bidang yang dikenal sebagai teks: bidang yang ada {names}";
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
            id: "`{first}` dan `{second}` sama-sama larik berisi rekaman";
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
        NoDocuments => {
            en: "no documents: the file has no records";
            id: "tidak ada dokumen: berkas ini tidak berisi rekaman";
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

/// A way to read the text of a file whose format is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remedy {
    /// A command that writes it to standard output. `{}` stands for the file.
    Filter(&'static str),
    /// A command that converts the file to one that can be read. `{}` stands for the file.
    Convert(&'static str),
    /// Advice in words.
    Advice(Wording),
}

crate::messages! {
    /// A fault of a file.
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum Fault {
        /// A part is missing.
        MissingPart {
            /// The name of the part.
            part: &'static str,
        } => {
            en: "`{part}` is missing";
            id: "tidak ada `{part}`";
        }
        /// The XML is not well-formed.
        Xml {
            /// The message of the XML parser.
            reason: String,
        } => {
            en: "invalid XML: {reason}";
            id: "XML tidak sah: {reason}";
        }
        /// The file ends within an element or record.
        CutOff => {
            en: "cut off";
            id: "terpotong";
        }
        /// The elements are nested too deeply.
        TooDeep {
            /// The deepest that is allowed.
            limit: usize,
        } => {
            en: "elements nested deeper than {limit}";
            id: "unsur bersarang lebih dari {limit} tingkat";
        }
        /// The XML declares entities, which can expand without end.
        Entities => {
            en: "the XML declares entities";
            id: "XML-nya mendeklarasikan entitas";
        }
        /// Another fault.
        Reader {
            /// The message of the reader.
            reason: String,
        } => {
            en: "{reason}";
            id: "{reason}";
        }
    }
}

crate::messages! {
    /// A stage of the analysis of a document.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum Stage {
        /// Reading the file or record.
        Reading => {
            en: "reading";
            id: "pembacaan";
        }
        /// Dividing the text into tokens and sentences.
        Tokens => {
            en: "tokens and sentences";
            id: "kata dan kalimat";
        }
        /// Finding entities.
        Entities {
            /// The name of the recognizer.
            recognizer: &'static str,
        } => {
            en: "entities by `{recognizer}`";
            id: "entitas menurut `{recognizer}`";
        }
    }
}

crate::messages! {
    /// A fault of a record of a web archive.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum RecordFault {
        /// It has no header of a WARC record.
        NoHeader => {
            en: "no WARC header";
            id: "tidak ada kepala WARC";
        }
        /// The header doesn't give the length.
        NoLength => {
            en: "no Content-Length";
            id: "tidak ada Content-Length";
        }
        /// The response has no header.
        NoHttpHeader => {
            en: "no HTTP header";
            id: "tidak ada kepala HTTP";
        }
    }
}

crate::messages! {
    /// A part of an input that has to be held in memory as a whole.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum Part {
        /// One document.
        Document => {
            en: "the document";
            id: "dokumen";
        }
        /// One record of JSON or row of CSV.
        Record => {
            en: "a record";
            id: "rekaman";
        }
        /// The uncompressed content of an office file.
        Unpacked => {
            en: "the uncompressed content";
            id: "isi hasil dekompresi";
        }
        /// The row of column names of a CSV file.
        Header => {
            en: "the row of column names";
            id: "baris nama kolom";
        }
    }
}

crate::messages! {
    /// The meaning of a field of a record.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum FieldRole {
        /// The text of the article.
        Text => {
            en: "text";
            id: "teks";
        }
        /// The document's name in reports.
        Id => {
            en: "name";
            id: "nama";
        }
        /// The date of publication.
        Date => {
            en: "date";
            id: "tanggal";
        }
        /// The headline.
        Title => {
            en: "title";
            id: "judul";
        }
        /// The address of the page.
        Url => {
            en: "address";
            id: "alamat";
        }
        /// The publisher.
        Source => {
            en: "publisher";
            id: "penerbit";
        }
    }
}

crate::messages! {
    /// A type of JSON values.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum JsonType {
        /// `null`.
        Null => {
            en: "null";
            id: "null";
        }
        /// `true` or `false`.
        Boolean => {
            en: "a boolean";
            id: "nilai boolean";
        }
        /// A number.
        Number => {
            en: "a number";
            id: "angka";
        }
        /// A string.
        String => {
            en: "a string";
            id: "teks";
        }
        /// A string or a number.
        StringOrNumber => {
            en: "a string or a number";
            id: "teks atau angka";
        }
        /// An array.
        Array => {
            en: "an array";
            id: "larik";
        }
        /// An object.
        Object => {
            en: "an object";
            id: "objek";
        }
    }
}

crate::messages! {
    /// A fault of a line that should be a JSON object.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum JsonFault {
        /// It is not JSON.
        Syntax => {
            en: "invalid syntax";
            id: "sintaksis tidak sah";
        }
        /// It ends within a value.
        End => {
            en: "unexpected end";
            id: "berakhir terlalu awal";
        }
        /// It is JSON, but not an object.
        Type => {
            en: "another type";
            id: "jenis nilainya lain";
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
            id: "{documents} dokumen bernama sama dengan dokumen sebelumnya, misalnya `{id}`";
        }
        /// A record of JSON has escapes of unpaired surrogates, which are halves of characters.
        Surrogates {
            /// The place of the record: `path:line` or `path#number`.
            document: String,
            /// Their number.
            count: u64,
        } => {
            en: "{document}: {} such as `\\ud83d`: replaced", counted(*count, "half of a character", "halves of characters");
            id: "{document}: {count} paruh karakter seperti `\\ud83d`: diganti";
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
            id: "{document}: {found} sel, padahal ada {expected} nama kolom: sisanya dianggap kosong";
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
            id: "{document}: nyaris sama dengan {first} (kemiripan {percent} %): dilewati";
        }
        /// Its text was decoded with the wrong encoding before it came here.
        Mojibake {
            /// The document's name, or its place in a file.
            document: String,
            /// Whether it was repaired.
            is_repaired: bool,
        } => {
            en: "{document}: mojibake such as `MÃ¼ller`{}", if *is_repaired { ": repaired" } else { "" };
            id: "{document}: mojibake seperti `MÃ¼ller`{}", if *is_repaired { ": diperbaiki" } else { "" };
        }
    }
}

/// ``text from `isi`, title from `judul` ``.
fn field_list(fields: &[(FieldRole, String)], language: Language) -> String {
    let from = if language == Language::English { "from" } else { "dari" };
    let list = fields.iter().map(|(role, name)| format!("{} {from} `{name}`", role.in_language(language)));
    list.collect::<Vec<_>>().join(", ")
}

crate::messages! {
    /// A file name pattern that is not valid.
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum GlobError {
        /// `[` without `]`.
        UnclosedClass {
            /// The pattern.
            pattern: String,
        } => {
            en: "invalid pattern `{pattern}`: `[` without `]`";
            id: "pola `{pattern}` tidak sah: `[` tanpa `]`";
        }
        /// A range whose first character is greater than its last.
        InvalidRange {
            /// The pattern.
            pattern: String,
            /// The first character of the range.
            first: char,
            /// The last character of the range.
            last: char,
        } => {
            en: "invalid pattern `{pattern}`: the range `{first}-{last}` is reversed";
            id: "pola `{pattern}` tidak sah: rentang `{first}-{last}` terbalik";
        }
        /// `{` without `}`.
        UnclosedAlternates {
            /// The pattern.
            pattern: String,
        } => {
            en: "invalid pattern `{pattern}`: `{{` without `}}`";
            id: "pola `{pattern}` tidak sah: `{{` tanpa `}}`";
        }
        /// `}` without `{`.
        UnopenedAlternates {
            /// The pattern.
            pattern: String,
        } => {
            en: "invalid pattern `{pattern}`: `}}` without `{{`";
            id: "pola `{pattern}` tidak sah: `}}` tanpa `{{`";
        }
        /// A `\\` at the end.
        DanglingEscape {
            /// The pattern.
            pattern: String,
        } => {
            en: "invalid pattern `{pattern}`: nothing after the last `\\`";
            id: "pola `{pattern}` tidak sah: tidak ada apa-apa sesudah `\\` terakhir";
        }
        /// Another fault.
        Other {
            /// The pattern.
            pattern: String,
        } => {
            en: "invalid pattern `{pattern}`";
            id: "pola `{pattern}` tidak sah";
        }
    }
}

impl GlobError {
    pub(crate) fn new(pattern: &str, error: &globset::Error) -> Self {
        use globset::ErrorKind;
        let pattern = pattern.to_owned();
        match *error.kind() {
            ErrorKind::UnclosedClass => Self::UnclosedClass { pattern },
            ErrorKind::InvalidRange(first, last) => Self::InvalidRange { pattern, first, last },
            ErrorKind::UnclosedAlternates => Self::UnclosedAlternates { pattern },
            ErrorKind::UnopenedAlternates => Self::UnopenedAlternates { pattern },
            ErrorKind::DanglingEscape => Self::DanglingEscape { pattern },
            _ => Self::Other { pattern },
        }
    }
}

impl std::error::Error for GlobError {}

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
