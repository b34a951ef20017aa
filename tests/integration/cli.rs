//! The commands and their options, seen from outside.

use std::fs;
use std::iter;

use crate::support::{commands, files_below, folder, json_lines, root, run, run_in, telaah};

#[test]
fn help_and_version_go_to_standard_output() {
    for arguments in ["--help", "-h", "--version", "help terms"] {
        let report = run(arguments);
        assert_eq!((report.code, report.stdout.is_empty(), &*report.stderr), (Some(0), false, ""), "{arguments}");
    }
    let version = run("--version").stdout;
    assert!(version.lines().nth(1).is_some_and(|line| line.starts_with("features: cli")), "{version}");
    let commands = commands();
    assert!(commands.starts_with(&["analyze".to_owned(), "terms".to_owned()]) && commands.len() >= 8, "{commands:?}");
    for command in commands {
        assert_eq!(run(&format!("{command} --help")).code, Some(0));
    }
}

/// The examples of all help texts, without what follows a pipe.
fn examples() -> Vec<String> {
    let mut examples = Vec::new();
    for command in iter::once(String::new()).chain(commands()) {
        let help = run(&format!("{command} --help")).stdout;
        let Some((_, shown)) = help.split_once("Examples:\n") else { continue };
        let lines = shown.lines().take_while(|line| line.starts_with("  "));
        // A description follows three blanks.
        examples.extend(lines.map(|line| line.trim().split("   ").next().unwrap_or_default().to_owned()));
    }
    examples
}

#[test]
#[cfg(unix)]
fn the_examples_of_the_help_work() {
    let examples = examples();
    assert!(examples.len() > 15, "{examples:?}");
    let place = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(root().join("samples"), place.path().join("samples")).unwrap();
    let programs = std::path::Path::new(env!("CARGO_BIN_EXE_telaah")).parent().unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    for example in examples {
        let example = example.split(" | jq").next().unwrap();
        let output = std::process::Command::new("sh")
            .args(["-c", example])
            .current_dir(place.path())
            .env("PATH", &path)
            .env("HOME", place.path())
            .env_remove("XDG_DATA_HOME")
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("BASH_COMPLETION_USER_DIR")
            .output()
            .unwrap();
        assert!(output.status.success(), "{example}: {}", String::from_utf8_lossy(&output.stderr));
        let writes_a_file = [" -o ", " > ", " --init", " --install"].iter().any(|part| example.contains(part));
        assert!(writes_a_file || !output.stdout.is_empty(), "{example}");
        let _ = fs::remove_dir_all(place.path().join("hasil"));
    }
}

#[test]
fn standard_input_is_read_without_a_path_and_with_a_dash() {
    for arguments in ["terms --format csv", "terms --format csv -"] {
        let report = run_in(root(), arguments, "Beras dan beras.");
        assert_eq!(report.code, Some(0));
        assert_eq!(report.stdout, "rank,term,count,documents,per_million\n1,beras,2,1,666666.67\n");
    }
    let report = run_in(root(), "analyze --format ndjson -", "Beras.");
    assert_eq!(json_lines(&report.stdout)[0]["document"], "-");
    // Records are known by what they look like, or by being told.
    let record = "{\"text\":\"Beras.\",\"x\":1}\n";
    for arguments in ["analyze --format ndjson", "analyze --format ndjson --input-format ndjson"] {
        assert_eq!(json_lines(&run_in(root(), arguments, record).stdout)[0]["document"], "-:1");
    }
    let report = run_in(root(), "terms --format csv --input-format text", record);
    assert!(report.stdout.contains("text,1,1"), "{}", report.stdout);
}

#[test]
fn a_title_is_read_before_the_text() {
    let record = "{\"id\":\"a\",\"title\":\"Judul\",\"date\":\"2024-12-31T08:00:00+07:00\",\"text\":\"Isi berita.\"}";
    let report = run_in(root(), "tokens --format ndjson", record);
    let tokens = json_lines(&report.stdout);
    let found: Vec<_> = tokens
        .iter()
        .map(|t| (t["text"].as_str().unwrap(), t["char_start"].as_u64().unwrap(), t["sentence"].as_u64().unwrap()))
        .collect();
    assert_eq!(found, [("Judul", 0, 0), ("Isi", 7, 1), ("berita", 11, 1), (".", 17, 1)]);
    let report = run_in(root(), "analyze --format ndjson", record);
    let article = &json_lines(&report.stdout)[0];
    assert_eq!(
        (&article["title"], &article["date"], &article["date_from"]),
        (&"Judul".into(), &"2024-12-31".into(), &"record".into())
    );
}

