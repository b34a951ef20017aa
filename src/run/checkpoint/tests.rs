use std::fs;

use super::*;
use crate::entities::{EntityKind, MentionChoice};
use crate::input::{InputOptions, Source};
use crate::report::format::{CSV, FormatOptions};
use crate::report::{DocumentReports, TermFilter};
use crate::run::{Batch, Diagnostic, Event};
use crate::{Analyzer, Settings};

/// Everything that the tables are made of.
#[derive(Debug, PartialEq)]
struct Results {
    rows: Vec<u8>,
    totals: String,
    terms: Vec<String>,
    entities: Vec<String>,
}

/// A run that ends after some checkpoints, or not at all.
struct TestRun<'a> {
    input: &'a Path,
    folder: &'a Path,
    dedup: bool,
    checkpoints: Option<u64>,
}

impl TestRun<'_> {
    /// Runs, and returns the results with the numbers of errors and warnings.
    fn run(&self) -> Result<(Results, usize, usize), RunError> {
        let analyzer = Analyzer::new(Settings::default());
        let options = InputOptions { deduplicate: self.dedup, ..InputOptions::default() };
        let mut checkpoint = Checkpoint::open(self.folder, fingerprint()).unwrap();
        // A checkpoint after every few work items.
        checkpoint.set_interval(CheckpointInterval { min: Duration::ZERO, cost_factor: 0 });
        let mut table = File::options().read(true).write(true).create(true).truncate(false).open(self.table()).unwrap();
        table.write_all(b"header\n").unwrap();
        checkpoint.add_output(table.try_clone().unwrap()).unwrap();
        let encoder = CSV.encoder(&FormatOptions::default()).unwrap();
        let filter = TermFilter { top: 5, min_count: 1, pattern: None };
        let (mut errors, mut warnings, mut saved) = (0, 0, 0);
        let mut bytes = None;
        let threads = if self.checkpoints.is_none() { 2 } else { 1 };
        let path = checkpoint.path.clone();
        let batch = Batch::new(&analyzer, vec![Source::Path(self.input.to_owned())], &options).threads(threads);
        let summary = batch.checkpoint(&mut checkpoint)?.run(
            || DocumentReports::new(encoder.clone(), filter.clone(), MentionChoice::default()),
            &mut |event| {
                match event {
                    Event::Rows(rows) => table.write_all(rows)?,
                    Event::Diagnostic(Diagnostic::Error(_)) => errors += 1,
                    Event::Diagnostic(Diagnostic::Warning(_)) => warnings += 1,
                    Event::Progress(_) => {
                        let now = fs::read(&path).ok();
                        saved += u64::from(now != bytes);
                        bytes = now;
                        if self.checkpoints.is_some_and(|checkpoints| saved > checkpoints) {
                            return Err(io::Error::other("enough"));
                        }
                    }
                    Event::Diagnostic(_) => {}
                }
                Ok(())
            },
        )?;
        let entities = summary.visitor.into_totals();
        let terms = summary.terms.unwrap_or_default();
        let mut counts = vec![format!("{} documents, {} words", terms.documents(), terms.words())];
        counts.extend(terms.ranking(0, 0, |_| true).iter().map(|term| format!("{term:?}")));
        let entities = entities.ranking(&EntityKind::ALL, 0, 0, |_| true);
        let results = Results {
            rows: fs::read(self.table()).unwrap(),
            totals: format!("{:?}", summary.sums),
            terms: counts,
            entities: entities.iter().map(|entity| format!("{entity:?}")).collect(),
        };
        Ok((results, errors, warnings))
    }

    fn table(&self) -> PathBuf {
        self.folder.join("table")
    }

    /// Runs, and returns the message of its error.
    fn error(&self) -> String {
        match self.run() {
            Err(RunError::Output(error)) => error.to_string(),
            Err(error) => error.to_string(),
            Ok(_) => "it ran to the end".to_owned(),
        }
    }
}

fn fingerprint() -> RunFingerprint {
    let mut fingerprint = RunFingerprint::default();
    fingerprint.push("--top", "5");
    fingerprint
}

