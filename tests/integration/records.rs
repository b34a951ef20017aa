//! Records as other programs write them: names of fields, types of values, and ways to divide a file.

use crate::support::{folder, json_lines, root, run_in};

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

#[test]
fn further_fields_are_copied_to_the_rows_of_articles() {
    let csv = "isi,rubrik,penulis,link\nBeras naik.,ekonomi,\"Budi; Sari\",https://www.kabar.example/a\nGula.,,,\n";
    let files = folder(&[("a.csv", csv.as_bytes()), ("b.txt", b"Teh.")]);
    let report = run_in(files.path(), "analyze --format csv -q --keep rubrik,penulis --keep url,rubrik .", "");
    let rows: Vec<&str> = report.stdout.lines().collect();
    assert!(rows[0].ends_with(",encoding,duplicate_of,path,rubrik,penulis"), "{}", rows[0]);
    assert!(rows[1].ends_with(",utf-8,,./a.csv,ekonomi,Budi; Sari"), "{}", rows[1]);
    assert!(rows[2].ends_with(",utf-8,,./a.csv,,") && rows[3].ends_with(",utf-8,,./b.txt,,"), "{}", report.stdout);
    let report = run_in(files.path(), "analyze --format ndjson -q --keep rubrik .", "");
    let articles = json_lines(&report.stdout);
    assert_eq!(articles[0]["rubrik"], "ekonomi");
    assert_eq!((&articles[0]["source"], &articles[0]["path"]), (&"kabar.example".into(), &"./a.csv".into()));
    assert_eq!(articles[0]["url"], "https://www.kabar.example/a");
    assert!(articles[1]["rubrik"].is_null() && articles[2]["rubrik"].is_null() && articles[1]["source"].is_null());
    let report = run_in(files.path(), "analyze --format csv --keep terms a.csv", "");
    assert_eq!(report.code, Some(2));
    assert!(report.stderr.contains("--keep terms: the table has a column of that name"), "{}", report.stderr);
}

#[test]
fn rows_of_mentions_and_terms_have_the_date_and_source_of_their_document() {
    let record = "{\"id\":\"a\",\"date\":\"2024-06-03\",\"source\":\"Kabar\",\"text\":\"Rusia menang.\"}\n";
    let files = folder(&[("a.jsonl", record.as_bytes())]);
    let report = run_in(files.path(), "entities --mentions --format csv a.jsonl", "");
    assert_eq!(report.stdout.lines().last(), Some("a,country,Rusia,RU,RU,Rusia,name,0,5,0,5,0,,,2024-06-03,Kabar"));
    let report = run_in(files.path(), "terms --by-document --format csv --top 1 a.jsonl", "");
    assert_eq!(report.stdout.lines().last(), Some("a,1,menang,1,500000.00,2024-06-03,Kabar"));
    let report = run_in(files.path(), "terms --by-document --format csv --top 1", "Senin (3/6/2024) hujan turun.");
    assert!(report.stdout.ends_with(",2024-06-03,\n"), "{}", report.stdout);
}

#[test]
fn equal_ids_are_reported_once() {
    let files = folder(&[
        ("a.jsonl", b"{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"text\":\"b\"}\n{\"id\":1,\"text\":\"c\"}\n"),
        ("b.jsonl", b"{\"id\":2,\"text\":\"d\"}\n"),
    ]);
    for arguments in ["analyze --format ndjson .", "analyze --format ndjson --threads 2 ."] {
        let report = run_in(files.path(), arguments, "");
        let names: Vec<_> = json_lines(&report.stdout).iter().map(|a| a["document"].clone()).collect();
        assert_eq!(names, ["1", "2", "1", "2"]);
        let warning = "2 documents have the name of an earlier one, such as `1` (--id-field names another field)";
        assert_eq!(report.stderr, format!("telaah: warning: {warning}\n"));
    }
    // Paths are not ids.
    assert_eq!(run_in(files.path(), "terms a.jsonl a.jsonl --id-field x", "").stderr, "");
}

