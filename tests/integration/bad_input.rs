//! Input that is damaged, or made to do harm: each is an error that names the file and the place, and the others are read.

use crate::support::{folder, json_lines, run_in};

const GOOD: &[u8] = b"Harga beras naik di Jakarta.\n";

/// The program over a folder with a bad file between two good ones. The bad one is named by `place`, with `message`; `read` of
/// its documents are analysed.
fn check(name: &str, bytes: &[u8], place: &str, message: &str, read: usize) {
    let files = folder(&[("a.txt", GOOD), (name, bytes), ("z.txt", GOOD)]);
    let report = run_in(files.path(), "analyze --format ndjson .", "");
    assert_eq!(report.code, Some(1), "{}", report.stderr);
    let line = report.stderr.lines().find(|line| line.contains(&format!("error: ./{place}: "))).unwrap_or_default();
    assert!(line.contains(message), "{place}: {message}: {}", report.stderr);
    let articles = json_lines(&report.stdout);
    let failed: Vec<_> = articles.iter().filter(|a| !a["error"].is_null()).collect();
    assert!(
        failed.iter().any(|a| a["document"] == format!("./{place}") && a["error"].as_str().unwrap().contains(message))
    );
    let analysed = articles.iter().filter(|a| a["error"].is_null());
    assert_eq!(
        analysed.clone().filter(|a| ["./a.txt", "./z.txt"].contains(&a["document"].as_str().unwrap())).count(),
        2
    );
    assert_eq!(analysed.count() - 2, read, "{name}");
}

fn records(count: usize) -> String {
    (0..count).map(|n| format!("{{\"id\": \"r{n}\", \"text\": \"Harga beras {n} naik.\"}}\n")).collect()
}

/// Text that does not pack well, so that a file that is cut in half is cut within the data.
#[cfg(feature = "compression")]
fn noise(count: usize) -> String {
    let mut state = 1_u64;
    let mut word = || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        format!("{:x}", state >> 20)
    };
    (0..count).map(|n| format!("{{\"id\": \"r{n}\", \"text\": \"Harga {} {} naik.\"}}\n", word(), word())).collect()
}

#[cfg(feature = "compression")]
mod packed {
    use super::*;
    use crate::inputs::{gzip, zip, zstd};

    #[test]
    fn a_gzip_that_is_cut_off_gives_what_was_before() {
        let whole = gzip(noise(4_000).as_bytes());
        let files = folder(&[("m.jsonl.gz", &whole[..whole.len() / 2])]);
        let report = run_in(files.path(), "analyze --format ndjson m.jsonl.gz", "");
        assert_eq!(report.code, Some(1), "{}", report.stderr);
        assert!(report.stderr.contains("m.jsonl.gz: gzip data cut off after "), "{}", report.stderr);
        let articles = json_lines(&report.stdout);
        assert!((1_600..2_400).contains(&articles.len()), "{}", articles.len());
        assert!(articles[..articles.len() - 1].iter().all(|a| a["error"].is_null()));
        check("m.txt.gz", &gzip(GOOD)[..20], "m.txt.gz", "gzip data cut off", 0);
        check("m.gz", b"\x1f\x8b", "m.gz", "gzip data cut off", 0);
    }

    #[test]
    fn a_damaged_packing_is_named() {
        let mut bytes = gzip(GOOD);
        let crc = bytes.len() - 6;
        bytes[crc] ^= 0xff;
        check("m.txt.gz", &bytes, "m.txt.gz", "gzip data damaged", 0);
        check("m.txt.gz", GOOD, "m.txt.gz", "gzip data damaged after 0 uncompressed bytes", 0);
        let mut bytes = zstd(noise(100).as_bytes());
        bytes.truncate(bytes.len() / 2);
        check("m.jsonl.zst", &bytes, "m.jsonl.zst", "zstd data", 0);
        check("m.zip", GOOD, "m.zip", "zip data damaged", 0);
        let mut bytes = zip(&[("a.txt", GOOD)]);
        bytes[40] ^= 0xff;
        check("m.zip", &bytes, "m.zip/a.txt", "zip data damaged", 0);
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        // 20 MiB of one letter, about 1000 times its size; the ratio is checked from 16 MiB on.
        let bomb = vec![b'a'; 20 << 20];
        let gzipped = gzip(&bomb);
        check("m.txt.gz", &gzipped, "m.txt.gz", "decompress to more than 200 times their size", 0);
        check("m.jsonl.gz", &gzipped, "m.jsonl.gz", "skipped", 0);
        check("m.zip", &zip(&[("b.txt", &bomb)]), "m.zip/b.txt", "decompress to more than 200 times", 0);
        // Packed twice, within the ratio each time.
        let inner = gzip(&b"kata ".repeat(5 << 20));
        let nested = zip(&[("b.txt.gz", &inner)]);
        assert!(inner.len() > 2 * nested.len(), "{} {}", inner.len(), nested.len());
        check("m.zip", &nested, "m.zip/b.txt.gz", "decompress to more than 200 times", 0);
        // Many files that are harmless alone.
        let part = vec![b'a'; 8 << 20];
        let many = zip(&[("a.txt", &part), ("b.txt", &part), ("c.txt", &part)]);
        check("m.zip", &many, "m.zip/c.txt", "zip data of ", 2);
        let allowed = folder(&[("m.zip", &many)]);
        let report = run_in(allowed.path(), "tokens --dry-run --max-ratio 5000 --format csv .", "");
        assert_eq!((report.code, report.stdout.lines().count()), (Some(0), 4), "{}", report.stderr);
    }

