//! `telaah analyze`.

mod articles;
mod dates;
mod page;
mod totals;

use std::io;

use clap::{Args, ValueEnum};
use telaah::Settings;
use telaah::corpus::ranking::TermOrder;
use telaah::entities::EntityKind;
use telaah::message::Wording;
use telaah::report::format::Layout;
use telaah::report::rows::{
    CountryRow, DocumentEntityRows, DocumentReport, DocumentReports, DocumentTermRows, EntityFilter, EntityRow,
    KeptColumns, MentionRows, TableSet,
};
use telaah::report::{Encoder, Row, TermFilter};

use crate::Exit;
use crate::cli::args::{SharedArguments, TermArguments, is_typed, one_of};
use crate::cli::command::{Command, Context, Example, example, explained};
use crate::cli::language::help;
use crate::cli::messages::{Message, Result};
use crate::commands::analyze::articles::ListedArticles;
use crate::commands::analyze::totals::Totals;
use crate::commands::identity::IdentityArguments;
use crate::report::{self, Report};
use crate::resume::{self, Resume, note_interrupted};
use crate::session::{Session, exit_of, summary};
use crate::setup::{self, ARTICLE_TOP};
use crate::ui::page::Page;
use crate::ui::table::TABLE;

#[derive(Debug, Args)]
pub(crate) struct Analyze {
    #[command(flatten)]
    shared: SharedArguments,
    #[command(flatten)]
    terms: TermArguments,
    #[arg(long, value_name = help("ORDER", "URUTAN"), default_value = "tf-idf", value_parser = one_of(TermOrder::ALL, TermOrder::name), help_heading = help("Terms", "Istilah"), help = help(
        "Order of each article's terms: by count, or by how typical they are of it compared with the words of Indonesian news that ship with the program",
        "Urutan istilah tiap artikel: menurut jumlahnya (count), atau menurut kekhasannya dibandingkan dengan kata-kata berita Indonesia yang disertakan"))]
    rank: TermOrder,
    #[arg(long, help_heading = help("Entities", "Entitas"), help = help(
        "Include countries that are part of another name: Bank Indonesia, dolar AS",
        "Sertakan negara yang menjadi bagian nama lain: Bank Indonesia, dolar AS"))]
    in_name: bool,
    #[command(flatten)]
    identity: IdentityArguments,
    #[arg(long, help_heading = help("Entities", "Entitas"), help = help(
        "Find people by rules only, without the trained model: about twice as fast, less accurate",
        "Cari nama tokoh dengan aturan saja, tanpa model terlatih: kira-kira dua kali lebih cepat, kurang akurat"))]
    people_by_rules: bool,
    #[arg(long, help_heading = help("Input", "Masukan"), value_name = help("FIELD,…", "BIDANG,…"), value_delimiter = ',', help = help(
        "Copy these fields of the records to the documents; repeatable",
        "Salin bidang rekaman ini ke dokumen hasil; boleh diulang"))]
    keep: Vec<String>,
    #[arg(long, value_name = help("TABLES", "TABEL"), default_value = "default", help_heading = help("Output", "Keluaran"), help = help(
        "Tables in the directory or workbook of -o: default, or all, with the terms of each document and every mention",
        "Tabel yang ditulis ke folder atau buku kerja -o: default, atau all beserta istilah tiap dokumen dan tiap penyebutan"))]
    tables: TablesArgument,
    #[arg(long, help_heading = help("Output", "Keluaran"), help = help(
        "List the articles in the overview at a terminal, as many as --top says",
        "Daftar artikel dalam ringkasan di terminal, sebanyak yang ditentukan --top"))]
    articles: bool,
    #[arg(long, conflicts_with = "dry_run", help_heading = help("Run", "Proses"), help = help(
        "Resume an interrupted run into the directory of -o, or start one that can be resumed",
        "Lanjutkan proses terputus yang hasilnya di folder -o, atau mulai proses yang bisa dilanjutkan"))]
    resume: bool,
}

/// The tables of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TablesArgument {
    Default,
    All,
}

impl Command for Analyze {
    const NAME: &'static str = "analyze";

    const ABOUT: Wording = Wording {
        en: "Report everything about each article and about all of them together",
        id: "Laporkan segalanya tentang tiap artikel dan tentang seluruh kumpulan artikel",
    };

