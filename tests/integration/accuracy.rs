//! How right the entities are on annotated texts, with floors below which no change may fall.
//!
//! The annotated sets are not part of the repository. Where they lie beside it (`../shared/gold`), these tests run; elsewhere
//! they say that they skip. A mention counts as right when its span is exactly the annotated one.

use std::collections::HashSet;
use std::path::PathBuf;

use serde_json::Value;
use telaah::entities::EntityKind;
use telaah::jiff::civil::Date;
use telaah::{Analyzer, ArticleDate, CharCursor, Settings};

/// A half-open range of code points.
type Range = (usize, usize);

fn gold(name: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/gold").join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("skipped: {name} does not lie beside the repository");
    }
    text
}

#[derive(Default)]
struct Score {
    wanted: usize,
    proposed: usize,
    exact: usize,
    valued: usize,
    right_value: usize,
}

impl Score {
    fn f1(&self) -> f64 {
        2.0 * self.exact as f64 / (self.wanted + self.proposed).max(1) as f64
    }

    fn canonical(&self) -> f64 {
        self.right_value as f64 / self.valued.max(1) as f64
    }
}

struct Wanted {
    range: Range,
    value: Option<String>,
}

/// What the annotation asks for, what it lets pass, and where it judges nothing.
#[derive(Default)]
struct Annotation {
    wanted: Vec<Wanted>,
    free: Vec<Range>,
    blind: Vec<Range>,
}

fn annotation(record: &Value, kind: EntityKind) -> Annotation {
    let mut annotation = Annotation::default();
    for entity in record["entities"].as_array().into_iter().flatten() {
        let at = |key: &str| entity[key].as_u64().unwrap_or_default() as usize;
        let range = (at("start"), at("end"));
        let text = |key: &str| entity[key].as_str().map(str::to_owned);
        let code = text("code").or_else(|| text("country"));
        let norm = entity["norm"].as_str().unwrap_or_default();
        let found_kind = match norm {
            "PERSON" => Some(EntityKind::Person),
            "COUNTRY" => Some(EntityKind::Country),
            "GPE" | "LOCATION" if code.is_some() => Some(EntityKind::Country),
            "DATE" => Some(EntityKind::Date),
            _ => None,
        };
        let truthy = |key: &str| entity[key].as_bool().unwrap_or_default();
        let optional =
            truthy("optional") || truthy("glued") || matches!(entity["via"].as_str(), Some("metonym" | "in_name"));
        if found_kind == Some(kind) && optional {
            annotation.free.push(range);
        } else if found_kind == Some(kind) {
            let value = match kind {
                EntityKind::Person => text("entity"),
                EntityKind::Country => code,
                _ => text("value"),
            };
            annotation.wanted.push(Wanted { range, value });
        }
        let hides_country =
            matches!(norm, "ORG" | "EVENT" | "OTHER" | "FAC" | "WORK_OF_ART" | "LAW" | "LANGUAGE" | "NORP");
        let hides_date = matches!(norm, "DURATION" | "TIME" | "QUANTITY");
        if (kind == EntityKind::Country && hides_country) || (kind == EntityKind::Date && hides_date) {
            annotation.blind.push(range);
        }
    }
    annotation
}

fn meet(a: Range, b: Range) -> bool {
    a.0 < b.1 && b.0 < a.1
}

fn score(name: &str, kind: EntityKind) -> Option<Score> {
    score_of(name, kind, |_| true)
}

fn score_of(name: &str, kind: EntityKind, wanted: impl Fn(&Value) -> bool) -> Option<Score> {
    let gold = gold(name)?;
    let analyzer = Analyzer::new(Settings { terms: None, ..Settings::default() });
    let mut workspace = analyzer.workspace();
    let mut score = Score::default();
    for line in gold.lines() {
        let record: Value = serde_json::from_str(line).expect("the gold is JSON");
        if !wanted(&record) {
            continue;
        }
        let text = record["text"].as_str().unwrap_or_default();
        let date = record["date"].as_str().and_then(|date| date.parse::<Date>().ok());
        let annotation = annotation(&record, kind);
        let analysis = analyzer.analyze_with(text, date.map(ArticleDate::from), &mut workspace);
        let mut cursor = CharCursor::new(text);
        let mut found = Vec::new();
        for mention in analysis.mentions.iter().filter(|m| m.kind == kind) {
            let range = (cursor.chars_before(mention.span.byte_start()), cursor.chars_before(mention.span.byte_end()));
            let wanted = annotation.wanted.iter().any(|w| meet(w.range, range));
            let free = annotation.free.iter().any(|&f| meet(f, range));
            let hidden = annotation.blind.iter().any(|b| b.0 <= range.0 && range.1 <= b.1);
            if wanted || !(free || hidden) {
                found.push((range, mention.canonical.map(|c| c.display(text).to_string())));
            }
        }
        let spans: HashSet<Range> = found.iter().map(|(range, _)| *range).collect();
        score.wanted += annotation.wanted.len();
        score.proposed += found.len();
        for wanted in &annotation.wanted {
            score.exact += usize::from(spans.contains(&wanted.range));
            let exact = found.iter().find(|(range, _)| *range == wanted.range);
            let hit = exact.or_else(|| found.iter().find(|(range, _)| meet(*range, wanted.range)));
            if let (Some(value), Some((_, canonical))) = (&wanted.value, hit) {
                score.valued += 1;
                let same = canonical.as_ref().is_some_and(|c| c.to_lowercase() == value.to_lowercase());
                score.right_value += usize::from(same);
            }
        }
    }
    Some(score)
}

