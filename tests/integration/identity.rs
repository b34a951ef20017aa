//! One identity of a person in every output, with and without `--link corpus`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{folder, json_lines, root, run, run_in, telaah};

/// Articles that name people in full, by a short name, or by both.
const RECORDS: &str = r#"{"id":"a","text":"Hasto Kristiyanto tiba di Solo. Menurut Hasto, acara itu lancar. Kata Hasto, hujan turun."}
{"id":"b","text":"Sekretaris partai, Hasto Kristiyanto, hadir, Senin. Kata Hasto, acara itu lancar."}
{"id":"c","text":"Menurut Hasto, acara itu lancar. Hasto bertemu Jokowi."}
{"id":"d","text":"Rudi Hartono menang. Kata Rudi, lawannya kuat. Presiden Joko Widodo hadir."}
{"id":"e","text":"Rudi Santoso kalah. Menurut Rudi, dia lelah. Rudi Santoso pulang."}
{"id":"f","text":"Rudi Hartono berlatih. Rudi Hartono pulang. Kata Rudi, dia siap."}
{"id":"g","text":"Rudi Santoso bertanding lagi. Kata Rudi, dia siap."}
{"id":"h","text":"Menurut Rudi, pertandingan itu berat. Kata Rudi, dia siap."}
{"id":"i","text":"Perdana Menteri Malaysia Datuk Seri Anwar Ibrahim tiba. Kata Anwar, dia senang."}
{"id":"j","text":"Perdana Menteri Malaysia Anwar Ibrahim tiba, Senin. Anwar Ibrahim senang."}
{"id":"k","text":"Wakil Presiden Mohammad Hatta tiba di Bukittinggi, Senin. Muhammad Hatta berpidato."}
{"id":"l","text":"Makam Mohammad Hatta ramai, Senin. Warga mengenang Mohammad Hatta."}
"#;

/// The mentions and documents of each entity.
type Counts = BTreeMap<(String, String), (u64, u64)>;

/// The totals of `entities`.
fn totals(directory: &Path, arguments: &str, paths: &str) -> Counts {
    let report = run_in(directory, &format!("entities {arguments} --format ndjson {paths}"), "");
    assert_eq!(report.code, Some(0), "{}", report.stderr);
    let number = |row: &Value, field: &str| row[field].as_u64().unwrap();
    let row = |row: &Value| (key(row), (number(row, "count"), number(row, "documents")));
    json_lines(&report.stdout).iter().filter(|row| !row["entity"].is_null()).map(row).collect()
}

fn key(row: &Value) -> (String, String) {
    let text = |field: &str| row[field].as_str().unwrap().to_owned();
    (text("kind"), text("entity"))
}

/// The sums over rows that each name an entity, its document and its count.
fn sums(rows: impl IntoIterator<Item = (Value, String, u64)>) -> Counts {
    let mut counts: BTreeMap<(String, String), (u64, Vec<String>)> = BTreeMap::new();
    for (row, document, count) in rows.into_iter().filter(|(row, ..)| !row["entity"].is_null()) {
        let (sum, documents) = counts.entry(key(&row)).or_default();
        *sum += count;
        documents.push(document);
    }
    let distinct = |mut documents: Vec<String>| {
        documents.sort();
        documents.dedup();
        documents.len() as u64
    };
    counts.into_iter().map(|(key, (count, documents))| (key, (count, distinct(documents)))).collect()
}

/// The sums over the rows of mentions, of documents, and over the articles of `analyze`.
fn all_sums(directory: &Path, arguments: &str, paths: &str) -> [Counts; 3] {
    let rows = |command: &str| {
        let report = run_in(directory, &format!("{command} {arguments} --format ndjson {paths}"), "");
        assert_eq!(report.code, Some(0), "{}", report.stderr);
        json_lines(&report.stdout)
    };
    let document = |row: &Value| row["document"].as_str().unwrap().to_owned();
    let counts = |row: &Value| row["via"] != "in_name" && row["note"] != "byline";
    let mentions = rows("entities --mentions").into_iter().filter(counts);
    let mentions = sums(mentions.map(|row| (row.clone(), document(&row), 1)));
    let by_document = sums(
        rows("entities --by-document")
            .into_iter()
            .map(|row| (row.clone(), document(&row), row["count"].as_u64().unwrap())),
    );
    let mut of_articles = Vec::new();
    for article in rows("analyze") {
        for (list, kind) in [("people", "person"), ("countries", "country"), ("dates", "date")] {
            for entity in article[list].as_array().unwrap() {
                let mut row = entity.clone();
                row["kind"] = kind.into();
                of_articles.push((row, document(&article), entity["count"].as_u64().unwrap()));
            }
        }
    }
    [mentions, by_document, sums(of_articles)]
}

