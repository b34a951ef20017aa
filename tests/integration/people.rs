//! People in texts that are unlike news, and in constructions that were once misread.

use std::sync::LazyLock;

use telaah::Analyzer;
use telaah::entities::{EntityCounter, EntityKind};

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

/// The trained recognizer and the one by rules.
static ANALYZERS: LazyLock<[Analyzer; 2]> = LazyLock::new(|| {
    [false, true].map(|people_by_rules| {
        Analyzer::builder().kinds([EntityKind::Person]).terms(None).people_by_rules(people_by_rules).build()
    })
});

/// The people in a text.
fn people(analyzer: &Analyzer, text: &str) -> Vec<String> {
    let mut workspace = analyzer.workspace();
    let analysis = analyzer.analyze_with(text, None, &mut workspace);
    analysis.mentions.iter().map(|m| m.span.of(text).to_owned()).collect()
}

#[test]
fn a_text_without_capitals_has_no_people() {
    for analyzer in ANALYZERS.iter() {
        for (name, text) in samples() {
            let found = people(analyzer, &text.to_lowercase());
            assert!(found.is_empty(), "{name}: {found:?}");
        }
    }
}

#[test]
fn a_headline_in_capitals_is_read_like_the_text_below_it() {
    let text = "PRABOWO SUBIANTO BERTEMU PENGUSAHA DI JAKARTA\n\nPresiden Prabowo Subianto bertemu pengusaha di Jakarta, \
                Senin. Prabowo berkata pertemuan itu singkat. Para pengusaha pulang. Jakarta hujan.";
    for analyzer in ANALYZERS.iter() {
        let found = people(analyzer, text);
        assert_eq!(found, ["PRABOWO SUBIANTO", "Prabowo Subianto", "Prabowo"]);
    }
}

#[test]
fn sentences_of_one_word_are_not_people() {
    for analyzer in ANALYZERS.iter() {
        for text in ["Benar.", "Ya! Tidak? Mungkin.", "Banjir.\n\nLongsor.\n\nGempa.", "A.", ".", "Kata."] {
            let found = people(analyzer, text);
            assert!(found.is_empty(), "{text:?}: {found:?}");
        }
    }
}

#[test]
fn scripts_without_capitals_name_nobody() {
    let texts = [
        "習近平國家主席星期一在北京會見外賓。會談持續兩小時。",
        "قال الرئيس محمود عباس يوم الاثنين إن الاجتماع سيعقد في رام الله.",
    ];
    for analyzer in ANALYZERS.iter() {
        for text in texts {
            assert_eq!(people(analyzer, text), Vec::<String>::new());
        }
    }
}

#[test]
fn words_run_together_with_a_name_are_cut_off() {
    let text = "WASHINGTON - Presiden Amerika Serikat Donald Trumpmengatakan hal itu, Senin. Trump pergi.\n\nLONDON - Amorim \
                menilai kiperAndre Onana cocok. Kata Onana, dia senang. Rapat berakhir.";
    let found = people(&ANALYZERS[0], text);
    assert!(["Donald Trump", "Andre Onana"].iter().all(|name| found.iter().any(|n| n == name)), "{found:?}");
    assert!(!found.iter().any(|name| name.contains("kiper") || name.contains("mengatakan")), "{found:?}");
}

#[test]
fn a_nickname_of_two_words_is_found_whole() {
    let text = "BANDUNG - Warga menyambut Kang Emil dengan hangat, Senin. Kang Emil, kata dia, baik. Pidato Bung Tomo diputar. Acara \
                itu selesai.";
    let found = people(&ANALYZERS[0], text);
    assert_eq!(found, ["Kang Emil", "Kang Emil", "Bung Tomo"]);
}

#[test]
fn a_row_of_capitals_is_a_person_only_if_it_holds_a_name() {
    let text = "JAKARTA - Bank Indonesia dan Kementerian Keuangan menyambut Honda. Pembalap Arjen de Wit tiba bersama Tatang \
                Honda, Senin. Menurut Kejaksaan Agung, Rapat Umum itu sah. Hujan turun.";
    let found = people(&ANALYZERS[0], text);
    assert_eq!(found, ["Arjen de Wit", "Tatang Honda"]);
}

#[test]
fn a_well_known_nickname_counts_with_the_full_name_over_articles() {
    let analyzer = &ANALYZERS[0];
    let mut workspace = analyzer.workspace();
    let mut counter = EntityCounter::default();
    for text in [
        "JAKARTA - Presiden Joko Widodo tiba di Jakarta, Senin. Acara itu singkat.",
        "SOLO - Warga menyambut Jokowi, Senin. Kata Jokowi, dia senang. Acara itu singkat.",
    ] {
        let analysis = analyzer.analyze_with(text, None, &mut workspace);
        counter.count(text, analysis.mentions, analysis.aliases());
    }
    let totals = counter.into_totals();
    let people = totals.ranking(&[EntityKind::Person], 0, 1, |_| true);
    let rows: Vec<_> = people.iter().map(|p| (p.entity, p.count, p.documents, &p.forms[..])).collect();
    assert_eq!(rows, [(Some("Joko Widodo"), 3, 2, &[("Jokowi", 2), ("Joko Widodo", 1)][..])]);
}

/// The mentions of people, each with the full name.
fn full_names(text: &str) -> Vec<(String, String)> {
    let analyzer = &ANALYZERS[0];
    let mut workspace = analyzer.workspace();
    let analysis = analyzer.analyze_with(text, None, &mut workspace);
    let name = |m: &telaah::entities::Mention| m.canonical.map(|c| c.display(text).to_string()).unwrap_or_default();
    analysis.mentions.iter().map(|m| (m.span.of(text).to_owned(), name(m))).collect()
}

#[test]
fn wives_and_children_are_not_the_man_they_are_named_after() {
    for (text, full) in [
        (
            "Bupati Rahmat Hidayat dan Ny. Rina Rahmat Hidayat hadir, Senin. Kata Hidayat, acara itu lancar.",
            ["Rahmat Hidayat", "Rina Rahmat Hidayat", "Rahmat Hidayat"],
        ),
        (
            "Kiai Ahmad Basuki wafat. Cucunya, Ahmad Fajar Basuki, hadir di sana, Senin. Makam Ahmad Basuki ramai.",
            ["Ahmad Basuki", "Ahmad Fajar Basuki", "Ahmad Basuki"],
        ),
    ] {
        let found: Vec<String> = full_names(text).into_iter().map(|(_, full)| full).collect();
        assert_eq!(found, full, "{text}");
    }
}

#[test]
fn customary_parts_and_particles_do_not_make_another_person() {
    for (text, full) in [
        ("Kata Muhammad Rahmat Hidayat, Senin. Menurut Rahmat Hidayat, acara itu lancar.", "Muhammad Rahmat Hidayat"),
        ("Bek Virgil van Dijk cedera, Senin. Kata Van Dijk, ia akan pulih.", "Virgil van Dijk"),
    ] {
        let found: Vec<String> = full_names(text).into_iter().map(|(_, name)| name).collect();
        assert_eq!(found, [full, full], "{text}");
    }
}

#[test]
fn the_nearer_of_two_bearers_of_a_surname_is_meant() {
    let text =
        "Bupati Rahmat Hidayat tiba, Senin. Kata Hidayat, hujan. Lalu datang Camat Rudi Hidayat. Kata Hidayat, terang.";
    let found: Vec<String> = full_names(text).into_iter().map(|(_, full)| full).collect();
    assert_eq!(found, ["Rahmat Hidayat", "Rahmat Hidayat", "Rudi Hidayat", "Rudi Hidayat"]);
}
