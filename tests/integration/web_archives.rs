//! Web archives: the pages in them are articles.

use crate::support::{folder, json_lines, run_in};

/// A record of a web archive.
pub(crate) fn record(kind: &str, address: &str, content: &[u8]) -> Vec<u8> {
    let header = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: {address}\r\n\
         WARC-Date: 2024-03-05T01:02:03Z\r\nContent-Length: {}\r\n\r\n",
        content.len()
    );
    [header.as_bytes(), content, b"\r\n\r\n"].concat()
}

/// A response with a page.
pub(crate) fn response(address: &str, page: &str) -> Vec<u8> {
    let content = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    record("response", address, content.as_bytes())
}

fn page(title: &str, head: &str, text: &str) -> String {
    let text = format!("<p>{text}</p>").repeat(3);
    format!(
        "<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{text}</article></body></html>"
    )
}

fn archive() -> Vec<u8> {
    let text = "Harga beras di pasar induk naik lagi pekan ini, kata pedagang bernama Budi Santoso kepada wartawan.";
    let dated = "<meta property=\"article:published_time\" content=\"2024-02-01T08:00:00+07:00\">";
    [
        record("warcinfo", "", b"software: uji\r\n"),
        record("request", "https://a.example/1", b"GET / HTTP/1.1\r\n\r\n"),
        response("https://a.example/1", &page("Beras Naik", dated, text)),
        record("response", "https://a.example/x.png", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
        record("response", "https://a.example/2", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html>"),
        response("https://a.example/3", &page("Cabai Turun", "", &text.replace("beras", "cabai"))),
        record("response", "https://a.example/4", b"rusak"),
        response("https://a.example/2024/01/02/garam", &page("Garam Langka", "", &text.replace("beras", "garam"))),
    ]
    .concat()
}

#[test]
fn pages_have_their_address_and_date() {
    let bytes = archive();
    let files = folder(&[("a.warc", &bytes), ("b", &bytes)]);
    for name in ["a.warc", "b"] {
        let report = run_in(files.path(), &format!("analyze --format ndjson {name}"), "");
        assert_eq!(report.code, Some(1), "{}", report.stderr);
        let articles = json_lines(&report.stdout);
        let read = articles.iter().filter(|article| article["error"].is_null());
        let found: Vec<String> = read
            .map(|a| ["document", "title", "date", "date_from"].map(|key| a[key].as_str().unwrap()).join(" | "))
            .collect();
        assert_eq!(
            found,
            [
                "https://a.example/1 | Beras Naik | 2024-02-01 | page",
                "https://a.example/3 | Cabai Turun | 2024-03-05 | crawl",
                "https://a.example/2024/01/02/garam | Garam Langka | 2024-01-02 | url",
            ]
        );
        assert_eq!(articles.len(), found.len() + 1);
        assert!(report.stderr.contains(&format!("{name}#7: damaged record at offset ")), "{}", report.stderr);
        assert!(report.stderr.contains("4 records of web archives without a page"), "{}", report.stderr);
    }
}

#[test]
fn archives_that_are_cut_off_or_have_large_records_are_read_on() {
    let bytes = archive();
    let files = folder(&[("a.warc", &bytes[..bytes.len() - 20])]);
    let report = run_in(files.path(), "terms a.warc", "");
    assert!(report.stderr.contains("a.warc#8: not a readable WARC file: cut off"), "{}", report.stderr);
    let video = [b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n".to_vec(), vec![0; 3 << 20]].concat();
    let large = [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".to_vec(), vec![b'a'; 3 << 20]].concat();
    let parts =
        [record("response", "https://a.example/v", &video), record("response", "https://a.example/b", &large), bytes];
    let files = folder(&[("a.warc", &parts.concat())]);
    let report = run_in(files.path(), "analyze --format ndjson --max-document-size 1M a.warc", "");
    assert!(report.stderr.contains("a.warc#2: a record of 31459"), "{}", report.stderr);
    assert!(report.stderr.contains("a.warc#9: damaged record"), "{}", report.stderr);
    assert!(report.stderr.contains("5 records of web archives"), "{}", report.stderr);
    assert_eq!(json_lines(&report.stdout).iter().filter(|article| article["error"].is_null()).count(), 3);
}

#[test]
fn an_archive_without_pages_that_is_named_is_an_error() {
    let records =
        [record("warcinfo", "", b"software: uji\r\n"), record("request", "https://a.example/1", b"GET /\r\n\r\n")];
    let files = folder(&[("a.warc", &records.concat()), ("b.warc", b""), ("c.txt", b"Beras.")]);
    for arguments in ["a.warc", "b.warc --input-format warc", "a.warc c.txt"] {
        let report = run_in(files.path(), &format!("terms --format csv {arguments}"), "");
        assert_eq!(report.code, Some(1), "{arguments}: {}", report.stderr);
        assert!(report.stderr.contains(".warc: holds no document: no pages"), "{arguments}: {}", report.stderr);
    }
    assert_eq!(run_in(files.path(), "terms --format csv .", "").code, Some(0));
}
