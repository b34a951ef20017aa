//! Runs that take long: they can be interrupted, and say as much as is wished.

use crate::support::{folder, run_in};

#[test]
fn levels_say_more_and_more() {
    let files = folder(&[
        ("a.txt", b"Caf\xe9 Bogor."),
        ("b.jsonl", b"{\"text\":\"Kopi.\",\"date\":\"kemarin\"}\n"),
        ("c.pdf", b""),
        ("d.txt", b"a\0b"),
    ]);
    let lines = |arguments: &str| {
        let report = run_in(files.path(), &format!("terms --format csv {arguments} ."), "");
        assert_eq!(report.code, Some(1));
        report.stderr.lines().map(|line| line.split(": ").nth(1).unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(lines("--log-level error"), ["error"]);
    assert_eq!(lines("-q"), ["error"]);
    assert_eq!(lines("--log-level warn"), ["warning", "error"]);
    assert_eq!(lines(""), ["warning", "error", "note", "note"]);
    assert_eq!(lines("--log-level debug"), ["note", "warning", "error", "note", "note", "note"]);
    assert_eq!(lines("-v"), lines("--log-level debug"));
    assert_eq!(run_in(files.path(), "terms -q --log-level warn .", "").code, Some(2));
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_no_half_file() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    use crate::support::{ignores_hangups, names_in};

    for arguments in ["analyze --format json -o hasil.json", "analyze --format csv -o hasil", "terms -o hasil.csv"] {
        for (signal, code) in [("-INT", 130), ("-TERM", 143), ("-HUP", 129)] {
            if signal == "-HUP" && ignores_hangups() {
                eprintln!("skipped: SIGHUP is ignored here, as by nohup, and so the program ignores it");
                continue;
            }
            let files = folder(&[]);
            let mut child = Command::new(env!("CARGO_BIN_EXE_telaah"))
                .current_dir(files.path())
                .args(arguments.split_whitespace())
                .args(["--input-format", "ndjson", "-"])
                .stdin(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            // It waits for more.
            let mut stdin = child.stdin.take().unwrap();
            stdin.write_all(b"{\"text\":\"Kopi.\"}\n").unwrap();
            let begin = Instant::now();
            while names_in(files.path()).is_empty() && begin.elapsed() < Duration::from_secs(60) {
                std::thread::sleep(Duration::from_millis(20));
            }
            let has_begun = !names_in(files.path()).is_empty();
            let sent = Command::new("kill").args([signal, &child.id().to_string()]).status();
            if !sent.is_ok_and(|status| status.success()) {
                eprintln!("skipped: no kill here");
                let _ = child.kill().and_then(|()| child.wait());
                return;
            }
            let status = child.wait().unwrap();
            assert!(has_begun, "{arguments}: no temporary file");
            assert_eq!(status.code(), Some(code), "{arguments} {signal}");
            assert_eq!(names_in(files.path()), Vec::<String>::new(), "{arguments} {signal}");
            drop(stdin);
        }
    }
}
