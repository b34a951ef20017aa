//! The surroundings of a run: limits, descriptors, links, left-over files and special files.

use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, SystemTime};

use crate::support::{folder, names_in, run_in};

/// Runs a shell script in `folder`, with the program as `$0`.
fn shell(folder: &Path, script: &str) -> Output {
    Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_telaah")])
        .current_dir(folder)
        .env("TELAAH_CONFIG", "none")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Runs a shell script as a user without rights, with nothing set that would change where settings are; `None` if that is impossible
/// here.
fn as_nobody(script: &str, config: &Path) -> Option<Output> {
    let run = |script: &str| {
        Command::new("setpriv")
            .args(["--reuid=65534", "--regid=65534", "--clear-groups", "sh", "-c", script])
            .arg(env!("CARGO_BIN_EXE_telaah"))
            .env("XDG_CONFIG_HOME", config)
            .env("LC_ALL", "C")
            .current_dir("/")
            .output()
            .ok()
    };
    let is_possible = run("test -x \"$0\"").is_some_and(|output| output.status.success());
    if !is_possible {
        eprintln!("skipped: no setpriv here");
        return None;
    }
    run(script)
}

fn article() -> tempfile::TempDir {
    folder(&[("a.txt", "Harga beras di Jepang naik. ".repeat(2000).as_bytes())])
}

#[test]
fn a_limit_on_the_size_of_files_is_an_error() {
    for (arguments, names) in [
        ("tokens a.txt -o x.csv", ["a.txt"].as_slice()),
        ("tokens a.txt -o x.xlsx", &["a.txt"]),
        ("analyze a.txt --format csv -o hasil", &["a.txt"]),
        ("tokens a.txt --format csv > x.csv", &["a.txt", "x.csv"]),
    ] {
        let files = article();
        let limit = if arguments.contains("analyze") { "0" } else { "8" };
        let output = shell(files.path(), &format!("ulimit -f {limit}; exec \"$0\" {arguments}"));
        // Standard error is a pipe, which the limit does not concern.
        assert_eq!(output.status.code(), Some(2), "{arguments}: {output:?}");
        let words = if arguments.contains("xlsx") { "cannot write temporary files" } else { "the file is too large" };
        assert!(stderr(&output).contains(words), "{arguments}: {}", stderr(&output));
        assert_eq!(names_in(files.path()), names, "{arguments}");
    }
}

#[test]
fn temporary_files_of_dead_runs_are_removed() {
    let files = article();
    let path = |name: &str| files.path().join(name);
    let old = SystemTime::now() - Duration::from_secs(3600);
    for name in [".telaah-dead.tmp", ".telaah-live.tmp", ".telaah-new.tmp", ".telaah-other", "x.tmp"] {
        fs::write(path(name), "x").unwrap();
    }
    fs::create_dir(path(".telaah-folder.tmp")).unwrap();
    fs::write(path(".telaah-folder.tmp/terms.csv"), "x").unwrap();
    symlink("a.txt", path(".telaah-link.tmp")).unwrap();
    for name in [".telaah-dead.tmp", ".telaah-live.tmp", ".telaah-other", "x.tmp", ".telaah-folder.tmp", "a.txt"] {
        File::open(path(name)).unwrap().set_modified(old).unwrap();
    }
    let live = File::open(path(".telaah-live.tmp")).unwrap();
    live.lock().unwrap();
    let kept = [".telaah-link.tmp", ".telaah-live.tmp", ".telaah-new.tmp", ".telaah-other", "a.txt", "x.csv", "x.tmp"];
    assert_eq!(run_in(files.path(), "terms a.txt -o x.csv", "").code, Some(0));
    assert_eq!(names_in(files.path()), kept);
    drop(live);
    assert_eq!(run_in(files.path(), "analyze a.txt --format csv -o hasil", "").code, Some(0));
    assert!(!path(".telaah-live.tmp").exists() && path(".telaah-new.tmp").exists());
}

#[test]
fn the_permissions_of_the_replaced_file_are_kept_without_setuid() {
    let files = article();
    let output = files.path().join("x.csv");
    fs::write(&output, "").unwrap();
    fs::set_permissions(&output, fs::Permissions::from_mode(0o6750)).unwrap();
    assert_eq!(run_in(files.path(), "terms a.txt -o x.csv", "").code, Some(0));
    assert_eq!(fs::metadata(&output).unwrap().permissions().mode() & 0o7777, 0o750);
}

#[test]
fn links_at_the_output_are_followed_or_refused() {
    let files = article();
    let path = |name: &str| files.path().join(name);
    fs::write(path("y.csv"), "").unwrap();
    symlink("y.csv", path("x.csv")).unwrap();
    symlink("nothing", path("dangling")).unwrap();
    assert_eq!(run_in(files.path(), "terms a.txt -o x.csv", "").code, Some(0));
    assert!(path("x.csv").is_symlink() && fs::metadata(path("y.csv")).unwrap().len() > 0);
    for arguments in ["terms a.txt -o dangling", "analyze a.txt --format csv -o dangling"] {
        let report = run_in(files.path(), arguments, "");
        assert_eq!(report.code, Some(2), "{arguments}");
        assert!(report.stderr.contains("dangling: symbolic link to nothing"), "{}", report.stderr);
    }
    assert!(path("dangling").is_symlink() && !path("nothing").exists());

    fs::create_dir(path("hasil")).unwrap();
    fs::create_dir_all(path("elsewhere/tables")).unwrap();
    fs::write(path("elsewhere/tables/mine"), "x").unwrap();
    symlink("../elsewhere", path("hasil/.telaah-resume")).unwrap();
    let report = run_in(files.path(), "analyze a.txt --format csv -o hasil --resume", "");
    assert_eq!(report.code, Some(2));
    assert!(report.stderr.contains("hasil/.telaah-resume: symbolic link"), "{}", report.stderr);
    assert_eq!(names_in(&path("elsewhere")), ["tables"]);
    assert!(path("elsewhere/tables/mine").exists());
}

#[test]
fn special_files_are_refused_as_settings_and_lists() {
    let files = article();
    let path = |name: &str| files.path().join(name);
    let made = Command::new("mkfifo").arg(path("pipe")).status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("skipped: no mkfifo here");
        return;
    }
    fs::write(path("large"), "kata\n".repeat(250_000)).unwrap();
    for (target, words) in
        [("pipe", "not a regular file"), ("/dev/zero", "not a regular file"), ("large", "larger than 1048576 bytes")]
    {
        let stop_words = run_in(files.path(), &format!("terms a.txt --stopwords {target}"), "");
        let named = run_in(files.path(), &format!("terms a.txt --config {target}"), "");
        symlink(target, path("telaah.toml")).unwrap();
        let found = run_in(files.path(), "terms a.txt", "");
        fs::remove_file(path("telaah.toml")).unwrap();
        for (report, name) in [(stop_words, target), (named, target), (found, "telaah.toml")] {
            assert_eq!(report.code, Some(2), "{name}: {}", report.stderr);
            assert!(report.stderr.contains(&format!("{name}: ")) && report.stderr.contains(words), "{}", report.stderr);
        }
    }
    for target in ["pipe", "/dev/zero"] {
        let report = run_in(files.path(), &format!("keyness a.txt --reference-counts {target}"), "");
        assert_eq!(report.code, Some(2), "{target}: {}", report.stderr);
        assert!(report.stderr.contains(": not a regular file"), "{}", report.stderr);
    }
    // A pipe that the shell has opened is read.
    let report = run_in(files.path(), "terms a.txt --format csv --stopwords /dev/stdin", "beras\n");
    assert_eq!(report.code, Some(0), "{}", report.stderr);
    assert!(report.stdout.contains("harga") && !report.stdout.contains("beras"));
}

