//! File formats that are recognised but not read.
//!
//! Their files must not be read as plain text: the result would be the words of a file format, not of an article.

use crate::error::Remedy::{self, Advice, Convert, Filter};
use crate::input::format::xml::{Root, root};
use crate::message::Wording;

/// A file format that isn't read.
#[derive(Debug)]
pub(crate) struct ForeignFormat {
    /// The name, to be followed by "is not supported".
    pub(crate) name: Wording,
    /// A way to read its text nevertheless.
    pub(crate) remedy: Remedy,
    signature: Signature,
    /// Whether it is text, so that a file may look like this format by chance.
    pub(crate) is_text: bool,
}

/// The bytes that a file of the format begins with.
#[derive(Clone, Copy, Debug)]
enum Signature {
    /// Bytes at an offset.
    At(usize, &'static [u8]),
    /// A RIFF or ISO media container of one of these types.
    Container(&'static [&'static [u8; 4]]),
    /// A zip archive with an entry whose name or content begins so.
    Package(&'static [u8]),
    /// An OLE compound file with a stream of this name.
    Ole(&'static str),
    /// Bytes that pass a test, the first of which is one of these; any if there are none.
    Test(&'static [u8], fn(&[u8]) -> bool),
}

const EXTRACT: Wording = Wording { en: "extract it first", id: "ekstrak lebih dahulu" };
const EXPORT: Wording = Wording { en: "export it as CSV or NDJSON", id: "ekspor sebagai CSV atau NDJSON" };
const TRANSCRIBE: Wording = Wording { en: "transcribe it first", id: "buat dahulu transkripnya" };
const OCR: &str = "tesseract {} - -l ind";
const TO_DOCX: &str = "soffice --headless --convert-to docx {}";
const TO_XLSX: &str = "soffice --headless --convert-to xlsx {}";
const TO_PDF: &str = "soffice --headless --convert-to pdf {}";
const TO_PLAIN: &str = "pandoc --to plain {}";
const NOT_TEXT: Wording = Wording { en: "it contains no article", id: "isinya bukan artikel" };

/// A binary format whose name is the same in both languages.
const fn binary(name: &'static str, signature: Signature, remedy: Remedy) -> ForeignFormat {
    named(Wording { en: name, id: name }, signature, remedy)
}

const fn named(name: Wording, signature: Signature, remedy: Remedy) -> ForeignFormat {
    ForeignFormat { name, signature, remedy, is_text: false }
}

const fn text(name: Wording, signature: Signature, remedy: Remedy) -> ForeignFormat {
    ForeignFormat { is_text: true, ..named(name, signature, remedy) }
}

use Signature::{At, Container, Ole, Package, Test};

/// All formats that are recognised but not read. Files are matched against them in this order.
static FOREIGN_FORMATS: &[ForeignFormat] = &[
    // Documents.
    binary("PDF", Test(b"%\xef \t\n\r\x0c", is_pdf), Filter("pdftotext {} -")),
    text(Wording { en: "PostScript", id: "PostScript" }, At(0, b"%!PS"), Filter("ps2ascii {}")),
    text(Wording { en: "RTF", id: "RTF" }, At(0, b"{\\rtf"), Filter(TO_PLAIN)),
    binary("DjVu", At(0, b"AT&TFORM"), Filter("djvutxt {}")),
    binary("ODT", Package(b"application/vnd.oasis.opendocument.text"), Filter(TO_PLAIN)),
    binary("ODP", Package(b"application/vnd.oasis.opendocument.presentation"), Convert(TO_PDF)),
    binary("EPUB", Package(b"application/epub+zip"), Filter(TO_PLAIN)),
    binary("PPTX", Package(b"ppt/"), Convert(TO_PDF)),
    binary("XLSB", Package(b"xl/workbook.bin"), Convert(TO_XLSX)),
    binary("DOC", Ole("WordDocument"), Convert(TO_DOCX)),
    binary("XLS", Ole("Workbook"), Convert(TO_XLSX)),
    binary("PPT", Ole("PowerPoint Document"), Convert(TO_PDF)),
    named(
        Wording { en: "an encrypted Office file", id: "berkas Office terenkripsi" },
        Ole("EncryptedPackage"),
        Advice(Wording { en: "remove its password", id: "hapus kata sandinya" }),
    ),
    named(
        Wording { en: "an old Office file (DOC, XLS or PPT)", id: "berkas Office lama (DOC, XLS, atau PPT)" },
        At(0, OLE),
        Advice(Wording { en: "save it as DOCX or XLSX", id: "simpan sebagai DOCX atau XLSX" }),
    ),
    // Mail.
    text(
        Wording { en: "a mailbox (MBOX)", id: "kotak surat (MBOX)" },
        Test(b"F", is_mailbox),
        Advice(Wording { en: "save its messages as text or HTML", id: "simpan pesannya sebagai teks atau HTML" }),
    ),
    text(
        Wording { en: "an e-mail (EML)", id: "surel (EML)" },
        Test(b"", is_mail),
        Advice(Wording { en: "save the message as text or HTML", id: "simpan pesannya sebagai teks atau HTML" }),
    ),
    // XML.
    text(
        Wording { en: "a sitemap", id: "peta situs (sitemap)" },
        Test(OF_XML, |head| matches!(root(head), Some(Root::Sitemap))),
        Advice(Wording { en: "download the pages that it lists", id: "unduh halaman yang tercantum di dalamnya" }),
    ),
    text(
        Wording { en: "SVG", id: "SVG" },
        Test(OF_XML, |head| matches!(root(head), Some(Root::Svg))),
        Advice(NOT_TEXT),
    ),
    text(
        Wording { en: "XML other than RSS and Atom", id: "XML selain RSS dan Atom" },
        Test(OF_XML, |head| matches!(root(head), Some(Root::Other))),
        Advice(Wording { en: "convert it to HTML, CSV or NDJSON", id: "ubah menjadi HTML, CSV, atau NDJSON" }),
    ),
    // Text in an encoding that isn't read.
    binary("UTF-32", At(0, b"\xff\xfe\0\0"), Filter("iconv -f UTF-32 -t UTF-8 {}")),
    binary("UTF-32", At(0, b"\0\0\xfe\xff"), Filter("iconv -f UTF-32 -t UTF-8 {}")),
    // Data.
    binary("Parquet", At(0, b"PAR1"), Advice(EXPORT)),
    binary("SQLite", At(0, b"SQLite format 3\0"), Advice(EXPORT)),
    binary("Arrow", At(0, b"ARROW1"), Advice(EXPORT)),
    binary("HDF5", At(0, b"\x89HDF\r\n\x1a\n"), Advice(NOT_TEXT)),
    // Compressed files and archives.
    binary("bzip2", At(0, b"BZh"), Filter("bzip2 -dc {}")),
    binary("xz", At(0, b"\xfd7zXZ\0"), Filter("xz -dc {}")),
    binary("LZ4", At(0, b"\x04\x22\x4d\x18"), Filter("lz4 -dc {}")),
    binary("compress (.Z)", At(0, b"\x1f\x9d"), Filter("gzip -dc {}")),
    binary("7z", At(0, b"7z\xbc\xaf\x27\x1c"), Convert("7z x {}")),
    binary("RAR", At(0, b"Rar!\x1a\x07"), Convert("unrar x {}")),
    binary("TAR", At(257, b"ustar"), Convert("tar -xf {}")),
    binary("CAB", At(0, b"MSCF\0\0\0\0"), Advice(EXTRACT)),
    named(Wording { en: "an empty zip archive", id: "arsip zip kosong" }, At(0, b"PK\x05\x06"), Advice(NOT_TEXT)),
    // Images.
    binary("PNG", At(0, b"\x89PNG\r\n\x1a\n"), Filter(OCR)),
    binary("JPEG", At(0, b"\xff\xd8\xff"), Filter(OCR)),
    binary("GIF", Test(b"G", |head| head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a")), Filter(OCR)),
    binary("TIFF", Test(b"IM", |head| head.starts_with(b"II*\0") || head.starts_with(b"MM\0*")), Filter(OCR)),
    binary("BMP", Test(b"B", is_bitmap), Filter(OCR)),
    binary("WebP", Container(&[b"WEBP"]), Filter(OCR)),
    binary("HEIF", Container(&[b"heic", b"heix", b"mif1", b"msf1", b"avif"]), Advice(NOT_TEXT)),
    binary("Photoshop", At(0, b"8BPS\0\x01"), Advice(NOT_TEXT)),
    // Sound and moving images.
    binary("WAV", Container(&[b"WAVE"]), Advice(TRANSCRIBE)),
    binary("AVI", Container(&[b"AVI "]), Advice(TRANSCRIBE)),
    binary("MP4", Test(b"", |head| head.get(4..8) == Some(b"ftyp")), Advice(TRANSCRIBE)),
    binary("Matroska", At(0, b"\x1a\x45\xdf\xa3"), Advice(TRANSCRIBE)),
    binary(
        "MP3",
        Test(b"I", |head| head.starts_with(b"ID3") && head.get(3).is_some_and(|&b| b < 10)),
        Advice(TRANSCRIBE),
    ),
    binary("MP3", Test(b"\xff", is_mpeg_audio), Advice(TRANSCRIBE)),
    binary("Ogg", At(0, b"OggS\0"), Advice(TRANSCRIBE)),
    binary("FLAC", At(0, b"fLaC"), Advice(TRANSCRIBE)),
    binary("AMR", At(0, b"#!AMR"), Advice(TRANSCRIBE)),
    binary(
        "Flash",
        Test(b"F", |head| head.starts_with(b"FLV\x01") || head.starts_with(b"FWS\x0a")),
        Advice(TRANSCRIBE),
    ),
    // Programs and fonts.
    named(Wording { en: "a program (ELF)", id: "program (ELF)" }, At(0, b"\x7fELF"), Advice(NOT_TEXT)),
    named(Wording { en: "a program (EXE)", id: "program (EXE)" }, Test(b"M", is_windows_program), Advice(NOT_TEXT)),
    named(
        Wording { en: "a program (Mach-O)", id: "program (Mach-O)" },
        Test(b"\xcf\xce\xca", |head| {
            [b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe"].iter().any(|magic| head.starts_with(*magic))
        }),
        Advice(NOT_TEXT),
    ),
    binary("WebAssembly", At(0, b"\0asm"), Advice(NOT_TEXT)),
    named(
        Wording { en: "a font", id: "berkas fonta" },
        Test(b"wO\0t", |head| {
            [b"wOFF", b"wOF2", b"OTTO", b"\0\x01\0\0", b"true"].iter().any(|magic| head.starts_with(*magic))
                && head.contains(&0)
        }),
        Advice(NOT_TEXT),
    ),
];

/// The bytes that XML may begin with: its own, those of a byte order mark, and blanks.
const OF_XML: &[u8] = b"<\xef\xff\xfe \t\n\r\x0c";

/// The formats that a file may have by its first byte: a bit for each of [`FOREIGN_FORMATS`], the lowest for the first. Most files are
/// articles, and no format begins with most of their letters.
static BY_FIRST_BYTE: [u64; 256] = {
    assert!(FOREIGN_FORMATS.len() <= 64);
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < table.len() {
        let mut n = 0;
        while n < FOREIGN_FORMATS.len() {
            if FOREIGN_FORMATS[n].signature.may_begin_with(byte as u8) {
                table[byte] |= 1 << n;
            }
            n += 1;
        }
        byte += 1;
    }
    table
};

/// The magic number of OLE compound files.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

impl ForeignFormat {
    /// The format of a file, given its first bytes. `None` if it may be one that is read.
    pub(crate) fn sniff(head: &[u8]) -> Option<&'static Self> {
        let mut possible = BY_FIRST_BYTE[usize::from(*head.first()?)];
        while possible != 0 {
            let format = FOREIGN_FORMATS.get(possible.trailing_zeros() as usize)?;
            if format.signature.matches(head) {
                return Some(format);
            }
            possible &= possible - 1;
        }
        None
    }
}

impl Signature {
    /// Whether files that match may begin with this byte.
    const fn may_begin_with(self, byte: u8) -> bool {
        let first = match self {
            At(0, magic) => magic,
            At(..) | Container(_) => return true,
            Package(_) => b"P",
            Ole(_) => OLE,
            Test(first, _) => return first.is_empty() || contains(first, byte),
        };
        first[0] == byte
    }

    fn matches(self, head: &[u8]) -> bool {
        match self {
            At(offset, magic) => head.get(offset..).is_some_and(|rest| rest.starts_with(magic)),
            Container(types) => {
                let is_type = |at: usize| types.iter().any(|name| head.get(at..at + 4) == Some(&name[..]));
                head.starts_with(b"RIFF") && is_type(8) || head.get(4..8) == Some(b"ftyp") && is_type(8)
            }
            Package(mark) => has_entry(head, mark),
            Ole(stream) => {
                let name = || stream.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
                head.starts_with(OLE) && memchr::memmem::find(head, &name()).is_some()
            }
            Test(_, test) => test(head),
        }
    }
}

const fn contains(bytes: &[u8], byte: u8) -> bool {
    let mut n = 0;
    while n < bytes.len() {
        if bytes[n] == byte {
            return true;
        }
        n += 1;
    }
    false
}

/// Whether the file is a zip archive with an entry whose name begins with `mark`, as far as `head` shows. An entry `mimetype`, which
/// ODF files and EPUBs begin with, is compared by its content, which `mark` is the beginning of.
pub(super) fn has_entry(head: &[u8], mark: &[u8]) -> bool {
    const LOCAL_HEADER: &[u8] = b"PK\x03\x04";
    const LOCAL_HEADER_BYTES: usize = 30;
    if !head.starts_with(LOCAL_HEADER) {
        return false;
    }
    memchr::memmem::find_iter(head, LOCAL_HEADER).any(|at| {
        let length = |from: usize| match head.get(at + from..at + from + 2) {
            Some(&[low, high]) => usize::from(u16::from_le_bytes([low, high])),
            _ => 0,
        };
        let name_at = at + LOCAL_HEADER_BYTES;
        let rest = head.get(name_at..).unwrap_or_default();
        let name = rest.get(..length(26)).unwrap_or(rest);
        match name {
            b"mimetype" => rest.get(name.len() + length(28)..).is_some_and(|content| content.starts_with(mark)),
            name => name.starts_with(mark),
        }
    })
}

/// Readers accept a PDF header after other bytes, and some files have a mark or blank lines before it.
fn is_pdf(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    head.trim_ascii_start().starts_with(b"%PDF-")
}

fn is_bitmap(head: &[u8]) -> bool {
    head.starts_with(b"BM") && head.get(6..10) == Some(&[0; 4])
}

fn is_windows_program(head: &[u8]) -> bool {
    head.starts_with(b"MZ") && head.iter().take(64).any(|&b| b == 0)
}

/// Whether it begins with a frame header of MPEG audio, layer III.
fn is_mpeg_audio(head: &[u8]) -> bool {
    matches!(head, [0xff, 0xfa | 0xfb | 0xf2 | 0xf3, third, ..] if third & 0xf0 != 0xf0 && third & 0x0c != 0x0c)
}

/// The names of lines in the header of a mail.
const OF_MAIL: [&[u8]; 9] = [
    b"received",
    b"return-path",
    b"message-id",
    b"mime-version",
    b"delivered-to",
    b"subject",
    b"from",
    b"to",
    b"dkim-signature",
];

/// Whether it begins with a separator line of MBOX and a line of a header: `From a@b.example Tue Mar  5 10:07:48 2024`.
fn is_mailbox(head: &[u8]) -> bool {
    let Some(rest) = head.strip_prefix(b"From ") else { return false };
    let Some(end) = memchr::memchr(b'\n', rest) else { return false };
    let (separator, header) = (rest.get(..end).unwrap_or_default(), rest.get(end + 1..).unwrap_or_default());
    let has_time =
        separator.windows(3).any(|part| matches!(part, [a, b':', b] if a.is_ascii_digit() && b.is_ascii_digit()));
    let name = header.split(|b| *b == b':').next().unwrap_or_default();
    let is_header = name.starts_with(b"X-") || OF_MAIL.iter().any(|known| name.eq_ignore_ascii_case(known));
    is_mail(header) || (has_time && is_header)
}

/// The name of the header that `line` begins with: `Name: value`.
fn header_name(line: &[u8]) -> Option<&[u8]> {
    let length = line.iter().position(|&b| !(b.is_ascii_alphanumeric() || b == b'-'))?;
    line.get(..length).filter(|name| !name.is_empty() && line.get(length) == Some(&b':'))
}

/// Whether it begins with a header of a mail: lines `Name: value` or continuations of them, among which are two of those that only
/// mails have.
fn is_mail(head: &[u8]) -> bool {
    let mut found = [false; OF_MAIL.len()];
    let mut rest = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    for _ in 0..100 {
        let line = rest;
        rest = memchr::memchr(b'\n', line).and_then(|end| line.get(end + 1..)).unwrap_or_default();
        if line.first().is_some_and(|b| matches!(b, b' ' | b'\t')) && found.contains(&true) {
            continue;
        }
        let Some(name) = header_name(line) else { break };
        for (known, seen) in OF_MAIL.iter().zip(&mut found) {
            *seen |= name.eq_ignore_ascii_case(known);
        }
        // A sender and a subject may head any text, but not with the identifiers of a mail.
        let [.., subject, from, to, _] = found;
        let technical = found.iter().take(5).filter(|&&seen| seen).count() + usize::from(found[8]);
        if technical > 0 && technical + usize::from(subject) + usize::from(from) + usize::from(to) >= 2 {
            return true;
        }
    }
    let [.., subject, from, to, _] = found;
    subject && from && to
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(head: &[u8]) -> &'static str {
        ForeignFormat::sniff(head).map_or("", |format| format.name.en)
    }

    /// The local header of a stored zip entry.
    fn entry(name: &str, content: &str) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
        bytes.extend([content.len() as u32; 2].map(u32::to_le_bytes).as_flattened());
        bytes.extend([name.len() as u16, 0].map(u16::to_le_bytes).as_flattened());
        [bytes, name.as_bytes().to_vec(), content.as_bytes().to_vec()].concat()
    }

    #[test]
    fn binary_formats_are_recognised() {
        for (head, wanted) in [
            (&b"%PDF-1.7\n"[..], "PDF"),
            (b"\xef\xbb\xbf\n%PDF-1.4", "PDF"),
            (b"{\\rtf1\\ansi Kata", "RTF"),
            (b"\xff\xfe\0\0K\0\0\0", "UTF-32"),
            (b"\0\0\xfe\xff\0\0\0K", "UTF-32"),
            (b"RIFF\x10\0\0\0WEBPVP8 ", "WebP"),
            (b"RIFF\x10\0\0\0WAVEfmt ", "WAV"),
            (b"\0\0\0\x18ftypheic", "HEIF"),
            (b"\0\0\0\x18ftypisom", "MP4"),
            (b"\x89PNG\r\n\x1a\n", "PNG"),
            (b"\xff\xd8\xff\xe0", "JPEG"),
            (b"PAR1\x15\x04", "Parquet"),
            (b"\x7fELF\x02", "a program (ELF)"),
            (b"SQLite format 3\0", "SQLite"),
            (b"BZh91AY&SY", "bzip2"),
            (b"\xff\xfb\x90\x00", "MP3"),
        ] {
            assert_eq!(name(head), wanted);
        }
        let mut tar = vec![0; 512];
        tar[..5].copy_from_slice(b"a.txt");
        tar[257..262].copy_from_slice(b"ustar");
        assert_eq!(name(&tar), "TAR");
        let word: Vec<u8> = "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(name(&[OLE, &[0; 100], &word].concat()), "DOC");
        assert_eq!(name(OLE), "an old Office file (DOC, XLS or PPT)");
    }

    #[test]
    fn packages_are_told_from_archives() {
        assert_eq!(name(&entry("mimetype", "application/vnd.oasis.opendocument.text")), "ODT");
        assert_eq!(name(&entry("mimetype", "application/epub+zip")), "EPUB");
        assert_eq!(
            name(&[entry("[Content_Types].xml", "<Types/>"), entry("ppt/presentation.xml", "")].concat()),
            "PPTX"
        );
        assert_eq!(name(&entry("berita/a.txt", "ppt/")), "");
        assert_eq!(name(b"PK\x03\x04"), "");
    }

    #[test]
    fn mail_and_xml_are_told_from_articles() {
        assert_eq!(name(b"Received: from a.example\r\n by b.example\r\nSubject: Beras\r\n\r\nIsi"), "an e-mail (EML)");
        assert_eq!(name(b"From: a@b.example\nTo: c@d.example\nSubject: Beras\n\nIsi"), "an e-mail (EML)");
        assert_eq!(
            name(b"From a@b.example Mon Jan  1 00:00:00 2024\nFrom: a\nMessage-ID: <1>\n\n"),
            "a mailbox (MBOX)"
        );
        assert_eq!(name(b"<?xml version='1.0'?><urlset xmlns=''>"), "a sitemap");
        assert_eq!(name(b"<?xml version='1.0'?><!-- a --><artikel>"), "XML other than RSS and Atom");
        for article in [
            &b"JAKARTA: Harga beras naik.\nKata Budi: mahal.\n"[..],
            b"Subject: Siaran pers\nFrom: Humas\n\nJakarta",
            b"From Jakarta with love\n",
            b"MZ adalah inisial tersangka.",
            b"BMKG: hujan turun",
            b"{Jakarta} hari ini",
            b"ID3 adalah partai",
            b"true",
            b"<artikel>",
            b"\xff\xfeK\0a\0",
            b"",
        ] {
            assert_eq!(name(article), "");
        }
    }

    #[test]
    fn commands_name_the_file() {
        for format in FOREIGN_FORMATS {
            if let Filter(command) | Convert(command) = format.remedy {
                assert_eq!(command.matches("{}").count(), 1, "{command}");
            }
        }
    }
}
