//! `telaah entities`.

use telaah::entities::{EntityCount, EntityKind};
use telaah::report::rows::{EntityCounting, EntityFilter, EntityRow, MentionRow, MentionRows};
use telaah::{Settings, StopWords};

use crate::Exit;
use crate::cli::args::EntitiesArguments;
use crate::cli::messages::Result;
use crate::session::{Session, exit_of, summary};
use crate::ui::console::Console;

pub(crate) fn run(arguments: &EntitiesArguments, console: &Console) -> Result<Exit> {
    Session::run(&arguments.shared, console, |session| {
        let kinds = kinds(&arguments.kinds);
        let mut settings = Settings::default();
        settings.kinds.clone_from(&kinds);
        settings.terms = None;
        settings.stop_words = StopWords::none();
        settings.people_by_rules = arguments.people_by_rules;
        let filter = EntityFilter { pattern: arguments.pattern.clone() };
        let mut report = session.report()?;
        if arguments.mentions {
            let encoder = report.encoder();
            let visitor = || MentionRows::new(encoder.clone(), filter.clone());
            return session.write_rows::<MentionRow<'_>, _>(settings, report, visitor);
        }
        let outcome = session.analyze(settings, false, || EntityCounting::new(arguments.in_name), |_| Ok(()))?;
        let totals = outcome.visitor.into_totals();
        let top = arguments.top.unwrap_or(session.plan.usual_top());
        let is_match = |entity: &EntityCount<'_>| filter.matches(entity.canonical, entity.label);
        let ranking = totals.ranking(&kinds, top, arguments.min_count, is_match);
        let highest_count = ranking.iter().map(|entity| entity.count).max();
        report.ranking(highest_count, ranking.into_iter().map(EntityRow::from))?;
        report.finish(Some(&summary(&outcome.sums)), console)?;
        Ok(exit_of(&outcome.sums))
    })
}

/// The given kinds, in the order of reports; the default kinds if none is given.
fn kinds(given: &[EntityKind]) -> Vec<EntityKind> {
    let given = if given.is_empty() { &EntityKind::DEFAULT[..] } else { given };
    EntityKind::ALL.into_iter().filter(|kind| given.contains(kind)).collect()
}
