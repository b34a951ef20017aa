//! The same articles in every format, and the metadata of each format.

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;

use serde_json::json;

use crate::support::{files_below, folder, json_lines, root, run_in};

/// An article: its name, and its text.
type Articles = Vec<(String, String)>;

/// Files: names, and bytes.
type Files = Vec<(String, Vec<u8>)>;

fn samples() -> Articles {
    let files = files_below(&root().join("samples"));
    let texts = files.iter().filter(|path| path.extension().is_some_and(|e| e == "txt"));
    texts
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap()))
        .collect()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = rawzip::ZipArchiveWriter::new(Vec::new());
    for (name, bytes) in files {
        let path = rawzip::path::EntryPath::verbatim(name.as_bytes());
        let file = archive.new_file(path).compression_method(rawzip::CompressionMethod::DEFLATE);
        let (mut entry, config) = file.start().unwrap();
        let encoder = flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::best());
        let mut writer = config.wrap(encoder);
        writer.write_all(bytes).unwrap();
        let (encoder, descriptor) = writer.finish().unwrap();
        encoder.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap()
}

/// A table of two columns, with every cell in quotation marks or only those that need them.
fn table(articles: &Articles, delimiter: char) -> String {
    let mut text = format!("judul{delimiter}id{delimiter}text\r\n");
    for (name, article) in articles {
        let _ = write!(text, "{delimiter}{name}{delimiter}\"{}\"\r\n", article.replace('"', "\"\""));
    }
    text
}

fn page(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let (title, body) = match telaah::title_of(text) {
        Some(title) => (title, text.trim_start().strip_prefix(title).unwrap()),
        None => ("", text),
    };
    let escaped_title = title.replace('&', "&amp;").replace('<', "&lt;");
    let body = if title.is_empty() { escaped } else { body.replace('&', "&amp;").replace('<', "&lt;") };
    let paragraphs: String = body
        .split("\n\n")
        .filter(|paragraph| !paragraph.trim().is_empty())
        .map(|paragraph| format!("<p>{}</p>\n", paragraph.trim().replace('\n', "<br>")))
        .collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"id\"><head><meta charset=\"utf-8\"><title>{escaped_title}</title>\
         <meta property=\"og:title\" content=\"{}\"></head><body>\
         <nav class=\"menu\"><ul><li><a href=\"/\">Beranda</a></li><li><a href=\"/bola\">Bola Indonesia</a></li></ul></nav>\
         <article><h1>{escaped_title}</h1>\n{paragraphs}</article>\
         <footer class=\"footer\"><a href=\"/tentang\">Tentang Kami di Jepang</a></footer></body></html>",
        escaped_title.replace('"', "&quot;")
    )
}

/// A web archive with a record for each page, which `pack` compresses.
#[cfg(feature = "html")]
fn archive(articles: &Articles, pack: &dyn Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    use crate::web_archives::response;
    articles
        .iter()
        .flat_map(|(name, text)| pack(&response(&format!("https://a.example/{name}"), &page(text))))
        .collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A Word document.
fn document(text: &str) -> Vec<u8> {
    let paragraphs = text.split("\n\n").map(|paragraph| {
        let lines: Vec<String> =
            paragraph.split('\n').map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(line))).collect();
        format!("<w:p><w:r>{}</w:r></w:p>", lines.join("<w:br/>"))
    });
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document><w:body>{}</w:body></w:document>",
        paragraphs.collect::<String>()
    );
    zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", content.as_bytes())])
}

/// A feed with the articles as HTML.
fn feed(articles: &Articles) -> String {
    let item = |(name, text): &(String, String)| {
        let paragraphs =
            text.split("\n\n").map(|paragraph| format!("<p>{}</p>", escape(paragraph).replace('\n', "<br>")));
        let paragraphs: String = paragraphs.collect();
        format!("<item><guid>{name}</guid><content:encoded>{}</content:encoded></item>", escape(&paragraphs))
    };
    let items: String = articles.iter().map(item).collect();
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel>{items}</channel></rss>")
}

