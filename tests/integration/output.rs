//! Formats: the same data in each, and files that are whole.

use std::fs;

use serde_json::Value;

use crate::support::{folder, json_lines, names_in, root, run, run_in};

/// The rows of a CSV text as maps from header to cell.
fn csv_rows(text: &str, delimiter: u8) -> Vec<Vec<(String, String)>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |record: csv::StringRecord| header.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// A JSON value as a cell shows it.
fn cell(name: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) if name == "per_million" => format!("{:.2}", number.as_f64().unwrap()),
        Value::Array(forms) => {
            let form = |f: &Value| format!("{} ({})", f["text"].as_str().unwrap(), f["count"]);
            forms.iter().map(form).collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    }
}

#[test]
fn all_formats_hold_the_same() {
    let commands = [
        ("terms", "terms"),
        ("terms --by-document", "terms"),
        ("entities", "entities"),
        ("entities --mentions", "mentions"),
        ("tokens", "tokens"),
        ("info", "info"),
        ("stopwords", "lists"),
    ];
    for (command, table) in commands {
        let path = if command == "stopwords" { "" } else { "samples" };
        let format = |name: &str| run(&format!("{command} --format {name} {path}")).stdout;
        let csv = csv_rows(&format("csv"), b',');
        assert_eq!(csv, csv_rows(&format("tsv"), b'\t'), "{command}");
        let lines = json_lines(&format("ndjson"));
        let object: Value = serde_json::from_str(&format("json")).unwrap();
        assert_eq!(object["schema_version"], 1);
        assert_eq!(object[table].as_array().unwrap(), &lines, "{command}");
        let names: Vec<&String> = csv.first().map(|row| row.iter().map(|(name, _)| name).collect()).unwrap_or_default();
        for (row, line) in csv.iter().zip(&lines) {
            let cells: Vec<String> = names.iter().map(|name| cell(name, &line[name.as_str()])).collect();
            assert_eq!(cells, row.iter().map(|(_, cell)| cell.clone()).collect::<Vec<_>>(), "{command}");
            assert_eq!(line.as_object().unwrap().len(), names.len(), "{command}");
        }
        assert_eq!(csv.len(), lines.len());
        let all = if command.starts_with("terms") { "--top 0" } else { "" };
        let shown = run(&format!("{command} --format table {all} {path}")).stdout;
        if !csv.is_empty() && !["entities", "info"].contains(&command) {
            assert_eq!(shown.lines().count(), 1 + csv.len(), "{command}");
        }
    }
}

#[test]
fn analyze_is_the_same_as_one_object_and_as_lines() {
    let lines = json_lines(&run("analyze --format ndjson samples").stdout);
    let object: Value = serde_json::from_str(&run("analyze --format json samples").stdout).unwrap();
    assert_eq!(object["documents"].as_array().unwrap(), &lines);
    let summary = &object["summary"];
    assert_eq!((summary["documents"].as_u64(), summary["failed"].as_u64()), (Some(lines.len() as u64), Some(0)));
    let sum: u64 = lines.iter().map(|a| a["counts"]["words"].as_u64().unwrap()).sum();
    assert_eq!(summary["counts"]["words"].as_u64(), Some(sum));
    let terms: Value = serde_json::from_str(&run("terms --format json samples").stdout).unwrap();
    assert_eq!(summary["terms"], terms["terms"]);
    for (kind, name) in [("person", "people"), ("country", "countries"), ("date", "dates")] {
        let entities: Value =
            serde_json::from_str(&run(&format!("entities --kind {kind} --format json samples")).stdout).unwrap();
        assert_eq!(summary[name], entities["entities"], "{kind}");
        for article in &lines {
            for entity in article[name].as_array().unwrap() {
                assert_eq!(entity["count"].as_u64(), Some(entity["mentions"].as_array().unwrap().len() as u64));
            }
        }
    }
    for article in &lines {
        assert!(article["terms"].as_array().unwrap().len() <= 20);
    }
}

