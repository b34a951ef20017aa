//! `network`.

use std::collections::{BTreeMap, HashMap};
use std::fs;

use super::{assert_equal_cells, output, rows, sample_texts, shared};
use crate::support::{folder, run, run_in};

/// The nodes and the edges of a run.
fn tables(arguments: &[&str], inputs: &[&str]) -> [Vec<HashMap<String, String>>; 2] {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jaringan");
    let all = [&["network", "--format", "csv", "-q", "-o", path.to_str().unwrap()], arguments, inputs].concat();
    output(&all);
    ["nodes", "edges"].map(|name| rows(&fs::read_to_string(path.join(format!("{name}.csv"))).unwrap(), b','))
}

fn number(row: &HashMap<String, String>, name: &str) -> f64 {
    row[name].parse().unwrap()
}

#[test]
#[ignore = "needs the reference values in ../shared/gold/corpus"]
fn networks_equal_the_reference() {
    let samples = sample_texts();
    let inputs: Vec<&str> = samples.iter().map(String::as_str).collect();
    let table = |name: &str| rows(&fs::read_to_string(shared(name)).unwrap(), b'\t');
    let (expected_nodes, expected_edges) = (table("network_nodes.tsv"), table("network_edges.tsv"));
    for by in ["sentence", "paragraph", "document"] {
        let [nodes, edges] = tables(&["--by", by, "--min-count", "1", "--isolated"], &inputs);
        let expected: Vec<_> = expected_nodes.iter().filter(|row| row["by"] == by).collect();
        let report: serde_json::Value =
            serde_json::from_str(&output(&[&["network", "--by", by, "--format", "json"], &inputs[..]].concat()))
                .unwrap();
        assert_eq!(report["summary"]["network"]["units"].to_string(), expected[0]["units"]);
        assert_eq!(nodes.len(), expected.len(), "{by}");
        for (node, row) in nodes.iter().zip(&expected) {
            let columns = ["id", "kind", "count", "mentions", "documents"].map(|name| (name, name));
            assert_equal_cells(node, row, &columns, &format!("{by} {}", row["id"]));
        }
        let expected: Vec<_> = expected_edges.iter().filter(|row| row["by"] == by).collect();
        assert_eq!(edges.len(), expected.len(), "{by}");
        for (edge, row) in edges.iter().zip(expected) {
            let columns = ["source", "target", "count", "documents", "jaccard", "dice", "pmi", "npmi", "g2"];
            assert_equal_cells(
                edge,
                row,
                &columns.map(|name| (name, name)),
                &format!("{by} {} {}", row["source"], row["target"]),
            );
        }
    }
}

#[test]
fn edges_have_fewer_units_than_their_nodes() {
    for by in ["sentence", "paragraph", "document"] {
        let [nodes, edges] = tables(&["--by", by, "--min-count", "1"], &["samples/"]);
        let counts: HashMap<&str, (f64, f64)> =
            nodes.iter().map(|row| (&*row["id"], (number(row, "count"), number(row, "documents")))).collect();
        assert!(edges.len() > 50, "{by}");
        let mut connected: Vec<&str> = Vec::new();
        for edge in &edges {
            let (source, target) = (&*edge["source"], &*edge["target"]);
            assert!(source < target && edge["type"] == "undirected" && edge["weight"] == edge["count"], "{edge:?}");
            for id in [source, target] {
                let (count, documents) = counts[id];
                assert!(number(edge, "count") <= count && number(edge, "documents") <= documents, "{edge:?}");
                connected.push(id);
            }
            assert!(number(edge, "jaccard") <= number(edge, "dice") && number(edge, "npmi") <= 1.0, "{edge:?}");
        }
        connected.sort_unstable();
        connected.dedup();
        assert_eq!(connected.len(), nodes.len(), "{by}");
    }
}

#[test]
fn nodes_are_the_entities() {
    let [nodes, _] = tables(&["--by", "document", "--isolated"], &["samples/"]);
    let entities = rows(&output(&["entities", "--kind", "person,country", "--format", "csv", "samples/"]), b',');
    let mut expected: BTreeMap<String, [String; 3]> = BTreeMap::new();
    for row in entities.iter().filter(|row| !row["canonical"].is_empty()) {
        let id = format!("{}:{}", row["kind"], row["canonical"]);
        expected.insert(id, ["label", "count", "documents"].map(|name| row[name].clone()));
    }
    let found: BTreeMap<String, [String; 3]> = nodes
        .iter()
        .map(|row| (row["id"].clone(), ["label", "mentions", "documents"].map(|name| row[name].clone())))
        .collect();
    assert!(found.len() > 30);
    assert_eq!(found, expected);
    assert!(nodes.iter().all(|row| row["count"] == row["documents"]));
}

