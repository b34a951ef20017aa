//! Runs into a folder of tables that are interrupted and resumed.

use std::fs;
use std::path::Path;

use crate::support::{folder, names_in, run_in};

const CHECKPOINT: &str = "hasil/.telaah-resume/checkpoint";

/// Articles that take some seconds, so that there is something to interrupt.
#[cfg(unix)]
const MANY: usize = if cfg!(debug_assertions) { 2500 } else { 15_000 };

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
    format!("Judul {n}\n\nJAKARTA, KOMPAS.com - {}Akhir{n}.", sentence.repeat(32))
}

/// The tables in a folder: their names and bytes.
fn tables(folder: &Path) -> Vec<(String, Vec<u8>)> {
    names_in(folder).into_iter().map(|name| (name.clone(), fs::read(folder.join(name)).unwrap())).collect()
}

/// The tables of a run to the end without checkpoints.
fn whole(place: &Path, arguments: &str, code: i32) -> Vec<(String, Vec<u8>)> {
    let report = run_in(place, &format!("{arguments} -o utuh -q"), "");
    assert_eq!(report.code, Some(code), "{}", report.stderr);
    let tables = tables(&place.join("utuh"));
    fs::remove_dir_all(place.join("utuh")).unwrap();
    assert_eq!(tables.len(), if arguments.contains("--tables all") { 8 } else { 6 });
    tables
}

#[cfg(unix)]
mod interrupted {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    use super::*;
    use crate::support::telaah;

