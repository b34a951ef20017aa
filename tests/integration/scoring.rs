//! Precision, recall and F1 of the entities on annotated articles.
//!
//! A mention is correct if its span is exactly the annotated one. Its value is compared if it at least overlaps the annotated
//! span. Two formats are read: that of `tests/gold/articles.ndjson`, which `tests/gold/README.md` describes, and JSON Lines with a
//! `text` and `entities` at offsets in code points.

use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde_json::Value;
use telaah::entities::EntityKind;
use telaah::{Analyzer, ArticleDate};

use crate::support::root;

/// An analyzer of people, countries and dates.
pub(crate) static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::builder().terms(None).build());

/// An annotated article.
pub(crate) struct GoldArticle {
    pub(crate) name: String,
    pub(crate) text: String,
    /// The date of publication.
    pub(crate) date: Option<Date>,
    /// Whether the analyzer has to find the date in the text.
    pub(crate) has_dateline: bool,
    pub(crate) mentions: Vec<GoldMention>,
    /// Stretches in which a mention of the kind is neither right nor wrong.
    ignored: Vec<(EntityKind, Range<usize>)>,
}

/// An annotated mention.
pub(crate) struct GoldMention {
    /// Byte offsets.
    pub(crate) span: Range<usize>,
    pub(crate) kind: EntityKind,
    /// The canonical form; `None` if it is not to be compared.
    pub(crate) value: Option<String>,
    /// Whether finding it and missing it are both right.
    pub(crate) is_optional: bool,
}

/// Why an annotation is unusable.
type Fault = String;

fn kind_named(name: &str) -> Option<EntityKind> {
    match name {
        "PERSON" => Some(EntityKind::Person),
        "COUNTRY" => Some(EntityKind::Country),
        "DATE" => Some(EntityKind::Date),
        _ => None,
    }
}

/// The value and whether the mention is optional, which both formats write alike.
fn value_of(annotation: &Value, kind: EntityKind) -> (Option<String>, bool) {
    let string = |key: &str| annotation[key].as_str().map(str::to_owned);
    let value = match kind {
        EntityKind::Person => string("entity"),
        EntityKind::Country => string("code").or_else(|| string("country")),
        _ => string("value"),
    };
    let is_set = |key: &str| annotation[key].as_bool().unwrap_or_default();
    let is_in_name_or_metonym = matches!(annotation["via"].as_str(), Some("metonym" | "in_name"));
    (value, is_set("optional") || is_set("glued") || is_in_name_or_metonym)
}

impl GoldArticle {
    /// Reads a line of `tests/gold/articles.ndjson` and the article that it names.
    pub(crate) fn of_project(line: &str) -> Result<Self, Fault> {
        let record: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let name = record["document"].as_str().ok_or("no field `document`")?.to_owned();
        let text = fs::read_to_string(root().join(&name)).map_err(|error| format!("{name}: {error}"))?;
        let date = match record["date"].as_str() {
            Some(date) => Some(date.parse().map_err(|error| format!("{name}: {date}: {error}"))?),
            None => None,
        };
        let mut mentions: Vec<GoldMention> = Vec::new();
        for annotation in record["mentions"].as_array().ok_or("no field `mentions`")? {
            let fault = |what: &str| format!("{name}: {annotation}: {what}");
            let kind = annotation["type"].as_str().and_then(kind_named).ok_or_else(|| fault("unknown type"))?;
            let words = annotation["text"].as_str().filter(|text| !text.is_empty()).ok_or_else(|| fault("no text"))?;
            let nth = annotation["nth"].as_u64().filter(|&nth| nth > 0).ok_or_else(|| fault("no nth"))? as usize;
            let (start, _) =
                text.match_indices(words).nth(nth - 1).ok_or_else(|| fault("the article does not have it"))?;
            let span = start..start + words.len();
            if mentions.last().is_some_and(|last| last.span.end > span.start) {
                return Err(fault("it overlaps the one before or is not in the order of the text"));
            }
            let (value, is_optional) = value_of(annotation, kind);
            mentions.push(GoldMention { span, kind, value, is_optional });
        }
        let has_dateline = record["date_from"] == "dateline";
        Ok(Self { name, text, date, has_dateline, mentions, ignored: Vec::new() })
    }

