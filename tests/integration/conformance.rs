//! What holds for every recogniser of the registry, whatever it finds.

use proptest::prelude::*;
use telaah::entities::{EntityKind, RECOGNIZERS};
use telaah::jiff::civil::Date;
use telaah::{Analyzer, ArticleDate, Settings};

fn analyzer(kinds: &[EntityKind]) -> Analyzer {
    Analyzer::new(Settings { kinds: kinds.to_vec(), terms: None, ..Settings::default() })
}

/// Spans in order, apart, on character boundaries and in their sentence; canonical forms by the grammar of their kind; the same
/// answer twice, whatever was read between.
fn check(text: &str) {
    for recognizer in RECOGNIZERS {
        let analyzer = analyzer(recognizer.kinds);
        let mut workspace = analyzer.workspace();
        let date = "2024-12-31".parse::<Date>().ok();
        let first = analyzer.analyze_with(text, date.map(ArticleDate::from), &mut workspace).mentions.to_vec();
        analyzer.analyze_with("Presiden Joko Widodo tiba di Tokyo, Jepang, Selasa (31/12/2024).", None, &mut workspace);
        let analysis = analyzer.analyze_with(text, date.map(ArticleDate::from), &mut workspace);
        assert_eq!(first, analysis.mentions, "{}: another answer the second time", recognizer.name);
        let mut end = 0;
        for mention in analysis.mentions {
            let (from, to) = (mention.span.byte_start(), mention.span.byte_end());
            assert!(from >= end && from < to, "{}: overlap or empty at {from}", recognizer.name);
            assert!(text.is_char_boundary(from as usize) && text.is_char_boundary(to as usize));
            assert!(recognizer.kinds.contains(&mention.kind), "{}: a kind it does not name", recognizer.name);
            let sentence = analysis.document.sentences[mention.sentence as usize];
            assert!((sentence.token_start..sentence.token_end).contains(&mention.token_start));
            end = to;
            let Some(canonical) = mention.canonical else { continue };
            let canonical = canonical.display(text).to_string();
            let by_grammar = match mention.kind {
                EntityKind::Person => canonical.chars().any(char::is_alphabetic),
                EntityKind::Country => canonical.len() == 2 && canonical.bytes().all(|b| b.is_ascii_uppercase()),
                EntityKind::Date => canonical.bytes().all(|b| b.is_ascii_digit() || b"-/XWQH{},.".contains(&b)),
                EntityKind::Time => canonical.starts_with('T'),
                _ => canonical.starts_with('P'),
            };
            assert!(by_grammar, "{}: {canonical:?} is no canonical form of its kind", recognizer.name);
        }
    }
}

#[test]
fn odd_texts_are_read_like_others() {
    let capitals = "Budi Santoso Wijaya ".repeat(3_000);
    let pairs = "Anies-Muhaimin ".repeat(3_000);
    let dates = "31/12/2024 3-5 Januari 2024 ".repeat(2_000);
    let brackets = "Rina (RK) ".repeat(3_000);
    let odd = [
        "",
        " \n\t",
        "a",
        "PRESIDEN JOKO WIDODO BERTEMU PERDANA MENTERI JEPANG DI TOKYO, SELASA (31/12/2024)",
        "presiden joko widodo bertemu perdana menteri jepang di tokyo, selasa (31/12/2024)",
        "The quick brown fox jumps over the lazy dog. President Biden met with leaders on Monday.",
        "習近平在北京會見普京。 Владимир Путин прибыл в Пекин. الرئيس",
        "31 April 2024, 30 Februari, 99/99/9999, 00/00/0000, 29 Februari 2023",
        "Ya.",
        "\u{feff}\u{200b}👩‍👩‍👧‍👦 Budi\u{301}",
    ];
    for text in odd.into_iter().chain([&*capitals, &*pairs, &*dates, &*brackets]) {
        check(text);
    }
}

#[test]
fn texts_without_capitals_name_nobody() {
    let analyzer = analyzer(&[EntityKind::Person]);
    let mut workspace = analyzer.workspace();
    for sample in std::fs::read_dir("samples").expect("samples/ is there").filter_map(Result::ok) {
        let text = std::fs::read_to_string(sample.path()).expect("a sample is UTF-8").to_lowercase();
        let analysis = analyzer.analyze_with(&text, None, &mut workspace);
        assert!(analysis.mentions.is_empty(), "{}: {:?}", sample.path().display(), analysis.mentions);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_read(text in ".{0,200}") {
        check(&text);
    }

    #[test]
    fn news_in_any_order_is_read(words in proptest::collection::vec(prop::sample::select(WORDS), 0..60), glue in "[ ,.\n-]{1,3}") {
        check(&words.join(&glue));
    }
}

const WORDS: &[&str] = &[
    "Presiden",
    "Joko",
    "Widodo",
    "Prof.",
    "dr.",
    "H.",
    "S.H.",
    "bin",
    "Rina",
    "(34)",
    "(RK)",
    "Selasa",
    "31",
    "Desember",
    "2024",
    "12/3/2024",
    "tahun",
    "lalu",
    "pekan",
    "depan",
    "kemarin",
    "abad",
    "ke-21",
    "1990-an",
    "Korea",
    "Utara",
    "AS",
    "Bank",
    "Indonesia",
    "Korut-Rusia",
    "Seoul",
    "menuduh",
    "di",
    "dan",
    "hingga",
    "“",
    "”",
    "awal",
    "kuartal",
    "III",
    "pukul",
    "10.30",
    "WIB",
    "dua",
    "jam",
    "kata",
    "Jalan",
    "Sudirman",
    "Anies-Muhaimin",
    "PT",
    "van",
    "de",
    "al-Assad",
    "musim",
    "panas",
    "ini",
    "—",
    "31/4",
    "3-5",
    "UU",
    "Nomor",
    "5",
];