    /// Starts or resumes a run, and sends it a signal when it has written a checkpoint. Returns its exit code and standard error.
    fn interrupt(place: &Path, arguments: &str, signal: &str) -> (Option<i32>, String) {
        let saved = || fs::metadata(place.join(CHECKPOINT)).and_then(|metadata| metadata.modified()).ok();
        let before = saved();
        let mut command = Command::new(telaah().get_program());
        command.current_dir(place).args(arguments.split_whitespace()).args(["-o", "hasil", "--resume"]);
        let mut child = command.env("TELAAH_CONFIG", "none").stderr(Stdio::piped()).spawn().unwrap();
        let begin = Instant::now();
        while saved() == before && begin.elapsed() < Duration::from_secs(60) && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(5));
        }
        let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let output = child.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    }

    /// The number in a message, after the given words.
    fn number_after(stderr: &str, words: &str) -> usize {
        let rest = stderr.split(words).nth(1);
        rest.and_then(|rest| rest.split(' ').next()?.parse().ok()).unwrap_or_else(|| panic!("{stderr}"))
    }

    const RESUMING: &str = "resuming the interrupted run after ";

    #[test]
    fn a_folder_of_files_gives_the_same_reports() {
        let files = files(MANY);
        let place = files.path();
        let analyze = "analyze --format csv --tables all berita";
        let wanted = whole(place, analyze, 1);

        // Killed by the system: nothing has its final name.
        assert_eq!(interrupt(place, &format!("{analyze} --threads 1"), "-KILL").0, None);
        assert_eq!(names_in(&place.join("hasil")), [".telaah-resume"]);
        // Ctrl-C ends the step, and reports its position.
        let (code, stderr) = interrupt(place, &format!("{analyze} --threads 2"), "-INT");
        assert_eq!(code, Some(130), "{stderr}");
        let position = number_after(&stderr, "interrupted after ");
        assert!(
            (1..MANY).contains(&position) && stderr.contains("documents: the same command resumes there"),
            "{stderr}"
        );
        assert!(number_after(&stderr, RESUMING) < position, "{stderr}");
        assert_eq!(names_in(&place.join("hasil")), [".telaah-resume"]);
        assert_eq!(
            names_in(&place.join("hasil/.telaah-resume")),
            ["checkpoint", "lock", "rows-document_entities", "rows-document_terms", "rows-mentions", "tables"]
        );

        // Other options, and inputs that changed.
        let resume = |arguments: &str| run_in(place, &format!("{arguments} -o hasil --resume"), "");
        fs::write(place.join("kata.txt"), "harga\n").unwrap();
        for (arguments, message) in [
            ("analyze --format csv --tables all berita --top 5", "--top was not set, now 5"),
            ("analyze --format tsv --tables all berita", "--format was csv, now tsv"),
            ("analyze --format csv --tables all berita --dedup", "--dedup was false, now true"),
            ("analyze --format csv --tables all berita --date 2024-05-06", "--date was not set, now 2024-05-06"),
            ("analyze --format csv --tables all berita kata.txt", "PATH was berita, now berita kata.txt"),
            ("analyze --format csv --tables all berita --stopwords kata.txt", "stop words was "),
        ] {
            let report = resume(arguments);
            assert_eq!((report.code, &*report.stdout), (Some(2), ""), "{arguments}");
            let stderr = &report.stderr;
            assert!(stderr.contains(message) && stderr.contains("delete hasil/.telaah-resume"), "{stderr}");
        }
        let bytes = fs::read(place.join("berita/000/00007.txt")).unwrap();
        let modified = fs::metadata(place.join("berita/000/00007.txt")).unwrap().modified().unwrap();
        fs::write(place.join("berita/000/00007.txt"), "Lain.").unwrap();
        let report = resume(analyze);
        let message = "cannot resume: berita/000/00007.txt has changed (delete hasil/";
        assert!(report.code == Some(2) && report.stderr.contains(message), "{}", report.stderr);
        fs::write(place.join("berita/000/00007.txt"), bytes).unwrap();
        let file = fs::File::options().write(true).open(place.join("berita/000/00007.txt")).unwrap();
        file.set_modified(modified).unwrap();

        // A damaged checkpoint is refused.
        let checkpoint = fs::read(place.join(CHECKPOINT)).unwrap();
        fs::write(place.join(CHECKPOINT), &checkpoint[..checkpoint.len() - 7]).unwrap();
        let report = resume(analyze);
        let message = "checkpoint: not a checkpoint, or damaged: ";
        assert!(report.code == Some(2) && report.stderr.contains(message), "{}", report.stderr);
        fs::write(place.join(CHECKPOINT), checkpoint).unwrap();

        // Rows after the checkpoint are cut off.
        let table = place.join("hasil/.telaah-resume/tables/documents.csv");
        let rows = fs::read(&table).unwrap();
        fs::write(&table, [&*rows, b"berita/000/0"].concat()).unwrap();
        let report = resume(&format!("{analyze} --threads 1"));
        assert_eq!(report.code, Some(1), "{}", report.stderr);
        assert_eq!(number_after(&report.stderr, RESUMING), position);
        // The errors of the finished part are counted, the others are printed.
        let printed = report.stderr.matches("not UTF-8").count();
        let failed = (MANY / 500).checked_sub(printed).unwrap();
        assert_eq!(report.stderr.contains(&format!("{failed} of them failed")), failed > 0, "{}", report.stderr);
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
        fs::write(place.join("besar.ndjson"), (0..MANY).map(line).collect::<String>()).unwrap();
        let analyze = "analyze --format tsv --dedup besar.ndjson";
        let wanted = whole(place, analyze, 1);
        assert_eq!(interrupt(place, &format!("{analyze} --threads 1"), "-KILL").0, None);
        assert_eq!(interrupt(place, &format!("{analyze} --threads 1"), "-TERM").0, Some(143));
        let report = run_in(place, &format!("{analyze} -o hasil --resume --threads 7"), "");
        assert_eq!(report.code, Some(1), "{}", report.stderr);
        assert!(number_after(&report.stderr, RESUMING) > 0);
        assert!(tables(&place.join("hasil")) == wanted);
    }

    /// A web archive whose records are compressed one by one, and workbooks, each of which is read as a whole.
    #[cfg(all(feature = "compression", feature = "html", feature = "xlsx"))]
    #[test]
    fn web_archives_and_workbooks_give_the_same_reports() {
        use crate::inputs::gzip;
        use crate::web_archives::{record, response};
        let half = MANY / 2;
        let place = folder(&[]);
        let place = place.path();
        let page = |n: usize| {
            let text = article(n).replace("\n\n", "</h1><p>");
            let page =
                format!("<html><head><title>Judul {n}</title></head><body><article><h1>{text}</article></body></html>");
            let address = format!("https://kabar.example/{n}");
            gzip(&if n % 300 == 70 { record("response", &address, b"rusak") } else { response(&address, &page) })
        };
        fs::create_dir(place.join("berita")).unwrap();
        fs::write(place.join("berita/b.warc.gz"), (0..half).flat_map(page).collect::<Vec<u8>>()).unwrap();
        for (number, first) in (half..MANY).step_by(100).enumerate() {
            let mut workbook = rust_xlsxwriter::Workbook::new();
            let sheet = workbook.add_worksheet();
            sheet.write_row(0, 0, ["id", "isi"]).unwrap();
            for (row, n) in (1..).zip(first..MANY.min(first + 100)) {
                sheet.write_row(row, 0, [format!("b{n}"), article(n)]).unwrap();
            }
            // Before and after the web archive.
            let name = if number % 2 == 0 { format!("a{number}.xlsx") } else { format!("c{number}.xlsx") };
            workbook.save(place.join("berita").join(name)).unwrap();
        }
        let analyze = "analyze --format csv --tables all berita";
        let wanted = whole(place, analyze, 1);
        let mut position = 0;
        for (signal, threads, code) in [("-KILL", 1, None), ("-TERM", 2, Some(143))] {
            let (found, stderr) = interrupt(place, &format!("{analyze} --threads {threads}"), signal);
            assert_eq!(found, code, "{stderr}");
            if signal != "-KILL" {
                let reached = number_after(&stderr, "interrupted after ");
                assert!(reached > position && reached < MANY, "{stderr}");
                position = reached;
            }
        }
        let report = run_in(place, &format!("{analyze} -o hasil --resume --threads 3"), "");
        assert_eq!(report.code, Some(1), "{}", report.stderr);
        assert_eq!(number_after(&report.stderr, RESUMING), position, "{}", report.stderr);
        assert!(tables(&place.join("hasil")) == wanted, "{:?}", names_in(&place.join("hasil")));
    }

    #[cfg(feature = "parquet")]
    #[test]
    fn parquet_tables_are_the_same() {
        let files = files(MANY);
        let place = files.path();
        let analyze = "analyze --format parquet --tables all berita";
        let wanted = whole(place, analyze, 1);
        assert_eq!(interrupt(place, &format!("{analyze} --threads 1"), "-KILL").0, None);
        assert_eq!(interrupt(place, &format!("{analyze} --threads 2"), "-INT").0, Some(130));
        let report = run_in(place, &format!("{analyze} -o hasil --resume"), "");
        assert_eq!(report.code, Some(1), "{}", report.stderr);
        assert!(tables(&place.join("hasil")) == wanted);
    }
}