/// Articles as files and records, some of them twice, some malformed.
fn articles() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let text = |n: usize| {
        let (day, people) = (n % 28 + 1, ["Siti Rahma", "Budi Santoso", "Ratna Dewi"][n % 3]);
        format!("JAKARTA - {people} tiba di Jepang pada {day} Mei 2024. Beras nomor {} naik; kata {n} lain.", n % 7)
    };
    for n in 0..200 {
        let bytes = if n % 50 == 3 { b"buruk\x81".to_vec() } else { text(n % 150).into_bytes() };
        fs::write(folder.path().join(format!("{n:03}.txt")), bytes).unwrap();
    }
    let record = |n: usize| match n % 40 {
        7 => "{\"text\": buruk}\n".to_owned(),
        8 => format!("{{\"date\": \"entah\", \"text\": {:?}}}\n", text(n)),
        _ => format!("{{\"text\": {:?}}}\n", text(n)),
    };
    fs::write(folder.path().join("100b.ndjson"), (0..4000).map(record).collect::<String>()).unwrap();
    #[cfg(feature = "html")]
    fs::write(folder.path().join("110c.warc"), (0..600).map(|n| page(n, &text(n))).collect::<String>()).unwrap();
    #[cfg(feature = "xlsx")]
    for name in ["000a.xlsx", "120d.xlsx"] {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write(0, 0, "isi").unwrap();
        (1..300).for_each(|row| _ = sheet.write(row, 0, text(row as usize)).unwrap());
        workbook.save(folder.path().join(name)).unwrap();
    }
    folder
}

/// A record of a web archive; some are damaged.
#[cfg(feature = "html")]
fn page(n: usize, text: &str) -> String {
    let blanks = " ".repeat(1000);
    let page = format!("<html><title>Judul {n}</title>{blanks}<article><p>{text}</p><p>{text}</p></article></html>");
    let content = match n % 50 {
        9 => "rusak".to_owned(),
        _ => format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"),
    };
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{n}\r\nContent-Length: {}\r\n\r\n{content}\r\n\r\n",
        content.len()
    )
}

#[test]
fn a_resumed_run_gives_the_results_of_an_uninterrupted_one() {
    let (input, place) = (articles(), tempfile::tempdir().unwrap());
    for dedup in [false, true] {
        let (whole, parts) = (place.path().join(format!("whole{dedup}")), place.path().join(format!("parts{dedup}")));
        fs::create_dir(&whole).unwrap();
        fs::create_dir(&parts).unwrap();
        let whole = TestRun { input: input.path(), folder: &whole, dedup, checkpoints: None }.run().unwrap();
        assert!(whole.1 > 50 && whole.2 > 50 && whole.0.entities.len() > 30, "{} {}", whole.1, whole.2);
        let run = |checkpoints| TestRun { input: input.path(), folder: &parts, dedup, checkpoints };
        for checkpoints in [0, 1, 2] {
            assert_eq!(run(Some(checkpoints)).error(), "enough");
        }
        let position = Checkpoint::open(&parts, fingerprint()).unwrap().position;
        assert!(position.work_items > 2, "{position:?}");
        // Rows after the checkpoint are cut off.
        let (table, bytes) = (parts.join("table"), fs::read(parts.join("table")).unwrap());
        fs::write(&table, [&*bytes, b"half a r"].concat()).unwrap();
        assert!(run(None).run().unwrap().0 == whole.0);
        // Killed after every checkpoint.
        fs::remove_dir_all(&parts).unwrap();
        fs::create_dir(&parts).unwrap();
        let steps = (0..1000).take_while(|_| run(Some(1)).error() == "enough").count();
        assert!((5..1000).contains(&steps), "{steps}");
        assert!(run(None).run().unwrap().0 == whole.0);
        // Resumes from the last checkpoint of the run that ended, too.
        assert!(run(None).run().unwrap().0 == whole.0);
        // Without the rows it starts over.
        fs::write(&table, "header\n").unwrap();
        assert!(run(None).run().unwrap() == whole);
    }
}

#[test]
fn changed_inputs_are_refused() {
    let (input, folder) = (articles(), tempfile::tempdir().unwrap());
    let run = |checkpoints| TestRun { input: input.path(), folder: folder.path(), dedup: false, checkpoints };
    assert_eq!(run(Some(3)).error(), "enough");
    let error = || run(Some(0)).error();
    let path = |name: &str| input.path().join(name);
    assert_eq!(error(), "enough");
    fs::write(path("001a.txt"), "baru").unwrap();
    assert!(error().contains("001a.txt was not there"), "{}", error());
    fs::remove_file(path("001a.txt")).unwrap();
    let old = fs::read(path("001.txt")).unwrap();
    fs::remove_file(path("001.txt")).unwrap();
    assert!(error().contains("002.txt was not there, or an input before it was removed"), "{}", error());
    fs::write(path("001.txt"), [old, b"!".to_vec()].concat()).unwrap();
    assert!(error().contains("001.txt has changed"), "{}", error());
    fs::read_dir(input.path()).unwrap().for_each(|entry| fs::remove_file(entry.unwrap().path()).unwrap());
    assert_eq!(error(), "some of its inputs were removed");
}

