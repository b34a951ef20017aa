use std::fs;
use std::time::Duration;

use super::*;
use crate::input::{InputOptions, Source};
use crate::report::{CsvDialect, Encoder, Format, TermFilter};
use crate::run::{Batch, Pace, RunError, Steps};
use crate::{Analyzer, Settings};

/// What a run or a replay gave.
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    rows: Vec<u8>,
    failed: Vec<String>,
    warnings: Vec<String>,
}

impl Replay for Said {
    fn rows(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.rows.extend_from_slice(bytes);
        Ok(())
    }

    fn failed(&mut self, document: &str, problem: &str) {
        self.failed.push(format!("{document}: {problem}"));
    }

    fn warning(&mut self, warning: &str) {
        self.warnings.push(warning.to_owned());
    }
}

/// Everything that reports are made of.
type All = (Said, String, Vec<String>, Vec<String>);

/// Runs on behind what the journal has, up to the end or for some steps.
fn run(folder: &Path, journal: &Path, dedup: bool, steps: Option<usize>) -> Result<All, RunError> {
    let analyzer = Analyzer::new(Settings::default());
    let options = InputOptions { deduplicate: dedup, ..InputOptions::default() };
    let mut journal = Journal::open(journal, &heading()).unwrap();
    let mut said = Said::default();
    let (done, before) = journal.replay(&mut said)?;
    let journal = std::cell::RefCell::new(journal);
    let mut left = steps.unwrap_or(usize::MAX);
    let threads = if steps.is_none() { 2 } else { 1 };
    let mut keep = |step: Step<'_, DocumentReports>| {
        left = left.checked_sub(1).ok_or_else(|| io::Error::other("enough"))?;
        journal.borrow_mut().step(step)
    };
    let encoder = Encoder::new(Format::Csv, CsvDialect::Rfc4180);
    let choice = TermFilter { top: 5, min_count: 1, pattern: None };
    let visitor = || DocumentReports::new(encoder, choice.clone(), false);
    // A step for every few pieces of work.
    let pace = Pace { least: Duration::ZERO, share: 0 };
    let steps = Steps { done, pace, keep: &mut keep };
    let sources = vec![Source::Path(folder.to_owned())];
    let batch = Batch::new(&analyzer, sources, &options).threads(threads).checkpoint(steps);
    let outcome = batch.run(visitor, &mut |event| {
        journal.borrow_mut().record(&event)?;
        match event {
            Event::Rows(rows) => said.rows.extend_from_slice(rows),
            Event::Diagnostic(Diagnostic::Error(error)) => said.failed.push(error.to_string()),
            Event::Diagnostic(Diagnostic::Warning(warning)) => said.warnings.push(warning.to_string()),
            _ => {}
        }
        Ok(())
    })?;
    let all = before.merge_by(outcome.map(DocumentReports::into_totals), EntityTotals::merge);
    let RunSummary { visitor: entities, terms, sums } = all;
    let ranking = entities.ranking(&crate::entities::EntityKind::ALL, 0, 0, |_| true);
    let entities = ranking.iter().map(|entity| format!("{entity:?}")).collect();
    let terms = terms.unwrap_or_default();
    let mut counted = vec![format!("{} documents, {} words", terms.documents(), terms.words())];
    counted.extend(terms.ranking(0, 0, |_| true).iter().map(|term| format!("{term:?}")));
    Ok((said, format!("{sums:?}"), counted, entities))
}

/// Why a run for some steps ends.
fn ends(folder: &Path, journal: &Path, dedup: bool, steps: usize) -> String {
    match run(folder, journal, dedup, Some(steps)) {
        Err(RunError::Output(error)) => error.to_string(),
        Err(error) => error.to_string(),
        Ok(_) => "all is done".to_owned(),
    }
}

fn heading() -> Heading {
    vec![("--top".to_owned(), "5".to_owned())]
}

