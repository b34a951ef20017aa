//! Messages and help in Indonesian.

use std::fs;
use std::iter;

use crate::support::{commands, files_below, folder, root, run, run_in, telaah};

/// Runs with a locale.
fn run_with(locale: &[(&str, &str)], arguments: &str) -> (Option<i32>, String, String) {
    let output = telaah()
        .envs(locale.iter().copied())
        .args(arguments.split_whitespace())
        .write_stdin("Beras.")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn help_is_there_in_indonesian() {
    let help = run("--help --lang id");
    assert_eq!((help.code, &*help.stderr), (Some(0), ""));
    let english =
        ["Usage", "Options:", "Commands:", "Examples:", "Print help", "[default", "possible values", "Arguments:"];
    for word in
        ["Menganalisis teks berita Indonesia", "Pemakaian: telaah", "Perintah:", "Opsi:", "Contoh:", "Tampilkan versi"]
    {
        assert!(help.stdout.contains(word), "{word}: {}", help.stdout);
    }
    for command in commands() {
        assert!(help.stdout.contains(&format!("  {command} ")), "{command}");
        let (_, by_option, _) = run_with(&[], &format!("{command} --help --lang=id"));
        for word in english {
            assert!(!by_option.contains(word), "{command}: {word}\n{by_option}");
        }
        assert!(by_option.contains("Pemakaian: telaah"), "{by_option}");
        // Every way to choose the language has the same effect.
        assert_eq!(run_with(&[("TELAAH_LANG", "id")], &format!("help {command}")).1, by_option);
        assert_eq!(run_with(&[("LANG", "id_ID.UTF-8")], &format!("{command} --help")).1, by_option);
        assert_eq!(run_with(&[("LANG", "C"), ("LC_ALL", "id_ID")], &format!("{command} --help")).1, by_option);
        let english = run_with(&[("LANG", "id_ID.UTF-8"), ("LC_ALL", "C")], &format!("{command} --help"));
        assert_eq!(english.1, run(&format!("{command} --help")).stdout);
        assert_eq!(run_with(&[("LANG", "id_ID.UTF-8")], &format!("{command} --help --lang en")).1, english.1);
    }
    assert!(run("man --lang id").stdout.contains("Menganalisis teks berita"));
    assert_eq!(run("--version --lang id").stdout, run("--version").stdout);
    let nothing = run_with(&[("LANG", "id_ID")], "");
    assert!(nothing.0 == Some(2) && nothing.2.contains("Pemakaian:"), "{nothing:?}");
    // Options alone count as nothing.
    for options in ["--lang id", "--lang id -q", "-q --lang=id --color never"] {
        assert_eq!(run_with(&[], options), nothing, "{options}");
    }
    assert_eq!(run_with(&[], "--lang en"), run_with(&[], ""));
    let with_file = folder(&[("telaah.toml", b"lang = \"id\"\n")]);
    assert_eq!(run_in(with_file.path(), "--color never", "").stderr, nothing.2);
}

#[test]
fn help_fits_a_narrow_window() {
    for language in ["en", "id"] {
        for command in iter::once(String::new()).chain(commands()) {
            let help = run_with(&[("COLUMNS", "60")], &format!("{command} --help --lang {language}")).1;
            let widest = help.lines().map(|line| line.chars().count()).max().unwrap();
            assert!(help.lines().count() > 10 && widest <= 60, "{command}: {widest} columns\n{help}");
        }
    }
}

#[test]
fn tables_for_people_are_in_the_language_asked_for() {
    let table = |arguments: &str| run(&format!("{arguments} --format table --lang id")).stdout;
    let terms = table("terms samples/politik-01.txt --top 1");
    let lines: Vec<Vec<&str>> =
        terms.lines().map(|line| line.split("  ").filter(|cell| !cell.is_empty()).collect()).collect();
    assert_eq!(lines[0], ["peringkat", "istilah", "jumlah", "dokumen", "per sejuta"]);
    let number = lines[1][4].trim();
    let data = run("terms samples/politik-01.txt --top 1 --format csv").stdout;
    assert!(data.ends_with(&format!(",{}\n", number.replace('.', "").replace(',', "."))), "{number}: {data}");
    assert_eq!((number.matches('.').count(), number.matches(',').count()), (1, 1), "{number}");
    // The names of columns are data elsewhere, and fields of records keep theirs.
    assert!(
        run("terms samples --top 1 --format csv --lang id")
            .stdout
            .starts_with("rank,term,count,documents,per_million\n")
    );
    let groups = "{\"text\": \"Beras.\", \"kelas\": \"term\"}\n";
    let wide =
        run_in(root(), "terms --input-format ndjson --by kelas --wide --format table --lang id -", groups).stdout;
    assert!(wide.lines().next().unwrap().ends_with("(term)"), "{wide}");
    for (arguments, words) in [
        ("stopwords", ["bawaan", "ya", "tidak"]),
        ("config", ["setelan", "semua", "bawaan"]),
        ("tokens samples/dunia-01.txt", ["kalimat", "bita awal", "tersambung"]),
        ("terms samples --dry-run", ["jalur", "pengodean", "bita"]),
    ] {
        let table = table(arguments);
        assert!(words.iter().all(|word| table.contains(word)), "{arguments}: {table}");
    }
    // Positions are not amounts.
    let tokens = table("tokens samples/dunia-01.txt");
    assert!(tokens.contains(" 1217 ") && !tokens.contains("1.217"), "{tokens}");
    let page = table("analyze samples/dunia-01.txt");
    assert!(page.contains(" 1.977 bita;") && page.contains("\nistilah "), "{page}");
    assert!(run("analyze --format table samples/dunia-01.txt").stdout.contains(" 1977 bytes;"));
    let verbose = run("terms samples -v --format csv --lang id").stderr;
    assert!(verbose.contains(" gagal, 40.044 bita dalam ") && verbose.contains(" detik dengan "), "{verbose}");
}

#[test]
fn help_follows_the_settings() {
    let place = folder(&[
        ("telaah.toml", b"lang = \"id\"\n[tokens]\nlang = \"en\"\n"),
        ("lain.toml", b"top = 5\n"),
        ("buruk/telaah.toml", b"lang = \"xx\"\n"),
    ]);
    let help = |arguments: &str| run_in(place.path(), arguments, "").stdout;
    for arguments in ["--help", "terms --help", "help terms", "terms -h", "terms --help --config telaah.toml"] {
        assert!(help(arguments).contains("Pemakaian: telaah"), "{arguments}");
    }
    for arguments in [
        "tokens --help",
        "terms --help --lang en",
        "terms --help --config none",
        "terms --help --config=lain.toml",
        "terms --help --config tiada.toml",
    ] {
        assert!(help(arguments).contains("Usage: telaah"), "{arguments}");
    }
    assert!(run_in(place.path(), "terms --tiada", "").stderr.contains("galat: argumen '--tiada' tidak dikenal"));
    assert!(run_in(place.path(), "", "").stderr.contains("Pemakaian: telaah"));
    // The environment takes precedence over files.
    let by_environment = telaah().current_dir(place.path()).env("TELAAH_LANG", "en").arg("--help").output().unwrap();
    assert!(String::from_utf8_lossy(&by_environment.stdout).contains("Usage: telaah"));
    assert!(run_in(&place.path().join("buruk"), "terms --help", "").stdout.contains("Usage: telaah"));
}

#[test]
fn failures_are_reported_in_indonesian() {
    let place = folder(&[
        ("buruk.txt", b"buruk\x81"),
        ("a.txt", b"Beras."),
        ("nul", b"a\0b"),
        ("buruk.toml", b"top = 1\nmin = \n"),
        ("r.ndjson", b"{\"text\":true}\n"),
        ("c.pdf", b"x"),
    ]);
    for (arguments, code, message) in [
        ("terms --tiada a.txt", 2, "galat: argumen '--tiada' tidak dikenal"),
        ("terms --ngram 2 a.txt", 2, "saran: ada argumen yang mirip: '--ngrams'"),
        ("tokenz", 2, "saran: ada perintah yang mirip: 'tokens'"),
        (
            "terms --format xml a.txt",
            2,
            "galat: nilai 'xml' untuk '--format <FORMAT>' tidak sah\n  [pilihan: table, csv",
        ),
        ("terms --date 2024-02-30 a.txt", 2, "tanggal itu tidak ada dalam kalender"),
        ("terms -q -v a.txt", 2, "galat: argumen '--quiet' tidak bisa dipakai bersama '--verbose'"),
        ("terms --top x a.txt", 2, "galat: nilai 'x' untuk '--top <N>' tidak sah: harus bilangan bulat, sedikitnya 0"),
        ("terms --ngrams 11 a.txt", 2, "harus bilangan bulat dari 1 sampai 10"),
        ("terms --threads 0 a.txt", 2, "harus bilangan bulat, sedikitnya 1"),
        ("duplicates --threshold 0.4 a.txt", 2, "harus bilangan dari 0,5 sampai 1"),
        ("terms --match a[ a.txt", 2, "ekspresi reguler tidak sah pada karakter ke-2: `[` tanpa `]`"),
        ("kwic --regex a) a.txt", 2, "pola `a)`: ekspresi reguler tidak sah pada karakter ke-2: `)` tanpa `(`"),
        ("keyness a.txt --reference-counts a.txt", 2, "galat: a.txt:1: bukan hitungan dari proses sebelumnya"),
        ("terms a.txt --config buruk.toml", 2, "galat: buruk.toml:2: TOML tidak sah pada karakter ke-7"),
        ("terms --max-document-size x a.txt", 2, "bukan jumlah bita seperti 500000, 800K, atau 64M"),
        ("terms --encoding utf-9 a.txt", 2, "pengodean tidak dikenal"),
        ("terms --date 1/2/2024 a.txt", 2, "bukan tanggal dengan bentuk TTTT-BB-HH"),
        ("terms --glob [ .", 2, "galat: pola `[` tidak sah: `[` tanpa `]`"),
        ("terms --delimiter aa a.txt", 2, "pemisah harus satu tanda baca ASCII"),
        (
            "terms --files-from tiada",
            2,
            "galat: tiada: daftar jalur tidak bisa dibaca: berkas atau folder tidak ditemukan",
        ),
        ("terms --since 2024-02-01 --until 2024-01-01 a.txt", 2, "tidak ada dokumen yang bisa cocok"),
        ("terms --config tiada a.txt", 2, "galat: tiada: berkas setelan tidak bisa dibaca"),
        ("completions", 2, "argumen wajib berikut belum diberikan:\n  <SHELL>"),
        ("stopwords", 0, ""),
        ("terms tiada.txt", 2, "telaah: galat: tiada.txt: berkas atau folder tidak ditemukan"),
        ("terms buruk.txt a.txt", 1, "telaah: galat: buruk.txt: bukan UTF-8: bita tidak sah pada posisi 5"),
        ("terms nul a.txt", 1, "nul: biner: bita NUL pada posisi 1"),
        ("terms r.ndjson a.txt", 1, "r.ndjson:1: bidang `text` berisi nilai logika, bukan teks"),
        ("terms a.txt --stopwords tiada", 2, "galat: tidak ada daftar atau berkas kata henti `tiada`"),
        ("terms a.txt -o tiada/x.csv", 2, "galat: tiada/x.csv: tidak bisa ditulis: berkas atau folder tidak ditemukan"),
        ("terms a.txt --format json --bom", 2, "galat: --bom hanya berlaku untuk --format csv, bukan json"),
        ("terms . --format csv", 1, "catatan: dilewati di dalam folder: 3 berkas berekstensi lain"),
        ("man tiada", 2, "tidak ada perintah `tiada` (perintah yang ada: analyze, "),
    ] {
        let report = run_in(place.path(), &format!("{arguments} --lang id"), "");
        assert_eq!(report.code, Some(code), "{arguments}");
        assert!(report.stderr.contains(message), "{arguments}: {}", report.stderr);
        let english = run_in(place.path(), &format!("{arguments} --lang en"), "");
        assert_eq!((english.code, &english.stdout), (report.code, &report.stdout), "{arguments}");
        // Wrong usage repeats what was typed, and a temporary name is another each time.
        if !english.stderr.contains("Usage:") && !english.stderr.contains(".tmp") {
            assert_eq!(english.stderr, run_in(place.path(), arguments, "").stderr, "{arguments}");
        }
    }
    let verbose = run_in(place.path(), "terms a.txt -v --lang id", "");
    assert!(verbose.stderr.contains("1 dokumen, 0 gagal, 6 bita dalam "), "{}", verbose.stderr);
}

/// Words that occur in one of the languages only. Values of options are not listed.
const ENGLISH: [&str; 48] = [
    "the",
    "of",
    "and",
    "or",
    "from",
    "with",
    "without",
    "alone",
    "days",
    "is",
    "are",
    "was",
    "not",
    "no",
    "for",
    "to",
    "in",
    "on",
    "at",
    "by",
    "only",
    "than",
    "that",
    "this",
    "which",
    "each",
    "every",
    "means",
    "lists",
    "prints",
    "more",
    "another",
    "its",
    "cannot",
    "usage",
    "options",
    "arguments",
    "commands",
    "possible",
    "values",
    "print",
    "summary",
    "see",
    "show",
    "directory",
    "subcommands",
    "synopsis",
    "description",
];
const INDONESIAN: [&str; 34] = [
    "yang", "dan", "atau", "dari", "dengan", "tanpa", "untuk", "ke", "di", "pada", "hanya", "tidak", "bukan", "ini",
    "itu", "tiap", "semua", "berkas", "masukan", "keluaran", "istilah", "menurut", "dalam", "sebagai", "bawaan",
    "pilihan", "perintah", "opsi", "argumen", "baris", "bidang", "bisa", "boleh", "selain",
];

/// The words of `text` that are in `banned`, with the line of each. Examples, paths, quoted parts and the values of options, which are the
/// same in every language, are skipped.
fn foreign<'t>(text: &'t str, banned: &[&str]) -> Vec<(&'t str, &'t str)> {
    let is_example = |line: &str| {
        let line = line.trim_start();
        line.starts_with("telaah ") && !line.contains("   ") || line.starts_with("echo ") || line.starts_with("TELAAH_")
    };
    // A list of values may be wrapped before its last one.
    let is_values = |line: &str| {
        let line = line.trim();
        line.contains("[pilihan:") || line.contains("[possible values:") || line.trim_end_matches(']') == "no"
    };
    let prose = |line: &'t str| match line.trim_start().split_once("   ") {
        Some((command, description)) if command.starts_with("telaah ") => description,
        _ => line,
    };
    text.lines()
        .filter(|line| !is_example(line) && !is_values(line))
        .flat_map(|line| {
            let words =
                prose(line).split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '/' | '.' | '_' | '`' | '\\'));
            words.filter(|word| banned.contains(&&*word.to_lowercase())).map(move |word| (word, line))
        })
        .collect()
}

