//! People in texts that are not as news is: both recognisers go on, find little and invent nothing.

use std::fmt::Write as _;

use telaah::entities::{EntityCounter, EntityKind};
use telaah::{Analyzer, Settings};

use crate::support::root;

/// The sample articles by name.
fn samples() -> Vec<(String, String)> {
    let folder = root().join("samples");
    let entries = std::fs::read_dir(&folder).expect("the samples are a folder");
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    let texts = paths.filter(|path| path.extension().is_some_and(|e| e == "txt"));
    let mut samples: Vec<_> = texts
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).expect("a sample is text")))
        .collect();
    samples.sort();
    assert!(!samples.is_empty());
    samples
}

/// The trained recogniser and the one by rules.
fn analyzers() -> [Analyzer; 2] {
    [false, true].map(|people_by_rules| {
        Analyzer::new(Settings { kinds: vec![EntityKind::Person], terms: None, people_by_rules, ..Settings::default() })
    })
}

/// The people in a text, after a check of their places.
fn people(analyzer: &Analyzer, text: &str) -> Vec<String> {
    let mut workspace = analyzer.workspace();
    let analysis = analyzer.analyze_with(text, None, &mut workspace);
    let mut end = 0;
    for mention in analysis.mentions {
        assert!(mention.span.byte_start() >= end && !mention.span.is_empty(), "{:?} after {end}", mention.span);
        end = mention.span.byte_end();
        assert!(text.get(mention.span.byte_start() as usize..end as usize).is_some(), "{:?}", mention.span);
        assert!(mention.canonical.is_some());
    }
    analysis.mentions.iter().map(|m| m.span.of(text).to_owned()).collect()
}

#[test]
fn a_text_without_capitals_has_no_people() {
    for analyzer in analyzers() {
        for (name, text) in samples() {
            let found = people(&analyzer, &text.to_lowercase());
            assert!(found.is_empty(), "{name}: {found:?}");
        }
    }
}

#[test]
fn a_title_in_capitals_is_read_by_its_words() {
    let text = "PRABOWO SUBIANTO BERTEMU PENGUSAHA DI JAKARTA\n\nPresiden Prabowo Subianto bertemu pengusaha di Jakarta, \
                Senin. Prabowo berkata pertemuan itu singkat. Para pengusaha pulang. Jakarta hujan.";
    for analyzer in analyzers() {
        let found = people(&analyzer, text);
        assert_eq!(found, ["PRABOWO SUBIANTO", "Prabowo Subianto", "Prabowo"]);
    }
}

#[test]
fn texts_in_capitals_are_read_to_the_end() {
    for analyzer in analyzers() {
        for (_, text) in samples() {
            people(&analyzer, &text.to_uppercase());
        }
    }
}

#[test]
fn sentences_of_one_word_are_no_people() {
    for analyzer in analyzers() {
        for text in ["Benar.", "Ya! Tidak? Mungkin.", "Banjir.\n\nLongsor.\n\nGempa.", "A.", ".", "Kata."] {
            let found = people(&analyzer, text);
            assert!(found.is_empty(), "{text:?}: {found:?}");
        }
    }
}

#[test]
fn long_rows_of_capitals_are_read_in_linear_time() {
    // A quadratic step would take minutes here.
    let mut different = String::new();
    let mut pairs = String::new();
    let mut glued = String::new();
    for n in 0..20_000_u32 {
        let name: String = (0..5).map(|place| char::from(b'a' + (n / 7_u32.pow(place) % 26) as u8)).collect();
        write!(different, "B{name} ").expect("writing to a string works");
        write!(pairs, "B{name}-K{name} bin ").expect("writing to a string works");
        write!(glued, "kata B{name}mengatakan hal. ").expect("writing to a string works");
    }
    let rows = ["Budi ".repeat(20_000), "B".repeat(100_000), "Van bin al-".repeat(10_000), different, pairs, glued];
    for analyzer in analyzers() {
        for row in &rows {
            people(&analyzer, row);
        }
    }
}

