//! `telaah terms`.

use std::collections::HashMap;

use clap::Args;
use telaah::entities::EntityKind;
use telaah::message::Wording;
use telaah::report::Row;
use telaah::report::TermFilter;
use telaah::report::rows::{
    DocumentTermRow, DocumentTermRows, GroupBy, NoRows, RowWithMore, StemTermRow, Stemmed, TermGroupRow, TermGroups,
    TermRow,
};
use telaah::{Names, Settings, TermCounts};

use crate::Exit;
use crate::cli::args::{SharedArguments, StemLevelArguments, TermArguments, one_of, pattern};
use crate::cli::command::{Command, Context, Example, example};
use crate::cli::language::help;
use crate::cli::messages::Result;
use crate::commands::dispersion::DispersionArguments;
use crate::commands::groups::{GroupArguments, Trends, trend_heading};
use crate::commands::weights::{self, WeightArguments};
use crate::report::Report;
use crate::session::Session;
use crate::setup;

#[derive(Debug, Args)]
pub(crate) struct Terms {
    #[command(flatten)]
    shared: SharedArguments,
    #[command(flatten)]
    terms: TermArguments,
    #[arg(long, conflicts_with = "by", help_heading = help("Terms", "Istilah"), help = help(
        "One row per document and term",
        "Satu baris per dokumen dan istilah"))]
    by_document: bool,
    #[command(flatten)]
    weights: WeightArguments,
    #[command(flatten)]
    groups: GroupArguments,
    #[command(flatten)]
    dispersion: DispersionArguments,
    #[arg(long, value_name = help("HOW", "CARA"), default_value = "keep", value_parser = one_of(Names::ALL, Names::name), help_heading = help("Terms", "Istilah"), help = help(
        "Names of people and countries that are found: count their words (keep), ignore them (drop), or count each name as one term (join)",
        "Nama tokoh dan negara yang ditemukan: hitung kata demi kata (keep), abaikan (drop), atau hitung tiap nama sebagai satu istilah (join)"))]
    names: Names,
    #[command(flatten)]
    stems: StemLevelArguments,
    #[arg(long = "match", value_parser = pattern, value_name = help("REGEX", "REGEX"), help_heading = help("Terms", "Istilah"), help = help(
        "Only terms that match this regular expression, anywhere in the term unless it has ^ or $",
        "Hanya istilah yang cocok dengan ekspresi reguler ini, di mana pun dalam istilah kecuali ada ^ atau $"))]
    pattern: Option<regex::Regex>,
}

impl Command for Terms {
    const NAME: &'static str = "terms";

    const ABOUT: Wording = Wording { en: "Count terms", id: "Hitung frekuensi istilah" };

    const EXAMPLES: &'static [Example] = &[
        example("telaah terms --top 20 samples/"),
        example("telaah terms --ngrams 2 --min-count 2 samples/"),
        example("telaah terms --by-document --top 5 --format csv samples/"),
        example("telaah terms --stopwords inti,berita samples/"),
        example("telaah terms --match '^peng' samples/"),
        example("telaah terms --names join --top 20 samples/"),
        example("telaah terms --stem lemma --top 20 samples/"),
        example("telaah terms --dispersion --top 20 samples/"),
        example("telaah terms --by-document --weight tf-idf --top 5 samples/"),
        example("telaah terms --by month --top 5 samples/"),
        example("telaah terms --by source --stem root --top 5 --format csv samples/"),
        example("telaah terms --by month --wide --match '^beras$' --format csv samples/"),
    ];

    fn run(&self, context: Context<'_>) -> Result<Exit> {
        let stemming = self.stems.stemming(context.typed)?;
        Session::run(&self.shared, context, |mut session| {
            let mut settings = Settings::default();
            match self.names {
                Names::Keep => settings.kinds.clear(),
                Names::Drop | Names::Join => settings.kinds = vec![EntityKind::Person, EntityKind::Country],
            }
            let mut options = setup::term_options(&self.terms);
            options.names = self.names;
            settings.terms = Some(options);
            settings.stop_words = session.stop_words.clone();
            let filter = TermFilter {
                top: self.terms.top.unwrap_or(session.plan.usual_top()),
                min_count: self.terms.min_count,
                pattern: self.pattern.clone(),
            };
            settings.stemming = stemming;
            if self.dispersion.is_given() {
                return self.dispersion.run(&session, settings, &filter, self.terms.ngrams > 1);
            }
            if let Some(weighting) = self.weights.weighting(context.typed)? {
                return weights::run(&session, settings, filter, weighting);
            }
            let mut report = session.report()?;
            if self.by_document {
                // For the column of dates.
                settings.datelines = true;
                let encoder = report.encoder();
                let by_stem = settings.stemming.is_some();
                let visitor = || DocumentTermRows { encoder: encoder.clone(), filter: filter.clone(), by_stem };
                return if by_stem {
                    session.write_rows::<Stemmed<'_, DocumentTermRow<'_>>, _>(settings, report, visitor)
                } else {
                    session.write_rows::<DocumentTermRow<'_>, _>(settings, report, visitor)
                };
            }
            if let Some(by) = self.groups.by(&mut session) {
                settings.datelines |= by.is_time();
                return self.by_group(by, &session, settings, report, &filter);
            }
            let by_stem = settings.stemming.is_some();
            let outcome = session.analyze(settings, false, || NoRows, |_| Ok(()))?;
            let counts = outcome.terms.unwrap_or_default();
            if !by_stem {
                let mut ranking = filter.rows(&counts).peekable();
                report.ranking(ranking.peek().map(|row| row.count), ranking)?;
            } else {
                let mut ranking = filter.stem_rows(&counts).peekable();
                report.ranking(ranking.peek().map(|row| row.count), ranking)?;
            }
            session.finish(report, &outcome.sums)
        })
    }
}

