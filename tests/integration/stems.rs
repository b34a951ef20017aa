//! `stem`, and `terms --stem`.

use std::collections::{BTreeMap, BTreeSet};

use telaah::stem::{StemLevel, StemSettings, Stemmer};

use crate::support::{folder, json_lines, root, run, run_in};

const RECORDS: &str = r#"{"id":"a","text":"Pemerintah membeli beras. Beras dibeli pemerintah, lalu perintah itu dibatalkan."}
{"id":"b","text":"Perusahaan membatalkan pembelian beras. Perusahaannya rugi."}
{"id":"c","text":"Pembelinya pulang ke Bekasi."}
"#;

fn rows(arguments: &str) -> String {
    let report = run_in(root(), &format!("{arguments} --format csv --input-format ndjson"), RECORDS);
    assert_eq!(report.code, Some(0), "{arguments}: {}", report.stderr);
    report.stdout
}

#[test]
fn words_are_shown_with_their_stems() {
    let report = run("stem --format csv pemerintahannya Diperiksa anak-anak kediri");
    let expected = "word,lemma,root,via,analysis
pemerintahannya,pemerintahan,perintah,grammar,peN-+perintah+-an+-nya
Diperiksa,memeriksa,periksa,grammar,di-+periksa
anak-anak,anak,anak,grammar,
kediri,kediri,kediri,name,
";
    assert_eq!(report.stdout, expected);
    let report = run_in(root(), "stem --format csv", "Mereka \"memperbincangkannya\".\n\nBesok");
    let words: Vec<_> = report.stdout.lines().skip(1).map(|row| row.split(',').next().unwrap()).collect();
    assert_eq!(words, ["Mereka", "memperbincangkannya", "Besok"]);
}

#[test]
fn every_analysis_is_explained() {
    let report = run("stem --explain --format ndjson mengarang kediri");
    let rows = json_lines(&report.stdout);
    assert_eq!(
        (&rows[0]["rank"], &rows[0]["root"], &rows[0]["lemma"]),
        (&1.into(), &"karang".into(), &"mengarang".into())
    );
    assert_eq!((&rows[1]["rank"], &rows[1]["root"]), (&2.into(), &"arang".into()));
    assert!(rows[1]["lemma"].is_null());
    assert!(rows[0]["score"].as_u64() > rows[1]["score"].as_u64());
    let name = rows.iter().find(|row| row["word"] == "kediri").unwrap();
    assert_eq!((&name["via"], &name["root"]), (&"name".into(), &"kediri".into()));
    assert!(name["rank"].is_null());
}

#[test]
fn the_file_of_a_user_wins_and_its_faults_are_told_by_line() {
    let files: [(&str, &[u8]); 3] = [
        ("mine.tsv", b"# mine\nanak-anak\nPemerintah\tpemerintah\tpemerintah\n+gugel\n"),
        ("more.tsv", b"pemerintah\tnegara\n"),
        ("bad.tsv", b"rumah\nrumah sakit\n"),
    ];
    let folder = folder(&files);
    let words = "stem --format csv anak-anak pemerintah menggugel";
    let report = run_in(folder.path(), &format!("{words} --stem-exceptions mine.tsv --stem-exceptions more.tsv"), "");
    let expected = "word,lemma,root,via,analysis
anak-anak,anak-anak,anak-anak,user,
pemerintah,negara,negara,user,
menggugel,menggugel,gugel,grammar,meN-+gugel
";
    assert_eq!(report.stdout, expected, "{}", report.stderr);
    for (file, message) in [("bad.tsv", "bad.tsv:2: a word contains a blank"), ("none.tsv", "none.tsv: cannot read")] {
        let report = run_in(folder.path(), &format!("stem rumah --stem-exceptions {file}"), "");
        assert_eq!(report.code, Some(2), "{}", report.stderr);
        assert!(report.stderr.contains(message), "{}", report.stderr);
    }
}