    #[test]
    fn a_name_that_leads_out_of_an_archive_is_refused() {
        for name in ["../m.txt", "a/../../m.txt", "/etc/m.txt", "a\\..\\m.txt", "C:m.txt"] {
            let bytes = zip(&[("b.txt", GOOD), (name, GOOD)]);
            check("m.zip", &bytes, &format!("m.zip/{name}"), "leads out of the archive", 1);
        }
    }

    #[test]
    fn archives_are_read_from_files_alone() {
        let report = run_in(folder(&[]).path(), "terms", zip(&[("a.txt", GOOD)]));
        assert_eq!(report.code, Some(2));
        assert!(report.stderr.contains("-: an archive can only be read from a file"), "{}", report.stderr);
        check("m.zip", &zip(&[("b.zip", &zip(&[]))]), "m.zip/b.zip", "an archive can only be read from a file", 0);
        // A stream can be.
        let report = run_in(folder(&[]).path(), "terms --format csv", gzip(GOOD));
        assert!(report.stdout.contains(",beras,1,1,"), "{report:?}");
    }

    #[test]
    fn a_packed_line_may_not_be_endless() {
        let line = format!("{{\"text\":\"{}\"}}\n", noise(24_000).replace(['"', '\n'], " "));
        let files = folder(&[("a.jsonl.gz", &gzip(line.as_bytes()))]);
        let report = run_in(files.path(), "terms --max-document-size 1M a.jsonl.gz", "");
        assert!(report.stderr.contains(" bytes is longer than 1048576 bytes: skipped"), "{}", report.stderr);
        assert_eq!(run_in(files.path(), "terms a.jsonl.gz", "").code, Some(0));
    }
}

#[test]
fn a_csv_without_the_column_is_named_with_its_columns() {
    check(
        "m.csv",
        b"judul,rubrik\na,b\n",
        "m.csv",
        "no field is known to hold the text: the fields are `judul`, `rubrik`",
        0,
    );
}

