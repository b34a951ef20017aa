//! Each stage, each recogniser and the whole analysis, in bytes of text a second.
//!
//! `cargo bench` runs all; `cargo bench -- recognizer` those with that in their names.

mod data;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use telaah::entities::{EntityKind, RECOGNIZERS};
use telaah::{Analyzer, Lexicon, Settings, Tokens};

fn main() {
    divan::main();
}

fn bytes(texts: &[String]) -> BytesCount {
    BytesCount::new(texts.iter().map(String::len).sum::<usize>())
}

/// Analyses the input again and again with one workspace, as a run over many articles does.
fn analyze(bencher: Bencher<'_, '_>, input: &str, settings: Settings) {
    let texts = data::input(input);
    let analyzer = Analyzer::new(settings);
    let mut workspace = analyzer.workspace();
    bencher.counter(bytes(&texts)).bench_local(|| {
        for text in &texts {
            black_box(analyzer.analyze(black_box(text), None, &mut workspace).mentions.len());
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
    analyze(bencher, input, Settings { kinds: Vec::new(), ..Settings::default() });
}

/// Tokenizer and one recogniser: what is above `tokenizer` is the recogniser's.
#[divan::bench(args = RECOGNIZERS.iter().map(|r| r.name))]
fn recognizer(bencher: Bencher<'_, '_>, name: &str) {
    let kinds = RECOGNIZERS.iter().find(|r| r.name == name).map(|r| r.kinds.to_vec()).unwrap_or_default();
    analyze(bencher, "samples", Settings { kinds, terms: None, ..Settings::default() });
}

#[divan::bench(args = data::INPUTS)]
fn whole_analysis(bencher: Bencher<'_, '_>, input: &str) {
    analyze(bencher, input, Settings::default());
}

/// What a command pays before the first article: terms alone, and all kinds of entities.
#[divan::bench(args = [false, true])]
fn start(bencher: Bencher<'_, '_>, entities: bool) {
    let kinds = if entities { EntityKind::ALL.to_vec() } else { Vec::new() };
    bencher.bench(|| Analyzer::new(Settings { kinds: kinds.clone(), ..Settings::default() }).workspace());
}
