//! Tests of what patterns match.

use super::*;
use crate::Analyzer;
use crate::terms::Case;

/// The texts that one pattern matches, separated by `;`.
fn found(pattern: &str, text: &str, options: PatternOptions) -> String {
    let mut patterns = Patterns::new(options);
    patterns.add(pattern).unwrap();
    texts(&patterns, text)
}

fn texts(patterns: &Patterns, text: &str) -> String {
    let analyzer = Analyzer::builder().kinds(patterns.kinds()).terms(None).build();
    let mut workspace = analyzer.workspace();
    let mut finder = patterns.compile().unwrap().finder();
    let first = all(&mut finder, &analyzer, text, &mut workspace);
    // The second time, the words are known; in another workspace they have other ids.
    all(&mut finder, &analyzer, "Kata lain yang banyak sekali.", &mut workspace);
    assert_eq!(all(&mut finder, &analyzer, text, &mut workspace), first);
    let mut other = analyzer.workspace();
    all(&mut finder, &analyzer, "Lain lagi: satu, dua, tiga.", &mut other);
    assert_eq!(all(&mut finder, &analyzer, text, &mut other), first);
    first
}

fn all(finder: &mut Finder, analyzer: &Analyzer, text: &str, workspace: &mut crate::Workspace) -> String {
    let analysis = analyzer.analyze_with(text, None, workspace);
    finder.find(&analysis).iter().map(|found| found.span.of(text)).collect::<Vec<_>>().join(";")
}

fn fold(pattern: &str, text: &str) -> String {
    found(pattern, text, PatternOptions::default())
}

const REGEX: PatternOptions = PatternOptions {
    regex: true,
    words: WordChoice { case: Case::Fold, keep_boilerplate: false },
    diacritics: Diacritics::Keep,
    in_name: false,
};

#[test]
fn phrases_are_of_adjacent_tokens_in_one_sentence() {
    let text = "Rumah sakit penuh. Rumah, sakit, 5 persen. Di rumah. Sakit sama sama sama.";
    assert_eq!(fold("rumah sakit", text), "Rumah sakit");
    assert_eq!(fold("rumah , sakit", text), "Rumah, sakit");
    assert_eq!(fold("5 persen", text), "5 persen");
    assert_eq!(fold("sama sama", text), "sama sama;sama sama");
    assert_eq!(fold("* sakit", text), "Rumah sakit");
    assert_eq!(fold("* *", "Satu, dua tiga."), "dua tiga");
    assert_eq!(fold("Rp1,5", "Harga Rp1,5 juta, Rp 1,5 juta."), "Rp1,5;Rp 1,5");
}

#[test]
fn wildcards_match_within_one_token() {
    let text = "Kata, kata-kata, perkataan, berkata; 20 20% 2020.";
    assert_eq!(fold("kata*", text), "Kata;kata-kata");
    assert_eq!(fold("*kata*", text), "Kata;kata-kata;perkataan;berkata");
    assert_eq!(fold("?e?kata*", text), "perkataan;berkata");
    assert_eq!(fold("kata|berkat?", text), "Kata;berkata");
    assert_eq!(fold("2*", text), "20;20;2020");
    assert_eq!(fold(r"20 \%", text), "20%");
    assert_eq!(fold(r"kata \?", "Kata? Kata!"), "Kata?");
    assert_eq!(fold("kata ?", "Kata? Kata!"), "Kata?");
    assert_eq!(fold("kata ?|!", "Kata? Kata!"), "Kata?;Kata!");
    assert_eq!(fold("kata …|...", "Kata… Kata... Kata."), "Kata…;Kata...");
}

#[test]
fn regular_expressions_match_whole_keys() {
    let text = "Per, permainan, Peran, percobaan, peran2.";
    assert_eq!(found("per.+an", text, REGEX), "permainan;percobaan");
    assert_eq!(found("per|peran", text, REGEX), "Per;Peran");
    assert_eq!(found("P.*n P", text, REGEX), "");
    assert_eq!(found("(a*)*b", &format!("{}b aac", "a".repeat(5000)), REGEX).len(), 5001);
    let keep = PatternOptions { words: WordChoice { case: Case::Keep, keep_boilerplate: false }, ..REGEX };
    assert_eq!(found("[A-Z].*", text, keep), "Per;Peran");
    assert_eq!(found("[^a-z]+", "KAPAL Kapal", keep), "KAPAL");
}