#[test]
fn edges_are_chosen_by_kinds_counts_and_weights() {
    let edges = |arguments: &str| {
        let arguments: Vec<&str> = arguments.split_whitespace().collect();
        rows(&output(&[&["network", "--format", "csv", "-q"], &arguments[..], &["samples/"]].concat()), b',')
    };
    let all = edges("--min-count 1");
    let kinds = |row: &HashMap<String, String>| {
        let kind = |name: &str| row[name].split(':').next().unwrap().to_owned();
        (kind("source"), kind("target"))
    };
    let mut sum = 0;
    for (between, expected) in [
        ("person-person", ("person", "person")),
        ("person-country", ("country", "person")),
        ("country-country", ("country", "country")),
    ] {
        let chosen = edges(&format!("--min-count 1 --between {between}"));
        assert!(chosen.iter().all(|row| kinds(row) == (expected.0.to_owned(), expected.1.to_owned())), "{between}");
        sum += chosen.len();
    }
    assert_eq!(sum, all.len());
    assert_eq!(edges("--min-count 1 --between person-person,country-country,person-country"), all);
    let frequent = edges("");
    assert!(!frequent.is_empty() && frequent.len() < all.len());
    assert!(frequent.iter().all(|row| number(row, "count") >= 2.0));
    let in_several = edges("--min-documents 2");
    assert!(!in_several.is_empty() && in_several.len() < frequent.len());
    assert!(in_several.iter().all(|row| number(row, "documents") >= 2.0));
    for weight in ["jaccard", "npmi", "g2"] {
        let ranked = edges(&format!("--by document --min-count 1 --weight {weight}"));
        assert!(ranked.iter().all(|row| row["weight"] == row[weight] && number(row, "weight") > 0.0), "{weight}");
        assert!(ranked.is_sorted_by(|a, b| number(a, "weight") >= number(b, "weight")), "{weight}");
        assert_eq!(edges(&format!("--by document --min-count 1 --weight {weight} --top 5")), ranked[..5]);
    }
    assert!(edges("--by document --min-count 1 --weight npmi").len() < edges("--by document --min-count 1").len());
}

#[test]
fn networks_are_the_same_for_any_split_and_any_number_of_threads() {
    let whole = tempfile::tempdir().unwrap();
    let parts = tempfile::tempdir().unwrap();
    let people = ["Vladimir Putin", "Joko Widodo", "Kim Jong Un", "Retno Marsudi"];
    let countries = ["Rusia", "Indonesia", "Korea Utara", "Jepang", "Jerman"];
    let record = |n: usize| {
        let (person, country, other) = (people[n % 4], countries[n % 5], countries[n * 7 % 5]);
        format!(
            "{{\"id\":\"a{n}\",\"text\":\"Presiden {person} tiba di {country}. Menurut {person}, {other} setuju.\\n\\nPejabat {country} dan {other} bertemu.\"}}\n"
        )
    };
    fs::write(whole.path().join("a.ndjson"), (0..300).map(record).collect::<String>()).unwrap();
    for part in 0..7 {
        let records: String = (0..300).filter(|n| n % 7 == 6 - part).map(record).collect();
        fs::write(parts.path().join(format!("{part}.ndjson")), records).unwrap();
    }
    for options in
        ["--format csv", "--by paragraph --format gexf", "--by document --weight g2 --isolated --format json"]
    {
        let table = |folder: &std::path::Path, threads: usize| {
            let run = run_in(folder, &format!("network {options} --threads {threads} ."), "");
            assert_eq!(run.code, Some(0), "{run:?}");
            run.stdout
        };
        let expected = table(whole.path(), 1);
        assert!(expected.lines().count() > 5, "{expected}");
        for threads in [1, 4] {
            assert_eq!(table(parts.path(), threads), expected, "{options}");
        }
    }
}