#[test]
fn fields_may_have_other_names() {
    let record = "{\"url\":\"u\",\"tgl\":\"2024-05-06\",\"judul\":\"J\",\"isi\":\"Beras.\",\"text\":5}";
    let arguments = "analyze --format ndjson --text-field isi --id-field url --date-field tgl --title-field judul";
    let article = &json_lines(&run_in(root(), arguments, record).stdout)[0];
    assert_eq!(
        (&article["document"], &article["title"], &article["date"]),
        (&"u".into(), &"J".into(), &"2024-05-06".into())
    );
}

#[test]
fn the_option_gives_the_date_that_nothing_else_gives() {
    let report = run_in(root(), "analyze --format ndjson --date 2024-12-31", "Kata.");
    let article = &json_lines(&report.stdout)[0];
    assert_eq!((&article["date"], &article["date_from"]), (&"2024-12-31".into(), &"option".into()));
    let record = "{\"date\":\"2024-05-06\",\"text\":\"Kata.\"}";
    let article = &json_lines(&run_in(root(), "analyze --format ndjson --date 2024-12-31", record).stdout)[0];
    assert_eq!((&article["date"], &article["date_from"]), (&"2024-05-06".into(), &"record".into()));
    let article = &json_lines(&run_in(root(), "analyze --format ndjson", "Kata.").stdout)[0];
    assert!(article["date"].is_null() && article["date_from"].is_null());
}

#[test]
fn folders_are_read_in_byte_order_of_path() {
    let names = ["a-b.txt", "a.txt", "a/z.txt", "a0.txt", "b/A.txt", "b/a.TXT", "b/é.txt"];
    let files: Vec<(&str, &[u8])> = names.iter().rev().map(|name| (*name, &b"kata"[..])).collect();
    let files = folder(&files);
    for arguments in ["analyze --format ndjson .", "analyze --format ndjson --threads 2 ./"] {
        let report = run_in(files.path(), arguments, "");
        let found: Vec<String> =
            json_lines(&report.stdout).iter().map(|a| a["document"].as_str().unwrap().to_owned()).collect();
        assert_eq!(found, names.map(|name| format!("./{name}")), "{arguments}");
    }
}

#[test]
fn named_files_are_always_read() {
    let files = folder(&[("a.log", b"beras"), (".b", b"beras"), ("c", b"{\"text\":\"beras\"}\n")]);
    let report = run_in(files.path(), "terms --format csv a.log .b c", "");
    assert_eq!((report.code, &*report.stderr), (Some(0), ""));
    assert!(report.stdout.contains("1,beras,3,3,"), "{}", report.stdout);
    // With a format named, folders are not chosen from either, but for what is hidden.
    let report = run_in(files.path(), "terms --format csv --input-format text .", "");
    assert!(report.stdout.contains(",beras,2,2,") && report.stderr.contains("1 hidden"), "{report:?}");
}

#[test]
fn terms_are_counted_as_asked() {
    let text = "Kota Bandung dan kota Bogor. Kota Bandung besar, kata warga.";
    let terms = |arguments: &str| {
        let report = run_in(root(), &format!("terms --format csv {arguments}"), text);
        assert_eq!(report.code, Some(0), "{}", report.stderr);
        let cells = |line: &str| line.split(',').skip(1).take(2).collect::<Vec<_>>().join(" ");
        report.stdout.lines().skip(1).map(cells).collect::<Vec<_>>()
    };
    assert_eq!(terms("--top 2"), ["kota 3", "bandung 2"]);
    assert_eq!(terms("--min-count 3 --stopwords none"), ["kota 3"]);
    assert_eq!(terms("--case keep --top 3"), ["Bandung 2", "Kota 2", "Bogor 1"]);
    assert_eq!(terms("--ngrams 2 --top 1"), ["kota bandung 2"]);
    assert_eq!(terms("--match ^b --top 0"), ["bandung 2", "besar 1", "bogor 1"]);
    let ranks = |arguments: &str| {
        let report = run_in(root(), &format!("terms --format csv {arguments}"), text);
        report
            .stdout
            .lines()
            .skip(1)
            .map(|line| line.split(',').take(2).collect::<Vec<_>>().join(" "))
            .collect::<Vec<_>>()
    };
    // Ranks are those in the complete list.
    assert_eq!(ranks("--match ^[bw] --top 3"), ["2 bandung", "3 besar", "4 bogor"]);
    assert_eq!(ranks("--match ^w --by-document").len(), 1);
    assert_eq!(ranks("--match ^w"), [format!("{} warga", ranks("").len())]);
    assert!(terms("--stopwords none").contains(&"dan 1".to_owned()));
    assert!(!terms("--stopwords berita --top 0").contains(&"kata 1".to_owned()));
    let by_document = run_in(root(), "terms --by-document --format csv --top 1 --match ^k", text);
    assert_eq!(by_document.stdout, "document,rank,term,count,per_million,date,source\n-,1,kota,3,300000.00,,\n");
}

