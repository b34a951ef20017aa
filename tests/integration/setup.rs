//! The files that telaah makes for the user: completions of shells, and settings; and the schemas of its outputs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use telaah::report::rows::TABLES;

use crate::support::{folder, json_lines, root, run, run_in, telaah};

/// Runs with a home folder of its own. `variables` are relative to it if they begin with `./`.
fn run_at(home: &Path, variables: &[(&str, &str)], arguments: &str) -> (Option<i32>, String) {
    let mut telaah = telaah();
    telaah.current_dir(home).env("HOME", home).env_remove("XDG_CONFIG_HOME").env_remove("XDG_DATA_HOME");
    telaah.env_remove("BASH_COMPLETION_USER_DIR");
    for (name, value) in variables {
        match value.strip_prefix("./") {
            Some(below) => telaah.env(name, home.join(below)),
            None => telaah.env(name, value),
        };
    }
    let output = telaah.args(arguments.split_whitespace()).output().unwrap();
    assert!(output.stdout.is_empty(), "{arguments}: {}", String::from_utf8_lossy(&output.stdout));
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[cfg(unix)]
#[test]
fn completions_are_installed_where_the_shell_looks() {
    for (shell, variables, path) in [
        ("bash", &[][..], ".local/share/bash-completion/completions/telaah"),
        ("bash", &[("XDG_DATA_HOME", "./data")], "data/bash-completion/completions/telaah"),
        ("bash", &[("XDG_DATA_HOME", "relatif")], ".local/share/bash-completion/completions/telaah"),
        ("bash", &[("XDG_DATA_HOME", "")], ".local/share/bash-completion/completions/telaah"),
        ("bash", &[("BASH_COMPLETION_USER_DIR", "./bash")], "bash/completions/telaah"),
        ("zsh", &[("XDG_DATA_HOME", "./data")], "data/zsh/site-functions/_telaah"),
        ("fish", &[], ".config/fish/completions/telaah.fish"),
        ("fish", &[("XDG_CONFIG_HOME", "./conf")], "conf/fish/completions/telaah.fish"),
        ("elvish", &[], ".config/elvish/lib/telaah-completions.elv"),
        ("powershell", &[], ".config/powershell/telaah-completions.ps1"),
    ] {
        let home = folder(&[]);
        let install =
            |options: &str| run_at(home.path(), variables, &format!("completions {shell} --install{options}"));
        let path = home.path().join(path);
        let (code, note) = install("");
        assert_eq!(code, Some(0), "{shell}: {note}");
        assert!(note.starts_with(&format!("telaah: note: {}: written (", path.display())), "{note}");
        assert_eq!(fs::read_to_string(&path).unwrap(), run(&format!("completions {shell}")).stdout);
        // Again: an older script of telaah is replaced.
        let older = run(&format!("completions {shell}")).stdout + "# older\n";
        fs::write(&path, older).unwrap();
        assert_eq!(install(" --lang id").0, Some(0));
        assert!(!fs::read_to_string(&path).unwrap().contains("older"));
        // What someone else wrote stays.
        fs::write(&path, "complete telaah\n").unwrap();
        let (code, error) = install("");
        assert_eq!((code, error.contains("not written by telaah: not replaced")), (Some(2), true), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "complete telaah\n");
    }
}

#[cfg(unix)]
#[test]
fn without_a_place_nothing_is_installed() {
    let home = folder(&[("berkas", b"")]);
    let (code, error) = run_at(home.path(), &[("HOME", "")], "completions fish --install");
    assert_eq!((code, error.contains("no home directory is known")), (Some(2), true), "{error}");
    let (code, error) = run_at(home.path(), &[("XDG_CONFIG_HOME", "./berkas")], "completions fish --install");
    assert_eq!((code, error.contains("telaah.fish: cannot write: not a directory")), (Some(2), true), "{error}");
}

/// Sources a script of completions, and completes the last word of a line as bash does.
const COMPLETE: &str = r#"
source "$1"; line=$2
read -ra COMP_WORDS <<< "${line//=/ = }"; [[ $line == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE=$line; COMP_POINT=${#line}; COMP_TYPE=9
definition=$(complete -p telaah); definition=${definition#*-F }; function=${definition%% *}
"$function" telaah "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\n' "${COMPREPLY[@]}"
"#;

/// The completions that bash offers, with the settings of `home`.
fn offered(home: &Path, script: &Path, line: &str) -> Vec<String> {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_telaah"));
    let path = std::env::var("PATH").unwrap_or_default();
    let mut bash = Command::new("bash");
    bash.args(["--norc", "-c", COMPLETE, "bash"]).arg(script).arg(line).current_dir(home).env("HOME", home);
    bash.env("PATH", format!("{}:{path}", program.parent().unwrap().display())).env("XDG_CONFIG_HOME", home);
    let output = bash.stderr(Stdio::null()).output().unwrap();
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[cfg(unix)]
#[test]
fn bash_completes_names_and_lists() {
    if Command::new("bash").arg("--version").stdout(Stdio::null()).status().is_err() {
        println!("skipped: no bash to complete with");
        return;
    }
    let home = folder(&[("daftarku.txt", b"dan\n"), ("berita/a.txt", b"Beras.")]);
    assert_eq!(run_at(home.path(), &[], "completions bash --install").0, Some(0));
    let script = home.path().join(".local/share/bash-completion/completions/telaah");
    for (line, expected) in [
        ("telaah stopw", &["stopwords"][..]),
        ("telaah entities --kind p", &["person"]),
        ("telaah entities --kind person,c", &["person,country"]),
        ("telaah entities --kind person,country,dat", &["person,country,date"]),
        ("telaah entities --kind=person,c", &["person,country"]),
        ("telaah terms --top=5 --stopwords=in", &["inti"]),
        ("telaah terms --stopwords in", &["inti"]),
        ("telaah terms --stopwords inti,lu", &["inti,luas"]),
        ("telaah terms --stopwords inti,d", &["inti,default", "inti,daftarku.txt"]),
        ("telaah terms --stopwords no", &["none"]),
        ("telaah stopwords o", &["obrolan"]),
        ("telaah schema entities-c", &["entities-countries"]),
        ("telaah man con", &["config"]),
        ("telaah terms --by mo", &["month"]),
        ("telaah terms --format nd", &["ndjson"]),
        ("telaah config --ini", &["--init"]),
        ("telaah terms beri", &["berita/"]),
    ] {
        assert_eq!(offered(home.path(), &script, line), expected, "{line}");
    }
    let kinds = offered(home.path(), &script, "telaah entities --kind ");
    assert!(["person", "country", "date"].iter().all(|kind| kinds.iter().any(|name| name == kind)), "{kinds:?}");
    let lists = offered(home.path(), &script, "telaah terms --stopwords ");
    for name in telaah::STOP_LISTS.iter().map(|list| list.name).chain(["default", "none"]) {
        assert!(lists.iter().any(|list| list == name), "{lists:?}");
    }
}

#[test]
fn descriptions_of_completions_follow_the_language() {
    let fish = |language: &str| {
        let output = telaah()
            .env("_TELAAH_COMPLETE", "fish")
            .env("TELAAH_LANG", language)
            .args(["--", "telaah", "terms", "--format", "c"])
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(fish("en"), "csv\tcomma-separated values (RFC 4180)\n");
    assert_eq!(fish("id"), "csv\tnilai dipisahkan koma (RFC 4180)\n");
}

#[test]
fn a_new_settings_file_changes_nothing() {
    for language in ["en", "id"] {
        let place = folder(&[]);
        let settings = |options: &str| run_in(place.path(), &format!("config --format csv{options}"), "").stdout;
        let before = settings("");
        let report = run_in(place.path(), &format!("config --init --lang {language}"), "");
        assert_eq!((report.code, &*report.stdout), (Some(0), ""), "{}", report.stderr);
        let file = place.path().join("telaah.toml");
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.lines().all(|line| line.is_empty() || line.starts_with('#')), "{text}");
        assert_eq!(settings(""), before);
        // Every setting is there once; those with a default change only where it comes from.
        let lines: Vec<(&str, &str)> =
            text.lines().filter_map(|line| line.strip_prefix("# ")?.split_once(" = ")).collect();
        let names: Vec<&str> = before.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        let mut listed: Vec<&str> = lines.iter().map(|(name, _)| *name).collect();
        let mut all = names.clone();
        listed.sort_unstable();
        all.sort_unstable();
        assert_eq!(listed, all);
        let known: Vec<(String, String)> = before
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(','))
            .map(|(name, rest)| (name.to_owned(), rest.split(',').next().unwrap_or_default().to_owned()))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let active = lines.iter().filter(|(name, _)| known.iter().any(|(known, _)| known == name));
        let active: String = active.map(|(name, value)| format!("{name} = {value}\n")).collect();
        fs::write(&file, active).unwrap();
        let values = |table: &str| -> Vec<String> {
            table.lines().skip(1).map(|line| line.splitn(3, ',').take(2).collect::<Vec<_>>().join("=")).collect()
        };
        assert_eq!(values(&settings("")), values(&before));
        assert!(settings("").contains("telaah.toml:1"));
        // A file that exists stays.
        let report = run_in(place.path(), "config --init", "");
        assert_eq!(report.code, Some(2));
        assert!(report.stderr.contains("telaah.toml: already exists: not replaced"), "{}", report.stderr);
        assert!(fs::read_to_string(&file).unwrap().starts_with("input-format"));
    }
    // Elsewhere, and on standard output.
    let place = folder(&[]);
    assert_eq!(run_in(place.path(), "config --init -o lain.toml", "").code, Some(0));
    let text = fs::read_to_string(place.path().join("lain.toml")).unwrap();
    assert_eq!(run_in(place.path(), "config --init -o -", "").stdout, text);
    assert_eq!(run_in(place.path(), "config --init --format csv", "").code, Some(2));
}

#[test]
fn schemas_describe_the_outputs() {
    let list = json_lines(&run("schema --format ndjson").stdout);
    let names: Vec<&str> = list.iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(names, TABLES.iter().map(|table| table.id).collect::<Vec<_>>());
    for name in names {
        for (options, file) in
            [("", "schema.json"), (" --format json", "schema.json"), (" --format ndjson", "row.schema.json")]
        {
            let shipped = fs::read_to_string(root().join(format!("src/report/schemas/{name}.{file}"))).unwrap();
            assert_eq!(run(&format!("schema {name}{options}")).stdout, shipped);
        }
    }
    // The fields are those of the output.
    let keys = |value: &serde_json::Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    let row = &json_lines(&run("terms samples --top 1 --format ndjson").stdout)[0];
    let schema: serde_json::Value = serde_json::from_str(&run("schema terms --format ndjson").stdout).unwrap();
    assert_eq!(keys(row), keys(&schema["properties"]));
    let csv = run("schema terms --format csv");
    assert_eq!((csv.code, csv.stderr.contains("csv has no JSON Schema")), (Some(2), true), "{}", csv.stderr);
    let unknown = run("schema termz");
    assert!(unknown.code == Some(2) && unknown.stderr.contains("'terms'"), "{}", unknown.stderr);
}
