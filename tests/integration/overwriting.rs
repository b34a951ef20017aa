//! Inputs are never overwritten, and outputs are not taken for articles.

use std::fs;
use std::path::Path;

use crate::support::{folder, run_in};

const ARTICLE: &[u8] = "Presiden Joko Widodo tiba di Jakarta.\n".as_bytes();

/// The command is a usage error that names an input, and leaves the file as it is.
fn is_refused(folder: &Path, command: &str, file: &str) {
    let before = fs::read(folder.join(file)).unwrap();
    let report = run_in(folder, command, "");
    assert_eq!((report.code, &*report.stdout), (Some(2), ""), "{command}: {}", report.stderr);
    assert!(report.stderr.contains("cannot write over an input"), "{command}: {}", report.stderr);
    assert_eq!(fs::read(folder.join(file)).unwrap(), before, "{command}");
}

#[test]
fn an_input_is_not_overwritten() {
    let csv = b"id,text\n1,Beras mahal.\n";
    let files = folder(&[("berita/a.csv", csv), ("berita/dalam/b.csv", csv), ("daftar.csv", b"berita/a.csv\n")]);
    let place = files.path();
    for command in ["terms", "entities", "entities --mentions", "tokens", "analyze"] {
        is_refused(place, &format!("{command} berita/a.csv -o berita/a.csv"), "berita/a.csv");
        is_refused(place, &format!("{command} berita/a.csv -o ./berita/dalam/../a.csv"), "berita/a.csv");
        is_refused(place, &format!("{command} berita -o berita/dalam/b.csv"), "berita/dalam/b.csv");
        is_refused(place, &format!("{command} --files-from daftar.csv -o berita/a.csv"), "berita/a.csv");
        is_refused(place, &format!("{command} --files-from daftar.csv -o daftar.csv"), "daftar.csv");
    }
    is_refused(place, "terms berita/a.csv --dry-run -o berita/a.csv", "berita/a.csv");
    is_refused(place, "terms berita/a.csv --stopwords daftar.csv -o daftar.csv", "daftar.csv");
    is_refused(place, "analyze berita -o berita", "berita/a.csv");
    fs::write(place.join("documents.csv"), csv).unwrap();
    is_refused(place, "analyze documents.csv -o .", "documents.csv");
}

#[test]
fn a_file_that_an_option_reads_is_not_overwritten() {
    let names = b"form,entity\nHasto,Hasto Kristiyanto\n";
    let counts = br#"{"terms":[{"term":"beras","count":1,"documents":1}],"summary":{"documents":1}}"#;
    let files = folder(&[("a.txt", b"Beras mahal."), ("nama.csv", names), ("pola", b"beras\n"), ("h.json", counts)]);
    for (command, file) in [
        ("entities a.txt --aliases nama.csv", "nama.csv"),
        ("kwic --patterns pola a.txt --format csv", "pola"),
        ("terms --stem root --stem-exceptions pola a.txt --format csv", "pola"),
        ("keyness a.txt --reference-counts h.json", "h.json"),
    ] {
        is_refused(files.path(), &format!("{command} -o {file}"), file);
    }
    for arguments in ["-o a.csv --write-aliases ./a.csv", "--write-aliases -"] {
        let report = run_in(files.path(), &format!("entities a.txt {arguments}"), "");
        assert_eq!(report.code, Some(2), "{arguments}: {}", report.stderr);
    }
    let report = run_in(files.path(), "entities a.txt --write-aliases tulis.csv", "");
    assert_eq!(report.code, Some(0), "{}", report.stderr);
    let report = run_in(files.path(), "terms .", "");
    assert!(!report.stderr.contains("tulis.csv"), "{}", report.stderr);
}