    const NOTES: Option<Wording> = Some(Wording {
        en: "\
Without --format: a summary at a terminal, otherwise the table of documents as CSV.
  --format csv -o DIR      documents.csv, terms.csv, people.csv, countries.csv, dates.csv,
                           document_entities.csv
  -o FILE.csv              only the table of documents; so does --format csv without -o
  --format ndjson          one object per article
  --format json            one object: documents and summary",
        id: "\
Tanpa --format: ringkasan di terminal; di luar itu tabel dokumen sebagai CSV.
  --format csv -o FOLDER   documents.csv, terms.csv, people.csv, countries.csv, dates.csv,
                           document_entities.csv
  -o BERKAS.csv            hanya tabel dokumen; begitu pula --format csv tanpa -o
  --format ndjson          satu objek per artikel
  --format json            satu objek: dokumen dan ringkasan",
    });

    const EXAMPLES: &'static [Example] = &[
        example("telaah analyze samples/"),
        example("telaah analyze --format csv --csv-dialect excel-id -o hasil/ samples/"),
        explained(
            "telaah analyze --format csv -o hasil/ --resume samples/",
            "resumes a run that was interrupted",
            "melanjutkan proses yang terputus",
        ),
        example("telaah analyze --format ndjson samples/ | jq -c '[.document, .people[].label]'"),
        example("telaah analyze --date 2024-12-31 - < samples/dunia-01.txt"),
    ];

    fn run(&self, context: Context<'_>) -> Result<Exit> {
        Session::run(&self.shared, context, |mut session| {
            if self.resume {
                session.check_resumable()?;
            }
            let mut settings = Settings::default();
            settings.terms = Some(setup::term_options(&self.terms));
            settings.stop_words = session.stop_words.clone();
            settings.people_by_rules = self.people_by_rules;
            self.identity.links.read(&mut settings)?;
            self.identity.links.read_corpus(&session, &mut settings, self.identity.choice(false), None)?;
            let top = self.terms.top.unwrap_or(session.plan.usual_top());
            session.options.fields.kept = kept_fields(&self.keep)?;
            let kept = KeptColumns::new(&session.options.fields.kept);
            let run = AnalyzeRun { arguments: self, context, session, settings, top, kept };
            if run.writes_tables() {
                return run.to_tables();
            }
            if self.tables == TablesArgument::All {
                return Err(Message::TablesNeedFolder.into());
            }
            let is_page = run.session.plan.format == &TABLE;
            if !is_page && is_typed(context.typed, "articles") {
                return Err(Message::ArticlesNeedPage.into());
            }
            if is_page { run.to_page() } else { run.to_documents() }
        })
    }
}

/// The columns of documents that hold fields of the records anyway.
const COPIED: [&str; 4] = ["title", "date", "source", "url"];

/// The fields of `--keep`, each once, whose names must not be those of other columns.
fn kept_fields(names: &[String]) -> Result<Vec<String>> {
    let columns = DocumentReport::TABLE.columns();
    let is_taken =
        |name: &str| columns.iter().any(|c| c.name == name) || ["schema_version", "counts", "terms"].contains(&name);
    let mut kept: Vec<String> = Vec::new();
    for name in names.iter().filter(|name| !name.is_empty() && !COPIED.contains(&name.as_str())) {
        if is_taken(name) {
            return Err(Message::KeptColumn { name: name.clone() }.into());
        }
        if !kept.contains(name) {
            kept.push(name.clone());
        }
    }
    Ok(kept)
}

struct AnalyzeRun<'a> {
    arguments: &'a Analyze,
    context: Context<'a>,
    session: Session<'a>,
    settings: Settings,
    /// The number of terms, and of entities of each kind, over all articles; 0: all.
    top: usize,
    /// The columns of `--keep`.
    kept: KeptColumns,
}