#[test]
fn an_odd_value_never_discards_the_article() {
    let lines = [
        r#"{"id":"a","date":1709611200000,"title":NaN,"text":"Beras."}"#,
        r#"{"id":"b","date":"Tue Mar 05 10:07:48 +0700 2024","title":5,"text":"Gula \ud83d."}"#,
        r#"{"id":"c","date":"05/03/24","title":[],"text":["Kopi.","Teh."]}"#,
    ];
    let report = run_in(root(), "analyze --format ndjson --input-format ndjson", lines.join("\n"));
    assert_eq!(report.code, Some(0), "{}", report.stderr);
    let articles = json_lines(&report.stdout);
    assert!(articles.iter().all(|article| article["date"] == "2024-03-05"), "{}", report.stdout);
    let titles: Vec<_> = articles.iter().map(|article| article["title"].as_str()).collect();
    assert_eq!(titles, [None, Some("5"), None]);
    let warnings = "\
telaah: warning: -:2: 1 half of a character such as `\\ud83d`: replaced
telaah: warning: -:3: field `title` is an array: ignored
";
    assert_eq!(report.stderr, warnings);
}

#[test]
fn warnings_of_one_kind_are_summed_up() {
    let line = |n: usize| format!("{{\"text\":\"a\",\"date\":\"lusa {n}\"}}\n");
    let text: String = (1..=12).map(line).collect();
    let report = run_in(root(), "terms --input-format ndjson", text.clone());
    assert_eq!(report.stderr.lines().count(), 6, "{}", report.stderr);
    assert!(
        report.stderr.ends_with("telaah: warning: 7 more warnings like that of -:1 (-v shows all)\n"),
        "{}",
        report.stderr
    );
    let report = run_in(root(), "terms --input-format ndjson -v", text);
    assert_eq!(report.stderr.matches("is not a date").count(), 12);
}

#[test]
fn periods_are_days_months_or_years() {
    let line = |date: &str| format!("{{\"id\":\"{date}\",\"date\":\"{date}\",\"text\":\"a\"}}\n");
    let text: String = ["2023-12-31", "2024-06-01", "2024-06-30", "2024-07-01", "2025-01-01"].map(line).concat();
    for (arguments, wanted) in [
        ("--since 2024-06 --until 2024-06", "2024-06-01 2024-06-30"),
        ("--since 30/6/2024 --until 2024", "2024-06-30 2024-07-01"),
        ("--until 2023", "2023-12-31"),
    ] {
        let report = run_in(root(), &format!("analyze --format ndjson -q {arguments}"), text.clone());
        let names: Vec<_> =
            json_lines(&report.stdout).iter().map(|a| a["document"].as_str().unwrap().to_owned()).collect();
        assert_eq!(names.join(" "), wanted, "{arguments}");
    }
    for (value, why) in
        [("2024-02-30", "no such day"), ("30/2/2024", "no such day"), ("lusa", "not a day, month or year")]
    {
        let report = run_in(root(), &format!("terms --since {value}"), "a");
        assert_eq!(report.code, Some(2));
        assert!(report.stderr.contains(why), "{}", report.stderr);
    }
}

