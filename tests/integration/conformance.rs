//! Guarantees that every recognizer gives for every text.

use std::sync::LazyLock;

use proptest::prelude::*;
use telaah::entities::EntityKind;
use telaah::{Analyzer, ArticleDate};

use crate::support::{files_below, root};

/// A recognizer in an analyzer of its own.
struct Recognizer {
    name: &'static str,
    kinds: &'static [EntityKind],
    analyzer: Analyzer,
}

/// The recognizers of the registry, and that of people by rules.
static RECOGNIZERS: LazyLock<Vec<Recognizer>> = LazyLock::new(|| {
    let new = |name, kinds: &'static [EntityKind], people_by_rules| {
        let builder = Analyzer::builder().kinds(kinds.iter().copied()).terms(None);
        Recognizer { name, kinds, analyzer: builder.people_by_rules(people_by_rules).build() }
    };
    let registered = telaah::entities::RECOGNIZERS.iter().map(|r| new(r.name, r.kinds, false));
    registered.chain([new("people by rules", &[EntityKind::Person], true)]).collect()
});

/// Checks that mentions are in order, do not overlap, begin and end between characters and lie in their sentence; that their
/// canonical forms are of the grammar of their kind; and that the result is the same the second time, whatever was read between.
fn check(text: &str) {
    for Recognizer { name, kinds, analyzer } in RECOGNIZERS.iter() {
        let mut workspace = analyzer.workspace();
        let date = "2024-12-31".parse::<jiff::civil::Date>().ok();
        let first = analyzer.analyze_with(text, date.map(ArticleDate::from), &mut workspace).mentions.to_vec();
        analyzer.analyze_with("Presiden Joko Widodo tiba di Tokyo, Jepang, Selasa (31/12/2024).", None, &mut workspace);
        let analysis = analyzer.analyze_with(text, date.map(ArticleDate::from), &mut workspace);
        assert_eq!(first, analysis.mentions, "{name}: another result the second time");
        let mut end = 0;
        for mention in analysis.mentions {
            let (from, to) = (mention.span.byte_start(), mention.span.byte_end());
            assert!(from >= end && from < to, "{name}: overlap or empty at {from}");
            assert!(text.is_char_boundary(from as usize) && text.is_char_boundary(to as usize));
            assert!(kinds.contains(&mention.kind), "{name}: a kind that it is not registered for");
            let sentence = analysis.document.sentences[mention.sentence as usize];
            assert!((sentence.token_start..sentence.token_end).contains(&mention.token_start));
            end = to;
            assert!(
                mention.kind != EntityKind::Person || mention.canonical.is_some(),
                "{name}: a person without a name"
            );
            let Some(canonical) = mention.canonical else { continue };
            let canonical = canonical.display(text).to_string();
            let by_grammar = match mention.kind {
                EntityKind::Person => canonical.chars().any(char::is_alphabetic),
                EntityKind::Country => canonical.len() == 2 && canonical.bytes().all(|b| b.is_ascii_uppercase()),
                EntityKind::Date => canonical.bytes().all(|b| b.is_ascii_digit() || b"-/XWQH{},.".contains(&b)),
                EntityKind::Time => canonical.starts_with('T'),
                _ => canonical.starts_with('P'),
            };
            assert!(by_grammar, "{name}: {canonical:?} is not a canonical form of its kind");
        }
    }
}

#[test]
fn odd_texts_are_read_like_others() {
    let capitals = "Budi Santoso Wijaya ".repeat(300);
    let pairs = "Anies-Muhaimin ".repeat(300);
    let dates = "31/12/2024 3-5 Januari 2024 ".repeat(200);
    let brackets = "Rina (RK) ".repeat(300);
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
        "The President said on Monday that Mr. Smith, of New York, would not attend the meeting in Geneva.",
        "Владимир Путин заявил в понедельник, что встреча состоится в Москве. Лавров промолчал.",
        "Ο Κυριάκος Μητσοτάκης είπε ότι. Άγγελος! ΑΘΗΝΑ",
        "ǅungla ŉoti İstanbul ıssız ﬁne ß ẞ Ǆ",
        "\u{301}\u{301} A\u{301}li B\u{301}-C\u{301}udi \u{feff}Budi\u{200d}man",
        "🙂 Budi🙂Santoso 🙂-🙂 Anies-🙂 🙂-Anies al-🙂",
        "\u{feff}\u{200b}👩‍👩‍👧‍👦 Budi\u{301}",
    ];
    for text in odd.into_iter().chain([&*capitals, &*pairs, &*dates, &*brackets]) {
        check(text);
    }
}

#[test]
fn articles_in_capitals_and_without_them_are_read_like_others() {
    for path in files_below(&root().join("samples")).iter().step_by(3) {
        let text = std::fs::read_to_string(path).unwrap();
        check(&text.to_uppercase());
        check(&text.to_lowercase());
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
