//! `trends`.

use std::collections::{BTreeMap, HashMap};
use std::fs;

use unicode_width::UnicodeWidthStr;

use super::{assert_equal_cells, output, rows, shared};
use crate::support::{run, run_in, telaah};

/// The rows of a run over an input of the reference, by pattern and another column.
fn found(
    input: &str,
    arguments: &[&str],
    patterns: &[&str],
    key: &str,
) -> HashMap<(String, String), HashMap<String, String>> {
    let name = if input == "awkward" { "awkward.ndjson" } else { "trend.ndjson" };
    let path = shared(name).to_str().unwrap().to_owned();
    let mut all = vec!["trends", "--format", "csv"];
    all.extend(arguments);
    all.extend(patterns.iter().flat_map(|pattern| ["-e", pattern]));
    if input == "trend-until-2024-07-31" {
        all.extend(["--until", "2024-07-31"]);
    }
    all.push(&path);
    rows(&output(&all), b',').into_iter().map(|row| ((row["pattern"].clone(), row[key].clone()), row)).collect()
}

/// Compares the rows of a table of the reference with those of the program.
fn compare(file: &str, arguments: &[&str], key: &str, columns: &[(&str, &str)]) {
    let expected = rows(&fs::read_to_string(shared(file)).unwrap(), b'\t');
    let mut cases: BTreeMap<(&str, &str), Vec<&HashMap<String, String>>> = BTreeMap::new();
    for row in &expected {
        cases.entry((&row["input"], &row["by"])).or_default().push(row);
    }
    for ((input, by), rows) in cases {
        let mut patterns: Vec<&str> = rows.iter().map(|row| &*row["term"]).collect();
        patterns.sort_unstable();
        patterns.dedup();
        let found = found(input, &[&["--by", by], arguments].concat(), &patterns, key);
        assert_eq!(found.len(), rows.len(), "{input} {by}");
        let key = if key == "pattern" { "term" } else { key };
        for row in rows {
            let what = format!("{input} {by} {} {}", row["term"], row[key]);
            assert_equal_cells(&found[&(row["term"].clone(), row[key].clone())], row, columns, &what);
        }
    }
}

#[test]
#[ignore = "needs the reference values in ../shared/gold/corpus"]
fn trends_equal_the_reference() {
    let own =
        ["count", "documents", "all_words", "all_documents", "per_million", "document_share"].map(|name| (name, name));
    let average = [("moving_average", "moving_average_3")];
    compare("trends.tsv", &["--moving-average", "3"], "period", &[&own[..], &average].concat());
    let own = ["periods", "count", "documents", "undated_documents", "undated_count"].map(|name| (name, name));
    let measures = [("tau", "kendall_tau_b"), ("tau_p", "kendall_p"), ("g2", "g2_second_half")];
    compare("trends_summary.tsv", &["--summary"], "pattern", &[&own[..], &measures].concat());
    let own = ["start", "end", "weight", "documents", "all_documents"].map(|name| (name, name));
    compare("trends_bursts.tsv", &["--bursts"], "start", &own);
}

/// A number in a cell.
fn number(row: &HashMap<String, String>, name: &str) -> u64 {
    row[name].parse().unwrap()
}

#[test]
fn counts_are_the_lines_of_concordances_and_add_up() {
    let patterns = ["-e", "warga", "-e", "ber*", "--country", "ID", "--person", "Vladimir Putin", "samples/"];
    let table = |arguments: &[&str]| {
        let all = [&["trends", "--undated", "--format", "csv"], arguments, &patterns].concat();
        rows(&output(&all), b',')
    };
    let lines = rows(&output(&[&["kwic", "--format", "csv"], &patterns[..]].concat()), b',');
    let mut by_day: BTreeMap<(String, String), [u64; 4]> = BTreeMap::new();
    let columns = ["count", "documents", "all_words", "all_documents"];
    for by in ["day", "week", "month", "quarter", "year"] {
        let table = table(&["--by", by]);
        for pattern in ["warga", "ber*", "country:ID", "person:Vladimir Putin"] {
            let of_pattern = table.iter().filter(|row| row["pattern"] == pattern);
            let count: u64 = of_pattern.map(|row| number(row, "count")).sum();
            let expected = lines.iter().filter(|line| line["pattern"] == pattern).count();
            assert!(expected > 0);
            assert_eq!(count, expected as u64, "{by} {pattern}");
        }
        if by == "day" {
            for row in &table {
                let month = row["period"].get(..7).unwrap_or_default().to_owned();
                let sums = by_day.entry((row["pattern"].clone(), month)).or_default();
                sums.iter_mut().zip(columns).for_each(|(sum, column)| *sum += number(row, column));
            }
        }
        if by == "month" {
            for row in &table {
                let key = (row["pattern"].clone(), row["period"].clone());
                assert_eq!(by_day[&key], columns.map(|column| number(row, column)), "{key:?}");
            }
            assert_eq!(table.len(), by_day.len());
        }
    }
}