/// A feed with the articles as XHTML.
fn atom(articles: &Articles) -> String {
    let entry = |(name, text): &(String, String)| {
        let paragraphs =
            text.split("\n\n").map(|paragraph| format!("<p>{}</p>", escape(paragraph).replace('\n', "<br/>")));
        let paragraphs: String = paragraphs.collect();
        format!("<entry><id>{name}</id><content type=\"xhtml\"><div>{paragraphs}</div></content></entry>\n")
    };
    let entries: String = articles.iter().map(entry).collect();
    format!("<?xml version=\"1.0\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">{entries}</feed>")
}

fn spreadsheet(articles: &Articles) -> Vec<u8> {
    let cell = |text: &str| {
        let paragraphs = text.split('\n').map(|line| {
            format!("<text:p>{}</text:p>", escape(line).replace('\t', "<text:tab/>").replace("  ", " <text:s/>"))
        });
        format!("<table:table-cell office:value-type=\"string\">{}</table:table-cell>", paragraphs.collect::<String>())
    };
    let row = |cells: [&str; 2]| format!("<table:table-row>{}</table:table-row>", cells.map(cell).concat());
    let rows: String = articles.iter().map(|(name, text)| row([name, text])).collect();
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content><office:body><office:spreadsheet><table:table \
         table:name=\"Berita\">{}{rows}</table:table></office:spreadsheet></office:body></office:document-content>",
        row(["id", "text"])
    );
    let mimetype = b"application/vnd.oasis.opendocument.spreadsheet";
    zip(&[("mimetype", mimetype), ("content.xml", content.as_bytes())])
}

/// The articles in every format: a name, and the files. Windows-1252 is last, because it cannot encode every article.
fn forms(articles: &Articles) -> Vec<(&'static str, Files)> {
    let each = |ending: &str, write: &dyn Fn(&str) -> Vec<u8>| -> Files {
        articles.iter().map(|(name, text)| (format!("{name}.{ending}"), write(text))).collect()
    };
    let one = |name: &str, bytes: Vec<u8>| vec![(name.to_owned(), bytes)];
    let records: Vec<_> = articles.iter().map(|(name, text)| json!({"id": name, "text": text})).collect();
    let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
    let half = lines.len() / 2;
    let members = [gzip(&lines.as_bytes()[..half]), gzip(&lines.as_bytes()[half..])].concat();
    let frames = [zstd(&lines.as_bytes()[..half]), zstd(&lines.as_bytes()[half..])].concat();
    let files: Vec<(String, &[u8])> =
        articles.iter().map(|(name, text)| (format!("berita/{name}.txt"), text.as_bytes())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (&**name, *bytes)).collect();
    let utf16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let marked = |text: &str| -> Vec<u8> { utf16(&format!("\u{feff}{text}")) };
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["id", "text"]).unwrap();
    for (row, (name, text)) in (1..).zip(articles) {
        sheet.write_row(row, 0, [name, text]).unwrap();
    }
    let xlsx = workbook.save_to_buffer().unwrap();
    vec![
        ("txt folder", each("txt", &|text| text.as_bytes().to_vec())),
        ("txt folder, gzipped one by one", each("txt.gz", &|text| gzip(text.as_bytes()))),
        ("html folder", each("html", &|text| page(text).into_bytes())),
        #[cfg(feature = "html")]
        ("html in warc", one("a.warc", archive(articles, &<[u8]>::to_vec))),
        #[cfg(feature = "html")]
        ("html in warc.gz", one("a.warc.gz", archive(articles, &gzip))),
        ("csv", one("a.csv", table(articles, ',').into_bytes())),
        ("csv with semicolons", one("a.csv", format!("\u{feff}{}", table(articles, ';')).into_bytes())),
        ("tsv", one("a.tsv", table(articles, '\t').into_bytes())),
        ("tsv in UTF-16", one("a.tsv", marked(&table(articles, '\t')))),
        ("json array", one("a.json", serde_json::to_vec_pretty(&records).unwrap())),
        ("jsonl", one("a.jsonl", lines.clone().into_bytes())),
        ("jsonl.gz of two members", one("a.jsonl.gz", members)),
        ("jsonl.zst of two frames", one("a.jsonl.zst", frames)),
        ("csv.zst", one("a.csv.zst", zstd(table(articles, ',').as_bytes()))),
        ("xlsx", one("a.xlsx", xlsx)),
        ("ods", one("a.ods", spreadsheet(articles))),
        ("docx folder", each("docx", &document)),
        ("rss", one("a.xml", feed(articles).into_bytes())),
        ("rss as atom", one("a.atom", atom(articles).into_bytes())),
        ("zip of txt", one("a.zip", zip(&files))),
        ("zip of jsonl", one("a.zip", zip(&[("isi/a.jsonl", lines.as_bytes())]))),
        ("UTF-16 txt with a mark", each("txt", &marked)),
        ("UTF-16 txt without a mark", each("txt", &utf16)),
    ]
}