#[test]
fn a_checkpoint_belongs_to_one_run() {
    let (input, folder) = (articles(), tempfile::tempdir().unwrap());
    let run = TestRun { input: input.path(), folder: folder.path(), dedup: false, checkpoints: Some(1) };
    assert_eq!(run.error(), "enough");
    let path = folder.path().join("checkpoint");
    let bytes = fs::read(&path).unwrap();
    let mut other = RunFingerprint::default();
    other.push("--top", "7");
    let Err(CheckpointError::OtherRun { differences, .. }) = Checkpoint::open(folder.path(), other) else {
        panic!("it has other options")
    };
    assert_eq!(differences.len(), 1);
    assert_eq!(fs::read(&path).unwrap(), bytes);
    let open = || Checkpoint::open(folder.path(), fingerprint());
    let held = open().unwrap();
    assert!(matches!(open(), Err(CheckpointError::InUse { .. })));
    drop(held);
}

#[test]
fn a_damaged_checkpoint_is_refused_and_stays() {
    let (input, folder) = (articles(), tempfile::tempdir().unwrap());
    let run = TestRun { input: input.path(), folder: folder.path(), dedup: false, checkpoints: Some(1) };
    assert_eq!(run.error(), "enough");
    let path = folder.path().join("checkpoint");
    let bytes = fs::read(&path).unwrap();
    let open = || Checkpoint::open(folder.path(), fingerprint());
    let mut damaged = vec![Vec::new(), b"terms\n".to_vec()];
    damaged.extend((1..20).map(|part| bytes[..bytes.len() * part / 20].to_vec()));
    damaged.push(bytes[..bytes.len() - 1].to_vec());
    for damaged in damaged {
        fs::write(&path, &damaged).unwrap();
        assert!(matches!(open(), Err(CheckpointError::Invalid { .. })), "{} bytes", damaged.len());
        assert_eq!(fs::read(&path).unwrap(), damaged);
    }
    let mut file = encoder(File::create(&path).unwrap());
    file.write_all(b"3\n{}").unwrap();
    finish(file).unwrap();
    assert!(matches!(open(), Err(CheckpointError::OtherFormat { .. })));
    fs::write(&path, &bytes).unwrap();
    assert!(!open().unwrap().is_new());
}

#[test]
fn an_interrupted_run_saves_its_position() {
    let (input, folder) = (articles(), tempfile::tempdir().unwrap());
    let analyzer = Analyzer::new(Settings::default());
    let (options, flag) = (InputOptions::default(), std::sync::atomic::AtomicBool::new(false));
    let run = |threads: usize| {
        let mut checkpoint = Checkpoint::open(folder.path(), fingerprint()).unwrap();
        checkpoint.set_interval(CheckpointInterval { min: Duration::from_secs(3600), cost_factor: 0 });
        let before = checkpoint.totals().documents;
        let batch = Batch::new(&analyzer, vec![Source::Path(input.path().to_owned())], &options);
        let batch = batch.threads(threads).interrupt(&flag).checkpoint(&mut checkpoint).unwrap();
        let encoder = CSV.encoder(&FormatOptions::default()).unwrap();
        let filter = TermFilter { top: 5, min_count: 1, pattern: None };
        let mut documents = before;
        let result = batch.run(
            || DocumentReports::new(encoder.clone(), filter.clone(), MentionChoice::default()),
            &mut |event| {
                if let Event::Progress(progress) = event {
                    documents += progress.documents;
                    flag.store(true, std::sync::atomic::Ordering::Relaxed);
                }
                Ok(())
            },
        );
        flag.store(false, std::sync::atomic::Ordering::Relaxed);
        // Every document that was reported is in the checkpoint.
        assert_eq!(result.is_err(), checkpoint.totals().documents == documents && documents > before);
        (result.map(|summary| summary.sums.documents), documents)
    };
    let mut last = 0;
    for threads in [1, 2, 1] {
        let (result, documents) = run(threads);
        assert!(matches!(result, Err(RunError::Interrupted)), "{result:?}");
        assert!(documents > last, "{documents}");
        last = documents;
    }
}