#[test]
fn tables_of_any_dialect_are_read() {
    let files = folder(&[
        ("mac.csv", b"judul,isi\rPasar,Beras.\rDesa,Gula.\r"),
        ("pipa.csv", b"\xef\xbb\xbfJudul|Isi\nPasar|Beras, gula; kopi.\nDesa\nKota|Teh.|\n"),
        ("tanpa.csv", b"1/Pasar/Beras.\n2/Desa/Gula.\n"),
        ("kosong.csv", b"judul,isi\n\n"),
        ("kosong.json", b"[ ]\n"),
        ("kosong.jsonl", b""),
        ("sub/kosong.jsonl", b"\n"),
        ("sub/a.txt", b"Kopi."),
    ]);
    let texts = |arguments: &str| {
        let report = run_in(files.path(), &format!("tokens --format ndjson {arguments}"), "");
        let rows = json_lines(&report.stdout);
        let texts: Vec<_> = rows.iter().map(|row| row["text"].as_str().unwrap().to_owned()).collect();
        (report.code, texts.join(" "), report.stderr)
    };
    assert_eq!(texts("-q mac.csv"), (Some(0), "Pasar Beras . Desa Gula .".to_owned(), String::new()));
    let (code, found, said) = texts("pipa.csv");
    assert_eq!((code, &*found), (Some(1), "Pasar Beras , gula ; kopi . Kota Teh ."), "{said}");
    assert!(said.contains("pipa.csv:3: 1 cell, but 2 column names"), "{said}");
    let (code, found, said) = texts("--no-header --input-delimiter / --text-field 3 --title-field 2 tanpa.csv");
    assert_eq!((code, &*found, &*said), (Some(0), "Pasar Beras . Desa Gula .", ""));
    for name in ["kosong.csv", "kosong.json", "kosong.jsonl", "sub/kosong.jsonl"] {
        let missing = if name.ends_with("csv") { "no rows" } else { "no records" };
        let error = format!("telaah: error: {name}: holds no document: {missing}\n");
        assert_eq!(texts(name), (Some(1), String::new(), error.clone()), "{name}");
        let (code, _, said) = texts(&format!("{name} sub/a.txt"));
        assert_eq!((code, said), (Some(1), error), "{name}");
    }
    // In a directory there may be empty files, as parallel programs write them.
    assert_eq!(texts("sub"), (Some(0), "Kopi .".to_owned(), String::new()));
}

#[test]
fn short_rows_are_reported_with_their_number() {
    let csv = "isi,judul\nBeras.\nGula.,a\n";
    let files = folder(&[("a.csv", csv.as_bytes())]);
    let report = run_in(files.path(), "terms --text-field isi --title-field judul a.csv", "");
    let note = "1 row has fewer cells than there are column names: the others were read as empty (-v lists them)";
    assert_eq!((report.code, report.stderr), (Some(0), format!("telaah: note: {note}\n")));
    let report = run_in(files.path(), "terms -v a.csv", "");
    assert!(report.stderr.contains("a.csv:2: 1 cell, but 2 column names"), "{}", report.stderr);
}

