//! The page of `telaah info`: the totals in words, and a table for each property with several values.

use telaah::message::Message;
use telaah::report::Column;
use telaah::report::rows::{GroupBy, InfoRow};

use crate::cli::messages::InfoText;
use crate::ui::page::Page;
use crate::ui::table::Line;

/// The most months that are shown; more are shown as years. Also the most periods that are shown because of gaps between them.
const MOST_PERIODS: usize = 36;

/// Adds the rows to a page. `sources` is the number of all sources, the lack of one included.
pub(super) fn write(page: &mut Page, rows: &[InfoRow], sources: usize) {
    let rows_of = |property| rows.iter().filter(|row| row.property == property).cloned().collect::<Vec<InfoRow>>();
    totals(page, rows);
    let (months, years) = (rows_of("month"), rows_of("year"));
    if months.len() <= MOST_PERIODS {
        section(page, &InfoText::MonthsHeading, "month", &with_gaps(months, GroupBy::Month), 0);
    } else {
        section(page, &InfoText::YearsHeading, "year", &with_gaps(years, GroupBy::Year), 0);
    }
    let shown = rows_of("source");
    if sources > 1 || shown.iter().any(|row| row.value.is_some()) {
        section(page, &InfoText::SourcesHeading, "source", &shown, sources);
    }
    section(page, &InfoText::EncodingsHeading, "encoding", &rows_of("encoding"), 0);
    section(page, &InfoText::FormatsHeading, "format", &rows_of("format"), 0);
}

/// Adds the properties that have one value.
fn totals(page: &mut Page, rows: &[InfoRow]) {
    let row = |property| rows.iter().find(|row| row.property == property);
    let documents = |property| row(property).and_then(|row| row.documents).unwrap_or(0);
    let words = |property| row(property).and_then(|row| row.words).unwrap_or(0);
    let value = |property| row(property).and_then(|row| row.value.clone());
    let total = row("total").cloned().unwrap_or_default();
    let (bytes, types) = (total.bytes.unwrap_or(0), total.types.unwrap_or(0));
    let heading = InfoText::Total { documents: documents("total"), words: words("total"), types, bytes };
    page.heading(&page.wording(&heading));
    if let (Some(first), Some(last)) = (value("first_date"), value("last_date")) {
        page.message(&InfoText::Dates { first, last });
    }
    if let (Some(shortest), Some(longest)) = (value("shortest"), value("longest"))
        && shortest != longest
    {
        let (least, most) = (words("shortest"), words("longest"));
        page.message(&InfoText::Lengths { median: words("median"), shortest: least, longest: most });
        page.message(&InfoText::Shortest { document: shortest });
        page.message(&InfoText::Longest { document: longest });
    }
    let (undated, empty, failed) = (documents("undated"), documents("empty"), documents("failed"));
    page.message(&InfoText::Problems { undated, empty, failed, garbled: documents("garbled") });
    let duplicates = documents("duplicate");
    page.message(&match value("duplicate").as_deref() {
        Some("near") => InfoText::NearDuplicates { documents: duplicates },
        _ => InfoText::ExactDuplicates { documents: duplicates },
    });
}

/// Adds a table of the values of a property, if there are any. `all`: their number, if not all of them are in `rows`.
fn section(page: &mut Page, title: &dyn Message, name: &'static str, rows: &[InfoRow], all: usize) {
    if rows.is_empty() {
        return;
    }
    let columns = [Column::text(name), Column::number("documents"), Column::number("words"), Column::number("bytes")];
    let lines: Vec<Line> = rows
        .iter()
        .map(|row| {
            let number = |number: Option<u64>| page.number(number.unwrap_or(0));
            let value = row.value.clone().unwrap_or_else(|| page.wording(&InfoText::NoSource));
            Line::new([value, number(row.documents), number(row.words), number(row.bytes)])
                .with_count(row.documents.unwrap_or(0))
        })
        .collect();
    page.section(title, &columns, &lines, Some(1), all.max(lines.len()));
}

/// The periods with those between them that have no documents, unless these are too many: a wrong date may be centuries away.
fn with_gaps(rows: Vec<InfoRow>, by: GroupBy) -> Vec<InfoRow> {
    let name = |row: Option<&InfoRow>| row.and_then(|row| row.value.clone()).unwrap_or_default();
    let Some(names) = by.periods(&name(rows.first()), &name(rows.last()), MOST_PERIODS) else { return rows };
    let mut rows = rows.into_iter().peekable();
    let row_of = |period: String| {
        let found = rows.next_if(|row| row.value.as_deref() == Some(&*period));
        found.unwrap_or_else(|| InfoRow { value: Some(period), ..InfoRow::default() })
    };
    names.into_iter().map(row_of).collect()
}