/// Articles as files and records, some of them twice, some bad.
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
    fs::write(folder.path().join("100b.ndjson"), (0..8000).map(record).collect::<String>()).unwrap();
    folder
}

#[test]
fn a_run_goes_on_as_if_it_had_not_been_interrupted() {
    let (folder, place) = (articles(), tempfile::tempdir().unwrap());
    for dedup in [false, true] {
        let whole = run(folder.path(), &place.path().join(format!("whole{dedup}")), dedup, None).unwrap();
        assert!(whole.0.failed.len() > 100 && whole.0.warnings.len() > 100 && whole.3.len() > 30);
        let path = place.path().join(format!("parts{dedup}"));
        for steps in [0, 1, 2] {
            assert_eq!(ends(folder.path(), &path, dedup, steps), "enough");
        }
        // Cut anywhere, it goes on from the step before.
        let bytes = fs::read(&path).unwrap();
        for length in [bytes.len(), bytes.len() - 1, bytes.len() / 2, 30, 5, 0] {
            fs::write(&path, &bytes[..length]).unwrap();
            assert!(run(folder.path(), &path, dedup, None).unwrap() == whole, "{length} of {}", bytes.len());
        }
        // With nothing left to do, too.
        assert!(run(folder.path(), &path, dedup, None).unwrap() == whole);
    }
}

#[test]
fn inputs_that_changed_are_noticed() {
    let (folder, place) = (articles(), tempfile::tempdir().unwrap());
    let path = place.path().join("journal");
    assert_eq!(ends(folder.path(), &path, false, 2), "enough");
    let says = || ends(folder.path(), &path, false, 0);
    let name = |name: &str| folder.path().join(name);
    assert_eq!(says(), "enough");
    fs::write(name("001a.txt"), "baru").unwrap();
    assert!(says().contains("001a.txt was not there"), "{}", says());
    fs::remove_file(name("001a.txt")).unwrap();
    let old = fs::read(name("001.txt")).unwrap();
    fs::remove_file(name("001.txt")).unwrap();
    assert!(says().contains("002.txt was not there, or something before it is gone"), "{}", says());
    fs::write(name("001.txt"), [old, b"!".to_vec()].concat()).unwrap();
    assert!(says().contains("001.txt has changed since"), "{}", says());
    fs::read_dir(folder.path()).unwrap().for_each(|entry| fs::remove_file(entry.unwrap().path()).unwrap());
    assert_eq!(says(), "some of its inputs are gone");
}

#[test]
fn a_journal_is_of_one_run() {
    let (folder, place) = (articles(), tempfile::tempdir().unwrap());
    let path = place.path().join("journal");
    let other = vec![("--top".to_owned(), "7".to_owned()), ("--in-name".to_owned(), "true".to_owned())];
    // One that holds nothing gives way.
    drop(Journal::open(&path, &other).unwrap());
    assert_eq!(ends(folder.path(), &path, false, 1), "enough");
    let bytes = fs::read(&path).unwrap();
    let Err(JournalError::Other { differences, .. }) = Journal::open(&path, &other) else { panic!("it is another") };
    let wanted = [("--top", Some("5"), Some("7")), ("--in-name", None, Some("true"))];
    let own = |text: Option<&str>| text.map(str::to_owned);
    let wanted = wanted.map(|(name, then, now)| Difference { name: name.into(), then: own(then), now: own(now) });
    assert_eq!(differences, wanted);
    assert_eq!(fs::read(&path).unwrap(), bytes);
    let held = Journal::open(&path, &heading()).unwrap();
    assert!(matches!(Journal::open(&path, &heading()), Err(JournalError::InUse { .. })));
    drop(held);
    for text in ["terms\n", "telaah journal 2\nlain"] {
        fs::write(&path, text).unwrap();
        assert!(matches!(Journal::open(&path, &heading()), Err(JournalError::NoJournal { .. })));
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
}
