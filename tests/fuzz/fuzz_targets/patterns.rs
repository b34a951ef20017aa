//! Patterns of `kwic` and texts: patterns together find what each finds alone, wildcards what a slow search finds, and contexts are parts
//! of the text.
#![no_main]

use std::cell::RefCell;
use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use telaah::corpus::pattern::{Diacritics, PatternOptions, Patterns};
use telaah::corpus::{Within, WordChoice};
use telaah::entities::EntityKind;
use telaah::report::rows::{Context, ContextOptions};
use telaah::stem::{StemLevel, Stemmer};
use telaah::{Analysis, Analyzer, Case, Stemming, StopWords, TokenKind, Workspace};
use telaah_fuzz::{TEXT_BYTES, count};

static STEMMER: LazyLock<Arc<Stemmer>> = LazyLock::new(|| Arc::new(Stemmer::default()));

thread_local! {
    /// An analyzer, and its workspace with the number of texts that it was used for.
    static ANALYZER: (Analyzer, RefCell<(Workspace, u32)>) = {
        let kinds = [EntityKind::Person, EntityKind::Country];
        let analyzer = Analyzer::builder().kinds(kinds).terms(None).stop_words(StopWords::none()).people_by_rules(true).build();
        let workspace = RefCell::new((analyzer.workspace(), 0));
        (analyzer, workspace)
    };
}

/// The texts after which the workspace is replaced: each finder has a table of all its words.
const MOST_TEXTS: u32 = 64;
/// The most contexts that are compared with the text.
const MOST_CONTEXTS: usize = 16;
/// The most patterns, and the most bytes of them.
const MOST_PATTERNS: usize = 6;
const MOST_BYTES: usize = 200;

fuzz_target!(|data: &[u8]| {
    let [switches, context, rest @ ..] = data else { return };
    // Lines are patterns until the first empty one, which the text follows.
    let content = String::from_utf8_lossy(&rest[..rest.len().min(TEXT_BYTES)]);
    let (patterns, text) = content.split_once("\n\n").unwrap_or((&content, ""));
    if patterns.len() > MOST_BYTES {
        return;
    }
    let options = PatternOptions {
        regex: switches & 1 != 0,
        words: WordChoice {
            case: if switches & 2 == 0 { Case::Fold } else { Case::Keep },
            keep_boilerplate: switches & 4 != 0,
        },
        diacritics: if switches & 8 == 0 { Diacritics::Keep } else { Diacritics::Fold },
        in_name: switches & 16 != 0,
    };
    let empty = || match switches >> 5 {
        1 => Patterns::with_stems(options, Stemming::new(StemLevel::Root, Arc::clone(&STEMMER))),
        2 => Patterns::with_stems(options, Stemming::new(StemLevel::Lemma, Arc::clone(&STEMMER))),
        _ => Patterns::new(options),
    };
    let add = |all: &mut Patterns, pattern: &str| match pattern.split_at_checked(1) {
        Some(("@", name)) => all.add_person(name),
        Some(("#", code)) => all.add_country(code),
        _ => all.add(pattern),
    };
    let (mut together, mut alone) = (empty(), Vec::new());
    for pattern in patterns.lines().take(MOST_PATTERNS) {
        let mut one = empty();
        let result = add(&mut one, pattern);
        let before = together.names().len();
        assert_eq!(add(&mut together, pattern), result, "a pattern does not depend on others");
        if result.is_ok() && together.names().len() > before {
            alone.push((pattern, one));
        }
    }
    let Ok(compiled) = together.compile() else { return };
    ANALYZER.with(|(analyzer, workspace)| {
        let (workspace, texts) = &mut *workspace.borrow_mut();
        *texts += 1;
        if *texts == MOST_TEXTS {
            (*workspace, *texts) = (analyzer.workspace(), 0);
        }
        count(text.as_bytes());
        let analysis = analyzer.analyze_with(text, None, workspace);
        let mut finder = compiled.finder();
        let found = finder.find(&analysis).to_vec();
        assert!(found.is_sorted(), "matches ascend");
        assert_eq!(found, finder.find(&analysis), "a finder that was used finds the same");
        let mut expected = Vec::new();
        for ((pattern, one), number) in alone.iter().zip(0..) {
            // Expressions may be too large together only.
            let mut finder = one.compile().unwrap().finder();
            let mut matches = finder.find(&analysis).to_vec();
            matches.iter_mut().for_each(|found| found.pattern = number);
            let is_plain = switches & !4 == 0 && !pattern.starts_with(['@', '#']);
            if is_plain && pattern.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'*' | b'?')) {
                check_wildcards(pattern, &analysis, &matches.iter().map(|found| found.token_start).collect::<Vec<_>>());
            }
            expected.extend(matches);
        }
        expected.sort_unstable();
        assert_eq!(found, expected, "patterns together find what each finds alone");
        let count = usize::from(*context >> 3);
        let within = if context & 4 == 0 { Within::Document } else { Within::Sentence };
        let mut context = Context::new(match context % 4 {
            0 => ContextOptions::Tokens { left: count, right: count / 2, within },
            1 => ContextOptions::Characters { count, within },
            _ => ContextOptions::Sentences(count % 4),
        });
        let blank = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let whole = blank(text);
        // The text is searched for each context, which a match a word would make quadratic.
        let step = 1 + found.len() / MOST_CONTEXTS;
        for (n, found) in found.iter().enumerate() {
            assert!(found.token_start < found.token_end && !found.span.is_empty(), "matches are not empty");
            let sentence = analysis.document.sentences[found.sentence as usize];
            assert!(found.token_start >= sentence.token_start && found.token_end <= sentence.token_end);
            context.read(&analysis.document, found);
            if n % step != 0 {
                continue;
            }
            for part in [context.left(), context.node(), context.right()] {
                assert!(whole.contains(&blank(part)), "{part:?} is not in the text");
            }
        }
    });
});

/// Compares a pattern of letters and wildcards with a search that goes back, in the words of ASCII letters.
fn check_wildcards(pattern: &str, analysis: &Analysis<'_>, found: &[u32]) {
    if !pattern.contains(['*', '?']) || matches!(pattern, "*" | "?") {
        return;
    }
    let document = &analysis.document;
    for (at, token) in (0..).zip(document.tokens) {
        let word = token.span().of(document.text);
        let is_plain = token.kind() == TokenKind::Word && word.bytes().all(|b| b.is_ascii_alphabetic());
        if is_plain && !token.is_boilerplate() {
            let matches = matches(pattern.as_bytes(), word.to_ascii_lowercase().as_bytes());
            assert_eq!(found.contains(&at), matches, "{pattern} and {word}");
        }
    }
}

fn matches(pattern: &[u8], word: &[u8]) -> bool {
    let (mut p, mut w) = (0, 0);
    // The last star, and the letter after those it stands for.
    let mut star: Option<(usize, usize)> = None;
    while w < word.len() {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p, w));
                p += 1;
            }
            Some(wanted) if *wanted == b'?' || *wanted == word[w] => (p, w) = (p + 1, w + 1),
            _ => {
                let Some((at, after)) = star else { return false };
                star = Some((at, after + 1));
                (p, w) = (at + 1, after + 1);
            }
        }
    }
    pattern[p..].iter().all(|rest| *rest == b'*')
}