#[test]
fn terms_with_the_same_stem_are_one_row() {
    let expected = "term,count,documents,per_million,stem,forms
beras,3,2,150000.00,beras,beras (3)
perusahaan,2,1,100000.00,perusahaan,perusahaan (1); perusahaannya (1)";
    let lemmas = rows("terms --stem lemma --stopwords none --match beras|usaha");
    let without_ranks =
        |table: &str| table.lines().map(|row| row.split_once(',').unwrap().1.to_owned()).collect::<Vec<_>>().join("\n");
    assert_eq!(without_ranks(&lemmas), expected);
    let roots = rows("terms --stem root --top 3");
    let purchases = roots.lines().find(|row| row.contains(",beli,")).unwrap_or_default();
    assert!(
        purchases.contains(",4,3,") && purchases.contains("dibeli (1)") && purchases.contains("membeli (1)"),
        "{roots}"
    );
    assert!(roots.contains("perintah,pemerintah (2); perintah (1)"), "{roots}");
}

#[test]
fn a_group_is_shown_if_the_pattern_matches_its_stem_or_any_form() {
    for pattern in ["^beli$", "^dibeli$", "^pembeli"] {
        let table = rows(&format!("terms --stem root --match {pattern}"));
        assert!(table.contains(",beli,") && table.lines().count() == 2, "{pattern}: {table}");
    }
}

#[test]
fn stop_words_are_judged_by_the_form() {
    let folder = folder(&[("stop.txt", b"membeli\n")]);
    let report = run_in(
        folder.path(),
        "terms --stem root --stopwords stop.txt --match ^beli$ --format ndjson --input-format ndjson",
        RECORDS,
    );
    let row = &json_lines(&report.stdout)[0];
    assert_eq!(row["count"], 3);
    let forms: Vec<_> = row["forms"].as_array().unwrap().iter().map(|form| form["text"].as_str().unwrap()).collect();
    assert_eq!(forms, ["dibeli", "pembelian", "pembelinya"]);
}

#[test]
fn the_stem_of_an_ngram_has_the_stems_of_its_words() {
    let text = r#"{"id":"a","text":"Membeli beras. Pembelian beras. Membeli berasnya."}"#;
    let report = run_in(root(), "terms --stem root --ngrams 2 --format csv --input-format ndjson", text);
    let row = report.stdout.lines().nth(1).unwrap();
    assert!(row.starts_with("1,membeli beras,3,1,") && row.contains(",beli beras,"), "{row}");
    let report = run_in(root(), "terms --stem root --case keep --format csv --input-format ndjson", text);
    assert!(report.stdout.contains("beli,Membeli (2); Pembelian (1)"), "{}", report.stdout);
}

#[test]
fn a_joined_name_is_not_taken_apart() {
    let text = r#"{"id":"a","text":"Presiden Prabowo Subianto menemui Susi Pudjiastuti di rumahnya."}"#;
    let report = run_in(root(), "terms --stem root --names join --format csv --input-format ndjson", text);
    assert!(report.stdout.contains("susi pudjiastuti,susi pudjiastuti (1)"), "{}", report.stdout);
    assert!(report.stdout.contains("rumah,rumahnya (1)"), "{}", report.stdout);
}

#[test]
fn groups_of_stems_do_not_depend_on_threads() {
    let command = "terms --stem root --top 0 --format csv samples/";
    let tables = [1, 2, 4].map(|threads| run(&format!("{command} --threads {threads}")).stdout);
    assert!(tables[0].lines().count() > 100);
    assert!(tables.windows(2).all(|pair| pair[0] == pair[1]));
    // The same words, in fewer rows.
    let counts = |table: &str, column| -> u64 {
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        reader.records().map(|row| row.unwrap()[column].parse::<u64>().unwrap()).sum()
    };
    let words = run("terms --top 0 --format csv samples/").stdout;
    assert_eq!(counts(&tables[0], 2), counts(&words, 2));
    assert!(tables[0].lines().count() < words.lines().count());
}