    /// Reads a line of a set that has the text in it.
    fn of_set(line: &str) -> Result<Self, Fault> {
        let record: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let name = record["id"].as_str().ok_or("no field `id`")?.to_owned();
        let text = record["text"].as_str().ok_or_else(|| format!("{name}: no field `text`"))?.to_owned();
        let offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).chain([text.len()]).collect();
        let (mut mentions, mut ignored) = (Vec::new(), Vec::new());
        for annotation in record["entities"].as_array().ok_or_else(|| format!("{name}: no field `entities`"))? {
            let offset = |key: &str| {
                let offset = annotation[key].as_u64().and_then(|chars| offsets.get(chars as usize).copied());
                offset.ok_or_else(|| format!("{name}: {annotation}: no {key} within the text"))
            };
            let span = offset("start")?..offset("end")?;
            let norm = annotation["norm"].as_str().unwrap_or_default();
            let has_code = annotation["code"].is_string() || annotation["country"].is_string();
            let kind = match norm {
                "GPE" | "LOCATION" if has_code => Some(EntityKind::Country),
                norm => kind_named(norm),
            };
            match (kind, norm) {
                (Some(kind), _) => {
                    let (value, is_optional) = value_of(annotation, kind);
                    mentions.push(GoldMention { span, kind, value, is_optional });
                }
                (None, "ORG" | "EVENT" | "OTHER" | "FAC" | "WORK_OF_ART" | "LAW" | "LANGUAGE" | "NORP") => {
                    ignored.push((EntityKind::Country, span));
                }
                (None, "DURATION" | "TIME" | "QUANTITY") => ignored.push((EntityKind::Date, span)),
                _ => {}
            }
        }
        let date = record["date"].as_str().and_then(|date| date.parse().ok());
        Ok(Self { name, text, date, has_dateline: false, mentions, ignored })
    }
}

/// The thirty articles of the project.
pub(crate) fn own_articles() -> Vec<GoldArticle> {
    read(&root().join("tests/gold/articles.ndjson"), GoldArticle::of_project)
}

/// The articles of a set that is not part of the repository.
///
/// # Panics
///
/// Panics if the set is not there or an annotation is unusable.
pub(crate) fn shared_set(name: &str) -> Vec<GoldArticle> {
    read(&root().join("../shared/gold").join(name), GoldArticle::of_set)
}

fn read(path: &Path, article: impl Fn(&str) -> Result<GoldArticle, Fault>) -> Vec<GoldArticle> {
    let lines = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    lines.lines().map(|line| article(line).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))).collect()
}

/// The found and the annotated mentions of one kind.
#[derive(Debug, Default)]
pub(crate) struct Score {
    pub(crate) required: usize,
    pub(crate) found: usize,
    pub(crate) exact: usize,
    /// Required mentions with a value that were found at least in part.
    pub(crate) compared: usize,
    pub(crate) same_value: usize,
    /// A line for each mention that is wrong.
    errors: String,
}

impl Score {
    pub(crate) fn precision(&self) -> f64 {
        share(self.exact, self.found)
    }

    pub(crate) fn recall(&self) -> f64 {
        share(self.exact, self.required)
    }

    pub(crate) fn f1(&self) -> f64 {
        share(2 * self.exact, self.required + self.found)
    }

    /// The share of the compared values that are right; not a number if there were none.
    pub(crate) fn values(&self) -> f64 {
        self.same_value as f64 / self.compared as f64
    }

