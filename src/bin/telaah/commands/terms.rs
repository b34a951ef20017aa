//! `telaah terms`.

use std::sync::Arc;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::parser::ValueSource;
use telaah::entities::EntityKind;
use telaah::message::Wording;
use telaah::report::Row;
use telaah::report::TermFilter;
use telaah::report::rows::{
    DocumentTermRow, DocumentTermRows, GroupBy, NoRows, RowWithMore, TermGroupRow, TermGroups, TermRow,
};
use telaah::stem::StemLevel;
use telaah::{Names, Settings, Stemming};

use crate::Exit;
use crate::cli::args::{SharedArguments, StemArguments, TermArguments, pattern};
use crate::cli::command::{Command, Context};
use crate::cli::language::help;
use crate::cli::messages::{Message, Result};
use crate::commands::groups::{GroupArguments, Trends};
use crate::report::Report;
use crate::session::{Session, exit_of, summary};
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
    groups: GroupArguments,
    #[arg(long, value_name = help("HOW", "CARA"), default_value = "keep", value_parser = names_parser(), help_heading = help("Terms", "Istilah"), help = help(
        "Names of people and countries that are found: count their words (keep), ignore them (drop), or count each name as one term (join)",
        "Nama tokoh dan negara yang ditemukan: hitung kata demi kata (keep), abaikan (drop), atau hitung tiap nama sebagai satu istilah (join)"))]
    names: Names,
    #[arg(long, value_name = help("LEVEL", "TINGKAT"), default_value = "none", value_parser = stem_levels(), help_heading = help("Terms", "Istilah"), help = help(
        "Count words with the same stem as one term: lemma, the dictionary form (`pemerintah` is not `perintah`), or root, without any affixes (both are `perintah`)",
        "Hitung kata dengan bentuk dasar yang sama sebagai satu istilah: lema (lemma), bentuk yang dimuat kamus (`pemerintah` bukan `perintah`), atau kata dasar tanpa imbuhan (root; keduanya menjadi `perintah`)"))]
    stem: StemLevel,
    #[command(flatten)]
    stems: StemArguments,
    #[arg(long = "match", value_parser = pattern, value_name = help("REGEX", "REGEX"), help_heading = help("Terms", "Istilah"), help = help(
        "Only terms that match this regular expression, anywhere in the term unless it has ^ or $",
        "Hanya istilah yang cocok dengan ekspresi reguler ini, di mana pun dalam istilah kecuali ada ^ atau $"))]
    pattern: Option<regex::Regex>,
}

impl Command for Terms {
    const NAME: &'static str = "terms";

    const ABOUT: Wording = Wording { en: "Count terms", id: "Hitung frekuensi istilah" };

    const EXAMPLES: Wording = Wording {
        en: "\
Examples:
  telaah terms --top 20 samples/
  telaah terms --ngrams 2 --min-count 2 samples/
  telaah terms --by-document --top 5 --format csv samples/
  telaah terms --stopwords inti,berita samples/
  telaah terms --match '^peng' samples/
  telaah terms --names join --top 20 samples/
  telaah terms --stem lemma --top 20 samples/
  telaah terms --by month --top 5 samples/
  telaah terms --by month --wide --match '^beras$' --format csv samples/",
        id: "\
Contoh:
  telaah terms --top 20 samples/
  telaah terms --ngrams 2 --min-count 2 samples/
  telaah terms --by-document --top 5 --format csv samples/
  telaah terms --stopwords inti,berita samples/
  telaah terms --match '^peng' samples/
  telaah terms --names join --top 20 samples/
  telaah terms --stem lemma --top 20 samples/
  telaah terms --by month --top 5 samples/
  telaah terms --by month --wide --match '^beras$' --format csv samples/",
    };

    fn run(&self, context: Context<'_>) -> Result<Exit> {
        if self.stem == StemLevel::None
            && context.typed.value_source("stem_exceptions") == Some(ValueSource::CommandLine)
        {
            return Err(Message::StemExceptionsWithoutStem.into());
        }
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
            if self.stem != StemLevel::None {
                if self.by_document || self.groups.is_given() {
                    return Err(Message::StemWithGroups.into());
                }
                let stemmer = Arc::new(setup::stemmer(&self.stems)?);
                settings.stemming = Some(Stemming { level: self.stem, stemmer });
            }
            let mut report = session.report()?;
            if self.by_document {
                // For the column of dates.
                settings.datelines = true;
                let encoder = report.encoder();
                let visitor = || DocumentTermRows { encoder: encoder.clone(), filter: filter.clone() };
                return session.write_rows::<DocumentTermRow<'_>, _>(settings, report, visitor);
            }
            if let Some(by) = self.groups.by(&mut session) {
                settings.datelines |= by.is_time();
                return self.by_group(by, &session, settings, report, &filter);
            }
            let outcome = session.analyze(settings, false, || NoRows, |_| Ok(()))?;
            let counts = outcome.terms.unwrap_or_default();
            if self.stem == StemLevel::None {
                let mut ranking = filter.rows(&counts).peekable();
                report.ranking(ranking.peek().map(|row| row.count), ranking)?;
            } else {
                let mut ranking = filter.stem_rows(&counts).peekable();
                report.ranking(ranking.peek().map(|row| row.count), ranking)?;
            }
            report.finish(Some(&summary(&outcome.sums)), session.console)?;
            Ok(exit_of(&outcome.sums))
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
        let outcome = session.analyze(settings, false, || TermGroups::new(by), |_| Ok(()))?;
        let (groups, totals) = (&outcome.visitor, outcome.terms.unwrap_or_default());
        let trends = Trends::new(by, groups.groups(), self.groups.trend_heading(session, &report));
        if self.groups.wide {
            let columns = trends.wide_columns(TermRow::TABLE);
            report.begin_ranking(columns.after(TermRow::TABLE), None)?;
            for row in filter.rows(&totals) {
                let counts = groups.counts_of(row.term);
                let trend = trends.line(&counts);
                report.rows([RowWithMore { row, columns, cells: trends.wide_cells(&counts, trend.as_deref()) }])?;
            }
        } else {
            let columns = trends.trend_column(TermGroupRow::TABLE);
            report.begin_ranking(columns.after(TermGroupRow::TABLE), None)?;
            for (group, _) in groups.groups() {
                for row in groups.rows(group, filter) {
                    let trend = trends.line_of(|| groups.counts_of(row.term));
                    report.rows([RowWithMore { row, columns, cells: Trends::trend_cell(trend.as_deref()) }])?;
                }
            }
        }
        report.finish(Some(&summary(&outcome.sums)), session.console)?;
        Ok(exit_of(&outcome.sums))
    }
}

fn stem_levels() -> impl TypedValueParser<Value = StemLevel> {
    PossibleValuesParser::new(StemLevel::ALL.map(StemLevel::name)).try_map(|name| name.parse::<StemLevel>())
}

fn names_parser() -> impl TypedValueParser<Value = Names> {
    PossibleValuesParser::new(Names::ALL.map(Names::name)).try_map(|name| name.parse::<Names>())
}
