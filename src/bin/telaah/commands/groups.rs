//! `--by`: rankings for groups of documents, and lines of their trends.

use clap::Args;
use telaah::report::rows::{GroupBy, GroupSize, MoreColumns};
use telaah::report::{CellValue, ColumnKind, TableSchema};

use crate::cli::completers::candidates;
use crate::cli::language::help;
use crate::commands::strips::drawn_heading;
use crate::report::Report;
use crate::session::Session;
use crate::ui::sparkline::sparkline;

/// The most periods of a trend.
const MOST_PERIODS: usize = 10_000;

#[derive(Debug, Args)]
#[command(next_help_heading = help("Groups", "Pengelompokan"))]
pub(crate) struct GroupArguments {
    #[arg(long, add = candidates(GroupBy::NAMED.map(|(name, _)| name)), value_name = help("GROUP", "KELOMPOK"), help = help(
        "A ranking for each group of documents: day, week, month, year, source, or a field of the records",
        "Satu peringkat untuk tiap kelompok dokumen: day (hari), week (minggu), month (bulan), year (tahun), source (sumber), atau bidang rekaman"))]
    by: Option<String>,
    #[arg(long, requires = "by", help = help(
        "With --by, one ranking with a column of counts for each group",
        "Dengan --by, satu peringkat dengan satu kolom jumlah untuk tiap kelompok"))]
    pub(crate) wide: bool,
}

impl GroupArguments {
    /// The groups that are asked for; a field is read from the records.
    pub(crate) fn by(&self, session: &mut Session<'_>) -> Option<GroupBy> {
        let name = self.by.as_deref()?;
        let named = GroupBy::NAMED.into_iter().find(|(known, _)| *known == name);
        Some(named.map(|(_, by)| by).unwrap_or_else(|| {
            session.options.fields.kept.push(name.to_owned());
            GroupBy::Field(session.options.fields.kept.len() - 1)
        }))
    }
}

/// The heading of the column of trends; `None` if rows have none.
pub(crate) fn trend_heading(session: &Session<'_>, report: &Report) -> Option<&'static str> {
    drawn_heading(session, report, "trend", 0)
}

/// The groups of a run, and lines that show how counts change from one period to the next.
pub(crate) struct Trends {
    groups: Vec<(String, GroupSize)>,
    /// The heading of the trends.
    heading: Option<&'static str>,
    /// For each period the index of its group, if there are documents of it; `None` without trends.
    periods: Option<Vec<Option<usize>>>,
}

impl Trends {
    pub(crate) fn new<'g>(
        by: GroupBy,
        groups: impl Iterator<Item = (&'g str, GroupSize)>,
        heading: Option<&'static str>,
    ) -> Self {
        let groups: Vec<_> = groups.map(|(name, size)| (name.to_owned(), size)).collect();
        let place = |name: &str| groups.binary_search_by(|(group, _)| (**group).cmp(name)).ok();
        let dated = || groups.iter().filter(|(name, _)| !name.is_empty());
        let periods = || {
            let (first, last) = (&dated().next()?.0, &dated().next_back()?.0);
            // Without the empty ones if they are too many: a wrong date may be centuries away.
            let names = by.periods(first, last, MOST_PERIODS);
            let names = names.unwrap_or_else(|| dated().map(|(name, _)| name.clone()).collect());
            Some(names.iter().map(|name| place(name)).collect())
        };
        let periods = if heading.is_some() && by.is_time() { periods() } else { None };
        Self { groups, heading: heading.filter(|_| periods.is_some()), periods }
    }

    /// The columns of the groups after those of a table, and that of the trend.
    pub(crate) fn wide_columns(&self, table: TableSchema) -> MoreColumns {
        let trend = self.heading.map(|heading| (heading, ColumnKind::Text));
        let groups = self.groups.iter().map(|(name, _)| (&**name, ColumnKind::Number));
        MoreColumns::new(trend.into_iter().chain(groups), table)
    }

    pub(crate) fn wide_cells<'a>(&self, counts: &[u64], trend: Option<&'a str>) -> Vec<CellValue<'a>> {
        trend.map(CellValue::Text).into_iter().chain(counts.iter().copied().map(CellValue::Number)).collect()
    }

    /// The column of the trend after those of a table.
    pub(crate) fn trend_column(&self, table: TableSchema) -> MoreColumns {
        MoreColumns::new(self.heading.map(|heading| (heading, ColumnKind::Text)), table)
    }

    pub(crate) fn trend_cell(trend: Option<&str>) -> Vec<CellValue<'_>> {
        trend.map(CellValue::Text).into_iter().collect()
    }

    /// The line of these counts, one for each group.
    pub(crate) fn line(&self, counts: &[u64]) -> Option<String> {
        let value = |group: Option<usize>| {
            let (count, (_, size)) = (counts.get(group?)?, self.groups.get(group?)?);
            Some((*count, size.words))
        };
        self.periods.as_ref().map(|periods| sparkline(periods.iter().map(|group| value(*group))))
    }

    /// Like [`Trends::line`]; `counts` is only called if there are lines.
    pub(crate) fn line_of(&self, counts: impl FnOnce() -> Vec<u64>) -> Option<String> {
        self.periods.as_ref()?;
        self.line(&counts())
    }
}