/// Terms and entities of a folder.
fn sums(folder: &Path) -> (String, String) {
    let report = run_in(folder, "analyze --format json --top 0 --date 2024-12-31 .", "");
    assert_eq!(report.code, Some(0), "{}", report.stderr);
    let summary = &serde_json::from_str::<serde_json::Value>(&report.stdout).unwrap()["summary"];
    let rows = |name: &str| -> String {
        let rows = summary[name].as_array().unwrap();
        assert!(rows.len() > 3, "{name}");
        rows.iter().map(|row| format!("{row}\n")).collect()
    };
    (rows("terms"), ["people", "countries", "dates"].map(rows).concat())
}

fn write_all(files: &Files) -> tempfile::TempDir {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (&**name, &**bytes)).collect();
    folder(&files)
}

fn check(articles: &Articles) {
    let forms = forms(articles);
    let wanted = sums(write_all(&forms[0].1).path());
    for (name, files) in &forms[1..] {
        let needed = [
            ("html", cfg!(feature = "html")),
            ("xlsx", cfg!(feature = "xlsx")),
            ("ods", cfg!(feature = "xlsx")),
            ("docx", cfg!(feature = "office")),
            ("rss", cfg!(feature = "feeds")),
        ];
        if needed.iter().any(|(part, is_built_in)| !is_built_in && name.contains(part)) {
            continue;
        }
        let found = sums(write_all(files).path());
        assert!(wanted.0 == found.0, "{name}: other terms: {}", difference(&wanted.0, &found.0));
        assert!(wanted.1 == found.1, "{name}: other entities: {}", difference(&wanted.1, &found.1));
    }
    // Windows-1252 has no way to write some characters; the articles are compared as it can write them. Those that were garbled
    // before they came here would be repaired by being written so.
    let is_garbled = |c: char| ('\u{80}'..='\u{9f}').contains(&c) || "ÃÂâ".contains(c);
    let mut bytes = Vec::new();
    let mut texts = Vec::new();
    for (name, text) in articles.iter().filter(|(_, text)| !text.contains(is_garbled)) {
        let (encoded, ..) = encoding_rs::WINDOWS_1252.encode(text);
        let (decoded, ..) = encoding_rs::WINDOWS_1252.decode(&encoded);
        texts.push((format!("{name}.txt"), decoded.into_owned().into_bytes()));
        bytes.push((format!("{name}.txt"), encoded.into_owned()));
    }
    assert!(texts.len() * 20 > articles.len() * 19, "{} articles are garbled", articles.len() - texts.len());
    assert!(bytes.iter().zip(&texts).any(|(a, b)| a.1 != b.1), "no article shows an encoding");
    assert_eq!(sums(write_all(&texts).path()), sums(write_all(&bytes).path()), "windows-1252");
}

fn difference(wanted: &str, found: &str) -> String {
    let only = |a: &str, b: &str| {
        a.lines().filter(|line| !b.lines().any(|l| l == *line)).take(8).collect::<Vec<_>>().join("\n")
    };
    format!("\nwanted\n{}\nfound\n{}", only(wanted, found), only(found, wanted))
}