#[test]
fn pipes_are_read_only_if_they_are_named() {
    let files = folder(&[("berita/a.txt", b"Harga beras.")]);
    let output =
        shell(files.path(), "mkfifo berita/b.txt berita/pipa || exit 99; exec \"$0\" terms --format csv berita");
    if output.status.code() == Some(99) {
        eprintln!("skipped: no mkfifo here");
        return;
    }
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("2 pipes"), "{}", stderr(&output));
    let wanted = String::from_utf8(output.stdout).unwrap();
    for script in [
        "cat berita/a.txt > berita/b.txt & exec \"$0\" terms --format csv berita/b.txt",
        "cat berita/a.txt | \"$0\" terms --format csv /dev/stdin",
        "cat berita/a.txt | \"$0\" terms --format csv /dev/fd/0",
        "exec \"$0\" terms --format csv /dev/fd/3 3< berita/a.txt",
    ] {
        let output = shell(files.path(), script);
        assert_eq!(output.status.code(), Some(0), "{script}: {}", stderr(&output));
        assert_eq!(String::from_utf8(output.stdout).unwrap(), wanted, "{script}");
    }
}

#[test]
fn a_lack_of_descriptors_is_named() {
    let files = folder(&[]);
    for n in 0..40 {
        fs::write(files.path().join(format!("{n:02}.txt")), "Harga beras.").unwrap();
    }
    for (language, words) in [
        ("en", "too many open files (`ulimit -n` raises the limit)"),
        ("id", "terlalu banyak berkas terbuka (`ulimit -n` menaikkan batasnya)"),
    ] {
        let mut failures = 0;
        // The dynamic linker needs one, too.
        for limit in 4..10 {
            let script = format!("ulimit -n {limit}; exec \"$0\" terms --format csv --lang {language} . -o x.csv");
            let output = shell(files.path(), &script);
            if output.status.code() != Some(0) {
                failures += 1;
                assert!(stderr(&output).contains(words), "{limit}: {}", stderr(&output));
            }
        }
        assert!(failures > 0, "{language}");
    }
}

