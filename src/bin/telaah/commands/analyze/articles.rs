//! The articles on the page of `telaah analyze`.

use std::io;

use serde::Deserialize;
use telaah::Counts;
use telaah::report::format::{FormatOptions, NDJSON};
use telaah::report::{Column, Encoder};

use crate::cli::messages::{Message, PageText, Result};
use crate::ui::page::{Page, longest_that_fits};
use crate::ui::table::compact::cut;
use crate::ui::table::{GAP, Line};

/// The number of terms and of entities of each kind in a line.
const NAMED: usize = 3;

/// The first articles. The analyzing threads write a [`DocumentReport`](telaah::report::rows::DocumentReport) for each in NDJSON.
#[derive(Debug)]
pub(super) struct ListedArticles {
    articles: Vec<ListedArticle>,
    /// The most articles that are kept.
    limit: usize,
}

/// The fields of a document report that appear on the page.
#[derive(Debug, Deserialize)]
pub(super) struct ListedArticle {
    pub(super) document: String,
    pub(super) title: Option<String>,
    pub(super) date: Option<String>,
    pub(super) date_from: Option<String>,
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
    entity: Option<String>,
    label: String,
    count: u64,
}

impl ListedArticles {
    /// A list of at most `limit` articles.
    pub(super) const fn new(limit: usize) -> Self {
        Self { articles: Vec::new(), limit }
    }

    /// The encoder of the rows for [`ListedArticles::add`].
    pub(super) fn encoder() -> Result<Encoder> {
        let missing = Message::MissingFeature { format: NDJSON.name, feature: NDJSON.name };
        Ok(NDJSON.encoder(&FormatOptions::default()).ok_or(missing)?)
    }

    /// Keeps the articles of these rows, as long as the list is not full.
    pub(super) fn add(&mut self, rows: &[u8]) -> io::Result<()> {
        for line in rows.split_inclusive(|&b| b == b'\n').take(self.limit - self.articles.len()) {
            self.articles.push(serde_json::from_slice(line)?);
        }
        Ok(())
    }

    /// The first article.
    pub(super) fn first(&self) -> Option<&ListedArticle> {
        self.articles.first()
    }

    /// Adds a table of the articles to a page. `all`: the number of all articles.
    pub(super) fn write(&self, page: &mut Page, all: u64) {
        let folder = common_folder(self.articles.iter().map(|article| &*article.document));
        let mut columns = vec![Column::text("document"), Column::text("date"), Column::number("words")];
        let lines: Vec<Line> = self.articles.iter().map(|article| article.line(folder, page)).collect();
        let lists = Lists::new(page.room(&columns, &lines, false), page.is_narrow());
        let with_lists = |(line, article): (Line, &ListedArticle)| article.with_lists(line, lists, page);
        let lines: Vec<Line> = lines.into_iter().zip(&self.articles).map(with_lists).collect();
        columns.push(Column::text("top_terms"));
        if !page.is_narrow() {
            columns.extend([Column::text("people"), Column::text("countries")]);
        }
        let heading = match folder.trim_end_matches('/') {
            "" => PageText::ArticlesHeading,
            folder => PageText::ArticlesIn { folder: folder.to_owned() },
        };
        page.section(&heading, &columns, &lines, None, usize::try_from(all).unwrap_or(usize::MAX));
    }
}

/// The room for the lists of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Lists {
    terms: usize,
    people: usize,
    countries: usize,
}

impl Lists {
    /// Divides the room. In a narrow window there is only the list of terms.
    fn new(room: usize, is_narrow: bool) -> Self {
        if is_narrow {
            return Self { terms: room, people: 0, countries: 0 };
        }
        let room = room.saturating_sub(2 * GAP);
        // Three codes with their counts, and `…`.
        let countries = 25.min(room / 3);
        let terms = (room - countries) / 2;
        Self { terms, people: room - countries - terms, countries }
    }
}