const RECORDS: [(&str, &str); 5] = [
    ("2024-01-05", "Banjir di Demak. Banjir surut."),
    ("2024-01-31", "Harga beras naik."),
    ("2024-04-01", "Warga menanti banjir surut."),
    ("", "Banjir tanpa tanggal, banjir lagi."),
    ("", "Beras."),
];

fn records() -> String {
    let record = |(number, (date, text)): (usize, &(&str, &str))| {
        let date = if date.is_empty() { String::new() } else { format!("\"date\":\"{date}\",") };
        format!("{{\"id\":\"a{number}\",{date}\"text\":\"{text}\"}}\n")
    };
    RECORDS.iter().enumerate().map(record).collect()
}

#[test]
fn silent_periods_and_undated_documents_are_told_apart() {
    let found =
        |arguments: &str| run_in(&std::env::temp_dir(), &format!("trends {arguments} --format csv -"), records());
    let table = found("banjir --undated --moving-average 2");
    assert_eq!(
        (table.code, &*table.stderr),
        (Some(0), "telaah: note: 2 documents without a date, with 2 matches: in no period (--date gives them one)\n")
    );
    let expected = "\
pattern,period,count,documents,all_words,all_documents,per_million,document_share,moving_average
banjir,2024-01,2,1,8,2,250000.00,0.5,
banjir,2024-02,0,0,0,0,,,250000.00
banjir,2024-03,0,0,0,0,,,
banjir,2024-04,1,1,4,1,250000.00,1,250000.00
banjir,,2,1,6,2,333333.33,0.5,
";
    assert_eq!(table.stdout, expected);
    let wide = found("-e banjir -e beras --wide per_million --undated");
    assert_eq!(
        wide.stdout,
        "period,banjir,beras\n2024-01,250000.00,125000.00\n2024-02,,\n2024-03,,\n2024-04,250000.00,0.00\n,333333.33,166666.67\n"
    );
    let counts = found("-e banjir -e beras --wide count");
    assert_eq!(counts.stdout, "period,banjir,beras\n2024-01,2,1\n2024-02,0,0\n2024-03,0,0\n2024-04,1,0\n");
    let chosen = found("banjir --by quarter --since 2023-12 --until 2024-08");
    let periods: Vec<&str> = chosen.stdout.lines().skip(1).map(|line| line.split(',').nth(1).unwrap()).collect();
    assert_eq!(periods, ["2023-Q4", "2024-Q1", "2024-Q2", "2024-Q3"]);
    let summary = run_in(&std::env::temp_dir(), "trends banjir --format json -", records()).stdout;
    let summary: serde_json::Value = serde_json::from_str(&summary).unwrap();
    let head = serde_json::json!({"by": "month", "periods": 4, "undated_documents": 2, "undated_count": 2});
    assert_eq!(summary["summary"]["trends"], head);
    let none = found("gajah");
    assert!(none.stderr.contains("nothing matches") && none.stdout.lines().count() == 5, "{none:?}");
}

#[test]
fn documents_without_dates_alone_make_no_period() {
    let table = run_in(&std::env::temp_dir(), "trends banjir --format csv -", "{\"text\":\"Banjir.\"}\n");
    assert_eq!((table.code, table.stdout.lines().count()), (Some(0), 1), "{table:?}");
    let table = run_in(&std::env::temp_dir(), "trends banjir --summary --format csv -", "{\"text\":\"Banjir.\"}\n");
    assert_eq!(table.stdout.lines().nth(1), Some("banjir,0,0,0,1,1,,,,"));
}

