//! Accuracy on annotated articles, with a minimum per kind of entity below which no change may fall.
//!
//! The tests of `own_articles` run over thirty articles that were written for the project (`tests/gold`). The others need
//! annotated sets beside the repository that are not part of it. `cargo test --test integration accuracy -- --nocapture` prints the
//! scores and every error; with `--include-ignored` it does so for all sets.

use telaah::entities::EntityKind;
use telaah::{Analyzer, ArticleDate};

use crate::scoring::{ANALYZER, GoldArticle, own_articles, scores, shared_set};
use crate::support::root;

/// The least that a set of articles has to score for one kind of entity.
struct Minimum {
    kind: EntityKind,
    /// F1 of the exact spans.
    f1: f64,
    /// The share of right values; `None` if the set has no values.
    values: Option<f64>,
}

const fn minimum(kind: EntityKind, f1: f64, values: f64) -> Minimum {
    Minimum { kind, f1, values: Some(values) }
}

#[track_caller]
fn check(name: &str, articles: &[GoldArticle], minimums: &[Minimum]) {
    let kinds: Vec<EntityKind> = minimums.iter().map(|minimum| minimum.kind).collect();
    for (score, minimum) in scores(name, articles, &kinds).iter().zip(minimums) {
        let (kind, f1) = (minimum.kind.name(), score.f1());
        assert!(score.required > 0, "{name}: no {kind} is annotated");
        assert!(f1 >= minimum.f1, "{name}: F1 of {kind} fell to {f1:.4}, below {}", minimum.f1);
        if let Some(least) = minimum.values {
            let values = score.values();
            assert!(values >= least, "{name}: right values of {kind} fell to {values:.4}, below {least}");
        }
    }
}

#[test]
fn own_articles_are_annotated_consistently() {
    let articles = own_articles();
    assert_eq!(articles.len(), 30);
    let mut names: Vec<&str> = articles.iter().map(|article| &*article.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 30, "an article is annotated twice");
    for article in &articles {
        let has_words_before = |at: usize| article.text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        for mention in &article.mentions {
            let text = &article.text[mention.span.clone()];
            let place = format!("{}: {text:?}", article.name);
            assert!(mention.is_optional || !has_words_before(mention.span.start), "{place} begins within a word");
            assert!(text.trim() == text, "{place} has blanks around it");
            let Some(value) = &mention.value else { continue };
            match mention.kind {
                EntityKind::Person => {
                    let one_line = article.text.split_whitespace().collect::<Vec<_>>().join(" ");
                    assert!(one_line.contains(&**value), "{place}: the article does not have the full name {value}");
                }
                EntityKind::Country => {
                    assert!(value.len() == 2 && value.bytes().all(|b| b.is_ascii_uppercase()), "{place}: {value}");
                }
                _ => assert!(is_edtf(value), "{place}: {value} is not a date value"),
            }
        }
    }
    let mentions: usize = articles.iter().map(|article| article.mentions.len()).sum();
    assert!(mentions > 900, "{mentions} mentions");
}

/// Whether a value is of the forms that the annotation uses.
fn is_edtf(value: &str) -> bool {
    value.split('/').all(|part| {
        let (year, rest) = part.split_at_checked(4).unwrap_or((part, ""));
        let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit() || b == b'X');
        let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
        let is_rest = match rest.strip_prefix('-').map(|rest| rest.split_once('-').unwrap_or((rest, ""))) {
            None => rest.is_empty(),
            Some((month, "")) => match month.as_bytes().first() {
                Some(b'W') => digits(&month[1..], 2),
                Some(b'Q' | b'H') => digits(&month[1..], 1),
                _ => digits(month, 2),
            },
            Some((month, day)) => digits(month, 2) && digits(day, 2),
        };
        is_year && is_rest
    })
}

#[test]
fn own_articles_reach_the_minimum_scores() {
    check(
        "own articles",
        &own_articles(),
        &[
            minimum(EntityKind::Person, 0.88, 0.88),
            minimum(EntityKind::Country, 0.96, 0.99),
            minimum(EntityKind::Date, 0.945, 0.93),
        ],
    );
}

#[test]
fn own_articles_have_the_date_of_their_dateline() {
    let mut workspace = ANALYZER.workspace();
    // A date that only the record has is not in the text.
    let articles = own_articles().into_iter().filter(|article| article.has_dateline || article.date.is_none());
    let (mut all, mut wrong) = (0, Vec::new());
    for article in articles {
        all += 1;
        let found = ANALYZER.date_of_text(&article.text, &mut workspace).map(|found| found.date);
        if found != article.date {
            wrong.push(format!("{}: {found:?}, not {:?}", article.name, article.date));
        }
    }
    println!("dates of articles: {} of {all} right\n{}", all - wrong.len(), wrong.join("\n"));
    assert_eq!(all, 28);
    assert!(wrong.len() <= 3, "{wrong:?}");
}