#[test]
fn stems_are_not_combined_with_groups_of_documents() {
    for option in ["--by-document", "--by month"] {
        let report = run_in(root(), &format!("terms --stem root {option} --input-format ndjson"), RECORDS);
        assert_eq!(report.code, Some(2), "{option}");
        assert!(report.stderr.contains("--stem counts all documents together"), "{}", report.stderr);
    }
}

/// The rows of a shared set without its heading.
fn shared_rows(name: &str) -> Vec<Vec<String>> {
    let path = root().join("../shared/gold/stem").join(name);
    let table = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    table.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn is_among(answer: &str, gold: &str) -> bool {
    gold.split('|').any(|gold| gold == answer)
}

/// Names, function words, rules and complaints of users about other stemmers.
#[test]
#[ignore = "needs the annotated sets in ../shared/gold"]
fn own_cases_have_their_stems() {
    let stemmer = Stemmer::default();
    let (mut all, mut lemmas, mut roots, mut missed) = (0, 0, 0, Vec::new());
    for row in shared_rows("own_cases.tsv") {
        let [word, _, lemma, root, note] = &row[..] else { continue };
        let stems = stemmer.stems(word);
        let is_right = is_among(&stems.root, root);
        all += 1;
        lemmas += usize::from(is_among(&stems.lemma, lemma));
        roots += usize::from(is_right);
        if !is_right && ["complaint", "root", "name"].iter().any(|class| note.starts_with(class)) {
            missed.push(word.clone());
        }
    }
    println!("own cases: {lemmas} lemmas and {roots} roots of {all} right");
    assert!(all > 0 && roots * 100 >= all * 98 && lemmas * 100 >= all * 99, "{lemmas} {roots} {all}");
    assert_eq!(missed, [""; 0]);
}

/// The roots of treebanks, which differ among themselves.
#[test]
#[ignore = "needs the annotated sets in ../shared/gold"]
fn treebanks_have_these_roots() {
    let stemmer = Stemmer::default();
    for (set, least) in [("ud_csui_train.tsv", 900), ("ud_gsd_dev.tsv", 930)] {
        let rows = shared_rows(set);
        let right = rows.iter().filter(|row| is_among(&stemmer.root(&row[0]), &row[1])).count();
        println!("{set}: {right} of {} roots right", rows.len());
        assert!(right * 1000 >= rows.len() * least, "{set}: {right} of {}", rows.len());
    }
}

/// The words of news whose lemma has another root than they: spellings that are a form of two verbs.
const AMBIGUOUS: &[&str] = &[
    "diarena", "dicamkan", "dicap", "dikelas", "dimadu", "dinyana", "dipalu", "diperah", "diterapi", "masi", "perasi",
];

/// The properties of stems over all words of the news; the exceptions are named.
#[test]
#[ignore = "needs the news in ../shared/news, unpacked by gzip -dk"]
fn stems_of_the_vocabulary_of_news_are_their_own() {
    let path = root().join("../shared/news/articles.ndjson");
    let path = std::env::var_os("TELAAH_NEWS").map_or(path, Into::into);
    let news = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut words = BTreeSet::new();
    for line in news.lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = record["text"].as_str().unwrap_or_default().to_lowercase();
        words.extend(text.split(|c: char| !c.is_alphabetic() && c != '-').map(str::to_owned));
    }
    let stemmer = Stemmer::new(StemSettings::default());
    let mut exceptions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for word in &words {
        let [lemma, root] = [StemLevel::Lemma, StemLevel::Root].map(|level| stemmer.key(word, level));
        let checks = [
            ("empty", word.is_empty() || !(lemma.is_empty() || root.is_empty())),
            ("root of root", stemmer.root(&root) == root),
            ("lemma of lemma", stemmer.lemma(&lemma) == lemma),
            ("root of lemma", stemmer.root(&lemma) == root),
        ];
        for (property, _) in checks.iter().filter(|(_, holds)| !holds) {
            exceptions.entry(property).or_default().push(word);
        }
    }
    println!("{} words; exceptions: {exceptions:?}", words.len());
    let expected = BTreeMap::from([("root of lemma", AMBIGUOUS.to_vec())]);
    assert_eq!(exceptions, expected);
}