#[test]
fn one_wrong_date_is_named() {
    let text = format!("{{\"id\":\"salah\",\"date\":\"0001-01-01\",\"text\":\"Banjir.\"}}\n{}", records());
    let found =
        |arguments: &str| run_in(&std::env::temp_dir(), &format!("trends banjir --format csv {arguments} -"), &*text);
    let days = found("--by day");
    assert_eq!((days.code, &*days.stdout), (Some(2), ""));
    assert_eq!(
        days.stderr.lines().last().unwrap(),
        "telaah: error: more than 50000 periods, from 0001-01-01 (salah) to 2024-04-01 (a2) (use longer ones with --by, or --since and --until)"
    );
    let years = found("--by year");
    assert_eq!((years.code, years.stdout.lines().count()), (Some(0), 1 + 2024));
    assert!(
        found("--by day --since 0001 --until 2024")
            .stderr
            .contains("from 0001-01-01 (--since) to 2024-12-31 (--until)")
    );
    assert_eq!(found("--by day --since 2024").stdout.lines().count(), 1 + 92);
}

#[test]
fn tables_are_the_same_for_any_split_and_any_number_of_threads() {
    let whole = tempfile::tempdir().unwrap();
    let parts = tempfile::tempdir().unwrap();
    let record = |n: usize| {
        let date = if n.is_multiple_of(7) {
            String::new()
        } else {
            format!("\"date\":\"2024-{:02}-{:02}\",", n % 12 + 1, n % 28 + 1)
        };
        format!("{{\"id\":\"a{n}\",{date}\"text\":\"Banjir dan beras. {}\"}}\n", "Banjir di Jepang. ".repeat(n % 3))
    };
    fs::write(whole.path().join("a.ndjson"), (0..300).map(record).collect::<String>()).unwrap();
    for part in 0..7 {
        // Later ones first.
        let records: String = (0..300).filter(|n| n % 7 == 6 - part).map(record).collect();
        fs::write(parts.path().join(format!("{part}.ndjson")), records).unwrap();
    }
    for options in
        ["--by day --undated", "--by week --moving-average 3", "--summary", "--bursts", "--wide document_share"]
    {
        let table = |folder: &std::path::Path, threads: usize| {
            let run = run_in(
                folder,
                &format!("trends -e banjir -e b* --country JP {options} --threads {threads} --format csv ."),
                "",
            );
            assert_eq!(run.code, Some(0), "{run:?}");
            run.stdout
        };
        let expected = table(whole.path(), 1);
        assert!(expected.lines().count() > 1, "{options}");
        for threads in [1, 4] {
            assert_eq!(table(parts.path(), threads), expected, "{options}");
        }
    }
}

#[test]
fn charts_are_above_tables_for_people_alone() {
    let arguments = ["trends", "-e", "warga", "-e", "harga beras", "--by", "month", "--format", "table", "samples/"];
    let chart = |width: &str, more: &[&str]| {
        let output =
            telaah().env("COLUMNS", width).args(["--config", "none"]).args(arguments).args(more).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let shown = chart("80", &["--bars", "always"]);
    let lines: Vec<&str> = shown.lines().collect();
    assert!(lines[0].starts_with("warga        ") && lines[0].contains('█'), "{shown}");
    assert!(lines[2].ends_with("with the highest rate per million words"), "{shown}");
    assert!(lines[3].starts_with("pattern "), "{shown}");
    assert!(!chart("80", &[]).contains('█'));
    let averages = chart("90", &["--moving-average", "2"]);
    assert!(averages.lines().next().unwrap().ends_with("average (2)"), "{averages}");
    for width in [40, 60, 80, 200] {
        let shown = chart(&width.to_string(), &["--bars", "always", "--lang", "id"]);
        assert!(shown.lines().take(4).all(|line| line.width() <= width), "{shown}");
    }
}

#[test]
fn bad_values_are_errors() {
    for (arguments, message) in [
        ("--by decade", "decade"),
        ("--moving-average 0", "must be a whole number from 1 to 1000"),
        ("--burst-ratio 1", "must be a number above 1"),
        ("--burst-gamma -1", "must be a number, at least 0"),
        ("--wide rate", "rate"),
        ("--summary --bursts", "--bursts"),
        ("--wide count --moving-average 2", "--moving-average"),
    ] {
        let run = run(&format!("trends beras {} samples/", arguments.replace("gamma -1", "gamma=-1")));
        assert_eq!(run.code, Some(2), "{arguments}");
        assert!(run.stderr.contains(message), "{arguments}: {}", run.stderr);
    }
}