impl AnalyzeRun<'_> {
    /// Whether the output has a place for several tables.
    fn writes_tables(&self) -> bool {
        self.session.plan.format.layout == Layout::OneFile || self.session.plan.is_folder()
    }

    /// The tables of documents beside the first one, by number: [`TableSet::TABLES`].
    fn writes_table(&self, number: u8) -> bool {
        self.writes_tables()
            && (self.arguments.tables == TablesArgument::All || (number == 1 && self.session.plan.is_folder()))
    }

    /// Analyzes all articles. `write` gets their encoded rows.
    fn totals(
        &self,
        encoder: &Encoder,
        is_on_terminal: bool,
        resume: Option<&mut Resume>,
        write: impl FnMut(&[u8]) -> io::Result<()>,
    ) -> Result<Totals> {
        let Self { arguments, session, settings, .. } = self;
        let min_count = arguments.terms.min_count;
        let choice = arguments.identity.choice(arguments.in_name);
        let filter = TermFilter { top: arguments.terms.top.unwrap_or(ARTICLE_TOP), min_count, pattern: None };
        let visitor = || {
            let reports = DocumentReports::new(encoder.clone(), filter.clone(), choice)
                .with_kept(self.kept)
                .ranked_by(arguments.rank);
            let documents = if session.plan.format.layout == Layout::RowsOnly && session.plan.format != &TABLE {
                reports.without_totals()
            } else {
                reports
            };
            let rows = || encoder.clone();
            let all_terms = TermFilter { top: arguments.terms.top.unwrap_or(0), ..filter.clone() };
            TableSet {
                documents,
                entities: self
                    .writes_table(1)
                    .then(|| DocumentEntityRows::new(rows(), EntityFilter::default(), choice)),
                terms: self.writes_table(2).then(|| DocumentTermRows {
                    encoder: rows(),
                    filter: all_terms,
                    by_stem: false,
                }),
                mentions: self.writes_table(3).then(|| MentionRows::new(rows(), EntityFilter::default())),
            }
        };
        let settings = settings.clone();
        let outcome = match resume {
            None => session.analyze(settings, is_on_terminal, visitor, write)?,
            Some(resume) => session.analyze_resumable(settings, resume, visitor, write)?,
        };
        Ok(Totals::new(outcome, TermFilter { top: self.top, ..filter }))
    }

    /// Writes an overview for people.
    fn to_page(&self) -> Result<Exit> {
        let (plan, console) = (&self.session.plan, self.session.console);
        let mut page = Page::open(plan, console)?;
        // One article has a page of its own.
        let limit = match (self.arguments.articles, self.top) {
            (false, _) => 1,
            (true, 0) => usize::MAX,
            (true, top) => top,
        };
        let mut listed = ListedArticles::new(limit);
        let totals = self.totals(&ListedArticles::encoder()?, false, None, |rows| listed.add(rows))?;
        page::write(&mut page, &listed, &totals, self.arguments.articles);
        page.finish(plan, console)?;
        Ok(exit_of(&totals.sums))
    }

    /// Writes the table of documents.
    fn to_documents(&self) -> Result<Exit> {
        let mut report = self.session.report()?;
        report.begin(self.kept.after(DocumentReport::TABLE))?;
        let (encoder, is_on_terminal) = (report.encoder(), report.is_on_terminal());
        let totals = self.totals(&encoder, is_on_terminal, None, |rows| report.write(rows))?;
        let summary = (self.session.plan.format.layout == Layout::Nested).then(|| totals.summary());
        report.finish(summary.as_ref(), self.session.console)?;
        Ok(exit_of(&totals.sums))
    }

    /// Writes all tables.
    fn to_tables(&self) -> Result<Exit> {
        let (plan, console) = (&self.session.plan, self.session.console);
        let mut resume = self.resume()?;
        let mut report = Report::of_tables(plan, console, resume.as_ref().map(Resume::folder))?;
        match &mut resume {
            None => report.begin(self.kept.after(DocumentReport::TABLE))?,
            Some(resume) => report.begin_resumable(self.kept.after(DocumentReport::TABLE), resume)?,
        }
        let encoder = report.encoder();
        for (number, table) in (0..).zip(TableSet::TABLES).skip(1).filter(|(number, _)| self.writes_table(*number)) {
            report.add_table(number, table, plan, resume.as_mut())?;
        }
        let totals = self.totals(&encoder, false, resume.as_mut(), |rows| report.write_frames(rows))?;
        report.table(totals.terms())?;
        report.begin(EntityRow::TABLE.named("people"))?;
        report.rows(totals.entities::<EntityRow<'_>>(EntityKind::Person))?;
        report.begin(CountryRow::TABLE.named("countries"))?;
        report.rows(totals.entities::<CountryRow<'_>>(EntityKind::Country))?;
        report.begin(EntityRow::TABLE.named("dates"))?;
        report.rows(totals.entities::<EntityRow<'_>>(EntityKind::Date))?;
        report.finish_tables()?;
        report.finish(Some(&summary(&totals.sums)), console)?;
        if let Some(resume) = resume {
            resume.finish()?;
        }
        Ok(exit_of(&totals.sums))
    }

    /// The checkpoint of a run with `--resume`.
    fn resume(&self) -> Result<Option<Resume>> {
        let plan = &self.session.plan;
        if !self.arguments.resume {
            if let Some(path) = &plan.path {
                note_interrupted(path, self.session.console);
            }
            return Ok(None);
        }
        let line = (self.context.command_line)();
        let options = resume::options(line.find_subcommand(Analyze::NAME), self.context.given);
        let fingerprint = resume::fingerprint(&options, plan.format, &self.settings)?;
        Resume::open(report::folder(plan)?, fingerprint).map(Some)
    }
}
