//! `terms --dispersion`: how evenly terms are spread over documents, or over other parts.

use clap::Args;
use telaah::Settings;
use telaah::corpus::dispersion::DocumentPostings;
use telaah::report::Row;
use telaah::report::rows::{DispersionRow, GroupBy, MoreColumns, RowWithMore, TermFilter, TermGroups};

use crate::Exit;
use crate::cli::language::help;
use crate::cli::messages::{Message, Result};
use crate::commands::groups::{Trends, trend_heading};
use crate::session::Session;

/// The parts that have names.
const PARTS: [&str; 6] = ["document", "source", "day", "week", "month", "year"];

#[derive(Debug, Args)]
#[command(next_help_heading = help("Dispersion", "Sebaran"))]
pub(crate) struct DispersionArguments {
    #[arg(long, conflicts_with_all = ["by_document", "by", "wide", "stem"], help = help(
        "How evenly each term is spread over the documents: DP, Juilland's D, Carroll's D2 and the Kullback-Leibler divergence",
        "Seberapa merata tiap istilah tersebar di semua dokumen: DP, D Juilland, D2 Carroll, dan divergensi Kullback-Leibler"))]
    dispersion: bool,
    #[arg(long, requires = "dispersion", value_name = help("PART", "BAGIAN"), value_parser = PARTS, help = help(
        "With --dispersion, the parts of the corpus: document, source, or the day, week, month or year of the documents [default: document]",
        "Dengan --dispersion, bagian korpus: dokumen (document), sumber (source), atau hari, minggu, bulan, atau tahun dokumen (day, week, month, year) [bawaan: document]"))]
    parts: Option<String>,
}

impl DispersionArguments {
    /// Whether the dispersion is asked for.
    pub(crate) const fn is_given(&self) -> bool {
        self.dispersion
    }

    /// Counts the terms in the parts, and writes the ranking.
    pub(crate) fn run(&self, session: &Session<'_>, mut settings: Settings, filter: &TermFilter) -> Result<Exit> {
        let named = self.parts.as_deref().and_then(|name| GroupBy::NAMED.into_iter().find(|(known, _)| *known == name));
        let Some((_, by)) = named else { return by_document(session, settings, filter) };
        settings.datelines |= by.is_time();
        let mut report = session.report()?;
        let outcome = session.analyze(settings, false, || TermGroups::new(by), |_| Ok(()))?;
        let groups = &outcome.visitor;
        let documents = groups.ungrouped_documents();
        if documents > 0 {
            session.console.note(&Message::InNoPart { documents, needs_date: by.is_time() });
        }
        let trends = Trends::new(by, groups.groups(), trend_heading(session, &report));
        let columns: MoreColumns = trends.trend_column(DispersionRow::TABLE);
        let parts = groups.parts();
        let mut rows = filter.dispersion_rows(&parts).peekable();
        report.begin_ranking(columns.after(DispersionRow::TABLE), rows.peek().map(|row| row.count))?;
        for row in rows {
            let trend = trends.line_of(|| groups.counts_of(row.term));
            report.rows([RowWithMore { row, columns, cells: Trends::trend_cell(trend.as_deref()) }])?;
        }
        session.finish(report, &outcome.sums)
    }
}

fn by_document(session: &Session<'_>, settings: Settings, filter: &TermFilter) -> Result<Exit> {
    let mut report = session.report()?;
    let outcome = session.analyze(settings, false, DocumentPostings::default, |_| Ok(()))?;
    let parts = outcome.visitor.parts();
    let mut rows = filter.dispersion_rows(&parts).peekable();
    report.ranking(rows.peek().map(|row| row.count), rows)?;
    session.finish(report, &outcome.sums)
}