#[test]
fn help_is_in_one_language() {
    for command in iter::once(String::new()).chain(commands()) {
        for arguments in [format!("{command} --help"), format!("{command} -h"), format!("man {command}")] {
            let (english, indonesian) =
                (run(&format!("{arguments} --lang en")), run(&format!("{arguments} --lang id")));
            assert_eq!((english.code, indonesian.code), (Some(0), Some(0)), "{arguments}");
            assert_eq!(foreign(&english.stdout, &INDONESIAN), [], "{arguments}");
            assert_eq!(foreign(&indonesian.stdout, &ENGLISH), [], "{arguments}");
        }
    }
}

#[test]
fn values_have_titles_in_both_languages() {
    use telaah::message::Wording;
    // Formats that this build lacks are not offered.
    let formats = telaah::report::format::FORMATS.iter().filter(|f| f.implementation.is_some()).map(|f| f.title);
    let titles: Vec<Wording> = formats.chain(telaah::STOP_LISTS.iter().map(|list| list.title)).collect();
    assert!(titles.len() > 8);
    let pages = ["stopwords --help", "man stopwords"];
    for Wording { en, id } in titles {
        assert!(!en.is_empty() && !id.is_empty() && en != id, "{en}: {id}");
        assert!(!en.ends_with('.') && !id.ends_with('.'), "{en}: {id}");
        for page in pages {
            // A manual page has its hyphens escaped.
            let shown = |arguments: &str| run(arguments).stdout.replace(r"\-", "-");
            let (english, indonesian) = (shown(page), shown(&format!("{page} --lang id")));
            assert!(english.contains(en) && !english.contains(id), "{page}: {en}\n{english}");
            assert!(indonesian.contains(id) && !indonesian.contains(en), "{page}: {id}\n{indonesian}");
        }
    }
    // Tables for people are in the language of the page, files in English.
    let table = |arguments: &str| run(&format!("stopwords {arguments}")).stdout;
    assert!(table("--format table --lang id").contains("kata tugas") && table("--format table").contains("function"));
    assert_eq!(table("--format csv --lang id"), table("--format csv"));
}

