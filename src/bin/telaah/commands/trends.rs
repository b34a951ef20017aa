//! `telaah trends`.

use clap::Args;
use jiff::civil::Date;
use telaah::Settings;
use telaah::corpus::Period;
use telaah::corpus::pattern::Patterns;
use telaah::corpus::statistics::BurstModel;
use telaah::corpus::trends::{TooManyPeriods, Trends};
use telaah::message::Wording;
use telaah::report::rows::{
    BurstRow, MoreColumns, RowWithMore, Summary, TrendRow, TrendSeries, TrendValue, WideTrendRow,
};
use telaah::report::{CellValue, ColumnKind, Row as _};

use crate::Exit;
use crate::cli::args::{
    PatternArguments, SharedArguments, StemLevelArguments, WordArguments, above_1, at_least_0, from_1_to_1000, one_of,
};
use crate::cli::command::{Command, Context, Example, example};
use crate::cli::language::help;
use crate::cli::messages::{Message, Result};
use crate::commands::identity::LinkArguments;
use crate::report::Report;
use crate::session::{Session, summary};
use crate::ui::table::TABLE;
use crate::ui::trend_chart::trend_chart;
use crate::ui::wording::heading;

/// The most periods: a wrong date may be centuries away.
const MOST_PERIODS: usize = 50_000;

#[derive(Debug, Args)]
pub(crate) struct TrendsCommand {
    #[command(flatten)]
    patterns: PatternArguments,
    #[command(flatten)]
    words: WordArguments,
    #[command(flatten)]
    stems: StemLevelArguments,
    #[command(flatten)]
    links: LinkArguments,
    #[command(flatten)]
    shared: SharedArguments,
    #[command(flatten)]
    trends: TrendArguments,
}

#[derive(Debug, Args)]
#[command(next_help_heading = help("Trends", "Tren"))]
struct TrendArguments {
    #[arg(long, value_name = help("PERIOD", "KURUN"), default_value = "month", value_parser = one_of(Period::ALL, Period::name), help = help(
        "The length of the periods",
        "Panjang kurun: hari (day), minggu (week), bulan (month), kuartal (quarter), atau tahun (year)"))]
    by: Period,
    #[arg(long, value_name = "K", value_parser = from_1_to_1000, help = help(
        "Add the rate over each period and the K-1 periods before it, to smooth out chance",
        "Tambahkan angka rata-rata tiap kurun bersama K-1 kurun sebelumnya, untuk meratakan fluktuasi"))]
    moving_average: Option<usize>,
    #[arg(long, value_name = help("VALUE", "NILAI"), value_parser = one_of(TrendValue::ALL, TrendValue::name), conflicts_with_all = ["moving_average", "summary", "bursts"], help = help(
        "One row per period with a column of this value for each pattern, for charts",
        "Satu baris per kurun dengan satu kolom nilai ini untuk tiap pola, untuk membuat grafik"))]
    wide: Option<TrendValue>,
    #[arg(long, conflicts_with_all = ["summary", "bursts"], help = help(
        "Add a row for the documents without a date, which are in no period",
        "Tambahkan satu baris untuk dokumen tanpa tanggal, yang tidak masuk kurun mana pun"))]
    undated: bool,
    #[arg(long, conflicts_with_all = ["moving_average", "bursts"], help = help(
        "One row per pattern: whether it rises or falls, and how its second half differs from the first",
        "Satu baris per pola: apakah naik atau turun, dan bagaimana paruh keduanya berbeda dari paruh pertama"))]
    summary: bool,
    #[arg(long, conflicts_with = "moving_average", help = help(
        "One row per burst: consecutive periods in which far more documents match than usual",
        "Satu baris per lonjakan: kurun berturut-turut dengan jauh lebih banyak dokumen yang cocok daripada biasanya"))]
    bursts: bool,
    #[arg(long, requires = "bursts", value_name = "S", default_value = "2", value_parser = above_1, help = help(
        "With --bursts, how many times as often documents match in a burst as otherwise",
        "Dengan --bursts, berapa kali lipat lebih sering dokumen cocok dalam lonjakan"))]
    burst_ratio: f64,
    #[arg(long, requires = "bursts", value_name = "G", default_value = "1", value_parser = at_least_0, help = help(
        "With --bursts, the cost of starting a burst: a higher cost gives fewer bursts",
        "Dengan --bursts, biaya memulai lonjakan: makin tinggi, makin sedikit lonjakan"))]
    burst_gamma: f64,
}

impl Command for TrendsCommand {
    const NAME: &'static str = "trends";

