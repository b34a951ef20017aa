//! `telaah entities`.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use telaah::Settings;
use telaah::entities::{Aliases, EntityCount, EntityKind, EntityTotals};
use telaah::message::Wording;
use telaah::report::Row;
use telaah::report::rows::{
    CountryRow, DocumentEntityRow, DocumentEntityRows, EntityCounting, EntityFilter, EntityGroupRow, EntityGroups,
    EntityRow, GroupBy, MentionRow, MentionRows, RowWithMore,
};

use crate::Exit;
use crate::cli::args::{SharedArguments, count, one_of, pattern, top};
use crate::cli::command::{Command, Context, Example, example};
use crate::cli::language::help;
use crate::cli::messages::Result;
use crate::commands::groups::{GroupArguments, Trends, trend_heading};
use crate::commands::identity::{self, IdentityArguments};
use crate::report::Report;
use crate::session::Session;

#[derive(Debug, Args)]
pub(crate) struct Entities {
    #[command(flatten)]
    shared: SharedArguments,
    #[arg(long, conflicts_with_all = ["top", "min_count", "in_name", "by"], help_heading = help("Entities", "Entitas"), help = help(
        "One row per mention, in text order",
        "Satu baris per penyebutan, menurut urutan teks"))]
    mentions: bool,
    #[arg(long, conflicts_with_all = ["mentions", "by"], help_heading = help("Entities", "Entitas"), help = help(
        "One row per document and entity",
        "Satu baris per dokumen dan entitas"))]
    by_document: bool,
    #[command(flatten)]
    groups: GroupArguments,
    #[arg(long = "kind", value_name = help("KIND", "JENIS"), value_delimiter = ',', value_parser = one_of(EntityKind::ALL, EntityKind::name), help_heading = help("Entities", "Entitas"), help = help(
        "Kinds of entities; repeatable, or separated by commas [default: person,country,date]",
        "Jenis entitas; boleh diulang atau dipisahkan koma [bawaan: person,country,date]"))]
    kinds: Vec<EntityKind>,
    #[arg(long, help_heading = help("Entities", "Entitas"), help = help(
        "Find people by rules only, without the trained model: about twice as fast, less accurate",
        "Cari nama tokoh dengan aturan saja, tanpa model terlatih: kira-kira dua kali lebih cepat, kurang akurat"))]
    people_by_rules: bool,
    #[arg(long, value_name = "N", value_parser = top, help_heading = help("Entities", "Entitas"), help = help(
        "At most N entities of each kind; 0 means all [default: 25 in a table, otherwise all]",
        "Paling banyak N entitas tiap jenis; 0: semua [bawaan: 25 dalam tabel, selain itu semua]"))]
    top: Option<usize>,
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = count, help_heading = help("Entities", "Entitas"), help = help(
        "Only entities that are mentioned at least N times",
        "Hanya entitas yang disebut sedikitnya N kali"))]
    min_count: u64,
    #[arg(long = "match", value_parser = pattern, value_name = help("REGEX", "REGEX"), help_heading = help("Entities", "Entitas"), help = help(
        "Only entities whose identity or label matches this regular expression",
        "Hanya entitas yang identitas atau labelnya cocok dengan ekspresi reguler ini"))]
    pattern: Option<regex::Regex>,
    #[arg(long, help_heading = help("Entities", "Entitas"), help = help(
        "Include countries that are part of another name: Bank Indonesia, dolar AS",
        "Sertakan negara yang menjadi bagian nama lain: Bank Indonesia, dolar AS"))]
    in_name: bool,
    #[command(flatten)]
    identity: IdentityArguments,
    #[arg(long, value_name = help("FILE", "BERKAS"), value_hint = ValueHint::FilePath, conflicts_with = "aliases", help_heading = help("Entities", "Entitas"), help = help(
        "Write what --link corpus joins to this file, for --aliases; implies --link corpus",
        "Tulis nama yang digabungkan --link corpus ke berkas ini, untuk --aliases; berarti juga --link corpus"))]
    write_aliases: Option<PathBuf>,
}

impl Command for Entities {
    const NAME: &'static str = "entities";

    const ABOUT: Wording = Wording {
        en: "Find people, countries and dates: totals, per document, or each mention",
        id: "Temukan tokoh, negara, dan tanggal: jumlah totalnya, per dokumen, atau tiap penyebutan",
    };