#[track_caller]
fn at_least(name: &str, kind: EntityKind, f1: f64, canonical: f64) {
    let Some(score) = score(name, kind) else { return };
    println!("{name} {}: F1 {:.4}, canonical {:.4}", kind.name(), score.f1(), score.canonical());
    assert!(score.f1() >= f1, "{name} {}: F1 {:.4} is below {f1}", kind.name(), score.f1());
    assert!(
        score.valued == 0 || score.canonical() >= canonical,
        "{name} {}: canonical {:.4} is below {canonical}",
        kind.name(),
        score.canonical()
    );
}

#[test]
fn countries_of_whole_articles() {
    at_least("ner/news_dev.jsonl", EntityKind::Country, 0.99, 0.995);
}

#[test]
fn dates_of_whole_articles() {
    at_least("ner/news_dev.jsonl", EntityKind::Date, 0.985, 0.98);
}

#[test]
fn people_of_whole_articles() {
    at_least("ner/news_dev.jsonl", EntityKind::Person, 0.90, 0.94);
}

#[test]
fn people_of_single_sentences() {
    at_least("ner/idner2k+time.dev.jsonl", EntityKind::Person, 0.85, 0.0);
}

/// The first article that the project was built to read: nothing missed, nothing invented, every value right.
#[test]
fn the_first_article_is_right() {
    for kind in EntityKind::DEFAULT {
        let Some(score) = score_of("ner/news_dev.jsonl", kind, |record| record["id"] == "seed") else { return };
        assert!(score.wanted > 0, "the article is in the set");
        assert_eq!((score.exact, score.proposed), (score.wanted, score.wanted), "{}", kind.name());
        assert_eq!(score.right_value, score.valued, "{}", kind.name());
    }
}

/// Date expressions as sentences of their own. Rows with a time of day in their value are no dates of news.
#[test]
fn date_expressions_have_their_values() {
    let Some(rows) = gold("dates/date_expressions_id.tsv") else { return };
    let analyzer = Analyzer::new(Settings { kinds: vec![EntityKind::Date], terms: None, ..Settings::default() });
    let mut workspace = analyzer.workspace();
    let (mut right, mut all) = (0, 0);
    for row in rows.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>()) {
        let [expression, value, reference, ..] = row[..] else { continue };
        if value.is_empty() || value.contains('T') {
            continue;
        }
        let analysis =
            analyzer.analyze_with(expression, reference.parse::<Date>().ok().map(ArticleDate::from), &mut workspace);
        let values = analysis.mentions.iter().filter_map(|m| m.canonical);
        all += 1;
        right += usize::from(values.map(|c| c.display(expression).to_string()).any(|found| found == value));
    }
    println!("date expressions: {right} of {all} right");
    assert!(right * 100 >= all * 99, "{right} of {all} right");
}

/// Every country name and alias that CLDR has in Indonesian is found with its code.
#[test]
fn country_names_of_cldr() {
    let Some(names) = gold("countries/country_names_id.tsv") else { return };
    let analyzer = Analyzer::new(Settings { kinds: vec![EntityKind::Country], terms: None, ..Settings::default() });
    let mut workspace = analyzer.workspace();
    let mut missed = Vec::new();
    let rows = names.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    for row in rows.filter(|row| row.len() >= 4 && row[2] != "capital" && row[3].contains("CLDR")) {
        let (name, code) = (row[0], row[1]);
        if NO_COUNTRIES.contains(&code) {
            continue;
        }
        let text = format!("Pemerintah {name} menyatakan hal itu.");
        let analysis = analyzer.analyze_with(&text, None, &mut workspace);
        let found = analysis
            .mentions
            .iter()
            .any(|m| m.span.of(&text) == name && m.canonical.is_some_and(|c| c.display(&text).to_string() == code));
        if !found {
            missed.push(format!("{name} ({code})"));
        }
    }
    assert!(missed.is_empty(), "not found: {}", missed.join(", "));
}

/// CLDR territories that have no ISO 3166-1 code: exceptional reservations and groupings.
const NO_COUNTRIES: [&str; 14] = ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"];
