//! Each stage, each recogniser, the whole analysis and the loop over many articles, in bytes of text a second.
//!
//! `cargo bench` runs all; `cargo bench -- recognizer` those with that in their names.

mod data;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use telaah::entities::{EntityKind, MentionChoice, RECOGNIZERS};
use telaah::input::{InputOptions, Source};
use telaah::report::format::{FormatOptions, NDJSON};
use telaah::report::{DocumentReports, TermFilter};
use telaah::run::{Batch, Event};
use telaah::{Analyzer, Lexicon, Tokens};

fn main() {
    divan::main();
}

fn bytes(texts: &[String]) -> BytesCount {
    BytesCount::new(texts.iter().map(String::len).sum::<usize>())
}

/// Analyzes the input repeatedly with one workspace, as a run over many articles does.
fn analyze(bencher: Bencher<'_, '_>, input: &str, analyzer: &Analyzer) {
    let texts = data::input(input);
    let mut workspace = analyzer.workspace();
    bencher.counter(bytes(&texts)).bench_local(|| {
        for text in &texts {
            black_box(analyzer.analyze_with(black_box(text), None, &mut workspace).mentions.len());
        }
    });
}

#[divan::bench(args = data::INPUTS)]
fn tokenizer(bencher: Bencher<'_, '_>, input: &str) {
    let texts = data::input(input);
    let (tokenizer, mut vocabulary) = Lexicon::new().into_parts();
    let mut tokens = Tokens::default();
    bencher.counter(bytes(&texts)).bench_local(|| {
        for text in &texts {
            tokenizer.tokenize(black_box(text), &mut vocabulary, &mut tokens);
            black_box(tokens.tokens().len());
        }
    });
}

#[divan::bench(args = data::INPUTS)]
fn terms(bencher: Bencher<'_, '_>, input: &str) {
    analyze(bencher, input, &Analyzer::builder().kinds([]).build());
}

/// Tokenizer and one recogniser: what is above `tokenizer` is the recogniser's.
#[divan::bench(args = RECOGNIZERS.iter().map(|r| r.name))]
fn recognizer(bencher: Bencher<'_, '_>, name: &str) {
    let kinds = RECOGNIZERS.iter().find(|r| r.name == name).map(|r| r.kinds.to_vec()).unwrap_or_default();
    analyze(bencher, "samples", &Analyzer::builder().kinds(kinds).terms(None).build());
}

#[divan::bench(args = data::INPUTS)]
fn whole_analysis(bencher: Bencher<'_, '_>, input: &str) {
    analyze(bencher, input, &Analyzer::builder().build());
}

/// Many small files to NDJSON, as `analyze` does it: reading, analysis and reports, on one thread and on two.
#[divan::bench(args = [1, 2])]
fn batch(bencher: Bencher<'_, '_>, threads: usize) {
    let texts = vec![data::articles(); 50].concat();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (number, text) in texts.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{number}.txt")), text).expect("it can be written to");
    }
    let analyzer = Analyzer::builder().build();
    let encoder = NDJSON.encoder(&FormatOptions::default()).expect("built in");
    let choice = TermFilter { top: 20, min_count: 1, pattern: None };
    bencher.counter(bytes(&texts)).bench_local(|| {
        let sources = vec![Source::Path(folder.path().to_owned())];
        let visitor = || DocumentReports::new(encoder.clone(), choice.clone(), MentionChoice::default());
        let mut bytes = 0;
        let options = InputOptions::default();
        let outcome = Batch::new(&analyzer, sources, &options).threads(threads).run(visitor, &mut |event| {
            if let Event::Rows(rows) = event {
                bytes += rows.len();
            }
            Ok(())
        });
        (outcome.map(|outcome| outcome.sums.documents), bytes)
    });
}

/// The cost of a command before the first article: terms alone, and all kinds of entities.
#[divan::bench(args = [false, true])]
fn start(bencher: Bencher<'_, '_>, entities: bool) {
    let kinds = if entities { EntityKind::ALL.to_vec() } else { Vec::new() };
    bencher.bench(|| Analyzer::builder().kinds(kinds.clone()).build().workspace());
}