#[test]
fn offsets_lead_back_to_the_text() {
    for command in ["tokens", "entities --mentions"] {
        let rows = json_lines(&run(&format!("{command} --format ndjson samples --glob *.txt")).stdout);
        let mut articles = 0;
        for rows in rows.chunk_by(|a, b| a["document"] == b["document"]) {
            articles += 1;
            let text = fs::read_to_string(root().join(rows[0]["document"].as_str().unwrap())).unwrap();
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            let characters: Vec<char> = text.chars().collect();
            for row in rows {
                let at = |field: &str| row[field].as_u64().unwrap() as usize;
                assert_eq!(&text[at("byte_start")..at("byte_end")], row["text"].as_str().unwrap());
                let shown: String = characters[at("char_start")..at("char_end")].iter().collect();
                assert_eq!(shown, row["text"].as_str().unwrap());
            }
        }
        assert_eq!(articles, 20, "{command}");
    }
}

#[test]
fn excel_in_indonesian_opens_it() {
    let text = "{\"id\":\"=1+1\",\"text\":\"a @akun +62 koma,titik;dan \\\"kutip\\\"\"}";
    let report = run_in(root(), "tokens --format csv --csv-dialect excel-id", text);
    assert!(report.stdout.starts_with("\u{feff}document;sentence;token;"));
    assert!(report.stdout.contains("\r\n'=1+1;0;1;'@akun;'@akun;handle;"), "{}", report.stdout);
    // Cells of typed columns stay as they are, texts that look like numbers and dates do not change.
    let record = "{\"id\":\"00123\",\"date\":\"2024-03-05\",\"title\":\"mei-15, TRUE\",\"text\":\"Tahun 2024-03-06.\"}";
    let report = run_in(root(), "analyze --format csv --csv-dialect excel-id", record);
    assert!(report.stdout.contains("\r\n'00123;") && report.stdout.contains(";2024-03-05;"), "{}", report.stdout);
    assert!(report.stdout.contains(";\"mei-15, TRUE\";"), "{}", report.stdout);
    let report = run_in(root(), "terms --csv-dialect excel-id", "satu dua tiga beras");
    assert!(report.stdout.ends_with("1;beras;1;1;250000,00\r\n"), "{}", report.stdout);
}

#[test]
fn a_file_is_replaced_when_all_is_written() {
    let files = folder(&[("a.txt", b"Beras mahal."), ("hasil.json", b"lama")]);
    let report = run_in(files.path(), "terms a.txt -o hasil.json", "");
    assert_eq!((report.code, &*report.stdout), (Some(0), ""));
    let object: Value = serde_json::from_str(&fs::read_to_string(files.path().join("hasil.json")).unwrap()).unwrap();
    assert_eq!(object["terms"][0]["term"], "beras");
    assert_eq!(names_in(files.path()), ["a.txt", "hasil.json"]);
    // The extension determines the format, unless the format is given.
    run_in(files.path(), "terms a.txt -o hasil.json --format csv", "");
    assert!(fs::read_to_string(files.path().join("hasil.json")).unwrap().starts_with("rank,"));
    run_in(files.path(), "terms a.txt -o hasil.tsv", "");
    assert!(fs::read_to_string(files.path().join("hasil.tsv")).unwrap().starts_with("rank\t"));
    assert!(run_in(files.path(), "terms a.txt -o -", "").stdout.starts_with("rank,"));
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_rights_and_a_link_stays_one() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let files = folder(&[("a.txt", b"Beras."), ("hasil.csv", b"lama"), ("biasa.csv", b"")]);
    let (file, link) = (files.path().join("hasil.csv"), files.path().join("taut.csv"));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("hasil.csv", &link).unwrap();
    assert_eq!(run_in(files.path(), "terms a.txt -o taut.csv", "").code, Some(0));
    assert!(link.is_symlink());
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::read_to_string(&file).unwrap().starts_with("rank,"));
    // A new file has the rights that any new file has here.
    run_in(files.path(), "terms a.txt -o baru.csv", "");
    let mode = |name: &str| fs::metadata(files.path().join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("baru.csv"), mode("biasa.csv"));
    run_in(files.path(), "analyze a.txt -o tabel", "");
    fs::create_dir(files.path().join("biasa")).unwrap();
    assert_eq!((mode("tabel"), mode("tabel/terms.csv")), (mode("biasa"), mode("biasa.csv")));
}