#[test]
fn names_are_terms_or_not_as_asked() {
    let text = "Presiden Joko Widodo tiba di Korea Utara. Joko Widodo disambut hujan.";
    let terms = |names: &str| {
        let report = run_in(root(), &format!("terms --format csv --names {names}"), text);
        assert_eq!(report.code, Some(0), "{}", report.stderr);
        let term = |line: &str| line.split(',').nth(1).unwrap().to_owned();
        report.stdout.lines().skip(1).map(term).collect::<Vec<_>>()
    };
    assert!(terms("keep").starts_with(&["joko".to_owned(), "widodo".to_owned()]));
    assert!(
        terms("join").starts_with(&["joko widodo".to_owned()]) && terms("join").contains(&"korea utara".to_owned())
    );
    assert_eq!(terms("drop"), ["disambut", "hujan", "presiden", "tiba"]);
    let by_document = run_in(root(), "terms --by-document --names join --format csv --top 1", text).stdout;
    assert!(by_document.contains(",joko widodo,2,181818.18"), "{by_document}");
}

#[test]
fn entities_of_each_document_have_its_date_and_source() {
    let record = r#"{"id":"a","date":"2024-05-01","source":"Kabar","text":"Jokowi bertemu Joko Widodo di Jepang, kata Jokowi."}"#;
    let report = run_in(root(), "entities --by-document --format csv --input-format ndjson", record);
    let expected = "document,date,source,kind,entity,label,count\n\
        a,2024-05-01,Kabar,person,Joko Widodo,Joko Widodo,3\n\
        a,2024-05-01,Kabar,country,JP,Jepang,1\n";
    assert_eq!((report.code, &*report.stdout), (Some(0), expected));
    let filtered = "entities --by-document --format csv --input-format ndjson --min-count 2 --match ^Joko";
    assert_eq!(run_in(root(), filtered, record).stdout.lines().count(), 2);
}

#[test]
fn boilerplate_counts_when_asked_for() {
    let text = "JAKARTA, KABAR HARIAN.com - Harga beras naik.\n";
    let count = |arguments: &str| run_in(root(), arguments, text).stdout.matches("jakarta").count();
    assert_eq!(count("terms --format csv"), 0);
    assert_eq!(count("terms --format csv --keep-boilerplate"), 1);
    assert!(run_in(root(), "tokens --format csv", text).stdout.contains("true"));
}

#[test]
fn tokens_say_where_and_what_they_are() {
    let report = run_in(root(), "tokens --format csv", "Ma’ruf “danIran” 10€.");
    let wanted = "\
document,sentence,token,text,word,kind,byte_start,byte_end,char_start,char_end,boilerplate,glued
-,0,0,Ma’ruf,ma'ruf,word,0,8,0,6,false,false
-,0,1,“,,punctuation,9,12,7,8,false,false
-,0,2,danIran,daniran,word,12,19,8,15,false,true
-,0,3,”,,punctuation,19,22,15,16,false,false
-,0,4,10,,number,23,25,17,19,false,false
-,0,5,€,,symbol,25,28,19,20,false,false
-,0,6,.,,punctuation,28,29,20,21,false,false
";
    assert_eq!(report.stdout, wanted);
}

#[test]
fn kinds_may_be_listed_or_repeated() {
    let json = |arguments: &str| run(&format!("entities --format csv {arguments} samples")).stdout;
    assert_eq!(json("--kind country,date"), json("--kind date --kind country"));
    assert_eq!(json(""), json("--kind person,country,date"));
    for line in json("--kind date").lines().skip(1) {
        assert!(line.starts_with("date,"), "{line}");
    }
}