#[test]
fn records_are_found_inside_other_json() {
    let record = |id: u32| format!("{{\"id\":{id},\"isi\":\"Beras.\"}}");
    let (one, two) = (record(1), record(2));
    for (json, arguments, wanted) in [
        (format!("{{\"status\":\"ok\",\"total\":2,\"articles\":[{one},{two}]}}"), "", "1 2"),
        (format!("{{\n\"articles\":[\n{one},\n{two}]\n}}\n{{\"articles\":[{one}]}}"), "", "1 2 1"),
        (format!("{{\"data\":{{\"n\":2,\"items\":[{one},{two}]}}}}"), "--records data.items", "1 2"),
        (format!("{{\"a\":[{one}],\"b\":[{two}]}}"), "--records b", "2"),
        (format!("{{\"x\":{one},\"y\":{two}}}"), "", "1 2"),
        (r#"{"id":{"0":1,"1":2},"isi":{"0":"Beras.","1":"Gula."}}"#.to_owned(), "", "1 2"),
        (r#"{"columns":["id","isi"],"index":[0,1],"data":[[1,"Beras."],[2,"Gula."]]}"#.to_owned(), "", "1 2"),
        (r#"[["a","Beras."],["b","Gula."]]"#.to_owned(), "--id-field 1 --text-field 2", "a b"),
        (r#"[[7,"Beras."],[8,"Gula."]]"#.to_owned(), "--id-field 1 --text-field 2", "7 8"),
    ] {
        let report = run_in(root(), &format!("analyze --format ndjson --id-field id -q {arguments}"), json.clone());
        let names: Vec<_> =
            json_lines(&report.stdout).iter().map(|a| a["document"].as_str().unwrap().to_owned()).collect();
        assert_eq!((report.code, names.join(" ")), (Some(0), wanted.to_owned()), "{json}: {}", report.stderr);
    }
    for (json, arguments, why) in [
        (format!("{{\"a\":[{one}],\"b\":[{two}]}}"), "", "both `a` and `b` are arrays of records (--records"),
        (format!("{{\"a\":[{one}]}}"), "--records b", "no array or object `b` (--records"),
        (
            r#"[["a","Beras."]]"#.to_owned(),
            "",
            "no field is known to hold the text: the fields are `1`, `2` (--text-field",
        ),
    ] {
        let report = run_in(root(), &format!("terms {arguments}"), json);
        assert_eq!(report.code, Some(2));
        assert!(report.stderr.contains(why), "{}", report.stderr);
    }
    for json in [r#"{"columns":["id","isi"],"index":[],"data":[]}"#, r#"{"id":{},"isi":{}}"#, "[]"] {
        let report = run_in(root(), "terms", json);
        assert_eq!((report.code, &*report.stderr), (Some(1), "telaah: error: -: holds no document: no records\n"));
    }
}

#[test]
fn texts_may_be_lists_of_tokens() {
    let record = r#"{"id":1,"clean_article":[["Banjir","(","kemarin",")","surut","."],["Warga","pulang","."]]}"#;
    let report = run_in(root(), "analyze --format ndjson -q", record);
    let article = &json_lines(&report.stdout)[0];
    assert_eq!(article["counts"]["bytes"], "Banjir (kemarin) surut. Warga pulang.".len());
    assert_eq!(article["counts"]["sentences"], 2);
}

#[test]
fn lists_of_paths_may_come_from_windows() {
    let list = "a.txt\r\nb c.txt\r\n";
    let utf16 = |mark: &[u8], unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.iter().copied().chain(list.encode_utf16().flat_map(unit)).collect()
    };
    let (little, big) = (utf16(b"\xff\xfe", u16::to_le_bytes), utf16(b"\xfe\xff", u16::to_be_bytes));
    let utf8 = [b"\xef\xbb\xbf", list.as_bytes()].concat();
    let files = folder(&[
        ("a.txt", b"Beras."),
        ("b c.txt", b"Gula."),
        ("little", &little),
        ("big", &big),
        ("utf8", &utf8),
        ("unmarked", &utf16(b"", u16::to_le_bytes)),
        ("unmarked-big", &utf16(b"", u16::to_be_bytes)),
        ("nul", b"a.txt\0b c.txt\0"),
        ("root", &utf16(b"", u16::to_le_bytes).into_iter().chain(*b"/\0x\0").collect::<Vec<u8>>()),
    ]);
    for name in ["little", "big", "utf8", "unmarked", "unmarked-big", "nul"] {
        let report = run_in(files.path(), &format!("terms --format csv --files-from {name}"), "");
        assert_eq!((report.code, &*report.stderr), (Some(0), ""), "{name}");
        assert!(report.stdout.contains(",beras,1,1,") && report.stdout.contains(",gula,1,1,"), "{}", report.stdout);
    }
    let report = run_in(files.path(), "terms --files-from root", "");
    assert_eq!(report.code, Some(2));
    assert!(report.stderr.contains("root: the list contains the path `/` between NUL bytes"), "{}", report.stderr);
}

#[test]
fn tags_are_taken_out_of_fields() {
    let record =
        r#"{"title":"Tom &amp; Jerry","text":"&lt;p&gt;Beras naik.&lt;/p&gt;<p>Gula&nbsp;turun.<br/>Kopi.</p>"}"#;
    let bytes = |arguments: &str| {
        let report = run_in(root(), &format!("analyze --format ndjson {arguments}"), record);
        let article = json_lines(&report.stdout).remove(0);
        (article["title"].as_str().unwrap().to_owned(), article["counts"]["bytes"].as_u64().unwrap() as usize)
    };
    let clean = "Tom & Jerry\n\nBeras naik.\n\nGula\u{a0}turun.\nKopi.".len();
    assert_eq!(bytes(""), ("Tom & Jerry".to_owned(), clean));
    assert_eq!(bytes("--strip-tags always"), bytes(""));
    assert_eq!(bytes("--strip-tags never").0, "Tom &amp; Jerry");
    // A file of text is not a field.
    let report = run_in(root(), "terms --format csv --input-format text", "Tag <p>satu</p>.");
    assert!(report.stdout.contains(",p,2,1,"), "{}", report.stdout);
}