#[test]
fn rows_of_every_output_add_up_to_the_totals() {
    let records = folder(&[("a.ndjson", RECORDS.as_bytes())]);
    for (directory, paths) in [(root(), "samples"), (records.path(), "a.ndjson")] {
        for arguments in ["", "--link corpus"] {
            let totals = totals(directory, arguments, paths);
            assert!(totals.len() > 5, "{totals:?}");
            for (sums, name) in all_sums(directory, arguments, paths).iter().zip(["mentions", "documents", "analyze"]) {
                assert_eq!(sums, &totals, "{name} {arguments} {paths}");
            }
        }
    }
}

#[test]
fn searches_and_networks_name_the_same_person() {
    let records = folder(&[("a.ndjson", RECORDS.as_bytes()), ("nama.csv", b"form,entity\nHasto,Hasto Kristiyanto\n")]);
    let name = "Hasto Kristiyanto";
    for (links, count, documents) in [("", 5, 2), ("--link corpus", 7, 3), ("--aliases nama.csv", 7, 3)] {
        let rows = |command: &str, person: &[&str]| {
            let arguments = format!("{command} {links} --format ndjson a.ndjson");
            let mut telaah = telaah();
            telaah.current_dir(records.path()).args(arguments.split_whitespace()).args(person);
            let output = telaah.output().unwrap();
            assert!(output.status.success(), "{arguments}: {output:?}");
            json_lines(&String::from_utf8(output.stdout).unwrap())
        };
        let all = totals(records.path(), &format!("--kind person {links}"), "a.ndjson");
        assert_eq!(all.get(&("person".to_owned(), name.to_owned())), Some(&(count, documents)), "{links}");
        let person = ["--person", name];
        assert_eq!(rows("kwic", &person).len() as u64, count, "{links}");
        let named = |row: &&Value| row["count"].as_u64() > Some(0);
        assert_eq!(rows("kwic --by-document", &person).iter().filter(named).count() as u64, documents, "{links}");
        let is_total =
            |row: &Value| row["count"].as_u64() == Some(count) && row["documents"].as_u64() == Some(documents);
        assert!(rows("trends --date 2024-05-01", &person).iter().any(is_total), "{links}");
        // The words around all mentions.
        let mut collocations = telaah();
        collocations.current_dir(records.path()).args(["collocations", "--format", "json", "a.ndjson"]).args(person);
        let output = collocations.args(links.split_whitespace()).output().unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(report["summary"]["collocations"]["matches"], count, "{links}");
        // In one article, Jokowi meets Hasto, who has no other name there.
        let edges = rows("network --by document --min-count 1", &[]);
        let edge = |name: &str| {
            let is_end = |row: &&Value| {
                let ends = ["source", "target"].map(|end| row[end].as_str().unwrap_or_default());
                ends.contains(&&*format!("person:{name}")) && ends.contains(&"person:Joko Widodo")
            };
            edges.iter().filter(is_end).count()
        };
        assert_eq!((edge("Hasto"), edge(name)), if links.is_empty() { (1, 0) } else { (0, 1) }, "{edges:?}");
    }
    // Inputs that cannot be read twice, and options that would have no effect.
    for (arguments, message) in [
        ("network --link corpus -", "standard input"),
        ("network --between country-country --link corpus a.ndjson", "--link has no effect"),
        ("kwic acara --aliases nama.csv a.ndjson", "--aliases has no effect"),
        ("trends acara --min-confidence 50 a.ndjson", "--min-confidence has no effect"),
        ("collocations --link corpus a.ndjson", "--link has no effect"),
    ] {
        let report = run_in(records.path(), arguments, RECORDS);
        assert!(report.code == Some(2) && report.stderr.contains(message), "{arguments}: {}", report.stderr);
    }
}