#[test]
fn analyze_writes_six_tables() {
    let place = folder(&[("hasil/catatan", b"tetap"), ("hasil/terms.csv", b"lama")]);
    let samples = root().join("samples");
    let tables = ["countries.csv", "dates.csv", "document_entities.csv", "documents.csv", "people.csv", "terms.csv"];
    for goal in ["baru", "hasil/"] {
        let report = run_in(place.path(), &format!("analyze -q {} -o {goal}", samples.display()), "");
        assert_eq!((report.code, &*report.stdout, &*report.stderr), (Some(0), "", ""), "{goal}");
    }
    assert_eq!(names_in(place.path()), ["baru", "hasil"]);
    assert_eq!(names_in(&place.path().join("baru")), tables);
    assert!(names_in(&place.path().join("hasil")).contains(&"catatan".to_owned()));
    for table in tables {
        let (new, old) = (place.path().join("baru").join(table), place.path().join("hasil").join(table));
        assert_eq!(fs::read(new).unwrap(), fs::read(old).unwrap());
    }
    let read = |table: &str| fs::read_to_string(place.path().join("baru").join(table)).unwrap();
    assert_eq!(read("terms.csv"), run("terms --format csv samples").stdout);
    assert_eq!(read("people.csv"), run("entities --kind person --format csv samples").stdout);
    assert_eq!(read("countries.csv"), run("entities --kind country --format csv samples").stdout);
    assert_eq!(read("dates.csv"), run("entities --kind date --format csv samples").stdout);
    let relative = |table: &str| read(table).replace(&format!("{}/", root().display()), "");
    assert_eq!(relative("document_entities.csv"), run("entities --by-document --format csv samples").stdout);
    let relative = read("documents.csv").replace(&format!("{}/", root().display()), "");
    assert_eq!(relative, run("analyze --format csv samples").stdout);
    let report = run_in(place.path(), &format!("analyze --format tsv {} -o tsv", samples.display()), "");
    assert_eq!(report.code, Some(0));
    assert!(names_in(&place.path().join("tsv")).contains(&"people.tsv".to_owned()));
}

#[test]
fn all_tables_are_those_of_the_other_commands() {
    let place = folder(&[]);
    let goal = place.path().join("semua");
    let report = run(&format!("analyze --tables all --threads 3 -q samples -o {}", goal.display()));
    assert_eq!((report.code, &*report.stderr), (Some(0), ""));
    assert_eq!(names_in(&goal).len(), 8);
    let read = |table: &str| fs::read_to_string(goal.join(table)).unwrap();
    assert_eq!(read("document_entities.csv"), run("entities --by-document --format csv samples").stdout);
    assert_eq!(read("document_terms.csv"), run("terms --by-document --format csv samples").stdout);
    assert_eq!(read("mentions.csv"), run("entities --mentions --format csv samples").stdout);
    for arguments in ["--format csv", "--format ndjson", "--format table"] {
        let report = run(&format!("analyze --tables all {arguments} samples"));
        assert_eq!((report.code, &*report.stdout), (Some(2), ""), "{arguments}");
        assert!(report.stderr.contains("--tables all needs a directory or a workbook"), "{}", report.stderr);
    }
    let markdown = run("analyze --tables all --format markdown samples").stdout;
    assert!(markdown.contains("## document_terms") && markdown.contains("## mentions"));
}

