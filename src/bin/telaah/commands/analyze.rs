//! `telaah analyze`.

use telaah::entities::{EntityKind, EntityTotals};
use telaah::report::schema::{DocumentReport, EntityRow, Summary, TermRow};
use telaah::report::{DocumentReports, Encoder, Format, Row, TermFilter};
use telaah::run::{RunSummary, RunTotals};
use telaah::{Settings, TermCounts};

use crate::Exit;
use crate::cli::args::AnalyzeArguments;
use crate::commands::entities::entity_row;
use crate::commands::terms::term_rows;
use crate::commands::{dry_run, exit_of, overview, run_batch, run_resumable, summary};
use crate::resume::{self, Resume, note_interrupted};
use crate::rows::{Rows, Tables};
use crate::setup::{self, ARTICLE_TOP, OutputPlan};
use crate::ui::console::Console;

pub(crate) fn run(arguments: &AnalyzeArguments, console: &Console) -> anyhow::Result<Exit> {
    let plan = OutputPlan::new(&arguments.shared.output)?;
    if arguments.shared.input.choice.dry_run {
        return dry_run(&arguments.shared, &plan, console);
    }
    setup::check_sources(&arguments.shared)?;
    if arguments.resume {
        setup::check_resumable(&arguments.shared, &plan)?;
    }
    let job = Job {
        arguments,
        console,
        settings: Settings {
            terms: Some(setup::term_options(&arguments.terms)),
            stop_words: setup::stop_words(&arguments.shared.stop_words, console)?,
            people_by_rules: arguments.people_by_rules,
            ..Settings::default()
        },
        encoder: plan.encoder(),
        top: arguments.terms.top.unwrap_or(plan.usual_top()),
    };
    match plan.format {
        Format::Table => overview::run(job, &plan),
        Format::Csv | Format::Tsv | Format::Parquet if plan.path.is_some() => job.to_tables(&plan),
        Format::Markdown | Format::Xlsx => job.to_tables(&plan),
        _ => job.to_rows(&plan),
    }
}

/// A run of `analyze`, in whatever format.
pub(crate) struct Job<'a> {
    arguments: &'a AnalyzeArguments,
    pub(crate) console: &'a Console,
    settings: Settings,
    encoder: Encoder,
    /// Terms and entities of each kind over all articles; 0: all.
    pub(crate) top: usize,
}

impl Job<'_> {
    /// Analyses everything; the rows of documents go to `write`.
    pub(crate) fn results(
        &self,
        rows_go_to_terminal: bool,
        resume: Option<&mut Resume>,
        write: impl FnMut(&[u8]) -> std::io::Result<()>,
    ) -> anyhow::Result<Results> {
        let Self { arguments, console, settings, encoder, .. } = self;
        let choice = TermFilter {
            top: arguments.terms.top.unwrap_or(ARTICLE_TOP),
            min_count: arguments.terms.min_count,
            pattern: None,
        };
        let visitor = || {
            let reports = DocumentReports::new(*encoder, choice.clone(), arguments.in_name);
            if encoder.format() == Format::Ndjson { reports.without_totals() } else { reports }
        };
        let (shared, settings) = (&arguments.shared, settings.clone());
        let outcome = match resume {
            None => run_batch(shared, settings, console, rows_go_to_terminal, visitor, write)?,
            Some(resume) => run_resumable(shared, settings, console, resume, visitor, write)?,
        };
        let RunSummary { visitor, terms, sums } = outcome;
        let entities = visitor.into_totals();
        Ok(Results { entities, terms: terms.unwrap_or_default(), min_count: arguments.terms.min_count, sums })
    }

    /// NDJSON, JSON, or the table of documents.
    fn to_rows(&self, plan: &OutputPlan) -> anyhow::Result<Exit> {
        let mut rows = Rows::begin::<DocumentReport<'_>>(plan, self.console)?;
        let results = self.results(rows.go_to_terminal(), None, |bytes| rows.write(bytes))?;
        let summary = (self.encoder.format() == Format::Json).then(|| results.summary(self.top));
        rows.end(summary.as_ref(), self.console)?;
        Ok(exit_of(&results.sums))
    }

    /// Every table.
    fn to_tables(&self, plan: &OutputPlan) -> anyhow::Result<Exit> {
        let mut resume = self.resume(plan)?;
        let mut tables = Tables::open(plan, self.console, resume.as_ref())?;
        match &mut resume {
            None => tables.begin::<DocumentReport<'_>>(DocumentReport::TABLE)?,
            Some(resume) => tables.begin_resumable::<DocumentReport<'_>>(DocumentReport::TABLE, resume)?,
        }
        let results = self.results(false, resume.as_mut(), |bytes| tables.write(bytes))?;
        tables.table::<TermRow<'_>>(TermRow::TABLE, results.terms(self.top))?;
        for (kind, name) in
            [(EntityKind::Person, "people"), (EntityKind::Country, "countries"), (EntityKind::Date, "dates")]
        {
            tables.table::<EntityRow<'_>>(name, results.entities(kind, self.top))?;
        }
        tables.finish(&summary(&results.sums))?;
        if let Some(resume) = resume {
            resume.finish()?;
        }
        Ok(exit_of(&results.sums))
    }

    /// The checkpoint of the run, with `--resume`.
    fn resume(&self, plan: &OutputPlan) -> anyhow::Result<Option<Resume>> {
        if !self.arguments.resume {
            if let Some(path) = &plan.path {
                note_interrupted(path, self.console);
            }
            return Ok(None);
        }
        let fingerprint = resume::fingerprint(&self.arguments.given, plan.format, &self.settings.stop_words)?;
        Resume::open(Tables::folder(plan)?, fingerprint).map(Some)
    }
}

/// What all articles together gave.
pub(crate) struct Results {
    pub(crate) entities: EntityTotals,
    pub(crate) terms: TermCounts,
    min_count: u64,
    pub(crate) sums: RunTotals,
}

impl Results {
    pub(crate) fn terms(&self, top: usize) -> impl Iterator<Item = TermRow<'_>> {
        term_rows(&self.terms, top, self.min_count, None)
    }

    pub(crate) fn entities(&self, kind: EntityKind, top: usize) -> impl Iterator<Item = EntityRow<'_>> {
        self.entities.ranking(&[kind], top, 1, |_| true).into_iter().map(entity_row)
    }

    fn summary(&self, top: usize) -> Summary<'_> {
        let entities = |kind| Some(self.entities(kind, top).collect());
        Summary {
            terms: Some(self.terms(top).collect()),
            people: entities(EntityKind::Person),
            countries: entities(EntityKind::Country),
            dates: entities(EntityKind::Date),
            ..summary(&self.sums)
        }
    }
}