#[test]
fn short_names_go_to_the_person_who_has_nearly_all_links() {
    let records = folder(&[("a.ndjson", RECORDS.as_bytes())]);
    let of = |counts: &Counts, name: &str| counts.get(&("person".to_owned(), name.to_owned())).copied();
    let apart = totals(records.path(), "--kind person", "a.ndjson");
    assert_eq!(of(&apart, "Hasto Kristiyanto"), Some((5, 2)));
    assert_eq!(of(&apart, "Hasto"), Some((2, 1)));
    let linked = totals(records.path(), "--kind person --link corpus", "a.ndjson");
    assert_eq!(of(&linked, "Hasto Kristiyanto"), Some((7, 3)));
    assert_eq!(of(&linked, "Hasto"), None);
    // Two people are often called Rudi.
    assert_eq!(of(&linked, "Rudi"), Some((2, 1)));
    assert_eq!(of(&linked, "Joko Widodo"), Some((2, 2)));
    // A document that has both spellings counts once.
    assert_eq!(of(&linked, "Mohammad Hatta"), Some((4, 2)));
    assert_eq!(of(&linked, "Anwar Ibrahim"), Some((4, 2)));
}

#[test]
fn written_names_give_the_same_identities_elsewhere() {
    let records = folder(&[("a.ndjson", RECORDS.as_bytes())]);
    let linked = totals(records.path(), "--link corpus --kind person", "a.ndjson");
    for name in ["names.csv", "names.tsv"] {
        let written = totals(records.path(), &format!("--kind person --write-aliases {name}"), "a.ndjson");
        assert_eq!(written, linked);
        let arguments = format!("--kind person --aliases {name}");
        assert_eq!(totals(records.path(), &arguments, "a.ndjson"), linked);
        // With the names, standard input needs to be read once.
        let report =
            run_in(records.path(), &format!("entities --mentions {arguments} --format csv"), "Kata Hasto, ya.");
        assert!(report.stdout.contains(",Hasto,Hasto,Hasto Kristiyanto,"), "{}", report.stdout);
    }
    let csv = fs::read_to_string(records.path().join("names.csv")).unwrap();
    assert!(csv.starts_with("form,entity,evidence,documents\n"), "{csv}");
    assert!(csv.contains("\nHasto,Hasto Kristiyanto,articles 2/2,1\n"), "{csv}");
    assert!(csv.contains("\nMuhammad Hatta,Mohammad Hatta,spelling,1\n"), "{csv}");
}

#[test]
fn the_result_does_not_depend_on_the_threads() {
    let records = folder(&[("a.ndjson", RECORDS.as_bytes()), ("b.ndjson", RECORDS.as_bytes())]);
    let report = |threads: &str| {
        let entities =
            run_in(records.path(), &format!("entities --link corpus --format csv --threads {threads} ."), "");
        let mentions = run_in(
            records.path(),
            &format!("entities --mentions --link corpus --format csv --threads {threads} ."),
            "",
        );
        for report in [&entities, &mentions] {
            assert_eq!(report.code, Some(0));
            assert!(report.stdout.contains("Hasto Kristiyanto"), "{}", report.stdout);
        }
        (entities.stdout, mentions.stdout)
    };
    assert_eq!(report("1"), report("4"));
}

#[test]
fn groups_are_linked_by_the_evidence_of_all() {
    let records = folder(&[("a.ndjson", RECORDS.as_bytes())]);
    let report = run_in(records.path(), "entities --by id --link corpus --kind person --format csv a.ndjson", "");
    assert!(report.stdout.lines().any(|line| line.starts_with("c,person,Hasto Kristiyanto,")), "{}", report.stdout);
}

