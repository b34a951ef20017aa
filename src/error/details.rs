//! The parts of a problem: what is at fault, and where.

use crate::message::{Number, Wording};

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
            /// Offset of the fault in the XML, which may be a part of a packed file.
            byte_offset: u64,
            /// The fault.
            fault: XmlFault,
        } => {
            en: "invalid XML at offset {byte_offset}: {}", fault.en();
            id: "XML tidak sah pada posisi {byte_offset}: {}", fault.id();
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
            id: "elemen bersarang lebih dari {} tingkat", Number(*limit as u64).id();
        }
        /// The XML declares entities, which can expand without end.
        Entities => {
            en: "the XML declares entities";
            id: "XML-nya mendeklarasikan entitas";
        }
        /// Another fault.
        Reader {
            /// The message of the reader, which has no kinds of errors that could be translated.
            reason: String,
        } => {
            en: "{reason}";
            id: "isinya tidak sesuai dengan standar format ini";
        }
    }
}

crate::messages! {
    /// A fault of XML.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum XmlFault {
        /// A tag, comment, declaration or quoted value has no end.
        Unclosed => {
            en: "a tag, comment, declaration or quoted value is not closed";
            id: "tag, komentar, deklarasi, atau nilai bertanda kutip tidak ditutup";
        }
        /// An end tag does not match the start tag before it, or there is none.
        Tags => {
            en: "start and end tags do not match";
            id: "tag pembuka dan penutup tidak cocok";
        }
        /// An attribute is not of the form `name="value"`.
        Attribute => {
            en: "invalid attribute";
            id: "atribut tidak sah";
        }
        /// Another fault.
        Other => {
            en: "not well-formed";
            id: "bentuknya tidak benar";
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
            id: "token dan kalimat";
        }
        /// Finding entities.
        Entities {
            /// The name of the recognizer.
            recognizer: &'static str,
        } => {
            en: "entities by `{recognizer}`";
            id: "entitas oleh `{recognizer}`";
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
            id: "tidak ada tajuk WARC";
        }
        /// The header doesn't give the length.
        NoLength => {
            en: "no Content-Length";
            id: "tidak ada Content-Length";
        }
        /// The response has no header.
        NoHttpHeader => {
            en: "no HTTP header";
            id: "tidak ada tajuk HTTP";
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
    /// The parts that an input without documents lacks.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum Missing {
        /// A document has no text.
        Text => {
            en: "no text";
            id: "tidak ada teks";
        }
        /// A file of JSON has no records.
        Records => {
            en: "no records";
            id: "tidak ada rekaman";
        }
        /// A table has no rows below the names of its columns.
        Rows => {
            en: "no rows";
            id: "tidak ada baris data";
        }
        /// A feed has no items.
        Items => {
            en: "no items";
            id: "tidak ada butir";
        }
        /// A web archive has no pages.
        Pages => {
            en: "no pages";
            id: "tidak ada halaman";
        }
        /// An archive has no files that are read.
        Files => {
            en: "no files that can be read";
            id: "tidak ada berkas yang bisa dibaca";
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
            id: "nilai logika";
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
            id: "nilainya berjenis lain";
        }
    }
}
