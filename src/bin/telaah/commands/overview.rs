//! `telaah analyze` for people: one page on one article, or on many.

use std::fmt::Write as _;
use std::io::Write as _;

use anyhow::Context;
use telaah::Counts;
use telaah::entities::EntityKind;
use telaah::report::schema::{DocumentReport, EntityRow};
use telaah::report::{Column, Row};

use crate::Exit;
use crate::cli::language::Language;
use crate::commands::analyze::{Job, Results};
use crate::commands::exit_of;
use crate::output::{Target, WRITING};
use crate::setup::OutputPlan;
use crate::ui::table::{Style, shown_rows};

/// Articles that are listed one by one.
const LISTED: usize = 25;
/// Terms and entities that are named in such a line.
const NAMED: usize = 3;

pub(crate) fn run(job: Job<'_>, plan: &OutputPlan) -> anyhow::Result<Exit> {
    let mut target = Target::open(plan.path.as_deref())?;
    let style = Style::new(target.is_terminal(), plan.bars, job.console);
    let mut listed: Vec<Vec<String>> = Vec::new();
    let results = job.results(false, None, |bytes| {
        let wanted = LISTED.saturating_sub(listed.len());
        listed.extend(shown_rows(bytes).take(wanted));
        Ok(())
    })?;
    let language = job.console.language_of_page(target.is_terminal());
    let page = page(&listed, &results, job.top, style, language);
    target.write_all(page.as_bytes()).context(WRITING)?;
    target.finish()?;
    Ok(exit_of(&results.sums))
}

fn page(listed: &[Vec<String>], results: &Results, top: usize, style: Style, language: Language) -> String {
    let mut page = String::new();
    let sums = &results.sums;
    match listed {
        [only] if sums.documents == 1 && sums.failed == 0 => {
            head_of_article(only, &mut page, style, language);
            describe(&sums.counts, &mut page, language);
        }
        _ => {
            let failed = if sums.failed > 0 { format!(", {} failed", sums.failed) } else { String::new() };
            let heading = format!("{} articles{failed}", sums.documents);
            let _ = writeln!(page, "{}", style.heading(&language.say(&heading)));
            describe(&sums.counts, &mut page, language);
            let all = sums.documents + sums.failed + sums.duplicates;
            list_articles(listed, all, &mut page, style, language);
        }
    }
    let terms = results.terms(top).map(|t| vec![t.term.to_owned(), t.count.to_string(), t.documents.to_string()]);
    let columns = [Column::text("term"), Column::number("count"), Column::number("documents")];
    section("Terms", &columns, &terms.collect::<Vec<_>>(), results.terms.len(), &mut page, style, language);
    for (kind, title) in
        [(EntityKind::Person, "People"), (EntityKind::Country, "Countries"), (EntityKind::Date, "Dates")]
    {
        let all = results.entities(kind, 0).count();
        // Only the label of a country says more than its canonical form.
        let hidden = if kind == EntityKind::Country { "kind" } else { "canonical" };
        let rows: Vec<Vec<String>> = results.entities(kind, top).map(|entity| entity_cells(entity, hidden)).collect();
        let columns: Vec<Column> = EntityRow::COLUMNS
            .iter()
            .filter(|column| column.name != "kind" && column.name != hidden)
            .copied()
            .collect();
        section(title, &columns, &rows, all, &mut page, style, language);
    }
    page
}

/// The cell of a row of documents.
fn cell_of<'r>(row: &'r [String], name: &str) -> &'r str {
    let place = DocumentReport::COLUMNS.iter().position(|column| column.name == name);
    place.and_then(|place| row.get(place)).map_or("", String::as_str)
}

fn head_of_article(row: &[String], page: &mut String, style: Style, language: Language) {
    let cell = |name: &str| cell_of(row, name);
    let _ = writeln!(page, "{}", style.heading(cell("document")));
    if !cell("title").is_empty() {
        let _ = writeln!(page, "{}", cell("title"));
    }
    let source = match cell("date_from") {
        "record" => "by the record",
        "front_matter" => "by its front matter",
        "page" => "by its page",
        "url" => "by its address",
        "file_name" => "by the name of the file",
        "dateline" => "by its dateline",
        "option" => "by --date",
        _ => "",
    };
    let _ = match cell("date") {
        "" => writeln!(
            page,
            "{}",
            language.say("no date: --date gives one, which days like \"kemarin\" are counted from")
        ),
        date => writeln!(page, "{}", language.say(&format!("{date}, {source}"))),
    };
}

fn describe(counts: &Counts, page: &mut String, language: Language) {
    let Counts { bytes, sentences, words, terms, stop_words, .. } = counts;
    let (terms, stop_words) = (terms.unwrap_or(0), stop_words.unwrap_or(0));
    let sums = format!(
        "{words} words in {sentences} sentences, {bytes} bytes; {terms} words counted as terms, {stop_words} stop words"
    );
    let _ = writeln!(page, "{}", language.say(&sums));
}

fn list_articles(listed: &[Vec<String>], all: u64, page: &mut String, style: Style, language: Language) {
    let columns = ["document", "date", "words", "top_terms", "people", "countries"];
    let places: Vec<usize> =
        columns.iter().filter_map(|name| DocumentReport::COLUMNS.iter().position(|c| c.name == *name)).collect();
    let rows: Vec<Vec<String>> = listed
        .iter()
        .map(|row| {
            let cell = |place: &usize| row.get(*place).map(|cell| shorten(cell)).unwrap_or_default();
            let mut cells: Vec<String> = places.iter().map(cell).collect();
            // Why it has none.
            let why = |name: &str, what: &str| {
                let why = cell_of(row, name);
                (!why.is_empty()).then(|| language.say(&format!("{what}{why}")))
            };
            if let (Some(why), Some(terms)) =
                (why("error", "failed: ").or_else(|| why("duplicate_of", "like ")), cells.get_mut(3))
            {
                *terms = why;
            }
            cells
        })
        .collect();
    let columns: Vec<Column> = places.iter().filter_map(|&place| DocumentReport::COLUMNS.get(place).copied()).collect();
    section("Articles", &columns, &rows, usize::try_from(all).unwrap_or(usize::MAX), page, style, language);
}

/// The first few of a list in a cell.
fn shorten(cell: &str) -> String {
    let mut parts = cell.split("; ");
    let mut short = parts.by_ref().take(NAMED).collect::<Vec<_>>().join("; ");
    if parts.next().is_some() {
        short.push_str("; …");
    }
    short
}

fn entity_cells(entity: EntityRow<'_>, hidden: &str) -> Vec<String> {
    let forms: Vec<String> = entity.forms.iter().map(|form| format!("{} ({})", form.text, form.count)).collect();
    let mut cells =
        vec![entity.label.to_owned(), entity.count.to_string(), entity.documents.to_string(), forms.join("; ")];
    if hidden != "canonical" {
        cells.insert(0, entity.canonical.unwrap_or_default().to_owned());
    }
    cells
}

fn section(
    title: &str,
    columns: &[Column],
    rows: &[Vec<String>],
    all: usize,
    page: &mut String,
    style: Style,
    language: Language,
) {
    let number = if rows.len() < all { language.say(&format!("{} of {all}", rows.len())) } else { all.to_string() };
    let _ = writeln!(page, "\n{}", style.heading(&format!("{} ({number})", language.say(title))));
    if !rows.is_empty() {
        let counts = columns.iter().position(|column| column.name == "count");
        let most = counts.and_then(|at| rows.iter().filter_map(|row| row.get(at)?.parse().ok()).max());
        page.push_str(&style.lay_out(columns, rows, true, most));
    }
}
