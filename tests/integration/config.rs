//! Settings from files and the environment.

use std::fs;
use std::path::Path;

use crate::support::{folder, json_lines, run_in, telaah};

const TEXT: &str = "beras beras kopi teh";

/// Runs in a folder with variables of the environment.
fn run_with(folder: &Path, variables: &[(&str, &str)], arguments: &str) -> (Option<i32>, String, String) {
    let mut command = telaah();
    command.current_dir(folder).envs(variables.iter().copied()).args(arguments.split_whitespace());
    let output = command.write_stdin(TEXT).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// The value and the source of a setting.
fn setting(folder: &Path, variables: &[(&str, &str)], name: &str) -> (String, String) {
    let (code, stdout, stderr) = run_with(folder, variables, "config --format ndjson");
    assert_eq!((code, &*stderr), (Some(0), ""));
    let rows = json_lines(&stdout);
    let row = rows.iter().find(|row| row["setting"] == name).unwrap_or_else(|| panic!("{name}: {stdout}"));
    let text = |field: &str| row[field].as_str().unwrap_or_default().to_owned();
    (text("value"), text("source"))
}

#[test]
fn what_is_typed_wins_then_the_environment_then_the_folder_then_the_user() {
    let place = folder(&[
        ("telaah.toml", b"# Semua\nformat = \"ndjson\"\n\n[terms]\ntop = 2\n"),
        ("user/telaah/telaah.toml", b"format = \"json\"\nmin-count = 1\ntop = 9\n"),
        ("lain/a.txt", b"beras"),
        ("lain.toml", b"format = \"tsv\"\n"),
    ]);
    let user = place.path().join("user");
    let user = [("XDG_CONFIG_HOME", user.to_str().unwrap()), ("APPDATA", user.to_str().unwrap())];
    let run = |folder: &Path, variables: &[(&str, &str)], arguments: &str| {
        let (code, stdout, stderr) = run_with(folder, &[&user, variables].concat(), arguments);
        assert_eq!((code, &*stderr), (Some(0), ""), "{arguments}");
        stdout
    };
    let (here, elsewhere) = (place.path(), place.path().join("lain"));
    assert!(run(&elsewhere, &[], "terms").starts_with("{\"schema_version\":1,\"terms\":["));
    let lines = run(here, &[], "terms");
    assert!(lines.starts_with("{\"rank\":1,") && lines.lines().count() == 2, "{lines}");
    assert!(run(here, &[("TELAAH_FORMAT", "tsv")], "terms").starts_with("rank\t"));
    // Options of one name may take other values in other commands.
    for (variable, value) in [("TELAAH_WEIGHT", "npmi"), ("TELAAH_WITHIN", "phrase"), ("TELAAH_THRESHOLD", "0.4")] {
        assert!(run(here, &[("TELAAH_FORMAT", "tsv"), (variable, value)], "terms").starts_with("rank\t"), "{variable}");
    }
    assert!(run(here, &[("TELAAH_FORMAT", "tsv")], "terms --format csv").starts_with("rank,"));
    assert!(run(here, &[], "terms --config lain.toml").starts_with("rank\t"));
    assert!(run(here, &[("TELAAH_CONFIG", "lain.toml")], "terms").starts_with("rank\t"));
    assert!(run(here, &[], "terms --config none").starts_with("rank,"));
    // The extension of a typed name takes precedence, too.
    run(here, &[], "terms -q -o hasil.csv");
    assert!(fs::read_to_string(here.join("hasil.csv")).unwrap().starts_with("rank,"));

    assert_eq!(setting(here, &user, "format"), ("ndjson".into(), "telaah.toml:2".into()));
    assert_eq!(setting(here, &user, "terms.top"), ("2".into(), "telaah.toml:5".into()));
    let file = Path::new(user[0].1).join("telaah").join("telaah.toml");
    assert_eq!(setting(here, &user, "top"), ("9".into(), format!("{}:3", file.display())));
    let variables = [user[0], user[1], ("TELAAH_FORMAT", "csv")];
    let (code, stdout, _) = run_with(here, &variables, "config");
    assert_eq!(code, Some(0));
    assert!(stdout.contains("\nformat,csv,TELAAH_FORMAT,analyze terms entities "), "{stdout}");
    assert!(stdout.contains("\ncase,fold,default,analyze terms"), "{stdout}");
}

#[test]
fn lists_flags_and_dates_are_settings() {
    let place = folder(&[
        ("telaah.toml", b"stopwords = [\"none\"]\nkeep-boilerplate = true\nquiet = true\ndate = 2024-12-31\nkind = [\"date\", \"country\"]\n"),
        ("a.txt", b"Jakarta, 1 Mei, yang di Jepang kemarin."),
    ]);
    let report = run_in(place.path(), "terms a.txt --format csv", "");
    assert!(report.stdout.contains(",yang,"), "{}", report.stdout);
    let report = run_in(place.path(), "terms a.txt --format csv --stopwords inti", "");
    assert!(!report.stdout.contains(",yang,"), "{}", report.stdout);
    // A setting that conflicts with a typed option is ignored.
    let report = run_in(place.path(), "terms a.txt --format csv -v", "");
    assert!(report.stderr.contains("1 document, 0 failed"), "{}", report.stderr);
    let report = run_in(place.path(), "entities a.txt --format csv", "");
    assert!(report.stdout.contains("date,2024-12-30,") && report.stdout.contains("country,JP,"), "{}", report.stdout);
    let report = run_in(place.path(), "entities --mentions a.txt --format csv", "");
    assert_eq!(report.code, Some(0), "{}", report.stderr);
    assert_eq!(setting(place.path(), &[], "keep-boilerplate"), ("true".into(), "telaah.toml:2".into()));
    let stop_words = setting(place.path(), &[("TELAAH_STOPWORDS", "inti,berita")], "stopwords");
    assert_eq!(stop_words, ("inti,berita".into(), "TELAAH_STOPWORDS".into()));
}

#[test]
fn settings_of_options_that_need_another_wait_for_it() {
    let place = folder(&[
        (
            "telaah.toml",
            b"[terms]\nparts = \"source\"\nk1 = 2.0\nno-norm = true\n[trends]\nburst-ratio = 3.0\n[quotes]\ntop = 5\nunattributed = \"no\"\n",
        ),
        ("a.txt", TEXT.as_bytes()),
        ("b.txt", b"Warga Bandung berkumpul."),
    ]);
    let run = |arguments: &str| {
        let report = run_in(place.path(), arguments, "");
        assert_eq!((report.code, &*report.stderr), (Some(0), ""), "{arguments}");
        report.stdout
    };
    let without = |arguments: &str| run(&format!("{arguments} --config none"));
    assert_eq!(run("terms a.txt b.txt"), without("terms a.txt b.txt"));
    assert_eq!(run("quotes a.txt"), without("quotes --unattributed no a.txt"));
    assert_eq!(run("quotes --by-speaker a.txt"), without("quotes --by-speaker --top 5 a.txt"));
    assert_eq!(run("terms -q --dispersion a.txt b.txt"), without("terms -q --dispersion --parts source a.txt b.txt"));
    // Each formula takes its own settings.
    let weight = "terms --by-document a.txt b.txt --weight";
    assert_eq!(run(&format!("{weight} bm25")), without(&format!("{weight} bm25 --k1 2")));
    assert_eq!(run(&format!("{weight} tf-idf")), without(&format!("{weight} tf-idf --no-norm")));
    // An option may need one that itself needs another, and a flag that is set to false is not given.
    fs::write(place.path().join("telaah.toml"), "[terms]\nweight = \"bm25\"\nk1 = 2.0\n").unwrap();
    assert_eq!(run("terms a.txt b.txt"), without("terms a.txt b.txt"));
    let by_document = "terms --by-document a.txt b.txt";
    assert_eq!(run(by_document), without(&format!("{by_document} --weight bm25 --k1 2")));
    fs::write(place.path().join("telaah.toml"), "[terms]\ndispersion = false\nparts = \"source\"\n").unwrap();
    assert_eq!(run("terms a.txt b.txt"), without("terms a.txt b.txt"));
    // What is typed is checked.
    let report = run_in(place.path(), "terms --by-document a.txt --weight tf-idf --k1 2", "");
    assert!(report.code == Some(2) && report.stderr.contains("--k1"), "{}", report.stderr);
    let report = run_in(place.path(), "terms a.txt --parts source", "");
    assert!(report.code == Some(2) && report.stderr.contains("--dispersion"), "{}", report.stderr);
}

#[test]
fn options_of_csv_matter_to_csv_alone() {
    let place = folder(&[("telaah.toml", b"csv-dialect = \"excel-id\"\n")]);
    let run = |arguments: &str| {
        let report = run_in(place.path(), arguments, TEXT);
        assert_eq!((report.code, &*report.stderr), (Some(0), ""), "{arguments}");
        report.stdout
    };
    assert!(run("terms").starts_with("\u{feff}rank;"));
    assert!(run("terms --format json").starts_with('{'));
    assert!(run("terms --format tsv").starts_with("rank\t"));
    assert!(run("stopwords inti").starts_with('#'));
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    for (text, message) in [
        ("format = \"csv\"\nformt = 1\n", "telaah.toml:2: no setting `formt` (did you mean `format`?)"),
        ("\n[terms]\ntopp = 3\n", "telaah.toml:3: no setting of terms `topp` (did you mean `top`?)"),
        ("[termz]\ntop = 3\n", "telaah.toml:1: no command `termz` (did you mean `terms`?)"),
        ("[tokens]\nngrams = 3\n", "telaah.toml:2: no setting of tokens `ngrams`"),
        ("output = \"a\"\n", "telaah.toml:1: no setting `output`"),
        ("dry-run = true\n", "telaah.toml:1: no setting `dry-run`"),
        ("\n\nformat = \"xml\"\n", "telaah.toml:3: invalid value 'xml' for format [possible values: table, csv"),
        ("top = \"banyak\"\n", "telaah.toml:1: invalid value 'banyak' for top: must be a whole number, at least 0"),
        ("top = -1\n", "telaah.toml:1: invalid value '-1' for top: must be a whole number, at least 0"),
        ("top = [1]\n", "telaah.toml:1: top takes one value"),
        ("quiet = \"ya\"\n", "telaah.toml:1: quiet must be true or false"),
        ("stopwords = [[\"inti\"]]\n", "telaah.toml:1: stopwords cannot hold a table or a nested list"),
        ("top = 1\ntop = 2\n", "telaah.toml:2: invalid TOML at character 1: duplicate key"),
        ("top = \n", "telaah.toml:1: invalid TOML at character 7: "),
        (
            "delimiter = \"a\"\n",
            "telaah.toml:1: invalid value 'a' for delimiter: a delimiter is one ASCII punctuation character",
        ),
    ] {
        let place = folder(&[("telaah.toml", text.as_bytes())]);
        for command in ["terms", "config"] {
            let report = run_in(place.path(), command, TEXT);
            assert_eq!((report.code, &*report.stdout), (Some(2), ""), "{text}");
            assert!(report.stderr.contains(message), "{text}: {}", report.stderr);
        }
        // Help and other files still work.
        assert_eq!(run_in(place.path(), "terms --help", "").code, Some(0));
        assert_eq!(run_in(place.path(), "terms --config none", TEXT).code, Some(0));
    }
    let place = folder(&[]);
    let (code, _, stderr) = run_with(place.path(), &[("TELAAH_FORMAT", "xml")], "terms");
    assert!(code == Some(2) && stderr.contains("TELAAH_FORMAT: invalid value 'xml' for format"), "{stderr}");
    let (code, _, stderr) = run_with(place.path(), &[("TELAAH_FORMT", "csv")], "terms");
    assert!(code == Some(0) && stderr.contains("TELAAH_FORMT: not a setting"), "{stderr}");
    let report = run_in(place.path(), "terms --config tiada.toml", TEXT);
    assert!(
        report.code == Some(2) && report.stderr.contains("tiada.toml: cannot read the configuration: no such file"),
        "{}",
        report.stderr
    );
}
