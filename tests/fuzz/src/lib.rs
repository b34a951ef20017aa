//! Shared by the fuzz targets: the properties that hold for every text and every input.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::mem;
use std::path::Path;
use std::sync::Arc;

use telaah::entities::EntityKind;
use telaah::input::{InputOptions, Source};
use telaah::jiff::civil::Date;
use telaah::quotes::QuoteFinder;
use telaah::report::format::{FormatOptions, NDJSON};
use telaah::report::rows::{DocumentReports, TermFilter};
use telaah::run::{Batch, Diagnostic, Event};
use telaah::stem::{StemLevel, Stemmer};
use telaah::{
    Analysis, Analyzer, ArticleDate, Case, DateSource, Names, Settings, Stemming, TermCounts, TermOptions, Workspace,
};

/// The most bytes of a text. Times that grow with the square of the length are found by a test that counts steps.
pub const TEXT_BYTES: usize = 16384;

/// The texts after which a workspace is replaced, because it keeps all words.
const MOST_TEXTS: u64 = 256;

/// The bytes that a target has given to the library, told at the end of the process as libFuzzer's own statistics are.
struct Bytes(Cell<u64>);

impl Drop for Bytes {
    fn drop(&mut self) {
        eprintln!("stat::bytes: {}", self.0.get());
    }
}

/// Counts bytes that the library is given.
pub fn count(bytes: &[u8]) {
    thread_local! {
        static BYTES: Bytes = const { Bytes(Cell::new(0)) };
    }
    BYTES.with(|Bytes(sum)| sum.set(sum.get() + bytes.len() as u64));
}

/// Whether an input is one of the few for which something is done that takes longer than all else: one of `every`, chosen by its
/// bytes, so that it is the same whenever the input is tried.
#[must_use]
pub fn is_one_of(every: u64, bytes: &[u8]) -> bool {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish().is_multiple_of(every)
}

/// The ways to analyze a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// As the program does without options.
    Tagger,
    /// The same with people by rules.
    Rules,
    /// With most options: terms of several words with names joined, and their stems; every kind of entities.
    Options,
}

impl Way {
    /// The way that a byte stands for.
    #[must_use]
    pub fn of(byte: u8) -> Self {
        [Self::Tagger, Self::Rules, Self::Options][usize::from(byte % 3)]
    }
}

/// An analyzer with the workspace and the finder that it uses from text to text.
struct Used {
    analyzer: Analyzer,
    state: RefCell<State>,
}

struct State {
    workspace: Workspace,
    finder: QuoteFinder,
    texts: u64,
    /// The occurrences and documents of each term, added up.
    totals: HashMap<String, (u64, u64)>,
}

impl Used {
    fn new(analyzer: Analyzer) -> Self {
        let workspace = analyzer.workspace();
        let state = State { workspace, finder: QuoteFinder::default(), texts: 0, totals: HashMap::new() };
        Self { analyzer, state: state.into() }
    }

    fn of(way: Way) -> Self {
        let builder = Analyzer::builder().terms(TermOptions::default()).people_by_rules(way != Way::Tagger);
        if way != Way::Options {
            return Self::new(builder.build());
        }
        let mut terms = TermOptions::default();
        (terms.ngrams, terms.case, terms.keep_boilerplate, terms.names) = (2, Case::Keep, true, Names::Join);
        let stemming = Stemming::new(StemLevel::Root, Arc::new(Stemmer::default()));
        let builder = builder.terms(terms).stemming(stemming).kinds(EntityKind::ALL).bylines(true).in_name(true);
        Self::new(builder.build())
    }
}

thread_local! {
    static TAGGER: Used = Used::of(Way::Tagger);
    static RULES: Used = Used::of(Way::Rules);
    static OPTIONS: Used = Used::of(Way::Options);
    /// For inputs: countries alone, so that a run over a few bytes does not copy a hundred thousand words first.
    static SMALL: Analyzer = Analyzer::new(Settings::without_terms([EntityKind::Country]));
}