#[test]
fn a_document_with_several_names_of_a_joined_person_counts_once() {
    let record = |n: usize, text: &str| format!("{{\"id\":\"{n}\",\"text\":\"{text}\"}}\n");
    let full = "Bupati Rahmat Wiryawan Kusnadi tiba di Solo. ";
    let texts = [format!("{full}Kata Kusnadi, hujan."), format!("{full}Menurut Rahmat Wiryawan, hujan.")];
    let apart = ["Menurut Rahmat Wiryawan, hujan. Kata Kusnadi, terang.".to_owned(), "Kata Kusnadi, hujan.".to_owned()];
    let texts = (0..4).flat_map(|_| texts.clone()).chain((0..2).flat_map(|_| apart.clone()));
    let records: String = texts.enumerate().map(|(n, text)| record(n, &text)).collect();
    let totals = run_in(root(), "entities --link corpus --kind person --format ndjson", records.as_str());
    let rows = json_lines(&totals.stdout);
    let person = rows.iter().find(|row| row["entity"] == "Rahmat Wiryawan Kusnadi").expect("the person is found");
    assert_eq!((rows.len(), person["documents"].as_u64()), (1, Some(12)), "{}", totals.stdout);
}

#[test]
fn a_limit_of_confidence_does_not_change_what_is_a_byline() {
    let text = "Harga beras naik, kata pedagang.\n\nRina Wulandari | Dian\n";
    let people = |arguments: &str| {
        let command = format!("entities --mentions --kind person --format ndjson {arguments}");
        json_lines(&run_in(root(), &command, text).stdout)
    };
    let all = people("");
    assert_eq!(all.len(), 2, "{all:?}");
    let most = all.iter().filter_map(|row| row["confidence"].as_u64()).max().unwrap();
    let sure = people(&format!("--min-confidence {most}"));
    assert!(!sure.is_empty() && sure.len() < all.len(), "{sure:?}");
    assert!(sure.iter().all(|row| row["note"] == "byline"), "{sure:?}");
}

#[test]
fn what_cannot_be_read_twice_is_refused() {
    for command in ["entities --mentions", "entities --by-document", "analyze --format csv"] {
        let report = run(&format!("{command} --link corpus -"));
        assert_eq!(report.code, Some(2), "{command}");
        assert!(report.stderr.contains("--aliases"), "{}", report.stderr);
    }
    // Totals need the input once.
    let report = run_in(root(), "entities --link corpus --format csv --input-format ndjson", RECORDS);
    assert!(
        report.stdout.contains("person,Hasto Kristiyanto,Hasto Kristiyanto,Hasto Kristiyanto,7,3,"),
        "{}",
        report.stdout
    );
}

#[test]
fn faults_of_a_table_of_names_name_the_line() {
    let files: [(&str, &[u8]); 3] =
        [("a.csv", b"form,entity\nA,B\nB,A\n"), ("b.csv", b"nama,tokoh\nA,B\n"), ("c.txt", b"Hasto tiba.")];
    let files = folder(&files);
    for (table, line) in [("a.csv", "a.csv:2: "), ("b.csv", "b.csv:1: "), ("none.csv", "none.csv: ")] {
        let report = run_in(files.path(), &format!("entities --aliases {table} c.txt"), "");
        assert_eq!(report.code, Some(2), "{table}");
        assert!(report.stderr.contains(line), "{}", report.stderr);
    }
    let report = run_in(files.path(), "entities --write-aliases names.json c.txt", "");
    assert_eq!(report.code, Some(2), "{}", report.stderr);
    let report = run_in(files.path(), "entities --write-aliases c.txt c.txt", "");
    assert_eq!(report.code, Some(2), "{}", report.stderr);
}

/// Text before the name, the name, and text after it.
const BYLINES: [(&str, &str, &str); 10] = [
    ("Harga beras naik.\nPenulis: ", "Rina Wulandari", "\n"),
    ("Harga beras naik. (Reporter: ", "Rina Wulandari", " | Editor: Budi Setiawan)"),
    ("Harga beras naik. Sumber: AntaraEditor: ", "Rina Wulandari", ""),
    ("Laporan Wartawan TribunJabar.id, ", "Rina Wulandari", "\n\nBANDUNG - Harga beras naik.\n"),
    ("Harga beras naik.\n(Ditulis oleh ", "Rina Wulandari", ")"),
    ("Harga beras naik.\nFoto: ", "Rina Wulandari", "/detikcom\n"),
    ("Harga beras naik, kata pedagang. (", "Rina Wulandari", ")"),
    ("Harga beras naik, kata pedagang.\n\n", "Rina Wulandari", " | Budi Setiawan\n"),
    ("Harga beras naik.\nFotografer: ", "Rina Wulandari", "\n"),
    ("Oleh ", "Rina Wulandari", "\n\nHarga beras naik.\n"),
];

