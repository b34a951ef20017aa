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

/// Runs a command over [`RECORDS`], and returns its rows.
fn records(arguments: &str) -> Vec<serde_json::Value> {
    let report = run_in(root(), &format!("{arguments} --format ndjson --input-format ndjson"), RECORDS);
    assert_eq!(report.code, Some(0), "{arguments}: {}", report.stderr);
    json_lines(&report.stdout)
}

/// The forms of a row: `membeli (1); dibeli (1)`.
fn forms(row: &serde_json::Value) -> String {
    let forms = row["forms"].as_array().unwrap().iter();
    forms.map(|form| format!("{} ({})", form["text"].as_str().unwrap(), form["count"])).collect::<Vec<_>>().join("; ")
}

#[test]
fn documents_and_groups_of_documents_have_rankings_of_stems() {
    let rows = records("terms --stem root --by-document --match ^beli$");
    let found: Vec<_> =
        rows.iter().map(|row| (row["document"].as_str().unwrap(), row["count"].as_u64().unwrap())).collect();
    assert_eq!(found, [("a", 2), ("b", 1), ("c", 1)]);
    assert_eq!((forms(&rows[0]), &rows[0]["term"]), ("dibeli (1); membeli (1)".to_owned(), &"dibeli".into()));
    let rows = records("terms --stem root --by source --match ^beli$");
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (&rows[0]["count"], &rows[0]["documents"], &rows[0]["group_documents"]),
        (&4.into(), &3.into(), &3.into())
    );
    assert_eq!(rows[0]["rank"], records("terms --stem root --match ^beli$")[0]["rank"]);
    let report =
        run_in(root(), "terms --stem root --by id --wide --match ^beli$ --format csv --input-format ndjson", RECORDS);
    let expected = "stem,forms,a,b,c\n";
    assert!(report.stdout.lines().next().unwrap().ends_with(expected.trim()), "{} {}", report.stdout, report.stderr);
    assert!(report.stdout.trim_end().ends_with(",2,1,1"), "{}", report.stdout);
}

#[test]
fn groups_of_documents_add_up_to_all() {
    let all = run("terms --stem lemma --top 0 --format csv samples/").stdout;
    let sum = |table: &str| {
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let (headers, mut sums) = (reader.headers().unwrap().clone(), BTreeMap::<String, [u64; 2]>::new());
        let at = |name| headers.iter().position(|header| header == name).unwrap();
        let columns = [at("count"), headers.iter().position(|header| header == "documents").unwrap_or(usize::MAX)];
        for row in reader.records().map(Result::unwrap) {
            let sum = sums.entry(row[at("stem")].to_owned()).or_default();
            sum[0] += row[columns[0]].parse::<u64>().unwrap();
            sum[1] += row.get(columns[1]).map_or(1, |documents| documents.parse::<u64>().unwrap());
        }
        sums
    };
    assert!(sum(&all).len() > 100);
    for by in ["--by month", "--by-document"] {
        let parts =
            [1, 4].map(|n| run(&format!("terms --stem lemma --top 0 --format csv {by} --threads {n} samples/")).stdout);
        assert_eq!(parts[0], parts[1]);
        assert_eq!(sum(&parts[0]), sum(&all), "{by}");
    }
}

