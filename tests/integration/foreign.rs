//! Files in formats that are not read: they are named, and never read as text.

use crate::support::{folder, json_lines, run_in};

const GOOD: &[u8] = b"Harga beras naik di Jakarta.\n";

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Title (Harga beras) >>\n";

/// A file of each class: its name, its bytes, and the message about it.
const FILES: &[(&str, &[u8], &str)] = &[
    ("koran.pdf", PDF, "PDF is not supported (try: pdftotext koran.pdf - | telaah analyze -)"),
    ("koran.txt", PDF, "PDF is not supported (try: pdftotext koran.txt - | telaah analyze -)"),
    ("dua kata.pdf", PDF, "dua kata.pdf: PDF is not supported (try: pdftotext 'dua kata.pdf' - | telaah analyze -)"),
    ("a.rtf", b"{\\rtf1\\ansi Harga beras naik.}", "RTF is not supported (try: pandoc --to plain a.rtf | telaah"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "an old Office file (DOC, XLS or PPT) is not supported"),
    (
        "a.mbox",
        b"From a@b.example Tue Mar  5 10:07:48 2024\nSubject: Beras\n\nNaik.\n",
        "a mailbox (MBOX) is not supported",
    ),
    ("a.eml", b"Message-ID: <1@a.example>\nSubject: Beras\n\nNaik.\n", "an e-mail (EML) is not supported"),
    ("a.mbox", b"From a@b.example\nFrom: a@b.example\nMessage-ID: <1>\n\nNaik.\n", "a mailbox (MBOX) is not supported"),
    ("sitemap.xml", b"<?xml version=\"1.0\"?>\n<urlset><url/></urlset>", "a sitemap is not supported"),
    ("a.xml", b"<?xml version=\"1.0\"?>\n<artikel>Beras.</artikel>", "XML other than RSS and Atom is not supported"),
    ("foto.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG is not supported (try: tesseract foto.jpg - -l ind | telaah"),
    ("suara.csv", b"ID3\x03\0\0", "MP3 is not supported"),
    ("data.json", b"PAR1\x15\0", "Parquet is not supported"),
    ("a.xz", b"\xfd7zXZ\0", "xz is not supported (try: xz -dc a.xz | telaah analyze -)"),
    ("u32.txt", b"\xff\xfe\0\0B\0\0\0", "UTF-32 is not supported (try: iconv -f UTF-32 -t UTF-8 u32.txt | telaah"),
    ("program", b"\x7fELF\x02\x01\x01\0", "a program (ELF) is not supported"),
];

#[test]
fn named_files_are_refused_before_anything_is_read() {
    for (name, bytes, said) in FILES {
        let files = folder(&[("a.txt", GOOD), (name, bytes), ("z.txt", GOOD)]);
        let list = format!("a.txt\n{name}\n");
        std::fs::write(files.path().join("daftar"), list).unwrap();
        let report = run_in(files.path(), "terms --files-from daftar", "");
        assert_eq!((report.code, &*report.stdout), (Some(2), ""), "{name}: {}", report.stderr);
        assert!(report.stderr.contains(said), "{name}: {}", report.stderr);
        assert_eq!(report.stderr.lines().count(), 1, "{}", report.stderr);
        // The same from a pipe, where the name of the file is not known.
        let report = run_in(files.path(), "terms --format csv", *bytes);
        assert_eq!(report.code, Some(2), "{name}: {}", report.stderr);
        let said = said.split(" is not").next().unwrap().rsplit(": ").next().unwrap();
        assert!(report.stderr.contains(&format!("-: {said} is not supported")), "{name}: {}", report.stderr);
        assert!(report.stdout.lines().count() <= 1, "{name}: {}", report.stdout);
    }
}

#[test]
fn all_refused_files_are_named() {
    let files = folder(&[("a.txt", GOOD), ("b.pdf", PDF), ("c.pdf", PDF)]);
    let report = run_in(files.path(), "analyze --lang id a.txt b.pdf c.pdf -o hasil", "");
    assert_eq!(report.code, Some(2));
    assert_eq!(report.stderr.matches("PDF tidak didukung (coba: pdftotext ").count(), 2, "{}", report.stderr);
    assert!(!files.path().join("hasil").exists());
}

#[test]
fn found_files_are_left_out_unless_their_names_claim_a_format() {
    let files: Vec<(&str, &[u8])> = FILES.iter().map(|(name, bytes, _)| (*name, *bytes)).collect();
    let files = folder(&[&files[..], &[("baik.txt", GOOD)]].concat());
    let report = run_in(files.path(), "analyze --format ndjson .", "");
    assert_eq!(report.code, Some(1), "{}", report.stderr);
    let articles = json_lines(&report.stdout);
    let failed: Vec<&str> =
        articles.iter().filter(|a| !a["error"].is_null()).map(|a| a["document"].as_str().unwrap()).collect();
    assert_eq!(failed, ["./data.json", "./koran.txt", "./suara.csv", "./u32.txt"]);
    assert_eq!(articles.len(), failed.len() + 1);
    assert!(report.stderr.contains("./koran.txt: PDF is not supported"), "{}", report.stderr);
    assert!(report.stderr.contains("11 with another extension"), "{}", report.stderr);
}

#[test]
fn text_that_looks_like_mail_is_read_as_the_format_that_is_named() {
    let mail = b"From: a@b.example\nTo: c@d.example\nSubject: Beras\n\nHarga beras naik.\n";
    let files = folder(&[("a.txt", mail), ("b.pdf", PDF)]);
    let report = run_in(files.path(), "terms --format csv a.txt --input-format text", "");
    assert_eq!(report.code, Some(0), "{}", report.stderr);
    assert!(report.stdout.contains(",beras,2,1,"), "{}", report.stdout);
    assert_eq!(run_in(files.path(), "terms --format csv b.pdf --input-format text", "").code, Some(2));
}
