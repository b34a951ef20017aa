//! `terms --dispersion`: how evenly terms are spread over documents, or over other parts.

use clap::Args;
use telaah::corpus::DocumentOrder;
use telaah::corpus::dispersion::DocumentPostings;
use telaah::report::Row;
use telaah::report::rows::{DispersionRow, GroupBy, RowWithMore, Stemmed, TermFilter, TermGroups};
use telaah::{Settings, Stemming};

use crate::Exit;
use crate::cli::language::help;
use crate::cli::messages::{Message, Result};
use crate::commands::groups::{Trends, trend_heading};
use crate::commands::strips::{self, strip_heading};
use crate::report::Report;
use crate::session::Session;

/// The parts that have names.
const PARTS: [&str; 6] = ["document", "source", "day", "week", "month", "year"];

#[derive(Debug, Args)]
#[command(next_help_heading = help("Dispersion", "Sebaran"))]
pub(crate) struct DispersionArguments {
    #[arg(long, conflicts_with_all = ["by_document", "by", "wide"], help = help(
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

    /// Counts the terms in the parts, and writes the ranking. `are_ngrams`: whether terms are of several words.
    pub(crate) fn run(
        &self,
        session: &Session<'_>,
        mut settings: Settings,
        filter: &TermFilter,
        are_ngrams: bool,
    ) -> Result<Exit> {
        // Stems are made of the terms that were found, at the end.
        let stemming = settings.stemming.take();
        let named = self.parts.as_deref().and_then(|name| GroupBy::NAMED.into_iter().find(|(known, _)| *known == name));
        let Some((_, by)) = named else { return by_document(session, settings, filter, stemming, are_ngrams) };
        settings.datelines |= by.is_time();
        let mut report = session.report()?;
        let outcome = session.analyze(settings, false, || TermGroups::new(by), |_| Ok(()))?;
        let groups = &outcome.visitor;
        let documents = groups.ungrouped_documents();
        if documents > 0 {
            session.console.note(&Message::InNoPart { documents, needs_date: by.is_time() });
        }
        let trends = Trends::new(by, groups.groups(), trend_heading(session, &report));
        match stemming {
            None => {
                let parts = groups.parts();
                let rows = filter.dispersion_rows(&parts);
                with_trends(&mut report, &trends, rows, |row| row.count, |row| groups.counts_of([row.term]))?;
            }
            Some(stemming) => {
                let parts = groups.stem_parts(stemming, are_ngrams);
                let rows = filter.stem_dispersion_rows(&parts);
                let counts =
                    |row: &Stemmed<'_, DispersionRow<'_>>| groups.counts_of(row.forms.iter().map(|form| form.text));
                with_trends(&mut report, &trends, rows, |row| row.row.count, counts)?;
            }
        }
        session.finish(report, &outcome.sums)
    }
}

/// Writes rows with lines that show their counts in each group.
fn with_trends<R: Row>(
    report: &mut Report,
    trends: &Trends,
    rows: impl Iterator<Item = R>,
    count: impl Fn(&R) -> u64,
    counts: impl Fn(&R) -> Vec<u64>,
) -> Result<()> {
    let columns = trends.trend_column(R::TABLE);
    let mut rows = rows.peekable();
    report.begin_ranking(columns.after(R::TABLE), rows.peek().map(&count))?;
    for row in rows {
        let trend = trends.line_of(|| counts(&row));
        report.rows([RowWithMore { row, columns, cells: Trends::trend_cell(trend.as_deref()) }])?;
    }
    Ok(())
}

fn by_document(
    session: &Session<'_>,
    settings: Settings,
    filter: &TermFilter,
    stemming: Option<Stemming>,
    are_ngrams: bool,
) -> Result<Exit> {
    let mut report = session.report()?;
    let strip = strip_heading(session, &report);
    let mut order = DocumentOrder::default();
    let visitor = || if strip.is_some() { DocumentPostings::with_order() } else { DocumentPostings::default() };
    let outcome = session.analyze(settings, false, visitor, |places| {
        order.add(places);
        Ok(())
    })?;
    let postings = &outcome.visitor;
    match stemming {
        None => {
            let parts = postings.parts();
            let rows: Vec<_> = filter.dispersion_rows(&parts).collect();
            let highest = rows.first().map(|row| row.count);
            strips::ranking(&mut report, strip, highest, rows, |rows| {
                postings.along(&order, rows.iter().map(|row| std::iter::once(row.term)), strips::PARTS)
            })?;
        }
        Some(stemming) => {
            let parts = postings.stem_parts(stemming, are_ngrams);
            let rows: Vec<_> = filter.stem_dispersion_rows(&parts).collect();
            let highest = rows.first().map(|row| row.row.count);
            strips::ranking(&mut report, strip, highest, rows, |rows| {
                let forms = rows.iter().map(|row| row.forms.iter().map(|form| form.text));
                postings.along(&order, forms, strips::PARTS)
            })?;
        }
    }
    session.finish(report, &outcome.sums)
}
