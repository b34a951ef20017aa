//! Shared by the fuzz targets: the properties that hold for every text and every input.

use std::cell::RefCell;
use std::fs;
use std::path::Path;

use telaah::input::{InputOptions, Source};
use telaah::jiff::civil::Date;
use telaah::quotes::QuoteFinder;
use telaah::report::format::{FormatOptions, NDJSON};
use telaah::report::rows::{DocumentReports, TermFilter};
use telaah::run::{Batch, Diagnostic, Event};
use telaah::{Analysis, Analyzer, ArticleDate, DateSource, TermOptions, Workspace};

/// The most bytes of a text. Times that grow with the square of the length are found by a test that counts steps.
pub const TEXT_BYTES: usize = 4096;

/// The recognizers of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum People {
    Tagger,
    Rules,
}

/// Analyzers with the workspaces that they use from text to text.
struct Used {
    analyzer: Analyzer,
    workspace: RefCell<Workspace>,
}

impl Used {
    fn new(people: People) -> Self {
        let analyzer = Analyzer::builder()
            .terms(TermOptions::default())
            .people_by_rules(people == People::Rules)
            .build();
        let workspace = RefCell::new(analyzer.workspace());
        Self { analyzer, workspace }
    }
}

thread_local! {
    static TAGGER: Used = Used::new(People::Tagger);
    static RULES: Used = Used::new(People::Rules);
}

/// Analyzes a text with a workspace that was used before, checks the result, and compares it with that of a new workspace in one of
/// eight cases.
pub fn check_text(text: &str, date: Option<Date>, people: People, compare: bool) {
    let date = date.map(|date| ArticleDate { date, from: DateSource::Record });
    let check = |used: &Used| {
        let mut workspace = used.workspace.borrow_mut();
        let analysis = used.analyzer.analyze_with(text, date, &mut workspace);
        check_analysis(text, &analysis);
        if compare {
            let mut new = used.analyzer.workspace();
            let again = used.analyzer.analyze_with(text, date, &mut new);
            let [used, new] = [&analysis, &again].map(|analysis| serde_json::to_string(&analysis.to_article()).unwrap());
            assert_eq!(used, new, "a used workspace gives another result than a new one");
        }
    };
    match people {
        People::Tagger => TAGGER.with(check),
        People::Rules => RULES.with(check),
    }
}

/// The invariants of ARCHITECTURE.md.
fn check_analysis(text: &str, analysis: &Analysis<'_>) {
    let document = &analysis.document;
    let mut end = 0;
    for token in document.tokens {
        let span = token.span();
        assert!(!span.is_empty() && span.byte_start() >= end, "tokens are not empty and ascend");
        assert!(text.get(span.byte_start() as usize..span.byte_end() as usize).is_some(), "tokens lie on boundaries");
        let between = text.get(end as usize..span.byte_start() as usize).unwrap();
        assert!(!between.contains(|c: char| c.is_alphanumeric()), "every letter and digit is in a token: {between:?}");
        end = span.byte_end();
    }
    assert!(!text[end as usize..].contains(|c: char| c.is_alphanumeric()), "every letter and digit is in a token");
    let mut next = 0;
    for sentence in document.sentences {
        assert_eq!(sentence.token_start, next, "sentences cover the tokens");
        assert!(sentence.token_end > sentence.token_start, "no sentence is empty");
        next = sentence.token_end;
    }
    assert_eq!(next as usize, document.tokens.len(), "sentences cover the tokens");
    let mut end = 0;
    for mention in analysis.mentions {
        let span = mention.span;
        assert!(!span.is_empty() && span.byte_start() >= end, "mentions ascend and do not overlap");
        assert!(text.get(span.byte_start() as usize..span.byte_end() as usize).is_some(), "mentions lie on boundaries");
        assert!(mention.token_start < mention.token_end, "a mention overlaps tokens");
        assert!(document.sentences.get(mention.sentence as usize).is_some(), "a mention lies in a sentence");
        end = span.byte_end();
        if let Some(canonical) = mention.canonical {
            check_days(&canonical.display(text).to_string());
        }
    }
    check_quotes(text, analysis);
    drop(analysis.to_article());
}

/// Quotations lie on boundaries and ascend, and a finder that was used before finds the same as a new one.
fn check_quotes(text: &str, analysis: &Analysis<'_>) {
    thread_local! {
        static FINDER: RefCell<QuoteFinder> = RefCell::default();
    }
    FINDER.with_borrow_mut(|finder| {
        let mut start = None;
        let quotes = finder.find(analysis);
        for quote in quotes {
            for span in [Some(quote.span), Some(quote.text), quote.label, quote.cue].into_iter().flatten() {
                let range = span.byte_start() as usize..span.byte_end() as usize;
                assert!(text.get(range).is_some(), "quotations lie on boundaries");
            }
            assert!(quote.span.contains(quote.text) && start < Some(quote.span.byte_start()), "quotations ascend");
            start = Some(quote.span.byte_start());
        }
        assert_eq!(quotes, QuoteFinder::default().find(analysis), "a used finder gives another result than a new one");
    });
}

/// Every full day in a canonical form exists, and an interval does not run backwards.
fn check_days(canonical: &str) {
    let mut days = Vec::new();
    for part in canonical.split('/') {
        let is_day = part.len() == 10 && part.bytes().enumerate().all(|(n, b)| if n == 4 || n == 7 { b == b'-' } else { b.is_ascii_digit() });
        if is_day {
            days.push(part.parse::<Date>().unwrap_or_else(|_| panic!("{part} is no day")));
        }
    }
    assert!(days.is_sorted(), "an interval runs backwards: {canonical}");
}

/// A date from two bytes: any day of the years that a date may have, or none.
#[must_use]
pub fn date_of(high: u8, low: u8) -> Option<Date> {
    let n = i16::from_le_bytes([low, high]);
    (high != 0).then(|| Date::new(n % 9999, (low % 12) as i8 + 1, (high % 28) as i8 + 1).unwrap())
}

thread_local! {
    static FOLDER: tempfile::TempDir = tempfile::tempdir().unwrap();
}

/// Reads a file with these bytes in every way that the options allow, and checks that nothing is lost: each document or failure is a
/// row, rows are JSON, and failures are reported.
pub fn check_input(name: &str, bytes: &[u8], options: &InputOptions) {
    FOLDER.with(|folder| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        check_file(&path, options);
        fs::remove_file(&path).unwrap();
    });
}

fn check_file(path: &Path, options: &InputOptions) {
    RULES.with(|used| {
        let encoder = NDJSON.encoder(&FormatOptions::default()).unwrap();
        let (mut rows, mut errors) = (Vec::new(), 0);
        let mut on_event = |event: Event<'_>| {
            match event {
                Event::Rows(bytes) => rows.extend_from_slice(bytes),
                Event::Diagnostic(Diagnostic::Error(_)) => errors += 1,
                _ => {}
            }
            Ok(())
        };
        let sources = vec![Source::Path(path.to_owned())];
        let visitor = || DocumentReports::new(encoder.clone(), TermFilter::default(), telaah::entities::MentionChoice::default());
        let summary = Batch::new(&used.analyzer, sources, options).threads(1).run(visitor, &mut on_event).unwrap();
        assert_eq!(summary.sums.failed, errors, "each failure is told once");
        let rows = std::str::from_utf8(&rows).unwrap();
        for row in rows.lines() {
            serde_json::from_str::<serde_json::Value>(row).unwrap();
        }
        let counted = summary.sums.documents + summary.sums.failed + summary.sums.duplicates;
        assert_eq!(rows.lines().count() as u64, counted, "each document and each failure is a row");
    });
}