#[cfg(unix)]
#[test]
fn links_lead_to_the_same_input() {
    use std::os::unix::fs::symlink;
    let files = folder(&[("a.json", b"{\"text\":\"Beras.\"}"), ("berita/b.json", b"{\"text\":\"Kopi.\"}")]);
    let place = files.path();
    symlink("a.json", place.join("taut.json")).unwrap();
    fs::hard_link(place.join("a.json"), place.join("sama.json")).unwrap();
    fs::hard_link(place.join("berita/b.json"), place.join("lain.json")).unwrap();
    symlink("berita", place.join("folder")).unwrap();
    is_refused(place, "terms a.json -o taut.json", "a.json");
    is_refused(place, "terms taut.json -o a.json", "a.json");
    is_refused(place, "terms a.json -o sama.json", "a.json");
    is_refused(place, "terms berita -o lain.json", "berita/b.json");
    is_refused(place, "terms folder -o berita/b.json", "berita/b.json");
    // Standard input is a file, too, if it was redirected.
    let input = fs::File::open(place.join("a.json")).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_telaah"))
        .args(["terms", "-", "-o", "a.json"])
        .current_dir(place)
        .stdin(input)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read(place.join("a.json")).unwrap(), b"{\"text\":\"Beras.\"}");
}

#[test]
fn outputs_are_not_read() {
    for (command, output) in [
        ("analyze berita", "berita/hasil"),
        ("analyze berita --format tsv", "berita/hasil"),
        ("analyze berita", "berita/dokumen.csv"),
        ("analyze berita", "berita/semua.json"),
        ("analyze berita", "berita/semua.ndjson"),
        ("analyze berita", "berita/semua.md"),
        ("terms berita", "berita/istilah.csv"),
        ("terms berita --csv-dialect excel-id", "berita/istilah.csv"),
        ("entities berita --mentions", "berita/sebut.ndjson"),
        ("tokens berita", "berita/token.json"),
        ("analyze berita", "berita/hasil.xlsx"),
        ("entities berita", "berita/nama.xlsx"),
        ("analyze berita --glob *", "berita/hasil.parquet"),
        ("analyze berita --format parquet --glob *", "berita/hasil"),
        ("terms berita --glob *", "berita/istilah.parquet"),
        ("terms berita --glob *", "berita/istilah.xlsx"),
        ("terms berita --format csv --glob *", "berita/istilah"),
    ] {
        let needs = |feature: &str| format!("{command} {output}").contains(feature);
        if (needs("xlsx") && !cfg!(feature = "xlsx")) || (needs("parquet") && !cfg!(feature = "parquet")) {
            continue;
        }
        let files = folder(&[("berita/a.txt", ARTICLE), ("berita/b/c.txt", ARTICLE)]);
        let run = |arguments: &str| run_in(files.path(), arguments, "");
        let read = || match files.path().join(output) {
            path if path.is_dir() => {
                let tables = ["csv", "tsv", "parquet"].map(|format| path.join(format!("documents.{format}")));
                fs::read(tables.iter().find(|table| table.is_file()).unwrap())
            }
            path => fs::read(path),
        };
        let plain_command = command
            .replace(" --csv-dialect excel-id", "")
            .replace(" --format parquet", "")
            .replace(" --format csv", "");
        let plain = run(&format!("{plain_command} --format ndjson"));
        let first = run(&format!("{command} -o {output}"));
        assert_eq!(first.code, Some(0), "{command}: {}", first.stderr);
        let written = read().unwrap();
        let second = run(&format!("{command} -o {output}"));
        assert_eq!(second.code, Some(0), "{command}: {}", second.stderr);
        assert_eq!(read().unwrap(), written, "{command} -o {output}");
        assert!(second.stderr.contains("output") && second.stderr.contains("of telaah"), "{}", second.stderr);
        // A run that writes elsewhere leaves it out, too.
        let third = run(&format!("{plain_command} --format ndjson"));
        assert_eq!((third.code, &third.stdout), (Some(0), &plain.stdout), "{command} -o {output}");
        assert!(third.stderr.contains("of telaah"), "{}", third.stderr);
    }
}

/// A report is one whatever its name is, and is not counted as an input of a dry run.
#[test]
#[cfg(feature = "compression")]
fn reports_are_known_by_their_content() {
    let files = folder(&[("a.txt", ARTICLE)]);
    let run = |arguments: &str| run_in(files.path(), arguments, "");
    let table = run("terms a.txt --format csv").stdout;
    fs::write(files.path().join("istilah.csv.gz"), crate::inputs::gzip(table.as_bytes())).unwrap();
    fs::write(files.path().join("arsip.zip"), crate::inputs::zip(&[("x/istilah.csv", table.as_bytes())])).unwrap();
    let report = run("terms . --format csv");
    assert_eq!((report.code, &report.stdout), (Some(0), &table), "{}", report.stderr);
    assert!(report.stderr.contains("2 outputs of telaah"), "{}", report.stderr);
    let report = run("terms . --format csv --dry-run");
    assert!(report.stdout.lines().count() == 2 && report.stdout.contains("./a.txt,"), "{}", report.stdout);
    assert!(report.stderr.contains("2 outputs of telaah"), "{}", report.stderr);
}

