//! The JSON of rows equals what `serde_json` writes.

use serde::Serialize;

use super::documents::{ArticleMentions, RankedEntities};
use super::*;
use crate::counts::Counts;
use crate::entities::country::Country;
use crate::entities::{Aliases, Canonical, DocumentEntities, EntityKind, Mention, MentionNote, Via};
use crate::report::Record;

fn assert_json_is_serde(row: &(impl Record + Serialize)) {
    let mut out = b"before".to_vec();
    row.json(&mut out);
    assert_eq!(String::from_utf8(out).unwrap(), format!("before{}", serde_json::to_string(row).unwrap()));
}

#[test]
fn json_is_what_serde_writes() {
    let text = "-Amerika\nSerikat dan \"Budi\"\tS. AS";
    let mention = |part: &str, kind, via, note| {
        let start = text.find(part).unwrap() as u32;
        let canonical = (kind == EntityKind::Country).then(|| Canonical::Country(Country::from_code("US").unwrap()));
        let confidence = (kind == EntityKind::Person).then_some(90);
        let span = Span::new(start, start + part.len() as u32);
        Mention { span, token_start: 0, token_end: 2, sentence: 5, kind, canonical, via, note, confidence }
    };
    let found = [
        mention("Amerika\nSerikat", EntityKind::Country, Some(Via::Name), None),
        mention("\"Budi\"\tS", EntityKind::Person, None, Some(MentionNote::WeekdayMismatch)),
        mention("AS", EntityKind::Country, Some(Via::Alias), None),
    ];
    let article = ArticleMentions { text, mentions: &found, char_ranges: &[(333, 4444), (5, 7), (8, 9)] };
    let mut entities = DocumentEntities::default();
    entities.read(text, &found, &Aliases::default());
    let ranked = RankedEntities::new(article, &entities);
    let of_kind = |kind| ranked.of_kind(kind);
    let countries: Vec<_> = of_kind(EntityKind::Country).iter().map(|country| (country.label, country.count)).collect();
    assert_eq!(countries, [("Amerika Serikat", 2)]);
    let texts: Vec<_> = of_kind(EntityKind::Country).iter().flat_map(|country| country.mentions.iter()).collect();
    assert_eq!(texts.iter().map(|mention| mention.text).collect::<Vec<_>>(), ["Amerika\nSerikat", "AS"]);
    assert_eq!(of_kind(EntityKind::Person).iter().map(|person| person.label).collect::<Vec<_>>(), ["\"Budi\" S"]);
    let term = TermReport { term: "beras", count: 12 };
    let counts = Counts { bytes: 1, sentences: 2, tokens: 3, words: 4, terms: Some(5), ..Counts::default() };
    let report = DocumentReport {
        schema_version: SchemaVersion,
        document: "a\\b.txt",
        title: Some("Judul"),
        date: Some(jiff::civil::date(2024, 12, 31)),
        date_from: Some("option"),
        source: Some("Kabar"),
        url: None,
        counts: Some(counts),
        terms: Some(vec![term, term]),
        people: Some(of_kind(EntityKind::Person)),
        countries: Some(of_kind(EntityKind::Country)),
        dates: Some(of_kind(EntityKind::Date)),
        error: None,
        encoding: Some("utf-8"),
        duplicate_of: None,
        path: Some("a.csv"),
        kept: KeptValues::default(),
    };
    assert_json_is_serde(&DocumentReport { error: Some("bad\tfile".to_owned()), ..report.clone() });
    assert_json_is_serde(&DocumentReport { counts: Some(Counts { stop_words: Some(6), ..counts }), ..report });
    assert_json_is_serde(&DocumentReport { duplicate_of: Some("a\"b"), ..DocumentReport::default() });
    assert_json_is_serde(&DocumentReport::default());

    let row = MentionRow {
        document: "a.txt",
        kind: "country",
        text: "AS",
        canonical: Some("US"),
        entity: Some("US"),
        label: Some("Amerika Serikat"),
        via: Some("alias"),
        byte_start: 1,
        byte_end: 3,
        char_start: 4,
        char_end: 5,
        sentence: 6,
        note: Some("impossible_date"),
        confidence: Some(90),
        date: Some(jiff::civil::date(2024, 2, 9)),
        source: None,
    };
    assert_json_is_serde(&row);
    assert_json_is_serde(&MentionRow { date: None, source: Some("Kabar"), ..row.clone() });
    assert_json_is_serde(&MentionRow { canonical: None, label: None, via: None, note: None, ..row });

    let token = TokenRow {
        document: "a.txt",
        sentence: 1,
        token: 2,
        text: "\"",
        word: None,
        kind: "punctuation",
        byte_start: 3,
        byte_end: 4,
        char_start: 5,
        char_end: 6,
        boilerplate: true,
        glued: false,
    };
    assert_json_is_serde(&token);
    assert_json_is_serde(&TokenRow { word: Some("kata"), boilerplate: false, glued: true, ..token });
}
