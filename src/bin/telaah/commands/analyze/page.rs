//! The overview that `telaah analyze` writes for people: of one article, or of many.

use std::fmt::Write as _;
use std::io;

use serde::Deserialize;
use telaah::Counts;
use telaah::entities::EntityKind;
use telaah::report::format::{FormatOptions, NDJSON};
use telaah::report::rows::{EntityRow, Form, TermRow};
use telaah::report::{Column, Encoder};

use crate::cli::messages::{Message, PageText, Result};
use crate::commands::analyze::totals::Totals;
use crate::ui::page::Page;
use crate::ui::table::Line;

/// The number of articles that are listed.
const LISTED: usize = 25;
/// The number of terms and of entities of each kind in such a line.
const NAMED: usize = 3;

/// The first articles. The analyzing threads write a [`DocumentReport`](telaah::report::rows::DocumentReport) for each in NDJSON.
#[derive(Debug, Default)]
pub(super) struct ListedArticles(Vec<ListedArticle>);

/// The fields of a document report that appear on the page.
#[derive(Debug, Deserialize)]
struct ListedArticle {
    document: String,
    title: Option<String>,
    date: Option<String>,
    date_from: Option<String>,
    counts: Option<Counts>,
    terms: Option<Vec<ListedTerm>>,
    people: Option<Vec<ListedEntity>>,
    countries: Option<Vec<ListedEntity>>,
    error: Option<String>,
    duplicate_of: Option<String>,
}

#[derive(Debug, Deserialize)]
struct ListedTerm {
    term: String,
    count: u64,
}

#[derive(Debug, Deserialize)]
struct ListedEntity {
    canonical: Option<String>,
    label: String,
    count: u64,
}

impl ListedArticles {
    /// The encoder of the rows for [`ListedArticles::add`].
    pub(super) fn encoder() -> Result<Encoder> {
        let missing = Message::MissingFeature { format: NDJSON.name, feature: NDJSON.name };
        Ok(NDJSON.encoder(&FormatOptions::default()).ok_or(missing)?)
    }

    /// Keeps the articles of these rows, as long as the list is not full.
    pub(super) fn add(&mut self, rows: &[u8]) -> io::Result<()> {
        for line in rows.split_inclusive(|&b| b == b'\n').take(LISTED - self.0.len()) {
            self.0.push(serde_json::from_slice(line)?);
        }
        Ok(())
    }
}

/// The page, while the overview is added.
struct Overview<'a> {
    page: &'a mut Page,
}

/// Adds the overview to a page.
pub(super) fn write(page: &mut Page, articles: &ListedArticles, totals: &Totals) {
    let mut page = Overview { page };
    let sums = &totals.sums;
    match &*articles.0 {
        [only] if sums.documents == 1 && sums.failed == 0 => {
            page.article(only);
            page.counts(&sums.counts);
        }
        listed => {
            let heading = PageText::Articles { documents: sums.documents, failed: sums.failed };
            page.page.heading(&page.page.wording(&heading));
            page.counts(&sums.counts);
            page.articles(listed, sums.documents + sums.failed + sums.duplicates);
        }
    }
    page.terms(totals);
    for (kind, title) in [
        (EntityKind::Person, PageText::PeopleHeading),
        (EntityKind::Country, PageText::CountriesHeading),
        (EntityKind::Date, PageText::DatesHeading),
    ] {
        page.entities(kind, title, totals);
    }
}

