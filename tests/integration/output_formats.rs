//! CSV for every spreadsheet, Markdown, workbooks.

use std::fs;

use crate::support::{folder, names_in, root, run, run_in};

const TEXT: &str = "satu dua tiga beras";

#[test]
fn csv_is_written_as_asked() {
    let terms = |arguments: &str| {
        let report = run_in(root(), &format!("terms {arguments}"), TEXT);
        assert_eq!((report.code, &*report.stderr), (Some(0), ""), "{arguments}");
        report.stdout
    };
    let header = "rank,term,count,documents,per_million\n";
    assert_eq!(terms("--format csv"), format!("{header}1,beras,1,1,250000.00\n"));
    assert_eq!(terms("--delimiter ;").lines().last(), Some("1;beras;1;1;250000.00"));
    assert_eq!(terms("--delimiter tab"), terms("--format tsv"));
    assert_eq!(terms("--decimal comma").lines().last(), Some("1,beras,1,1,\"250000,00\""));
    assert_eq!(terms("--delimiter | --decimal comma").lines().last(), Some("1|beras|1|1|250000,00"));
    assert_eq!(terms("--format tsv --decimal comma").lines().last(), Some("1\tberas\t1\t1\t250000,00"));
    assert_eq!(terms("--bom"), format!("\u{feff}{header}1,beras,1,1,250000.00\n"));
    assert_eq!(terms("--bom=true"), terms("--bom"));
    // An option outdoes the dialect.
    let excel = terms("--csv-dialect excel-id");
    assert!(excel.starts_with("\u{feff}rank;") && excel.ends_with("1;beras;1;1;250000,00\r\n"), "{excel:?}");
    assert_eq!(terms("--csv-dialect excel-id --bom=false"), excel.trim_start_matches('\u{feff}'));
    assert!(terms("--csv-dialect excel-id --decimal point").ends_with("1;beras;1;1;250000.00\r\n"));
    for arguments in ["", "--csv-dialect excel-id", "--bom", "--delimiter ;"] {
        assert!(!terms(&format!("--format csv {arguments}")).contains("sep="));
    }
}

#[test]
fn options_of_csv_go_with_csv() {
    for (arguments, message) in [
        ("--format json --csv-dialect excel-id", "--csv-dialect applies to --format csv, not to json"),
        ("--format table --delimiter ;", "--delimiter applies to --format csv"),
        ("--format tsv --delimiter ;", "--delimiter applies to --format csv"),
        ("--format ndjson --decimal comma", "--decimal applies to --format csv"),
        ("--format markdown --bom", "--bom applies to --format csv"),
        ("--delimiter a", "a delimiter is one ASCII punctuation character"),
        ("--delimiter ;;", "a delimiter is one ASCII punctuation character"),
        ("--decimal .", "point"),
    ] {
        let report = run_in(root(), &format!("terms {arguments}"), TEXT);
        assert_eq!((report.code, &*report.stdout), (Some(2), ""), "{arguments}");
        assert!(report.stderr.contains(message), "{arguments}: {}", report.stderr);
    }
}

#[test]
fn excel_changes_nothing() {
    let record = "{\"id\":\"3171234567890123\",\"text\":\"=1+1 +62 -5 @akun biasa\"}\n{\"id\":\"123456789012345\",\"text\":\"kata\"}\n";
    let report = run_in(root(), "tokens --csv-dialect excel-id --input-format ndjson", record);
    assert!(report.stdout.contains("\r\n'3171234567890123;0;0;'=;"), "{}", report.stdout);
    assert!(report.stdout.contains(";'@akun;'@akun;handle;") && report.stdout.contains(";biasa;biasa;word;"));
    assert!(report.stdout.contains("\r\n123456789012345;0;0;kata;"), "{}", report.stdout);
    for line in report.stdout.lines().skip(1) {
        for cell in line.split(';') {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{line}");
        }
    }
}