#[test]
#[cfg(feature = "compression")]
fn samples_are_the_same_in_every_format() {
    check(&samples());
}

#[test]
#[cfg(feature = "compression")]
#[ignore = "needs the articles in ../shared/news"]
fn real_articles_are_the_same_in_every_format() {
    let path = root().join("../shared/news/articles.ndjson.gz");
    let file = fs::File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut lines = String::new();
    flate2::read::MultiGzDecoder::new(file).read_to_string(&mut lines).unwrap();
    // A page's headline is not read twice, so those that repeat it in the text would differ.
    let repeats = |record: &serde_json::Value| {
        let part = |name: &str| record[name].as_str().unwrap_or_default();
        part("text").trim_start().starts_with(part("title"))
    };
    let step = lines.lines().count() / 520;
    let articles: Articles = json_lines(&lines.lines().step_by(step).collect::<Vec<_>>().join("\n"))
        .iter()
        .filter(|record| !repeats(record))
        .take(500)
        .enumerate()
        .map(|(n, record)| {
            let part = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
            (format!("{n:04}"), format!("{}\n\n{}", part("title"), part("text")).replace("\r\n", "\n"))
        })
        .collect();
    assert_eq!(articles.len(), 500);
    check(&articles);
}

/// Files of formats that are read as a whole, without a document.
#[test]
#[cfg(all(feature = "compression", feature = "feeds", feature = "office", feature = "xlsx"))]
fn a_file_without_documents_that_is_named_is_an_error() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet();
    let bare = workbook.save_to_buffer().unwrap();
    workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().write_row(0, 0, ["judul", "isi"]).unwrap();
    let files = [
        ("lembar.xlsx", bare, "no rows"),
        ("kepala.xlsx", workbook.save_to_buffer().unwrap(), "no rows"),
        ("kosong.ods", spreadsheet(&Vec::new()), "no rows"),
        ("kosong.docx", document(""), "no text"),
        ("kosong.xml", feed(&Vec::new()).into_bytes(), "no items"),
        ("kosong.zip", zip(&[("gambar.png", b"\x89PNG")]), "no files that can be read"),
    ];
    for (name, bytes, missing) in &files {
        let place = folder(&[(name, bytes), ("sub/a.txt", b"Kopi."), (&format!("sub/{name}"), bytes)]);
        for arguments in [name.to_owned(), &format!("sub/a.txt {name}")] {
            let report = run_in(place.path(), &format!("terms --format csv -q {arguments}"), "");
            let error = format!("telaah: error: {name}: holds no document: {missing}\n");
            assert_eq!((report.code, &report.stderr), (Some(1), &error), "{arguments}");
        }
        // In a directory, a document without text is one that cannot be read; the others have nothing to read.
        let report = run_in(place.path(), "terms --format csv sub", "");
        assert_eq!(report.code, Some(i32::from(*name == "kosong.docx")), "{name}: {}", report.stderr);
        assert!(report.stdout.contains(",kopi,1,1,"), "{name}: {}", report.stdout);
    }
}

