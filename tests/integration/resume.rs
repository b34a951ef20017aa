//! Runs into a folder that are interrupted, and gone on with.

use std::fs;
use std::path::Path;

use crate::support::{folder, names_in, run_in};

const JOURNAL: &str = "hasil/.telaah-resume/journal";

/// Articles that take some seconds, so that there is something to interrupt.
#[cfg(unix)]
const MANY: usize = if cfg!(debug_assertions) { 2000 } else { 60_000 };

/// Articles as files in folders, some of them bad.
fn files(count: usize) -> tempfile::TempDir {
    let folder = folder(&[]);
    for n in 0..count {
        let path = folder.path().join(format!("berita/{:03}/{n:05}.txt", n / 100));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, if n % 500 == 20 { b"buruk\x81".to_vec() } else { article(n).into_bytes() }).unwrap();
    }
    folder
}

fn article(n: usize) -> String {
    let person = ["Siti Rahma", "Budi Santoso", "Ratna Dewi", "Joko Widodo"][n % 4];
    let country = ["Jepang", "Korut", "AS", "Malaysia"][n / 4 % 4];
    let sentence =
        format!("{person} bertemu utusan {country} pada {} Mei 2024; harga kata{} naik. ", n % 28 + 1, n % 97);
    format!("Judul {n}\n\nJAKARTA, KOMPAS.com - {}Akhir{n}.", sentence.repeat(8))
}

/// The tables in a folder: their names and bytes.
fn tables(folder: &Path) -> Vec<(String, Vec<u8>)> {
    names_in(folder).into_iter().map(|name| (name.clone(), fs::read(folder.join(name)).unwrap())).collect()
}

/// A run to the end without a journal.
fn whole(place: &Path, arguments: &str, code: i32) -> Vec<(String, Vec<u8>)> {
    let report = run_in(place, &format!("{arguments} -o utuh -q"), "");
    assert_eq!(report.code, Some(code), "{}", report.stderr);
    let tables = tables(&place.join("utuh"));
    fs::remove_dir_all(place.join("utuh")).unwrap();
    assert_eq!(tables.len(), 5);
    tables
}

#[cfg(unix)]
mod interrupted {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    use super::*;
    use crate::support::telaah;

    /// Begins a run or goes on with one, and sends it a signal when its journal has grown; says how it ended.
    fn interrupt(place: &Path, arguments: &str, signal: &str) -> Option<i32> {
        let size = || fs::metadata(place.join(JOURNAL)).map_or(0, |metadata| metadata.len());
        let before = size();
        let mut command = Command::new(telaah().get_program());
        command.current_dir(place).args(arguments.split_whitespace()).args(["-o", "hasil", "--resume", "-q"]);
        let mut child = command.env("TELAAH_CONFIG", "none").stderr(Stdio::null()).spawn().unwrap();
        let begin = Instant::now();
        // The heading of a new one is no more than that.
        while size() <= before.max(4096)
            && begin.elapsed() < Duration::from_secs(60)
            && child.try_wait().unwrap().is_none()
        {
            std::thread::sleep(Duration::from_millis(5));
        }
        if before == 0 {
            // Till a step has ended, too, so that there is something to go on behind.
            std::thread::sleep(Duration::from_millis(200));
        }
        let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        child.wait().unwrap().code()
    }

    /// Documents that a run went on behind, as it says.
    fn behind(stderr: &str) -> usize {
        let said = stderr.split("going on with the interrupted run, behind ").nth(1);
        said.and_then(|rest| rest.split(' ').next()?.parse().ok()).unwrap_or_else(|| panic!("{stderr}"))
    }