#[test]
fn stop_word_lists_are_shown() {
    let lists = run("stopwords --format csv").stdout;
    assert!(lists.starts_with("name,words,default,title\ninti,"), "{lists}");
    assert_eq!(lists.lines().count(), 1 + telaah::STOP_LISTS.len());
    let shipped = fs::read_to_string(root().join("stopwords/inti.txt")).unwrap();
    assert_eq!(run("stopwords inti").stdout, shipped);
    let words = run("stopwords inti --format ndjson").stdout;
    assert!(json_lines(&words).iter().any(|row| row["word"] == "yang"));
    // What is shown can be used.
    let place = folder(&[("saya.txt", shipped.as_bytes())]);
    let (by_name, by_file) = ("terms --stopwords inti --format csv", "terms --stopwords saya.txt --format csv");
    let text = "Beras yang mahal dan kopi.";
    assert_eq!(run_in(place.path(), by_name, text).stdout, run_in(place.path(), by_file, text).stdout);
}

#[test]
fn completions_and_manual_pages_are_written() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let report = run(&format!("completions {shell}"));
        assert!(report.code == Some(0) && report.stdout.contains("_TELAAH_COMPLETE"), "{shell}");
    }
    // What a shell reads is a script of that shell.
    let bash = run("completions bash").stdout;
    match std::process::Command::new("bash").arg("-n").stdin(std::process::Stdio::piped()).spawn() {
        Ok(mut shell) => {
            use std::io::Write;
            shell.stdin.take().unwrap().write_all(bash.as_bytes()).unwrap();
            assert!(shell.wait().unwrap().success());
        }
        Err(_) => println!("skipped: no bash to read its completions"),
    }
    assert!(run("man").stdout.contains(".TH telaah 1"));
    for command in commands() {
        let page = run(&format!("man {command}")).stdout;
        assert!(page.contains(&format!(".TH telaah-{command} 1")), "{page}");
    }
}

#[test]
fn of_an_option_that_is_repeated_the_last_value_applies() {
    let report = run("terms --top 3 --format json --top 1 --format csv samples");
    assert_eq!((report.code, report.stdout.lines().count()), (Some(0), 2), "{}", report.stderr);
}

#[test]
fn similar_names_are_suggested() {
    for (arguments, guess) in [
        ("tokenz samples", "a similar subcommand exists: 'tokens'"),
        ("terms --ngram 2 samples", "a similar argument exists: '--ngrams'"),
        ("entities --kind persn samples", "a similar value exists: 'person'"),
        ("terms --format jsn samples", "a similar value exists: 'json'"),
    ] {
        let report = run(arguments);
        assert_eq!((report.code, &*report.stdout), (Some(2), ""), "{arguments}");
        assert!(report.stderr.contains(guess), "{arguments}: {}", report.stderr);
    }
}

#[test]
fn colour_and_chatter_can_be_had_and_not() {
    let run_with = |arguments: &str, no_color: &str| {
        let output = telaah().args(arguments.split_whitespace()).env("NO_COLOR", no_color).output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(run_with("terms tiada.txt --color always", "").contains("\x1b["));
    assert!(!run_with("terms tiada.txt --color auto", "").contains("\x1b["));
    assert!(!run_with("terms tiada.txt --color never", "1").contains("\x1b["));
    assert!(run_with("terms samples --format csv -v", "").contains("documents, 0 failed"));
    assert_eq!(run_with("terms samples --format csv", ""), "");
    assert!(run_with("--color always terms --tiada", "").contains("\x1b["));
}

/// The library is used without a command line, so its messages and documents do not mention options. The tables of reports are those
/// of the program, and their schemas may.
#[test]
fn the_library_does_not_mention_options() {
    let mut found = Vec::new();
    for path in files_below(&root().join("src")) {
        // The other formats come with commands of other programs.
        let is_excluded = ["src/bin", "src/report", "tests.rs", "format/foreign.rs"]
            .iter()
            .any(|part| path.to_string_lossy().contains(part));
        if is_excluded || path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        for (number, line) in (1..).zip(code.lines()) {
            let mentions = line.match_indices("--").any(|(at, _)| {
                line[at + 2..].starts_with(|c: char| c.is_ascii_lowercase()) && !line[..at].ends_with('-')
            });
            if mentions {
                found.push(format!("{}:{number}: {line}", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}