#[test]
fn people_in_bylines_are_not_counted() {
    for (before, name, after) in BYLINES {
        let text = format!("{before}{name}{after}");
        let rows =
            json_lines(&run_in(root(), "entities --mentions --kind person --format ndjson", text.as_str()).stdout);
        let row = rows.iter().find(|row| row["text"] == name);
        assert!(row.is_some_and(|row| row["note"] == "byline"), "{text}\n{rows:?}");
        assert_eq!(run_in(root(), "entities --kind person --format ndjson", text.as_str()).stdout, "", "{text}");
        let counted = run_in(root(), "entities --kind person --bylines --format ndjson", text.as_str()).stdout;
        assert!(counted.contains(name), "{text}");
        let article = &json_lines(&run_in(root(), "analyze --format ndjson", text.as_str()).stdout)[0];
        assert_eq!(article["people"].as_array().unwrap().len(), 0, "{text}");
    }
}

#[test]
fn people_in_the_news_are_no_bylines() {
    for text in [
        "Foto: Rina Wulandari bertemu Budi Setiawan di Bandung, Senin.",
        "Pemenang lomba: Rina Wulandari, Budi Setiawan.",
        "Pelatih (Rina Wulandari) hadir di Bandung. Dia senang.",
        "Acara itu dibuka oleh Rina Wulandari. Hujan turun.",
        "Dia dilaporkan oleh Rina Wulandari, dan buku yang ditulis oleh Rina Wulandari disita.",
        "Menurut editor Rina Wulandari, buku itu laku. Hujan turun.",
        "Hujan turun di Bandung.\nKreditor: Rina Wulandari\n",
        "Hujan turun di Bandung.\nBoleh: Rina Wulandari\n",
        "Pemain yang dipanggil:\nRina Wulandari\nBudi Setiawan\n",
    ] {
        let rows = json_lines(&run_in(root(), "entities --mentions --kind person --format ndjson", text).stdout);
        assert!(!rows.is_empty() && rows.iter().all(|row| row["note"].is_null()), "{text}\n{rows:?}");
    }
}

#[test]
fn people_with_little_confidence_can_be_left_out() {
    let rows = |arguments: &str| {
        let report = run(&format!("entities --kind person,country --mentions --format ndjson {arguments} samples"));
        assert_eq!(report.code, Some(0), "{}", report.stderr);
        json_lines(&report.stdout)
    };
    let of = |rows: &[Value], kind: &str| rows.iter().filter(|row| row["kind"] == kind).count();
    let (all, certain) = (rows(""), rows("--min-confidence 97"));
    let confidence = |row: &Value| row["confidence"].as_u64();
    let is_certain =
        |row: &&Value| row["kind"] == "country" || confidence(row).is_some_and(|confidence| confidence >= 97);
    assert!(
        all.iter().all(|row| confidence(row).is_some_and(|confidence| confidence <= 100) == (row["kind"] == "person"))
    );
    assert_eq!(certain.len(), all.iter().filter(is_certain).count());
    assert!(0 < of(&certain, "person") && of(&certain, "person") < of(&all, "person"));
    let count = |row: &Value| row["count"].as_u64().unwrap();
    let totals = run("entities --kind person --min-confidence 97 --bylines --format ndjson samples");
    let counted: u64 = json_lines(&totals.stdout).iter().map(count).sum();
    assert_eq!(counted, of(&certain, "person") as u64);
    assert_eq!(run("entities --min-confidence 101 samples").code, Some(2));
}

#[test]
fn a_single_word_that_nothing_supports_has_less_confidence() {
    let text = "Warga Bandung resah. Kata Rudi Hartono, harga beras naik. Menurut Hartono, itu wajar. Hujan turun kemarin. \
                Pasar itu sepi. Menurut Wiryadi, warga pulang.";
    let rows = json_lines(&run_in(root(), "entities --mentions --kind person --format ndjson", text).stdout);
    let of = |name: &str| {
        let row = rows.iter().find(|row| row["text"] == name);
        row.and_then(|row| row["confidence"].as_u64()).unwrap_or_else(|| panic!("{name}: {rows:?}"))
    };
    assert!(of("Wiryadi") < of("Hartono"), "{rows:?}");
}