#[test]
fn other_languages_are_read_to_the_end() {
    let texts = [
        "The President said on Monday that Mr. Smith, of New York, would not attend the meeting in Geneva.",
        "Владимир Путин заявил в понедельник, что встреча состоится в Москве. Лавров промолчал.",
        "習近平國家主席星期一在北京會見外賓。會談持續兩小時。",
        "قال الرئيس محمود عباس يوم الاثنين إن الاجتماع سيعقد في رام الله.",
        "Ο Κυριάκος Μητσοτάκης είπε ότι. Άγγελος! ΑΘΗΝΑ",
        "ǅungla ŉoti İstanbul ıssız ﬁne ß ẞ Ǆ",
        "\u{301}\u{301} A\u{301}li B\u{301}-C\u{301}udi \u{feff}Budi\u{200d}man",
        "🙂 Budi🙂Santoso 🙂-🙂 Anies-🙂 🙂-Anies al-🙂",
    ];
    for analyzer in analyzers() {
        for text in texts {
            people(&analyzer, text);
        }
        assert!(people(&analyzer, texts[2]).is_empty());
        assert!(people(&analyzer, texts[3]).is_empty());
    }
}

#[test]
fn words_that_a_scrape_glued_to_names_are_cut_off() {
    let text = "WASHINGTON - Presiden Amerika Serikat Donald Trumpmengatakan hal itu, Senin. Trump pergi.\n\nLONDON - Amorim \
                menilai kiperAndre Onana cocok. Kata Onana, dia senang. Rapat berakhir.";
    let found = people(&analyzers()[0], text);
    assert!(["Donald Trump", "Andre Onana"].iter().all(|name| found.iter().any(|n| n == name)), "{found:?}");
    assert!(!found.iter().any(|name| name.contains("kiper") || name.contains("mengatakan")), "{found:?}");
}

#[test]
fn a_nickname_of_two_words_is_whole() {
    let text = "BANDUNG - Warga menyambut Kang Emil dengan hangat, Senin. Kang Emil, kata dia, baik. Pidato Bung Tomo diputar. Acara \
                itu selesai.";
    let found = people(&analyzers()[0], text);
    assert_eq!(found, ["Kang Emil", "Kang Emil", "Bung Tomo"]);
}

#[test]
fn a_row_of_capitals_that_no_person_is_called_by_is_no_person_but_one_with_a_name_is() {
    let text = "JAKARTA - Bank Indonesia dan Kementerian Keuangan menyambut Honda. Pembalap Arjen de Wit tiba bersama Tatang \
                Honda, Senin. Menurut Kejaksaan Agung, Rapat Umum itu sah. Hujan turun.";
    let found = people(&analyzers()[0], text);
    assert_eq!(found, ["Arjen de Wit", "Tatang Honda"]);
}

#[test]
fn a_well_known_nickname_counts_with_the_full_name_over_articles() {
    let analyzer = &analyzers()[0];
    let mut workspace = analyzer.workspace();
    let mut counter = EntityCounter::new(false);
    for text in [
        "JAKARTA - Presiden Joko Widodo tiba di Jakarta, Senin. Acara itu singkat.",
        "SOLO - Warga menyambut Jokowi, Senin. Kata Jokowi, dia senang. Acara itu singkat.",
    ] {
        counter.count(text, analyzer.analyze_with(text, None, &mut workspace).mentions);
    }
    let totals = counter.into_totals();
    let people = totals.ranking(&[EntityKind::Person], 0, 1, |_| true);
    let rows: Vec<_> = people.iter().map(|p| (p.canonical, p.count, p.documents, &p.forms[..])).collect();
    assert_eq!(rows, [(Some("Joko Widodo"), 3, 2, &[("Jokowi", 2), ("Joko Widodo", 1)][..])]);
}