    const EXAMPLES: &'static [Example] = &[
        example("telaah entities samples/"),
        example("telaah entities --kind person,country --format json samples/"),
        example("telaah entities --mentions --format ndjson samples/berita.ndjson"),
        example("telaah entities --by-document --kind person --format csv samples/"),
        example("telaah entities --by month --kind person --top 3 samples/"),
        example("telaah entities --link corpus --kind person samples/"),
        example("telaah entities --kind date --date 2024-12-31 samples/dunia-01.txt"),
    ];

    fn run(&self, context: Context<'_>) -> Result<Exit> {
        Session::run(&self.shared, context, |mut session| {
            let kinds = kinds(&self.kinds);
            let mut settings = Settings::without_terms(kinds.iter().copied());
            settings.people_by_rules = self.people_by_rules;
            self.identity.links.read(&mut settings)?;
            let choice = self.identity.choice(self.in_name);
            let filter = EntityFilter { pattern: self.pattern.clone() };
            if self.mentions || self.by_document {
                let (links, choice) = (&self.identity.links, self.identity.choice(false));
                links.read_corpus(&session, &mut settings, choice, self.write_aliases.as_deref())?;
            }
            let mut report = session.report()?;
            if self.mentions {
                let encoder = report.encoder();
                let visitor = || MentionRows::new(encoder.clone(), filter.clone());
                return session.write_rows::<MentionRow<'_>, _>(settings, report, visitor);
            }
            if self.by_document {
                let (encoder, top) = (report.encoder(), self.top.unwrap_or(0));
                let visitor = || {
                    DocumentEntityRows::new(encoder.clone(), filter.clone(), choice).with_limits(top, self.min_count)
                };
                return session.write_rows::<DocumentEntityRow<'_>, _>(settings, report, visitor);
            }
            if let Some(by) = self.groups.by(&mut session) {
                settings.datelines |= by.is_time();
                return self.by_group(by, &session, settings, report, &filter);
            }
            let counting = || {
                let counting = EntityCounting::new(choice);
                if self.links_corpus() { counting.for_links() } else { counting }
            };
            let outcome = session.analyze(settings, false, counting, |_| Ok(()))?;
            let mut totals = outcome.visitor.into_totals();
            if let Some(aliases) = self.aliases_of(&totals, &session, &report)? {
                totals = totals.with_aliases(&aliases);
            }
            let top = self.top.unwrap_or(session.plan.usual_top());
            let is_match = |entity: &EntityCount<'_>| filter.matches(entity.entity, entity.label);
            let ranking = totals.ranking(&kinds, top, self.min_count, is_match);
            let highest_count = ranking.iter().map(|entity| entity.count).max();
            let ranking = ranking.into_iter();
            if kinds == [EntityKind::Country] {
                report.ranking(highest_count, ranking.map(CountryRow::from))?;
            } else {
                report.ranking(highest_count, ranking.map(EntityRow::from))?;
            }
            session.finish(report, &outcome.sums)
        })
    }
}

impl Entities {
    /// Whether names are to be joined by the evidence of the corpus.
    fn links_corpus(&self) -> bool {
        self.identity.links.links_corpus() || self.write_aliases.is_some()
    }

    /// The names that are joined by the evidence of these totals, which are written if that is asked for. At a terminal, mentions what
    /// could be joined.
    fn aliases_of(&self, totals: &EntityTotals, session: &Session<'_>, report: &Report) -> Result<Option<Aliases>> {
        if !self.links_corpus() {
            if report.is_on_terminal() && self.identity.links.links_articles_only() {
                identity::mention(&totals.links(), session);
            }
            return Ok(None);
        }
        let links = totals.links();
        if let Some(path) = &self.write_aliases {
            identity::write(&links, path, session)?;
        }
        Ok(Some(links.aliases()))
    }

    /// Writes the ranking of each group, or one ranking with a column for each group.
    fn by_group(
        &self,
        by: GroupBy,
        session: &Session<'_>,
        settings: Settings,
        mut report: Report,
        filter: &EntityFilter,
    ) -> Result<Exit> {
        let kinds = settings.kinds.clone();
        let choice = self.identity.choice(self.in_name);
        let groups = || {
            let groups = EntityGroups::new(by, choice);
            if self.links_corpus() { groups.for_links() } else { groups }
        };
        let outcome = session.analyze(settings, false, groups, |_| Ok(()))?;
        let mut groups = outcome.visitor;
        if let Some(aliases) = self.aliases_of(&groups.totals(), session, &report)? {
            groups = groups.with_aliases(&aliases);
        }
        let top = self.top.unwrap_or(session.plan.usual_top());
        let is_match = |entity: &EntityCount<'_>| filter.matches(entity.entity, entity.label);
        let trends = Trends::new(by, groups.groups(), trend_heading(session, &report));
        if self.groups.wide {
            let totals = groups.totals();
            let columns = trends.wide_columns(EntityRow::TABLE);
            report.begin_ranking(columns.after(EntityRow::TABLE), None)?;
            for entity in totals.ranking(&kinds, top, self.min_count, is_match) {
                let counts = groups.counts_of(entity.kind, entity.entity, entity.label);
                let trend = trends.line(&counts);
                let cells = trends.wide_cells(&counts, trend.as_deref());
                report.rows([RowWithMore { row: EntityRow::from(entity), columns, cells }])?;
            }
        } else {
            let columns = trends.trend_column(EntityGroupRow::TABLE);
            report.begin_ranking(columns.after(EntityGroupRow::TABLE), None)?;
            for (group, _) in groups.groups() {
                for row in groups.rows(group, &kinds, top, self.min_count, is_match) {
                    let kind = EntityKind::ALL.into_iter().find(|kind| kind.name() == row.kind);
                    let counts = || kind.map(|kind| groups.counts_of(kind, row.entity, row.label)).unwrap_or_default();
                    let trend = trends.line_of(counts);
                    report.rows([RowWithMore { row, columns, cells: Trends::trend_cell(trend.as_deref()) }])?;
                }
            }
        }
        session.finish(report, &outcome.sums)
    }
}

/// The given kinds, in the order of reports; the default kinds if none is given.
fn kinds(given: &[EntityKind]) -> Vec<EntityKind> {
    let given = if given.is_empty() { &EntityKind::DEFAULT[..] } else { given };
    EntityKind::ALL.into_iter().filter(|kind| given.contains(kind)).collect()
}