#[test]
fn patterns_match_words_with_the_same_stem() {
    let nodes = |arguments: &str| {
        let rows = records(&format!("kwic {arguments}"));
        rows.iter().map(|row| row["node"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(nodes("pembelian --stem root"), ["membeli", "dibeli", "pembelian", "Pembelinya"]);
    assert_eq!(nodes("dibeli --stem lemma"), ["membeli", "dibeli"]);
    assert_eq!(nodes("dibeli|pulang --stem lemma"), ["membeli", "dibeli", "pulang"]);
    // Wildcards match words as they are written.
    assert_eq!(nodes("pembeli* --stem root"), ["pembelian", "Pembelinya"]);
    assert_eq!(nodes("--stem root --regex .*beli"), ["membeli", "dibeli"]);
    assert_eq!(
        nodes("-e membatalkan|perusahaannya --stem lemma --case keep"),
        ["dibatalkan", "Perusahaan", "membatalkan", "Perusahaannya"]
    );
    assert_eq!(nodes("membeli"), ["membeli"]);
}

#[test]
fn words_around_a_node_are_grouped_by_stem() {
    let rows = records("collocations --node beras --stem root --min-count 1 --window 2 --sort count");
    let row = |stem: &str| rows.iter().find(|row| row["stem"] == stem).unwrap_or_else(|| panic!("{stem}: {rows:?}"));
    let buys = row("beli");
    assert_eq!(forms(buys), "dibeli (1); membeli (1); pembelian (1)");
    assert_eq!(
        ["collocate", "count", "left", "right", "documents", "frequency"].map(|name| buys[name].to_string()),
        ["\"dibeli\"", "3", "2", "1", "2", "4"]
    );
    // The same windows, whatever the rows; stop words are in them, but in no group.
    for options in ["", "--stopwords none"] {
        let count = |options: &str| -> u64 {
            let rows = records(&format!("collocations --node beras --min-count 1 {options}"));
            rows.iter().map(|row| row["count"].as_u64().unwrap()).sum()
        };
        assert_eq!(count(options), count(&format!("{options} --stem root")), "{options}");
    }
    let pairs = records("collocations --stem root --min-count 2");
    let pair = pairs.iter().find(|row| row["stem"] == "beli beras").unwrap();
    assert_eq!(forms(pair), "membeli beras (1); pembelian beras (1)");
    assert_eq!(
        ["first", "second", "count", "documents", "first_frequency", "second_frequency"]
            .map(|name| pair[name].to_string()),
        ["\"membeli\"", "\"beras\"", "2", "2", "4", "3"]
    );
}

#[test]
fn grouped_collocations_do_not_depend_on_threads() {
    for command in [
        "collocations --node warga --stem root --min-count 1",
        "collocations --stem lemma --min-count 1 --stopwords none",
    ] {
        let tables =
            [1, 2, 4].map(|threads| run(&format!("{command} --format csv --threads {threads} samples/")).stdout);
        assert!(tables[0].lines().count() > 20, "{}", tables[0]);
        assert!(tables.windows(2).all(|pair| pair[0] == pair[1]), "{command}");
    }
}

#[test]
fn corpora_are_compared_by_stem() {
    let folder = folder(&[
        ("a.txt", b"Pembelian beras. Beras dibeli. Dia membeli beras."),
        ("b.txt", b"Pembeli pulang. Dia menjual kursi."),
    ]);
    let rows = |options: &str| {
        let report = run_in(
            folder.path(),
            &format!("keyness a.txt --min-count 1 --direction both --stem root --format ndjson {options}"),
            "",
        );
        assert_eq!(report.code, Some(0), "{options}: {}", report.stderr);
        json_lines(&report.stdout)
    };
    let find = |rows: &[serde_json::Value], stem: &str| rows.iter().find(|row| row["stem"] == stem).unwrap().clone();
    let buys = find(&rows("--reference b.txt"), "beli");
    assert_eq!(forms(&buys), "dibeli (1); membeli (1); pembeli (1); pembelian (1)");
    assert_eq!(
        ["target_count", "reference_count", "target_documents", "reference_documents"].map(|name| buys[name].as_u64()),
        [Some(3), Some(1), Some(1), Some(1)]
    );
    // In a list of words, the documents of a stem are not known.
    let shipped = find(&rows(""), "beli");
    assert!(shipped["reference_count"].as_u64() > Some(1000) && shipped["reference_documents"].is_null(), "{shipped}");
    assert!(forms(&shipped).starts_with("beli ("), "{shipped}");
    let report = run_in(folder.path(), "keyness a.txt --stem root --by documents", "");
    assert!(report.code == Some(2) && report.stderr.contains("documents of a stem are not known"), "{}", report.stderr);
    // Counts of stems are those of their words.
    for counts in ["", "--stem lemma"] {
        let report = run_in(
            folder.path(),
            &format!("terms b.txt --format json --top 0 --stopwords none {counts} -o counts.json"),
            "",
        );
        assert_eq!(report.code, Some(0), "{}", report.stderr);
        assert_eq!(find(&rows("--reference-counts counts.json"), "beli")["reference_count"], 1, "{counts}");
    }
    let report = run_in(folder.path(), "keyness a.txt --reference-counts counts.json", "");
    assert!(report.code == Some(2) && report.stderr.contains("the counts are those of stems"), "{}", report.stderr);
    let report = run_in(folder.path(), "keyness a.txt --reference b.txt --kind person --stem root", "");
    assert!(report.code == Some(2) && report.stderr.contains("--stem is for terms"), "{}", report.stderr);
}

#[test]
fn the_rest_is_compared_by_stem_as_if_it_were_another_corpus() {
    let records = r#"{"id":"a","source":"x","text":"Pembelian beras. Beras dibeli."}
{"id":"b","source":"y","text":"Pembeli membeli beras. Dia menjual kursi."}
{"id":"c","source":"y","text":"Penjualan kursi."}
"#;
    let lines: Vec<&str> = records.lines().collect();
    let folder = folder(&[
        ("all.ndjson", records.as_bytes()),
        ("x.ndjson", lines[0].as_bytes()),
        ("y.ndjson", lines[1..].join("\n").as_bytes()),
    ]);
    let run = |arguments: &str| {
        let report = run_in(
            folder.path(),
            &format!("keyness {arguments} --stem root --min-count 1 --direction both --format csv"),
            "",
        );
        assert_eq!(report.code, Some(0), "{}", report.stderr);
        report.stdout
    };
    for options in ["", "--ngrams 2", "--by documents"] {
        let split = run(&format!("all.ndjson --source x --reference-rest {options}"));
        assert_eq!(split, run(&format!("x.ndjson --reference y.ndjson {options}")), "{options}");
        assert!(split.lines().count() > 2, "{split}");
    }
}

#[test]
fn a_table_shows_three_forms() {
    let text = "Membeli, dibeli, pembeli, pembelian, terbeli.";
    let table = run_in(root(), "terms --stem root --format table --match ^beli$", text).stdout;
    assert!(table.contains("dibeli (1); membeli (1); pembeli (1); …"), "{table}");
    let csv = run_in(root(), "terms --stem root --format csv --match ^beli$", text).stdout;
    assert!(csv.contains("pembelian (1); terbeli (1)"), "{csv}");
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
const AMBIGUOUS: &[&str] =
    &["diarena", "dicap", "dikelas", "dimadu", "dinyana", "dipalu", "diperah", "diterapi", "masi", "perasi"];

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