    #[test]
    fn a_folder_of_files_gives_the_same_reports() {
        let files = files(MANY);
        let place = files.path();
        let analyze = "analyze --format csv berita";
        let wanted = whole(place, analyze, 1);

        // Ended at once by the system, with what it was writing left there.
        assert_eq!(interrupt(place, &format!("{analyze} --threads 1"), "-KILL"), None);
        assert_eq!(names_in(&place.join("hasil")), [".telaah-resume"]);
        // By Ctrl-C no half-written table is left.
        let code = interrupt(place, &format!("{analyze} --threads 2"), "-INT");
        assert_eq!(code, Some(130));
        assert_eq!(names_in(&place.join("hasil/.telaah-resume")), ["journal"]);

        // What was told otherwise, and what has changed.
        let resume = |arguments: &str| run_in(place, &format!("{arguments} -o hasil --resume"), "");
        fs::write(place.join("kata.txt"), "harga\n").unwrap();
        for (arguments, message) in [
            ("analyze --format csv berita --top 5", "--top was nothing then and is 5 now"),
            ("analyze --format tsv berita", "--format was csv then and is tsv now"),
            ("analyze --format csv berita --dedup", "--dedup was false then and is true now"),
            ("analyze --format csv berita --date 2024-05-06", "--date was nothing then and is 2024-05-06 now"),
            ("analyze --format csv berita kata.txt", "PATH was berita then and is berita kata.txt now"),
            ("analyze --format csv berita --stopwords kata.txt", "stop words was "),
        ] {
            let report = resume(arguments);
            assert_eq!((report.code, &*report.stdout), (Some(2), ""), "{arguments}");
            let stderr = &report.stderr;
            assert!(stderr.contains(message) && stderr.contains("remove hasil/.telaah-resume"), "{stderr}");
        }
        let (bytes, journal) = (fs::read(place.join("berita/000/00007.txt")).unwrap(), place.join(JOURNAL));
        let modified = fs::metadata(place.join("berita/000/00007.txt")).unwrap().modified().unwrap();
        fs::write(place.join("berita/000/00007.txt"), "Lain.").unwrap();
        let report = resume(analyze);
        let message = "can't go on with the interrupted run: berita/000/00007.txt has changed since (remove hasil/";
        assert!(report.code == Some(2) && report.stderr.contains(message), "{}", report.stderr);
        fs::write(place.join("berita/000/00007.txt"), bytes).unwrap();
        let file = fs::File::options().write(true).open(place.join("berita/000/00007.txt")).unwrap();
        file.set_modified(modified).unwrap();

        // Cut off in the middle of a record, it goes on from the step before.
        let torn = fs::read(&journal).unwrap();
        fs::write(&journal, &torn[..torn.len() - 7]).unwrap();
        let report = resume(&format!("{analyze} --threads 1"));
        assert_eq!(report.code, Some(1), "{}", report.stderr);
        let behind = behind(&report.stderr);
        assert!((1..MANY).contains(&behind), "{behind}");
        // What failed is named, even if it failed before.
        assert_eq!(report.stderr.matches("not UTF-8").count(), MANY / 500, "{}", report.stderr);
        assert!(tables(&place.join("hasil")) == wanted, "{:?}", names_in(&place.join("hasil")));
    }

    #[test]
    fn one_large_file_gives_the_same_reports() {
        let place = folder(&[]);
        let place = place.path();
        let line = |n: usize| match n % 500 {
            30 => "{\"text\": rusak}\n".to_owned(),
            31 => format!("{}\n", serde_json::json!({"text": article(n), "date": "entah"})),
            // Some are like others.
            _ => format!("{}\n", serde_json::json!({"id": format!("b{n}"), "text": article(n / 3 * 3)})),
        };
        fs::write(place.join("besar.ndjson"), (0..2 * MANY).map(line).collect::<String>()).unwrap();
        let analyze = "analyze --format tsv --dedup besar.ndjson";
        let wanted = whole(place, analyze, 1);
        let undated = run_in(place, &format!("{analyze} -o hasil"), "").stderr.matches("is no date").count();
        fs::remove_dir_all(place.join("hasil")).unwrap();
        // On one thread, for fewer blocks are under way then, and a step ends when all are done.
        assert_eq!(interrupt(place, &format!("{analyze} --threads 1"), "-KILL"), None);
        assert_eq!(interrupt(place, &format!("{analyze} --threads 1"), "-TERM"), Some(130));
        let report = run_in(place, &format!("{analyze} -o hasil --resume --threads 7"), "");
        assert_eq!(report.code, Some(1), "{}", report.stderr);
        assert!(behind(&report.stderr) > 0);
        assert_eq!(report.stderr.matches("no JSON object").count(), MANY / 250, "{}", report.stderr);
        assert_eq!(report.stderr.matches("is no date").count(), undated, "{}", report.stderr);
        assert!(tables(&place.join("hasil")) == wanted);
    }
}