/// Analyzes a text with a workspace that was used before, checks the result, and compares that of one text in sixteen with the result
/// of a new workspace.
pub fn check_text(text: &str, date: Option<Date>, way: Way) {
    count(text.as_bytes());
    let date = date.map(|date| ArticleDate { date, from: DateSource::Record });
    let check = |used: &Used| {
        let State { workspace, finder, texts, totals } = &mut *used.state.borrow_mut();
        let analysis = used.analyzer.analyze_with(text, date, workspace);
        let compare = is_one_of(16, text.as_bytes());
        check_analysis(text, &analysis);
        check_quotes(text, &analysis, finder, compare);
        if compare {
            let mut new = used.analyzer.workspace();
            let again = used.analyzer.analyze_with(text, date, &mut new).to_article();
            assert_eq!(analysis.to_article(), again, "a used workspace gives another result than a new one");
        }
        if way == Way::Options {
            for (term, count) in analysis.terms().unwrap().document_counts(analysis.document.vocabulary) {
                if !totals.contains_key(term) {
                    totals.insert(term.to_owned(), (0, 0));
                }
                let (sum, documents) = totals.get_mut(term).unwrap();
                (*sum, *documents) = (*sum + count, *documents + 1);
            }
        }
        *texts += 1;
        if *texts == MOST_TEXTS {
            let counts = mem::replace(workspace, used.analyzer.workspace()).into_term_counts().unwrap();
            check_counts(&counts, *texts, &mem::take(totals));
            *texts = 0;
        }
    };
    match way {
        Way::Tagger => TAGGER.with(check),
        Way::Rules => RULES.with(check),
        Way::Options => OPTIONS.with(check),
    }
}

/// The counts of a workspace are the sums of its texts, and every term belongs to one stem.
fn check_counts(counts: &TermCounts, texts: u64, totals: &HashMap<String, (u64, u64)>) {
    assert_eq!(counts.documents(), texts, "a text is a document");
    if totals.is_empty() {
        return;
    }
    assert_eq!(counts.len(), totals.len(), "terms");
    for (term, total) in counts.iter() {
        assert_eq!(Some(&(total.count, total.documents)), totals.get(term), "{term:?}");
    }
    let stems = counts.stems(1);
    let forms = stems.iter().flat_map(|stem| &stem.forms);
    assert_eq!(forms.clone().count(), totals.len(), "a term belongs to one stem");
    assert!(forms.clone().all(|(form, count)| totals[*form].0 == *count), "a stem has the counts of its terms");
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
}

/// Quotations lie on boundaries and ascend, and a finder that was used before finds the same as a new one.
fn check_quotes(text: &str, analysis: &Analysis<'_>, finder: &mut QuoteFinder, compare: bool) {
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
    if compare {
        assert_eq!(quotes, QuoteFinder::default().find(analysis), "a used finder gives another result than a new one");
    }
}

/// Every full day in a canonical form exists, and an interval does not run backwards.
fn check_days(canonical: &str) {
    let mut days = Vec::new();
    for part in canonical.split('/') {
        let is_day = part.len() == 10
            && part.bytes().enumerate().all(|(n, b)| if n == 4 || n == 7 { b == b'-' } else { b.is_ascii_digit() });
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
    count(bytes);
    FOLDER.with(|folder| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        if is_one_of(16, bytes) {
            RULES.with(|used| check_file(&path, options, &used.analyzer));
        } else {
            SMALL.with(|analyzer| check_file(&path, options, analyzer));
        }
        fs::remove_file(&path).unwrap();
    });
}

fn check_file(path: &Path, options: &InputOptions, analyzer: &Analyzer) {
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
    let visitor =
        || DocumentReports::new(encoder.clone(), TermFilter::default(), telaah::entities::MentionChoice::default());
    let summary = Batch::new(analyzer, sources, options).threads(1).run(visitor, &mut on_event).unwrap();
    assert_eq!(summary.sums.failed, errors, "each failure is reported once");
    let rows = std::str::from_utf8(&rows).unwrap();
    for row in rows.lines() {
        serde_json::from_str::<serde_json::Value>(row).unwrap();
    }
    let counted = summary.sums.documents + summary.sums.failed + summary.sums.duplicates;
    assert_eq!(rows.lines().count() as u64, counted, "each document and each failure is a row");
}
