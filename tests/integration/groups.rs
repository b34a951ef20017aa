//! `--by`: rankings of groups of documents.

use crate::support::{folder, json_lines, root, run, run_in};

const RECORDS: &str = r#"{"id":"a","date":"2024-01-30","source":"Kabar","rubrik":"ekonomi","text":"Beras naik. Beras langka. Joko Widodo ke Jepang."}
{"id":"b","date":"2024-02-01","source":"Pos","rubrik":"ekonomi","text":"Beras turun, kata Joko Widodo."}
{"id":"c","date":"2024-04-03","source":"Kabar","rubrik":"olahraga","text":"Bola masuk gawang."}
{"id":"d","text":"Kopi dan beras."}
"#;

fn rows(arguments: &str) -> String {
    let report = run_in(root(), &format!("{arguments} --format csv --input-format ndjson"), RECORDS);
    assert_eq!(report.code, Some(0), "{arguments}: {}", report.stderr);
    report.stdout
}

#[test]
fn terms_are_ranked_in_each_group() {
    let by_month = rows("terms --by month --top 1");
    let expected = "group,rank,term,count,documents,per_million,group_words,group_documents
,1,beras,1,1,333333.33,3,1
2024-01,1,beras,2,1,250000.00,8,1
2024-02,1,beras,1,1,200000.00,5,1
2024-04,1,bola,1,1,333333.33,3,1
";
    assert_eq!(by_month, expected);
    let groups = |by: &str| {
        let table = rows(&format!("terms --match ^b --by {by} --top 1"));
        table.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(groups("day"), " 2024-01-30 2024-02-01 2024-04-03");
    assert_eq!(groups("week"), " 2024-W05 2024-W05 2024-W14".replace("2024-W05 2024-W05", "2024-W05"));
    assert_eq!(groups("year"), " 2024");
    assert_eq!(groups("source"), " Kabar Pos");
    assert_eq!(groups("rubrik"), " ekonomi olahraga");
    // The rank in the group's complete list.
    assert!(rows("terms --by rubrik --match ^turun").contains("\nekonomi,"));
    assert!(!rows("terms --by rubrik --match ^turun").contains(",1,turun,"));
}

#[test]
fn a_wide_table_has_a_column_for_each_group() {
    let expected = "rank,term,count,documents,per_million,(),2024-01,2024-02,2024-04
1,beras,4,3,210526.32,1,2,1,0
";
    assert_eq!(rows("terms --by month --wide --top 1"), expected);
    let expected = "kind,entity,canonical,label,count,documents,forms,confidence,Kabar,Pos
person,Joko Widodo,Joko Widodo,Joko Widodo,2,2,Joko Widodo (2),99,1,1
";
    assert_eq!(rows("entities --by source --wide --kind person").replace(",()", "").replace("99,0,", "99,"), expected);
    let report = run_in(root(), "terms --by month --wide --top 1 --format ndjson --input-format ndjson", RECORDS);
    assert_eq!(json_lines(&report.stdout)[0]["2024-01"], 2);
}

#[test]
fn entities_are_ranked_in_each_group() {
    let expected =
        "group,kind,entity,canonical,label,count,documents,forms,confidence,per_million,group_words,group_documents
ekonomi,person,Joko Widodo,Joko Widodo,Joko Widodo,2,2,Joko Widodo (2),99,153846.15,13,2
ekonomi,country,JP,JP,Jepang,1,1,Jepang (1),,76923.08,13,2
";
    assert_eq!(rows("entities --by rubrik --kind person,country"), expected);
    assert_eq!(rows("entities --by month --kind country --match JP").lines().count(), 2);
}

#[test]
fn groups_do_not_depend_on_threads_and_add_up() {
    for command in
        ["terms --by day", "entities --by week", "terms --by month --wide", "entities --by year --wide --in-name"]
    {
        let output = |threads| run(&format!("{command} --format csv --threads {threads} samples")).stdout;
        assert!(output(1).lines().count() > 10 && output(1) == output(4), "{command}");
    }
    let count = |row: &serde_json::Value| row["count"].as_u64().unwrap();
    let sum = |arguments: &str| {
        json_lines(&run(&format!("{arguments} --format ndjson samples")).stdout).iter().map(count).sum::<u64>()
    };
    assert_eq!(sum("terms --by month"), sum("terms"));
    assert_eq!(sum("entities --by month"), sum("entities"));
}

#[test]
fn trends_are_lines_in_tables() {
    let report = |arguments: &str| {
        let report = run_in(root(), &format!("{arguments} --input-format ndjson"), RECORDS);
        assert_eq!(report.code, Some(0), "{}", report.stderr);
        report.stdout
    };
    let table = report("terms --by month --wide --top 1 --format table --bars always");
    assert!(table.contains("trend") && table.contains("█▇ ▁"), "{table}");
    assert!(report("terms --by month --match ^beras --format table --bars always").contains("█▇ ▁"));
    for arguments in [
        "--by month --format table --bars never",
        "--by source --format table --bars always",
        "--by month --format csv --bars always",
    ] {
        assert!(!report(&format!("terms {arguments}")).contains("trend"), "{arguments}");
    }
}

#[test]
fn groups_exclude_what_they_cannot_be_combined_with() {
    let place = folder(&[("a.txt", b"Beras naik.")]);
    for arguments in [
        "terms --by month --by-document",
        "terms --wide",
        "entities --by month --mentions",
        "entities --by year --by-document",
    ] {
        let report = run_in(place.path(), &format!("{arguments} a.txt"), "");
        assert_eq!((report.code, &*report.stdout), (Some(2), ""), "{arguments}");
    }
}
