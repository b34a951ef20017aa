//! Records as other programs write them: names of fields, types of values, and ways to divide a file.

use crate::support::{folder, json_lines, run_in};

#[test]
fn fields_are_found_by_known_names_and_the_choice_is_reported_once() {
    let files = folder(&[
        ("a.csv", b"Judul;Isi Berita;Tanggal\nPasar;Beras naik.;5/3/2024\n"),
        ("b.csv", b"Judul;Isi Berita;Tanggal\nPasar;Gula naik.;6/3/2024\n"),
        ("c.jsonl", b"{\"judul\":\"Air\",\"konten\":\"Banjir.\",\"tgl\":\"2024-03-07\",\"ringkasan\":\"x\"}\n"),
    ]);
    let report = run_in(files.path(), "analyze --format ndjson .", "");
    assert_eq!(report.code, Some(0), "{}", report.stderr);
    let articles = json_lines(&report.stdout);
    let found: Vec<_> = articles.iter().map(|a| (a["title"].as_str(), a["date"].as_str())).collect();
    assert_eq!(
        found,
        [(Some("Pasar"), Some("2024-03-05")), (Some("Pasar"), Some("2024-03-06")), (Some("Air"), Some("2024-03-07"))]
    );
    let notes: Vec<&str> = report.stderr.lines().collect();
    assert_eq!(notes.len(), 2, "{}", report.stderr);
    assert!(
        notes[0].contains("./a.csv: text from `Isi Berita`, date from `Tanggal`, title from `Judul` (--text-field")
    );
    assert!(notes[1].contains("./c.jsonl: text from `konten`, date from `tgl`, title from `judul`"), "{}", notes[1]);
    // Names that are given are not reported.
    let arguments = "terms --text-field isi_berita --date-field tanggal --title-field judul a.csv";
    assert_eq!(run_in(files.path(), arguments, "").stderr, "");
}

#[test]
fn two_fields_that_may_be_the_text_are_one_error() {
    let files = folder(&[
        ("a.csv", b"isi,content\na,b\nc,d\n"),
        ("b.jsonl", b"{\"isi\":\"a\",\"content\":\"b\"}\n{\"isi\":\"c\",\"content\":\"d\"}\n"),
    ]);
    for name in ["a.csv", "b.jsonl"] {
        let report = run_in(files.path(), &format!("terms {name}"), "");
        assert_eq!(report.code, Some(2));
        let error = "both `isi` and `content` may hold the text (--text-field names the one to read)";
        assert_eq!(report.stderr, format!("telaah: error: {name}: {error}\n"));
        let report = run_in(files.path(), &format!("terms --format csv --text-field content {name}"), "");
        assert!(report.stdout.contains(",b,1,1,") && report.stderr.is_empty(), "{}", report.stderr);
    }
}
