//! `telaah quotes`.

use clap::{Args, ValueEnum};
use telaah::Settings;
use telaah::entities::EntityKind;
use telaah::message::Wording;
use telaah::quotes::{DEFAULT_MIN_WORDS, QuoteFinder};
use telaah::report::rows::{QuoteFilter, QuoteRow, QuoteRows, SpeakerCounting, SpeakerRow};

use crate::Exit;
use crate::cli::args::{SharedArguments, count, top};
use crate::cli::command::{Command, Context, Example, example};
use crate::cli::language::help;
use crate::cli::messages::Result;
use crate::commands::identity::LinkArguments;
use crate::session::Session;

#[derive(Debug, Args)]
pub(crate) struct Quotes {
    #[command(flatten)]
    shared: SharedArguments,
    #[command(flatten)]
    quotes: QuoteArguments,
    #[command(flatten)]
    links: LinkArguments,
}

#[derive(Debug, Args)]
#[command(next_help_heading = help("Quotations", "Kutipan"))]
struct QuoteArguments {
    #[arg(long = "speaker", value_name = help("NAME", "NAMA"), help = help(
        "Only what this person says, by the name in the column speaker or entity; repeatable",
        "Hanya ucapan tokoh ini, menurut nama di kolom speaker atau entity; boleh diulang"))]
    speakers: Vec<String>,
    #[arg(long, conflicts_with = "by_speaker", value_name = help("CHOICE", "PILIHAN"), default_value = "yes", help = help(
        "Include quotations whose speaker is not known or not a person",
        "Kutipan yang penuturnya tidak diketahui atau bukan orang: disertakan (yes), atau tidak disertakan"))]
    unattributed: UnattributedArgument,
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_WORDS.into(), value_parser = count, help = help(
        "Fewest words of speech that no verb of saying follows",
        "Jumlah kata minimum untuk ucapan yang tidak diikuti verba seperti kata atau ujarnya"))]
    min_words: u64,
    #[arg(long, conflicts_with = "by_speaker", help = help(
        "Include stretches between quotation marks that are not speech: titles, terms, posts; the column how has none",
        "Sertakan juga yang bukan ucapan di antara tanda petik: judul, istilah, unggahan; kolom how berisi none"))]
    all: bool,
    #[arg(long, help = help(
        "One row per speaker: the number of quotations, of their words and of documents",
        "Satu baris per penutur: jumlah kutipan, kata, dan dokumennya"))]
    by_speaker: bool,
    #[arg(long, value_name = "N", value_parser = top, requires = "by_speaker", help = help(
        "With --by-speaker, at most N speakers; 0 means all [default: 25 in a table, otherwise all]",
        "Dengan --by-speaker, paling banyak N penutur; 0: semua [bawaan: 25 dalam tabel, selain itu semua]"))]
    top: Option<usize>,
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = count, requires = "by_speaker", help = help(
        "With --by-speaker, only speakers with at least N quotations",
        "Dengan --by-speaker, hanya penutur dengan sedikitnya N kutipan"))]
    min_count: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum UnattributedArgument {
    Yes,
    No,
}

impl Command for Quotes {
    const NAME: &'static str = "quotes";

    const ABOUT: Wording =
        Wording { en: "Show what people are quoted as saying", id: "Tampilkan ucapan yang dikutip beserta penuturnya" };

    const EXAMPLES: &'static [Example] = &[
        example("telaah quotes samples/"),
        example("telaah quotes --speaker 'Lim Sioe Hwa' --format csv samples/"),
        example("telaah quotes --by-speaker --top 10 samples/"),
        example("telaah quotes --all --format ndjson samples/"),
    ];

    fn run(&self, context: Context<'_>) -> Result<Exit> {
        Session::run(&self.shared, context, |session| {
            let mut settings = Settings::without_terms([EntityKind::Person]);
            self.links.apply(&session, &mut settings)?;
            // For the column of dates.
            settings.datelines = true;
            let filter = self.quotes.filter()?;
            let finder = || QuoteFinder::new(u32::try_from(self.quotes.min_words).unwrap_or(u32::MAX));
            let mut report = session.report()?;
            if !self.quotes.by_speaker {
                let encoder = report.encoder();
                let visitor = || QuoteRows::new(encoder.clone(), filter.clone(), finder());
                return session.write_rows::<QuoteRow<'_>, _>(settings, report, visitor);
            }
            let visitor = || SpeakerCounting::new(filter.clone(), finder());
            let outcome = session.analyze(settings, false, visitor, |_| Ok(()))?;
            let top = self.quotes.top.unwrap_or(session.plan.usual_top());
            let rows: Vec<SpeakerRow<'_>> = outcome.visitor.rows(top, self.quotes.min_count);
            report.ranking(rows.iter().map(|row| row.quotes).max(), rows)?;
            session.finish(report, &outcome.sums)
        })
    }
}

impl QuoteArguments {
    fn filter(&self) -> Result<QuoteFilter> {
        let mut filter = QuoteFilter::default();
        filter.unattributed = self.unattributed == UnattributedArgument::Yes;
        filter.all = self.all;
        self.speakers.iter().try_for_each(|name| filter.add_speaker(name))?;
        Ok(filter)
    }
}
