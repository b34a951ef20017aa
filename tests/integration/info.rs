//! `info`: what a collection contains.

use serde_json::Value;

use crate::support::{folder, json_lines, root, run, run_in, telaah};

/// Records with and without dates, two of them equal, and one that is nearly so.
fn collection() -> tempfile::TempDir {
    let long = "Harga beras di pasar induk naik lagi pada pekan kedua Mei, kata para pedagang yang ditemui di sana. "
        .repeat(4);
    let record = |id: &str, date: &str, source: &str, text: &str| {
        format!("{}\n", serde_json::json!({ "id": id, "date": date, "source": source, "text": text }))
    };
    let records = [
        record("a", "2024-01-30", "Kabar", &long),
        record("b", "2024-04-02", "Kabar", "Beras turun."),
        record("c", "2024-04-03", "Pos", &format!("{long}Demikian.")),
        record("d", "2023-12-31", "Kabar", &long),
        "{\"id\":\"e\",\"text\":\"Kopi dan beras.\"}\n".to_owned(),
        "{\"id\":\"f\",\"text\":\"\"}\n".to_owned(),
    ];
    folder(&[
        ("a.ndjson", records.concat().as_bytes()),
        ("b.txt", b"Caf\xe9 dan kopi."),
        ("c.csv", b"text,date\n\"Beras, teh.\",2024-01-05\n"),
    ])
}

fn info(place: &tempfile::TempDir, options: &str) -> crate::support::Run {
    run_in(place.path(), &format!("info . {options}"), "")
}

#[test]
fn a_collection_is_described() {
    let place = collection();
    let report = info(&place, "--format csv -q");
    let expected = "\
property,value,documents,bytes,words,types
total,,8,1262,227,23
first_date,2023-12-31,1,400,72,
last_date,2024-04-03,1,409,73,
undated,,3,30,6,
empty,,1,0,0,
failed,,0,,,
duplicate,exact,1,400,72,
garbled,,0,,,
shortest,./c.csv:2,1,11,2,
median,,,,3,
longest,c,1,409,73,
year,2023,1,400,72,
year,2024,4,832,149,
month,2023-12,1,400,72,
month,2024-01,2,411,74,
month,2024-04,2,421,75,
source,,4,41,8,
source,Kabar,3,812,146,
source,Pos,1,409,73,
encoding,utf-8,7,1247,224,
encoding,windows-1252,1,15,3,
format,ndjson,6,1236,222,
format,csv,1,11,2,
format,text,1,15,3,
";
    assert_eq!(report.stdout, expected, "{}", report.stderr);
    assert_eq!(report.code, Some(0));
}

#[test]
fn near_duplicates_are_left_out_if_asked() {
    let place = collection();
    let near = info(&place, "--dedup --format ndjson -q");
    let rows = json_lines(&near.stdout);
    let row = |property: &str| rows.iter().find(|row| row["property"] == property).unwrap();
    assert_eq!((&row("duplicate")["value"], &row("duplicate")["documents"]), (&"near".into(), &2.into()));
    assert_eq!(row("duplicate")["words"], Value::Null);
    assert_eq!(row("total")["documents"], 6);
}

#[test]
fn json_has_the_rows_and_the_summary() {
    let place = collection();
    let report: Value = serde_json::from_str(&info(&place, "--format json -q").stdout).unwrap();
    assert_eq!(report["info"].as_array().unwrap(), &json_lines(&info(&place, "--format ndjson -q").stdout));
    assert_eq!(report["summary"]["documents"], 8);
    assert_eq!(report["info"][0]["words"], report["summary"]["counts"]["words"]);
}

#[test]
fn types_are_the_distinct_words() {
    let types = |arguments: &str| {
        let rows = json_lines(&run(&format!("info --format ndjson {arguments}")).stdout);
        rows[0]["types"].as_u64().unwrap()
    };
    let terms = run("terms --top 0 --stopwords none --keep-boilerplate --format csv samples").stdout;
    assert_eq!(types("samples"), terms.lines().count() as u64 - 1);
    assert!(types("samples") > types("samples/dunia-01.txt"));
}

#[test]
fn sums_agree_and_do_not_depend_on_threads() {
    let rows = |arguments: &str| json_lines(&run(&format!("info --format ndjson samples {arguments}")).stdout);
    let all = rows("--threads 1");
    assert_eq!(all, rows("--threads 3"));
    let sum = |property: &str, field: &str| {
        all.iter().filter(|row| row["property"] == property).map(|row| row[field].as_u64().unwrap()).sum::<u64>()
    };
    for field in ["documents", "bytes", "words"] {
        let total = sum("total", field);
        assert!(total > 0);
        for property in ["source", "encoding", "format"] {
            assert_eq!(sum(property, field), total, "{property} {field}");
        }
        for property in ["year", "month"] {
            assert_eq!(sum(property, field) + sum("undated", field), total, "{property} {field}");
        }
    }
    // The sizes of documents are those of `analyze`.
    let documents = json_lines(&run("analyze --format ndjson samples").stdout);
    let words = documents.iter().map(|document| document["counts"]["words"].as_u64().unwrap());
    assert_eq!(words.clone().sum::<u64>(), sum("total", "words"));
    assert_eq!(words.max().unwrap(), sum("longest", "words"));
    let top = rows("--top 1");
    assert_eq!(top.iter().filter(|row| row["property"] == "source").count(), 1);
}

#[test]
fn failures_are_named_and_counted() {
    let place = folder(&[("a.txt", b"Beras."), ("b.txt", b"a\0b"), ("c.ndjson", b"{\"text\":\"Kopi.\"}\n{\n")]);
    let report = info(&place, "--format csv");
    assert_eq!(report.code, Some(1));
    assert!(report.stdout.contains("\nfailed,,2,,,\n"), "{}", report.stdout);
    assert!(report.stderr.contains("b.txt: ") && report.stderr.contains("c.ndjson:2: "), "{}", report.stderr);
    let page = info(&place, "--format table -q").stdout;
    assert!(page.contains(", 2 failed\n"), "{page}");
}

#[test]
fn empty_collections_and_standard_input_are_described() {
    let place = folder(&[]);
    let report = info(&place, "--format csv -q");
    let expected = "property,value,documents,bytes,words,types
total,,0,0,0,0
undated,,0,0,0,
empty,,0,0,0,
failed,,0,,,
duplicate,exact,0,0,0,
garbled,,0,,,
";
    assert_eq!((report.code, &*report.stdout), (Some(1), expected));
    assert_eq!(info(&place, "--format table -q").stdout.lines().count(), 3);
    let report = run_in(root(), "info --format csv --date 2024-06-03", "Harga beras naik.");
    assert!(report.stdout.contains("\nlongest,-,1,17,3,\n"), "{}", report.stdout);
    assert!(report.stdout.contains("\nmonth,2024-06,1,17,3,\n"), "{}", report.stdout);
}

#[test]
fn the_page_fits_the_window() {
    let place = collection();
    for (columns, language) in [("60", "en"), ("60", "id"), ("120", "en")] {
        let mut command = telaah();
        command.current_dir(place.path()).env("COLUMNS", columns);
        let output = command.args(["info", ".", "--format", "table", "--bars", "always", "--lang", language]).output();
        let page = String::from_utf8(output.unwrap().stdout).unwrap();
        let width = columns.parse().unwrap();
        assert!(page.lines().all(|line| line.chars().count() <= width), "{page}");
        assert!(page.contains("2024-02") && page.contains('█'), "{page}");
    }
}