#[test]
fn a_report_that_is_named_is_read() {
    let files = folder(&[("a.txt", ARTICLE)]);
    run_in(files.path(), "entities --mentions a.txt -o sebut.csv", "");
    let report = run_in(files.path(), "terms sebut.csv --format csv", "");
    assert!(report.stdout.contains(",joko,"), "{report:?}");
}

#[test]
fn an_extension_that_is_no_format_is_refused() {
    let files = folder(&[("a.txt", ARTICLE)]);
    let run = |arguments: &str| run_in(files.path(), arguments, "");
    for command in ["terms a.txt -o hasil.pdf", "analyze a.txt -o hasil.docx", "tokens a.txt -o hasil.txt"] {
        let report = run(command);
        assert_eq!(report.code, Some(2), "{command}");
        assert!(report.stderr.contains("is not an output format"), "{command}: {}", report.stderr);
    }
    assert_eq!(run("terms a.txt -o hasil.txt --format table").code, Some(0));
    // Neither digits nor the name of a directory are an extension.
    assert_eq!(run("analyze a.txt -o hasil-2024.06").code, Some(0));
    assert!(files.path().join("hasil-2024.06/terms.csv").is_file());
    fs::create_dir(files.path().join("hasil.baru")).unwrap();
    assert_eq!(run("analyze a.txt -o hasil.baru").code, Some(0));
    assert!(files.path().join("hasil.baru/terms.csv").is_file());
}

#[test]
fn analyze_writes_the_table_of_documents_to_a_file() {
    let files = folder(&[("a.txt", ARTICLE)]);
    let shown = run_in(files.path(), "analyze a.txt --format csv", "").stdout;
    for arguments in ["analyze a.txt -o dokumen.csv", "analyze a.txt --format csv -o dokumen.csv"] {
        assert_eq!(run_in(files.path(), arguments, "").code, Some(0));
        assert_eq!(fs::read_to_string(files.path().join("dokumen.csv")).unwrap(), shown);
    }
    assert_eq!(run_in(files.path(), "analyze a.txt -o d.csv --resume", "").code, Some(2));
}

#[test]
fn a_note_reports_what_was_written() {
    let files = folder(&[("a.txt", ARTICLE), ("b.ndjson", b"{\"id\":\"x\\ny\",\"text\":\"Beras.\"}\n")]);
    let run = |arguments: &str| run_in(files.path(), arguments, "");
    for format in ["csv", "tsv", "json", "ndjson", "md", "xlsx", "parquet"] {
        let format_has = |feature: &str, built: bool| format != feature || built;
        if !format_has("xlsx", cfg!(feature = "xlsx")) || !format_has("parquet", cfg!(feature = "parquet")) {
            continue;
        }
        let report = run(&format!("tokens a.txt b.ndjson -o hasil.{format}"));
        assert!(
            report.stderr.starts_with(&format!("telaah: note: hasil.{format}: 9 rows written in ")),
            "{}",
            report.stderr
        );
        let quiet = run(&format!("tokens a.txt b.ndjson -q -o hasil.{format}"));
        assert_eq!((quiet.code, &*quiet.stderr), (Some(0), ""));
    }
    let report = run("analyze a.txt b.ndjson -o folder");
    assert!(report.stderr.starts_with("telaah: note: folder: 6 files with "), "{}", report.stderr);
    let rows: usize = ["documents", "terms", "people", "countries", "dates", "document_entities"]
        .iter()
        .map(|table| {
            csv::Reader::from_path(files.path().join(format!("folder/{table}.csv"))).unwrap().records().count()
        })
        .sum();
    assert!(report.stderr.contains(&format!(" {rows} rows ")), "{rows}: {}", report.stderr);
    let report = run("terms a.txt -o hasil.csv --lang id");
    assert!(report.stderr.contains("hasil.csv: 5 baris ditulis dalam 0,"), "{}", report.stderr);
    assert!(run("analyze a.txt --format table -o halaman").stderr.contains("halaman: written in "));
}