#[test]
fn ragged_rows_fail_alone() {
    let csv = b"id,text\n1,Satu.\n2\n3,Tiga.,lebih\n4,Empat.\n";
    check("m.csv", csv, "m.csv:3", "1 cell, but 2 column names", 2);
    check("m.csv", csv, "m.csv:4", "3 cells, but 2 column names", 2);
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_named() {
    check(
        "m.csv",
        b"id,text\n1,Satu.\n2,\"Dua.\n3,Tiga.\n",
        "m.csv:3",
        "unclosed quotation mark in this line: skipped",
        2,
    );
}

#[test]
fn a_cell_of_a_hundred_megabytes_is_refused() {
    let mut csv = b"id,text\n1,Satu.\n2,\"".to_vec();
    csv.resize(100 << 20, b'a');
    csv.extend_from_slice(b"\"\n3,Tiga.\n");
    check("m.csv", &csv, "m.csv:3", "a record of 104857586 bytes is longer than 33554432 bytes: skipped", 2);
}

#[test]
fn an_array_that_is_cut_off_gives_what_was_before() {
    let records = records(1000).replace('\n', ",\n");
    let text = format!("[{records}");
    let cut = &text[..text.len() - 20];
    check("m.json", cut.as_bytes(), "m.json#1000", "cut off: the file ends within a JSON value or array", 999);
    check(
        "m.json",
        b"[{\"text\": \"Satu.\"},\n{\"text\": Dua},{\"text\":\"Tiga.\"}]",
        "m.json#2",
        "not a JSON object",
        2,
    );
    check("m.json", b"{\"nama\": \"Satu.\"}", "m.json#1", "the fields are `nama`", 0);
}

#[test]
fn a_wrong_encoding_is_refused() {
    let files = folder(&[("a.txt", GOOD), ("b.txt", "Café.\n".as_bytes()), ("c.csv", "text\ncafé\n".as_bytes())]);
    let report = run_in(files.path(), "terms --format csv --encoding windows-1252 .", "");
    assert_eq!(report.code, Some(1), "{}", report.stderr);
    for name in ["./b.txt", "./c.csv"] {
        let message = format!("{name}: not windows-1252: the encoding is utf-8 (without --encoding");
        assert!(report.stderr.contains(&message), "{}", report.stderr);
    }
    let report = run_in(files.path(), "terms --format csv --encoding utf-16le .", "");
    assert_eq!((report.code, report.stderr.matches("not utf-16le").count()), (Some(2), 3), "{}", report.stderr);
    let windows = folder(&[("a.txt", b"caf\xe9 itu"), ("b.txt", GOOD)]);
    let report = run_in(windows.path(), "terms --format csv --encoding utf-8 .", "");
    assert_eq!(report.code, Some(1));
    assert!(report.stderr.contains("./a.txt: not UTF-8: invalid byte at offset 3"), "{}", report.stderr);
    let report = run_in(windows.path(), "terms --encoding utf-9 .", "");
    assert!(report.code == Some(2) && report.stderr.contains("unknown encoding"), "{}", report.stderr);
}

#[cfg(not(feature = "html"))]
#[test]
fn a_page_is_no_text_where_pages_are_not_read() {
    let page: &[u8] = b"<html><p>Beras.</p></html>";
    let files = folder(&[("a.txt", GOOD), ("m.html", page), ("n.html", page), ("page", page)]);
    for arguments in ["terms .", "terms a.txt m.html n.html", "terms page", "terms a.txt --input-format html"] {
        let report = run_in(files.path(), arguments, "");
        assert_eq!((report.code, &*report.stdout), (Some(2), ""), "{arguments}: {}", report.stderr);
        let said = "built without support for html (cargo install --path . --features html)";
        assert_eq!(report.stderr.matches(said).count(), 1, "{arguments}: {}", report.stderr);
    }
}

#[cfg(feature = "html")]
#[test]
fn a_harmful_page_spoils_no_other() {
    let article = |n: usize| {
        let sentence = format!(
            "Warga desa ke-{n} memanen jagung lebih awal karena hujan turun sejak bulan lalu, kata kepala desa."
        );
        format!(
            "<!DOCTYPE html><html><head><title>Panen {n}</title></head><body><p>{sentence}</p><p>{sentence}</p></body></html>"
        )
    };
    let attributes: String = (0..200_000).map(|n| format!(" a{n}")).collect();
    let harmful = [
        ("sel.html", format!("<html><body><p>Kata.</p><svg>{}", "<td>".repeat(120_000)), "deeper than 1000"),
        ("komentar.html", format!("<html><body><!-- --!>{}", "<div>".repeat(20_000)), "deeper than 1000"),
        ("unsur.html", format!("<html><body>{}", "<x-a></x-b>".repeat(40_000)), "deeper than 1000"),
        ("ruby.html", format!("<html><body>{}", "<rt>".repeat(400_000)), "deeper than 1000"),
        ("atribut.html", format!("<html><body><div{attributes}>Kata.</div>"), "more than 1000 attributes"),
    ];
    let pages: Vec<(String, String)> = (0..40).map(|n| (format!("{n:02}.html"), article(n))).collect();
    for (name, page, message) in &harmful {
        let mut files: Vec<(&str, &[u8])> = pages.iter().map(|(name, page)| (name.as_str(), page.as_bytes())).collect();
        files.push((name, page.as_bytes()));
        let files = folder(&files);
        let report = run_in(files.path(), "analyze --format ndjson .", "");
        assert_eq!(report.code, Some(1), "{name}: {}", report.stderr);
        assert!(
            report.stderr.contains(&format!("error: ./{name}: ")) && report.stderr.contains(message),
            "{}",
            report.stderr
        );
        let articles = json_lines(&report.stdout);
        assert_eq!(articles.iter().filter(|article| article["error"].is_null()).count(), 40, "{name}");
        assert!(
            articles.iter().any(|article| article["document"] == format!("./{name}") && !article["error"].is_null())
        );
    }
}

#[cfg(feature = "html")]
#[test]
fn pages_that_are_made_to_do_harm_are_refused() {
    let deep = format!("<html><body>{}", "<div>".repeat(100_000));
    check("m.html", deep.as_bytes(), "m.html", "HTML nested deeper than 1000 elements", 0);
    let mut long = b"<html><body><p>".to_vec();
    while long.len() < 50 << 20 {
        long.extend_from_slice(b"Harga beras naik di Jakarta. ");
    }
    check("m.html", &long, "m.html", "the document is longer than 33554432 bytes: skipped", 0);
    check(
        "m.html",
        b"<html><head><title>Kabar</title></head><body><script>x()</script></body></html>",
        "m.html",
        "no article found",
        0,
    );
}

#[test]
fn a_line_that_is_too_long_is_skipped() {
    let long = format!("{{\"id\": \"b\", \"text\": \"{}\"}}", "kata ".repeat(1_000_000));
    let lines = format!("{{\"id\": \"a\", \"text\": \"Beras.\"}}\n{long}\n{{\"id\": \"c\", \"text\": \"Beras.\"}}\n");
    let files = folder(&[("a.jsonl", lines.as_bytes())]);
    let report = run_in(files.path(), "terms --format csv --max-document-size 1M a.jsonl", "");
    assert_eq!(report.code, Some(1));
    assert!(
        report.stderr.contains("a.jsonl:2: a record of 5000024 bytes is longer than 1048576 bytes: skipped"),
        "{}",
        report.stderr
    );
    assert!(report.stdout.contains(",beras,2,2,"), "{}", report.stdout);
    assert!(!report.stdout.contains("kata"));
    // A record that is only a little too long.
    let report = run_in(files.path(), "terms --format csv --max-document-size 4999900 a.jsonl", "");
    assert!(report.stderr.contains("a.jsonl:2: ") && report.stderr.contains("4999900 bytes"), "{}", report.stderr);
    assert!(!report.stdout.contains("kata"));
}

#[test]
fn a_value_that_is_too_long_is_skipped() {
    let long = format!("{{\"id\": \"b\", \"text\": \"{}\"}}", "kata ".repeat(1_000_000));
    let short = |id: &str| format!("{{\"id\": \"{id}\", \"text\": \"Beras.\"}}");
    let array = format!("[{},\n{long},\n{}]", short("a"), short("c"));
    let nested = format!("{{\"status\": \"ok\", \"data\": {array}}}");
    let table = format!("id,text\na,Beras.\nb,\"{}\"\n\"c\",Beras.\n", "kata\n".repeat(1_000_000));
    for (name, text, place) in [("a.json", &array, "#2"), ("a.json", &nested, "#2"), ("a.csv", &table, ":3")] {
        let files = folder(&[(name, text.as_bytes())]);
        let report = run_in(files.path(), &format!("analyze --format ndjson --max-document-size 1M {name}"), "");
        assert_eq!(report.code, Some(1));
        let error = format!("{name}{place}: a record of 50000");
        assert!(report.stderr.contains(&error), "{}", report.stderr);
        let articles = json_lines(&report.stdout);
        let found: Vec<_> = articles.iter().map(|a| (a["document"].as_str().unwrap(), a["path"].as_str())).collect();
        assert_eq!(found, [("a", Some(name)), (&*format!("{name}{place}"), Some(name)), ("c", Some(name))]);
    }
}

/// Every row of the documents table names its file.
#[test]
fn failed_documents_have_a_path() {
    let files = folder(&[
        ("a.csv", b"id,text\n1,a,b,c\n2,Beras.\n"),
        ("b.jsonl", b"{\"text\": 5}\n{\"id\": \"x\"}\n"),
        ("c.txt", b"a\0b"),
        ("d.json", b"[{\"text\":"),
    ]);
    for arguments in ["--threads 1", "--threads 3", "--dedup"] {
        let report = run_in(files.path(), &format!("analyze --format ndjson {arguments} . tiada.txt"), "");
        let articles = json_lines(&report.stdout);
        let found: Vec<_> =
            articles.iter().map(|a| [&a["document"], &a["path"]].map(|v| v.as_str().unwrap_or("-"))).collect();
        let wanted = [
            ["./a.csv:2", "./a.csv"],
            ["2", "./a.csv"],
            ["./b.jsonl:1", "./b.jsonl"],
            ["./b.jsonl:2", "./b.jsonl"],
            ["./c.txt", "./c.txt"],
            ["./d.json#1", "./d.json"],
            ["tiada.txt", "tiada.txt"],
        ];
        assert_eq!(found, wanted, "{arguments}");
    }
}

#[cfg(unix)]
#[test]
fn an_endless_input_ends_with_an_error() {
    for arguments in ["terms /dev/zero", "terms a.txt"] {
        let files = folder(&[]);
        let text = std::fs::File::create(files.path().join("a.txt")).unwrap();
        text.set_len(5 << 30).unwrap();
        let report = run_in(files.path(), arguments, "");
        assert_eq!(report.code, Some(2), "{}", report.stderr);
        assert!(report.stderr.contains("longer than 33554432 bytes"), "{}", report.stderr);
    }
}