/// One article by each of the ways in which its date may come.
#[test]
fn dates_say_where_they_come_from() {
    let text = "Harga beras naik di Bogor.\n";
    let files = folder(&[
        ("a/2024-03-05.txt", text.as_bytes()),
        ("a/x.txt", "BOGOR - Harga beras naik, Selasa (31/12/2024), kata Budi.\n".as_bytes()),
        ("b.csv", format!("text,date,url\n\"{text}\",2024-01-02,https://a.example/2023/01/01/x\n\"{text}\",,https://a.example/2023/05/06/x\n").as_bytes()),
        ("c.md", format!("---\ntitle: Beras\ndate: 2024-02-03\n---\n{text}").as_bytes()),
        ("z.txt", text.as_bytes()),
    ]);
    let report = run_in(files.path(), "analyze --format ndjson --date 2020-01-01 .", "");
    assert_eq!(report.code, Some(0), "{}", report.stderr);
    let found: Vec<String> = json_lines(&report.stdout)
        .iter()
        .map(|a| {
            format!(
                "{} {} {}",
                a["document"].as_str().unwrap(),
                a["date"].as_str().unwrap(),
                a["date_from"].as_str().unwrap()
            )
        })
        .collect();
    let mut wanted = vec![
        "./a/2024-03-05.txt 2024-03-05 file_name",
        "./a/x.txt 2024-12-31 dateline",
        "./b.csv:2 2024-01-02 record",
        "./b.csv:4 2023-05-06 url",
        "./c.md 2024-02-03 front_matter",
        "./z.txt 2020-01-01 option",
    ];
    if !cfg!(feature = "markdown") {
        wanted.retain(|line| !line.contains(".md"));
    }
    assert_eq!(found, wanted);
}

#[test]
fn documents_are_chosen_by_date_and_source() {
    let lines = [
        json!({"id": "a", "date": "2024-01-01", "source": "Kabar", "text": "Satu."}),
        json!({"id": "b", "date": "2024-02-01", "url": "https://www.berita.example/x", "text": "Teh."}),
        json!({"id": "c", "text": "Kopi, Jumat (1/3/2024), katanya."}),
        json!({"id": "d", "text": "Empat."}),
    ];
    let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let files = folder(&[("a.jsonl", lines.as_bytes())]);
    let chosen = |arguments: &str| {
        let report = run_in(files.path(), &format!("analyze --format ndjson {arguments} a.jsonl"), "");
        assert_eq!(report.code, Some(0), "{}", report.stderr);
        let ids: Vec<String> =
            json_lines(&report.stdout).iter().map(|a| a["document"].as_str().unwrap().to_owned()).collect();
        (ids.join(" "), report.stderr)
    };
    let (ids, said) = chosen("--since 2024-02-01");
    assert_eq!(ids, "b c");
    assert!(said.contains("documents skipped: 1 outside the period, 1 without a date"), "{said}");
    assert_eq!(chosen("--until 2024-02-01").0, "a b");
    assert_eq!(chosen("--until 2024-02-01 --date 2024-01-15").0, "a b d");
    let (ids, said) = chosen("--source kabar --source berita.example");
    assert_eq!(ids, "a b");
    assert!(said.contains("2 from other sources"), "{said}");
    // Nothing is left: no fault, and nothing is counted.
    let (ids, _) = chosen("--since 2030-01-01");
    assert_eq!(ids, "");
    let report = run_in(files.path(), "analyze --format json --since 2024-02-01 a.jsonl", "");
    let summary = &serde_json::from_str::<serde_json::Value>(&report.stdout).unwrap()["summary"];
    assert_eq!((&summary["documents"], &summary["not_chosen"]), (&2.into(), &2.into()));
    // The terms command, which seeks no entities, knows datelines too.
    let report = run_in(files.path(), "terms --format csv --since 2024-03-01 a.jsonl", "");
    assert!(report.stdout.contains(",kopi,1,1,") && !report.stdout.contains(",teh,"), "{}", report.stdout);
}