#[test]
fn an_uninterrupted_run_leaves_no_checkpoint() {
    let files = files(40);
    let wanted = whole(files.path(), "analyze --format csv berita", 1);
    for _ in 0..2 {
        let report = run_in(files.path(), "analyze --format csv berita -o hasil --resume", "");
        assert_eq!(report.code, Some(1));
        assert!(!report.stderr.contains("resuming"), "{}", report.stderr);
        assert!(tables(&files.path().join("hasil")) == wanted);
    }
    // A run without --resume says that there is one to resume.
    let folder = files.path().join("hasil/.telaah-resume");
    fs::create_dir(&folder).unwrap();
    let report = run_in(files.path(), "analyze --format csv berita -o hasil", "");
    let message = "hasil/.telaah-resume: kept from an interrupted run (--resume continues it); this run starts over";
    assert!(report.stderr.contains(message), "{}", report.stderr);
    // Files of something else, and of older versions, are refused and stay.
    for (name, message) in [
        ("checkpoint", "checkpoint: not a checkpoint, or damaged: "),
        (
            "journal",
            "journal: belongs to an interrupted run of an older telaah (delete hasil/.telaah-resume to start over)",
        ),
    ] {
        fs::write(folder.join(name), "catatan saya").unwrap();
        let report = run_in(files.path(), "analyze --format csv berita -o hasil --resume", "");
        assert!(report.code == Some(2) && report.stderr.contains(message), "{}", report.stderr);
        assert_eq!(fs::read_to_string(folder.join(name)).unwrap(), "catatan saya");
    }
}

#[test]
fn runs_that_cannot_be_resumed_are_wrong_usage() {
    let place = folder(&[("a.txt", b"Beras."), ("hasil.csv", b""), ("telaah.toml", b"format = \"csv\"\n")]);
    for (arguments, message) in [
        ("analyze a.txt --resume", "--resume needs a directory of tables (-o DIR"),
        ("analyze a.txt --resume -o hasil --format json", "--resume needs a directory of tables"),
        ("analyze a.txt --resume -o hasil.md", "--resume needs a directory of tables"),
        ("analyze --resume -o hasil", "--resume cannot read standard input again"),
        ("analyze a.txt - --resume -o hasil", "--resume cannot read standard input again"),
        ("analyze a.txt --resume -o hasil.csv", "--resume needs a directory of tables"),
        ("analyze a.txt --resume -o a.txt --format csv", "a.txt: cannot write over an input"),
        ("analyze a.txt --resume -o tiada/hasil", "tiada/hasil: cannot write to the directory"),
        ("analyze a.txt --resume -o hasil --dry-run", "cannot be used with"),
        ("analyze a.txt --resume -o hasil --stopwords tiada", "no stop word list or file"),
        ("terms a.txt --resume", "unexpected argument '--resume'"),
    ] {
        let report = run_in(place.path(), arguments, "Beras.");
        assert_eq!((report.code, &*report.stdout), (Some(2), ""), "{arguments}");
        assert!(report.stderr.contains(message), "{arguments}: {}", report.stderr);
        assert_eq!(names_in(place.path()), ["a.txt", "hasil.csv", "telaah.toml"], "{arguments}");
    }
    // It is not a setting.
    fs::write(place.path().join("telaah.toml"), "resume = true\n").unwrap();
    assert!(run_in(place.path(), "analyze a.txt", "").stderr.contains("no setting `resume`"));
}