    const ABOUT: Wording = Wording {
        en: "Show how often words occur from one period to the next",
        id: "Tampilkan seberapa sering kata muncul dari waktu ke waktu",
    };

    const EXAMPLES: &'static [Example] = &[
        example("telaah trends beras samples/"),
        example("telaah trends -e banjir -e 'gempa|longsor' --by year --wide per_million samples/"),
        example("telaah trends --country RU --by week --moving-average 4 samples/"),
        example("telaah trends --person 'Vladimir Putin' --summary samples/"),
        example("telaah trends warga --bursts --by quarter samples/"),
    ];

    fn run(&self, context: Context<'_>) -> Result<Exit> {
        let (patterns, shared) = self.patterns.read(&self.words, self.stems.stemming(context.typed)?, &self.shared)?;
        Session::run(&shared, context, |session| self.count(&session, &patterns))
    }
}

impl TrendsCommand {
    fn count(&self, session: &Session<'_>, patterns: &Patterns) -> Result<Exit> {
        let mut settings = Settings::without_terms(patterns.kinds());
        self.links.apply(session, &mut settings)?;
        settings.datelines = true;
        let compiled = patterns.compile()?;
        let period = self.trends.by;
        let mut report = session.report()?;
        let visitor = || Trends::new(period, compiled.finder());
        let outcome = session.analyze(settings, false, visitor, |_| Ok(()))?;
        let trends = &outcome.visitor;
        let filter = &session.options.filter;
        let periods = trends.periods(filter.since, filter.until, MOST_PERIODS).map_err(too_many)?;
        let series = TrendSeries::new(trends, patterns.names(), periods);
        let head = series.head();
        if trends.has_no_match() {
            session.console.note(&Message::NoMatch);
        }
        if head.undated_documents > 0 {
            let (documents, matches) = (head.undated_documents, head.undated_count);
            session.console.note(&Message::Undated { documents, matches });
        }
        let style = session.plan.terminal_style(report.is_on_terminal(), session.console);
        let is_table = session.plan.format == &TABLE;
        if is_table && style.has_bars {
            report.set_heading(&trend_chart(&series, style));
        }
        self.write(&mut report, &series, is_table.then(|| heading("average", style.language)))?;
        let summary = Summary { trends: Some(head), ..summary(&outcome.sums) };
        session.finish_with(report, &summary, &outcome.sums)
    }

    /// Writes the rows that are asked for. `average_heading`: the heading of the moving average, in tables for people, which have
    /// that column only if it is asked for.
    fn write(&self, report: &mut Report, series: &TrendSeries<'_>, average_heading: Option<&str>) -> Result<()> {
        let arguments = &self.trends;
        if arguments.summary {
            return report.table(series.summary_rows());
        }
        if arguments.bursts {
            let model = BurstModel { ratio: arguments.burst_ratio, gamma: arguments.burst_gamma };
            return report.table::<BurstRow<'_>>(series.burst_rows(model));
        }
        if let Some(value) = arguments.wide {
            return self.write_wide(report, series, value);
        }
        let rows = series.rows(arguments.moving_average, arguments.undated);
        let Some((heading, periods)) = average_heading.zip(arguments.moving_average) else { return report.table(rows) };
        let name = format!("{heading} ({periods})");
        let columns = MoreColumns::optional([(&*name, ColumnKind::Rate)], TrendRow::TABLE);
        report.begin(columns.after(TrendRow::TABLE))?;
        report.rows(rows.map(|row| {
            let cells = vec![row.moving_average.map_or(CellValue::None, CellValue::Rate)];
            RowWithMore { row, columns, cells }
        }))
    }

    fn write_wide(&self, report: &mut Report, series: &TrendSeries<'_>, value: TrendValue) -> Result<()> {
        let names = series.patterns().map(|(_, name)| (name, value.kind()));
        let columns = match value.is_optional() {
            true => MoreColumns::optional(names, WideTrendRow::TABLE),
            false => MoreColumns::new(names, WideTrendRow::TABLE),
        };
        report.begin(columns.after(WideTrendRow::TABLE))?;
        let rows = series.wide_rows(value, self.trends.undated);
        report.rows(rows.map(|(row, cells)| RowWithMore { row, columns, cells }))
    }
}

/// The error that names the dates which make the periods too many, and where they come from.
fn too_many(TooManyPeriods { first, last, earliest, latest }: TooManyPeriods) -> Message {
    let end =
        |date: Date, name: Option<String>, option: &str| format!("{date} ({})", name.as_deref().unwrap_or(option));
    Message::TooManyPeriods {
        most: MOST_PERIODS as u64,
        first: end(first, earliest, "--since"),
        last: end(last, latest, "--until"),
    }
}