#[test]
fn entities_of_documents_add_up_to_the_totals() {
    let rows = |options: &str| json_lines(&run(&format!("entities {options} --format ndjson samples")).stdout);
    let mut sums = std::collections::BTreeMap::new();
    let key = |row: &Value, entity: &str| format!("{} {} {}", row["kind"], row[entity], row["label"]);
    let by_document = rows("--by-document");
    assert!(by_document.iter().any(|row| row["date"] == "2024-08-17"));
    for row in &by_document {
        let (count, documents) = sums.entry(key(row, "entity")).or_insert((0, 0));
        *count += row["count"].as_u64().unwrap();
        *documents += 1;
    }
    let totals = rows("")
        .into_iter()
        .map(|row| (key(&row, "canonical"), (row["count"].as_u64().unwrap(), row["documents"].as_u64().unwrap())));
    assert_eq!(sums, totals.collect());
}

#[test]
fn a_page_sums_up_one_article_and_many() {
    let one = run("analyze --format table samples/dunia-01.txt").stdout;
    assert!(one.starts_with("samples/dunia-01.txt\n"), "{one}");
    for heading in ["\nTerms (", "\nPeople (", "\nCountries (", "\nDates ("] {
        assert!(one.contains(heading), "{one}");
    }
    let many = run("analyze --format table --top 3 samples").stdout;
    assert!(many.contains("\nArticles (") && many.contains("\nTerms (3 of "), "{many}");
    let failed = run("analyze --format table tiada.txt samples/dunia-01.txt").stdout;
    assert!(failed.contains("1 article, 1 failed") && failed.contains("failed: no such file"), "{failed}");
}

#[test]
fn bars_stand_beside_counts_where_they_are_wanted() {
    let is_bar = |c: char| ('█'..='▏').contains(&c);
    let bars = |arguments: &str| run(arguments).stdout.chars().filter(|&c| is_bar(c)).count();
    for command in ["terms", "entities", "analyze"] {
        assert_eq!(bars(&format!("{command} --format table --top 5 samples/dunia-01.txt")), 0, "{command}");
        assert_eq!(
            bars(&format!("{command} --format table --top 5 --bars never samples/dunia-01.txt")),
            0,
            "{command}"
        );
        let shown = run(&format!("{command} --format table --top 5 --bars always samples/dunia-01.txt")).stdout;
        // The longest is of the most frequent; each row has one.
        assert!(shown.contains("████████████████████████") && !shown.contains('\u{1b}'), "{shown}");
        let colored =
            run(&format!("{command} --format table --top 5 --bars always --color always samples/dunia-01.txt")).stdout;
        assert!(colored.contains("\u{1b}[36m████"), "{colored}");
        for format in ["csv", "json", "markdown"] {
            assert_eq!(
                bars(&format!("{command} --format {format} --bars always samples/dunia-01.txt")),
                0,
                "{command} {format}"
            );
        }
    }
    let shown = run("terms --format table --top 5 --bars always samples/dunia-01.txt").stdout;
    for line in shown.lines().skip(1) {
        assert!(line.contains('█'), "{line}");
    }
    // Rows that do not form a ranking have none.
    assert_eq!(bars("terms --by-document --format table --bars always samples/dunia-01.txt"), 0);
}

#[test]
fn what_would_disturb_a_terminal_is_not_shown_there() {
    let report = run_in(root(), "entities --kind person --format table", "Kata \u{1b}[2JJoko\u{9b}Widodo.");
    assert!(!report.stdout.contains(['\u{1b}', '\u{9b}']));
    let record = "{\"id\":\"a\\u001b[31m\\tb\",\"text\":\"kata\"}";
    let report = run_in(root(), "tokens --format table", record);
    assert!(report.stdout.contains("a\\u{1b}[31m b") && !report.stdout.contains('\u{1b}'), "{}", report.stdout);
}
