//! `telaah terms`.

use clap::Args;
use telaah::Settings;
use telaah::message::Wording;
use telaah::report::TermFilter;
use telaah::report::rows::{DocumentTermRow, DocumentTermRows, NoRows};

use crate::Exit;
use crate::cli::args::{SharedArguments, TermArguments, pattern};
use crate::cli::command::{Command, Context};
use crate::cli::language::help;
use crate::cli::messages::Result;
use crate::session::{Session, exit_of, summary};
use crate::setup;

#[derive(Debug, Args)]
pub(crate) struct Terms {
    #[command(flatten)]
    shared: SharedArguments,
    #[command(flatten)]
    terms: TermArguments,
    #[arg(long, help_heading = help("Terms", "Istilah"), help = help(
        "One row per document and term",
        "Satu baris per dokumen dan istilah"))]
    by_document: bool,
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
  telaah terms --match '^peng' samples/",
        id: "\
Contoh:
  telaah terms --top 20 samples/
  telaah terms --ngrams 2 --min-count 2 samples/
  telaah terms --by-document --top 5 --format csv samples/
  telaah terms --stopwords inti,berita samples/
  telaah terms --match '^peng' samples/",
    };

    fn run(&self, context: Context<'_>) -> Result<Exit> {
        Session::run(&self.shared, context, |session| {
            let mut settings = Settings::default();
            settings.kinds.clear();
            settings.terms = Some(setup::term_options(&self.terms));
            settings.stop_words = session.stop_words.clone();
            let filter = TermFilter {
                top: self.terms.top.unwrap_or(session.plan.usual_top()),
                min_count: self.terms.min_count,
                pattern: self.pattern.clone(),
            };
            let mut report = session.report()?;
            if self.by_document {
                // For the column of dates.
                settings.datelines = true;
                let encoder = report.encoder();
                let visitor = || DocumentTermRows { encoder: encoder.clone(), filter: filter.clone() };
                return session.write_rows::<DocumentTermRow<'_>, _>(settings, report, visitor);
            }
            let outcome = session.analyze(settings, false, || NoRows, |_| Ok(()))?;
            let counts = outcome.terms.unwrap_or_default();
            let mut ranking = filter.rows(&counts).peekable();
            report.ranking(ranking.peek().map(|row| row.count), ranking)?;
            report.finish(Some(&summary(&outcome.sums)), session.console)?;
            Ok(exit_of(&outcome.sums))
        })
    }
}