#[test]
fn markdown_can_be_pasted() {
    let report = run_in(root(), "terms --format markdown", "beras beras kopi");
    let wanted = "\
| rank | term | count | documents | per_million |
| ---: | --- | ---: | ---: | ---: |
| 1 | beras | 2 | 1 | 666666.67 |
| 2 | kopi | 1 | 1 | 333333.33 |
";
    assert_eq!(report.stdout, wanted);
    assert_eq!(run_in(root(), "terms --format md", "beras beras kopi").stdout, wanted);
    let record = "{\"id\":\"a|b\",\"title\":\"Satu\\nDua *tebal* \\\\\",\"text\":\"Isi.\"}";
    let page = run_in(root(), "analyze --format md", record).stdout;
    assert!(page.contains("\n| a\\|b | Satu<br>Dua \\*tebal\\* \\\\ |"), "{page}");
    // Every line of a table has as many cells.
    for table in page.split("\n\n").filter(|part| part.starts_with('|')) {
        let cells = |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
        let counts: Vec<usize> = table.lines().map(cells).collect();
        assert!(counts.len() >= 2 && counts.iter().all(|count| *count == counts[0]), "{table}");
    }
    let page = run("analyze --format markdown samples").stdout;
    let headings: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    assert_eq!(headings, ["documents", "terms", "people", "countries", "dates", "summary"]);
    // It is for people: the top of a ranking, unless --top says how many.
    assert!(page.contains("\n| 25 | ") && !page.contains("\n| 26 | "));
    assert!(run("terms --format markdown --top 0 samples").stdout.lines().count() > 500);
    let files = folder(&[("a.txt", b"Beras.")]);
    run_in(files.path(), "terms a.txt -o hasil.md", "");
    assert!(fs::read_to_string(files.path().join("hasil.md")).unwrap().starts_with("| rank |"));
}

#[cfg(not(feature = "xlsx"))]
#[test]
fn a_format_that_was_not_built_says_how_to_get_it() {
    let files = folder(&[("a.txt", b"Beras.")]);
    for arguments in ["terms a.txt -o hasil.xlsx", "terms a.txt --format xlsx", "analyze a.txt --format xlsx"] {
        let report = run_in(files.path(), arguments, "");
        assert_eq!((report.code, &*report.stdout), (Some(2), ""), "{arguments}");
        assert!(report.stderr.contains("--features xlsx"), "{}", report.stderr);
    }
    assert_eq!(names_in(files.path()), ["a.txt"]);
}

#[cfg(feature = "xlsx")]
mod workbooks {
    use std::io::Read;

    use super::*;