impl Terms {
    /// Writes the ranking of each group, or one ranking with a column for each group.
    fn by_group(
        &self,
        by: GroupBy,
        session: &Session<'_>,
        settings: Settings,
        mut report: Report,
        filter: &TermFilter,
    ) -> Result<Exit> {
        let stemming = settings.stemming.clone();
        let are_ngrams = self.terms.ngrams > 1;
        let visitor = || match &stemming {
            Some(stemming) => TermGroups::with_stems(by, stemming.clone(), are_ngrams),
            None => TermGroups::new(by),
        };
        let outcome = session.analyze(settings, false, visitor, |_| Ok(()))?;
        let (groups, totals) = (&outcome.visitor, outcome.terms.unwrap_or_default());
        let trends = Trends::new(by, groups.groups(), trend_heading(session, &report));
        if stemming.is_some() {
            self.write_stems(groups, &totals, &trends, filter, &mut report)?;
        } else if self.groups.wide {
            let columns = trends.wide_columns(TermRow::TABLE);
            report.begin_ranking(columns.after(TermRow::TABLE), None)?;
            for row in filter.rows(&totals) {
                let counts = groups.counts_of([row.term]);
                let trend = trends.line(&counts);
                report.rows([RowWithMore { row, columns, cells: trends.wide_cells(&counts, trend.as_deref()) }])?;
            }
        } else {
            let columns = trends.trend_column(TermGroupRow::TABLE);
            report.begin_ranking(columns.after(TermGroupRow::TABLE), None)?;
            for (group, _) in groups.groups() {
                for row in groups.rows(group, filter) {
                    let trend = trends.line_of(|| groups.counts_of([row.term]));
                    report.rows([RowWithMore { row, columns, cells: Trends::trend_cell(trend.as_deref()) }])?;
                }
            }
        }
        session.finish(report, &outcome.sums)
    }

    /// Writes the rankings of stems.
    fn write_stems(
        &self,
        groups: &TermGroups,
        totals: &TermCounts,
        trends: &Trends,
        filter: &TermFilter,
        report: &mut Report,
    ) -> Result<()> {
        let counts = StemsOfGroups::new(groups);
        if self.groups.wide {
            let columns = trends.wide_columns(StemTermRow::TABLE);
            report.begin_ranking(columns.after(StemTermRow::TABLE), None)?;
            for row in filter.stem_rows(totals) {
                let counts = counts.of(row.stem);
                let trend = trends.line(&counts);
                report.rows([RowWithMore { row, columns, cells: trends.wide_cells(&counts, trend.as_deref()) }])?;
            }
            return Ok(());
        }
        let table = <Stemmed<'_, TermGroupRow<'_>> as Row>::TABLE;
        let columns = trends.trend_column(table);
        report.begin_ranking(columns.after(table), None)?;
        for (group, _) in groups.groups() {
            for row in groups.stem_rows(group, filter) {
                let trend = trends.line_of(|| counts.of(row.stem));
                report.rows([RowWithMore { row, columns, cells: Trends::trend_cell(trend.as_deref()) }])?;
            }
        }
        Ok(())
    }
}

/// The counts of stems in each group.
struct StemsOfGroups<'a>(Vec<HashMap<&'a str, u64>>);

impl<'a> StemsOfGroups<'a> {
    fn new(groups: &'a TermGroups) -> Self {
        let stems = |group| groups.stems(group, 1).into_iter().map(|stem| (stem.stem, stem.totals.count)).collect();
        Self(groups.groups().map(|(group, _)| stems(group)).collect())
    }

    fn of(&self, stem: &str) -> Vec<u64> {
        self.0.iter().map(|counts| counts.get(stem).copied().unwrap_or_default()).collect()
    }
}