#[test]
fn a_run_that_nothing_interrupts_leaves_no_journal() {
    let files = files(40);
    let wanted = whole(files.path(), "analyze --format csv berita", 1);
    for _ in 0..2 {
        let report = run_in(files.path(), "analyze --format csv berita -o hasil --resume", "");
        assert_eq!(report.code, Some(1));
        assert!(!report.stderr.contains("going on"), "{}", report.stderr);
        assert!(tables(&files.path().join("hasil")) == wanted);
    }
    // One that is there is named to whoever does not go on with it.
    fs::create_dir(files.path().join("hasil/.telaah-resume")).unwrap();
    fs::write(files.path().join(JOURNAL), "").unwrap();
    let report = run_in(files.path(), "analyze --format csv berita -o hasil", "");
    assert!(report.stderr.contains("hasil/.telaah-resume is of an interrupted run, which --resume goes on with"));
    // What is none is left alone.
    fs::write(files.path().join(JOURNAL), "catatan saya").unwrap();
    let report = run_in(files.path(), "analyze --format csv berita -o hasil --resume", "");
    assert!(report.code == Some(2) && report.stderr.contains("journal is no journal of telaah"), "{}", report.stderr);
    assert_eq!(fs::read_to_string(files.path().join(JOURNAL)).unwrap(), "catatan saya");
}

#[test]
fn what_can_not_be_gone_on_with_is_wrong_usage() {
    let place = folder(&[("a.txt", b"Beras."), ("hasil.csv", b""), ("telaah.toml", b"format = \"csv\"\n")]);
    for (arguments, message) in [
        ("analyze a.txt --resume", "--resume goes with a folder of tables: -o FOLDER"),
        ("analyze a.txt --resume -o hasil --format json", "--resume goes with a folder of tables"),
        ("analyze a.txt --resume -o hasil.md", "--resume goes with a folder of tables"),
        ("analyze --resume -o hasil", "--resume can't read standard input twice"),
        ("analyze a.txt - --resume -o hasil", "--resume can't read standard input twice"),
        ("analyze a.txt --resume -o hasil.csv", "writes a folder of five tables"),
        ("analyze a.txt --resume -o a.txt --format csv", "there is a file of that name"),
        ("analyze a.txt --resume -o tiada/hasil", "can't write to the folder tiada/hasil"),
        ("analyze a.txt --resume -o hasil --dry-run", "cannot be used with"),
        ("analyze a.txt --resume -o hasil --stopwords tiada", "no stop word list or file"),
        ("terms a.txt --resume", "unexpected argument '--resume'"),
    ] {
        let report = run_in(place.path(), arguments, "Beras.");
        assert_eq!((report.code, &*report.stdout), (Some(2), ""), "{arguments}");
        assert!(report.stderr.contains(message), "{arguments}: {}", report.stderr);
        assert_eq!(names_in(place.path()), ["a.txt", "hasil.csv", "telaah.toml"], "{arguments}");
    }
    // It is no setting.
    fs::write(place.path().join("telaah.toml"), "resume = true\n").unwrap();
    assert!(run_in(place.path(), "analyze a.txt", "").stderr.contains("no setting `resume`"));
}