    /// A part of a workbook.
    fn part(bytes: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    /// The names of the sheets, in order.
    fn sheets(bytes: &[u8]) -> Vec<String> {
        let book = part(bytes, "xl/workbook.xml");
        book.split("<sheet name=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    }

    #[test]
    fn the_ending_decides_and_cells_are_typed() {
        let place = folder(&[]);
        let record = "{\"id\":\"=1+1\",\"title\":\"Satu\\nDua & <tiga>\",\"date\":\"2024-12-31\",\"text\":\"Beras mahal, kata Joko Widodo.\"}";
        let report = run_in(place.path(), "analyze -q -o hasil.xlsx", record);
        assert_eq!((report.code, &*report.stdout, &*report.stderr), (Some(0), "", ""));
        assert_eq!(names_in(place.path()), ["hasil.xlsx"]);
        let bytes = fs::read(place.path().join("hasil.xlsx")).unwrap();
        assert_eq!(sheets(&bytes), ["summary", "documents", "terms", "people", "countries", "dates"]);
        let documents = part(&bytes, "xl/worksheets/sheet2.xml");
        // A header that stays, with filters; texts as texts, a day as its number (45657 is 2024-12-31), numbers as numbers.
        assert!(
            documents.contains("<pane ySplit=\"1\"") && documents.contains("<autoFilter ref=\"A1:V2\"/>"),
            "{documents}"
        );
        assert!(documents.contains("t=\"inlineStr\"><is><t>=1+1</t>") && !documents.contains("<f>"), "{documents}");
        assert!(
            documents.contains("Satu\nDua &amp; &lt;tiga&gt;") && documents.contains("<v>45657</v>"),
            "{documents}"
        );
        let summary = part(&bytes, "xl/worksheets/sheet1.xml");
        assert!(
            summary.contains("<t>documents</t></is></c><c r=\"B2\"") && summary.contains("\"><v>1</v>"),
            "{summary}"
        );
    }

    #[test]
    fn every_table_has_its_rows_and_the_bytes_stay() {
        let place = folder(&[]);
        let samples = root().join("samples");
        for (command, names) in [
            ("terms", vec!["terms", "summary"]),
            ("terms --by-document --top 3", vec!["terms", "summary"]),
            ("entities", vec!["entities", "summary"]),
            ("entities --mentions", vec!["mentions", "summary"]),
            ("tokens", vec!["tokens", "summary"]),
            ("info", vec!["info", "summary"]),
        ] {
            let with = |threads: u8| {
                let arguments = format!("{command} --threads {threads} {} -o hasil.xlsx", samples.display());
                assert_eq!(run_in(place.path(), &arguments, "").code, Some(0), "{arguments}");
                fs::read(place.path().join("hasil.xlsx")).unwrap()
            };
            let bytes = with(1);
            assert!(bytes == with(3), "{command}");
            assert_eq!(sheets(&bytes), names, "{command}");
            let rows = part(&bytes, "xl/worksheets/sheet1.xml").matches("<row ").count();
            let csv = run(&format!("{command} --format csv samples")).stdout;
            let mut reader = csv::ReaderBuilder::new().from_reader(csv.as_bytes());
            assert_eq!(rows, 1 + reader.records().count(), "{command}");
        }
        // It goes to a pipe, too.
        let output = crate::support::telaah().args(["stopwords", "--format", "xlsx"]).output().unwrap();
        assert_eq!(sheets(&output.stdout), ["lists"]);
    }

    #[test]
    fn a_workbook_that_fails_leaves_nothing() {
        let files = folder(&[("a.txt", b"Beras."), ("hasil.xlsx", b"lama")]);
        let report = run_in(files.path(), "terms a.txt --stopwords tiada -o hasil.xlsx", "");
        assert_eq!(report.code, Some(2));
        assert_eq!(fs::read(files.path().join("hasil.xlsx")).unwrap(), b"lama");
        assert_eq!(run_in(files.path(), "terms a.txt -o tiada/hasil.xlsx", "").code, Some(2));
        assert_eq!(names_in(files.path()), ["a.txt", "hasil.xlsx"]);
    }
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_is_written_by_the_ending_and_into_a_folder() {
    let place = folder(&[]);
    let samples = root().join("samples");
    let written = |arguments: &str, name: &str| {
        let report = run_in(place.path(), &format!("{arguments} -q {} -o {name}", samples.display()), "");
        assert_eq!((report.code, &*report.stdout, &*report.stderr), (Some(0), "", ""), "{arguments}");
        let path = place.path().join(name);
        if path.is_dir() { fs::read(path.join("documents.parquet")).unwrap() } else { fs::read(path).unwrap() }
    };
    for command in
        ["terms", "entities", "entities --mentions", "entities --by-document", "tokens", "info", "terms --by-document"]
    {
        let bytes = written(&format!("{command} --threads 1"), "hasil.parquet");
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"), "{command}");
        assert!(bytes == written(&format!("{command} --threads 3"), "hasil.parquet"), "{command}");
    }
    assert!(written("analyze --format parquet", "tabel").starts_with(b"PAR1"));
    let tables = ["countries", "dates", "document_entities", "documents", "people", "terms"]
        .map(|name| format!("{name}.parquet"));
    assert_eq!(names_in(&place.path().join("tabel")), tables);
    assert!(written("analyze", "x.parquet").starts_with(b"PAR1"));
}
