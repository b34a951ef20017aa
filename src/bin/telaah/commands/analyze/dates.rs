//! The dates on the page of `telaah analyze`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use telaah::report::Column;
use telaah::report::rows::EntityRow;

use crate::cli::messages::PageText;
use crate::ui::page::Page;
use crate::ui::table::Line;

/// The most months of a histogram.
const MOST_MONTHS: usize = 24;

/// The dates with those that have no value folded by case: `Senin` and `senin` are one row. Sorted by descending count.
pub(super) fn folded(rows: Vec<EntityRow<'_>>) -> Vec<EntityRow<'_>> {
    let mut indices: HashMap<String, usize> = HashMap::new();
    let mut folded: Vec<EntityRow<'_>> = Vec::with_capacity(rows.len());
    for row in rows {
        let index = match row.entity {
            Some(_) => folded.len(),
            None => *indices.entry(row.label.to_lowercase()).or_insert(folded.len()),
        };
        match folded.get_mut(index) {
            None => folded.push(row),
            Some(same) => {
                same.count += row.count;
                same.forms.extend(row.forms);
                same.forms.sort_by_key(|form| (Reverse(form.count), form.text));
            }
        }
    }
    folded.sort_by_key(|row| Reverse(row.count));
    folded
}

/// The mentions of dates by month.
#[derive(Debug, Default, PartialEq, Eq)]
struct Histogram {
    /// By the number of the month, counted from January of the year 0.
    months: BTreeMap<usize, u64>,
    /// Mentions of years and other periods that are not in one month.
    others: u64,
    /// Mentions without a value.
    unresolved: u64,
}

/// Adds a histogram of the dates to a page.
pub(super) fn write_histogram<'a>(page: &mut Page, dates: impl Iterator<Item = EntityRow<'a>>) {
    let histogram = Histogram::new(dates.map(|row| (row.entity, row.count)));
    let rows = histogram.rows(page);
    let columns = [Column::text("month"), Column::number("count")];
    let line = |(name, count)| Line::new([name, page.number(count)]).with_count(count);
    let lines: Vec<Line> = rows.into_iter().map(line).collect();
    page.gap();
    page.heading(&page.wording(&PageText::MonthsHeading));
    page.table(&columns, &lines, Some(1));
    let Histogram { others, unresolved, .. } = histogram;
    if others > 0 || unresolved > 0 {
        page.message(&PageText::OtherDates { others, unresolved });
    }
}

impl Histogram {
    fn new<'a>(dates: impl Iterator<Item = (Option<&'a str>, u64)>) -> Self {
        let mut histogram = Self::default();
        for (value, count) in dates {
            match value.map(month_of) {
                None => histogram.unresolved += count,
                Some(None) => histogram.others += count,
                Some(Some(month)) => *histogram.months.entry(month).or_default() += count,
            }
        }
        histogram
    }

    /// The rows: each month from the first to the last. Of a longer time those with the most mentions, and the sums before and after.
    fn rows(&self, page: &Page) -> Vec<(String, u64)> {
        let Some((first, last)) = self.window() else { return Vec::new() };
        let sum = |range: &mut dyn Iterator<Item = (&usize, &u64)>| range.map(|(_, count)| count).sum::<u64>();
        let before = sum(&mut self.months.range(..first));
        let after = sum(&mut self.months.range(last + 1..));
        let mut rows = Vec::new();
        if before > 0 {
            rows.push((page.wording(&PageText::Earlier), before));
        }
        rows.extend((first..=last).map(|month| (name_of(month), self.months.get(&month).copied().unwrap_or(0))));
        if after > 0 {
            rows.push((page.wording(&PageText::Later), after));
        }
        rows
    }

    /// The first and the last of the consecutive months with the most mentions; of several, the latest.
    fn window(&self) -> Option<(usize, usize)> {
        let sum_from =
            |first: usize| self.months.range(first..first + MOST_MONTHS).map(|(_, count)| count).sum::<u64>();
        let first = *self.months.keys().max_by_key(|first| sum_from(**first))?;
        let (last, _) = self.months.range(first..first + MOST_MONTHS).next_back()?;
        Some((first, *last))
    }
}

/// The number of the month that a date in EDTF is in: `2024-05-02`, `2024-05`, `2024-05-02/2024-05-04`. `None` if it is not in one month.
fn month_of(date: &str) -> Option<usize> {
    let month = |date: &str| {
        let mut parts = date.split('-');
        let (year, month) = (parts.next()?, parts.next()?);
        let number = |text: &str, digits| (text.len() == digits).then(|| text.parse::<usize>().ok()).flatten();
        let (year, month) = (number(year, 4)?, number(month, 2)?);
        (1..=12).contains(&month).then(|| year * 12 + month - 1)
    };
    match date.split_once('/') {
        None => month(date),
        Some((start, end)) => month(start).filter(|start| month(end) == Some(*start)),
    }
}

fn name_of(month: usize) -> String {
    format!("{:04}-{:02}", month / 12, month % 12 + 1)
}

#[cfg(test)]
mod tests {
    use telaah::report::rows::Form;

    use super::*;

    #[test]
    fn dates_without_a_value_are_folded_by_case() {
        let row = |entity, label, count| {
            let forms = vec![Form { text: label, count }];
            EntityRow { kind: "date", entity, canonical: entity, label, count, documents: 1, forms, confidence: None }
        };
        let rows = vec![
            row(Some("2024-05"), "2024-05", 3),
            row(None, "Senin", 2),
            row(None, "kemarin", 2),
            row(None, "senin", 2),
            row(Some("2024"), "2024", 1),
        ];
        let folded: Vec<_> = folded(rows).into_iter().map(|row| (row.label, row.count, row.forms.len())).collect();
        assert_eq!(folded, [("Senin", 4, 2), ("2024-05", 3, 1), ("kemarin", 2, 1), ("2024", 1, 1)]);
    }

    #[test]
    fn dates_in_one_month_belong_to_it() {
        let month = |date: &str| month_of(date).map(name_of);
        for date in ["2024-05-02", "2024-05", "2024-05-02/2024-05-04"] {
            assert_eq!(month(date).as_deref(), Some("2024-05"), "{date}");
        }
        for date in ["2024", "199X", "2024-22", "2024-W52", "2024-Q3", "XXXX-08-17", "2024-05-31/2024-06-02", ""] {
            assert_eq!(month(date), None, "{date}");
        }
    }

    #[test]
    fn the_window_has_the_most_mentions() {
        let window = |dates: &[(&'static str, u64)]| {
            let histogram = Histogram::new(dates.iter().map(|(date, count)| (Some(*date), *count)));
            histogram.window().map(|(first, last)| (name_of(first), name_of(last)))
        };
        let names = |first: &str, last: &str| Some((first.to_owned(), last.to_owned()));
        assert_eq!(window(&[]), None);
        assert_eq!(window(&[("2024-05-02", 1), ("2024-03", 1), ("2024", 9)]), names("2024-03", "2024-05"));
        assert_eq!(
            window(&[("1945-08-17", 9), ("2022-01", 5), ("2023-12", 5), ("2024-01", 1)]),
            names("2022-01", "2023-12")
        );
        assert_eq!(window(&[("1945-08", 1), ("2045-08", 1)]), names("2045-08", "2045-08"));
    }
}