#[test]
fn results_do_not_depend_on_the_locale() {
    for arguments in
        ["analyze --format table", "analyze --format csv", "terms --format table", "terms --format markdown", "config"]
    {
        let plain = run_with(
            &[],
            &format!("{arguments} samples/dunia-01.txt").replace("config samples/dunia-01.txt", "config"),
        );
        let arguments = format!("{arguments} samples/dunia-01.txt").replace("config samples/dunia-01.txt", "config");
        assert_eq!(
            run_with(&[("LANG", "id_ID.UTF-8"), ("LC_ALL", "id_ID.UTF-8")], &arguments).1,
            plain.1,
            "{arguments}"
        );
    }
    // A page for people follows what is asked for.
    let page = run_in(root(), "analyze --format table --lang id samples/dunia-01.txt", "").stdout;
    for words in
        ["\nIstilah (", "\nTokoh (", "\nNegara (", "\nTanggal (", " kata dalam ", ", menurut baris tanggalnya\n"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let data = run("analyze --format csv --lang id samples").stdout;
    assert_eq!(data, run("analyze --format csv samples").stdout);
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_utf8_are_wrong_usage_like_others() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    for lang in ["id", "en"] {
        let bad = OsStr::from_bytes(b"--buruk\xff");
        let output = telaah().args(["terms", "--lang", lang]).arg(bad).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
        let output =
            telaah().env("TELAAH_FORMAT", OsStr::from_bytes(b"csv\xff")).args(["terms", "samples"]).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("TELAAH_FORMAT: "));
    }
}