impl Overview<'_> {
    fn article(&mut self, article: &ListedArticle) {
        self.page.heading(&article.document);
        if let Some(title) = article.title.as_deref().filter(|title| !title.is_empty()) {
            self.page.text(title);
        }
        let date = article.date.clone().unwrap_or_default();
        let line = match article.date_from.as_deref() {
            Some("record") => PageText::DateFromRecord { date },
            Some("front_matter") => PageText::DateFromFrontMatter { date },
            Some("page") => PageText::DateFromPage { date },
            Some("url") => PageText::DateFromUrl { date },
            Some("file_name") => PageText::DateFromFileName { date },
            Some("dateline") => PageText::DateFromDateline { date },
            Some("crawl") => PageText::DateFromCrawl { date },
            Some("option") => PageText::DateFromOption { date },
            _ => PageText::NoArticleDate,
        };
        self.page.message(&line);
    }

    fn counts(&mut self, counts: &Counts) {
        let Counts { bytes, sentences, words, terms, stop_words, .. } = counts;
        let (terms, stop_words) = (terms.unwrap_or(0), stop_words.unwrap_or(0));
        let counts = PageText::CountsOfWords { words: *words, sentences: *sentences, bytes: *bytes, terms, stop_words };
        self.page.message(&counts);
    }

    fn articles(&mut self, articles: &[ListedArticle], all: u64) {
        let columns = [
            Column::text("document"),
            Column::text("date"),
            Column::number("words"),
            Column::text("top_terms"),
            Column::text("people"),
            Column::text("countries"),
        ];
        let line = |article: &ListedArticle| {
            let terms = article.terms.iter().flatten().map(|t| (&*t.term, t.count));
            let entities = |list: &Option<Vec<ListedEntity>>| {
                let name = |e: &ListedEntity| (e.canonical.as_ref().unwrap_or(&e.label).clone(), e.count);
                first_of(list.iter().flatten().map(name))
            };
            // An article without terms has the reason in their place.
            let failed = article.error.clone().map(|problem| PageText::FailedCell { problem });
            let skipped = || article.duplicate_of.clone().map(|first| PageText::DuplicateCell { first });
            let reason = failed.or_else(skipped).map(|reason| self.page.wording(&reason));
            Line::new([
                article.document.clone(),
                article.date.clone().unwrap_or_default(),
                article.counts.map(|counts| self.page.number(counts.words)).unwrap_or_default(),
                reason.unwrap_or_else(|| first_of(terms)),
                entities(&article.people),
                entities(&article.countries),
            ])
        };
        let lines: Vec<Line> = articles.iter().map(line).collect();
        self.page.section(
            &PageText::ArticlesHeading,
            &columns,
            &lines,
            None,
            usize::try_from(all).unwrap_or(usize::MAX),
        );
    }

    fn terms(&mut self, totals: &Totals) {
        let columns = [Column::text("term"), Column::number("count"), Column::number("documents")];
        let line = |term: TermRow<'_>| {
            let cells = [term.term.to_owned(), self.page.number(term.count), self.page.number(term.documents)];
            Line::new(cells).with_count(term.count)
        };
        let lines: Vec<Line> = totals.terms().map(line).collect();
        self.page.section(&PageText::TermsHeading, &columns, &lines, Some(1), totals.term_count());
    }

    fn entities(&mut self, kind: EntityKind, title: PageText, totals: &Totals) {
        let [label, count, documents, forms] =
            [Column::text("label"), Column::number("count"), Column::number("documents"), Column::text("forms")];
        // Only the label of a country says more than its canonical form.
        let (columns, count_column) = match kind {
            EntityKind::Country => (vec![Column::text("canonical"), label, count, documents, forms], 2),
            _ => (vec![label, count, documents, forms], 1),
        };
        let line = |entity: EntityRow<'_>| {
            let forms: Vec<String> = entity.forms.iter().map(Form::to_string).collect();
            let canonical = entity.canonical.filter(|_| kind == EntityKind::Country).map(str::to_owned);
            let mut cells = Vec::from_iter((kind == EntityKind::Country).then(|| canonical.unwrap_or_default()));
            cells.extend([entity.label.to_owned(), self.page.number(entity.count), self.page.number(entity.documents)]);
            cells.push(forms.join("; "));
            Line::new(cells).with_count(entity.count)
        };
        let lines: Vec<Line> = totals.entities(kind).map(line).collect();
        self.page.section(&title, &columns, &lines, Some(count_column), totals.entity_count(kind));
    }
}

/// The first items of a list with their counts: `harga (12); beras (9); …`.
fn first_of<T: std::fmt::Display>(items: impl Iterator<Item = (T, u64)>) -> String {
    let mut text = String::new();
    for (n, (item, count)) in items.take(NAMED + 1).enumerate() {
        let separator = if n > 0 { "; " } else { "" };
        let _ = if n < NAMED { write!(text, "{separator}{item} ({count})") } else { write!(text, "{separator}…") };
    }
    text
}