#[test]
fn settings_of_another_user_are_ignored_with_a_note() {
    // Only its owner may read the folder.
    let config = folder(&[("telaah/telaah.toml", b"format = \"json\"\n")]);
    fs::set_permissions(config.path(), fs::Permissions::from_mode(0o700)).unwrap();
    let Some(output) = as_nobody("echo 'Harga beras.' | exec \"$0\" terms --format csv", config.path()) else { return };
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stderr(&output);
    assert!(text.contains("note: ") && text.contains("telaah.toml: cannot read the configuration"), "{text}");
    let script = format!("exec \"$0\" terms --config {}", config.path().join("telaah/telaah.toml").display());
    assert_eq!(as_nobody(&script, config.path()).unwrap().status.code(), Some(2));
}

#[test]
fn a_run_goes_on_with_fewer_threads() {
    let files = article();
    let begin = |threads: &str| run_in(files.path(), &format!("tokens a.txt --format csv --threads {threads}"), "");
    let one = begin("1");
    assert_eq!(one.code, Some(0));
    assert_eq!(begin("100000").stdout, one.stdout);
    let config = folder(&[]);
    let script = "ulimit -u 1; exec \"$0\" terms --config none --threads 4 /etc/hostname";
    let Some(output) = as_nobody(script, config.path()) else { return };
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn a_run_that_ignores_hangups_goes_on() {
    use std::io::Write;
    let files = folder(&[]);
    let mut child = Command::new("sh")
        .args(["-c", "trap '' HUP; exec \"$0\" terms - -o x.csv", env!("CARGO_BIN_EXE_telaah")])
        .current_dir(files.path())
        .env("TELAAH_CONFIG", "none")
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    while names_in(files.path()).is_empty() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(10));
    }
    let sent = Command::new("kill").args(["-HUP", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    stdin.write_all(b"Harga beras.").unwrap();
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(names_in(files.path()), ["x.csv"]);
}
