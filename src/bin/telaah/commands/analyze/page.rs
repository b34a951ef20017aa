//! The overview that `telaah analyze` writes for people: of one article, or of many.

use telaah::Counts;
use telaah::entities::EntityKind;
use telaah::report::Column;
use telaah::report::rows::{EntityRow, Form, TermRow};

use crate::cli::messages::PageText;
use crate::commands::analyze::articles::{ListedArticle, ListedArticles};
use crate::commands::analyze::dates;
use crate::commands::analyze::totals::Totals;
use crate::ui::page::{Page, longest_that_fits};
use crate::ui::table::Line;

/// The most forms of an entity that are shown.
const MOST_FORMS: usize = 3;

/// Adds the overview to a page. `lists_articles`: whether many articles are listed.
pub(super) fn write(page: &mut Page, articles: &ListedArticles, totals: &Totals, lists_articles: bool) {
    let sums = &totals.sums;
    let only = articles.first().filter(|_| sums.documents == 1 && sums.failed == 0 && sums.duplicates == 0);
    match only {
        Some(only) => {
            article(page, only);
            counts(page, &sums.counts);
        }
        None => {
            collection(page, totals);
            if lists_articles {
                articles.write(page, sums.documents + sums.failed + sums.duplicates);
            }
        }
    }
    let is_collection = only.is_none();
    terms(page, totals, is_collection);
    entities(page, EntityKind::Person, totals, is_collection);
    entities(page, EntityKind::Country, totals, is_collection);
    if is_collection {
        dates::write_histogram(page, totals.all_entities(EntityKind::Date));
    } else {
        entities(page, EntityKind::Date, totals, is_collection);
    }
}

/// Adds the totals of many articles.
fn collection(page: &mut Page, totals: &Totals) {
    let sums = &totals.sums;
    page.heading(&page.wording(&PageText::Articles { documents: sums.documents, failed: sums.failed }));
    let undated = sums.dates.undated;
    if let Some((first, last)) = sums.dates.span {
        page.message(&PageText::DatesOfArticles { first, last, undated });
    }
    counts(page, &sums.counts);
    let count = |kind| totals.entity_count(kind);
    page.message(&PageText::Entities {
        people: count(EntityKind::Person),
        countries: count(EntityKind::Country),
        dates: count(EntityKind::Date),
    });
}

/// Adds what is known about a single article.
fn article(page: &mut Page, article: &ListedArticle) {
    page.heading(&article.document);
    if let Some(title) = article.title.as_deref().filter(|title| !title.is_empty()) {
        page.text(title);
    }
    let date = article.date.clone().unwrap_or_default();
    page.message(&match article.date_from.as_deref() {
        Some("record") => PageText::DateFromRecord { date },
        Some("front_matter") => PageText::DateFromFrontMatter { date },
        Some("page") => PageText::DateFromPage { date },
        Some("url") => PageText::DateFromUrl { date },
        Some("file_name") => PageText::DateFromFileName { date },
        Some("dateline") => PageText::DateFromDateline { date },
        Some("crawl") => PageText::DateFromCrawl { date },
        Some("option") => PageText::DateFromOption { date },
        _ => PageText::NoArticleDate,
    });
}

fn counts(page: &mut Page, counts: &Counts) {
    let Counts { bytes, sentences, words, terms, stop_words, .. } = counts;
    let (terms, stop_words) = (terms.unwrap_or(0), stop_words.unwrap_or(0));
    page.message(&PageText::CountsOfWords { words: *words, sentences: *sentences, bytes: *bytes, terms, stop_words });
}

/// The columns of counts: of a single article, the number of documents is always 1.
fn count_columns(is_collection: bool) -> Vec<Column> {
    let columns = [Column::number("count"), Column::number("documents")];
    columns.into_iter().take(if is_collection { 2 } else { 1 }).collect()
}

fn terms(page: &mut Page, totals: &Totals, is_collection: bool) {
    let mut columns = vec![Column::text("term")];
    columns.extend(count_columns(is_collection));
    let line = |term: TermRow<'_>| {
        let cells = [term.term.to_owned(), page.number(term.count), page.number(term.documents)];
        Line::new(cells.into_iter().take(columns.len())).with_count(term.count)
    };
    let lines: Vec<Line> = totals.terms().map(line).collect();
    page.section(&PageText::TermsHeading, &columns, &lines, Some(1), totals.term_count());
}

fn entities(page: &mut Page, kind: EntityKind, totals: &Totals, is_collection: bool) {
    let (rows, all) = match kind {
        EntityKind::Date => {
            let rows = dates::folded(totals.all_entities(kind).collect());
            let all = rows.len();
            (rows, all)
        }
        _ => (totals.entities(kind).collect(), totals.entity_count(kind)),
    };
    let shown = || rows.iter().take(totals.top());
    // Only the label of a country says more than its code.
    let has_code = kind == EntityKind::Country && !page.is_narrow();
    let mut columns = Vec::from_iter(has_code.then(|| Column::text("entity")));
    columns.push(Column::text("label"));
    let count_column = columns.len();
    columns.extend(count_columns(is_collection));
    let line = |entity: &EntityRow<'_>| {
        let mut cells = Vec::from_iter(has_code.then(|| entity.entity.unwrap_or_default().to_owned()));
        cells.extend([page.name(entity.label), page.number(entity.count)]);
        cells.extend(is_collection.then(|| page.number(entity.documents)));
        Line::new(cells).with_count(entity.count)
    };
    let lines: Vec<Line> = shown().map(line).collect();
    let room = page.room(&columns, &lines, true);
    let with_forms = |(line, entity): (Line, &EntityRow<'_>)| line.with_cell(&forms(&entity.forms, room));
    let lines: Vec<Line> = lines.into_iter().zip(shown()).map(with_forms).collect();
    columns.push(Column::text("forms"));
    let title = match kind {
        EntityKind::Person => PageText::PeopleHeading,
        EntityKind::Country => PageText::CountriesHeading,
        _ => PageText::DatesHeading,
    };
    page.section(&title, &columns, &lines, Some(count_column), all);
}

/// The first forms with their counts that fit, and the number of the others: `Putin (3); Vladimir Putin (1); +19`.
fn forms(forms: &[Form<'_>], room: usize) -> String {
    let first = |number: usize| {
        let mut shown: Vec<String> = forms.iter().take(number).map(Form::to_string).collect();
        let others = forms.len() - shown.len();
        shown.extend((others > 0).then(|| format!("+{others}")));
        shown.join("; ")
    };
    longest_that_fits(forms.len().min(MOST_FORMS), room, first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_forms_are_shown_as_fit_up_to_three() {
        let all = ["a", "b", "c", "d", "e"].map(|text| Form { text, count: 1 });
        assert_eq!(forms(&all[..3], 80), "a (1); b (1); c (1)");
        assert_eq!(forms(&all, 80), "a (1); b (1); c (1); +2");
        assert_eq!(forms(&all, 20), "a (1); b (1); +3");
        assert_eq!(forms(&all, 7), "a (1);…");
        assert_eq!(forms(&[], 0), "");
    }
}