/// The types of messages that no unit test has examples of, as `messages_follow_the_rules` needs them.
fn types_without_examples(sources: &[String]) -> Vec<String> {
    let mut types = Vec::new();
    for source in sources {
        let mut lines = source.lines().map(str::trim);
        while lines.any(|line| matches!(line, "crate::messages! {" | "telaah::messages! {")) {
            let declared = lines.find_map(|line| line.split_once("enum ").filter(|_| !line.starts_with("//")));
            types.extend(declared.map(|(_, name)| name.trim_end_matches(" {").to_owned()));
        }
    }
    types.retain(|name| !sources.iter().any(|source| source.contains(&format!("examples!({name}:"))));
    types
}

#[test]
fn every_type_of_messages_has_examples() {
    let files = files_below(&root().join("src"));
    let sources: Vec<String> = files.iter().filter_map(|path| fs::read_to_string(path).ok()).collect();
    assert_eq!(types_without_examples(&sources), [""; 0]);
    let declared = "crate::messages! {\n    /// The enum of it.\n    pub enum A {\n".to_owned();
    assert_eq!(types_without_examples(std::slice::from_ref(&declared)), ["A"]);
    assert_eq!(types_without_examples(&[declared, "examples!(A: A::B)".to_owned()]), [""; 0]);
}