impl ListedArticle {
    /// The beginning of its line in the table, without the common folder.
    fn line(&self, folder: &str, page: &Page) -> Line {
        Line::new([
            page.name(self.document.strip_prefix(folder).unwrap_or(&self.document)),
            self.date.clone().unwrap_or_default(),
            self.counts.map(|counts| page.number(counts.words)).unwrap_or_default(),
        ])
    }

    fn with_lists(&self, line: Line, lists: Lists, page: &Page) -> Line {
        let terms = self.terms.iter().flatten().map(|term| (&*term.term, term.count));
        let entities = |list: &Option<Vec<ListedEntity>>, room| {
            let name = |e: &ListedEntity| (e.entity.as_ref().unwrap_or(&e.label).clone(), e.count);
            first_of(list.iter().flatten().map(name), room)
        };
        // An article without terms has the reason in their place.
        let failed = self.error.clone().map(|problem| PageText::FailedCell { problem });
        let skipped = || self.duplicate_of.clone().map(|first| PageText::DuplicateCell { first });
        let reason = failed.or_else(skipped).map(|reason| cut(&page.wording(&reason), lists.terms));
        let line = line.with_cell(&reason.unwrap_or_else(|| first_of(terms, lists.terms)));
        if page.is_narrow() {
            return line;
        }
        line.with_cell(&entities(&self.people, lists.people)).with_cell(&entities(&self.countries, lists.countries))
    }
}

/// The first items of a list that fit, with their counts: `harga (12); beras (9); …`.
fn first_of<T: std::fmt::Display>(items: impl Iterator<Item = (T, u64)>, room: usize) -> String {
    let items: Vec<String> = items.take(NAMED + 1).map(|(item, count)| format!("{item} ({count})")).collect();
    let first = |number: usize| {
        let mut text = items.get(..number.min(items.len())).unwrap_or_default().join("; ");
        if items.len() > number {
            text.push_str("; …");
        }
        text
    };
    longest_that_fits(items.len().min(NAMED), room, first)
}

/// The longest folder, with the slash after it, that contains all paths among the names. Names without a slash are ids of records.
fn common_folder<'a>(names: impl Iterator<Item = &'a str>) -> &'a str {
    let folder_of = |path: &'a str| path.rfind('/').map_or("", |slash| &path[..=slash]);
    let mut folders = names.map(folder_of).filter(|folder| !folder.is_empty());
    let Some(first) = folders.next() else { return "" };
    folders.fold(first, |common, folder| {
        let same = common.split_inclusive('/').zip(folder.split_inclusive('/')).take_while(|(a, b)| a == b);
        let length: usize = same.map(|(part, _)| part.len()).sum();
        common.get(..length).unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_folder_contains_every_path() {
        let common = |names: &[&'static str]| common_folder(names.iter().copied());
        assert_eq!(common(&["a/b/c.txt", "a/b/d/e.txt", "kh-1"]), "a/b/");
        assert_eq!(common(&["a/b/c.txt", "a/bc/d.txt"]), "a/");
        assert_eq!(common(&["a/b.txt", "c/d.txt"]), "");
        assert_eq!(common(&["/a/b.txt", "/c/d.txt"]), "/");
        assert_eq!(common(&["b.txt", "kh-1"]), "");
        assert_eq!(common(&[]), "");
    }

    #[test]
    fn lists_are_shortened() {
        let items = |n: u64, room| first_of((1..=n).map(|count| ("a", count)), room);
        assert_eq!(items(2, 80), "a (1); a (2)");
        assert_eq!(items(4, 80), "a (1); a (2); a (3); …");
        assert_eq!(items(3, 15), "a (1); a (2); …");
        assert_eq!(items(3, 4), "a (…");
        assert_eq!(items(0, 0), "");
        assert_eq!(Lists::new(79, false), Lists { terms: 25, people: 25, countries: 25 });
        assert_eq!(Lists::new(22, true).terms, 22);
    }
}