#[test]
fn case_and_diacritics_count_if_wanted() {
    let text = "Kapal SÉRI Séri seri Jum’at jum'at";
    let with = |case, diacritics| PatternOptions {
        words: WordChoice { case, keep_boilerplate: false },
        diacritics,
        ..PatternOptions::default()
    };
    assert_eq!(fold("séri", text), "SÉRI;Séri");
    assert_eq!(found("seri", text, with(Case::Fold, Diacritics::Fold)), "SÉRI;Séri;seri");
    assert_eq!(found("sé*", text, with(Case::Fold, Diacritics::Fold)), "SÉRI;Séri;seri");
    assert_eq!(found("Séri", text, with(Case::Keep, Diacritics::Keep)), "Séri");
    assert_eq!(found("Se*", text, with(Case::Keep, Diacritics::Fold)), "Séri");
    assert_eq!(fold("jum'at", text), "Jum’at;jum'at");
    assert_eq!(fold("jum’*", text), "Jum’at;jum'at");
}

#[test]
fn boilerplate_does_not_match_unless_it_is_kept() {
    let text = "JAKARTA, KOMPAS.com - Warga Jakarta pulang.";
    assert_eq!(fold("jakarta", text), "Jakarta");
    let words = WordChoice { keep_boilerplate: true, ..WordChoice::default() };
    assert_eq!(found("jakarta", text, PatternOptions { words, ..PatternOptions::default() }), "JAKARTA;Jakarta");
}

#[test]
fn abbreviations_match_without_their_period() {
    assert_eq!(fold("dr. sari", "Kata dr. Sari."), "dr. Sari");
    assert_eq!(fold("dr sari", "Kata dr. Sari."), "dr. Sari");
}

#[test]
fn mentions_match_by_their_entity() {
    let text =
        "Presiden Joko Widodo bertemu PM Jepang. Jokowi pulang dari Tokyo. Kurs yen Jepang di Bank Indonesia turun.";
    let with = |in_name| {
        let mut patterns = Patterns::new(PatternOptions { in_name, ..PatternOptions::default() });
        patterns.add_person("joko  widodo").unwrap();
        patterns.add_country("jp").unwrap();
        patterns.add_country("ID").unwrap();
        assert_eq!(patterns.names(), ["person:joko widodo", "country:JP", "country:ID"]);
        texts(&patterns, text)
    };
    assert_eq!(with(false), "Joko Widodo;Jepang;Jokowi");
    assert!(with(true).ends_with(";Indonesia"), "{}", with(true));
}

#[test]
fn several_patterns_match_independently() {
    let mut patterns = Patterns::new(PatternOptions::default());
    for pattern in ["harga beras", "beras", "* beras", "beras|gula"] {
        patterns.add(pattern).unwrap();
    }
    assert_eq!(texts(&patterns, "Harga beras dan gula."), "Harga beras;Harga beras;beras;beras;gula");
}

#[test]
fn many_alternatives_are_one_test() {
    let words: Vec<String> =
        (0..300).map(|n| format!("kata{}", char::from(b'a' + (n % 26) as u8).to_string().repeat(n / 26 + 1))).collect();
    assert_eq!(fold(&words.join("|"), "Kata katab katabbb dan katak."), "katab;katabbb;katak");
}

#[test]
fn patterns_that_cannot_match_are_errors() {
    let error = |pattern, options| Patterns::new(options).add(pattern).unwrap_err().to_string();
    let plain = |pattern| error(pattern, PatternOptions::default());
    assert_eq!(plain("  "), "the pattern is empty");
    assert!(plain(" , !").starts_with("pattern `, !`: only punctuation"));
    assert!(plain("?").contains("only punctuation") && plain("|").contains("only punctuation"));
    let regex = error("  beras (a", REGEX);
    assert_eq!(regex, "pattern `beras (a`: invalid regular expression at character 7: `(` without `)`");
    assert!(error(r"\p{Entah}", REGEX).contains("character 1: "));
    let mut patterns = Patterns::new(REGEX);
    patterns.add("(a{1000}){1000}").unwrap();
    assert_eq!(patterns.compile().unwrap_err(), PatternError::TooLarge);
    assert!(patterns.add_country("XX").is_err() && patterns.add_person(" ").is_err());
}

#[test]
fn a_comment_in_an_expression_hides_nothing_else() {
    assert!(matches!(Patterns::new(REGEX).add("(?x)a#b"), Err(PatternError::BadRegex { character: 1, .. })));
}