#[test]
fn a_csv_has_its_fields_named() {
    let csv = "nomor;judul;isi;terbit\n7;Beras Naik;\"Harga beras\nnaik; lagi.\";2024-05-06 08:00\n";
    let files = folder(&[("a.csv", csv.as_bytes())]);
    let arguments = "--text-field isi --id-field nomor --title-field judul --date-field terbit";
    let report = run_in(files.path(), &format!("analyze --format ndjson {arguments} a.csv"), "");
    let article = &json_lines(&report.stdout)[0];
    assert_eq!(article["document"], "7");
    assert_eq!(article["title"], "Beras Naik");
    assert_eq!(article["date"], "2024-05-06");
    assert_eq!(article["counts"]["bytes"], "Beras Naik\n\nHarga beras\nnaik; lagi.".len());
    // The same through a pipe, where only the format must be named.
    let piped = run_in(files.path(), &format!("analyze --format ndjson --input-format csv {arguments} -"), csv);
    assert_eq!(report.stdout.replace(r#""path":"a.csv""#, r#""path":"-""#), piped.stdout);
}

#[test]
fn encodings_are_found_named_and_said() {
    let windows = b"Ia berkata, \x93kopi\x94 di Caf\xe9 M\xfcller.\n";
    let files =
        folder(&[("a.txt", windows), ("b.txt", b"Kopi.\n"), ("c.jsonl", b"{\"text\":\"Caf\xe9 M\xfcller\"}\n")]);
    let report = run_in(files.path(), "terms --format csv -v .", "");
    assert_eq!(report.code, Some(0), "{}", report.stderr);
    assert!(report.stdout.contains(",café,2,2,") && report.stdout.contains(",müller,2,2,"), "{}", report.stdout);
    for said in ["./a.txt: read as windows-1252", "./c.jsonl:1: read as windows-1252", "2 documents were not in UTF-8"]
    {
        assert!(report.stderr.contains(said), "{said}: {}", report.stderr);
    }
    let quiet = run_in(files.path(), "terms --format csv .", "");
    assert!(
        !quiet.stderr.contains("./a.txt") && quiet.stderr.contains("2 documents were not in UTF-8 (-v lists them)")
    );
    // Each document says its own.
    let articles = json_lines(&run_in(files.path(), "analyze --format ndjson .", "").stdout);
    let encodings: Vec<&str> = articles.iter().map(|a| a["encoding"].as_str().unwrap()).collect();
    assert_eq!(encodings, ["windows-1252", "utf-8", "windows-1252"]);
    let named = run_in(files.path(), "terms --format csv --encoding cp1252 a.txt", "");
    assert!(named.stdout.contains(",müller,1,1,"), "{}", named.stdout);
}

#[test]
fn garbled_letters_are_said_and_set_right_when_asked() {
    let files = folder(&[("a.txt", "Gerd MÃ¼ller minum kopi.\n".as_bytes())]);
    let report = run_in(files.path(), "terms --format csv a.txt", "");
    assert!(report.stderr.contains("1 document contains mojibake"), "{}", report.stderr);
    assert!(!report.stdout.contains("müller"));
    let report = run_in(files.path(), "terms --format csv --repair-mojibake -v a.txt", "");
    assert!(report.stdout.contains(",müller,1,1,"), "{}", report.stdout);
    assert!(report.stderr.contains("a.txt: mojibake such as `MÃ¼ller`: repaired"), "{}", report.stderr);
    // A text is repaired once, whether or not it is compared with others before.
    fs::write(files.path().join("dua.txt"), "Gerd MÃƒÂ¼ller tiba.").unwrap();
    let analyze = |options: &str| {
        let report = run_in(files.path(), &format!("tokens --format csv --repair-mojibake -v {options} dua.txt"), "");
        let notes = report.stderr.lines().filter(|line| line.contains("dua.txt: mojibake")).count();
        (report.stdout, notes)
    };
    let (tokens, notes) = analyze("--dedup");
    assert!(tokens.contains(",MÃ,") && notes == 1, "{tokens}");
    assert_eq!(analyze(""), (tokens, notes));
}

#[test]
fn files_are_chosen() {
    let files = folder(&[
        ("a.txt", b"Satu."),
        ("b.log", b"Dua."),
        ("2024/c.txt", b"Tiga."),
        ("2024/d.txt", b"Empat."),
        (".e/f.txt", b"Lima."),
    ]);
    let read = |arguments: &str, stdin: &[u8]| {
        let report = run_in(files.path(), &format!("analyze --format ndjson {arguments}"), stdin);
        assert_eq!(report.code, Some(0), "{arguments}: {}", report.stderr);
        let names: Vec<String> =
            json_lines(&report.stdout).iter().map(|a| a["document"].as_str().unwrap().to_owned()).collect();
        (names.join(" "), report.stderr)
    };
    assert_eq!(read(".", b"").0, "./2024/c.txt ./2024/d.txt ./a.txt");
    assert_eq!(read("--hidden .", b"").0, "./.e/f.txt ./2024/c.txt ./2024/d.txt ./a.txt");
    let (names, said) = read("--glob *.log --glob c.* .", b"");
    assert_eq!(names, "./2024/c.txt ./b.log");
    assert!(said.contains("2 excluded by --glob"), "{said}");
    assert_eq!(read("--glob 2024/** --glob !d.txt .", b"").0, "./2024/c.txt");
    assert_eq!(read("--files-from -", b"a.txt\r\n\n2024/d.txt\n").0, "a.txt 2024/d.txt");
    assert_eq!(read("--files-from - b.log", b"a.txt\0").0, "b.log a.txt");
}

#[cfg(unix)]
#[test]
fn links_are_followed_when_asked_and_loops_are_found() {
    use std::os::unix::fs::symlink;
    let files = folder(&[("a/b.txt", b"Satu."), ("c.txt", b"Dua.")]);
    symlink("..", files.path().join("a/atas")).unwrap();
    symlink("../c.txt", files.path().join("a/d.txt")).unwrap();
    symlink("tiada", files.path().join("e.txt")).unwrap();
    let report = run_in(files.path(), "analyze --format ndjson --follow-links .", "");
    assert_eq!(report.code, Some(1));
    let names: Vec<_> = json_lines(&report.stdout).iter().map(|a| a["document"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names, ["./a/atas", "./a/b.txt", "./a/d.txt", "./c.txt", "./e.txt"]);
    assert!(report.stderr.contains("./a/atas: symbolic link to"), "{}", report.stderr);
    assert!(report.stderr.contains("./e.txt: no such file"), "{}", report.stderr);
}

#[test]
#[cfg(feature = "compression")]
fn a_dry_run_lists_what_would_be_read() {
    let lines = b"{\"text\":\"a\"}\n";
    let files = folder(&[
        ("a.txt", b"Caf\xe9."),
        ("b.jsonl.gz", &gzip(lines)),
        ("c.zip", &zip(&[("x/a.txt", b"Kopi."), ("b.pdf", b"")])),
        ("d.csv", &"text\nkopi\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()),
        ("e", lines),
    ]);
    let report = run_in(files.path(), "terms --dry-run --format csv . e", "");
    assert_eq!(report.code, Some(0), "{}", report.stderr);
    let gzipped = gzip(lines).len();
    assert_eq!(
        report.stdout,
        format!(
            "path,format,packing,encoding,bytes\n./a.txt,text,,windows-1252,5\n./b.jsonl.gz,ndjson,gzip,utf-8,{gzipped}\n\
             ./c.zip/x/a.txt,text,zip,utf-8,5\n./d.csv,csv,,utf-16le,20\ne,ndjson,,utf-8,13\n"
        )
    );
    assert!(report.stderr.contains("2 with another extension"), "{}", report.stderr);
}

#[test]
fn duplicates_are_counted_once_whatever_the_threads() {
    let samples = samples();
    let files = folder(&[]);
    let mut wanted = Vec::new();
    for copy in 0..4 {
        for (n, (name, text)) in samples.iter().enumerate() {
            // Exact copies, copies with a line more, and copies in other capitals.
            let text = match copy {
                0 => text.clone(),
                1 => format!("{text}\nBaca juga: Harga beras naik\n"),
                2 => text.to_uppercase(),
                _ => text.replace('\n', "\r\n"),
            };
            fs::write(files.path().join(format!("{copy}-{name}.txt")), text).unwrap();
            if copy == 0 {
                wanted.push(format!("./{copy}-{}.txt", samples[n].0));
            }
        }
    }
    let with = |threads: u8| {
        let report = run_in(files.path(), &format!("analyze --format ndjson --dedup -v --threads {threads} ."), "");
        assert_eq!(report.code, Some(0), "{}", report.stderr);
        let said: Vec<String> =
            report.stderr.lines().filter(|line| !line.contains(" MB/s)")).map(str::to_owned).collect();
        (report.stdout, said.join("\n"))
    };
    let one = with(1);
    let (like, first): (Vec<_>, Vec<_>) = json_lines(&one.0).into_iter().partition(|a| !a["duplicate_of"].is_null());
    let names: Vec<&str> = first.iter().map(|a| a["document"].as_str().unwrap()).collect();
    assert_eq!(names, wanted);
    assert_eq!(like.len(), 3 * samples.len());
    for article in like {
        let (name, first) = (article["document"].as_str().unwrap(), article["duplicate_of"].as_str().unwrap());
        assert_eq!((&first[..4], &first[4..]), ("./0-", &name[4..]));
        assert!(
            article["counts"].is_null() && article["encoding"].is_null() && article["people"] == serde_json::json!([])
        );
    }
    assert!(one.1.contains(&format!("{} near-duplicate articles skipped", 3 * samples.len())), "{}", one.1);
    assert!(
        one.1.contains("./3-budaya-01.txt: near-duplicate of ./0-budaya-01.txt (100 % similar): skipped"),
        "{}",
        one.1
    );
    for threads in [2, 7] {
        assert!(with(threads) == one, "{threads} threads");
    }
    // Without it all are counted.
    let all = run_in(files.path(), "analyze --format ndjson .", "");
    assert_eq!(all.stdout.lines().count(), 4 * samples.len());
    // Documents that were not chosen hide no others.
    let lines = "{\"id\":\"a\",\"date\":\"2020-01-01\",\"text\":\"Harga beras naik di Bogor.\"}\n\
                 {\"id\":\"b\",\"date\":\"2024-01-01\",\"text\":\"Harga beras naik di Bogor!\"}\n";
    let report =
        run_in(files.path(), "analyze --format ndjson --dedup --since 2024-01-01 --input-format ndjson -", lines);
    assert_eq!(json_lines(&report.stdout)[0]["document"], "b", "{}", report.stderr);
}

#[test]
fn stop_words_are_names_and_files_with_commas_between() {
    let files = folder(&[
        ("a.txt", b"yang yg beras kata kopi"),
        ("saya.txt", b"# milik saya\nberas\n"),
        ("a,b.txt", b"kopi\n"),
        ("tabel.csv", b"kata,jumlah\nberas,2\n"),
    ]);
    let terms = |stopwords: &str| {
        let report = run_in(files.path(), &format!("terms a.txt --format csv --stopwords {stopwords}"), "");
        let terms =
            report.stdout.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect::<Vec<_>>().join(" ");
        (report.code, terms, report.stderr)
    };
    let of = |stopwords: &str| terms(stopwords).1;
    assert_eq!(of("default,saya.txt"), of("inti,luas,berita --stopwords saya.txt"));
    assert_eq!(of("default,saya.txt,obrolan"), "kopi");
    assert_eq!(of("none"), "beras kata kopi yang yg");
    assert_eq!(of("a,b.txt"), "beras kata yang yg");
    let (code, _, message) = terms("tabel.csv");
    assert_eq!(code, Some(2));
    assert!(message.contains("tabel.csv:1: `kata,jumlah` is a row of a table"), "{message}");
    assert!(terms("inti,tiada").2.contains("`tiada`"));
}

#[test]
fn patterns_ignore_case_and_a_pattern_in_place_of_a_path_gets_a_hint() {
    let files = folder(&[("d/A.LOG", b"beras"), ("d/b.txt", b"kopi")]);
    let report = run_in(files.path(), "terms d --glob *.log --format csv", "");
    assert!(report.stdout.contains("beras") && !report.stdout.contains("kopi"), "{report:?}");
    let report = run_in(files.path(), "terms d/*.md", "");
    assert_eq!(report.code, Some(2));
    assert!(
        report.stderr.contains("d/*.md: no such file") && report.stderr.contains("--glob 'PATTERN'"),
        "{}",
        report.stderr
    );
}