#[test]
#[ignore = "needs the annotated sets in ../shared/gold"]
fn whole_articles_reach_the_minimum_scores() {
    check(
        "news_dev",
        &shared_set("ner/news_dev.jsonl"),
        &[
            minimum(EntityKind::Person, 0.90, 0.94),
            minimum(EntityKind::Country, 0.99, 0.995),
            minimum(EntityKind::Date, 0.985, 0.98),
        ],
    );
}

#[test]
#[ignore = "needs the annotated sets in ../shared/gold"]
fn people_of_single_sentences_reach_the_minimum_score() {
    let minimum = Minimum { kind: EntityKind::Person, f1: 0.85, values: None };
    check("idner2k+time.dev", &shared_set("ner/idner2k+time.dev.jsonl"), &[minimum]);
}

/// The first article that the project was built to read.
#[test]
#[ignore = "needs the annotated sets in ../shared/gold"]
fn nothing_in_the_first_article_is_missed_or_invented() {
    let mut articles = shared_set("ner/news_dev.jsonl");
    articles.retain(|article| article.name == "seed");
    assert_eq!(articles.len(), 1);
    for (score, kind) in scores("the first article", &articles, &EntityKind::DEFAULT).iter().zip(EntityKind::DEFAULT) {
        assert!(score.required > 0);
        assert_eq!((score.exact, score.found), (score.required, score.required), "{}", kind.name());
        assert_eq!(score.same_value, score.compared, "{}", kind.name());
    }
}

/// The rows of a table of the shared sets, without its heading.
fn shared_rows(name: &str) -> Vec<Vec<String>> {
    let path = root().join("../shared/gold").join(name);
    let table = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    table.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// Date expressions as sentences of their own. Rows with a time of day in their value are not dates of news.
#[test]
#[ignore = "needs the annotated sets in ../shared/gold"]
fn date_expressions_have_their_values() {
    let analyzer = Analyzer::builder().kinds([EntityKind::Date]).terms(None).build();
    let mut workspace = analyzer.workspace();
    let (mut right, mut all) = (0, 0);
    for row in shared_rows("dates/date_expressions_id.tsv") {
        let [expression, value, reference, ..] = &row[..] else { continue };
        if value.is_empty() || value.contains('T') {
            continue;
        }
        let date = reference.parse::<jiff::civil::Date>().ok();
        let analysis = analyzer.analyze_with(expression, date.map(ArticleDate::from), &mut workspace);
        let values = analysis.mentions.iter().filter_map(|m| m.canonical);
        all += 1;
        right += usize::from(values.map(|c| c.display(expression).to_string()).any(|found| found == *value));
    }
    println!("date expressions: {right} of {all} right");
    assert!(all > 0 && right * 100 >= all * 99, "{right} of {all} right");
}

/// Every country name and alias that CLDR has in Indonesian is found with its code.
#[test]
#[ignore = "needs the annotated sets in ../shared/gold"]
fn country_names_of_cldr_are_found() {
    let analyzer = Analyzer::builder().kinds([EntityKind::Country]).terms(None).build();
    let mut workspace = analyzer.workspace();
    let (mut tried, mut missed) = (0, Vec::new());
    for row in shared_rows("countries/country_names_id.tsv") {
        let [name, code, kind, source, ..] = &row[..] else { continue };
        if kind == "capital" || !source.contains("CLDR") || WITHOUT_ISO_CODE.contains(&&**code) {
            continue;
        }
        tried += 1;
        let text = format!("Pemerintah {name} menyatakan hal itu.");
        let analysis = analyzer.analyze_with(&text, None, &mut workspace);
        let found = analysis
            .mentions
            .iter()
            .any(|m| m.span.of(&text) == name && m.canonical.is_some_and(|c| c.display(&text).to_string() == *code));
        if !found {
            missed.push(format!("{name} ({code})"));
        }
    }
    assert!(tried > 200, "{tried} names");
    assert!(missed.is_empty(), "not found: {}", missed.join(", "));
}

/// CLDR territories that have no ISO 3166-1 code: exceptional reservations and groupings.
const WITHOUT_ISO_CODE: [&str; 14] =
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"];