#[test]
fn units_with_too_many_entities_are_named() {
    let names: Vec<String> = (0..2001)
        .map(|n| {
            let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
            format!("Presiden Joko {}{}{}wan", letter(n / 676).to_uppercase(), letter(n / 26), letter(n))
        })
        .collect();
    let text = format!("{}.\n\nVladimir Putin tiba di Rusia. Vladimir Putin pulang ke Rusia.", names.join(" dan "));
    let files = folder(&[("a.txt", text.as_bytes())]);
    let run = run_in(files.path(), "network --by document --format csv a.txt", "");
    assert_eq!((run.code, run.stdout.lines().count()), (Some(0), 1), "{}", run.stderr);
    let warning = "telaah: warning: a.txt: document 1 names ";
    assert!(
        run.stderr.starts_with(warning) && run.stderr.contains("more than 2000: not in the network"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("note: no two people or countries are named together that often"), "{}", run.stderr);
    let sentences = run_in(files.path(), "network --by sentence --format json a.txt", "").stdout;
    let report: serde_json::Value = serde_json::from_str(&sentences).unwrap();
    assert_eq!(report["edges"][0]["source"], "country:RU");
    assert_eq!((&report["edges"][0]["type"], &report["edges"][0]["weight"]), (&"undirected".into(), &2.0.into()));
    assert_eq!(report["summary"]["network"]["crowded_units"], 1);
    assert_eq!(report["summary"]["network"]["units"], 2);
    assert_eq!(report["summary"]["network"]["entities"], 2);
    assert_eq!(report["summary"]["nodes"][0]["label"], "Rusia");
}

#[test]
fn graphs_hold_the_tables_and_are_not_read_again() {
    let files =
        folder(&[("a.txt", b"Vladimir Putin tiba di Rusia. Vladimir \"Vova\" Putin & Rusia; Vladimir Putin <Rusia>.")]);
    for extension in ["gexf", "graphml"] {
        let run = run_in(files.path(), &format!("network . -o jaringan.{extension}"), "");
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let graph = fs::read_to_string(files.path().join(format!("jaringan.{extension}"))).unwrap();
        assert!(graph.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- telaah -->\n"), "{graph}");
        assert!(graph.contains("source=\"country:RU\" target=\"person:Vladimir Putin\""), "{graph}");
        assert_eq!((graph.matches("<node ").count(), graph.matches("<edge ").count()), (2, 1));
        let weight = if extension == "gexf" { "weight=\"2\"" } else { "<data key=\"edge_weight\">2</data>" };
        assert!(graph.contains(weight), "{graph}");
        let report = run_in(files.path(), "analyze . --format csv", "");
        assert!(!report.stdout.contains("jaringan") && report.stderr.contains("skipped"), "{report:?}");
        fs::remove_file(files.path().join(format!("jaringan.{extension}"))).unwrap();
    }
    let gexf = run_in(files.path(), "network a.txt --format gexf", "").stdout;
    assert!(gexf.contains("<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">"));
    assert!(
        gexf.contains("<attribute id=\"npmi\" title=\"npmi\" type=\"double\"/>") && !gexf.contains("\"type\" title")
    );
}

#[test]
fn other_commands_write_no_graphs() {
    for arguments in [
        "terms samples/ --format gexf",
        "analyze samples/ -o x.graphml",
        "stopwords --format gexf",
        "terms samples/ --format graphml --by year",
    ] {
        let run = run(arguments);
        assert_eq!((run.code, &*run.stdout), (Some(2), ""), "{arguments}");
        assert!(run.stderr.contains("only telaah network writes it"), "{}", run.stderr);
    }
    assert!(!std::path::Path::new("x.graphml").exists());
}

#[test]
fn folders_and_workbooks_have_both_tables() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    output(&["network", "samples/", "-q", "--format", "tsv", "-o", &path("hasil")]);
    let mut names: Vec<_> = fs::read_dir(path("hasil")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["edges.tsv", "nodes.tsv"]);
    let edges = fs::read_to_string(folder.path().join("hasil/edges.tsv")).unwrap();
    output(&["network", "samples/", "-q", "-o", &path("hubungan.tsv")]);
    assert_eq!(fs::read_to_string(path("hubungan.tsv")).unwrap(), edges);
    let pages = output(&["network", "samples/", "--format", "markdown"]);
    assert!(pages.contains("## nodes\n") && pages.contains("## edges\n"), "{pages}");
}
