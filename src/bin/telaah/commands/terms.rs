//! `telaah terms`.

use telaah::Settings;
use telaah::report::TermFilter;
use telaah::report::rows::{DocumentTermRow, DocumentTermRows, NoRows};

use crate::Exit;
use crate::cli::args::TermsArguments;
use crate::cli::messages::Result;
use crate::session::{Session, exit_of, summary};
use crate::setup;
use crate::ui::console::Console;

pub(crate) fn run(arguments: &TermsArguments, console: &Console) -> Result<Exit> {
    Session::run(&arguments.shared, console, |session| {
        let mut settings = Settings::default();
        settings.kinds.clear();
        settings.terms = Some(setup::term_options(&arguments.terms));
        settings.stop_words = session.stop_words.clone();
        let filter = TermFilter {
            top: arguments.terms.top.unwrap_or(session.plan.usual_top()),
            min_count: arguments.terms.min_count,
            pattern: arguments.pattern.clone(),
        };
        let mut report = session.report()?;
        if arguments.by_document {
            let encoder = report.encoder();
            let visitor = || DocumentTermRows { encoder: encoder.clone(), filter: filter.clone() };
            return session.write_rows::<DocumentTermRow<'_>, _>(settings, report, visitor);
        }
        let outcome = session.analyze(settings, false, || NoRows, |_| Ok(()))?;
        let counts = outcome.terms.unwrap_or_default();
        let mut ranking = filter.rows(&counts).peekable();
        report.ranking(ranking.peek().map(|row| row.count), ranking)?;
        report.finish(Some(&summary(&outcome.sums)), console)?;
        Ok(exit_of(&outcome.sums))
    })
}