    fn count(&mut self, article: &GoldArticle, kind: EntityKind, all_found: &[Found]) {
        let of_kind = |mention: &&GoldMention| mention.kind == kind;
        let required = || article.mentions.iter().filter(of_kind).filter(|m| !m.is_optional);
        let optional = || article.mentions.iter().filter(of_kind).filter(|m| m.is_optional);
        let ignored = || article.ignored.iter().filter(|(of, _)| *of == kind).map(|(_, span)| span);
        let counts = |found: &&Found| {
            required().any(|m| overlap(&m.span, &found.span))
                || !optional().any(|m| overlap(&m.span, &found.span))
                    && !ignored().any(|span| span.start <= found.span.start && found.span.end <= span.end)
        };
        let found: Vec<&Found> = all_found.iter().filter(|found| found.kind == kind).filter(counts).collect();
        self.found += found.len();
        for wanted in required() {
            self.required += 1;
            let exact = found.iter().find(|found| found.span == wanted.span);
            self.exact += usize::from(exact.is_some());
            let part = exact.or_else(|| found.iter().find(|found| overlap(&found.span, &wanted.span)));
            match (part, exact) {
                (None, _) => self.error(article, "missed", &wanted.span, ""),
                (Some(part), None) => self.error(article, "span", &wanted.span, &article.text[part.span.clone()]),
                _ => {}
            }
            if let (Some(value), Some(part)) = (&wanted.value, part) {
                self.compared += 1;
                let value_found = part.value.as_deref().unwrap_or("none");
                let is_same = value_found.to_lowercase() == value.to_lowercase();
                self.same_value += usize::from(is_same);
                if !is_same {
                    self.error(article, "value", &wanted.span, &format!("{value_found}, not {value}"));
                }
            }
        }
        for extra in found.iter().filter(|found| !required().any(|m| overlap(&m.span, &found.span))) {
            self.error(article, "extra", &extra.span, "");
        }
    }

    fn error(&mut self, article: &GoldArticle, what: &str, span: &Range<usize>, detail: &str) {
        let words = &article.text[span.clone()];
        let _ = writeln!(self.errors, "  {what}: {}: {words:?} {detail}", article.name);
    }
}

/// A mention that the analyzer found.
struct Found {
    span: Range<usize>,
    kind: EntityKind,
    value: Option<String>,
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// The scores of each of the kinds, printed as a table with the errors below it.
pub(crate) fn scores(name: &str, articles: &[GoldArticle], kinds: &[EntityKind]) -> Vec<Score> {
    let mut workspace = ANALYZER.workspace();
    let mut scores: Vec<Score> = kinds.iter().map(|_| Score::default()).collect();
    for article in articles {
        let date = article.date.filter(|_| !article.has_dateline);
        let analysis = ANALYZER.analyze_with(&article.text, date.map(ArticleDate::from), &mut workspace);
        let found = analysis.mentions.iter().map(|mention| Found {
            span: mention.span.byte_start() as usize..mention.span.byte_end() as usize,
            kind: mention.kind,
            value: mention.canonical.map(|canonical| canonical.display(&article.text).to_string()),
        });
        let found: Vec<Found> = found.collect();
        for (score, kind) in scores.iter_mut().zip(kinds) {
            score.count(article, *kind, &found);
        }
    }
    println!("{name}: {} articles", articles.len());
    println!(
        "{:8} {:>8} {:>6} {:>9} {:>7} {:>6} {:>7}",
        "kind", "required", "found", "precision", "recall", "F1", "values"
    );
    for (score, kind) in scores.iter().zip(kinds) {
        println!(
            "{:8} {:8} {:6} {:9.4} {:7.4} {:6.4} {:>7}",
            kind.name(),
            score.required,
            score.found,
            score.precision(),
            score.recall(),
            score.f1(),
            if score.compared > 0 { format!("{:.4}", score.values()) } else { "-".to_owned() }
        );
    }
    for score in &scores {
        print!("{}", score.errors);
    }
    scores
}
